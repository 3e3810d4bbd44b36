INSERT INTO visits (id, request, occurrence_id, leader_id, manager_id, on_day, session_id, practice, rep_id, asked_at, agreed_at) VALUES
	(1, 'V18', 2, 1, 2, '2026-03-17', 0, 'coaching', 3, 1772442000000, 1772443000000);
INSERT INTO stand_ins (id, request, manager_id, person_id, from_on, to_on, named_at) VALUES (1, 'V19', 2, 1, '2026-03-23', '2026-03-27', 1772442000000);
