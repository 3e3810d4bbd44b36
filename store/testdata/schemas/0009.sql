INSERT INTO contradictions (kind, person_id) VALUES ('unfound', 4);
