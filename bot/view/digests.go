package view

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strconv"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// DigestsFacts is the data behind the list of the digests that channels get.
type DigestsFacts struct {
	Digests []ChannelDigest
	Who     Who
	Zone    string // the organisation's
	Note    string // what was just done, above the list
}

// A ChannelDigest is a digest that a channel gets, and what keeps it from
// coming.
type ChannelDigest struct {
	practice.Subscription
	Fixed   bool   // it is set where coach runs
	Empty   bool   // whoever it is about takes no part, or leads nobody
	Trouble string // with the channel, and what to do about it; "" for none
}

// MaxChannelDigests is the most digests that channels get.
const MaxChannelDigests = 10

// digestsFull says that there are as many.
const digestsFull = "Ten digests are as many as I send. To add another, stop one first."

// DigestsFull is the problem of one more than there can be.
func DigestsFull() practice.Problem { return practice.Problem{Text: digestsFull} }

const digestsTitle = "Digests in channels"

// Digests lists the digests that channels get, for the owners of the playbook.
func Digests(f DigestsFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Note != "" {
		blocks = append(blocks, kit.Line(kit.Bold(f.Note)))
	}
	blocks = append(blocks, kit.Aside("A digest says what came of a week. In a channel it names nobody but for thanks, and shows no rate of fewer than three managers."))
	if len(f.Digests) == 0 {
		blocks = append(blocks, kit.Line(kit.Text("No channel gets a digest yet.")))
	}
	for _, d := range f.Digests {
		blocks = append(blocks, f.digest(d)...)
	}
	if len(f.Digests) < MaxChannelDigests {
		blocks = append(blocks, kit.Buttons(kit.Button(ActionDigestAdd, "", "Add a digest", "Add a digest to a channel")))
	} else {
		blocks = append(blocks, kit.Aside(digestsFull))
	}
	return kit.Modal(PageDigests, digestsTitle, "", blocks...)
}

// digest is one digest in the list: where and when it comes, whom it is about,
// what is wrong with it, and its buttons.
func (f DigestsFacts) digest(d ChannelDigest) []slack.Block {
	name := fullName(f.Who(d.Root))
	said := fmt.Sprintf(" · %s · about %s's organisation", comes(d.Subscription, f.Zone), name)
	blocks := []slack.Block{kit.Line(slack.NewRichTextSectionChannelElement(d.Channel, nil), kit.Text(said))}
	if d.Empty {
		blocks = append(blocks, kit.Line(kit.Text(name+" doesn't take part or leads nobody any more, so nothing comes. Stop it, and add one about whoever leads them now.")))
	}
	if d.Trouble != "" {
		blocks = append(blocks, kit.Line(kit.Text(d.Trouble)))
	}
	if d.Fixed {
		return append(blocks, kit.Aside(fixedHere[1:]))
	}
	spoken := fmt.Sprintf(": the digest about %s's organisation, %s", name, comes(d.Subscription, f.Zone))
	return append(blocks, kit.Buttons(
		kit.Button(ActionDigestChange, idValue(d.ID), "Change", "Change"+spoken),
		kit.Button(ActionDigestStop, idValue(d.ID), "Stop", "Stop"+spoken)))
}

// comes says when a digest comes, with its time zone where that is not the
// organisation's.
func comes(sub practice.Subscription, zone string) string {
	said := fmt.Sprintf("%ss at %s", sub.Weekday, sub.At)
	if sub.Zone != "" && sub.Zone != zone {
		said += " (" + kit.OneLine(sub.Zone) + ")"
	}
	return said
}

// DigestFacts is the data behind the form for a channel's digest.
type DigestFacts struct {
	Digest practice.Subscription // one without an ID is new
	Zone   string                // the organisation's
	Who    Who
}

// The paths of the inputs in the form for a channel's digest at which coach
// reports problems are [AskDigest] and [AskRoot]; this is the one for its time
// zone.
const askWhose = "whose_zone"

// The time zones that a digest can come in.
const (
	companysZone = "company"
	rootsZone    = "root"
)

// Digest is the form for a channel's digest. Whom a digest is about stays: what
// it said before was about them.
func Digest(f DigestFacts) slack.ModalViewRequest {
	d, title := f.Digest, "Change a digest"
	at := slack.NewTimePickerBlockElement(kit.ActionChoose)
	at.InitialTime = d.At.String()
	var about slack.Block
	if d.ID == 0 {
		title = "Add a digest"
		about = kit.Input(AskRoot, "Whose organisation is it about?", "Somebody who leads people. For the whole company, the person at the top.", true, picker{who: f.Who, anyone: true}.one(d.Root))
	} else {
		about = kit.Line(kit.Text("It's about " + fullName(f.Who(d.Root)) + "'s organisation. For another, add one."))
	}
	whose := companysZone
	if d.ID != 0 && d.Zone != f.Zone {
		whose = rootsZone
	}
	m := kit.Modal(FormDigest, title, "Save", about,
		kit.Input(AskDigest, "Channel", "I join a public channel myself. Invite me to a private one with /invite @coach.", true, channelMenu(d.Channel)),
		kit.Input(askWeekday, "Day", "", true, kit.Menu("Pick a day", weekdayOptions(), strconv.Itoa(int(d.Weekday)))),
		kit.Input(askTime, "Time", "", true, at),
		kit.Input(askWhose, "In whose time?", "", true, kit.Radios([]*slack.OptionBlockObject{
			kit.Choice(companysZone, "Your organisation's: "+kit.OneLine(f.Zone), ""),
			kit.Choice(rootsZone, "That of the person it's about", ""),
		}, whose)))
	m.PrivateMetadata = seenDigest(d).String()
	return m
}

