-- +goose Up

-- What inspecting needs: when an occurrence was settled, what digests said, and whom they would have helped.
ALTER TABLE occurrences ADD COLUMN settled_at INTEGER NOT NULL DEFAULT 0; -- when what settles it was logged, or moved here by an edit, in milliseconds since 1970; 0 for nothing
UPDATE occurrences SET settled_at = (SELECT CASE WHEN e.logged_on = occurrences.logged_on THEN e.logged_at
	ELSE coalesce((SELECT max(d.at) FROM entry_edits d WHERE d.entry_id = e.id AND d.edited_on = occurrences.logged_on), e.logged_at) END
	FROM entries e WHERE e.id = occurrences.entry_id) WHERE entry_id <> 0;
UPDATE occurrences SET skipped_at = 1000 * CAST(strftime('%s', due_on || ' 12:00:00') AS INTEGER) WHERE skip_reason <> '' AND skipped_at = 0;
UPDATE occurrences SET excused_at = 1000 * CAST(strftime('%s', due_on || ' 12:00:00') AS INTEGER) WHERE excused_by <> 0 AND excused_at = 0;

ALTER TABLE people ADD COLUMN erased_at INTEGER NOT NULL DEFAULT 0; -- when their words and name were erased, in milliseconds since 1970; 0: they were not

ALTER TABLE subscriptions ADD COLUMN stopped_at INTEGER NOT NULL DEFAULT 0; -- milliseconds since 1970; 0: it goes on

-- What each digest said of the week it was about, so that the next one can restate it.
CREATE TABLE digests (
	id              INTEGER PRIMARY KEY,                       -- the order in which they were sent
	subscription_id INTEGER NOT NULL REFERENCES subscriptions, -- whose digest it was
	from_on         TEXT NOT NULL,                             -- the first day of its week, 2006-01-02
	to_on           TEXT NOT NULL,                             -- the last day of its week
	said_at         INTEGER NOT NULL,                          -- when its numbers were counted, in milliseconds since 1970
	done_part       INTEGER NOT NULL,                          -- occurrences that were done
	done_whole      INTEGER NOT NULL,                          -- of those expected
	in_time_part    INTEGER NOT NULL,                          -- occurrences that were done on time
	in_time_whole   INTEGER NOT NULL,                          -- of those expected
	UNIQUE (subscription_id, to_on)
) STRICT;

-- Where a digest says that help may be useful, as its preview said it to the person.
CREATE TABLE digest_help (
	subscription_id INTEGER NOT NULL REFERENCES subscriptions, -- whose digest says it
	to_on           TEXT NOT NULL,                             -- the last day of the week that the digest is about
	about_id        INTEGER NOT NULL REFERENCES people,        -- who might be helped
	practices       TEXT NOT NULL,                             -- keys of the practices, with a comma between two
	previewed_on    TEXT NOT NULL,                             -- the day of the message that says it beforehand, 2006-01-02
	previewed_at    INTEGER NOT NULL DEFAULT 0,                -- when that message was sent, in milliseconds since 1970; 0: it was not
	comment         TEXT NOT NULL DEFAULT '',                  -- what the person says of it, for the leader; '' for nothing
	PRIMARY KEY (subscription_id, to_on, about_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX digest_help_about ON digest_help (about_id, to_on);

-- The files that coach has put into conversations: each is deleted after a day.
CREATE TABLE sent_files (
	id         INTEGER PRIMARY KEY,             -- the order in which they were asked for
	request    TEXT NOT NULL UNIQUE,            -- what asked for it; a redelivered press makes one file
	person_id  INTEGER NOT NULL REFERENCES people, -- whom it is for
	slack_id   TEXT NOT NULL DEFAULT '',        -- Slack's ID of the file, known before it is uploaded; '' until then
	made_at    INTEGER NOT NULL,                -- milliseconds since 1970
	done_at    INTEGER NOT NULL DEFAULT 0,      -- when the upload was completed; 0: it was not, as far as is known
	deleted_at INTEGER NOT NULL DEFAULT 0       -- when it was deleted in Slack; 0: it was not
) STRICT;
CREATE INDEX sent_files_standing ON sent_files (made_at) WHERE deleted_at = 0;
