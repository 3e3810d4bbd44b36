package files

import (
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

func nobody(string) bool { return false }

func TestPeopleFilesOfEveryKind(t *testing.T) {
	dana := PeopleRow{Line: 2, Email: "dana@example.com", Name: "Dana Lee"}
	eli := PeopleRow{Line: 3, Email: "eli@example.com", Name: "Eli", ManagerEmail: "dana@example.com"}
	tests := []struct {
		name, file string
		want       []PeopleRow
	}{
		{"commas", "email,name,manager_email\ndana@example.com,Dana Lee,\neli@example.com,Eli,dana@example.com\n", []PeopleRow{dana, eli}},
		{"columns in another order", "manager_email,name,email\n,Dana Lee,dana@example.com\ndana@example.com,Eli,eli@example.com\n", []PeopleRow{dana, eli}},
		{"semicolons, byte order mark and CRLF", "\ufeffemail;name;manager_email\r\ndana@example.com;Dana Lee;\r\neli@example.com;Eli;dana@example.com\r\n", []PeopleRow{dana, eli}},
		{"tabs and no last line break", "email\tname\tmanager_email\ndana@example.com\tDana Lee\t\neli@example.com\tEli\tdana@example.com", []PeopleRow{dana, eli}},
		{"capitals and spaces", " Email ,Name,Manager Email\n Dana@Example.com , Dana Lee ,\nELI@example.com,Eli,DANA@example.com\n", []PeopleRow{dana, eli}},
		{"rows of nothing", "email,name,manager_email\ndana@example.com,Dana Lee,\n,,\n\n , ,\n", []PeopleRow{dana}},
		{"a quoted line break and quotes", "email,name\ndana@example.com,\"Dana \"\"D\"\"\nLee\"\neli@example.com,Eli\n", []PeopleRow{
			{Line: 2, Email: "dana@example.com", Name: `Dana "D" Lee`}, {Line: 4, Email: "eli@example.com", Name: "Eli"}}},
		{"only a header", "email,name\n", nil},
		{"only emails", "email\ndana@example.com\n", []PeopleRow{{Line: 2, Email: "dana@example.com"}}},
		{"the same row thrice", "email,name\ndana@example.com,Dana Lee\ndana@example.com,Dana Lee\nDANA@example.com, Dana Lee\n", []PeopleRow{dana}},
		{"every column", "slack_id,end_on,start_on,calendar,time_zone,level,line,manager_email,name,email\n" +
			"U1,2026-12-31,2026-01-01,gulf,Asia/Dubai,FLM,Dotted,eli@example.com,Dana Lee,dana@example.com\n" +
			",,,,,,line,,,eli@example.com\n", []PeopleRow{
			{Line: 2, Email: "dana@example.com", Name: "Dana Lee", ManagerEmail: "eli@example.com", Dotted: true, Level: practice.FLM, Zone: "Asia/Dubai",
				Calendar: "gulf", Start: cadence.NewDate(2026, 1, 1), End: cadence.NewDate(2026, 12, 31), SlackID: "U1"},
			{Line: 3, Email: "eli@example.com"}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			read, err := ParsePeople([]byte(test.file), "", nobody)
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

func TestFilesThatAreNoPeopleFile(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"nothing", "", "it is empty. Its first line should name the columns, at least email"},
		{"no email column", "name,level\nDana,flm\n", "it has no column “email”. Add one"},
		{"a column with a slip", "email,manger_email\n", "“manger_email” is not a column. Did you mean “manager_email”?"},
		{"a column twice", "email,name,Name\n", "it has two columns “Name”. Keep one"},
		{"several at once", "manger_email,name,Name,calender\n", "it has two columns “Name”. Keep one; “manger_email” is not a column. Did you mean “manager_email”?; “calender” is not a column. Did you mean “calendar”?; it has no column “email”. Add one"},
		{"two addresses that may be meant", "Work Email,Email Address\n", "both “Work Email” and “Email Address” could be the column “email”. Keep one, or name the right one email"},
		{"an address that is not that of work", "Personal Email\n", "it has no column “email”. Add one, or rename “Personal Email” if that's the one"},
		{"open quotes in the header", "\"email,name\n", "the quotes in its first line don't match. Fix them"},
		{"another encoding", "email,name\nz@example.com,Z\xfcrich\n", "it is not UTF-8 text. Save it as “CSV UTF-8”"},
		{"a book", strings.Repeat("x", 16<<20+1), "it is larger than 16 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := ParsePeople([]byte(test.file), "", nobody)
			if want := "the people file cannot be read: " + test.want; err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

func TestBadRowsSayWhatToDo(t *testing.T) {
	const header = "email,manager_email,line,level,time_zone,start_on,end_on,slack_id\n"
	tests := []struct{ name, rows, want string }{
		{"no email", ",,,rep,,,,\n", `line 2: There's no email. Add the person's.`},
		{"no address", "dana,,,,,,,\nda na@example.com,,,,,,,\na@b@c,,,,,,,\n", `line 2: “dana” is not an email address. Write one such as ana@example.com.
line 3: “da na@example.com” is not an email address. Write one such as ana@example.com.
line 4: “a@b@c” is not an email address. Write one such as ana@example.com.`},
		{"an unknown kind of line", "dana@example.com,,solid,,,,,\n", `line 2: “solid” is not a kind of reporting line. Write line or dotted, or nothing for line.`},
		{"a dotted line to nobody", "dana@example.com,,dotted,,,,,\n", `line 2: This dotted line has no manager. Write a manager_email or remove the row.`},
		{"an unknown level", "dana@example.com,,,everyone,,,,\n", `line 2: “everyone” is not a level. Write rep, flm, mom or exec, or nothing to let reporting lines decide.`},
		{"an unknown zone", "dana@example.com,,,,Berlin,,,\neli@example.com,,,,Local,,,\n", `line 2: “Berlin” is not a time zone. Write a name such as Europe/Berlin, or nothing for the organisation's.
line 3: “Local” is not a time zone. Write a name such as Europe/Berlin, or nothing for the organisation's.`},
		{"a date that does not exist", "dana@example.com,,,,,2026-02-30,March,\n", `line 2: In start_on, “2026-02-30” is not a date: write an existing day as year-month-day, such as 2026-03-05.
line 2: In end_on, “March” is not a date: write an existing day as year-month-day, such as 2026-03-05.`},
		{"an end before the start", "dana@example.com,,,,,2026-03-02,2026-03-01,\n", `line 2: It ends on 2026-03-01, before it starts on 2026-03-02. Correct one of them.`},
		{"their own manager", "dana@example.com,Dana@example.com,,,,,,\n", `line 2: dana@example.com is their own manager. Write another manager_email, or nothing.`},
		{"an unknown manager", "dana@example.com,eli@example.com,,,,,,\n", `line 2: The manager eli@example.com has no row. Correct the email, or add a row for them.`},
		{"too few cells", "dana@example.com,\n", `line 2: It has 2 cells, but there are 8 columns. Check its separators and quotes.`},
		{"too many cells", "dana@example.com,,,,,,,,,x\n", `line 2: It has 10 cells, but there are 8 columns. Check its separators and quotes.`},
		{"two managers from the same day", "dana@example.com,,,,,,,\neli@example.com,,,,,,,\nfay@example.com,dana@example.com,,,,,,\nfay@example.com,eli@example.com,,,,,,\n", `line 5: fay@example.com has another row from the same day in line 4. Remove one, or give them different start_on dates.`},
		{"one Slack account for two", "dana@example.com,,,,,,,U1\neli@example.com,,,,,,,U1\n", `line 3: The slack_id U1 also belongs to dana@example.com in line 2. Correct one of them.`},
		{"several faults in one row", "dana@example.com,,,boss,Mars,,,\n", `line 2: “boss” is not a level. Write rep, flm, mom or exec, or nothing to let reporting lines decide.
line 2: “Mars” is not a time zone. Write a name such as Europe/Berlin, or nothing for the organisation's.`},
		{"a circle of two", "dana@example.com,eli@example.com,,,,,,\neli@example.com,dana@example.com,,,,,,\n", `line 3: dana@example.com reports to eli@example.com, who reports to dana@example.com. Correct a manager_email or a date to break the circle.`},
		{"a circle of three for some days, and a dotted line", "ana@example.com,ben@example.com,,,,,,\nben@example.com,cy@example.com,,,,,,\ncy@example.com,,,,,,,\n" +
			"cy@example.com,ben@example.com,dotted,,,,,\ncy@example.com,ana@example.com,,,,2026-03-02,2026-03-06,\n", `line 6: On 2026-03-02 cy@example.com reports to ana@example.com, who reports to ben@example.com, who reports to cy@example.com. Correct a manager_email or a date to break the circle.`},
		{"a circle that an acting manager's end closes", "ana@example.com,ben@example.com,,,,,,\nana@example.com,,,,,2026-03-01,2026-03-31,\nben@example.com,ana@example.com,,,,2026-03-10,,\n", `line 4: On 2026-04-01 ana@example.com reports to ben@example.com, who reports to ana@example.com. Correct a manager_email or a date to break the circle.`},
		{"a circle of many", "a1@x.org,a2@x.org,,,,,,\na2@x.org,a3@x.org,,,,,,\na3@x.org,a4@x.org,,,,,,\na4@x.org,a5@x.org,,,,,,\na5@x.org,a6@x.org,,,,,,\na6@x.org,a7@x.org,,,,,,\na7@x.org,a1@x.org,,,,,,\n", `line 8: a1@x.org reports to a2@x.org, who reports to a3@x.org, who reports to a4@x.org, who reports to a5@x.org, who reports to a6@x.org, and so on through 7 people. Correct a manager_email or a date to break the circle.`},
		{"a circle behind a circle", "ana@example.com,ben@example.com,,,,,,\nben@example.com,ana@example.com,,,,,,\nben@example.com,ana@example.com,,,,2026-03-02,,\n", `line 3: ana@example.com reports to ben@example.com, who reports to ana@example.com. Correct a manager_email or a date to break the circle.
line 4: On 2026-03-02 ben@example.com reports to ana@example.com, who reports to ben@example.com. Correct a manager_email or a date to break the circle.`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			read, err := ParsePeople([]byte(header+test.rows), "", nobody)
			faults := read.Faults
			if err != nil {
				t.Fatal(err)
			}
			var told []string
			for _, f := range faults {
				told = append(told, f.Error())
			}
			if got := strings.Join(told, "\n"); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestAManagerMayBeKnownAlready(t *testing.T) {
	known := func(email string) bool { return email == "priya@example.com" }
	read, err := ParsePeople([]byte("email,manager_email\ndana@example.com,Priya@example.com\n"), "", known)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) > 0 || len(rows) != 1 {
		t.Errorf("rows %v, faults %v, error %v", rows, faults, err)
	}
	read, _ = ParsePeople([]byte("email,manager_email\ndana@example.com,priya@example.com\n"), "", nil)
	faults = read.Faults
	if len(faults) != 1 {
		t.Errorf("where nobody is known, faults are %v", faults)
	}
}

func TestGoodRowsAreKeptBesideBadOnes(t *testing.T) {
	read, err := ParsePeople([]byte("email,manager_email\ndana@example.com,\neli,dana@example.com\nfay@example.com,dana@example.com\n"), "", nobody)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) != 1 || faults[0].Line != 3 {
		t.Errorf("faults %v, error %v", faults, err)
	}
	if len(rows) != 2 || rows[0].Line != 2 || rows[1].Line != 4 {
		t.Errorf("rows %v", rows)
	}
}

func TestReportingLinesThatMeetAreNoCircle(t *testing.T) {
	const file = `email,manager_email,line,start_on,end_on
priya@example.com,,,,
dana@example.com,priya@example.com,,,2026-03-31
eli@example.com,dana@example.com,,,2026-03-31
dana@example.com,eli@example.com,,2026-04-01,
eli@example.com,priya@example.com,,2026-04-01,
priya@example.com,dana@example.com,dotted,,
`
	read, err := ParsePeople([]byte(file), "", nobody)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) > 0 || len(rows) != 6 {
		t.Errorf("%d rows, faults %v, error %v", len(rows), faults, err)
	}
}

func FuzzParsePeople(f *testing.F) {
	f.Add([]byte("email,manager_email,start_on,end_on\na@x,b@x,,\nb@x,a@x,,\na@x,b@x,2026-01-01,2026-02-01\n"))
	f.Add([]byte("\ufeffemail;line;level;time_zone;slack_id;name;calendar\r\na@x;dotted;flm;UTC;U1;\"A\nB\";c\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		read, err := ParsePeople(data, "", nobody)
		rows, faults := read.Rows, read.Faults
		if err != nil && (rows != nil || faults != nil) {
			t.Errorf("%v, and yet rows %v and faults %v", err, rows, faults)
		}
		for _, fault := range faults {
			if fault.Line < 2 || fault.Text == "" {
				t.Errorf("a fault without a place: %#v", fault)
			}
		}
		for _, row := range rows {
			if row.Line < 2 || row.Email == "" || row.Email == row.ManagerEmail {
				t.Errorf("a bad row: %+v", row)
			}
		}
		for on, circle := range circles(rows, new(int)) {
			t.Errorf("a circle: %s", circleInWords(on, circle))
		}
	})
}
