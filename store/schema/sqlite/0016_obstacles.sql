-- +goose Up

-- What is in the way of the work, as somebody raised it.
CREATE TABLE obstacles (
	id         INTEGER PRIMARY KEY,                -- stands in buttons and notices
	request    TEXT NOT NULL,                      -- the submission that raised it, with its row there; a redelivered form raises it once
	raiser_id  INTEGER NOT NULL REFERENCES people, -- who raised it
	hidden     INTEGER NOT NULL DEFAULT 0,         -- 1: the raiser shows their name to the owner alone
	raised_at  INTEGER NOT NULL,                   -- milliseconds since 1970
	raised_on  TEXT NOT NULL,                      -- the same as a date of the raiser, 2006-01-02
	entry_id   INTEGER NOT NULL DEFAULT 0,         -- the entry in whose form it was raised; 0 for none
	link       TEXT NOT NULL DEFAULT '',           -- the address of the message it was raised from; '' for none
	what       TEXT NOT NULL,                      -- '' once it was taken back
	impact     TEXT NOT NULL DEFAULT '',           -- an option's value of the playbook's record
	category   TEXT NOT NULL DEFAULT '',           -- the same
	owner_id   INTEGER NOT NULL DEFAULT 0,         -- who owns it, as its events leave it; 0 for nobody
	offered_to INTEGER NOT NULL DEFAULT 0,         -- to whom it is passed up, as its events leave it; 0 for nobody
	state      TEXT NOT NULL DEFAULT 'raised',     -- raised, owned, passed_up, resolved, confirmed_gone or withdrawn, as its events leave it
	UNIQUE (raiser_id, request)
) STRICT;
CREATE INDEX obstacles_open ON obstacles (owner_id, raised_at) WHERE state IN ('raised', 'owned', 'passed_up');
CREATE INDEX obstacles_by_entry ON obstacles (entry_id) WHERE entry_id <> 0;

-- Whom else an obstacle affects, as its raiser says.
CREATE TABLE obstacle_people (
	obstacle_id INTEGER NOT NULL REFERENCES obstacles, -- what is in their way
	person_id   INTEGER NOT NULL REFERENCES people,    -- who is affected
	PRIMARY KEY (obstacle_id, person_id)
) STRICT, WITHOUT ROWID;

-- Everything that happened to an obstacle, in its order.
CREATE TABLE obstacle_events (
	obstacle_id INTEGER NOT NULL REFERENCES obstacles, -- what it happened to
	n           INTEGER NOT NULL,                  -- its place in the history, from 1
	request     TEXT NOT NULL,                     -- the submission it came from; a redelivered form does it once
	at          INTEGER NOT NULL,                  -- milliseconds since 1970
	happened_on TEXT NOT NULL,                     -- the same as a date of who did it, 2006-01-02
	by_id       INTEGER NOT NULL,                  -- who did it; 0 for coach itself
	event       TEXT NOT NULL,                     -- owned, due, updated, offered, accepted, declined, resolved, confirmed_gone, reopened or withdrawn
	owner_id    INTEGER NOT NULL DEFAULT 0,        -- of owned, offered and accepted
	due_on      TEXT NOT NULL DEFAULT '',          -- of owned, due and accepted
	outcome     TEXT NOT NULL DEFAULT '',          -- of resolved: removed, around, live or moot
	words       TEXT NOT NULL DEFAULT '',          -- of updated and resolved: for the raiser; '' once it was taken back
	prevent     TEXT NOT NULL DEFAULT '',          -- of resolved: what would have kept it from coming up
	told_at     INTEGER NOT NULL DEFAULT 0,        -- when the message about it to whoever raised it was sent; 0 until then
	PRIMARY KEY (obstacle_id, n)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX obstacle_events_once ON obstacle_events (obstacle_id, by_id, request) WHERE request <> '';
