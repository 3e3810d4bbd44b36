UPDATE subscriptions SET stopped_at = 1773000000000 WHERE id = 1;
INSERT INTO digests (id, subscription_id, from_on, to_on, said_at, done_part, done_whole, in_time_part, in_time_whole) VALUES (1, 1, '2026-03-02', '2026-03-08', 1773046800000, 1, 2, 1, 2);
INSERT INTO digest_help (subscription_id, to_on, about_id, practices, previewed_on, previewed_at, comment) VALUES (1, '2026-03-08', 2, 'coaching', '2026-03-06', 1772787600000, '«the outage took my week»');
INSERT INTO sent_files (id, request, person_id, slack_id, made_at, done_at) VALUES (1, 'V20', 3, 'F1', 1772442000000, 1772442100000);
