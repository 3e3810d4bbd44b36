-- +goose Up

ALTER TABLE outbox ADD COLUMN author_id BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN outbox.author_id IS 'who caused an answer; 0 for what coach begins by itself, or before coach wrote it down';

CREATE TABLE outbox_turns (
	author_id BIGINT PRIMARY KEY,
	served    BIGINT NOT NULL
);
COMMENT ON COLUMN outbox_turns.author_id IS 'whose notices were delivered; 0 for those that coach begins by itself';
COMMENT ON COLUMN outbox_turns.served IS 'the last of them, in the order of all deliveries';
CREATE INDEX outbox_turns_served ON outbox_turns (served);

-- A digest counts an occurrence in the week in which its grace ends.
DROP INDEX occurrences_by_due;
CREATE INDEX occurrences_by_grace ON occurrences (grace_until, performer_id, practice, subject_id, expectation, entry_id, logged_on, skip_reason, skip_within);
