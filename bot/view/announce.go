package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// An Announcement is the part of a morning message that presents a new playbook
// version to a person.
type Announcement struct {
	Version   int
	By        practice.Person // nobody if it was published from the command line
	ByReader  bool            // the reader published it
	First     bool            // nothing was announced to them before
	Novelties []practice.Novelty
	Why       string // the publisher's reason
	Vision    string // the sentence over the playbook
	In        bool   // they have pledged ("I'm in")
	TakenBack bool   // the version was undone
}

// maxNovelties is the number of practices that an announcement names, so that
// it stays within a dozen lines.
const maxNovelties = 5

// title is the announcement in one sentence.
func (a Announcement) title() string {
	who := ""
	introduces := a.First && slices.ContainsFunc(a.Novelties, func(n practice.Novelty) bool { return !n.Ended })
	switch {
	case a.ByReader:
		who = "You have"
	case a.By.ID != 0:
		who = firstName(a.By) + " has"
	}
	switch {
	case a.TakenBack:
		return "This change to the playbook was undone. What was expected before still is."
	case introduces && a.By.ID != 0:
		return who + " published the playbook: what's expected of you, and what your leader sees of it."
	case introduces:
		return "The playbook is out: what's expected of you, and what your leader sees of it."
	case a.By.ID != 0:
		return who + " changed what the playbook expects of you."
	}
	return "The playbook has changed what it expects of you."
}

// preview is the announcement as a locked screen shows it.
func (a Announcement) preview() string {
	if names := a.names(); names != "" && !a.TakenBack {
		return fmt.Sprintf("%s %s.", a.title(), capital(names))
	}
	return a.title()
}

// names returns the names of the practices it presents.
func (a Announcement) names() string {
	var names []string
	for _, n := range a.Novelties[:min(len(a.Novelties), maxNovelties)] {
		names = append(names, kit.OneLine(n.Practice.Short))
	}
	if more := len(a.Novelties) - maxNovelties; more > 0 {
		names = append(names, number(more)+" more")
	}
	return practice.Listed(names)
}

// blocks returns the announcement's blocks: the practices, why they matter, how
// often they are due, what is inspected, who sees what, and buttons to answer.
func (a Announcement) blocks(today cadence.Date, who Who) []slack.Block {
	blocks := []slack.Block{kit.Line(kit.Bold(a.title()))}
	if a.TakenBack {
		return blocks
	}
	if a.Why != "" {
		blocks = append(blocks, kit.Quote(a.Why))
	}
	if a.Vision != "" && a.First {
		blocks = append(blocks, kit.Line(kit.Bold("Our vision"), kit.Text(" · "+a.Vision)))
	}
	for _, n := range a.Novelties[:min(len(a.Novelties), maxNovelties)] {
		blocks = append(blocks, kit.Line(kit.Bold(kit.OneLine(n.Practice.Short)), kit.Text(" · "+a.says(n, today, who))))
	}
	if more := len(a.Novelties) - maxNovelties; more > 0 {
		blocks = append(blocks, kit.Line(kit.Text(fmt.Sprintf("And %s more in ", number(more))), kit.Code("/coach playbook"), kit.Text(".")))
	}
	if why := a.why(); why != "" {
		blocks = append(blocks, kit.Line(kit.Bold("Why"), kit.Text(" · "+why)))
	}
	blocks = append(blocks,
		kit.Line(kit.Bold("What leaders see"), kit.Text(" · "+inspected)),
		kit.Line(kit.Bold("Who sees what"), kit.Text(" · "+whoSees)))
	version := strconv.Itoa(a.Version)
	suggest := kit.Button(ActionSuggest, version, "Suggest a change", "Suggest a change to the playbook")
	if a.In {
		return append(blocks, kit.Aside("You're in."), kit.Buttons(suggest))
	}
	return append(blocks, kit.Buttons(kit.Button(ActionPledge, version, "I'm in", "I'm in: I will do this"), suggest))
}

// says describes a novelty in one line.
func (a Announcement) says(n practice.Novelty, today cadence.Date, who Who) string {
	if n.Ended {
		if n.To != 0 {
			return "no longer expected after " + dayMonth(n.To, today) + "."
		}
		return "no longer expected."
	}
	said := n.Rule.Words()
	if with := withWhom(n.Obligation, who); with != "" {
		said += ", " + with
	}
	if n.From != 0 {
		said += ", from " + dayMonth(n.From, today)
	}
	if n.Was == nil {
		return said + "."
	}
	return fmt.Sprintf("%s. It was %s.", said, n.Was.Words())
}

