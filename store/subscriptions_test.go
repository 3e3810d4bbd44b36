package store

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// weekly is a digest about Ana's people in a channel.
func (c company) weekly(channel string) practice.Subscription {
	return practice.Subscription{Root: c.ana, Channel: channel, Weekday: time.Monday, At: 9 * 60, Zone: "Europe/London"}
}

func (c company) ordered(t *testing.T) []practice.Subscription {
	t.Helper()
	all, err := c.Subscriptions(t.Context())
	ok(t, err)
	return all
}

func TestDigestsAreMadeChangedAndStopped(t *testing.T) {
	c := newCompany(t)
	before := len(c.deeds(t))
	first, err := c.Subscribe(t.Context(), c.weekly("C1"), c.ben, noon)
	ok(t, err)
	second, err := c.Subscribe(t.Context(), c.weekly("C2"), c.ben, noon)
	ok(t, err)
	again, err := c.Subscribe(t.Context(), c.weekly("C2"), c.ben, noon) // the form arrives twice
	ok(t, err)
	if again != second || first.ID == second.ID {
		t.Errorf("made are %+v and %+v, and %+v again", first, second, again)
	}
	other := c.weekly("C2")
	other.At++
	if _, err := c.Subscribe(t.Context(), other, c.bea, noon); !errors.Is(err, ErrSubscribed) {
		t.Errorf("a second one in a channel about the same person: %v", err)
	}
	moved := second
	moved.Weekday, moved.At, moved.Zone, moved.Root = time.Friday, 16*60, "Asia/Dubai", c.bea
	ok(t, c.ChangeSubscription(t.Context(), second, moved, c.ben, noon))
	ok(t, c.ChangeSubscription(t.Context(), second, moved, c.ben, noon)) // it arrives twice
	moved.Root = c.ana                                                   // whom it is about stays
	if diff := cmp.Diff([]practice.Subscription{first, moved}, c.ordered(t)); diff != "" {
		t.Errorf("after a change (-want +got):\n%s", diff)
	}
	late := second
	late.Channel = "C3"
	if err := c.ChangeSubscription(t.Context(), second, late, c.bea, noon); !errors.Is(err, ErrChangedMeanwhile) {
		t.Errorf("a change of what somebody else has changed: %v", err)
	}
	late = moved
	late.Channel = "C1"
	if err := c.ChangeSubscription(t.Context(), moved, late, c.bea, noon); !errors.Is(err, ErrSubscribed) {
		t.Errorf("moved to a channel that has one: %v", err)
	}
	ok(t, c.StopSubscription(t.Context(), first.ID, c.bea, noon))
	ok(t, c.ChangeSubscription(t.Context(), moved, late, c.bea, noon)) // it is free now
	if err := c.StopSubscription(t.Context(), first.ID, c.bea, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("stopped twice: %v", err)
	}
	if err := c.ChangeSubscription(t.Context(), first, c.weekly("C9"), c.bea, noon); !errors.Is(err, ErrNotFound) {
		t.Errorf("changed when it was stopped: %v", err)
	}
	want := []string{"subscribed to a digest", "subscribed to a digest", "changed a digest", "stopped a digest", "changed a digest"}
	if got := c.deeds(t)[before:]; !slices.Equal(got, want) {
		t.Errorf("the audit says %q, want %q", got, want)
	}
}

// One that is stopped and asked for again has its ID, and so comes once a day.
func TestADigestThatWasStoppedGoesOn(t *testing.T) {
	c := newCompany(t)
	for _, channel := range []string{"C1", ""} {
		first, err := c.Subscribe(t.Context(), c.weekly(channel), c.ana, noon)
		ok(t, err)
		ok(t, c.StopSubscription(t.Context(), first.ID, c.ana, noon))
		later := c.weekly(channel)
		later.Weekday = time.Tuesday
		again, err := c.Subscribe(t.Context(), later, c.ana, noon)
		ok(t, err)
		if again.ID != first.ID || again.Weekday != time.Tuesday {
			t.Errorf("in %q it was %+v and is %+v", channel, first, again)
		}
	}
}

