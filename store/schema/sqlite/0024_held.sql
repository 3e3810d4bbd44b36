-- +goose Up

-- An answer about somebody else's deed waits for the recipient's working hours:
-- its state is held until then.
ALTER TABLE outbox ADD COLUMN held_until INTEGER NOT NULL DEFAULT 0; -- civil time in milliseconds since 1970; 0 where it is not held
CREATE INDEX outbox_held ON outbox (held_until) WHERE state = 'held';
