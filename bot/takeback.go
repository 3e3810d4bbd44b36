package bot

import (
	"context"
	"slices"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// waivedDays is how many days back coach looks for skips and excuses that can
// still be taken back: longer than any of them waits for its digest.
const waivedDays = 60

// waived returns what the requester skipped or excused and can still take
// back, the latest first.
func (b *Bot) waived(ctx context.Context, req request) ([]practice.Waived, error) {
	all, err := b.Store.Waived(ctx, req.Person.ID, req.Now.AddDate(0, 0, -waivedDays))
	if err != nil || len(all) == 0 {
		return nil, err
	}
	subs, err := b.Store.Subscriptions(ctx)
	return slices.DeleteFunc(all, func(w practice.Waived) bool {
		return !practice.MayTakeBack(req.Roster, req.Person.ID, w, subs, req.Now, b.Zone())
	}), err
}

// takeBackWaivedButton takes back a skip, or a leader's excuse.
func (b *Bot) takeBackWaivedButton(ctx context.Context, req request) (any, error) {
	id, _ := strconv.ParseInt(req.Value, 10, 64)
	waived, err := b.waived(ctx, req)
	if err != nil {
		return nil, err
	}
	for _, w := range waived {
		if w.ID == practice.OccurrenceID(id) {
			return b.takeBack(ctx, req, w)
		}
	}
	return nil, practice.Problems{{Text: "This can't be undone any more. Either it already was, or a digest has counted it. Type /coach due to see what's open."}}
}

// takeBack undoes a skip or an excuse, and says what is expected again.
func (b *Bot) takeBack(ctx context.Context, req request, w practice.Waived) (any, error) {
	var err error
	if w.ByLeader() {
		_, err = b.Store.TakeBackExcuse(ctx, req.Person.ID, w.ID, req.Now)
	} else {
		_, err = b.Store.TakeBackSkip(ctx, req.Person.ID, w.ID)
	}
	if err != nil {
		return nil, err
	}
	said := view.TookBack(w, req.Today, req.Playbook, req.Roster.Person)
	if req.View.Type == slack.VTModal {
		return b.update(ctx, req, view.SorryView("Undone", said.Text))
	}
	return said, nil
}
