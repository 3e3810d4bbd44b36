INSERT INTO team_agendas (id, request, manager_id, meeting_on, channel, words, posted_at) VALUES (1, 'V17', 2, '2026-03-03', 'C2', '«numbers, then names»', 1772442000000);
INSERT INTO team_agenda_news (entry_id, agenda_id) VALUES (2, 1);
