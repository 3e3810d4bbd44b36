package practice_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// TestAsks asks whom an entry by Dana, or about her, gives rise to ask.
func TestAsks(t *testing.T) {
	c := found(t, files.Default(), "Dana < Priya", "Ana < Dana", "Ben < Dana", "Zoe, not taking part")
	c.addressed()
	r, on := c.roster(), date(3, 5)
	dana, ana, ben := c.id("Dana"), c.id("Ana"), c.id("Ben")
	const drawn, spared = 4, 5 // as the hash of their IDs says
	for _, test := range []struct {
		name string
		e    practice.Entry
		want []practice.PersonID
	}{
		{"the person", practice.Entry{ID: spared, Practice: "observation", Author: dana, Subject: ana}, []practice.PersonID{ana}},
		{"not who takes no part", practice.Entry{ID: spared, Practice: "observation", Author: dana, Subject: c.id("Zoe")}, nil},
		{"their manager", practice.Entry{ID: spared, Practice: "business_plan", Author: ana}, []practice.PersonID{dana}},
		{"nobody where nobody is above", practice.Entry{ID: spared, Practice: "business_plan", Author: c.id("Priya")}, nil},
		{"one of those it names", practice.Entry{ID: drawn, Practice: "in_moment", Author: dana, Values: practice.Values{"person": {People: []practice.PersonID{ben, ana}}}}, []practice.PersonID{ben}},
		{"nobody of those four times in five", practice.Entry{ID: spared, Practice: "in_moment", Author: dana, Values: practice.Values{"person": {People: []practice.PersonID{ben, ana}}}}, nil},
		{"nobody where nobody confirms", practice.Entry{ID: spared, Practice: "forecast_review", Author: dana}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, _ := c.playbook.Practice(test.e.Practice, on)
			test.e.HappenedOn, test.e.LoggedOn = on, on
			var got []practice.PersonID
			for _, a := range practice.Asks(r, test.e, p, true, on) {
				got = append(got, a.Person)
				if a.WaitsUntil != date(3, 19) || !a.Settled || a.Why != p.Confirm {
					t.Errorf("%+v: want it to wait ten working days", a)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("asked: %v, want %v", got, test.want)
			}
		})
	}
}

// addressed gives everybody an address, by which samples are sorted.
func (c *company) addressed() {
	for i, p := range c.people {
		c.people[i].Email = strings.ToLower(p.Name) + "@example.com"
	}
}

// MEASURES 5.4 gives the draw to the letter; these values were computed apart
// from the program.
func TestSampled(t *testing.T) {
	c := found(t, files.Default(), "Ana < Dana", "Ben < Dana", "Cy < Dana")
	c.addressed()
	r, team := c.roster(), []practice.PersonID{c.id("Cy"), c.id("Ana"), c.id("Ben")}
	drawn := map[practice.EntryID]string{1: "Cy", 2: "Cy", 3: "Ana", 4: "Cy", 17: "Ben", 26: "Ben", 31: "Ben", 39: "Ana"}
	for id := practice.EntryID(1); id < 40; id++ {
		var want []practice.PersonID
		if name := drawn[id]; name != "" {
			want = []practice.PersonID{c.id(name)}
		}
		if got := practice.Sampled(r, id, team); !slices.Equal(got, want) {
			t.Errorf("entry %d: %v, want %v", id, got, want)
		}
	}
	if got := practice.Sampled(r, 1, nil); got != nil {
		t.Errorf("nobody was named, and %v is asked", got)
	}
}

