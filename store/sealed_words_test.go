package store

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coach/practice"
	"coach/store/engine"
)

// Wordy people are a company in which people write everything that somebody can
// write, in any order.
type wordy struct {
	company
	outer *testing.T
	t     *rapid.T
	n     int
	whose map[string]practice.PersonID // each word that stands, and by whose key
}

func newWordy(outer *testing.T, t *rapid.T, options ...Option) *wordy {
	s, err := Own(outer.Context(), companyDatabase(outer), options...)
	ok(outer, err)
	c := companyOf(outer, s)
	w := &wordy{company: c, outer: outer, t: t, whose: map[string]practice.PersonID{}}
	w.must(w.Durable(outer.Context(), false))
	c.everybodyIsFound(outer)
	c.plan(outer, thursday, c.everybody()...)
	return w
}

func (w *wordy) must(err error) {
	w.t.Helper()
	if refused := (practice.Problems)(nil); err != nil && !errors.As(err, &refused) {
		w.t.Fatal(err)
	}
}

func (w *wordy) request() string {
	w.n++
	return fmt.Sprint("R", w.n)
}

// says returns words that nobody said before, which somebody's key seals.
func (w *wordy) says(whose practice.PersonID) string {
	w.n++
	word := fmt.Sprintf("WORD %04d", w.n)
	w.whose[word] = whose
	return word
}

// two draws two people.
func (w *wordy) two() (a, b practice.PersonID) {
	drawn := rapid.Permutation(w.everybody()).Draw(w.t, "people")
	return drawn[0], drawn[1]
}

// takeBack has some words not stand any more.
func (w *wordy) takeBack(words ...string) {
	for _, word := range words {
		delete(w.whose, word)
	}
}

// expected draws an occurrence that waits, once its performer has planned it.
func (w *wordy) expected() (practice.Occurrence, bool) {
	all, err := w.occurrences(w.t.Context(), `skip_reason = '' AND expectation = 'expected' AND cue = '' AND entry_id = 0 ORDER BY id`)
	w.must(err)
	ids := make([]practice.OccurrenceID, len(all))
	for i, o := range all {
		ids[i] = o.ID
	}
	id, some := one(w.t, "occurrence", ids)
	if !some {
		return practice.Occurrence{}, false
	}
	o := all[slices.Index(ids, id)]
	w.must(w.PlanFor(w.t.Context(), []practice.OccurrenceID{id}, friday, w.says(aboutOf(o.Performer, o.Subject))))
	return o, true
}

