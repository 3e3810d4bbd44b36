package delivery

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A thousand shout-outs wait for one channel. Each is asked for a few
// milliseconds after the one before, as writing that down takes, so that their
// time comes in between.
func TestABusyChannelLeavesTheRateToOthers(t *testing.T) {
	p, now := newPacing(), time.Unix(1_700_000_000, 0)
	for range 1000 {
		p.message("C1", now)
		now = now.Add(2 * time.Millisecond)
	}
	for i := range burst - 1 {
		if wait := p.message(fmt.Sprint("U", i), now); wait != 0 {
			t.Fatalf("morning %d waits %s for a channel that is busy", i+1, wait)
		}
	}
}

// Each of those that wait for a channel is looked at once before its turn, not
// once a second.
func TestTurnsInABusyChannelAreSpread(t *testing.T) {
	p, now := newPacing(), time.Unix(1_700_000_000, 0)
	p.message("C1", now)
	var before time.Duration
	for i := range 100 {
		wait := p.message("C1", now)
		if wait < before+time.Second/perConversation-time.Millisecond {
			t.Fatalf("message %d is told to come after %s, the one before it after %s", i+2, wait, before)
		}
		before = wait
	}
	if wait := p.message("C1", now.Add(before+time.Second)); wait != 0 {
		t.Errorf("after the last turn the channel still waits %s", wait)
	}
}

// Whatever is asked for and when, no more goes than Slack allows, and who waits
// as long as they were told can go if nobody came before them.
func TestPacingKeepsToTheRates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, now := newPacing(), time.Unix(1_700_000_000, 0)
		began := now
		sent, sentTo, edits := 0, map[string]int{}, 0
		for range rapid.IntRange(1, 200).Draw(t, "calls") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "later")) * time.Millisecond)
			to := rapid.SampledFrom([]string{"C1", "U1", "U2", "U3", "U4", "U5", "U6", "edit"}).Draw(t, "to")
			if to == "edit" {
				if p.edit(now) == 0 {
					edits++
				}
				continue
			}
			if p.message(to, now) == 0 {
				sent++
				sentTo[to]++
			}
			most := 1 + now.Sub(began).Seconds()*perConversation
			if float64(sentTo[to]) > most+0.01 {
				t.Fatalf("%d messages to %s in %s", sentTo[to], to, now.Sub(began))
			}
		}
		if most := burst + now.Sub(began).Seconds()*messagesPerSecond; float64(sent) > most+0.01 {
			t.Fatalf("%d messages in %s", sent, now.Sub(began))
		}
		if most := burst + now.Sub(began).Seconds()*editsPerSecond; float64(edits) > most+0.01 {
			t.Fatalf("%d edits in %s", edits, now.Sub(began))
		}
		if wait := p.any(now); wait > 0 && p.any(now.Add(wait)) > time.Millisecond {
			t.Fatalf("whoever waits %s is told to wait again", wait)
		}
	})
}
