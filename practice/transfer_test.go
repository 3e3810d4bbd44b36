package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// Whoever passes from one manager to another has left the first. Not so who has
// had none before, who is only lent, who comes back, and whose lines say that it
// was long ago.
func TestWhomSomebodyHasLeft(t *testing.T) {
	today := date(3, 9)
	for name, test := range map[string]struct {
		seen, want string // by whom they were led, whom they had left, and since when
		rows       string
		standIn    bool
	}{
		"nobody was seen before":            {"", "Dana", "Ana < Dana from 2026-03-09", false},
		"nothing changes":                   {"Dana", "Dana", "Ana < Dana", false},
		"a file without days":               {"Dana", "Eli Dana 2026-03-09", "Ana < Eli", false},
		"a file with days":                  {"Dana", "Eli Dana 2026-03-04", "Ana < Dana until 2026-03-03, Ana < Eli from 2026-03-04", false},
		"a day without a manager between":   {"Dana", "Eli Dana 2026-03-02", "Ana < Dana until 2026-03-01, Ana < Eli from 2026-03-04", false},
		"a line over one without an end":    {"Dana", "Eli Dana 2026-03-04", "Ana < Dana, Ana < Eli from 2026-03-04", false},
		"thirty days ago":                   {"Dana", "Eli Dana 2026-02-07", "Ana < Dana until 2026-02-06, Ana < Eli from 2026-02-07", false},
		"longer ago":                        {"Dana", "Eli", "Ana < Dana until 2026-02-05, Ana < Eli from 2026-02-06", false},
		"tomorrow":                          {"Dana", "Dana", "Ana < Dana until 2026-03-09, Ana < Eli from 2026-03-10", false},
		"for a while, over the other line":  {"Dana", "Dana", "Ana < Dana, Ana < Eli from 2026-03-04 until 2026-03-12", false},
		"for a while, between two lines":    {"Dana", "Dana", "Ana < Dana until 2026-03-03, Ana < Eli from 2026-03-04 until 2026-03-12, Ana < Dana from 2026-03-13", false},
		"for a while, from one to the next": {"Dana", "Eli Dana 2026-03-04", "Ana < Dana until 2026-03-03, Ana < Eli from 2026-03-04 until 2026-03-12, Ana < Fay from 2026-03-13", false},
		"a first job for a while":           {"Dana", "Eli Dana 2026-03-09", "Ana < Eli from 2026-03-04 until 2026-03-12", false},
		"somebody stands in":                {"Dana", "Dana", "Ana < Dana", true},
		"a dotted line":                     {"Dana", "Dana", "Ana < Dana, Ana ~ Eli from 2026-03-09", false},
		"a manager who takes no part":       {"Dana", "Dana", "Ana < Zoe", false},
		"no manager":                        {"Dana", "Dana", "Ana", false},
		"nothing changes since then":        {"Eli Dana 2026-03-02", "Eli Dana 2026-03-02", "Ana < Eli", false},
		"it is thirty days":                 {"Eli Dana 2026-02-07", "Eli Dana 2026-02-07", "Ana < Eli", false},
		"it is longer":                      {"Eli Dana 2026-02-06", "Eli", "Ana < Eli", false},
		"back where they were":              {"Eli Dana 2026-03-02", "Dana", "Ana < Dana", false},
		"back after longer":                 {"Eli Dana 2026-02-06", "Dana Eli 2026-03-09", "Ana < Dana", false},
		"on to a third":                     {"Eli Dana 2026-03-02", "Fay Eli 2026-03-09", "Ana < Fay", false},
		"a file with the day of their hire": {"Dana", "Eli Dana 2026-03-09", "Ana < Eli from 2026-01-01", false},
	} {
		t.Run(name, func(t *testing.T) {
			rows := []string{"Priya", "Dana < Priya", "Eli < Priya", "Fay < Priya", "Zoe, not taking part"}
			c := found(t, only("one_on_one"), append(rows, strings.Split(test.rows, ", ")...)...)
			r := c.roster()
			if test.standIn {
				r = practice.NewRoster(c.people, c.lines, c.playbook, practice.StandIn{Manager: c.id("Dana"), Person: c.id("Eli"), From: today, To: today + 3})
			}
			if got := c.led(r.Follow(c.id("Ana"), c.read(test.seen), today)); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func (c *company) read(text string) (l practice.Led) {
	words := append(strings.Fields(text), "", "", "")
	l.By, l.Left = c.id(words[0]), c.id(words[1])
	if words[2] != "" {
		l.On = c.date(words[2])
	}
	return l
}

func (c *company) led(l practice.Led) string {
	text := c.names([]practice.PersonID{l.By})
	if l.Left != 0 {
		text += " " + c.names([]practice.PersonID{l.Left}) + " " + l.On.String()
	}
	return text
}

// The former manager is asked about the manager of today, as long as all three
// take part.
func TestWhoseTransferIsAskedAbout(t *testing.T) {
	move := func(c *company, on cadence.Date) practice.Transfer {
		return practice.Transfer{Person: c.id("Ana"), From: c.id("Dana"), On: on}
	}
	for name, test := range map[string]struct {
		rows   []string
		gone   string
		on     cadence.Date
		nobody bool
	}{
		"to Eli":                  {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "", date(3, 9), false},
		"thirty days ago":         {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "", date(2, 7), false},
		"longer ago":              {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "", date(2, 6), true},
		"tomorrow":                {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "", date(3, 10), true},
		"back with Dana":          {[]string{"Dana < Priya", "Eli < Priya", "Ana < Dana"}, "", date(3, 9), true},
		"to nobody":               {[]string{"Dana < Priya", "Eli < Priya", "Ana"}, "", date(3, 9), true},
		"Dana has left":           {[]string{"Dana < Priya until 2026-03-08", "Eli < Priya", "Ana < Eli"}, "", date(3, 9), true},
		"Ana has left":            {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli until 2026-03-08"}, "", date(3, 9), true},
		"Eli takes no part":       {[]string{"Dana < Priya", "Eli, not taking part", "Ana < Eli"}, "", date(3, 9), true},
		"Dana's account is gone":  {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "Dana", date(3, 9), true},
		"Ana's account is gone":   {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "Ana", date(3, 9), true},
		"Eli's account is closed": {[]string{"Dana < Priya", "Eli < Priya", "Ana < Eli"}, "Eli", date(3, 9), true},
	} {
		t.Run(name, func(t *testing.T) {
			c := found(t, only("one_on_one"), append([]string{"Priya"}, test.rows...)...)
			if test.gone != "" {
				c.person(test.gone).Account = practice.Gone
			}
			open := practice.Recent(c.roster(), []practice.Transfer{move(c, test.on)}, date(3, 9))
			switch {
			case test.nobody && len(open) > 0:
				t.Errorf("%+v is asked about", open)
			case !test.nobody && (len(open) != 1 || open[0].To != c.id("Eli")):
				t.Errorf("%+v is asked about, want one to Eli", open)
			}
		})
	}
}

// The customers become topics of the new manager and the person. The former
// manager, who named them, neither reads that list nor adds to it.
func TestCustomersAreForTheNewManagerAndThePerson(t *testing.T) {
	c := found(t, only("one_on_one"), "Priya", "Dana < Priya", "Eli < Priya", "Ana < Eli")
	pair := practice.Transfer{Person: c.id("Ana"), From: c.id("Dana"), To: c.id("Eli")}.Pair()
	for name, reads := range map[string]bool{"Ana": true, "Eli": true, "Dana": false, "Priya": false} {
		if practice.MayReadAgenda(c.id(name), pair) != reads || practice.MayShareAgenda(c.roster(), c.id(name), pair, date(3, 9)) != reads {
			t.Errorf("%s reads the customers and adds to them: %v", name, !reads)
		}
	}
}

// A customer a line, as many as topics a day, each as long as a topic.
func TestCustomersOfAnAnswer(t *testing.T) {
	names, err := practice.CustomersOf("\n  Northwind \r\n\n\tContoso, the one in Leeds\n")
	if want := []string{"Northwind", "Contoso, the one in Leeds"}; err != nil || !slices.Equal(names, want) {
		t.Errorf("%q, %v", names, err)
	}
	long := strings.Repeat("ü", practice.TextMax)
	if names, err := practice.CustomersOf(strings.Repeat(long+"\n", practice.TopicsMost)); err != nil || len(names) != practice.TopicsMost {
		t.Errorf("%d names, %v", len(names), err)
	}
	for words, want := range map[string]string{
		"":    "Name a customer, or close this and press None in particular.",
		" \n": "Name a customer, or close this and press None in particular.",
		strings.Repeat("Northwind\n", practice.TopicsMost+1): "You can name 20 customers at most, and these are 21. Keep those that matter first.",
		"Northwind\n" + long + "x":                           "Line 2 is too long: a line has 300 characters at most, and this one has 301.",
	} {
		if _, err := practice.CustomersOf(words); fmt.Sprint(err) != fmt.Sprint(practice.Problems{{Field: practice.FieldCustomers, Text: want}}) {
			t.Errorf("%.20q: %v, want %s", words, err, want)
		}
	}
}
