-- +goose Up

-- How people like to be thanked, and where each thanks went.
ALTER TABLE people ADD COLUMN thanks TEXT NOT NULL DEFAULT ''; -- public, or private: just to them; '' until they say, then as the giver chooses

-- Who was asked how they like to be thanked: each once.
CREATE TABLE thanks_asked (
	person_id INTEGER PRIMARY KEY REFERENCES people, -- who was asked
	entry_id  INTEGER NOT NULL REFERENCES entries    -- with which thanks
) STRICT;
CREATE INDEX thanks_asked_with ON thanks_asked (entry_id);

ALTER TABLE entries ADD COLUMN place TEXT NOT NULL DEFAULT '';           -- where thanks went: channel, or private: to nobody but those thanked; '' for any other entry
ALTER TABLE entries ADD COLUMN channel TEXT NOT NULL DEFAULT '';         -- Slack's ID of the team's channel that thanks went to; '' for the organisation's, or none
ALTER TABLE entries ADD COLUMN friday INTEGER NOT NULL DEFAULT 0;        -- 1: thanks that come in the team's Friday post, and not one by one
ALTER TABLE entries ADD COLUMN alone TEXT NOT NULL DEFAULT '';           -- JSON: the IDs of those thanked who like it to be theirs alone; '' for none
CREATE INDEX entries_friday ON entries (channel) WHERE friday = 1;
UPDATE entries SET place = 'private' WHERE practice = 'recognition';
UPDATE entries SET place = 'channel' WHERE practice = 'recognition' AND id IN
	(SELECT entry_id FROM entry_values WHERE field = 'where' AND value IN ('channel', 'In the team channel', 'In the channel'));
