-- +goose Up

-- What managers decide about their teams, the people who report to them.
CREATE TABLE teams (
	manager_id INTEGER PRIMARY KEY REFERENCES people, -- whose team it is
	channel    TEXT NOT NULL DEFAULT '',              -- Slack's ID of the team's channel; '' for the organisation's
	friday     INTEGER NOT NULL DEFAULT 0,            -- 1: thanks to the team come together on Friday
	slot_day   INTEGER NOT NULL DEFAULT -1,           -- the weekday on which the team meets, Sunday is 0; -1: not said
	slot_at    INTEGER NOT NULL DEFAULT 0,            -- minutes since midnight
	slot_where TEXT NOT NULL DEFAULT ''               -- a room or a link; '' for none
) STRICT;
