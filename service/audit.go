package service

import (
	"cmp"
	"context"
	"regexp"
	"strconv"
	"time"

	"coach/practice"
	"coach/store"
)

// An AuditLine is a line of the audit as somebody reads it: with names in place
// of the numbers of people.
type AuditLine struct {
	ID     int64         `json:"id"`
	At     time.Time     `json:"at"`
	By     string        `json:"by"` // empty for whoever runs coach
	Deed   practice.Deed `json:"deed"`
	Detail string        `json:"detail"`
}

// auditPage is how many lines are read at once.
const auditPage = 500

// AuditSince calls a function with every line of the audit since a time, oldest
// first.
func AuditSince(ctx context.Context, db *store.Store, since time.Time, each func(AuditLine) error) error {
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	for after := int64(0); ; {
		lines, err := db.AuditSince(ctx, since, after, auditPage)
		if err != nil || len(lines) == 0 {
			return err
		}
		for _, l := range lines {
			if err := each(auditLine(roster, l)); err != nil {
				return err
			}
			after = l.ID
		}
	}
}

// AuditBefore returns the latest lines of the audit before one, or the newest of
// all for none, newest first; more is whether there are further ones.
func AuditBefore(ctx context.Context, db *store.Store, roster *practice.Roster, before int64, most int) (lines []AuditLine, more bool, err error) {
	found, err := db.AuditBefore(ctx, before, most+1)
	if more = len(found) > most; more {
		found = found[:most]
	}
	for _, l := range found {
		lines = append(lines, auditLine(roster, l))
	}
	return lines, more, err
}

// inDetail matches where a detail names a person.
var inDetail = regexp.MustCompile(`\bperson [0-9]+\b`)

func auditLine(r *practice.Roster, l store.Audited) AuditLine {
	line := AuditLine{ID: l.ID, At: l.At, Deed: l.Deed}
	if l.By != 0 {
		line.By = nameIn(r, l.By, "person "+strconv.FormatInt(int64(l.By), 10))
	}
	line.Detail = inDetail.ReplaceAllStringFunc(l.Detail, func(said string) string {
		id, _ := strconv.ParseInt(said[len("person "):], 10, 64)
		return nameIn(r, practice.PersonID(id), said)
	})
	return line
}

// nameIn is a person's name, or what to call somebody who has none any more.
func nameIn(r *practice.Roster, id practice.PersonID, otherwise string) string {
	p := r.Person(id)
	return cmp.Or(p.Full(), p.Email, otherwise)
}
