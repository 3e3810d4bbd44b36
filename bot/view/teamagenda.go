package view

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// TeamAgendaFacts is the data behind the agenda of a team meeting.
type TeamAgendaFacts struct {
	Meeting practice.Meeting
	Words   string              // as coach drafts them, or as they were posted
	Channel string              // Slack's ID of where it goes; "" where there is none
	News    []practice.EntryID  // whose news stands in a draft
	Posted  practice.TeamAgenda // none without an ID
	Today   cadence.Date
}

// when says when and where a meeting is, as far as that is known.
func when(m practice.Meeting, today cadence.Date) string {
	said := weekdayMonth(m.On, today)
	if m.InSlot() {
		said += " at " + m.Slot.At.String()
		if m.Slot.Where != "" {
			said += ", " + kit.OneLine(m.Slot.Where)
		}
	}
	return said
}

// TeamAgenda is the form in which a manager edits an agenda and posts it.
func TeamAgenda(f TeamAgendaFacts) slack.ModalViewRequest {
	goes := []kit.Run{kit.Text("Your team meets on " + when(f.Meeting, f.Today) + ". This goes to "), slack.NewRichTextSectionChannelElement(f.Channel, nil), kit.Text(", and everybody there can read it.")}
	blocks := []slack.Block{kit.Line(goes...)}
	submit := "Post it"
	if f.Posted.ID != 0 {
		submit = "Save"
		blocks = append(blocks, kit.Item("It's posted already. What you change here changes there.",
			kit.AskedAgain(kit.Button(ActionAgendaTakeBack, idValue(f.Posted.ID), "Take it back", "Take the agenda back"), "Take it back?", "The message in the channel is deleted.", "Take it back", "Keep it")))
	} else {
		blocks = append(blocks, kit.Aside("I've drafted it from what's open, what was thanked and what customers said. Change whatever you like."))
	}
	input := textInput(f.Words, practice.LongTextMax).WithMultiline(true)
	m := kit.Modal(FormAgenda, "Agenda", submit, append(blocks, kit.Input(practice.FieldAgenda, "What's on the agenda?", "One point a line.", true, input))...)
	m.PrivateMetadata = AgendaDrafted{f.Meeting.On, f.Channel, f.News}.String()
	return m
}

// An AgendaDrafted is the metadata of the form of an agenda: the day of the
// meeting, the channel that the form names, and the entries whose news stood in
// it when it was opened. News that comes while the form is open is for the next
// agenda.
type AgendaDrafted struct {
	On      cadence.Date       `json:"on"`
	Channel string             `json:"channel,omitempty"`
	News    []practice.EntryID `json:"news,omitempty"`
}

func (d AgendaDrafted) String() string {
	text, _ := json.Marshal(d) // a date, a text and numbers always can be
	return string(text)
}

// ParseTeamAgenda is the inverse of [TeamAgenda].
func ParseTeamAgenda(v slack.View) (d AgendaDrafted, words string, err error) {
	if err := json.Unmarshal([]byte(v.PrivateMetadata), &d); err != nil {
		return d, "", fmt.Errorf("view: day of an agenda: %w", err)
	}
	words = answersOf(v).text(practice.FieldAgenda)
	return d, words, practice.AgendaProblem(words)
}

// AgendaStored replaces the form once the agenda is stored.
func AgendaStored(a practice.TeamAgenda, again bool) slack.ModalViewRequest {
	said := "It appears in "
	if again {
		said = "It changes in "
	}
	return kit.Modal("", "Agenda", "", kit.Line(kit.Bold("Saved. "), kit.Text(said), slack.NewRichTextSectionChannelElement(a.Channel, nil), kit.Text(" in a moment.")))
}

// AgendaTakenBack replaces the form once the agenda is taken back.
func AgendaTakenBack() slack.ModalViewRequest {
	return kit.Modal("", "Agenda", "", kit.Line(kit.Text("Taken back. The message is gone from the channel.")))
}

// OfferAgenda answers typed words with a button that opens the form.
func OfferAgenda() kit.Message {
	const said = "The agenda of your next team meeting."
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Buttons(kit.Button(ActionAgenda, "", "Open it", "Open the agenda").WithStyle(slack.StylePrimary)))
}

// AgendaPost is the agenda in the team's channel.
func AgendaPost(a practice.TeamAgenda, slot practice.Slot, manager practice.Person) kit.Message {
	title := "Team meeting, " + when(practice.Meeting{On: a.On, Slot: slot}, a.On)
	blocks := []slack.Block{kit.Line(kit.Bold(title), kit.Text(" · "+fullName(manager)))}
	for part := range strings.SplitSeq(a.Words, "\n\n") {
		blocks = append(blocks, kit.Para(part))
	}
	if len(blocks) > maxAgendaParts {
		blocks = append(blocks[:maxAgendaParts-1], kit.Para(strings.Join(strings.Split(a.Words, "\n\n")[maxAgendaParts-2:], "\n")))
	}
	return kit.NewMessage("The agenda of "+firstName(manager)+"'s team meeting.", blocks...)
}

// maxAgendaParts is how many blocks the message with an agenda has at most.
const maxAgendaParts = 40

