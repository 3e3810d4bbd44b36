package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// Differences returns the changes of one person between two rosters, for the
// keeper of the people file: a phrase for each change, the old value before
// the new. People go by email and dates are written as in the file, so that
// each phrase can be found there.
func Differences(before, after *Roster, id PersonID) []string {
	was, is := before.Person(id), after.Person(id)
	var told []string
	tell := func(what, old, now, none string) {
		switch {
		case old == now:
		case was.ID == 0:
			told = append(told, what+" "+now)
		default:
			told = append(told, what+" "+cmp.Or(old, none)+" → "+cmp.Or(now, none))
		}
	}
	tell("name", was.Name, is.Name, "none")
	if was.ID != 0 { // it stands above the phrases of somebody new
		tell("email", was.Email, cmp.Or(is.Email, was.Email), "none")
	}
	tell("time zone", was.Zone, is.Zone, "the organisation's")
	tell("calendar", was.Calendar, is.Calendar, "the default one")
	tell("Slack ID", was.SlackID, is.SlackID, "none")
	return append(told, lineDifferences(before, after, id)...)
}

// lineDifferences returns the changes of a person's reporting lines: first
// those of lines in both rosters, matched by their manager, then the lines
// that are gone and the new ones.
func lineDifferences(before, after *Roster, id PersonID) []string {
	without := func(lines, others []Line) []Line {
		return slices.DeleteFunc(slices.Clone(lines), func(l Line) bool { return slices.Contains(others, l) })
	}
	gone, come := without(before.lines[id], after.lines[id]), without(after.lines[id], before.lines[id])
	if len(gone) == 1 && len(come) == 1 && gone[0].Dotted == come[0].Dotted {
		return changesOf(after, gone[0], come[0])
	}
	var changed, told []string
	for _, was := range gone {
		same := slices.IndexFunc(come, func(is Line) bool { return is.Manager == was.Manager && is.Dotted == was.Dotted })
		if same < 0 {
			told = append(told, "no longer "+after.lineInWords(was))
			continue
		}
		for _, phrase := range changesOf(after, was, come[same]) {
			changed = append(changed, after.lineInWords(Line{Manager: was.Manager, Dotted: was.Dotted})+": "+phrase)
		}
		come = slices.Delete(come, same, same+1)
	}
	for _, is := range slices.Backward(come) { // earliest first
		told = append(told, after.lineInWords(is))
	}
	return append(changed, told...)
}

// changesOf returns the changes of one reporting line.
func changesOf(r *Roster, was, is Line) []string {
	var told []string
	tell := func(what, old, now string) {
		if old != now {
			told = append(told, what+" "+old+" → "+now)
		}
	}
	tell("manager", r.address(was.Manager), r.address(is.Manager))
	tell("level", cmp.Or(string(was.Level), "by reporting lines"), cmp.Or(string(is.Level), "by reporting lines"))
	tell("first day", cmp.Or(was.From.String(), "always"), cmp.Or(is.From.String(), "always"))
	tell("last day", cmp.Or(was.To.String(), "open"), cmp.Or(is.To.String(), "open"))
	tell("line", sourceOf(was), sourceOf(is))
	return told
}

func sourceOf(l Line) string {
	switch {
	case l.Team:
		return "confirmed in Slack"
	case l.Slack:
		return "from their Slack profile"
	}
	return "from the people file"
}

func (r *Roster) lineInWords(l Line) string {
	told := "reports to "
	if l.Dotted {
		told = "dotted line to "
	}
	told += r.address(l.Manager)
	if l.From != 0 {
		told += " from " + l.From.String()
	}
	if l.To != 0 {
		told += " until " + l.To.String()
	}
	if l.Level != "" {
		told += " as " + string(l.Level)
	}
	return told
}

// address returns the email by which the people file names a person.
func (r *Roster) address(id PersonID) string {
	if id == 0 {
		return "nobody"
	}
	p := r.Person(id)
	return cmp.Or(p.Email, p.Name)
}

// LeftWithoutManager returns the people who take part on a day and have no
// line manager any more, but had one in the roster before, by name.
func LeftWithoutManager(before, after *Roster, on cadence.Date) []PersonID {
	var left []PersonID
	for _, id := range after.People() {
		if after.Participates(id, on) && before.ManagerOf(id, on) != 0 && after.ManagerOf(id, on) == 0 {
			left = append(left, id)
		}
	}
	slices.SortFunc(left, after.byName)
	return left
}
