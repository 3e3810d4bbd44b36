package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// logForm draws the form for a practice, with everything already known filled
// in.
func (b *Bot) logForm(ctx context.Context, req request, p *practice.Practice, known opening) (slack.ModalViewRequest, error) {
	if err := req.mayNot(p); err != nil {
		return slack.ModalViewRequest{}, err
	}
	k := view.Known{Draft: view.Draft{Practice: p, HappenedOn: cmp.Or(known.on, req.Today), Occurrence: known.chosen, Linked: known.linked, Contest: known.contest}, Touch: known.hint}
	if known.before.ID != 0 {
		k.Entry = wordsOf(known.before, p)
	}
	if known.note != "" {
		k.Entry = practice.Values{practice.RecognitionWhat: {Text: known.note}}
	}
	switch {
	case p.Bulk && (len(known.who) == 0 || known.chosen != 0):
		waiting, err := b.waitingFor(ctx, req, p)
		if err != nil {
			return slack.ModalViewRequest{}, err
		}
		k.Subjects = waiting
	case p.Scope != practice.ScopeReport:
		k.People = known.who
		if others := view.LeftOut(p, known.who, req.Roster.Person); others != "" {
			k.Touch = strings.TrimSpace(k.Touch + " " + others)
		}
	default:
		for _, who := range known.who {
			if known.chosen != 0 || slices.Contains(practice.Subjects(req.Roster, req.Person.ID, p, req.Today), who) {
				k.Subjects = append(k.Subjects, who)
				continue
			}
			if slices.Contains(req.Roster.Reports(req.Person.ID, req.Today), who) {
				k.Touch = strings.TrimSpace(k.Touch + fmt.Sprintf(" %s leads nobody, so this isn't about them. Pick one of your people.", req.Roster.Person(who).Full()))
				continue
			}
			k.Touch = strings.TrimSpace(k.Touch + fmt.Sprintf(" %s doesn't report to you. Pick one of your people.", req.Roster.Person(who).Full()))
		}
	}
	if err := b.remembered(ctx, req, &k.Draft); err != nil {
		return slack.ModalViewRequest{}, err
	}
	agenda, err := b.agendaKnown(ctx, req, p, k.HappenedOn)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if len(agenda) > 0 && known.before.ID == 0 {
		k.Entry = agenda
	}
	return b.drawForm(ctx, req, k)
}

// waitingFor returns the people with whom the requester has a practice open,
// each once.
func (b *Bot) waitingFor(ctx context.Context, req request, p *practice.Practice) ([]practice.PersonID, error) {
	waiting, err := b.waitingOf(ctx, req, p)
	var people []practice.PersonID
	for _, o := range waiting {
		if !slices.Contains(people, o.Subject) {
			people = append(people, o.Subject)
		}
	}
	return people, err
}

// waitingOf returns the requester's open occurrences of a practice.
func (b *Bot) waitingOf(ctx context.Context, req request, p *practice.Practice) ([]practice.Occurrence, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	return slices.DeleteFunc(waiting, func(o practice.Occurrence) bool { return o.Practice != p.Key }), err
}

// asked reports whether a form about one person has the menu of occurrences
// that it needs: one where several fit, none where none does.
func (b *Bot) asked(ctx context.Context, req request, p *practice.Practice, es []practice.Entry) (bool, error) {
	if len(es) > 1 {
		return true, nil
	}
	waiting, err := b.waitingOf(ctx, req, p)
	waiting = slices.DeleteFunc(waiting, func(o practice.Occurrence) bool { return o.Subject != es[0].Subject })
	choices := practice.Choices(waiting, es[0].HappenedOn, req.Today)
	if view.AsksWhich(req.View) {
		return len(choices) > 0, err
	}
	return len(choices) < 2, err
}

// former returns the subject of an open occurrence who no longer reports to the
// requester, or 0. That occurrence can still be logged.
func (b *Bot) former(ctx context.Context, req request, id practice.OccurrenceID) (practice.PersonID, error) {
	if id == 0 {
		return 0, nil
	}
	found, err := b.Store.Occurrences(ctx, []practice.OccurrenceID{id})
	if err != nil || len(found) == 0 {
		return 0, err
	}
	o, me := found[0], req.Person.ID
	if o.Subject == 0 || !practice.MaySettle(me, o) || !o.Waiting(req.Today) || slices.Contains(req.Roster.Reports(me, req.Today), o.Subject) {
		return 0, nil
	}
	return o.Subject, nil
}

