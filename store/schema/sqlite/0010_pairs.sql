-- +goose Up

-- The next steps agreed in a session, or by oneself.
CREATE TABLE actions (
	id           INTEGER PRIMARY KEY,          -- stands in buttons and notices
	request      TEXT NOT NULL,                -- what made it, with its place there: the submission and the row; a redelivered form makes it once
	entry_id     INTEGER NOT NULL,             -- the entry it was agreed in; 0 for none
	kind         TEXT NOT NULL DEFAULT '',     -- '' for a step; look for a day on which to look at a focus again
	author_id    INTEGER NOT NULL REFERENCES people, -- who coaches
	owner_id     INTEGER NOT NULL REFERENCES people, -- whose step it is
	subject_id   INTEGER NOT NULL,             -- who is coached; 0 for a team's action
	what         TEXT NOT NULL,                -- for author, owner and subject only; '' once it was dropped
	made_at      INTEGER NOT NULL,             -- milliseconds since 1970
	due_first    TEXT NOT NULL,                -- the day agreed first, 2006-01-02
	due_on       TEXT NOT NULL,                -- the day as it was last moved
	done_at      INTEGER NOT NULL DEFAULT 0,   -- milliseconds since 1970; 0: not done
	done_on      TEXT NOT NULL DEFAULT '',     -- the same as a date of who ticked it
	done_by      INTEGER NOT NULL DEFAULT 0,   -- who ticked it
	agreed_at    INTEGER NOT NULL DEFAULT 0,   -- milliseconds since 1970; 0: it stands in a plan that waits for the manager
	cancelled_at INTEGER NOT NULL DEFAULT 0,   -- when the second of the two agreed to cancel it; 0: it stands
	dropped_at   INTEGER NOT NULL DEFAULT 0,   -- taken back with its entry; 0: it stands
	UNIQUE (author_id, request)
) STRICT;
CREATE INDEX actions_open ON actions (owner_id, due_on) WHERE done_at = 0 AND cancelled_at = 0 AND dropped_at = 0;
CREATE INDEX actions_of_pair ON actions (author_id, subject_id, due_on);
CREATE INDEX actions_by_subject ON actions (subject_id, due_on);
CREATE INDEX actions_by_entry ON actions (entry_id) WHERE entry_id <> 0;

-- Every move of an action to another day.
CREATE TABLE action_moves (
	action_id INTEGER NOT NULL REFERENCES actions, -- what was moved
	at        INTEGER NOT NULL,                -- milliseconds since 1970
	by_id     INTEGER NOT NULL REFERENCES people, -- who moved it
	to_on     TEXT NOT NULL,                   -- the new day
	PRIMARY KEY (action_id, at)
) STRICT, WITHOUT ROWID;

-- Who proposed or agreed to cancel an action.
CREATE TABLE action_cancels (
	action_id INTEGER NOT NULL REFERENCES actions, -- what one of them would cancel
	by_id     INTEGER NOT NULL REFERENCES people, -- one of the two
	at        INTEGER NOT NULL,                -- milliseconds since 1970
	PRIMARY KEY (action_id, by_id)
) STRICT, WITHOUT ROWID;

-- The plans that the coached person writes after a session.
CREATE TABLE plans (
	entry_id   INTEGER PRIMARY KEY REFERENCES entries, -- the session
	writer_id  INTEGER NOT NULL REFERENCES people, -- who was coached, and writes
	reader_id  INTEGER NOT NULL REFERENCES people, -- who coached, and agrees
	asked_at   INTEGER NOT NULL,               -- milliseconds since 1970
	written_at INTEGER NOT NULL DEFAULT 0,     -- milliseconds since 1970; 0: it waits for the writer
	agreed_at  INTEGER NOT NULL DEFAULT 0,     -- milliseconds since 1970; 0: it waits for the reader
	talk_at    INTEGER NOT NULL DEFAULT 0,     -- when the reader would rather talk about it; 0: no
	dropped_at INTEGER NOT NULL DEFAULT 0      -- the session was taken back; 0: it stands
) STRICT;
CREATE INDEX plans_to_write ON plans (writer_id) WHERE agreed_at = 0 AND dropped_at = 0;
CREATE INDEX plans_to_agree ON plans (reader_id) WHERE agreed_at = 0 AND dropped_at = 0;

