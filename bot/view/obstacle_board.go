package view

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// How a board of obstacles is sorted.
const (
	ByAge   = "age"
	ByOwner = "owner"
	ByTeam  = "team"
)

// BoardFacts is the data behind the board of the obstacles that a person may
// read.
type BoardFacts struct {
	ObstacleFacts
	Open   []practice.Obstacle // oldest first
	Closed []practice.Obstacle // that the reader raised or owned and that were closed lately, the latest first
	Below  ObstacleCounts      // of everybody below the reader, where they lead leaders
	By     string
	From   int // how many stand on the pages before
}

// An ObstacleCounts is how many obstacles are open below somebody: a count is
// all that they read of those that nobody passed up to them.
type ObstacleCounts struct{ Open, Unowned int }

// What a page of the board has room for.
const (
	boardPage   = 10
	boardClosed = 5
)

// Obstacles is the board: ten obstacles a page, oldest first, by age, by owner
// or by team.
func Obstacles(f BoardFacts) slack.ModalViewRequest {
	blocks := []slack.Block{f.choose()}
	if len(f.Open) == 0 {
		blocks = append(blocks, kit.Para("Nothing is in the way, as far as you can see here. If something is in yours, raise it, and somebody takes it on."))
	}
	heading := ""
	sorted := f.sorted()
	f.From = max(0, min(f.From, (len(sorted)-1)/boardPage*boardPage))
	for _, o := range sorted[f.From:min(len(sorted), f.From+boardPage)] {
		if group := f.group(o); group != heading {
			heading = group
			blocks = append(blocks, kit.Heading(group))
		}
		blocks = append(blocks, f.item(o))
	}
	if turn := f.turn(len(sorted)); turn != nil {
		blocks = append(blocks, turn...)
	}
	if f.Below.Open > 0 {
		blocks = append(blocks, kit.Aside(f.below()))
	}
	if len(f.Closed) > 0 {
		blocks = append(blocks, kit.Heading("Closed lately"))
	}
	for _, o := range f.Closed[:min(len(f.Closed), boardClosed)] {
		blocks = append(blocks, f.item(o))
	}
	m := kit.Modal(PageObstacles, "Obstacles", "", blocks...)
	m.Close = kit.Plain("Close", kit.MaxTitle)
	m.PrivateMetadata = obstacleOrigin{By: f.By, From: f.From}.String()
	return m
}

// item is an obstacle in a list, with a button that opens its page.
func (f ObstacleFacts) item(o practice.Obstacle) slack.Block {
	return kit.Item(f.line(o), f.button(ActionObstacleOpen, o, "Open"))
}

// choose are the buttons that raise an obstacle and that sort the board.
func (f BoardFacts) choose() slack.Block {
	buttons := []*slack.ButtonBlockElement{kit.Button(ActionObstacle, "", "Raise an obstacle", "").WithStyle(slack.StylePrimary)}
	for i, by := range []string{ByAge, ByOwner, ByTeam} {
		if by != f.By && len(f.Open) > 1 {
			buttons = append(buttons, boardButton(i, by, 0, "By "+by, "Sort the obstacles by "+by))
		}
	}
	return kit.Buttons(buttons...)
}

// boardButton is the nth of the buttons that lead to another part of the board:
// Slack wants their IDs to differ.
func boardButton(nth int, by string, from int, label, spoken string) *slack.ButtonBlockElement {
	return kit.Button(fmt.Sprintf("%s~%d", ActionObstacles, nth), fmt.Sprintf("%s,%d", by, from), label, spoken)
}

// ParseBoard reads the value of a button that leads to a part of the board: how
// it is sorted, and how many stand on the pages before. Anything else is its
// beginning, by age.
func ParseBoard(value string) (by string, from int) {
	by, digits, _ := strings.Cut(value, ",")
	if by != ByOwner && by != ByTeam {
		by = ByAge
	}
	from, _ = strconv.Atoi(digits) // 0 where it is no number
	return by, max(0, from)
}

// sorted returns the open obstacles in the order of the board. In each group
// they stay oldest first.
func (f BoardFacts) sorted() []practice.Obstacle {
	sorted := slices.Clone(f.Open)
	slices.SortStableFunc(sorted, func(a, b practice.Obstacle) int {
		return cmp.Or(cmp.Compare(f.rank(a), f.rank(b)), strings.Compare(f.group(a), f.group(b)))
	})
	return sorted
}

// rank puts the reader's own group first, and then what has nobody's name.
func (f BoardFacts) rank(o practice.Obstacle) int {
	switch f.group(o) {
	case groupYours, groupYourTeam:
		return 0
	case groupUnowned:
		return 1
	case groupHidden:
		return 3
	}
	return 2
}

// The headings of groups that are not somebody's name.
const (
	groupYours    = "Yours"
	groupUnowned  = "Nobody's yet"
	groupYourTeam = "Your team"
	groupHidden   = "Raised without a name"
)

// group is the heading over an obstacle; none where the board is sorted by age.
// Whose raiser hid their name stands under no team.
func (f BoardFacts) group(o practice.Obstacle) string {
	switch owner := o.Owner(); {
	case f.By == ByOwner && owner == 0:
		return groupUnowned
	case f.By == ByOwner && owner == f.Reader:
		return groupYours
	case f.By == ByOwner:
		return fullName(f.Who(owner))
	case f.By != ByTeam:
		return ""
	}
	if o.Raised(f.Reader) == 0 {
		return groupHidden
	}
	manager := cmp.Or(f.Roster.ManagerOf(o.Raiser, o.RaisedOn), o.Raiser)
	if manager == f.Reader {
		return groupYourTeam
	}
	return firstName(f.Who(manager)) + "'s team"
}

// turn are the buttons to the pages before and after; none where one page holds
// all.
func (f BoardFacts) turn(total int) []slack.Block {
	if total <= boardPage {
		return nil
	}
	var buttons []*slack.ButtonBlockElement
	if f.From > 0 {
		buttons = append(buttons, boardButton(3, f.By, f.From-boardPage, "Previous ten", "The ten obstacles before"))
	}
	if left := total - f.From - boardPage; left > 0 {
		label := "Next ten"
		if left < boardPage {
			label = "Next " + number(left)
		}
		buttons = append(buttons, boardButton(4, f.By, f.From+boardPage, label, "The obstacles after these"))
	}
	return []slack.Block{kit.Aside(fmt.Sprintf("%d–%d of %d", f.From+1, min(total, f.From+boardPage), total)), kit.Buttons(buttons...)}
}

// below counts what is open below the reader.
func (f BoardFacts) below() string {
	said := fmt.Sprintf("In all the teams below you, %s open", counted(f.Below.Open, "obstacle is", "obstacles are"))
	switch {
	case f.Below.Unowned == f.Below.Open:
		said += ", and nobody owns " + itOrThem(f.Below.Open) + " yet"
	case f.Below.Unowned > 0:
		said += fmt.Sprintf(", %s of them without an owner", number(f.Below.Unowned))
	}
	return said + ". You read those that are passed up to you."
}

func itOrThem(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
