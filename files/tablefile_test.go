package files

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	encoding "golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"coach/cadence"
)

// One people file in the many forms that spreadsheets, exports and people give
// it has the same rows.
func TestTheSamePeopleInEveryDress(t *testing.T) {
	want := []PeopleRow{
		{Email: "carla@example.com", Name: "Carla “CJ” Müller"},
		{Email: "dana@example.com", Name: "Dana Ruiz", ManagerEmail: "carla@example.com", Start: cadence.NewDate(2026, 12, 31)},
	}
	rapid.Check(t, func(r *rapid.T) {
		pick := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(r, name) }
		separator := pick("separator", ",", ";", "\t", "|")
		guard := func(cell string) string {
			switch form := pick("guard", "", "", "'", "=", "‘", "quotes", "space", "nbsp", "invisible", "bidi"); {
			case cell == "" || form == "":
				return cell
			case form == "=":
				return `"=""` + cell + `"""`
			case form == "quotes":
				return `"` + cell + `"`
			case form == "space":
				return "  " + cell + " "
			case form == "nbsp":
				return "\u00a0" + cell + "\u202f"
			case form == "invisible":
				return "\u200b" + cell[:1] + "\u00ad" + cell[1:] + "\ufeff"
			case form == "bidi":
				return "\u202a" + cell + "\u202c"
			default:
				return form + cell
			}
		}
		name := pick("accent", "Carla “CJ” Müller", "Carla “CJ” Mu\u0308ller")
		none := pick("none", "", "0000-00-00", "00/00/0000", "-", "n/a", "0", "00.00.0000", "1/0/1900", "N/A")
		date := pick("date", "2026-12-31", "2026/12/31", "20261231", "31/12/2026", "31.12.2026", "12/31/26", "12/31/2026", "31 Dec 2026", "December 31 2026", "31-Dec-26", "Thu 31st December 2026", "46387", "2026-12-31T00:00:00Z", "12/31/2026 12:00:00 AM")
		header := []string{pick("email", "email", "Work Email", "E-Mail", "EMAIL ADDRESS"), pick("name", "name", "Full Name", "Employee Name"),
			pick("manager", "manager_email", "Supervisor Email", "Manager's Email", "Manager’s e-mail address", "Reports To", "Line Manager Email (Work)"),
			pick("start", "start_on", "Hire Date", "Start Date", "Date of Hire"), pick("other", "Employee ID", "Department", "Cost Centre", "")}
		rows := [][]string{header, {guard("carla@example.com"), guard(name), "", none, "1"},
			{guard("Dana@Example.com"), guard("Dana Ruiz"), guard("carla@example.com"), guard(date), "2"}}
		order := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(r, "order")
		trailing := pick("trailing", "", separator, separator+separator)
		text := pick("sep", "", "sep="+separator+"\n", "\"sep="+separator+"\"\n")
		for _, row := range rows {
			var cells []string
			for _, i := range order {
				cells = append(cells, row[i])
			}
			text += strings.Join(cells, separator) + trailing + "\n" + pick("blank", "", "\n", strings.Repeat(separator, 4)+"\n")
		}
		text = strings.ReplaceAll(strings.TrimRight(text, "\n")+pick("end", "", "\n"), "\n", pick("line ends", "\n", "\r\n", "\r"))
		data := []byte(text)
		switch pick("encoding", "UTF-8", "mark", "UTF-16", "UTF-16LE", "UTF-16BE") {
		case "mark":
			data = []byte("\ufeff" + text)
		case "UTF-16":
			data = utf16(t, text, encoding.LittleEndian, encoding.UseBOM)
		case "UTF-16LE":
			data = utf16(t, text, encoding.LittleEndian, encoding.IgnoreBOM)
		case "UTF-16BE":
			data = utf16(t, text, encoding.BigEndian, encoding.IgnoreBOM)
		}
		read, err := ParsePeople(data, "", nil)
		if err != nil || len(read.Faults) > 0 {
			r.Fatalf("%q: %v, %v", text, read.Faults, err)
		}
		for i := range read.Rows {
			read.Rows[i].Line = 0
		}
		if diff := cmp.Diff(want, read.Rows); diff != "" {
			r.Errorf("%q: rows differ (-want +got):\n%s", text, diff)
		}
	})
}

