-- +goose Up

ALTER TABLE people ADD COLUMN file_email TEXT COLLATE "C";
COMMENT ON COLUMN people.file_email IS 'the address by which the people file names them; null when it does not';
ALTER TABLE people ADD COLUMN former_id TEXT COLLATE "C";
COMMENT ON COLUMN people.former_id IS 'the Slack ID they had before Slack exchanged it or a new account took its place; null for none';
ALTER TABLE people ADD COLUMN lost_email TEXT COLLATE "C";
COMMENT ON COLUMN people.lost_email IS 'the address they had when their account was closed, once another account has it; null for none';
UPDATE people SET file_email = email WHERE imported = 1;
CREATE UNIQUE INDEX people_file_email ON people (file_email);
CREATE INDEX people_lost_email ON people (lost_email);
CREATE INDEX people_former_id ON people (former_id);

-- What the workspace and the people file do not agree on, as it was said last.
CREATE TABLE contradictions (
	kind TEXT COLLATE "C" NOT NULL,
	person_id BIGINT NOT NULL,
	PRIMARY KEY (kind, person_id)
);
COMMENT ON COLUMN contradictions.kind IS 'which disagreement';
COMMENT ON COLUMN contradictions.person_id IS 'about whom; 0 for the workspace as a whole';
