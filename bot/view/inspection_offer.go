package view

import (
	"fmt"
	"net/url"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// OfferFacts is the data behind the words with which a leader offers help.
type OfferFacts struct {
	Line     HelpLine
	On       cadence.Date // the last day of what the digest is about
	Team     string       // Slack's ID of the workspace
	Playbook *practice.Playbook
	Who      Who
}

const offerTitle = "Offer help"

// OfferHelp shows a leader words to copy, and leads to the person's direct
// messages. Coach writes to nobody in another's name.
func OfferHelp(f OfferFacts) slack.ModalViewRequest {
	p := f.Who(f.Line.About)
	name := firstName(p)
	blocks := []slack.Block{kit.Line(kit.Bold(name), kit.Text(": "+f.Line.sentence(f.Playbook, f.On)))}
	if f.Line.Comment != "" {
		blocks = append(blocks, kit.Line(kit.Text(name+" says:")), kit.Quote(f.Line.comment()))
	}
	blocks = append(blocks, kit.Line(kit.Text("Words to copy, if they help:")),
		kit.Quote(fmt.Sprintf("Hi %s, I saw that you had no room lately for this: %s. What got in the way? I have half an hour for you this week, and I'd like to take something off your plate.", name, f.Line.titles(f.Playbook, f.On))))
	if to := directMessages(f.Team, p.SlackID); to != "" {
		blocks = append(blocks, kit.Line(kit.Link("Write to "+name, to)))
	}
	return kit.Modal("", offerTitle, "", append(blocks, kit.Aside("I send nothing. What you write is between the two of you."))...)
}

// directMessages is the address of the direct messages with somebody; "" for
// somebody who was not found in the workspace.
func directMessages(team, slackID string) string {
	if team == "" || slackID == "" {
		return ""
	}
	return "https://slack.com/app_redirect?" + url.Values{"team": {team}, "channel": {slackID}}.Encode()
}

// HelpUnneeded is what the button for offering help opens once the line no
// longer holds.
func HelpUnneeded(p practice.Person) slack.ModalViewRequest {
	return kit.Modal("", offerTitle, "", kit.Line(kit.Text("Things have moved on: "+firstName(p)+" no longer stands here. A thank-you may be in place.")))
}

// A HelpPreview is a line that the digest of somebody's leader is going to have
// about them, as they read it on the working day before.
type HelpPreview struct {
	Line   HelpLine
	Digest DigestKey
	Leader practice.PersonID
	On     cadence.Date // the day of the digest
	Closed bool         // the digest is out, or the line no longer holds: there is nothing left to say
}

// said is what the digest is going to say, in the same words.
func (p HelpPreview) said(pb *practice.Playbook, who Who, more string) string {
	return fmt.Sprintf("%s's digest on %s will say this.%s\n“%s: %s”", firstName(who(p.Leader)), p.On.Format("Monday"), more,
		firstName(who(p.Line.About)), p.Line.sentence(pb, p.Digest.To))
}

// HelpPreviewBlocks are the part of a manager's morning message about what their
// leader's digest is going to say of them, with a button to comment on it.
func HelpPreviewBlocks(p HelpPreview, pb *practice.Playbook, who Who) []slack.Block {
	said, label := p.said(pb, who, ""), "Add a comment"
	switch {
	case p.Closed && p.Line.Comment == "":
		return nil
	case p.Closed:
		return []slack.Block{kit.Para(said + "\nYou said: “" + p.Line.comment() + "”")}
	case p.Line.Comment != "":
		said, label = said+"\nYour comment: “"+p.Line.comment()+"”", "Change it"
	default:
		said = p.said(pb, who, " Add a comment?")
	}
	return []slack.Block{kit.Item(said, kit.Button(ActionHelpComment, p.Digest.String(), label, label+": what the digest will say of you"))}
}

// settled reports whether the preview no longer waits for its reader's word.
func (p HelpPreview) settled() bool { return p.Closed || p.Line.Comment != "" }

// settledPreviews are the previews that the reader has commented on.
func (f MorningFacts) settledPreviews() (blocks []slack.Block) {
	for _, p := range f.Previews {
		if p.settled() {
			blocks = append(blocks, HelpPreviewBlocks(p, f.Playbook, f.Who)...)
		}
	}
	return blocks
}

const commentTitle = "Add a comment"

// HelpComment is the form in which somebody comments on what their leader's
// digest is going to say of them.
func HelpComment(p HelpPreview, pb *practice.Playbook, who Who) slack.ModalViewRequest {
	leader := firstName(who(p.Leader))
	m := kit.Modal(FormHelpComment, commentTitle, "Save it",
		kit.Line(kit.Text(p.said(pb, who, ""))),
		kit.Input(practice.FieldWords, "Your comment", fmt.Sprintf("%s reads it beside that line on %s, and nobody else does. Leave it empty to say nothing.", leader, p.On.Format("Monday")), false, textInput(p.Line.Comment, HelpCommentMax)))
	m.PrivateMetadata = digestOrigin{p.Digest.Subscription, p.Digest.To}.String()
	return m
}

// ParseHelpComment is the inverse of [HelpComment]: the digest, and the comment,
// which may be empty.
func ParseHelpComment(v slack.View) (DigestKey, string, error) {
	words := answersOf(v).text(practice.FieldWords)
	if n := len([]rune(words)); n > HelpCommentMax {
		return DigestKey{}, "", practice.Problems{{Field: practice.FieldWords, Text: fmt.Sprintf("Keep it to %d characters. This has %d.", HelpCommentMax, n)}}
	}
	return digestOf(v), words, nil
}

// HelpCommented replaces the form once the comment is stored.
func HelpCommented(p HelpPreview, who Who) slack.ModalViewRequest {
	said := fmt.Sprintf("%s reads it on %s, beside that line.", firstName(who(p.Leader)), p.On.Format("Monday"))
	if p.Line.Comment == "" {
		said = "The line stands without a comment."
	}
	return kit.Modal("", commentTitle, "", kit.Line(kit.Bold("Saved."), kit.Text(" "+said)))
}
