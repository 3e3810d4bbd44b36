-- +goose Up

-- The questions to the coached whether an entry matches what they remember.
CREATE TABLE asks (
	id           INTEGER PRIMARY KEY,                -- stands in buttons
	entry_id     INTEGER NOT NULL REFERENCES entries, -- what is asked about
	person_id    INTEGER NOT NULL REFERENCES people, -- who is asked
	why          TEXT NOT NULL,                      -- subject, manager or sample
	round        INTEGER NOT NULL,                   -- how often its author had edited the entry by then
	settled      INTEGER NOT NULL,                   -- 1: the entry had settled an occurrence by then
	waits_until  TEXT NOT NULL,                      -- the last day on which it is still asked, 2006-01-02
	asked_on     TEXT NOT NULL DEFAULT '',           -- the person's day of the message that asks; '' while it waits
	asked_at     INTEGER NOT NULL DEFAULT 0,         -- when that message was sent, in milliseconds since 1970
	lapses_on    TEXT NOT NULL DEFAULT '',           -- the last day on which it can be answered
	cancelled_at INTEGER NOT NULL DEFAULT 0,         -- taken back or edited before there was an answer; 0: it stands
	answered_at  INTEGER NOT NULL DEFAULT 0,         -- the last answer; 0 for none
	matched      TEXT NOT NULL DEFAULT '',           -- yes, like or no: read by who is asked and by the author
	useful       INTEGER NOT NULL DEFAULT 0,         -- from 1 to 5: read by who is asked, and pooled; 0 for not said
	next_clear   TEXT NOT NULL DEFAULT '',           -- yes or no, the same; '' for not said
	kept_at      INTEGER NOT NULL DEFAULT 0,         -- the author keeps what is not remembered; 0: not said
	UNIQUE (entry_id, person_id, round)
) STRICT;
CREATE INDEX asks_waiting ON asks (person_id, waits_until) WHERE asked_on = '' AND cancelled_at = 0;
CREATE INDEX asks_of_person ON asks (person_id, asked_on) WHERE asked_on <> '';
