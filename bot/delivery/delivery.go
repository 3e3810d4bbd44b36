// Package delivery sends the outbox's notices to Slack, each exactly once.
//
// One goroutine, which [Sender.Flush] wakes, takes one notice at a time, has it
// drawn from the current state of the database, and posts it at the rate that
// Slack allows (pacing.go). An attempt is recorded before it is made, and the
// message carries the notice's random token; after a crash or a lost reply,
// coach searches the conversation for the token before it posts again (look.go).
// Of several copies the leader delivers, and nothing goes out that another may
// have sent since (last.go). One table lists what each of Slack's errors means for a message (errors.go). A
// notice that cannot be read or drawn is postponed and delays no other
// (undrawn.go).
//
// Answers to typed words are not notices: they are about that moment and are
// drawn already. They are retried all the same (answer.go).
//
// Everything elapsed (attempts, rates, pauses) is measured by the runtime's
// clock; Now is civil time, which a demo may move.
package delivery

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// A Config lists the dependencies of a sender.
type Config struct {
	Store   *store.Store
	API     *slack.Client    // which never waits by itself
	Now     func() time.Time // civil time
	Unpaced bool             // the workspace has no rates to keep to
	Stop    func(error)      // ends the program, because Slack lets coach do nothing any more
	Log     zerolog.Logger

	// Observe is called before each task is taken to Slack, and done with what
	// Slack answered.
	Observe func(kind, name string) (done func(error))

	// Draw turns a notice into a message and an address, from the current state
	// of the database. Drop is the reason for sending nothing, if there is
	// nothing to send.
	Draw func(context.Context, store.Delivery) (to string, msg kit.Message, drop string, err error)

	// Hold returns the instant of civil time until which a notice to an address
	// is not sent; no time for one that may go now.
	Hold func(ctx context.Context, d store.Delivery, to string) (time.Time, error)
}

// A Sender delivers the outbox's notices.
type Sender struct {
	Config
	wake        chan struct{} // rouses Run
	stopped     chan struct{} // closed when no answer is to be tried again
	retries     sync.WaitGroup
	pacing      *pacing
	pausedUntil time.Time     // after an outcome that is not known
	undrawable  map[int64]int // how often a notice could not be drawn
	unreadable  map[int64]bool
}

// New returns a sender, which delivers nothing until [Sender.Run].
func New(cfg Config) *Sender {
	return &Sender{
		Config:     cfg,
		wake:       make(chan struct{}, 1),
		stopped:    make(chan struct{}),
		pacing:     newPacing(),
		undrawable: map[int64]int{},
		unreadable: map[int64]bool{},
	}
}

// Flush wakes the sender, if it runs. It returns at once: deliveries keep to
// Slack's rate, which is slower than people's clicks and the scheduler's beats.
func (s *Sender) Flush() {
	select {
	case s.wake <- struct{}{}:
	default: // already awake
	}
}

// Run delivers the outbox's notices until ctx ends: whenever it is woken, and
// whenever a notice becomes due again. The delivery that was begun is finished.
// With a leading context it also ends once another copy leads. It may be run
// again, but not twice at a time.
func (s *Sender) Run(ctx context.Context) {
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
		if errors.Is(err, store.ErrNotLeading) {
			return
		}
		if err != nil {
			s.Log.Err(err).Msg("deliver")
			next = time.Now().Add(s.rest())
		}
		alarm.Reset(time.Until(next))
	}
}

// Close ends the attempts to post answers that are still made.
func (s *Sender) Close() {
	close(s.stopped)
	s.retries.Wait()
}

// longestSleep is the longest time that the sender sleeps if nothing wakes it.
const longestSleep = time.Hour

// drain delivers one notice after another until none is left that can be
// delivered now, and returns the time of the next one.
func (s *Sender) drain(ctx context.Context) (next time.Time, err error) {
	defer caught(&err)
	for ctx.Err() == nil {
		paused, err := s.Store.Paused(ctx, time.Now())
		if err != nil {
			return next, ignoreEnd(ctx, err)
		}
		if until := later(paused, s.pausedUntil); time.Now().Before(until) {
			return until, nil
		}
		if wait := s.workspaceWait(); wait > 0 { // else each notice in turn would be drawn only to be put off
			return time.Now().Add(wait), nil
		}
		next, err := s.Store.NextAt(ctx, time.Now())
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
			err = s.begun(ctx, d)
		}
		if err != nil {
			return next, err
		}
	}
	return next, nil
}

// begun finishes a delivery even if ctx ends, unless the database or Slack takes
// much longer than either may.
func (s *Sender) begun(ctx context.Context, d store.Delivery) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*s.Store.Settle)
	defer cancel()
	return s.deliver(ctx, d)
}

// caught turns a panic into an error of the function that defers it.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// ignoreEnd replaces an error that only means coach is being stopped by nil.
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
	_, isFile := d.Notice.(practice.FileAsked)
	switch {
	case isFile && d.Task == store.Look:
		return s.lookForFile(ctx, d)
	case isFile && d.Task == store.Redraw:
		return s.expire(ctx, d)
	}
	switch d.Task {
	case store.Look:
		return s.look(ctx, d)
	case store.Redraw:
		return s.redraw(ctx, d)
	}
	return s.post(ctx, d)
}

// TakenBack is the reason for removing a message from Slack: its notice has no
// content any more.
const TakenBack = "taken back"

