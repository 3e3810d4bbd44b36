package bot

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// countSockets notes how many connections Slack counts to the app, as it says
// when it greets one. Slack has been seen to count sockets of a process that has
// ended, and to send requests to them. As many more as a copy has are one that
// nobody knows of, or those of a moment ago.
func (b *Bot) countSockets(ctx context.Context, n int) {
	b.Log.Info().Int("connections", n).Msg("Slack has greeted a connection")
	copies := 1
	if l, shared, err := b.Store.Leader(ctx); err != nil {
		b.Log.Warn().Err(err).Msg("count the copies of coach")
		return
	} else if shared {
		copies = max(1, l.Copies)
	}
	if err := b.Store.Observe(ctx, practice.Concern{Kind: practice.ManySockets}, n > (copies+1)*connections); err != nil {
		b.Log.Err(err).Msg("note how many connections there are")
	}
}

// A Scope is a right that the app has been given in a workspace, or should have
// been.
type Scope struct {
	Name, For string
	Optional  bool
}

// A Check asks Slack whether coach can do its work there. It opens no
// connection: one that nobody answers would take requests from a coach that
// runs beside it.
type Check struct {
	BotToken, AppToken string
	API                string
	HTTP               *http.Client
	Scopes             []Scope
	Store              *store.Store // nil where there is none: what it names is not checked
	Now                time.Time
}

// Run checks the tokens, every scope, the clock, the members and the channels.
// What a token that is refused makes pointless is left out.
func (c Check) Run(ctx context.Context) []service.Finding {
	api := slack.New(c.BotToken, slack.OptionAppLevelToken(c.AppToken), slack.OptionAPIURL(c.API), slack.OptionHTTPClient(bounded(c.HTTP, 10*time.Second)))
	opens := c.opens(ctx, api)
	me, err := api.AuthTestContext(ctx)
	if err != nil {
		return []service.Finding{amiss("token", delivery.Explain(err)), opens}
	}
	found := []service.Finding{{About: "token", State: service.Well, Says: fmt.Sprintf("SLACK_BOT_TOKEN is accepted, for the workspace %s.", me.Team)}, opens}
	found = append(found, c.clock(me.Header)...)
	found = append(found, c.scopes(me.Header)...)
	found = append(found, c.members(ctx, api)...)
	if c.Store == nil {
		return found
	}
	return append(found, c.stored(ctx, api, me)...)
}

// amiss is a finding of something that is wrong: a sentence that says what to do.
func amiss(about string, err error) service.Finding {
	return service.Finding{About: about, State: service.Amiss, Says: sentence(err.Error())}
}

func sentence(says string) string {
	return strings.TrimSuffix(says, ".") + "."
}

// opens finds out whether Slack would open a socket, without connecting to it.
func (c Check) opens(ctx context.Context, api *slack.Client) service.Finding {
	if _, _, err := api.StartSocketModeContext(ctx); err != nil {
		return amiss("token", delivery.ExplainOpening(err))
	}
	return service.Finding{About: "token", State: service.Well, Says: "SLACK_APP_TOKEN is accepted, and opens sockets."}
}

// scopes compares the scopes that Slack has granted with those that coach uses.
func (c Check) scopes(answered http.Header) (found []service.Finding) {
	var granted []string
	for name := range strings.SplitSeq(answered.Get("X-OAuth-Scopes"), ",") {
		granted = append(granted, strings.TrimSpace(name))
	}
	for _, s := range c.Scopes {
		f := service.Finding{About: "scope", State: service.Well, Says: fmt.Sprintf("%s is granted (%s).", s.Name, s.For)}
		switch {
		case slices.Contains(granted, s.Name):
		case s.Optional:
			f.State, f.Says = service.Noted, fmt.Sprintf("%s is not granted, and coach goes without it (%s).", s.Name, s.For)
		default:
			f.State, f.Says = service.Amiss, fmt.Sprintf("%s is missing (%s). Update the app from manifest.yml and install it again.", s.Name, s.For)
		}
		found = append(found, f)
	}
	return found
}

