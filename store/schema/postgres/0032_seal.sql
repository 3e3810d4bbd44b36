-- +goose Up

-- Whether words are sealed here: one row, from the moment they are.
CREATE TABLE sealing (
	id BIGINT PRIMARY KEY CHECK (id = 1),
	master BIGINT NOT NULL,
	whole BIGINT NOT NULL DEFAULT 0
);
COMMENT ON COLUMN sealing.id IS 'there is one';
COMMENT ON COLUMN sealing.master IS 'the number of the master key that wraps the keys; which key file is the right one';
COMMENT ON COLUMN sealing.whole IS '1: the words from before are sealed, too';

-- The keys by which people's words are sealed, wrapped by a master key that is
-- in no database. A backup leaves this table out, so that it forgets whom coach
-- forgets.
CREATE TABLE keys (
	id BIGINT PRIMARY KEY,
	person_id BIGINT NOT NULL,
	wrapped TEXT COLLATE "C" NOT NULL,
	destroyed_at BIGINT NOT NULL DEFAULT 0
);
COMMENT ON COLUMN keys.id IS 'whom it was made for; sealed words name it';
COMMENT ON COLUMN keys.person_id IS 'whose words it seals, who may have been two people in the database before';
COMMENT ON COLUMN keys.wrapped IS ''''' once it was destroyed';
COMMENT ON COLUMN keys.destroyed_at IS 'milliseconds since 1970; 0: it was not';
CREATE INDEX keys_of_person ON keys (person_id);

INSERT INTO revisions (subject, n) VALUES ('keys', 1); -- raised by every change of the keys
