package files

import "errors"

var errLineTooLong = errors.New("a line of an interchange file is at most 1 MiB")

// What is wrong with the form of a line.
const (
	textInterchangeEmpty = "The file is empty. An export begins with its header."
	textNoHeader         = "An interchange file begins with its header. This is not one."
	textOtherFormat      = "This is a file of the format “%s”, and not of coach."
	textNewerVersion     = "The file is of version %d of the format, and this coach reads version 1. Use a newer coach."
	textOneOwn           = "This is the file of one person's own data, which is for reading. Only a full export can be imported."
	textMark             = "The file begins with a byte order mark. It has to begin with its header."
	textLineTooLong      = "The line is longer than 1 MiB."
	textCutOff           = "The last line has no line end. The file may be cut off."
	textBlank            = "The line is blank."
	textNoUTF8           = "The line is not UTF-8."
	textSpace            = "There is a space, a tab or a carriage return outside a text."
	textEndsEarly        = "The line ends in the middle of its object."
	textStray            = "“%s” has no place here."
	textAfterObject      = "Something follows the object. Every line is one object."
	textWrongType        = "This is %s. It has to be %s."
	textEscape           = "“%s” is no escape of this format."
	textControl          = "A control character stands in a text without an escape."
	textNumber           = "“%s” is not a whole number as the format has them."
	textNegative         = "%d is less than nothing."
	textTooDeep          = "The value is nested too deep."
	textKindFirst        = "A line begins with its kind, as in {\"kind\":\"person\"."
	textUnknownKind      = "“%s” is no kind of line of version 1."
	textUnknownKey       = "“%s” is no key here."
	textMissingKey       = "The key “%s” is missing."
	textTwiceKey         = "The key “%s” is here twice."
	textKeyOrder         = "The key “%s” stands where “%s” belongs."
	textMapOrder         = "The key “%s” is not in the order of code points."
	textNull             = "This is null, and it always applies."
	textEmpty            = "This is empty. What does not apply is null."
	textNotOneOf         = "“%s” is not one of its values. It has to be %s."
	textNoDate           = "“%s” is not a date such as 2026-03-05."
	textNoInstant        = "“%s” is not an instant such as 2026-03-05T09:10:00.000Z."
	textNoClock          = "“%s” is not a time of day such as 08:45."
	textNoWeekday        = "“%s” is not a day of the week. It has to be MON, TUE, WED, THU, FRI, SAT or SUN."
	textNoSessionAt      = "“%s” is not when a session is, such as 2026-03-05 or 2026-03-05T15:00."
	textMixedRows        = "The rows of an answer all have the same keys."
	textNoRow            = "A row has the keys of an action, a session or an obstacle."
)

// What is wrong with where a line stands or what it refers to.
const (
	textKindOrder  = "A line of the kind %s stands below one of the kind %s. It belongs above."
	textOneOf      = "A file has one line of the kind %s, and this is the second."
	textTwiceID    = "Two lines of the kind %s have the id %d."
	textIDOrder    = "The id %d stands below the id %d. Lines of a kind are in the order of their ids."
	textTwiceLine  = "Two lines of the kind %s are about the same."
	textLineOrder  = "This line belongs above the line before it."
	textNobody     = "No person above is named “%s”."
	textNoID       = "No line of the kind %s above has the id %d."
	textNoHoliday  = "No holiday above is on this day."
	textNoObstacle = "No obstacle of this file has the id %d."
)

// What is wrong with what a line says.
const (
	textCapitals       = "The address “%s” is not in lower case."
	textHash           = "The address “%s” begins with what names people without an address."
	textTwicePerson    = "Two people have the address “%s”."
	textTwiceSlack     = "Two people have the Slack ID “%s”."
	textErased         = "The person was erased and still has this."
	textErasedName     = "The person was erased, so that their name is “%s”."
	textNotAscending   = "The list is not in its order, or has something twice."
	textComma          = "The key “%s” has a comma in it."
	textOldVersion     = "There is no version %d of the format."
	textPeriodEnds     = "The period ends before it starts."
	textDueAfterGrace  = "It is due on %s, after its grace until %s."
	textGraceAfter     = "Its grace is until %s, after it closes on %s."
	textPlanningDates  = "What planning excused has one day for due, grace_until and closes_on."
	textWithdrawn      = "The entry was withdrawn, so that nothing stands here."
	textTwiceSettled   = "Occurrence %d is settled by an entry above."
	textSettledSkip    = "Occurrence %d was skipped, so that no entry settles it."
	textOtherPerformer = "Occurrence %d is another person's or about another person."
	textOtherPractice  = "Occurrence %d is of another practice, which this one does not satisfy."
	textOutside        = "The entry happened on %s, outside the window of occurrence %d, which is from %s to %s."
	textClosedBefore   = "Occurrence %d closed on %s, before %s."
	textNoSuchEdit     = "The entry was logged on %s, and no edit of it was on %s."
	textUseful         = "%d is not a number from 1 to 5."
	textDoneTogether   = "An action that is done has done_at and done_on, and no other has either."
	textToldOf         = "An event told says that the raiser was told of the event before it, and there is none."
	textToldBy         = "An event told is by whoever caused the event before it."
	textNoOwner        = "The event %s has no owner."
	textHowMany        = "There are %d of them here, and %d in the line that this belongs to."
	textNotSettled     = "No entry settles occurrence %d."
	textReplaces       = "A visit replaces visits above it."
)

// What needs a zone or today's lines is not for a file to be right about.
const (
	textZoneUnknown = "“%s” is no time zone that this machine knows."
	textLoggedDay   = "The entry was logged on %s, more than a day from %s."
)
