package bot

import (
	"context"
	"errors"
	"slices"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// sessionPassed is the answer to a button of a session that is somebody else's,
// off the plan or done.
var sessionPassed = practice.Problems{{Text: "This one is done, off the plan, or not yours. Home has what's coming up."}}

// answerSessionButton records whether the requester takes a session that they
// are put down for.
func (b *Bot) answerSessionButton(takes bool) handler {
	return func(ctx context.Context, req request) (any, error) {
		return nil, passed(b.Store.AnswerSession(ctx, practice.SessionID(req.id()), req.Person.ID, takes, req.Now))
	}
}

// sessionDoneButton ticks a session as delivered.
func (b *Bot) sessionDoneButton(ctx context.Context, req request) (any, error) {
	return b.tick(ctx, req, "It hasn't come yet. Press Delivered once it has happened.")
}

// nobodyWonButton closes a contest without thanks.
func (b *Bot) nobodyWonButton(ctx context.Context, req request) (any, error) {
	return b.tick(ctx, req, notOver)
}

const notOver = "The contest isn't over yet. Say who won once it is."

// tick records that a session is over; early is the answer before its day.
func (b *Bot) tick(ctx context.Context, req request, early string) (any, error) {
	s, err := b.tickable(ctx, req, early)
	if err != nil {
		return nil, err
	}
	return nil, passed(b.Store.TickSession(ctx, s.ID, req.Person.ID, req.Now, req.Today))
}

// tickable returns the session that a button is about, if the requester may
// tick it; early is the answer before its day.
func (b *Bot) tickable(ctx context.Context, req request, early string) (practice.Session, error) {
	s, err := b.Store.Session(ctx, practice.SessionID(req.id()))
	switch {
	case err != nil:
		return s, passed(err)
	case practice.MayTickSession(req.Person.ID, s, req.Today):
		return s, nil
	case practice.MayTickSession(req.Person.ID, s, s.Last()):
		return s, practice.Problems{{Text: early}}
	}
	return s, sessionPassed
}

// whoWonButton opens the form of thanks for the winners of a contest.
func (b *Bot) whoWonButton(ctx context.Context, req request) (any, error) {
	s, err := b.tickable(ctx, req, notOver)
	if err != nil {
		return nil, err
	}
	p, ok := req.Playbook.Practice(practice.RecognitionKey, req.Today)
	if !ok {
		return nil, practice.Problems{{Text: "Recognition isn't part of your playbook, so I can't thank them for you. Press Nobody won to close the contest."}}
	}
	return b.openLog(ctx, req, p, opening{note: view.WonWords(s), contest: s.ID})
}

// passed is the answer where the store finds that a session is not the
// requester's to change.
func passed(err error) error {
	if errors.Is(err, store.ErrNotFound) {
		return sessionPassed
	}
	return err
}

// comingUp returns the open sessions on a Home: those of the requester's own
// team and of their manager's, and what they deliver or run elsewhere. What was
// to be delivered and was not ticked stays for who can tick it.
func (b *Bot) comingUp(ctx context.Context, req request) ([]practice.Session, error) {
	me := req.Person.ID
	all, err := b.Store.SessionsOf(ctx, me)
	if err != nil {
		return nil, err
	}
	if manager := req.Roster.ManagerOf(me, req.Today); manager != 0 {
		team, err := b.Store.SessionsOfTeam(ctx, manager)
		if err != nil {
			return nil, err
		}
		for _, s := range team {
			if s.Deliverer != me && practice.MayReadSession(req.Roster, me, s) {
				all = append(all, s)
			}
		}
	}
	all = slices.DeleteFunc(all, func(s practice.Session) bool {
		over := s.Last() < req.Today
		return over && (s.Runs() != me || s.Last() < req.Today-untickedDays) || s.Deliverer == me && !s.Declined.IsZero() && s.Manager != me
	})
	view.ComingFirst(all)
	return all, nil
}

// untickedDays is how long a session stays on the Home of who could tick it.
const untickedDays = 28

func (b *Bot) sessionFacts(ctx context.Context, f facts, id practice.SessionID, to practice.PersonID) (view.SessionFacts, error) {
	s, err := b.Store.Session(ctx, id)
	today := f.roster.Person(to).Today(b.Now(), b.Zone())
	return view.SessionFacts{Session: s, Reader: to, Part: f.roster.Participates(to, today), Who: f.roster.Person, Today: today}, err
}

func (b *Bot) drawSessionGiven(ctx context.Context, f facts, n practice.SessionGiven) (to string, msg kit.Message, drop string, err error) {
	shown, err := b.sessionFacts(ctx, f, n.Session, n.To)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, n.To); drop == "" && (!shown.Session.DroppedAt.IsZero() || shown.Session.Given() != n) {
		drop = "changed before it was said"
	}
	return to, view.SessionGiven(shown, n), drop, nil
}

func (b *Bot) drawSessionDeclined(ctx context.Context, f facts, n practice.SessionDeclined) (to string, msg kit.Message, drop string, err error) {
	s, err := b.Store.Session(ctx, n.Session)
	if err != nil {
		return "", msg, "", err
	}
	shown, err := b.sessionFacts(ctx, f, n.Session, s.Manager)
	if to, drop = address(f.roster, s.Manager); drop == "" && (!s.Open() || s.Deliverer != n.By || s.Declined.IsZero()) {
		drop = "changed before it was said"
	}
	return to, view.SessionDeclined(shown, n.By), drop, err
}

func (b *Bot) drawSessionOff(ctx context.Context, f facts, n practice.SessionOff) (to string, msg kit.Message, drop string, err error) {
	shown, err := b.sessionFacts(ctx, f, n.Session, n.To)
	if err != nil {
		return "", msg, "", err
	}
	if to, drop = address(f.roster, n.To); drop == "" && shown.Session.DroppedAt.IsZero() && shown.Session.Deliverer == n.To {
		drop = "theirs again before it was said"
	}
	return to, view.SessionOff(shown, n), drop, nil
}
