package stories

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"coach"
	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// publish publishes the default playbook with more practices switched on, in
// force from today.
func (st *stage) publish(source []byte) {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		_, err := db.Publish(ctx, source, cadence.DateOf(time.Now()), time.Now(), 0)
		return err
	})
}

// withStore opens the database beside coach, as another command does.
func (st *stage) withStore(do func(context.Context, *store.Store) error) {
	st.t.Helper()
	db, err := store.Open(st.t.Context(), st.config.DB)
	if err != nil {
		st.t.Fatal(err)
	}
	defer db.Close()
	if err := do(st.t.Context(), db); err != nil {
		st.t.Fatal(err)
	}
}

// switched is the default playbook with practices of which it says nothing
// switched on or off.
func switched(on bool, keys ...string) []byte { return switchedIn(files.DefaultYAML(), on, keys...) }

func switchedIn(source []byte, on bool, keys ...string) []byte {
	for _, key := range keys {
		source = bytes.Replace(source, []byte("- key: "+key+"\n"), fmt.Appendf(nil, "- key: %s\n  enabled: %t\n", key, on), 1)
	}
	return source
}

// observed fills in what the form for an observation asks once.
func observed(form *sandbox.Modal) *sandbox.Modal {
	return form.Fill("What did you observe?", "Ride-along or field day").
		Fill("What helps now?", "Sales coaching (Engage, Practice, Do, Review)")
}

// Two people in one ride-along: one form asks about each what only they may
// read, keeps what was typed about the first, and makes an entry for each. One
// wrong link is pointed out at the person it belongs to. Undo takes back both.
func TestARideAlongWithTwo(t *testing.T) {
	story(t, setting{start: monday.AddDate(0, 0, 7)}, func(st *stage) {
		form := observed(st.User("dana").Command("/coach log observation @ana").Modal())
		form.Fill("What they did well", "Opened with the customer's goal")
		form.Fill("Who was it with?", "Ana Lima, Ben Okafor").Click("More questions")
		form.Fill("One thing to improve · Ana", "Ask one question at a time").
			Fill("Their next step · Ana", "Write three questions before Monday's call").Fill("By when? · Ana", "2026-03-16").
			Fill("What they did well · Ben", "Brought the quiet buyer into the talk").
			Fill("One thing to improve · Ben", "Leave the features for later").
			Fill("Their next step · Ben", "Try the new opening twice").Fill("By when? · Ben", "2026-03-19").
			Fill("Recording link · Ben", "http://example.com/ride").Submit()
		form = form.Fill("Recording link · Ben", "https://example.com/ride").Submit()
		st.settle()
		form.Click("Undo").Close()
		st.settle()
	})
}

// A plan with three actions: two more are asked for, and then there is no room
// for a fourth.
func TestAPlanOfThreeActions(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		form := st.User("dana").Command("/coach log 1:1 @cy").Modal()
		form.Fill("Where did the time go?", "Mostly looking ahead").
			Fill("A strength to build on", "Calls back within the hour").
			Fill("Action plan, in their words", "Call the four quiet accounts")
		form.Click("Add another")
		form.Fill("By when?", "2026-03-06").Fill("Action plan, in their words (2)", "Book five first meetings")
		form.Click("Add another")
		form.Fill("By when? (2)", "2026-03-13").
			Fill("Action plan, in their words (3)", "Practise the price talk").Fill("By when? (3)", "2026-03-20").
			Fill("Who writes the plan?", "We wrote it together").Submit().Close()
		st.settle()
	})
}

// An obstacle review with a new obstacle, which needs a day once it has an
// owner.
func TestANewObstacle(t *testing.T) {
	story(t, setting{}, func(st *stage) {
		form := st.User("dana").Command("/coach log remove the static").Modal()
		form.Fill("New obstacle", "Pricing approval takes a week").Fill("Who will remove it?", "Cy Young").
			Fill("If there are none: how did you look?", "Asked round the table").Submit()
		form.Fill("By when?", "2026-03-13").Submit().Close()
		st.settle()
	})
}

