package service

import (
	"context"
	"slices"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A Confirm is an ask with what is needed to put it to the person.
type Confirm struct {
	practice.Ask
	Form *practice.Practice // of the entry, in the playbook version it was written with
	Also []string           // practices that the same author logged with the person on the same day, by key
}

// confirming returns what waits to be asked of a person on a morning.
func confirming(ctx context.Context, db *store.Store, pb *practice.Playbook, who practice.PersonID, today cadence.Date) (practice.Confirming, error) {
	c, err := db.Confirming(ctx, who, today)
	if err != nil || len(c.Waiting) == 0 {
		return c, err
	}
	c.Rated = map[string]bool{}
	for _, a := range c.Waiting {
		if p, ok := pb.Practice(a.Practice, a.HappenedOn); ok {
			c.Rated[a.Practice] = p.Rated
		}
	}
	return c, nil
}

// ReadConfirm reads an ask as it is put to the person.
func ReadConfirm(ctx context.Context, db *store.Store, id practice.AskID) (c Confirm, err error) {
	if c.Ask, err = db.Ask(ctx, id); err != nil {
		return c, err
	}
	e, err := db.Entry(ctx, c.Entry)
	if err != nil {
		return c, err
	}
	pb, err := db.WrittenWith(ctx, e)
	if err != nil {
		return c, err
	}
	form, _ := pb.Practice(e.Practice, e.LoggedOn)
	c.Form = form
	others, err := db.AsksOfDay(ctx, c.Ask)
	for _, o := range others {
		if o.Practice != c.Practice && !slices.Contains(c.Also, o.Practice) {
			c.Also = append(c.Also, o.Practice)
		}
	}
	return c, err
}
