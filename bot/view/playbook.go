package view

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// PlaybookFacts is the data behind the list in which an owner changes the
// playbook.
type PlaybookFacts struct {
	Version int                // the playbook that is changed
	Next    *practice.Playbook // the file as it would be with the changes
	Held    *practice.Playbook // the combined playbook of it and the versions before
	Changes []practice.Change  // not published yet
	Today   cadence.Date
	Note    string // a note above the list
}

// maxChanges is the number of changes listed: others can be dropped only in the
// file.
const maxChanges = 20

// Playbook lists every practice with its state, and the changes of the owner's
// draft.
func Playbook(f PlaybookFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Note != "" {
		blocks = append(blocks, kit.Line(kit.Bold(f.Note)))
	}
	blocks = append(blocks, f.changes()...)
	blocks = append(blocks, kit.Buttons(kit.Button(ActionPurpose, "", "Vision and skills", "Change the vision and the skills")))
	blocks = append(blocks, f.practices(kit.MaxBlocks-len(blocks))...)
	m := kit.Modal(FormPlaybook, "Change the playbook", "Review and publish", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle)
	m.PrivateMetadata = origin{Version: f.Version}.String()
	return m
}

// changes lists the differences so far, each practice's with a button to drop
// them.
func (f PlaybookFacts) changes() []slack.Block {
	if len(f.Changes) == 0 {
		return []slack.Block{kit.Aside("You haven't changed anything yet. I keep your changes until you publish or drop them.")}
	}
	blocks := []slack.Block{kit.Line(kit.Bold("Changed but not published yet"))}
	said, keys := byPractice(f.Changes)
	for i, key := range keys[:min(len(keys), maxChanges)] {
		blocks = append(blocks, kit.Item(said[i], kit.Button(ActionDropChange, key, "Drop", "Drop the change: "+said[i])))
	}
	if more := len(keys) - maxChanges; more > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more.", number(more))))
	}
	return blocks
}

// byPractice joins the changes of each practice into one text, in their order.
func byPractice(changes []practice.Change) (said, keys []string) {
	for _, c := range changes {
		i := slices.Index(keys, c.Practice)
		if i < 0 {
			keys, said = append(keys, c.Practice), append(said, c.Sentence())
			continue
		}
		said[i] += "\n" + c.Sentence()
	}
	return said, keys
}

// practices lists as many practices as there is room for: the rest can be
// changed in the file.
func (f PlaybookFacts) practices(room int) []slack.Block {
	var blocks []slack.Block
	group := ""
	for _, p := range byGroup(f.Next.Latest()) {
		if len(blocks)+4 > room { // a group, a practice of two blocks, and that there are more
			return append(blocks, kit.Aside("There are more practices. You can change those in the playbook file."))
		}
		if p.Group != group {
			group = p.Group
			blocks = append(blocks, kit.Heading(capital(kit.OneLine(group))))
		}
		change := kit.Button(ActionChangePractice, p.Key, "Change", "Change "+kit.OneLine(p.Short))
		blocks = append(blocks, kit.Line(bothNames(p)...), kit.Item(f.state(p), change))
	}
	return blocks
}

// byGroup sorts practices by group, with the groups in the order in which they
// first appear.
func byGroup(all []*practice.Practice) []*practice.Practice {
	var groups []string
	for _, p := range all {
		if !slices.Contains(groups, p.Group) {
			groups = append(groups, p.Group)
		}
	}
	sorted := slices.Clone(all)
	slices.SortStableFunc(sorted, func(a, b *practice.Practice) int {
		return slices.Index(groups, a.Group) - slices.Index(groups, b.Group)
	})
	return sorted
}

// state describes a practice in one line.
func (f PlaybookFacts) state(p *practice.Practice) string {
	state := "Off"
	if p.Enabled {
		state = "On"
	}
	said := fmt.Sprintf("%s · %s · %s", state, p.Rule.Words(), p.LevelWords())
	if from, later := f.Held.Starts(p.Key, f.Today); later {
		said += " · from " + dayMonth(from, f.Today)
	}
	return said
}

// levelWords maps the levels to words.
var levelWords = []struct {
	level practice.Level
	words string
}{
	{practice.Rep, "people without reports"},
	{practice.FLM, "front-line managers"},
	{practice.MOM, "managers of managers"},
	{practice.Exec, "executives"},
}

// PracticeFacts is the data behind the form for changing one practice.
type PracticeFacts struct {
	Version  int
	Practice *practice.Practice // with the changes so far
	Rhythm   cadence.Rhythm     // chosen in the form, else the practice's
	Starts   func(cadence.Rhythm) Start
	Today    cadence.Date
	From     cadence.Date // when it starts, if that was chosen
	Helps    string       // what the owner wrote about doing it more often
	Redrawn  int          // how often the day was offered anew: its input needs another ID
}

// A Start is the pair of days on which a changed practice could begin: Next is
// its next full period, NoHole the day right after the last period of its
// earlier rhythm.
type Start struct{ Next, NoHole cadence.Date }

