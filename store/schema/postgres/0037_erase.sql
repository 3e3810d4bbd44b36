-- +goose Up

-- The people who were erased and of whom something is left to remove, which
-- happens a few rows at a time.
CREATE TABLE erasures (
	person_id BIGINT PRIMARY KEY REFERENCES people,
	places TEXT COLLATE "C" NOT NULL
);
COMMENT ON COLUMN erasures.person_id IS 'who was erased';
COMMENT ON COLUMN erasures.places IS 'JSON: Slack''s IDs of the person and of their conversation with coach';

CREATE INDEX occurrences_said ON occurrences (performer_id) WHERE cue <> '' OR skip_detail <> '' OR excuse_detail <> '';
CREATE INDEX outbox_kept ON outbox (attempted_at) WHERE body <> '';
