package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// benAndCora is Ben and his report Cora.
func (c company) benAndCora() practice.Pair { return practice.Pair{Manager: c.ben, Report: c.cora} }

// topic adds a topic to the list of Ben and Cora.
func (c company) topic(t *testing.T, by practice.PersonID, words string, at time.Time) practice.TopicID {
	t.Helper()
	id, err := c.AddTopic(t.Context(), practice.Topic{Request: words, Pair: c.benAndCora(), By: by, Words: words, RaisedAt: at})
	ok(t, err)
	return id
}

// discuss logs a 1:1 of Ben with a report that happened on a day.
func (c company) discuss(t *testing.T, with practice.PersonID, request string, on cadence.Date, a practice.Agenda) practice.EntryID {
	t.Helper()
	return c.log(t, practice.Entry{Request: request, Practice: "one_on_one", Author: c.ben, Subject: with, Agenda: a}, on, max(on, thursday)).Entry.ID
}

func wordsOf(topics []practice.Topic) (words []string) {
	for _, t := range topics {
		words = append(words, t.Words)
	}
	return words
}

func (c company) wantTopics(t *testing.T, want ...string) {
	t.Helper()
	open, err := c.OpenTopics(t.Context(), c.benAndCora())
	ok(t, err)
	if got := wordsOf(open); !slices.Equal(got, want) {
		t.Errorf("the open topics are %q, want %q", got, want)
	}
}

func TestTopicsStayUntilASessionCoversThem(t *testing.T) {
	c := newCompany(t)
	second := c.topic(t, c.cora, "pricing", noon.Add(time.Minute))
	first := c.topic(t, c.ben, "territory", noon)
	if again := c.topic(t, c.ben, "territory", noon); again != first {
		t.Errorf("delivered again it is topic %d, not %d", again, first)
	}
	other, err := c.AddTopic(t.Context(), practice.Topic{Request: "V9", Pair: practice.Pair{Manager: c.ana, Report: c.ben}, By: c.ben, Words: "budget", RaisedAt: noon.Add(time.Hour)})
	ok(t, err)
	c.wantTopics(t, "territory", "pricing")
	of, err := c.TopicsOf(t.Context(), c.ben)
	ok(t, err)
	if got := wordsOf(of); !slices.Equal(got, []string{"territory", "pricing", "budget"}) {
		t.Errorf("Ben reads %q", got)
	}

	entry := c.discuss(t, c.cora, "V1", thursday, practice.Agenda{Covered: []practice.TopicID{second, other}})
	c.wantTopics(t, "territory")
	if topic, err := c.Topic(t.Context(), second); err != nil || topic.CoveredBy != entry {
		t.Errorf("covered by %d: %v", topic.CoveredBy, err)
	}
	if topic, err := c.Topic(t.Context(), other); err != nil || !topic.Open() {
		t.Errorf("another pair's topic is covered: %v", err)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, entry))
	c.wantTopics(t, "territory", "pricing")
}

func TestOnlyWhoAddedATopicDropsIt(t *testing.T) {
	c := newCompany(t)
	id := c.topic(t, c.cora, "pricing", noon)
	if err := c.DropTopic(t.Context(), id, c.ben, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("the other of the two drops it: %v", err)
	}
	c.wantTopics(t, "pricing")
	ok(t, c.DropTopic(t.Context(), id, c.cora, noon))
	c.wantTopics(t)
	if topic, err := c.Topic(t.Context(), id); err != nil || topic.Words != "" || topic.DroppedAt.IsZero() {
		t.Errorf("dropped it is %+v: %v", topic, err)
	}
	covered := c.topic(t, c.cora, "territory", noon)
	c.discuss(t, c.cora, "V1", thursday, practice.Agenda{Covered: []practice.TopicID{covered}})
	ok(t, c.DropTopic(t.Context(), covered, c.cora, noon))
	if topic, err := c.Topic(t.Context(), covered); err != nil || topic.Words == "" {
		t.Errorf("a covered topic is dropped: %+v: %v", topic, err)
	}
}

