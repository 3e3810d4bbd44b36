package practice

import (
	"slices"
	"strings"
)

// Resteps compares the actions of an entry with those that it opens once it is
// edited: those to add, those to change, as they are to be, and those to drop.
// The same words are the same step; of the others in a field, the steps that
// nobody has touched take the new words, in their order. What somebody touched
// is left as it is, and what the person coached wrote in their plan is theirs.
func Resteps(stood, wanted []Action) (added, changed, dropped []Action) {
	left := slices.DeleteFunc(slices.Clone(stood), func(a Action) bool { return a.Kind != Step || strings.HasPrefix(a.Request, "plan/") })
	take := func(fits func(Action) bool) (Action, bool) {
		i := slices.IndexFunc(left, fits)
		if i < 0 {
			return Action{}, false
		}
		a := left[i]
		left = slices.Delete(left, i, i+1)
		return a, true
	}
	var others []Action
	for _, w := range wanted {
		a, same := take(func(a Action) bool { return a.Field() == w.Field() && a.What == w.What })
		if !same {
			others = append(others, w)
		} else if !a.Touched() && (a.Due != w.Due || a.Owner != w.Owner) {
			changed = append(changed, a.restated(w))
		}
	}
	for _, w := range others {
		if a, ok := take(func(a Action) bool { return a.Field() == w.Field() && !a.Touched() }); ok {
			changed = append(changed, a.restated(w))
		} else {
			added = append(added, w)
		}
	}
	return added, changed, slices.DeleteFunc(left, Action.Touched)
}

// restated returns the action with the words, owner and day of another.
func (a Action) restated(w Action) Action {
	a.What, a.Owner, a.FirstDue, a.Due = w.What, w.Owner, w.FirstDue, w.Due
	return a
}