// why gives the reasons for the new practices.
func (a Announcement) why() string {
	var whys []string
	for _, n := range a.Novelties[:min(len(a.Novelties), maxNovelties)] {
		if why := n.Practice.Purpose(); !n.Ended && why != "" && !slices.Contains(whys, why) {
			whys = append(whys, why)
		}
	}
	return strings.Join(whys[:min(len(whys), 2)], " ")
}

// SuggestedFacts is the data behind an owner's message about a suggestion.
type SuggestedFacts struct {
	From      practice.Person
	Version   int
	TakenBack bool // the version was undone
	Words     string
}

// Suggested is the message to an owner of the playbook about a person's
// suggestion. The preview has none of that person's words.
func Suggested(f SuggestedFacts) kit.Message {
	version := fmt.Sprintf("version %d", f.Version)
	if f.TakenBack {
		version += ", undone since"
	}
	said := fmt.Sprintf("%s suggests a change to the playbook (%s).", fullName(f.From), version)
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Quote(f.Words),
		kit.Aside("Only the playbook's owners read this. Talk it through with "+firstName(f.From)+", and change the playbook if it makes sense."),
		kit.Buttons(kit.Button(ActionChangePlaybook, "", "Change the playbook", "")))
}

// suggestedWords is the path of the one field of [Suggest].
const suggestedWords = practice.FieldSuggestion

// Suggest is the form for suggesting a change to a version of the playbook.
func Suggest(version int) slack.ModalViewRequest {
	m := kit.Modal(FormSuggest, "Suggest a change", "Send it",
		kit.Input(suggestedWords, "What would you change, and why?", "The playbook's owners read this, with your name.", true,
			textInput("", practice.LongTextMax).WithMultiline(true)))
	m.PrivateMetadata = origin{Version: version}.String()
	return m
}

// ParseSuggest is the inverse of [Suggest].
func ParseSuggest(v slack.View) (version int, words string, err error) {
	from, err := originOf(v)
	if err != nil {
		return 0, "", err
	}
	words = answersOf(v).text(suggestedWords)
	switch {
	case words == "":
		return from.Version, words, practice.Problems{{Field: suggestedWords, Text: "Write a few words."}}
	case len([]rune(words)) > practice.LongTextMax:
		return from.Version, words, practice.Problems{{Field: suggestedWords, Text: "Keep it to 3,000 characters."}}
	}
	return from.Version, words, nil
}

// SuggestionSent replaces the form after a suggestion: it thanks the person and
// names the owners who read it. If the version was taken back meanwhile, it
// mentions that.
func SuggestionSent(owners []practice.Person, takenBack bool) slack.ModalViewRequest {
	said := " Nobody owns the playbook yet, so I'll keep this for whoever does. Talk it through with your leader too."
	switch len(owners) {
	case 0:
	case 1:
		said = fmt.Sprintf(" Only %s can read it.", peopleNames(owners))
	default:
		said = fmt.Sprintf(" Only %s can read it.", peopleNames(owners))
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Sent."), kit.Text(said))}
	if takenBack {
		blocks = append(blocks, kit.Aside("This change to the playbook was undone while you wrote. Your suggestion still counts. To see what's expected now, type /coach playbook."))
	}
	return kit.Modal("", "Suggest a change", "", blocks...)
}

// OwnersOnly is the message to a person who may not change the playbook; it
// names the owners.
func OwnersOnly(owners []practice.Person) kit.Message {
	if len(owners) == 0 {
		return Sorry("Nobody owns the playbook yet, so it can't be changed here. Ask whoever runs coach to name an owner.")
	}
	return Sorry(fmt.Sprintf("Only the owners of the playbook can change it. Tell them what you'd change: %s.", peopleNames(owners)))
}

// peopleNames joins the names of a few people.
func peopleNames(people []practice.Person) string {
	names := make([]string, 0, len(people))
	for _, p := range people[:min(len(people), maxItems)] {
		names = append(names, fullName(p))
	}
	return practice.Listed(names)
}
