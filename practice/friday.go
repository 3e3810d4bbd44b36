package practice

import (
	"cmp"
	"slices"
	"time"

	"coach/cadence"
)

// Friday's good news is posted at its time, or until the working day ends if
// coach was down then.
const FridayAt cadence.Clock = 15 * 60

// A FridayGroup is the teams that read Friday's good news together, since they
// share a channel.
type FridayGroup struct {
	Channel  string
	Managers []PersonID // of the teams; the first one's time zone and calendar hold
}

// Host is the manager in whose time zone the good news is posted.
func (g FridayGroup) Host() PersonID { return g.Managers[0] }

// FridayGroups returns the groups of teams that get good news on a Friday: the
// teams with a channel of their own, and those whose thanks come on Friday. A
// team whose manager does not work that Friday, by the manager's calendar, gets
// none. The organisation's channel is the one for recognition.
func FridayGroups(r *Roster, teams []TeamSettings, organisation string, friday cadence.Date) []FridayGroup {
	managers := map[string][]PersonID{}
	var channels []string
	for _, t := range teams {
		channel := t.ChannelOr(organisation)
		if t.Channel == "" && !t.Friday || channel == "" || !MayPostAgenda(r, t.Manager, friday) || !r.Calendar(t.Manager).Works(friday) {
			continue
		}
		if managers[channel] == nil {
			channels = append(channels, channel)
		}
		managers[channel] = append(managers[channel], t.Manager)
	}
	var groups []FridayGroup
	for _, channel := range channels {
		slices.Sort(managers[channel])
		groups = append(groups, FridayGroup{channel, managers[channel]})
	}
	return groups
}

// fridaysBack is how many Fridays back the last one with good news is looked
// for: what is older is no news.
const fridaysBack = 4

// FridayWindow returns the span of time whose good news a Friday has: since the
// last Friday on which the channel had some, so that neither a holiday nor a
// Friday on which coach was down leaves anything out; at most four weeks. Where
// it never had any, since the host's last working Friday.
func FridayWindow(r *Roster, host PersonID, last, friday cadence.Date, zone *time.Location) (from, to time.Time) {
	if last != 0 {
		return max(last, friday-7*fridaysBack).At(FridayAt, zone), friday.At(FridayAt, zone)
	}
	before := friday - 7
	for range fridaysBack - 1 {
		if r.Calendar(host).Works(before) {
			break
		}
		before -= 7
	}
	return before.At(FridayAt, zone), friday.At(FridayAt, zone)
}

// MayPassOn reports whether the good news may be about something of a day, of
// whatever time zone.
func (g GoodNews) MayPassOn(day cadence.Date) bool {
	return g.On-7*fridaysBack-1 <= day && day <= g.On+1
}

// NextFriday returns the first Friday from a day on.
func NextFriday(from cadence.Date) cadence.Date {
	return from + cadence.Date((int(time.Friday)-int(from.Weekday())+7)%7)
}

// Due reports whether the good news may be posted at an instant, in the time
// zone of its manager.
func (g GoodNews) Due(now time.Time, zone *time.Location) bool {
	return !now.Before(g.On.At(FridayAt, zone)) && now.Before(g.On.At(WorkEnds, zone))
}

// A TeamNews is the good news of one team.
type TeamNews struct {
	Manager PersonID
	Thanks  []Entry // that went to a channel, newest last
	Shares  []Entry // best practices of the team
	Gone    []Obstacle
	Raised  int // obstacles raised in four weeks, those that are gone among them
	GoneAll int // of those, the ones that are gone
}

// IsEmpty reports whether the team has no good news.
func (n TeamNews) IsEmpty() bool { return len(n.Thanks)+len(n.Shares)+len(n.Gone) == 0 }

// FridayFacts are what Friday's good news of some teams is chosen from.
type FridayFacts struct {
	Group    FridayGroup
	Roster   *Roster
	Friday   cadence.Date
	From, To time.Time             // the span that it is about
	Thanks   []Entry               // to people of the teams
	Shares   []Entry               // best practices of everybody
	Form     func(Entry) *Practice // an entry's practice as its form was
	Raised   []Obstacle            // by people of the teams since [RaisedSince]; open or gone
}

// Choose returns the good news of each team, in the order of the managers'
// names, and a best practice of another team. A thank-you to people of two teams
// stands once. A team without good news is left out, and where no team has any
// there is none from elsewhere either.
func (f FridayFacts) Choose() (teams []TeamNews, elsewhere Entry) {
	said := map[EntryID]bool{}
	for _, manager := range f.Roster.Alphabetical(f.Group.Managers) {
		n := TeamNews{Manager: manager}
		people := append(f.Roster.Reports(manager, f.Friday), manager)
		for _, e := range f.Thanks {
			if f.isNew(e) && !said[e.ID] && slices.ContainsFunc(f.Roster.ThankedInPublic(e), func(id PersonID) bool { return slices.Contains(people, id) }) {
				said[e.ID] = true
				n.Thanks = append(n.Thanks, e)
			}
		}
		for _, e := range f.Shares {
			if f.isNew(e) && e.Author == manager {
				n.Shares = append(n.Shares, e)
			}
		}
		f.obstacles(&n, people)
		if !n.IsEmpty() {
			teams = append(teams, n)
		}
	}
	if len(teams) > 0 {
		elsewhere = f.elsewhere()
	}
	return teams, elsewhere
}

// isNew reports whether an entry is of the span, stands, and has words for the
// channel.
func (f FridayFacts) isNew(e Entry) bool {
	key := FieldShared
	if e.Practice == RecognitionKey {
		key = RecognitionWhat
	}
	return !e.LoggedAt.Before(f.From) && e.LoggedAt.Before(f.To) && ForTeam(e, f.Form(e), key) != ""
}

// elsewhere returns the latest best practice of a team that does not read this.
func (f FridayFacts) elsewhere() (latest Entry) {
	for _, e := range f.Shares {
		if f.isNew(e) && !slices.Contains(f.Group.Managers, e.Author) && cmp.Or(e.LoggedAt.Compare(latest.LoggedAt), cmp.Compare(e.ID, latest.ID)) > 0 {
			latest = e
		}
	}
	return latest
}