// A training plan starts with the one session that it needs at least, and takes
// more.
func TestATrainingPlan(t *testing.T) {
	story(t, setting{apart: true}, func(st *stage) {
		st.publish(switched(true, "training_plan"))
		st.run()
		const session = "Sessions for the next 90 days: topic, date and time, who delivers"
		form := st.User("dana").Command("/coach log training plan").Modal()
		form.Fill("What needs is this plan based on?", "Most know the opening and do not use it yet").
			Fill("On which day?", "2026-03-18").Submit()
		form.Fill(session, "Discovery, by Ana").Click("Add another")
		form.Fill(session+" (2)", "Objections, by Cy").Fill("On which day? (2)", "2026-05-13").Submit().Close()
		st.settle()
	})
}

// A walk-about is one form for everybody who waits, and asks once for whom it
// is. Each gets an entry.
func TestAWalkabout(t *testing.T) {
	story(t, setting{apart: true}, func(st *stage) {
		st.publish(switched(true, "proactive_touch"))
		st.run()
		form := st.User("dana").Command("/coach log walkabout").Modal()
		form.Fill("Who did you connect with this week?", "Ana Lima, Cy Young").Fill("Mostly how?", "In passing").Submit().Close()
		st.settle()
		st.User("dana").Command("/coach log walkabout").Modal().Close()
		st.User("dana").Command("/coach log walkabout @ana").Modal().Close()
	})
}

// When coach has to say no to a button in a form, it says so on top of the
// form, and what was typed stays below.
func TestAFormStaysBelowWhatCoachSays(t *testing.T) {
	unwritten(t, setting{}, func(st *stage) {
		form := st.User("dana").Command("/coach log 1:1 @cy").Modal()
		form.Fill("A strength to build on", "Calls back within the hour")
		st.publish(switched(false, "one_on_one"))
		sorry := form.Click("Add another")
		if want := "1:1 planning is switched off in the playbook."; !strings.Contains(sorry.Text(), want) {
			t.Fatalf("coach says\n%s\nwant %s", sorry.Text(), want)
		}
		sorry.Close()
		if got := st.User("dana").Modal().Value("A strength to build on"); got != "Calls back within the hour" {
			t.Errorf("what was typed became %q", got)
		}
	})
}

// When two drawings of a form meet, the newer wins; what is not asked by then
// is asked when the form is submitted.
func TestAFormThatFellBehindIsDrawnAgain(t *testing.T) {
	unwritten(t, setting{}, func(st *stage) {
		form := observed(st.User("dana").Command("/coach log observation @ana").Modal())
		form.Fill("What they did well", "Summed up first").Fill("One thing to improve", "Pause").
			Fill("Their next step", "Call").Fill("By when?", "2026-03-09")
		st.Fail("views.update", 1, "hash_conflict")
		form.Fill("Who was it with?", "Ana Lima, Cy Young")
		form = form.Submit()
		for label, want := range map[string]string{
			"What they did well · Ana": "Summed up first", "What they did well · Cy": "",
			"Their next step · Ana": "Call", "By when? · Ana": "2026-03-09", "What helps now?": "Sales coaching (Engage, Practice, Do, Review)",
		} {
			if got := form.Value(label); got != want {
				t.Errorf("%s is %q, want %q", label, got, want)
			}
		}
		form.Fill("What they did well · Cy", "Asked why").Fill("One thing to improve · Cy", "Wait").
			Fill("Their next step · Cy", "Write").Fill("By when? · Cy", "2026-03-10")
		if logged := form.Submit().Text(); !strings.Contains(logged, "Logged for Ana and Cy.") {
			t.Errorf("coach says\n%s", logged)
		}
	})
}

// crowd is a company in which Dana leads n people with the longest names.
func crowd(n int) string {
	rows := []string{"email,name,manager_email,time_zone", "dana@example.com,Dana Ruiz,,Europe/London"}
	for i := range n {
		rows = append(rows, fmt.Sprintf("p%03d@example.com,P%03d %s,dana@example.com,Europe/London", i, i, strings.Repeat("Wolfeschlegel", 6)[:75]))
	}
	return strings.Join(rows, "\n") + "\n"
}

