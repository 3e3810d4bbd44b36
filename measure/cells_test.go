package measure

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"coach/practice"
)

// groupOf returns the group of a practice, as it is worded now.
func (l *life) groupOf(key string) string { return l.org.Playbook.LastVersion(key).Group }

// cells are what is left of a total when the shown lines of its parts are taken
// away: of each shown group its shown practices, and of all the shown groups and
// the shown practices of the others. Whatever can be had by adding and
// subtracting totals, groups and practices is made of these and of the shown
// practices.
func (l *life) cells(r reading) map[string]pile {
	left := map[string]pile{}
	rest := r.shown["all"]
	for key, p := range r.shown {
		if group, is := cutKind(key, "group"); is {
			rest, left["group "+group] = rest.without(p), p
		}
	}
	for key, p := range r.shown {
		name, is := cutKind(key, "practice")
		if !is {
			continue
		}
		if group := "group " + l.groupOf(name); left[group] != nil {
			left[group] = left[group].without(p)
		} else {
			rest = rest.without(p)
		}
	}
	left["all"] = rest
	return left
}

func cutKind(key, kind string) (string, bool) {
	if len(key) > len(kind) && key[:len(kind)+1] == kind+" " {
		return key[len(kind)+1:], true
	}
	return "", false
}

// What is left of a group, when its shown practices are taken away, is about
// nobody or at least three; so is what is left of all.
func TestNoGroupTellsOfFewByItsPractices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 0)
		for _, q := range l.questions() {
			r := l.read(q)
			for what, left := range l.cells(r) {
				if left.tellsOfFew() {
					l.failf(r, "what is left of %s is about %d managers out of sight", what, left.hidden())
				}
			}
		}
	})
}

// A practice that the lines of a report leave out, though it is about enough, is
// not told of as one to look at either: its last period may be the report's week,
// and what is left of all would be told.
func TestWhatIsLeftOutHasNoHealth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 0)
		for _, q := range l.questions() {
			r := l.read(q)
			for _, h := range r.Health {
				line := r.pool.only(func(j judged) bool { return j.Practice == h.Practice })
				if _, shown := r.shown["practice "+h.Practice]; len(line) > 0 && !line.tellsOfFew() && !shown {
					l.failf(r, "%s is left out, and to be looked at: %+v", h.Practice, h)
				}
			}
		}
	})
}

// work is how many entries that count each author has in the span of a question,
// apart those of days on which the viewer sees them by name.
type work struct{ named, hidden, outside map[practice.PersonID]int }

func (l *life) work(q Question, counts func(practice.Entry) bool) work {
	w := work{map[practice.PersonID]int{}, map[practice.PersonID]int{}, map[practice.PersonID]int{}}
	for _, e := range l.was.Entries {
		if e.Withdrawn || !q.Span().Contains(e.HappenedOn) || !l.counts(q, e.Author, e.HappenedOn) || !counts(e) {
			continue
		}
		above := l.chain(e.Author, e.HappenedOn)
		if !q.Channel && (e.Author == q.Viewer || len(above) > 0 && above[0] == q.Viewer) {
			w.named[e.Author]++
			continue
		}
		w.hidden[e.Author]++
		if q.Scope == Company && l.leadsToday(q) && e.Author != q.Viewer && !slices.Contains(above, q.Viewer) {
			w.outside[e.Author]++
		}
	}
	return w
}

// unknown is how much of some work the viewer does not know from their own report
// and from those of their direct reports.
func (w work) unknown(viewer practice.PersonID) (n int) {
	for id, named := range w.named {
		if id != viewer && named < 5 {
			n += named
		}
	}
	for _, hidden := range maps.All(w.hidden) {
		n += hidden
	}
	return n
}

// few reports whether some work would tell of one or two managers out of sight,
// or of fewer than five entries of others.
func (w work) few(viewer practice.PersonID) bool {
	is := func(n int) bool { return n == 1 || n == 2 }
	n := w.unknown(viewer)
	return is(len(w.hidden)) || is(len(w.outside)) || n > 0 && n < 5
}

// How somebody's time was spent, and who wrote the plans, is told of nobody out
// of sight but of three together, and of five entries at least, whatever the
// viewer takes away from it.
func TestTimeAndPlansTellOfNobodyAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := drawLife(t, 0)
		for _, q := range l.questions() {
			if q.Scope == Me {
				continue
			}
			r := l.read(q)
			spent := l.work(q, func(e practice.Entry) bool {
				return l.org.practiceIn(e.Version, e.Practice).Lens != practice.Neutral
			})
			plans := l.work(q, func(e practice.Entry) bool { return e.Values[practice.PlanAuthor].Text != "" })
			if r.Balance != nil && spent.few(q.Viewer) {
				l.failf(r, "balance %+v is of %+v", *r.Balance, spent)
			}
			if r.Plans != nil && plans.few(q.Viewer) {
				l.failf(r, "plans %+v are of %+v", *r.Plans, plans)
			}
		}
	})
}
