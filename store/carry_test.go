package store

import (
	"errors"
	"testing"
	"time"

	"coach/practice"
)

// ownTime is when Ben's week would come by itself.
var ownTime = noon.Add(time.Hour)

// carry posts a digest to Ben that carries his week, in which a 1:1 with Cora falls due.
// It also asks what Cora is to be asked.
func (c company) carry(t *testing.T) (practice.Occurrence, practice.Ask) {
	t.Helper()
	e := c.confirmed(t, "V9", "visit", thursday-1)
	c.plan(t, thursday, c.ben)
	o, a := c.about(t, c.ben, "one_on_one", c.cora), c.asksAbout(t, e)[0]
	digest := practice.Digest{Subscription: 1, On: thursday}
	week := practice.Bundle{Person: c.ben, On: thursday, Monday: true, Week: []practice.OccurrenceID{o.ID}, Ask: a.ID, With: &digest}
	for range 2 { // a second beat says nothing twice
		ok(t, c.Wake(t.Context(), thursday, Waking{People: []practice.PersonID{c.ben}, Bundles: []practice.Notice{week},
			Carrier: &practice.Carrier{Digest: digest, At: noon, Own: ownTime}}))
	}
	return o, a
}

// carriedNow returns what the outbox says of Ben's week.
func (c company) carriedNow(t *testing.T) (state, carrier, channel, ts string) {
	t.Helper()
	ok(t, c.read.QueryRowContext(t.Context(), `SELECT state, carrier, channel, ts FROM outbox WHERE type = 'bundle'`).Scan(&state, &carrier, &channel, &ts))
	return state, carrier, channel, ts
}

// Once the digest is sent, the week is: it counts as his message of the day, what
// it asks is asked, and what changes in it has it drawn again, where the digest
// stands.
func TestAWeekIsSentWithItsDigest(t *testing.T) {
	c := newCompany(t)
	o, a := c.carry(t)
	if undecided, err := c.IsUndecided(t.Context(), c.ben, thursday); err != nil || undecided {
		t.Errorf("his message of the day is undecided: %t, %v", undecided, err)
	}
	d := c.next(t, noon)
	if d.Notice != (practice.Digest{Subscription: 1, On: thursday}) || d.Carried == nil || d.Carried.Notice.Key() != (practice.Bundle{Person: c.ben, On: thursday}).Key() {
		t.Fatalf("the delivery is %+v", d)
	}
	ok(t, c.Sent(t.Context(), d, "D1", "1772712000.000100"))
	if state, carrier, channel, ts := c.carriedNow(t); state != "sent" || carrier != "digest/1/2026-03-05" || channel != "D1" || ts != "1772712000.000100" {
		t.Errorf("the week is %s with %s, at %s in %s", state, carrier, ts, channel)
	}
	if h, err := c.Habits(t.Context(), c.ben); err != nil || len(h.Sent) != 1 || h.Sent[0].On != thursday || h.Sent[0].At.Unix() != 1772712000 {
		t.Errorf("his messages are %+v, %v", h.Sent, err)
	}
	if asked, err := c.Ask(t.Context(), a.ID); err != nil || asked.AskedAt.Unix() != 1772712000 {
		t.Errorf("what it asks is %+v, %v", asked, err)
	}
	c.idle(t, noon)
	c.skip(t, o.ID)
	redrawn := c.next(t, noon)
	if b, _ := redrawn.Notice.(practice.Bundle); redrawn.Task != Redraw || b.With == nil || redrawn.TS != "1772712000.000100" {
		t.Errorf("what was skipped in it has %+v drawn again", redrawn)
	}
	ok(t, c.Unchanged(t.Context(), redrawn))
	c.idle(t, noon)
}