// A form for a hundred reports is nearly as large as an acknowledgement may be,
// and is drawn again with what was typed when it fell behind.
func TestAFormForAHundredReports(t *testing.T) {
	for _, reports := range []int{30, 100, 101} {
		t.Run(fmt.Sprint(reports), func(t *testing.T) {
			unwritten(t, setting{people: crowd(reports), change: func(c *coach.Config) { c.DigestChannel, c.DigestRoot = "", "" }}, func(st *stage) {
				dana := st.User("dana")
				form := dana.Command("/coach log").Modal().Fill("What did you do?", "1:1 planning").Submit()
				if form.Title() != "1:1 planning" {
					t.Fatalf("there is %q", form.Title())
				}
				name := func(i int) string {
					long := fmt.Sprintf("P%03d %s", i, strings.Repeat("Wolfeschlegel", 6)[:75])
					if reports <= 100 {
						return long[:74] + "…"
					}
					return long
				}
				form.Fill("Who was it with?", name(3)).Fill("A strength to build on", "Asks for help early")
				form.Fill("Who was it with?", name(3)+", "+name(7))
				st.Fail("views.update", 1, "hash_conflict")
				form.Fill("Who was it with?", name(3)+", "+name(7)+", "+name(9)).Fill("Where did the time go?", "Balanced").
					Fill("Who writes the plan?", "We wrote it together").Fill("A strength to build on · P007", "Listens")
				for _, who := range []string{"P003", "P007"} {
					form.Fill("Action plan, in their words · "+who, "Call").Fill("By when? · "+who, "2026-03-09")
				}
				form.Submit()
				st.settle()
				for label, want := range map[string]string{
					"A strength to build on · P003": "Asks for help early", "A strength to build on · P007": "Listens", "A strength to build on · P009": "",
					"Action plan, in their words · P003": "Call",
				} {
					if got := dana.Modal().Value(label); got != want {
						t.Errorf("%s is %q, want %q", label, got, want)
					}
				}
			})
		})
	}
}

// A form too long for an answer follows it. If it does not come, the person
// reads what to do instead of waiting.
func TestALongFormDoesNotCome(t *testing.T) {
	unwritten(t, setting{people: strings.ReplaceAll(crowd(100), "Wolfeschlegel", "Ωμέγασχολείο"), errors: true, change: withoutDigest}, func(st *stage) {
		dana := st.User("dana")
		st.Fail("views.update", 1, "internal_error")
		dana.Command("/coach log").Modal().Fill("What did you do?", "1:1 planning").Submit()
		st.settle()
		if got := dana.Modal().Text(); !strings.Contains(got, "Close this window and open it again") {
			t.Errorf("the window says %q", got)
		}
		dana.Modal().Close()
		dana.Command("/coach log").Modal().Fill("What did you do?", "1:1 planning").Submit()
		st.settle()
		if form := dana.Modal(); form.Title() != "1:1 planning" {
			t.Errorf("the second time there is %q", form.Title())
		}
	})
}

var optional = regexp.MustCompile(`(?m)^  tier: (standard|full)$`)

// performers are who can perform the practices of each level.
var performers = map[practice.Level]string{practice.Rep: "ana", practice.FLM: "dana", practice.MOM: "priya", practice.Exec: "carla", practice.Everyone: "ben"}

// Every practice there is, opened and submitted once by somebody who may, about
// two people where it is about people.
func TestEveryForm(t *testing.T) {
	unwritten(t, setting{apart: true}, func(st *stage) {
		st.publish(optional.ReplaceAll(files.DefaultYAML(), []byte("$0\n  enabled: true")))
		st.run()
		practices := files.Default().Practices
		if len(practices) != 25 {
			t.Errorf("there are %d practices", len(practices))
		}
		for _, p := range practices {
			handle := performers[p.Levels[0]]
			form := st.User(handle).Command("/coach log " + p.Key).Modal()
			if form == nil || form.Title() != p.Short {
				t.Errorf("%s: no form for %s", p.Key, handle)
				continue
			}
			st.fillIn(form, p, handle)
			logged := form.Submit()
			if logged == nil || !strings.Contains(logged.Text(), "Logged") && !strings.Contains(logged.Text(), "Sent.") {
				t.Errorf("%s: %s\n%v", p.Key, form.Draw(), form.Errors())
				continue
			}
			logged.Close()
			st.stored(p, handle)
		}
	})
}

// teams are the first names of who reports to whom.
var teams = map[string][]string{"dana": {"Ana Lima", "Ben Okafor"}, "priya": {"Dana Ruiz", "Eli Katz"}, "carla": {"Priya Nair"}, "ben": {"Ana Lima"}}

