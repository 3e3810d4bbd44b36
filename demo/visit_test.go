package demo

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// visited is Acme as a visitor finds it, until the test ends.
func visited(t *testing.T, weeks int) *session {
	t.Helper()
	d, err := build(t.Context(), Options{Company: Acme(), Visit: cadence.NewDate(2026, 3, 5), Weeks: weeks, DB: filepath.Join(t.TempDir(), "coach.db")})
	if err != nil {
		t.Fatal(err)
	}
	d.thrownAway = true
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan struct{}), make(chan error, 1)
	go func() { done <- d.run(ctx, func(string) {}, func() { close(ready) }) }()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	select {
	case <-ready:
	case err := <-done:
		done <- err
		t.Fatal("the demo did not start")
	}
	return d
}

// must is a value of the store's, or the end of the test.
func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// A visitor finds something for everybody, and some of everything for Ana.
func TestWhatAVisitorFinds(t *testing.T) {
	d := visited(t, 5)
	t.Run("everybody has something to read and to do", func(t *testing.T) { everybodyHasSomething(t, d) })
	t.Run("the team is alive", func(t *testing.T) { theTeamIsAlive(t, d) })
	t.Run("Ana has some of everything", func(t *testing.T) { anaHasEverything(t, d) })
	t.Run("all of it moves to another database", func(t *testing.T) { moves(t, d) })
}

// moves exports the demo, imports it into a new database, and exports that.
func moves(t *testing.T, d *session) {
	now := d.clock.now()
	export := func(db *store.Store) (file bytes.Buffer) {
		t.Helper()
		if err := db.Export(t.Context(), files.NewWriter(&file).Write, now); err != nil {
			t.Fatal(err)
		}
		return file
	}
	file := export(d.life.db)
	other := must(store.Make(t.Context(), filepath.Join(t.TempDir(), "moved.db")))(t)
	defer other.Close()
	brought := must(other.Import(t.Context(), files.NewReader("demo", bytes.NewReader(file.Bytes()))))(t)
	if again := export(other); !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Errorf("after the move (-before +after):\n%s", cmp.Diff(file.String(), again.String()))
	}
	for _, kind := range []string{"person", "playbook", "holiday", "line", "leave", "subscription", "occurrence", "entry", "ask", "action", "topic", "obstacle", "notice", "focus", "time_request"} {
		if brought.Lines[kind] == 0 {
			t.Errorf("the demo has no %s", kind)
		}
	}
}

// everybodyHasSomething checks that whoever a visitor acts as has something to
// read and something to do.
func everybodyHasSomething(t *testing.T, d *session) {
	ctx, db := t.Context(), d.program.Store
	r := must(db.Roster(ctx))(t)
	today := cadence.NewDate(2026, 3, 5)
	for _, id := range r.People() {
		name := r.Person(id).Name
		if len(must(db.Lately(ctx, id, 1))(t)) == 0 {
			t.Errorf("%s has nothing to read", name)
		}
		todo := len(must(db.OpenSteps(ctx, id))(t)) + len(must(db.TopicsOf(ctx, id))(t)) + len(must(db.PlansToWrite(ctx, id))(t)) +
			len(must(db.PlansToAgree(ctx, id))(t)) + len(must(db.Waiting(ctx, id, today))(t))
		if todo == 0 {
			t.Errorf("%s has nothing to do", name)
		}
		for _, a := range must(db.OpenSteps(ctx, id))(t) {
			if !r.Calendar(id).Works(a.FirstDue) {
				t.Errorf("%s has a step for %s, when they don't work: %s", name, a.FirstDue, a.What)
			}
		}
	}
}

