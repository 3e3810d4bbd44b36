package view

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// ReviewFacts is the data behind an owner's review before publishing.
type ReviewFacts struct {
	Version  int // the playbook that is changed
	Changes  []practice.Change
	Starts   map[string]cadence.Date // by practice: the first day of its changes
	Today    cadence.Date
	Readers  int      // how many people will read about it
	Load     []string // the time it takes, before and after, in sentences
	Note     string   // a note above the changes
	AskTwice bool     // the largest load is so high that publishing needs another yes
	Ending   string   // that most practices would end, which needs another yes too; empty where they do not
}

// allTheSame is the path of the checkbox that confirms a playbook which takes
// too much time, or ends most practices.
const allTheSame = "all_the_same"

// pathReason is the path of the publisher's reason.
const pathReason = "reason"

// Review is the form that shows a playbook before it is published: the changes,
// when they begin, and the load before and after.
func Review(f ReviewFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Note != "" {
		blocks = append(blocks, kit.Line(kit.Bold(f.Note)))
	}
	blocks = append(blocks, kit.Line(kit.Bold("What changes")))
	said, keys := byPractice(slices.DeleteFunc(slices.Clone(f.Changes), f.saysStart))
	for i, key := range keys[:min(len(keys), maxChanges)] {
		words := said[i]
		if from := f.Starts[key]; from != 0 {
			words += "\n" + startsOn(from, f.Today)
		}
		blocks = append(blocks, kit.Line(kit.Text(words)))
	}
	if more := len(keys) - maxChanges; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more.", number(more))))
	}
	blocks = append(blocks, kit.Line(kit.Bold("What it takes")))
	for _, sentence := range f.Load {
		blocks = append(blocks, kit.Line(kit.Text(sentence)))
	}
	box := kit.AnyOf([]*slack.OptionBlockObject{kit.Choice(yes, "Publish anyway", "")}, nil)
	switch {
	case f.Ending != "":
		blocks = append(blocks, kit.Input(allTheSame, f.Ending+". Are you sure?", "To keep some of them, go back to the changes.", true, box))
	case f.AskTwice:
		blocks = append(blocks, kit.Input(allTheSame, "This is more than most people have time for. Are you sure?",
			"To make room, go back and switch something off, or do it less often.", true, box))
	}
	blocks = append(blocks, kit.Input(pathReason, "Why are you changing this?", "Your people read it.", f.Readers > 0, textInput("", practice.TextMax)))
	blocks = append(blocks, kit.Aside(readersWords(f.Readers)), kit.Buttons(kit.Button(ActionChangePlaybook, "", "Back to the changes", "")))
	m := kit.Modal(FormPublish, "Review and publish", "Publish", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle)
	m.PrivateMetadata = origin{Version: f.Version}.String()
	return m
}

// saysStart reports whether a change is only a start day that the review shows
// for the practice anyway.
func (f ReviewFacts) saysStart(c practice.Change) bool {
	others := slices.ContainsFunc(f.Changes, func(o practice.Change) bool { return o.Practice == c.Practice && o.What != c.What })
	return c.What == "starts" && others
}

func startsOn(from, today cadence.Date) string {
	if from <= today {
		return "From today."
	}
	return "From " + fullDay(from, today) + "."
}

func readersWords(n int) string {
	if n == 0 {
		return "This changes nobody's rhythm, so I won't announce it."
	}
	return fmt.Sprintf("%s will read about it in their next morning message.", capital(counted(n, "person", "people")))
}

// ParseReview reads a submitted review: the version it was drawn for, whether
// its confirmation was ticked, and why the publisher changes it.
func ParseReview(v slack.View) (version int, sure bool, why string, err error) {
	from, err := originOf(v)
	why = answersOf(v).text(pathReason)
	if err == nil && len([]rune(why)) > practice.TextMax {
		err = practice.Problems{{Field: pathReason, Text: fmt.Sprintf("Keep it to %d characters.", practice.TextMax)}}
	}
	return from.Version, len(answersOf(v)[allTheSame].SelectedOptions) > 0, why, err
}

// NoReason is the problem of a publication that people read about and that gives
// no reason.
func NoReason() practice.Problems {
	return practice.Problems{{Field: pathReason, Text: "Say in a few words why it changes. Your people read it."}}
}

