package practice

import (
	"fmt"
	"slices"
	"strings"

	"coach/cadence"
)

// A ReviewChoice is what a review says of an open obstacle. Its values stand in
// stored answers.
type ReviewChoice string

// The choices.
const (
	ReviewOpen     ReviewChoice = "open" // still open
	ReviewTake     ReviewChoice = "take" // whoever reviews it takes it
	ReviewResolved ReviewChoice = "resolved"
	ReviewPassUp   ReviewChoice = "passed_up"
)

// ReviewMost is the most obstacles in a review's form; the rest is on Home.
const ReviewMost = 10

// Reviewed returns the open obstacles of a manager's review, oldest first: what
// the manager owns, what their people raised under their name, and what waits
// for the manager to take it. Of a hidden raiser only what the manager owns or
// is asked to take is reviewed, since the team is present.
func Reviewed(r *Roster, manager PersonID, open []Obstacle, today cadence.Date) []Obstacle {
	return slices.DeleteFunc(slices.Clone(open), func(o Obstacle) bool {
		switch {
		case !o.Open():
			return true
		case o.Owner() == manager, o.asks(r, manager, today):
			return false
		}
		return o.Hidden || o.lineManager(r, today) != manager
	})
}

// MayReview reports whether somebody may record in a review what became of an
// obstacle that somebody else owns: they lead both its owner and whoever raised
// it, under their name. The owner says it themselves as a rule, and in a review
// they do so aloud.
func MayReview(r *Roster, who PersonID, o Obstacle, today cadence.Date) bool {
	return who != 0 && o.Open() && o.Owner() != 0 && !o.Hidden && r.ManagerOf(o.Owner(), today) == who && o.lineManager(r, today) == who
}

// ReviewChoices returns what somebody may say of an obstacle in a review.
func ReviewChoices(r *Roster, who PersonID, o Obstacle, today cadence.Date) []ReviewChoice {
	choices := []ReviewChoice{ReviewOpen}
	for _, c := range []ReviewChoice{ReviewTake, ReviewResolved, ReviewPassUp} {
		if ev, ok := o.reviewed(r, who, c, today); ok && o.refusal(r, ev, today) == "" {
			choices = append(choices, c)
		}
	}
	return choices
}

// reviewed returns the event that a choice stands for; false where it is none.
func (o Obstacle) reviewed(r *Roster, who PersonID, c ReviewChoice, today cadence.Date) (ObstacleEvent, bool) {
	ev := ObstacleEvent{On: today, By: who}
	switch c {
	case ReviewTake:
		ev.Kind, ev.Owner, ev.Due = ObstacleOwned, who, r.Calendar(who).Add(today, OwnerDays)
		return ev, o.Owner() == 0
	case ReviewResolved:
		ev.Kind, ev.Outcome = ObstacleResolved, OutcomeRemoved
		return ev, true
	case ReviewPassUp:
		ev.Kind, ev.Owner = ObstacleOffered, r.ManagerOf(o.Owner(), today)
		return ev, ev.Owner != 0 && ev.Owner != who
	}
	return ev, false
}

// OutcomeRemoved is the value of the outcome of an obstacle that is out of the
// way, in the playbook's record.
const OutcomeRemoved = "removed"

// ReviewEvents returns what the answers of an entry's form make happen to
// obstacles, as they stand now. What has become of one since the form was drawn,
// and cannot be reviewed so any more, is left as it is: whoever did that has been
// heard already.
func ReviewEvents(r *Roster, e Entry, p *Practice, open []Obstacle) map[ObstacleID]ObstacleEvent {
	events := map[ObstacleID]ObstacleEvent{}
	for _, f := range p.Form {
		if f.Type != ObstacleList {
			continue
		}
		for _, o := range Reviewed(r, e.Author, open, e.LoggedOn) {
			ev, ok := o.reviewed(r, e.Author, ReviewChoice(e.Values[f.Key].Reviews[o.ID]), e.LoggedOn)
			if ev.At = e.LoggedAt; ok && o.refusal(r, ev, e.LoggedOn) == "" {
				events[o.ID] = ev
			}
		}
	}
	return events
}

