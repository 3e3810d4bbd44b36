package practice

import "fmt"

// The texts of every [Problem], in one place so that a second language can follow. Each is a sentence or two: what is
// wrong where somebody can see it, and what to do.

// Entries and their answers.
const (
	textNoDay             = "Pick the day it happened."
	textDayToCome         = "That day hasn't come yet. Log it once it has happened."
	textDayLongAgo        = "That's more than a year ago. Check the year."
	textNoPerson          = "Pick the person this was about."
	textYourself          = "Pick somebody other than yourself."
	textNotTheirs         = "%s didn't report to you then. Check the person and the day."
	textNotNamed          = "You can't name %s here. Pick somebody else."
	textStepTooEarly      = "Pick a day after it happened."
	textTooLong           = "Keep it to %d characters. This has %d."
	textNoLink            = "Use a full link, starting with https://."
	textNoChoice          = "“%s” is no longer one of the choices. Pick again."
	textNoRating          = "Pick a number from 1 to 5."
	textNoYes             = "Pick yes or no."
	textPickOne           = "Pick one."
	textPickPerson        = "Pick at least one person."
	textPickDay           = "Pick a day."
	textNoNumber          = "Use a number, like 12."
	textNoWholeNumber     = "Use a whole number."
	textTooSmall          = "Use %s or more."
	textTooGreat          = "Use %s or less."
	textPickTime          = "Pick a time, like 09:30."
	textNoTopic           = "Say what it's about in a few words."
	textEndsBefore        = "Pick its first day or a later one."
	textNoStep            = "Write one step and the day it's due."
	textFewWords          = "Write a few words."
	textNoWhat            = "Say what will be done by then."
	textWhatTooLong       = "Keep it to %d characters."
	textNoDue             = "Pick the day it's due."
	textNoOwnedDue        = "Pick a day, since it has an owner."
	textTooFewRows        = "Add %s more. At least %s belong here."
	textAnswerThis        = "Answer this one, please."
	textAnswerOneOf       = "Answer at least one of these: %s."
	textWrongOccurrence   = "That one doesn't cover the day you picked. Pick another, or check the day."
	textSettledOccurrence = "That one is done or closed by now. Pick another."
	textOtherReason       = "Say what it was in a few words, at least 10 characters."
)

// Entries that are changed or undone.
const (
	textThanksStay       = "Thanks stay where they were sent. To send them elsewhere, withdraw these and write them again."
	textUndone           = "You undid this one, so there's nothing left to edit. If it did happen, log it again."
	textChangedElsewhere = "You changed this one in another window meanwhile. Close this one and press Edit again."
	textLoggedTwice      = "You logged this for %s in the same form. Undo one of the two instead."
)

// What two people plan, ask and agree.
const (
	textOneOfYouTwo    = "Pick one of the two of you."
	textDayPassed      = "Pick today or a later day."
	textStepPassed     = "That day has passed. Pick one from today on."
	textStepFarAhead   = "That's more than a year away. Check the year."
	textMorningOutside = "Pick a time between 08:00 and 17:00."
)

// A leader's visit to a manager's session.
const (
	textVisitToday     = "Pick a day from tomorrow on. Before a visit today, tell them yourself."
	textVisitTooLate   = "That's after the last day on which you can log it. Pick an earlier one."
	textVisitOwnDay    = "You don't work that day. Pick another."
	textVisitTheirDay  = "They don't work that day. Pick another."
	textInsteadPassed  = "Pick a day from tomorrow on."
	textInsteadSame    = "That's the day you were asked about. Pick another."
	textInsteadTooLate = "They can come until %s. Pick a day by then."
	textVisitsMost     = "You've planned %d visits today. Keep this one for tomorrow."
)

// Who stands in for a manager.
const (
	textStandInWho       = "Pick somebody above you, or beside you."
	textStandInBackwards = "Pick a last day on or after the first."
	textStandInFar       = "That's more than a year ahead. Pick a day in the next 400 days."
	textStandInTwice     = "Somebody stands in for you on some of these days already. End that first, or pick other days."
)

// Leave.
const (
	textNoFirstDay     = "Pick the first day."
	textLeaveFarAhead  = "That's more than a year ahead. Pick a day in the next 400 days."
	textLeaveLongAgo   = "That's more than a year ago. Pick a day in the last 400 days."
	textLeaveBackwards = "%s is before the first day, %s. Pick a later day."
	textLeaveTooLong   = "That's more than 400 days. If you don't know the last day yet, leave it empty."
)