// NeedsConfirmation reports whether a review has the checkbox that confirms it.
func NeedsConfirmation(v slack.View) bool {
	_, asks := answersOf(v)[allTheSame]
	return asks
}

// NotSure is the problem of a review whose confirmation is not ticked.
func NotSure() practice.Problems {
	return practice.Problems{{Field: allTheSame, Text: "Tick the box to publish anyway, or go back to the changes."}}
}

// Published replaces the review.
func Published(version, readers int) slack.ModalViewRequest {
	return kit.Modal("", "Change the playbook", "",
		kit.Line(kit.Bold("Published."), kit.Text(" "+readersWords(readers))),
		kit.Aside("You can undo this until somebody logs something with it."),
		kit.Buttons(undoPublishing(version)))
}

func undoPublishing(version int) *slack.ButtonBlockElement {
	return kit.Button(ActionUnpublish, strconv.Itoa(version), "Undo", fmt.Sprintf("Undo version %d", version))
}

// Unpublished is the view after a version was taken back.
func Unpublished(version int) slack.ModalViewRequest {
	return kit.Modal("", "Change the playbook", "",
		kit.Line(kit.Bold("Undone."), kit.Text(fmt.Sprintf(" Version %d is gone. What was expected before is expected again.", version))),
		kit.Aside("The messages that announced it now say so."))
}

// HistoryFacts is the data behind the history of the playbook.
type HistoryFacts struct {
	Versions []PublishedVersion // newest first
	Zone     *time.Location     // of who reads it
	Today    cadence.Date
	Who      Who
	Note     string
}

// A PublishedVersion is one version of the playbook, and how it differs from
// the one before.
type PublishedVersion struct {
	Version int
	By      practice.PersonID
	At      time.Time
	From    cadence.Date // no date: each practice's next full period
	Changes []practice.Change
	Why     string   // the publisher's reason
	Helps   []string // what will show of practices that are done more often that they still help
	First   bool
	Undone  bool
	MayUndo bool
}

// MaxVersions is the number of versions in the history.
const MaxVersions = 15

// maxVersionChanges is the number of practices whose changes the history shows
// for each version.
const maxVersionChanges = 6

// History lists the versions of the playbook: author, date, first day, and
// changes.
func History(f HistoryFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Note != "" {
		blocks = append(blocks, kit.Line(kit.Bold(f.Note)))
	}
	for _, v := range f.Versions[:min(len(f.Versions), MaxVersions)] {
		blocks = append(blocks, kit.Line(kit.Bold(fmt.Sprintf("Version %d", v.Version)), kit.Text(" · "+f.heading(v))))
		if said := v.changes(); said != "" {
			blocks = append(blocks, kit.Line(kit.Text(said)))
		}
		if v.Why != "" {
			blocks = append(blocks, kit.Line(kit.Bold("Why"), kit.Text(" · "+v.Why)))
		}
		for _, helps := range v.Helps {
			blocks = append(blocks, kit.Line(kit.Bold("What will tell that it still helps"), kit.Text(" · "+helps)))
		}
		if v.MayUndo {
			blocks = append(blocks, kit.Buttons(undoPublishing(v.Version)))
		}
	}
	if more := len(f.Versions) - MaxVersions; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s older.", number(more))))
	}
	return kit.Modal("", "The playbook's history", "", blocks...)
}

func (f HistoryFacts) heading(v PublishedVersion) string {
	by := "published from a file"
	switch {
	case v.By != 0:
		by = fullName(f.Who(v.By))
	case v.First:
		by = "the playbook that comes with coach"
	}
	at := v.At.In(f.Zone)
	said := []string{by, weekdayMonth(cadence.DateOf(at), f.Today) + at.Format(", 15:04")}
	switch {
	case v.Undone:
		said = append(said, "undone")
	case v.From != 0:
		said = append(said, "starts on "+dayMonth(v.From, f.Today))
	default:
		said = append(said, "each practice starts with its next full period")
	}
	return strings.Join(said, " · ")
}

func (v PublishedVersion) changes() string {
	said, _ := byPractice(v.Changes)
	switch {
	case v.First:
		return "The first version."
	case len(said) == 0:
		return "Nothing that people would notice."
	}
	kept := slices.Clone(said[:min(len(said), maxVersionChanges)])
	if more := len(said) - maxVersionChanges; more > 0 {
		kept = append(kept, fmt.Sprintf("And %s more.", number(more)))
	}
	return strings.Join(kept, "\n")
}
