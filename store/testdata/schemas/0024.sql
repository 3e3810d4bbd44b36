UPDATE outbox SET state = 'held', held_until = 1772700000000 WHERE id = 2;
