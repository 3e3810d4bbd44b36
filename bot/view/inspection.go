package view

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/measure"
	"coach/practice"
)

// An Inspection is the data behind a leader's digest: a report, and what only
// the digest has besides. In a channel nobody is seen by name, so the report has
// to be one for nobody's eyes.
type Inspection struct {
	Report    measure.Report
	Digest    DigestKey // what its buttons are about
	Request   string    // what asked for the report; "" for a digest
	Files     bool      // whether the workspace takes files of coach's
	Who       Who
	Playbook  *practice.Playbook
	Today     cadence.Date   // the day of the digest
	Zone      *time.Location // the organisation's, for a reader without one
	InChannel bool           // whether others than the root read it
	Executive bool           // the root's people are shown as lines, with the chain of levels
	Owner     bool           // the reader may change the playbook
	Version   int            // of the playbook in force
	First     bool           // nothing was expected yet
	Good      Celebration
	Asked     *Helped // whom the reader chose to help last week; nil for nobody
	Waiting   []OwnedObstacle
	Help      []HelpLine // at most two
	Dropped   int        // open occurrences that a change of the playbook dropped
	Ahead     int        // occurrences due in the coming week
	Question  string     // see [QuestionOf]

	Week *MorningFacts // the reader's own week, where its message would come on the same morning; nil for none
}

// A Celebration is what is worth celebrating in a week.
type Celebration struct {
	Kept     []Kept
	Shared   int                 // best practices
	Resolved []ResolvedObstacle  // that were passed up to the reader
	Thanked  []practice.PersonID // whom thanks that went to a channel name
}

// A Kept is a direct report of the reader's who did all that was expected but at
// most one.
type Kept struct {
	Person practice.PersonID
	But    int  // 0 or 1
	Away   bool // in a week with somebody of theirs away
}

// A ResolvedObstacle is an obstacle that was passed up to the reader and is
// resolved.
type ResolvedObstacle struct {
	What string
	Days int  // since it was passed up
	Told bool // whoever raised it has been told
}

// An OwnedObstacle is an open obstacle that the reader is to remove.
type OwnedObstacle struct {
	ID  practice.ObstacleID
	Age int // in working days
	Due cadence.Date
}

// maxInspected are the most blocks and characters of a digest, the week that it
// may carry included: Slack takes 50 blocks and about 12,000 characters.
const (
	maxInspectedBlocks = 45
	maxInspectedText   = 8000
)

// Inspect is the digest of a week: the finding first, then at most one thing to
// do in each section. In a channel it has rates of three managers or more, no
// name but in thanks, and nothing about absence or what people say.
func Inspect(f Inspection) kit.Message {
	said := f.title() + ". " + f.happened()
	if f.Week != nil {
		return f.together(said)
	}
	blocks := f.blocks(f.detail())
	if !fits(blocks) { // the table has the detail, too
		blocks = f.blocks(nil)
	}
	return simplified(kit.NewMessage(said, blocks...))
}

// blocks are the sections of the digest in their order, with a fold of details.
func (f Inspection) blocks(detail []slack.Block) []slack.Block {
	blocks := []slack.Block{kit.Heading(f.title()), kit.Line(kit.Bold(f.finding()))}
	for _, section := range [][]slack.Block{
		f.own(), f.celebrated(), f.rhythm(detail), f.lines(), f.reach(), f.said(), f.balance(), f.private(), f.ahead(), f.waits(), f.help(), f.look(), f.question(), f.drawing(),
	} {
		blocks = append(blocks, section...)
	}
	if buttons := f.buttons(); len(buttons) > 0 {
		blocks = append(blocks, kit.Buttons(buttons...))
	}
	return append(blocks, kit.Aside("Nobody's notes are read to make this."))
}

// fits reports whether blocks stay within the most that a digest may have, in a
// workspace without folds, too.
func fits(blocks []slack.Block) bool {
	plain := kit.Unfolded(blocks)
	return len(plain) <= maxInspectedBlocks && lettersOf(plain) <= maxInspectedText
}

// simplified adds the same blocks without folds and charts, if there are any.
func simplified(m kit.Message) kit.Message {
	if plain := kit.Unfolded(m.Blocks); len(plain) != len(m.Blocks) || hasFold(m.Blocks) {
		m.Simpler = plain
	}
	return m
}

