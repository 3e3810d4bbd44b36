-- +goose Up

-- How people like to be thanked, and where each thanks went.
ALTER TABLE people ADD COLUMN thanks TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN people.thanks IS 'public, or private: just to them; '''' until they say, then as the giver chooses';

-- Who was asked how they like to be thanked: each once.
CREATE TABLE thanks_asked (
	person_id BIGINT PRIMARY KEY REFERENCES people,
	entry_id BIGINT NOT NULL REFERENCES entries
);
COMMENT ON COLUMN thanks_asked.person_id IS 'who was asked';
COMMENT ON COLUMN thanks_asked.entry_id IS 'with which thanks';
CREATE INDEX thanks_asked_with ON thanks_asked (entry_id);

ALTER TABLE entries ADD COLUMN place TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.place IS 'where thanks went: channel, or private: to nobody but those thanked; '''' for any other entry';
ALTER TABLE entries ADD COLUMN channel TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.channel IS 'Slack''s ID of the team''s channel that thanks went to; '''' for the organisation''s, or none';
ALTER TABLE entries ADD COLUMN friday BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN entries.friday IS '1: thanks that come in the team''s Friday post, and not one by one';
ALTER TABLE entries ADD COLUMN alone TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.alone IS 'JSON: the IDs of those thanked who like it to be theirs alone; '''' for none';
CREATE INDEX entries_friday ON entries (channel) WHERE friday = 1;
UPDATE entries SET place = 'private' WHERE practice = 'recognition';
UPDATE entries SET place = 'channel' WHERE practice = 'recognition' AND id IN
	(SELECT entry_id FROM entry_values WHERE field = 'where' AND value IN ('channel', 'In the team channel', 'In the channel'));
