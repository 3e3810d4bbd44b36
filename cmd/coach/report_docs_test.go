package main

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"

	"coach/measure"
)

// An object is the keys of a JSON object, or of the objects of a list, in their
// order. What is in each key is an object too, without keys for anything else.
type object struct {
	keys []string
	in   map[string]object
}

// isRate reports whether the object is a share.
func (o object) isRate() bool { return slices.Equal(o.keys, []string{"part", "whole", "percent"}) }

// readObject reads the next value of a document.
func readObject(t *testing.T, dec *json.Decoder) (o object) {
	t.Helper()
	next := func() json.Token {
		token, err := dec.Token()
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	switch next() {
	case json.Delim('['):
		for dec.More() {
			o = readObject(t, dec)
		}
		next()
	case json.Delim('{'):
		o.in = map[string]object{}
		for dec.More() {
			key := next().(string)
			o.keys = append(o.keys, key)
			o.in[key] = readObject(t, dec)
		}
		next()
	}
	return o
}

// fill gives everything in a value a value, so that JSON of it has every key: a
// list has one element.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				fill(v.Field(i))
			}
		}
	}
}

// everyKey returns the keys that the JSON of a value may have.
func everyKey(t *testing.T, of any) object {
	t.Helper()
	v := reflect.New(reflect.TypeOf(of))
	fill(v.Elem())
	data, err := json.Marshal(v.Interface())
	if err != nil {
		t.Fatal(err)
	}
	return readObject(t, json.NewDecoder(bytes.NewReader(data)))
}

// A keyRow is a row of the page's tables: a key and its type; the keys of a
// tally are one row.
type keyRow struct{ key, typ string }

const tallyRow = "tally"

// reportPage returns the tables of docs/report.md by what they are about: a
// heading names keys, or is a word.
func reportPage(t *testing.T) map[string][]keyRow {
	t.Helper()
	page, err := os.ReadFile("../../docs/report.md")
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string][]keyRow{}
	heading := regexp.MustCompile(`(?m)^##+ `)
	row := regexp.MustCompile("(?m)^\\| (`[a-z_]+`|" + tallyRow + ") \\| ([^|]*) \\|")
	for _, section := range heading.Split(string(page), -1)[1:] {
		title, text, _ := strings.Cut(section, "\n")
		var rows []keyRow
		for _, found := range row.FindAllStringSubmatch(text, -1) {
			rows = append(rows, keyRow{strings.Trim(found[1], "`"), found[2]})
		}
		names := inCode.FindAllString(title, -1)
		if len(names) == 0 {
			names = []string{title}
		}
		for _, name := range names {
			sections[strings.Trim(name, "`")] = rows
		}
	}
	return sections
}

// A pageCheck compares the tables of the page with the keys of a report.
type pageCheck struct {
	*testing.T
	sections map[string][]keyRow
	tally    []string // the keys of a tally
	compared int
}

// rows returns the keys of an object as the page lists them: those of a tally that
// stand among others are one row.
func (c *pageCheck) rows(o object) []string {
	keys := slices.Clone(o.keys)
	if i := slices.Index(keys, c.tally[0]); i > 0 && slices.Equal(keys[i:min(i+len(c.tally), len(keys))], c.tally) {
		keys = slices.Replace(keys, i, i+len(c.tally), tallyRow)
	}
	return keys
}

// shape returns what the page calls what is in a key; nothing for what has keys of
// its own, or none.
func (c *pageCheck) shape(o object) string {
	switch {
	case o.isRate():
		return "rate"
	case slices.Equal(o.keys, c.tally):
		return tallyRow
	}
	return ""
}

// compare compares an object with the table under a title, and what is in it with
// the tables under the paths of its keys.
func (c *pageCheck) compare(title, path string, o object) {
	c.compared++
	var said []string
	for _, row := range c.sections[title] {
		said = append(said, row.key)
		in, shape := o.in[row.key], c.shape(o.in[row.key])
		if called := row.typ == "rate" || row.typ == tallyRow; called != (shape != "") || called && row.typ != shape {
			c.Errorf("the page calls %s of %s “%s”, and it is “%s”", row.key, title, row.typ, shape)
		}
		if shape == "" && len(in.keys) > 0 {
			inner := strings.TrimPrefix(path+"."+row.key, ".")
			c.compare(inner, inner, in)
		}
	}
	if want := c.rows(o); !slices.Equal(said, want) {
		c.Errorf("%s has the keys %v, and the page says %v", title, want, said)
	}
}

// Whoever reads the JSON finds each of its keys on the page, in the order in
// which it comes, and what shape it has.
func TestThePageHasEveryKeyOfAReportInItsOrder(t *testing.T) {
	tally := everyKey(t, measure.TallyShown{})
	c := &pageCheck{T: t, sections: reportPage(t), tally: tally.keys}
	c.compare("The object", "", everyKey(t, measure.Report{}))
	c.compare("tally", "", tally)
	c.compare("rate", "", everyKey(t, measure.Rate{}))
	if c.compared < 20 {
		t.Errorf("only %d objects are compared", c.compared)
	}
}

// Whoever reads the page finds every flag, and types none that there isn't.
func TestThePageHasEveryFlagOfAReport(t *testing.T) {
	page, err := os.ReadFile("../../docs/report.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(page), "\n## Asking for one\n")
	table, _, _ = strings.Cut(table, "\n### ")
	named := map[string]bool{}
	for _, flag := range flagName.FindAllString(table, -1) {
		named[flag] = true
	}
	everyFlag(t, func(command string, f *kong.Flag) {
		if !strings.HasSuffix(command, " report") || f.Name == "help" {
			return
		}
		if !named["--"+f.Name] {
			t.Errorf("the page is without --%s", f.Name)
		}
		delete(named, "--"+f.Name)
		for _, env := range f.Envs {
			if !strings.Contains(table, env) {
				t.Errorf("the page is without %s", env)
			}
		}
	})
	for flag := range named {
		t.Errorf("the page has %s, and the command has not", flag)
	}
}
