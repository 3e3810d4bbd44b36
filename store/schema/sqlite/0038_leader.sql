-- +goose Up

-- Which of several copies of coach leads. There is one row. Only copies on a
-- server use it: a file has one coach, which holds a lock instead.
CREATE TABLE leader (
	id     INTEGER PRIMARY KEY CHECK (id = 1), -- 1
	holder TEXT NOT NULL,                      -- the copy that leads, or led last, by its name in copies; '' for none yet
	term   INTEGER NOT NULL,                   -- rises whenever another copy takes the lead; 0 before the first, and always in SQLite, where there is one copy
	since  INTEGER NOT NULL,                   -- instant: when the holder took the lead
	until  INTEGER NOT NULL                    -- instant: when another copy may take the lead; the holder puts it off again and again; 0 once it has given the lead up
) STRICT;
INSERT INTO leader (id, holder, term, since, until) VALUES (1, '', 0, 0, 0);

-- The copies that run on the database, or did until a moment ago.
CREATE TABLE copies (
	name  TEXT PRIMARY KEY, -- its machine and process
	until INTEGER NOT NULL  -- instant: until when it counts as running, if nothing more is heard of it
) STRICT;
