package scheduler

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A time request ends in its asker's next morning, on a working day, and the
// rule knows when that is: whoever rests until then misses nothing.
func TestTimeRequestsEndInTheAskersMorning(t *testing.T) {
	march := func(day int) cadence.Date { return cadence.NewDate(2026, time.March, day) }
	tests := []struct {
		name    string
		lapses  cadence.Date
		prepare func(d *desk)
		from    time.Time
		ends    string // in UTC; "" for never
		outcome practice.TimeOutcome
	}{
		{"it waits", march(31), func(*desk) {}, at(9, 0, 0), "", ""},
		{"its last day is a Wednesday", march(11), func(*desk) {}, at(9, 0, 0), "12 08:45", practice.TimeLapsed},
		{"its last day is a Friday", march(6), func(*desk) {}, at(5, 0, 0), "9 08:45", practice.TimeLapsed},
		{"the asker is away the day after", march(10), func(d *desk) {
			leave := practice.Leave{Person: d.id("ana"), From: march(11), To: march(12), KnownOn: march(2), NotedBy: d.id("ana")}
			if _, err := d.Store.TakeLeave(d.t.Context(), leave, time.Now()); err != nil {
				d.t.Fatal(err)
			}
		}, at(9, 0, 0), "13 08:45", practice.TimeLapsed},
		{"the asker reports to nobody any more", march(31), func(d *desk) {
			d.exec(`UPDATE lines SET to_on = '2026-03-10' WHERE report_id = ?`, d.id("ana"))
			d.exec(`UPDATE revisions SET n = n + 1 WHERE subject = 'roster'`)
		}, at(9, 0, 0), "11 00:00", practice.TimeMoved},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t)
			pair := practice.Pair{Manager: d.id("dana"), Report: d.id("ana")}
			id, err := d.Store.AskTime(t.Context(), practice.TimeRequest{Request: "V1", Pair: pair, Kind: practice.TimeSession,
				AskedAt: at(2, 9, 0), AskedOn: march(2), LapsesOn: test.lapses}, practice.Person{})
			if err != nil {
				t.Fatal(err)
			}
			test.prepare(d)
			var ended string
			for now := test.from; now.Before(test.from.AddDate(0, 0, 6)); {
				next, err := d.requests(t.Context(), now)
				if err != nil {
					t.Fatal(err)
				}
				if r, err := d.Store.TimeRequest(t.Context(), id); err != nil || !r.Waits() {
					ended = now.Format("2 15:04")
					if r.Outcome != test.outcome {
						t.Errorf("it ended as %q, want %q: %v", r.Outcome, test.outcome, err)
					}
					if again, err := d.requests(t.Context(), now); err != nil || !again.IsZero() {
						t.Errorf("with nothing that waits the rule is due at %s: %v", again, err)
					}
					break
				}
				if !next.After(now) || next.Sub(now) > 24*time.Hour {
					t.Fatalf("at %s the rule says it is due at %s", now, next)
				}
				now = next
			}
			if ended != test.ends {
				t.Errorf("it ended on %q, want %q", ended, test.ends)
			}
		})
	}
}
