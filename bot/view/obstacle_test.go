package view_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

// obstacleRoster is the company of the tests about obstacles: Priya leads Dana,
// and Dana leads the rest.
func obstacleRoster() *practice.Roster {
	var all []practice.Person
	var lines []practice.Line
	for id, p := range people {
		p.Account = practice.Member
		all = append(all, p)
		if id != dana && id != priya {
			lines = append(lines, practice.Line{Report: id, Manager: dana})
		}
	}
	return practice.NewRoster(all, append(lines, practice.Line{Report: dana, Manager: priya}), playbook)
}

// obstacleOf is what somebody raised on 2 March, and what has happened since.
func obstacleOf(raiser practice.PersonID, what string, happened ...practice.ObstacleEvent) practice.Obstacle {
	o := practice.Obstacle{ID: 7, Raiser: raiser, What: what, RaisedAt: time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC), RaisedOn: march(2)}
	for i, ev := range happened {
		if ev.On == 0 {
			ev.On = march(3) + cadence.Date(i)
		}
		ev.At = time.Date(2026, time.March, 3+i, 9, 0, 0, 0, time.UTC)
		o.History = append(o.History, ev)
	}
	return o
}

func hidden(o practice.Obstacle) practice.Obstacle { o.Hidden = true; return o }

// What happens to an obstacle in these tests.
var (
	taken      = practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: dana, Owner: dana, Due: march(12)}
	namedBen   = practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: dana, Owner: ben, Due: march(12)}
	notMine    = practice.ObstacleEvent{Kind: practice.ObstacleDeclined, By: ben}
	told       = practice.ObstacleEvent{Kind: practice.ObstacleUpdated, By: dana, Words: "Legal looks at it on Friday"}
	moved      = practice.ObstacleEvent{Kind: practice.ObstacleDue, By: dana, Due: march(19)}
	passedUp   = practice.ObstacleEvent{Kind: practice.ObstacleOffered, By: dana, Owner: priya}
	acceptedUp = practice.ObstacleEvent{Kind: practice.ObstacleAccepted, By: priya, Owner: priya, Due: march(20)}
	resolved   = practice.ObstacleEvent{Kind: practice.ObstacleResolved, By: dana, Outcome: "around", Words: "Use the short form from now on", Prevent: "A form for small deals"}
	resolvedP  = practice.ObstacleEvent{Kind: practice.ObstacleResolved, By: priya, Outcome: "removed", Words: "Legal has two days for it now"}
	isGone     = practice.ObstacleEvent{Kind: practice.ObstacleGone, By: ana}
	reopened   = practice.ObstacleEvent{Kind: practice.ObstacleReopened, By: ana}
	takenBack  = practice.ObstacleEvent{Kind: practice.ObstacleWithdrawn, By: ana}
)

const legal = "Legal takes six weeks to look at a contract"

func obstaclesRead(by practice.PersonID) view.ObstacleFacts {
	return view.ObstacleFacts{Reader: by, Roster: obstacleRoster(), Playbook: playbook, Today: thursday, Who: who}
}

