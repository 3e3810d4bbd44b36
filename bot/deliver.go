package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"coach/bot/view"
	"coach/practice"
	"coach/store"
)

// Flush has the outbox delivered soon. It returns at once: deliveries keep to
// Slack's pace, which is slower than people and beats.
func (b *Bot) Flush() {
	select {
	case b.wake <- struct{}{}:
	default: // already awake
	}
}

// deliverAll delivers what the outbox holds until ctx ends: whenever it is
// woken, and whenever something in it comes due again. The delivery that was
// begun is finished.
func (b *Bot) deliverAll(ctx context.Context) {
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-b.wake:
		case <-alarm.C:
		}
		next, err := b.drain(ctx)
		if err != nil {
			b.Log.Err(err).Msg("deliver")
			next = time.Now().Add(b.rest())
		}
		alarm.Reset(time.Until(next))
	}
}

// longest that deliveries sleep if nothing wakes them.
const longestSleep = time.Hour

// drain delivers one notice after another until none is left that can be
// delivered now, and returns when to look again.
func (b *Bot) drain(ctx context.Context) (next time.Time, err error) {
	defer caught(&err)
	for ctx.Err() == nil {
		if time.Now().Before(b.pausedUntil) {
			return b.pausedUntil, nil
		}
		if !b.Unpaced && b.pace.Tokens() < 1 { // else each notice in turn would be drawn only to be put off
			return time.Now().Add(time.Second / messagesPerSecond), nil
		}
		next, err := b.Store.NextAt(ctx)
		switch {
		case err != nil:
			return next, ignoreEnd(ctx, err)
		case next.IsZero():
			return time.Now().Add(longestSleep), nil
		case next.After(time.Now()):
			return next, nil
		}
		d, ok, err := b.Store.Next(ctx, time.Now())
		if err != nil {
			return next, ignoreEnd(ctx, err)
		}
		if ok {
			err = b.deliver(context.WithoutCancel(ctx), d)
		}
		if err != nil {
			return next, err
		}
	}
	return next, nil
}

// ignoreEnd leaves out an error that only says that coach is being stopped.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (b *Bot) deliver(ctx context.Context, d store.Delivery) (err error) {
	defer func() {
		if p := recover(); p != nil { // one notice that cannot be drawn must not take the others with it
			b.Log.Error().Int64("notice", d.ID).Str("stack", string(debug.Stack())).Msg("panic while delivering")
			err = b.Store.Fail(ctx, d, "coach cannot draw it")
		}
	}()
	switch d.Task {
	case store.Look:
		return b.look(ctx, d)
	case store.Redraw:
		return b.redraw(ctx, d)
	}
	return b.post(ctx, d)
}

// metadataType names the metadata that carries a notice's token.
const metadataType = "coach_notice"

func (b *Bot) post(ctx context.Context, d store.Delivery) error {
	to, msg, drop, err := b.draw(ctx, d)
	if err != nil {
		return b.undrawn(ctx, d, err)
	}
	delete(b.troubles, d.ID)
	if drop != "" {
		return b.Store.Drop(ctx, d, drop)
	}
	if wait := b.wait(to); wait > 0 {
		return b.Store.Later(ctx, d, time.Now().Add(wait))
	}
	channel, ts, err := "", "", b.inside(ctx, to)
	if err == nil {
		if err := b.Store.Attempt(ctx, d, to, time.Now()); err != nil {
			return err
		}
		channel, ts, err = b.send(ctx, to, msg, d.Token)
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "invalid_blocks" && msg.Simpler != nil {
		msg.Blocks = msg.Simpler // charts come to workspaces one after the other
		channel, ts, err = b.send(ctx, to, msg, d.Token)
	}
	if err == nil {
		delete(b.closed, to)
		return b.Store.Sent(ctx, d, channel, ts)
	}
	if v, _ := judge(err); v == noTarget {
		return b.unreachable(ctx, d, to, err)
	}
	return b.failed(ctx, d, err)
}

// unreachable gives up a notice that its recipient cannot be sent, and tells
// whoever would believe that it was said. The operator reads of a channel once,
// however much would go there.
func (b *Bot) unreachable(ctx context.Context, d store.Delivery, to string, cause error) error {
	warn := func(said string) { b.Log.Warn().Err(cause).Int64("notice", d.ID).Str("to", to).Msg(said) }
	switch {
	case to[0] == 'U' || to[0] == 'W':
		warn("a person cannot be messaged")
	case !b.closed[to]:
		b.closed[to] = true
		warn("coach cannot post in a channel: open it to coach again, or name another one")
	}
	if s, ok := d.Notice.(practice.Shoutout); ok {
		return b.Store.Fail(ctx, d, cause.Error(), practice.Unshared{Entry: s.Entry, Archived: cause.Error() == "is_archived", Shared: cause.Error() == sharedOutside})
	}
	return b.Store.Fail(ctx, d, cause.Error())
}

func (b *Bot) send(ctx context.Context, to string, msg view.Message, token string) (channel, ts string, err error) {
	return b.api.PostMessageContext(ctx, to, append(content(msg),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"id": token}}))...)
}

func content(msg view.Message) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(msg.Text, false), slack.MsgOptionBlocks(msg.Blocks...)}
}

