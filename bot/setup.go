package bot

import (
	"context"
	"errors"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// beforeSetUp answers every request while coach is not set up: people who may
// set it up are invited to, others read whom to contact.
func (b *Bot) beforeSetUp(ctx context.Context, req request) (any, error) {
	switch req.route {
	case "button " + view.ActionSetUp, "submit " + view.FormSetUp, "submit " + view.FormCore:
		return b.routes[req.route](ctx, req)
	}
	p := req.Person
	if !practice.MaySetUp(p, b.Owners) {
		var err error
		if p, err = b.lookUp(ctx, req.slackID); err != nil {
			return nil, err
		}
	}
	if !practice.MaySetUp(p, b.Owners) {
		return view.NotSetUp(b.named(ctx)), nil
	}
	up, err := b.Store.SetUp(ctx)
	if err != nil {
		return nil, err
	}
	if !up.OpenTo(p.ID, req.Now) {
		return view.BeingSetUp(req.Roster.Person(up.By)), nil
	}
	return view.OfferSetUp(p, req.Roster.Person(up.By)), nil
}

// named returns the names of the owners named by the operator, as far as they
// are known.
func (b *Bot) named(ctx context.Context) []string {
	var names []string
	for _, email := range b.Owners {
		name := email
		if p, err := b.Store.PersonByEmail(ctx, email); err == nil {
			name = p.Full()
		}
		names = append(names, name)
	}
	return names
}

// setUpButton reserves the set-up for a person and opens its first form.
func (b *Bot) setUpButton(ctx context.Context, req request) (any, error) {
	if req.Settings.Ready() {
		return setUpAlready, nil
	}
	p, err := b.lookUp(ctx, req.slackID) // the directory may be a day old
	if err != nil {
		return nil, err
	}
	if !practice.MaySetUp(p, b.Owners) {
		return view.NotSetUp(b.named(ctx)), nil
	}
	up, err := b.Store.ClaimSetUp(ctx, p.ID, b.Owners, req.Now)
	switch {
	case errors.Is(err, store.ErrClaimed):
		return view.BeingSetUp(req.Roster.Person(up.By)), nil
	case errors.Is(err, store.ErrNotTheirs):
		return view.NotSetUp(b.named(ctx)), nil
	case errors.Is(err, store.ErrSetUp):
		return setUpAlready, nil
	}
	if err != nil {
		return nil, err
	}
	facts, err := b.setUpFacts(ctx, req, up)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.SetUp(facts))
}

var setUpAlready = view.Sorry("I'm already set up. Type /coach to see what's waiting for you, or /coach settings to change something.")

// setUpFacts returns the data of the first form: the earlier choices, or else
// defaults.
func (b *Bot) setUpFacts(ctx context.Context, req request, up practice.SetUp) (view.SettingsFacts, error) {
	_, fixed, err := b.Store.Settings(ctx)
	if err != nil {
		return view.SettingsFacts{}, err
	}
	if len(up.Year.Week) == 0 { // nothing is decided yet
		base, _, err := service.Base(ctx, b.Store)
		if err != nil {
			return view.SettingsFacts{}, err
		}
		up.Year = base.WorkYear()
	}
	return view.SettingsFacts{Settings: req.suggest(up.Settings.Under(fixed)), Fixed: fixed, Year: up.Year, Who: req.Roster.Person}, nil
}

// mine returns the set-up that the requester has reserved, if they still may
// continue it: the directory is consulted at every step.
func (b *Bot) mine(ctx context.Context, req request) (practice.SetUp, error) {
	p, err := b.lookUp(ctx, req.slackID)
	if err != nil {
		return practice.SetUp{}, err
	}
	if !practice.MaySetUp(p, b.Owners) {
		return practice.SetUp{}, practice.Problems{{Text: view.NotSetUp(b.named(ctx)).Text}}
	}
	up, err := b.Store.SetUp(ctx)
	if err == nil && up.By != req.Person.ID {
		return up, takenOver(req.Roster.Person(up.By))
	}
	return up, err
}

func takenOver(by practice.Person) error {
	return practice.Problems{{Text: by.Name + " has taken over setting me up. You can close this form. Nothing you decided is lost."}}
}

