package measure

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/practice"
)

// A plainPool says what MEASURES 5.7 and 5.8 say of the asks of a pool, looking
// at all of them again at every answer.
type plainPool struct {
	pool  []Asked
	all   []Asked // of which the pool is a part; what an ask gave rise to may not be in it
	zone  func(practice.PersonID) *time.Location
	value func(practice.Confirmation) bool
}

// A plainFigure is what the asks of the 90 days before a moment come to.
type plainFigure struct {
	When             time.Time
	Values           []plainValue
	Answered, Lapsed int
}

// A plainValue is what somebody answered about an entry.
type plainValue struct {
	Entry          practice.EntryID
	Round          int
	Author, Person practice.PersonID
	Answer         practice.Confirmation
}

func valueOf(s Asked) plainValue { return plainValue{s.Entry, s.Round, s.Author, s.Person, s.Answer} }

const ninetyDays = 90 * 24 * time.Hour

// has reports whether something that has a moment, or never happens, had
// happened by another.
func has(happened, by time.Time) bool { return !happened.IsZero() && !happened.After(by) }

// stands reports whether an ask's answer, had it been given, would count at a
// moment: its entry was not taken back, and no ask that an edit of the entry gave
// rise to was answered.
func (p plainPool) stands(s Asked, at time.Time) bool {
	return !has(s.WithdrawnAt, at) && !slices.ContainsFunc(p.all, func(second Asked) bool {
		return second.Entry == s.Entry && second.Round > s.Round && has(second.Answer.At, at)
	})
}

func (p plainPool) counts(s Asked, at time.Time) bool {
	return has(s.Answer.At, at) && p.stands(s, at) && at.Sub(s.AskedAt) < ninetyDays
}

// lapsed reports whether an ask of the 90 days before a moment had lapsed by
// then: its last day was over where the person is.
func (p plainPool) lapsed(s Asked, at time.Time) bool {
	over := (s.LapsesOn + 1).At(0, p.zone(s.Person))
	return has(s.AskedAt, at) && has(over, at) && !has(s.Answer.At, at) && !has(s.CancelledAt, at) && p.stands(s, at) && at.Sub(s.AskedAt) < ninetyDays
}

// figure returns what the asks of the 90 days before a moment come to.
func (p plainPool) figure(at time.Time) plainFigure {
	f := plainFigure{When: at}
	for _, s := range p.pool {
		if p.counts(s, at) {
			f.Answered++
			if p.value(s.Answer) {
				f.Values = append(f.Values, valueOf(s))
			}
		}
		if p.lapsed(s, at) {
			f.Lapsed++
		}
	}
	return f
}

// isEnough reports whether there are five values of four people.
func isEnough(values []plainValue) bool {
	people := map[practice.PersonID]bool{}
	for _, s := range values {
		people[s.Person] = true
	}
	return len(values) >= 5 && len(people) >= 4
}

func (f plainFigure) holds() bool { return isEnough(f.Values) && f.Answered >= f.Lapsed }

// since returns the values of a figure that came after a moment.
func (f plainFigure) since(last time.Time) []plainValue {
	return slices.DeleteFunc(slices.Clone(f.Values), func(s plainValue) bool { return !s.Answer.At.After(last) })
}

