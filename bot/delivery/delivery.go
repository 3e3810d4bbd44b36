// Package delivery takes notices from the outbox to Slack, each once.
//
// One goroutine, which [Sender.Flush] rouses, takes one notice at a time, has it
// drawn from what is true now, and posts it at the pace that Slack allows
// (pacing.go). An attempt is written down before it is made and the message
// carries the notice's random token, so after a crash or a lost reply the token
// is looked for before anything is posted again. What an error of Slack's means
// for a message stands in one table (errors.go). A notice that cannot be read or
// drawn rests and holds up no other (undrawn.go).
//
// Answers to what somebody typed are no notices: they are about that moment and
// are drawn already. They are retried all the same (answer.go).
//
// Everything elapsed (attempts, rates, rests) is measured by the runtime's
// clock; Now is civil time, which a demo may move.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// A Config is what a sender needs to know.
type Config struct {
	Store   *store.Store
	API     *slack.Client    // which never waits by itself
	Now     func() time.Time // civil time
	Unpaced bool             // the workspace has no rates to keep to
	Stop    func(error)      // ends the program, because Slack lets coach do nothing any more
	Log     zerolog.Logger

	// Draw turns a notice into a message and says where it goes, from what is
	// true now. Drop is why there is nothing to send, if there is not.
	Draw func(context.Context, store.Delivery) (to string, msg kit.Message, drop string, err error)
}

// A Sender delivers what the outbox holds.
type Sender struct {
	Config
	wake        chan struct{} // rouses Run
	stopped     chan struct{} // closed when Run has nothing new to begin
	retries     sync.WaitGroup
	pacing      *pacing
	observed    map[practice.Concern]bool // whether a concern held when Slack last answered
	pausedUntil time.Time
	undrawable  map[int64]int // how often a notice could not be drawn
	unreadable  map[int64]bool
}

// New makes a sender that delivers nothing yet.
func New(cfg Config) *Sender {
	return &Sender{
		Config:     cfg,
		wake:       make(chan struct{}, 1),
		stopped:    make(chan struct{}),
		pacing:     newPacing(),
		observed:   map[practice.Concern]bool{},
		undrawable: map[int64]int{},
		unreadable: map[int64]bool{},
	}
}

// Flush has the outbox delivered soon. It returns at once: deliveries keep to
// Slack's pace, which is slower than people and beats.
func (s *Sender) Flush() {
	select {
	case s.wake <- struct{}{}:
	default: // already awake
	}
}

// Run delivers what the outbox holds until ctx ends: whenever it is woken, and
// whenever something in it comes due again. The delivery that was begun is
// finished. A sender runs once.
func (s *Sender) Run(ctx context.Context) {
	defer s.retries.Wait()
	defer close(s.stopped)
	alarm := time.NewTimer(0)
	defer alarm.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		case <-alarm.C:
		}
		next, err := s.drain(ctx)
		if err != nil {
			s.Log.Err(err).Msg("deliver")
			next = time.Now().Add(s.rest())
		}
		alarm.Reset(time.Until(next))
	}
}

// longest that deliveries sleep if nothing wakes them.
const longestSleep = time.Hour

// drain delivers one notice after another until none is left that can be
// delivered now, and returns when to look again.
func (s *Sender) drain(ctx context.Context) (next time.Time, err error) {
	defer caught(&err)
	for ctx.Err() == nil {
		if time.Now().Before(s.pausedUntil) {
			return s.pausedUntil, nil
		}
		if wait := s.workspaceWait(); wait > 0 { // else each notice in turn would be drawn only to be put off
			return time.Now().Add(wait), nil
		}
		next, err := s.Store.NextAt(ctx)
		switch {
		case err != nil:
			return next, ignoreEnd(ctx, err)
		case next.IsZero():
			return time.Now().Add(longestSleep), nil
		case next.After(time.Now()):
			return next, nil
		}
		d, ok, err := s.Store.Next(ctx, time.Now())
		if err != nil {
			return next, ignoreEnd(ctx, err)
		}
		if ok {
			err = s.deliver(context.WithoutCancel(ctx), d)
		}
		if err != nil {
			return next, err
		}
	}
	return next, nil
}