// metadataType is the type of the message metadata that carries a notice's
// token.
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
	if until, err := s.Hold(ctx, d, to); err != nil {
		return s.undrawn(ctx, d, err)
	} else if !until.IsZero() {
		return s.Store.Hold(ctx, d, until)
	}
	if wait := s.messageWait(to); wait > 0 {
		return s.Store.Later(ctx, d, time.Now().Add(wait))
	}
	if n, ok := d.Notice.(practice.FileAsked); ok {
		return s.upload(ctx, d, n, to, msg)
	}
	channel, ts, err := "", "", s.inside(ctx, to)
	posting, cancel := s.posting(ctx)
	defer cancel()
	if err == nil {
		if err := s.Store.Attempt(ctx, d, to, time.Now()); err != nil {
			return err
		}
		channel, ts, err = s.send(posting, to, msg, d.Token)
	}
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "invalid_blocks" && msg.Simpler != nil {
		msg.Blocks = msg.Simpler // charts come to workspaces one after the other
		channel, ts, err = s.send(posting, to, msg, d.Token)
	}
	if err == nil {
		return errors.Join(s.Store.Sent(ctx, d, channel, ts), s.Store.Observe(ctx, reaching(to), false))
	}
	if v, _ := Judge(err); v == NoTarget {
		return s.unreachable(ctx, d, to, err)
	}
	return s.failed(ctx, d, err)
}

// posting returns the context of a post. Its time is counted from before the
// attempt is written down: what is not posted by then is not posted any more,
// since whoever leads next looks for it, and posts it again.
func (s *Sender) posting(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, s.Store.Settle/4)
}

// unreachable gives up a notice whose recipient cannot be reached, and notifies
// the person who believes it was sent. If nothing at all can be posted there,
// the owners get a notice about it, and the operator a log line, once.
func (s *Sender) unreachable(ctx context.Context, d store.Delivery, to string, cause error) error {
	warn := func(said string) { s.Log.Warn().Err(cause).Int64("notice", d.ID).Str("to", to).Msg(said) }
	concern, said := reaching(to), "coach cannot post in a channel: open it to coach again, or name another one"
	if concern.Kind == practice.NoMessages {
		said = "coach can message nobody: switch on the Messages tab under App Home of your Slack app"
	}
	switch {
	case concern.Kind == practice.NoMessages && cause.Error() != "messages_tab_disabled":
		warn("a person cannot be messaged")
	default:
		news, err := s.Store.Learn(ctx, concern, true)
		if err != nil {
			return err
		}
		if news {
			warn(said)
		}
	}
	archived, shared := cause.Error() == "is_archived", cause.Error() == sharedOutside
	switch n := d.Notice.(type) {
	case practice.Shoutout:
		return s.Store.Fail(ctx, d, cause.Error(), practice.Unshared{Entry: n.Entry, Archived: archived, Shared: shared})
	case practice.AgendaPost:
		return s.Store.Fail(ctx, d, cause.Error(), practice.AgendaUnposted{Agenda: n.Agenda, Archived: archived, Shared: shared})
	}
	return s.Store.Fail(ctx, d, cause.Error())
}

// reaching returns the concern that holds while nothing can be posted to an
// address: to a channel, or to anybody at all.
func reaching(to string) practice.Concern {
	if to[0] == 'U' || to[0] == 'W' {
		return practice.Concern{Kind: practice.NoMessages}
	}
	return practice.Concern{Kind: practice.ChannelClosed, About: to}
}

func (s *Sender) send(ctx context.Context, to string, msg kit.Message, token string) (channel, ts string, err error) {
	done := s.Observe("delivery", string(store.Send))
	defer func() { done(err) }()
	return s.API.PostMessageContext(ctx, to, append(Content(msg),
		slack.MsgOptionDisableLinkUnfurl(), slack.MsgOptionDisableMediaUnfurl(),
		slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadataType, EventPayload: map[string]any{"id": token}}))...)
}

// Content converts a message to options of Slack's client.
func Content(msg kit.Message) []slack.MsgOption {
	return []slack.MsgOption{slack.MsgOptionText(msg.Text, false), slack.MsgOptionBlocks(msg.Blocks...)}
}

// sharedOutside is the error of a post to a channel that another company can
// read.
const sharedOutside = "shared with another company"

// inside verifies, before a post about people, that the channel is not shared
// with another company: that may have changed since it was configured.
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

// redraw updates a sent message to the current state, or removes it.
func (s *Sender) redraw(ctx context.Context, d store.Delivery) error {
	if wait := s.editWait(); wait > 0 {
		return s.Store.Later(ctx, d, time.Now().Add(wait))
	}
	_, msg, drop, err := s.Draw(ctx, d)
	switch {
	case err != nil:
		return s.undrawn(ctx, d, err)
	case drop != TakenBack && msg.Blocks == nil:
		return s.Store.Unchanged(ctx, d)
	}
	done := s.Observe("delivery", string(store.Redraw))
	if drop == TakenBack {
		_, _, err = s.API.DeleteMessageContext(ctx, d.Channel, d.TS)
	} else {
		_, _, _, err = s.API.UpdateMessageContext(ctx, d.Channel, d.TS, Content(msg)...)
	}
	done(err)
	switch v, _ := Judge(err); v {
	case Taken, NoTarget, BadCall:
		if v != Taken {
			s.Log.Warn().Err(err).Int64("notice", d.ID).Msg("a sent message could not be redrawn")
		}
		return s.Store.Unchanged(ctx, d)
	}
	return s.failed(ctx, d, err)
}

// rest returns the pause of the outbox after an error that names no time of its
// own: half the time until a search is conclusive.
func (s *Sender) rest() time.Duration { return s.Store.Settle / 2 }

// failed handles Slack's refusal of a message.
func (s *Sender) failed(ctx context.Context, d store.Delivery, cause error) error {
	if errors.Is(cause, store.ErrNotLeading) {
		return cause
	}
	now := time.Now()
	switch v, after := Judge(cause); v {
	case TryLater:
		return s.Store.Pause(ctx, d, now, now.Add(max(after, time.Second)))
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
