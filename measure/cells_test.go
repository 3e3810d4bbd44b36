package measure

import (
	"testing"

	"pgregory.net/rapid"
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
