-- +goose Up

ALTER TABLE entries ADD COLUMN metrics TEXT COLLATE "C" NOT NULL DEFAULT '{}';
COMMENT ON COLUMN entries.metrics IS 'JSON: by field key, the answers that measures may count';
ALTER TABLE entries ADD COLUMN words TEXT COLLATE "C" NOT NULL DEFAULT '{}';
COMMENT ON COLUMN entries.words IS 'JSON: by field key, all other answers; they live here and nowhere else';

CREATE TABLE entry_values (
	entry_id BIGINT NOT NULL REFERENCES entries,
	field TEXT COLLATE "C" NOT NULL,
	value TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (entry_id, field, value)
);
COMMENT ON COLUMN entry_values.entry_id IS 'whose answer it is';
COMMENT ON COLUMN entry_values.field IS 'key of a field that measures may count';
COMMENT ON COLUMN entry_values.value IS 'what was answered; a field of several choices has a row for each';

ALTER TABLE occurrences ADD COLUMN skipped_at BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN occurrences.skipped_at IS 'milliseconds since 1970; 0: not skipped, or before coach wrote it down';
ALTER TABLE occurrences ADD COLUMN excused_at BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN occurrences.excused_at IS 'when a leader excused it, in milliseconds since 1970; 0: none did, or before coach wrote it down';

ALTER TABLE outbox ADD COLUMN person_id BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN outbox.person_id IS 'whose morning message it is; 0 for any other notice';
ALTER TABLE outbox ADD COLUMN playbook BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN outbox.playbook IS 'the playbook version that a morning message tells of; 0 for none';
ALTER TABLE outbox ADD COLUMN since BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN outbox.since IS 'the version that its person was told of before';
CREATE INDEX outbox_telling ON outbox (playbook, person_id) WHERE playbook > 0;

INSERT INTO revisions (subject, n) VALUES ('database', 1); -- raised by every transaction that changes anything