// fillIn answers every question of a form.
func (st *stage) fillIn(form *sandbox.Modal, p practice.Practice, handle string) {
	team := teams[handle]
	var names []string
	if p.Scope == practice.ScopeReport {
		form.Fill(p.SubjectField()+"~0", strings.Join(team, ", "))
		for _, name := range team {
			first, _, _ := strings.Cut(name, " ")
			names = append(names, " · "+first)
		}
	}
	if slices.ContainsFunc(p.Form, func(f practice.Field) bool { return f.More }) {
		form.Click("More questions")
	}
	answers := practice.Values{} // of those with options, on which the need for others depends
	for _, f := range p.Form {
		if f.Type == practice.Select {
			answers[f.Key] = practice.Value{Text: f.Options[0].Value}
		}
		if f.Key == p.SubjectField() || f.Type == practice.ObstacleList || f.Required && !f.Needs(answers) {
			continue
		}
		asked := []string{""}
		if f.Vis == practice.Shared && len(names) > 1 {
			asked = names
		}
		for _, of := range asked {
			switch f.Type {
			case practice.Actions, practice.Sessions, practice.ObstacleNew:
				for row := range f.LeastRows() {
					nth := map[int]string{0: ""}
					if row > 0 {
						nth[row] = fmt.Sprintf(" (%d)", row+1)
					}
					form.Fill(f.Label+of+nth[row], "Call the customer back")
					switch {
					case f.Type == practice.Actions:
						form.Fill("By when?"+of+nth[row], "2026-03-13")
					case f.Contests():
						form.Fill("First day"+of+nth[row], "2026-03-13").Fill("Last day"+of+nth[row], "2026-03-20")
					case f.Type == practice.Sessions:
						form.Fill("On which day?"+of+nth[row], "2026-03-13")
					}
				}
			default:
				form.Fill(f.Label+of, anAnswer(f, team))
			}
		}
	}
}

func anAnswer(f practice.Field, team []string) string {
	switch f.Type {
	case practice.Select, practice.MultiSelect:
		return f.Options[0].Label
	case practice.User, practice.MultiUser:
		return team[0]
	case practice.Rating:
		return "4"
	case practice.YesNo:
		return "Yes"
	case practice.Number:
		return "12"
	case practice.URL:
		return "https://example.com/plan"
	}
	return "A few words"
}

// stored finds the entries that a form has made: one for each person it was
// about.
func (st *stage) stored(p practice.Practice, handle string) {
	st.t.Helper()
	st.withStore(func(ctx context.Context, db *store.Store) error {
		author, err := db.PersonByEmail(ctx, handle+"@example.com")
		if err != nil {
			return err
		}
		last, err := db.Last(ctx, author.ID)
		if err != nil {
			return err
		}
		var about []practice.PersonID
		for contact := range last {
			if contact.Practice == p.Key {
				about = append(about, contact.Subject)
			}
		}
		want := 1
		if p.Scope == practice.ScopeReport {
			want = len(teams[handle])
		}
		if slices.Contains(about, 0) == (p.Scope == practice.ScopeReport) || len(about) != want {
			st.t.Errorf("%s: entries are about %v, want %d", p.Key, about, want)
		}
		return nil
	})
}

// An observation that is logged in a new block of two weeks, while the one of the
// block before still counts, is for the older one, however its form was opened.
func TestALateObservationIsForTheOlderBlock(t *testing.T) {
	for name, open := range map[string]func(*stage) *sandbox.Modal{
		"a command": func(st *stage) *sandbox.Modal { return st.User("dana").Command("/coach log observation @ana").Modal() },
		"the picker": func(st *stage) *sandbox.Modal {
			return st.User("dana").Command("/coach log @ana").Modal().Fill("What did you do?", "Observation").Submit()
		},
		"typed words": func(st *stage) *sandbox.Modal {
			st.User("dana").Say("observation @ana")
			st.settle()
			return st.DM("dana").Last().Click(st.User("dana"), "Open the form").Modal()
		},
	} {
		t.Run(name, func(t *testing.T) {
			unwritten(t, setting{people: team, change: withoutDigest}, func(st *stage) {
				st.until(24, 10, 0) // the block of 9 to 22 March closes on the 27th
				said := observed(open(st)).Fill("What they did well", "Summed up first").Fill("One thing to improve", "Pause").
					Fill("Their next step", "Call").Fill("By when?", "2026-03-30").Submit().Text()
				if !strings.Contains(said, "Late, but it still counts.") {
					t.Errorf("it counts for the new block:\n%s", said)
				}
			})
		})
	}
}
