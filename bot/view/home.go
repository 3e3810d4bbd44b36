package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// HomeFacts is the data behind a person's Home.
type HomeFacts struct {
	Due   DueFacts
	Doors HomeLinks
	Amiss []string // problems in the settings for an owner to fix, a sentence each

	Concerns []practice.Concern // other problems for an owner to fix
	Roster   *practice.Roster   // names the people in Concerns
	First    *FirstMorning      // nil once the first message has come

	Away      bool
	Until     cadence.Date // the last day away; no date for until further notice
	Week      *practice.Rhythm
	Waiting   WaitingFacts
	People    PeopleFacts
	Unthanked practice.WithoutThanks // of the person's people; for them alone
	Integrity Integrity              // a manager's own; for them alone, too
	Steps     []practice.Action      // the person's own that are open, by due day
	Coached   *CoachedFacts          // nil for somebody without a manager
	Lately    []slack.Block          // what was said lately

	Questions []practice.Asking  // of coach's own that are open
	Sessions  []practice.Session // of the person's teams, and theirs to deliver
	Plan      *ReadableEntry     // their manager's team plan, as far as they may read it; nil for none

	Obstacles HomeObstacles
	Obstacle  ObstacleFacts // what lines about them need

	room room
}

// What a line has room for, in characters.
const (
	maxName  = 20
	maxWords = 60 // of somebody's own words
	maxFew   = 40 // of the same, in a fold or beside a button
)

// A room is how much of each list a Home draws.
type room struct {
	now      int // reminders with buttons
	wait     int // people who wait for an answer
	steps    int // own next steps with buttons
	coming   int // lines of what comes; a fold holds ten blocks, one of them the button
	topics   int // of the next 1:1
	concerns int // of an owner
	lately   int // blocks of what was said; at most two folds
	sessions int // that come
	asked    int // questions of coach's own
	plan     int // answers of the team plan

	obstacles int // of a kind, in a fold
}

// Slack takes a hundred blocks. Ample is more than anybody does in a day; tight
// is for the few who lead a large team, own the playbook and have something of
// everything.
var (
	ample = room{now: 6, wait: 4, steps: 4, coming: kit.MaxFolded - 2, topics: 7, concerns: 8, lately: 2 * kit.MaxFolded, sessions: 4, asked: 2, plan: 4, obstacles: 4}
	tight = room{now: 3, wait: 2, steps: 2, coming: 3, topics: 2, concerns: 2, lately: 6, sessions: 1, asked: 1, plan: 1, obstacles: 1}
)

// Home is the Home tab of a person. What is to be done stands on top, then
// their people, their own side of being coached, and what was said; what is
// seldom needed stands below.
func Home(f HomeFacts) slack.HomeTabViewRequest {
	blocks := f.within(ample)
	if len(kit.Unfolded(blocks)) > kit.MaxBlocks {
		blocks = f.within(tight)
	}
	return home(blocks...)
}

func (f HomeFacts) within(r room) []slack.Block {
	f.room = r
	f.Due.Who = brief(f.Due.Who)
	f.Obstacle.Who = f.Due.Who
	return slices.Concat(f.top(), f.forOwners(), f.toDo(), f.waiting(), f.questions(), f.thisWeek(), f.comingUp(), f.people(), f.unthanked(), f.Integrity.hints(), f.steps(), f.obstacles(), f.coached(), f.teamPlan(), f.lately(), f.foot())
}

// top is the greeting, what is true today, and the actions that are needed
// most.
func (f HomeFacts) top() []slack.Block {
	blocks := []slack.Block{kit.Heading("Hello " + f.Due.called(f.Due.Person))}
	if f.Away {
		blocks = append(blocks, kit.Para(f.away()))
	}
	if w := f.Week; w != nil && w.Done+w.Open > 0 {
		blocks = append(blocks, kit.Aside("Your week: "+rhythmWords(*w, f.Due.Today)))
	}
	offered := f.Doors.front()
	if f.Week != nil && f.Week.Open > 0 {
		offered = append(offered, kit.Button(ActionPlanWeek, "", "Plan my week", ""))
	}
	if len(offered) > 0 {
		if len(f.Waiting.ToWrite) == 0 { // then writing the plan comes first
			offered[0].WithStyle(slack.StylePrimary)
		}
		blocks = append(blocks, kit.Buttons(offered...))
	}
	return blocks
}

