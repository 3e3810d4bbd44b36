-- +goose Up

-- What somebody did lately stands on their Home and on their leader's.
CREATE INDEX occurrences_done ON occurrences (performer_id, logged_on) WHERE entry_id <> 0;
