package bot

import (
	"context"
	"errors"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// teamCommand opens the form with the person's managers and reports, in which
// they can name further reports.
func (b *Bot) teamCommand(ctx context.Context, req request) (any, error) {
	form, err := b.teamForm(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

func (b *Bot) teamForm(ctx context.Context, req request) (slack.ModalViewRequest, error) {
	me, r := req.Person.ID, req.Roster
	f := view.TeamFacts{Who: r.Person, Manager: r.ManagerOf(me, req.Today), MayClaim: req.Person.Account == practice.Member, Decides: practice.MaySetTeam(r, me, req.Today)}
	if f.Manager != 0 {
		l, _ := r.LineOn(me, req.Today)
		f.Leaves, f.ActsFor, f.OwnSlack = l.Team, l.ActsFor, l.Slack
	}
	for _, id := range r.Reports(me, req.Today) {
		switch l, _ := r.LineOn(id, req.Today); {
		case l.ActsFor != 0:
			f.Acting = append(f.Acting, id)
		case l.Team:
			f.Confirmed = append(f.Confirmed, id)
		case l.Slack:
			f.Profiles = append(f.Profiles, id)
		default:
			f.Locked = append(f.Locked, id)
		}
	}
	f.Me, f.Today, f.NamesStandIn = me, req.Today, len(practice.StandIns(r, me, req.Today)) > 0
	var err error
	if f.StandIns, err = b.Store.StandInsOf(ctx, me, req.Today); err != nil {
		return slack.ModalViewRequest{}, err
	}
	if f.Settings, err = b.Store.TeamSettings(ctx, me); err != nil {
		return slack.ModalViewRequest{}, err
	}
	f.Waiting, f.Asked, err = b.Store.Claims(ctx, me)
	return view.Team(f), err
}

// teamAgain redraws the form after one of its buttons changed a line or a
// claim.
func (b *Bot) teamAgain(ctx context.Context, req request) (any, error) {
	var err error
	if req.Roster, err = b.Store.Roster(ctx); err != nil {
		return nil, err
	}
	form, err := b.teamForm(ctx, req)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

// submitTeam stores claims about the people named as reports, and queues a
// question to each of them.
func (b *Bot) submitTeam(ctx context.Context, req request) (any, error) {
	ids, err := view.ParseTeam(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	if err := b.Store.ClaimPeople(ctx, req.View.ID, req.Person.ID, ids, req.Today, req.Now); err != nil {
		return nil, err
	}
	r, err := b.Store.Roster(ctx) // somebody new may be among them
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.TeamAsked(ids, r.Person))), nil
}

func (b *Bot) claimYesButton(ctx context.Context, req request) (any, error) {
	return b.answerClaim(ctx, req, practice.ClaimConfirmed)
}

func (b *Bot) claimNoButton(ctx context.Context, req request) (any, error) {
	return b.answerClaim(ctx, req, practice.ClaimDenied)
}

// answerClaim stores the requester's answer to a claim about them. The question
// is redrawn; only an answer that arrives too late gets a message of its own.
func (b *Bot) answerClaim(ctx context.Context, req request, said practice.ClaimState) (any, error) {
	c, err := b.Store.AnswerClaim(ctx, practice.ClaimID(req.id()), req.Person.ID, said == practice.ClaimConfirmed, req.Today, req.Now)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, practice.Problems{{Text: "This question is for somebody else. Type /coach team to see the ones for you."}}
	case err != nil:
		return nil, err
	case req.View.ID != "":
		return b.teamAgain(ctx, req)
	case c.Answer == said:
		return nil, nil
	}
	f, err := b.facts(ctx)
	if err != nil {
		return nil, err
	}
	return view.Sorry(view.ClaimClosed(b.claimFacts(f, c))), nil
}

// takeBackButton withdraws a claim that waits for an answer.
func (b *Bot) takeBackButton(ctx context.Context, req request) (any, error) {
	if err := b.Store.WithdrawClaim(ctx, practice.ClaimID(req.id()), req.Person.ID, req.Now); err != nil {
		return nil, err
	}
	return b.teamAgain(ctx, req)
}

// removeButton ends the reporting line of one of the person's reports.
func (b *Bot) removeButton(ctx context.Context, req request) (any, error) {
	if err := b.Store.EndTeamLine(ctx, req.Person.ID, practice.PersonID(req.id()), req.Person.ID, req.Today, req.Now); err != nil {
		return nil, err
	}
	return b.teamAgain(ctx, req)
}

// leaveButton ends the person's own reporting line.
func (b *Bot) leaveButton(ctx context.Context, req request) (any, error) {
	if err := b.Store.EndTeamLine(ctx, practice.PersonID(req.id()), req.Person.ID, req.Person.ID, req.Today, req.Now); err != nil {
		return nil, err
	}
	return b.teamAgain(ctx, req)
}

// id returns the single ID in a button's value; 0 for any other value.
func (req request) id() int64 {
	id, err := strconv.ParseInt(req.Value, 10, 64)
	if err != nil {
		return 0
	}
	return id
}

func (b *Bot) claimFacts(f facts, c practice.Claim) view.ClaimFacts {
	today := f.roster.Person(c.Person).Today(b.Now(), b.Zone())
	return view.ClaimFacts{Claim: c, Who: f.roster.Person, Manager: f.roster.ManagerOf(c.Person, today)}
}

func (b *Bot) drawClaimAsk(ctx context.Context, f facts, n practice.ClaimAsk) (to string, msg kit.Message, drop string, err error) {
	c, err := b.Store.Claim(ctx, n.Claim)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, c.Person)
	if drop == "" && c.Answer != practice.ClaimWaiting {
		drop = "settled before it was asked"
	}
	return to, view.ClaimAsk(b.claimFacts(f, c)), drop, nil
}

func (b *Bot) drawClaimAnswer(ctx context.Context, f facts, n practice.ClaimAnswer) (to string, msg kit.Message, drop string, err error) {
	c, err := b.Store.Claim(ctx, n.Claim)
	if err != nil {
		return "", msg, "", err
	}
	to, drop = address(f.roster, c.Manager)
	return to, view.ClaimAnswer(b.claimFacts(f, c)), drop, nil
}
