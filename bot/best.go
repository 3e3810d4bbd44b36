package bot

import (
	"context"
	"strings"

	"coach/bot/view"
	"coach/practice"
)

// How much of what was shared /coach best looks through, and how much it shows.
const (
	bestPage  = 200
	bestPages = 10
	bestMost  = 10
)

// bestCommand answers /coach best [word] with the newest best practices that
// have the words and that the requester may read.
func (b *Bot) bestCommand(ctx context.Context, req request) (any, error) {
	words := strings.TrimSpace(b.inNames(ctx, req.Text))
	f := view.BestFacts{Reader: req.Person.ID, Words: words, Who: req.Roster.Person, Today: req.Today}
	for _, p := range req.mayLog() {
		f.MayShare = f.MayShare || p.Key == practice.BestPracticeKey
	}
	name := func(id practice.PersonID) string { return req.Roster.Person(id).Full() }
	var before practice.EntryID
	for range bestPages {
		es, err := b.Store.SharedPractices(ctx, before, bestPage)
		if err != nil {
			return nil, err
		}
		for _, e := range es {
			p, err := b.formOf(ctx, e)
			if err != nil {
				return nil, err
			}
			shared, may := practice.BestIn(req.Roster, req.Person.ID, e, p, req.Today)
			switch {
			case !may || !shared.Has(words, name):
			case len(f.Found) == bestMost:
				f.More = true
				return view.Best(f), nil
			default:
				f.Found = append(f.Found, shared)
			}
		}
		if len(es) < bestPage {
			break
		}
		before = es[len(es)-1].ID
	}
	return view.Best(f), nil
}
