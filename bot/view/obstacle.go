package view

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// RaiseFacts is the data behind the form in which somebody raises an obstacle.
type RaiseFacts struct {
	Raised   Raised
	Reader   practice.PersonID
	Manager  practice.PersonID // of the raiser; nobody where there is none
	Above    practice.PersonID // who is asked in the manager's place; nobody where there is nobody
	Hint     string            // what typed words have that the form does not show
	Playbook *practice.Playbook
	Who      Who
}

// A Raised is what a person says of an obstacle as they raise it.
type Raised struct {
	What     string
	Impact   string
	Category string
	Owner    practice.PersonID // nobody where somebody is yet to take it
	Due      cadence.Date
	Affects  []practice.PersonID
	Hidden   bool   // only the owner is shown the raiser's name
	AskAbove bool   // somebody above the raiser's manager is asked to take it
	Linked   Linked // the message it is raised from
}

const (
	raiseTitle = "Raise an obstacle"

	nameHidden = "hidden" // the option values of the question about the raiser's name
	askAbove   = "above"
)

// RaiseObstacle is the form in which somebody raises an obstacle: the questions
// of the playbook's record, and who is shown the raiser's name.
func RaiseObstacle(f RaiseFacts) slack.ModalViewRequest {
	record, _ := f.Playbook.Record(practice.ObstacleKey)
	var blocks []slack.Block
	if f.Hint != "" {
		blocks = append(blocks, kit.Aside(f.Hint))
	}
	blocks = append(blocks, f.Raised.Linked.said()...)
	for _, q := range record.Form {
		blocks = append(blocks, f.input(q)...)
	}
	m := kit.Modal(FormObstacle, raiseTitle, "Raise it", append(blocks, f.name())...)
	m.PrivateMetadata = obstacleOrigin{Message: f.Raised.Linked.String()}.String()
	return m
}

// input draws one question of the record, with what is known of its answer.
// Once somebody is picked as the owner, Slack says so, and the day is filled in.
func (f RaiseFacts) input(q practice.Field) []slack.Block {
	s := sheet{people: picker{who: f.Who, anyone: true}}
	blocks := s.inputs(question{Field: q, path: q.Key, answer: f.Raised.answer(q.Key)})
	for i, b := range blocks {
		in, is := b.(*slack.InputBlock)
		switch {
		case !is:
		case q.Key == practice.FieldOwner:
			in.WithDispatchAction(true)
		case q.Key == practice.FieldDue && f.Raised.Owner != 0:
			in.BlockID = q.Key + "~1" // Slack keeps an empty day under the ID it has had
		}
		blocks[i] = b
	}
	return blocks
}

// answer returns what is known of the answer to a question of the record.
func (r Raised) answer(key string) practice.Value {
	switch key {
	case practice.FieldWhat:
		return practice.Value{Text: r.What}
	case practice.FieldImpact:
		return practice.Value{Text: r.Impact}
	case practice.FieldCategory:
		return practice.Value{Text: r.Category}
	case practice.FieldOwner:
		return practice.Value{People: slices.DeleteFunc([]practice.PersonID{r.Owner}, func(id practice.PersonID) bool { return id == 0 })}
	case practice.FieldDue:
		return practice.Value{Date: r.Due}
	case practice.FieldAffects:
		return practice.Value{People: r.Affects}
	}
	return practice.Value{}
}

// name asks who may be shown the raiser's name. Whose name is hidden, and who
// knows no owner, can have somebody above their manager asked.
func (f RaiseFacts) name() slack.Block {
	options := []*slack.OptionBlockObject{kit.Choice(nameHidden, "Show my name to the owner only", "Everybody else reads “somebody”.")}
	if f.Above != 0 {
		options = append(options, kit.Choice(askAbove, "Ask somebody above "+firstName(f.Who(f.Manager)), "If your name is hidden and you don't know an owner."))
	}
	var ticked []string
	if f.Raised.Hidden {
		ticked = append(ticked, nameHidden)
	}
	if f.Raised.AskAbove {
		ticked = append(ticked, askAbove)
	}
	return kit.Input(practice.FieldName, "Your name", "", false, kit.AnyOf(options, ticked))
}

