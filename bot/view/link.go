package view

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

// Linked is the message of Slack's that a form was opened from: from a message
// about a deal, say, somebody thanks Ana. It is linked, never copied: a form's
// metadata names it by IDs, and its address is only made from them where it is
// shown or stored, so that no form can link anything but a message in the
// workspace.
type Linked struct {
	Channel, At, Thread string // Slack's ID of the conversation, and timestamps; Thread is the first message's of its thread
	Direct              bool   // it stands in a direct conversation, of which no link is kept
	Domain              string // of the workspace; not in metadata, because every request has it
}

// isDirect stands in metadata for a message of a direct conversation.
const isDirect = "direct"

// messageIDs matches a message in metadata: its channel, its timestamp and, for
// a reply, its thread's.
var messageIDs = regexp.MustCompile(`^(C[A-Z0-9]+)/(\d+\.\d{6})(?:/(\d+\.\d{6}))?$`)

// workspaceDomain matches the part of a workspace's address that is its own.
var workspaceDomain = regexp.MustCompile(`^[a-z0-9-]+$`)

// String encodes the message for metadata; "" for none.
func (l Linked) String() string {
	ids := strings.TrimSuffix(strings.Join([]string{l.Channel, l.At, l.Thread}, "/"), "/")
	switch {
	case l.Direct:
		return isDirect
	case !messageIDs.MatchString(ids):
		return ""
	}
	return ids
}

// LinkedIn returns the message that a form was opened from, if any, for the
// workspace with a domain.
func LinkedIn(v slack.View, domain string) Linked {
	var from struct {
		Message string `json:"message"`
	}
	_ = json.Unmarshal([]byte(v.PrivateMetadata), &from) // metadata of another kind names none
	if from.Message == isDirect {
		return Linked{Direct: true}
	}
	ids := messageIDs.FindStringSubmatch(from.Message)
	if ids == nil {
		return Linked{}
	}
	return Linked{Channel: ids[1], At: ids[2], Thread: ids[3], Domain: domain}
}

// Address returns the address of the message, as Slack's own menu copies it;
// "" where no link is kept.
func (l Linked) Address() string {
	if l.Direct || l.String() == "" || !workspaceDomain.MatchString(l.Domain) {
		return ""
	}
	address := "https://" + l.Domain + ".slack.com/archives/" + l.Channel + "/p" + strings.ReplaceAll(l.At, ".", "")
	if l.Thread != "" && l.Thread != l.At {
		address += "?thread_ts=" + l.Thread + "&cid=" + l.Channel
	}
	return address
}

// said says in a form what becomes of the message it was opened from; nothing
// where there is none.
func (l Linked) said() []slack.Block {
	if l.Direct {
		return []slack.Block{kit.Aside("You came from a direct message. It stays where it is: I keep no link to it.")}
	}
	address := l.Address()
	if address == "" {
		return nil
	}
	return []slack.Block{kit.Line(kit.Text("With a link to "), kit.Link("this message", address), kit.Text(". Its words stay where they are."))}
}

// aboutMessage is the line that leads from what somebody wrote to the message it is
// about; nothing where there is none.
func aboutMessage(link string) []slack.Block {
	if link == "" {
		return nil
	}
	return []slack.Block{kit.Line(kit.Text("About "), kit.Link("this message", link), kit.Text("."))}
}

// The reasons why the author of a message is not filled in.
const (
	AuthorIsApp     = "An app wrote this message. Pick the person yourself."
	AuthorIsSelf    = "You wrote this message yourself. Pick the person it's about."
	AuthorIsOutside = "Whoever wrote this message is at another company. Pick somebody from yours."
	AuthorIsNoPart  = "Whoever wrote this message doesn't take part. Pick the person yourself."
)

// AuthorNotTheirs says that the author of a message is nobody whom the person
// leads.
func AuthorNotTheirs(author string) string {
	return kit.OneLine(author) + " doesn't report to you. Pick one of your people."
}
