package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/typed"
	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// logCommand answers /coach log [practice] [@person].
func (b *Bot) logCommand(ctx context.Context, req request) (any, error) {
	slackIDs, words := mentioned(req.Text)
	people, err := b.mentionedPeople(ctx, slackIDs)
	if err != nil {
		return nil, err
	}
	said := typed.Understand(req.Playbook, req.Roster, req.Person.ID, words, req.Today)
	found := slices.DeleteFunc(said.Practices, func(p *practice.Practice) bool {
		_, later := req.Playbook.Starts(p.Key, req.Today)
		return !p.Enabled && !later
	})
	switch {
	case len(found) == 0 && said.Practices == nil && said.Rest == "": // nothing, a person or a day
		return b.openPicker(ctx, req, req.about(people, said), "")
	case len(found) == 0:
		return b.openPicker(ctx, req, req.about(people, said), fmt.Sprintf("“%s” isn't a practice in the playbook. Pick one.", words))
	case len(found) > 1:
		return b.openPicker(ctx, req, req.about(people, said), fmt.Sprintf("“%s” could mean more than one practice. Pick one.", words))
	}
	u := req.understood(found[0], said, people)
	return b.openLog(ctx, req, found[0], opening{who: u.IDs(), on: min(u.On, req.Today), hint: view.NotFilledIn(u)})
}

// about returns the people and the day in words that do not name one practice.
func (req request) about(mentioned []practice.PersonID, said typed.Meaning) view.Named {
	u := req.understood(nil, said, mentioned)
	a := view.Named{People: u.People}
	if u.On < req.Today {
		a.On = u.On
	}
	return a
}

// understood returns the request to log a practice in a person's words. People
// who were mentioned take precedence over a name.
func (req request) understood(p *practice.Practice, said typed.Meaning, mentioned []practice.PersonID) view.Understood {
	u := view.Understood{Practice: p, On: said.On, Today: req.Today, Missing: said.Missing, Rest: said.Rest}
	switch {
	case len(mentioned) > 0:
		for _, id := range mentioned {
			u.People = append(u.People, req.Roster.Person(id))
		}
	case len(said.People) == 1:
		u.People = []practice.Person{req.Roster.Person(said.People[0])}
	default:
		for _, id := range said.People {
			u.Fits = append(u.Fits, req.Roster.Person(id))
		}
	}
	return u
}

// thanked returns the recipients in the words after “thank”, as far as they are
// known. Of several names, each is either found or reported as unknown; none is
// silently dropped.
func (req request) thanked(p *practice.Practice, words string, mentioned []practice.PersonID) view.Understood {
	u := req.understood(p, typed.Meaning{On: req.Today}, mentioned)
	var unknown []string
	names := typed.EachName(words)
	if len(typed.Named(req.Roster, words, req.Person.ID, req.Today)) == 1 { // “Lima, Ana” is one person
		names = []string{words}
	}
	for _, name := range names {
		said := typed.Understand(&practice.Playbook{}, req.Roster, req.Person.ID, name, req.Today)
		one := req.understood(p, said, nil)
		for _, person := range one.People {
			if !slices.Contains(u.IDs(), person.ID) {
				u.People = append(u.People, person)
			}
		}
		if u.Fits == nil {
			u.Fits = one.Fits
		}
		if len(one.People) == 0 && len(one.Fits) == 0 && said.Rest != "" {
			unknown = append(unknown, said.Rest)
		}
	}
	u.Rest = strings.Join(unknown, ", ")
	return u
}

// noRecognition answers somebody whose playbook has no recognition.
const noRecognition = "Recognition isn't part of your playbook. Ask whoever runs coach to switch it on."

// recognizeCommand answers /coach recognize [@person] [for what], its button and
// its shortcut.
func (b *Bot) recognizeCommand(ctx context.Context, req request) (any, error) {
	p, ok := req.Playbook.Practice(practice.RecognitionKey, req.Today)
	if !ok {
		return view.Sorry(noRecognition), nil
	}
	t, slackIDs := readTyped("thank " + req.Text)
	to, err := b.mentionedPeople(ctx, slackIDs)
	if err != nil {
		return nil, err
	}
	u := req.thanked(p, t.Words, to)
	return b.openLog(ctx, req, p, opening{who: u.IDs(), note: b.inNames(ctx, t.Note), hint: view.NotFilledIn(u)})
}

func (b *Bot) mentionedPeople(ctx context.Context, slackIDs []string) (people []practice.PersonID, err error) {
	for _, slackID := range slackIDs {
		id, err := b.mentionedPerson(ctx, slackID)
		if err != nil {
			return nil, err
		}
		people = append(people, id)
	}
	return people, nil
}

