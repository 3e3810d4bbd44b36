package bot

import (
	"context"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// noTeam is the answer to somebody who would decide about a team without
// leading one.
var noTeam = practice.Problems{{Text: "Nobody reports to you, so there's no team to decide about. Type /coach team to say who does."}}

// teamSettingsButton opens the form in which a manager decides about their team.
func (b *Bot) teamSettingsButton(ctx context.Context, req request) (any, error) {
	if !practice.MaySetTeam(req.Roster, req.Person.ID, req.Today) {
		return nil, noTeam
	}
	t, err := b.Store.TeamSettings(ctx, req.Person.ID)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.TeamSettings(t))
}

// submitTeamSettings stores what a manager decides about their team. A new
// channel is joined first.
func (b *Bot) submitTeamSettings(ctx context.Context, req request) (any, error) {
	if !practice.MaySetTeam(req.Roster, req.Person.ID, req.Today) {
		return nil, noTeam
	}
	before, err := b.Store.TeamSettings(ctx, req.Person.ID)
	if err != nil {
		return nil, err
	}
	t, err := view.ParseTeamSettings(req.View, before)
	if err != nil {
		return nil, err
	}
	if t.Channel != "" {
		if err := b.chosenChannel(ctx, t.Channel, view.AskTeamChannel); err != nil {
			return nil, err
		}
	}
	if err := b.Store.SetTeam(ctx, t, req.Now); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.TeamSettingsSaved())), nil
}