// caught turns a panic into an error of what defers it.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// ignoreEnd leaves out an error that only says that coach is being stopped.
func ignoreEnd(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func (s *Sender) deliver(ctx context.Context, d store.Delivery) (err error) {
	defer func() {
		if p := recover(); p != nil { // one notice that cannot be drawn must not take the others with it
			s.Log.Error().Int64("notice", d.ID).Str("stack", string(debug.Stack())).Msg("panic while delivering")
			err = s.Store.Fail(ctx, d, "coach cannot draw it")
		}
	}()
	if d.Notice == nil {
		return s.unread(ctx, d)
	}
	switch d.Task {
	case store.Look:
		return s.look(ctx, d)
	case store.Redraw:
		return s.redraw(ctx, d)
	}
	return s.post(ctx, d)
}

// TakenBack is why a message has no words any more: it is removed.
const TakenBack = "taken back"

// metadataType names the metadata that carries a notice's token.
const metadataType = "coach_notice"

func (s *Sender) post(ctx context.Context, d store.Delivery) error {
	to, msg, drop, err := s.Draw(ctx, d)
	if err != nil {
		return s.undrawn(ctx, d, err)
	}
	delete(s.undrawable, d.ID)
	if drop != "" {
		return s.Store.Drop(ctx, d, drop)
	}
	if wait := s.messageWait(to); wait > 0 {
		return s.Store.Later(ctx, d, time.Now().Add(wait))
	}
	channel, ts, err := "", "", s.inside(ctx, to)
	if err == nil {
		if err := s.Store.Attempt(ctx, d, to, time.Now()); err != nil {
			return err
		}
		channel, ts, err = s.send(ctx, to, msg, d.Token)
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "invalid_blocks" && msg.Simpler != nil {
		msg.Blocks = msg.Simpler // charts come to workspaces one after the other
		channel, ts, err = s.send(ctx, to, msg, d.Token)
	}
	if err == nil {
		return errors.Join(s.Store.Sent(ctx, d, channel, ts), s.observe(ctx, reaching(to), false))
	}
	if v, _ := Judge(err); v == NoTarget {
		return s.unreachable(ctx, d, to, err)
	}
	return s.failed(ctx, d, err)
}

// unreachable gives up a notice that its recipient cannot be sent, and tells
// whoever would believe that it was said. What would keep back everything else
// that goes there is the owners' to mend; the operator reads of it once.
func (s *Sender) unreachable(ctx context.Context, d store.Delivery, to string, cause error) error {
	warn := func(said string) { s.Log.Warn().Err(cause).Int64("notice", d.ID).Str("to", to).Msg(said) }
	concern, said := reaching(to), "coach cannot post in a channel: open it to coach again, or name another one"
	if concern.Kind == practice.NoMessages {
		said = "coach can message nobody: switch on the Messages tab under App Home of your Slack app"
	}
	switch {
	case concern.Kind == practice.NoMessages && cause.Error() != "messages_tab_disabled":
		warn("a person cannot be messaged")
	case s.observed[concern]:
	default:
		warn(said)
		if err := s.observe(ctx, concern, true); err != nil {
			return err
		}
	}
	if n, ok := d.Notice.(practice.Shoutout); ok {
		return s.Store.Fail(ctx, d, cause.Error(), practice.Unshared{Entry: n.Entry, Archived: cause.Error() == "is_archived", Shared: cause.Error() == sharedOutside})
	}
	return s.Store.Fail(ctx, d, cause.Error())
}

// reaching is the concern that holds while nothing can be posted somewhere: in a
// channel, or with anybody at all.
func reaching(to string) practice.Concern {
	if to[0] == 'U' || to[0] == 'W' {
		return practice.Concern{Kind: practice.NoMessages}
	}
	return practice.Concern{Kind: practice.ChannelClosed, About: to}
}

// observe writes down whether a concern holds, where Slack has just shown that it
// does or does not.
func (s *Sender) observe(ctx context.Context, c practice.Concern, holds bool) error {
	if before, asked := s.observed[c]; asked && before == holds {
		return nil
	}
	s.observed[c] = holds
	return s.Store.Observe(ctx, c, holds)
}

func (s *Sender) send(ctx context.Context, to string, msg kit.Message, token string) (channel, ts string, err error) {
	return s.API.PostMessageContext(ctx, to, append(Content(msg),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"id": token}}))...)
}

