-- +goose Up

-- Whether an entry, or what stood in it before an edit, may have private answers:
-- 1 or 0. They go when they were kept for long enough. Of older entries nobody
-- knows yet.
ALTER TABLE entries ADD COLUMN has_private BIGINT NOT NULL DEFAULT 1;
COMMENT ON COLUMN entries.has_private IS 'whether it, or what stood in it before an edit, may have private answers: 1 or 0';

CREATE INDEX entries_private ON entries (logged_at) WHERE has_private = 1 AND withdrawn_at = 0;
