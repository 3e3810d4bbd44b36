package files

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"coach/cadence"
)

// checks hold the lines of a file to the rules of the domain. Of the lines above
// they keep what the rules need.
type checks struct {
	known
	slack    map[string]bool
	holidays map[HolidayLine]bool
	books    books
	zones    zones
	windows  Windows
	failed   error               // of windows
	counts   map[string]*counted // how many parts a line has of which another has more
	reviewed map[int64]int       // obstacles of an answer that no line above has, by the first such line
}

func newChecks() *checks {
	c := &checks{zones: zones{}, slack: map[string]bool{}, holidays: map[HolidayLine]bool{}, counts: map[string]*counted{}, reviewed: map[int64]int{}}
	c.people, c.ids = map[Ref]int64{}, map[string]*idSet{}
	c.books = books{forms: map[int]bookFields{}, satisfies: map[string]map[string]bool{}}
	return c
}

// check returns what a rule says against a line, and keeps what other lines are
// held to.
func (c *checks) check(line Line, at int) *refusal {
	switch l := line.(type) {
	case HeaderLine:
		if l.Version != InterchangeVersion {
			return refuse("version", textOldVersion, l.Version)
		}
	case PersonLine:
		return c.person(l)
	case PlaybookLine:
		c.books.add(l)
	case HolidayLine:
		c.holidays[l] = true
	case OccurrenceLine:
		return c.occurrence(l)
	case EntryLine:
		return c.entry(l, at)
	case AskLine:
		return ask(l)
	case ActionLine:
		return c.action(l)
	case ObstacleLine:
		return c.obstacle(l)
	case DigestLine:
		return c.digest(l)
	case NoticeLine:
		if !ascends(l.Shows, itself[int64]) {
			return refuse("shows", textNotAscending)
		}
	default:
		return c.further(line)
	}
	return nil
}

// itself is the order of what is its own key.
func itself[K cmp.Ordered](k K) K { return k }

// passed returns what a file does not have although lines above refer to it,
// once the kinds are passed that could have had it.
func (c *checks) passed(place int) *refusal {
	if place > lineKinds["obstacle"].place {
		return c.unknownObstacle()
	}
	return nil
}

// unknownObstacle returns the first line whose answers name an obstacle that
// the file does not have.
func (c *checks) unknownObstacle() (first *refusal) {
	for id, line := range c.reviewed {
		if !c.has("obstacle", id) && (first == nil || line < first.line) {
			first = refuse("answers", textNoObstacle, id)
			first.line = line
		}
	}
	clear(c.reviewed)
	return first
}

// person keeps a person by the name that the file has for them.
func (c *checks) person(p PersonLine) *refusal {
	ref := Ref(cmp.Or(p.Email, unnamed(p.ID)))
	switch {
	case p.Email != strings.ToLower(p.Email):
		return refuse("email", textCapitals, p.Email)
	case strings.HasPrefix(p.Email, "#"):
		return refuse("email", textHash, p.Email)
	case c.knows(ref):
		return refuse("email", textTwicePerson, p.Email)
	case c.slack[p.Slack]:
		return refuse("slack", textTwiceSlack, p.Slack)
	case !ascends(p.FromFile, itself[string]):
		return refuse("from_file", textNotAscending)
	case !ascends(p.Preferences.Muted, itself[string]):
		return refuse("preferences.muted", textNotAscending)
	case p.Preferences.Days != nil && len(p.Preferences.Days) == 0:
		return refuse("preferences.days", textEmpty)
	case !ascends(p.Preferences.Days, fromMonday):
		return refuse("preferences.days", textNotAscending)
	}
	c.people[ref] = p.ID
	if p.Slack != "" {
		c.slack[p.Slack] = true
	}
	return erased(p)
}

// fromMonday is the place of a day in its week.
func fromMonday(d time.Weekday) int { return (int(d) + 6) % 7 }

// erased refuses an erased person of whom something is left that goes with
// them.
func erased(p PersonLine) *refusal {
	if p.ErasedAt.IsZero() {
		return nil
	}
	for _, left := range []struct{ key, value string }{{"email", p.Email}, {"slack", p.Slack}, {"zone", p.Zone}, {"calendar", p.Calendar}} {
		if left.value != "" {
			return refuse(left.key, textErased)
		}
	}
	if name := unnamed(p.ID); p.Name != name {
		return refuse("name", textErasedName, name)
	}
	return nil
}

func ask(a AskLine) *refusal {
	if a.Answer != nil && a.Answer.Useful > 5 {
		return refuse("answer.useful", textUseful, a.Answer.Useful)
	}
	return nil
}

func (c *checks) action(a ActionLine) *refusal {
	by := map[Ref]bool{}
	for _, cancel := range a.Cancels {
		by[cancel.By] = true
	}
	switch {
	case !ascends(a.Moves, func(m ActionMove) int64 { return m.At.UnixMilli() }):
		return refuse("moves", textNotAscending)
	case len(by) != len(a.Cancels) || !slices.IsSortedFunc(a.Cancels, c.byCancel):
		return refuse("cancels", textNotAscending)
	case a.DoneAt.IsZero() != (a.DoneOn == 0):
		return refuse("done_on", textDoneTogether)
	}
	return nil
}

// byCancel orders wishes to cancel by time, then by person.
func (c *checks) byCancel(a, b ActionCancel) int {
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(c.people[a.By], c.people[b.By]))
}

func (c *checks) obstacle(o ObstacleLine) *refusal {
	if !c.byPeople(o.Affects) {
		return refuse("affects", textNotAscending)
	}
	events := 0
	for i, h := range o.History {
		switch owned := slices.Contains(ObstacleKeys[h.Event], "owner"); {
		case owned && h.Owner == "":
			return refuse("history.owner", textNoOwner, h.Event)
		case h.Event != "told":
			events++
		case i == 0 || o.History[i-1].Event == "told":
			return refuse("history", textToldOf)
		case o.History[i-1].By != h.By:
			return refuse("history.by", textToldBy)
		}
	}
	c.count("obstacle", o.ID, events)
	return nil
}

func (c *checks) digest(d DigestLine) *refusal {
	if !ascends(d.Help, func(h DigestHelp) int64 { return c.people[h.About] }) {
		return refuse("help", textNotAscending)
	}
	for _, h := range d.Help {
		if no := noCommas(h.Practices); no != nil {
			return no
		}
	}
	c.count("digest", d.ID, len(d.Help))
	return nil
}

// noCommas refuses keys of practices that could not be told from two.
func noCommas(practices []string) *refusal {
	if i := slices.IndexFunc(practices, func(key string) bool { return strings.Contains(key, ",") }); i >= 0 {
		return refuse("practices", textComma, practices[i])
	}
	return nil
}

// doubts are what may be wrong with a line, and what a file is not refused for:
// zones differ between machines and move with people.
func (c *checks) doubts(line Line) (doubts []*refusal) {
	zone := ""
	switch l := line.(type) {
	case SettingsLine:
		zone = l.Zone
	case PersonLine:
		zone = l.Zone
	case SubscriptionLine:
		zone = l.Zone
	case EntryLine:
		if day := utcDay(l.LoggedAt); !near(l.LoggedOn, day) {
			doubts = append(doubts, refuse("logged_on", textLoggedDay, l.LoggedOn, day))
		}
	}
	if c.zones.find(zone) == nil {
		doubts = append(doubts, refuse("zone", textZoneUnknown, zone))
	}
	return doubts
}

// near reports whether two days can be the day of one instant in two zones.
func near(a, b cadence.Date) bool { return a-b <= 1 && b-a <= 1 }