func TestNextAsk(t *testing.T) {
	today, at := date(3, 6), func(hour int) time.Time { return time.Date(2026, 3, 5, hour, 0, 0, 0, time.UTC) }
	ask := func(id practice.AskID, key string, hour int, change func(*practice.Ask)) practice.Ask {
		a := practice.Ask{ID: id, Practice: key, LoggedAt: at(hour), LoggedOn: date(3, 5), WaitsUntil: date(3, 19), Settled: true}
		if change != nil {
			change(&a)
		}
		return a
	}
	none := func(*practice.Ask) {}
	extra := func(a *practice.Ask) { a.Settled = false }
	for _, test := range []struct {
		name  string
		asked int
		all   []practice.Ask
		want  practice.AskID
	}{
		{"the oldest", 0, []practice.Ask{ask(1, "observation", 11, none), ask(2, "observation", 9, none)}, 2},
		{"rated before others", 0, []practice.Ask{ask(1, "quota_goals", 9, none), ask(2, "observation", 11, none)}, 2},
		{"what settled something before extras", 0, []practice.Ask{ask(1, "observation", 9, extra), ask(2, "observation", 11, none)}, 2},
		{"rated extras before what is not rated", 0, []practice.Ask{ask(1, "quota_goals", 9, none), ask(2, "observation", 11, extra)}, 2},
		{"one of two a week", 1, []practice.Ask{ask(1, "observation", 9, none)}, 1},
		{"no third a week", 2, []practice.Ask{ask(1, "observation", 9, none)}, 0},
		{"not on its day", 0, []practice.Ask{ask(1, "observation", 9, func(a *practice.Ask) { a.LoggedOn = today })}, 0},
		{"not after ten working days", 0, []practice.Ask{ask(1, "observation", 9, func(a *practice.Ask) { a.WaitsUntil = today - 1 })}, 0},
		{"on the tenth", 0, []practice.Ask{ask(1, "observation", 9, func(a *practice.Ask) { a.WaitsUntil = today })}, 1},
		{"not twice", 0, []practice.Ask{ask(1, "observation", 9, func(a *practice.Ask) { a.AskedOn = today - 1 })}, 0},
		{"not what was taken back", 0, []practice.Ask{ask(1, "observation", 9, func(a *practice.Ask) { a.CancelledAt = at(12) })}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := practice.Confirming{Waiting: test.all, Asked: test.asked, Rated: map[string]bool{"observation": true}}
			if got, _ := c.Next(today); got.ID != test.want {
				t.Errorf("asks %d, want %d", got.ID, test.want)
			}
		})
	}
}

func TestWhoMayAnswerAnAsk(t *testing.T) {
	const ana, dana, priya practice.PersonID = 1, 2, 3
	a := practice.Ask{Person: ana, Author: dana, AskedOn: date(3, 6), LapsesOn: date(3, 13)}
	for _, test := range []struct {
		name        string
		who         practice.PersonID
		today       cadence.Date
		change      func(*practice.Ask)
		answer, see bool
	}{
		{"who is asked", ana, date(3, 13), nil, true, true},
		{"no more once it has lapsed", ana, date(3, 16), nil, false, true},
		{"not before it is asked", ana, date(3, 6), func(a *practice.Ask) { a.AskedOn = 0 }, false, true},
		{"not once it is taken back", ana, date(3, 6), func(a *practice.Ask) { a.CancelledAt = time.Unix(1, 0) }, false, true},
		{"the author only reads", dana, date(3, 6), nil, false, true},
		{"whoever is above neither", priya, date(3, 6), nil, false, false},
		{"nobody", 0, date(3, 6), nil, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := a
			if test.change != nil {
				test.change(&a)
			}
			if got := practice.MayAnswer(test.who, a, test.today); got != test.answer {
				t.Errorf("may answer: %v", got)
			}
			if got := practice.MayReadMatch(test.who, a); got != test.see {
				t.Errorf("may read: %v", got)
			}
		})
	}
}

func TestAnswersToAnAsk(t *testing.T) {
	for _, test := range []struct {
		name  string
		given practice.Confirmation
		wrong bool
		kept  practice.Confirmation
	}{
		{"yes alone", practice.Confirmation{Match: practice.MatchedYes}, false, practice.Confirmation{Match: practice.MatchedYes}},
		{"all of it", practice.Confirmation{Match: practice.MatchedLike, Useful: 5, Next: practice.NextUnclear}, false, practice.Confirmation{Match: practice.MatchedLike, Useful: 5, Next: practice.NextUnclear}},
		{"not remembered is worth nothing", practice.Confirmation{Match: practice.MatchedNo, Useful: 1, Next: practice.NextClear}, false, practice.Confirmation{Match: practice.MatchedNo}},
		{"nothing", practice.Confirmation{Useful: 3}, true, practice.Confirmation{Useful: 3}},
		{"six of five", practice.Confirmation{Match: practice.MatchedYes, Useful: 6}, true, practice.Confirmation{Match: practice.MatchedYes, Useful: 6}},
		{"perhaps", practice.Confirmation{Match: practice.MatchedYes, Next: "perhaps"}, true, practice.Confirmation{Match: practice.MatchedYes, Next: "perhaps"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if err := test.given.Check(); (err != nil) != test.wrong {
				t.Errorf("wrong with it: %v", err)
			}
			if got := test.given.Kept(); got != test.kept {
				t.Errorf("kept: %+v, want %+v", got, test.kept)
			}
		})
	}
}
