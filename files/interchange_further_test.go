package files

import (
	_ "embed"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"coach/cadence"
)

//go:embed testdata/interchange_further.jsonl
var interchangeFurther string

// whole is a file with a line of every kind but draft.
func whole() string { return interchangeExample + interchangeFurther }

func TestEveryKindIsReadAndWrittenToTheSameBytes(t *testing.T) {
	file := strings.Replace(whole(), `{"kind":"subscription"`, `{"kind":"draft","person":"priya@x.test","version":1,"edits":{"practices":[{"key":"observation","times":2}]}}`+"\n"+`{"kind":"subscription"`, 1)
	again, warnings, err := rewritten(file)
	if err != nil || len(warnings) > 0 || again != file {
		t.Fatalf("%v %v\n%s", err, warnings, linesThatDiffer(file, again))
	}
	for _, kind := range interchangeKinds {
		if !strings.Contains(file, `{"kind":"`+kind.Kind()+`",`) {
			t.Errorf("no line of the kind %s", kind.Kind())
		}
	}
}

// A key that is null in the one and nowhere else would be lost without a test.
func TestTheFileOfTheTestHasEveryFurtherKey(t *testing.T) {
	never := map[string]bool{}
	for _, kind := range interchangeKinds[lineKinds["audit"].place+1:] {
		for _, m := range layoutOf(reflect.TypeOf(kind)).members {
			if m.null {
				never[kind.Kind()+"."+m.key] = true
			}
		}
	}
	for line, err := range readBy(NewReader("x", strings.NewReader(whole()))) {
		if err != nil {
			t.Fatal(err)
		}
		v := reflect.ValueOf(line)
		for _, m := range layoutOf(v.Type()).members {
			if !v.Field(m.index).IsZero() {
				delete(never, line.Kind()+"."+m.key)
			}
		}
	}
	for key := range never {
		t.Errorf("%s is null in every line", key)
	}
}

