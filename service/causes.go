package service

import (
	"context"

	"coach/measure"
	"coach/practice"
	"coach/store"
)

// Causes are what a plan of needs can start from.
type Causes struct {
	Own      []measure.CauseCount // what its author noted
	Below    []measure.CauseCount // what everybody below the author noted, together
	Obstacle measure.Cause        // the latest of the author's that can be made an obstacle; none without an entry
}

// CausesFor returns the causes of the last 90 days that somebody may read: their
// own, and if they lead leaders those of everybody below them.
func CausesFor(ctx context.Context, db *store.Store, k measure.Asking) (c Causes, err error) {
	pb, _, err := db.Playbook(ctx)
	if err != nil {
		return c, err
	}
	roster, err := db.Record(ctx, pb)
	if err != nil {
		return c, err
	}
	read := func(scope measure.Scope) ([]measure.CauseCount, []measure.Cause, error) {
		k.Scope, k.Root, k.Kind = scope, k.Viewer, measure.ByWeek
		q := k.About(pb, roster, db.Zone())
		all, err := db.Causes(ctx, q)
		return measure.CausesOf(q, roster, all), all, err
	}
	own, all, err := read(measure.Me)
	if err != nil {
		return c, err
	}
	c.Own = own
	for _, cause := range all {
		field, ok := pb.Field(cause.Field)
		made := practice.MakesObstacle(field, practice.Value{Many: []string{cause.Value}})
		if ok && made.Words != "" && (cause.On > c.Obstacle.On || cause.On == c.Obstacle.On && cause.Entry > c.Obstacle.Entry) {
			c.Obstacle = cause
		}
	}
	if level := roster.Level(k.Viewer, k.Today); level == practice.MOM || level == practice.Exec {
		c.Below, _, err = read(measure.Team)
	}
	return c, err
}
