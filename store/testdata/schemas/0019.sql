INSERT INTO sessions (id, entry_id, kind, manager_id, deliverer_id, topic, on_day) VALUES (1, 4, 'training', 2, 3, '«objection handling»', '2026-03-17');
INSERT INTO questions (person_id, kind, about_id, asked_on, answer) VALUES (2, 'team_plan', 4, '2026-03-02', 'kept');
