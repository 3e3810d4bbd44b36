package practice_test

import (
	"slices"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// Cora (2) reports to Ben (1), whom the file names too; Dan (3) is somebody
// whose account may have the address of either.
const (
	benID practice.PersonID = iota + 1
	coraID
	danID
)

// inFile is somebody whom the people file names by the address of their account.
func inFile(id practice.PersonID, email string, account practice.AccountStatus) practice.Known {
	return practice.Known{Person: practice.Person{ID: id, Email: email, Account: account}, FileEmail: email, Imported: true}
}

// moved is somebody whose account has another address than the file.
func moved(k practice.Known, email string) practice.Known {
	k.Email = email
	return k
}

// notInFile is somebody whom the directory alone knows.
func notInFile(id practice.PersonID, email string) practice.Known {
	return practice.Known{Person: practice.Person{ID: id, Email: email, Account: practice.Member}}
}

// What does not fit is said about whoever takes part today, and about nobody
// whose lines have ended or not begun.
func TestWhatDoesNotFit(t *testing.T) {
	today := cadence.NewDate(2026, time.March, 5)
	top, cora := practice.Line{Report: benID}, practice.Line{Report: coraID, Manager: benID}
	ended, future, dotted, topEnded := cora, cora, cora, top
	ended.To, future.From, dotted.Dotted, topEnded.To = today-1, today+1, true, today-1
	ben, coraFits := inFile(benID, "ben@example.com", practice.Member), inFile(coraID, "cora@example.com", practice.Member)
	unfound := inFile(coraID, "cora@example.com", practice.Unfound)
	outside := inFile(coraID, "cora@example.com", practice.Outside)
	gone := inFile(coraID, "cora@example.com", practice.Gone)
	lost := moved(inFile(coraID, "old@example.com", practice.Gone), "")
	lost.LostEmail = "cora@example.com"
	benGone := inFile(benID, "ben@example.com", practice.Gone)
	both := []practice.Line{top, cora}
	for name, c := range map[string]struct {
		known []practice.Known
		lines []practice.Line
		want  []practice.Contradiction
	}{
		"all fits":                   {[]practice.Known{ben, coraFits}, both, nil},
		"no account":                 {[]practice.Known{ben, unfound}, both, about(practice.NotFound, coraID)},
		"no account, ended":          {[]practice.Known{ben, unfound}, []practice.Line{top, ended}, nil},
		"no account, not begun":      {[]practice.Known{ben, unfound}, []practice.Line{top, future}, nil},
		"of another company":         {[]practice.Known{ben, outside}, both, about(practice.OtherCompany, coraID)},
		"of another company, ended":  {[]practice.Known{ben, outside}, []practice.Line{top, ended}, nil},
		"closed":                     {[]practice.Known{ben, gone}, both, about(practice.AccountClosed, coraID)},
		"closed, ended":              {[]practice.Known{ben, gone}, []practice.Line{top, ended}, nil},
		"closed, and a new account":  {[]practice.Known{ben, moved(gone, ""), notInFile(danID, "cora@example.com")}, both, about(practice.NewAccount, coraID)},
		"closed, another has it now": {[]practice.Known{ben, lost, notInFile(danID, "cora@example.com")}, both, about(practice.NewAccount, coraID)},
		"the address is another's":   {[]practice.Known{ben, moved(coraFits, "new@example.com"), notInFile(danID, "cora@example.com")}, both, about(practice.AddressMoved, coraID)},
		"the address is nobody's":    {[]practice.Known{ben, moved(coraFits, "new@example.com")}, both, nil},
		"another's, ended":           {[]practice.Known{ben, moved(coraFits, "new@example.com"), notInFile(danID, "cora@example.com")}, []practice.Line{top, ended}, nil},
		"the manager left":           {[]practice.Known{benGone, coraFits}, both, about(practice.ManagerGone, benID)},
		"the manager's rows ended":   {[]practice.Known{ben, coraFits}, []practice.Line{topEnded, cora}, about(practice.ManagerGone, benID)},
		"the manager left, ended":    {[]practice.Known{benGone, coraFits}, []practice.Line{topEnded, ended}, nil},
		"the manager left, to begin": {[]practice.Known{benGone, coraFits}, []practice.Line{topEnded, future}, nil},
		"a dotted manager left":      {[]practice.Known{ben, coraFits}, []practice.Line{topEnded, dotted}, nil},
		"the manager and the report": {[]practice.Known{benGone, gone}, both, slices.Concat(about(practice.AccountClosed, benID), about(practice.AccountClosed, coraID))},
	} {
		got := practice.Contradictions(c.known, c.lines, today)
		for i := range got {
			if got[i].Kind.Text() == "" {
				t.Errorf("%s: %q has no remedy", name, got[i].Kind)
			}
			got[i].Email = ""
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

func about(kind practice.ContradictionKind, id practice.PersonID) []practice.Contradiction {
	return []practice.Contradiction{{Kind: kind, Person: id}}
}
