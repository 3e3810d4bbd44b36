package store

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"coach/cadence"
	"coach/practice"
	"coach/store/seal"
)

// inBoth runs a benchmark with words in the clear and with sealed ones, in a
// company of five. Its commits do not wait for the disk, which would hide what
// sealing costs.
func inBoth(b *testing.B, run func(*testing.B, *Store, *practice.Practice)) {
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for name, sealed := range map[string]bool{"clear": false, "sealed": true} {
		b.Run(name, func(b *testing.B) {
			var options []Option
			if sealed {
				file := filepath.Join(b.TempDir(), "coach.key")
				m, err := seal.NewMaster()
				must(err)
				must(m.Write(file, false))
				options = append(options, KeyFile(file))
			}
			s, err := Own(b.Context(), companyDatabase(b), options...)
			must(err)
			defer s.Close()
			must(s.Durable(b.Context(), false))
			pb, _, err := s.Playbook(b.Context())
			must(err)
			p, _ := pb.Practice("one_on_one", thursday)
			run(b, s, p)
		})
	}
}

// submit stores a session with a note and three steps.
func submit(b *testing.B, s *Store, p *practice.Practice, n int) {
	note := strings.Repeat("Let the customer finish. ", 10)
	rows := []practice.Row{{What: "Call the customer back", Due: friday}, {What: "Write the plan for the quarter", Due: friday}, {What: "Sit in on the next call", Due: friday}}
	e := practice.Entry{Request: fmt.Sprint("R", n), Practice: "one_on_one", Author: 2, Subject: 4, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon,
		Values: practice.Values{"note": {Text: note}, "support": {Text: note}, "plan": {Rows: rows}}}
	if _, err := s.Log(b.Context(), e, p, 0, 1); err != nil {
		b.Fatal(err)
	}
}

// One session with 500 letters and three steps.
func BenchmarkSubmission(b *testing.B) {
	inBoth(b, func(b *testing.B, s *Store, p *practice.Practice) {
		for n := 0; b.Loop(); n++ {
			submit(b, s, p, n)
		}
	})
}

// The words that a manager's Home and a form draw: the last twenty sessions with
// somebody, sixty open steps and ten topics.
func BenchmarkWordsOfHome(b *testing.B) {
	inBoth(b, func(b *testing.B, s *Store, p *practice.Practice) {
		for n := range 20 {
			submit(b, s, p, n)
		}
		for n := range 10 {
			t := practice.Topic{Request: fmt.Sprint("T", n), Pair: practice.Pair{Manager: 2, Report: 4}, By: 4, Words: "The renewal with the customer in Rome", RaisedAt: noon}
			if _, err := s.AddTopic(b.Context(), t); err != nil {
				b.Fatal(err)
			}
		}
		for b.Loop() {
			_, err := s.LastAbout(b.Context(), 2, 4)
			if err == nil {
				_, err = s.StepsOfPeople(b.Context(), 2)
			}
			if err == nil {
				_, err = s.TopicsOf(b.Context(), 2)
			}
			if err == nil {
				_, err = s.Waiting(b.Context(), 2, cadence.Date(thursday))
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
