-- +goose Up

ALTER TABLE people ADD COLUMN days INTEGER NOT NULL DEFAULT 0;       -- the weekdays on which the day's one message may come, a bit each, Sunday's is 1; 0 for every working day
ALTER TABLE people ADD COLUMN weekly_until TEXT NOT NULL DEFAULT ''; -- the last day on which only the week's first message comes; '' for none
ALTER TABLE people ADD COLUMN begun_on TEXT NOT NULL DEFAULT '';     -- the first day on which they took part since coach was set up; '' before it
ALTER TABLE people ADD COLUMN active_at INTEGER NOT NULL DEFAULT 0;  -- when they last used anything of coach's, to a few minutes, in milliseconds since 1970; 0 for never
UPDATE people SET begun_on = '2000-01-01' WHERE bundled_on <> '';    -- who had mornings before is no newcomer
ALTER TABLE occurrences ADD COLUMN planned_for TEXT NOT NULL DEFAULT ''; -- the day for which its performer planned it; '' for none
ALTER TABLE occurrences ADD COLUMN cue TEXT NOT NULL DEFAULT '';         -- what they will do it after, in their words, for them only
ALTER TABLE outbox_shows ADD COLUMN part TEXT NOT NULL DEFAULT 'line';   -- line: with a line of its own; week: in the plan of the week; news: as changed; topics: as a 1:1 to prepare
CREATE INDEX outbox_mornings ON outbox (person_id, id) WHERE person_id > 0;

-- The practices that people want no reminders of.
CREATE TABLE mutes (
	person_id INTEGER NOT NULL REFERENCES people, -- who muted it
	practice  TEXT NOT NULL,                   -- its key
	PRIMARY KEY (person_id, practice)
) STRICT, WITHOUT ROWID;

-- The questions whether it is the practice, the timing or the load.
CREATE TABLE patterns (
	person_id  INTEGER NOT NULL REFERENCES people, -- who is asked, and nobody else reads it
	practice   TEXT NOT NULL,                  -- what did not happen
	quarter    TEXT NOT NULL,                  -- first day of the fiscal quarter, in which it is asked once
	subject_id INTEGER NOT NULL,               -- with whom it did not happen; 0 for a team or self practice
	answer     TEXT NOT NULL DEFAULT '',       -- day, load or mine; '' until they say
	PRIMARY KEY (person_id, practice, quarter)
) STRICT, WITHOUT ROWID;
