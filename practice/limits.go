package practice

import "fmt"

// What one person can cause: enough for any day's work, and too little to
// crowd out everybody else.
const (
	ThanksMost       = 20 // recognitions of one author a day
	ThankedMost      = 10 // people of one recognition
	ClaimsMost       = 10 // claims of one manager in 24 hours
	SuggestionsMost  = 5  // suggestions of one person in 24 hours
	TopicsMost       = 20 // topics of one person in 24 hours
	ObstaclesMost    = 20 // obstacles of one person in 24 hours
	TimeRequestsMost = 10 // time requests of one person in 24 hours
	VisitsMost       = 20 // visits that one person plans in 24 hours
	TimeWaitingMost  = 3  // time requests of one person to one manager that wait
)

// FieldSuggestion is the path of the input that a suggestion is written in.
const FieldSuggestion = "words"

// ThankedEnough is the problem of an author who has reached the day's limit of
// recognitions.
func ThankedEnough() Problem {
	return Problem{RecognitionWho, fmt.Sprintf(textThanksMost, ThanksMost)}
}

// TooManyThanked is the problem of a recognition that names too many people.
func TooManyThanked() Problem {
	return Problem{RecognitionWho, fmt.Sprintf(textThankedMost, ThankedMost)}
}

// ClaimedEnough is the problem of a manager who has reached the day's limit of
// claims.
func ClaimedEnough() Problem {
	return Problem{FieldPeople, fmt.Sprintf(textClaimsMost, ClaimsMost)}
}

// SuggestedEnough is the problem of a person who has reached the day's limit
// of suggestions.
func SuggestedEnough() Problem {
	return Problem{FieldSuggestion, fmt.Sprintf(textSuggestionsMost, SuggestionsMost)}
}

// TopicsEnough is the problem of a person who has reached the day's limit of
// topics.
func TopicsEnough() Problem {
	return Problem{FieldTopic, fmt.Sprintf(textTopicsMost, TopicsMost)}
}

// VisitedEnough is the problem of a person who has reached the day's limit of
// visits.
func VisitedEnough() Problem {
	return Problem{FieldOn, fmt.Sprintf(textVisitsMost, VisitsMost)}
}

// AskedEnough is the problem of a person who has reached the day's limit of
// time requests.
func AskedEnough() Problem {
	return Problem{FieldAbout, fmt.Sprintf(textTimeRequestsMost, InWords(TimeRequestsMost))}
}

// AskedAlready is the problem of a report who waits for a manager's time in as
// many requests as there may be.
func AskedAlready(manager Person) Problem {
	return Problem{FieldAbout, fmt.Sprintf(textTimeWaitingMost, manager.Name, InWords(TimeWaitingMost))}
}
