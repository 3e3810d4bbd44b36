-- +goose Up

-- The people who were erased and of whom something is left to remove, which
-- happens a few rows at a time.
CREATE TABLE erasures (
	person_id INTEGER PRIMARY KEY REFERENCES people, -- who was erased
	places    TEXT NOT NULL                          -- JSON: Slack's IDs of the person and of their conversation with coach
) STRICT;

CREATE INDEX occurrences_said ON occurrences (performer_id) WHERE cue <> '' OR skip_detail <> '' OR excuse_detail <> '';
CREATE INDEX outbox_kept ON outbox (attempted_at) WHERE body <> '';
