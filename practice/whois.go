package practice

import (
	"slices"
	"strings"
	"unicode"
)

// A Sighting is a human as the workspace or the people file shows them: an
// account, or the rows of one address.
type Sighting struct {
	SlackID  string
	OrgID    string // the account's ID throughout an organisation; "" outside of one, or of a row
	Email    string // lower case
	Name     string
	Standing AccountStatus // of an account; "" of a row
}

// A Known is a stored person with the facts that only matching needs.
type Known struct {
	Person
	FileEmail string // the address by which the people file names them
	LostEmail string // the address of their closed account, which another account has now
	Imported  bool   // the people file or a team has them take part
	Vanished  bool   // their account is not in a whole directory, and nobody closed it
}

// Candidates are the people whom a sighting may be about: the one with its
// Slack ID, the one with its address in Slack, the one whom the people file
// names by it, and the one who lost it when their account was closed. Each may
// be nobody.
type Candidates struct {
	ByID, ByEmail, ByFile Known
	Exchanged             bool // most accounts of the workspace have new IDs
	RowOfID               bool // whoever has the Slack ID stands in the same file with an address of their own
}

// An Identity is the person to whom a sighting belongs.
type Identity struct {
	Person        PersonID // nobody: somebody new
	Merge         PersonID // the same human a second time, whose everything goes to Person
	Account       bool     // Merge has the account that Person gets from now on
	Contradiction ContradictionKind
}

// Identify returns the identity of an account or a row. No other code decides
// this. A Slack ID weighs more than an address, because addresses are handed
// on: when dana@ is given to a second Dana, she must never read what was
// written about the first. An address alone decides where no mistake is
// possible: for a row that has no account yet, for IDs that Slack exchanged,
// and for a new account of the same name once the file names its address
// again.
func Identify(s Sighting, c Candidates) Identity {
	if s.Standing == "" {
		return identifyRow(s, c)
	}
	if s.Standing == Gone {
		return identifyClosed(s, c)
	}
	for _, held := range []Known{c.ByEmail, c.ByFile} {
		moved := held.Vanished && (c.Exchanged || sameName(held.Name, s.Name))
		switch {
		case held.ID == 0 || held.ID == c.ByID.ID:
		case c.ByID.ID == 0 && (held.Account == Unfound || moved):
			return Identity{Person: held.ID}
		case c.ByID.ID != 0 && moved && !c.ByID.Imported: // the new ID was seen before the old one went
			return Identity{Person: held.ID, Merge: c.ByID.ID}
		case c.ByID.ID != 0 && held.Account == Unfound && s.Standing != Outside: // the file knew the new address first
			return Identity{Person: c.ByID.ID, Merge: held.ID}
		}
	}
	return Identity{Person: c.ByID.ID}
}

// identifyClosed returns the identity of a closed account. Its address may
// belong to somebody else by now, so only its ID counts, unless Slack
// exchanged that.
func identifyClosed(s Sighting, c Candidates) Identity {
	for _, held := range []Known{c.ByEmail, c.ByFile} {
		if c.ByID.ID == 0 && held.Vanished && sameName(held.Name, s.Name) {
			return Identity{Person: held.ID}
		}
	}
	return Identity{Person: c.ByID.ID}
}

// identifyRow returns the identity of a row of the people file.
func identifyRow(s Sighting, c Candidates) Identity {
	named := c.ByFile
	if named.ID == 0 || c.ByEmail.ID != 0 && !sameHuman(s, c.ByEmail, named) {
		named = c.ByEmail // the address is somebody else's now
	}
	switch id := c.ByID; {
	case id.ID == 0 || id.ID == named.ID:
	case c.RowOfID, named.ID != 0 && id.Imported && !alikeNames(id.Name, firstOf(s.Name, named.Name)):
		return Identity{Person: named.ID, Contradiction: OtherID}
	case named.Account == Unfound:
		return Identity{Person: id.ID, Merge: named.ID}
	default:
		return Identity{Person: id.ID}
	}
	if account := c.ByEmail; named.ID == c.ByFile.ID && named.ID != account.ID && account.ID != 0 && !named.Account.Open() {
		return Identity{Person: named.ID, Merge: account.ID, Account: true}
	}
	return Identity{Person: named.ID}
}

// sameHuman reports whether the person whom the file has named by an address
// is the owner of the account that has it now. They are if the account has
// their name and takes part in nothing of its own. The name in the row is not
// enough: a file may go on naming somebody whose address was given to another.
func sameHuman(s Sighting, account, named Known) bool {
	if account.ID == named.ID {
		return true
	}
	return !account.Imported && sameName(account.Name, named.Name) && (s.Name == "" || sameName(s.Name, named.Name))
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// nameWords returns the words of a name, in lower case and in alphabetical
// order: "Ruiz, Dana" is "Dana Ruiz".
func nameWords(name string) []string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	slices.Sort(words)
	return words
}

func sameName(a, b string) bool {
	words := nameWords(a)
	return len(words) > 0 && slices.Equal(words, nameWords(b))
}

// alikeNames reports whether two names have a word in common, as those of
// somebody who married do.
func alikeNames(a, b string) bool {
	words := nameWords(b)
	return slices.ContainsFunc(nameWords(a), func(w string) bool { return slices.Contains(words, w) })
}

// Vanished returns the Slack IDs of open accounts that a whole directory does
// not list any more, and whether Slack exchanged the IDs: most of them are gone
// and their addresses are back under new ones, as when a workspace joins an
// organisation.
func Vanished(known []Known, accounts []Person) (vanished map[string]bool, exchanged bool) {
	listed, addresses := map[string]bool{}, map[string]bool{}
	for _, a := range accounts {
		listed[a.SlackID], listed[a.OrgID] = true, true
		if a.Account.Open() {
			addresses[a.Email] = true
		}
	}
	delete(addresses, "")
	vanished = map[string]bool{}
	open, back := 0, 0
	for _, k := range known {
		if k.SlackID == "" || !k.Account.Open() {
			continue
		}
		open++
		if listed[k.SlackID] {
			continue
		}
		vanished[k.SlackID] = true
		if addresses[k.Email] || addresses[k.FileEmail] {
			back++
		}
	}
	return vanished, back > 1 && 2*back > open
}

// vanishMost is the most accounts that may vanish at once from the list of
// even the largest workspace. Slack lists closed accounts too, so that hardly
// any do.
const vanishMost = 5

// Believable reports whether so many accounts may really have left a workspace
// at once.
func Believable(vanished int, known []Known) bool {
	open := 0
	for _, k := range known {
		if k.SlackID != "" && k.Account.Open() {
			open++
		}
	}
	return vanished <= max(1, min(open/20, vanishMost))
}
