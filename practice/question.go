package practice

import "coach/cadence"

// A Question is one that coach itself has for a person. A message has one at
// most, the oldest.
type Question struct {
	Kind  QuestionKind
	ID    int64        // of what it is about: an entry, a session, a person
	Since cadence.Date // the day since which it waits to be asked
}

// A QuestionKind is what a question is about.
type QuestionKind string

// The kinds of question.
const (
	StillRight QuestionKind = "still_right"  // whether a team plan, an entry, is still right
	WhoWon     QuestionKind = "who_won"      // who won a contest, a session, on its last day
	WhomToMeet QuestionKind = "whom_to_meet" // which customers the next manager of somebody who moved, a person, is to meet
)