func (f DueFacts) called(p practice.Person) string { return kit.Shorten(firstName(p), maxName) }

// away is the sentence about the person's own leave, of which others read only
// that they are away.
func (f HomeFacts) away() string {
	switch {
	case f.Until == 0:
		return "You're away. I won't write to you in the morning until you're back."
	case f.Until-f.Due.Today < 7:
		return fmt.Sprintf("You're away until %s. I won't write to you in the morning until then.", f.Until.Weekday())
	}
	return fmt.Sprintf("You're away until %s. I won't write to you in the morning until then.", dayMonth(f.Until, f.Due.Today))
}

// rhythmWords says what became of somebody's occurrences: never as a rate.
func rhythmWords(r practice.Rhythm, today cadence.Date) string {
	said := fmt.Sprintf("%d done, %d open", r.Done, r.Open)
	if r.Last != 0 {
		said += ", last one " + dayMonth(r.Last, today)
	}
	return said
}

// forOwners is what an owner of the playbook has to mend, and until the first
// message has come, when it will.
func (f HomeFacts) forOwners() []slack.Block {
	var blocks []slack.Block
	for _, said := range f.Amiss {
		blocks = append(blocks, kit.Line(kit.Bold("Please look at the settings: "), kit.Text(said)))
	}
	for _, c := range f.Concerns[:min(len(f.Concerns), f.room.concerns)] {
		blocks = append(blocks, concernLine(c, f.Roster, kit.Bold("This needs you: ")))
	}
	if left := len(f.Concerns) - f.room.concerns; left > 0 {
		blocks = append(blocks, kit.Aside(fmt.Sprintf("And %s more. They move up as you fix these.", number(left))))
	}
	if f.First != nil {
		blocks = append(blocks, f.First.blocks()...)
	}
	return blocks
}

// latelyTitles are the titles of the folds of what was said: what can still be
// taken back stands in the second.
var latelyTitles = []string{"Lately", "And before that"}

// lately is what was said in the last sessions, and what can still be taken
// back.
func (f HomeFacts) lately() []slack.Block {
	var folds []slack.Block
	for some := range slices.Chunk(f.Lately[:min(len(f.Lately), f.room.lately)], kit.MaxFolded) {
		folds = append(folds, kit.Fold(fmt.Sprintf("lately_%d", len(folds)), latelyTitles[len(folds)], len(folds) == 0, some...))
	}
	return folds
}

// foot are the actions that are seldom needed.
func (f HomeFacts) foot() []slack.Block {
	offered := f.Doors.back()
	if f.Doors.Part {
		offered = append(offered, kit.Button(ActionMessages, "", "My messages", "When and about what I get messages"))
	}
	if f.Doors.Known {
		offered = append(offered, knownButton())
	}
	if len(offered) == 0 {
		return nil
	}
	return []slack.Block{slack.NewDividerBlock(), kit.Buttons(offered...)}
}

// HomeSays is a Home that consists of a message: how to set coach up, or the
// people who can.
func HomeSays(m kit.Message) slack.HomeTabViewRequest { return home(m.Blocks...) }

func home(blocks ...slack.Block) slack.HomeTabViewRequest {
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, Blocks: slack.Blocks{BlockSet: blocks}}
}

// Reading shows a message as a modal, for Home, where there is no conversation
// to post it in.
func Reading(m kit.Message) slack.ModalViewRequest {
	return kit.Modal("", "coach", "", slices.Clone(m.Blocks)...)
}

// figured returns a number of things in figures, as lists count them: 1 topic,
// 12 topics.
func figured(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
