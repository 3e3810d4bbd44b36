UPDATE people SET thanks = 'private' WHERE id = 4;
INSERT INTO thanks_asked (person_id, entry_id) VALUES (3, 2);
