package practice

import "fmt"

// What one person can cause: enough for any day's work, and too little to
// crowd out everybody else.
const (
	ThanksMost      = 20 // recognitions of one author a day
	ThankedMost     = 10 // people of one recognition
	ClaimsMost      = 10 // claims of one manager in 24 hours
	SuggestionsMost = 5  // suggestions of one person in 24 hours
)

// FieldSuggestion is the path of the input that a suggestion is written in.
const FieldSuggestion = "words"

// ThankedEnough is the problem of an author who has reached the day's limit of
// recognitions.
func ThankedEnough() Problem {
	return Problem{RecognitionWho, fmt.Sprintf("That would be more than %d thank-yous today. Keep this one for tomorrow.", ThanksMost)}
}

// TooManyThanked is the problem of a recognition that names too many people.
func TooManyThanked() Problem {
	return Problem{RecognitionWho, fmt.Sprintf("One thank-you can go to %d people at most. Thank the others separately.", ThankedMost)}
}

// ClaimedEnough is the problem of a manager who has reached the day's limit of
// claims.
func ClaimedEnough() Problem {
	return Problem{FieldPeople, fmt.Sprintf("I can ask %d people a day for you. Take some names out and ask them tomorrow.", ClaimsMost)}
}

// SuggestedEnough is the problem of a person who has reached the day's limit
// of suggestions.
func SuggestedEnough() Problem {
	return Problem{FieldSuggestion, fmt.Sprintf("You've sent %d suggestions today. Keep this one for tomorrow.", SuggestionsMost)}
}