func raiseFormStates() map[string]any {
	form := func(change func(*view.RaiseFacts)) slack.ModalViewRequest {
		f := view.RaiseFacts{Reader: ana, Manager: dana, Above: priya, Playbook: playbook, Who: who}
		change(&f)
		return view.RaiseObstacle(f)
	}
	raised := func(by practice.PersonID, o practice.Obstacle, asked practice.PersonID) slack.ModalViewRequest {
		return view.ObstacleRaised(obstaclesRead(by), o, asked)
	}
	ben12 := practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: ana, Owner: ben, Due: march(12)}
	return map[string]any{
		"obstacle_form":       form(func(*view.RaiseFacts) {}),
		"obstacle_form_top":   form(func(f *view.RaiseFacts) { f.Manager, f.Above = 0, 0 }),
		"obstacle_form_typed": form(func(f *view.RaiseFacts) { f.Raised = view.Raised{What: legal, Owner: ben, Due: march(12)} }),
		"obstacle_form_all": form(func(f *view.RaiseFacts) {
			f.Manager = wordy
			f.Raised = view.Raised{What: oddWords[0], Impact: "Morale", Category: "Tools or data", Owner: fox, Due: march(12), Affects: []practice.PersonID{ben, cy}, Hidden: true, AskAbove: true,
				Linked: linkedMessage}
		}),
		"obstacle_form_hostile":     form(func(f *view.RaiseFacts) { f.Manager, f.Raised.What = hostile, hostileWords }),
		"obstacle_offer":            view.OfferObstacle(practice.Person{}, "1772701200.000100"),
		"obstacle_offer_owner":      view.OfferObstacle(people[hostile], "1772701200.000100"),
		"obstacle_raised":           raised(ana, obstacleOf(ana, legal), dana),
		"obstacle_raised_owner":     raised(ana, obstacleOf(ana, legal, ben12), 0),
		"obstacle_raised_own":       raised(ben, obstacleOf(ben, legal, ben12), 0),
		"obstacle_raised_hidden":    raised(ana, hidden(obstacleOf(ana, legal, ben12)), 0),
		"obstacle_raised_above":     raised(ana, hidden(obstacleOf(ana, legal)), priya),
		"obstacle_raised_by_nobody": raised(priya, obstacleOf(priya, hostileWords), 0),
	}
}

func obstaclePageStates() map[string]any {
	page := func(by practice.PersonID, o practice.Obstacle) slack.ModalViewRequest {
		return view.ObstaclePage(obstaclesRead(by), o)
	}
	late := func(by practice.PersonID, o practice.Obstacle) slack.ModalViewRequest {
		f := obstaclesRead(by)
		f.Today = march(18)
		return view.ObstaclePage(f, o)
	}
	full := obstacleOf(ana, hostileWords, taken, told, moved, namedBen, notMine, taken, passedUp, acceptedUp, resolvedP, reopened)
	full.Impact, full.Category, full.Affects, full.Link = "A deal or customer", "Pricing or legal", []practice.PersonID{ben, hostile, wordy, noa}, "https://example.slack.com/archives/C0WINS/p1772701200000100"
	return map[string]any{
		"obstacle_page_unowned":    page(dana, obstacleOf(ana, legal)),
		"obstacle_page_mine":       page(ana, obstacleOf(ana, legal)),
		"obstacle_page_owner":      page(dana, obstacleOf(ana, legal, taken, told)),
		"obstacle_page_ten_days":   late(dana, obstacleOf(ana, legal, taken)),
		"obstacle_page_passed_up":  late(priya, obstacleOf(ana, legal, taken, passedUp)),
		"obstacle_page_until_then": late(dana, obstacleOf(ana, legal, taken, passedUp)),
		"obstacle_page_resolved":   page(ana, obstacleOf(ana, legal, taken, resolved)),
		"obstacle_page_gone":       page(dana, obstacleOf(ana, legal, taken, resolved, isGone)),
		"obstacle_page_hidden":     page(dana, hidden(obstacleOf(ana, legal, practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: ana, Owner: ben, Due: march(12)}, resolved, reopened))),
		"obstacle_page_hidden_own": page(ben, hidden(obstacleOf(ana, legal, namedBen))),
		"obstacle_page_withdrawn":  page(dana, obstacleOf(ana, legal, taken, takenBack)),
		"obstacle_page_everything": page(priya, full),
	}
}

