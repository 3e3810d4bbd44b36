package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// The names of the rows in the settings table, each of which holds a JSON
// value.
const (
	settingsOfRun   = "run"      // the settings given where coach runs, rewritten at each start
	settingsOfSlack = "slack"    // the settings that owners chose in Slack
	settingUp       = "setup"    // the person setting coach up, and their choices so far
	settingObserved = "observed" // concerns that Slack's answers have shown
	settingTold     = "told"     // the concerns that owners were notified of
	settingProfiles = "profiles" // what reading Slack profiles came to last
	settingGone     = "gone"     // the highest number of a person who was merged into another; nobody gets it again
	settingsNames   = "names"    // the IDs behind the names given where coach runs, as of the last start
)

// digestID is the ID of the one digest subscription, which the settings define.
const digestID practice.SubscriptionID = 1

// ErrClaimed means that another person is setting coach up.
var ErrClaimed = errors.New("somebody else is setting coach up")

// Settings returns the settings in force, and those of them that are fixed
// where coach runs (by flags or environment variables). Fixed settings take
// precedence, and cannot be changed in Slack.
func (s *Store) Settings(ctx context.Context) (now, fixed practice.Settings, err error) {
	now, fixed, err = settings(ctx, s.read)
	if err != nil {
		return now, fixed, fmt.Errorf("settings: %w", readable(err))
	}
	s.zone.Store(now.Location())
	return now, fixed, nil
}

// Zone returns the organisation's time zone, as last read or changed; UTC
// before there are any settings.
func (s *Store) Zone() *time.Location {
	if zone := s.zone.Load(); zone != nil {
		return zone
	}
	return time.UTC
}

// Today returns the current day in the organisation's time zone. Imports,
// publications and ends of lines count from it, in whatever zone the command
// runs.
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

// setting reads the row of a setting into v, and leaves v unchanged if there is
// none.
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

// Fix stores the settings given where coach runs, in place of those given at
// the last start.
func (s *Store) Fix(ctx context.Context, fixed practice.Settings) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		return s.decide(ctx, tx, settingsOfRun, fixed)
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

// An Edition is a playbook file and the version from which it was edited. The
// zero Edition is none.
type Edition struct {
	Over   int
	Source []byte
}

// ChangeSettings stores an owner's settings from Slack and publishes the
// playbook that goes with them, if any: all of it or nothing. The instant is in
// the organisation's time zone. It is ErrPublishedMeanwhile when the playbook
// was not edited from the version in force.
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
		return errors.Join(s.decide(ctx, tx, settingsOfSlack, to), audit(ctx, tx, at, by, practice.DeedChangedSettings, differences(before, to)))
	})
	if err != nil {
		return fmt.Errorf("settings: %w", err)
	}
	return nil
}

// movedSQL has the digests that channels get in the organisation's time zone
// follow it to another.
const movedSQL = `UPDATE subscriptions SET zone = $2 WHERE zone = $1 AND zone <> $2 AND channel <> '' AND stopped_at = 0`

// decide stores one row of settings, and updates the digest subscription to
// match all of them, unless they say of the digest what they said before: since
// then it may have been stopped, or be somebody's own.
func (s *Store) decide(ctx context.Context, tx *engine.Tx, name string, some practice.Settings) error {
	before, _, err := settings(ctx, tx)
	if err != nil {
		return err
	}
	if err := setSetting(ctx, tx, name, some); err != nil {
		return err
	}
	now, _, err := settings(ctx, tx)
	if err != nil {
		return err
	}
	s.zone.Store(now.Location())
	if _, err := tx.ExecContext(ctx, movedSQL, before.Zone, now.Zone); err != nil {
		return err
	}
	before.Digest.Zone = now.Zone
	switch {
	case now.Digest.Channel != "" && now.Digest != before.Digest:
		now.Digest.ID = digestID
		return subscribe(ctx, tx, now.Digest)
	case now.Digest.Channel == "" && before.Digest.Channel != "":
		return unsubscribe(ctx, tx, digestID)
	}
	return nil
}

// differences lists the names of the settings that changed.
func differences(before, after practice.Settings) string {
	return strings.Join(changedNames(map[string]bool{"recognition": before.Recognition != after.Recognition, "digest": before.Digest != after.Digest, "zone": before.Zone != after.Zone}), ", ")
}

// changedNames returns the names of what has changed, in order.
func changedNames(changed map[string]bool) []string {
	maps.DeleteFunc(changed, func(_ string, is bool) bool { return !is })
	return slices.Sorted(maps.Keys(changed))
}

// SetUp returns the progress of setting coach up.
func (s *Store) SetUp(ctx context.Context) (practice.SetUp, error) {
	var up practice.SetUp
	if err := setting(ctx, s.read, settingUp, &up); err != nil {
		return up, fmt.Errorf("set-up: %w", readable(err))
	}
	return up, nil
}

// ErrNotTheirs means that the person may not set coach up, or no longer may.
var ErrNotTheirs = errors.New("setting coach up is for others")

// ErrSetUp means that coach is already set up.
var ErrSetUp = errors.New("coach is set up already")

// ClaimSetUp reserves the set-up of coach for a person, makes them an owner of
// the playbook, and returns the progress of the set-up. While another person is
// working on it, the error is ErrClaimed. If that person has abandoned it, it
// passes to the new one with the choices made so far, and the former is no
// longer an owner. If owners are named where coach runs, only they may set it
// up; otherwise any admin of the workspace may. The error is ErrNotTheirs for
// anybody else, and ErrSetUp once coach is set up.
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
		return errors.Join(setSetting(ctx, tx, settingUp, up), makeOwner(ctx, tx, by), audit(ctx, tx, at, by, practice.DeedClaimedSetUp, ""))
	})
	if err != nil {
		return up, fmt.Errorf("claim set-up: %w", err)
	}
	return up, nil
}

// maySetUp checks, inside the transaction, that a person may set coach up: they
// may have lost their admin role since the form was opened.
func maySetUp(ctx context.Context, tx *engine.Tx, by practice.PersonID, named []string) error {
	var p practice.Person
	err := scanPerson(tx.QueryRowContext(ctx, personSQL("id"), by).Scan, &p)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !practice.MaySetUp(p, named) {
		return ErrNotTheirs
	}
	return err
}

// KeepSetUp stores a person's choices in the set-up so far. ErrClaimed means
// that another person has taken it over, ErrNotTheirs that this one no longer
// may set coach up.
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

// claimedSetUp returns the set-up that a person has reserved. It is ErrClaimed
// if another person has it, and ErrNotTheirs if they may not set coach up any
// more.
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

// FinishSetUp completes the set-up: it puts the settings into force and
// publishes the playbook file from a day on, unless the latest published one is
// the same. All of it happens, or none. The instant is in the organisation's
// time zone. ErrClaimed means that another person has taken the set-up over,
// ErrNotTheirs that the person no longer may set coach up.
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
		return errors.Join(publishChanged(ctx, tx, source, from, at, up.By), audit(ctx, tx, at, up.By, practice.DeedFinishedSetUp, ""))
	})
	if err != nil {
		return fmt.Errorf("finish set-up: %w", err)
	}
	return nil
}

// publishChanged publishes a playbook file if it differs from the latest.
func publishChanged(ctx context.Context, tx *engine.Tx, source []byte, from cadence.Date, at time.Time, by practice.PersonID) error {
	var same bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM playbooks WHERE version = (SELECT max(version) FROM playbooks WHERE undone_at = 0) AND source = $1)`, string(source)).Scan(&same)
	if err != nil || same {
		return err
	}
	_, err = publish(ctx, tx, nil, source, from, at, by)
	return err
}
