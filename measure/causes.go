package measure

import (
	"cmp"
	"slices"

	"coach/cadence"
	"coach/practice"
)

// A Cause is one value that a standing entry of the last 90 days gave for one of
// the fields that [practice.CauseFields] lists.
type Cause struct {
	Entry   practice.EntryID
	Author  practice.PersonID
	Subject practice.PersonID
	On      cadence.Date // the day it happened
	Field   string
	Value   string
}

// Causes returns the causes of the days up to the question's, as of its instant:
// the root's own for the scope me, everybody's for any other.
func (h History) Causes(q Question) (all []Cause) {
	for _, e := range h.Entries {
		if e.Withdrawn || e.LoggedAt.After(q.AsOf) || !q.Said().Contains(e.HappenedOn) || q.Scope == Me && e.Author != q.Root {
			continue
		}
		values := e.Values.ByValue()
		for _, field := range practice.CauseFields {
			given := values[field].Many
			if text := values[field].Text; text != "" {
				given = []string{text}
			}
			for _, value := range given {
				all = append(all, Cause{e.ID, e.Author, e.Subject, e.HappenedOn, field, value})
			}
		}
	}
	return all
}

// A CauseCount is how often each value of a field was given, the most frequent
// first.
type CauseCount struct {
	Field  string
	Logs   int // entries that answered it
	Values []ReasonCount
}

// Sessions with managers that a count of what leaders saw there pools at least:
// these many of these many managers.
const (
	fewestLogAuthors = 2
	fewestSeen       = 3
)

// CausesOf counts causes by field (M22): for the scope me the viewer's own; for
// any other those of everybody in the pool but the viewer, who could take their
// own away, and only from five logs of two authors on. What was seen of managers
// coaching is told from five sessions with three managers on.
func CausesOf(q Question, r *practice.Roster, all []Cause) (counts []CauseCount) {
	p := newPool(q, r)
	for _, field := range practice.CauseFields {
		logs, authors, subjects := map[practice.EntryID]bool{}, crowd{}, crowd{}
		values := map[string]int{}
		for _, c := range all {
			if c.Field != field || !p.has(c.Author, c.On) || q.Scope != Me && c.Author == q.Viewer {
				continue
			}
			logs[c.Entry], authors[c.Author], subjects[c.Subject] = true, true, true
			values[c.Value]++
		}
		fewest := len(authors) >= fewestLogAuthors
		if field == practice.FieldSeen {
			fewest = len(subjects) >= fewestSeen
		}
		if len(logs) == 0 || q.Scope != Me && (len(logs) < fewestLogs || !fewest) {
			continue
		}
		count := CauseCount{Field: field, Logs: len(logs)}
		for value, n := range values {
			count.Values = append(count.Values, ReasonCount{value, n})
		}
		slices.SortFunc(count.Values, func(x, y ReasonCount) int {
			return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Reason, y.Reason))
		})
		counts = append(counts, count)
	}
	return counts
}
