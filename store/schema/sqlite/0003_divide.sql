-- +goose Up

ALTER TABLE entries ADD COLUMN metrics TEXT NOT NULL DEFAULT '{}';    -- JSON: by field key, the answers that measures may count
ALTER TABLE entries ADD COLUMN words TEXT NOT NULL DEFAULT '{}';      -- JSON: by field key, all other answers; they live here and nowhere else

CREATE TABLE entry_values (
	entry_id INTEGER NOT NULL REFERENCES entries,
	field    TEXT NOT NULL,     -- key of a field that measures may count
	value    TEXT NOT NULL,     -- what was answered; a field of several choices has a row for each
	PRIMARY KEY (entry_id, field, value)
) STRICT, WITHOUT ROWID;

ALTER TABLE occurrences ADD COLUMN skipped_at INTEGER NOT NULL DEFAULT 0; -- milliseconds since 1970; 0: not skipped, or before coach wrote it down
ALTER TABLE occurrences ADD COLUMN excused_at INTEGER NOT NULL DEFAULT 0; -- when a leader excused it, in milliseconds since 1970; 0: none did, or before coach wrote it down

ALTER TABLE outbox ADD COLUMN person_id INTEGER NOT NULL DEFAULT 0;   -- whose morning message it is; 0 for any other notice
ALTER TABLE outbox ADD COLUMN playbook INTEGER NOT NULL DEFAULT 0;    -- the playbook version that a morning message tells of; 0 for none
ALTER TABLE outbox ADD COLUMN since INTEGER NOT NULL DEFAULT 0;       -- the version that its person was told of before
CREATE INDEX outbox_telling ON outbox (playbook, person_id) WHERE playbook > 0;

INSERT INTO revisions (subject, n) VALUES ('database', 1); -- raised by every transaction that changes anything
