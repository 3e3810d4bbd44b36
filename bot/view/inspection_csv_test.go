package view_test

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	diff "github.com/google/go-cmp/cmp"

	"coach/bot/view"
	"coach/measure"
	"coach/practice"
)

// withFiles is a workspace that takes files of coach's.
func withFiles(f *view.Inspection) { f.Files = true }

// askedReport is a report that somebody asked for.
func askedReport(f *view.Inspection) {
	f.Files, f.Request, f.Digest, f.Question = true, "1772701200.4711", view.DigestKey{}, ""
}

// csvStates are the files behind digests and reports, and the buttons that ask
// for them.
func csvStates() map[string]any {
	file := func(changes ...func(*view.Inspection)) any { return view.InspectFile(digestOf(changes...)) }
	names := func(f *view.Inspection) {
		f.Report.People = nil
		for _, id := range []practice.PersonID{noa, hostile, wordy} {
			f.Report.People = append(f.Report.People, personal(id, tallied(5, 0, 1)))
		}
	}
	return map[string]any{
		"inspection_with_csv":        view.Inspect(digestOf(withFiles)),
		"inspection_report":          view.Inspect(digestOf(askedReport)),
		"inspection_table_then_csv":  view.InspectTable(digestOf(withFiles, manyPeople)),
		"inspection_csv":             file(withFiles),
		"inspection_csv_of_a_report": file(askedReport, func(f *view.Inspection) { f.Report.Scope, f.Report.Root = measure.Manager, &measure.Who{ID: eli} }),
		"inspection_csv_executive":   file(withFiles, executive),
		"inspection_csv_running":     file(askedReport, running),
		"inspection_csv_names":       file(withFiles, names),
		"inspection_csv_unseen":      file(withFiles, unseen),
		"file_refused":               view.FileRefused(practice.FileRefused{Why: practice.FileUntaken}),
		"file_refused_full":          view.FileRefused(practice.FileRefused{Why: practice.FilesFull}),
		"file_refused_off":           view.FileRefused(practice.FileRefused{Why: practice.FilesOff}),
		"file_refused_ungranted":     view.FileRefused(practice.FileRefused{Why: practice.FilesUngranted}),
		"file_refused_own":           view.FileRefused(practice.FileRefused{Why: practice.FilesUngranted, Own: true}),
		"own_file":                   view.OwnFile("PK", march(9)),
	}
}

// csvRows reads a file as a spreadsheet does.
func csvRows(t *testing.T, f view.Inspection) [][]string {
	t.Helper()
	content, marked := strings.CutPrefix(view.InspectFile(f).File.Content, "\ufeff")
	if !marked {
		t.Error("the file does not begin with the mark of UTF-8")
	}
	rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestNoCellOfAFileIsAFormula(t *testing.T) {
	for name, want := range map[string]string{
		`=HYPERLINK("http://evil.example","Dana")`: `'=HYPERLINK("http://evil.example","Dana")`,
		"+49 Dana": "'+49 Dana", "-Dana": "'-Dana", "@dana": "'@dana", "＝Dana": "'＝Dana",
		"\u200f=1+1": "'=1+1", " \u2067=1+1\u2069": "'=1+1",
		"נועה לוי": "נועה לוי", `Dana "the" Ruiz`: `Dana "the" Ruiz`, "Dana=Ruiz": "Dana=Ruiz",
	} {
		f := digestOf(func(f *view.Inspection) {
			f.Who = func(practice.PersonID) practice.Person { return practice.Person{Name: name} }
			f.Report.People = f.Report.People[:1]
		})
		if got := csvRows(t, f)[1][0]; got != want {
			t.Errorf("%q stands in the file as %q, want %q", name, got, want)
		}
	}
}

// A file has the cells that the table has, and besides only which days they are
// about: what somebody may not see in the table is not in the file.
func TestAFileHasWhatTheTableHas(t *testing.T) {
	for name, change := range map[string]func(*view.Inspection){
		"a team": withFiles, "an executive": executive, "what may not be shown": unseen, "a week that is not over": running,
	} {
		f := digestOf(change)
		var cells, tabled []string
		for _, row := range csvRows(t, f)[1:] {
			for _, cell := range row[:13] {
				cells = append(cells, cmp.Or(cell, "–"))
			}
			if got := row[13] + " " + row[14]; got != f.Report.Window.From.String()+" "+f.Report.Window.To.String() {
				t.Errorf("%s: %s is said to be of %s", name, row[0], got)
			}
		}
		for _, b := range view.InspectTable(f).Blocks {
			if b.BlockType() == "table" {
				tabled = textsIn(t, b)[13:] // without its head
			}
		}
		if d := diff.Diff(tabled, cells); d != "" {
			t.Errorf("%s: the file differs from the table (-table +file):\n%s", name, d)
		}
	}
}

// textsIn are the texts of a block, in their order.
func textsIn(t *testing.T, block any) (texts []string) {
	t.Helper()
	data, err := json.Marshal(block)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range regexp.MustCompile(`"text":("(?:[^"\\]|\\.)*")`).FindAllSubmatch(data, -1) {
		var text string
		if err := json.Unmarshal(found[1], &text); err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	return texts
}

// Only who reads a digest alone gets its file, and only where Slack takes it.
func TestAFileIsOfferedToWhoReadsItAlone(t *testing.T) {
	offers := func(changes ...func(*view.Inspection)) bool {
		said := drawn(t, view.Inspect(digestOf(changes...)))
		return strings.Contains(said, view.ActionDigestCSV) || strings.Contains(said, view.ActionReportCSV)
	}
	for name, c := range map[string]struct {
		changes []func(*view.Inspection)
		want    bool
	}{
		"a digest":                        {[]func(*view.Inspection){withFiles}, true},
		"a report":                        {[]func(*view.Inspection){askedReport}, true},
		"a digest without the scope":      {nil, false},
		"a report without the scope":      {[]func(*view.Inspection){askedReport, func(f *view.Inspection) { f.Files = false }}, false},
		"a digest in a channel":           {[]func(*view.Inspection){withFiles, inChannel}, false},
		"what stands carelessly in one":   {[]func(*view.Inspection){withFiles, careless}, false},
		"a report with nothing in it":     {[]func(*view.Inspection){askedReport, quiet}, false},
		"a digest with nothing in it yet": {[]func(*view.Inspection){withFiles, first}, false},
	} {
		if got := offers(c.changes...); got != c.want {
			t.Errorf("%s offers a file: %t", name, got)
		}
	}
}
