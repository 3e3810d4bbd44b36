package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A request is one action of one person, with the data that handlers need at
// that moment.
type request struct {
	envelope
	Person   practice.Person
	Roster   *practice.Roster
	Playbook *practice.Playbook
	Version  int // of the playbook
	Settings practice.Settings
	Now      time.Time
	Today    cadence.Date                  // where the person is
	owed     map[string]*practice.Practice // see withOwed
}

// A handler answers a request. The answer is the acknowledgement's payload: a
// view.Message for a command or a button, a view response for a form, nil for
// an empty one. An error that the person can fix is [practice.Problems]; any
// other is coach's own.
type handler func(context.Context, request) (answer any, err error)

// serve answers one envelope. It is the one place that acknowledges, recovers
// from a panic, logs, and turns an error into what the person sees. A panic
// outside a handler leaves the envelope unacknowledged: Slack shows an error,
// and a form stays open with its input.
func (b *Bot) serve(ctx context.Context, e delivered) {
	defer b.Flush()
	defer b.recovered("request")
	began := time.Now()
	a, ok := b.parse(e)
	route := a.route
	if _, known := b.routes[route]; !known {
		route = "unknown" // it may be somebody's words
	}
	log := b.Log.With().Str("route", route).Str("user", a.slackID).Logger()
	if !ok {
		b.ack(ctx, e.by, e.Request.EnvelopeID, nil)
		if event, is := e.Data.(slackevents.EventsAPIEvent); is && b.ours(e) {
			if err := b.hint(ctx, event); err != nil {
				log.Err(err).Msg("hint")
			}
		}
		return
	}
	leave, wait := b.memory.enter(ctx, a.slackID)
	if wait != nil {
		b.refuse(ctx, e, a, wait)
		return
	}
	defer leave()
	if !b.begin(ctx, e, &a) {
		return
	}
	done := b.Observe("request", route)
	answer, err := b.answer(ctx, a)
	payload := a.present(answer, err)
	b.ack(ctx, e.by, e.Request.EnvelopeID, payload.ack)
	done(err)
	if b.end(ctx, a) && payload.follow != nil {
		if err := payload.follow(ctx, b); err != nil {
			log.Err(err).Msg("answer after the acknowledgement")
		}
	}
	b.homeAgain(ctx, a)
	b.noteActive(ctx, a.slackID)
	var ps practice.Problems
	if err != nil && !errors.As(err, &ps) {
		log.Err(err).Msg("request")
	}
	log.Info().Dur("took", time.Since(began)).Msg("served")
}

// begin reports whether a request is to be answered. An event that was answered
// already is only acknowledged; one of which coach does not know whether it was
// is left for Slack to deliver again.
func (b *Bot) begin(ctx context.Context, e delivered, a *envelope) bool {
	if a.event == "" {
		return true
	}
	claim, n, err := b.memory.claim(ctx, a.event)
	switch {
	case err != nil:
		b.Log.Err(err).Msg("an event is left for later")
		return false
	case claim == store.Answered:
		b.ack(ctx, e.by, e.Request.EnvelopeID, nil)
		return false
	}
	a.claimed, a.interrupted = n, claim == store.Interrupted
	return true
}

// end notes that a request was acknowledged, and reports whether its answer is to
// follow: not that to an event which another copy of coach has answered, while
// this one did not get on.
func (b *Bot) end(ctx context.Context, a envelope) bool {
	if a.event == "" {
		return true
	}
	mine, err := b.memory.answered(ctx, a.event, a.claimed)
	if err != nil {
		b.Log.Warn().Err(err).Msg("an answered event is not noted")
	}
	return mine || err != nil
}

// activePause is how long after one request of a person another is not written
// down as well.
const activePause = 2 * time.Minute