func hasFold(blocks []slack.Block) bool {
	return slices.ContainsFunc(blocks, func(b slack.Block) bool { return b.BlockType() == slack.MBTContainer })
}

// together is the digest with the reader's morning message below it. Where the
// two have no room together, the plan of the week is on Home and then the details
// in the table; if that is not enough, as in a message that has grown since, the
// rest is on Home, too.
func (f Inspection) together(said string) kit.Message {
	blocks, morning, ok := f.withMorning()
	if ok {
		_, week, _ := strings.Cut(morning.Text, ". ") // nobody is greeted twice
		return simplified(kit.NewMessage(said+" "+week, append(blocks, morning.Blocks...)...))
	}
	return simplified(kit.NewMessage(said, append(blocks, weekOnHome())...))
}

// HasRoom reports whether the reader's morning message has room in the digest,
// but for the plan of the week.
func (f Inspection) HasRoom() bool {
	_, _, ok := f.withMorning()
	return ok
}

// withMorning returns the fullest digest and morning message that have room
// together; false, with the digest alone, if there are none.
func (f Inspection) withMorning() (blocks []slack.Block, morning kit.Message, ok bool) {
	full, short := f.blocks(f.detail()), f.blocks(nil)
	all, rest := Morning(*f.Week), Morning(f.Week.withoutPlan())
	for _, two := range []struct {
		digest  []slack.Block
		morning kit.Message
	}{{full, all}, {full, rest}, {short, rest}} {
		if fits(slices.Concat(two.digest, two.morning.Blocks)) {
			return two.digest, two.morning, true
		}
	}
	return short, morning, false
}

// withoutPlan is the morning message with its plan of the week on Home.
func (f MorningFacts) withoutPlan() MorningFacts {
	if f.Week != nil {
		week := *f.Week
		week.Yields = true
		f.Week = &week
	}
	return f
}

// section is a paragraph under a title that stands in its line.
func section(title, words string) slack.Block {
	return kit.Line(kit.Bold(title), kit.Text(" · "+words))
}

// title says whose digest of which days it is.
func (f Inspection) title() string {
	w := f.Report.Window
	kind, days := string(w.Kind), span(w.From, w.To, f.Today)
	if w.Running {
		kind += " so far"
	}
	switch {
	case f.InChannel:
		return fmt.Sprintf("The %s of %s", kind, days)
	case f.Report.Scope == measure.Company:
		return fmt.Sprintf("The company's %s, %s", kind, days)
	case f.Report.Scope == measure.Me:
		return fmt.Sprintf("Your %s, %s", kind, days)
	case f.Report.Scope == measure.Manager:
		return fmt.Sprintf("%s's %s, %s", firstName(f.Who(f.Report.Root.ID)), kind, days)
	}
	return fmt.Sprintf("Your team's %s, %s", kind, days)
}

// poolFrom is the number of managers from which a channel is shown a rate.
const poolFrom = 3

// pooled reports whether a line about a number of managers may be shown.
func (f Inspection) pooled(managers int) bool { return !f.InChannel || managers >= poolFrom }

// all is the tally of everybody; nil where it may not be shown.
func (f Inspection) all() *measure.TallyShown {
	if f.Report.All == nil || f.Report.All.Due > 0 && !f.pooled(f.Report.Managers) {
		return nil
	}
	return f.Report.All
}

// finding is the first line: what happened, what has changed, and where it is
// weakest and strongest.
func (f Inspection) finding() string { return f.happened() + f.extremes() }

// happened says how much of what was expected was done.
func (f Inspection) happened() string {
	all := f.all()
	switch {
	case f.First && f.InChannel:
		return "Nothing was expected yet. The next digest says how it went."
	case f.First:
		return "Nothing was expected yet. Next week you'll read how it went."
	case all == nil && f.InChannel:
		return "Numbers appear here once three managers take part: with fewer, they'd tell how one of them did."
	case all == nil:
		return "There's no number for the whole team: it would tell how one or two managers did whom you don't lead directly."
	case f.Report.Window.Running && all.Expected == 0:
		return "Nothing is decided yet." + f.open()
	case all.Expected == 0:
		return fmt.Sprintf("A quiet %s: nothing was expected.", f.Report.Window.Kind)
	case f.Report.Window.Running:
		return fmt.Sprintf("%d of %d planned moments happened so far.", all.OnTime+all.Late, all.Expected) + f.open()
	}
	return fmt.Sprintf("%d of %d planned moments happened%s.", all.Done.Part, all.Done.Whole, f.compared(*all.Done))
}

