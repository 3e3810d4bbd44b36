package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// An ObstacleForm is the data behind a form about one obstacle.
type ObstacleForm struct {
	ObstacleFacts
	Obstacle practice.Obstacle
	Due      cadence.Date // the day that is filled in
	Listed   bool         // the form lies on the page of the obstacle
	More     bool         // its further questions are shown
}

// modal draws the form: what is in the way, then its questions.
func (f ObstacleForm) modal(callback, title, submit string, questions ...slack.Block) slack.ModalViewRequest {
	m := kit.Modal(callback, title, submit, append([]slack.Block{kit.Quote(kit.Shorten(kit.Flat(f.Obstacle.What), practice.TextMax))}, questions...)...)
	m.PrivateMetadata = obstacleOrigin{Obstacle: f.Obstacle.ID, Listed: f.Listed, More: f.More}.String()
	return m
}

// raiserHears says who reads an answer.
func (f ObstacleForm) raiserHears(what string) string {
	if f.Obstacle.Raiser == f.Reader {
		return ""
	}
	if f.Obstacle.Raised(f.Reader) == 0 {
		return "Whoever raised it reads " + what + " at once."
	}
	return firstName(f.Who(f.Obstacle.Raiser)) + " reads " + what + " at once."
}

// TakeObstacle is the form in which somebody takes an obstacle, by a day.
func TakeObstacle(f ObstacleForm) slack.ModalViewRequest {
	return f.modal(FormObstacleOwner, "I'll take it", "I'll take it", kit.Input(practice.FieldDue, "By when?", f.raiserHears("the day"), true, datePicker(f.Due)))
}

// NameOwner is the form in which somebody names who owns an obstacle.
func NameOwner(f ObstacleForm) slack.ModalViewRequest {
	return f.modal(FormObstacleOwner, "Name somebody", "Name them",
		kit.Input(practice.FieldOwner, "Who will own removing it?", "They hear of it at once, and may say once that it isn't theirs.", true, picker{who: f.Who, anyone: true}.one(0)),
		kit.Input(practice.FieldDue, "By when?", "", true, datePicker(f.Due)))
}

// ParseObstacleOwner is the inverse of [TakeObstacle] and [NameOwner]: the
// obstacle, who is named, and the day. Named is false in the form of somebody
// who takes it.
func ParseObstacleOwner(v slack.View, find directory) (id practice.ObstacleID, owner practice.PersonID, named bool, due cadence.Date, err error) {
	given := answersOf(v)
	_, named = given[practice.FieldOwner]
	owner, problems := given.person(practice.FieldOwner, find)
	due, undated := given.date(practice.FieldDue)
	if problems = append(problems, undated...); len(problems) > 0 {
		return 0, 0, named, 0, problems
	}
	return obstacleOriginOf(v).Obstacle, owner, named, due, nil
}

// UpdateObstacle is the form in which an owner tells how it goes.
func UpdateObstacle(f ObstacleForm) slack.ModalViewRequest {
	return f.modal(FormObstacleUpdate, "Update", "Send it",
		kit.Input(practice.FieldWords, "How is it going, in one line?", f.raiserHears("it"), true, textInput("", practice.TextMax)))
}

// ParseUpdateObstacle is the inverse of [UpdateObstacle].
func ParseUpdateObstacle(v slack.View) (practice.ObstacleID, string) {
	return obstacleOriginOf(v).Obstacle, answersOf(v).text(practice.FieldWords)
}

// MoveObstacle is the form in which an owner gives an obstacle another day.
func MoveObstacle(f ObstacleForm) slack.ModalViewRequest {
	return f.modal(FormObstacleDue, "New day", "Move it", kit.Input(practice.FieldDue, "By when?", f.raiserHears("the day"), true, datePicker(f.Due)))
}

// ParseMoveObstacle is the inverse of [MoveObstacle].
func ParseMoveObstacle(v slack.View) (practice.ObstacleID, cadence.Date, error) {
	due, problems := answersOf(v).date(practice.FieldDue)
	if len(problems) > 0 {
		return 0, 0, problems
	}
	return obstacleOriginOf(v).Obstacle, due, nil
}

// ResolveObstacle is the form in which an owner closes an obstacle: the
// questions of the playbook's record, of which those that can wait are behind a
// button.
func ResolveObstacle(f ObstacleForm) slack.ModalViewRequest {
	record, _ := f.Playbook.Record(practice.ObstacleCloseKey)
	var blocks []slack.Block
	s, waits := sheet{}, false
	for _, q := range record.Form {
		if q.Key == practice.FieldHow {
			q.Help = f.raiserHears("it")
		}
		if waits = waits || q.More; q.More && !f.More {
			continue
		}
		blocks = append(blocks, s.inputs(question{Field: q, path: q.Key})...)
	}
	if waits && !f.More {
		blocks = append(blocks, kit.Buttons(kit.Button(ActionObstacleMore, idValue(f.Obstacle.ID), "More questions", "")))
	}
	return f.modal(FormObstacleResolve, "Resolve", "Resolve it", blocks...)
}

// ParseResolveObstacle is the inverse of [ResolveObstacle]: the obstacle, what
// happened, and the words about it.
func ParseResolveObstacle(v slack.View) (id practice.ObstacleID, ev practice.ObstacleEvent) {
	given := answersOf(v)
	return obstacleOriginOf(v).Obstacle, practice.ObstacleEvent{Kind: practice.ObstacleResolved,
		Outcome: practice.ValueOf(practice.FieldOutcome, given.option(practice.FieldOutcome)), Words: given.text(practice.FieldHow), Prevent: given.text(practice.FieldPrevent)}
}

// ParseObstacle returns the obstacle that a form or a page is about, and
// whether a form lies on the page of its obstacle.
func ParseObstacle(v slack.View) (id practice.ObstacleID, listed bool) {
	from := obstacleOriginOf(v)
	return from.Obstacle, from.Listed
}

// ObstacleChanged replaces a form once what it said of an obstacle is stored.
func ObstacleChanged(f ObstacleFacts, o practice.Obstacle, ev practice.ObstacleEvent) slack.ModalViewRequest {
	hears := "Whoever raised it hears of it now."
	if by := o.Raised(f.Reader); by == f.Reader {
		hears = "You raised it yourself, so there's nobody else to tell."
	} else if by != 0 {
		hears = firstName(f.Who(by)) + " hears of it now."
	}
	title, said := "Obstacle", ""
	switch ev.Kind {
	case practice.ObstacleOwned, practice.ObstacleAccepted:
		said = "It's yours, by " + weekdayMonth(ev.Due, f.Today) + "."
		if ev.Owner != f.Reader {
			said = fmt.Sprintf("%s owns it, by %s.", fullName(f.Who(ev.Owner)), weekdayMonth(ev.Due, f.Today))
			hears = "I'm telling them now. " + hears
		}
	case practice.ObstacleUpdated:
		said = "Sent."
	case practice.ObstacleDue:
		said = "Moved to " + weekdayMonth(ev.Due, f.Today) + "."
	case practice.ObstacleResolved:
		said = "Resolved."
		if o.Raiser != f.Reader {
			hears += " I ask whether it's gone for them, too."
		}
	}
	return kit.Modal("", title, "", kit.Line(kit.Bold(said), kit.Text(" "+hears)))
}
