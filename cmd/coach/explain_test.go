package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"coach/cadence"
	"coach/store"
)

// coachExplain types coach explain with some arguments, at a moment.
func coachExplain(t *testing.T, db string, now time.Time, args ...string) (p printed) {
	t.Helper()
	var typed cli
	parser, err := kong.New(&typed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(append([]string{"explain", "--db", db}, args...)); err != nil {
		t.Fatal(err)
	}
	var out, stderr bytes.Buffer
	if err := typed.Explain.explainTo(t.Context(), &out, now); err != nil {
		p.status = fail(&stderr, err)
	}
	p.out, p.err = out.String(), stderr.String()
	return p
}

// begin has everybody in a database begin with coach long ago.
func begin(t *testing.T, db string) {
	t.Helper()
	s, err := store.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(s.Begin(t.Context(), cadence.NewDate(2026, time.January, 5)), s.Close()); err != nil {
		t.Fatal(err)
	}
}

// TestExplain holds what coach explain prints about mornings that were and that
// are to come.
func TestExplain(t *testing.T) {
	db := exampleDB(t, `"planned_on":null,"bundled_on":null},"erased_at":null}`+"\n"+`{"kind":"person","id":3`, `"planned_on":"2026-03-09","bundled_on":"2026-03-09"},"erased_at":null}`+"\n"+`{"kind":"person","id":3`,
		`"slack":null,"name":"Ben","zone":"Europe/London","calendar":null,"standing":"member"`, `"slack":null,"name":"Ben","zone":"Europe/London","calendar":null,"standing":"gone"`)
	begin(t, db)
	for name, args := range map[string][]string{
		"sent":       {"dana@x.test", "2026-03-05"},
		"day_off":    {"dana@x.test", "2026-03-08"},
		"to_come":    {"Dana@X.test"},
		"nothing":    {"ana@x.test"},
		"never":      {"priya@x.test", "2026-03-04"},
		"silent":     {"ana@x.test", "2026-03-05"},
		"long_ago":   {"dana@x.test", "2024-03-05"},
		"no_account": {"ben@x.test"},
		"away":       {"dee@x.test", "2026-03-06"},
		"yesterday":  {"dana@x.test", "2026-03-06"},
		"no_line":    {"#7", "2026-02-20"},
	} {
		t.Run(name, func(t *testing.T) {
			p := coachExplain(t, db, tuesday, args...)
			if p.status != 0 || p.err != "" {
				t.Fatalf("it ends with status %d: %s", p.status, p.err)
			}
			sameAsGolden(t, "testdata/explain/"+name+".txt", p.out)
		})
	}
}

// What became of a message is said whatever it is, and who else is concerned is
// not: not even in the audit, which has that it was read.
func TestExplainSaysWhatBecameOfAMessage(t *testing.T) {
	for state, want := range map[string]string{
		"queued":  "The message is decided and waits for its turn.",
		"sending": "and Slack's answer was lost.",
		"dropped": "dropped before it was sent: nothing left to say.",
		"failed":  "could not be sent: nothing left to say.",
	} {
		db := exampleDB(t, `"body":{"person":2,"on":"2026-03-05"},"state":"sent","reason":null`, `"body":{"person":2,"on":"2026-03-05"},"state":"`+state+`","reason":"nothing left to say"`)
		p := coachExplain(t, db, tuesday, "dana@x.test", "2026-03-05")
		if !strings.Contains(p.out, want) {
			t.Errorf("a message that is %s is explained without %q:\n%s%s", state, want, p.out, p.err)
		}
		for _, name := range []string{"Priya", "Ana", "Ben", "Dee", "Cy,"} {
			if strings.Contains(p.out, name) {
				t.Errorf("it names %s:\n%s", name, p.out)
			}
		}
		var all bytes.Buffer
		if err := (exportCommand{DB: db}).exportTo(t.Context(), &all, tuesday); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(all.String(), `"by":null,"deed":"explained","detail":"person 2"}`) {
			t.Error("that it was read is not in the audit")
		}
	}
}

// What cannot be explained is said in a sentence.
func TestExplainRefuses(t *testing.T) {
	db := exampleDB(t)
	for want, args := range map[string][]string{
		"Coach knows nobody with the email eve@x.test": {"eve@x.test"},
		"The day must be one such as 2026-03-05":       {"dana@x.test", "soon"},
	} {
		if p := coachExplain(t, db, tuesday, args...); p.status != 2 || !strings.Contains(p.err, want) || p.out != "" {
			t.Errorf("%v ends with status %d and says %s%s", args, p.status, p.err, p.out)
		}
	}
}
