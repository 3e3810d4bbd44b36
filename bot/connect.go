package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/practice"
	"coach/store"
)

// Connect checks, before anything is served, that the tokens are good, the
// app has its scopes, the database belongs to this workspace, and the channels
// can be posted in. While Slack cannot be reached it says so and tries again.
// Any error is one sentence that says what to do.
func (b *Bot) Connect(ctx context.Context) error {
	if !strings.HasPrefix(b.BotToken, "xoxb-") || !strings.HasPrefix(b.AppToken, "xapp-") {
		return explain(slack.SlackErrorResponse{Err: "not_allowed_token_type"})
	}
	me, err := b.whoAmI(ctx)
	if err != nil {
		return err
	}
	b.team, b.botUser = me.TeamID, me.UserID
	granted := strings.Split(me.Header.Get("X-Oauth-Scopes"), ",")
	for _, scope := range b.Scopes {
		if !slices.Contains(granted, scope) {
			return explain(slack.SlackErrorResponse{Err: "missing_scope", Needed: scope})
		}
	}
	if err := b.Store.BelongTo(ctx, me.TeamID, me.Team); err != nil {
		return err
	}
	b.recognition, err = b.Channel(ctx, b.Recognition)
	if err != nil {
		return fmt.Errorf("recognition channel: %w", err)
	}
	return nil
}

// whoAmI asks Slack whose token this is, for as long as it takes to reach it.
func (b *Bot) whoAmI(ctx context.Context) (*slack.AuthTestResponse, error) {
	for wait := time.Second; ; wait = min(2*wait, time.Minute) {
		me, err := b.api.AuthTestContext(ctx)
		if v, _ := judge(err); v == taken {
			return me, nil
		} else if v != uncertain && v != tryLater {
			return nil, explain(err)
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

// Channel finds a channel by ID or name, joins it if it is public, and makes
// sure that coach may post about people there.
func (b *Bot) Channel(ctx context.Context, idOrName string) (id string, err error) {
	c, err := b.findChannel(ctx, idOrName)
	if err != nil {
		return "", err
	}
	switch {
	case c.IsArchived:
		return "", fmt.Errorf("#%s is archived; unarchive it or name another channel", c.Name)
	case c.IsExtShared:
		return "", fmt.Errorf("#%s is shared with another company, and what coach says about people stays inside; name another channel", c.Name)
	case c.IsMember:
		return c.ID, nil
	case c.IsPrivate:
		return "", fmt.Errorf("coach is not in #%s; invite it there with /invite @coach and start again", c.Name)
	}
	if _, _, _, err := b.patient.JoinConversationContext(ctx, c.ID); err != nil {
		return "", fmt.Errorf("coach cannot join #%s (%v); invite it there with /invite @coach and start again", c.Name, err)
	}
	return c.ID, nil
}

// channelID is what Slack's IDs of channels look like; names are lower case.
var channelID = regexp.MustCompile(`^[CG][A-Z0-9]+$`)

func (b *Bot) findChannel(ctx context.Context, idOrName string) (*slack.Channel, error) {
	if channelID.MatchString(idOrName) {
		if c, err := b.patient.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: idOrName}); err == nil {
			return c, nil
		}
	}
	name := strings.ToLower(strings.TrimPrefix(idOrName, "#"))
	query := &slack.GetConversationsParameters{Limit: 200, Types: []string{"public_channel", "private_channel"}}
	for {
		page, cursor, err := b.patient.GetConversationsContext(ctx, query)
		if err != nil {
			return nil, explain(err)
		}
		for _, c := range page {
			if c.Name == name {
				return &c, nil
			}
		}
		if query.Cursor = cursor; cursor == "" {
			return nil, fmt.Errorf("there is no channel %s that coach can see; check the name, and invite coach if it is private", idOrName)
		}
	}
}

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
	case u.IsBot || u.ID == "USLACKBOT" || u.IsStranger || u.TeamID != "" && u.TeamID != b.team:
		p.Standing = practice.Outside
	case u.Deleted:
		p.Standing = practice.Gone
	case u.IsRestricted || u.IsUltraRestricted:
		p.Standing = practice.Guest
	}
	return p
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
