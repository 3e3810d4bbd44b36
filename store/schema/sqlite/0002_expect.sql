-- +goose Up

ALTER TABLE people ADD COLUMN admin INTEGER NOT NULL DEFAULT 0;       -- 1: an admin or owner of the workspace, as the directory says
ALTER TABLE people ADD COLUMN playbook_owner INTEGER NOT NULL DEFAULT 0; -- 1: may publish the playbook and change settings
ALTER TABLE people ADD COLUMN told INTEGER NOT NULL DEFAULT 0;        -- the last playbook version they were told of, or that had nothing to tell them
ALTER TABLE people ADD COLUMN told_before INTEGER NOT NULL DEFAULT 0; -- what told was before it was this version: what it is again if the version is taken back

ALTER TABLE people ADD COLUMN replan INTEGER NOT NULL DEFAULT 0;      -- the revision of the roster from which on they are to be planned anew; 0 when they are
CREATE INDEX people_replan ON people (zone) WHERE imported = 1 AND replan > 0;

ALTER TABLE lines ADD COLUMN source TEXT NOT NULL DEFAULT 'file';     -- file: from the people file, locked; team: confirmed through /coach team

ALTER TABLE occurrences ADD COLUMN news INTEGER NOT NULL DEFAULT 0;   -- 1: it changed after its performer was shown it, and they were not told yet
ALTER TABLE occurrences ADD COLUMN excused_by INTEGER NOT NULL DEFAULT 0; -- the leader who excused it; 0 for nobody
ALTER TABLE occurrences ADD COLUMN excuse TEXT NOT NULL DEFAULT '';   -- why: one of the excuse record's options
ALTER TABLE occurrences ADD COLUMN excuse_detail TEXT NOT NULL DEFAULT ''; -- why in words, for the leader and the performer only
CREATE INDEX occurrences_news ON occurrences (performer_id) WHERE news = 1;
CREATE INDEX occurrences_skipped ON occurrences (performer_id, practice, nominal_on) WHERE skip_reason <> '';

ALTER TABLE playbooks ADD COLUMN published_by INTEGER NOT NULL DEFAULT 0; -- who published it; 0 for whoever runs coach
ALTER TABLE playbooks ADD COLUMN published_on TEXT NOT NULL DEFAULT '';   -- the day of published_at in the organisation's zone; '' for its day in UTC
ALTER TABLE playbooks ADD COLUMN undone_at INTEGER NOT NULL DEFAULT 0;    -- milliseconds since 1970; 0: it stands
CREATE INDEX playbooks_standing ON playbooks (version) WHERE undone_at = 0;

CREATE INDEX entries_about ON entries (subject_id, happened_on) WHERE withdrawn_at = 0;

CREATE TABLE leaves (
	id        INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES people,
	from_on   TEXT NOT NULL,
	to_on     TEXT NOT NULL,    -- last day; '' for until further notice
	known_on  TEXT NOT NULL,    -- the day on which it became known; '' for always
	source    TEXT NOT NULL,    -- file, or slack for what was said there
	noted_by  INTEGER NOT NULL  -- who said so; 0 for the file
) STRICT;
CREATE INDEX leaves_by_person ON leaves (person_id);

CREATE TABLE holidays (
	calendar TEXT NOT NULL,     -- name of a working calendar; '' for every one
	day      TEXT NOT NULL,
	PRIMARY KEY (calendar, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
	id         INTEGER PRIMARY KEY,
	request    TEXT NOT NULL,                      -- what made it (Slack's view); a redelivered form asks once
	manager_id INTEGER NOT NULL REFERENCES people, -- who says that the other reports to them
	person_id  INTEGER NOT NULL REFERENCES people,
	asked_at   INTEGER NOT NULL,                   -- milliseconds since 1970
	answer     TEXT NOT NULL DEFAULT '',           -- yes, no, withdrawn, or overtaken by another line; '' while it waits
	UNIQUE (request, person_id)
) STRICT;
CREATE UNIQUE INDEX claims_waiting ON claims (manager_id, person_id) WHERE answer = '';
CREATE INDEX claims_about ON claims (person_id, manager_id);

CREATE TABLE settings (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) STRICT;

CREATE TABLE drafts (
	person_id INTEGER PRIMARY KEY REFERENCES people, -- whose draft of the next playbook it is
	version   INTEGER NOT NULL,                      -- the playbook it starts from
	edits     TEXT NOT NULL                          -- JSON: what would be different
) STRICT;

CREATE TABLE pledges (
	person_id INTEGER NOT NULL REFERENCES people,
	version   INTEGER NOT NULL REFERENCES playbooks, -- the playbook version they said “I'm in” to
	PRIMARY KEY (person_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestions (
	id        INTEGER PRIMARY KEY,
	request   TEXT NOT NULL UNIQUE,                  -- what made it (Slack's view); a redelivered form suggests once
	person_id INTEGER NOT NULL REFERENCES people,    -- who suggests a change
	version   INTEGER NOT NULL REFERENCES playbooks, -- of what
	words     TEXT NOT NULL                          -- for the playbook's owners only
) STRICT;

CREATE TABLE audit (
	id     INTEGER PRIMARY KEY,
	at     INTEGER NOT NULL,  -- milliseconds since 1970
	by_id  INTEGER NOT NULL,  -- who did it; 0 for whoever runs coach
	deed   TEXT NOT NULL,     -- such as claimed set-up, published, undid, imported
	detail TEXT NOT NULL      -- what changed, without anybody's words
) STRICT;
CREATE INDEX audit_by_time ON audit (at);