// submitSetUp stores the first form's choices and shows the second form.
func (b *Bot) submitSetUp(ctx context.Context, req request) (any, error) {
	if req.Settings.Ready() {
		return setUpAlready, nil
	}
	up, err := b.mine(ctx, req)
	if err != nil {
		return nil, err
	}
	facts, err := b.setUpFacts(ctx, req, up)
	if err != nil {
		return nil, err
	}
	if up.Settings, up.Year, err = b.readSettings(ctx, req, facts); err != nil {
		return nil, err
	}
	if err := b.Store.KeepSetUp(ctx, up, b.Owners); err != nil {
		return nil, err
	}
	pb, _, err := service.FirstPlaybook(ctx, b.Store, up.Year, func(practice.Practice) bool { return true })
	if err != nil {
		return nil, err
	}
	core := coreFacts(req, up, pb, func(practice.Practice) bool { return true })
	return slack.NewPushViewSubmissionResponse(new(view.Core(core))), nil
}

// begins returns the first day of a playbook that is published now.
func (req request) begins(s practice.Settings) cadence.Date {
	return cadence.DateOf(req.Now.In(s.Location()))
}

// coreFacts returns the data of the second form, with some of the practices
// chosen.
func coreFacts(req request, up practice.SetUp, pb *practice.Playbook, with func(practice.Practice) bool) view.CoreFacts {
	on := req.begins(up.Settings)
	f := view.CoreFacts{Playbook: pb.StartingOn(on), On: on}
	chosen := *f.Playbook
	chosen.Practices = nil
	for _, p := range f.Playbook.Practices {
		if p.Enabled && with(p) {
			f.Chosen = append(f.Chosen, p.Key)
			chosen.Practices = append(chosen.Practices, p)
		}
	}
	f.Load = practice.Weigh(nil, &chosen, req.Roster, on)
	return f
}

// submitCore publishes the playbook and completes the set-up: from then on
// coach plans and sends messages.
func (b *Bot) submitCore(ctx context.Context, req request) (any, error) {
	if req.Settings.Ready() { // pressed twice, if it is one who set coach up
		if owner, err := b.owns(ctx, req); err != nil || !owner {
			return setUpAlready, err
		}
		return b.setUpDone(req, req.Settings), nil
	}
	up, err := b.mine(ctx, req)
	if err != nil {
		return nil, err
	}
	keys, isSure, err := view.ParseCore(req.View)
	if err != nil {
		return nil, err
	}
	pb, _, err := service.FirstPlaybook(ctx, b.Store, up.Year, func(practice.Practice) bool { return true })
	if err != nil {
		return nil, err
	}
	core := coreFacts(req, up, pb, func(p practice.Practice) bool { return slices.Contains(keys, p.Key) })
	if core.Load.NeedsSecondConfirmation() && !isSure {
		core.AskAgain = true
		return slack.NewUpdateViewSubmissionResponse(new(view.Core(core))), nil
	}
	_, source, err := service.FirstPlaybook(ctx, b.Store, up.Year, func(p practice.Practice) bool { return slices.Contains(keys, p.Key) })
	if err != nil {
		return nil, err
	}
	if err := b.Store.FinishSetUp(ctx, up, b.Owners, source, core.On, req.Now.In(up.Settings.Location())); err != nil {
		return nil, err
	}
	now, _, err := b.Store.Settings(ctx)
	if err != nil {
		return nil, err
	}
	return b.setUpDone(req, now), nil
}

func (b *Bot) setUpDone(req request, s practice.Settings) any {
	today := req.begins(s)
	f := view.DoneFacts{Settings: s, People: req.Roster.Participants(today), Today: today, Root: req.Roster.Person(s.Digest.Root),
		AtOnce: slices.ContainsFunc(req.Roster.People(), func(id practice.PersonID) bool {
			p := req.Roster.Person(id)
			h := practice.Habits{Preferences: practice.Preferences{Morning: p.Morning}, BegunOn: today}
			on, morning := h.MayCome(req.Roster, id, req.Now, s.Location())
			return morning && h.WeekOf(req.Roster, id, on).First()
		})}
	day, due := s.Digest.Due(req.Now, s.Location())
	if f.Digest = day; !due {
		for f.Digest < today || f.Digest == today && !req.Now.Before(day.At(s.Digest.At, s.Location())) {
			f.Digest += 7
		}
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.SetUpDone(f)))
}
