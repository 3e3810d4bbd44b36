-- +goose Up

ALTER TABLE people ADD COLUMN days BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN people.days IS 'the weekdays on which the day''s one message may come, a bit each, Sunday''s is 1; 0 for every working day';
ALTER TABLE people ADD COLUMN weekly_until TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN people.weekly_until IS 'the last day on which only the week''s first message comes; '''' for none';
ALTER TABLE people ADD COLUMN begun_on TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN people.begun_on IS 'the first day on which they took part since coach was set up; '''' before it';
ALTER TABLE people ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN people.active_at IS 'when they last used anything of coach''s, to a few minutes, in milliseconds since 1970; 0 for never';
UPDATE people SET begun_on = '2000-01-01' WHERE bundled_on <> '';
ALTER TABLE occurrences ADD COLUMN planned_for TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN occurrences.planned_for IS 'the day for which its performer planned it; '''' for none';
ALTER TABLE occurrences ADD COLUMN cue TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN occurrences.cue IS 'what they will do it after, in their words, for them only';
ALTER TABLE outbox_shows ADD COLUMN part TEXT COLLATE "C" NOT NULL DEFAULT 'line';
COMMENT ON COLUMN outbox_shows.part IS 'line: with a line of its own; week: in the plan of the week; news: as changed; topics: as a 1:1 to prepare';
CREATE INDEX outbox_mornings ON outbox (person_id, id) WHERE person_id > 0;

-- The practices that people want no reminders of.
CREATE TABLE mutes (
	person_id BIGINT NOT NULL REFERENCES people,
	practice TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (person_id, practice)
);
COMMENT ON COLUMN mutes.person_id IS 'who muted it';
COMMENT ON COLUMN mutes.practice IS 'its key';

-- The questions whether it is the practice, the timing or the load.
CREATE TABLE patterns (
	person_id BIGINT NOT NULL REFERENCES people,
	practice TEXT COLLATE "C" NOT NULL,
	quarter TEXT COLLATE "C" NOT NULL,
	subject_id BIGINT NOT NULL,
	answer TEXT COLLATE "C" NOT NULL DEFAULT '',
	PRIMARY KEY (person_id, practice, quarter)
);
COMMENT ON COLUMN patterns.person_id IS 'who is asked, and nobody else reads it';
COMMENT ON COLUMN patterns.practice IS 'what did not happen';
COMMENT ON COLUMN patterns.quarter IS 'first day of the fiscal quarter, in which it is asked once';
COMMENT ON COLUMN patterns.subject_id IS 'with whom it did not happen; 0 for a team or self practice';
COMMENT ON COLUMN patterns.answer IS 'day, load or mine; '''' until they say';
