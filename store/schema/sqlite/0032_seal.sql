-- +goose Up

-- Whether words are sealed here: one row, from the moment they are.
CREATE TABLE sealing (
	id     INTEGER PRIMARY KEY CHECK (id = 1), -- there is one
	master INTEGER NOT NULL,                   -- the number of the master key that wraps the keys; which key file is the right one
	whole  INTEGER NOT NULL DEFAULT 0          -- 1: the words from before are sealed, too
) STRICT;

-- The keys by which people's words are sealed, wrapped by a master key that is
-- in no database. A backup leaves this table out, so that it forgets whom coach
-- forgets.
CREATE TABLE keys (
	id           INTEGER PRIMARY KEY,         -- whom it was made for; sealed words name it
	person_id    INTEGER NOT NULL,            -- whose words it seals, who may have been two people in the database before
	wrapped      TEXT NOT NULL,               -- '' once it was destroyed
	destroyed_at INTEGER NOT NULL DEFAULT 0   -- milliseconds since 1970; 0: it was not
) STRICT;
CREATE INDEX keys_of_person ON keys (person_id);

INSERT INTO revisions (subject, n) VALUES ('keys', 1); -- raised by every change of the keys