// last returns the figure that is shown at a moment.
func (p plainPool) last(asOf time.Time) (shown plainFigure, ok bool) {
	var moments []time.Time
	for _, s := range p.pool {
		if p.counts(s, s.Answer.At) && has(s.Answer.At, asOf) {
			moments = append(moments, s.Answer.At)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	for _, at := range moments {
		if f := p.figure(at); at.After(shown.When) && f.holds() && isEnough(f.since(shown.When)) {
			shown = f
		}
	}
	return shown, !shown.When.IsZero() && asOf.Sub(shown.When) <= ninetyDays
}

// shown returns the figure that the package says is shown at a moment.
func (p plainPool) shown(asOf time.Time) (plainFigure, bool) {
	all := slices.DeleteFunc(spoken(p.all), func(s ask) bool { return !slices.Contains(p.pool, s.Asked) })
	f, ok := askPool{all, p.zone, p.value}.lastStep(asOf)
	plain := plainFigure{When: f.when, Answered: f.answered, Lapsed: f.lapsed}
	for _, s := range f.values {
		plain.Values = append(plain.Values, valueOf(s.Asked))
	}
	return plain, ok
}

// asIs returns the pool as it was as of a moment: answers given later are not
// there.
func (p plainPool) asIs(asOf time.Time) plainPool {
	cut := func(all []Asked) (kept []Asked) {
		for _, s := range all {
			if s.Answer.At.After(asOf) {
				s.Answer = practice.Confirmation{}
			}
			if s.CancelledAt.After(asOf) {
				s.CancelledAt = time.Time{}
			}
			if !s.AskedAt.After(asOf) {
				kept = append(kept, s)
			}
		}
		return kept
	}
	p.pool, p.all = cut(p.pool), cut(p.all)
	return p
}

var saidBegins = date(1, 5).At(0, time.UTC)

// moment draws one of a few moments of a day, so that several things happen at
// one.
func moment(t *rapid.T, label string, from time.Time, days int) time.Time {
	return from.Add(time.Duration(rapid.IntRange(0, 3*days).Draw(t, label)) * 8 * time.Hour)
}

// anyAsked draws an ask of one of a few people about an entry of a few managers.
// Of those of the first half of the days so many in ten are answered, and so many
// of the others.
func anyAsked(t *rapid.T, n, spread int, answers [2]int) Asked {
	s := Asked{Entry: practice.EntryID(n), Author: practice.PersonID(rapid.IntRange(1, 3).Draw(t, "author")), Person: practice.PersonID(rapid.IntRange(4, 9).Draw(t, "person")),
		Practice: "visit", Version: 1, Why: practice.ConfirmSubject, Settled: true, AskedAt: moment(t, "asked", saidBegins, spread)}
	s.AskedOn = practice.Person{}.Today(s.AskedAt, time.UTC)
	s.LapsesOn = s.AskedOn + 7
	half := min(1, int(2*s.AskedAt.Sub(saidBegins).Hours())/(24*spread))
	if rapid.IntRange(0, 9).Draw(t, "answers") < answers[half] {
		s.Answer = practice.Confirmation{At: moment(t, "answered", s.AskedAt, 7), Match: practice.MatchedYes}
		if rapid.IntRange(0, 5).Draw(t, "rates") > 0 {
			s.Answer.Useful = rapid.IntRange(1, 5).Draw(t, "useful")
		}
	}
	return s
}

// drawPool draws asks over some months, some of which have been asked again or
// taken back.
func drawPool(t *rapid.T) plainPool {
	zones := map[bool]*time.Location{true: time.UTC, false: time.FixedZone("far", -9*60*60)}
	p := plainPool{zone: func(id practice.PersonID) *time.Location { return zones[id%2 == 0] }, value: hasMatch}
	if rapid.Bool().Draw(t, "of ratings") {
		p.value = func(c practice.Confirmation) bool { return c.Useful != 0 }
	}
	spread := rapid.SampledFrom([]int{20, 60, 220}).Draw(t, "days")
	some := rapid.SampledFrom([]int{3, 5, 9})
	answers := [2]int{some.Draw(t, "answered of ten"), some.Draw(t, "answered of ten later")}
	for n := range rapid.IntRange(10, 50).Draw(t, "asks") {
		s := anyAsked(t, n, spread, answers)
		switch rapid.IntRange(0, 9).Draw(t, "fate") {
		case 0:
			s.WithdrawnAt = moment(t, "taken back", s.AskedAt, 30)
		case 1, 2:
			second := anyAsked(t, n, spread, answers)
			second.Round, second.Author = 1, s.Author
			if s.Answer.At.IsZero() {
				s.CancelledAt = moment(t, "edited", s.AskedAt, 30)
			}
			p.all = append(p.all, second)
		}
		p.all = append(p.all, s)
	}
	p.pool = slices.DeleteFunc(slices.Clone(p.all), func(s Asked) bool { return s.Author == 3 && s.Round == 1 }) // somebody else's by then
	return p
}

// compare fails where the package shows another figure at a moment than the
// rules say. It returns the figure.
func (p plainPool) compare(t *rapid.T, asOf time.Time) (plainFigure, bool) {
	t.Helper()
	want, shown := p.last(asOf)
	got, ok := p.shown(asOf)
	if !shown {
		want = plainFigure{}
	}
	if diff := cmp.Diff(want, got); shown != ok || diff != "" {
		t.Fatalf("as of %s it is shown: %t, want %t (-want +got):\n%s", asOf, ok, shown, diff)
	}
	return got, ok
}

func TestAStepIsWhatTheRulesSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPool(t)
		for range 16 {
			asOf := moment(t, "as of", saidBegins, 300)
			p.asIs(asOf).compare(t, asOf)
			p.compare(t, asOf) // what is answered later changes nothing, as long as it is known to be later
		}
	})
}