// open says how much of a window that is not over is still to come.
func (f Inspection) open() string {
	if f.Report.Undecided == nil || *f.Report.Undecided == 0 {
		return ""
	}
	return " " + capital(counted(*f.Report.Undecided, "is", "are")) + " still open."
}

// percentOf is a rate in whole per cent; false where it is shown as counts or
// not at all.
func percentOf(r *measure.Rate) (int, bool) {
	if r == nil || !strings.HasSuffix(r.String(), "%") {
		return 0, false
	}
	return r.Percent()
}

// compared puts the rate of a week beside that of four weeks. A change of less
// than five points of the two percentages shown is steady, but neither that nor
// a rise is said against a line that falls.
func (f Inspection) compared(done measure.Rate) string {
	now, ok := percentOf(&done)
	then, known := percentOf(f.Report.FourWeeks)
	known = known && f.Report.Window.Kind == measure.ByWeek
	switch falls := f.falls(); {
	case !ok && !known:
		return ""
	case !ok:
		return fmt.Sprintf(" (%d%% over four weeks)", then)
	case !known:
		return fmt.Sprintf(" (%d%%)", now)
	case then-now >= steady:
		return fmt.Sprintf(" (%d%%, %d%% over four weeks: down %d points)", now, then, then-now)
	case falls:
		return fmt.Sprintf(" (%d%%, %d%% over four weeks)", now, then)
	case now-then >= steady:
		return fmt.Sprintf(" (%d%%, %d%% over four weeks: up %d points)", now, then, now-then)
	default:
		return fmt.Sprintf(" (%d%%, %d%% over four weeks: steady)", now, then)
	}
}

// An extreme is a group or a practice that may be the weakest or the strongest.
type extreme struct {
	name string // within a sentence
	key  string // of a practice
	done measure.Rate
}

// extremes names the weakest and the strongest group or practice, by rate, of
// those with a percentage.
func (f Inspection) extremes() string {
	if f.all() == nil || f.Report.Window.Running {
		return ""
	}
	var candidates []extreme
	add := func(e extreme, managers int, done *measure.Rate) {
		if _, ok := percentOf(done); ok && f.pooled(managers) {
			e.done = *done
			candidates = append(candidates, e)
		}
	}
	for _, p := range f.Report.Practices {
		add(extreme{name: within(f.short(p.Practice)), key: p.Practice}, p.Managers, p.Done)
	}
	for _, g := range f.Report.Groups {
		add(extreme{name: within(groupName(g.Group))}, g.Managers, g.Done)
	}
	if len(candidates) == 0 {
		return ""
	}
	less := func(a, b extreme) int { return a.done.Part*b.done.Whole - b.done.Part*a.done.Whole }
	weakest := slices.MinFunc(candidates, less)
	strongest := slices.MaxFunc(candidates, less)
	low, _ := weakest.done.Percent()
	high, _ := strongest.done.Percent()
	if low == high {
		return ""
	}
	return fmt.Sprintf(" %s: %s (%d%%). Strongest: %s (%d%%).", f.weak(weakest), weakest.name, low, strongest.name, high)
}

// weak is what the weakest is called: slipping where fewer of its last full
// periods were done than of those before, by five points or more.
func (f Inspection) weak(e extreme) string {
	for _, h := range f.Report.Health {
		now, ok := percentOf(h.Done)
		before, known := percentOf(h.Before)
		if e.key != "" && h.Practice == e.key && ok && known && before-now >= steady {
			return "Slipping"
		}
	}
	return "Weakest"
}

// short is a practice's short name.
func (f Inspection) short(key string) string { return shortOf(f.Playbook, key, f.Report.Window.To) }

func shortOf(pb *practice.Playbook, key string, on cadence.Date) string {
	if p, ok := pb.Practice(key, on); ok {
		return kit.OneLine(p.Short)
	}
	return kit.OneLine(key)
}
