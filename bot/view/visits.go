package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// VisitFacts is the data behind messages about a leader's visit to a session of
// one of their managers.
type VisitFacts struct {
	Visit    practice.Visit
	Playbook *practice.Playbook
	Who      Who
	Today    cadence.Date // of whoever reads
	LastMin  bool         // the manager agreed on the visit's own day
}

func (f VisitFacts) call(id practice.PersonID) string {
	v := f.Visit
	return callNames([]practice.PersonID{v.Pair.Manager, v.Pair.Report, v.Session.Rep}, f.Who)(id)
}

func (f VisitFacts) leader() string  { return f.call(f.Visit.Pair.Manager) }
func (f VisitFacts) manager() string { return f.call(f.Visit.Pair.Report) }
func (f VisitFacts) day() string     { return fullDay(f.Visit.On, f.Today) }

// yours names the session to its manager: your 1:1 with Ana.
func (f VisitFacts) yours() string {
	if short, ok := f.short(); ok {
		return "your " + short + f.with()
	}
	return "a session of yours" + f.with()
}

// theirs names the session to the leader: Dana's 1:1 with Ana.
func (f VisitFacts) theirs() string {
	if short, ok := f.short(); ok {
		return f.manager() + "'s " + short + f.with()
	}
	return "a session of " + f.manager() + "'s" + f.with()
}

// short is the name of the session's practice, as it continues a sentence; false
// for a session that coach does not know.
func (f VisitFacts) short() (string, bool) {
	p, ok := f.Playbook.Practice(f.Visit.Session.Practice, f.Visit.On)
	if !ok {
		return "", false
	}
	return within(kit.OneLine(p.Short)), true
}

func (f VisitFacts) with() string {
	if f.Visit.Session.Rep == 0 {
		return ""
	}
	return " with " + f.call(f.Visit.Session.Rep)
}

// told says whom else the manager's session tells that morning; nothing where
// nobody else is in it.
func (f VisitFacts) told() string {
	rep := f.Visit.Session.Rep
	if rep == 0 {
		return ""
	}
	name := f.call(rep)
	if f.LastMin {
		return fmt.Sprintf(" I may not reach %s in time, so a word from you helps.", name)
	}
	return fmt.Sprintf(" That morning %s reads that %s joins to help you, and that nothing about %s is noted.", name, f.leader(), name)
}

func (f VisitFacts) moveButton() *slack.ButtonBlockElement {
	return kit.Button(ActionVisitMove, idValue(f.Visit.ID), "Another day", "Ask for another day")
}

// VisitAsk is the question to a manager whether their leader may sit in; once it
// is answered, or off, it says so.
func VisitAsk(f VisitFacts) kit.Message {
	v, leader := f.Visit, f.leader()
	preview := leader + " would like to sit in on a session of yours."
	say := func(said, small string, buttons ...*slack.ButtonBlockElement) kit.Message {
		blocks := []slack.Block{kit.Line(kit.Text(said))}
		if small != "" {
			blocks = append(blocks, kit.Aside(small))
		}
		if len(buttons) > 0 && v.On >= f.Today {
			blocks = append(blocks, kit.Buttons(buttons...))
		}
		return kit.NewMessage(preview, blocks...)
	}
	switch {
	case v.Next != 0:
		return say(fmt.Sprintf("%s had asked about %s, and has planned it anew. My latest message has the day.", leader, f.day()), "")
	case !v.EndedAt.IsZero():
		return say(fmt.Sprintf("%s isn't coming to %s on %s after all.", leader, f.yours(), f.day()), "")
	case !v.DeclinedAt.IsZero():
		return say(fmt.Sprintf("You asked %s for %s instead of %s.", leader, f.instead(), f.day()), "")
	case v.AgreedAt.Equal(v.AskedAt):
		preview = leader + " comes on the day you asked for."
		return say(fmt.Sprintf("%s comes to %s on %s, the day you asked for.", leader, f.yours(), f.day()), f.between(), f.moveButton())
	case v.Agreed():
		return say(fmt.Sprintf("You agreed: %s sits in on %s on %s, to help you coach.", leader, f.yours(), f.day()), f.between(), f.moveButton())
	case v.On < f.Today:
		return say(fmt.Sprintf("%s asked to sit in on %s on %s. That day has passed.", leader, f.yours(), f.day()), "")
	}
	return say(fmt.Sprintf("%s would like to sit in on %s on %s, to help you coach. You talk about it afterwards, just the two of you.", leader, f.yours(), f.day()),
		f.between(), kit.Button(ActionVisitYes, idValue(v.ID), "Fine with me", "Fine with me: "+f.day()), f.moveButton())
}

