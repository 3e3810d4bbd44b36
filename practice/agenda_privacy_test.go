package practice_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// Whatever a manager and their people have written in four weeks, an agenda has
// no four words in a row of an answer that not the whole team may read, nor of
// private thanks or of an obstacle whose raiser hides their name.
func TestAnAgendaHasNoWordsThatAreNotForTheTeam(t *testing.T) {
	c := agendaCompany(t)
	pb := files.Default()
	today := date(3, 5)
	rapid.Check(t, func(r *rapid.T) {
		f := practice.AgendaFacts{Manager: c.id("Dana"), Roster: c.roster(), Today: today, Form: c.form}
		var closed []string
		n := 0
		words := func() string {
			n++
			return fmt.Sprintf("alpha%d beta%d gamma%d delta%d", n, n, n, n)
		}
		for i := range rapid.IntRange(1, 12).Draw(r, "entries") {
			p := rapid.SampledFrom(pb.Practices).Draw(r, "practice")
			by := rapid.SampledFrom([]string{"Dana", "Ana", "Ben"}).Draw(r, "by")
			e := c.written(practice.EntryID(i+1), p.Key, by, today-cadence.Date(rapid.IntRange(0, 27).Draw(r, "ago")), practice.Values{})
			if p.Key == practice.RecognitionKey {
				e.Shared.Place = rapid.SampledFrom([]string{practice.ShareInChannel, practice.ShareWithThem}).Draw(r, "place")
				e.Values[practice.ShareWhere] = practice.Value{Text: e.Shared.Place}
				e.Values[practice.RecognitionWho] = practice.Value{People: []practice.PersonID{c.id(rapid.SampledFrom([]string{"Ana", "Ben", "Cy"}).Draw(r, "to"))}}
			}
			for _, field := range p.Form {
				if field.Type != practice.Text && field.Type != practice.LongText || !rapid.Bool().Draw(r, "answered") {
					continue
				}
				said := words()
				e.Values[field.Key] = practice.Value{Text: said}
				readers := practice.ReadersOf(c.id("Priya"), e, &p, field)
				if !readers.Team && !readers.Everyone {
					closed = append(closed, said)
				}
			}
			switch {
			case p.Key == practice.RecognitionKey && (e.IsPrivate() || len(c.roster().ThankedInPublic(e)) > 0):
				f.Thanks = append(f.Thanks, e)
			case p.Key == practice.TeamPlanKey && by == "Dana":
				f.Plan = e
			case by == "Dana":
				f.Entries = append(f.Entries, e)
			}
		}
		for range rapid.IntRange(0, 3).Draw(r, "obstacles") {
			o := inTheWay(c.id("Ana"), ownedBy(c.id("Dana"), c.id("Ben")))
			o.What, o.Hidden = words(), rapid.Bool().Draw(r, "hidden")
			f.Obstacles = append(f.Obstacles, o)
			if o.Hidden {
				closed = append(closed, o.What)
			}
		}
		d := f.Draft()
		for _, said := range closed {
			if strings.Contains(d.Words, said) {
				r.Fatalf("it has %q:\n%s", said, d.Words)
			}
		}
		for _, id := range d.News {
			if !strings.Contains(d.Words, newsOf(f.Entries, id)) {
				r.Fatalf("the news of entry %d counts as used, and it is not in\n%s", id, d.Words)
			}
		}
	})
}

// newsOf returns the first words of the customer news of an entry.
func newsOf(entries []practice.Entry, id practice.EntryID) string {
	for _, e := range entries {
		for _, key := range []string{"intel", "upstream"} {
			if text := e.Values[key].Text; e.ID == id && text != "" {
				return text
			}
		}
	}
	return "no such news"
}