func TestWhatCannotBeIsRefusedInFurtherKinds(t *testing.T) {
	const unsorted = ": The list is not in its order, or has something twice."
	for name, test := range map[string]struct{ old, new, want string }{
		"a person of none":              {`{"kind":"person_more","id":2`, `{"kind":"person_more","id":9`, ":41: id: No line of the kind person above has the id 9."},
		"words out of order":            {`"practice":null,"words":"Why`, `"practice":"talk","words":"Why`, ":43: This line belongs above the line before it."},
		"a holiday of none":             {`"on":"2026-04-03","name"`, `"on":"2026-04-04","name"`, ":44: on: No holiday above is on this day."},
		"a holiday without a name":      {`"name":"Good Friday"`, `"name":null`, ":44: name: This is null, and it always applies."},
		"people out of order":           {`"people":["ana@x.test","#7"]`, `"people":["#7","ana@x.test"]`, ":47: people" + unsorted},
		"metrics out of order":          {`["mood","setting"]`, `["setting","mood"]`, ":47: metrics" + unsorted},
		"a type of answer that is none": {`"multi_user"}`, `"user"}`, ":47: shapes: “user” is not one of its values. It has to be text, multi_select, multi_user, date, actions, sessions, obstacle or obstacle_list."},
		"settled by nothing":            {`"settled":[{"occurrence":1`, `"settled":[{"occurrence":3`, ":47: settled: No entry settles occurrence 3."},
		"settled twice":                 {`12.000Z"}]`, `12.000Z"},{"occurrence":1,"at":null}]`, ":47: settled" + unsorted},
		"edits there were not":          {`"edits":[]}` + "\n" + `{"kind":"entry_more"`, `"edits":[{"request":null,"on":"2026-03-05","metrics":null,"shapes":{}}]}` + "\n" + `{"kind":"entry_more"`, ":47: edits: There are 1 of them here, and 0 in the line that this belongs to."},
		"metrics of an edit":            {`"edits":[]}` + "\n" + `{"kind":"entry_more"`, `"edits":[{"request":null,"on":"2026-03-05","metrics":["b","a"],"shapes":{}}]}` + "\n" + `{"kind":"entry_more"`, ":47: edits.metrics" + unsorted},
		"events there were not":         {`,{"request":"2/V3","on":"2026-03-02"}`, ``, ":52: events: There are 1 of them here, and 2 in the line that this belongs to."},
		"days of a help that is none":   {`["2026-02-26"]`, `["2026-02-26","2026-02-27"]`, ":53: previewed_on: There are 2 of them here, and 1 in the line that this belongs to."},
		"commas in keys":                {`["observation","talk"]`, `["observation,talk"]`, ":54: practices: The key “observation,talk” has a comma in it."},
		"parts out of order":            {`"parts":[`, `"parts":[{"occurrence":3,"part":"news"},`, ":55: parts" + unsorted},
		"a team twice":                  {`{"kind":"team","manager":"priya@x.test"`, `{"kind":"team","manager":"dana@x.test"`, ":57: Two lines of the kind team are about the same."},
		"an agenda of none":             {`"agenda":1`, `"agenda":2`, ":59: agenda: No line of the kind agenda above has the id 2."},
		"a visit that replaces itself":  {`"replaces":[1]`, `"replaces":[2]`, ":62: replaces: No line of the kind visit above has the id 2."},
		"a visit that replaces twice":   {`"replaces":[1]`, `"replaces":[1,1]`, ":62: replaces" + unsorted},
		"marks out of order":            {`{"entry":2,"mark":"reached"}`, `{"entry":1,"mark":"reached"}`, ":64: marks" + unsorted},
		"a question about no entry":     {`"still_right","about":1`, `"still_right","about":9`, ":68: about: No line of the kind entry above has the id 9."},
		"a question about no session":   {`"who_won","about":1`, `"who_won","about":9`, ":69: about: No line of the kind session above has the id 9."},
		"turns out of order":            {`"author":null,"served":4`, `"author":"#7","served":4`, ":75: This line belongs above the line before it."},
	} {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(interchangeFurther, test.old) {
				t.Fatal("nothing to change")
			}
			refusedWith(t, interchangeExample+strings.Replace(interchangeFurther, test.old, test.new, 1), "x.jsonl"+test.want)
		})
	}
}

