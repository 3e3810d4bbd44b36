package view

import (
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// buttons are what the reader may do about an obstacle, the most likely first.
func (f ObstacleFacts) buttons(o practice.Obstacle) []*slack.ButtonBlockElement {
	r, me, today := f.Roster, f.Reader, f.Today
	var offered []*slack.ButtonBlockElement
	offer := func(may bool, buttons ...*slack.ButtonBlockElement) {
		if may {
			offered = append(offered, buttons...)
		}
	}
	if practice.MayConfirmGone(me, o) {
		offered = append(offered, goneButtons(o)...)
	}
	offer(practice.MayTake(r, me, o, today), takeButton(o))
	offer(practice.MayResolve(me, o), f.button(ActionObstacleResolve, o, "Resolve"))
	offer(practice.MayUpdate(me, o), f.button(ActionObstacleUpdate, o, "Update"), f.button(ActionObstacleDue, o, "New day"))
	offer(practice.MayNameOwner(r, me, o, today), f.button(ActionObstacleName, o, "Name somebody"))
	offer(practice.MayDecline(me, o), f.button(ActionObstacleDecline, o, "Not mine"))
	if leader := r.ManagerOf(me, today); practice.MayPassUp(r, me, o, today) {
		name := firstName(f.Who(leader))
		offered = append(offered, kit.AskedAgain(f.button(ActionObstaclePass, o, "Pass it up"), "Pass it up to "+kit.Shorten(name, maxName)+"?",
			kit.Shorten(name, maxName)+" reads what's in the way, and takes it or names somebody. Until then it stays yours.", "Pass it up", "Not yet"))
	}
	if practice.MayWithdrawObstacle(me, o) {
		offered = append(offered, kit.AskedAgain(f.button(ActionObstacleWithdraw, o, "Withdraw"), "Withdraw it?",
			"Nobody works on it any more, and what you wrote is deleted.", "Withdraw", "Keep it"))
	}
	return offered
}

// button is a button about an obstacle. A screen reader hears which.
func (f ObstacleFacts) button(action string, o practice.Obstacle, label string) *slack.ButtonBlockElement {
	return kit.Button(action, idValue(o.ID), label, label+": "+kit.Flat(o.What))
}

func takeButton(o practice.Obstacle) *slack.ButtonBlockElement {
	return kit.Button(ActionObstacleTake, idValue(o.ID), "I'll take it", "I'll take it: "+kit.Flat(o.What))
}

// takeButtons ask somebody to take an obstacle, or to name who does.
func takeButtons(o practice.Obstacle) []*slack.ButtonBlockElement {
	return []*slack.ButtonBlockElement{takeButton(o), kit.Button(ActionObstacleName, idValue(o.ID), "Name somebody", "Name somebody: "+kit.Flat(o.What))}
}

// goneButtons ask the raiser whether an obstacle is gone for them.
func goneButtons(o practice.Obstacle) []*slack.ButtonBlockElement {
	return []*slack.ButtonBlockElement{
		kit.Button(ActionObstacleGone, idValue(o.ID), "Yes, it's gone", "Yes, it's gone: "+kit.Flat(o.What)),
		kit.Button(ActionObstacleStill, idValue(o.ID), "No, not yet", "No, it isn't gone yet: "+kit.Flat(o.What)),
	}
}
