-- +goose Up

-- Whether an entry, or what stood in it before an edit, may have private answers:
-- 1 or 0. They go when they were kept for long enough. Of older entries nobody
-- knows yet.
ALTER TABLE entries ADD COLUMN has_private INTEGER NOT NULL DEFAULT 1;

CREATE INDEX entries_private ON entries (logged_at) WHERE has_private = 1 AND withdrawn_at = 0;