// noteActive records, after the acknowledgement, that a person has used
// something of coach's: who does not for three messages gets fewer of them.
func (b *Bot) noteActive(ctx context.Context, slackID string) {
	now := b.Now()
	if last, ok := b.active.Load(slackID); ok && now.Sub(last.(time.Time)).Abs() < activePause {
		return
	}
	p, err := b.Store.PersonBySlackID(ctx, slackID)
	if err == nil {
		err = b.Store.Active(ctx, p.ID, now)
	}
	if err == nil {
		b.active.Store(slackID, now)
	} else if !errors.Is(err, store.ErrNotFound) {
		b.Log.Warn().Err(err).Str("user", slackID).Msg("what somebody did could not be noted")
	}
}

// recovered is deferred in goroutines whose panic must not end the process.
func (b *Bot) recovered(what string) {
	if p := recover(); p != nil {
		b.Log.Error().Str("stack", string(debug.Stack())).Msg("panic: " + what)
	}
}

// caught turns a panic into an error of the function that defers it.
func caught(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
	}
}

// refuse answers a request that arrived while too many others of the same
// person wait. Requests outside of a modal are refused with a message only
// once, not each time; an event that a copy of coach is at already, not at all.
func (b *Bot) refuse(ctx context.Context, e delivered, a envelope, wait *busy) {
	if a.event != "" {
		if known, err := b.memory.known(ctx, a.event); err != nil || known == store.Interrupted {
			return // it is answered, or comes again
		}
		if !b.begin(ctx, e, &a) {
			return
		}
		defer b.end(ctx, a)
	}
	if a.kind == "home" || a.kind == "typed" && wait.again {
		b.ack(ctx, e.by, e.Request.EnvelopeID, nil)
		return
	}
	payload := a.present(nil, practice.Problems{{Text: busyWords}})
	b.ack(ctx, e.by, e.Request.EnvelopeID, payload.ack)
	if payload.follow != nil {
		if err := payload.follow(ctx, b); err != nil {
			b.Log.Err(err).Msg("answer after the acknowledgement")
		}
	}
}

// answerWithin is how long a request may take.
const answerWithin = 10 * time.Second

