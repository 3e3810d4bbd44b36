-- +goose Up

-- What several copies of coach on one PostgreSQL database know of each other's
-- work for a while. On SQLite there is one copy, which keeps all but the pauses
-- in its own memory. Instants are of the database's clock.
CREATE TABLE events (
	id       TEXT PRIMARY KEY,           -- Slack's ID of the event
	until    INTEGER NOT NULL,           -- when it is forgotten: an hour after it came first
	times    INTEGER NOT NULL DEFAULT 1, -- how often a copy began to answer it
	answered INTEGER NOT NULL DEFAULT 0  -- 1 once it was acknowledged with its answer
) STRICT;

CREATE TABLE turns (
	id       INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which requests are served
	slack_id TEXT NOT NULL,                     -- whose request it is
	until    INTEGER NOT NULL                   -- when the copy that has it is taken for dead
) STRICT;
CREATE INDEX turns_of ON turns (slack_id, id);

CREATE TABLE homes (
	slack_id  TEXT PRIMARY KEY,           -- who has opened coach's Home
	opened_at INTEGER NOT NULL,           -- when they last did
	page      INTEGER NOT NULL DEFAULT 0, -- how many people stand on the pages before the one shown
	drawn_by  TEXT NOT NULL DEFAULT ''    -- the copy that drew what they see; '' for none that knows
) STRICT;

CREATE TABLE looks (
	slack_id  TEXT PRIMARY KEY, -- who was looked up in Slack's directory after a change
	looked_at INTEGER NOT NULL  -- when they last were
) STRICT;

CREATE TABLE pauses (
	what  TEXT PRIMARY KEY, -- what Slack has told coach to wait with: messages
	until INTEGER NOT NULL  -- the end of the pause, by the database's clock where there may be several copies
) STRICT;
