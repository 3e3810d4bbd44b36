package practice

import (
	"slices"
	"strings"
	"unicode/utf8"

	"coach/cadence"
)

// AgendaFacts are what the agenda of a team meeting is drafted from.
type AgendaFacts struct {
	Manager   PersonID
	Roster    *Roster
	Today     cadence.Date
	Obstacles []Obstacle            // open ones of the team that the manager may read
	Entries   []Entry               // the manager's own that stand, newest first
	Thanks    []Entry               // to people of the team in the last week that went to a channel, newest first
	Steps     []Action              // open, from earlier team meetings
	Plan      Entry                 // the latest team plan; without an ID for none
	Form      func(Entry) *Practice // an entry's practice as its form was
	Used      map[EntryID]bool      // entries whose news an agenda has passed on already
}

// An AgendaDraft is the agenda that coach drafts for a manager to edit.
type AgendaDraft struct {
	Words string
	News  []EntryID // the entries whose news it passes on
}

// ThanksFor is how many days back an agenda looks for thanks.
const ThanksFor = 7

// The other days back from which an agenda takes what is new, and the limits of
// a draft.
const (
	sharesFor    = 14
	newsFor      = 28
	obstacleAged = 5 // working days that an obstacle of an agenda is older than

	agendaItems    = 5 // under one heading
	agendaItem     = "• "
	agendaItemMost = 160 // characters
)

// AgendaSince returns the first day whose entries an agenda may draw on.
func AgendaSince(today cadence.Date) cadence.Date { return today - newsFor }

// The fields of other practices from which an agenda and Friday's good news are
// drawn.
const (
	FieldShared      = "what"       // a best practice in one line
	FieldSharedBy    = "who"        // whose it is
	FieldPriorities  = "priorities" // of a team plan
	fieldTeamActions = "actions"    // of a team meeting
)

// newsFields are the fields with news of customers.
var newsFields = []string{"intel", "upstream"}

// Draft returns the agenda that coach drafts: what is worth a thank-you, what is
// open from last time, what has been in the way for long, customer news, best
// practice and the team's priorities. Of what people wrote it passes on only
// answers that the whole team may read.
func (f AgendaFacts) Draft() AgendaDraft {
	w := &agendaWriter{}
	w.section("Thanks", "Thanks: who helped you this week?", f.thanks())
	w.section("Open from last time", "", f.steps())
	w.section("In the way", "", f.inTheWay())
	texts, from := f.news()
	shown := w.section("Customer news", "", texts)
	w.section("Best practice", "Best practice: what worked for somebody this week?", f.shares())
	w.section("Our priorities this quarter", "", f.priorities())
	w.section("", "Who does what, by when?", nil)
	return AgendaDraft{Words: strings.Join(w.parts, "\n\n"), News: from[:shown]}
}

// An agendaWriter writes the parts of an agenda, as far as a form has room for
// them.
type agendaWriter struct {
	parts []string
	used  int // characters
}

// section adds a heading with its items, or a question where there are none,
// and returns how many of the items there was room for.
func (w *agendaWriter) section(heading, otherwise string, items []string) (shown int) {
	lines := []string{heading}
	size := utf8.RuneCountInString(heading) + 2
	for _, item := range items[:min(len(items), agendaItems)] {
		line := agendaItem + cutTo(item, agendaItemMost)
		if size += utf8.RuneCountInString(line) + 1; w.used+size > LongTextMax-agendaItemMost {
			break
		}
		lines = append(lines, line)
	}
	shown = len(lines) - 1
	if shown == 0 && otherwise == "" {
		return 0
	}
	if shown == 0 {
		lines = []string{otherwise}
	}
	part := strings.Join(lines, "\n")
	w.parts, w.used = append(w.parts, part), w.used+utf8.RuneCountInString(part)+2
	return shown
}

// ForTeam returns an entry's answer to a text field as the author's whole team
// may read it; nothing where they may not.
func ForTeam(e Entry, p *Practice, key string) string {
	if p == nil || e.Withdrawn {
		return ""
	}
	f, ok := p.Form.Field(key)
	if !ok {
		return ""
	}
	if readers := ReadersOf(0, e, p, f); !readers.Team && !readers.Everyone {
		return ""
	}
	return strings.TrimSpace(e.Values[key].Text)
}

func (f AgendaFacts) name(id PersonID) string { return f.Roster.Person(id).Full() }

func (f AgendaFacts) names(ids []PersonID) string {
	var names []string
	for _, id := range ids {
		names = append(names, f.name(id))
	}
	return Listed(names)
}

func (f AgendaFacts) thanks() []string {
	var items []string
	for _, e := range f.Thanks {
		words := ForTeam(e, f.Form(e), RecognitionWhat)
		if words == "" {
			continue
		}
		items = append(items, f.names(f.Roster.ThankedInPublic(e))+", from "+f.name(e.Author)+": "+words)
	}
	return items
}

func (f AgendaFacts) steps() []string {
	meetings := map[EntryID]bool{}
	for _, e := range f.Entries {
		p := f.Form(e)
		if e.Practice != TeamMeetingKey || p == nil {
			continue
		}
		if field, ok := p.Form.Field(fieldTeamActions); ok && ReadersOf(0, e, p, field).Team {
			meetings[e.ID] = true
		}
	}
	var items []string
	for _, a := range f.Steps {
		if !a.Open() || !meetings[a.Entry] || a.Field() != fieldTeamActions {
			continue
		}
		items = append(items, cutTo(a.What, agendaItemMost-60)+" ("+f.name(a.Owner)+", by "+a.Due.Format("Mon 2 Jan")+")")
	}
	return items
}

// news returns customer news that no agenda has passed on, newest first, and
// the entries that it stands in.
func (f AgendaFacts) news() (items []string, from []EntryID) {
	for _, e := range f.Entries {
		if f.Used[e.ID] || e.LoggedOn < AgendaSince(f.Today) {
			continue
		}
		for _, key := range newsFields {
			words := ForTeam(e, f.Form(e), key)
			if words == "" || slices.Contains(items, words) {
				continue
			}
			items, from = append(items, words), append(from, e.ID)
		}
	}
	return items, from
}

func (f AgendaFacts) shares() []string {
	var items []string
	for _, e := range f.Entries {
		if e.Practice != BestPracticeKey || e.HappenedOn < f.Today-sharesFor {
			continue
		}
		if words := SharedBest(e, f.Form(e), f.Roster); words != "" {
			items = append(items, words)
		}
	}
	return items
}

// SharedBest returns a best practice in one line, with whose it is; nothing for
// one that the team may not read.
func SharedBest(e Entry, p *Practice, r *Roster) string {
	words := ForTeam(e, p, FieldShared)
	if whose := e.Values[FieldSharedBy].People; words != "" && len(whose) > 0 {
		words = cutTo(words, agendaItemMost-40) + " (" + r.Person(whose[0]).Full() + ")"
	}
	return words
}

func (f AgendaFacts) priorities() []string {
	if f.Plan.ID == 0 {
		return nil
	}
	var items []string
	for line := range strings.Lines(ForTeam(f.Plan, f.Form(f.Plan), FieldPriorities)) {
		if line = strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "•-*")); line != "" {
			items = append(items, line)
		}
	}
	return items
}
