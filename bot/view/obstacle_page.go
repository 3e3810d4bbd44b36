package view

import (
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// ObstacleFacts is the data behind what one person reads of obstacles. Who may
// read one is decided before; what of its raiser they read, and what they may do
// with it, is asked here.
type ObstacleFacts struct {
	Reader   practice.PersonID
	Roster   *practice.Roster
	Playbook *practice.Playbook
	Today    cadence.Date // the reader's
	Who      Who
}

// raiser is who raised an obstacle, as the reader may know: “somebody” where the
// raiser hid their name.
func (f ObstacleFacts) raiser(o practice.Obstacle) string {
	switch id := o.Raised(f.Reader); id {
	case 0:
		return "somebody"
	case f.Reader:
		return "you"
	default:
		return fullName(f.Who(id))
	}
}

// does names who did something to an obstacle. Who hid their name is nobody
// here, too.
func (f ObstacleFacts) does(o practice.Obstacle, id practice.PersonID) string {
	switch {
	case id == f.Reader:
		return "you"
	case id == o.Raiser && o.Raised(f.Reader) == 0:
		return "somebody"
	}
	return fullName(f.Who(id))
}

// called is a person of an obstacle by first name, or you.
func (f ObstacleFacts) called(id practice.PersonID) string {
	if id == f.Reader {
		return "you"
	}
	return firstName(f.Who(id))
}

// line is an obstacle in two lines that fit a phone: what is in the way, then
// how it stands and since when.
func (f ObstacleFacts) line(o practice.Obstacle) string {
	said := capital(f.state(o))
	if age := f.age(o); o.Open() && age != "" {
		said += ", " + age
	}
	return "“" + kit.Shorten(line(o.What), maxFew) + "”\n" + said
}

// state says who owns an obstacle and by when, or what has become of it.
func (f ObstacleFacts) state(o practice.Obstacle) string {
	owner := o.Owner()
	switch o.State() {
	case practice.ObstacleIsResolved:
		if o.Raiser == f.Reader {
			return "resolved, if it's gone for you too"
		}
		return "resolved"
	case practice.ObstacleIsGone:
		return "gone"
	case practice.ObstacleIsWithdrawn:
		return "taken back"
	case practice.ObstacleIsOffered:
		if owner == 0 || owner == o.OfferedTo() {
			return "waits for " + f.called(o.OfferedTo()) + " to take it"
		}
		return fmt.Sprintf("passed up to %s, with %s until then", f.called(o.OfferedTo()), f.called(owner))
	}
	switch due := o.Due(); {
	case owner == 0:
		return "nobody owns it yet"
	case owner == f.Reader:
		return "yours, " + f.by(due)
	default:
		return "with " + f.called(owner) + ", " + f.by(due)
	}
}

// by is the day by which an obstacle is to be gone.
func (f ObstacleFacts) by(due cadence.Date) string {
	switch {
	case due == f.Today:
		return "by today"
	case due == f.Today+1:
		return "by tomorrow"
	case due < f.Today:
		return "was due " + weekdayMonth(due, f.Today)
	}
	return "by " + weekdayMonth(due, f.Today)
}

// age is how long an obstacle has been open, in working days.
func (f ObstacleFacts) age(o practice.Obstacle) string {
	switch days := o.Age(f.Roster, f.Today); days {
	case 0:
		return "raised today"
	default:
		return counted(days, "working day", "working days") + " old"
	}
}

// ObstaclePage is everything that a reader may read of one obstacle, with what
// they may do about it.
func ObstaclePage(f ObstacleFacts, o practice.Obstacle) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Quote(o.What), kit.Line(kit.Text(f.origin(o)))}
	if about := f.about(o); about != "" {
		blocks = append(blocks, kit.Aside(about))
	}
	blocks = append(blocks, aboutMessage(o.LinkFor(f.Reader))...)
	blocks = append(blocks, kit.Line(kit.Text(capital(f.state(o))+".")))
	if buttons := f.buttons(o); len(buttons) > 0 {
		blocks = append(blocks, kit.Buttons(buttons...))
	}
	if happened := f.history(o); len(happened) > 0 {
		blocks = append(append(blocks, kit.Heading("So far")), happened...)
	}
	m := kit.Modal(PageObstacle, "Obstacle", "", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle)
	m.PrivateMetadata = obstacleOrigin{Obstacle: o.ID}.String()
	return m
}

