package store

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"coach/practice"
)

// plainDetail is all that a line of the audit may say besides its deed: numbers
// of people and things, keys of practices and names of fields.
var plainDetail = regexp.MustCompile(`^(|everything|[0-9]+ rows|playbook version [0-9]+|entry [0-9]+|settings|playbook|report of (me|team|company|person [0-9]+)` +
	`|(me|team|company|person [0-9]+)( as person [0-9]+)?|person [0-9]+(, with private answers about them| under person [0-9]+| for person [0-9]+)?` +
	`|[a-z_]+ of person [0-9]+, occurrence [0-9]+|digest [0-9]+( about person [0-9]+)?(: [a-z, ]+)?|table of (digest [0-9]+|the report about (person [0-9]+|the team|the company))` +
	`|keeping [a-z, ]+|((channel|digest|friday|recognition|slot|zone)(, )?)+)$`)

// A done is a deed with what does it.
type done struct {
	practice.Deed
	do func() error
}

// Whatever is done, and whatever words, days and reasons come with it, the audit
// has a deed that is known, and of the rest only what leads to it.
func TestTheAuditHasNobodysWords(t *testing.T) {
	c := newCrew(t)
	c.plan(t, thursday, c.ben)
	some := append(slices.Concat(c.ofTeams(t), c.ofOthers(t), c.ofOwners(t), c.ofFiles(t)),
		done{practice.DeedErased, func() error { return c.Erase(t.Context(), c.dan, c.ana, nil, noon) }})
	missing := slices.Clone(practice.Deeds)
	for _, d := range some {
		before, err := c.AuditBefore(t.Context(), 1<<62, 1)
		ok(t, err)
		if err := d.do(); err != nil {
			t.Fatalf("%s: %v", d.Deed, err)
		}
		lines, err := c.AuditSince(t.Context(), time.Time{}, before[0].ID, 100)
		ok(t, err)
		if len(lines) == 0 || lines[len(lines)-1].Deed != d.Deed {
			t.Errorf("%s leaves %+v", d.Deed, lines)
		}
		for _, l := range lines {
			if !l.Deed.IsKnown() || !plainDetail.MatchString(l.Detail) || l.At.IsZero() {
				t.Errorf("%s: the audit has %+v", d.Deed, l)
			}
		}
		missing = slices.DeleteFunc(missing, func(other practice.Deed) bool { return other == d.Deed })
	}
	if slices.Contains(c.tablesWith(t, "Zanzibar"), "audit.detail") {
		t.Error("the audit has somebody's words")
	}
	// Setting up comes before there is a company, and other tests edit entries and follow profiles.
	if want := []practice.Deed{practice.DeedClaimedSetUp, practice.DeedFinishedSetUp, practice.DeedEditedEntry, practice.DeedFollowedProfile}; !slices.Equal(missing, want) {
		t.Errorf("nothing here does %q", missing)
	}
}

// The same refusal is in the audit once an hour, and another beside it.
func TestRefusalsDoNotFlood(t *testing.T) {
	c := newCompany(t)
	for minute := range 90 {
		for _, who := range []practice.PersonID{c.cora, c.dan} {
			ok(t, c.RecordRefusal(t.Context(), who, "settings", noon.Add(time.Duration(minute)*time.Minute)))
		}
		ok(t, c.RecordRefusal(t.Context(), c.cora, "playbook", noon.Add(time.Duration(minute)*time.Minute)))
	}
	said := map[string]int{}
	lines, err := c.AuditSince(t.Context(), noon, 0, 100)
	ok(t, err)
	for _, l := range lines {
		if l.Deed == practice.DeedRefused {
			said[fmt.Sprint(l.By, " ", l.Detail)]++
		}
	}
	want := map[string]int{fmt.Sprint(c.cora, " settings"): 2, fmt.Sprint(c.dan, " settings"): 2, fmt.Sprint(c.cora, " playbook"): 2}
	if !maps.Equal(said, want) {
		t.Errorf("the audit has %v, want %v", said, want)
	}
}

// ofTeams are deeds with who leads whom.
func (c crew) ofTeams(t *testing.T) []done {
	ctx := t.Context()
	standIn := practice.StandIn{Request: "S1", Manager: c.ben, Person: c.ana, From: friday, To: friday + 3, NamedAt: noon}
	return []done{
		{practice.DeedChangedTeam, func() error {
			return c.SetTeam(ctx, practice.TeamSettings{Manager: c.ben, Channel: "C7", Slot: practice.Slot{Set: true, Day: time.Monday, Where: "Zanzibar"}}, noon)
		}},
		{practice.DeedClaimedPeople, func() error { c.claim(t, c.bea, c.gus); return nil }},
		{practice.DeedWithdrewClaim, func() error {
			by, _, err := c.Claims(ctx, c.bea)
			return errors.Join(err, c.WithdrawClaim(ctx, by[0].ID, c.bea, noon))
		}},
		{practice.DeedConfirmedClaim, func() error { c.answer(t, c.claim(t, c.bea, c.hal), c.hal, true); return nil }},
		{practice.DeedEndedLine, func() error { return c.EndTeamLine(ctx, c.bea, c.hal, c.hal, friday, noon) }},
		{practice.DeedNamedStandIn, func() (err error) { standIn, err = c.NameStandIn(ctx, standIn, thursday); return err }},
		{practice.DeedEndedStandIn, func() error { _, err := c.EndStandIn(ctx, standIn.ID, c.ana, friday, noon); return err }},
	}
}

