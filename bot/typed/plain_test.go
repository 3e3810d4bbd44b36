package typed_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"coach/bot/typed"
	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// asPhonesType are the ways in which a phone, a document editor or a chat writes
// a plain sign.
var asPhonesType = map[rune][]string{
	' ': {" ", "\u00a0", "\u202f", "\u2009", "\u3000", "  "}, '\'': {"'", "’", "‘", "ʼ", "´"}, '"': {`"`, "“", "”", "„"},
	'-': {"-", "–", "—", "‑", "−"}, '.': {".", "…"}, ':': {":", "：", "∶"}, '1': {"1", "１"},
}

// However a phone writes them, the same words ask for the same thing.
func TestTypedTextIsMadePlain(t *testing.T) {
	r, pb, today := speakers(), files.Default(), cadence.NewDate(2026, 3, 5)
	read := func(text string) (typed.Typed, string) {
		got := typed.ReadTyped(text)
		note := got.Note
		got.Note = ""
		said := typed.Understand(pb, r, 1, got.Words, today)
		got.Words = strings.Join(strings.Fields(strings.ToLower(got.Words)), " ")
		if note != "" {
			got.Note = "kept"
		}
		var keys []string
		for _, p := range said.Practices {
			keys = append(keys, p.Key)
		}
		return got, fmt.Sprint(keys, said.People, said.On, said.Missing, practice.Folded(said.Rest))
	}
	rapid.Check(t, func(r *rapid.T) {
		plain := rapid.SampledFrom([]string{
			"log 1:1 ana yesterday", "1:1 with ana", "log 1:1 - ana", "what's due", "thank ben ek for the demo - it's great...", "thanks", "help", "log observation bo on monday.",
			"away 24 Dec - 2 Jan", "1:1 lima, ana", "log team meeting", "the weather is nice", "topic the renewal", "ask for a session",
		}).Draw(r, "words")
		var b strings.Builder
		for _, c := range plain {
			ways := asPhonesType[c]
			if len(ways) == 0 {
				ways = []string{string(c), strings.ToUpper(string(c)), string(c) + "\u200b", string(c) + "\ufeff", string(c) + "\u00ad"}
			}
			b.WriteString(rapid.SampledFrom(ways).Draw(r, "as"))
		}
		text := rapid.SampledFrom([]string{"%", " %\n", "“%”", "`%`", "\u200b%", "«%»"}).Draw(r, "around")
		text = strings.Replace(text, "%", b.String(), 1)
		wantTyped, want := read(plain)
		gotTyped, got := read(text)
		if diff := cmp.Diff(wantTyped, gotTyped); diff != "" {
			r.Fatalf("“%s” is not read as “%s” (- want, + got):\n%s", text, plain, diff)
		}
		if got != want {
			r.Fatalf("“%s” is understood as %s, “%s” as %s", text, got, plain, want)
		}
	})
}

// What thanks are for is somebody's own words.
func TestWhatThanksAreForStaysAsItWasTyped(t *testing.T) {
	got := typed.ReadTyped("Thank\u00a0ben for  the “Acme” demo – it’s great…")
	if want := (typed.Typed{Verb: typed.VerbThank, Words: "ben", Note: "the “Acme” demo – it’s great…"}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A name that is also a word without meaning names the person all the same.
func TestNamesThatAreFillers(t *testing.T) {
	people := []practice.Person{{ID: 1, Name: "Dana Ruiz"}, {ID: 2, Name: "Nguyen, My"}, {ID: 3, Name: "An Tran"}, {ID: 4, Name: "Ana Lima"}, {ID: 5, Name: "O Sehun"}}
	lines := []practice.Line{{Report: 1}}
	for i := range people {
		people[i].Account = practice.Member
		lines = append(lines, practice.Line{Report: people[i].ID, Manager: 1})
	}
	pb := files.Default()
	r := practice.NewRoster(people, append(lines[:1:1], lines[2:]...), pb)
	for words, want := range map[string]practice.PersonID{
		"1:1 my": 2, "1:1 with An": 3, "1:1 an tran": 3, "my 1:1 with ana": 4, "1:1 o": 5, "an observation of ana": 4,
	} {
		said := typed.Understand(pb, r, 1, words, cadence.NewDate(2026, 3, 5))
		if len(said.People) != 1 || said.People[0] != want || len(said.Practices) != 1 {
			t.Errorf("“%s” names %v and %d practices, want %d", words, said.People, len(said.Practices), want)
		}
	}
}
