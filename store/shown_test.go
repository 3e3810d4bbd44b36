package store

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"coach/practice"
)

// An entry that is taken back takes its words out of every message about it,
// whatever the notice is called: each one that names an entry is drawn again.
func TestEveryMessageAboutAnEntryIsDrawnAgainWhenItIsTakenBack(t *testing.T) {
	for typ, read := range decoders {
		n, err := read(`{}`)
		ok(t, err)
		if !reflect.ValueOf(n).FieldByName("Entry").IsValid() {
			continue
		}
		for _, where := range []string{"channel", "private"} {
			c := newCompany(t)
			e := practice.Entry{Request: "V1", Practice: practice.RecognitionKey, Author: c.ben, HappenedOn: thursday, LoggedAt: noon, LoggedOn: thursday,
				Values: practice.Values{"person": {People: []practice.PersonID{c.cora}}, "where": {Text: where}}}
			done, err := c.Log(t.Context(), e, &practice.Practice{Key: practice.RecognitionKey}, 0, 1)
			ok(t, err)
			err = c.exec(t.Context(), `DELETE FROM outbox`)
			ok(t, err)
			body, err := json.Marshal(map[string]any{"Entry": done.Entry.ID, "To": c.cora})
			ok(t, err)
			about, err := read(string(body))
			ok(t, err)
			caused := slices.ContainsFunc(practice.Causes(done.Entry), func(n practice.Notice) bool { return n.Key() == about.Key() })
			switch about.(type) {
			case practice.Shoutout, practice.Thanks:
				if !caused {
					continue // of a recognition that goes elsewhere
				}
			case practice.PlanAsk, practice.PlanWritten:
				continue // of a session; see TestWhatHappensToAPlanRedrawsItsMessages
			case practice.Reassigned:
				continue // that the entry is not about its reader any more stays true
			}
			ok(t, c.Post(t.Context(), about))
			ok(t, c.Sent(t.Context(), c.next(t, noon), "C1", "1.1"))
			c.idle(t, noon)
			ok(t, c.Withdraw(t.Context(), c.ben, noon, done.Entry.ID))
			if d, found, err := c.Next(t.Context(), noon); err != nil || !found || d.Task != Redraw || d.Type != typ {
				t.Errorf("after an undo the message %s stands as it was (%v)", about.Key(), err)
			}
		}
	}
}
