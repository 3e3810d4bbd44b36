package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// blocksOf counts the blocks of a Home as if nothing were folded: nobody has
// said that Slack does not.
func blocksOf(h slack.HomeTabViewRequest) int { return len(kit.Unfolded(h.Blocks.BlockSet)) }

func TestTheLargestHomeFitsSlackFoldedOrNot(t *testing.T) {
	f := managerOf(30, 10)
	for range 20 {
		f.Steps = append(f.Steps, f.Steps[0])
		f.Waiting.Requests = append(f.Waiting.Requests, f.Waiting.Requests[0])
		f.Waiting.ToWrite = append(f.Waiting.ToWrite, planOf(dana, ben, who))
		f.Coached.Topics = append(f.Coached.Topics, f.Coached.Topics[0])
		f.Coached.Asked = append(f.Coached.Asked, f.Coached.Asked[0])
		f.Coached.Focuses = append(f.Coached.Focuses, f.Coached.Focuses[1])
		f.Amiss = []string{"#wins is archived.", "#leaders is archived."}
		f.Concerns = append(f.Concerns, practice.Concern{Kind: practice.NoMessages})
	}
	for i := range practice.OccurrenceID(40) {
		o := due(500+i, ana)
		o.DueOn = march(6 + int(i)%8)
		f.Due.Touches = append(f.Due.Touches, practice.Reminder{Practice: fmt.Sprint("p", i%20), Occurrences: []practice.Occurrence{o}})
	}
	f.Roster, f.Away, f.Doors.Owner, f.Coached.Plan = practice.NewRoster(nil, nil, playbook), true, true, "2.4"
	f.Lately = lately(10)
	for i := range 12 {
		f.Coached.Numbers = append(f.Coached.Numbers, view.Number{On: march(1) + cadence.Date(7*i), Count: 3})
	}
	withObstacles(&f, view.HomeObstacles{ToTake: manyObstacles(20), Ask: manyObstacles(20), Owned: manyObstacles(20), Raised: manyObstacles(20), Team: manyObstacles(20)})
	f.First = &view.FirstMorning{On: thursday, Today: thursday, Own: true}
	ofSessions(&f)
	ofPlan(hostileWords)(&f)
	f.Sessions, f.Questions = slices.Repeat(f.Sessions, 5), slices.Repeat(f.Questions, 5)
	h := view.Home(f)
	lintHome(t, "the largest", h)
	t.Logf("the largest Home has %d blocks, %d of them not folded", blocksOf(h), len(h.Blocks.BlockSet))
	if n := blocksOf(h); n > 100 {
		t.Errorf("unfolded, the largest Home has %d blocks", n)
	}
	plain := h
	plain.Blocks.BlockSet = kit.Unfolded(h.Blocks.BlockSet)
	lintHome(t, "the largest, unfolded", plain)
}

// Whatever there is of everything, a Home fits Slack, folded or not.
func TestEveryHomeFitsSlack(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		some := func(name string, most int) int { return rapid.IntRange(0, most).Draw(r, name) }
		n := 2 + some("people", 40)
		f := managerOf(n, (n-1)/10*10)
		f.Due.Touches = f.Due.Touches[:some("due", len(f.Due.Touches))]
		f.Steps = f.Steps[:0]
		for i := range some("steps", 12) {
			f.Steps = append(f.Steps, step(practice.ActionID(i), dana, "Call", march(6)))
		}
		f.Waiting = view.WaitingFacts{}
		for range some("asked", 12) {
			f.Waiting.Requests = append(f.Waiting.Requests, practice.TimeRequest{Pair: practice.Pair{Manager: dana, Report: ana}})
		}
		for range some("plans", 6) {
			f.Waiting.ToAgree = append(f.Waiting.ToAgree, planOf(ana, dana, who, step(1, ana, "Call", march(6))))
		}
		if f.Coached = nil; rapid.Bool().Draw(r, "coached") {
			f.Coached = coachedOf(everythingOf)
			for range some("topics", 20) {
				f.Coached.Topics = append(f.Coached.Topics, f.Coached.Topics[0])
			}
		}
		ofSessions(&f)
		f.Sessions, f.Questions = slices.Repeat(f.Sessions, 4)[:some("sessions", 24)], slices.Repeat(f.Questions, 5)[:some("questions", 5)]
		if rapid.Bool().Draw(r, "a team plan") {
			ofPlan("Two discovery calls a day")(&f)
		}
		f.Lately, f.Roster = lately(some("lately", 9)), practice.NewRoster(nil, nil, playbook)
		for range some("concerns", 12) {
			f.Concerns = append(f.Concerns, practice.Concern{Kind: practice.NoMessages})
		}
		withObstacles(&f, view.HomeObstacles{ToTake: manyObstacles(some("to take", 6)), Ask: manyObstacles(some("resolved", 6)), Owned: manyObstacles(some("owned", 9)),
			Raised: manyObstacles(some("raised", 9)), Team: manyObstacles(some("of the team", 20))})
		h := view.Home(f)
		lintHome(r, "a Home", h)
		h.Blocks.BlockSet = kit.Unfolded(h.Blocks.BlockSet)
		lintHome(r, "a Home, unfolded", h)
	})
}