func TestTwentyTopicsADay(t *testing.T) {
	c := newCompany(t)
	add := func(n int, by practice.PersonID, at time.Time) error {
		_, err := c.AddTopic(t.Context(), practice.Topic{Request: fmt.Sprint("V", n), Pair: c.benAndCora(), By: by, Words: "pricing", RaisedAt: at})
		return err
	}
	for n := range practice.TopicsMost {
		ok(t, add(n, c.cora, noon))
	}
	ok(t, add(0, c.cora, noon)) // delivered again
	refused(t, add(100, c.cora, noon.Add(time.Hour)), practice.TopicsEnough())
	ok(t, add(101, c.ben, noon))
	ok(t, add(102, c.cora, noon.Add(24*time.Hour)))
}

func (c company) focus(t *testing.T, skill string, by practice.PersonID) (practice.Focus, bool) {
	t.Helper()
	f, opened, err := c.OpenAFocus(t.Context(), practice.Focus{Pair: c.benAndCora(), Skill: skill, OpenedBy: by, OpenedAt: noon})
	ok(t, err)
	return f, opened
}

func TestOneFocusAPair(t *testing.T) {
	c := newCompany(t)
	if _, open, err := c.OpenFocus(t.Context(), c.benAndCora()); open || err != nil {
		t.Errorf("before there is one: %t, %v", open, err)
	}
	f, opened := c.focus(t, "Discovery", c.ben)
	if standing, again := c.focus(t, "Closing", c.cora); !opened || again || standing.ID != f.ID || standing.Skill != "Discovery" {
		t.Errorf("the second stands beside the first: %+v", standing)
	}
	ok(t, c.SetAside(t.Context(), f.ID, noon))
	ok(t, c.SetAside(t.Context(), f.ID, noon.Add(time.Hour)))
	next, opened := c.focus(t, "Closing", c.cora)
	all, err := c.FocusesOf(t.Context(), c.cora)
	ok(t, err)
	if !opened || len(all) != 2 || all[0].ID != next.ID || all[1].Outcome != practice.FocusAside || !all[1].ClosedAt.Equal(noon) {
		t.Errorf("afterwards they are %+v", all)
	}
}

