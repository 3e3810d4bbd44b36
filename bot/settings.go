package bot

import (
	"context"
	"errors"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// settingsCommand opens the form of settings for an owner of the playbook.
func (b *Bot) settingsCommand(ctx context.Context, req request) (any, error) {
	if refusal, err := b.notAnOwner(ctx, req); err != nil || refusal != nil {
		return refusal, err
	}
	facts, err := b.settingsFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, view.Settings(facts))
}

// notAnOwner answers everybody else, and names the owners.
func (b *Bot) notAnOwner(ctx context.Context, req request) (any, error) {
	owner, err := b.owns(ctx, req)
	if err != nil || owner {
		return nil, err
	}
	b.refused(ctx, req, "settings")
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, id := range owners {
		names = append(names, req.Roster.Person(id).Full())
	}
	return view.NotAnOwner(names), nil
}

func (b *Bot) settingsFacts(ctx context.Context, req request) (view.SettingsFacts, error) {
	now, fixed, err := b.Store.Settings(ctx)
	if err != nil {
		return view.SettingsFacts{}, err
	}
	return view.SettingsFacts{Settings: req.suggest(now), Fixed: fixed, Year: req.Playbook.WorkYear(), Who: req.Roster.Person}, nil
}

// suggest fills in defaults for settings that are not chosen yet, for a form.
func (req request) suggest(s practice.Settings) practice.Settings {
	if s.Digest.Root == 0 {
		s.Digest = practice.Subscription{Root: req.Roster.Top(req.Person.ID, req.Today), Weekday: practice.UsualDigestDay, At: practice.UsualDigestAt}
	}
	if s.Zone == "" {
		s.Zone = req.Person.Location(time.UTC).String()
	}
	return s
}

// readSettings reads a form of settings and verifies that coach may post in the
// channels.
func (b *Bot) readSettings(ctx context.Context, req request, f view.SettingsFacts) (practice.Settings, practice.WorkYear, error) {
	s, year, err := view.ParseSettings(req.View, f, b.finder(ctx))
	problems, theirs := errors.AsType[practice.Problems](err)
	if err != nil && !theirs {
		return s, year, err
	}
	for _, chosen := range []struct{ field, channel, fixed string }{
		{view.AskRecognition, s.Recognition, f.Fixed.Recognition},
		{view.AskDigest, s.Digest.Channel, f.Fixed.Digest.Channel},
	} {
		unasked := chosen.field == view.AskDigest && req.View.CallbackID != view.FormSetUp
		if chosen.channel == "" || chosen.fixed != "" || unasked {
			continue
		}
		err := b.chosenChannel(ctx, chosen.channel, chosen.field)
		found, theirs := errors.AsType[practice.Problems](err)
		if err != nil && !theirs {
			return s, year, err
		}
		problems = append(problems, found...)
	}
	if problems = append(problems, req.rootless(f, s)...); len(problems) > 0 {
		return s, year, problems
	}
	return s, year, nil
}

// rootless refuses a digest that is switched on now and about a person who does
// not take part: it would be empty, week after week.
func (req request) rootless(f view.SettingsFacts, to practice.Settings) practice.Problems {
	before, now := f.Settings.Digest, to.Digest
	if f.Fixed.Digest.Channel != "" || now.Channel == "" || now.Root == 0 || now.Channel == before.Channel && now.Root == before.Root ||
		req.Roster.Participates(now.Root, req.begins(to)) {
		return nil
	}
	text := req.Roster.Person(now.Root).Name + " doesn't take part, so a digest about them would be empty. Pick somebody who does"
	if req.Roster.Participants(req.begins(to)) == 0 {
		text = "Nobody takes part yet, so a digest would be empty. Import people first"
	}
	return practice.Problems{{Field: view.AskRoot, Text: text + ", or leave the digest channel empty for now."}}
}

// submitSettings stores an owner's settings, which take effect at once.
func (b *Bot) submitSettings(ctx context.Context, req request) (any, error) {
	if refusal, err := b.notAnOwner(ctx, req); err != nil || refusal != nil {
		return refusal, err
	}
	facts, err := b.settingsFacts(ctx, req)
	if err != nil {
		return nil, err
	}
	to, year, err := b.readSettings(ctx, req, facts)
	if err != nil {
		return nil, err
	}
	next, err := service.WithYear(ctx, b.Store, req.Version, year)
	if err != nil {
		return nil, err
	}
	err = b.Store.ChangeSettings(ctx, to, next, req.Person.ID, req.Now.In(b.Zone()))
	if errors.Is(err, store.ErrPublishedMeanwhile) {
		return nil, practice.Problems{{Text: "Somebody just published the playbook. Press Save again."}}
	}
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.SettingsSaved())), nil
}
