package files

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// interchangeLineMax is how long a line of an interchange file may be, in bytes.
const interchangeLineMax = 1 << 20

// A Writer writes an interchange file, a line at a time. The same lines are
// always the same bytes. The order of the lines is for whoever writes them.
type Writer struct {
	out  io.Writer
	line []byte
}

// NewWriter returns a writer of an interchange file. Every line is one write to
// out, which should be buffered.
func NewWriter(out io.Writer) *Writer { return &Writer{out: out} }

// Write writes a line. It is an error if the format has no form for something
// in it, such as a text that is not UTF-8; then nothing is written.
func (w *Writer) Write(line Line) error {
	e := encoder{b: append(w.line[:0], `{"kind":`...)}
	e.text(line.Kind())
	v := reflect.Indirect(reflect.ValueOf(line))
	l := layoutOf(v.Type())
	for _, c := range l.members {
		e.member(v, c, false)
	}
	e.b = append(e.b, "}\n"...)
	if w.line = e.b; e.err == nil && len(e.b) > interchangeLineMax+1 {
		e.err = errLineTooLong
	}
	if e.err != nil {
		return fmt.Errorf("a line of the kind %s: %w", line.Kind(), e.err)
	}
	_, err := w.out.Write(e.b)
	return err
}

// An encoder writes the values of a line. Its first error stays.
type encoder struct {
	b   []byte
	err error
}

func (e *encoder) fail(format string, args ...any) {
	if e.err == nil {
		e.err = fmt.Errorf(format, args...)
	}
}

// member writes a key with its value, with a comma before it unless it is an
// object's first.
func (e *encoder) member(v reflect.Value, c member, first bool) {
	if !first {
		e.b = append(e.b, ',')
	}
	e.text(c.key)
	e.b = append(e.b, ':')
	before := e.err
	e.value(v.Field(c.index), c.null)
	if before == nil && e.err != nil {
		e.err = fmt.Errorf("%s: %w", c.key, e.err)
	}
}

// value writes a value; what does not apply is null where it may be.
func (e *encoder) value(v reflect.Value, null bool) {
	switch kind := v.Kind(); {
	case (null || kind == reflect.Pointer) && v.IsZero():
		e.b = append(e.b, "null"...)
		return
	case kind == reflect.Pointer:
		v = v.Elem()
	}
	switch v.Type() {
	case instantType:
		e.instant(v.Interface().(time.Time))
	case dateType:
		e.text(cadence.Date(v.Int()).String())
	case clockType:
		e.text(cadence.Clock(v.Int()).String())
	case weekdayType:
		e.text(weekdayNames[v.Int()])
	case rawType:
		e.raw(v.Bytes())
	case answersType:
		e.answers(v.Interface().(Answers))
	case happenedType:
		e.members(v, layoutOf(happenedType).ofEvent(v.Interface().(ObstacleHappened).Event))
	default:
		e.plain(v)
	}
}

// plain writes a value of a type that has no form of its own.
func (e *encoder) plain(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		e.text(v.String())
	case reflect.Bool:
		e.b = strconv.AppendBool(e.b, v.Bool())
	case reflect.Int, reflect.Int64:
		e.b = strconv.AppendInt(e.b, v.Int(), 10)
	case reflect.Slice:
		e.list(v)
	case reflect.Map:
		e.texts(v.Interface().(map[string]string))
	case reflect.Struct:
		e.object(v)
	default:
		e.fail("no form for a %s", v.Type())
	}
}

func (e *encoder) list(v reflect.Value) {
	e.b = append(e.b, '[')
	for i := range v.Len() {
		if i > 0 {
			e.b = append(e.b, ',')
		}
		e.value(v.Index(i), false)
	}
	e.b = append(e.b, ']')
}

