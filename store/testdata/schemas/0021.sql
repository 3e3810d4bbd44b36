UPDATE entries SET link = 'https://example.slack.com/archives/C1/p1772528400000100' WHERE id = 4;
UPDATE topics SET link = 'https://example.slack.com/archives/C1/p1772528400000200' WHERE id = 1;