// A SeenDigest is the metadata of the form for a digest: which one it is, and a
// number that stands for what its reader saw of it.
type SeenDigest struct {
	ID    practice.SubscriptionID `json:"digest"`
	Print uint32                  `json:"edits"`
}

func seenDigest(d practice.Subscription) SeenDigest {
	h := fnv.New32a()
	fmt.Fprint(h, d.Channel, d.Weekday, d.At, d.Zone)
	return SeenDigest{d.ID, h.Sum32()}
}

// Is reports whether a digest is as it was seen.
func (s SeenDigest) Is(d practice.Subscription) bool { return s == seenDigest(d) }

func (s SeenDigest) String() string {
	text, _ := json.Marshal(s) // two numbers always can be
	return string(text)
}

// ParseDigest is the inverse of [Digest]: the digest as its owner saw it, and as
// they want it. Its zone is that of the organisation, or none for that of the
// person it is about; one that is there already is about nobody, as before.
func ParseDigest(v slack.View, zone string, lookup func(slackID string) (practice.PersonID, bool)) (seen SeenDigest, to practice.Subscription, err error) {
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &seen); err != nil {
		return seen, to, fmt.Errorf("view: metadata of %s: %w", v.CallbackID, err)
	}
	given := answersOf(v)
	to = practice.Subscription{ID: seen.ID, Channel: given[AskDigest].SelectedConversation, Weekday: weekday(given.option(askWeekday)), Zone: zone}
	if given.option(askWhose) == rootsZone {
		to.Zone = ""
	}
	var problems practice.Problems
	if seen.ID == 0 {
		to.Root, problems = given.person(AskRoot, lookup)
	}
	if to.Channel == "" {
		problems = append(problems, practice.Problem{Field: AskDigest, Text: "Pick a channel."})
	}
	if to.At, err = cadence.ParseClock(given[askTime].SelectedTime); err != nil {
		problems = append(problems, practice.Problem{Field: askTime, Text: "Pick a time."})
	}
	if len(problems) > 0 {
		return seen, to, problems
	}
	return seen, to, nil
}

// DigestChangedMeanwhile is the form again, as its owner filled it in, over what
// somebody else has made of the digest since they opened it.
func DigestChangedMeanwhile(f DigestFacts, now practice.Subscription) slack.ModalViewRequest {
	m := Digest(f)
	m.Blocks.BlockSet = append([]slack.Block{kit.Line(kit.Text("Somebody changed this digest while you had it open. It now goes to "), slack.NewRichTextSectionChannelElement(now.Channel, nil),
		kit.Text(fmt.Sprintf(", %s. Press Save to put yours in its place.", comes(now, f.Zone))))}, m.Blocks.BlockSet...)
	m.PrivateMetadata = seenDigest(now).String()
	return m
}

// DigestSaved says when a channel's digest comes next, in the list that its form
// lay on, and why it shows no rates where too few managers stand in it.
func DigestSaved(sub practice.Subscription, next cadence.Date, due bool, today cadence.Date, managers int) string {
	said := fmt.Sprintf("Saved. The next one comes on %s at %s.", fullDay(next, today), sub.At)
	if due {
		said = fmt.Sprintf("Saved. The next one comes in a minute, and then %ss at %s.", sub.Weekday, sub.At)
	}
	if managers < poolFrom {
		said += " " + capital(counted(managers, "manager leads", "managers lead")) + " people there, so it shows no rates: they'd tell how one of them did."
	}
	return said
}

// DigestStopped says that a channel's digest was stopped, in the list.
func DigestStopped(root practice.Person) string {
	return "Stopped. Nothing more comes about " + fullName(root) + "'s organisation there."
}

// SubscribedAlready is the problem of a digest about somebody who has one in the
// channel.
func SubscribedAlready(root practice.Person, sub practice.Subscription, zone string) practice.Problem {
	return practice.Problem{Field: AskDigest, Text: fmt.Sprintf("This channel gets a digest about %s's organisation already, %s. Change that one, or pick another channel.",
		fullName(root), comes(sub, zone))}
}

// NoDigestAbout is the problem of a digest about somebody who leads nobody.
func NoDigestAbout(root practice.Person, partakes bool) practice.Problem {
	why := " leads nobody"
	if !partakes {
		why = " doesn't take part"
	}
	return practice.Problem{Field: AskRoot, Text: cmp.Or(root.Name, "This person") + why + ", so a digest about them would be empty. Pick somebody who leads people."}
}