// writings are the ways to write.
var writings = map[string]func(*wordy){
	"an entry about somebody, and an edit": func(w *wordy) {
		a, b := w.two()
		e := w.log(w.outer, practice.Entry{Request: w.request(), Practice: "visit", Author: a, Subject: b, Link: w.says(b), Values: practice.Values{"note": {Text: w.says(b)}}}, thursday, thursday).Entry
		e.Request, e.Values = w.request(), practice.Values{"note": {Text: w.says(b)}}
		_, err := w.Edit(w.t.Context(), e, w.practice(w.outer, "visit"), noon, thursday)
		w.must(err)
	},
	"an entry that comes to be about somebody else": func(w *wordy) {
		people := rapid.Permutation(w.everybody()).Draw(w.t, "people")
		gone, link := w.says(people[1]), w.says(people[2])
		e := w.log(w.outer, practice.Entry{Request: w.request(), Practice: "visit", Author: people[0], Subject: people[1], Link: link, Values: practice.Values{"note": {Text: gone}}}, thursday, thursday).Entry
		w.takeBack(gone)
		e.Request, e.Subject, e.Values = w.request(), people[2], practice.Values{"note": {Text: w.says(people[2])}}
		_, err := w.Edit(w.t.Context(), e, w.practice(w.outer, "visit"), noon, thursday)
		w.must(err)
	},
	"thanks": func(w *wordy) {
		a, b := w.two()
		w.log(w.outer, practice.Entry{Request: w.request(), Practice: practice.RecognitionKey, Author: a, Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{b}},
			practice.ShareWhere: {Text: practice.ShareInChannel}, "for": {Text: w.says(a)}}}, thursday, thursday)
	},
	"steps of a session": func(w *wordy) {
		a, b := w.two()
		own := w.says(b)
		e := w.log(w.outer, practice.Entry{Request: w.request(), Practice: "one_on_one", Author: a, Subject: b, Values: practice.Values{"plan": {Rows: []practice.Row{{What: own, Due: friday}}}}}, thursday, thursday).Entry
		e.Request, e.Values = w.request(), practice.Values{"plan": {Rows: []practice.Row{{What: w.says(b), Due: friday}}}}
		_, err := w.Edit(w.t.Context(), e, w.practice(w.outer, "one_on_one"), noon, thursday)
		w.must(err)
	},
	"a step of a team": func(w *wordy) {
		a, b := w.two()
		w.must(w.tx(w.t.Context(), func(tx *engine.Tx) error {
			return insertAction(w.t.Context(), tx, practice.Action{Request: w.request(), Author: a, Owner: b, What: w.says(b), MadeAt: noon, FirstDue: friday, Due: friday})
		}))
	},
	"a topic": func(w *wordy) {
		a, b := w.two()
		_, err := w.AddTopic(w.t.Context(), practice.Topic{Request: w.request(), Pair: practice.Pair{Manager: a, Report: b}, By: b, Words: w.says(b), Link: w.says(b), RaisedAt: noon})
		w.must(err)
	},
	"a topic, and what becomes of it": func(w *wordy) {
		a, b := w.two()
		words, link := w.says(b), w.says(b)
		id, err := w.AddTopic(w.t.Context(), practice.Topic{Request: w.request(), Pair: practice.Pair{Manager: a, Report: b}, By: a, Words: words, Link: link, RaisedAt: noon})
		w.must(err)
		if rapid.Bool().Draw(w.t, "dropped") {
			w.must(w.DropTopic(w.t.Context(), id, a, noon))
			w.takeBack(words, link)
		} else {
			_, err := w.MakeStep(w.t.Context(), id, practice.Action{Owner: b, What: words, MadeAt: noon, FirstDue: friday, Due: friday})
			w.must(err)
			w.takeBack(link)
		}
	},
	"a focus": func(w *wordy) {
		a, b := w.two()
		f := practice.Focus{Pair: practice.Pair{Manager: a, Report: b}, Skill: w.says(b), OpenedBy: a, OpenedAt: noon}
		if _, opened, err := w.OpenAFocus(w.t.Context(), f); err != nil || !opened {
			w.must(err)
			w.takeBack(f.Skill)
		}
	},
	"a time request": func(w *wordy) {
		a, b := w.two()
		r := practice.TimeRequest{Request: w.request(), Pair: practice.Pair{Manager: a, Report: b}, Kind: "session", Words: w.says(b), AskedAt: noon, AskedOn: thursday, LapsesOn: friday}
		if _, err := w.AskTime(w.t.Context(), r, practice.Person{ID: a}); err != nil {
			w.must(err)
			w.takeBack(r.Words)
		}
	},
	"a plan and a skip": func(w *wordy) {
		if o, some := w.expected(); some {
			_, _, err := w.Skip(w.t.Context(), o.ID, practice.Skip{Reason: "other", Detail: w.says(aboutOf(o.Performer, o.Subject)), For: w.ana}, practice.SkipTerms{}, noon)
			w.must(err)
		}
	},
	"a plan and an excuse": func(w *wordy) {
		if o, some := w.expected(); some {
			_, err := w.Excuse(w.t.Context(), o.ID, practice.Excuse{By: w.ana, Reason: "other", Detail: w.says(aboutOf(o.Performer, o.Subject))}, noon)
			w.must(err)
		}
	},
	"an obstacle": func(w *wordy) {
		a, b := w.two()
		o := practice.Obstacle{Request: w.request(), Raiser: a, RaisedAt: noon, RaisedOn: thursday, What: w.says(a), Link: w.says(a), Affects: []practice.PersonID{b}, History: []practice.ObstacleEvent{
			{At: noon, On: thursday, By: a, Kind: practice.ObstacleOwned, Owner: b, Due: friday},
			{At: noon, On: thursday, By: b, Kind: practice.ObstacleUpdated, Words: w.says(b)},
			{At: noon, On: thursday, By: b, Kind: practice.ObstacleResolved, Outcome: "removed", Words: w.says(b), Prevent: w.says(b)}}}
		if _, err := w.RaiseObstacle(w.t.Context(), o); err != nil {
			w.must(err)
			w.takeBack(o.What, o.Link, o.History[1].Words, o.History[2].Words, o.History[2].Prevent)
		}
	},
	"a session of a team plan": func(w *wordy) {
		a, b := w.two()
		e := w.log(w.outer, practice.Entry{Request: w.request(), Practice: "visit", Author: a, Subject: b}, thursday, thursday).Entry
		w.must(w.tx(w.t.Context(), func(tx *engine.Tx) error {
			return insertSession(w.t.Context(), tx, practice.Session{Entry: e.ID, Kind: "training", Manager: a, Deliverer: b, Topic: w.says(a), On: friday}, thursday)
		}))
	},
	"an agenda": func(w *wordy) {
		a, _ := w.two()
		for range rapid.IntRange(1, 2).Draw(w.t, "posted") {
			before, err := w.TeamAgendas(w.t.Context(), a, thursday)
			w.must(err)
			for _, b := range before {
				w.takeBack(b.Words)
			}
			_, err = w.PostAgenda(w.t.Context(), practice.TeamAgenda{Request: w.request(), Manager: a, On: friday, Channel: "C7", Words: w.says(a), PostedAt: noon})
			w.must(err)
		}
	},
	"where a team meets": func(w *wordy) {
		a, _ := w.two()
		before, err := w.TeamSettings(w.t.Context(), a)
		w.must(err)
		w.takeBack(before.Slot.Where)
		w.must(w.SetTeam(w.t.Context(), practice.TeamSettings{Manager: a, Slot: practice.Slot{Set: true, Where: w.says(a)}}, noon))
	},
	"a comment on a digest": func(w *wordy) {
		a, b := w.two()
		sub, err := w.Subscribe(w.t.Context(), practice.Subscription{Root: a, Channel: w.request(), At: 9 * 60, Zone: "UTC"}, a, noon)
		w.must(err)
		w.must(w.tx(w.t.Context(), func(tx *engine.Tx) error {
			return putHelps(w.t.Context(), tx, []practice.HelpPreview{{Subscription: sub.ID, To: friday, About: b, Practices: []string{"visit"}, On: thursday}})
		}))
		w.must(w.exec(w.t.Context(), `UPDATE digest_help SET previewed_at = 1`))
		_, err = w.CommentHelp(w.t.Context(), b, sub.ID, friday, w.says(b))
		w.must(err)
	},
	"a suggestion": func(w *wordy) {
		a, _ := w.two()
		g := Suggestion{Request: w.request(), Person: a, Version: 1, Words: w.says(a), At: noon}
		if err := w.Suggest(w.t.Context(), g, nil); err != nil {
			w.must(err)
			w.takeBack(g.Words)
		}
	},
	"a draft": func(w *wordy) {
		a, _ := w.two()
		before, err := w.Draft(w.t.Context(), a)
		w.must(err)
		w.takeBack(before.Edits.Values...)
		w.must(w.SaveDraft(w.t.Context(), a, Draft{Version: 1, Edits: practice.Edits{Values: []string{w.says(a)}}}))
	},
}

// write writes in every way, and then in some again.
func (w *wordy) write(more int) {
	names := slices.Sorted(maps.Keys(writings))
	for _, name := range rapid.Permutation(names).Draw(w.t, "first") {
		writings[name](w)
	}
	for range rapid.IntRange(0, more).Draw(w.t, "more") {
		writings[rapid.SampledFrom(names).Draw(w.t, "way")](w)
	}
}