// anaHasEverything checks that acting as Ana shows a plan to write, a step to
// tick, topics, a focus with a history, and what Dana sees in her.
func anaHasEverything(t *testing.T, d *session) {
	ctx, db := t.Context(), d.program.Store
	r := must(db.Roster(ctx))(t)
	ana, dana := must(db.PersonByEmail(ctx, "ana@acme.test"))(t), must(db.PersonByEmail(ctx, "dana@acme.test"))(t)
	pair := practice.Pair{Manager: dana.ID, Report: ana.ID}
	today := cadence.NewDate(2026, 3, 5)
	if len(must(db.PlansToWrite(ctx, ana.ID))(t)) == 0 {
		t.Error("she has no plan to write")
	}
	if len(practice.StepsFor(must(db.OpenSteps(ctx, ana.ID))(t), r.Calendar(ana.ID), today)) == 0 {
		t.Error("she has no step that is due today or tomorrow")
	}
	if len(must(db.OpenTopics(ctx, pair))(t)) == 0 {
		t.Error("her list of topics is empty")
	}
	focus, open, err := db.OpenFocus(ctx, pair)
	if err != nil || !open || len(focus.Marks) < 2 {
		t.Errorf("her focus is %+v: %v", focus, err)
	}
	strengths := slices.DeleteFunc(must(db.Lately(ctx, ana.ID, 50))(t), func(e practice.Entry) bool {
		return e.Subject != ana.ID || e.Values["strength"].Text == "" && e.Values["did_well"].Text == ""
	})
	if len(strengths) < 3 {
		t.Errorf("only %d sessions name a strength of hers", len(strengths))
	}
	if sent := must(db.Habits(ctx, dana.ID))(t).Sent; len(sent) == 0 || sent[0].On != today {
		t.Errorf("Dana's latest messages are %v: none of the visit's morning", sent)
	}
	if len(must(db.RequestsTo(ctx, dana.ID))(t)) == 0 {
		t.Error("nobody asks Dana for time")
	}
	if len(must(db.OpenAsks(ctx, ana.ID, today))(t)) == 0 {
		t.Error("she is asked about nothing")
	}
}

// theTeamIsAlive checks what a team's week leaves: what Ana raised was passed up
// and is gone, something waits for Dana to take it, training was delivered by a
// rep, one contest is over and another runs.
func theTeamIsAlive(t *testing.T, d *session) {
	ctx, db := t.Context(), d.program.Store
	r := must(db.Roster(ctx))(t)
	ana, dana := must(db.PersonByEmail(ctx, "ana@acme.test"))(t), must(db.PersonByEmail(ctx, "dana@acme.test"))(t)
	today := cadence.NewDate(2026, 3, 5)
	passedUp := func(o practice.Obstacle) bool {
		return o.State() == practice.ObstacleIsGone && slices.ContainsFunc(o.History, func(ev practice.ObstacleEvent) bool { return ev.Kind == practice.ObstacleOffered })
	}
	if raised := must(db.ObstaclesOf(ctx, ana.ID))(t); !slices.ContainsFunc(raised, passedUp) {
		t.Errorf("nothing that Ana raised was passed up and is gone: %+v", raised)
	}
	asked := func(o practice.Obstacle) bool { return o.Asked(r, today) == dana.ID }
	if !slices.ContainsFunc(must(db.ObstaclesToTake(ctx, dana.ID))(t), asked) {
		t.Error("no obstacle waits for Dana to take it")
	}
	if open := must(db.OpenObstacles(ctx))(t); len(open) < 4 || len(open) > 40 {
		t.Errorf("%d obstacles are open", len(open))
	}
	var delivered, over, runs bool
	for id := range practice.SessionID(4) {
		s := must(db.Session(ctx, id+1))(t)
		delivered = delivered || s.Kind == practice.Training && !s.DoneAt.IsZero() && s.Deliverer != dana.ID
		over, runs = over || s.Kind == practice.Contest && s.Until < today, runs || s.Kind == practice.Contest && s.On <= today && today <= s.Until
	}
	if !delivered || !over || !runs {
		t.Errorf("training delivered by a rep: %t; a contest is over: %t; another runs: %t", delivered, over, runs)
	}
}

// What was said is nobody's name, comes once, and belongs to a setting and a
// cause that the forms know.
func TestTalksReadAsPeopleSpeak(t *testing.T) {
	seenBefore := map[string]bool{"": true}
	once := func(texts ...string) {
		for _, text := range texts {
			if seenBefore[text] && text != "" && text != "Nothing to fix" {
				t.Errorf("%q is said twice", text)
			}
			seenBefore[text] = true
			for _, name := range acmeNames(t) {
				if slices.Contains(strings.FieldsFunc(text, notLetter), name) {
					t.Errorf("%q names %s, who may not be there", text, name)
				}
			}
		}
	}
	pb, err := files.Load("playbook.yaml", files.DefaultYAML())
	if err != nil {
		t.Fatal(err)
	}
	p, _ := pb.Practice("observation", cadence.NewDate(2026, 3, 5))
	setting, _ := p.Form.Field("setting")
	cause, _ := p.Form.Field("cause")
	for _, s := range slices.Concat(ofSellers, ofLeaders) {
		once(s.skill)
		for _, w := range s.seen {
			once(w.well, w.better, w.step)
			if w.setting != "" && (!slices.Contains(setting.OptionValues(), w.setting) || !slices.Contains(cause.OptionValues(), w.cause)) {
				t.Errorf("no form asks for %q and %q", w.setting, w.cause)
			}
		}
		for _, w := range s.talks {
			once(w.strength, w.results, w.help)
			once(w.plan...)
		}
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }
