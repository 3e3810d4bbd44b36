package practice

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"coach/cadence"
)

// A Concern is a fault in how coach itself is set up, not in anybody's
// coaching, that only the owners of the playbook can mend.
type Concern struct {
	Kind  ConcernKind
	About string `json:",omitempty"` // a channel's ID, a scope, a calendar's name, a person's ID or a date
}

// A ConcernKind is the sort of fault, which decides its remedy.
type ConcernKind string

// The kinds of concern.
const (
	NoMessages       ConcernKind = "no messages"         // Slack takes no direct messages of the app
	NoScope          ConcernKind = "no scope"            // an optional scope is not granted, and was needed
	ManySockets      ConcernKind = "many sockets"        // Slack counts more connections to the app than coach has
	ChannelClosed    ConcernKind = "channel closed"      // coach cannot post in a channel of the organisation
	TeamClosed       ConcernKind = "team channel closed" // coach cannot post in a team's channel
	NoBackup         ConcernKind = "no backup"           // last night's could not be made
	OldBackup        ConcernKind = "old backup"          // the last is older than two nights, and coach makes none itself
	NeverBackedUp    ConcernKind = "never backed up"     // nor does coach do it
	NoOwner          ConcernKind = "no owner"            // none of the owners named in the configuration is in the workspace
	NoDigest         ConcernKind = "no digest"           // the root of a channel's digest takes no part, or leads nobody
	CalendarUnknown  ConcernKind = "calendar unknown"    // people have a calendar that nobody described
	CalendarUnused   ConcernKind = "calendar unused"     // holidays are imported for a calendar that nobody has
	FiscalTableEnds  ConcernKind = "fiscal table ends"   // soon
	FiscalTableEnded ConcernKind = "fiscal table ended"  // monthly and longer rhythms have no further periods
	ProfilesUnread   ConcernKind = "profiles unread"     // managers were to be read from Slack profiles, and no field names them
	ProfilesEmpty    ConcernKind = "profiles empty"      // the field is there, and nobody has filled it in
	ProfilesDoubted  ConcernKind = "profiles doubted"    // some name managers who do not fit; about the day on which the last was found
	ProfilesFollowed ConcernKind = "profiles followed"   // a change that owners hear of; about the first day and the number of people
)

// FilesScope is the optional scope that sending files, and deleting them, needs.
const FilesScope = "files:write"

// tableWarning is how many days before a table of fiscal months ends its
// owners are warned: finance departments take weeks to settle the next year's.
const tableWarning = 60

