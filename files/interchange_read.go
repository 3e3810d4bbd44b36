package files

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"reflect"
	"unicode/utf8"
)

// A Reader reads an interchange file, a line at a time. It refuses what the
// format does not have and what the rules of the domain do not allow, and holds
// of the lines above only what others may refer to. What is one of millions is
// for whoever keeps the lines: that two occurrences are not the same, that
// nobody is asked more often than the domain has it, and [Windows].
type Reader struct {
	name     string
	in       *bufio.Reader
	at       int // the line, from 1
	long     []byte
	checks   *checks
	place    int            // in the order of kinds
	firsts   map[string]int // the line of the first of each kind
	id       int64
	order    string // of the line before, where it has no id
	begun    bool   // the line before is of the same kind
	warnings Faults
	warned   int // warnings in all, of which those kept are the first
}

// NewReader returns a reader of an interchange file, which its faults call by a
// name.
func NewReader(name string, in io.Reader) *Reader {
	return &Reader{name: name, in: bufio.NewReaderSize(in, 1<<16), firsts: map[string]int{}, checks: newChecks()}
}

// Lines returns the lines of the file, the header first. The first error is the
// last: a [Fault] for what is wrong with the file, or the error of reading it or
// of looking an occurrence up.
func (r *Reader) Lines(windows Windows) iter.Seq2[Line, error] {
	r.checks.windows = windows
	return func(yield func(Line, error) bool) {
		for {
			line, err := r.next()
			if err == io.EOF || !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// Fault returns what somebody else finds wrong with the line that was read last.
func (r *Reader) Fault(text string) Fault {
	return Fault{File: r.name, Line: r.at, Text: text}
}

// FaultAbove returns what somebody else finds wrong with a line above: the nth of
// its kind, from 0.
func (r *Reader) FaultAbove(kind string, nth int, field, text string) Fault {
	return Fault{File: r.name, Line: r.firsts[kind] + nth, Field: field, Text: text}
}

// Warnings returns what may be wrong with the lines that were read, and what a
// file cannot be refused for: it goes by a time zone.
func (r *Reader) Warnings() Faults {
	if r.warned <= len(r.warnings) {
		return r.warnings
	}
	last := r.warnings[len(r.warnings)-1]
	return append(r.warnings[:len(r.warnings):len(r.warnings)], Fault{File: r.name, Line: last.Line, Text: andMore(r.warned - len(r.warnings))})
}

// warn keeps what may be wrong with the line.
func (r *Reader) warn(doubts []*refusal) {
	r.warned += len(doubts)
	for _, no := range doubts {
		if len(r.warnings) < faultsMost {
			r.warnings = append(r.warnings, r.fault(no))
		}
	}
}

// next returns the next line; io.EOF after the last.
func (r *Reader) next() (Line, error) {
	data, err := r.bytes()
	if err == io.EOF {
		return nil, r.end()
	}
	if err != nil {
		return nil, err
	}
	line, no := r.read(data)
	if r.checks.failed != nil {
		return nil, r.checks.failed
	}
	if no != nil {
		return nil, r.fault(no)
	}
	return line, nil
}

// fault returns a refusal as the fault of its line.
func (r *Reader) fault(no *refusal) Fault {
	return Fault{File: r.name, Line: cmp.Or(no.line, r.at), Field: no.field, Text: no.text}
}

// end returns io.EOF where nothing is missing at the end of the file.
func (r *Reader) end() error {
	if r.at == 0 {
		return Fault{File: r.name, Line: 1, Text: textInterchangeEmpty}
	}
	if no := r.checks.passed(len(interchangeKinds)); no != nil {
		return r.fault(no)
	}
	return io.EOF
}

// bytes returns the next line without its line end.
func (r *Reader) bytes() ([]byte, error) {
	r.long = r.long[:0]
	for {
		part, err := r.in.ReadSlice('\n')
		if len(part) == 0 && len(r.long) == 0 && err != nil {
			return nil, err
		}
		r.long = append(r.long, part...)
		if len(r.long) > interchangeLineMax+1 || len(r.long) > interchangeLineMax && err != nil {
			r.at++
			return nil, r.fault(refuse("", textLineTooLong))
		}
		switch {
		case err == nil:
			r.at++
			return r.long[:len(r.long)-1], nil
		case err == io.EOF:
			r.at++
			return nil, r.fault(refuse("", textCutOff))
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}

// read reads a line and holds it to everything above.
func (r *Reader) read(data []byte) (Line, *refusal) {
	switch {
	case r.at == 1 && bytes.HasPrefix(data, []byte("\ufeff")):
		return nil, refuse("", textMark)
	case len(bytes.TrimSpace(data)) == 0:
		return nil, refuse("", textBlank)
	case !utf8.Valid(data):
		return nil, refuse("", textNoUTF8)
	case r.at == 1:
		if no := checkHeader(data); no != nil {
			return nil, no
		}
	}
	d := decoder{scanner: scanner{line: data}, above: &r.checks.known}
	name := d.kind()
	kind, known := lineKinds[name]
	if d.no == nil && !known {
		d.fail(textUnknownKind, name)
	}
	if d.no == nil {
		d.no = r.inOrder(kind)
	}
	if d.no != nil {
		return nil, d.no
	}
	v := reflect.New(kind.of).Elem()
	if d.rest(v); d.no != nil {
		return nil, d.no
	}
	line := v.Interface().(Line)
	return line, r.hold(line, kind, v)
}

// checkHeader refuses a file by its first line: of another format, of a newer
// version, or of one person.
func checkHeader(data []byte) *refusal {
	var header struct {
		Format  string
		Version json.Number
		Of      json.RawMessage
	}
	err := json.Unmarshal(data, &header)
	version, _ := header.Version.Int64()
	switch {
	case !bytes.HasPrefix(data, []byte(`{"kind":"header"`)):
		return refuse("", textNoHeader)
	case err != nil:
		return nil // the line has no form, which its reader says
	case header.Format != "" && header.Format != InterchangeFormat:
		return refuse("format", textOtherFormat, header.Format)
	case version > InterchangeVersion:
		return refuse("version", textNewerVersion, version)
	}
	if of := string(header.Of); of != "" && of != "null" {
		return refuse("of", textOneOwn)
	}
	return nil
}

// inOrder refuses a line whose kind belongs above the one before.
func (r *Reader) inOrder(kind lineKind) *refusal {
	r.begun = r.at > 1 && kind.place == r.place
	switch {
	case kind.place < r.place:
		return refuse("", textKindOrder, interchangeKinds[kind.place].Kind(), interchangeKinds[r.place].Kind())
	case r.begun && kind.place <= placeOfSettings:
		return refuse("", textOneOf, interchangeKinds[kind.place].Kind())
	}
	if r.place = kind.place; !r.begun {
		r.firsts[interchangeKinds[kind.place].Kind()] = r.at
	}
	return nil
}

// placeOfSettings is the last of the kinds of which a file has one line.
const placeOfSettings = 1

// hold checks where a line stands among those of its kind, what it says, and
// keeps what others may refer to.
func (r *Reader) hold(line Line, kind lineKind, v reflect.Value) *refusal {
	if no := r.checks.passed(kind.place); no != nil {
		return no
	}
	id := int64(0)
	if kind.byID {
		id = v.Field(0).Int()
	}
	if no := r.after(line, kind, id); no != nil {
		return no
	}
	if no := r.checks.check(line, r.at); no != nil {
		return no
	}
	if kind.byID {
		r.checks.known.add(line.Kind(), id)
	}
	r.warn(r.checks.doubts(line))
	return nil
}

// after refuses a line that does not come after the one before, of the same
// kind.
func (r *Reader) after(line Line, kind lineKind, id int64) *refusal {
	order := ""
	if !kind.byID {
		order = r.checks.known.orderOf(line)
	}
	switch {
	case kind.byID && id == 0:
		return refuse(layoutOf(kind.of).keys[0], textEmpty)
	case !r.begun:
	case kind.byID && id == r.id:
		return refuse("id", textTwiceID, line.Kind(), id)
	case kind.byID && id < r.id:
		return refuse("id", textIDOrder, id, r.id)
	case !kind.byID && order == r.order:
		return refuse("", textTwiceLine, line.Kind())
	case !kind.byID && order < r.order:
		return refuse("", textLineOrder)
	}
	r.id, r.order = id, order
	return nil
}
