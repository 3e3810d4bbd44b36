-- +goose Up

ALTER TABLE entries DROP COLUMN answers;