// drawForm completes a form with the author and their people, and draws it.
func (b *Bot) drawForm(ctx context.Context, req request, k view.Known) (slack.ModalViewRequest, error) {
	k.Author, k.Who, k.Version, k.Linked.Domain = req.Person, req.Roster.Person, req.Version, req.domain
	k.Reports, k.Today = practice.Subjects(req.Roster, req.Person.ID, k.Practice, req.Today), req.Today
	k.Leader = req.Roster.ManagerOf(req.Person.ID, req.Today)
	var err error
	if err := b.above(ctx, req, &k); err != nil {
		return slack.ModalViewRequest{}, err
	}
	if k.Waiting, err = b.waitingOf(ctx, req, k.Practice); err != nil {
		return slack.ModalViewRequest{}, err
	}
	former, err := b.former(ctx, req, k.Occurrence)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	if former != 0 {
		k.Reports = append(k.Reports, former)
	}
	if k.Review, err = b.obstacleReview(ctx, req, k.Practice); err != nil {
		return slack.ModalViewRequest{}, err
	}
	if k.Practice.Key == practice.RecognitionKey {
		if err := b.nameChannel(ctx, req, &k); err != nil {
			return slack.ModalViewRequest{}, err
		}
	}
	if former != 0 && !practice.MayCoach(req.Roster, req.Person.ID, former, req.Today, req.Today) {
		k.Touch = strings.TrimSpace(k.Touch + " " + req.Roster.Person(former).Full() + " no longer reports to you. What you did together before that still counts.")
	}
	if len(k.Subjects) == 1 {
		if k.Before, err = b.before(ctx, req, k.Practice, k.Subjects[0]); err != nil {
			return slack.ModalViewRequest{}, err
		}
	}
	return view.Log(k), nil
}

// chooseInput draws a form again after a choice on which the rest of it depends.
func (b *Bot) chooseInput(ctx context.Context, req request) (any, error) {
	if req.View.CallbackID == view.FormExcuse {
		return b.chooseExcused(ctx, req)
	}
	if req.View.CallbackID == view.FormObstacle {
		return b.obstacleAgain(ctx, req)
	}
	if req.View.CallbackID == view.FormTopics {
		return b.topicsAgain(ctx, req)
	}
	if req.View.CallbackID == view.FormAway {
		return b.awayAgain(ctx, req, practice.Leave{})
	}
	if req.View.CallbackID == view.FormPractice {
		return b.owned(b.chooseRhythm)(ctx, req)
	}
	return b.redrawForm(ctx, req, func(*view.Draft) {})
}

// addRowButton draws a form again with one more row.
func (b *Bot) addRowButton(ctx context.Context, req request) (any, error) {
	return b.redrawForm(ctx, req, func(d *view.Draft) { d.AddRow(req.Value) })
}

// redrawForm changes the form that is open in a person's Slack. Their input
// stays.
func (b *Bot) redrawForm(ctx context.Context, req request, change func(*view.Draft)) (any, error) {
	form, err := b.formAgain(ctx, req, change)
	if err != nil {
		return nil, err
	}
	return b.update(ctx, req, form)
}

func (b *Bot) formAgain(ctx context.Context, req request, change func(*view.Draft)) (slack.ModalViewRequest, error) {
	if id, _ := view.EditOf(req.View); id != 0 {
		e, _, d, err := b.editDraft(ctx, req)
		if err != nil {
			return slack.ModalViewRequest{}, err
		}
		change(&d)
		return req.editForm(e, d), nil
	}
	req, err := b.withOwed(ctx, req)
	if err != nil {
		return slack.ModalViewRequest{}, err
	}
	d, err := view.ParseDraft(req.View, b.finder(ctx), req.practice)
	if _, theirs := errors.AsType[practice.Problems](err); err != nil && !theirs { // problems with the input are shown on submission
		return slack.ModalViewRequest{}, err
	}
	if err := req.mayNot(d.Practice); err != nil {
		return slack.ModalViewRequest{}, err
	}
	change(&d)
	d.Suggest()
	return b.drawForm(ctx, req, view.Known{Draft: d})
}

