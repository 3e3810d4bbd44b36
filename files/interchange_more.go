package files

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
)

// longBegun is the first day of whoever took part before coach wrote it down:
// they are no newcomers.
var longBegun = cadence.NewDate(2000, time.January, 1)

// utcDay is the day of an instant where nothing says in which zone it was one.
func utcDay(at time.Time) cadence.Date {
	if at.IsZero() {
		return 0
	}
	return cadence.DateOf(at.UTC())
}

// unnamed is the request of what no submission is known of: unique, as every
// request is.
func unnamed(id int64) string { return fmt.Sprintf("#%d", id) }

// More returns what holds for a person of whom the file has no [PersonMore].
func (p PersonLine) More() PersonMore {
	more := PersonMore{ID: p.ID}
	if len(p.FromFile) > 0 {
		more.FileEmail = p.Email
	}
	if p.Marks != nil && p.Marks.BundledOn != 0 {
		more.BegunOn = longBegun
	}
	return more
}

// More returns what holds for an ask of which the file has no [AskMore], given
// how many asks before it have its entry and its person.
func (a AskLine) More(before int) AskMore {
	return AskMore{ID: a.ID, Round: before, WaitsUntil: a.LapsesOn, AskedOn: utcDay(a.AskedAt)}
}

// More returns what holds for an action of which the file has no [ActionMore].
func (a ActionLine) More() ActionMore {
	more := ActionMore{ID: a.ID, Request: unnamed(a.ID), DueNow: a.Due}
	if len(a.Moves) > 0 {
		more.DueNow = a.Moves[len(a.Moves)-1].To
	}
	if !a.DoneAt.IsZero() {
		more.DoneBy = a.Owner
	}
	return more
}

// More returns what holds for a topic of which the file has no [TopicMore].
func (t TopicLine) More() TopicMore { return TopicMore{ID: t.ID, Request: unnamed(t.ID)} }

// More returns what holds for an obstacle of which the file has no
// [ObstacleMore].
func (o ObstacleLine) More() ObstacleMore {
	more := ObstacleMore{ID: o.ID, Request: unnamed(o.ID), RaisedOn: utcDay(o.RaisedAt)}
	for _, h := range o.History {
		if h.Event != "told" {
			more.Events = append(more.Events, ObstacleHappenMore{On: utcDay(h.At)})
		}
	}
	return more
}

// More returns what holds for a digest of which the file has no [DigestMore].
func (d DigestLine) More() DigestMore {
	more := DigestMore{ID: d.ID}
	for _, h := range d.Help {
		on := utcDay(h.PreviewedAt)
		if on == 0 {
			on = d.To
		}
		more.PreviewedOn = append(more.PreviewedOn, on)
	}
	return more
}

// More returns what holds for a notice of which the file has no [NoticeMore],
// given how people are named. A morning message has its person in its key, and
// the versions that it tells of in its body.
func (n NoticeLine) More(ref func(id int64) Ref) NoticeMore {
	more := NoticeMore{ID: n.ID, Class: "answer"}
	switch n.Type {
	case "bundle":
		more.Class = "bundle"
		number, _, _ := strings.Cut(strings.TrimPrefix(n.Key, "bundle/"), "/")
		if id, err := strconv.ParseInt(number, 10, 64); err == nil {
			more.Person = ref(id)
		}
		var tells struct{ Playbook, Since int }
		if json.Unmarshal(n.Body, &tells) == nil {
			more.Playbook, more.Since = tells.Playbook, tells.Since
		}
	case "digest", "friday":
		more.Class = "subscription"
	case "owner_news":
		more.Class = "concern"
	}
	return more
}

// EditDays returns the days on which an entry was edited, where the file has
// no [EntryMore] with them.
func (e EntryLine) EditDays() []cadence.Date {
	days := make([]cadence.Date, len(e.Edits))
	for i, edit := range e.Edits {
		days[i] = utcDay(edit.At)
	}
	return days
}

// SettledAt returns the instant from which an entry settles an occurrence,
// where the file has no [EntryMore] with it: when it was logged, or the last
// edit of the day from which it does, given the days of the edits.
func (e EntryLine) SettledAt(s Settled, edited []cadence.Date) time.Time {
	if i := slices.IndexFunc(edited, func(d cadence.Date) bool { return d == s.On }); s.On == e.LoggedOn || i < 0 {
		return e.LoggedAt
	}
	at := time.Time{}
	for i, d := range edited {
		if d == s.On && e.Edits[i].At.After(at) {
			at = e.Edits[i].At
		}
	}
	return at
}
