-- +goose Up

ALTER TABLE holidays ADD COLUMN name TEXT NOT NULL DEFAULT ''; -- as the imported file calls the day; '' where it does not
