package bot

import (
	"context"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// drawObstacleNews draws the message about something that happened to an
// obstacle. One that was taken back before anything was said of it is not spoken
// of.
func (b *Bot) drawObstacleNews(ctx context.Context, f facts, n practice.ObstacleNews) (to string, msg kit.Message, drop string, err error) {
	o, err := b.Store.Obstacle(ctx, n.Obstacle)
	if err != nil {
		return "", msg, "", err
	}
	today := f.roster.Person(n.To).Today(b.Now(), b.Zone())
	if to, drop = address(f.roster, n.To); drop == "" && o.State() == practice.ObstacleIsWithdrawn {
		drop = delivery.TakenBack
	}
	told := view.ObstacleTold{Obstacle: o, Event: n.Event, Outside: !f.roster.ParticipatesFrom(n.To, today),
		ObstacleFacts: view.ObstacleFacts{Reader: n.To, Roster: f.roster, Playbook: f.playbook, Today: today, Who: f.roster.Person}}
	return to, view.ObstacleNews(told), drop, nil
}