// ofOthers are what somebody does on another's behalf, or reads of them.
func (c crew) ofOthers(t *testing.T) []done {
	ctx := t.Context()
	o := c.about(t, c.ben, "visit", c.cora)
	var l practice.Leave
	return []done{
		{practice.DeedExcused, func() error {
			_, err := c.Excuse(ctx, o.ID, practice.Excuse{By: c.ana, Reason: "other", Detail: "Zanzibar"}, noon)
			return err
		}},
		{practice.DeedTookExcuseBack, func() error { _, err := c.TakeBackExcuse(ctx, c.ana, o.ID, noon); return err }},
		{practice.DeedNotedLeave, func() (err error) {
			l, err = c.TakeLeave(ctx, practice.Leave{Person: c.cora, From: friday, To: friday + 3, KnownOn: thursday, NotedBy: c.ben}, noon)
			return err
		}},
		{practice.DeedEndedLeave, func() error { _, err := c.EndLeave(ctx, l.ID, c.ben, thursday, noon); return err }},
		{practice.DeedExplained, func() error { return c.RecordReading(ctx, 0, practice.DeedExplained, c.ben, noon) }},
		{practice.DeedReadReport, func() error { return c.RecordReport(ctx, c.ana, "team", noon) }},
		{practice.DeedRefused, func() error { return c.RecordRefusal(ctx, c.cora, "settings", noon) }},
	}
}

// ofOwners are what owners of the playbook do.
func (c crew) ofOwners(t *testing.T) []done {
	ctx := t.Context()
	sub, version := c.weekly("C1"), 0
	return []done{
		{practice.DeedAddedOwner, func() error {
			return errors.Join(c.AddOwner(ctx, c.ana, c.ana, nil, noon), c.AddOwner(ctx, c.ben, c.ana, []practice.PersonID{c.ana}, noon))
		}},
		{practice.DeedRemovedOwner, func() error { return c.RemoveOwner(ctx, c.ben, c.ana, []practice.PersonID{c.ana}, nil, noon) }},
		{practice.DeedChangedSettings, func() error {
			return c.ChangeSettings(ctx, practice.Settings{Recognition: "C9", Zone: "Europe/Berlin"}, Edition{}, c.ana, noon)
		}},
		{practice.DeedChangedSettings, func() error {
			return c.ChangeKeeping(ctx, practice.Keeping{practice.KeepNotes: 6, practice.KeepLeave: 24}, c.ana, noon)
		}},
		{practice.DeedAddedDigest, func() (err error) { sub, err = c.Subscribe(ctx, sub, c.ana, noon); return err }},
		{practice.DeedChangedDigest, func() error {
			late := sub
			late.At += 60
			return c.ChangeSubscription(ctx, sub, late, c.ana, noon)
		}},
		{practice.DeedStoppedDigest, func() error { return c.StopSubscription(ctx, sub.ID, c.ana, noon) }},
		{practice.DeedPublished, func() (err error) {
			version, err = c.Publish(ctx, []byte(strings.Replace(string(playbookYAML), "name: ", "name: Zanzibar ", 1)), friday, noon, c.ana)
			return err
		}},
		{practice.DeedTookBack, func() error { return c.Unpublish(ctx, version, c.ana, noon) }},
	}
}

// ofFiles are what comes in and goes out.
func (c crew) ofFiles(t *testing.T) []done {
	ctx := t.Context()
	var all []done
	for _, d := range []practice.Deed{practice.DeedImportedPeople, practice.DeedImportedLeave, practice.DeedImportedHolidays} {
		all = append(all, done{d, func() error { return c.RecordImport(ctx, d, 5, noon) }})
	}
	for i, f := range []practice.FileAsked{{Digest: &practice.Digest{Subscription: 1, On: monday}}, {Report: &practice.ReportAsked{Scope: "team"}}, {Report: &practice.ReportAsked{Scope: "manager", Root: c.cora}}} {
		f.Request, f.Person = fmt.Sprint("F", i), []practice.PersonID{c.ana, c.bea, c.ben}[i]
		all = append(all, done{practice.DeedExported, func() error { return c.AskFile(ctx, f, noon) }})
	}
	return append(all, done{practice.DeedExported, func() error { return c.RecordExport(ctx, c.ana, c.ben, true, noon) }})
}

// The last owner is never removed, and of two who remove each other one stays.
// The others hear of each change once.
func TestSomebodyOwnsThePlaybook(t *testing.T) {
	c := newCrew(t)
	ctx := t.Context()
	ok(t, c.AddOwner(ctx, c.ana, c.ana, nil, noon))
	if err := c.RemoveOwner(ctx, c.ana, c.ana, nil, nil, noon); !errors.Is(err, ErrLastOwner) {
		t.Errorf("the only owner is removed: %v", err)
	}
	for range 2 {
		ok(t, c.AddOwner(ctx, c.ben, c.ana, []practice.PersonID{c.ana}, noon))
	}
	ok(t, c.RemoveOwner(ctx, c.ben, c.ana, []practice.PersonID{c.ana}, []practice.PersonID{c.ana}, noon))
	if err := c.RemoveOwner(ctx, c.ana, c.ben, []practice.PersonID{c.ben}, []practice.PersonID{c.ben}, noon); !errors.Is(err, ErrLastOwner) {
		t.Errorf("two who remove each other are both removed: %v", err)
	}
	owners, err := c.Owners(ctx)
	ok(t, err)
	var told int
	ok(t, c.read.QueryRowContext(ctx, `SELECT count(*) FROM outbox WHERE key LIKE 'owner_changed/%'`).Scan(&told))
	if !slices.Equal(owners, []practice.PersonID{c.ana}) || told != 2 { // Ben, of each
		t.Errorf("%v own the playbook, and %d messages say so", owners, told)
	}
}