// between says to the manager who knows of the visit.
func (f VisitFacts) between() string {
	return fmt.Sprintf("Only you and %s see this.%s", f.leader(), f.told())
}

func (f VisitFacts) instead() string {
	if f.Visit.Instead == 0 {
		return "another day"
	}
	return fullDay(f.Visit.Instead, f.Today)
}

// VisitAnswered is the message to a leader with what the manager said.
func VisitAnswered(f VisitFacts, agreed bool) kit.Message {
	v, manager := f.Visit, f.manager()
	again := func(label string) slack.Block {
		return kit.Buttons(kit.Button(ActionPlanOne, idValue(v.Occurrence), label, label))
	}
	preview := manager + " answered about your visit."
	switch {
	case v.Next != 0:
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("You have planned your visit to %s anew since.", manager))))
	case !v.EndedAt.IsZero():
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("You called off your visit to %s on %s.", manager, f.day()))))
	case agreed && v.Agreed():
		said := fmt.Sprintf("%s agrees: you sit in on %s on %s.", manager, f.theirs(), f.day())
		blocks := []slack.Block{kit.Line(kit.Text(said)), kit.Aside("Help " + manager + ", and say nothing to anybody about the others' work. Put it in your calendar too.")}
		if v.On > f.Today {
			blocks = append(blocks, again("Change it"))
		}
		return kit.NewMessage(preview, blocks...)
	case agreed:
		return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("%s had agreed to %s, and asked for another day since.", manager, f.day()))))
	}
	return kit.NewMessage(preview, kit.Line(kit.Text(fmt.Sprintf("%s asks you to come on %s instead of %s.", manager, f.instead(), f.day()))), again("Plan it"))
}

// VisitOff is the message to a manager that a visit they agreed to is off.
func VisitOff(f VisitFacts) kit.Message {
	said := fmt.Sprintf("%s isn't coming to %s on %s after all.", f.leader(), f.yours(), f.day())
	return kit.NewMessage(f.leader()+" called a visit off.", kit.Line(kit.Text(said)), kit.Aside("Your session stays as it is. There's nothing to do."))
}

// VisitLine is the one line of a morning about a visit of that day: to the
// manager it names the session, and to whoever else is in it, nothing but who
// comes and what for.
func VisitLine(f VisitFacts, reader practice.PersonID) string {
	leader, manager := f.leader(), f.manager()
	switch {
	case reader == f.Visit.Pair.Report && !f.Visit.Agreed():
		return fmt.Sprintf("%s doesn't come to %s today after all.", leader, f.yours())
	case reader == f.Visit.Pair.Report && f.Visit.Session.Rep == 0:
		return fmt.Sprintf("%s sits in on %s today, to help you coach.", leader, f.yours())
	case reader == f.Visit.Pair.Report:
		return fmt.Sprintf("%s sits in on %s today, to help you coach. A word to %s beforehand helps.", leader, f.yours(), f.call(f.Visit.Session.Rep))
	case !f.Visit.Agreed():
		return fmt.Sprintf("%s doesn't join your session with %s today after all.", leader, manager)
	}
	return fmt.Sprintf("%s joins your session with %s today, to help %s. Nothing about you is noted.", leader, manager, manager)
}

// visits are the lines of a morning about the visits of its day, and the names
// for its preview.
func (f MorningFacts) visits() (blocks []slack.Block, counts string) {
	for _, v := range f.Visits {
		facts := VisitFacts{Visit: v, Playbook: f.Playbook, Who: f.Who, Today: f.Today}
		blocks = append(blocks, kit.Line(kit.Text(VisitLine(facts, f.Person.ID))))
		if v.Agreed() {
			counts += fmt.Sprintf(" %s joins a session of yours today.", facts.leader())
		}
	}
	return blocks, counts
}
