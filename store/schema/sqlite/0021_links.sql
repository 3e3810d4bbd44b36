-- +goose Up

-- Messages of Slack's that something was written from: linked, never copied.
ALTER TABLE entries ADD COLUMN link TEXT NOT NULL DEFAULT ''; -- the address of the message that the entry is about; '' for none, or once it was taken back
ALTER TABLE topics ADD COLUMN link TEXT NOT NULL DEFAULT '';  -- the address of the message that it came up in; '' for none, or once it was dropped
