package files

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"coach/cadence"
)

// Answers are the answers of a form by the key of their field. A field nobody
// answered is absent.
type Answers map[string]Answer

// An Answer is the answer to one field. One member is set, by the field's type
// in the playbook version that the entry was written with.
type Answer struct {
	Text     string            // text, long_text, select, rating, yes_no, number and url as typed; a date
	Many     []string          // multi_select: the options; user and multi_user: the Refs
	Actions  []ActionRow       // actions
	Sessions []SessionRow      // sessions
	Obstacle []ObstacleRow     // obstacle
	Reviews  map[string]string // obstacle_list: the choice by the obstacle's id
	Withheld Withheld          // in somebody's own file, instead of a private answer
}

// An ActionRow is a next step in an answer.
type ActionRow struct {
	What  string       `key:"what,null"`
	Due   cadence.Date `key:"due,null"`
	Owner Ref          `key:"owner,null"`
}

// A SessionRow is a training session or a contest in an answer.
type SessionRow struct {
	What      string `key:"what,null"`
	At        string `key:"at,null"` // see [SessionAt]
	Deliverer Ref    `key:"deliverer,null"`
}

// An ObstacleRow is an obstacle in an answer.
type ObstacleRow struct {
	What  string       `key:"what,null"`
	Owner Ref          `key:"owner,null"`
	Due   cadence.Date `key:"due,null"`
}

// SessionAt writes when a session is: its day, as in 2026-03-05; with a time of
// day as in 2026-03-05T15:00; a contest's last day after a slash, as in
// 2026-03-05/2026-03-12. A session without a day has none of them.
func SessionAt(on cadence.Date, at string, until cadence.Date) string {
	text := on.String()
	if at != "" {
		text += "T" + at
	}
	if until != 0 {
		text += "/" + until.String()
	}
	return text
}

// ParseSessionAt reads what [SessionAt] writes.
func ParseSessionAt(text string) (on cadence.Date, at string, until cadence.Date, err error) {
	first, last, ends := strings.Cut(text, "/")
	day, at, timed := strings.Cut(first, "T")
	if day != "" {
		if on, err = cadence.ParseDate(day); err != nil {
			return 0, "", 0, err
		}
	}
	if timed && at == "" {
		return 0, "", 0, fmt.Errorf("“%s” has no time of day after its T", text)
	}
	if ends {
		until, err = cadence.ParseDate(last)
	}
	return on, at, until, err
}

// answers writes the answers of a form, with their keys in the order of their
// code points.
func (e *encoder) answers(all Answers) {
	e.b = append(e.b, '{')
	first := true
	for _, key := range slices.Sorted(maps.Keys(all)) {
		value := all[key].value()
		if value == nil {
			continue
		}
		if !first {
			e.b = append(e.b, ',')
		}
		first = false
		e.text(key)
		e.b = append(e.b, ':')
		if why, withheld := value.(Withheld); withheld {
			e.withheld(why)
			continue
		}
		e.value(reflect.ValueOf(value), false)
	}
	e.b = append(e.b, '}')
}

// value returns the member that is set; nil where there is no answer.
func (a Answer) value() any {
	switch {
	case a.Withheld != "":
		return a.Withheld
	case len(a.Actions) > 0:
		return a.Actions
	case len(a.Sessions) > 0:
		return a.Sessions
	case len(a.Obstacle) > 0:
		return a.Obstacle
	case len(a.Reviews) > 0:
		return a.Reviews
	case len(a.Many) > 0:
		return a.Many
	case a.Text != "":
		return a.Text
	}
	return nil
}
