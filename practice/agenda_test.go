package practice_test

import (
	"fmt"
	"strings"
	"testing"
	"text/tabwriter"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// pairMatrix is the table of what people may do with what Ana shares with
// others, on Thursday 5 March: with Dana, her manager, with Eli on a dotted
// line, and with Fay, whose report she was until the end of February.
const pairMatrix = `
              read Ana and Dana  add  ask  read Ana and Eli  add  ask  read Ana and Fay  add  ask  drop Ana's topic  drop Dana's  answer Ana's request  withdraw it
Ana           yes                yes  yes  yes               yes  yes  yes               -    -    yes               -            -                     yes
Dana          yes                yes  -    -                 -    -    -                 -    -    -                 yes          yes                   -
Eli           -                  -    -    yes               yes  -    -                 -    -    -                 -            -                     -
Fay           -                  -    -    -                 -    -    yes               -    -    -                 -            -                     -
Priya, above  -                  -    -    -                 -    -    -                 -    -    -                 -            -                     -
Ben, a peer   -                  -    -    -                 -    -    -                 -    -    -                 -            -                     -
Zoe, no part  -                  -    -    -                 -    -    -                 -    -    -                 -            -                     -
`

func TestWhoMayShareWhat(t *testing.T) {
	c := found(t, files.Default(), "Priya", "Dana < Priya", "Eli < Priya", "Fay < Priya", "Ana < Dana", "Ana ~ Eli", "Ana < Fay until 2026-02-28", "Ben < Dana", "Zoe, not taking part")
	r, today, ana := c.roster(), date(3, 5), c.id("Ana")
	type column struct {
		name string
		may  func(practice.PersonID) bool
	}
	var columns []column
	for _, name := range []string{"Dana", "Eli", "Fay"} {
		pair := practice.Pair{Manager: c.id(name), Report: ana}
		columns = append(columns,
			column{"read Ana and " + name, func(who practice.PersonID) bool { return practice.MayReadAgenda(who, pair) }},
			column{"add", func(who practice.PersonID) bool { return practice.MayShareAgenda(r, who, pair, today) }},
			column{"ask", func(who practice.PersonID) bool { return practice.MayAskTime(r, who, pair, today) }})
	}
	pair := practice.Pair{Manager: c.id("Dana"), Report: ana}
	columns = append(columns,
		column{"drop Ana's topic", func(who practice.PersonID) bool {
			return practice.MayDropTopic(who, practice.Topic{Pair: pair, By: ana})
		}},
		column{"drop Dana's", func(who practice.PersonID) bool {
			return practice.MayDropTopic(who, practice.Topic{Pair: pair, By: pair.Manager})
		}},
		column{"answer Ana's request", func(who practice.PersonID) bool { return practice.MayAnswerTime(who, practice.TimeRequest{Pair: pair}) }},
		column{"withdraw it", func(who practice.PersonID) bool {
			return practice.MayWithdrawTime(who, practice.TimeRequest{Pair: pair})
		}})
	var matrix strings.Builder
	w := tabwriter.NewWriter(&matrix, 0, 0, 2, ' ', 0)
	for _, column := range columns {
		fmt.Fprint(w, "\t", column.name)
	}
	fmt.Fprintln(w)
	for _, who := range []string{"Ana", "Dana", "Eli", "Fay", "Priya, above", "Ben, a peer", "Zoe, no part"} {
		fmt.Fprint(w, who)
		name, _, _ := strings.Cut(who, ",")
		for _, column := range columns {
			fmt.Fprint(w, "\t", map[bool]string{true: "yes", false: "-"}[column.may(c.id(name))])
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var trimmed []string
	for line := range strings.Lines(matrix.String()) {
		trimmed = append(trimmed, strings.TrimRight(line, " \n"))
	}
	if got := "\n" + strings.Join(trimmed, "\n") + "\n"; got != pairMatrix {
		t.Errorf("the matrix is%s", got)
	}
}

func TestNothingIsSharedWithAClosedAccount(t *testing.T) {
	c := found(t, files.Default(), "Dana", "Ana < Dana", "Ben < Dana")
	today := date(3, 5)
	c.person("Ana").Account = practice.Gone
	r := c.roster()
	for _, name := range []string{"Dana", "Ana"} {
		if practice.MayShareAgenda(r, c.id(name), practice.Pair{Manager: c.id("Dana"), Report: c.id("Ana")}, today) {
			t.Errorf("%s adds to it", name)
		}
	}
	if got := c.names(practice.Shares(r, c.id("Dana"), today)); got != "Ben" {
		t.Errorf("Dana shares an agenda with %s", got)
	}
	if got := c.names(practice.Shares(r, c.id("Ben"), today)); got != "Dana" {
		t.Errorf("Ben shares an agenda with %s", got)
	}
	closed := practice.TimeRequest{Pair: practice.Pair{Manager: c.id("Dana"), Report: c.id("Ben")}, Outcome: practice.TimeMet, ClosedAt: instant(t, "2026-03-05 09:00")}
	if practice.MayAnswerTime(c.id("Dana"), closed) || practice.MayWithdrawTime(c.id("Ben"), closed) {
		t.Error("a closed request is answered")
	}
	if covered := (practice.Topic{By: c.id("Ben"), CoveredBy: 3}); practice.MayDropTopic(c.id("Ben"), covered) {
		t.Error("a covered topic is dropped")
	}
}

func TestTheReportIsAskedTwoWorkingDaysBeforeAOneToOne(t *testing.T) {
	team := []string{"Priya", "Dana < Priya", "Ana < Dana"}
	due := func(key string, day cadence.Date) practice.Occurrence {
		return practice.Occurrence{ID: 7, Practice: key, Period: cadence.Period{Start: date(3, 1), End: date(3, 31)}, Nominal: day, DueOn: day, GraceUntil: day + 3, ClosesOn: day + 7, Expectation: practice.Expected}
	}
	settled, skipped, excused := due("one_on_one", date(3, 12)), due("one_on_one", date(3, 12)), due("one_on_one", date(3, 12))
	settled.Entry, skipped.Skip.Reason, excused.Expectation = 3, "travel", practice.Excused
	tests := []struct {
		name    string
		rows    []string
		o       practice.Occurrence
		planned cadence.Date
		asked   bool
		want    string
	}{
		{"due on a Thursday: Tuesday, or Wednesday", team, due("one_on_one", date(3, 12)), 0, false, "10 11"},
		{"due on a Monday: the Thursday before, and until then", team, due("one_on_one", date(3, 9)), 0, false, "5 6 7 8"},
		{"planned for another day", team, due("one_on_one", date(3, 26)), date(3, 12), false, "10 11"},
		{"the quarterly review is a 1:1 too", team, due("quarterly_review", date(3, 12)), 0, false, "10 11"},
		{"an observation is none", team, due("observation", date(3, 12)), 0, false, ""},
		{"asked already", team, due("one_on_one", date(3, 12)), 0, true, ""},
		{"done", team, settled, 0, false, ""},
		{"skipped", team, skipped, 0, false, ""},
		{"excused", team, excused, 0, false, ""},
		{"Dana is away on the day", append(team, "Dana away from 2026-03-12 until 2026-03-12 known 2026-03-01"), due("one_on_one", date(3, 12)), 0, false, ""},
		{"Ana is away on the day", append(team, "Ana away from 2026-03-12 until 2026-03-12 known 2026-03-01"), due("one_on_one", date(3, 12)), 0, false, ""},
		{"Ana reports to somebody else by then", []string{"Priya", "Dana < Priya", "Eli < Priya", "Ana < Dana until 2026-03-10", "Ana < Eli from 2026-03-11"}, due("one_on_one", date(3, 12)), 0, false, "10"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), test.rows...)
			r := c.roster()
			o := test.o
			o.Performer, o.Subject = c.id("Dana"), c.id("Ana")
			var days []string
			for day := date(3, 1); day < date(3, 31); day++ {
				asks := practice.TopicsAsks([]practice.Occurrence{o, o}, c.playbook, r, c.id("Ana"), day,
					func(practice.Occurrence) cadence.Date { return test.planned }, func(practice.OccurrenceID) bool { return test.asked })
				if len(asks) > 1 {
					t.Fatalf("on %s it asks %d times", day, len(asks))
				}
				if len(asks) == 1 {
					days = append(days, day.Format("2"))
				}
				if others := practice.TopicsAsks([]practice.Occurrence{o}, c.playbook, r, c.id("Dana"), day,
					func(practice.Occurrence) cadence.Date { return test.planned }, func(practice.OccurrenceID) bool { return false }); len(others) > 0 {
					t.Fatalf("on %s the manager is asked", day)
				}
			}
			if got := strings.Join(days, " "); got != test.want {
				t.Errorf("asked on the days %q of March, want %q", got, test.want)
			}
		})
	}
}

