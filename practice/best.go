package practice

import (
	"strings"

	"coach/cadence"
)

// A BestPractice is something that works for one, as their team has shared it
// in a meeting or by itself, with what its reader may know of it.
type BestPractice struct {
	Entry    EntryID
	SharedBy PersonID // who led the meeting, or wrote it down
	On       cadence.Date
	What     string
	Whose    []PersonID
	Tries    []PersonID // who will try it next
	Link     string
}

// The practices in which best practices are shared, and their fields.
const (
	BestPracticeKey = "best_practice"

	fieldBestWhat  = "what"
	fieldBestWhose = "who"
	fieldBestTries = "try"
	fieldBestLink  = "link"
	fieldShared    = "best_practice" // of a team meeting
)

// BestIn returns the best practice in an entry, as far as somebody may read it
// today; false where there is none for them.
func BestIn(r *Roster, who PersonID, e Entry, p *Practice, today cadence.Date) (BestPractice, bool) {
	b := BestPractice{Entry: e.ID, SharedBy: e.Author, On: e.HappenedOn}
	read := func(key string) Value {
		f, ok := p.Form.Field(key)
		if !ok || !MayReadAnswer(r, who, e, p, f, today) {
			return Value{}
		}
		return e.Values[key]
	}
	switch e.Practice {
	case TeamMeetingKey:
		b.What = read(fieldShared).Text
	case BestPracticeKey:
		b.What, b.Whose = read(fieldBestWhat).Text, read(fieldBestWhose).People
		b.Tries, b.Link = read(fieldBestTries).People, read(fieldBestLink).Text
	}
	return b, strings.TrimSpace(b.What) != ""
}

// Has reports whether a best practice has every one of some words, in what it is
// or in whose it is. Upper case and accents make no difference.
func (b BestPractice) Has(words string, name func(PersonID) string) bool {
	text := b.What
	for _, id := range b.Whose {
		text += " " + name(id)
	}
	said := spellings(text)
	for _, word := range strings.Fields(Folded(words)) {
		if !strings.Contains(said[0], word) && !strings.Contains(said[1], word) {
			return false
		}
	}
	return true
}
