package practice_test

import (
	"testing"

	"coach/files"
	"coach/practice"
)

// The link to the message that an entry is about has the readers of what was
// written for others: not those of a number, and not of a private note.
func TestWhoMayReadALink(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Ana < Dana", "Ben < Dana", "Eli < Priya")
	r, written := c.roster(), date(3, 5)
	thanks := func(where string) practice.Entry {
		return practice.Entry{Practice: practice.RecognitionKey, Author: c.id("Dana"), LoggedOn: written, Link: "https://example.slack.com/archives/C1/p1", Values: practice.Values{
			practice.RecognitionWho: {People: []practice.PersonID{c.id("Ana")}}, practice.RecognitionWhat: {Text: "Stayed late"}, practice.ShareWhere: {Text: where}}}
	}
	moment := thanks("")
	moment.Practice, moment.Values = practice.MomentKey, practice.Values{"person": {People: []practice.PersonID{c.id("Ana")}}, "note": {Text: "Asked well"}}
	unlinked, gone := thanks(practice.ShareInChannel), thanks(practice.ShareInChannel)
	unlinked.Link, gone.Withdrawn = "", true
	for name, want := range map[string]struct {
		entry practice.Entry
		read  string // first letters of who reads it
	}{
		"thanks in a channel":   {thanks(practice.ShareInChannel), "PDABE"},
		"thanks just to them":   {thanks(practice.ShareWithThem), "DA"},
		"a moment":              {moment, "DA"},
		"thanks without a link": {unlinked, ""},
		"thanks taken back":     {gone, ""},
	} {
		p, _ := files.Default().Practice(want.entry.Practice, written)
		got := ""
		for _, who := range []string{"Priya", "Dana", "Ana", "Ben", "Eli"} {
			if practice.MayReadLink(r, c.id(who), want.entry, p, date(4, 1)) {
				got += who[:1]
			}
		}
		if got != want.read {
			t.Errorf("%s: the link is read by %q, want %q", name, got, want.read)
		}
	}
}