// lineOf returns the bytes of a line.
func lineOf(t *testing.T, line Line) string {
	t.Helper()
	var b strings.Builder
	if err := NewWriter(&b).Write(line); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// What is withheld in somebody's own file is said to be there.
func TestWhatIsWithheld(t *testing.T) {
	at := time.Date(2026, 3, 5, 9, 0, 0, 0, time.UTC)
	leader := OccurrenceLine{ID: 1, Skip: &Skip{Reason: "Away", Withheld: WithheldLeader}, Excuse: &Excuse{By: "a@x.test", Withheld: WithheldLeader}}
	for got, want := range map[string]string{
		lineOf(t, leader): `"skip":{"withheld":"leader"},"excuse":{"withheld":"leader"}`,
		lineOf(t, AskLine{Answer: &AskAnswer{At: at, Match: "yes", Useful: 4, Next: new(true), Withheld: WithheldRating}}): `"answer":{"at":"2026-03-05T09:00:00.000Z","match":"yes","useful":{"withheld":"rating"},"next":{"withheld":"rating"}}`,
		lineOf(t, EntryLine{Answers: Answers{"note": {Text: "x", Withheld: WithheldPrivate}}}):                             `"answers":{"note":{"withheld":"private"}}`,
		lineOf(t, PersonLine{ID: 4, Name: "Ben"}):                                                                          `"name":"Ben","zone":null,"calendar":null,"standing":"","participates":false,"from_file":[],"admin":false,"owner":false,"preferences":null,"marks":null`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// What came from a database in another form is written in the format's own.
func TestJSONFromElsewhereIsWrittenInTheFormatsForm(t *testing.T) {
	got := lineOf(t, NoticeLine{ID: 1, Body: RawJSON(` { "b" : "\u003c\u2028\/" , "a":[1, -2,true,null ] ,"c":{}}`)})
	if want := `"body":{"b":"<` + "\u2028" + `/","a":[1,-2,true,null],"c":{}}`; !strings.Contains(got, want) {
		t.Errorf("got\n%s", got)
	}
}

func TestWhatHasNoFormIsNotWritten(t *testing.T) {
	for says, line := range map[string]Line{
		"a line of the kind audit: deed: a text is not UTF-8":       AuditLine{Deed: "\xff"},
		"a line of the kind audit: at: no form for the year 10000":  AuditLine{At: time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC)},
		"a line of the kind draft: edits: no JSON value":            DraftLine{Edits: RawJSON(`{"a":`)},
		"a line of the kind notice: body: no JSON value":            NoticeLine{Body: RawJSON(`{"a"`)},
		"a line of the kind notice: body: more than one JSON value": NoticeLine{Body: RawJSON(`{} {}`)},
	} {
		var b strings.Builder
		if err := NewWriter(&b).Write(line); err == nil || !strings.HasPrefix(err.Error(), says) || b.Len() > 0 {
			t.Errorf("%s: %v %q", says, err, b.String())
		}
	}
}

func TestWhenASessionIs(t *testing.T) {
	day := cadence.NewDate(2026, 3, 5)
	for want, s := range map[string]struct {
		on    cadence.Date
		at    string
		until cadence.Date
	}{
		"": {}, "2026-03-05": {on: day}, "2026-03-05T15:00": {on: day, at: "15:00"}, "2026-03-05/2026-03-12": {on: day, until: day + 7},
		"2026-03-05T15:00/2026-03-12": {day, "15:00", day + 7}, "T15:00": {at: "15:00"}, "/2026-03-12": {until: day + 7},
	} {
		text := SessionAt(s.on, s.at, s.until)
		on, at, until, err := ParseSessionAt(text)
		if text != want || err != nil || on != s.on || at != s.at || until != s.until {
			t.Errorf("%q: %q is read as %v %q %v, %v", want, text, on, at, until, err)
		}
	}
	for _, text := range []string{"tomorrow", "2026-03-05T", "2026-03-05/", "2026-02-30"} {
		if isSessionAt(text) {
			t.Errorf("%q is when a session is", text)
		}
	}
}

// A failing reader is no fault of the file's.
func TestAFileThatCannotBeReadIsNoFault(t *testing.T) {
	torn := errors.New("the disk is gone")
	for _, err := range readBy(NewReader("x", io.MultiReader(strings.NewReader(interchangeExample[:5000]), failing{torn}))) {
		if err != nil && !errors.Is(err, torn) {
			t.Error(err)
		}
	}
}

// Nor is whoever keeps the lines: the first error of looking one up is the last.
func TestAnOccurrenceThatCannotBeLookedUpIsNoFault(t *testing.T) {
	torn := errors.New("the database is gone")
	var last error
	for _, err := range NewReader("x", strings.NewReader(whole())).Lines(func(int64) (Window, error) { return Window{}, torn }) {
		if last != nil {
			t.Fatal("it reads on")
		}
		last = err
	}
	if last != torn {
		t.Errorf("it ends with %v", last)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzInterchange holds what is read without a fault to be written to the same
// bytes.
func FuzzInterchange(f *testing.F) {
	f.Add(interchangeExample)
	f.Add(whole())
	lines := strings.SplitAfter(whole(), "\n")
	for i := 2; i < len(lines); i += 4 {
		f.Add(strings.Join(lines[:i], ""))
	}
	f.Fuzz(func(t *testing.T, file string) {
		again, _, err := rewritten(file)
		if err != nil {
			if _, fault := errors.AsType[Fault](err); !fault {
				t.Fatal(err)
			}
			return
		}
		if again != file {
			t.Fatalf("written otherwise:\n%s", linesThatDiffer(file, again))
		}
	})
}
