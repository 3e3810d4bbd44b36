UPDATE entries SET edits = 1 WHERE id = 4;
INSERT INTO entry_edits (id, entry_id, request, at, edited_on, practice, subject_id, happened_on, metrics, words) VALUES
	(1, 4, 'V14', 1772530000000, '2026-03-03', 'coaching', 3, '2026-03-03', '{}', '{"note":{"text":"the budget"}}');