// answer finds the requester and calls the route's handler.
func (b *Bot) answer(ctx context.Context, a envelope) (answer any, err error) {
	defer caught(&err)
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	route, ok := b.routes[a.route]
	if !ok {
		return unknown(a), nil
	}
	req := request{envelope: a, Now: b.Now()}
	if req.Person, err = b.person(ctx, a.slackID); err != nil {
		return nil, err
	}
	if req.Settings, _, err = b.Store.Settings(ctx); err != nil {
		return nil, err
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil {
		return nil, err
	}
	req.Today = req.Person.Today(req.Now, b.Zone())
	if !practice.MayUse(req.Roster, req.Person.ID, req.Today) {
		if own, err := b.mayReadOwn(ctx, req); err != nil || !own || !req.Settings.Ready() {
			return view.Sorry("I'm only for people at this company. If you should take part, ask whoever runs coach to add you."), err
		}
		if !slices.Contains(ownRoutes, a.route) {
			return view.NotTakingPart(view.HomeLinks{Known: true, Left: true}), nil
		}
	}
	if !req.Settings.Ready() {
		return b.beforeSetUp(ctx, req)
	}
	if req.Playbook, req.Version, err = b.Store.Playbook(ctx); err != nil {
		return nil, err
	}
	return route(ctx, req)
}

// A presentation is how an answer reaches the person: in the acknowledgement,
// or right after it.
type presentation struct {
	ack    any
	follow func(context.Context, *Bot) error
}

// ourFault is the message to a person whose request failed because of coach.
const ourFault = "I couldn't do that just now. Nothing you wrote is lost. Try again in a minute."

// present turns an answer or an error into what the person sees, depending on
// the kind of request.
func (a envelope) present(answer any, err error) presentation {
	if err != nil {
		answer = a.errorAnswer(err)
	}
	answer = a.saysCut(answer)
	switch said := answer.(type) {
	case nil:
		return presentation{}
	case kit.Message:
		return a.presentMessage(said)
	case *slack.ViewSubmissionResponse:
		return a.presentView(said)
	case slack.HomeTabViewRequest:
		return presentation{follow: func(ctx context.Context, b *Bot) error { return b.publish(ctx, a.slackID, said) }}
	default:
		return presentation{ack: said}
	}
}

func (a envelope) presentMessage(m kit.Message) presentation {
	reply := slack.WebhookMessage{ResponseType: slack.ResponseTypeEphemeral, Text: m.Text, Blocks: &slack.Blocks{BlockSet: m.Blocks}}
	switch {
	case a.kind == "command" && fits(reply):
		return presentation{ack: reply}
	case a.kind == "home":
		return a.present(view.HomeSays(m), nil)
	case a.fromHome(), a.kind == "shortcut": // neither has a place for an answer
		return presentation{follow: func(ctx context.Context, b *Bot) error {
			_, err := b.api.OpenViewContext(ctx, a.trigger, view.Reading(m))
			if err = shown(err); theirs(err) { // too late for a modal
				return b.sender.Answer(ctx, a.slackID, m)
			}
			return err
		}}
	case a.kind == "typed":
		return presentation{follow: func(ctx context.Context, b *Bot) error {
			return b.sender.Answer(ctx, a.channel, m)
		}}
	case a.responseURL != "":
		return presentation{follow: func(ctx context.Context, b *Bot) error {
			return slack.PostWebhookCustomHTTPContext(ctx, a.responseURL, b.HTTP, &reply)
		}}
	case a.kind == "submit":
		return a.presentView(slack.NewUpdateViewSubmissionResponse(new(view.SorryView("Not this time", m.Text))))
	case a.View.ID != "": // a button in a modal
		sorry := view.SorryView("Not this time", m.Text)
		return presentation{follow: func(ctx context.Context, b *Bot) (err error) {
			if a.View.Submit != nil { // a form keeps what was typed, below
				_, err = b.api.PushViewContext(ctx, a.trigger, sorry)
			} else {
				_, err = b.api.UpdateViewContext(ctx, sorry, "", "", a.View.ID)
			}
			return err
		}}
	}
	return presentation{}
}

// largestAck is the size limit of an acknowledgement: Slack silently drops one
// of 20,480 bytes or more. The envelope takes some of them.
const largestAck = 20_000

// fits reports whether an acknowledgement can carry an answer.
func fits(answer any) bool {
	data, err := json.Marshal(answer)
	return err == nil && len(data) <= largestAck
}

func (a envelope) presentView(r *slack.ViewSubmissionResponse) presentation {
	if fits(r) || r.View == nil {
		return presentation{ack: r}
	}
	return presentation{
		ack: slack.NewUpdateViewSubmissionResponse(new(view.SorryView("One moment", "The form is on its way."))),
		follow: func(ctx context.Context, b *Bot) error {
			time.Sleep(ackPause) // an update that overtakes the acknowledgement would be replaced by it
			_, err := b.patient.UpdateViewContext(ctx, *r.View, "", "", a.View.ID)
			if err != nil {
				_, sorry := b.patient.UpdateViewContext(ctx, view.SorryView("Not this time", lostForm), "", "", a.View.ID)
				err = errors.Join(err, sorry)
			}
			return err
		},
	}
}

// lostForm is the message to a person whose form was too large for an
// acknowledgement and could not be shown in another way.
const lostForm = "I couldn't show the form just now. Close this window and open it again in a minute."

// errorAnswer shows an error where the person looks: at the field of a form, or
// else in a message. A form keeps its input.
func (a envelope) errorAnswer(err error) any {
	ps, theirs := errors.AsType[practice.Problems](err)
	if !theirs {
		ps = practice.Problems{{Text: ourFault}}
	}
	if a.kind == "submit" {
		return slack.NewErrorsViewSubmissionResponse(view.FieldErrors(a.View, ps))
	}
	return view.Sorry(ps[0].Text)
}
