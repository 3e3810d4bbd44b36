-- +goose Up

ALTER TABLE holidays ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN holidays.name IS 'as the imported file calls the day; '''' where it does not';
