package files

import (
	"reflect"
	"strconv"
)

// answers takes the answers of a form.
func (d *decoder) answers() Answers {
	all := Answers{}
	inOrder := d.ascending()
	d.object(func(key string) {
		inOrder(key)
		all[key] = d.answer()
	})
	return all
}

// answer takes the answer to a field: which member it is, its form says.
func (d *decoder) answer() (a Answer) {
	switch d.next() {
	case '[':
		d.many(&a)
	case '{':
		a.Reviews = d.reviews()
	default:
		if a.Text = d.text("an answer"); a.Text == "" {
			d.fail(textEmpty)
		}
	}
	return a
}

// many takes an answer that is a list.
func (d *decoder) many(a *Answer) {
	d.list(func() {
		if d.next() == '{' {
			d.row(a)
			return
		}
		text := d.text("a text")
		if text == "" {
			d.fail(textEmpty)
		}
		a.Many = append(a.Many, text)
	})
	if kinds := flagged(len(a.Many) > 0) + flagged(len(a.Actions) > 0) + flagged(len(a.Sessions) > 0) + flagged(len(a.Obstacle) > 0); kinds != 1 {
		if d.fail(textEmpty); kinds > 1 {
			d.no.text = textMixedRows
		}
	}
}

func flagged(is bool) int {
	if is {
		return 1
	}
	return 0
}

// row takes an action, a session or an obstacle: which it is, its second key
// says.
func (d *decoder) row(a *Answer) {
	switch d.secondKey() {
	case "due":
		a.Actions = append(a.Actions, ActionRow{})
		d.plain(last(a.Actions), member{})
	case "at":
		a.Sessions = append(a.Sessions, SessionRow{})
		d.plain(last(a.Sessions), member{})
		if at := a.Sessions[len(a.Sessions)-1].At; d.no == nil && !isSessionAt(at) {
			d.fail(textNoSessionAt, at)
		}
	case "owner":
		a.Obstacle = append(a.Obstacle, ObstacleRow{})
		d.plain(last(a.Obstacle), member{})
	default:
		if d.skip(0); d.no == nil {
			d.fail(textNoRow)
		}
	}
}

// last returns the last item of a list, to be read into.
func last[T any](list []T) reflect.Value { return reflect.ValueOf(&list[len(list)-1]).Elem() }

// secondKey returns the second key of an object, without taking anything.
func (d *decoder) secondKey() (key string) {
	ahead := scanner{line: d.line, at: d.at + 1}
	ahead.text("")
	ahead.took(':')
	ahead.skip(0)
	ahead.took(',')
	return ahead.text("")
}

// isSessionAt reports whether a text is as [SessionAt] writes it.
func isSessionAt(text string) bool {
	on, at, until, err := ParseSessionAt(text)
	return err == nil && SessionAt(on, at, until) == text
}

// reviews takes what became of obstacles, by their ids.
func (d *decoder) reviews() map[string]string {
	reviews := d.texts(member{})
	for id := range reviews {
		if n, err := strconv.ParseInt(id, 10, 64); d.no == nil && (err != nil || n <= 0 || strconv.FormatInt(n, 10) != id) {
			d.fail(textNumber, id)
		}
	}
	if len(reviews) == 0 {
		d.fail(textEmpty)
	}
	return reviews
}
