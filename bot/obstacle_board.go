package bot

import (
	"context"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// obstaclesCommand answers /coach obstacles with the board.
func (b *Bot) obstaclesCommand(ctx context.Context, req request) (any, error) {
	return b.openBoard(ctx, req, view.ByAge, 0)
}

// obstaclesButton opens the board, or turns its pages.
func (b *Bot) obstaclesButton(ctx context.Context, req request) (any, error) {
	by, from := view.ParseBoard(req.Value)
	return b.openBoard(ctx, req, by, from)
}

func (b *Bot) openBoard(ctx context.Context, req request, by string, from int) (any, error) {
	board, err := b.board(ctx, req, by, from)
	if err != nil {
		return nil, err
	}
	if req.View.CallbackID == view.PageObstacles { // another part takes its place
		return b.update(ctx, req, board)
	}
	return nil, b.open(ctx, req, board)
}

// closedShown is how many obstacles that were closed a board lists.
const closedShown = 5

// board draws the obstacles that the requester may read.
func (b *Bot) board(ctx context.Context, req request, by string, from int) (form slack.ModalViewRequest, err error) {
	me := req.Person.ID
	open, err := b.Store.OpenObstacles(ctx)
	if err != nil {
		return form, err
	}
	f := view.BoardFacts{ObstacleFacts: req.obstacleFacts(), By: by, From: from, Below: req.countsBelow(open)}
	f.Open = slices.DeleteFunc(open, func(o practice.Obstacle) bool { return !practice.MayReadObstacle(req.Roster, me, o, req.Today) })
	mine, err := b.Store.ObstaclesOf(ctx, me)
	if err != nil {
		return form, err
	}
	for _, o := range slices.Backward(mine) {
		if !o.Open() && o.State() != practice.ObstacleIsWithdrawn && len(f.Closed) < closedShown {
			f.Closed = append(f.Closed, o)
		}
	}
	return view.Obstacles(f), nil
}

// countsBelow counts what is open below the requester, for somebody who leads
// leaders.
func (req request) countsBelow(open []practice.Obstacle) (counts view.ObstacleCounts) {
	me, r := req.Person.ID, req.Roster
	if !slices.ContainsFunc(r.Reports(me, req.Today), func(id practice.PersonID) bool { return len(r.Reports(id, req.Today)) > 0 }) {
		return counts
	}
	below := r.Tree(me, req.Today)
	for _, o := range open {
		if o.Raiser == me || !slices.Contains(below, o.Raiser) {
			continue
		}
		counts.Open++
		if o.Owner() == 0 {
			counts.Unowned++
		}
	}
	return counts
}

// homeObstacles reads the obstacles of a Home: those that wait for the
// requester, then their own, those that they raised, and those of their people.
func (b *Bot) homeObstacles(ctx context.Context, req request, f *view.HomeFacts) error {
	me := req.Person.ID
	f.Obstacle = req.obstacleFacts()
	open, err := b.Store.OpenObstacles(ctx)
	if err != nil {
		return err
	}
	raised, err := b.Store.ObstaclesOf(ctx, me)
	if err != nil {
		return err
	}
	h, below := &f.Obstacles, req.Roster.Tree(me, req.Today)
	for _, o := range raised {
		if practice.MayConfirmGone(me, o) {
			h.Ask = append(h.Ask, o)
		}
	}
	for _, o := range open {
		switch {
		case !practice.MayReadObstacle(req.Roster, me, o, req.Today):
		case o.Owner() == me:
			h.Owned = append(h.Owned, o)
		case practice.MayTake(req.Roster, me, o, req.Today):
			h.ToTake = append(h.ToTake, o)
		case o.Raiser == me:
			h.Raised = append(h.Raised, o)
		case slices.Contains(below, o.Raiser): // what they gave back is not theirs to look after
			h.Team = append(h.Team, o)
		}
	}
	return nil
}
