package bot

import (
	"context"
	"regexp"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// trailing matches a person who is mentioned after all words.
var trailing = regexp.MustCompile(`(?:^|\s)<@([UW][A-Z0-9]+)(?:\|[^>]*)?>\s*$`)

// obstacleCommand answers /coach obstacle [words] [@owner] with the form, filled
// in as far as the words go.
func (b *Bot) obstacleCommand(ctx context.Context, req request) (any, error) {
	raised, err := b.typedObstacle(ctx, req, req.Text)
	if err != nil {
		return nil, err
	}
	return b.openObstacle(ctx, req, raised)
}

// obstacleTyped answers the same words typed in coach's own conversation, with a
// button that opens the form.
func (b *Bot) obstacleTyped(ctx context.Context, req request, text string) (any, error) {
	raised, err := b.typedObstacle(ctx, req, text)
	if err != nil {
		return nil, err
	}
	return view.OfferObstacle(req.Roster.Person(raised.Owner), req.message), nil
}

// typedObstacle reads what is in the way from typed words, and who is to own it:
// whoever is mentioned before or after all words. Others belong to the words.
func (b *Bot) typedObstacle(ctx context.Context, req request, text string) (raised view.Raised, err error) {
	slackID, words := addressed(text)
	if m := trailing.FindStringSubmatch(words); slackID == "" && m != nil {
		slackID, words = m[1], strings.TrimSpace(trailing.ReplaceAllString(words, ""))
	}
	if raised.Owner, err = b.mentionedPerson(ctx, slackID); err != nil {
		return raised, err
	}
	raised.What = b.inWords(ctx, words)
	return raised, nil
}

// namesAPractice reports whether typed words, such as “obstacle review”, are the
// name of a practice and nothing else.
func (req request) namesAPractice(words string) bool {
	return afterVerb(words) != "" && len(typed.Practices(req.Playbook, practice.Plain(words), req.Today)) > 0
}

// obstacleButton opens the form, with the words of the typed message that the
// button names.
func (b *Bot) obstacleButton(ctx context.Context, req request) (any, error) {
	o, err := view.ParseOpening(req.Value)
	if err != nil || o.Message == "" {
		return b.openObstacle(ctx, req, view.Raised{})
	}
	raised, err := b.typedObstacle(ctx, req, afterVerb(b.typedIn(ctx, req.channel, o.Message)))
	if err != nil {
		return nil, err
	}
	return b.openObstacle(ctx, req, raised)
}

// openObstacle opens the form in which an obstacle is raised.
func (b *Bot) openObstacle(ctx context.Context, req request, raised view.Raised) (any, error) {
	return nil, b.open(ctx, req, view.RaiseObstacle(req.raiseFacts(raised)))
}

// raiseFacts are what the form needs. A day is filled in once somebody is picked
// as the owner.
func (req request) raiseFacts(raised view.Raised) view.RaiseFacts {
	me := req.Person.ID
	raised.Linked.Domain = req.domain
	if raised.Owner != 0 && raised.Due == 0 {
		raised.Due = req.inSteps()
	}
	return view.RaiseFacts{Raised: raised, Reader: me, Playbook: req.Playbook, Who: req.Roster.Person,
		Manager: req.Roster.ManagerOf(me, req.Today), Above: practice.AskedAbove(req.Roster, me, req.Today)}
}

// obstacleAgain draws the form again once an owner is picked in it. What is
// typed in it stays.
func (b *Bot) obstacleAgain(ctx context.Context, req request) (any, error) {
	raised, err := view.ParseRaiseObstacle(req.View, req.Playbook, b.finder(ctx))
	if err != nil && !theirs(err) {
		return nil, err
	}
	return b.update(ctx, req, view.RaiseObstacle(req.raiseFacts(raised)))
}

// submitObstacle stores an obstacle. A form that arrives twice raises it once.
func (b *Bot) submitObstacle(ctx context.Context, req request) (any, error) {
	raised, err := view.ParseRaiseObstacle(req.View, req.Playbook, b.finder(ctx))
	if err != nil {
		return nil, err
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil { // somebody new may be named
		return nil, err
	}
	me := req.Person.ID
	o := practice.Obstacle{Request: req.View.ID, Raiser: me, Hidden: raised.Hidden, RaisedAt: req.Now, RaisedOn: req.Today, Link: view.LinkedIn(req.View, req.domain).Address(),
		What: raised.What, Impact: raised.Impact, Category: raised.Category, Affects: raised.Affects}
	switch above := practice.AskedAbove(req.Roster, me, req.Today); {
	case raised.Owner != 0:
		o.History = []practice.ObstacleEvent{{At: req.Now, On: req.Today, By: me, Kind: practice.ObstacleOwned, Owner: raised.Owner, Due: raised.Due}}
	case raised.Hidden && raised.AskAbove && above != 0:
		o.History = []practice.ObstacleEvent{{At: req.Now, On: req.Today, By: me, Kind: practice.ObstacleOffered, Owner: above}}
	}
	o.What = b.inWords(ctx, o.What)
	if err := practice.CheckObstacle(req.Roster, req.Playbook, o, req.Today); err != nil {
		return nil, err
	}
	if o.ID, err = b.Store.RaiseObstacle(ctx, o); err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.ObstacleRaised(req.obstacleFacts(), o, o.Asked(req.Roster, req.Today)))), nil
}

// inSteps is the day five working days on, which forms fill in.
func (req request) inSteps() (due cadence.Date) {
	return req.Roster.Calendar(req.Person.ID).Add(req.Today, practice.OwnerDays)
}
