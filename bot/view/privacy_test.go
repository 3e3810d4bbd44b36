package view_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

// secret is an answer of which every word is its own, so that it can be found
// again wherever it leaks.
func secret(field string) string {
	words := make([]string, 8)
	for i := range words {
		words[i] = fmt.Sprintf("%s%cword", strings.ReplaceAll(field, "_", ""), 'a'+i)
	}
	return strings.Join(words, " ")
}

// leaks reports whether four words in a row of a secret stand in a text.
func leaks(text, secret string) bool {
	words := strings.Fields(secret)
	for i := range len(words) - 3 {
		if strings.Contains(text, strings.Join(words[i:i+4], " ")) {
			return true
		}
	}
	return false
}

func drawn(r reporter, v any) string {
	r.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		r.Fatalf("not JSON: %v", err)
	}
	return string(text)
}

func TestALeakIsFound(t *testing.T) {
	if s := secret("note"); !leaks("before "+s+" after", s) || leaks("nothing of it", s) {
		t.Error("the test of leaks finds nothing or everything")
	}
}

// TestNoReaderSeesWordsThatAreNotForThem gives the recognition form any
// visibilities and looks for its answers where they must not be: in previews
// never, in a channel only what is for the team, in a private message nothing
// that is the author's own.
func TestNoReaderSeesWordsThatAreNotForThem(t *testing.T) {
	everywhere := []practice.Visibility{practice.Shared, practice.Private, practice.Team, practice.Leader}
	rapid.Check(t, func(r *rapid.T) {
		p := *practiceOf(practice.RecognitionKey)
		p.Form = append(practice.Form(nil), p.Form...)
		e := practice.Entry{Practice: p.Key, Author: dana, Values: practice.Values{"person": {People: []practice.PersonID{ana, ben}}}}
		for i, f := range p.Form {
			if f.Type == practice.Text {
				p.Form[i].Vis = rapid.SampledFrom(everywhere).Draw(r, f.Key)
				e.Values[f.Key] = practice.Value{Text: secret(f.Key)}
			}
		}
		channel, private := view.Shoutout(e, &p, e.Recipients(), who), view.Thanks(view.ThanksFacts{Entry: e, Practice: &p, Who: who, To: ana, With: e.Recipients()})
		for _, f := range p.Form {
			s := secret(f.Key)
			if leaks(channel.Text+private.Text, s) {
				r.Fatalf("%s stands in a preview", f.Key)
			}
			if f.Type == practice.Text && leaks(drawn(r, channel), s) != (f.Vis == practice.Team) {
				r.Fatalf("%s is for %s: channel %s", f.Key, f.Vis, drawn(r, channel))
			}
			forThem := f.Vis == practice.Team || f.Vis == practice.Shared
			if f.Type == practice.Text && leaks(drawn(r, private), s) != forThem {
				r.Fatalf("%s is for %s: private %s", f.Key, f.Vis, drawn(r, private))
			}
		}
	})
}

// TestAFormCarriesItsWordsInItsInputsOnly looks for answers, and for what the
// author reads about the person, in metadata and option values.
func TestAFormCarriesItsWordsInItsInputsOnly(t *testing.T) {
	for _, p := range playbook.Practices {
		k := known(p.Key)
		k.Touch = secret("touch")
		k.Entry = practice.Values{}
		for _, f := range p.Form {
			switch f.Type {
			case practice.Text, practice.LongText:
				k.Entry[f.Key] = practice.Value{Text: secret(f.Key)}
			case practice.Actions:
				k.Entry[f.Key] = practice.Value{Rows: []practice.Row{{What: secret(f.Key)}}}
			}
		}
		m := view.Log(k)
		for key := range k.Entry {
			if leaks(m.PrivateMetadata+m.CallbackID+m.ExternalID, secret(key)) || leaks(m.PrivateMetadata, k.Touch) {
				t.Errorf("%s: metadata %s", p.Key, m.PrivateMetadata)
			}
			if !leaks(drawn(t, m), secret(key)) {
				t.Errorf("%s: %s is not prefilled", p.Key, key)
			}
		}
	}
}

// TestWhatWasLoggedDoesNotShowInMessages draws the messages about an
// occurrence whose skip has a detail that is for the leader only.
func TestWhatWasLoggedDoesNotShowInMessages(t *testing.T) {
	detail := secret("detail")
	touch := observation(cy, lastOne, in(func(o *practice.Occurrence) { o.Skip = practice.Skip{Reason: practice.OtherReason, Detail: detail} }, due(11, cy))...)
	for name, m := range map[string]kit.Message{
		"morning": view.Morning(morningOf(touch)),
		"due":     view.Due(dueFor(touch)),
	} {
		if leaks(drawn(t, m), detail) {
			t.Errorf("%s shows why something was skipped", name)
		}
	}
}