// origin says who raised an obstacle, and when.
func (f ObstacleFacts) origin(o practice.Obstacle) string {
	said := fmt.Sprintf("%s raised it on %s", capital(f.raiser(o)), fullDay(o.RaisedOn, f.Today))
	if o.Hidden && o.Raiser == f.Reader {
		return said + ". Only who owns it is shown your name."
	}
	if o.Hidden && o.Raised(f.Reader) != 0 {
		return said + ". Only you are shown the name, as the owner."
	}
	return said + "."
}

// about says what an obstacle costs, of what kind it is, and whom it affects,
// in the words of the playbook's record.
func (f ObstacleFacts) about(o practice.Obstacle) string {
	record, _ := f.Playbook.Record(practice.ObstacleKey)
	var said []string
	for _, q := range []struct{ key, value string }{{practice.FieldImpact, o.Impact}, {practice.FieldCategory, o.Category}} {
		if field, ok := record.Form.Field(q.key); ok && q.value != "" {
			said = append(said, kit.OneLine(field.LabelOf(q.value)))
		}
	}
	if len(o.Affects) > 0 {
		said = append(said, "affects "+reading{Reader: f.Reader, Who: f.Who}.names(o.Affects))
	}
	return strings.Join(said, " · ")
}

// maxHappened is the number of events that the page of an obstacle lists.
const maxHappened = 12

// history lists what happened to an obstacle, the latest first.
func (f ObstacleFacts) history(o practice.Obstacle) []slack.Block {
	var lines []slack.Block
	for _, ev := range slices.Backward(o.History) {
		said := f.happened(o, ev)
		if said == "" {
			continue
		}
		if len(lines) == 2*maxHappened {
			break
		}
		lines = append(lines, kit.Para(weekdayMonth(ev.On, f.Today)+": "+said))
		for _, words := range []string{ev.Words, ev.Prevent} {
			if words != "" {
				lines = append(lines, kit.Quote(words))
			}
		}
	}
	return lines
}

// happened is an event in a few words; nothing for one that is coach's own.
func (f ObstacleFacts) happened(o practice.Obstacle, ev practice.ObstacleEvent) string {
	by := f.does(o, ev.By)
	switch ev.Kind {
	case practice.ObstacleOwned, practice.ObstacleAccepted:
		if ev.Owner == ev.By {
			return fmt.Sprintf("%s took it, by %s", by, weekdayMonth(ev.Due, f.Today))
		}
		return fmt.Sprintf("%s named %s, by %s", by, f.does(o, ev.Owner), weekdayMonth(ev.Due, f.Today))
	case practice.ObstacleDue:
		return fmt.Sprintf("%s moved it to %s", by, weekdayMonth(ev.Due, f.Today))
	case practice.ObstacleUpdated:
		return by + " sent an update"
	case practice.ObstacleOffered:
		if ev.By == o.Raiser && o.Owner() != ev.By {
			return fmt.Sprintf("%s asked %s to take it", by, f.does(o, ev.Owner))
		}
		return fmt.Sprintf("%s passed it up to %s", by, f.does(o, ev.Owner))
	case practice.ObstacleDeclined:
		switch ev.By {
		case 0:
			return "whoever owned it left"
		case f.Reader:
			return "you said it isn't yours"
		}
		return by + " said it isn't theirs"
	case practice.ObstacleResolved:
		return by + " resolved it: " + within(f.outcome(ev.Outcome))
	case practice.ObstacleGone:
		return f.raisersWord(o, "it's gone")
	case practice.ObstacleReopened:
		return f.raisersWord(o, "it isn't gone")
	case practice.ObstacleWithdrawn:
		return "it was taken back"
	}
	return ""
}

// raisersWord is what whoever raised an obstacle says of it.
func (f ObstacleFacts) raisersWord(o practice.Obstacle, word string) string {
	switch by := o.Raised(f.Reader); by {
	case 0:
		return word + " for whoever raised it"
	case f.Reader:
		return "you said that " + word
	default:
		return word + " for " + fullName(f.Who(by))
	}
}

// outcome is what happened to an obstacle, as the playbook's record words it.
func (f ObstacleFacts) outcome(value string) string {
	record, _ := f.Playbook.Record(practice.ObstacleCloseKey)
	field, _ := record.Form.Field(practice.FieldOutcome)
	return kit.OneLine(field.LabelOf(value))
}