// width is the number of characters that a line of a phone 390 pixels wide has
// room for: Slack leaves some 350 pixels to text of 15 pixels.
const width = 46

// wrapped is the number of lines that a text takes, with the words that fit on
// each.
func wrapped(text string, room int) int {
	lines, used := 1, 0
	for word := range strings.FieldsSeq(text) {
		n := runes(word)
		for ; n > room; n -= room { // a word that is too long is cut anywhere
			if used > 0 {
				lines, used = lines+1, 0
			}
			lines++
		}
		switch {
		case used == 0:
			used = n
		case used+1+n <= room:
			used += 1 + n
		default:
			lines, used = lines+1, n
		}
	}
	return lines
}

// TestNoLineOfAHomeWrapsTwiceOnAPhone draws every state of a Home on a phone. A
// button beside a text takes of its room. What coach explains in sentences, to
// an owner or to somebody who takes no part, is no line of a list.
func TestNoLineOfAHomeWrapsTwiceOnAPhone(t *testing.T) {
	for name, drawn := range homeStates() {
		h, is := drawn.(slack.HomeTabViewRequest)
		if !is || name == "home_before" {
			continue
		}
		for _, b := range h.Blocks.BlockSet {
			wrapsOnce(t, name, b, width)
			if fold, is := b.(*slack.ContainerBlock); is {
				for _, b := range fold.ChildBlocks.BlockSet {
					wrapsOnce(t, name, b, width-foldEdges)
				}
			}
		}
	}
}

// foldEdges is the room that the edges of a fold take.
const foldEdges = 3

func wrapsOnce(t *testing.T, name string, b slack.Block, width int) {
	t.Helper()
	text, room := lineOf(b, width)
	for line := range strings.Lines(text) {
		if n := wrapped(line, room); n > 2 {
			t.Errorf("%s: %d lines on a phone: %s", name, n, line)
		}
	}
}

// lineOf is the text of a block and the characters that it has room for.
func lineOf(b slack.Block, width int) (text string, room int) {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		return b.Text.Text, width * 15 / 18
	case *slack.SectionBlock:
		if b.Accessory != nil && b.Accessory.ButtonElement != nil {
			return b.Text.Text, width - runes(b.Accessory.ButtonElement.Text.Text) - 5
		}
		return b.Text.Text, width
	case *slack.ContextBlock:
		return b.ContextElements.Elements[0].(*slack.TextBlockObject).Text, width * 15 / 13
	case *slack.ContainerBlock:
		return b.Title.Text, width - 4
	}
	return "", width
}

func TestWrappingCountsLines(t *testing.T) {
	for text, want := range map[string]int{"": 1, "one two": 1, "one two three": 2, "abcdefghij": 1, "abcdefghijk": 2, "ab abcdefghijk": 3} {
		if got := wrapped(text, 10); got != want {
			t.Errorf("%q takes %d lines, want %d", text, got, want)
		}
	}
}

// TestAHomeHasOneLevelOfHeadingsAndOneMainAction holds every state to it, and
// to a heading over every part.
func TestAHomeHasOneLevelOfHeadingsAndOneMainAction(t *testing.T) {
	for name, drawn := range homeStates() {
		h, is := drawn.(slack.HomeTabViewRequest)
		if !is || name == "home_before" {
			continue
		}
		var headings []string
		for _, b := range h.Blocks.BlockSet {
			switch b := b.(type) {
			case *slack.HeaderBlock:
				headings = append(headings, b.Text.Text)
			case *slack.RichTextBlock:
				if s, is := b.Elements[0].(*slack.RichTextSection); is && len(s.Elements) == 1 {
					if text, is := s.Elements[0].(*slack.RichTextSectionTextElement); is && text.Style != nil && text.Style.Bold {
						t.Errorf("%s: %q looks like a heading of another level", name, text.Text)
					}
				}
			}
		}
		if sorted := slices.Clone(headings); len(slices.Compact(slices.Sorted(slices.Values(sorted)))) != len(headings) {
			t.Errorf("%s: a heading stands twice in %q", name, headings)
		}
	}
}

// A leader reads no rate and no order by figures: whatever the rhythms are, the
// people stand as they were given, by name.
func TestALeadersPeopleAreNotRanked(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := leaderOf(dana)
		for i := range f.People.Page {
			f.People.Page[i].Rhythm = practice.Rhythm{Done: rapid.IntRange(0, 40).Draw(r, "done"), Open: rapid.IntRange(0, 9).Draw(r, "open")}
		}
		text := drawnText(r, view.Home(f))
		if strings.ContainsAny(text, "%") {
			r.Fatalf("a rate stands on a leader's Home: %s", text)
		}
		if a, b, c := strings.Index(text, "Ben Okafor"), strings.Index(text, "Cy Young"), strings.Index(text, "Dee Park"); a < 0 || a > b || b > c {
			r.Fatalf("Ben, Cy and Dee stand at %d, %d and %d", a, b, c)
		}
	})
}

func drawnText(r reporter, v any) string { return drawn(r, v) }
