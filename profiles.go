package coach

import (
	"context"
	"errors"

	"coach/bot"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// nightly is the value of [Config.PeopleFromSlack] with which managers are read
// every night.
const nightly = "nightly"

// ReadManagers connects to Slack as far as reading takes, brings people in line
// with the workspace, and reads whom the Slack profiles of everybody who takes
// part name as their manager. It runs beside another coach on the database and
// changes nobody's reporting line. Any error is one sentence that says what to
// do. The function report, which may be nil, hears how far it is.
func ReadManagers(ctx context.Context, db *store.Store, c Config, report func(done, of int)) ([]practice.Profile, error) {
	if c.BotToken == "" {
		return nil, errors.New("set SLACK_BOT_TOKEN (xoxb-…); the README says where Slack shows it")
	}
	api, err := apiAddress(c.APIURL)
	if err != nil {
		return nil, err
	}
	b := bot.New(bot.Config{Store: db, BotToken: c.BotToken, API: api, HTTP: c.HTTP, Scopes: requiredScopes(), Now: c.Now, Zone: db.Zone, Unpaced: c.Unpaced, Out: c.Out, Log: c.Log})
	if err := b.Enter(ctx); err != nil {
		return nil, err
	}
	return b.Managers(ctx, c.PeopleField, report)
}

// followsProfiles has the beat follow Slack profiles at night, if that is
// switched on; if not, owners hear nothing about them any more.
func (p Program) followsProfiles(ctx context.Context, c Config) error {
	if c.PeopleFromSlack != nightly {
		return service.ForgetProfiles(ctx, p.Store)
	}
	p.Beat.Managers = func(ctx context.Context) ([]practice.Profile, error) { return p.bot.Managers(ctx, c.PeopleField, nil) }
	return nil
}
