package practice_test

import (
	"slices"
	"testing"
	"time"

	"coach/files"
	"coach/practice"
)

// Dana skips what was due on Thursday 5 March, on time until the 6th and closed
// after the 11th. Digests about her come on Monday at 9 and, to Max, on
// Wednesday; one is about Eli. All are in London.
func TestUntilWhenASkipCanBeTakenBack(t *testing.T) {
	c := found(t, files.Default(), "Max", "Priya < Max", "Dana < Priya", "Eli < Priya", "Ana < Dana")
	monday := practice.Subscription{Root: c.id("Priya"), Weekday: time.Monday, At: 9 * 60, Zone: "Europe/London"}
	wednesday := practice.Subscription{Root: c.id("Max"), Weekday: time.Wednesday, At: 9 * 60, Zone: "Europe/London"}
	elis := practice.Subscription{Root: c.id("Eli"), Weekday: time.Monday, At: 0, Zone: "Europe/London"}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 3, day, hour, minute, 0, 0, time.UTC) }
	skipped := practice.Waived{At: at(5, 12, 0), Occurrence: practice.Occurrence{ID: 1, Performer: c.id("Dana"), Expectation: practice.Expected,
		DueOn: date(3, 5), GraceUntil: date(3, 6), ClosesOn: date(3, 11), Skip: practice.Skip{Reason: "travel"}}}
	late := skipped
	late.At = at(10, 12, 0)
	excused := skipped
	excused.Expectation, excused.Reason, excused.Excuse = practice.Excused, practice.ByLeader, practice.Excuse{By: c.id("Priya")}
	done := skipped
	done.Entry = 7
	tests := []struct {
		name   string
		who    string
		waived practice.Waived
		subs   []practice.Subscription
		now    time.Time
		want   bool
	}{
		{"before the digest", "Dana", skipped, []practice.Subscription{monday}, at(9, 8, 59), true},
		{"once it is sent", "Dana", skipped, []practice.Subscription{monday}, at(9, 9, 0), false},
		{"the first of two digests counts it", "Dana", skipped, []practice.Subscription{wednesday, monday}, at(9, 9, 0), false},
		{"a later digest is the only one", "Dana", skipped, []practice.Subscription{wednesday}, at(11, 8, 0), true},
		{"skipped after its digest, it is counted by the next", "Dana", late, []practice.Subscription{monday}, at(16, 8, 0), true},
		{"and not after that", "Dana", late, []practice.Subscription{monday}, at(16, 9, 0), false},
		{"another team's digest does not count it", "Dana", skipped, []practice.Subscription{elis}, at(11, 23, 59), true},
		{"without a digest until it closes", "Dana", skipped, nil, at(11, 23, 59), true},
		{"and no longer", "Dana", skipped, nil, at(12, 0, 0), false},
		{"somebody else's", "Ana", skipped, nil, at(5, 13, 0), false},
		{"the leader, another's skip", "Priya", skipped, nil, at(5, 13, 0), false},
		{"the leader, their own excuse", "Priya", excused, nil, at(5, 13, 0), true},
		{"another leader's excuse", "Max", excused, nil, at(5, 13, 0), false},
		{"the performer, the leader's excuse", "Dana", excused, nil, at(5, 13, 0), false},
		{"what was done meanwhile", "Dana", done, nil, at(5, 13, 0), false},
		{"nobody", "", skipped, nil, at(5, 13, 0), false},
	}
	for _, test := range tests {
		if got := practice.MayTakeBack(c.roster(), c.id(test.who), test.waived, test.subs, test.now, time.UTC); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// Ana has moved to Eli's team since Dana logged an observation of her, two
// years ago. Dana may still correct the words, and nothing else that is not
// hers any more.
func TestAnEditIsJudgedByWhatItChanges(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana until 2025-12-31", "Ana < Eli from 2026-01-01", "Ben < Dana", "Fay < Eli")
	p := practice.Practice{Key: "visit", Scope: practice.ScopeReport, Form: practice.Form{{Key: "note", Type: practice.Text, Required: true, Vis: practice.Shared}}}
	before := practice.Entry{Author: c.id("Dana"), Subject: c.id("Ana"), HappenedOn: date(3, 5) - 700, LoggedOn: date(3, 5) - 700, Values: practice.Values{"note": {Text: "x"}}}
	tests := []struct {
		name   string
		change func(*practice.Entry)
		want   string // the field with a problem
	}{
		{"words alone", func(e *practice.Entry) { e.Values = practice.Values{"note": {Text: "y"}} }, ""},
		{"no words", func(e *practice.Entry) { e.Values = nil }, "note"},
		{"the day", func(e *practice.Entry) { e.HappenedOn++ }, practice.FieldDate},
		{"to a day still to come", func(e *practice.Entry) { e.HappenedOn = date(3, 6) }, practice.FieldDate},
		{"to somebody of another team", func(e *practice.Entry) { e.Subject = c.id("Fay") }, practice.FieldPerson},
		{"to one of her own", func(e *practice.Entry) { e.Subject = c.id("Ben") }, ""},
		{"to nobody", func(e *practice.Entry) { e.Subject = 0 }, practice.FieldPerson},
	}
	for _, test := range tests {
		e := before
		test.change(&e)
		err := e.ValidateEdit(before, &p, c.roster(), date(3, 5))
		ps, _ := err.(practice.Problems)
		if (test.want == "") != (err == nil) || err != nil && !slices.ContainsFunc(ps, func(p practice.Problem) bool { return p.Field == test.want }) {
			t.Errorf("%s: %v, want a problem at %q", test.name, err, test.want)
		}
	}
}

func TestThanksDoNotMoveByAnEdit(t *testing.T) {
	c := found(t, files.Default(), "Dana", "Ana < Dana")
	p := the(c.playbook, practice.RecognitionKey)
	value, _ := p.Form.Field(practice.RecognitionValue)
	before := practice.Entry{Practice: p.Key, Author: c.id("Dana"), HappenedOn: date(3, 5), Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.id("Ana")}},
		practice.RecognitionWhat: {Text: "x"}, "impact": {Text: "y"}, practice.RecognitionValue: {Text: value.OptionValues()[0]}, practice.ShareWhere: {Text: practice.ShareWithThem}}}
	if err := before.ValidateEdit(before, p, c.roster(), date(3, 5)); err != nil {
		t.Fatalf("unchanged: %v", err)
	}
	e := before
	e.Values = practice.Values{}
	for key, v := range before.Values {
		e.Values[key] = v
	}
	e.Values[practice.ShareWhere] = practice.Value{Text: practice.ShareInChannel}
	ps, _ := e.ValidateEdit(before, p, c.roster(), date(3, 5)).(practice.Problems)
	if len(ps) != 1 || ps[0].Field != practice.ShareWhere {
		t.Errorf("moved to the channel: %v", ps)
	}
}