-- What a manager and a report want to talk about, read by the two alone.
CREATE TABLE topics (
	id         INTEGER PRIMARY KEY,            -- stands in forms and buttons
	request    TEXT NOT NULL,                  -- what made it; a redelivered request adds it once
	manager_id INTEGER NOT NULL REFERENCES people, -- of the pair
	report_id  INTEGER NOT NULL REFERENCES people, -- of the pair
	by_id      INTEGER NOT NULL REFERENCES people, -- who added it
	words      TEXT NOT NULL,                  -- for the pair only; '' once it was dropped
	raised_at  INTEGER NOT NULL,               -- milliseconds since 1970
	covered_by INTEGER NOT NULL DEFAULT 0,     -- the entry in which it was covered, or became an action; 0: it is open
	dropped_at INTEGER NOT NULL DEFAULT 0,     -- milliseconds since 1970; 0: it stands
	UNIQUE (by_id, request)
) STRICT;
CREATE INDEX topics_open ON topics (manager_id, report_id, raised_at) WHERE covered_by = 0 AND dropped_at = 0;
CREATE INDEX topics_covered ON topics (covered_by) WHERE covered_by <> 0;
CREATE INDEX topics_of_report ON topics (report_id, raised_at) WHERE covered_by = 0 AND dropped_at = 0;

-- The skill that a pair works on: at most one that is open.
CREATE TABLE focuses (
	id         INTEGER PRIMARY KEY,            -- stands in forms and notices
	manager_id INTEGER NOT NULL REFERENCES people, -- of the pair
	report_id  INTEGER NOT NULL REFERENCES people, -- of the pair
	skill      TEXT NOT NULL,                  -- one of the playbook's skills, or the pair's own words: for the pair only
	opened_by  INTEGER NOT NULL REFERENCES people, -- one of the pair
	opened_in  INTEGER NOT NULL,               -- the entry it was opened in; 0 for none
	opened_at  INTEGER NOT NULL,               -- milliseconds since 1970
	closed_at  INTEGER NOT NULL DEFAULT 0,     -- milliseconds since 1970; 0: it is open
	outcome    TEXT NOT NULL DEFAULT ''        -- reached or aside; '' while it is open
) STRICT;
CREATE UNIQUE INDEX focuses_open ON focuses (manager_id, report_id) WHERE closed_at = 0;
CREATE INDEX focuses_of_report ON focuses (report_id, opened_at);

-- How each later session answered the question about the focus.
CREATE TABLE focus_marks (
	focus_id INTEGER NOT NULL REFERENCES focuses, -- what the mark is about
	entry_id INTEGER NOT NULL REFERENCES entries, -- the session
	mark     TEXT NOT NULL,                    -- better, same, worse, reached or aside
	PRIMARY KEY (focus_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX focus_marks_by_entry ON focus_marks (entry_id);

-- Reports who ask their manager for time.
CREATE TABLE time_requests (
	id         INTEGER PRIMARY KEY,            -- stands in buttons and notices
	request    TEXT NOT NULL,                  -- what made it; a redelivered request asks once
	report_id  INTEGER NOT NULL REFERENCES people, -- who asks
	manager_id INTEGER NOT NULL REFERENCES people, -- who is asked
	kind       TEXT NOT NULL,                  -- session, obstacle or ride_along
	words      TEXT NOT NULL,                  -- about what, for the two only; '' for nothing, or once it was closed by taking it back
	asked_at   INTEGER NOT NULL,               -- milliseconds since 1970
	asked_on   TEXT NOT NULL,                  -- the same as a date of the report
	lapses_on  TEXT NOT NULL,                  -- the last day on which it waits
	planned_on TEXT NOT NULL DEFAULT '',       -- the day the manager planned it for; '' for none
	closed_at  INTEGER NOT NULL DEFAULT 0,     -- milliseconds since 1970; 0: it waits
	outcome    TEXT NOT NULL DEFAULT '',       -- met, done, lapsed, withdrawn or moved; '' while it waits
	entry_id   INTEGER NOT NULL DEFAULT 0,     -- the entry that closed it; 0 for none
	UNIQUE (report_id, request)
) STRICT;
CREATE INDEX time_requests_to ON time_requests (manager_id, asked_at) WHERE closed_at = 0;
CREATE INDEX time_requests_by ON time_requests (report_id, asked_at);
CREATE INDEX time_requests_met ON time_requests (entry_id) WHERE entry_id <> 0;
CREATE INDEX time_requests_lapsing ON time_requests (lapses_on) WHERE closed_at = 0;

-- What is still to be done with somebody, for whoever it is about.
CREATE INDEX occurrences_with ON occurrences (subject_id, closes_on)
	WHERE subject_id <> 0 AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected';