// update replaces the form in which a button was pressed.
func (b *Bot) update(ctx context.Context, req request, form slack.ModalViewRequest) (any, error) {
	_, err := b.api.UpdateViewContext(ctx, form, "", req.View.Hash, req.View.ID)
	if said, ok := errors.AsType[slack.SlackErrorResponse](err); ok && said.Err == "hash_conflict" {
		return nil, nil // it was drawn again meanwhile: the newer drawing wins
	}
	return nil, delivery.Reasons(err)
}

// mayNot returns the reason why the person cannot log the practice, or nil if
// they can.
func (req request) mayNot(p *practice.Practice) error {
	starts, later := req.Playbook.Starts(p.Key, req.Today)
	switch {
	case req.owed[p.Key] == p:
	case later:
		return practice.Problems{{Text: p.Short + " starts on " + starts.Format("Monday 2 January 2006") + ". You can log it from then on."}}
	case !p.Enabled, p.To != 0 && p.To < req.Today:
		return practice.Problems{{Text: p.Short + " is switched off in the playbook."}}
	case !practice.MayLog(req.Roster, req.Person.ID, p, req.Today):
		return practice.Problems{{Text: p.Short + " isn't one of your practices. Type /coach log to see what is."}}
	case p.Scope == practice.ScopeReport && len(req.Roster.Reports(req.Person.ID, req.Today)) == 0:
		return practice.Problems{{Text: "Nobody reports to you yet, so there's nobody to log this with. Type /coach team to say who does."}}
	}
	return nil
}

// withOwed adds practices to the request that the person could not log today,
// but of which an occurrence is still open: the practice has ended, or is no
// longer expected of them. It can be logged in the form it had when it was due.
func (b *Bot) withOwed(ctx context.Context, req request) (request, error) {
	waiting, err := b.Store.Waiting(ctx, req.Person.ID, req.Today)
	req.owed = map[string]*practice.Practice{}
	for _, o := range waiting {
		now, _ := req.Playbook.Practice(o.Practice, req.Today)
		if was, ok := req.Playbook.Practice(o.Practice, o.Nominal); ok && was.Enabled && !practice.MayLog(req.Roster, req.Person.ID, now, req.Today) {
			req.owed[o.Practice] = was
		}
	}
	return req, err
}

// practice returns a practice as [Bot.withOwed] added it, or else as it is
// today.
func (req request) practice(key string) (*practice.Practice, bool) {
	if p, ok := req.owed[key]; ok {
		return p, true
	}
	return req.Playbook.Practice(key, req.Today)
}

// finder returns a function that finds the person with a Slack ID, as far as
// coach may know them.
func (b *Bot) finder(ctx context.Context) func(slackID string) (practice.PersonID, bool) {
	return func(slackID string) (practice.PersonID, bool) {
		p, err := b.person(ctx, slackID)
		return p.ID, err == nil && p.ID != 0
	}
}

// submitLog stores the entries of a submitted form, one for each person it is
// about. The acknowledgement follows the commit.
func (b *Bot) submitLog(ctx context.Context, req request) (any, error) {
	before, err := b.Store.LoggedBy(ctx, req.Person.ID, req.View.ID)
	if err != nil {
		return nil, err
	}
	if len(before) > 0 { // delivered again: the form may have changed since
		e := before[0].Entry
		p, _ := req.Playbook.Practice(e.Practice, cmp.Or(before[0].Settled.Nominal, e.LoggedOn))
		return b.answerLogged(ctx, req, p, before)
	}
	req, err = b.withOwed(ctx, req)
	if err != nil {
		return nil, err
	}
	es, chosen, err := view.ParseLog(req.View, b.finder(ctx), req.practice)
	if err != nil {
		return b.behind(ctx, req, err)
	}
	p, _ := req.practice(es[0].Practice)
	if err := req.mayNot(p); err != nil {
		return nil, err
	}
	if req.Roster, err = b.Store.Roster(ctx); err != nil { // somebody named may be new
		return nil, err
	}
	if promised, err := b.promised(ctx, req, p); err != nil || !promised {
		return b.behind(ctx, req, cmp.Or(err, view.ErrBehind))
	}
	if err := req.complete(es, p); err != nil {
		return b.behind(ctx, req, err)
	}
	if asked, err := b.asked(ctx, req, p, es); err != nil || !asked {
		return b.behind(ctx, req, cmp.Or(err, view.ErrBehind))
	}
	if len(es) == 1 {
		es[0].Agenda = view.ParseAgenda(req.View, es[0].Subject)
	}
	if named, err := b.goes(ctx, req, &es[0]); err != nil || !named {
		return b.behind(ctx, req, cmp.Or(err, view.ErrBehind))
	}
	done, err := b.Store.LogAll(ctx, es, p, chosen, req.Version)
	if err != nil {
		return nil, err
	}
	return b.answerLogged(ctx, req, p, done)
}

