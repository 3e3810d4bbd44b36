-- +goose Up

-- A digest may carry the morning message of whoever reads it: the two are one
-- message. Until that is sent, the state of the one that is carried is carried.
ALTER TABLE outbox ADD COLUMN carrier TEXT NOT NULL DEFAULT ''; -- key of the digest that carries it; '' for a message of its own
CREATE INDEX outbox_carried ON outbox (carrier) WHERE carrier <> '';
