package bot

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// aboutWord is the word between the person and what time is asked for about.
var aboutWord = regexp.MustCompile(`(?i)^(?:for time|about|for|re:)\s+`)

// kindWords are what people type for a kind of time.
var kindWords = map[string]practice.TimeKind{
	"a session": practice.TimeSession, "session": practice.TimeSession, "a 1:1": practice.TimeSession, "time": practice.TimeSession,
	"help": practice.TimeObstacle, "a ride-along": practice.TimeRide, "ride-along": practice.TimeRide, "a ride along": practice.TimeRide, "a joint visit": practice.TimeRide,
}

// readAsk reads the words after whom they ask: what kind of time, or about what.
func (b *Bot) readAsk(ctx context.Context, words string) (kind practice.TimeKind, about string) {
	words = b.inWords(ctx, aboutWord.ReplaceAllString(words, ""))
	if kind, ok := kindWords[strings.ToLower(practice.Plain(strings.Trim(words, ".!? ")))]; ok {
		return kind, ""
	}
	return practice.TimeSession, words
}

// askCommand answers /coach ask [@person] [about …] with the form.
func (b *Bot) askCommand(ctx context.Context, req request) (any, error) {
	f, err := b.typedAsk(ctx, req, req.Text)
	if err != nil {
		return nil, err
	}
	return b.openAsk(ctx, req, f)
}

// askTyped answers the same words typed in coach's own conversation, with a
// button that opens the form.
func (b *Bot) askTyped(ctx context.Context, req request, text string) (any, error) {
	f, err := b.typedAsk(ctx, req, text)
	if err == nil {
		err = req.mayAsk(f.Manager)
	}
	if err != nil {
		return nil, err
	}
	return view.OfferAskTime(f.Manager, f.Hint, req.message), nil
}

// typedAsk reads whom typed words ask for time, and about what. Who is not
// named means the person's manager, and somebody else who is named is not
// asked: the hint says so.
func (b *Bot) typedAsk(ctx context.Context, req request, text string) (f view.AskTimeFacts, err error) {
	slackID, words := addressed(text)
	named, err := b.mentionedPerson(ctx, slackID)
	if err != nil {
		return f, err
	}
	id := req.Roster.ManagerOf(req.Person.ID, req.Today)
	if named != 0 && named != id {
		if pair, _ := practice.PairOf(req.Roster, req.Person.ID, named, req.Today); practice.MayAskTime(req.Roster, req.Person.ID, pair, req.Today) {
			id = named // they report to them on a dotted line
		} else if id != 0 {
			f.Hint = view.NotTheirManager(req.Roster.Person(named), named == req.Person.ID)
		}
	}
	f.Manager = req.Roster.Person(id)
	f.Kind, f.About = b.readAsk(ctx, words)
	return f, nil
}

// askTimeButton opens the form for the person's manager, or the one whom the
// button names, with the words of the typed message that it names.
func (b *Bot) askTimeButton(ctx context.Context, req request) (any, error) {
	f := view.AskTimeFacts{Manager: req.Roster.Person(req.Roster.ManagerOf(req.Person.ID, req.Today))}
	if o, err := view.ParseOpening(req.Value); err == nil && req.Value != "" {
		if len(o.People) > 0 && o.People[0] != 0 {
			f.Manager = req.Roster.Person(o.People[0])
		}
		if o.Message != "" {
			_, words := addressed(b.askedIn(ctx, req.channel, o.Message))
			f.Kind, f.About = b.readAsk(ctx, words)
		}
	}
	return b.openAsk(ctx, req, f)
}

// askedIn reads the words after “ask” from a typed message; nothing where it
// cannot be read.
func (b *Bot) askedIn(ctx context.Context, channel, ts string) string {
	return afterVerb(b.typedIn(ctx, channel, ts))
}

func (b *Bot) openAsk(ctx context.Context, req request, f view.AskTimeFacts) (any, error) {
	form, err := b.askForm(ctx, req, f)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

func (b *Bot) askForm(ctx context.Context, req request, f view.AskTimeFacts) (form slack.ModalViewRequest, err error) {
	if err := req.mayAsk(f.Manager); err != nil {
		return form, err
	}
	all, err := b.Store.RequestsBy(ctx, req.Person.ID, req.Now)
	if err != nil {
		return form, err
	}
	f.Waiting = slices.DeleteFunc(all, func(t practice.TimeRequest) bool { return !t.Waits() || t.Pair.Manager != f.Manager.ID })
	f.Away, f.Who, f.Today = b.awayNow(req, f.Manager), req.Roster.Person, req.Today
	return view.AskTime(f), nil
}

// awayNow reports whether somebody is on leave today, where they are.
func (b *Bot) awayNow(req request, p practice.Person) bool {
	return req.Roster.IsAway(p.ID, p.Today(req.Now, b.Zone()))
}

// mayAsk returns the reason why the person cannot ask somebody for time, or nil
// if they can.
func (req request) mayAsk(manager practice.Person) error {
	pair := practice.Pair{Manager: manager.ID, Report: req.Person.ID}
	switch {
	case manager.ID == 0:
		return practice.Problems{{Text: "I don't know who you report to yet, so there's nobody to ask. Type /coach team to see why."}}
	case !practice.MayAskTime(req.Roster, req.Person.ID, pair, req.Today):
		return practice.Problems{{Text: view.NotTheirManager(manager, manager.ID == req.Person.ID)}}
	case manager.SlackID == "" || manager.Account == practice.Unfound:
		return practice.Problems{{Text: manager.Full() + " isn't in this Slack workspace, so I can't pass it on. Ask them in person, or add a topic with /coach topic for when you meet."}}
	}
	return nil
}

// submitAskTime stores a request for the manager's time.
func (b *Bot) submitAskTime(ctx context.Context, req request) (any, error) {
	id, kind, about, err := view.ParseAskTime(req.View)
	if err != nil {
		return nil, err
	}
	manager := req.Roster.Person(id)
	if err := req.mayAsk(manager); err != nil {
		return nil, err
	}
	about = b.inWords(ctx, about)
	if err := practice.AboutProblem(about); err != nil {
		return nil, err
	}
	t := practice.TimeRequest{Request: req.View.ID, Pair: practice.Pair{Manager: id, Report: req.Person.ID}, Kind: kind, Words: about,
		AskedAt: req.Now, AskedOn: req.Today, LapsesOn: practice.LapsesOn(req.Roster, id, manager.Today(req.Now, b.Zone()))}
	if t.ID, err = b.Store.AskTime(ctx, t, manager); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.TimeAsked(t, manager, b.awayNow(req, manager), req.Today))), nil
}