// What changes while the digest is under way, and what was looked for and found,
// is drawn again.
func TestAWeekThatChangedUnderWayIsDrawnAgain(t *testing.T) {
	for name, arrives := range map[string]func(company, Delivery, practice.Occurrence) error{
		"changed": func(c company, d Delivery, o practice.Occurrence) error {
			c.skip(t, o.ID)
			return c.Sent(t.Context(), d, "D1", "1772712000.000100")
		},
		"found": func(c company, d Delivery, o practice.Occurrence) error {
			return c.Found(t.Context(), d, "D1", "1772712000.000100")
		},
	} {
		c := newCompany(t)
		o, _ := c.carry(t)
		ok(t, arrives(c, c.next(t, noon), o))
		var weeks int
		for range 2 {
			d, more, err := c.Next(t.Context(), noon)
			ok(t, err)
			if !more {
				break
			}
			if _, is := d.Notice.(practice.Bundle); is && d.Task == Redraw {
				weeks++
			}
			ok(t, c.Unchanged(t.Context(), d))
		}
		if weeks != 1 {
			t.Errorf("%s: the week is drawn again %d times", name, weeks)
		}
	}
}

// If the digest is not sent, or the two are not one message after all, the week
// goes alone from its own time on, and what it asks is asked then or not at all.
func TestAWeekGoesAloneWithoutItsDigest(t *testing.T) {
	for name, ends := range map[string]func(company, Delivery) error{
		"dropped": func(c company, d Delivery) error { return c.Drop(t.Context(), d, "nobody subscribes to it any more") },
		"failed":  func(c company, d Delivery) error { return c.Fail(t.Context(), d, "coach cannot draw it") },
		"apart": func(c company, d Delivery) error {
			return errors.Join(c.GoAlone(t.Context(), *d.Carried), c.Sent(t.Context(), d, "D1", "1772712000.000100"))
		},
	} {
		c := newCompany(t)
		_, a := c.carry(t)
		ok(t, ends(c, c.next(t, noon)))
		if state, carrier, _, _ := c.carriedNow(t); state != "held" || carrier != "" {
			t.Errorf("%s: the week is %s with %q", name, state, carrier)
		}
		if next, err := c.Release(t.Context(), ownTime.Add(-time.Minute)); err != nil || !next.Equal(ownTime) {
			t.Errorf("%s: it is held until %s, %v", name, next, err)
		}
		c.idle(t, noon)
		_, err := c.Release(t.Context(), ownTime)
		ok(t, err)
		d := c.next(t, noon)
		if b, is := d.Notice.(practice.Bundle); !is || d.Task != Send || b.With != nil || !b.Monday || b.Ask != a.ID {
			t.Errorf("%s: then there goes %+v", name, d)
		}
		ok(t, c.Drop(t.Context(), d, "its morning is over"))
		if again := c.confirming(t, friday); len(again.Waiting) != 1 {
			t.Errorf("%s: afterwards there wait %+v", name, again)
		}
	}
}

// A digest that is out already carries nothing, and nothing is decided.
func TestADigestThatIsOutCarriesNothing(t *testing.T) {
	c := newCompany(t)
	ok(t, c.Post(t.Context(), practice.Digest{Subscription: 1, On: thursday}))
	c.carry(t)
	if undecided, err := c.IsUndecided(t.Context(), c.ben, thursday); err != nil || !undecided || c.count(t, "outbox") != 1 {
		t.Errorf("%d notices; his message of the day is undecided: %t, %v", c.count(t, "outbox"), undecided, err)
	}
	if out, err := c.IsPosted(t.Context(), practice.Digest{Subscription: 1, On: thursday}); err != nil || !out {
		t.Errorf("the digest is posted: %t, %v", out, err)
	}
}

// A subscription that was stopped is still known: what it sent is drawn again.
func TestAStoppedSubscriptionIsKnown(t *testing.T) {
	c := newCompany(t)
	sub, err := c.Subscribe(t.Context(), practice.Subscription{Root: c.ben, Weekday: time.Monday, At: 9 * 60, Zone: "UTC"}, c.ben, noon)
	ok(t, err)
	ok(t, c.StopSubscription(t.Context(), sub.ID, c.ben, noon))
	sub.Zone = "Europe/Berlin" // it comes where he is
	if got, err := c.Subscription(t.Context(), sub.ID); err != nil || got != sub {
		t.Errorf("it is %+v, %v; want %+v", got, err, sub)
	}
	if _, err := c.Subscription(t.Context(), sub.ID+1); !errors.Is(err, ErrNotFound) {
		t.Errorf("one that never was: %v", err)
	}
}