// ParseRaiseObstacle is the inverse of [RaiseObstacle].
func ParseRaiseObstacle(v slack.View, pb *practice.Playbook, find directory) (r Raised, err error) {
	record, _ := pb.Record(practice.ObstacleKey)
	given := answersOf(v)
	var all practice.Problems
	value := func(key string) practice.Value {
		q, _ := record.Form.Field(key)
		answer, problems := given.value(q, key, find)
		all = append(all, problems...)
		return answer
	}
	r = Raised{What: value(practice.FieldWhat).Text, Impact: value(practice.FieldImpact).Text, Category: value(practice.FieldCategory).Text,
		Owner: firstOf(value(practice.FieldOwner).People), Due: value(practice.FieldDue).Date, Affects: value(practice.FieldAffects).People,
		Linked: LinkedIn(v, "")}
	for _, option := range given[practice.FieldName].SelectedOptions {
		r.Hidden = r.Hidden || option.Value == nameHidden
		r.AskAbove = r.AskAbove || option.Value == askAbove
	}
	if len(all) > 0 {
		return r, all
	}
	return r, nil
}

// An obstacleOrigin is the metadata of a form or a page about an obstacle.
type obstacleOrigin struct {
	Obstacle practice.ObstacleID `json:"obstacle,omitempty"`
	Message  string              `json:"message,omitempty"` // see [Linked]
	By       string              `json:"by,omitempty"`      // how a board is sorted
	From     int                 `json:"from,omitempty"`    // how many of a board stand on the pages before
	Listed   bool                `json:"listed,omitempty"`  // the form lies on the page of its obstacle
	More     bool                `json:"more,omitempty"`    // its further questions are shown
}

func (o obstacleOrigin) String() string {
	text, _ := json.Marshal(o) // numbers and texts always can be
	return string(text)
}

// obstacleOriginOf reads the metadata of a form; what cannot be read names
// nothing.
func obstacleOriginOf(v slack.View) (o obstacleOrigin) {
	if json.Unmarshal([]byte(v.PrivateMetadata), &o) != nil {
		return obstacleOrigin{}
	}
	return o
}

// OfferObstacle answers typed words with a button that opens the form.
func OfferObstacle(owner practice.Person, message string) kit.Message {
	said := "Raise an obstacle."
	if owner.ID != 0 {
		said = "Raise an obstacle for " + fullName(owner) + " to own."
	}
	o := Opening{Message: message}
	if owner.ID != 0 {
		o.People = []practice.PersonID{owner.ID}
	}
	open := kit.Button(ActionObstacle, o.String(), "Open the form", "Open the form to raise an obstacle")
	open.WithStyle(slack.StylePrimary)
	return kit.NewMessage(said, kit.Line(kit.Bold(said)), kit.Buttons(open))
}

// OfferObstacles answers typed words that ask for the board, with a button that
// opens it.
func OfferObstacles() kit.Message {
	open := kit.Button(ActionObstacles, "", "Show them", "Show the obstacles")
	open.WithStyle(slack.StylePrimary)
	return kit.NewMessage("The obstacles that you can see.", kit.Line(kit.Text("The obstacles that you can see.")), kit.Buttons(open))
}

// ObstacleRaised replaces the form once the obstacle is stored. Asked is who is
// asked to take it, where it has no owner.
func ObstacleRaised(f ObstacleFacts, o practice.Obstacle, asked practice.PersonID) slack.ModalViewRequest {
	next := "It has nobody yet who owns it. Ask somebody, and name them with the button below."
	switch owner := o.Owner(); {
	case owner == f.Reader:
		next = "It's yours, by " + weekdayMonth(o.Due(), f.Today) + ". It stands on your Home, and I'll remind you the working day before."
	case owner != 0:
		next = firstName(f.Who(owner)) + " hears of it now. You'll hear from me whenever something happens."
	case asked != 0:
		next = "I'll ask " + firstName(f.Who(asked)) + " on the next working morning to take it or to name somebody. You'll hear from me who it is."
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Raised."), kit.Text(" "+next))}
	if o.Hidden && cmp.Or(o.Owner(), f.Reader) != f.Reader {
		blocks = append(blocks, kit.Aside("Only "+firstName(f.Who(o.Owner()))+" is shown your name, as the owner."))
	} else if o.Hidden {
		blocks = append(blocks, kit.Aside("Only who owns it is shown your name."))
	}
	return kit.Modal("", raiseTitle, "", append(blocks, kit.Buttons(f.buttons(o)...))...)
}
