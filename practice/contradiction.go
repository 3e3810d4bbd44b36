package practice

import (
	"cmp"
	"slices"

	"coach/cadence"
)

// A Contradiction is a disagreement between the workspace and the people file
// about one person. Each is reported once, when it is new.
type Contradiction struct {
	Kind   ContradictionKind
	Person PersonID // nobody where it is about the workspace as a whole
	Email  string   // the one in the file, or their name
}

// A ContradictionKind is the sort of disagreement, which decides its remedy.
type ContradictionKind string

// The kinds of contradictions.
const (
	NotFound      ContradictionKind = "not found"      // no account has the address
	OtherCompany  ContradictionKind = "other company"  // the account is a bot's or of another company
	AccountClosed ContradictionKind = "account closed" // the account is closed, and the row goes on
	NewAccount    ContradictionKind = "new account"    // the account is closed, and its address belongs to another
	AddressMoved  ContradictionKind = "address moved"  // the account is open, and the file's address belongs to another
	ManagerGone   ContradictionKind = "manager gone"   // people report to somebody who takes no part any more
	OtherID       ContradictionKind = "other id"       // the row's slack_id is somebody else's
	ManyVanished  ContradictionKind = "many vanished"  // too many accounts are missing at once to be believed
)

// Contradictions returns the disagreements on a day about everybody with a
// reporting line in force: not about people whose last line has ended or whose
// first has not begun.
func Contradictions(known []Known, lines []Line, today cadence.Date) (all []Contradiction) {
	c := contradicting{people: map[PersonID]Known{}, open: map[string]PersonID{}, expected: map[PersonID]bool{}}
	for _, k := range known {
		c.people[k.ID] = k
		if k.Account.Open() && k.Email != "" {
			c.open[k.Email] = k.ID
		}
	}
	managers := map[PersonID]bool{}
	for _, l := range lines {
		if l.On(today) {
			c.expected[l.Report] = true
		}
	}
	for _, l := range lines {
		report := c.people[l.Report]
		if l.On(today) && !l.Dotted && l.Manager != 0 && report.Account != Gone && report.Account != Outside && c.takesNoPart(l.Manager) {
			managers[l.Manager] = true
		}
	}
	for _, k := range known {
		kind := c.about(k)
		if managers[k.ID] && (kind == "" || kind == AccountClosed) {
			kind = ManagerGone
		}
		if kind != "" {
			all = append(all, Contradiction{kind, k.ID, cmp.Or(k.FileEmail, k.Email, k.Name)})
		}
	}
	slices.SortFunc(all, func(a, b Contradiction) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Email, b.Email))
	})
	return all
}

// A contradicting is the data that contradictions are looked for in.
type contradicting struct {
	people   map[PersonID]Known
	open     map[string]PersonID // whose open account has an address
	expected map[PersonID]bool   // whom a line has take part
}

func (c contradicting) takesNoPart(id PersonID) bool {
	s := c.people[id].Account
	return !c.expected[id] || s == Gone || s == Outside
}

// about returns the disagreement about one person, or "".
func (c contradicting) about(k Known) ContradictionKind {
	owner := c.open[k.FileEmail]
	if owner == 0 && k.Account == Gone {
		owner = c.open[k.LostEmail]
	}
	switch {
	case !k.Imported || !c.expected[k.ID]:
		return ""
	case k.Account == Unfound:
		return NotFound
	case k.Account == Outside:
		return OtherCompany
	case k.Account == Gone && owner != 0 && owner != k.ID:
		return NewAccount
	case k.Account == Gone:
		return AccountClosed
	case k.FileEmail != "" && owner != 0 && owner != k.ID:
		return AddressMoved
	}
	return ""
}

// contradictionTexts are the sentences for each disagreement and its remedy,
// to follow the number of people it is about.
var contradictionTexts = map[ContradictionKind]string{
	NotFound:      "Not found in Slack, so they get no messages. Check the email in the people file, or add their slack_id.",
	OtherCompany:  "The account belongs to an app or another company, so it doesn't take part. Correct the email in the people file, or remove the row.",
	AccountClosed: "The account is closed, but they're still in the people file. If they've left, give their row an end_on. If not, have the account reopened.",
	NewAccount: "The account is closed, and a new account has its address. If it's the same person, give the new account the name in the people file " +
		"and import the file again. If it's somebody else, add the new account's slack_id to their row.",
	AddressMoved: "Their address in Slack has changed, and another account now has the old one. Put the new address in the people file.",
	ManagerGone:  "They no longer take part, but people still report to them. Give those people another manager_email.",
	OtherID:      "The slack_id belongs to somebody else who has their own row. Correct one of them.",
	ManyVanished: "Many accounts were missing from Slack's list at once, so nobody was removed. If they've left, give their rows an end_on. If not, there's nothing to do.",
}

// Text returns the disagreement and its remedy, without anybody's name.
func (k ContradictionKind) Text() string { return contradictionTexts[k] }
