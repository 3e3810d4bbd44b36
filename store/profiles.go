package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

// A ProfilesRead is what the Slack profiles of the participants came to when
// they were read last.
type ProfilesRead struct {
	On      cadence.Date       // the day of the last nightly reading; no date before the first
	Doubted []practice.Profile // each as it was told
}

// ProfilesRead returns what reading Slack profiles came to last.
func (s *Store) ProfilesRead(ctx context.Context) (last ProfilesRead, err error) {
	if err := setting(ctx, s.read, settingProfiles, &last); err != nil {
		return last, fmt.Errorf("profiles: %w", readable(err))
	}
	return last, nil
}

// NoteProfilesRead notes a day on which profiles were to be read, whatever came
// of it, so that a night has one reading.
func (s *Store) NoteProfilesRead(ctx context.Context, on cadence.Date) error {
	err := s.tx(ctx, func(tx *engine.Tx) error {
		var last ProfilesRead
		if err := setting(ctx, tx, settingProfiles, &last); err != nil {
			return err
		}
		last.On = on
		return setSetting(ctx, tx, settingProfiles, last)
	})
	if err != nil {
		return fmt.Errorf("profiles: %w", err)
	}
	return nil
}

// FollowProfiles gives people the managers whom their Slack profiles name, from
// today on, as far as these are to be followed ([practice.FollowProfiles]): all
// of them or, when it fails, none. It returns the profiles followed and those
// in doubt, and of the latter the ones that were not in doubt for the same
// reason before. What is judged are the reporting lines of this moment:
// reading profiles takes minutes, in which a people file may be imported.
func (s *Store) FollowProfiles(ctx context.Context, profiles []practice.Profile, today cadence.Date, at time.Time) (followed, doubted, fresh []practice.Profile, err error) {
	err = s.tx(ctx, func(tx *engine.Tx) error {
		r, err := s.Roster(ctx) // nobody else writes meanwhile
		if err != nil {
			return err
		}
		followed, doubted = practice.FollowProfiles(r, profiles, today)
		for _, p := range followed {
			line := audit(ctx, tx, at, 0, practice.DeedFollowedProfile, fmt.Sprintf("%s under %s", ofPerson(p.Person), ofPerson(p.Manager)))
			if err := errors.Join(line, followProfile(ctx, tx, p, r.Lines(p.Person), today)); err != nil {
				return err
			}
		}
		if len(followed) > 0 {
			if err := planChanged(ctx, tx, everybody); err != nil {
				return err
			}
		}
		fresh, err = noteDoubted(ctx, tx, doubted)
		return err
	})
	if err != nil {
		return nil, nil, nil, fmt.Errorf("profiles: %w", err)
	}
	return followed, doubted, fresh, nil
}

// noteDoubted stores the profiles in doubt, and returns the new ones.
func noteDoubted(ctx context.Context, tx *engine.Tx, doubted []practice.Profile) (fresh []practice.Profile, err error) {
	var last ProfilesRead
	if err := setting(ctx, tx, settingProfiles, &last); err != nil {
		return nil, err
	}
	known := map[practice.Profile]bool{}
	for _, p := range last.Doubted {
		known[p] = true
	}
	for _, p := range doubted {
		if !known[p] {
			fresh = append(fresh, p)
		}
	}
	last.Doubted = doubted
	return fresh, setSetting(ctx, tx, settingProfiles, last)
}

// profileLine is the SQL condition for a line from a Slack profile that is
// valid on a day or later.
const profileLine = `source = 'slack' AND (to_on = '' OR to_on >= $1) AND report_id = $2`

// followProfile has a person report to the manager of their profile, beside the
// line that has them take part, and for as long.
func followProfile(ctx context.Context, tx *engine.Tx, p practice.Profile, lines []practice.Line, today cadence.Date) error {
	if _, err := endLines(ctx, tx, today, profileLine, day(today), p.Person); err != nil {
		return err
	}
	for _, l := range practice.KeptProfile([]practice.Line{{Report: p.Person, Manager: p.Manager, From: today, Slack: true}}, practice.SaidElsewhere(lines, today)) {
		_, err := tx.ExecContext(ctx, `INSERT INTO lines (report_id, manager_id, dotted, level, from_on, to_on, source) VALUES ($1, $2, 0, $3, $4, $5, 'slack')`,
			l.Report, l.Manager, l.Level, day(l.From), day(l.To))
		if err != nil {
			return err
		}
	}
	return redrawClaims(ctx, tx, p.Person)
}

// endProfile ends the line from the Slack profile of somebody who takes part
// through nothing else any more: a profile alone has nobody take part.
func endProfile(ctx context.Context, tx *engine.Tx, id practice.PersonID, today cadence.Date) error {
	_, err := endLines(ctx, tx, today, profileLine+` AND NOT EXISTS (SELECT 1 FROM lines other
		WHERE other.report_id = $2 AND other.source <> 'slack' AND (other.to_on = '' OR other.to_on >= $1))`, day(today), id)
	return err
}
