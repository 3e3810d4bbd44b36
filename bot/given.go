package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"coach/practice"
	"coach/store"
)

// A Given is the settings given where coach runs (by flags or environment
// variables), with names as the operator wrote them. They take precedence over
// settings chosen in Slack.
type Given struct {
	Recognition string                // a channel, by ID or name
	Digest      practice.Subscription // its channel by ID or name
	DigestRoot  string                // the lower-case email of the digest's root
	Zone        string                // IANA name
}

// The environment variables that name a channel or people.
const (
	recognitionSetting = "COACH_RECOGNITION_CHANNEL"
	digestSetting      = "COACH_DIGEST_CHANNEL"
	rootSetting        = "COACH_DIGEST_ROOT"
	ownersSetting      = "COACH_OWNERS"
)

var (
	errNoRoot  = errors.New("the digest's root person is not in the people file. Import them with `coach people import` and start again")
	errNoOwner = errors.New(ownersSetting + " matches nobody in this workspace. Use the emails that Slack has, or leave it empty to let an admin of the workspace set coach up")
)

// A resolver finds the channels and people behind the names that the operator
// gave. It stores the ID that a name once had: a channel that was renamed or
// archived, or a person with another address, does not prevent coach from
// starting.
type resolver struct {
	*Bot
	roster      *practice.Roster
	before, now map[string]string // IDs by setting and name, as the last start found them and as this one does
	ready       bool              // coach was set up before it started
}

// Configure checks the operator's settings and applies them. It reports whether
// coach is set up. A name that had a meaning at the last start, and has none
// any more, does not stop coach: the operator's log says what to do.
func (b *Bot) Configure(ctx context.Context, g Given) (ready bool, err error) {
	was, _, err := b.Store.Settings(ctx)
	if err != nil {
		return false, err
	}
	r := resolver{Bot: b, now: map[string]string{}, ready: was.Ready()}
	if r.before, err = b.Store.Names(ctx); err != nil {
		return false, err
	}
	if r.roster, err = b.Store.Roster(ctx); err != nil {
		return false, err
	}
	fixed, err := r.settings(ctx, g)
	if err != nil {
		return false, err
	}
	if err := r.owners(ctx); err != nil {
		return false, err
	}
	if !maps.Equal(r.before, r.now) {
		if err := b.Store.KeepNames(ctx, r.now); err != nil {
			return false, err
		}
	}
	if err := b.Store.Fix(ctx, fixed); err != nil {
		return false, err
	}
	now, _, err := b.Store.Settings(ctx)
	if err != nil {
		return false, err
	}
	b.checkChosen(ctx, now, fixed)
	return now.Ready(), nil
}

// settings returns the operator's settings, with IDs in place of names.
func (r resolver) settings(ctx context.Context, g Given) (fixed practice.Settings, err error) {
	fixed.Zone = g.Zone
	if g.Recognition != "" {
		if fixed.Recognition, err = r.channel(ctx, recognitionSetting, g.Recognition); err != nil {
			return fixed, fmt.Errorf("recognition channel: %w", err)
		}
	}
	if g.Digest.Channel == "" {
		return fixed, nil
	}
	fixed.Digest = g.Digest
	if fixed.Digest.Root, err = r.person(ctx, rootSetting, g.DigestRoot); err != nil {
		return fixed, err
	}
	if fixed.Digest.Root == 0 {
		return fixed, fmt.Errorf("digest: %w", errNoRoot)
	}
	if fixed.Digest.Channel, err = r.channel(ctx, digestSetting, g.Digest.Channel); err != nil {
		return fixed, fmt.Errorf("digest channel: %w", err)
	}
	return fixed, nil
}

// channel returns the ID of a channel that a setting names.
func (r resolver) channel(ctx context.Context, setting, name string) (id string, err error) {
	key := setting + " " + channelName(name)
	if id = r.before[key]; id == "" {
		c, err := r.Bot.channel(ctx, name)
		if err != nil {
			return "", err
		}
		r.now[key] = c.ID
		return c.ID, nil
	}
	r.now[key] = id
	c, err := r.channelInfo(ctx, id)
	if err == nil {
		err = r.enterPatiently(ctx, c)
	} else {
		err = fmt.Errorf("coach can no longer see the channel %s (%w). Invite it with /invite @coach, or choose another channel", name, err)
	}
	switch {
	case ctx.Err() != nil || errors.Is(err, errNoSlack):
		return id, err
	case err != nil:
		r.say("%s: %v. Until then, nothing is posted there.", setting, err)
	case c.Name != channelName(name) && c.ID != name:
		r.say("The channel that %s calls %s is now named #%s, and coach still uses it. To match the new name, change it to %s.", setting, name, c.Name, id)
	}
	return id, nil
}

// person returns the person that a setting names by email; nobody if it has
// never named a known person.
func (r resolver) person(ctx context.Context, setting, email string) (practice.PersonID, error) {
	key := setting + " " + email
	p, err := r.Store.PersonByEmail(ctx, email)
	if errors.Is(err, store.ErrNotFound) {
		kept, unknown := strconv.ParseInt(r.before[key], 10, 64)
		if unknown != nil {
			return 0, nil
		}
		p, err = r.roster.Person(practice.PersonID(kept)), nil
	}
	switch {
	case err != nil:
		return 0, err
	case p.Account == practice.Gone:
		r.say("%s names somebody whose account is closed. Name somebody else.", setting)
	case p.Email != "" && p.Email != email:
		r.say("%s names somebody by an email that is no longer theirs. coach still means that person. Change it to their new email.", setting)
	}
	r.now[key] = strconv.FormatInt(int64(p.ID), 10)
	return p.ID, nil
}

// owners finds the people named as owners of the playbook. Before coach is set
// up at least one must be found, since nobody else may set it up.
func (r resolver) owners(ctx context.Context) error {
	if len(r.Owners) == 0 {
		return nil
	}
	found := false
	for _, email := range slices.Clone(r.Owners) {
		id, err := r.person(ctx, ownersSetting, email)
		if err != nil {
			return err
		}
		p := r.roster.Person(id)
		if p.Email != "" && p.Email != email {
			r.Owners = append(r.Owners, p.Email)
		}
		found = found || p.Account == practice.Member && id != 0
	}
	switch {
	case found:
	case r.ready:
		r.say("%s no longer matches anybody in this workspace, so nobody can change the playbook or settings. Use the emails that Slack has.", ownersSetting)
	default:
		return errNoOwner
	}
	return nil
}

// checkChosen logs the channels, of those chosen in Slack, that accept no
// posts.
func (b *Bot) checkChosen(ctx context.Context, now, fixed practice.Settings) {
	for _, chosen := range []struct{ name, channel, fixed string }{
		{"shout-outs", now.Recognition, fixed.Recognition},
		{"the digest", now.Digest.Channel, fixed.Digest.Channel},
	} {
		if chosen.channel == "" || chosen.channel == chosen.fixed {
			continue
		}
		if _, err := b.channel(ctx, chosen.channel); err != nil {
			b.say("The channel for %s: %v. An owner of the playbook can do that with /coach settings.", chosen.name, err)
		}
	}
}