func obstacleFormStates() map[string]any {
	form := func(by practice.PersonID, o practice.Obstacle) view.ObstacleForm {
		return view.ObstacleForm{ObstacleFacts: obstaclesRead(by), Obstacle: o, Due: march(12)}
	}
	owned, secret := obstacleOf(ana, legal, taken), hidden(obstacleOf(ana, hostileWords))
	more := form(dana, owned)
	more.More, more.Listed = true, true
	changed := func(by practice.PersonID, o practice.Obstacle, ev practice.ObstacleEvent) slack.ModalViewRequest {
		return view.ObstacleChanged(obstaclesRead(by), o, ev)
	}
	return map[string]any{
		"obstacle_take":           view.TakeObstacle(form(dana, obstacleOf(ana, legal))),
		"obstacle_take_hidden":    view.TakeObstacle(form(priya, secret)),
		"obstacle_take_own":       view.TakeObstacle(form(ana, obstacleOf(ana, legal))),
		"obstacle_name":           view.NameOwner(form(dana, obstacleOf(ana, legal))),
		"obstacle_update":         view.UpdateObstacle(form(dana, owned)),
		"obstacle_new_day":        view.MoveObstacle(form(dana, owned)),
		"obstacle_resolve":        view.ResolveObstacle(form(dana, owned)),
		"obstacle_resolve_more":   view.ResolveObstacle(more),
		"obstacle_changed_taken":  changed(dana, owned, taken),
		"obstacle_changed_named":  changed(dana, obstacleOf(ana, legal, namedBen), namedBen),
		"obstacle_changed_update": changed(dana, owned, told),
		"obstacle_changed_day":    changed(dana, hidden(owned), moved),
		"obstacle_changed_own":    changed(dana, obstacleOf(dana, legal, taken, resolved), resolved),
		"obstacle_changed_done":   changed(dana, obstacleOf(ana, legal, taken, resolved), resolved),
	}
}

// manyObstacles are n obstacles, the oldest first, with owners and raisers in
// turns.
func manyObstacles(n int) (all []practice.Obstacle) {
	raisers, events := []practice.PersonID{ana, ben, hostile, dana}, []practice.ObstacleEvent{taken, namedBen, passedUp}
	for i := range n {
		o := obstacleOf(raisers[i%4], fmt.Sprintf("Obstacle %d: %s", i+1, oddWords[i%len(oddWords)]), events[:i%4]...)
		o.ID, o.Hidden = practice.ObstacleID(i+1), i%5 == 4
		all = append(all, o)
	}
	return all
}

func boardStates() map[string]any {
	board := func(by practice.PersonID, change func(*view.BoardFacts)) slack.ModalViewRequest {
		f := view.BoardFacts{ObstacleFacts: obstaclesRead(by), By: view.ByAge}
		change(&f)
		return view.Obstacles(f)
	}
	closed := []practice.Obstacle{obstacleOf(ana, legal, taken, resolved), obstacleOf(ana, "The old tool", taken, resolved, isGone)}
	return map[string]any{
		"obstacles_none": board(ana, func(*view.BoardFacts) {}),
		"obstacles_one":  board(ana, func(f *view.BoardFacts) { f.Open = manyObstacles(1) }),
		"obstacles_ten":  board(dana, func(f *view.BoardFacts) { f.Open = manyObstacles(10) }),
		"obstacles_by_owner": board(dana, func(f *view.BoardFacts) {
			f.Open, f.By, f.Below = manyObstacles(14), view.ByOwner, view.ObstacleCounts{Open: 14, Unowned: 3}
		}),
		"obstacles_by_team":   board(dana, func(f *view.BoardFacts) { f.Open, f.By = manyObstacles(9), view.ByTeam }),
		"obstacles_last_page": board(priya, func(f *view.BoardFacts) { f.Open, f.From = manyObstacles(23), 90 }),
		"obstacles_closed": board(ana, func(f *view.BoardFacts) {
			f.Closed, f.Below = closed, view.ObstacleCounts{Open: 1}
		}),
		"obstacles_too_many": board(dana, func(f *view.BoardFacts) {
			f.Open, f.Closed, f.From = manyObstacles(120), slices.Repeat(closed, 20), 10
		}),
	}
}

