package scheduler

import (
	"strings"
	"testing"
	"time"
)

// monday beats through Monday, 9 March, twice each time, as a coach that is
// started again every hour, and returns when the digest and Dana's morning
// message were posted, and how.
func (d *desk) monday(t *testing.T, before func(now time.Time)) map[string]string {
	t.Helper()
	seen := map[string]string{}
	for now := at(9, 0, 0); now.Before(at(9, 18, 0)); now = now.Add(5 * time.Minute) {
		if now.Minute() == 0 {
			d.rest, d.setbacks = rest{}, nil
		}
		before(now)
		for range 2 {
			d.tick(now)
		}
		for _, row := range d.column(`SELECT key || ' ' || state || ' ' || carrier FROM outbox WHERE key LIKE 'digest/%' OR key LIKE 'bundle/1/%'`) {
			key, how, _ := strings.Cut(row, " ")
			word, _, _ := strings.Cut(key, "/")
			if seen[word] == "" {
				seen[word] = now.Format("15:04") + " " + strings.TrimSpace(how)
			}
		}
	}
	return seen
}

// Dana's week and her digest are one message at the digest's time, if that is
// near her own, whatever happens to her digest before.
func TestAWeekComesWithTheDigest(t *testing.T) {
	move := func(channel string, hour int) func(*desk) {
		return func(d *desk) { d.write(`UPDATE subscriptions SET channel = $1, at = $2`, channel, hour*60) }
	}
	stop := func(d *desk) { d.write(`UPDATE subscriptions SET stopped_at = 1`) }
	for _, test := range []struct {
		name           string
		morning        int
		before         map[string]func(*desk)
		digest, bundle string
	}{
		{"later than her own time", 525, nil, "09:00 queued", "09:00 carried digest/1/2026-03-09"},
		{"earlier than her own time", 600, nil, "09:00 queued", "09:00 carried digest/1/2026-03-09"},
		{"too far from her own time", 665, nil, "09:00 queued", "11:05 queued"},
		{"in a channel", 525, map[string]func(*desk){"00:00": move("C1", 9)}, "09:00 queued", "08:45 queued"},
		{"stopped while her week waits", 525, map[string]func(*desk){"08:50": stop}, "", "08:50 queued"},
		{"moved to later", 525, map[string]func(*desk){"08:50": move("", 10)}, "10:00 queued", "10:00 carried digest/1/2026-03-09"},
		{"moved to earlier", 525, map[string]func(*desk){"08:50": move("", 8)}, "08:50 queued", "08:50 carried digest/1/2026-03-09"},
		{"moved too far", 525, map[string]func(*desk){"08:50": move("", 14)}, "14:00 queued", "08:50 queued"},
		{"moved once it is out", 600, map[string]func(*desk){
			"00:00": move("C1", 9),
			"09:05": move("", 9)}, "09:00 queued", "10:00 queued"},
		{"on a day she wants no message", 525, map[string]func(*desk){"00:00": func(d *desk) { d.exec(`UPDATE people SET days = 4 WHERE id = 1`) }}, "09:00 queued", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t)
			d.exec(`UPDATE subscriptions SET channel = ''`)
			d.exec(`UPDATE people SET morning = $1 WHERE id = 1`, test.morning)
			seen := d.monday(t, func(now time.Time) {
				if do := test.before[now.Format("15:04")]; do != nil {
					do(d)
				}
			})
			if seen["digest"] != test.digest || seen["bundle"] != test.bundle {
				t.Errorf("the digest is %q, her week %q; want %q, %q", seen["digest"], seen["bundle"], test.digest, test.bundle)
			}
		})
	}
}

// A coach that was down at nine sends both as one when it is back, if her week
// may still come then.
func TestAWeekComesWithALateDigest(t *testing.T) {
	for _, test := range []struct {
		hour int
		want string
	}{{11, "carried digest/1/2026-03-09"}, {15, ""}} {
		d := newDesk(t)
		d.exec(`UPDATE subscriptions SET channel = ''`)
		d.tick(at(9, test.hour, 30))
		got := strings.Join(d.column(`SELECT state || ' ' || carrier FROM outbox WHERE key LIKE 'bundle/1/%'`), ", ")
		if digests := d.posted("digest"); got != test.want || len(digests) != 1 {
			t.Errorf("at %d:30 her week is %q with digests %v, want %q", test.hour, got, digests, test.want)
		}
	}
}

// A week that cannot be decided holds up no digest.
func TestAWeekThatFailsHoldsUpNoDigest(t *testing.T) {
	d := newDesk(t)
	d.exec(`UPDATE subscriptions SET channel = ''`)
	d.tick(at(9, 8, 0))
	d.exec(`UPDATE occurrences SET due_on = 'soon' WHERE performer_id = 1`)
	d.tick(at(9, 9, 0))
	if got := d.posted("digest"); len(got) != 1 || !strings.Contains(d.log.String(), "carry") {
		t.Errorf("digests %v are posted; logged: %s", got, d.log.String())
	}
}
