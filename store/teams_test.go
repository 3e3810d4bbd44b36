package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/practice"
)

func TestTeamSettings(t *testing.T) {
	c := newCompany(t)
	got, err := c.TeamSettings(t.Context(), c.ben)
	ok(t, err)
	if diff := cmp.Diff(practice.TeamSettings{Manager: c.ben}, got); diff != "" {
		t.Errorf("before any decision (-want +got):\n%s", diff)
	}
	ok(t, c.SetTeam(t.Context(), practice.TeamSettings{Manager: c.ben, Friday: true}, noon))
	want := practice.TeamSettings{Manager: c.ben, Channel: "C7", Slot: practice.Slot{Set: true, Day: time.Sunday, At: 9*60 + 30, Where: "Room 4"}}
	ok(t, c.SetTeam(t.Context(), want, noon))
	all, err := c.AllTeamSettings(t.Context())
	ok(t, err)
	if diff := cmp.Diff([]practice.TeamSettings{want}, all); diff != "" {
		t.Errorf("after two decisions (-want +got):\n%s", diff)
	}
	if got, err = c.TeamSettings(t.Context(), c.ben); err != nil || got != want {
		t.Errorf("team settings: %+v, %v; want %+v", got, err, want)
	}
}