func obstacleMorningStates() map[string]any {
	with := func(change func(*view.MorningFacts)) kit.Message {
		f := morningOf()
		f.Roster = obstacleRoster()
		change(&f)
		return view.Morning(f)
	}
	up := obstacleOf(ana, legal, practice.ObstacleEvent{Kind: practice.ObstacleOwned, By: ben, Owner: ben, Due: march(4)}, practice.ObstacleEvent{Kind: practice.ObstacleOffered, By: ben, Owner: dana})
	return map[string]any{
		"morning_obstacle_waits":  with(func(f *view.MorningFacts) { f.ToTake = []practice.Obstacle{obstacleOf(ana, legal)} }),
		"morning_obstacle_hidden": with(func(f *view.MorningFacts) { f.ToTake = []practice.Obstacle{hidden(obstacleOf(ana, hostileWords)), up} }),
		"morning_obstacles_taken": with(func(f *view.MorningFacts) {
			f.ToTake = []practice.Obstacle{obstacleOf(ana, legal, taken), obstacleOf(ben, legal, namedBen), obstacleOf(ana, "The old tool", takenBack)}
		}),
		"morning_obstacle_owned": with(func(f *view.MorningFacts) { f.Owned = []practice.Obstacle{obstacleOf(ana, legal, taken)} }),
		"morning_obstacles_and_steps": with(func(f *view.MorningFacts) {
			f.Steps = []practice.Action{ownStep(1, "Open with the budget", thursday)}
			f.Owned = []practice.Obstacle{obstacleOf(ana, legal, taken), obstacleOf(ana, hostileWords, taken, resolved), obstacleOf(ana, legal, taken, namedBen)}
		}),
	}
}

func obstacleStates() map[string]any {
	all := map[string]any{}
	for _, some := range []map[string]any{raiseFormStates(), obstaclePageStates(), obstacleFormStates(), boardStates(), obstacleMorningStates()} {
		for name, drawn := range some {
			all[name] = drawn
		}
	}
	return all
}

// Whoever hid their name stands nowhere but with the owner and themselves; nor
// does the link to a message, which may be their own.
func TestAHiddenNameIsShownToTheOwnerAlone(t *testing.T) {
	events := []practice.ObstacleEvent{namedBen, told, moved, passedUp, resolved, reopened, isGone}
	for n := range len(events) + 1 {
		o := hidden(obstacleOf(ana, legal, events[:n]...))
		o.Link = linkedMessage.Address()
		for _, reader := range []practice.PersonID{dana, cy, priya, ben} {
			f := obstaclesRead(reader)
			board := view.BoardFacts{ObstacleFacts: f, Open: []practice.Obstacle{o}, By: view.ByTeam}
			form := view.ObstacleForm{ObstacleFacts: f, Obstacle: o, Due: march(12)}
			for name, drawing := range map[string]any{"page": view.ObstaclePage(f, o), "board": view.Obstacles(board), "take": view.TakeObstacle(form), "name": view.NameOwner(form),
				"update": view.UpdateObstacle(form), "resolve": view.ResolveObstacle(form), "changed": view.ObstacleChanged(f, o, taken)} {
				says := drawn(t, drawing)
				if reader != o.Owner() && (strings.Contains(says, "Ana") || strings.Contains(says, linkedMessage.Channel)) {
					t.Errorf("after %d events the %s that %s reads has the name", n, name, people[reader].Name)
				}
			}
		}
	}
}

// The form gives back what is in it.
func TestTheFormOfAnObstacleIsReadAsItIsDrawn(t *testing.T) {
	want := view.Raised{What: legal, Impact: "Morale", Category: "Tools or data", Owner: fox, Due: march(12), Affects: []practice.PersonID{ben, cy}, Hidden: true, AskAbove: true,
		Linked: linkedMessage}
	form := view.RaiseObstacle(view.RaiseFacts{Reader: ana, Manager: dana, Above: priya, Playbook: playbook, Who: who, Raised: want})
	got, err := view.ParseRaiseObstacle(fill(t, form, nil), playbook, lookup)
	got.Linked.Domain = linkedMessage.Domain // every request has it
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("it says %+v, %v; want %+v", got, err, want)
	}
}
