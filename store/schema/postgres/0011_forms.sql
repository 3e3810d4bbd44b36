-- +goose Up

-- The forms in which people keep the questions that can wait open.
CREATE TABLE open_questions (
	person_id BIGINT NOT NULL REFERENCES people,
	practice TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (person_id, practice)
);
COMMENT ON COLUMN open_questions.person_id IS 'whose form it is';
COMMENT ON COLUMN open_questions.practice IS 'the practice''s key';

-- What owners wrote about a version of the playbook when they published it.
CREATE TABLE playbook_words (
	version BIGINT NOT NULL REFERENCES playbooks,
	practice TEXT COLLATE "C" NOT NULL,
	words TEXT COLLATE "C" NOT NULL,
	PRIMARY KEY (version, practice)
);
COMMENT ON COLUMN playbook_words.version IS 'what it is about';
COMMENT ON COLUMN playbook_words.practice IS 'the key of the practice that is done more often; '''' for the version as a whole';
COMMENT ON COLUMN playbook_words.words IS 'for a practice, what will show that it still helps, for the owners; else why it changes, for everybody';
