INSERT INTO actions (id, request, entry_id, kind, author_id, owner_id, subject_id, what, made_at, due_first, due_on) VALUES
	(1, 'V1/plan.0', 1, 'plan', 3, 3, 3, '«open with the budget»', 1772442000000, '2026-03-09', '2026-03-12');
INSERT INTO action_moves (action_id, at, by_id, to_on) VALUES (1, 1772700000000, 3, '2026-03-12');
INSERT INTO action_cancels (action_id, by_id, at) VALUES (1, 2, 1772700100000);
INSERT INTO plans (entry_id, writer_id, reader_id, asked_at, written_at, agreed_at) VALUES (1, 3, 2, 1772442000000, 1772442100000, 1772442200000);
INSERT INTO topics (id, request, manager_id, report_id, by_id, words, raised_at) VALUES (1, 'V12', 2, 3, 3, '«the renewal»', 1772442000000);
INSERT INTO focuses (id, manager_id, report_id, skill, opened_by, opened_in, opened_at) VALUES (1, 2, 3, '«discovery»', 2, 1, 1772442000000);
INSERT INTO focus_marks (focus_id, entry_id, mark) VALUES (1, 4, 'better');
INSERT INTO time_requests (id, request, report_id, manager_id, kind, words, asked_at, asked_on, lapses_on) VALUES
	(1, 'V13', 3, 2, 'session', '«pricing, before Thursday»', 1772442000000, '2026-03-02', '2026-03-16');
