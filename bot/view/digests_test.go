package view_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// ordered is a digest that a channel gets.
func ordered(id practice.SubscriptionID, root practice.PersonID, channel string, change ...func(*view.ChannelDigest)) view.ChannelDigest {
	d := view.ChannelDigest{Subscription: practice.Subscription{ID: id, Root: root, Channel: channel, Weekday: time.Monday, At: 9 * 60, Zone: "Europe/London"}}
	for _, c := range change {
		c(&d)
	}
	return d
}

func digestsStates() map[string]any {
	list := func(note string, digests ...view.ChannelDigest) any {
		return view.Digests(view.DigestsFacts{Digests: digests, Who: whom, Zone: "Europe/London", Note: note})
	}
	overseas := func(d *view.ChannelDigest) { d.Zone, d.Weekday, d.At = "Asia/Dubai", time.Sunday, 16*60 }
	var full []view.ChannelDigest
	for i := range view.MaxChannelDigests {
		full = append(full, ordered(practice.SubscriptionID(i+1), dana, fmt.Sprint("C", i)))
	}
	form := view.DigestFacts{Digest: ordered(3, hostile, "C0LEADERS", overseas).Subscription, Zone: "Europe/London", Who: whom}
	fresh := view.DigestFacts{Digest: practice.Subscription{Root: priya, Weekday: practice.UsualDigestDay, At: practice.UsualDigestAt}, Zone: "Europe/London", Who: whom}
	sub := ordered(3, priya, "C0LEADERS").Subscription
	return map[string]any{
		"digests_none": list(""),
		"digests":      list("", ordered(1, priya, "C0LEADERS", func(d *view.ChannelDigest) { d.Fixed = true }), ordered(2, hostile, "C0NORTH", overseas)),
		"digests_troubled": list("", ordered(1, eli, "C0OLD", func(d *view.ChannelDigest) {
			d.Empty, d.Trouble = true, "#old is archived. Unarchive it or choose another channel."
		})),
		"digests_full":      list("", full...),
		"digests_saved":     list(view.DigestSaved(sub, march(9), false, thursday, 4), ordered(3, priya, "C0LEADERS")),
		"digests_saved_few": list(view.DigestSaved(sub, march(9), false, thursday, 2), ordered(3, priya, "C0LEADERS")),
		"digests_saved_one": list(view.DigestSaved(sub, march(9), false, thursday, 1), ordered(3, priya, "C0LEADERS")),
		"digests_saved_due": list(view.DigestSaved(sub, march(2), true, march(2), 3), ordered(3, priya, "C0LEADERS")),
		"digests_stopped":   list(view.DigestStopped(whom(eli))),
		"digest_form_new":   view.Digest(fresh),
		"digest_form":       view.Digest(form),
		"digest_form_again": view.DigestChangedMeanwhile(form, ordered(3, hostile, "C0NORTH").Subscription),
	}
}

func TestADigestIsReadAsItWasDrawn(t *testing.T) {
	for name, d := range map[string]practice.Subscription{
		"new":                      {Root: ana, Weekday: time.Monday, At: 9 * 60, Channel: "C1", Zone: "Europe/London"},
		"in the organisation's":    {ID: 3, Root: dana, Weekday: time.Friday, At: 0, Channel: "C1", Zone: "Europe/London"},
		"in the root's own time":   {ID: 3, Root: dana, Weekday: time.Sunday, At: 16*60 + 30, Channel: "C1", Zone: "Asia/Dubai"},
		"of a root in one's zone":  {ID: 4, Root: dana, Weekday: time.Monday, At: 9 * 60, Channel: "C2", Zone: "Europe/London"},
		"about a person with loud": {ID: 5, Root: hostile, Weekday: time.Monday, At: 9 * 60, Channel: "C2", Zone: "Europe/London"},
	} {
		seen, to, err := view.ParseDigest(fill(t, view.Digest(view.DigestFacts{Digest: d, Zone: "Europe/London", Who: who}), nil), "Europe/London", lookup)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		want := d
		if d.Zone != "Europe/London" {
			want.Zone = ""
		}
		if d.ID != 0 {
			want.Root = 0 // it stays
		}
		if diff := cmp.Diff(want, to); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		later, elsewhere, moved := d, d, d
		later.At, elsewhere.Channel, moved.Zone = d.At+1, "C7", "Asia/Tokyo"
		if !seen.Is(d) || seen.Is(later) || seen.Is(elsewhere) || seen.Is(moved) {
			t.Errorf("%s: it is not known what its reader saw", name)
		}
	}
}

func TestADigestIsReadAsItWasFilledIn(t *testing.T) {
	fresh := view.Digest(view.DigestFacts{Digest: practice.Subscription{Root: dana, Weekday: time.Monday, At: 9 * 60}, Zone: "Europe/London", Who: who})
	_, to, err := view.ParseDigest(fill(t, fresh, typed{"root": {"Ana Lima"}, "digest": {"C9"}, "weekday": {"Friday"}, "time": {"16:30"}, "whose_zone": {"That of the person it's about"}}), "Europe/London", lookup)
	if want := (practice.Subscription{Root: ana, Channel: "C9", Weekday: time.Friday, At: cadence.Clock(16*60 + 30)}); err != nil || to != want {
		t.Errorf("read as %+v, %v; want %+v", to, err, want)
	}
	_, _, err = view.ParseDigest(fill(t, fresh, typed{"time": {""}}), "Europe/London", lookup)
	ps, theirs := errors.AsType[practice.Problems](err)
	if !theirs || len(ps) != 2 || ps[0].Field != "digest" || ps[1].Field != "time" {
		t.Errorf("no channel and no time: %v", err)
	}
}

func TestAnOwnDigestIsReadAsItWasDrawn(t *testing.T) {
	f := view.MessagesFacts{Week: cadence.Weekdays(0b0111110), Leads: true, Digest: practice.Subscription{ID: 3, Weekday: time.Sunday, At: 16*60 + 15}}
	day, at, wanted, asked, err := view.ParseOwnDigest(fill(t, view.Messages(f), nil))
	if day != time.Sunday || at != 16*60+15 || !wanted || !asked || err != nil {
		t.Errorf("on %v at %v, %t, %t, %v", day, at, wanted, asked, err)
	}
	if _, at, wanted, _, _ := view.ParseOwnDigest(fill(t, view.Messages(f), typed{"own_digest": {"Friday"}, "own_digest_at": {"08:20"}})); at != 8*60+20 || !wanted {
		t.Errorf("filled in, it comes at %v, %t", at, wanted)
	}
	f.Leads = false
	if _, _, wanted, asked, _ := view.ParseOwnDigest(fill(t, view.Messages(f), typed{"own_digest": {"Not for now"}})); wanted || !asked {
		t.Errorf("whoever leads nobody any more cannot stop it: %t, %t", wanted, asked)
	}
	f.Digest = practice.Subscription{}
	if _, _, _, asked, _ := view.ParseOwnDigest(fill(t, view.Messages(f), nil)); asked {
		t.Error("whoever leads nobody is asked when they want to read of their team")
	}
}