// texts writes a map with its keys in the order of their code points.
func (e *encoder) texts(m map[string]string) {
	e.b = append(e.b, '{')
	for i, key := range slices.Sorted(maps.Keys(m)) {
		if i > 0 {
			e.b = append(e.b, ',')
		}
		e.text(key)
		e.b = append(e.b, ':')
		e.text(m[key])
	}
	e.b = append(e.b, '}')
}

// object writes a struct, or says what is withheld of it.
func (e *encoder) object(v reflect.Value) {
	l := layoutOf(v.Type())
	withheld := l.withheld >= 0 && !v.Field(l.withheld).IsZero()
	if !withheld {
		e.members(v, l.members)
		return
	}
	why := Withheld(v.Field(l.withheld).String())
	if l.gives == nil {
		e.withheld(why)
		return
	}
	e.b = append(e.b, '{')
	for i, c := range l.members {
		if !l.gaveWay(c.key) {
			e.member(v, c, i == 0)
			continue
		}
		e.b = append(e.b, ',')
		e.text(c.key)
		e.b = append(e.b, ':')
		e.withheld(why)
	}
	e.b = append(e.b, '}')
}

func (e *encoder) members(v reflect.Value, members []member) {
	e.b = append(e.b, '{')
	for i, c := range members {
		e.member(v, c, i == 0)
	}
	e.b = append(e.b, '}')
}

func (e *encoder) withheld(why Withheld) {
	e.b = append(e.b, `{"withheld":`...)
	e.text(string(why))
	e.b = append(e.b, '}')
}

// instant writes an instant to the millisecond, in UTC.
func (e *encoder) instant(at time.Time) {
	if at = at.UTC(); at.Year() < 1 || at.Year() > 9999 {
		e.fail("no form for the year %d", at.Year())
	}
	e.b = append(e.b, '"')
	e.b = at.AppendFormat(e.b, instantLayout)
	e.b = append(e.b, '"')
}

// raw writes a JSON value that came from elsewhere in the format's own form.
func (e *encoder) raw(value []byte) {
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	if e.rawValue(d); e.err == nil {
		if _, err := d.Token(); err != io.EOF {
			e.fail("more than one JSON value")
		}
	}
}

// rawValue writes the next value of a decoder.
func (e *encoder) rawValue(d *json.Decoder) {
	token, err := d.Token()
	if err != nil {
		e.fail("no JSON value: %w", err)
		return
	}
	switch t := token.(type) {
	case json.Delim:
		e.b = append(e.b, byte(t))
		for i := 0; d.More() && e.err == nil; i++ {
			if i > 0 {
				e.b = append(e.b, ',')
			}
			if e.rawValue(d); t == '{' {
				e.b = append(e.b, ':')
				e.rawValue(d)
			}
		}
		if end, err := d.Token(); err != nil {
			e.fail("no JSON value: %w", err)
		} else if end, ok := end.(json.Delim); ok {
			e.b = append(e.b, byte(end))
		}
	case string:
		e.text(t)
	case json.Number:
		e.b = append(e.b, t...)
	case bool:
		e.b = strconv.AppendBool(e.b, t)
	case nil:
		e.b = append(e.b, "null"...)
	}
}

const hexDigits = "0123456789abcdef"

// text writes a text. Only quotes, backslashes and control characters are
// escaped: encoding/json would escape others, too.
func (e *encoder) text(s string) {
	if !utf8.ValidString(s) {
		e.fail("a text is not UTF-8: %q", s)
	}
	e.b = append(e.b, '"')
	from := 0
	for i := range len(s) {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		e.b = append(e.b, s[from:i]...)
		from = i + 1
		if short := bytes.IndexByte(shortFor, c); short >= 0 {
			e.b = append(e.b, '\\', shortEscapes[short])
			continue
		}
		e.b = append(e.b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&0xf])
	}
	e.b = append(append(e.b, s[from:]...), '"')
}

// The escapes of one letter, and the characters that they stand for.
var (
	shortEscapes = []byte(`"\btnfr`)
	shortFor     = []byte("\"\\\b\t\n\f\r")
)
