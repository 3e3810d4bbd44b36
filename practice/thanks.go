package practice

import (
	"fmt"
	"maps"
	"slices"

	"coach/cadence"
)

// A Liking is how somebody likes to be thanked. Without one it is as whoever
// thanks them chooses.
type Liking string

// The likings.
const (
	LikesPublic  Liking = "public"
	LikesPrivate Liking = "private" // just to them
)

// A Sharing is where the thanks of a recognition went, as it was decided when
// they were stored. Later settings and likings change nothing about it.
type Sharing struct {
	Place   string     // [ShareInChannel] or [ShareWithThem]; empty until it is decided
	Channel string     // Slack's ID of the team's channel; empty for the organisation's
	Friday  bool       // they come with the team's other thanks on Friday, and not one by one
	Alone   []PersonID // those thanked who like it to be theirs alone: nobody else learns of it
}

// Share decides where the thanks of a recognition go. Before is the entry as it
// stood before an edit, or none: thanks that are sent stay where they are. Each
// person who likes thanks to be theirs alone gets them so, whatever the giver
// chose; if that is everybody, nothing goes to a channel.
func (e Entry) Share(before Entry, likes func(PersonID) Liking) Sharing {
	s := Sharing{Place: ShareWithThem}
	for _, id := range e.Recipients() {
		known := slices.Contains(before.Recipients(), id)
		if known && slices.Contains(before.Shared.Alone, id) || !known && likes(id) == LikesPrivate {
			s.Alone = append(s.Alone, id)
		}
	}
	if everybody := len(s.Alone) > 0 && len(s.Alone) == len(e.Recipients()); everybody || e.Values[ShareWhere].Text != ShareInChannel {
		return s
	}
	s.Place, s.Channel, s.Friday = ShareInChannel, e.Shared.Channel, e.Shared.Friday
	if before.Shared.Place == ShareInChannel {
		s.Channel, s.Friday = before.Shared.Channel, before.Shared.Friday
	}
	return s
}

// Privately returns those of a recognition's recipients who get a message of
// their own: all of them, or in thanks to a channel those who like it so.
func (e Entry) Privately() []PersonID {
	if e.IsPrivate() {
		return e.Recipients()
	}
	return e.Shared.Alone
}

// ThanksGo returns where public thanks to some people would go on a day: to the
// channel of the team that they all belong to, if its manager has chosen one,
// else to the organisation's. A team is a manager and the people who report to
// them.
func (r *Roster) ThanksGo(to []PersonID, teams []TeamSettings, on cadence.Date) Sharing {
	manager := r.commonManager(to, on)
	i := slices.IndexFunc(teams, func(t TeamSettings) bool { return t.Manager == manager && t.Channel != "" })
	if manager == 0 || i < 0 {
		return Sharing{}
	}
	return Sharing{Channel: teams[i].Channel, Friday: teams[i].Friday}
}

// commonManager returns whose team some people are on a day: that of the
// manager of all of them, or of one among them who leads the others; nobody's
// if there is no such manager.
func (r *Roster) commonManager(people []PersonID, on cadence.Date) PersonID {
	if len(people) == 0 {
		return 0
	}
	led := func(by PersonID) bool {
		return !slices.ContainsFunc(people, func(id PersonID) bool { return id != by && r.ManagerOf(id, on) != by })
	}
	if manager := r.ManagerOf(people[0], on); manager != 0 && led(manager) {
		return manager
	}
	if i := slices.IndexFunc(people, led); i >= 0 && len(people) > 1 {
		return people[i]
	}
	return 0
}

// ThankedInPublic returns those of a recognition's recipients whom a channel,
// an agenda and anybody else's list may name: their thanks went to a channel,
// and they have not said since that they like them to be theirs alone.
func (r *Roster) ThankedInPublic(e Entry) []PersonID {
	if e.IsPrivate() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(e.Recipients()), func(id PersonID) bool {
		return slices.Contains(e.Shared.Alone, id) || r.Person(id).Thanks == LikesPrivate
	})
}