// answerLogged returns the view that replaces the form, with the results of its
// entries.
func (b *Bot) answerLogged(ctx context.Context, req request, p *practice.Practice, done []store.Logged) (any, error) {
	var err error
	facts := view.LoggedFacts{Practice: p, Who: req.Roster.Person, Channel: cmp.Or(done[0].Entry.Shared.Channel, req.Settings.Recognition),
		Expected: practice.IsExpected(req.Roster, req.Person.ID, p, done[0].Entry.LoggedOn)}
	for _, d := range done {
		logged := view.LoggedEntry{Entry: d.Entry}
		if d.Settled.ID != 0 {
			logged.Settled, logged.Late = &d.Settled, d.Settled.Status(cadence.Date(0)) == practice.Late
		}
		facts.Logged = append(facts.Logged, logged)
	}
	if p.Key == practice.InspectReview {
		if facts.Asks, err = b.readsDigest(ctx, req); err != nil {
			return nil, err
		}
	}
	if len(done) == 1 {
		if facts.Agenda, err = b.agendaLogged(ctx, req, p, done[0].Entry); err != nil {
			return nil, err
		}
	}
	return slack.NewUpdateViewSubmissionResponse(new(view.Logged(facts))), nil
}

// promised reports whether every answer still has the readers that the form
// named when it was drawn.
func (b *Bot) promised(ctx context.Context, req request, p *practice.Practice) (bool, error) {
	version := view.DrawnFrom(req.View)
	if version == req.Version || version == 0 {
		return true, nil
	}
	source, err := b.Store.Source(ctx, version)
	if err != nil {
		return false, err
	}
	pb, err := files.LoadPublished("playbook", source)
	if err != nil {
		return false, err
	}
	drawn, ok := pb.Practice(p.Key, req.Today)
	return ok && !slices.ContainsFunc(p.Form, func(f practice.Field) bool {
		was, asked := drawn.Form.Field(f.Key)
		return asked && was.Vis != f.Vis
	}), nil
}

// behind draws a form again that is out of date: it lacks inputs for the people
// chosen, or has the wording of an older playbook. The problems of any other
// form are shown in it.
func (b *Bot) behind(ctx context.Context, req request, wrong error) (any, error) {
	_, theirs := errors.AsType[practice.Problems](wrong)
	if !errors.Is(wrong, view.ErrBehind) && (!theirs || view.DrawnFrom(req.View) == req.Version) {
		return nil, wrong
	}
	form, err := b.formAgain(ctx, req, func(*view.Draft) {})
	if err != nil {
		return nil, err
	}
	return slack.NewUpdateViewSubmissionResponse(&form), nil
}

// complete fills in the author, the time and the link of a form's entries, and
// returns their problems, each once.
func (req request) complete(es []practice.Entry, p *practice.Practice) error {
	var all practice.Problems
	for i := range es {
		e := &es[i]
		e.Author, e.LoggedAt, e.LoggedOn, e.Link = req.Person.ID, req.Now, req.Today, view.LinkedIn(req.View, req.domain).Address()
		err := e.Validate(p, req.Roster, req.Today)
		ps, theirs := errors.AsType[practice.Problems](err)
		if err != nil && !theirs {
			return err
		}
		for _, problem := range view.About(req.View, e.Subject, ps) {
			if !slices.Contains(all, problem) {
				all = append(all, problem)
			}
		}
	}
	if len(all) > 0 {
		return all
	}
	return nil
}
