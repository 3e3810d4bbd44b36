package bot

import (
	"context"
	"slices"

	"coach/bot/view"
	"coach/measure"
	"coach/practice"
	"coach/service"
)

// suggested fills in whom the requester's last digest suggests to help, in a form
// that names nobody yet, and whom to ask how a session went.
func (b *Bot) suggested(ctx context.Context, req request, k *view.Known) error {
	k.Above = map[string]string{}
	if who := practice.SpotCheck(req.Roster, req.Person.ID, req.Today); who != 0 {
		k.Above[practice.FieldSpot] = view.SpotCheck(req.Roster.Person(who), req.Roster.Person(req.Roster.ManagerOf(who, req.Today)))
	}
	in, sub, on, err := service.LastDigest(ctx, b.Store, req.Person.ID, req.Now)
	if err != nil || sub.ID == 0 {
		return err
	}
	shown, err := b.inspection(ctx, in, sub.ID, on)
	if err != nil {
		return err
	}
	shown.Help = slices.DeleteFunc(shown.Help, func(l view.HelpLine) bool { return !slices.Contains(k.Reports, l.About) })
	if said := shown.Suggested(); said != "" {
		k.Above[practice.FieldSupport] = said
		if len(k.People) == 0 && k.Entry[practice.FieldSupport].IsZero() {
			k.People = []practice.PersonID{shown.Suggests()[0].About}
		}
	}
	return nil
}

// readsDigest reports whether the requester has a digest that they alone read.
func (b *Bot) readsDigest(ctx context.Context, req request) (bool, error) {
	all, err := b.Store.Subscriptions(ctx)
	return slices.ContainsFunc(all, func(sub practice.Subscription) bool {
		return sub.Root == req.Person.ID && sub.IsDirect(req.Roster)
	}), err
}

// causes fills in what a plan of needs can start from: what its author noted of
// causes, and what was noted below them. Of what somebody else has to change,
// it offers to make an obstacle.
func (b *Bot) causes(ctx context.Context, req request, k *view.Known) error {
	known, err := service.CausesFor(ctx, b.Store, measure.Asking{Viewer: req.Person.ID, AsOf: req.Now, Today: req.Today})
	if err != nil {
		return err
	}
	said := view.Causes(view.CauseFacts{Playbook: req.Playbook, Own: known.Own, Below: known.Below})
	if said == "" {
		return nil
	}
	if k.Above == nil {
		k.Above = map[string]string{}
	}
	k.Above[practice.FieldNeeds] = said
	if o := known.Obstacle; o.Entry != 0 {
		k.Make = map[string]string{practice.FieldNeeds: view.MakeObstacleValue(o.Entry, o.Field)}
	}
	return nil
}
