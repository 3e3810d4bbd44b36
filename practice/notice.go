package practice

import (
	"fmt"
	"time"

	"coach/cadence"
)

// A Notice is a message that coach sends of its own accord. It holds an
// identity, not words: its words are made when it is sent, from what is true
// then. Two notices with the same key are the same notice, and it is sent
// once.
type Notice interface {
	Key() string
	Kind() NoticeKind
	sealed()
}

// A NoticeKind is the set of limits on when a notice may be sent.
type NoticeKind string

// The kinds of notice.
const (
	KindBundle       NoticeKind = "bundle"       // coach starts it: one message a person and working day
	KindAnswer       NoticeKind = "answer"       // somebody waits for it: goes first when its author has a turn, no cap
	KindSubscription NoticeKind = "subscription" // a digest
	KindConcern      NoticeKind = "concern"      // what is wrong with coach itself: one a person and day
)

// A Bundle is the one message of a person's working morning.
type Bundle struct {
	Person    PersonID
	On        cadence.Date
	Reminders [][]OccurrenceID `json:"Touches"` // a line each, at most MaxReminders; stored under its first name
	More      int              // how many lines there was no room for
	News      []OccurrenceID   `json:",omitempty"` // occurrences that changed since a message named them
	Playbook  int              `json:",omitempty"` // the version it announces; 0 for none
	Since     int              `json:",omitempty"` // the version announced to them before

	Monday   bool            `json:",omitempty"` // it is the plan of a week, and not of a day
	Week     []OccurrenceID  `json:",omitempty"` // the occurrences in the plan of the week
	Requests []TimeRequestID `json:",omitempty"` // who asks for the person's time
	Plans    []EntryID       `json:",omitempty"` // sessions whose plan the person is to write or to agree
	Steps    []ActionID      `json:",omitempty"` // own steps due today or on the next working day
	ToTake   []ObstacleID    `json:",omitempty"` // that wait for the person to take them, or to name an owner
	Owned    []ObstacleID    `json:",omitempty"` // the person's own that are due, or overdue
	Topics   OccurrenceID    `json:",omitempty"` // the 1:1 for which topics are asked for
	Agenda   cadence.Date    `json:",omitempty"` // the day of the team meeting whose agenda is offered
	Pattern  *Pattern        `json:",omitempty"` // what has stopped happening, to ask why
	Quarter  cadence.Date    `json:",omitempty"` // the first day of the quarter in which that is asked once
	Quiet    cadence.Date    `json:",omitempty"` // it is said that only Monday's message comes until this day
	Sessions []SessionID     `json:",omitempty"` // that the person delivers today or on the next working day
	Question *Question       `json:",omitempty"` // of coach's own
	Ask      AskID           `json:",omitempty"` // the entry of which the person is asked whether it matches
	Visits   []VisitID       `json:",omitempty"` // whose day it is: a leader sits in on a session that the person is in
	With     *Digest         `json:",omitempty"` // the digest that carries it; nil for a message of its own
}

// A Shoutout is a recognition shared in the channel.
type Shoutout struct{ Entry EntryID }

// A Thanks is the message of a private recognition to one of its recipients.
type Thanks struct {
	Entry EntryID
	To    PersonID
}

// An Unshared is the message to the author of a recognition that could not be
// posted in the channel.
type Unshared struct {
	Entry    EntryID
	Archived bool // the channel is archived
	Shared   bool // it is shared with another company by now; if neither, coach may not post there
}

// A ClaimAsk is the question to a person whether they report to the manager
// who claims so.
type ClaimAsk struct{ Claim ClaimID }

// A ClaimAnswer is the message to a manager with the answer to their claim.
type ClaimAnswer struct{ Claim ClaimID }

// An Excusal is the message to a performer that their leader excused an
// occurrence, and why.
type Excusal struct{ Occurrence OccurrenceID }

// A Reassigned is the message to somebody whom an entry was about until its
// author edited it.
type Reassigned struct {
	Entry EntryID
	To    PersonID
	On    cadence.Date // the day it was said to have happened
	Edit  int          // the number of the edit
}

// A LeaveNoted is the message to a person that somebody else noted leave for
// them.
type LeaveNoted struct{ Leave LeaveID }

// A Suggested is the message to an owner of the playbook with a suggested
// change.
type Suggested struct {
	Suggestion SuggestionID
	To         PersonID
}

// A FocusEnd is the message to one of a pair that a session has found their
// focus reached.
type FocusEnd struct {
	Focus FocusID
	To    PersonID
}

// A TimePlanned is the message to a report that their manager has planned the
// time they asked for.
type TimePlanned struct {
	Request TimeRequestID
	On      cadence.Date
}

// A TimeAnswered is the message to a report with what became of the time they
// asked for.
type TimeAnswered struct{ Request TimeRequestID }

// A Digest is the weekly message about the tree of a subscription's root.
type Digest struct {
	Subscription SubscriptionID
	On           cadence.Date
}

// An OwnerNews is the message to an owner of the playbook about concerns with
// coach itself; where nobody owns it, to an admin of the workspace.
type OwnerNews struct {
	To       PersonID
	On       cadence.Date
	Concerns []Concern
}

// Key is one a person and day.
func (b Bundle) Key() string { return fmt.Sprintf("bundle/%d/%s", b.Person, b.On) }

// Key is one an entry.
func (s Shoutout) Key() string { return fmt.Sprintf("shoutout/%d", s.Entry) }

// Key is one an entry and recipient.
func (t Thanks) Key() string { return fmt.Sprintf("thanks/%d/%d", t.Entry, t.To) }

// Key is one an entry.
func (u Unshared) Key() string { return fmt.Sprintf("unshared/%d", u.Entry) }