func (b *Bot) mentionedPerson(ctx context.Context, slackID string) (practice.PersonID, error) {
	if slackID == "" {
		return 0, nil
	}
	p, err := b.person(ctx, slackID)
	if err != nil {
		return 0, err
	}
	if p.Account == practice.Outside {
		return 0, practice.Problems{{Text: "Apps and people from other companies can't take part. Name somebody from your own company."}}
	}
	return p.ID, nil
}

// logAnyButton opens the menu of practices to log.
func (b *Bot) logAnyButton(ctx context.Context, req request) (any, error) {
	return b.openPicker(ctx, req, view.ParseNamed(req.Value, req.Roster.Person), "")
}

// openPicker opens the form for choosing a practice. It passes on the people
// and the day named already to the form that follows.
func (b *Bot) openPicker(ctx context.Context, req request, a view.Named, hint string) (any, error) {
	return nil, b.open(ctx, req, view.LogPicker(req.mayLog(), a, hint))
}

// submitPick replaces the picker by the form of the practice picked.
func (b *Bot) submitPick(ctx context.Context, req request) (any, error) {
	key, about := view.ParsePick(req.View, req.Roster.Person)
	p, ok := req.Playbook.Practice(key, req.Today)
	if !ok {
		return nil, practice.Problems{{Text: "Pick one."}}
	}
	form, err := b.logForm(ctx, req, p, opening{who: about.IDs(), on: min(about.On, req.Today)})
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

// logButton opens the form for a reminder: its value lists the occurrences of
// one practice and person.
func (b *Bot) logButton(ctx context.Context, req request) (any, error) {
	o, err := b.nextWaiting(ctx, req)
	if err != nil {
		return nil, err
	}
	if req, err = b.withOwed(ctx, req); err != nil {
		return nil, err
	}
	p, ok := req.practice(o.Practice)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook."}}
	}
	known := opening{chosen: o.ID}
	if o.Subject != 0 {
		known.who = []practice.PersonID{o.Subject}
	}
	if o.Subject != 0 && !practice.MayCoach(req.Roster, req.Person.ID, o.Subject, req.Today, req.Today) {
		known.on = o.DueOn // it was while the subject still reported to the person
	}
	return b.openLog(ctx, req, p, known)
}

// nextWaiting returns, of a button's occurrences that are the person's own and
// still open, the one that an entry of today would settle by default.
func (b *Bot) nextWaiting(ctx context.Context, req request) (practice.Occurrence, error) {
	var ids []practice.OccurrenceID
	for _, text := range strings.Split(req.Value, ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			ids = append(ids, practice.OccurrenceID(id))
		}
	}
	occurrences, err := b.Store.Occurrences(ctx, ids)
	if err != nil {
		return practice.Occurrence{}, err
	}
	waiting := slices.DeleteFunc(occurrences, func(o practice.Occurrence) bool {
		return !practice.MaySettle(req.Person.ID, o) || !o.Waiting(req.Today)
	})
	if best := practice.Match(waiting, req.Today, req.Today); len(best) > 0 {
		return best[0], nil
	}
	return practice.Occurrence{}, practice.Problems{{Text: "This one is already settled. Type /coach due to see what's still open."}}
}

// An opening is the data known when a form is opened.
type opening struct {
	who     []practice.PersonID   // the subjects or recipients
	chosen  practice.OccurrenceID // the occurrence of the button
	on      cadence.Date          // today by default
	note    string                // the reason of thanks
	hint    string                // the words that are not filled in
	linked  view.Linked           // the message it is opened from
	contest practice.SessionID    // whose winners are thanked
	before  practice.Entry        // whose words are filled in again
}

func (b *Bot) openLog(ctx context.Context, req request, p *practice.Practice, known opening) (any, error) {
	form, err := b.logForm(ctx, req, p, known)
	if err != nil {
		return nil, err
	}
	return nil, b.open(ctx, req, form)
}

// open shows a form, on top of the one in which a button was pressed. If Slack
// says that the trigger was used or has expired, the request arrived twice, or
// too late: the person sees one form, or presses again.
func (b *Bot) open(ctx context.Context, req request, form slack.ModalViewRequest) error {
	show := b.api.OpenViewContext
	if req.View.Type == slack.VTModal {
		show = b.api.PushViewContext
	}
	if req.isCut {
		form = view.FormWithCut(form, readFor)
	}
	_, err := show(ctx, req.trigger, form)
	return shown(err)
}

// shown returns the result of showing a form.
func shown(err error) error {
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok {
		switch said.Err {
		case "exchanged_trigger_id":
			return nil
		case "expired_trigger_id":
			return practice.Problems{{Text: "Slack was slow just now. Please try again."}}
		}
	}
	return delivery.Reasons(err)
}
