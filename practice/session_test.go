package practice_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

const (
	mary practice.PersonID = iota + 1 // the manager
	rob
	sue
)

func training(topic string, who practice.PersonID, on cadence.Date) practice.Session {
	return practice.Session{Kind: practice.Training, Manager: mary, Deliverer: who, Topic: topic, On: on}
}

// withID gives sessions the numbers under which they stand in the database.
func withID(sessions ...practice.Session) []practice.Session {
	for i := range sessions {
		sessions[i].ID = practice.SessionID(i + 1)
	}
	return sessions
}

func TestAPlanSchedulesItsRows(t *testing.T) {
	pb := files.Default()
	plan, _ := pb.Practice("training_plan", 0)
	contests, _ := pb.Practice("contest_plan", 0)
	e := practice.Entry{ID: 7, Author: mary, LoggedOn: date(3, 2), Values: practice.Values{
		"sessions":             {Rows: []practice.Row{{What: "Closing", Due: date(3, 10), Owner: rob, At: "10:00"}, {What: "Some day"}}},
		practice.FieldContests: {Rows: []practice.Row{{What: "Sprint", Due: date(3, 9), Until: date(3, 20)}}},
	}}
	want := practice.Session{Entry: 7, Kind: practice.Training, Manager: mary, PlannedOn: date(3, 2), Deliverer: rob, Topic: "Closing", On: date(3, 10), At: "10:00"}
	if diff := cmp.Diff([]practice.Session{want}, practice.Schedules(e, plan)); diff != "" {
		t.Errorf("training (-want +got):\n%s", diff)
	}
	want = practice.Session{Entry: 7, Kind: practice.Contest, Manager: mary, PlannedOn: date(3, 2), Topic: "Sprint", On: date(3, 9), Until: date(3, 20)}
	if diff := cmp.Diff([]practice.Session{want}, practice.Schedules(e, contests)); diff != "" {
		t.Errorf("contests (-want +got):\n%s", diff)
	}
}

// Whoever is put down anew, or for another day, is asked again; a topic in other
// words is the same session; what was delivered stays.
func TestAnEditedPlanIsComparedWithWhatItScheduled(t *testing.T) {
	took := func(s practice.Session) practice.Session { s.Accepted = time.Unix(1, 0); return s }
	did := func(s practice.Session) practice.Session { s.DoneAt = time.Unix(2, 0); return s }
	closing, demo := took(training("Closing", rob, date(3, 10))), training("Demo", sue, date(3, 12))
	for _, test := range []struct {
		name                    string
		stood, wanted           []practice.Session
		added, changed, dropped []practice.Session
	}{
		{"nothing changed", withID(closing, demo), []practice.Session{training("Demo", sue, date(3, 12)), training("Closing", rob, date(3, 10))}, nil, nil, nil},
		{"another day", withID(closing), []practice.Session{training("Closing", rob, date(3, 11))}, nil, withID(training("Closing", rob, date(3, 11))), nil},
		{"another deliverer", withID(closing), []practice.Session{training("Closing", sue, date(3, 10))}, nil, withID(training("Closing", sue, date(3, 10))), nil},
		{"other words", withID(closing), []practice.Session{training("Closing early", rob, date(3, 10))}, nil, withID(took(training("Closing early", rob, date(3, 10)))), nil},
		{"one more", withID(closing), []practice.Session{training("Closing", rob, date(3, 10)), training("Demo", sue, date(3, 12))}, []practice.Session{demo}, nil, nil},
		{"one less", withID(closing, demo), []practice.Session{training("Closing", rob, date(3, 10))}, nil, nil, withID(closing, demo)[1:]},
		{"delivered and taken out", withID(did(closing)), nil, nil, nil, nil},
		{"delivered and moved", withID(did(closing)), []practice.Session{training("Closing", rob, date(3, 11))}, nil, nil, nil},
		{"delivered, and another in its place", withID(did(closing)), []practice.Session{demo}, []practice.Session{demo}, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			added, changed, dropped := practice.Reschedule(test.stood, test.wanted)
			for what, diff := range map[string]string{"added": cmp.Diff(test.added, added), "changed": cmp.Diff(test.changed, changed)} {
				if diff != "" {
					t.Errorf("%s (-want +got):\n%s", what, diff)
				}
			}
			if len(dropped) != len(test.dropped) || len(dropped) > 0 && dropped[0] != test.dropped[0] {
				t.Errorf("dropped are %+v, want %+v", dropped, test.dropped)
			}
		})
	}
}