// PathFrom is the path of the input for the day from which a change takes
// effect.
const PathFrom = "from"

// The paths of the other inputs in the form for a practice.
const (
	pathOn     = "on"
	pathRhythm = "rhythm"
	pathDue    = "due"
	pathTimes  = "times"
	pathHelps  = "helps"
	pathLevels = "levels"
	pathValues = "values"
)

const (
	timesMost  = 50
	valuesMost = kit.MaxOptions
)

// Practice is the form for changing one practice.
func Practice(f PracticeFacts) slack.ModalViewRequest {
	p := f.Practice
	state := no
	if p.Enabled {
		state = yes
	}
	onOff := []*slack.OptionBlockObject{kit.Choice(yes, "On", ""), kit.Choice(no, "Off", "")}
	rhythm := kit.Input(pathRhythm, "How often?", "", true, kit.Menu("Pick one", rhythms(f), rhythmValue(f.Rhythm)))
	if in, ok := rhythm.(*slack.InputBlock); ok {
		in.WithDispatchAction(true)
	}
	blocks := []slack.Block{kit.Line(bothNames(p)...), kit.Input(pathOn, "Is it expected?", "", true, kit.Radios(onOff, state)), rhythm}
	if f.Rhythm.Cadence == cadence.Daily {
		daily := slack.NewContextBlock(fmt.Sprintf("%s~%d", pathDue, f.Redrawn), kit.Plain("A daily practice is due on the day itself.", kit.MaxText))
		blocks = append(blocks, daily)
	} else {
		options, value := dues(f)
		due := kit.Input(pathDue, "By when?", "If that's a day off, it moves to the next working day.", true, kit.Menu("Pick one", options, value))
		blocks = append(blocks, renumbered(due, f.Redrawn))
	}
	limit := practice.Field{Min: new(1.0), Max: new(float64(timesMost))}
	blocks = append(blocks,
		kit.Input(pathTimes, "How many times?", timesHint(p), true, numberInput(limit, fmt.Sprint(p.Times))),
		kit.Input(pathHelps, "What will tell you that it still helps?", "For when it's more often than now. The playbook's owners read it in its history.", false, textInput(f.Helps, practice.TextMax)),
		kit.Input(pathLevels, "Who does it?", levelsHint(p), true, kit.AnyOf(levelOptions(), levelValues(p.ExpectedLevels()))))
	if p.Key == practice.RecognitionKey {
		field, _ := p.Form.Field(practice.RecognitionValue)
		blocks = append(blocks, kit.Input(pathValues, "Your values, one per line", "People pick one when they thank somebody.", true,
			textInput(strings.Join(field.OptionLabels(), "\n"), practice.LongTextMax).WithMultiline(true)))
	}
	blocks = append(blocks, kit.Input(PathFrom, "From when?", startHint(f), false, datePicker(f.From)),
		kit.Buttons(kit.Button(ActionWords, p.Key, "Its words and questions", "Change the words and questions of "+kit.OneLine(p.Short))))
	m := kit.Modal(FormPractice, p.Short, "Keep this change", blocks...)
	m.PrivateMetadata = origin{Practice: p.Key, Version: f.Version}.String()
	return m
}

// renumbered gives an input another ID, so that Slack discards its earlier
// value.
func renumbered(block slack.Block, n int) slack.Block {
	if in, ok := block.(*slack.InputBlock); ok {
		in.BlockID = fmt.Sprintf("%s~%d", fieldPath(in.BlockID), n)
	}
	return block
}

func timesHint(p *practice.Practice) string {
	if p.Scope == practice.ScopeReport {
		return "In each period, with each person."
	}
	return "In each period."
}

func levelsHint(p *practice.Practice) string {
	if len(p.ByLevel) > 0 {
		return "Some levels have their own rhythm, which doesn't change."
	}
	return ""
}

func startHint(f PracticeFacts) string {
	start := f.Starts(f.Rhythm)
	said := "Leave empty to start with the next full period"
	if start.Next != 0 {
		said += ", on " + fullDay(start.Next, f.Today)
	}
	if start.NoHole != 0 && start.NoHole != start.Next {
		said += fmt.Sprintf(". To follow the old rhythm without a gap, start on %s", fullDay(start.NoHole, f.Today))
	}
	return said + "."
}

func levelOptions() []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, l := range levelWords {
		options = append(options, kit.Choice(string(l.level), capital(l.words), ""))
	}
	return options
}

func levelValues(levels []practice.Level) []string {
	values := make([]string, len(levels))
	for i, l := range levels {
		values[i] = string(l)
	}
	return values
}

// bothNames returns a practice's short name and, where it adds something, its
// long one.
func bothNames(p *practice.Practice) []kit.Run {
	names := []kit.Run{kit.Bold(kit.OneLine(p.Short))}
	wordsOf := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	}
	short := wordsOf(p.Short)
	if slices.ContainsFunc(wordsOf(p.Name), func(w string) bool { return !slices.Contains(short, w) }) {
		names = append(names, kit.Text(" · "+kit.OneLine(p.Name)))
	}
	return names
}
