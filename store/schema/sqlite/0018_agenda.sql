-- +goose Up

-- The agendas that managers have posted before a meeting of their team.
CREATE TABLE team_agendas (
	id         INTEGER PRIMARY KEY,            -- stands in notices and buttons
	request    TEXT NOT NULL,                  -- the submission; a redelivered form posts it once
	manager_id INTEGER NOT NULL REFERENCES people, -- whose team meets
	meeting_on TEXT NOT NULL,                  -- the day of the meeting, 2006-01-02
	channel    TEXT NOT NULL,                  -- Slack's ID of where it was posted
	words      TEXT NOT NULL,                  -- as everybody in the channel reads them; '' once it was taken back
	posted_at  INTEGER NOT NULL,               -- milliseconds since 1970
	taken_at   INTEGER NOT NULL DEFAULT 0,     -- taken back, or refused by Slack; 0: it stands
	UNIQUE (manager_id, request)
) STRICT;
CREATE UNIQUE INDEX team_agendas_standing ON team_agendas (manager_id, meeting_on) WHERE taken_at = 0;

-- The entries whose customer news an agenda passed on: it is offered once.
CREATE TABLE team_agenda_news (
	entry_id  INTEGER NOT NULL REFERENCES entries, -- where the news stands
	agenda_id INTEGER NOT NULL REFERENCES team_agendas, -- what passed it on
	PRIMARY KEY (entry_id, agenda_id)
) STRICT, WITHOUT ROWID;
