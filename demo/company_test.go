package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"coach"
	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/sandbox"
)

// pageAt is what a page says.
func pageAt(t *testing.T, url string) string {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", url, answer.Status, err)
	}
	return string(page)
}

// large is a company of 200 in which p200's team is the largest of those that
// lead nobody, and whose addresses have the shapes that people's have.
func large() string {
	var b strings.Builder
	b.WriteString("email,name,manager_email,time_zone\np0@big.example,Pat Zero,,Europe/London\n")
	for team := range 9 {
		fmt.Fprintf(&b, "lead%d@big.example,Lee %d,p0@big.example,Europe/Berlin\n", team, team)
	}
	for n := range 189 {
		fmt.Fprintf(&b, "p%d@big.example,Kim %d,lead%d@big.example,Europe/Berlin\n", n+1, n+1, min(n/20, 8))
	}
	b.WriteString("p1@other.example,Kim Other,lead8@big.example,Europe/Berlin\n")
	return b.String()
}

func TestDemoPlaysOnesOwnCompany(t *testing.T) {
	for name, c := range map[string]struct {
		people  string
		as      string   // handle of whom the visitor plays
		says    []string // on the first page
		leaders bool     // there are some
	}{
		"two people": {"email,name,manager_email\nmo@two.example,Mo Salah,\njo@two.example,,mo@two.example\n", "mo",
			[]string{"Good morning Mo", "You are Mo", "Your company"}, true},
		"one person":           {"email,name\nsolo@one.example,Solo Han\n", "solo", []string{"You are Solo", "/coach recognize"}, false},
		"nobody leads anybody": {"email\nx@flat.example\ny@flat.example\n", "x", []string{"You are x", "/coach recognize"}, false},
		"odd zones and names": {"email,name,manager_email,time_zone\nboss@far.example,Иван Петров,,Asia/Kathmandu\n" +
			"o'neil+x@far.example,O'Neil,boss@far.example,Pacific/Chatham\nлена@far.example,Лена,boss@far.example,America/St_Johns\n" +
			"anna@far.example,Anna,o'neil+x@far.example,Pacific/Apia\nanna@other.example,Anna B,o'neil+x@far.example,Pacific/Marquesas\n" +
			"slackbot@far.example,Bot,o'neil+x@far.example,Pacific/Kiritimati\n", "oneilx", []string{"You are O", "Next Monday"}, true},
		"two hundred": {large(), "lead8", []string{"Good morning Lee", "You are Lee"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			played, err := NewCompany([]byte(c.people))
			if err != nil {
				t.Fatal(err)
			}
			address := startCompany(t, played, 0)
			page := pageAt(t, address)
			for _, want := range append(c.says, "wins", "general", "Next morning") {
				if !strings.Contains(page, want) {
					t.Errorf("the first page does not say %q", want)
				}
			}
			if !strings.Contains(page, "/as/"+url.PathEscape(c.as)+"/dm") {
				t.Errorf("the visitor does not play %s", c.as)
			}
			if got := strings.Contains(page, "/c/leaders"); got != c.leaders && c.leaders {
				t.Errorf("leaders are shown a channel of theirs: %v", got)
			}
			if strings.Contains(page, "Acme") || strings.Contains(page, "Dana") {
				t.Error("the page speaks of Acme")
			}
		})
	}
}

