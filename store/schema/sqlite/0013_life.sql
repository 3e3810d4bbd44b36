-- +goose Up

ALTER TABLE entries ADD COLUMN edits INTEGER NOT NULL DEFAULT 0; -- how often its author has edited it
CREATE INDEX entries_by_author ON entries (author_id, happened_on) WHERE withdrawn_at = 0;
CREATE INDEX occurrences_excused ON occurrences (excused_by, excused_at) WHERE excused_by <> 0;

-- What stood in an entry before each edit.
CREATE TABLE entry_edits (
	id          INTEGER PRIMARY KEY,           -- the order in which they were made
	entry_id    INTEGER NOT NULL REFERENCES entries, -- the entry
	request     TEXT NOT NULL,                 -- the submission of the edit; a redelivered form edits once
	at          INTEGER NOT NULL,              -- milliseconds since 1970
	edited_on   TEXT NOT NULL,                 -- the same as a date in the author's time zone
	practice    TEXT NOT NULL,                 -- the practice's key, before
	subject_id  INTEGER NOT NULL,              -- whom it was about, before; 0 for a team or self practice
	happened_on TEXT NOT NULL,                 -- as stated before
	metrics     TEXT NOT NULL,                 -- JSON: the answers before that measures may count; '{}' once the entry is withdrawn or about another person
	words       TEXT NOT NULL,                 -- JSON: all other answers before; '{}' once the entry is withdrawn or about another person
	UNIQUE (entry_id, request)
) STRICT;

-- Whom an entry is about or names.
CREATE TABLE entry_people (
	person_id INTEGER NOT NULL,                -- whom
	entry_id  INTEGER NOT NULL REFERENCES entries, -- in which entry
	PRIMARY KEY (person_id, entry_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_people_by_entry ON entry_people (entry_id);

INSERT INTO entry_people (person_id, entry_id) SELECT subject_id, id FROM entries WHERE subject_id <> 0;
INSERT INTO entry_people (person_id, entry_id)
	SELECT DISTINCT named.value, e.id FROM entries e, json_each(e.words) answer, json_each(answer.value, '$.people') named
	WHERE e.withdrawn_at = 0 AND answer.type = 'object'
	ON CONFLICT DO NOTHING;
