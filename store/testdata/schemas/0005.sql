INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, metrics, words) VALUES
	(4, 'V4', 'coaching', 2, 3, '2026-03-03', 1772528400000, '2026-03-03', 1, '{"time_focus":{"text":"Mostly looking ahead"}}', '{"note":{"text":"«the budget comes first»"}}');
INSERT INTO entry_values (entry_id, field, value) VALUES (4, 'time_focus', 'Mostly looking ahead');
