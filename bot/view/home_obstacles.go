package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// HomeObstacles are the obstacles on a person's Home, each list oldest first.
// None stands in two of them.
type HomeObstacles struct {
	ToTake []practice.Obstacle // that wait for the person to take them or to name somebody
	Ask    []practice.Obstacle // that they raised and that were resolved: is it gone?
	Owned  []practice.Obstacle
	Raised []practice.Obstacle
	Team   []practice.Obstacle // of their people
}

// wait reports whether something about an obstacle waits for the person's answer.
func (h HomeObstacles) wait() bool { return len(h.ToTake)+len(h.Ask) > 0 }

func (h HomeObstacles) empty() bool { return len(h.Owned)+len(h.Raised)+len(h.Team) == 0 }

// obstacles are the person's own obstacles, those that they raised and those of
// their people, folded, as far as nothing about them waits for an answer.
func (f HomeFacts) obstacles() []slack.Block {
	h := f.Obstacles
	if h.empty() {
		return nil
	}
	blocks := []slack.Block{kit.Heading("In the way")}
	for _, some := range []struct {
		id, title string
		list      []practice.Obstacle
		open      bool
	}{
		{"obstacles_owned", "You own", h.Owned, true},
		{"obstacles_raised", "You raised", h.Raised, len(h.Owned) == 0},
		{"obstacles_team", "Your people raised", h.Team, len(h.Owned)+len(h.Raised) == 0},
	} {
		if len(some.list) == 0 {
			continue
		}
		var lines []slack.Block
		for _, o := range some.list[:min(len(some.list), f.room.obstacles)] {
			lines = append(lines, f.Obstacle.item(o))
		}
		if left := len(some.list) - f.room.obstacles; left > 0 {
			lines = append(lines, kit.Item(fmt.Sprintf("And %s more.", number(left)), kit.Button(ActionObstacles, "", "Show all", "Show all obstacles")))
		}
		blocks = append(blocks, kit.Fold(some.id, fmt.Sprintf("%s: %d", some.title, len(some.list)), some.open, lines...))
	}
	return blocks
}

// obstacleWaits are the lines of what waits for the person's answer about an
// obstacle.
func (f HomeFacts) obstacleWaits(add func(said string, buttons ...*slack.ButtonBlockElement)) {
	for _, o := range f.Obstacles.Ask {
		add("Is it gone for you? "+quoted(o.What)+"\n"+f.Obstacle.resolved(o), goneButtons(o)...)
	}
	for _, o := range f.Obstacles.ToTake {
		add(f.Obstacle.wants(o), takeButtons(o)...)
	}
}
