-- +goose Up

-- Which of several copies of coach leads: it alone beats, delivers and migrates.
-- There is one row. Whatever it writes as the leader, it writes only while the
-- term is still its own. Instants here are of the database's clock.
CREATE TABLE leader (
	id BIGINT PRIMARY KEY CHECK (id = 1),
	holder TEXT COLLATE "C" NOT NULL,
	term BIGINT NOT NULL,
	since BIGINT NOT NULL,
	until BIGINT NOT NULL
);
COMMENT ON COLUMN leader.id IS '1';
COMMENT ON COLUMN leader.holder IS 'the copy that leads, or led last, by its name in copies; '''' for none yet';
COMMENT ON COLUMN leader.term IS 'rises whenever another copy takes the lead; 0 before the first, and always in SQLite, where there is one copy';
COMMENT ON COLUMN leader.since IS 'instant: when the holder took the lead';
COMMENT ON COLUMN leader.until IS 'instant: when another copy may take the lead; the holder puts it off again and again; 0 once it has given the lead up';
INSERT INTO leader (id, holder, term, since, until) VALUES (1, '', 0, 0, 0);

-- The copies that run on the database, or did until a moment ago.
CREATE TABLE copies (
	name TEXT COLLATE "C" PRIMARY KEY,
	until BIGINT NOT NULL
);
COMMENT ON COLUMN copies.name IS 'its machine and process';
COMMENT ON COLUMN copies.until IS 'instant: until when it counts as running, if nothing more is heard of it';
