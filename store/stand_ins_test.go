package store

import (
	"errors"
	"testing"

	"coach/cadence"
	"coach/practice"
)

func (c company) wantManager(t *testing.T, who practice.PersonID, on cadence.Date, want practice.PersonID) {
	t.Helper()
	r, err := c.Roster(t.Context())
	ok(t, err)
	if got := r.ManagerOf(who, on); got != want {
		t.Errorf("on %s person %d reports to %d, want %d", on, who, got, want)
	}
}

// Ana stands in for Ben from Friday to Monday. It is told once, an import
// changes nothing of it, and either takes it back.
func TestSomebodyStandsInUntilADay(t *testing.T) {
	c := newCompany(t)
	ok(t, c.exec(t.Context(), `UPDATE people SET standing = 'member'`))
	name := func(request string, from, to cadence.Date) practice.StandIn {
		t.Helper()
		s, err := c.NameStandIn(t.Context(), practice.StandIn{Request: request, Manager: c.ben, Person: c.ana, From: from, To: to, NamedAt: noon}, thursday)
		ok(t, err)
		return s
	}
	s := name("V1", friday, friday+3)
	if again := name("V1", friday, friday+3); again.ID != s.ID || c.told(t, practice.StandInNamed{StandIn: s.ID}) != 1 {
		t.Errorf("delivered again it is %d, not %d", again.ID, s.ID)
	}
	c.imports(t, companyRows()...)
	c.wantManager(t, c.cora, thursday, c.ben)
	c.wantManager(t, c.cora, friday, c.ana)
	c.wantManager(t, c.cora, friday+4, c.ben)
	_, err := c.NameStandIn(t.Context(), practice.StandIn{Request: "V2", Manager: c.ben, Person: c.dan, From: friday + 9, To: friday + 10, NamedAt: noon}, thursday)
	if _, is := errors.AsType[practice.Problems](err); !is {
		t.Errorf("Dan, who reports to Ben, stands in: %v", err)
	}
	if _, err := c.EndStandIn(t.Context(), s.ID, c.cora, friday+1, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("Cora ends it: %v", err)
	}
	for range 2 {
		_, err := c.EndStandIn(t.Context(), s.ID, c.ana, friday+1, noon)
		ok(t, err)
	}
	if c.told(t, practice.StandInEnded{StandIn: s.ID, To: c.ben}) != 1 || c.told(t, practice.StandInEnded{StandIn: s.ID, To: c.ana}) != 0 {
		t.Error("Ben isn't told, or Ana is")
	}
	c.wantManager(t, c.cora, friday, c.ana)
	c.wantManager(t, c.cora, friday+1, c.ben)
	other := name("V3", friday+2, friday+3)
	_, err = c.EndStandIn(t.Context(), other.ID, c.ben, friday, noon)
	ok(t, err)
	c.wantManager(t, c.cora, friday+2, c.ben)
	if open, err := c.StandInsOf(t.Context(), c.ben, friday+1); err != nil || len(open) != 0 {
		t.Errorf("%+v are left: %v", open, err)
	}
}
