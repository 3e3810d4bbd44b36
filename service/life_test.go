package service

import (
	"fmt"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
	"coach/store"
)

// A life is some weeks of the company, with the entries logged in them.
type life struct {
	company
	pb *practice.Playbook
}

// live plans some weeks up to a day and has managers log some of their waiting
// occurrences, late or in time, skip some, and leave the rest.
func live(t *testing.T, from, to cadence.Date) *life {
	l := &life{company: newCompany(t)}
	var err error
	l.pb, _, err = l.Playbook(t.Context())
	ok(t, err)
	for _, zone := range []string{"", "Europe/Berlin"} {
		people, err := l.Unplanned(t.Context(), zone, to)
		ok(t, err)
		var plans []store.Plan
		for _, p := range people {
			plans = append(plans, store.Plan{Performer: p.Person, Revision: p.Revision, From: from, To: to,
				Occurrences: practice.Plan(l.pb, l.roster(), p.Person, from, to)})
		}
		ok(t, l.Reconcile(t.Context(), plans))
	}
	for day := from; day <= to; day++ {
		for _, email := range []string{"ana@example.com", "ben@example.com"} {
			l.day(l.person(email), day)
		}
	}
	return l
}

// day is one of a manager's days.
func (l *life) day(manager practice.PersonID, day cadence.Date) {
	waiting, err := l.Waiting(l.t.Context(), manager, day)
	ok(l.t, err)
	for _, o := range waiting {
		switch (int(o.ID) + int(day)) % 11 {
		case 0, 1, 2:
			e := practice.Entry{Request: fmt.Sprint("V", o.ID), Practice: o.Practice, Author: manager, Subject: o.Subject,
				HappenedOn: day, LoggedOn: day, LoggedAt: day.At(12*60, time.UTC)}
			p, _ := l.pb.Practice(o.Practice, day)
			_, err := l.Log(l.t.Context(), e, p, o.ID, 1)
			ok(l.t, err)
		case 3:
			_, _, err := l.Skip(l.t.Context(), o.ID, practice.Skip{Reason: "Travel"}, practice.Allowance(l.pb, l.roster(), o, day), day.At(12*60, time.UTC))
			ok(l.t, err)
		}
	}
}

// facts returns the facts of a digest as the domain counts them, occurrence by