// The files of HR systems are read, with a note on columns that were passed
// over.
func TestFilesOfHRSystems(t *testing.T) {
	for _, c := range []struct {
		name, file string
		want       string // rows, notes and faults
	}{
		{"columns of its own", "Employee ID,Work Email,First Name,Last Name,Supervisor Email,Job Title\n1,carla@example.com,Carla,Stone,,Boss\n2,dana@example.com,Dana,,carla@example.com,\n",
			"carla@example.com Carla Stone <\ndana@example.com Dana < carla@example.com\nPassed over 2 columns that mean nothing here: “Employee ID” and “Job Title”."},
		{"the manager by name beside the email", "Email,Manager,Manager Email\ncarla@example.com,,\ndana@example.com,Carla Stone,carla@example.com\n",
			"carla@example.com  <\ndana@example.com  < carla@example.com\nPassed over a column that means nothing here: “Manager”."},
		{"the manager by name alone", "Email,Manager\ncarla@example.com,-\ndana@example.com,Carla Stone\n",
			"carla@example.com  <\ndana@example.com  <\nline 3: The manager column has no emails, only values such as “Carla Stone”. Put the managers' emails there."},
		{"addresses as mail programs write them", "email,manager_email\nCarla Stone <Carla@example.com>,\nmailto:dana@example.com,carla@example.com;\n",
			"carla@example.com  <\ndana@example.com  < carla@example.com"},
		{"bare quotes", "email,name\ncarla@example.com,Carla \"CJ\" Stone\ndana@example.com,\"Dana \"\"D\"\" Ruiz\"\n", "carla@example.com Carla \"CJ\" Stone <\ndana@example.com Dana \"D\" Ruiz <"},
		{"quotes that do not match", "email,name\ncarla@example.com,\"Carla \"CJ\" Stone\"\ndana@example.com,\"Dana\nana@example.com,Ana\neli@example.com,\"Eli\"\n",
			"ana@example.com Ana <\neli@example.com Eli <\nline 2: Its quotes don't match. If a cell contains quotes, put the whole cell in quotes and double the ones inside, as in \"Carla \"\"CJ\"\" Stone\".\n" +
				"line 3: Its quotes don't match. If a cell contains quotes, put the whole cell in quotes and double the ones inside, as in \"Carla \"\"CJ\"\" Stone\"."},
		{"guards", "email,name,manager_email\n'carla@example.com,'Carla Stone,\n\"=\"\"dana@example.com\"\"\",Dana,'carla@example.com\neli@example.com,'t Hooft,\nfay@example.com,'Fay',\n",
			"carla@example.com Carla Stone <\ndana@example.com Dana < carla@example.com\neli@example.com 't Hooft <\nfay@example.com Fay <\nTook the quote marks off cells in lines 2, 3 and 5."},
		{"somebody called Null", "email,name,level\nnull@example.com,Null,NULL\n", "null@example.com Null <"},
		{"a column without a name", ",email,,name\n0,ana@example.com,,Ana\n", "ana@example.com Ana <"},
		{"each row in quotes", "\"email,name\"\n\"carla@example.com,\"\"Stone, Carla\"\"\"\n\"dana@example.com,\"\n", "carla@example.com Stone, Carla <\ndana@example.com  <"},
		{"lines above the header", "\n,,\nemail,name,\nana@example.com,Ana\n", "ana@example.com Ana <"},
		{"an end that never comes", "email,end_on,start_on\nana@example.com,9999-12-31,2026-01-01\n", "ana@example.com  < from 2026-01-01"},
	} {
		read, err := ParsePeople([]byte(c.file), "", nil)
		var said []string
		for _, row := range read.Rows {
			line := fmt.Sprintf("%s %s <", row.Email, row.Name)
			if row.ManagerEmail != "" {
				line += " " + row.ManagerEmail
			}
			if row.Start != 0 || row.End != 0 {
				line += fmt.Sprintf(" from %v%v", row.Start, row.End)
			}
			said = append(said, line)
		}
		said = append(said, read.Notes...)
		for _, fault := range read.Faults {
			said = append(said, fault.Error())
		}
		if got := strings.Join(said, "\n"); err != nil || got != c.want {
			t.Errorf("%s: coach reads\n%s\n(%v)\nwant\n%s", c.name, got, err, c.want)
		}
	}
}

