package view_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/bot/view"
	"coach/measure"
	"coach/practice"
)

// A counted is what measures make of a company in which somebody led by Dana's
// leader, and somebody else, answered a question or were asked one.
type counted struct {
	roster   *practice.Roster
	playbook *practice.Playbook
}

// countedOn is the Monday on which measures are asked.
var countedOn = march(9)

func countedIn(pb *practice.Playbook) counted {
	folk := []practice.Person{people[priya], people[dana], people[eli]}
	lines := []practice.Line{{Report: priya}, {Report: dana, Manager: priya}, {Report: eli, Manager: priya}}
	for i := range practice.PersonID(8) {
		folk = append(folk, practice.Person{ID: 200 + i, Name: fmt.Sprintf("Rep %d", i)})
		lines = append(lines, practice.Line{Report: 200 + i, Manager: []practice.PersonID{dana, eli}[i%2]})
	}
	return counted{practice.NewRoster(folk, lines, pb), pb}
}

// A numbers is everything that measures tell somebody.
type numbers struct {
	Report measure.Report
	Causes []measure.CauseCount
}

// tells returns what somebody is told of what happened in the week before.
func (c counted) tells(t *testing.T, who practice.PersonID, scope measure.Scope, h measure.History) numbers {
	t.Helper()
	k := measure.Asking{Viewer: who, Scope: scope, Kind: measure.ByWeek, AsOf: countedOn.At(9*60, time.UTC), Today: countedOn}
	q, err := k.Question(c.playbook, c.roster, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	org := measure.Org{Playbook: c.playbook, Versions: map[int]*practice.Playbook{1: c.playbook}, Roster: c.roster}
	return numbers{measure.Answer(q, org, h.Facts(q, c.playbook)), measure.CausesOf(q, c.roster, h.Causes(q))}
}

// logs are twelve entries of one practice, by Dana and by Eli, with an answer.
func logs(p *practice.Practice, f practice.Field, answer practice.Value) (h measure.History) {
	for i := range practice.EntryID(12) {
		on := countedOn - 6
		h.Entries = append(h.Entries, practice.Entry{ID: i + 1, Practice: p.Key, Author: []practice.PersonID{dana, eli}[i%2], Subject: practice.PersonID(200 + i%8),
			HappenedOn: on, LoggedOn: on, LoggedAt: on.At(12*60, time.UTC), Version: 1, Values: practice.Values{f.Key: answer}})
	}
	return h
}

// answersTo are some answers to a question, none among them.
func answersTo(f practice.Field) []practice.Value {
	all := []practice.Value{{}}
	for _, o := range f.Options {
		if f.Type == practice.MultiSelect {
			all = append(all, practice.Value{Many: []string{o.Value}})
		} else {
			all = append(all, practice.Value{Text: o.Value})
		}
	}
	if len(f.Options) == 0 {
		all = append(all, practice.Value{Text: "yes"}, practice.Value{Text: "no"}, practice.Value{Text: "4"})
	}
	return all
}

// counts reports whether something that measures tell somebody depends on which
// of some histories it was.
func (c counted) counts(t *testing.T, who practice.PersonID, scope measure.Scope, histories []measure.History) bool {
	t.Helper()
	first := c.tells(t, who, scope, histories[0])
	return slices.ContainsFunc(histories[1:], func(h measure.History) bool { return !reflect.DeepEqual(first, c.tells(t, who, scope, h)) })
}

// TestTheSmallPrintSaysWhatIsCounted has everybody answer each question of the
// default playbook in each way there is. What that changes in anybody's numbers
// is what the sentence under the question says.
func TestTheSmallPrintSaysWhatIsCounted(t *testing.T) {
	seen := map[string]int{}
	for i := range playbook.Practices {
		for _, lens := range []practice.Lens{practice.Leading, practice.Lagging, practice.Mixed, practice.Neutral} {
			changed := *playbook
			changed.Practices = slices.Clone(playbook.Practices)
			pb, p := &changed, &changed.Practices[i]
			p.Form = slices.Clone(p.Form)
			p.Lens = lens
			for j := range p.Form {
				p.Form[j].More, p.Form[j].Unless, p.Form[j].Help = false, practice.Condition{}, ""
			}
			c := countedIn(pb)
			k := view.Known{Draft: view.Draft{Practice: p, HappenedOn: thursday}, Author: c.roster.Person(dana), Reports: c.roster.Reports(dana, countedOn), Who: c.roster.Person, Leader: priya}
			hints := hintsOf(view.Log(k))
			for _, f := range p.Form {
				said, asked := hints[f.Key]
				if !asked || lens != playbook.Practices[i].Lens && f.Vis != practice.Metric {
					continue
				}
				var histories []measure.History
				for _, answer := range answersTo(f) {
					histories = append(histories, logs(p, f, answer))
				}
				want := ""
				switch {
				case c.counts(t, priya, measure.Team, histories):
					want = "Counted in totals."
				case c.counts(t, dana, measure.Me, histories):
					want = "Counted for you alone."
				}
				if want != "" && !strings.HasPrefix(said, want) || want == "" && strings.Contains(said, "Counted") {
					t.Errorf("%s.%s, as a %s practice: it says %q, and is: %q", p.Key, f.Key, lens, said, want)
				}
				seen[want]++
			}
		}
	}
	if len(seen) < 3 {
		t.Errorf("only some kinds of counting were met: %v", seen)
	}
}

// TestTheSmallPrintOfAnAskSaysWhatItCounts has eight people answer what they
// were asked, in two ways. What that changes in their leaders' numbers is what
// the message says.
func TestTheSmallPrintOfAnAskSaysWhatItCounts(t *testing.T) {
	c := countedIn(playbook)
	for _, why := range []practice.Confirm{practice.ConfirmSubject, practice.ConfirmManager, practice.ConfirmSample} {
		for _, settled := range []bool{true, false} {
			ask := practice.Ask{Person: ana, Author: dana, Why: why, Settled: settled, Practice: "quota_goals", HappenedOn: thursday, AskedOn: thursday, LapsesOn: march(12)}
			answered := func(m practice.Matched) (h measure.History) {
				p := practiceOf("quota_goals")
				h = logs(p, practice.Field{}, practice.Value{})
				for i, e := range h.Entries {
					a, on := ask, countedOn-5
					a.ID, a.Entry, a.Author, a.Person = practice.AskID(i+1), e.ID, e.Author, e.Subject
					a.AskedOn, a.AskedAt, a.LapsesOn = on, on.At(9*60, time.UTC), on+4
					a.Answer = practice.Confirmation{At: on.At(10*60, time.UTC), Match: m}
					h.Asks = append(h.Asks, a)
				}
				return h
			}
			counts := c.counts(t, priya, measure.Team, []measure.History{answered(practice.MatchedYes), answered(practice.MatchedLike)})
			said := drawn(t, view.Morning(func() view.MorningFacts {
				f := morningOf()
				f.Confirm = &view.ConfirmFacts{Ask: ask, Form: practiceOf("quota_goals"), Playbook: playbook, On: thursday, Today: thursday, Who: who}
				return f
			}()))
			if strings.Contains(said, "see only totals.") != counts || strings.Contains(said, "It isn't counted.") == counts {
				t.Errorf("asked as the %s, of what had settled something: %t. It counts: %t, and the message says\n%s", why, settled, counts, said)
			}
		}
	}
}
