-- +goose Up

-- The rows of training plans and contest plans: who delivers or runs what, and when.
CREATE TABLE sessions (
	id           INTEGER PRIMARY KEY,             -- stands in buttons and notices
	entry_id     INTEGER NOT NULL REFERENCES entries, -- the plan
	kind         TEXT NOT NULL,                   -- training or contest
	manager_id   INTEGER NOT NULL REFERENCES people, -- who wrote the plan
	deliverer_id INTEGER NOT NULL,                -- who delivers it, or runs the contest; 0: nobody is named
	topic        TEXT NOT NULL,                   -- for the team; '' once it was dropped
	on_day       TEXT NOT NULL,                   -- its day, 2006-01-02; a contest's first
	until_day    TEXT NOT NULL DEFAULT '',        -- a contest's last day; '' for training
	starts_at    TEXT NOT NULL DEFAULT '',         -- the time of day, as 15:04; '' for none
	accepted_at  INTEGER NOT NULL DEFAULT 0,      -- milliseconds since 1970; 0: whoever delivers has not said that they will
	declined_at  INTEGER NOT NULL DEFAULT 0,      -- milliseconds since 1970; 0: they have not said that it is not theirs
	done_at      INTEGER NOT NULL DEFAULT 0,      -- ticked as delivered, or won; 0: not yet
	won_in       INTEGER NOT NULL DEFAULT 0,      -- the entry that thanks a contest's winners; 0 for none
	dropped_at   INTEGER NOT NULL DEFAULT 0       -- taken out of its plan, or back with it; 0: it stands
) STRICT;
CREATE INDEX sessions_by_entry ON sessions (entry_id);
CREATE INDEX sessions_open ON sessions (deliverer_id, on_day) WHERE done_at = 0 AND dropped_at = 0;
CREATE INDEX sessions_of_team ON sessions (manager_id, on_day) WHERE dropped_at = 0;
CREATE INDEX sessions_won ON sessions (won_in) WHERE won_in <> 0;

-- The questions of coach's own that a message has asked, or Home has answered.
CREATE TABLE questions (
	person_id INTEGER NOT NULL REFERENCES people, -- who is asked
	kind      TEXT NOT NULL,                      -- still_right, who_won or whom_to_meet
	about_id  INTEGER NOT NULL,                   -- an entry, a session or a person
	asked_on  TEXT NOT NULL,                      -- the day of the message, 2006-01-02
	answer    TEXT NOT NULL DEFAULT '',           -- one of those that the question has; '' before it is answered
	PRIMARY KEY (person_id, kind, about_id, asked_on)
) STRICT, WITHOUT ROWID;
