-- +goose Up

CREATE TABLE workspace (
	id      INTEGER PRIMARY KEY CHECK (id = 1), -- there is one
	team_id TEXT NOT NULL,                      -- Slack's ID of the workspace this file belongs to
	name    TEXT NOT NULL                       -- its name, for error messages
) STRICT;

CREATE TABLE revisions (
	subject TEXT PRIMARY KEY,  -- what changed: roster
	n       INTEGER NOT NULL   -- raised by every change, so that readers know what they hold is old
) STRICT;
INSERT INTO revisions (subject, n) VALUES ('roster', 1);

CREATE TABLE playbooks (
	version       INTEGER PRIMARY KEY, -- 1, 2, …; entries name the one they were written with
	in_force_from TEXT NOT NULL,       -- 2006-01-02; practices without an earlier bound start here
	published_at  INTEGER NOT NULL,    -- milliseconds since 1970
	source        TEXT NOT NULL        -- the playbook file
) STRICT;

CREATE TABLE people (
	id         INTEGER PRIMARY KEY,         -- our own; never reused, stands in notice keys
	slack_id   TEXT UNIQUE,                 -- null until found in the workspace
	email      TEXT UNIQUE,                 -- lower case; null when Slack does not tell
	name       TEXT NOT NULL,               -- the people file's, else Slack's
	zone       TEXT NOT NULL,               -- IANA time zone, the people file's, else Slack's; '' for the organisation's
	calendar   TEXT NOT NULL,               -- name of a working calendar; '' for the default
	standing   TEXT NOT NULL,               -- unfound, member, guest, outside, gone
	file_name  INTEGER NOT NULL DEFAULT 0,  -- 1 when the people file gave the name
	file_zone  INTEGER NOT NULL DEFAULT 0,  -- 1 when the people file gave the zone
	imported   INTEGER NOT NULL DEFAULT 0,  -- 1 once a people file or a team named them: only they are planned for
	morning    INTEGER NOT NULL,            -- minutes after midnight at which the day's one message comes
	planned_on TEXT NOT NULL DEFAULT '',    -- last day for which their occurrences were planned
	bundled_on TEXT NOT NULL DEFAULT ''     -- last day whose morning message was decided
) STRICT;
CREATE INDEX people_unplanned ON people (zone, planned_on) WHERE imported = 1;
CREATE INDEX people_waking ON people (zone, morning, bundled_on) WHERE imported = 1;

CREATE TABLE lines (
	id         INTEGER PRIMARY KEY,
	report_id  INTEGER NOT NULL REFERENCES people,
	manager_id INTEGER REFERENCES people, -- null at the top of a tree
	dotted     INTEGER NOT NULL,          -- 1: counts in coverage only
	level      TEXT NOT NULL,             -- '' unless the people file overrides the derived level
	from_on    TEXT NOT NULL,             -- '' for always
	to_on      TEXT NOT NULL              -- last day; '' for open
) STRICT;
CREATE INDEX lines_by_report ON lines (report_id);

CREATE TABLE occurrences (
	id           INTEGER PRIMARY KEY,
	practice     TEXT NOT NULL,               -- the practice's key
	performer_id INTEGER NOT NULL REFERENCES people,
	subject_id   INTEGER NOT NULL,            -- whom it is about; 0 for a team or self practice
	period_start TEXT NOT NULL,
	period_end   TEXT NOT NULL,
	due_code     TEXT NOT NULL,               -- '' for a daily practice
	seq          INTEGER NOT NULL,
	nominal_on   TEXT NOT NULL,               -- where the due code points
	due_on       TEXT NOT NULL,               -- the working day it falls on
	grace_until  TEXT NOT NULL,               -- last day on time
	closes_on    TEXT NOT NULL,               -- last day that counts
	expectation  TEXT NOT NULL,               -- expected, excused, cancelled
	reason       TEXT NOT NULL,               -- why it is not expected
	entry_id     INTEGER NOT NULL DEFAULT 0,  -- what satisfied it; 0 for nothing
	logged_on    TEXT NOT NULL DEFAULT '',    -- when that was logged, performer's time zone
	skip_reason  TEXT NOT NULL DEFAULT '',    -- '' unless skipped
	skip_detail  TEXT NOT NULL DEFAULT '',    -- for the performer and their direct leader only
	skip_within  INTEGER NOT NULL DEFAULT 0,  -- 1: within the allowance
	UNIQUE (performer_id, practice, subject_id, period_start, period_end, due_code, seq)
) STRICT;
CREATE INDEX occurrences_waiting ON occurrences (performer_id, closes_on)
	WHERE entry_id = 0 AND skip_reason = '' AND expectation = 'expected';