// A hint leads to what the visitor's part can do.
func TestHintsFitTheCompany(t *testing.T) {
	for name, c := range map[string]struct {
		people string
		want   []string
	}{
		"two people":   {"email,name,manager_email\nmo@two.example,Mo Salah,\njo@two.example,,mo@two.example\n", []string{"You are Mo, and coach", "Fill in", "Thank somebody", "Press Next Monday", "Type /coach playbook"}},
		"a manager":    {large(), []string{"You are Lee, and coach", "Fill in", "Thank somebody", "Press Next Monday", "Be Pat, who leads the company"}},
		"nobody leads": {"email\nx@flat.example\ny@flat.example\n", []string{"You are x. Thank somebody", "Type /coach playbook"}},
	} {
		played, err := NewCompany([]byte(c.people))
		if err != nil {
			t.Fatal(err)
		}
		d, err := build(t.Context(), Options{Company: played, Visit: cadence.NewDate(2026, 3, 5), DB: filepath.Join(t.TempDir(), "coach.db")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for i, h := range d.hints() {
			if i < len(c.want) && strings.HasPrefix(h.Text, c.want[i]) {
				got = append(got, c.want[i])
			} else {
				got = append(got, h.Text)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: the hints are %q", name, got)
		}
	}
}

func TestALargerCompanyPlaysFewerWeeks(t *testing.T) {
	for people, want := range map[int]int{1: 12, 40: 12, 100: 5, 200: 3, 5000: 3} {
		if got := (&Company{rows: make([]files.PeopleRow, people)}).Weeks(); got != want {
			t.Errorf("%d people play %d weeks, not %d", people, got, want)
		}
	}
}

// What is read in #wins is written by people: no two alike, of all lengths, some
// of them about a customer and some with an emoji.
func TestWinsReadAsPeopleWrite(t *testing.T) {
	pb, err := files.Load("playbook.yaml", files.DefaultYAML())
	if err != nil {
		t.Fatal(err)
	}
	recognition, _ := pb.Practice(practice.RecognitionKey, cadence.NewDate(2026, 3, 5))
	var values []string
	for _, f := range recognition.Form {
		if f.Key == "value" {
			values = f.OptionValues()
		}
	}
	seen, starts, short, long, emoji := map[string]bool{}, map[string]int{}, 0, 0, 0
	for _, w := range allThanks {
		for _, text := range []string{w.what, w.impact} {
			if seen[text] {
				t.Errorf("%q is written twice", text)
			}
			seen[text] = true
		}
		if !slices.Contains(values, w.value) {
			t.Errorf("%q is not among the values %q", w.value, values)
		}
		first, _, _ := strings.Cut(w.what, " ")
		starts[first]++
		switch n := utf8.RuneCountInString(w.what + w.impact); {
		case n < 60:
			short++
		case n > 140:
			long++
		}
		if strings.ContainsFunc(w.what+w.impact, func(r rune) bool { return r > 0x1f000 }) {
			emoji++
		}
	}
	if len(allThanks) < 80 || short < 5 || long < 5 || emoji < 8 || emoji > len(allThanks)/3 {
		t.Errorf("of %d thanks %d are short, %d long, and %d have an emoji", len(allThanks), short, long, emoji)
	}
	for word, n := range starts {
		if n > len(allThanks)/12 {
			t.Errorf("%d of %d thanks begin with %q", n, len(allThanks), word)
		}
	}
	for _, name := range acmeNames(t) {
		for text := range seen {
			if slices.Contains(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '.' }), name) {
				t.Errorf("%q names %s, who may not be there", text, name)
			}
		}
	}
}

// acmeNames are the first names of Acme's people.
func acmeNames(t *testing.T) (names []string) {
	t.Helper()
	for _, row := range Acme().rows {
		first, _, _ := strings.Cut(row.Name, " ")
		names = append(names, first)
	}
	return names
}

// Whoever stops the demo while it plays the past gets no error.
func TestDemoStopsWhileItPlaysThePast(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	err = Serve(ctx, listener, Options{Company: Acme(), Visit: cadence.NewDate(2026, 3, 5), Weeks: MostWeeks,
		Report: func(string) { stop() }, Ready: func(net.Addr) { t.Error("it goes on") }})
	if err != nil {
		t.Errorf("it ends with: %v", err)
	}
}

// A file is refused with what is wrong in which row, or with all of it.
func TestAPeopleFileThatCannotBePlayed(t *testing.T) {
	for name, c := range map[string]struct {
		people string
		line   int
	}{
		"a bad row": {"email,time_zone\na@x.example,Mars/Base\n", 2},
		"nobody":    {"email,name\n", 0},
		"no email":  {"name\nAna\n", 0},
	} {
		_, err := NewCompany([]byte(c.people))
		got, is := errors.AsType[FileError](err)
		if !is || (got.Err == nil) == (len(got.Faults) == 0) || c.line != 0 && (len(got.Faults) != 1 || got.Faults[0].Line != c.line) {
			t.Errorf("%s: %v", name, err)
		}
	}
	played, err := NewCompany([]byte("email,name,slack_id\na@x.example,Ana,U0000000A\n"))
	if err != nil {
		t.Fatal(err)
	}
	ws, err := sandbox.New(coach.Manifest, sandbox.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ws.AddPerson(sandbox.Person{ID: "U0000000A", Handle: "zoe", Name: "Zoe"})
	if got, is := errors.AsType[FileError](played.moveInto(ws)); !is || len(got.Faults) != 1 || got.Faults[0].Line != 2 {
		t.Errorf("an ID that somebody has: %v", got)
	}
}