const notYourRequest = "This request isn't open any more, or it isn't yours to answer."

// request returns the time request that a button or a form is about, if the
// person may do with it what they want to.
func (b *Bot) timeRequest(ctx context.Context, req request, id practice.TimeRequestID, may func(practice.PersonID, practice.TimeRequest) bool) (practice.TimeRequest, error) {
	t, err := b.Store.TimeRequest(ctx, id)
	if errors.Is(err, store.ErrNotFound) || err == nil && !may(req.Person.ID, t) {
		return t, practice.Problems{{Text: notYourRequest}}
	}
	return t, err
}

// planTimeButton opens the form for the day.
func (b *Bot) planTimeButton(ctx context.Context, req request) (any, error) {
	t, err := b.timeRequest(ctx, req, practice.TimeRequestID(req.id()), practice.MayAnswerTime)
	if err != nil {
		return nil, err
	}
	on := t.PlannedOn
	if on < req.Today {
		on = req.Roster.Calendar(req.Person.ID).Add(req.Today, 1)
	}
	return nil, b.open(ctx, req, view.PlanTime(t, on, req.Roster.Person))
}

// submitPlanTime stores the day, of which the asker hears at once.
func (b *Bot) submitPlanTime(ctx context.Context, req request) (any, error) {
	id, on, err := view.ParsePlanTime(req.View)
	if err != nil {
		return nil, err
	}
	t, err := b.timeRequest(ctx, req, id, practice.MayAnswerTime)
	if err != nil {
		return nil, err
	}
	if on < req.Today {
		return nil, practice.Problems{{Field: practice.FieldOn, Text: "Pick today or a later day."}}
	}
	if err := b.Store.PlanTime(ctx, t.ID, req.Person.ID, on, req.Now); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.TimeIsPlanned(t, on, req.Today, req.Roster.Person))), nil
}

// timeDoneButton closes a request whose time the two have had already.
func (b *Bot) timeDoneButton(ctx context.Context, req request) (any, error) {
	t, err := b.timeRequest(ctx, req, practice.TimeRequestID(req.id()), practice.MayAnswerTime)
	if err != nil {
		return nil, err
	}
	return nil, b.Store.CloseTime(ctx, t.ID, req.Person.ID, practice.TimeDone, req.Now)
}

// timeWithdrawButton takes the person's own request back.
func (b *Bot) timeWithdrawButton(ctx context.Context, req request) (any, error) {
	t, err := b.timeRequest(ctx, req, practice.TimeRequestID(req.id()), practice.MayWithdrawTime)
	if err != nil {
		return nil, err
	}
	if err := b.Store.CloseTime(ctx, t.ID, req.Person.ID, practice.TimeWithdrawn, req.Now); err != nil {
		return nil, err
	}
	switch {
	case req.View.CallbackID == view.FormAskTime:
		form, err := b.askForm(ctx, req, view.AskTimeFacts{Manager: req.Roster.Person(t.Pair.Manager)})
		if err != nil {
			return nil, err
		}
		return b.update(ctx, req, form)
	case req.View.Type == slack.VTModal:
		return b.update(ctx, req, view.TimeTakenBack(req.Roster.Person(t.Pair.Manager)))
	}
	return nil, nil
}

func (b *Bot) drawTimePlanned(ctx context.Context, f facts, n practice.TimePlanned) (to string, msg kit.Message, drop string, err error) {
	t, err := b.Store.TimeRequest(ctx, n.Request)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, t.Pair.Report); drop == "" && (!t.Waits() || t.PlannedOn != n.On) {
		drop = "changed before it was said"
	}
	return to, view.TimePlanned(t, n.On, f.roster.Person(t.Pair.Report).Today(b.Now(), b.Zone()), f.roster.Person), drop, nil
}

func (b *Bot) drawTimeAnswered(ctx context.Context, f facts, n practice.TimeAnswered) (to string, msg kit.Message, drop string, err error) {
	t, err := b.Store.TimeRequest(ctx, n.Request)
	if err != nil {
		return "", msg, "", err
	}
	report := f.roster.Person(t.Pair.Report)
	a := view.TimeAnsweredFacts{Request: t, Who: f.roster.Person, Today: report.Today(b.Now(), b.Zone())}
	a.Manager = f.roster.ManagerOf(report.ID, a.Today)
	if t.Entry != 0 {
		e, p, err := b.entry(ctx, t.Entry)
		if err != nil {
			return "", msg, "", err
		}
		a.Practice, a.On = p.Short, e.HappenedOn
	}
	if to, drop = address(f.roster, report.ID); drop == "" && t.Waits() {
		drop = "open again before it was said"
	}
	return to, view.TimeAnswered(a), drop, nil
}
