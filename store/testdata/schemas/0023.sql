INSERT INTO asks (id, entry_id, person_id, why, round, settled, waits_until, asked_on, asked_at, lapses_on, answered_at, matched, useful) VALUES
	(1, 4, 3, 'logged', 1, 1, '2026-03-04', '2026-03-04', 1772612100000, '2026-03-11', 1772613000000, 'yes', 4);
