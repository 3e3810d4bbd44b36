package scheduler

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

// ownTime has beats judge a machine's clock while Slack's is right.
func (d *desk) ownTime(slack time.Time, err error) {
	d.Clock = &Clock{Built: at(1, 12, 0).AddDate(0, -1, 0), Ask: func(context.Context) (time.Time, error) { return slack, err }}
}

// state is everything that a beat may change.
func (d *desk) state() string {
	d.t.Helper()
	return strings.Join(slices.Concat(
		d.column(`SELECT id || ' ' || planned_on || ' ' || bundled_on FROM people ORDER BY id`),
		d.column(`SELECT id || ' ' || due_on || ' ' || expectation FROM occurrences ORDER BY id`),
		d.column(`SELECT key || ' ' || changes FROM outbox ORDER BY key`)), "\n")
}

// A clock that is wrong for some minutes changes nothing, whichever way it is
// wrong and whether coach starts again meanwhile; and what follows is as if it
// had been right all along.
func TestAWrongClockStopsTheBeatAndHeals(t *testing.T) {
	for about, wrong := range map[string]func(time.Time) time.Time{
		"a year ahead":      func(now time.Time) time.Time { return now.AddDate(1, 1, 0) },
		"two weeks ahead":   func(now time.Time) time.Time { return now.AddDate(0, 0, 14) },
		"a week behind":     func(now time.Time) time.Time { return now.AddDate(0, 0, -7) },
		"without a battery": func(time.Time) time.Time { return time.Unix(0, 0) },
	} {
		t.Run(about, func(t *testing.T) {
			d, right := newDesk(t), newDesk(t)
			for _, each := range []*desk{d, right} {
				each.through(at(2, 8, 0), at(4, 12, 0))
			}
			before := d.state()
			d.ownTime(at(4, 12, 0), nil)
			for minute := range 3 {
				d.tick(wrong(at(4, 12, minute)))
			}
			d.Scheduler = &Scheduler{Store: d.Store, Flush: d.Flush, Zone: d.Zone, Log: d.Log, Clock: d.Clock} // started again
			d.tick(wrong(at(4, 12, 3)))
			if got := d.state(); got != before {
				t.Errorf("a wrong clock changed\n%s\nto\n%s", before, got)
			}
			if said := strings.Count(d.log.String(), "this machine’s clock shows"); said != 2 { // once by each
				t.Errorf("said %d times:\n%s", said, d.log.String())
			}
			d.ownTime(at(4, 12, 4), nil)
			for _, each := range []*desk{d, right} {
				each.through(at(4, 12, 10), at(9, 12, 0))
			}
			if d.state() != right.state() {
				t.Errorf("after the clock is right again:\n%s\nwithout a wrong clock:\n%s", d.state(), right.state())
			}
			if !strings.Contains(d.log.String(), "the clock is right again") {
				t.Error("nobody is told that the clock is right again")
			}
		})
	}
}

// A machine that was switched off for weeks goes on at once, for Slack's clock
// agrees; while Slack cannot be asked, nothing goes on.
func TestALongPauseIsNoWrongClock(t *testing.T) {
	d := newDesk(t)
	d.through(at(2, 8, 0), at(3, 12, 0))
	d.ownTime(time.Time{}, errors.New("no network"))
	d.tick(at(24, 9, 0))
	if got := d.plannedOn("dana"); got != "2026-03-03" {
		t.Errorf("planned up to %s without knowing the time", got)
	}
	d.ownTime(at(24, 9, 1), nil)
	d.tick(at(24, 9, 1))
	if got := d.plannedOn("dana"); got != "2026-03-24" || strings.Contains(d.log.String(), "this machine") {
		t.Errorf("planned up to %s; said:\n%s", got, d.log.String())
	}
}

// Days to come that were planned while nobody doubted the clock are put back, and
// the mornings go on.
func TestAYearThatWasPlannedIsPutBack(t *testing.T) {
	d := newDesk(t)
	d.through(at(2, 8, 0), at(4, 12, 0))
	d.tick(at(4, 12, 0).AddDate(1, 1, 0))
	if got := d.plannedOn("dana"); got != "2027-04-04" {
		t.Fatalf("planned up to %s, so this shows nothing", got)
	}
	d.ownTime(at(4, 12, 1), nil)
	d.through(at(4, 12, 10), at(7, 0, 0))
	if got := d.plannedOn("dana"); got != "2026-03-06" {
		t.Errorf("planned up to %s", got)
	}
	for _, key := range []string{"bundle/1/2026-03-05", "bundle/1/2026-03-06"} {
		if !slices.Contains(d.posted("bundle"), key) {
			t.Errorf("no %s among %v", key, d.posted("bundle"))
		}
	}
}

// A clock that is two years ahead removes nothing that is still kept.
func TestAWrongClockSweepsNothing(t *testing.T) {
	d := newDesk(t)
	d.through(at(2, 8, 0), at(4, 12, 0))
	d.exec(`INSERT INTO audit (at, by_id, deed, detail) VALUES ($1, 0, 'exported', '')`, at(4, 12, 0).UnixMilli())
	d.ownTime(at(4, 12, 0), nil)
	for _, test := range []struct {
		slack time.Time
		want  int
	}{{at(4, 12, 0), 1}, {at(4, 12, 0).AddDate(3, 0, 0), 0}} {
		d.ownTime(test.slack, nil)
		d.Now = func() time.Time { return at(4, 12, 0).AddDate(3, 0, 0) }
		if err := d.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := d.column(`SELECT deed FROM audit WHERE deed = 'exported'`); len(got) != test.want {
			t.Errorf("with Slack's clock at %s, %d records are left, want %d", test.slack, len(got), test.want)
		}
	}
}