func TestWhoMayDoWhatWithASession(t *testing.T) {
	c := found(t, only("training_plan"), "Ann", "Mary < Ann", "Rob < Mary", "Sue < Mary", "Zed < Ann", "Joe < Mary from 2026-03-05")
	s := training("Closing", c.id("Rob"), date(3, 10))
	s.Manager, s.PlannedOn = c.id("Mary"), date(3, 2)
	contest := s
	contest.Kind, contest.Until = practice.Contest, date(3, 20)
	refused, did := s, s
	refused.Declined, did.DoneAt = time.Unix(1, 0), time.Unix(1, 0)
	mine := s
	mine.Deliverer = mine.Manager
	for _, test := range []struct {
		name                       string
		session                    practice.Session
		on                         cadence.Date
		reads, answers, ticks, run string
	}{
		{"before its day", s, date(3, 9), "Mary Rob Sue", "Rob", "", "Rob"},
		{"on its day", s, date(3, 10), "Mary Rob Sue", "Rob", "Mary Rob", "Rob"},
		{"a contest that goes on", contest, date(3, 10), "Mary Rob Sue", "Rob", "", "Rob"},
		{"a contest that ends", contest, date(3, 20), "Mary Rob Sue", "Rob", "Mary Rob", "Rob"},
		{"refused", refused, date(3, 10), "Mary Rob Sue", "Rob", "Mary", "Mary"},
		{"done", did, date(3, 10), "Mary Rob Sue", "", "", "Rob"},
		{"the manager's own", mine, date(3, 10), "Mary Rob Sue", "", "Mary", "Mary"},
	} {
		var reads, answers, ticks, run []practice.PersonID
		for _, name := range []string{"Ann", "Mary", "Rob", "Sue", "Zed", "Joe"} {
			who := c.id(name)
			for list, may := range map[*[]practice.PersonID]bool{&reads: practice.MayReadSession(c.roster(), who, test.session), &answers: practice.MayAnswerSession(who, test.session),
				&ticks: practice.MayTickSession(who, test.session, test.on), &run: test.session.Runs() == who} {
				if may {
					*list = append(*list, who)
				}
			}
		}
		for _, one := range []struct {
			what, want string
			got        []practice.PersonID
		}{{"reads", test.reads, reads}, {"answers", test.answers, answers}, {"ticks", test.ticks, ticks}, {"runs", test.run, run}} {
			if got := c.names(one.got); got != one.want {
				t.Errorf("%s: %s: %q, want %q", test.name, one.what, got, one.want)
			}
		}
	}
}

// Friday's message has what is on Monday; Monday's what is on it; and the last
// day of a contest is for the question who won, once.
func TestSessionsStandInTheMessageTheWorkingDayBefore(t *testing.T) {
	c := found(t, only("training_plan"), "Mary", "Rob < Mary")
	monday := training("Closing", c.id("Rob"), date(3, 9))
	monday.ID, monday.Manager = 1, c.id("Mary")
	contest := monday
	contest.ID, contest.Kind, contest.On, contest.Until = 2, practice.Contest, date(3, 11), date(3, 20)
	day := func(who string) practice.Day {
		return practice.Day{Docket: practice.Docket{Person: c.id(who), Roster: c.roster(), Playbook: c.playbook}, Sessions: []practice.Session{contest, monday}}
	}
	for on, want := range map[cadence.Date][]practice.SessionID{date(3, 5): nil, date(3, 6): {1}, date(3, 9): {1}, date(3, 10): {2}, date(3, 11): {2}, date(3, 12): nil, date(3, 19): {2}, date(3, 20): nil} {
		if got := day("Rob").Compose(on, false).Sessions; !cmp.Equal(got, want) {
			t.Errorf("%s has %v, want %v", on, got, want)
		}
		if got := day("Mary").Compose(on, false).Sessions; got != nil {
			t.Errorf("of what Rob delivers, Mary's message of %s has %v", on, got)
		}
	}
	if o := day("Rob").Openings(date(3, 6), false); !o.Soon || !o.Any || o.Own {
		t.Errorf("Friday opens for %+v", o)
	}
	asked := practice.WonBy([]practice.Session{contest, monday}, c.id("Rob"), date(3, 20))
	if len(asked) != 1 || asked[0] != (practice.Question{Kind: practice.WhoWon, ID: 2, Since: date(3, 20)}) {
		t.Errorf("on its last day %+v is asked", asked)
	}
	for who, on := range map[string]cadence.Date{"Rob": date(3, 19), "Mary": date(3, 20)} {
		if asked := practice.WonBy([]practice.Session{contest}, c.id(who), on); asked != nil {
			t.Errorf("%s is asked on %s: %+v", who, on, asked)
		}
	}
	d := day("Rob")
	d.Questions = asked
	if o := d.Openings(date(3, 20), false); !o.Own {
		t.Errorf("the last day of a contest opens for %+v", o)
	}
}

// A contest ends no earlier than it begins, and who delivers is a colleague or
// the author.
func TestARowOfAPlanIsRefusedWithASentence(t *testing.T) {
	contests := practice.Field{Key: practice.FieldContests, Type: practice.Sessions}
	for _, test := range []struct {
		name string
		row  practice.Row
		who  string
		want practice.Problems
	}{
		{"whole", practice.Row{What: "Sprint", Due: date(3, 9), Until: date(3, 9)}, "Eli", nil},
		{"the author's own", practice.Row{What: "Sprint", Due: date(3, 9), Until: date(3, 9)}, "Dana", nil},
		{"nobody's yet", practice.Row{What: "Sprint", Due: date(3, 9), Until: date(3, 9)}, "", nil},
		{"without an end", practice.Row{What: "Sprint", Due: date(3, 9)}, "", practice.Problems{{"contests.0.until", "Pick a day."}}},
		{"backwards", practice.Row{What: "Sprint", Due: date(3, 9), Until: date(3, 8)}, "", practice.Problems{{"contests.0.until", "Pick its first day or a later one."}}},
		{"of somebody from outside", practice.Row{What: "Sprint", Due: date(3, 9), Until: date(3, 9)}, "Fay", practice.Problems{{"contests.0.owner", "You can't name Fay here. Pick somebody else."}}},
	} {
		got := validated(t, &practice.Practice{Scope: practice.ScopeTeam, Form: practice.Form{contests}}, func(e *practice.Entry, c *company) {
			c.person("Fay").Account = practice.Outside
			test.row.Owner = c.id(test.who)
			e.Subject, e.Values[practice.FieldContests] = 0, practice.Value{Rows: []practice.Row{test.row}}
		})
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}