// The organisation's first digest stands in its settings too: what is changed of
// it outlives a change of other settings, and where coach's configuration says
// it, nobody changes it here.
func TestTheFirstDigestStandsInTheSettings(t *testing.T) {
	c := newCompany(t)
	s := practice.Settings{Recognition: "C1", Zone: "Europe/London", Digest: practice.Subscription{Channel: "C2", Root: c.ana, Weekday: time.Monday, At: 9 * 60}}
	ok(t, c.ChangeSettings(t.Context(), s, Edition{}, c.ana, noon))
	other := func(recognition string) {
		t.Helper()
		now, _ := c.said(t)
		now.Recognition = recognition
		ok(t, c.ChangeSettings(t.Context(), now, Edition{}, c.ana, noon))
	}
	first := c.ordered(t)[0]
	friday := first
	friday.Weekday, friday.Zone = time.Friday, "Asia/Dubai"
	ok(t, c.ChangeSubscription(t.Context(), first, friday, c.ana, noon))
	other("C8")
	if got := c.ordered(t); len(got) != 1 || got[0] != friday {
		t.Errorf("after a change of another setting it is %+v, want %+v", got, friday)
	}
	ok(t, c.StopSubscription(t.Context(), first.ID, c.ana, noon))
	other("C9")
	if got := c.ordered(t); len(got) != 0 {
		t.Errorf("it comes back: %+v", got)
	}
	ok(t, c.Fix(t.Context(), practice.Settings{Digest: s.Digest}))
	fixed := c.ordered(t)[0]
	later := fixed
	later.At++
	for what, err := range map[string]error{
		"changed": c.ChangeSubscription(t.Context(), fixed, later, c.ana, noon),
		"stopped": c.StopSubscription(t.Context(), fixed.ID, c.ana, noon),
	} {
		if !errors.Is(err, ErrDigestFixed) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := c.ordered(t); len(got) != 1 || got[0] != fixed {
		t.Errorf("what is set where coach runs is %+v, want %+v", got, fixed)
	}
}

// A channel's digest in the organisation's time follows the organisation, one in
// another time stays, and one's own comes where one is.
func TestZonesOfDigests(t *testing.T) {
	c := newCompany(t)
	ok(t, c.ChangeSettings(t.Context(), practice.Settings{Recognition: "C1", Zone: "Europe/London"}, Edition{}, c.ana, noon))
	far := c.weekly("C3")
	far.Zone = "Asia/Dubai"
	for _, sub := range []practice.Subscription{c.weekly("C2"), far, c.weekly("")} {
		_, err := c.Subscribe(t.Context(), sub, c.ana, noon)
		ok(t, err)
	}
	ok(t, c.ChangeSettings(t.Context(), practice.Settings{Recognition: "C1", Zone: "Europe/Paris"}, Edition{}, c.ana, noon))
	ok(t, c.exec(t.Context(), `UPDATE people SET zone = 'America/New_York' WHERE id = $1`, c.ana))
	var zones []string
	for _, sub := range c.ordered(t) {
		zones = append(zones, sub.Zone)
	}
	if want := []string{"Europe/Paris", "Asia/Dubai", "America/New_York"}; !slices.Equal(zones, want) {
		t.Errorf("they come in the time of %q, want %q", zones, want)
	}
}

func TestTheLastDigest(t *testing.T) {
	c := newCompany(t)
	for i, state := range []string{"sent", "queued", "dropped", "failed"} {
		ok(t, c.Post(t.Context(), practice.Digest{Subscription: 1, On: monday + cadence.Date(i)}))
		ok(t, c.exec(t.Context(), fmt.Sprintf(`UPDATE outbox SET state = '%s' WHERE key = $1`, state), practice.Digest{Subscription: 1, On: monday + cadence.Date(i)}.Key()))
	}
	ok(t, c.Post(t.Context(), practice.Digest{Subscription: 11, On: monday + 5}))
	for upTo, want := range map[cadence.Date]cadence.Date{monday - 1: 0, monday: monday, monday + 1: monday + 1, monday + 6: monday + 1, monday + 8: monday + 1, monday + 9: 0} {
		if got, err := c.LastDigest(t.Context(), 1, upTo); err != nil || got != want {
			t.Errorf("up to %s it is %s, %v; want %s", upTo, got, err, want)
		}
	}
}
