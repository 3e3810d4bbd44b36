INSERT INTO outbox_turns (author_id, served) VALUES (2, 1772442000000);