// Obstacles.
const (
	textObstacleWithdrawn = "This one was taken back, so there's nothing left to do."
	textObstacleResolved  = "This one is resolved already, so there's nothing left to do here."
	textObstacleOpen      = "This one is open, and whoever owns it is at it. I'll ask you again once it's resolved."
	textObstacleGone      = "You've said already that it's gone. If it's back, raise it again."
	textObstacleNotTheirs = "Only whoever raised it can say whether it's gone."
	textObstacleDone      = "You've said so already, so there's nothing left to do here."
	textObstacleNotRaised = "Only whoever raised it can take it back."
	textObstacleDeclined  = "You took this one, or you've said once already that it isn't yours. Name somebody, or talk to whoever named you."
	textObstacleUnowned   = "Nobody owns this one right now. Whoever is asked to take it can do that first."
	textObstacleOwned     = "%s owns this one now, so it's theirs to answer."
	textObstacleOffered   = "You've passed this one up already. %s hasn't answered yet."
	textObstacleTop       = "You report to nobody here, so there's nobody to pass it up to. Name somebody instead."
	textObstacleYoung     = "You can pass it up once it's %d working days old. Until then, send an update or name somebody."
	textObstacleWhom      = "Nobody is asked yet. Name who owns it, or have somebody above your manager asked."
	textObstacleNobody    = "You report to nobody here, so I have nobody to ask. Name who owns it. It can be you."
	textPickOwner         = "Pick who will own it."
	textOwnerUnfound      = "%s isn't in this Slack workspace, so I can't tell them. Pick somebody else."
	textOwnerOutside      = "%s is a guest or from another company. Pick somebody from your own."
)

// Limits of what one person can cause.
const (
	textThanksMost       = "That would be more than %d thank-yous today. Keep this one for tomorrow."
	textThankedMost      = "One thank-you can go to %d people at most. Thank the others separately."
	textClaimsMost       = "I can ask %d people a day for you. Take some names out and ask them tomorrow."
	textSuggestionsMost  = "You've sent %d suggestions today. Keep this one for tomorrow."
	textTopicsMost       = "That would be more than %d topics today. Keep this one for tomorrow."
	textObstaclesMost    = "That would be more than %d obstacles today. Keep this one for tomorrow."
	textTimeRequestsMost = "You've asked for time %s times today. Keep this one for tomorrow."
	textTimeWaitingMost  = "%s already has %s requests from you. Withdraw one first, or add a topic instead."
)

// The customers whom a new manager should meet.
const (
	textCustomersNone = "Name a customer, or close this and press None in particular."
	textCustomersMany = "You can name %d customers at most, and these are %d. Keep those that matter first."
	textCustomerLong  = "Line %d is too long: a line has %d characters at most, and this one has %d."
)

// Claims of a manager on their reports.
const (
	textNoTeamHere     = "Only full members of the workspace can name their team here. Ask whoever keeps the people file to add it there."
	textClaimWaits     = "%s hasn't answered your last question yet. Take the name out."
	textClaimDenied    = "%s said no recently. Talk first. You can ask here again a week after you last did."
	textClaimWithdrawn = "You withdrew a question to %s recently. Talk first. You can ask here again a week after you last did."
	textOwnReport      = "You can't report to yourself. Take your own name out."
	textHasLeft        = "%s has left the workspace. Take the name out."
	textNotTakingPart  = "%s is a guest or from another company. Ask whoever keeps the people file to add them first."
	textReportsAlready = "%s already reports to you. Take the name out."
	textOwnManager     = "You report to %s yourself. Take the name out."
	textHasManager     = "I can't ask %s that now. Talk to them first. They can see why with /coach team."
	textAboveYou       = "%s is above you in the organisation, now or soon. Take the name out."
)

// InWords returns a count as every sentence of coach writes it: numbers under
// five are words ("two more"), larger ones are figures ("12 people"). Figures
// also stand wherever somebody compares, looks up or types: in a share ("3 of
// 4 logged"), a percentage, a time, a version and a limit ("at most 3 lines").
func InWords(n int) string {
	if words := [...]string{"no", "one", "two", "three", "four"}; n >= 0 && n < len(words) {
		return words[n]
	}
	return fmt.Sprint(n)
}

// Counted returns a number of things in words: one thing, two things, 12
// things.
func Counted(n int, one, many string) string {
	if n == 1 {
		return InWords(n) + " " + one
	}
	return InWords(n) + " " + many
}
