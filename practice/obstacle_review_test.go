package practice_test

import (
	"slices"
	"testing"

	"coach/files"
	"coach/practice"
)

func TestWhatAReviewHas(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana", "Ben < Dana", "Fay < Eli")
	r, today, dana := c.roster(), date(3, 5), c.id("Dana")
	ana, ben, fay := c.id("Ana"), c.id("Ben"), c.id("Fay")
	hidden := inTheWay(ana, ownedBy(ana, ben))
	hidden.Hidden = true
	own := inTheWay(fay, ownedBy(fay, dana))
	young := inTheWay(ana, ownedBy(ana, dana))
	young.RaisedOn = date(3, 4)
	const open, take, resolved, up = practice.ReviewOpen, practice.ReviewTake, practice.ReviewResolved, practice.ReviewPassUp
	for _, test := range []struct {
		name string
		o    practice.Obstacle
		want []practice.ReviewChoice // none: it is not reviewed
	}{
		{"nobody owns it", inTheWay(ana), []practice.ReviewChoice{open, take}},
		{"one of the team owns it, and the leader is the manager", inTheWay(ana, ownedBy(ana, ben)), []practice.ReviewChoice{open, resolved}},
		{"their own, old enough to pass up", own, []practice.ReviewChoice{open, resolved, up}},
		{"their own, and new", young, []practice.ReviewChoice{open, resolved}},
		{"of somebody on another team", inTheWay(fay), nil},
		{"whose raiser is hidden", hidden, nil},
		{"resolved", inTheWay(ana, ownedBy(ana, ben), practice.ObstacleEvent{By: ben, Kind: practice.ObstacleResolved}), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			reviewed := practice.Reviewed(r, dana, []practice.Obstacle{test.o}, today)
			if (len(reviewed) == 1) != (test.want != nil) {
				t.Fatalf("reviewed: %v", reviewed)
			}
			if test.want == nil {
				return
			}
			if got := practice.ReviewChoices(r, dana, test.o, today); !slices.Equal(got, test.want) {
				t.Errorf("the choices are %v, want %v", got, test.want)
			}
		})
	}
}

func TestWhatAFormRaises(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana")
	r, today := c.roster(), date(3, 5)
	for _, test := range []struct {
		name, practice, author, field string
		row                           practice.Row
		owner                         string
	}{
		{"the named owner", "obstacle_review", "Dana", "new", practice.Row{What: "Slow legal", Owner: c.id("Ana"), Due: date(3, 9)}, "Ana"},
		{"nobody yet: the manager is asked", "obstacle_review", "Dana", "new", practice.Row{What: "Slow legal"}, ""},
		{"nobody above: their own", "obstacle_review", "Priya", "new", practice.Row{What: "Slow legal"}, "Priya"},
		{"what a leader takes on from a visit", "leader_visit", "Dana", "owned", practice.Row{What: "Slow legal"}, "Dana"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, _ := c.playbook.Practice(test.practice, today)
			e := practice.Entry{ID: 3, Practice: p.Key, Author: c.id(test.author), LoggedOn: today, Values: practice.Values{test.field: {Rows: []practice.Row{test.row, {}}}}}
			raised := practice.RaisedIn(e, p, r)
			want := practice.PersonID(0)
			if test.owner != "" {
				want = c.id(test.owner)
			}
			if len(raised) != 1 || raised[0].Owner() != want || raised[0].Raiser != e.Author || want != 0 && raised[0].Due() == 0 {
				t.Errorf("raised: %+v", raised)
			}
		})
	}
}

func TestOfWhatAnObstacleIsMade(t *testing.T) {
	c := found(t, files.Default(), "Dana")
	for _, test := range []struct {
		practice, field string
		value           practice.Value
		words           string
		private, vague  bool
	}{
		{"lead_review", "upstream", practice.Value{Text: "Fewer, better leads"}, "Fewer, better leads", false, false},
		{"proactive_touch", "heard", practice.Value{Text: "Billing is wrong"}, "Billing is wrong", true, false},
		{"quarterly_review", "factors", practice.Value{Many: []string{"Tools or data", "Personal circumstances"}}, "Tools or data", false, false},
		{"quarterly_review", "factors", practice.Value{Many: []string{"Personal circumstances"}}, "", false, false},
		{"observation", "cause", practice.Value{Text: "capacity"}, "", false, false},
		{"observation", "cause", practice.Value{Text: "obstacle"}, "Something is in the way", false, true},
		{"observation", "cause", practice.Value{Text: "Something in the way"}, "Something in the way", false, true}, // as it was worded once
		{"observation", "response", practice.Value{Text: "remove"}, "", false, false},
		{"observation", "did_well", practice.Value{Text: "Short questions"}, "", false, false},
		{"forecast_review", "miss_cause", practice.Value{Text: "Something in the way"}, "Something in the way", false, true},
		{"forecast_review", "miss_cause", practice.Value{Text: "We were too hopeful"}, "", false, false},
	} {
		p, _ := c.playbook.Practice(test.practice, date(3, 5))
		f, ok := p.Form.Field(test.field)
		if !ok {
			t.Errorf("%s has no %s", test.practice, test.field)
			continue
		}
		m := practice.MakesObstacle(f, test.value)
		if m.Words != test.words || m.Words != "" && (m.Private != test.private || m.Vague != test.vague) {
			t.Errorf("%s.%s makes %+v", test.practice, test.field, m)
		}
	}
}
