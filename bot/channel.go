package bot

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/practice"
)

// channel finds a channel by ID or name, joins it if it is public, and verifies
// that coach may post about people there.
func (b *Bot) channel(ctx context.Context, idOrName string) (*slack.Channel, error) {
	c, err := b.findChannel(ctx, idOrName)
	if err != nil {
		return nil, err
	}
	return c, b.enterPatiently(ctx, c)
}

// enterPatiently is enter with retries, for coach's start.
func (b *Bot) enterPatiently(ctx context.Context, c *slack.Channel) error {
	_, err := patiently(ctx, b, func(ctx context.Context) (none struct{}, err error) { return none, b.enter(ctx, c) })
	return err
}

// channelInfo reads a channel from Slack by its ID, with retries, when coach
// starts.
func (b *Bot) channelInfo(ctx context.Context, id string) (*slack.Channel, error) {
	return patiently(ctx, b, func(ctx context.Context) (*slack.Channel, error) {
		return b.patient.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	})
}

// chosenChannel is channel for one that a person picked in a form and waits
// for. An unsuitable channel is a problem at the form's field.
func (b *Bot) chosenChannel(ctx context.Context, id, field string) error {
	c, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "channel_not_found" {
		return practice.Problems{{Field: field, Text: "I'm not in this channel. Invite me with /invite @coach and try again."}}
	} else if err != nil {
		return err
	}
	if err := b.enter(ctx, c); err != nil {
		return practice.Problems{{Field: field, Text: err.Error() + "."}}
	}
	return nil
}

// channelProblems returns the problems with the channels that the organisation
// uses, as far as Slack answers at once.
func (b *Bot) channelProblems(ctx context.Context, s practice.Settings, digests []practice.Subscription) []string {
	ids := []string{s.Recognition}
	for _, sub := range digests {
		ids = append(ids, sub.Channel)
	}
	slices.Sort(ids[1:])
	var said []string
	for i, id := range slices.Compact(ids) {
		if id == "" || i > 0 && id == s.Recognition {
			continue
		}
		c, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
		if err != nil {
			continue
		}
		if err := refuse(c); err != nil {
			said = append(said, err.Error()+".")
		}
	}
	return said
}

// channelTrouble returns what keeps coach from posting about people in a channel
// and what to do about it, as far as Slack answers; "" for nothing.
func (b *Bot) channelTrouble(ctx context.Context, id string) string {
	c, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "channel_not_found" {
		return "I'm not in this channel any more. Invite me with /invite @coach, or choose another channel."
	}
	if err != nil {
		return ""
	}
	if err := refuse(c); err != nil {
		return err.Error() + "."
	}
	if !c.IsMember {
		return fmt.Sprintf("I'm not in #%s any more. Invite me with /invite @coach, or press Change and Save: I join public channels myself.", c.Name)
	}
	return ""
}

// closed reports whether coach cannot post about people in a channel, as far as
// Slack answers at once.
func (b *Bot) closed(ctx context.Context, id string) (closed, answered bool) {
	c, err := b.api.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: id})
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "channel_not_found" {
		return true, true
	}
	return err == nil && (refuse(c) != nil || !c.IsMember), err == nil
}

// refuse returns the reason why coach cannot post about people in a channel.
func refuse(c *slack.Channel) error {
	switch {
	case c.IsArchived:
		return fmt.Errorf("#%s is archived. Unarchive it or choose another channel", c.Name)
	case c.IsExtShared:
		return fmt.Errorf("#%s is shared with another company, so nothing about people is posted there. Choose another channel", c.Name)
	case c.IsPrivate && !c.IsMember:
		return fmt.Errorf("#%s is private. Invite coach with /invite @coach and try again", c.Name)
	}
	return nil
}

// enter joins a channel if it is public, and verifies that coach may post about
// people there.
func (b *Bot) enter(ctx context.Context, c *slack.Channel) error {
	if err := refuse(c); err != nil || c.IsMember {
		return err
	}
	if _, _, _, err := b.api.JoinConversationContext(ctx, c.ID); err != nil {
		return fmt.Errorf("coach can't join #%s (%w). Invite it with /invite @coach and try again", c.Name, err)
	}
	return nil
}

// channelID matches Slack's IDs of channels; names are lower case.
var channelID = regexp.MustCompile(`^[CG][A-Z0-9]+$`)

func (b *Bot) findChannel(ctx context.Context, idOrName string) (*slack.Channel, error) {
	if channelID.MatchString(idOrName) {
		if c, err := b.channelInfo(ctx, idOrName); err == nil {
			return c, nil
		}
	}
	name := channelName(idOrName)
	query := &slack.GetConversationsParameters{Limit: 200, Types: []string{"public_channel", "private_channel"}}
	for {
		page, err := patiently(ctx, b, func(ctx context.Context) ([]slack.Channel, error) {
			page, cursor, err := b.patient.GetConversationsContext(ctx, query)
			if err == nil {
				query.Cursor = cursor
			}
			return page, err
		})
		if err != nil {
			return nil, delivery.Explain(err)
		}
		for _, c := range page {
			if c.Name == name {
				return &c, nil
			}
		}
		if query.Cursor == "" {
			return nil, fmt.Errorf("coach can't see a channel %s. Check the name, and invite coach if it's private", idOrName)
		}
	}
}

// channelName returns a typed channel name in Slack's spelling.
func channelName(typed string) string { return strings.ToLower(strings.TrimPrefix(typed, "#")) }