// look finds out whether a message of unknown outcome arrived, and posts it
// again only if it did not, or if coach may not look there.
func (b *Bot) look(ctx context.Context, d store.Delivery) error {
	channel, ts, err := b.find(ctx, d)
	switch v, _ := judge(err); {
	case err == nil && ts != "":
		return b.Store.Found(ctx, d, channel, ts)
	case err == nil, v == noAccess, v == noTarget, v == badCall: // not there, or not ours to read
		d.Task = store.Send
		return b.post(ctx, d)
	}
	return b.failed(ctx, d, err)
}

// find looks for a notice's token in the conversation it was posted to, from
// the newest message back to those that are older than the attempt.
func (b *Bot) find(ctx context.Context, d store.Delivery) (channel, ts string, err error) {
	channel = d.Channel
	if strings.HasPrefix(channel, "U") || strings.HasPrefix(channel, "W") {
		c, _, _, err := b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{channel}})
		if err != nil {
			return "", "", err
		}
		channel = c.ID
	}
	query := &slack.GetConversationHistoryParameters{ChannelID: channel, Limit: 200, IncludeAllMetadata: true, Oldest: b.oldest(d.AttemptedAt)}
	for {
		h, err := b.api.GetConversationHistoryContext(ctx, query)
		if err != nil {
			return "", "", err
		}
		for _, m := range h.Messages {
			if m.Metadata.EventType == metadataType && m.Metadata.EventPayload["id"] == d.Token {
				return channel, m.Timestamp, nil
			}
		}
		if query.Cursor = h.ResponseMetaData.NextCursor; query.Cursor == "" {
			return channel, "", nil
		}
	}
}

// skew is how far Slack's clock and ours may be apart.
const skew = time.Hour

// oldest is the timestamp before which Slack can have no message of an attempt,
// "" for none: where civil time is moved, as in a demo, messages carry that and
// not the time of the attempt.
func (b *Bot) oldest(attempted time.Time) string {
	if time.Until(b.Now()).Abs() > time.Minute {
		return ""
	}
	return fmt.Sprintf("%d.000000", attempted.Add(-skew).Unix())
}

// redraw brings a sent message in line with what is true now, or removes it.
func (b *Bot) redraw(ctx context.Context, d store.Delivery) error {
	if wait := b.waitToEdit(); wait > 0 {
		return b.Store.Later(ctx, d, time.Now().Add(wait))
	}
	_, msg, drop, err := b.draw(ctx, d)
	switch {
	case err != nil:
		return b.undrawn(ctx, d, err)
	case drop == takenBack:
		_, _, err = b.api.DeleteMessageContext(ctx, d.Channel, d.TS)
	case msg.Blocks == nil:
		return b.Store.Unchanged(ctx, d)
	default:
		_, _, _, err = b.api.UpdateMessageContext(ctx, d.Channel, d.TS, content(msg)...)
	}
	switch v, _ := judge(err); v {
	case taken, noTarget, badCall:
		if v != taken {
			b.Log.Warn().Err(err).Int64("notice", d.ID).Msg("a sent message could not be redrawn")
		}
		return b.Store.Unchanged(ctx, d)
	}
	return b.failed(ctx, d, err)
}

// rest is how long the outbox rests after trouble that names no time of its
// own: half as long as it takes until a look is conclusive.
func (b *Bot) rest() time.Duration { return b.Store.Settle / 2 }

// failed sorts what Slack answered instead of taking a message.
func (b *Bot) failed(ctx context.Context, d store.Delivery, cause error) error {
	now := time.Now()
	switch v, after := judge(cause); v {
	case tryLater:
		b.pausedUntil = now.Add(max(after, time.Second))
		return b.Store.Later(ctx, d, b.pausedUntil)
	case badCall:
		b.Log.Error().Err(reasons(cause)).Int64("notice", d.ID).Msg("Slack refuses a message that coach drew")
		return b.Store.Fail(ctx, d, cause.Error())
	case noAccess:
		b.stop(explain(cause))
		return b.Store.Later(ctx, d, now)
	default:
		b.Log.Warn().Err(cause).Int64("notice", d.ID).Str("task", string(d.Task)).Msg("delivery")
		b.pausedUntil = now.Add(b.rest())
		if d.Task == store.Send {
			return nil // it stays under way, to be looked for
		}
		return b.Store.Later(ctx, d, b.pausedUntil)
	}
}

// reasons adds what Slack says about the place of a mistake.
func reasons(err error) error {
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && len(said.ResponseMetadata.Messages) > 0 {
		return fmt.Errorf("%s: %q", said.Err, said.ResponseMetadata.Messages)
	}
	return err
}

// wait says how long to wait before a message to a conversation keeps to
// Slack's rates: one a second there, some hundreds a minute in the workspace.
// Others need not wait for a busy conversation.
func (b *Bot) wait(to string) time.Duration {
	if b.Unpaced {
		return 0
	}
	there, ok := b.channels[to]
	if !ok {
		if len(b.channels) > 1000 { // those of this morning; a fresh limiter only allows one message more
			clear(b.channels)
		}
		there = rate.NewLimiter(1, 1)
		b.channels[to] = there
	}
	one, all := there.Reserve(), b.pace.Reserve()
	wait := max(one.Delay(), all.Delay())
	if wait > 0 {
		one.Cancel()
		all.Cancel()
	}
	return wait
}

// waitToEdit says the same of editing, which Slack allows some fifty times a
// minute.
func (b *Bot) waitToEdit() time.Duration {
	if b.Unpaced {
		return 0
	}
	one := b.edits.Reserve()
	wait := one.Delay()
	if wait > 0 {
		one.Cancel()
	}
	return wait
}
