-- +goose Up

-- What a report counts, as of any instant: the occurrences of a window, of a trend and about somebody.
DROP INDEX occurrences_by_grace;
CREATE INDEX occurrences_by_grace ON occurrences (grace_until, performer_id, due_on, practice, subject_id, expectation, entry_id, logged_on, settled_at, skip_reason, skip_within, skipped_at, excused_at);

-- What was expected in the last periods that are over, of each performer.
CREATE INDEX occurrences_ended ON occurrences (practice, performer_id, period_end);

-- What happened in a span of days, when it last happened with somebody, and when somebody last logged anything.
DROP INDEX entries_by_practice;
CREATE INDEX entries_by_practice ON entries (practice, happened_on, author_id, logged_at) WHERE withdrawn_at = 0;
CREATE INDEX entries_happened ON entries (happened_on, author_id, practice, playbook_version, subject_id, logged_at) WHERE withdrawn_at = 0;
CREATE INDEX entries_contacts ON entries (subject_id, practice, happened_on, logged_at) WHERE withdrawn_at = 0;
CREATE INDEX entries_lately ON entries (author_id, logged_on, logged_at) WHERE withdrawn_at = 0;

-- The actions that were, or came to be, due in a span of days.
CREATE INDEX actions_due ON actions (due_first) WHERE dropped_at = 0;
CREATE INDEX action_moves_to ON action_moves (to_on, action_id);
