package practice_test

import (
	"testing"

	"coach/cadence"
	"coach/practice"
)

// The plan of 31 January is asked about on 28 February, and a month after each
// answer. Who says nothing is asked again a month later, and not before.
func TestATeamPlanIsAskedAboutOnceAMonth(t *testing.T) {
	plan := date(1, 31)
	asked := func(on cadence.Date, answer practice.QuestionAnswer) practice.Asking {
		return practice.Asking{On: on, Answer: answer}
	}
	for _, test := range []struct {
		name        string
		last        practice.Asking
		today, want cadence.Date
	}{
		{"never asked", practice.Asking{}, date(2, 3), date(2, 28)},
		{"asked and not answered", asked(date(3, 2), ""), date(3, 20), date(2, 28)},
		{"asked and not answered for a month", asked(date(3, 2), ""), date(4, 2), date(4, 2)},
		{"answered", asked(date(3, 2), practice.AnswerYes), date(3, 3), date(4, 2)},
		{"answered before the plan was changed", asked(date(1, 5), practice.AnswerYes), date(2, 3), date(2, 28)},
	} {
		if got := practice.StillRightSince(plan, test.last, test.today); got != test.want {
			t.Errorf("%s: since %s, want %s", test.name, got, test.want)
		}
	}
}

// A message has the oldest question that none has asked.
func TestAMessageHasTheOldestQuestionThatNoneHasAsked(t *testing.T) {
	plan := practice.Question{Kind: practice.StillRight, ID: 7, Since: date(3, 2)}
	contest := practice.Question{Kind: practice.WhoWon, ID: 7, Since: date(3, 4)}
	both := []practice.Question{contest, plan}
	practice.OldestFirst(both)
	day := func(asked map[practice.Question]practice.Asking) *practice.Question {
		c := found(t, only("observation"), "Dana < Priya", "Ana < Dana")
		d := practice.Day{Docket: practice.Docket{Person: c.id("Dana"), Roster: c.roster(), Playbook: c.playbook}, Questions: practice.Unasked(both, asked)}
		return d.Compose(date(3, 5), false).Question
	}
	before := map[practice.Question]practice.Asking{plan.Topic(): {On: date(2, 2)}}
	if q := day(before); q == nil || *q != plan {
		t.Errorf("of both, %v is asked", q)
	}
	before[plan.Topic()] = practice.Asking{On: date(3, 3)}
	if q := day(before); q == nil || *q != contest {
		t.Errorf("once the plan was asked about, %v is asked", q)
	}
	before[contest.Topic()] = practice.Asking{On: date(3, 4)}
	if q := day(before); q != nil {
		t.Errorf("once both were, %v is asked", q)
	}
}