CREATE INDEX occurrences_by_entry ON occurrences (entry_id) WHERE entry_id <> 0;
CREATE INDEX occurrences_by_due ON occurrences (due_on, performer_id, practice, subject_id, expectation, entry_id, logged_on, grace_until, skip_reason, skip_within);

CREATE TABLE entries (
	id               INTEGER PRIMARY KEY,
	request          TEXT NOT NULL,            -- what made it (Slack's view); a redelivered form logs once
	practice         TEXT NOT NULL,
	author_id        INTEGER NOT NULL REFERENCES people,
	subject_id       INTEGER NOT NULL,         -- whom it is about; 0 for a team or self practice
	happened_on      TEXT NOT NULL,            -- as stated
	logged_at        INTEGER NOT NULL,         -- milliseconds since 1970
	logged_on        TEXT NOT NULL,            -- the same as a date in the author's time zone
	playbook_version INTEGER NOT NULL REFERENCES playbooks,
	answers          TEXT NOT NULL,            -- JSON: values by field key; shared and private text lives here and nowhere else
	withdrawn_at     INTEGER NOT NULL DEFAULT 0, -- milliseconds since 1970; 0: it stands
	UNIQUE (request, subject_id)
) STRICT;
CREATE INDEX entries_last ON entries (author_id, practice, subject_id, happened_on) WHERE withdrawn_at = 0;
CREATE INDEX entries_by_practice ON entries (practice, happened_on, author_id) WHERE withdrawn_at = 0;
CREATE INDEX entries_logged ON entries (logged_at);

CREATE TABLE subscriptions (
	id      INTEGER PRIMARY KEY,
	root_id INTEGER NOT NULL REFERENCES people, -- whose tree the digest is about
	channel TEXT NOT NULL,                      -- Slack's ID of where it goes
	weekday INTEGER NOT NULL,                   -- 0 is Sunday
	at      INTEGER NOT NULL,                   -- minutes after midnight
	zone    TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
	id           INTEGER PRIMARY KEY,
	key          TEXT NOT NULL UNIQUE,        -- a notice is said once
	kind         TEXT NOT NULL,               -- bundle, answer, subscription
	type         TEXT NOT NULL,               -- which notice the body is
	body         TEXT NOT NULL,               -- JSON: its identity, never its words
	turn         INTEGER NOT NULL,            -- a hash of the key: the order in which a crowd is served, which is fair
	token        TEXT NOT NULL,               -- random; travels with the message, so that it can be found again
	state        TEXT NOT NULL,               -- queued, sending, sent, dropped, failed
	reason       TEXT NOT NULL DEFAULT '',    -- why it was dropped or failed
	not_before   INTEGER NOT NULL DEFAULT 0,  -- milliseconds since 1970
	attempted_at INTEGER NOT NULL DEFAULT 0,  -- written before the message leaves
	channel      TEXT NOT NULL DEFAULT '',    -- where Slack put it
	ts           TEXT NOT NULL DEFAULT '',    -- Slack's name for it there
	changes      INTEGER NOT NULL DEFAULT 0,  -- raised when something it shows changes
	drawn        INTEGER NOT NULL DEFAULT 0   -- how many of the changes the sent message shows
) STRICT;
CREATE INDEX outbox_queued ON outbox (not_before) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (not_before) WHERE state = 'sending';
CREATE INDEX outbox_stale ON outbox (not_before) WHERE state = 'sent' AND changes > drawn;

CREATE TABLE outbox_shows (
	occurrence_id INTEGER NOT NULL REFERENCES occurrences,
	notice_id     INTEGER NOT NULL REFERENCES outbox,
	PRIMARY KEY (occurrence_id, notice_id)
) STRICT, WITHOUT ROWID;
