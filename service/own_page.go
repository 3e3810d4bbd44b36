package service

import (
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

//go:embed own_page.html
var ownPageHTML string

var ownPageTemplate = template.Must(template.New("own").Parse(ownPageHTML))

// onOwnPage is how many of a kind the page shows, the latest first. The rest is
// in the file of lines.
const onOwnPage = 50

// An ownPage is a person's own file as a page to read.
type ownPage struct {
	db     *store.Store
	of     practice.Person
	me     files.Ref
	names  map[files.Ref]string
	others int // lines that the page does not show

	Name     string
	MadeOn   string
	Lawful   bool
	Facts    []string
	Sections []*ownSection
}

// An ownSection is one kind of thing on the page.
type ownSection struct {
	Title, About string
	Items        []ownItem
	Earlier      int // further ones, in the file of lines
}

// An ownItem is one thing: when and what it was, and what was said.
type ownItem struct {
	on    cadence.Date
	When  string
	Title string
	Says  []ownSaid
}

// An ownSaid is a question with its answer. An answer is withheld if another
// wrote it for themselves or for their leader.
type ownSaid struct {
	Label, Words string
	Withheld     bool
}

// The sections of the page, in their order.
const (
	sectionAbout = iota
	sectionWritten
	sectionSteps
	sectionTalk
	sectionAsked
	sectionObstacles
	sectionLeave
)

func newOwnPage(o OwnFile, db *store.Store, now time.Time) *ownPage {
	return &ownPage{db: db, of: o.Of, names: map[files.Ref]string{}, Name: o.Of.Name, MadeOn: longDay(o.Of.Today(now, db.Zone())), Lawful: o.Lawful,
		Sections: []*ownSection{
			sectionAbout:     {Title: "Written about you", About: "What others noted of their time with you, and thanks to you."},
			sectionWritten:   {Title: "Written by you", About: "What you logged."},
			sectionSteps:     {Title: "Next steps", About: "Steps that are yours, or that you agreed with somebody."},
			sectionTalk:      {Title: "To talk about", About: "Topics, what you work on, and time you asked for. You and the other person read these, and nobody else."},
			sectionAsked:     {Title: "What coach asked you", About: "Whether something noted matches what you remember. What you said of its use is never shown with your name."},
			sectionObstacles: {Title: "Obstacles", About: "What you raised, took on, or are affected by."},
			sectionLeave:     {Title: "Days away", About: "Days only. No reason is kept."},
		}}
}

// add takes note of a line of the file.
func (g *ownPage) add(ctx context.Context, line files.Line) error {
	switch l := line.(type) {
	case files.HeaderLine:
		g.me = l.Of
	case files.PersonLine:
		g.person(l)
	case files.EntryLine:
		return g.entry(ctx, l)
	case files.ActionLine:
		g.step(l)
	case files.TopicLine:
		title := "Topic for " + g.pair(l.Manager, l.Report)
		if g.me != l.Manager && g.me != l.Report {
			title += ", who read it"
		}
		g.put(sectionTalk, ownItem{on: g.day(l.RaisedAt), Title: title, Says: said("", l.Words)})
	case files.FocusLine:
		g.put(sectionTalk, ownItem{on: g.day(l.OpenedAt), Title: "Working on with " + g.pair(l.Manager, l.Report), Says: said("", l.Skill)})
	case files.TimeRequestLine:
		g.put(sectionTalk, ownItem{on: l.AskedOn, Title: g.name(l.Report) + " asked " + g.name(l.Manager) + " for time", Says: said("", l.Words)})
	case files.AskLine:
		g.ask(l)
	case files.ObstacleLine:
		g.obstacle(l)
	case files.LeaveLine:
		g.put(sectionLeave, ownItem{on: l.From, Title: "Until " + longDay(l.To)})
	default:
		g.others++
	}
	return nil
}

func (g *ownPage) person(l files.PersonLine) {
	ref := cmp.Or(files.Ref(l.Email), files.Ref("#"+strconv.FormatInt(l.ID, 10)))
	g.names[ref] = cmp.Or(l.Name, string(ref))
	if ref != g.me {
		return
	}
	g.Facts = append(g.Facts, "Address: "+cmp.Or(l.Email, "none"), "Time zone: "+cmp.Or(l.Zone, "the organisation's"))
	if l.Preferences != nil {
		g.Facts = append(g.Facts, "Your message of the day comes at "+l.Preferences.Morning.String())
	}
}

// name returns what a person is called on the page.
func (g *ownPage) name(r files.Ref) string {
	switch {
	case r == g.me:
		return "you"
	case g.names[r] != "":
		return g.names[r]
	}
	return "somebody"
}

// pair returns the other one of a pair.
func (g *ownPage) pair(a, b files.Ref) string {
	switch g.me {
	case a:
		return g.name(b)
	case b:
		return g.name(a)
	}
	return g.name(a) + " and " + g.name(b)
}

// day returns the person's day of an instant.
func (g *ownPage) day(at time.Time) cadence.Date { return g.of.Today(at, g.db.Zone()) }

// put adds an item to a section. Items come by their ids, which is about the
// order of time.
func (g *ownPage) put(section int, item ownItem) {
	item.When = longDay(item.on)
	g.Sections[section].Items = append(g.Sections[section].Items, item)
}

func (g *ownPage) entry(ctx context.Context, l files.EntryLine) error {
	book, err := g.db.WrittenWith(ctx, practice.Entry{Version: l.Playbook})
	if err != nil {
		return err
	}
	title, form := l.Practice, practice.Form{}
	if p, known := book.Practice(l.Practice, l.HappenedOn); known {
		title, form = p.Name, p.Form
	}
	item := ownItem{on: l.HappenedOn, Title: title}
	section := sectionAbout
	if l.Author == g.me {
		section = sectionWritten
		if l.Subject != "" {
			item.Title += ", with " + g.name(l.Subject)
		}
	} else {
		item.Title += ", noted by " + g.name(l.Author)
	}
	if !l.WithdrawnAt.IsZero() {
		item.Title += " (taken back)"
	}
	for _, f := range formOf(form, l.Answers) {
		a := l.Answers[f.Key]
		item.Says = append(item.Says, ownSaid{Label: f.Label, Words: g.words(f, a), Withheld: a.Withheld != ""})
	}
	g.put(section, item)
	return nil
}

// formOf returns the fields that have answers, in the order of the form. What a
// form does not know is called by its key.
func formOf(form practice.Form, answers files.Answers) (fields practice.Form) {
	for _, f := range form {
		if _, answered := answers[f.Key]; answered {
			fields = append(fields, f)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(answers)) {
		if _, known := form.Field(key); !known {
			fields = append(fields, practice.Field{Key: key, Label: key})
		}
	}
	return fields
}

// words returns an answer as it is read.
func (g *ownPage) words(f practice.Field, a files.Answer) string {
	var parts []string
	for _, one := range a.Many {
		if g.names[files.Ref(one)] != "" || files.Ref(one) == g.me {
			one = g.name(files.Ref(one))
		}
		parts = append(parts, one)
	}
	for _, row := range a.Actions {
		parts = append(parts, dated(row.What, row.Due))
	}
	for _, row := range a.Sessions {
		parts = append(parts, strings.TrimSpace(row.What+" "+row.At))
	}
	for _, row := range a.Obstacle {
		parts = append(parts, dated(row.What, row.Due))
	}
	if a.Text != "" {
		label := a.Text
		for _, o := range f.Options {
			if o.Value == a.Text {
				label = o.Label
			}
		}
		parts = append(parts, label)
	}
	return strings.Join(parts, " · ")
}

func (g *ownPage) step(l files.ActionLine) {
	item := ownItem{on: l.Due, Title: l.What}
	switch {
	case !l.DroppedAt.IsZero():
		item.Says = said("", "taken back")
	case !l.CancelledAt.IsZero():
		item.Says = said("", "cancelled by both")
	case !l.DoneAt.IsZero():
		item.Says = said("", "done on "+longDay(l.DoneOn))
	}
	item.Says = append(item.Says, said("Whose", g.name(l.Owner))...)
	g.put(sectionSteps, item)
}

func (g *ownPage) ask(l files.AskLine) {
	if l.Person != g.me || l.AskedAt.IsZero() {
		g.others++
		return
	}
	item := ownItem{on: g.day(l.AskedAt), Title: "Does it match?"}
	switch a := l.Answer; {
	case a == nil:
		item.Says = said("", "not answered")
	default:
		item.Says = said("You said", map[string]string{"yes": "Yes", "like": "Something like it", "no": "I don't remember this"}[a.Match])
		if a.Useful > 0 {
			item.Says = append(item.Says, said("Useful", fmt.Sprintf("%d of 5", a.Useful))...)
		}
	}
	g.put(sectionAsked, item)
}

func (g *ownPage) obstacle(l files.ObstacleLine) {
	item := ownItem{on: g.day(l.RaisedAt), Title: l.What}
	item.Says = said("Raised by", g.name(l.RaisedBy))
	for _, h := range l.History {
		if words := cmp.Or(h.Words, h.Prevent); words != "" {
			item.Says = append(item.Says, said(g.name(h.By), words)...)
		}
	}
	g.put(sectionObstacles, item)
}

func (g *ownPage) write(w io.Writer) error {
	shown := g.Sections[:0]
	for _, s := range g.Sections {
		if len(s.Items) == 0 {
			continue
		}
		slices.SortStableFunc(s.Items, func(a, b ownItem) int { return cmp.Compare(b.on, a.on) })
		s.Earlier = max(0, len(s.Items)-onOwnPage)
		s.Items = s.Items[:len(s.Items)-s.Earlier]
		shown = append(shown, s)
	}
	g.Sections = shown
	return ownPageTemplate.Execute(w, g)
}

// Others returns how many lines of the file the page does not show.
func (g *ownPage) Others() int { return g.others }

func said(label, words string) []ownSaid {
	if words == "" {
		return nil
	}
	return []ownSaid{{Label: label, Words: words}}
}

func dated(what string, due cadence.Date) string {
	if due == 0 {
		return what
	}
	return what + " (by " + longDay(due) + ")"
}

// longDay writes a day for somebody anywhere, as in 5 March 2026.
func longDay(d cadence.Date) string {
	if d == 0 {
		return "further notice"
	}
	return d.Format("2 January 2006")
}
