package measure

import (
	"slices"

	"coach/practice"
)

// parts are the lines of a window by group and by practice, and which of them
// are shown.
type parts struct {
	groups, practices         map[string]*sum
	shownGroups, shownOfThese []string // keys, in the order of lists; the second are of practices
}

// parts sums the window up by group and by practice, and chooses what is shown.
// Of the practices of a shown group, too, what the shown ones leave must tell of
// nobody or of three: else the group's total would give the rest away. The
// practices of all groups that are not shown are one such part of the whole.
func (a *answer) parts() parts {
	p := parts{groups: sumBy(a.pool, a.f.Window, func(c Count) string { return a.groupOf(c.Practice) }),
		practices: sumBy(a.pool, a.f.Window, func(c Count) string { return c.Practice })}
	var groups, keys []string
	for _, one := range a.org.practices() {
		keys = append(keys, one.Key)
		if !slices.Contains(groups, one.Group) {
			groups = append(groups, one.Group)
		}
	}
	p.shownGroups = tellable(groups, p.groups, cast{})
	tell := tellable(keys, p.practices, cast{})
	for _, group := range append(slices.Clone(p.shownGroups), "") {
		within := map[string]*sum{}
		for key, s := range p.practices {
			if of := a.groupOf(key); of == group || group == "" && !slices.Contains(p.shownGroups, of) {
				within[key] = s
			}
		}
		p.shownOfThese = append(p.shownOfThese, tellable(tell, within, cast{})...)
	}
	slices.SortFunc(p.shownOfThese, func(x, y string) int { return slices.Index(keys, x) - slices.Index(keys, y) })
	return p
}

// isGivenUp reports whether a practice's line could be shown by itself and is
// left out so that another's cannot be had by subtraction.
func (p parts) isGivenUp(key string) bool {
	s := p.practices[key]
	return s != nil && s.Due() > 0 && s.shown() && !slices.Contains(p.shownOfThese, key)
}

// groupOf returns the group of a practice, as the latest playbook words it.
func (a *answer) groupOf(key string) string {
	if p := a.org.Playbook.LastVersion(key); p != nil {
		return p.Group
	}
	return ""
}

// groups returns the tally of each group of practices, in the order of their
// first practices.
func (a *answer) groups() []GroupLine {
	shown := []GroupLine{}
	for _, group := range a.lines.shownGroups {
		s := a.lines.groups[group]
		shown = append(shown, GroupLine{group, len(s.all), s.tally()})
	}
	return shown
}

// practices returns the tally of each practice, in the playbook's order, with
// whom it reached.
func (a *answer) practices() []PracticeLine {
	shown := []PracticeLine{}
	for _, key := range a.lines.shownOfThese {
		s := a.lines.practices[key]
		line := PracticeLine{Practice: key, Managers: len(s.all), TallyShown: s.tally()}
		if p := a.org.Playbook.LastVersion(key); p.Scope == practice.ScopeReport {
			line.Coverage, line.LongestGap = a.coverage(key), a.longestGap(key)
		}
		shown = append(shown, line)
	}
	return shown
}
