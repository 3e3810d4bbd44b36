-- +goose Up

-- How people like to be thanked, and where each thanks went.
ALTER TABLE people ADD COLUMN thanks TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN people.thanks IS 'public, or private: just to them; '''' until they say, then as the giver chooses';
ALTER TABLE people ADD COLUMN thanks_asked BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN people.thanks_asked IS 'the thanks with which they were asked that, an entry; 0: not asked';
CREATE INDEX people_asked ON people (thanks_asked) WHERE thanks_asked > 0;

ALTER TABLE entries ADD COLUMN place TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.place IS 'where thanks went: channel, or private: to nobody but those thanked; '''' for any other entry';
ALTER TABLE entries ADD COLUMN channel TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.channel IS 'Slack''s ID of the team''s channel that thanks went to; '''' for the organisation''s, or none';
ALTER TABLE entries ADD COLUMN friday BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN entries.friday IS '1: thanks that wait for the team''s Friday post, 2: it has had them; 0: any other';
ALTER TABLE entries ADD COLUMN alone TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN entries.alone IS 'JSON: the IDs of those thanked who like it to be theirs alone; '''' for none';
CREATE INDEX entries_friday ON entries (channel) WHERE friday = 1;
UPDATE entries SET place = 'private' WHERE practice = 'recognition';
UPDATE entries SET place = 'channel' WHERE practice = 'recognition' AND id IN
	(SELECT entry_id FROM entry_values WHERE field = 'where' AND value IN ('channel', 'In the team channel', 'In the channel'));