// Content is a message as Slack's client takes it.
func Content(msg kit.Message) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(msg.Text, false), slack.MsgOptionBlocks(msg.Blocks...)}
}

// sharedOutside is what a post to a channel comes to that another company reads
// too.
const sharedOutside = "shared with another company"

// inside makes sure, before something is said about people in a channel, that
// it has not come to be shared with another company since it was named.
func (s *Sender) inside(ctx context.Context, to string) error {
	if to[0] != 'C' && to[0] != 'G' {
		return nil
	}
	c, err := s.API.GetConversationInfoContext(ctx, &slack.GetConversationInfoInput{ChannelID: to})
	if err == nil && c.IsExtShared {
		return slack.SlackErrorResponse{Err: sharedOutside}
	}
	return err
}

// look finds out whether a message of unknown outcome arrived, and posts it
// again only if it did not, or if coach may not look there.
func (s *Sender) look(ctx context.Context, d store.Delivery) error {
	channel, ts, err := s.find(ctx, d.Channel, d.Token, d.AttemptedAt)
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "missing_scope" {
		if err := s.observe(ctx, practice.Concern{Kind: practice.NoScope, About: said.Needed}, true); err != nil {
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

// find looks for a message's token in the conversation it was posted to, from
// the newest message back to those that are older than the attempt.
func (s *Sender) find(ctx context.Context, to, token string, attempted time.Time) (channel, ts string, err error) {
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
			if m.Metadata.EventType == metadataType && m.Metadata.EventPayload["id"] == token {
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
func (s *Sender) oldest(attempted time.Time) string {
	if time.Until(s.Now()).Abs() > time.Minute {
		return ""
	}
	return fmt.Sprintf("%d.000000", attempted.Add(-skew).Unix())
}

// redraw brings a sent message in line with what is true now, or removes it.
func (s *Sender) redraw(ctx context.Context, d store.Delivery) error {
	if wait := s.editWait(); wait > 0 {
		return s.Store.Later(ctx, d, time.Now().Add(wait))
	}
	_, msg, drop, err := s.Draw(ctx, d)
	switch {
	case err != nil:
		return s.undrawn(ctx, d, err)
	case drop == TakenBack:
		_, _, err = s.API.DeleteMessageContext(ctx, d.Channel, d.TS)
	case msg.Blocks == nil:
		return s.Store.Unchanged(ctx, d)
	default:
		_, _, _, err = s.API.UpdateMessageContext(ctx, d.Channel, d.TS, Content(msg)...)
	}
	switch v, _ := Judge(err); v {
	case Taken, NoTarget, BadCall:
		if v != Taken {
			s.Log.Warn().Err(err).Int64("notice", d.ID).Msg("a sent message could not be redrawn")
		}
		return s.Store.Unchanged(ctx, d)
	}
	return s.failed(ctx, d, err)
}

// rest is how long the outbox rests after trouble that names no time of its
// own: half as long as it takes until a look is conclusive.
func (s *Sender) rest() time.Duration { return s.Store.Settle / 2 }

// failed sorts what Slack answered instead of taking a message.
func (s *Sender) failed(ctx context.Context, d store.Delivery, cause error) error {
	now := time.Now()
	switch v, after := Judge(cause); v {
	case TryLater:
		s.pausedUntil = now.Add(max(after, time.Second))
		return s.Store.Later(ctx, d, s.pausedUntil)
	case BadCall:
		s.Log.Error().Err(Reasons(cause)).Int64("notice", d.ID).Msg("Slack refuses a message that coach drew")
		return s.Store.Fail(ctx, d, cause.Error())
	case NoAccess:
		s.Stop(Explain(cause))
		return s.Store.Later(ctx, d, now)
	default:
		s.Log.Warn().Err(cause).Int64("notice", d.ID).Str("task", string(d.Task)).Msg("delivery")
		s.pausedUntil = now.Add(s.rest())
		if d.Task == store.Send {
			return nil // it stays under way, to be looked for
		}
		return s.Store.Later(ctx, d, s.pausedUntil)
	}
}