func TestATimeRequestWaitsTwentyOfTheManagersWorkingDays(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		want cadence.Date
	}{
		{"four weeks", nil, date(4, 2)},
		{"and a week's leave", []string{"Dana away from 2026-03-09 until 2026-03-13 known 2026-03-01"}, date(4, 9)},
		{"the report's leave does not count", []string{"Ana away from 2026-03-09 until 2026-03-13 known 2026-03-01"}, date(4, 2)},
		{"leave until further notice", []string{"Dana away from 2026-03-06 known 2026-03-01"}, date(3, 5) + 120},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := found(t, files.Default(), append([]string{"Dana", "Ana < Dana until 2026-03-31"}, test.rows...)...)
			r := c.roster()
			got := practice.LapsesOn(r, c.id("Dana"), date(3, 5))
			if got != test.want {
				t.Fatalf("it waits until %s, want %s", got, test.want)
			}
			request := practice.TimeRequest{Pair: practice.Pair{Manager: c.id("Dana"), Report: c.id("Ana")}, LapsesOn: date(3, 20)}
			for day, want := range map[cadence.Date]practice.TimeOutcome{date(3, 20): "", date(3, 21): practice.TimeLapsed, date(4, 1): practice.TimeMoved} {
				if got := request.Ends(r, day); got != want {
					t.Errorf("on %s it is %q, want %q", day, got, want)
				}
			}
		})
	}
}

func TestWordsOfAPairHaveALimit(t *testing.T) {
	long := strings.Repeat("é", practice.TextMax)
	for name, check := range map[string]func(string) error{"topic": practice.TopicProblem, "skill": practice.SkillProblem, "request": practice.AboutProblem} {
		if check(long) != nil || check(long+"é") == nil {
			t.Errorf("%s: 300 characters fit: %v, 301: %v", name, check(long), check(long+"é"))
		}
		if empty := check(" "); (empty == nil) != (name == "request") {
			t.Errorf("%s: nothing is %v", name, empty)
		}
	}
	pair := practice.Pair{Manager: 1, Report: 2}
	for name, row := range map[string]practice.Row{"no words": {Owner: 1, Due: date(3, 5)}, "somebody else's": {What: "call", Owner: 3, Due: date(3, 5)}, "of yesterday": {What: "call", Owner: 2, Due: date(3, 4)}} {
		if practice.StepProblem(pair, row, date(3, 5)) == nil {
			t.Errorf("a step with %s passes", name)
		}
	}
	if err := practice.StepProblem(pair, practice.Row{What: "call", Owner: 2, Due: date(3, 5)}, date(3, 5)); err != nil {
		t.Errorf("a step of today does not pass: %v", err)
	}
}
