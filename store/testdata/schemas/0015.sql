INSERT INTO teams (manager_id, channel, friday, slot_day, slot_at, slot_where) VALUES (2, 'C2', 1, 2, 600, '«the blue room»');
