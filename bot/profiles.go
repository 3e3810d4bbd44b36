package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"coach/bot/delivery"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// profilesEvery is the time between two profiles, one call each. Slack allows
// some hundred a minute, and whoever reads a profile in Slack shares none of
// that, but other calls of the same app do.
const profilesEvery = 700 * time.Millisecond

// Managers reads the managers that the Slack profiles of everybody who takes
// part name, and nobody else's profile. The field is the one with the given
// label or ID or, without one, the one with a usual title. It changes nothing.
// What keeps it from reading at all is [practice.UnreadProfiles]. The function
// report, which may be nil, hears how far it is.
func (b *Bot) Managers(ctx context.Context, field string, report func(done, of int)) ([]practice.Profile, error) {
	fields, err := patiently(ctx, b, func(ctx context.Context) (*slack.TeamProfile, error) { return b.patient.GetTeamProfileContext(ctx) })
	if err != nil {
		return nil, unread(err)
	}
	of, err := managerField(fields.Fields, field)
	if err != nil {
		return nil, err
	}
	people, err := b.inSlack(ctx)
	if err != nil {
		return nil, err
	}
	pace := rate.NewLimiter(rate.Every(profilesEvery), 1)
	if b.Unpaced {
		pace.SetLimit(rate.Inf)
	}
	var profiles []practice.Profile
	for i, p := range people {
		if report != nil {
			report(i, len(people))
		}
		if err := pace.Wait(ctx); err != nil {
			return nil, context.Cause(ctx)
		}
		read, err := b.managerIn(ctx, p, of)
		if err != nil {
			return nil, unread(err)
		}
		profiles = append(profiles, read)
	}
	return profiles, nil
}

// inSlack returns everybody who takes part today and has an open account.
func (b *Bot) inSlack(ctx context.Context) (people []practice.Person, err error) {
	r, err := b.Store.Roster(ctx)
	if err != nil {
		return nil, err
	}
	today := b.Store.Today(b.Now())
	for _, id := range r.People() {
		if p := r.Person(id); r.Participates(id, today) && p.Account.Open() && p.SlackID != "" {
			people = append(people, p)
		}
	}
	return people, nil
}

// managerIn reads whom one person's profile names. An account that was closed
// in the meantime names nobody.
func (b *Bot) managerIn(ctx context.Context, p practice.Person, of slack.TeamProfileField) (practice.Profile, error) {
	profile, err := patiently(ctx, b, func(ctx context.Context) (*slack.UserProfile, error) {
		return b.patient.GetUserProfileContext(ctx, &slack.GetUserProfileParameters{UserID: p.SlackID})
	})
	said, refused := errors.AsType[slack.SlackErrorResponse](err)
	switch {
	case refused && slices.Contains([]string{"user_not_found", "user_not_visible", "users_not_found"}, said.Err):
		return practice.Profile{Person: p.ID}, nil
	case err != nil:
		return practice.Profile{}, err
	}
	return b.readManager(ctx, p.ID, of.Type, profile.FieldsMap()[of.ID].Value)
}

// readManager returns the person behind the value of a field: the ID of an
// account, or an address in a field of text.
func (b *Bot) readManager(ctx context.Context, of practice.PersonID, kind, value string) (practice.Profile, error) {
	named := strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
	read := practice.Profile{Person: of}
	find := b.Store.PersonBySlackID
	if kind != fieldOfPeople {
		named = slices.DeleteFunc(named, func(word string) bool { return !strings.Contains(word, "@") })
		find = func(ctx context.Context, email string) (practice.Person, error) {
			return b.Store.PersonByEmail(ctx, strings.ToLower(email))
		}
	}
	switch {
	case strings.TrimSpace(value) == "":
		return read, nil
	case len(named) == 0:
		read.Doubt = practice.NoPersonNamed
		return read, nil
	case len(named) > 1:
		read.Doubt = practice.SeveralNamed
		return read, nil
	}
	manager, err := find(ctx, strings.Trim(named[0], "<>;"))
	switch {
	case errors.Is(err, store.ErrNotFound) && kind != fieldOfPeople:
		read.Doubt = practice.NoPersonNamed
	case errors.Is(err, store.ErrNotFound) || err == nil && !manager.Account.Open() && manager.Account != practice.Unfound:
		read.Doubt = practice.NoAccount // of nobody known, it is an app's, closed or another company's
	case err != nil:
		return read, err
	default:
		read.Manager = manager.ID
	}
	return read, nil
}

// fieldOfPeople is the type of a profile's field that names people by ID.
const fieldOfPeople = "user"

// managerField returns the field of profiles that names the manager. Of several
// with the same title, one that names people by ID is taken rather than texts.
func managerField(fields []slack.TeamProfileField, label string) (slack.TeamProfileField, error) {
	var fitting []slack.TeamProfileField
	for _, f := range fields {
		title := strings.ToLower(strings.TrimSpace(f.Label))
		if label != "" && (strings.EqualFold(title, strings.TrimSpace(label)) || f.ID == label) || label == "" && slices.Contains(files.ManagerTitles, title) {
			fitting = append(fitting, f)
		}
	}
	people := slices.DeleteFunc(slices.Clone(fitting), func(f slack.TeamProfileField) bool { return f.Type != fieldOfPeople })
	switch {
	case len(people) == 1:
		return people[0], nil
	case len(people) == 0 && len(fitting) == 1:
		return fitting[0], nil
	case len(fitting) > 1:
		return slack.TeamProfileField{}, practice.UnreadProfiles{Concern: practice.ProfilesUnread,
			Text: "Several fields of your Slack profiles may name the manager: " + fieldsInWords(fitting) + ". Choose one of them with --field (COACH_PEOPLE_FIELD), by its label or its ID."}
	}
	all := slices.DeleteFunc(slices.Clone(fields), func(f slack.TeamProfileField) bool { return f.Type != fieldOfPeople })
	return slack.TeamProfileField{}, practice.UnreadProfiles{Concern: practice.ProfilesUnread, Text: noField(label, all)}
}

// noField says that no field fits, and which could.
func noField(label string, people []slack.TeamProfileField) string {
	text := "No field of your Slack profiles has a label such as “Manager” or “Reports to”. "
	if label != "" {
		text = fmt.Sprintf("No field of your Slack profiles has the label or ID “%s”. ", label)
	}
	if len(people) == 0 {
		return text + "None of them names people, either. An admin of the workspace can add one, under Customize profiles."
	}
	return text + "Those that name people are: " + fieldsInWords(people) + ". Choose one of them with --field (COACH_PEOPLE_FIELD), by its label or its ID."
}

func fieldsInWords(fields []slack.TeamProfileField) string {
	var words []string
	for _, f := range fields {
		words = append(words, fmt.Sprintf("“%s” (%s)", f.Label, f.ID))
	}
	return practice.Listed(words)
}

// unread turns Slack's refusal to show profiles into what to do about it.
func unread(err error) error {
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "missing_scope" {
		return practice.UnreadProfiles{Concern: practice.NoScope, Text: fmt.Sprintf("The Slack app may not read profiles. Add the optional scope %s, which manifest.yml has, and install the app again.", practice.ProfileScope)}
	}
	return fmt.Errorf("read profiles: %w", delivery.Explain(err))
}
