UPDATE suggestions SET made_at = 1772442000000 WHERE id = 1;
UPDATE occurrences SET skip_for = 2 WHERE id = 2;
