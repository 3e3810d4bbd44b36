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
	"coach/store"
)

// A revision is the playbook as it stands, and as an owner's draft would have
// it.
type revision struct {
	version  int                // that stands
	file     *practice.Playbook // its file
	standing *practice.Playbook // what it says together with those before
	edits    practice.Edits
	source   []byte             // the next file
	nextFile *practice.Playbook // the same, read
	next     *practice.Playbook // what it says together with those before
	told     *practice.Playbook // what people were told of; nil for nothing yet
	changes  []practice.Change
	note     string // what the owner should know first
}

// revision reads an owner's draft. One that starts from a playbook which does
// not stand any more is brought up to date: the changes are kept.
func (b *Bot) revision(ctx context.Context, req request) (r revision, err error) {
	draft, err := b.Store.Draft(ctx, req.Person.ID)
	if err != nil {
		return r, err
	}
	pubs, err := b.Store.Publications(ctx)
	if err != nil {
		return r, err
	}
	last := pubs[len(pubs)-1]
	r.version, r.file, r.standing, r.edits = last.Version, last.Playbook, practice.Timeline(pubs), draft.Edits
	if draft.Version != 0 && draft.Version != r.version {
		if r.note, err = b.meanwhile(ctx, req, r.version); err != nil {
			return r, err
		}
		if err := b.Store.SaveDraft(ctx, req.Person.ID, store.Draft{Version: r.version, Edits: r.edits}); err != nil {
			return r, err
		}
	}
	source, err := b.Store.Source(ctx, r.version)
	if err != nil {
		return r, err
	}
	if r.source, err = practice.Apply(r.edits, draftName, source); err != nil { // what it is about is gone, or it fits no more
		r.edits, r.source = fitting(r.edits, source)
		r.note = strings.TrimSpace(r.note + " Some of your changes no longer fit the playbook and are left out.")
		if err := b.Store.SaveDraft(ctx, req.Person.ID, store.Draft{Version: r.version, Edits: r.edits}); err != nil {
			return r, err
		}
	}
	if r.nextFile, err = practice.Load(draftName, r.source); err != nil {
		return r, fmt.Errorf("draft of the playbook: %w", err)
	}
	next := practice.Publication{Version: r.version + 1, Playbook: r.nextFile, On: b.Store.Today(req.Now)}
	r.next = practice.Timeline(append(slices.Clone(pubs), next))
	r.changes = practice.Compare(r.file, r.nextFile)
	r.told, _, _, err = b.Store.Novel(ctx, r.version, r.version)
	return r, err
}

const draftName = "your changes"

// fitting are those of some edits that the file takes, one by one.
func fitting(edits practice.Edits, source []byte) (practice.Edits, []byte) {
	kept := practice.Edits{}
	for i := range len(edits.Practices) + 1 {
		try := kept
		if i < len(edits.Practices) {
			try.Practices = append(slices.Clone(kept.Practices), edits.Practices[i])
		} else {
			try.Values = edits.Values
		}
		if _, err := practice.Apply(try, draftName, source); err == nil {
			kept = try
		}
	}
	if next, err := practice.Apply(kept, draftName, source); err == nil {
		return kept, next
	}
	return practice.Edits{}, source
}

