INSERT INTO workspace (id, team_id, name) VALUES (1, 'T0EXAMPLE', 'Example');
INSERT INTO playbooks (version, in_force_from, published_at, source) VALUES (1, '2026-01-05', 1767600000000, 'week_starts: MON
roles:
  - {key: seller, label: Seller}
practices: []
');
INSERT INTO people (id, slack_id, email, name, zone, calendar, standing, file_name, file_zone, imported, morning, planned_on, bundled_on) VALUES
	(1, 'U1', 'carla@example.com', '«Carla Stone»', 'Europe/London', 'uk', 'member', 1, 1, 1, 525, '2026-03-02', '2026-03-02'),
	(2, 'U2', 'dana@example.com', '«Dana Ruiz»', 'Europe/London', 'uk', 'member', 1, 1, 1, 525, '2026-03-02', '2026-03-02'),
	(3, 'U3', 'ana@example.com', '«Ana Lima»', 'America/New_York', '', 'member', 1, 1, 1, 540, '2026-03-02', ''),
	(4, NULL, 'ben@example.com', '«Ben Okafor»', '', '', 'unfound', 1, 0, 1, 525, '', '');
INSERT INTO lines (id, report_id, manager_id, dotted, level, from_on, to_on) VALUES
	(1, 1, NULL, 0, '', '', ''), (2, 2, 1, 0, '', '', ''), (3, 3, 2, 0, '', '', ''), (4, 4, 2, 0, '', '2026-01-05', '2026-06-30'), (5, 4, 1, 1, '', '', '');
INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version, answers, withdrawn_at) VALUES
	(1, 'V1', 'coaching', 2, 3, '2026-03-02', 1772442000000, '2026-03-02', 1, '{"note":{"text":"«asks short questions»"}}', 0),
	(2, 'V2', 'recognition', 2, 0, '2026-03-02', 1772445600000, '2026-03-02', 1, '{"who":{"people":[3]},"note":{"text":"«the demo»"}}', 0),
	(3, 'V3', 'coaching', 2, 4, '2026-03-02', 1772445700000, '2026-03-02', 1, '{}', 1772445800000);
INSERT INTO occurrences (id, practice, performer_id, subject_id, period_start, period_end, due_code, seq, nominal_on, due_on, grace_until, closes_on, expectation, reason, entry_id, logged_on, skip_reason, skip_detail, skip_within) VALUES
	(1, 'coaching', 2, 3, '2026-03-02', '2026-03-08', 'W5', 1, '2026-03-06', '2026-03-06', '2026-03-08', '2026-03-15', 'expected', '', 1, '2026-03-02', '', '', 0),
	(2, 'coaching', 2, 4, '2026-03-02', '2026-03-08', 'W5', 1, '2026-03-06', '2026-03-06', '2026-03-08', '2026-03-15', 'expected', '', 0, '', 'Customer emergency', '«the outage in Leeds»', 1),
	(3, 'coaching', 2, 3, '2026-03-09', '2026-03-15', 'W5', 1, '2026-03-13', '2026-03-13', '2026-03-15', '2026-03-22', 'excused', 'away', 0, '', '', '', 0);
INSERT INTO subscriptions (id, root_id, channel, weekday, at, zone) VALUES (1, 1, 'C1', 1, 540, 'Europe/London');
INSERT INTO outbox (id, key, kind, type, body, turn, token, state, channel, ts) VALUES
	(1, 'bundle/2/2026-03-02', 'bundle', 'bundle', '{"Person":2,"On":20514,"Playbook":1,"Since":0}', 7, 'token1', 'sent', 'D2', '1772441100.000100'),
	(2, 'shoutout/2', 'answer', 'shoutout', '{"Entry":2}', 3, 'token2', 'queued', '', '');
INSERT INTO outbox_shows (occurrence_id, notice_id) VALUES (1, 1), (2, 1);