// Nobody can have one answer by subtraction: between two moments the figure is
// the same, or five new values of four people have come.
func TestAFigureChangesWithFiveValuesOfFourPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPool(t)
		was, asOf := plainFigure{}, saidBegins
		for range 6 {
			asOf = moment(t, "as of", asOf, 60)
			now, shown := p.asIs(asOf).shown(asOf)
			if !shown {
				continue
			}
			if !now.holds() || asOf.Sub(now.When) > ninetyDays || now.When.After(asOf) {
				t.Fatalf("as of %s: %+v", asOf, now)
			}
			same := cmp.Equal(was, now)
			if came := now.since(was.When); !same && !isEnough(came) {
				t.Fatalf("from %+v to %+v with %d new values", was, now, len(came))
			}
			was = now
		}
	})
}

// goesOn returns the pool after some of its entries were taken back, or asked
// about again, after a moment.
func (p plainPool) goesOn(t *rapid.T, after time.Time) plainPool {
	changed := plainPool{zone: p.zone, value: p.value}
	for _, s := range p.all {
		inPool := slices.Contains(p.pool, s)
		switch later := moment(t, "later", after.Add(time.Hour), 5); rapid.IntRange(0, 5).Draw(t, "what happens") {
		case 0:
			if s.WithdrawnAt.IsZero() {
				s.WithdrawnAt = later
			}
		case 1, 2:
			second := s
			second.Round, second.AskedAt, second.Answer, second.CancelledAt = s.Round+1, later, practice.Confirmation{}, time.Time{}
			second.LapsesOn += 300
			if rapid.IntRange(0, 5).Draw(t, "answers again") == 0 {
				second.Answer = practice.Confirmation{At: later.Add(time.Hour), Match: practice.MatchedNo}
			}
			changed.all, changed.pool = append(changed.all, second), append(changed.pool, second)
		}
		changed.all = append(changed.all, s)
		if inPool {
			changed.pool = append(changed.pool, s)
		}
	}
	return changed
}

// What is done to an entry later changes no step that has closed, as of that
// moment or now: else withdrawing would tell what was answered.
func TestNothingChangesAClosedStep(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPool(t)
		asOf := moment(t, "as of", saidBegins, 250)
		p = p.asIs(asOf)
		before, shown := p.shown(asOf)
		changed := p.goesOn(t, asOf)
		if got, ok := changed.shown(asOf); ok != shown || !cmp.Equal(before, got) {
			t.Fatalf("as of the moment before it is shown: %t, was %t (-was +is):\n%s", ok, shown, cmp.Diff(before, got))
		}
		afterwards := asOf.Add(7 * 24 * time.Hour)
		got, ok := changed.shown(afterwards)
		stepped := ok && got.When.After(asOf) && isEnough(got.since(before.When))
		if shown && !stepped && afterwards.Sub(before.When) <= ninetyDays && (!ok || !cmp.Equal(before, got)) {
			t.Fatalf("afterwards it is shown: %t (-was +is):\n%s", ok, cmp.Diff(before, got))
		}
	})
}
