-- +goose Up

-- The forms in which people keep the questions that can wait open.
CREATE TABLE open_questions (
	person_id INTEGER NOT NULL REFERENCES people, -- whose form it is
	practice  TEXT NOT NULL,                      -- the practice's key
	PRIMARY KEY (person_id, practice)
) STRICT, WITHOUT ROWID;

-- What owners wrote about a version of the playbook when they published it.
CREATE TABLE playbook_words (
	version  INTEGER NOT NULL REFERENCES playbooks, -- what it is about
	practice TEXT NOT NULL,                         -- the key of the practice that is done more often; '' for the version as a whole
	words    TEXT NOT NULL,                         -- for a practice, what will show that it still helps, for the owners; else why it changes, for everybody
	PRIMARY KEY (version, practice)
) STRICT, WITHOUT ROWID;
