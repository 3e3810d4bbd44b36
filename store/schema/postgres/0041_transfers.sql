-- +goose Up

-- By whom coach has seen somebody led from day to day, and whom they left for
-- that manager: the former one is asked which customers the new one should meet.
-- A people file may put the new manager where the former stood, as if there had
-- never been another.
ALTER TABLE people ADD COLUMN led_by BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN people.led_by IS 'their manager, also while they have none; 0 before one was seen';
ALTER TABLE people ADD COLUMN left_manager BIGINT NOT NULL DEFAULT 0;
COMMENT ON COLUMN people.left_manager IS 'the manager before that one; 0 for none, and once it is too long ago to ask about';
ALTER TABLE people ADD COLUMN left_on TEXT COLLATE "C" NOT NULL DEFAULT '';
COMMENT ON COLUMN people.left_on IS 'the first day under the new manager; empty where left_manager is 0';

CREATE INDEX people_left ON people (left_manager) WHERE left_manager > 0;
