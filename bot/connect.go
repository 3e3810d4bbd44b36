package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/practice"
	"coach/store"
)

// Connect verifies, before any request is served, that the tokens are valid,
// the app has its scopes, and the database belongs to this workspace, and reads
// the workspace's members. While Slack cannot be reached it logs so and
// retries. Any error is one sentence that says what to do.
func (b *Bot) Connect(ctx context.Context) error {
	for _, token := range []struct{ name, value, kind string }{{"SLACK_BOT_TOKEN", b.BotToken, "xoxb-"}, {"SLACK_APP_TOKEN", b.AppToken, "xapp-"}} {
		if !strings.HasPrefix(token.value, token.kind) {
			return fmt.Errorf("%s is a token of the wrong kind: it begins with %s, and the two tokens may be swapped", token.name, token.kind)
		}
	}
	return b.Enter(ctx)
}

// Enter is [Bot.Connect] for a command that only reads the workspace, for which
// the bot token is enough.
func (b *Bot) Enter(ctx context.Context) error {
	me, err := patiently(ctx, b, b.api.AuthTestContext)
	if err != nil {
		return delivery.Explain(err)
	}
	b.team, b.enterprise, b.botUser = me.TeamID, me.EnterpriseID, me.UserID
	granted := strings.Split(me.Header.Get("X-Oauth-Scopes"), ",")
	for _, scope := range b.Scopes {
		if !slices.Contains(granted, scope) {
			return delivery.Explain(slack.SlackErrorResponse{Err: "missing_scope", Needed: scope})
		}
	}
	if err := b.Store.BelongTo(ctx, me.TeamID, me.Team); err != nil {
		return err
	}
	users, err := patiently(ctx, b, b.users)
	if err != nil {
		return fmt.Errorf("read the directory: %w", delivery.Explain(err))
	}
	return b.sync(ctx, users)
}

func (b *Bot) say(format string, args ...any) {
	fmt.Fprintln(b.Out, washed(fmt.Sprintf(format, args...)))
}

// Refresh updates people from the members of the workspace, in one paged pass,
// and logs new contradictions between the workspace and the people file once:
// how many people they concern, and what to do.
func (b *Bot) Refresh(ctx context.Context) error {
	users, err := b.users(ctx)
	if err != nil {
		return fmt.Errorf("read the directory: %w", err)
	}
	return b.sync(ctx, users)
}

func (b *Bot) users(ctx context.Context) ([]slack.User, error) {
	return b.patient.GetUsersContext(ctx, slack.GetUsersOptionTeamID(b.team))
}

// sync stores all members of the directory.
func (b *Bot) sync(ctx context.Context, users []slack.User) error {
	b.compareZones(users)
	var members []practice.Person
	for _, u := range users {
		members = append(members, b.member(u))
	}
	fresh, err := b.Store.RefreshDirectory(ctx, members, b.Store.Today(b.Now()))
	if err != nil {
		return err
	}
	b.reportContradictions(fresh)
	return nil
}

// reportContradictions logs new contradictions for the operator, by kind and
// number of people. Logs are often kept, so it names nobody.
func (b *Bot) reportContradictions(fresh []practice.Contradiction) {
	for len(fresh) > 0 {
		kind := fresh[0].Kind
		n := 1
		for n < len(fresh) && fresh[n].Kind == kind {
			n++
		}
		fresh = fresh[n:]
		if kind == practice.ManyVanished {
			b.say("%s", kind.Text())
			continue
		}
		b.say("In the people file, about %s: %s To see who, run coach people unfound.", practice.Counted(n, "person", "people"), kind.Text())
	}
}

// member converts a Slack user to a person.
func (b *Bot) member(u slack.User) practice.Person {
	p := practice.Person{SlackID: u.ID, OrgID: u.Enterprise.ID, Email: strings.ToLower(u.Profile.Email), Zone: u.TZ, Account: practice.Member,
		Admin: u.IsAdmin || u.IsOwner}
	for _, name := range []string{u.Profile.RealName, u.RealName, u.Profile.DisplayName, u.Name} {
		if p.Name = practice.CleanName(name); p.Name != "" {
			break
		}
	}
	switch {
	case u.IsBot || u.ID == "USLACKBOT" || u.IsStranger || b.elsewhere(u):
		p.Account = practice.Outside
	case u.Deleted:
		p.Account = practice.Gone
	case u.IsRestricted || u.IsUltraRestricted:
		p.Account = practice.Guest
	}
	return p
}

// elsewhere reports whether a user belongs neither to this workspace nor to its
// organisation. A workspace may join an organisation while coach runs: then
// only the user's own list of workspaces shows it.
func (b *Bot) elsewhere(u slack.User) bool {
	if u.TeamID == "" || u.TeamID == b.team || slices.Contains(u.Enterprise.Teams, b.team) {
		return false
	}
	return b.enterprise == "" || u.Enterprise.EnterpriseID != b.enterprise
}

// person finds the person with a Slack ID. A person who joined since the last
// refresh is looked up once.
func (b *Bot) person(ctx context.Context, slackID string) (practice.Person, error) {
	p, err := b.Store.PersonBySlackID(ctx, slackID)
	if errors.Is(err, store.ErrNotFound) {
		return b.lookUp(ctx, slackID)
	}
	return p, err
}

// lookUp reads a person from Slack's directory and stores them. People of other
// companies, apps and closed accounts are stored only if somebody has named
// them before; otherwise the person returned has no ID.
func (b *Bot) lookUp(ctx context.Context, slackID string) (practice.Person, error) {
	u, err := b.api.GetUserInfoContext(ctx, slackID)
	if err != nil {
		return practice.Person{}, fmt.Errorf("look up a member: %w", err)
	}
	m := b.member(*u)
	if err := b.Store.SyncDirectory(ctx, []practice.Person{m}); err != nil {
		return practice.Person{}, err
	}
	p, err := b.Store.PersonBySlackID(ctx, slackID)
	if errors.Is(err, store.ErrNotFound) && (m.Account == practice.Outside || m.Account == practice.Gone) {
		return practice.Person{Account: m.Account}, nil
	}
	return p, err
}