// Lint returns the concerns about names and tables that lead nowhere:
// calendars of people, of the playbook and of holiday files that do not match,
// a table of fiscal months that ends, a channel's digest about somebody who
// takes no part or leads nobody any more. The playbook is the one in force, without holidays; those are given
// separately, by calendar.
func Lint(pb *Playbook, r *Roster, digests []Subscription, off map[string][]cadence.Date, today cadence.Date) []Concern {
	var found []Concern
	add := func(kind ConcernKind, about string) {
		if c := (Concern{kind, about}); !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	for _, sub := range digests {
		if !sub.IsDirect(r) && !r.HasDigest(sub.Root, today) {
			add(NoDigest, strconv.FormatInt(int64(sub.Root), 10))
		}
	}
	if ends, ok := pb.Fiscal.TableEnd(); ok && ends < today {
		add(FiscalTableEnded, ends.String())
	} else if ok && ends-today <= tableWarning {
		add(FiscalTableEnds, ends.String())
	}
	used := map[string]bool{EveryCalendar: true, DefaultCalendar: true}
	for _, id := range r.People() {
		if r.ParticipatesFrom(id, today) {
			used[r.Person(id).Calendar] = true
		}
	}
	for name := range used {
		_, described := pb.Calendars[name]
		if _, holidays := off[name]; !described && !holidays && name != EveryCalendar && name != DefaultCalendar {
			add(CalendarUnknown, name)
		}
	}
	for name := range off {
		if !used[name] {
			add(CalendarUnused, name)
		}
	}
	slices.SortFunc(found, Concern.compare)
	return found
}

// Concerning returns the concerns as they are about channels: one that a team
// has chosen is that team's to mend, and one that nobody uses any more is none.
func Concerning(found []Concern, s Settings, digests []Subscription, teams []TeamSettings) []Concern {
	var all []Concern
	for _, c := range found {
		organisations := c.About == s.Recognition || slices.ContainsFunc(digests, func(sub Subscription) bool { return sub.Channel == c.About })
		switch {
		case c.Kind != ChannelClosed || organisations:
			all = append(all, c)
		case slices.ContainsFunc(teams, func(t TeamSettings) bool { return t.Channel == c.About }):
			all = append(all, Concern{TeamClosed, c.About})
		}
	}
	return all
}

// Needs reports whether a concern is somebody's to mend: that of a team its
// manager's, any other an owner's of the playbook.
func (c Concern) Needs(who PersonID, owner bool, teams []TeamSettings) bool {
	if c.Kind != TeamClosed {
		return owner
	}
	return slices.ContainsFunc(teams, func(t TeamSettings) bool { return t.Manager == who && t.Channel == c.About })
}

func (c Concern) compare(other Concern) int {
	if c.Kind != other.Kind {
		return slices.Index(concernOrder, c.Kind) - slices.Index(concernOrder, other.Kind)
	}
	if c.About < other.About {
		return -1
	}
	return 1
}

// concernOrder is the order of concerns by urgency: those that keep coach from
// working at all come first.
var concernOrder = []ConcernKind{NoMessages, NoBackup, OldBackup, NeverBackedUp, NoOwner, ManySockets, ChannelClosed, TeamClosed, NoDigest, FiscalTableEnded, FiscalTableEnds, CalendarUnknown, CalendarUnused,
	ProfilesUnread, ProfilesEmpty, ProfilesFollowed, ProfilesDoubted, NoScope}

// Sentence returns the concern and its remedy, in two sentences. A channel is
// named by its ID.
func (c Concern) Sentence(r *Roster) string {
	switch c.Kind {
	case NoMessages:
		return "Slack doesn't let me send direct messages, so nobody hears from me. Whoever manages the Slack app can switch on the Messages tab under App Home."
	case NoScope:
		if c.About == ProfileScope {
			return saysUnread(fmt.Sprintf("I can't read managers from Slack profiles (the scope %s is missing)", c.About), "Whoever manages the Slack app can update it from manifest.yml and install it again.")
		}
		if c.About == FilesScope {
			return fmt.Sprintf("I can't delete a file that I sent a day ago (the scope %s is missing), so it stays in Slack. Whoever manages the Slack app can update it from manifest.yml and install it again.", c.About)
		}
		return fmt.Sprintf("I can't look up whether a message arrived in a channel (the scope %s is missing), so one may come twice. Whoever manages the Slack app can update it from manifest.yml and install it again.", cmp.Or(c.About, "channels:history"))
	case ManySockets:
		return "Slack counts more connections to me than I have, and what people ask may go to one that nobody answers. Whoever runs coach can stop every other copy with the same tokens, and start coach again if there is none."
	case ChannelClosed:
		return fmt.Sprintf("I can no longer post in the channel %s. Let me back in with /invite @coach, or choose another with /coach settings.", c.About)
	case TeamClosed:
		return fmt.Sprintf("I can no longer post in your team's channel %s. Let me back in with /invite @coach, or choose another with /coach team.", c.About)
	case NoBackup:
		return "I couldn't back everything up last night. Whoever runs coach can read the reason in its log; I try again every hour."
	case OldBackup:
		return "Nobody has backed me up for more than two nights. Whoever runs coach can have me do it every night (COACH_BACKUP_DIR), or see to it that coach backup runs."
	case NeverBackedUp:
		return "Nobody has backed me up yet, so what happens to this machine's disk happens to everything I know. Whoever runs coach can have me do it every night (COACH_BACKUP_DIR)."
	case NoOwner:
		return "None of the people in COACH_OWNERS is in this workspace, so nobody can change the playbook or settings. Ask whoever runs coach to put in the emails that Slack has."
	case NoDigest:
		return c.saysNoDigest(r)
	case CalendarUnknown:
		return fmt.Sprintf("The people file gives somebody the calendar “%s”, but there is no such calendar, so they are taken to work Monday to Friday with no holidays. Correct the name, describe the calendar in the playbook, or import its holidays.", c.About)
	case CalendarUnused:
		return fmt.Sprintf("There are holidays for the calendar “%s”, but nobody has that calendar. Give it to people in the people file, or import the holidays under another name.", c.About)
	case FiscalTableEnds:
		return fmt.Sprintf("The playbook's table of fiscal months ends on %s. After that, nothing monthly or quarterly is expected. Add the next year to fiscal_months and publish it.", c.About)
	case FiscalTableEnded:
		return fmt.Sprintf("The playbook's table of fiscal months ended on %s, so nothing monthly or quarterly is expected. Add the next year to fiscal_months and publish it.", c.About)
	}
	return c.saysProfiles()
}

func (c Concern) saysNoDigest(r *Roster) string {
	id, _ := strconv.ParseInt(c.About, 10, 64)
	name := r.Person(PersonID(id)).Name
	if name == "" {
		name = "its person"
	}
	return fmt.Sprintf("I'm not sending the weekly digest about %s, who doesn't take part or leads nobody. Stop it and add one about somebody who does, with /coach settings, or name them where coach runs (COACH_DIGEST_ROOT).", name)
}
