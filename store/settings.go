package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// The rows of the settings table, each a JSON value.
const (
	settingsOfRun   = "run"      // what is set where coach runs, written anew at each start
	settingsOfSlack = "slack"    // what owners decided in Slack
	settingUp       = "setup"    // who sets coach up, and what they have decided so far
	settingObserved = "observed" // concerns that Slack's answers have shown
	settingTold     = "told"     // the concerns that owners were told of
	settingsNames   = "names"    // what the names given where coach runs meant when it last started: IDs
)

// digestID is the one subscription that settings give.
const digestID practice.SubscriptionID = 1

// ErrClaimed means that somebody else is setting coach up.
var ErrClaimed = errors.New("somebody else is setting coach up")

// Settings returns the settings in force, and of them those that are set where
// coach runs: they win, and cannot be changed in Slack.
func (s *Store) Settings(ctx context.Context) (now, fixed practice.Settings, err error) {
	now, fixed, err = settings(ctx, s.read)
	if err != nil {
		return now, fixed, fmt.Errorf("settings: %w", readable(err))
	}
	s.zone.Store(now.Location())
	return now, fixed, nil
}

// Zone is the organisation's time zone, as the latest [Store.Settings] or
// change of them says: UTC before there are any.
func (s *Store) Zone() *time.Location {
	if zone := s.zone.Load(); zone != nil {
		return zone
	}
	return time.UTC
}

// Today is the day it is in the organisation's time zone: what is imported,
// published and ended counts from it, wherever the command that does so runs.
func (s *Store) Today(now time.Time) cadence.Date { return cadence.DateOf(now.In(s.Zone())) }

func settings(ctx context.Context, q querier) (now, fixed practice.Settings, err error) {
	if err := setting(ctx, q, settingsOfRun, &fixed); err != nil {
		return now, fixed, err
	}
	if err := setting(ctx, q, settingsOfSlack, &now); err != nil {
		return now, fixed, err
	}
	return now.Under(fixed), fixed, nil
}

// setting reads one row into v, and leaves v alone if there is none.
func setting(ctx context.Context, q querier, name string, v any) error {
	rows, err := q.QueryContext(ctx, `SELECT value FROM settings WHERE name = $1`, name)
	if err != nil {
		return err
	}
	values, err := collect(rows, func(rows *sql.Rows, value *string) error { return rows.Scan(value) })
	if err != nil || len(values) == 0 {
		return err
	}
	return json.Unmarshal([]byte(values[0]), v)
}

func setSetting(ctx context.Context, tx *engine.Tx, name string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, name, string(value))
	return err
}

// Fix stores what is set where coach runs, in place of what was set there
// before.
func (s *Store) Fix(ctx context.Context, fixed practice.Settings) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		return s.decide(ctx, tx, settingsOfRun, fixed)
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

// An Edition is a playbook file and the version that it was made of. The zero
// Edition is none.
type Edition struct {
	Over   int
	Source []byte
}

// ChangeSettings stores what an owner decided in Slack, and publishes the
// playbook that goes with it, if any: all of it or nothing. The instant is in the
// organisation's time zone. It is ErrPublishedMeanwhile when the playbook was
// not made of the version that stands.
func (s *Store) ChangeSettings(ctx context.Context, to practice.Settings, next Edition, by practice.PersonID, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if next.Source != nil {
			if _, err := publish(ctx, tx, &next.Over, next.Source, 0, at, by); err != nil {
				return err
			}
		}
		var before, fixed practice.Settings
		err := errors.Join(setting(ctx, tx, settingsOfSlack, &before), setting(ctx, tx, settingsOfRun, &fixed))
		if to = to.Except(fixed, before); err != nil || before == to {
			return err
		}
		return errors.Join(s.decide(ctx, tx, settingsOfSlack, to), audit(ctx, tx, at, by, "changed settings", differences(before, to)))
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

// decide stores some of the settings, and brings the digest that is sent in
// line with all of them.
func (s *Store) decide(ctx context.Context, tx *engine.Tx, name string, some practice.Settings) error {
	if err := setSetting(ctx, tx, name, some); err != nil {
		return err
	}
	now, _, err := settings(ctx, tx)
	if err != nil {
		return err
	}
	s.zone.Store(now.Location())
	if now.Digest.Channel == "" {
		_, err := tx.ExecContext(ctx, `DELETE FROM subscriptions WHERE id = $1`, digestID)
		return err
	}
	now.Digest.ID = digestID
	return subscribe(ctx, tx, now.Digest)
}

// differences says which settings changed, by name and ID.
func differences(before, after practice.Settings) string {
	type change struct{ Before, After any }
	changes := map[string]change{}
	for name, c := range map[string]change{
		"recognition": {before.Recognition, after.Recognition},
		"digest":      {before.Digest, after.Digest},
		"zone":        {before.Zone, after.Zone},
	} {
		if c.Before != c.After {
			changes[name] = c
		}
	}
	text, _ := json.Marshal(changes) // texts and numbers always can be
	return string(text)
}

// SetUp returns how far setting coach up has come.
func (s *Store) SetUp(ctx context.Context) (practice.SetUp, error) {
	var up practice.SetUp
	if err := setting(ctx, s.read, settingUp, &up); err != nil {
		return up, fmt.Errorf("set-up: %w", readable(err))
	}
	return up, nil
}

// ErrNotTheirs means that setting coach up is not for the person, or not any
// more.
var ErrNotTheirs = errors.New("setting coach up is for others")

// ErrSetUp means that coach is set up already.
var ErrSetUp = errors.New("coach is set up already")

// ClaimSetUp lets a person set coach up, and makes them an owner of the
// playbook. It returns how far it has come. If somebody else is at it, it is
// theirs, and the error is ErrClaimed; one who took it on and let it lie hands
// it over, what they decided included, and is an owner no more. Owners named
// where coach runs may; without any, admins of the workspace. The error is
// ErrNotTheirs for anybody else, and ErrSetUp once coach is set up.
func (s *Store) ClaimSetUp(ctx context.Context, by practice.PersonID, named []string, at time.Time) (practice.SetUp, error) {
	var up practice.SetUp
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if err := maySetUp(ctx, tx, by, named); err != nil {
			return err
		}
		if now, _, err := settings(ctx, tx); err != nil {
			return err
		} else if now.Ready() {
			return ErrSetUp
		}
		if err := setting(ctx, tx, settingUp, &up); err != nil || up.By == by {
			return err
		}
		if !up.OpenTo(by, at) {
			return ErrClaimed
		}
		if _, err := tx.ExecContext(ctx, `UPDATE people SET playbook_owner = 0 WHERE id = $1`, up.By); err != nil {
			return err
		}
		up.By, up.At = by, at
		return errors.Join(setSetting(ctx, tx, settingUp, up), makeOwner(ctx, tx, by), audit(ctx, tx, at, by, "claimed set-up", ""))
	})
	if err != nil {
		return up, fmt.Errorf("claim set-up: %w", err)
	}
	return up, nil
}

