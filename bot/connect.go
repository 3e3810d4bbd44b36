package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/practice"
	"coach/store"
)

// Connect checks, before anything is served, that the tokens are good, the
// app has its scopes, and the database belongs to this workspace. While Slack cannot be reached it says so and tries again.
// Any error is one sentence that says what to do.
func (b *Bot) Connect(ctx context.Context) error {
	if !strings.HasPrefix(b.BotToken, "xoxb-") || !strings.HasPrefix(b.AppToken, "xapp-") {
		return delivery.Explain(slack.SlackErrorResponse{Err: "not_allowed_token_type"})
	}
	me, err := b.whoAmI(ctx)
	if err != nil {
		return err
	}
	b.team, b.enterprise, b.botUser = me.TeamID, me.EnterpriseID, me.UserID
	granted := strings.Split(me.Header.Get("X-Oauth-Scopes"), ",")
	for _, scope := range b.Scopes {
		if !slices.Contains(granted, scope) {
			return delivery.Explain(slack.SlackErrorResponse{Err: "missing_scope", Needed: scope})
		}
	}
	return b.Store.BelongTo(ctx, me.TeamID, me.Team)
}

// whoAmI asks Slack whose token this is, for as long as it takes to reach it.
func (b *Bot) whoAmI(ctx context.Context) (*slack.AuthTestResponse, error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		me, err := b.api.AuthTestContext(ctx)
		if v, _ := delivery.Judge(err); v == delivery.Taken {
			return me, nil
		} else if v != delivery.Uncertain && v != delivery.TryLater {
			return nil, delivery.Explain(err)
		}
		b.say("Slack cannot be reached (%v). Trying again in %s.", err, wait)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(wait):
		}
	}
}

func (b *Bot) say(format string, args ...any) { fmt.Fprintf(b.Out, format+"\n", args...) }

// Refresh brings people in line with the members of the workspace, in one
// paged pass, and says whom of the people file it could not find.
func (b *Bot) Refresh(ctx context.Context) error {
	users, err := b.patient.GetUsersContext(ctx, slack.GetUsersOptionTeamID(b.team))
	if err != nil {
		return fmt.Errorf("read the directory: %w", err)
	}
	var members []practice.Person
	for _, u := range users {
		if m := b.member(u); m.Standing != practice.Outside {
			members = append(members, m)
		}
	}
	if err := b.Store.SyncDirectory(ctx, members); err != nil {
		return err
	}
	unfound, err := b.Store.Unfound(ctx)
	if err != nil {
		return err
	}
	if len(unfound) > 0 {
		b.say("Not found in Slack, so not messaged: %s. Check the email in the people file, or add their slack_id.", strings.Join(unfound, ", "))
	}
	return nil
}

// member is what the directory says of a person.
func (b *Bot) member(u slack.User) practice.Person {
	p := practice.Person{SlackID: u.ID, Email: strings.ToLower(u.Profile.Email), Zone: u.TZ, Standing: practice.Member,
		Admin: u.IsAdmin || u.IsOwner}
	for _, name := range []string{u.Profile.RealName, u.RealName, u.Profile.DisplayName, u.Name} {
		if p.Name = strings.TrimSpace(name); p.Name != "" {
			break
		}
	}
	switch {
	case u.IsBot || u.ID == "USLACKBOT" || u.IsStranger || b.elsewhere(u):
		p.Standing = practice.Outside
	case u.Deleted:
		p.Standing = practice.Gone
	case u.IsRestricted || u.IsUltraRestricted:
		p.Standing = practice.Guest
	}
	return p
}

// elsewhere reports whether somebody belongs to another workspace, and not to
// the organisation of this one.
func (b *Bot) elsewhere(u slack.User) bool {
	if u.TeamID == "" || u.TeamID == b.team {
		return false
	}
	return b.enterprise == "" || u.Enterprise.EnterpriseID != b.enterprise
}

// person finds who a Slack ID belongs to. One who joined since the last
// refresh is looked up once.
func (b *Bot) person(ctx context.Context, slackID string) (practice.Person, error) {
	p, err := b.Store.PersonBySlackID(ctx, slackID)
	if !errors.Is(err, store.ErrNotFound) {
		return p, err
	}
	u, err := b.api.GetUserInfoContext(ctx, slackID)
	if err != nil {
		return p, fmt.Errorf("look up a new member: %w", err)
	}
	m := b.member(*u)
	if m.Standing == practice.Outside {
		return m, nil
	}
	if err := b.Store.SyncDirectory(ctx, []practice.Person{m}); err != nil {
		return p, err
	}
	return b.Store.PersonBySlackID(ctx, slackID)
}