// FieldNoneReason is the question of a review how one looked for obstacles; it
// is asked where there is none.
const FieldNoneReason = "none_reason"

// ownObstacles are the fields, by practice, whose obstacles the author takes on.
var ownObstacles = map[string]string{"leader_visit": "owned"}

// RaisedIn returns the obstacles that an entry raises: one for each row of its
// fields of new obstacles. Where nobody is named who owns one, the author's line
// manager is asked; where there is none, it is the author's.
func RaisedIn(e Entry, p *Practice, r *Roster) []Obstacle {
	var raised []Obstacle
	for _, f := range p.Form {
		if f.Type != ObstacleNew {
			continue
		}
		for i, row := range e.Values[f.Key].Rows {
			if strings.TrimSpace(row.What) == "" {
				continue
			}
			if row.Owner == 0 && (ownObstacles[p.Key] == f.Key || r.ManagerOf(e.Author, e.LoggedOn) == 0) {
				row.Owner = e.Author
			}
			o := Obstacle{Request: fmt.Sprintf("entry/%d/%s.%d", e.ID, f.Key, i), Raiser: e.Author, RaisedAt: e.LoggedAt, RaisedOn: e.LoggedOn, Entry: e.ID, What: row.What}
			if row.Owner != 0 {
				if row.Due == 0 {
					row.Due = r.Calendar(e.Author).Add(e.LoggedOn, OwnerDays)
				}
				o.History = []ObstacleEvent{{At: e.LoggedAt, On: e.LoggedOn, By: e.Author, Kind: ObstacleOwned, Owner: row.Owner, Due: row.Due}}
			}
			raised = append(raised, o)
		}
	}
	return raised
}

// Untouched reports whether nothing has happened to an obstacle but what its
// raiser did.
func (o Obstacle) Untouched() bool {
	return !slices.ContainsFunc(o.History, func(ev ObstacleEvent) bool { return ev.By != o.Raiser })
}

// madeFrom are the fields that name something another function must do
// (DOMAIN 5.6), with the options of which no obstacle is made: what is nobody
// else's to change, or a person's own affair.
var madeFrom = map[string][]string{
	"cross_asks": nil, "upstream": nil, "blocked": nil, "heard": nil,
	"factors":    {"None", "Personal circumstances"},
	"miss_cause": {"We were too hopeful", "Not missed", "A deal slipped", "A deal was lost", "Smaller than thought"},
}

// vague are the options, by field, that say something is in the way and not
// what. The other options of cause are the coached person's or the author's own.
var vague = map[string]string{FieldCause: "obstacle", "miss_cause": "Something in the way"}

// Makings are what an answer has for an obstacle that is made of it.
type Makings struct {
	Words   string // "" for an answer of which none is made
	Private bool   // only the author reads the words
	Vague   bool   // the words don't say what is in the way
}

// MakesObstacle returns what an answer has for an obstacle.
func MakesObstacle(f Field, v Value) Makings {
	never, any := madeFrom[f.Key]
	one := vague[f.Key]
	if !any && one == "" {
		return Makings{}
	}
	m := Makings{Private: f.Vis == Private}
	if f.Type == Text || f.Type == LongText {
		m.Words = strings.TrimSpace(v.Text)
		return m
	}
	chosen := v.Many
	if f.Type == Select && v.Text != "" {
		chosen = []string{v.Text}
	}
	var said []string
	for _, value := range chosen {
		says := one != "" && ValueOf(f.Key, value) == one
		if says || any && !slices.Contains(never, value) {
			said, m.Vague = append(said, f.LabelOf(value)), says
		}
	}
	m.Words = strings.Join(said, ", ")
	return m
}
