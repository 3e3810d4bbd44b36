package view_test

import (
	"strings"
	"time"

	"coach/bot/view"
	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// The people of these tests. The last ones have names that a view has to cope
// with.
const (
	dana practice.PersonID = iota + 1
	ana
	ben
	cy
	dee
	nia // not found in Slack yet
	otherCy
	wordy
	noa
	fox
	hostile
	priya // leads Dana
)

const hostileWords = "<!channel> @here <https://evil.example|click> *bold* `code` | <@U0DANA> & #general\n> quoted\n1. listed"

var people = map[practice.PersonID]practice.Person{
	dana:    {ID: dana, SlackID: "U0DANA", Name: "Dana Ruiz"},
	ana:     {ID: ana, SlackID: "U0ANA", Name: "Ana Lima"},
	ben:     {ID: ben, SlackID: "U0BEN", Name: "Ben Okafor"},
	cy:      {ID: cy, SlackID: "U0CY", Name: "Cy Young"},
	dee:     {ID: dee, SlackID: "U0DEE", Name: "Dee Park"},
	nia:     {ID: nia, Name: "Nia Jones"},
	otherCy: {ID: otherCy, SlackID: "U0OTHERCY", Name: "Cy Adams"},
	wordy:   {ID: wordy, SlackID: "U0WORDY", Name: strings.Repeat("Wolfeschlegelstein", 5)[:80]},
	noa:     {ID: noa, SlackID: "U0NOA", Name: "\u202eנועה לוי"},
	fox:     {ID: fox, SlackID: "U0FOX", Name: "🦊 Foxy 👩‍👩‍👧"},
	priya:   {ID: priya, SlackID: "U0PRIYA", Name: "Priya Nair"},
	hostile: {ID: hostile, SlackID: "U0HOSTILE", Name: hostileWords},
}

func who(id practice.PersonID) practice.Person { return people[id] }

func lookup(slackID string) (practice.PersonID, bool) {
	for id, p := range people {
		if p.SlackID == slackID {
			return id, true
		}
	}
	return 0, false
}

// playbook is the default one, and practices that ask everything there is to
// ask: of a team, of the whole workspace, of each report, and of several at
// once.
var playbook = func() *practice.Playbook {
	pb := files.Default()
	team := practice.Practice{
		Key: "everything", Name: "ROAM", Short: "ROAM", Group: "coach", Scope: practice.ScopeTeam,
		Levels: []practice.Level{practice.FLM}, Enabled: true, Form: everything(),
	}
	workspace := team
	workspace.Key, workspace.Short, workspace.Levels = "everything_open", "Open ROAM", []practice.Level{practice.Everyone}
	each := team
	each.Key, each.Short, each.Scope, each.Form = "everything_each", "Each ROAM", practice.ScopeReport, everything()
	for i := range each.Form {
		each.Form[i].Vis = practice.Shared
	}
	bulk := each
	bulk.Key, bulk.Short, bulk.Bulk = "everything_bulk", "Bulk ROAM", true
	pb.Practices = append(pb.Practices, team, workspace, each, bulk)
	return pb
}()

// everything is a form with a field of every type.
func everything() practice.Form {
	limit := func(n float64) *float64 { return &n }
	var fields practice.Form
	for _, kind := range []practice.FieldType{
		practice.Text, practice.LongText, practice.Select, practice.MultiSelect, practice.User, practice.MultiUser, practice.Rating,
		practice.YesNo, practice.Number, practice.URL, practice.DateField, practice.Actions, practice.Sessions, practice.ObstacleNew, practice.ObstacleList,
	} {
		f := practice.Field{Key: string(kind), Type: kind, Label: "A " + string(kind), Required: true, Vis: practice.Leader}
		switch kind {
		case practice.Select, practice.MultiSelect:
			f.Options = practice.PlainOptions(strings.Repeat("long ", 14)+"<&>", "B", "C")
		case practice.Number:
			f.Min, f.Max, f.Decimal = limit(-0.5), limit(99.5), true
		}
		fields = append(fields, f)
	}
	return fields
}

func practiceOf(key string) *practice.Practice {
	p, ok := playbook.Practice(key, thursday)
	if !ok {
		panic("no practice " + key)
	}
	return p
}

func form(key string) (*practice.Practice, bool) { return playbook.Practice(key, thursday) }

func march(day int) cadence.Date { return cadence.NewDate(2026, time.March, day) }

var (
	thursday = march(5)
	lastOne  = cadence.NewDate(2026, time.February, 10)
	block    = cadence.Period{Start: cadence.NewDate(2026, time.February, 23), End: march(8)}
	week     = cadence.Period{Start: march(2), End: march(8)}
)

// due is an occurrence due on Thursday 5 March, on time for a day longer.
func due(id practice.OccurrenceID, subject practice.PersonID) practice.Occurrence {
	return practice.Occurrence{
		ID: id, Practice: "observation", Performer: dana, Subject: subject, Period: block,
		DueOn: thursday, GraceUntil: march(6), ClosesOn: march(13), Expectation: practice.Expected,
	}
}

// in changes copies of occurrences.
func in(change func(*practice.Occurrence), occurrences ...practice.Occurrence) []practice.Occurrence {
	for i := range occurrences {
		change(&occurrences[i])
	}
	return occurrences
}

func logged(o *practice.Occurrence) { o.Entry, o.LoggedOn = 1, thursday }

func skipped(o *practice.Occurrence) { o.Skip.Reason = "Travel" }

func observation(subject practice.PersonID, last cadence.Date, occurrences ...practice.Occurrence) practice.Reminder {
	return practice.Reminder{Practice: "observation", Subject: subject, Last: last, Occurrences: occurrences}
}

// moments are n in-the-moment occurrences of this week.
func moments(n int) []practice.Occurrence {
	all := make([]practice.Occurrence, n)
	for i := range all {
		all[i] = due(practice.OccurrenceID(31+i), 0)
		all[i].Practice, all[i].Period = "in_moment", week
	}
	return all
}

func morningOf(touches ...practice.Reminder) view.MorningFacts {
	return view.MorningFacts{
		Person: people[dana], On: thursday, Today: thursday, Reminders: touches,
		Playbook: playbook, Who: who,
		Why: func(o practice.Occurrence) practice.Because { return whys[o.ID] },
	}
}

// whys are the reasons of some occurrences.
var whys = map[practice.OccurrenceID]practice.Because{
	51: practice.SubjectIsAway, 52: practice.SubjectIsAway, 53: practice.IsRetired, 54: practice.IsHoliday, 55: practice.HasMoved, 57: practice.IsRewritten, 58: practice.YouAreAway,
}

func dueFor(touches ...practice.Reminder) view.DueFacts {
	return view.DueFacts{
		Person: people[dana], Today: thursday, Touches: touches,
		Playbook: playbook, Who: who,
	}
}

func known(key string) view.Known {
	return view.Known{
		Draft: view.Draft{Practice: practiceOf(key), HappenedOn: thursday}, Author: people[dana],
		Reports: []practice.PersonID{ana, ben, cy, dee, nia}, Who: who, Version: 3, Leader: priya,
	}
}
