package store

import (
	"testing"

	"coach/practice"
)

// A link is stored with what was written from a message, stays when that is
// edited, and goes with it.
func TestALinkGoesWithWhatWasWritten(t *testing.T) {
	c := newCompany(t)
	const link = "https://example.slack.com/archives/C0DEALS00/p1772701200000100"
	entry := c.log(t, practice.Entry{Request: "V1", Practice: "one_on_one", Author: c.ben, Subject: c.cora, Link: link}, thursday, thursday).Entry
	entry.Request, entry.Link = "V2", ""
	done, err := c.Edit(t.Context(), entry, c.practice(t, "one_on_one"), noon, thursday)
	ok(t, err)
	if done.Entry.Link != link {
		t.Errorf("edited, it links %q", done.Entry.Link)
	}
	ok(t, c.Withdraw(t.Context(), c.ben, noon, entry.ID))
	if e, err := c.Entry(t.Context(), entry.ID); err != nil || e.Link != "" {
		t.Errorf("taken back, it links %q: %v", e.Link, err)
	}

	id, err := c.AddTopic(t.Context(), practice.Topic{Request: "V3", Pair: c.benAndCora(), By: c.cora, Words: "pricing", Link: link, RaisedAt: noon})
	ok(t, err)
	if topic, err := c.Topic(t.Context(), id); err != nil || topic.Link != link {
		t.Errorf("the topic links %q: %v", topic.Link, err)
	}
	ok(t, c.DropTopic(t.Context(), id, c.cora, noon))
	if topic, err := c.Topic(t.Context(), id); err != nil || topic.Link != "" {
		t.Errorf("dropped, the topic links %q: %v", topic.Link, err)
	}
}
