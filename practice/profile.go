package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// ProfileScope is the optional scope that reading Slack profiles needs.
const ProfileScope = "users.profile:read"

// A Profile is what a participant's Slack profile says about their manager.
type Profile struct {
	Person  PersonID
	Manager PersonID     // nobody where the field is empty, or in doubt
	Doubt   ProfileDoubt // why the field names nobody, although it is not empty
}

// A ProfileDoubt is the reason for which somebody's Slack profile is not
// followed. Each is told once, as long as it lasts.
type ProfileDoubt string

// The doubts.
const (
	OtherManager  ProfileDoubt = "other manager" // the people file or a confirmed team says otherwise
	NoAccount     ProfileDoubt = "no account"    // of a closed account, an app or another company
	NotIn         ProfileDoubt = "not in"        // the manager takes no part
	OwnManager    ProfileDoubt = "own manager"
	CircleAbove   ProfileDoubt = "circle"
	SeveralNamed  ProfileDoubt = "several"
	NoPersonNamed ProfileDoubt = "no person" // the field is a text without an address that coach knows
	Emptied       ProfileDoubt = "emptied"   // the profile named a manager before, and names none now
)

// doubtTexts are the sentences for each doubt and its remedy.
var doubtTexts = map[ProfileDoubt]string{
	OtherManager:  "Their Slack profile names another manager than the people file, or than the team they confirmed, so it isn't followed. Correct one of the two.",
	NoAccount:     "Their Slack profile names a manager whose account is closed, or an app's or another company's. Name another there.",
	NotIn:         "Their Slack profile names a manager who doesn't take part. Add that manager to the people file.",
	OwnManager:    "Their Slack profile names themselves as their manager. Name another there, or nobody.",
	CircleAbove:   "By their Slack profiles, they and those above them report to each other in a circle. Correct one of these profiles.",
	SeveralNamed:  "Their Slack profile names several managers. Leave one.",
	NoPersonNamed: "Their Slack profile doesn't name a person as manager, only a text. Write the manager's email there.",
	Emptied:       "Their Slack profile names no manager any more, so they still report to the one it named last. Name their manager there, or in the people file.",
}

// Text returns the doubt and its remedy, without anybody's name.
func (d ProfileDoubt) Text() string { return doubtTexts[d] }

// FollowProfiles returns the profiles that change on a day to whom their people
// report, and those in doubt. A profile is followed only where neither the
// people file nor a confirmed team names a manager, today or later: what
// somebody wrote down for coach weighs more than a field that they may have
// filled in years ago. An empty field changes nothing, so that an administrator
// who removes the field dissolves no team.
func FollowProfiles(r *Roster, profiles []Profile, today cadence.Date) (followed, doubted []Profile) {
	doubt := func(p Profile, why ProfileDoubt) { doubted = append(doubted, Profile{Person: p.Person, Doubt: why}) }
	to := map[PersonID]PersonID{}
	for _, p := range profiles {
		if !r.Participates(p.Person, today) {
			continue
		}
		now := r.ownLine(p.Person, today)
		switch said := r.saysManagers(p.Person, today); {
		case len(said) > 0 && p.Manager != 0 && !slices.Contains(said, p.Manager):
			doubt(p, OtherManager)
		case len(said) > 0:
		case p.Doubt != "":
			doubt(p, p.Doubt)
		case p.Manager == 0 && now.Slack:
			doubt(p, Emptied)
		case p.Manager == 0 || p.Manager == now.Manager:
		case p.Manager == p.Person:
			doubt(p, OwnManager)
		case !r.Participates(p.Manager, today):
			doubt(p, NotIn)
		default:
			to[p.Person] = p.Manager
			followed = append(followed, p)
		}
	}
	for circle := r.circling(to, today); len(circle) > 0; circle = r.circling(to, today) {
		for id := range circle {
			delete(to, id)
			doubt(Profile{Person: id}, CircleAbove)
		}
	}
	followed = slices.DeleteFunc(followed, func(p Profile) bool { return to[p.Person] == 0 })
	slices.SortFunc(doubted, func(a, b Profile) int { return cmp.Compare(a.Person, b.Person) })
	return followed, doubted
}

// ownLine returns the reporting line of a person on a day, as if nobody stood
// in for their manager; an empty one if they have none.
func (r *Roster) ownLine(id PersonID, d cadence.Date) Line {
	for _, l := range r.lines[id] {
		if !l.Dotted && l.ActsFor == 0 && l.On(d) {
			return l
		}
	}
	return Line{}
}

// saysManagers returns the line managers whom the people file or a confirmed
// team gives a person on a day or later.
func (r *Roster) saysManagers(id PersonID, on cadence.Date) (said []PersonID) {
	for _, l := range SaidElsewhere(r.lines[id], on) {
		if !l.Dotted && l.Manager != 0 {
			said = append(said, l.Manager)
		}
	}
	return said
}

// circling returns those of the people to get a new manager who would then be
// their own manager's manager, at whatever distance, on a day or later: a line
// of the people file that begins next month may close a circle, too.
func (r *Roster) circling(to map[PersonID]PersonID, today cadence.Date) map[PersonID]bool {
	found := map[PersonID]bool{}
	for _, day := range r.turningDays(to, today) {
		above := func(id PersonID) PersonID {
			if l := r.ownLine(id, day); to[id] == 0 || l.From > today {
				return l.Manager
			}
			return to[id]
		}
		for id := range to {
			seen := map[PersonID]bool{}
			at := above(id)
			for at != 0 && at != id && !seen[at] {
				seen[at] = true
				at = above(at)
			}
			if at == id {
				found[id] = true
			}
		}
	}
	return found
}

// turningDays returns today and the later days on which a reporting line begins
// or has ended, unless nobody gets a new manager.
func (r *Roster) turningDays(to map[PersonID]PersonID, today cadence.Date) []cadence.Date {
	if len(to) == 0 {
		return nil
	}
	days := []cadence.Date{today}
	for _, lines := range r.lines {
		for _, l := range lines {
			if l.From > today {
				days = append(days, l.From)
			}
			if l.To != 0 && l.To >= today {
				days = append(days, l.To+1)
			}
		}
	}
	slices.Sort(days)
	return slices.Compact(days)
}

// SaidElsewhere returns those of a person's lines, on a day or later, that come
// from anywhere but their Slack profile.
func SaidElsewhere(lines []Line, on cadence.Date) []Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return l.Slack || l.ActsFor != 0 || l.To != 0 && l.To < on })
}

// KeptProfile returns those of a person's lines that come from their Slack
// profile and stay beside the lines of a new people file: none if the file
// names a line manager, else as far as the file has the person take part, at
// the level that its last row gives them.
func KeptProfile(had, file []Line) (kept []Line) {
	var last Line
	for i, l := range file {
		if l.Manager != 0 && !l.Dotted {
			return nil
		}
		if i == 0 || last.To != 0 && (l.To == 0 || l.To > last.To) {
			last = l
		}
	}
	for _, l := range had {
		if !l.Slack {
			continue
		}
		if l.Level = last.Level; last.To != 0 && (l.To == 0 || l.To > last.To) {
			l.To = last.To
		}
		if l.To == 0 || l.From <= l.To {
			kept = append(kept, l)
		}
	}
	return kept
}

// An UnreadProfiles is an error that keeps coach from reading profiles until
// somebody mends it.
type UnreadProfiles struct {
	Concern ConcernKind // as which owners hear of it
	Text    string      // what is wrong and what to do, for whoever runs coach
}

// Error returns what is wrong and what to do.
func (u UnreadProfiles) Error() string { return u.Text }
