package practice

import "coach/cadence"

// A Because is the reason why an occurrence differs from what its performer
// was shown, as far as the performer may know it. The reason for somebody's
// leave is nobody's business.
type Because string

// What can be said of a change.
const (
	Unsaid         Because = ""
	IsHoliday      Because = "holiday"      // the performer's calendar has one on the day
	IsRetired      Because = "retired"      // the practice is not in the playbook any more
	IsRewritten    Because = "rewritten"    // the playbook asks for it in another way
	HasLeft        Because = "left"         // the subject's account is closed
	HasMoved       Because = "moved"        // the subject reports to somebody else, or to nobody
	HasNoTeam      Because = "no team"      // the performer leads nobody
	HasAnotherRole Because = "another role" // the practice is not asked at the performer's level
	SubjectIsAway  Because = "subject away" // or has a public holiday
	YouAreAway     Because = "you are away" // the performer
)

// Why returns the reason, as of a day, why an occurrence changed.
func Why(o Occurrence, pb *Playbook, r *Roster, today cadence.Date) Because {
	switch o.Reason {
	case NoReason:
		if o.DueOn != o.Nominal && r.Calendar(o.Performer).Holidays[o.Nominal] {
			return IsHoliday
		}
	case ByHoliday:
		return IsHoliday
	case ByPractice:
		if pb.expects(o.Practice, today) {
			return IsRewritten
		}
		return IsRetired
	case ByLevel:
		return HasAnotherRole
	case PerformerAway:
		return YouAreAway
	case SubjectAway:
		return SubjectIsAway
	case ByLine:
		return whyOfLine(o, r, today)
	}
	return Unsaid
}

func whyOfLine(o Occurrence, r *Roster, today cadence.Date) Because {
	switch {
	case o.Subject == 0 && !r.place(o.Performer, today).leads:
		return HasNoTeam
	case o.Subject == 0:
		return Unsaid
	case r.Person(o.Subject).Account == Gone:
		return HasLeft
	case r.ManagerOf(o.Subject, today) != o.Performer:
		return HasMoved
	}
	return Unsaid
}

// newsKeeps is how many days after its period a changed occurrence is still
// mentioned: a weekend or a holiday lies between a change and the next working
// morning.
const newsKeeps = 7

// News returns the changed occurrences that a performer's message should
// mention. It leaves out those in a reminder of the same message, those that
// are settled, and those too far back.
func News(changed []Occurrence, touches []Reminder, today cadence.Date) []OccurrenceID {
	shown := map[OccurrenceID]bool{}
	for _, t := range touches {
		for _, o := range t.Occurrences {
			shown[o.ID] = true
		}
	}
	var news []OccurrenceID
	for _, o := range changed {
		switch {
		case shown[o.ID], o.Entry != 0, o.Skip.Reason != "", o.Period.End+newsKeeps < today:
		case o.Expectation == Expected && !o.Waiting(today):
		default:
			news = append(news, o.ID)
		}
	}
	return news
}
