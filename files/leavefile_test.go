package files

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
)

func isDana(email string) bool { return email == "dana@example.com" }

func TestLeaveFilesOfEveryKind(t *testing.T) {
	row := func(line int, from, to, knownOn cadence.Date) LeaveRow {
		return LeaveRow{Line: line, Email: "dana@example.com", From: from, To: to, KnownOn: knownOn}
	}
	tests := []struct {
		name, file string
		want       []LeaveRow
	}{
		{"every column", "email,from,to,known_on\ndana@example.com,2026-04-27,2026-04-30,2026-03-01\n", []LeaveRow{row(2, cadence.NewDate(2026, 4, 27), cadence.NewDate(2026, 4, 30), cadence.NewDate(2026, 3, 1))}},
		{"until further notice, and always known", "email,from,to,known_on\ndana@example.com,2026-04-27,,\n", []LeaveRow{row(2, cadence.NewDate(2026, 4, 27), 0, 0)}},
		{"only what is required, the other way round", "from;email\n2026-04-27;DANA@example.com\n", []LeaveRow{row(2, cadence.NewDate(2026, 4, 27), 0, 0)}},
		{"the same row twice, and one that overlaps", "email,from,to\ndana@example.com,2026-04-27,2026-04-27\ndana@example.com,2026-04-27,2026-04-27\ndana@example.com,2026-04-27,\n",
			[]LeaveRow{row(2, cadence.NewDate(2026, 4, 27), cadence.NewDate(2026, 4, 27), 0), row(4, cadence.NewDate(2026, 4, 27), 0, 0)}},
		{"only a header", "email,from\n", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			read, err := ParseLeave([]byte(test.file), "", isDana)
			rows, faults := read.Rows, read.Faults
			if err != nil || len(faults) > 0 {
				t.Fatalf("faults %v, error %v", faults, err)
			}
			if diff := cmp.Diff(test.want, rows); diff != "" {
				t.Errorf("rows differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultsOfLeaveRows(t *testing.T) {
	const good = "dana@example.com,2026-01-01,,\n"
	tests := []struct{ name, row, want string }{
		{"nobody's", ",2026-04-27,,", "line 3: There's no email. Add the person's."},
		{"no first day", "dana@example.com,,2026-04-27,", "line 3: There's no from. Add the first day of the leave."},
		{"no such day", "dana@example.com,2026-02-30,,", `line 3: In from, “2026-02-30” is not a date: write an existing day as year-month-day, such as 2026-03-05.`},
		{"a word", "dana@example.com,2026-02-02,,soon", `line 3: In known_on, “soon” is not a date: write an existing day as year-month-day, such as 2026-03-05.`},
		{"back before it began", "dana@example.com,2026-04-27,2026-04-26,", "line 3: It ends on 2026-04-26, before it starts on 2026-04-27. Correct one of them."},
		{"a cell too few", "dana@example.com,2026-04-27,", "line 3: It has 3 cells, but there are 4 columns. Check its separators and quotes."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			read, err := ParseLeave([]byte("email,from,to,known_on\n"+good+test.row+"\n"), "", isDana)
			rows, faults := read.Rows, read.Faults
			if err != nil || len(rows) != 1 || len(faults) != 1 {
				t.Fatalf("rows %v, faults %v, error %v", rows, faults, err)
			}
			if got := faults[0].Error(); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestFilesThatAreNoLeaveFile(t *testing.T) {
	for file, want := range map[string]string{
		"":                          "the leave file cannot be read: it is empty. Its first line should name the columns, at least email and from",
		"email,to\n":                "the leave file cannot be read: it has no column “from”. Add one",
		"email,from\n\xff,2026-1\n": "the leave file cannot be read: it is not UTF-8 text. Save it as “CSV UTF-8”",
	} {
		if _, err := ParseLeave([]byte(file), "", nil); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", file, err, want)
		}
	}
}

func FuzzParseLeave(f *testing.F) {
	f.Add("email,from,to,known_on\ndana@example.com,2026-04-27,2026-04-30,2026-03-01\n")
	f.Add("email;from\nDANA@example.com;2026-04-27\n\n;;\n")
	f.Add("from\temail\n\"2026-04-27\n\"\tzoe@example.com")
	f.Fuzz(func(t *testing.T, file string) {
		read, err := ParseLeave([]byte(file), "", isDana)
		rows, faults := read.Rows, read.Faults
		if err != nil && (len(rows) > 0 || len(faults) > 0) {
			t.Errorf("rows %v and faults %v beside the error %v", rows, faults, err)
		}
		if !slices.IsSortedFunc(faults, func(a, b Fault) int { return a.Line - b.Line }) {
			t.Errorf("faults are out of order: %v", faults)
		}
		for _, row := range rows {
			if !isDana(row.Email) || row.From == 0 && row.To != 0 || row.To != 0 && row.To < row.From || row.Line < 2 {
				t.Errorf("kept %+v", row)
			}
			if slices.ContainsFunc(faults, func(f Fault) bool { return f.Line == row.Line }) {
				t.Errorf("kept a row with a fault: %+v, %v", row, faults)
			}
		}
	})
}