// agreement is how far this machine's clock may be from Slack's: a morning
// message a minute early or late is one at its time.
const agreement = time.Minute

// clock compares this machine's clock with Slack's.
func (c Check) clock(answered http.Header) []service.Finding {
	theirs, err := http.ParseTime(answered.Get("Date"))
	if err != nil {
		return []service.Finding{{About: "clock", State: service.Unchecked, Says: "Slack did not say what time it is, so this machine's clock is not compared with its."}}
	}
	if apart := c.Now.Sub(theirs).Abs(); apart > agreement {
		const shown = "2 January 2006 15:04 MST"
		return []service.Finding{{About: "clock", State: service.Amiss, Says: fmt.Sprintf("This machine's clock shows %s and Slack's %s. Set it, on Linux with timedatectl set-ntp true.",
			c.Now.UTC().Format(shown), theirs.UTC().Format(shown))}}
	}
	return []service.Finding{{About: "clock", State: service.Well, Says: "This machine's clock agrees with Slack's."}}
}

// members reads the directory, and compares its time zones with those here.
func (c Check) members(ctx context.Context, api *slack.Client) []service.Finding {
	users, err := api.GetUsersContext(ctx)
	if err != nil {
		return []service.Finding{amiss("directory", delivery.Explain(err))}
	}
	found := []service.Finding{{About: "directory", State: service.Well, Says: fmt.Sprintf("Slack's directory can be read: %d accounts.", len(users))}}
	if other := otherZones(users, c.Now); len(other) > 0 {
		return append(found, service.Finding{About: "zones", State: service.Amiss, Says: "The time zone data of this coach differs from Slack's, so messages there come early or late: " + strings.Join(other, "; ") + ". Update coach to a newer release."})
	}
	return append(found, service.Finding{About: "zones", State: service.Well, Says: "The time zones of all members are as in Slack."})
}

// stored checks what the database names: the workspace and the channels.
func (c Check) stored(ctx context.Context, api *slack.Client, me *slack.AuthTestResponse) []service.Finding {
	failed := func(err error) []service.Finding { return []service.Finding{amiss("database", err)} }
	team, name, err := c.Store.Workspace(ctx)
	switch {
	case err != nil:
		return failed(err)
	case team != "" && team != me.TeamID:
		return failed(fmt.Errorf("%w. It belongs to “%s”, the tokens to “%s”", store.ErrOtherWorkspace, name, me.Team))
	}
	channels, err := service.Channels(ctx, c.Store)
	if err != nil {
		return failed(err)
	}
	var found []service.Finding
	for _, id := range channels {
		found = append(found, c.channel(ctx, api, id))
	}
	return found
}

// channel finds out whether coach can post about people in a channel.
func (c Check) channel(ctx context.Context, api *slack.Client, id string) service.Finding {
	info, err := api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if code := fmt.Sprint(err); code == "channel_not_found" {
		return amiss("channel", fmt.Errorf("coach isn't in the channel %s any more. Invite it with /invite @coach, or choose another channel", id))
	}
	if err != nil {
		return service.Finding{About: "channel", State: service.Unchecked, Says: sentence(fmt.Sprintf("The channel %s: %v", id, delivery.Explain(err)))}
	}
	if err := refuse(info); err != nil {
		return amiss("channel", err)
	}
	if !info.IsMember {
		return service.Finding{About: "channel", State: service.Noted, Says: fmt.Sprintf("coach isn't in #%s, and joins it when it starts.", info.Name)}
	}
	return service.Finding{About: "channel", State: service.Well, Says: fmt.Sprintf("coach can post in #%s.", info.Name)}
}

// Doubts returns whether a machine's clock is plausible without asking anybody.
func Doubts(now, built time.Time) []service.Finding {
	if !built.IsZero() && cadence.DoubtOf(now, built, 0) == cadence.BeforeBuild {
		return []service.Finding{{About: "clock", State: service.Amiss, Says: fmt.Sprintf("This machine's clock shows %s, which is before this coach was built. Set it, on Linux with timedatectl set-ntp true.", now.UTC().Format("2 January 2006 15:04 MST"))}}
	}
	return nil
}
