INSERT INTO obstacles (id, request, raiser_id, hidden, raised_at, raised_on, what, impact, category, owner_id, state) VALUES
	(1, 'V15', 3, 1, 1772442000000, '2026-03-02', '«legal takes six weeks»', '«two deals wait»', 'process', 2, 'owned');
INSERT INTO obstacle_people (obstacle_id, person_id) VALUES (1, 4);
INSERT INTO obstacle_events (obstacle_id, n, request, at, happened_on, by_id, event, owner_id, due_on, words) VALUES
	(1, 1, 'V16', 1772443000000, '2026-03-02', 2, 'owned', 2, '2026-03-13', ''), (1, 2, 'V21', 1772444000000, '2026-03-02', 2, 'updated', 0, '', '«I ask the lawyers»');