// ThankedWith returns the recipients of a recognition whom somebody reads of:
// its author of all, everybody else of themselves and of those who do not like
// thanks to be theirs alone.
func (r *Roster) ThankedWith(reader PersonID, e Entry) []PersonID {
	if reader == e.Author {
		return e.Recipients()
	}
	alone := e.IsPrivate() && slices.Contains(e.Shared.Alone, reader)
	return slices.DeleteFunc(slices.Clone(e.Recipients()), func(id PersonID) bool {
		return id != reader && (alone || slices.Contains(e.Shared.Alone, id) || r.Person(id).Thanks == LikesPrivate)
	})
}

// AsReadBy returns an entry as somebody reads it: a recognition names nobody
// who likes to be thanked alone, except to its author and to themselves.
func (r *Roster) AsReadBy(reader PersonID, e Entry) Entry {
	if e.Practice != RecognitionKey || len(e.Recipients()) == 0 {
		return e
	}
	values := maps.Clone(e.Values)
	values[RecognitionWho] = Value{People: r.ThankedWith(reader, e)}
	e.Values = values
	return e
}

// MaySetTeam reports whether somebody may decide about a team on a day, such as
// the channel of its thanks: people report to them.
func MaySetTeam(r *Roster, who PersonID, on cadence.Date) bool {
	return MayUse(r, who, on) && len(r.Reports(who, on)) > 0
}

// How long somebody may go without thanks before their manager reads of it, and
// from which day on somebody new has been there long enough to be thanked.
const (
	unthankedDays = 30
	newFrom       = 21
	newFor        = 7 // for how long that stands there
)

// UnthankedSince returns the first of the days within which thanks count, for
// whoever reads who got none.
func UnthankedSince(today cadence.Date) cadence.Date { return today - unthankedDays }

// WithoutThanks is what a manager reads, privately, of thanks in their own team:
// who got none in thirty days, and who joined three weeks ago. A leader reads a
// number of those further down.
type WithoutThanks struct {
	People []PersonID // by name
	New    []PersonID // by name
	Below  int        // of those further down, how many got none
	Of     int        // how many they are; none unless they are enough
}

// fewestBelow is the smallest number of people further down of whom a leader
// reads a number: of fewer it would tell who.
const fewestBelow = 5

// Unthanked returns what a manager reads of thanks in their team. Last is the
// day of the latest thanks to each person, given in private or not: what others
// were told in private does not make somebody stand here. Whoever did not take
// part thirty days ago, or is away today, is left out.
func (r *Roster) Unthanked(manager PersonID, last map[PersonID]cadence.Date, today cadence.Date) WithoutThanks {
	var t WithoutThanks
	without := func(id PersonID) bool {
		_, away := r.AwayUntil(id, today)
		return !away && r.Participates(id, UnthankedSince(today)) && last[id] < UnthankedSince(today)
	}
	own := r.Alphabetical(r.Reports(manager, today))
	for _, id := range own {
		if without(id) {
			t.People = append(t.People, id)
		}
		if days := today - r.begins(id, today); days >= newFrom && days < newFrom+newFor {
			t.New = append(t.New, id)
		}
	}
	for _, id := range r.Tree(manager, today) {
		if id == manager || slices.Contains(own, id) {
			continue
		}
		t.Of++
		if without(id) {
			t.Below++
		}
	}
	if t.Of < fewestBelow {
		t.Below, t.Of = 0, 0
	}
	return t
}

// begins returns the first day of the days up to one on which somebody has
// taken part without a gap; no date for always.
func (r *Roster) begins(id PersonID, d cadence.Date) cadence.Date {
	for first := d; ; {
		l, ok := r.line(id, first)
		if !ok {
			return first + 1
		}
		if l.From == 0 {
			return 0
		}
		first = l.From - 1
	}
}

// A ThanksAsk is the question to somebody who was thanked in a channel for the
// first time how they like to be thanked.
type ThanksAsk struct {
	Entry EntryID
	To    PersonID
}

// Key is one an entry and recipient.
func (t ThanksAsk) Key() string { return fmt.Sprintf("thanks_ask/%d/%d", t.Entry, t.To) }

// Kind is KindAnswer.
func (ThanksAsk) Kind() NoticeKind { return KindAnswer }

func (ThanksAsk) sealed() {}
