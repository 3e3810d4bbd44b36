package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// A Question is one that coach itself has for a person. A message has one at
// most, the oldest; what is unanswered stays on Home.
type Question struct {
	Kind  QuestionKind
	ID    int64        // of what it is about: an entry, a session or a person
	Since cadence.Date // the day since which it waits to be asked
}

// A QuestionKind is what a question is about.
type QuestionKind string

// The kinds of question.
const (
	StillRight QuestionKind = "still_right"  // whether a team plan, an entry, is still right
	WhoWon     QuestionKind = "who_won"      // who won a contest, a session, on its last day
	WhomToMeet QuestionKind = "whom_to_meet" // which customers the next manager of somebody who moved, a person, should meet
)

// A QuestionAnswer is what somebody said to a question; nothing before they
// did.
type QuestionAnswer string

// The answers that coach knows by name.
const (
	AnswerYes     QuestionAnswer = "yes"
	AnswerUpdated QuestionAnswer = "updated" // of a team plan: it has changed since it was asked about
	AnswerGone    QuestionAnswer = "gone"    // what it is about was taken back, or holds no longer
	AnswerNamed   QuestionAnswer = "named"   // of whom to meet: the customers, which are topics
	AnswerNone    QuestionAnswer = "none"    // of whom to meet: none in particular
)

// An Asking is a question in a message, or on Home, with what came of it.
type Asking struct {
	Question
	On       cadence.Date // the day of the message; no date for one that no message has asked
	Answer   QuestionAnswer
	Contest  Session  // of WhoWon: the contest, as it is now
	Transfer Transfer // of WhomToMeet: who moved, and to whom by now
}

// Topic returns the question without its day, which tells it from all others.
func (q Question) Topic() Question {
	q.Since = 0
	return q
}

// OldestFirst sorts questions by how long they have waited, those of the same
// day in an order that stays.
func OldestFirst(questions []Question) {
	slices.SortFunc(questions, func(a, b Question) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
}

// Unasked returns the questions that no message has asked since they began to
// wait. Asked are the latest askings by [Question.Topic].
func Unasked(questions []Question, asked map[Question]Asking) []Question {
	return slices.DeleteFunc(slices.Clone(questions), func(q Question) bool { return asked[q.Topic()].On >= q.Since })
}

// StillRightSince returns the day from which a manager is asked whether their
// team plan is still right: a month after the plan was written or changed, or
// after they last answered. Who does not answer is asked again after a month.
func StillRightSince(plan cadence.Date, last Asking, today cadence.Date) cadence.Date {
	since := monthAfter(plan)
	if again := monthAfter(last.On); last.On != 0 && (last.Answer != "" || again <= today) {
		since = max(since, again)
	}
	return since
}

// monthAfter returns the same day of the next month, or that month's last day.
func monthAfter(d cadence.Date) cadence.Date {
	year, month, day := d.Civil()
	return min(cadence.NewDate(year, month+1, day), cadence.NewDate(year, month+2, 0))
}
