package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A revision is an owner's draft of the playbook, with a note to show above it.
type revision struct {
	service.Draft
	note string
}

// revision reads an owner's draft, rebased on the playbook in force.
func (b *Bot) revision(ctx context.Context, req request) (r revision, err error) {
	if r.Draft, err = service.OpenDraft(ctx, b.Store, req.Person.ID, req.Roster, b.Store.Today(req.Now)); err != nil {
		return r, err
	}
	if r.Meanwhile != nil {
		r.note = b.meanwhile(req, *r.Meanwhile, r.Over.Version)
	}
	if r.LeftOut {
		r.note = strings.TrimSpace(r.note + " I left out some of your changes, because they no longer fit the playbook.")
	}
	return r, nil
}

// meanwhile names the person who published or took back the latest version
// since the owner began, and the version now in force.
func (b *Bot) meanwhile(req request, latest store.Published, version int) string {
	if latest.Undone {
		return fmt.Sprintf("Version %d was undone, so version %d is in force again. I kept your changes. Look through them again.", latest.Version, version)
	}
	who := "Somebody"
	if name := req.Roster.Person(latest.By).Name; name != "" {
		who = req.Roster.Person(latest.By).First()
	}
	at := latest.At.In(req.Person.Location(b.Zone()))
	when := "at " + at.Format("15:04")
	if req.Person.Today(latest.At, b.Zone()) != req.Today {
		when = at.Format("on Monday 2 January at 15:04")
	}
	return fmt.Sprintf("%s published version %d %s. I kept your changes. Look through them again.", who, latest.Version, when)
}

// owned wraps a handler so that only the playbook's owners reach it.
func (b *Bot) owned(do handler) handler {
	return func(ctx context.Context, req request) (any, error) {
		owner, err := b.owns(ctx, req)
		if err != nil {
			return nil, err
		}
		if !owner {
			return b.notOwner(ctx, req)
		}
		return do(ctx, req)
	}
}

// notOwner answers everybody else, and names the owners.
func (b *Bot) notOwner(ctx context.Context, req request) (any, error) {
	b.refused(ctx, req, "playbook")
	owners, err := b.owners(ctx, req.Roster)
	if err != nil {
		return nil, err
	}
	var people []practice.Person
	for _, id := range owners {
		people = append(people, req.Roster.Person(id))
	}
	return view.OwnersOnly(people), nil
}

// changePlaybookButton opens the list of practices, or goes back to it.
func (b *Bot) changePlaybookButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	list := r.list(req)
	if req.View.ID != "" {
		return b.update(ctx, req, list)
	}
	return nil, b.open(ctx, req, list)
}

// list draws the practices with the draft's changes.
func (r revision) list(req request) slack.ModalViewRequest {
	return view.Playbook(view.PlaybookFacts{Version: r.Over.Version, Next: r.File, Held: r.Next, Changes: r.Changes, Today: req.Today, Note: r.note})
}

// changePracticeButton puts the form for a practice on top of the list.
func (b *Bot) changePracticeButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	p, ok := r.latest(req.Value)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook. Open the list again with /coach playbook."}}
	}
	_, err = b.api.PushViewContext(ctx, req.trigger, view.Practice(r.practiceFacts(req, p, p.Rhythm, 0)))
	return nil, shown(err)
}

// latest returns a practice with the draft's changes.
func (r revision) latest(key string) (*practice.Practice, bool) {
	return find(r.File, key)
}

func find(pb *practice.Playbook, key string) (*practice.Practice, bool) {
	all := pb.Latest()
	i := slices.IndexFunc(all, func(p *practice.Practice) bool { return p.Key == key })
	if i < 0 {
		return nil, false
	}
	return all[i], true
}

func (r revision) practiceFacts(req request, p *practice.Practice, rhythm cadence.Rhythm, redrawn int) view.PracticeFacts {
	f := view.PracticeFacts{Version: r.Over.Version, Practice: p, Rhythm: rhythm, Today: req.Today, Redrawn: redrawn, Helps: r.Edit(p.Key).Helps}
	if p.From > req.Today { // a day in the past is when the present version began
		f.From = p.From
	}
	before, _ := find(r.Over.InForce, p.Key)
	f.Starts = func(rhythm cadence.Rhythm) view.Start {
		new := *p
		new.Rhythm, new.Enabled = rhythm, true
		return view.Start{Next: r.Next.NextStart(&new, req.Today), NoHole: r.Next.ProposedStart(before, &new, req.Today)}
	}
	return f
}

// chooseRhythm redraws the due days after a rhythm was chosen in the form for a
// practice. Other input stays.
func (b *Bot) chooseRhythm(ctx context.Context, req request) (any, error) {
	rhythm, key, redrawn, err := view.RhythmChosen(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	p, ok := r.latest(key)
	if !ok || rhythm.Cadence == "" {
		return nil, nil
	}
	return b.update(ctx, req, view.Practice(r.practiceFacts(req, p, rhythm, redrawn+1)))
}

// submitPractice stores the changes of a form for a practice in the owner's
// draft, closes the form and updates the list below it.
func (b *Bot) submitPractice(ctx context.Context, req request) (any, error) {
	key, err := view.PracticeChosen(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	published, ok := find(r.Over.File, key)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook. Close this and open the list again."}}
	}
	choice, err := view.ParsePractice(req.View, published)
	if err != nil {
		return nil, err
	}
	if choice.From != 0 && choice.From < req.Today {
		return nil, practice.Problems{{Field: view.PathFrom, Text: "Pick today or a later day. The past can't be changed."}}
	}
	choice.Words = r.Edit(key).Words // which has a form of its own
	r.keep(choice)
	if err := r.Check(); err != nil {
		return nil, atFields(key, err)
	}
	return b.keepDraft(ctx, req, r, req.View.RootViewID)
}

// atFields assigns the problems of a changed practice to the inputs of its
// form.
func atFields(key string, err error) error {
	ps, ok := errors.AsType[practice.Problems](err)
	if !ok {
		return err
	}
	ps = slices.Clone(ps)
	for i := range ps {
		ps[i].Field = view.PracticePath(strings.TrimPrefix(ps[i].Field, key+"."))
	}
	return ps
}

// keep adds a choice to the draft, in place of an earlier one.
func (r *revision) keep(c view.Choice) {
	r.Change(c.Edit)
	if c.Key == practice.RecognitionKey {
		r.Edits.Values = c.Values
	}
}

// dropChangeButton drops the change of one practice, or of what stands over them
// all.
func (b *Bot) dropChangeButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	if req.Value == "" {
		r.Edits.Purpose = nil
	}
	r.keep(view.Choice{Edit: practice.Edit{Key: req.Value}})
	return b.keepDraft(ctx, req, r, req.View.ID)
}

// keepDraft stores a draft and redraws the list.
func (b *Bot) keepDraft(ctx context.Context, req request, r revision, list string) (any, error) {
	if err := r.Save(ctx, b.Store, req.Person.ID); err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	_, err = b.api.UpdateViewContext(ctx, r.list(req), "", "", list)
	return nil, delivery.Reasons(err)
}
