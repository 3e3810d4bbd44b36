package delivery

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/practice"
	"coach/store"
)

// look searches for a message of unknown outcome, and posts it again only if it
// did not arrive, or if coach has no permission to read the conversation.
func (s *Sender) look(ctx context.Context, d store.Delivery) error {
	channel, ts, err := s.find(ctx, d.Channel, d.AttemptedAt, carrying(d.Token))
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "missing_scope" {
		if err := s.Store.Observe(ctx, practice.Concern{Kind: practice.NoScope, About: said.Needed}, true); err != nil {
			return err
		}
	}
	switch v, _ := Judge(err); {
	case err == nil && ts != "":
		return s.Store.Found(ctx, d, channel, ts)
	case err == nil, v == NoAccess, v == NoTarget, v == BadCall: // not there, or not ours to read
		d.Task = store.Send
		return s.post(ctx, d)
	}
	return s.failed(ctx, d, err)
}

// carrying matches the message with a token.
func carrying(token string) func(slack.Message) bool {
	return func(m slack.Message) bool {
		return m.Metadata.EventType == metadataType && m.Metadata.EventPayload["id"] == token
	}
}

// find searches a conversation for a message, from the newest one back to those
// older than the attempt.
func (s *Sender) find(ctx context.Context, to string, attempted time.Time, is func(slack.Message) bool) (channel, ts string, err error) {
	done := s.Observe("delivery", string(store.Look))
	defer func() { done(err) }()
	channel = to
	if strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W") {
		c, _, _, err := s.API.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{channel}})
		if err != nil {
			return "", "", err
		}
		channel = c.ID
	}
	query := &slack.GetConversationHistoryParameters{ChannelID: channel, Limit: 200, IncludeAllMetadata: true, Oldest: s.oldest(attempted)}
	for {
		h, err := s.API.GetConversationHistoryContext(ctx, query)
		if err != nil {
			return "", "", err
		}
		for _, m := range h.Messages {
			if is(m) {
				return channel, m.Timestamp, nil
			}
		}
		if query.Cursor = h.ResponseMetaData.NextCursor; query.Cursor == "" {
			return channel, "", nil
		}
	}
}

// skew is the largest difference assumed between Slack's clock and the
// machine's.
const skew = time.Hour

// oldest returns the timestamp before which no message of an attempt can be; ""
// for no limit where a demo moves civil time, because its messages carry that
// time and not the attempt's.
func (s *Sender) oldest(attempted time.Time) string {
	if time.Until(s.Now()).Abs() > time.Minute {
		return ""
	}
	return fmt.Sprintf("%d.000000", attempted.Add(-skew).Unix())
}