// Key is one a claim.
func (c ClaimAsk) Key() string { return fmt.Sprintf("claim_ask/%d", c.Claim) }

// Key is one a claim.
func (c ClaimAnswer) Key() string { return fmt.Sprintf("claim_answer/%d", c.Claim) }

// Key is one an occurrence.
func (e Excusal) Key() string { return fmt.Sprintf("excusal/%d", e.Occurrence) }

// Key is one an edit and person.
func (r Reassigned) Key() string { return fmt.Sprintf("reassigned/%d/%d/%d", r.Entry, r.Edit, r.To) }

// Key is one a leave.
func (l LeaveNoted) Key() string { return fmt.Sprintf("leave_noted/%d", l.Leave) }

// Key is one a suggestion and owner.
func (s Suggested) Key() string { return fmt.Sprintf("suggested/%d/%d", s.Suggestion, s.To) }

// Key is one a focus and recipient.
func (f FocusEnd) Key() string { return fmt.Sprintf("focus_end/%d/%d", f.Focus, f.To) }

// Key is one a time request and day.
func (t TimePlanned) Key() string { return fmt.Sprintf("time_planned/%d/%s", t.Request, t.On) }

// Key is one a time request.
func (t TimeAnswered) Key() string { return fmt.Sprintf("time_answered/%d", t.Request) }

// Key is one a subscription and day.
func (d Digest) Key() string { return fmt.Sprintf("digest/%d/%s", d.Subscription, d.On) }

// Key is one a person and day.
func (n OwnerNews) Key() string { return fmt.Sprintf("owner_news/%d/%s", n.To, n.On) }

// Kind is KindConcern.
func (OwnerNews) Kind() NoticeKind { return KindConcern }

// Kind is KindBundle.
func (Bundle) Kind() NoticeKind { return KindBundle }

// Kind is KindAnswer.
func (Shoutout) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (Thanks) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (Unshared) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (ClaimAsk) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (ClaimAnswer) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (Excusal) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (Reassigned) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (LeaveNoted) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (Suggested) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (FocusEnd) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (TimePlanned) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (TimeAnswered) Kind() NoticeKind { return KindAnswer }

// Kind is KindSubscription.
func (Digest) Kind() NoticeKind { return KindSubscription }

func (Bundle) sealed()       {}
func (Shoutout) sealed()     {}
func (Thanks) sealed()       {}
func (Unshared) sealed()     {}
func (ClaimAsk) sealed()     {}
func (ClaimAnswer) sealed()  {}
func (Excusal) sealed()      {}
func (Reassigned) sealed()   {}
func (LeaveNoted) sealed()   {}
func (Suggested) sealed()    {}
func (FocusEnd) sealed()     {}
func (TimePlanned) sealed()  {}
func (TimeAnswered) sealed() {}
func (Digest) sealed()       {}
func (OwnerNews) sealed()    {}

// Causes returns the notices that a newly stored entry makes due.
func Causes(e Entry) []Notice {
	if e.Practice != RecognitionKey {
		return nil
	}
	var thanks []Notice
	if !e.IsPrivate() && !e.Shared.Friday {
		thanks = append(thanks, Shoutout{e.ID})
	}
	for _, to := range e.Privately() {
		thanks = append(thanks, Thanks{e.ID, to})
	}
	return thanks
}

// Shows returns the notices about an entry: those it caused, the question to
// somebody thanked how they like it, and the message to its author if one of
// them could not be posted.
func Shows(e Entry) []Notice {
	shown := append(Causes(e), Unshared{Entry: e.ID})
	for _, to := range e.Recipients() {
		shown = append(shown, ThanksAsk{e.ID, to})
	}
	return shown
}

// A Subscription is a standing order for a digest about the root person's
// tree. Without a channel it comes to the root alone.
type Subscription struct {
	ID      SubscriptionID
	Root    PersonID
	Channel string
	Weekday time.Weekday
	At      cadence.Clock
	Zone    string
}

// The day and the time that are proposed for a digest.
const (
	UsualDigestDay               = time.Monday
	UsualDigestAt  cadence.Clock = 9 * 60
)

// catchUp is how many days after its day a digest is still sent, if it could
// not be sent before: Monday's until Tuesday night.
const catchUp = 1

// Due returns the day whose digest is to be sent at the given instant, if any:
// this week's, from its time on until the end of the next day.
func (s Subscription) Due(now time.Time, zone *time.Location) (cadence.Date, bool) {
	today := cadence.DateOf(now.In(zone))
	day := today - cadence.Date((int(today.Weekday())-int(s.Weekday)+7)%7)
	return day, !now.Before(day.At(s.At, zone)) && today <= day+catchUp
}

// Last returns the day of the latest digest whose time has come at the given
// instant. The zone is for a subscription without one.
func (s Subscription) Last(now time.Time, zone *time.Location) cadence.Date {
	reader := Person{Zone: s.Zone}
	today := reader.Today(now, zone)
	day := today - cadence.Date((int(today.Weekday())-int(s.Weekday)+7)%7)
	if now.Before(day.At(s.At, reader.Location(zone))) {
		day -= 7
	}
	return day
}

// IsDirect reports whether only the root reads the digest.
func (s Subscription) IsDirect(r *Roster) bool {
	return s.Channel == "" || s.Channel == r.Person(s.Root).SlackID
}

// HasDigest reports whether there is anything to tell in a digest about somebody
// on a day: they take part, and lead somebody.
func (r *Roster) HasDigest(root PersonID, on cadence.Date) bool {
	return r.Participates(root, on) && len(r.Reports(root, on)) > 0
}

// After returns the first day of a digest after a day.
func (s Subscription) After(day cadence.Date) cadence.Date {
	return day + 1 + cadence.Date((int(s.Weekday)-int((day+1).Weekday())+7)%7)
}