// told returns how often a notice is in the outbox: once, or never.
func (c company) told(t *testing.T, n practice.Notice) (told int) {
	t.Helper()
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT count(*) FROM outbox WHERE key = $1`, n.Key()).Scan(&told))
	return told
}

func TestSessionsMarkTheFocus(t *testing.T) {
	c := newCompany(t)
	f, _ := c.focus(t, "Discovery", c.ben)
	better := c.discuss(t, c.cora, "V1", thursday, practice.Agenda{Focus: f.ID, Mark: practice.FocusBetter})
	c.discuss(t, c.cora, "V2", thursday, practice.Agenda{Focus: f.ID}) // left open
	c.discuss(t, c.dan, "V3", thursday, practice.Agenda{Focus: f.ID, Mark: practice.FocusReached})
	open, found, err := c.OpenFocus(t.Context(), c.benAndCora())
	ok(t, err)
	if want := []practice.MarkedFocus{{Entry: better, On: thursday, Mark: practice.FocusBetter}}; !found || !slices.Equal(open.Marks, want) {
		t.Fatalf("the marks are %+v, want %+v", open.Marks, want)
	}
	word := practice.FocusEnd{Focus: f.ID, To: c.cora}
	if n := c.told(t, word); n != 0 {
		t.Fatalf("told %d times before it is reached", n)
	}

	reached := c.discuss(t, c.cora, "V4", friday, practice.Agenda{Focus: f.ID, Mark: practice.FocusReached})
	if _, found, _ := c.OpenFocus(t.Context(), c.benAndCora()); found || c.told(t, word) != 1 {
		t.Errorf("after it is reached it is open: %t, told %d times", found, c.told(t, word))
	}
	c.discuss(t, c.cora, "V5", friday, practice.Agenda{Focus: f.ID, Mark: practice.FocusWorse}) // a form opened before
	ok(t, c.Withdraw(t.Context(), c.ben, noon, reached))
	if open, found, _ := c.OpenFocus(t.Context(), c.benAndCora()); !found || len(open.Marks) != 1 || open.Outcome != "" {
		t.Errorf("taken back it is %+v, open: %t", open, found)
	}
	again := c.discuss(t, c.cora, "V6", friday, practice.Agenda{Focus: f.ID, Mark: practice.FocusReached})
	c.focus(t, "Closing", c.cora)
	ok(t, c.Withdraw(t.Context(), c.ben, noon, again))
	if open, found, _ := c.OpenFocus(t.Context(), c.benAndCora()); !found || open.Skill != "Closing" {
		t.Errorf("beside another it is open again: %+v", open)
	}
}

func (c company) ask(t *testing.T, request string, at time.Time, on cadence.Date) practice.TimeRequestID {
	t.Helper()
	id, err := c.asks(t, request, at, on)
	ok(t, err)
	return id
}

func (c company) asks(t *testing.T, request string, at time.Time, on cadence.Date) (practice.TimeRequestID, error) {
	t.Helper()
	return c.AskTime(t.Context(), practice.TimeRequest{Request: request, Pair: c.benAndCora(), Kind: practice.TimeSession, Words: "the renewal",
		AskedAt: at, AskedOn: on, LapsesOn: on + 28}, practice.Person{Name: "Ben"})
}

func (c company) request(t *testing.T, id practice.TimeRequestID) practice.TimeRequest {
	t.Helper()
	r, err := c.TimeRequest(t.Context(), id)
	ok(t, err)
	return r
}

func TestTimeAskedForIsMetByTheNextSession(t *testing.T) {
	c := newCompany(t)
	id := c.ask(t, "V1", noon, thursday)
	if again := c.ask(t, "V1", noon, thursday); again != id {
		t.Errorf("delivered again it is %d, not %d", again, id)
	}
	c.discuss(t, c.dan, "V2", thursday, practice.Agenda{})
	c.discuss(t, c.cora, "V3", tuesday, practice.Agenda{}) // before it was asked for
	if waiting, err := c.RequestsTo(t.Context(), c.ben); err != nil || len(waiting) != 1 || waiting[0].ID != id {
		t.Fatalf("what waits for Ben is %+v: %v", waiting, err)
	}
	ok(t, c.PlanTime(t.Context(), id, c.ben, friday, noon))
	ok(t, c.PlanTime(t.Context(), id, c.ben, friday, noon))
	if n := c.told(t, practice.TimePlanned{Request: id, On: friday}); n != 1 || c.request(t, id).PlannedOn != friday {
		t.Errorf("planned it is %+v, told %d times", c.request(t, id), n)
	}
	entry := c.discuss(t, c.cora, "V4", friday, practice.Agenda{})
	if r := c.request(t, id); r.Waits() || r.Outcome != practice.TimeMet || r.Entry != entry {
		t.Errorf("met it is %+v", r)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, entry))
	if r := c.request(t, id); !r.Waits() || r.Outcome != "" || r.Entry != 0 || r.Words == "" {
		t.Errorf("taken back it is %+v", r)
	}
	c.discuss(t, c.cora, "V5", friday, practice.Agenda{})
	if n := c.told(t, practice.TimeAnswered{Request: id}); n != 1 || c.request(t, id).Waits() {
		t.Errorf("told %d times", n)
	}
}

// What a morning's message offers to plan or close goes from it when the
// request is planned or closed, from wherever that happens.
func TestTheMorningsMessageFollowsItsRequests(t *testing.T) {
	c := newCompany(t)
	id := c.ask(t, "V1", noon, thursday)
	bundle := practice.Bundle{Person: c.ben, On: thursday, More: 1}
	ok(t, c.Post(t.Context(), bundle, practice.Bundle{Person: c.ana, On: thursday, More: 1}))
	changes := func() (n int) {
		ok(t, c.read.QueryRowContext(t.Context(), `SELECT changes FROM outbox WHERE key = $1`, bundle.Key()).Scan(&n))
		return n
	}
	ok(t, c.PlanTime(t.Context(), id, c.ben, friday, noon))
	planned := changes()
	ok(t, c.CloseTime(t.Context(), id, c.ben, practice.TimeDone, noon))
	if closed := changes(); planned != 1 || closed != 2 {
		t.Errorf("drawn again %d times after the plan, %d after the end", planned, closed)
	}
}

func TestATimeRequestIsClosedByItsTwo(t *testing.T) {
	c := newCompany(t)
	id := c.ask(t, "V1", noon, thursday)
	for _, forged := range []struct {
		by      practice.PersonID
		outcome practice.TimeOutcome
	}{{c.ana, practice.TimeDone}, {c.cora, practice.TimeDone}, {c.ben, practice.TimeWithdrawn}, {c.dan, practice.TimeWithdrawn}} {
		if err := c.CloseTime(t.Context(), id, forged.by, forged.outcome, noon); !errors.Is(err, ErrNotFound) {
			t.Errorf("person %d says %s: %v", forged.by, forged.outcome, err)
		}
	}
	if err := c.PlanTime(t.Context(), id, c.ana, friday, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("another manager plans it: %v", err)
	}
	ok(t, c.CloseTime(t.Context(), id, c.cora, practice.TimeWithdrawn, noon))
	ok(t, c.CloseTime(t.Context(), id, c.ben, practice.TimeDone, noon.Add(time.Hour)))
	ok(t, c.PlanTime(t.Context(), id, c.ben, friday, noon))
	if r := c.request(t, id); r.Outcome != practice.TimeWithdrawn || r.Words != "" || r.PlannedOn != 0 || c.told(t, practice.TimeAnswered{Request: id}) != 0 {
		t.Errorf("taken back it is %+v", r)
	}
	done := c.ask(t, "V2", noon, thursday)
	ok(t, c.CloseTime(t.Context(), done, c.ben, practice.TimeDone, noon))
	lapsed := c.ask(t, "V3", noon.Add(time.Hour), thursday)
	if waiting, err := c.RequestsWaiting(t.Context()); err != nil || len(waiting) != 1 || waiting[0].ID != lapsed {
		t.Errorf("what waits is %+v: %v", waiting, err)
	}
	ok(t, c.EndTime(t.Context(), c.request(t, lapsed), practice.TimeLapsed, noon))
	for _, id := range []practice.TimeRequestID{done, lapsed} {
		if n := c.told(t, practice.TimeAnswered{Request: id}); n != 1 {
			t.Errorf("of request %d Cora is told %d times", id, n)
		}
	}
	for _, later := range []struct{ days, want int }{{0, 3}, {29, 3}, {31, 0}} {
		all, err := c.RequestsBy(t.Context(), c.cora, noon.Add(time.Duration(later.days)*24*time.Hour))
		if ok(t, err); len(all) != later.want {
			t.Errorf("after %d days Cora is shown %d, want %d", later.days, len(all), later.want)
		}
	}
}

func TestTenTimeRequestsADayAndThreeThatWait(t *testing.T) {
	c := newCompany(t)
	ben := practice.Person{Name: "Ben"}
	for n := range practice.TimeWaitingMost {
		c.ask(t, fmt.Sprint("V", n), noon, thursday)
	}
	_, err := c.asks(t, "V100", noon, thursday)
	refused(t, err, practice.AskedAlready(ben))
	for n := range practice.TimeRequestsMost {
		if n >= practice.TimeWaitingMost {
			c.ask(t, fmt.Sprint("V", n), noon, thursday)
		}
		waiting, err := c.RequestsTo(t.Context(), c.ben)
		ok(t, err)
		ok(t, c.CloseTime(t.Context(), waiting[0].ID, c.cora, practice.TimeWithdrawn, noon))
	}
	_, err = c.asks(t, "V101", noon.Add(time.Hour), thursday)
	refused(t, err, practice.AskedEnough())
	c.ask(t, "V0", noon, thursday) // delivered again
	c.ask(t, "V102", noon.Add(24*time.Hour), friday)
}

func TestOccurrencesAboutAPerson(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben, c.ana)
	about := c.about(t, c.ben, "one_on_one", c.cora)
	has := func(from, to cadence.Date) bool {
		t.Helper()
		found, err := c.OccurrencesAbout(t.Context(), c.cora, from, to)
		ok(t, err)
		for _, o := range found {
			if o.Subject != c.cora || !o.Waiting(max(from, o.Period.Start)) {
				t.Errorf("%+v is not about Cora, or does not wait", o)
			}
		}
		return slices.ContainsFunc(found, func(o practice.Occurrence) bool { return o.ID == about.ID })
	}
	if !has(thursday, friday) || has(about.ClosesOn+1, about.ClosesOn+9) || has(about.Period.Start-9, about.Period.Start-1) {
		t.Error("the days of the 1:1 are not those in which it can be logged")
	}
	c.discuss(t, c.cora, "V1", thursday, practice.Agenda{})
	if has(thursday, friday) {
		t.Error("a 1:1 that was logged is still to be done")
	}
}

func TestATopicBecomesAStep(t *testing.T) {
	c := newCompany(t)
	id := c.topic(t, c.cora, "call the customer", noon)
	step := practice.Action{Owner: c.cora, What: "Call the customer", MadeAt: noon, FirstDue: friday, Due: friday, AgreedAt: noon}
	for range 2 {
		made, err := c.MakeStep(t.Context(), id, step)
		if ok(t, err); !made {
			t.Error("it is no step")
		}
	}
	covered := c.topic(t, c.cora, "territory", noon)
	c.discuss(t, c.cora, "V9", thursday, practice.Agenda{Covered: []practice.TopicID{covered}})
	if made, err := c.MakeStep(t.Context(), covered, step); made || err != nil {
		t.Errorf("a covered topic becomes a step: %t, %v", made, err)
	}
	c.wantTopics(t)
	if topic, err := c.Topic(t.Context(), id); err != nil || topic.Words != "" {
		t.Errorf("its words stay on the list: %+v, %v", topic, err)
	}
	if steps := c.stepsOf(t, c.cora); len(steps) != 1 || steps[0].Author != c.ben || steps[0].Subject != c.cora || steps[0].Owner != c.cora || steps[0].What != step.What {
		t.Errorf("the steps are %+v", steps)
	}
}

func TestADayToLookAgainGoesWithItsFocus(t *testing.T) {
	c := newCompany(t)
	f, _ := c.focus(t, "Discovery", c.ben)
	look := practice.Action{Request: "V1/look", Author: c.ben, Owner: c.ben, Subject: c.cora, What: "Look again", MadeAt: noon, FirstDue: friday, Due: friday, AgreedAt: noon}
	for range 2 {
		ok(t, c.LookAgain(t.Context(), look))
	}
	c.step(t)
	kinds := func() (kinds []practice.ActionKind) {
		for _, a := range c.stepsOf(t, c.cora) {
			if a.Open() {
				kinds = append(kinds, a.Kind)
			}
		}
		return kinds
	}
	if got := kinds(); len(got) != 2 || !slices.Contains(got, practice.Look) {
		t.Fatalf("the open steps are of kinds %q", got)
	}
	ok(t, c.SetAside(t.Context(), f.ID, noon))
	if got := kinds(); !slices.Equal(got, []practice.ActionKind{practice.Step}) {
		t.Errorf("after the focus is set aside they are of kinds %q", got)
	}
}