// maySetUp asks in the transaction whether a person may set coach up: an admin
// may be one no more since the form was opened.
func maySetUp(ctx context.Context, tx *engine.Tx, by practice.PersonID, named []string) error {
	var p practice.Person
	err := scanPerson(tx.QueryRowContext(ctx, personSQL("id"), by).Scan, &p)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !practice.MaySetUp(p, named) {
		return ErrNotTheirs
	}
	return err
}

// KeepSetUp keeps what whoever sets coach up has decided so far. ErrClaimed
// means that somebody else does by now, ErrNotTheirs that they may not any
// more.
func (s *Store) KeepSetUp(ctx context.Context, up practice.SetUp, named []string) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		before, err := claimedSetUp(ctx, tx, up.By, named)
		up.At = before.At
		if err != nil {
			return err
		}
		return setSetting(ctx, tx, settingUp, up)
	})
	if err != nil {
		return fmt.Errorf("keep set-up: %w", err)
	}
	return nil
}

// claimedSetUp is the set-up that a person took on, else ErrClaimed; ErrNotTheirs if
// they may not set coach up any more.
func claimedSetUp(ctx context.Context, tx *engine.Tx, by practice.PersonID, named []string) (up practice.SetUp, err error) {
	if err := maySetUp(ctx, tx, by, named); err != nil {
		return up, err
	}
	if err := setting(ctx, tx, settingUp, &up); err != nil {
		return up, err
	}
	if up.By != by {
		return up, ErrClaimed
	}
	return up, nil
}

// FinishSetUp ends a set-up: the settings are in force, and the playbook file
// is, from a day on, unless the latest published one says the same already. It
// all happens, or none of it. The instant is in the organisation's time zone.
// ErrClaimed means that somebody else sets coach up by now, ErrNotTheirs that
// the person may not any more.
func (s *Store) FinishSetUp(ctx context.Context, up practice.SetUp, named []string, source []byte, from cadence.Date, at time.Time) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if _, err := claimedSetUp(ctx, tx, up.By, named); err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM settings WHERE name = $1`, settingUp); err != nil {
			return err
		}
		var fixed practice.Settings
		if err := setting(ctx, tx, settingsOfRun, &fixed); err != nil {
			return err
		}
		if err := s.decide(ctx, tx, settingsOfSlack, up.Settings.Except(fixed, practice.Settings{})); err != nil {
			return err
		}
		return errors.Join(publishChanged(ctx, tx, source, from, at, up.By), audit(ctx, tx, at, up.By, "finished set-up", ""))
	})
	if err != nil {
		return fmt.Errorf("finish set-up: %w", err)
	}
	return nil
}

// publishChanged publishes a file if it differs from the latest.
func publishChanged(ctx context.Context, tx *engine.Tx, source []byte, from cadence.Date, at time.Time, by practice.PersonID) error {
	var same bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM playbooks WHERE version = (SELECT max(version) FROM playbooks WHERE undone_at = 0) AND source = $1)`, string(source)).Scan(&same)
	if err != nil || same {
		return err
	}
	_, err = publish(ctx, tx, nil, source, from, at, by)
	return err
}
