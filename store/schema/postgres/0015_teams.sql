-- +goose Up

-- What managers decide about their teams, the people who report to them.
CREATE TABLE teams (
	manager_id BIGINT PRIMARY KEY REFERENCES people,
	channel TEXT COLLATE "C" NOT NULL DEFAULT '',
	friday BIGINT NOT NULL DEFAULT 0,
	slot_day BIGINT NOT NULL DEFAULT -1,
	slot_at BIGINT NOT NULL DEFAULT 0,
	slot_where TEXT COLLATE "C" NOT NULL DEFAULT ''
);
COMMENT ON COLUMN teams.manager_id IS 'whose team it is';
COMMENT ON COLUMN teams.channel IS 'Slack''s ID of the team''s channel; '''' for the organisation''s';
COMMENT ON COLUMN teams.friday IS '1: thanks to the team come together on Friday';
COMMENT ON COLUMN teams.slot_day IS 'the weekday on which the team meets, Sunday is 0; -1: not said';
COMMENT ON COLUMN teams.slot_at IS 'minutes since midnight';
COMMENT ON COLUMN teams.slot_where IS 'a room or a link; '''' for none';
