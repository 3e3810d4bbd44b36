-- +goose Up

-- The visits that leaders plan to sessions of their managers, to help them coach.
CREATE TABLE visits (
	id            INTEGER PRIMARY KEY,              -- stands in buttons and notices
	request       TEXT NOT NULL,                    -- what made it; a redelivered form plans it once
	occurrence_id INTEGER NOT NULL,                 -- the leader's own that is planned with it
	leader_id     INTEGER NOT NULL REFERENCES people, -- who sits in
	manager_id    INTEGER NOT NULL REFERENCES people, -- whose session it is, and who agrees
	on_day        TEXT NOT NULL,                    -- its day, 2006-01-02
	session_id    INTEGER NOT NULL,                 -- the manager's occurrence that it joins; 0 for another session
	practice      TEXT NOT NULL,                    -- that session's; '' for another
	rep_id        INTEGER NOT NULL,                 -- who is in it with the manager, and is told that morning; 0 for nobody
	asked_at      INTEGER NOT NULL,                 -- milliseconds since 1970
	agreed_at     INTEGER NOT NULL DEFAULT 0,       -- milliseconds since 1970; 0: the manager has not agreed
	declined_at   INTEGER NOT NULL DEFAULT 0,       -- when the manager asked for another day; 0: they have not
	instead_on    TEXT NOT NULL DEFAULT '',         -- the day they would rather have; '' for none
	ended_at      INTEGER NOT NULL DEFAULT 0,       -- called off, or planned anew; 0: it stands
	next_id       INTEGER NOT NULL DEFAULT 0,       -- the visit that it was planned anew as; 0 for none
	UNIQUE (leader_id, request)
) STRICT;
CREATE INDEX visits_planned ON visits (leader_id, manager_id) WHERE ended_at = 0;
CREATE INDEX visits_of_manager ON visits (manager_id, on_day) WHERE agreed_at > 0 AND declined_at = 0 AND ended_at = 0;
CREATE INDEX visits_of_rep ON visits (rep_id, on_day) WHERE agreed_at > 0 AND declined_at = 0 AND ended_at = 0;

-- Who stands in for a manager, from a day to a day.
CREATE TABLE stand_ins (
	id         INTEGER PRIMARY KEY,                 -- stands in buttons and notices
	request    TEXT NOT NULL,                       -- what made it; a redelivered form names somebody once
	manager_id INTEGER NOT NULL REFERENCES people,  -- whose team it is
	person_id  INTEGER NOT NULL REFERENCES people,  -- who stands in
	from_on    TEXT NOT NULL,                       -- the first day, 2006-01-02
	to_on      TEXT NOT NULL,                       -- the last day; before the first for one that was taken back in time
	named_at   INTEGER NOT NULL,                    -- milliseconds since 1970
	ended_by   INTEGER NOT NULL DEFAULT 0,          -- who of the two took it back; 0: nobody
	UNIQUE (manager_id, request)
) STRICT;
CREATE INDEX stand_ins_of_person ON stand_ins (person_id, to_on);
