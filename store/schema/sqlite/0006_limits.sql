-- +goose Up

ALTER TABLE suggestions ADD COLUMN made_at INTEGER NOT NULL DEFAULT 0; -- milliseconds since 1970; 0: before coach wrote it down

ALTER TABLE occurrences ADD COLUMN skip_for INTEGER NOT NULL DEFAULT 0; -- the leader for whom the words about a skip were written; 0 for nobody, or before coach wrote it down

-- What one person has caused in a day.
CREATE INDEX entries_thanks ON entries (author_id, logged_on) WHERE practice = 'recognition';
CREATE INDEX claims_by_time ON claims (manager_id, asked_at);
CREATE INDEX suggestions_by_time ON suggestions (person_id, made_at);
