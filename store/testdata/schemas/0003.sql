UPDATE occurrences SET skipped_at = 1772700000000 WHERE id = 2;
