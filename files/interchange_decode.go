package files

import (
	"reflect"
	"slices"
	"time"

	"coach/cadence"
)

// References are what the lines of a file may refer to.
type references interface {
	knows(who Ref) bool
	has(kind string, id int64) bool
}

// A decoder reads a line into its struct.
type decoder struct {
	scanner
	above references
}

// kind takes the beginning of a line up to its kind.
func (d *decoder) kind() string {
	const begin = `{"kind":`
	if !d.word(begin) {
		if d.next() != '{' {
			d.wrong("an object")
		}
		d.fail(textKindFirst)
		return ""
	}
	d.at += len(begin)
	return d.text("a text")
}

// rest takes what follows the kind, and the end of the line.
func (d *decoder) rest(v reflect.Value) {
	l := layoutOf(v.Type())
	d.members(v, l.members, 0, append([]string{"kind"}, l.keys...), false)
	if d.no == nil && d.at < len(d.line) {
		if d.stray(); d.no.text != textSpace {
			d.no.text = textAfterObject
		}
	}
}

// members takes the members of an object and its end. The object begins at a
// place, and has the given keys.
func (d *decoder) members(v reflect.Value, members []member, begin int, keys []string, first bool) {
	for _, m := range members {
		if !first && d.next() != ',' || first && d.next() != '"' {
			d.misplaced(begin, keys)
			return
		}
		if !first {
			d.at++
		}
		first = false
		before := d.at
		if key := d.text("a key"); d.no == nil && key != m.key {
			d.at = before
			d.misplaced(begin, keys)
			return
		}
		if !d.expect(':') {
			return
		}
		d.path = append(d.path, m.key)
		d.value(v.Field(m.index), m)
		d.path = d.path[:len(d.path)-1]
	}
	if !d.took('}') {
		d.misplaced(begin, keys)
	}
}

// misplaced refuses an object whose keys are not the given ones in their order:
// it says of which key this is, and why.
func (d *decoder) misplaced(begin int, keys []string) {
	stands := d.at
	var have []string
	d.at = begin
	d.object(func(key string) {
		if have = append(have, key); d.no == nil {
			d.skip(0)
		}
	})
	if d.no != nil {
		return
	}
	for i, key := range have {
		switch {
		case !slices.Contains(keys, key):
			d.fail(textUnknownKey, key)
		case slices.Contains(have[:i], key):
			d.fail(textTwiceKey, key)
		}
	}
	for i, key := range keys {
		switch {
		case !slices.Contains(have, key):
			d.fail(textMissingKey, key)
		case len(have) == len(keys) && have[i] != key:
			d.fail(textKeyOrder, have[i], key)
		}
	}
	d.at = stands
	d.stray()
}

// value takes a value.
func (d *decoder) value(v reflect.Value, m member) {
	if m.null && d.null() {
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
		m.null = false
	}
	switch v.Type() {
	case instantType:
		v.Set(reflect.ValueOf(d.instant(m.null)))
	case dateType:
		v.SetInt(int64(d.date()))
	case clockType:
		text := d.text("a time of day")
		clock, err := cadence.ParseClock(text)
		if err != nil {
			d.fail(textNoClock, text)
		}
		v.SetInt(int64(clock))
	case weekdayType:
		text := d.text("a day of the week")
		if v.SetInt(int64(slices.Index(weekdayNames, text))); v.Int() < 0 {
			d.fail(textNoWeekday, text)
		}
	case refType:
		v.SetString(string(d.ref()))
	case rawType:
		v.SetBytes(d.raw())
	case answersType:
		v.Set(reflect.ValueOf(d.answers()))
	case happenedType:
		d.happened(v)
	default:
		d.plain(v, m)
	}
}

// plain takes a value of a type that has no form of its own.
func (d *decoder) plain(v reflect.Value, m member) {
	switch v.Kind() {
	case reflect.String:
		text := d.text("a text")
		if text == "" && !m.free {
			d.fail(textEmpty)
		}
		if len(m.oneOf) > 0 && !slices.Contains(m.oneOf, text) {
			d.fail(textNotOneOf, text, oneOf(m.oneOf))
		}
		v.SetString(text)
	case reflect.Bool:
		v.SetBool(d.flag())
	case reflect.Int, reflect.Int64:
		v.SetInt(d.count(m))
	case reflect.Slice:
		m.null = false
		v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		d.list(func() {
			item := reflect.New(v.Type().Elem()).Elem()
			d.value(item, m)
			v.Set(reflect.Append(v, item))
		})
	case reflect.Map:
		v.Set(reflect.ValueOf(d.texts(m)))
	default:
		l := layoutOf(v.Type())
		begin := d.at
		if !d.took('{') {
			d.wrong("an object")
			return
		}
		d.members(v, l.members, begin, l.keys, true)
	}
}

// count takes a number that counts or that is an id.
func (d *decoder) count(m member) int64 {
	n := d.number()
	switch {
	case n < 0:
		d.fail(textNegative, n)
	case n == 0 && m.null:
		d.fail(textEmpty)
	case m.of != "" && !d.above.has(m.of, n):
		d.fail(textNoID, m.of, n)
	}
	return n
}

// texts takes an object of texts whose keys are in order.
func (d *decoder) texts(m member) map[string]string {
	texts := map[string]string{}
	inOrder := d.ascending()
	d.object(func(key string) {
		inOrder(key)
		text := d.text("a text")
		if text == "" && !m.free {
			d.fail(textEmpty)
		}
		texts[key] = text
	})
	return texts
}

func (d *decoder) date() cadence.Date {
	text := d.text("a date")
	date, err := cadence.ParseDate(text)
	if err != nil || date.String() != text {
		d.fail(textNoDate, text)
	}
	return date
}

// instant takes an instant. The database counts from 1970 on, and 0 is none.
func (d *decoder) instant(null bool) time.Time {
	text := d.text("an instant")
	at, err := time.Parse(instantLayout, text)
	if err != nil || at.Format(instantLayout) != text || at.Unix() < 0 || null && at.UnixMilli() == 0 {
		d.fail(textNoInstant, text)
	}
	return at
}

// ref takes the name of a person who stands above.
func (d *decoder) ref() Ref {
	text := d.text("a person")
	if d.no == nil && !d.above.knows(Ref(text)) {
		d.fail(textNobody, text)
	}
	return Ref(text)
}

// raw takes an object that the format does not look into.
func (d *decoder) raw() []byte {
	from := d.at
	if d.next() != '{' {
		d.wrong("an object")
		return nil
	}
	d.skip(0)
	return slices.Clone(d.line[from:d.at])
}

// happened takes an event of an obstacle, whose keys go by the event.
func (d *decoder) happened(v reflect.Value) {
	begin := d.at
	if !d.took('{') {
		d.wrong("an object")
		return
	}
	event := d.eventAhead()
	members := layoutOf(happenedType).ofEvent(event)
	var keys []string
	for _, m := range members {
		keys = append(keys, m.key)
	}
	d.members(v, members, begin, keys, true)
}

// eventAhead returns the event of an object that is being read, without taking
// anything.
func (d *decoder) eventAhead() (event string) {
	ahead := scanner{line: d.line, at: d.at}
	for n := 0; n < eventMembers && ahead.no == nil; n++ {
		if n > 0 {
			ahead.took(',')
		}
		if key := ahead.text(""); ahead.took(':') && key == "event" {
			return ahead.text("")
		}
		ahead.skip(0)
	}
	return ""
}
