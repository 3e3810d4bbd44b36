package bot

import (
	"context"
	"errors"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
	"coach/store"
)

// standInDays is how many working days the form fills in.
const standInDays = 5

// standInButton opens the form in which a manager names who stands in for them.
func (b *Bot) standInButton(ctx context.Context, req request) (any, error) {
	can := practice.StandIns(req.Roster, req.Person.ID, req.Today)
	if len(can) == 0 {
		return nil, practice.Problems{{Text: "There's nobody above or beside you who could stand in. Ask whoever keeps the people file to add it there."}}
	}
	return nil, b.open(ctx, req, view.StandIn(can, req.Today, req.Roster.Calendar(req.Person.ID).Add(req.Today, standInDays-1), req.Roster.Person))
}

// submitStandIn stores whom a manager named, and has them told.
func (b *Bot) submitStandIn(ctx context.Context, req request) (any, error) {
	s, err := view.ParseStandIn(req.View, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	s.Request, s.Manager, s.NamedAt = req.View.ID, req.Person.ID, req.Now
	if s, err = b.Store.NameStandIn(ctx, s, req.Today); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.StandInSet(view.StandInFacts{StandIn: s, Who: req.Roster.Person, Today: req.Today}))), nil
}

// standInEndButton ends a stand-in that the requester named, or was named for.
func (b *Bot) standInEndButton(ctx context.Context, req request) (any, error) {
	_, err := b.Store.EndStandIn(ctx, practice.StandInID(req.id()), req.Person.ID, req.Today, req.Now)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return nil, practice.Problems{{Text: "This isn't yours to end. Type /coach team to see who stands in for whom."}}
	case err != nil || req.View.ID == "":
		return nil, err
	}
	return b.teamAgain(ctx, req)
}

// standInIn reads a stand-in with what its messages need, for one of the two.
func (b *Bot) standInIn(ctx context.Context, f facts, id practice.StandInID, reader func(practice.StandIn) practice.PersonID) (s view.StandInFacts, to, drop string, err error) {
	in, err := b.Store.StandIn(ctx, id)
	if err != nil {
		return s, "", "", err
	}
	who := f.roster.Person(reader(in))
	to, drop = address(f.roster, who.ID)
	return view.StandInFacts{StandIn: in, Who: f.roster.Person, Today: who.Today(b.Now(), b.Zone())}, to, drop, nil
}

func (b *Bot) drawStandInNamed(ctx context.Context, f facts, n practice.StandInNamed) (to string, msg kit.Message, drop string, err error) {
	s, to, drop, err := b.standInIn(ctx, f, n.StandIn, func(s practice.StandIn) practice.PersonID { return s.Person })
	if err != nil {
		return "", msg, "", err
	}
	if drop == "" && !s.StandIn.Open(s.Today) {
		drop = "over before it was said"
	}
	return to, view.StandInNamed(s), drop, nil
}

func (b *Bot) drawStandInEnded(ctx context.Context, f facts, n practice.StandInEnded) (to string, msg kit.Message, drop string, err error) {
	s, to, drop, err := b.standInIn(ctx, f, n.StandIn, func(practice.StandIn) practice.PersonID { return n.To })
	if err != nil {
		return "", msg, "", err
	}
	return to, view.StandInEnded(s, n.To), drop, nil
}