// AgendaUnposted is the message to a manager that the channel did not accept
// their agenda.
func AgendaUnposted(a practice.TeamAgenda, archived, shared bool) kit.Message {
	why := []kit.Run{kit.Text("I'm not allowed to post in "), slack.NewRichTextSectionChannelElement(a.Channel, nil)}
	switch {
	case archived:
		why = []kit.Run{slack.NewRichTextSectionChannelElement(a.Channel, nil), kit.Text(" is archived")}
	case shared:
		why = []kit.Run{slack.NewRichTextSectionChannelElement(a.Channel, nil), kit.Text(" is now shared with another company, and what I say about people stays inside yours")}
	}
	runs := append([]kit.Run{kit.Text("I couldn't post the agenda of your team meeting: ")}, why...)
	return kit.NewMessage("I couldn't post the agenda of your team meeting.", kit.Line(append(runs, kit.Text("."))...),
		kit.Item("Choose another channel for your team, then post it again.", kit.Button(ActionTeamSettings, "", "Team's channel", "Choose your team's channel")))
}

// agenda is the line of a morning message that offers the agenda, or says that it
// is posted; nil for a day without.
func (f MorningFacts) agenda() slack.Block {
	switch {
	case f.Meeting.On == 0, f.Meeting.On < f.Today:
		return nil
	case f.Posted.ID != 0:
		return kit.Item("Your team meets on "+when(f.Meeting, f.On)+". The agenda is posted.", kit.Button(ActionAgenda, "", "Change it", "Change the agenda"))
	}
	return kit.Item("Your team meets on "+when(f.Meeting, f.On)+". I've drafted an agenda.", kit.Button(ActionAgenda, "", "Look at it", "Look at the agenda"))
}

// FridayFacts is the data behind Friday's good news.
type FridayFacts struct {
	Teams     []practice.TeamNews
	Elsewhere practice.Entry
	Form      func(practice.Entry) *practice.Practice
	Roster    *practice.Roster
	Who       Who
	On        cadence.Date
}

// GoodNews is Friday's message to a channel: what was thanked, what worked and
// what is out of the way. It has no rate, and no name beside anything that is not
// good news.
func GoodNews(f FridayFacts) kit.Message {
	title := "Good news of the week"
	blocks := []slack.Block{kit.Line(kit.Bold(title))}
	for _, team := range f.Teams {
		if len(f.Teams) > 1 {
			blocks = append(blocks, kit.Line(kit.Bold(fullName(f.Who(team.Manager))+"'s team")))
		}
		blocks = append(blocks, f.team(team)...)
	}
	if e := f.Elsewhere; e.ID != 0 {
		words := practice.SharedBest(e, f.Form(e), f.Roster)
		blocks = append(blocks, kit.Para("From "+fullName(f.Who(e.Author))+"'s team: "+line(words)))
	}
	return kit.NewMessage(title+".", blocks...)
}

// fridayMost is how many of a kind a team's good news has; the rest is counted.
const fridayMost = 8

func (f FridayFacts) team(n practice.TeamNews) []slack.Block {
	var blocks []slack.Block
	for i, e := range n.Thanks {
		if i == fridayMost {
			blocks = append(blocks, kit.Para(fmt.Sprintf("And %s more.", counted(len(n.Thanks)-i, "thank-you", "thank-yous"))))
			break
		}
		runs := []kit.Run{kit.Text(fullName(f.Who(e.Author)) + " thanks ")}
		recipients := f.Roster.ThankedInPublic(e)
		for i, id := range recipients {
			if i > 0 {
				runs = append(runs, kit.Text(separator(i, len(recipients))))
			}
			runs = append(runs, mention(f.Who(id)))
		}
		words := practice.ForTeam(e, f.Form(e), practice.RecognitionWhat)
		blocks = append(blocks, kit.Line(append(runs, kit.Text(": "+kit.Shorten(onOneLine(words), practice.TextMax)))...))
	}
	for _, e := range n.Shares[:min(len(n.Shares), fridayMost)] {
		blocks = append(blocks, kit.Para("What worked: "+kit.Shorten(onOneLine(practice.SharedBest(e, f.Form(e), f.Roster)), practice.TextMax)))
	}
	for _, o := range n.Gone[:min(len(n.Gone), fridayMost)] {
		blocks = append(blocks, kit.Para("Out of the way: "+kit.Shorten(onOneLine(o.What), practice.TextMax)))
	}
	if len(n.Gone) > 0 && n.GoneAll > 0 {
		gone := number(n.GoneAll) + " are gone"
		switch {
		case n.GoneAll == n.Raised:
			gone = "all are gone"
		case n.GoneAll == 1:
			gone = "one is gone"
		}
		if n.Raised == 1 {
			gone = "and it's gone"
		}
		blocks = append(blocks, kit.Aside(fmt.Sprintf("In four weeks you raised %s, %s.", counted(n.Raised, "obstacle", "obstacles"), gone)))
	}
	return blocks
}

// ended puts a sentence behind another one, if there is one.
func ended(said, next string) string {
	if next != "" && !strings.HasSuffix(said, ".") {
		said += "."
	}
	return said + next
}

// meets says when and where the team usually meets, beside its meeting.
func (f MorningFacts) meets(t practice.Reminder) string {
	if t.Practice != practice.TeamMeetingKey {
		return ""
	}
	for _, o := range t.Occurrences {
		m := practice.Meeting{On: cmp.Or(o.PlannedFor, o.DueOn), Slot: f.Slot}
		if !o.Waiting(f.Today) || !m.InSlot() {
			continue
		}
		said := " You meet at " + f.Slot.At.String()
		if f.Slot.Where != "" {
			said += ", " + kit.OneLine(f.Slot.Where)
		}
		return said + "."
	}
	return ""
}
