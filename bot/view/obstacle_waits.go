package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// wants says why an obstacle waits for the reader: it has no owner yet, or it
// was passed up to them.
func (f ObstacleFacts) wants(o practice.Obstacle) string {
	by := f.raiser(o)
	if o.OfferedTo() != f.Reader || o.Owner() == 0 {
		return fmt.Sprintf("%s raised an obstacle that nobody owns yet.\n%s", capital(by), quoted(o.What))
	}
	return fmt.Sprintf("%s passed an obstacle up to you.\n%s", capital(f.called(o.Owner())), quoted(o.What))
}

// resolved says who resolved an obstacle, and how.
func (f ObstacleFacts) resolved(o practice.Obstacle) string {
	ev := lastOf(o, practice.ObstacleResolved)
	return fmt.Sprintf("%s, %s: %s", capital(f.called(ev.By)), dayMonth(ev.On, f.Today), within(f.outcome(ev.Outcome)))
}

// lastOf returns the last event of a kind; an empty one where there is none.
func lastOf(o practice.Obstacle, kind practice.ObstacleEventKind) (last practice.ObstacleEvent) {
	for _, ev := range o.History {
		if ev.Kind == kind {
			last = ev
		}
	}
	return last
}

// obstacles are what lines about obstacles need in a morning's message.
func (f MorningFacts) obstacles() ObstacleFacts {
	return ObstacleFacts{Reader: f.Person.ID, Roster: f.Roster, Playbook: f.Playbook, Today: f.Today, Who: f.Who}
}

// toTake are the lines about an obstacle that waits for the reader in a
// morning's message.
func (f ObstacleFacts) toTake(o practice.Obstacle) []slack.Block {
	return []slack.Block{kit.Para(f.wants(o)), kit.Buttons(takeButtons(o)...)}
}

// ownState says by when the reader's own obstacle is to be gone, as of the day
// of a message, or what has become of it.
func (f ObstacleFacts) ownState(o practice.Obstacle) string {
	if !o.Open() || o.Owner() != f.Reader {
		return f.state(o)
	}
	if practice.MayPassUp(f.Roster, f.Reader, o, f.Today) {
		return f.by(o.Due()) + ", and you can pass it up"
	}
	return f.by(o.Due())
}

// settled reports whether an obstacle that waited for somebody waits no longer.
func settled(o practice.Obstacle, asked practice.PersonID) bool {
	return !o.Open() || o.Owner() != 0 && o.OfferedTo() != asked
}

// settledObstacles say what has become of obstacles that the message asked the
// person to take.
func (f MorningFacts) settledObstacles() (blocks []slack.Block) {
	for _, o := range f.ToTake {
		if settled(o, f.Person.ID) {
			blocks = append(blocks, kit.Aside(quoted(o.What)+" "+capital(f.obstacles().state(o))+"."))
		}
	}
	return blocks
}