// meanwhile says who published or took back a version since the owner began.
func (b *Bot) meanwhile(ctx context.Context, req request, version int) (string, error) {
	history, err := b.Store.History(ctx)
	if err != nil || len(history) == 0 {
		return "", err
	}
	latest := history[0]
	if latest.Undone {
		return fmt.Sprintf("Version %d was taken back, and version %d stands again. Your changes are kept: look at them again.", latest.Version, version), nil
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
	return fmt.Sprintf("%s published version %d %s. Your changes are kept: look at them again.", who, latest.Version, when), nil
}

// owned makes a handler that only the playbook's owners get to use.
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

// notOwner says who changes the playbook.
func (b *Bot) notOwner(ctx context.Context, req request) (any, error) {
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

// list draws the practices as the draft has them.
func (r revision) list(req request) slack.ModalViewRequest {
	return view.Playbook(view.PlaybookFacts{Version: r.version, Next: r.nextFile, Held: r.next, Changes: r.changes, Today: req.Today, Note: r.note})
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

// latest is a practice as the draft has it.
func (r revision) latest(key string) (*practice.Practice, bool) {
	return find(r.nextFile, key)
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
	f := view.PracticeFacts{Version: r.version, Practice: p, Rhythm: rhythm, Today: req.Today, Redrawn: redrawn}
	if p.From > req.Today { // a day that has passed says when what is expected now began
		f.From = p.From
	}
	before, _ := find(r.standing, p.Key)
	f.Starts = func(rhythm cadence.Rhythm) view.Start {
		new := *p
		new.Rhythm, new.Enabled = rhythm, true
		return view.Start{Next: r.next.NextStart(&new, req.Today), NoHole: r.next.ProposedStart(before, &new, req.Today)}
	}
	return f
}

// editOf is where a practice's edit stands in the draft, or -1.
func (r revision) editOf(key string) int {
	return slices.IndexFunc(r.edits.Practices, func(e practice.Edit) bool { return e.Key == key })
}

// chooseRhythm offers the days that suit what was chosen in the form for a
// practice. What else was changed there stays.
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

// submitPractice keeps what a form for a practice says in the owner's draft,
// and closes it over a list that shows it.
func (b *Bot) submitPractice(ctx context.Context, req request) (any, error) {
	key, err := view.PracticeChosen(req.View)
	if err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	published, ok := find(r.file, key)
	if !ok {
		return nil, practice.Problems{{Text: "This practice is no longer part of the playbook. Close this and open the list again."}}
	}
	choice, err := view.ParsePractice(req.View, published)
	if err != nil {
		return nil, err
	}
	if choice.From != 0 && choice.From < req.Today {
		return nil, practice.Problems{{Field: view.PathFrom, Text: "Pick today or a later day: what was expected before stays as it was."}}
	}
	r.keep(choice)
	source, err := b.Store.Source(ctx, r.version)
	if err != nil {
		return nil, err
	}
	if _, err := practice.Apply(r.edits, draftName, source); err != nil {
		return nil, atFields(key, err)
	}
	return b.keepDraft(ctx, req, r.edits, r.version, req.View.RootViewID)
}

// atFields puts what is wrong with a practice's edit at the inputs of its form.
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

// keep puts a choice into the draft, in place of an earlier one.
func (r *revision) keep(c view.Choice) {
	r.edits.Practices = slices.Clone(r.edits.Practices)
	if i := r.editOf(c.Key); i >= 0 {
		r.edits.Practices = slices.Delete(r.edits.Practices, i, i+1)
	}
	if !c.IsZero() {
		r.edits.Practices = append(r.edits.Practices, c.Edit)
	}
	if c.Key == practice.RecognitionKey {
		r.edits.Values = c.Values
	}
}

// dropChangeButton drops the change of one practice.
func (b *Bot) dropChangeButton(ctx context.Context, req request) (any, error) {
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	r.keep(view.Choice{Edit: practice.Edit{Key: req.Value}})
	return b.keepDraft(ctx, req, r.edits, r.version, req.View.ID)
}

// keepDraft stores a draft and shows it in the list.
func (b *Bot) keepDraft(ctx context.Context, req request, edits practice.Edits, version int, list string) (any, error) {
	if err := b.Store.SaveDraft(ctx, req.Person.ID, store.Draft{Version: version, Edits: edits}); err != nil {
		return nil, err
	}
	r, err := b.revision(ctx, req)
	if err != nil {
		return nil, err
	}
	_, err = b.api.UpdateViewContext(ctx, r.list(req), "", "", list)
	return nil, delivery.Reasons(err)
}
