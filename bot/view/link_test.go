package view_test

import (
	"fmt"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// linkedMessage is a reply in a channel.
var linkedMessage = view.Linked{Channel: "C0DEALS00", At: "1772701200.000100", Thread: "1772701100.000200", Domain: "example"}

// about is an entry that was written from a message.
func about(l view.Linked, e practice.Entry) practice.Entry {
	e.Link = l.Address()
	return e
}

// A message's address is made of what its payload names, and nothing that a
// form's metadata could name leads out of the workspace.
func TestTheAddressOfAMessage(t *testing.T) {
	const first = "https://example.slack.com/archives/C0DEALS00/p1772701200000100"
	for name, c := range map[string]struct {
		change func(*view.Linked)
		want   string
	}{
		"a reply":                     {func(*view.Linked) {}, first + "?thread_ts=1772701100.000200&cid=C0DEALS00"},
		"no thread":                   {func(l *view.Linked) { l.Thread = "" }, first},
		"a thread's first message":    {func(l *view.Linked) { l.Thread = l.At }, first},
		"a direct conversation":       {func(l *view.Linked) { *l = view.Linked{Direct: true, Domain: "example"} }, ""},
		"a direct conversation's ID":  {func(l *view.Linked) { l.Channel = "D0DANA000" }, ""},
		"no message":                  {func(l *view.Linked) { *l = view.Linked{Domain: "example"} }, ""},
		"no workspace":                {func(l *view.Linked) { l.Domain = "" }, ""},
		"another site for workspace":  {func(l *view.Linked) { l.Domain = "evil.com/?" }, ""},
		"another site for a channel":  {func(l *view.Linked) { l.Channel = "C1/../../x" }, ""},
		"words instead of a message":  {func(l *view.Linked) { l.At = "1772701200.000100?x=1" }, ""},
		"words instead of the thread": {func(l *view.Linked) { l.Thread = "x" }, ""},
	} {
		l := linkedMessage
		c.change(&l)
		if got := l.Address(); got != c.want {
			t.Errorf("%s: the address is %q, want %q", name, got, c.want)
		}
		v := slack.View{PrivateMetadata: fmt.Sprintf(`{"message":%q,"with":7}`, l.String())}
		if got := view.LinkedIn(v, l.Domain).Address(); got != c.want {
			t.Errorf("%s: read from metadata %s, the address is %q, want %q", name, v.PrivateMetadata, got, c.want)
		}
	}
	for _, metadata := range []string{"", "x", `{"message":7}`, `{"message":"https://evil.com"}`, `{"message":"C1/1.000000/2.000000/3.000000"}`} {
		if got := view.LinkedIn(slack.View{PrivateMetadata: metadata}, "example").Address(); got != "" {
			t.Errorf("metadata %s names %q", metadata, got)
		}
	}
}

// A form that is drawn again after a choice keeps its message.
func TestAFormKeepsItsMessage(t *testing.T) {
	k := known(practice.RecognitionKey)
	k.Linked = linkedMessage
	d, err := view.ParseDraft(fill(t, view.Log(k), typed{}), lookup, form)
	if d.Linked.Domain = "example"; err != nil || d.Linked != linkedMessage {
		t.Errorf("the form was opened from %+v: %v", d.Linked, err)
	}
}
