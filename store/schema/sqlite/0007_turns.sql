-- +goose Up

ALTER TABLE outbox ADD COLUMN author_id INTEGER NOT NULL DEFAULT 0; -- who caused an answer; 0 for what coach begins by itself, or before coach wrote it down

CREATE TABLE outbox_turns (
	author_id INTEGER PRIMARY KEY,     -- whose notices were delivered; 0 for those that coach begins by itself
	served    INTEGER NOT NULL         -- the last of them, in the order of all deliveries
) STRICT;
CREATE INDEX outbox_turns_served ON outbox_turns (served);

-- A digest counts an occurrence in the week in which its grace ends.
DROP INDEX occurrences_by_due;
CREATE INDEX occurrences_by_grace ON occurrences (grace_until, performer_id, practice, subject_id, expectation, entry_id, logged_on, skip_reason, skip_within);
