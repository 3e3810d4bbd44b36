UPDATE people SET days = 62, active_at = 1772442000000 WHERE id = 2;
UPDATE occurrences SET planned_for = '2026-03-05', cue = '«after the Tuesday forecast»' WHERE id = 2;
INSERT INTO mutes (person_id, practice) VALUES (2, 'recognition');
INSERT INTO patterns (person_id, practice, quarter, subject_id, answer) VALUES (2, 'coaching', '2026-01-01', 4, 'less');
