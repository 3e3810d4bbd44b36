INSERT INTO open_questions (person_id, practice) VALUES (2, 'coaching');
INSERT INTO playbook_words (version, practice, words) VALUES (1, 'coaching', '{}');
