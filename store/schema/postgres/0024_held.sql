-- +goose Up

-- An answer about somebody else's deed waits for the recipient's working hours:
-- its state is held until then.
ALTER TABLE outbox ADD COLUMN held_until BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN outbox.held_until IS 'civil time in milliseconds since 1970; 0 where it is not held';
CREATE INDEX outbox_held ON outbox (held_until) WHERE state = 'held';