// Dates are read where the file makes their order plain, and reported once
// where it does not.
func TestDatesAsPeopleExportThem(t *testing.T) {
	for _, c := range []struct{ name, dates, want string }{
		{"the day first, as another row shows", "05/04/2026 31/12/2026", "2026-04-05 2026-12-31"},
		{"the month first, as another row shows", "05/04/2026 12/31/2026", "2026-05-04 2026-12-31"},
		{"the day and the month alike", "05/05/2026 5-5-26", "2026-05-05 2026-05-05"},
		{"two digits for the year", "05/04/26 12/31/26 1/2/99", "2026-05-04 2026-12-31 1999-01-02"},
		{"no way to know", "05/04/2026 06/04/2026 2026-01-01", "_ _ 2026-01-01 line 2: The date “05/04/2026” can be read in several ways, and so can 1 more of the file. Write dates as year-month-day: 2026-04-05 or 2026-05-04."},
		{"both ways in one file", "31/12/2026 12/31/2026 05/04/2026", "2026-12-31 2026-12-31 _ line 4: The date “05/04/2026” can be read in several ways. Write dates as year-month-day: 2026-04-05 or 2026-05-04."},
		{"the year first or last", "31/12/26", "_ line 2: The date “31/12/26” can be read in several ways. Write dates as year-month-day: 2026-12-31 or 2031-12-26."},
		{"the year last, as another row shows", "31/12/26 05/12/26", "2026-12-31 2026-12-05"},
		{"full stops have the day first", "05.04.2026 5.4.26", "2026-04-05 2026-04-05"},
		{"the year first", "2026/04/05 2026.4.5 20260405", "2026-04-05 2026-04-05 2026-04-05"},
		{"words", "1_Jan_2026 Jan_1,_2026 1-Sept-26 Friday,_2_January_2026 2026-Jan-03", "2026-01-01 2026-01-01 2026-09-01 2026-01-02 2026-01-03"},
		{"numbers of a spreadsheet", "46023 46024.0", "2026-01-01 2026-01-02 Read numbers as a spreadsheet's days: 46023 is 2026-01-01."},
		{"numbers of something else", "12345 7", "_ _ line 2: In start_on, “12345” is not a date: write an existing day as year-month-day, such as 2026-03-05. line 3: In start_on, “7” is not a date: write an existing day as year-month-day, such as 2026-03-05."},
		{"a time of day", "2026-01-01T00:00:00Z 2026-01-01_00:00:00.000 1/13/2026_12:00:00_AM 13/1/2026_9:30 46023.375", "2026-01-01 2026-01-01 2026-01-13 2026-01-13 2026-01-01 Read numbers as a spreadsheet's days: 46023 is 2026-01-01."},
		{"another hour, which may be another day elsewhere", "2026-01-01T23:00:00Z", "_ line 2: In start_on, “2026-01-01T23:00:00Z” is not a date: write an existing day as year-month-day, such as 2026-03-05."},
		{"no such day", "31/02/2026 2026-13-01", "_ _ line 2: In start_on, “31/02/2026” is not a date: write an existing day as year-month-day, such as 2026-03-05. line 3: In start_on, “2026-13-01” is not a date: write an existing day as year-month-day, such as 2026-03-05."},
		{"none", "0000-00-00 00/00/0000 0 - – n/a #N/A NULL none 1/0/1900 00-Jan-00 0000-00-00_00:00:00 12/30/1899", strings.TrimSuffix(strings.Repeat("none ", 13), " ")},
	} {
		file, dates := "email,start_on\n", strings.Fields(c.dates)
		for i, date := range dates {
			file += fmt.Sprintf("p%d@example.com,\"%s\"\n", i, strings.ReplaceAll(date, "_", " "))
		}
		read, err := ParsePeople([]byte(file), "", nil)
		said := slices.Repeat([]string{"_"}, len(dates))
		for _, row := range read.Rows {
			if said[row.Line-2] = row.Start.String(); row.Start == 0 {
				said[row.Line-2] = "none"
			}
		}
		for _, fault := range read.Faults {
			said = append(said, fault.Error())
		}
		if got := strings.Join(append(said, read.Notes...), " "); err != nil || got != c.want {
			t.Errorf("%s: coach reads\n%s\n(%v)\nwant\n%s", c.name, got, err, c.want)
		}
	}
}

// A row whose quotes do not match spoils no other row, and takes no longer to
// read.
func TestARowThatCannotBeReadCostsItselfAlone(t *testing.T) {
	const rows = 20_000
	file := "email,name\n" + strings.Repeat("ana@example.com,\"Ana\n", rows) + "eli@example.com,Eli\n"
	read, err := ParsePeople([]byte(file), "", nil)
	if err != nil || len(read.Faults) != faultsMost+1 || len(read.Rows) != 1 || read.Rows[0].Line != rows+2 {
		t.Errorf("%d faults and rows %v (%v)", len(read.Faults), read.Rows, err)
	}
}
