package main

import (
	"bytes"
	"cmp"
	"context"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/sandbox"
	"coach/service"
	"coach/store"
)

// A demoCompany is whom a demo plays.
type demoCompany struct {
	name     string
	file     string // its people file, as messages name it
	given    bool   // somebody's own, not Acme
	people   []byte // in coach's format
	holidays []byte // of the calendar uk; nil for none
	rows     []files.PeopleRow
	zone     *time.Location    // the organisation's
	zones    []*time.Location  // of everybody
	calendar *cadence.Calendar // by which the visitor works
	absences []absence

	visitor string // the email of whom the visitor plays
	top     string // the email of who leads all

	handles map[string]string // by email
	leads   map[string]bool   // emails of who leads somebody on the day of the visit
}

//go:embed demo.csv
var acmePeople []byte

// acme is the company that is played where nobody names another. It is led from
// London, and its visitor is Dana, who leads a team there.
func acme() *demoCompany {
	c, err := newCompany("demo.csv", acmePeople)
	if err != nil {
		panic(err) // embedded; a test reads it
	}
	c.name, c.given = "Acme", false
	c.holidays, c.calendar = ukHolidays, london()
	c.absences = acmeAbsences
	c.visitor = "dana@acme.test"
	return c
}

// readCompany reads a people file. What is wrong with it is of type problems.
func readCompany(file string) (*demoCompany, error) {
	data, err := readFile(file)
	if err != nil {
		return nil, err
	}
	return newCompany(file, data)
}

func newCompany(file string, people []byte) (*demoCompany, error) {
	c := &demoCompany{name: "Your company", file: file, given: true, people: people, calendar: cadence.Standard()}
	rows, faults, err := files.ParsePeople(bytes.NewReader(people), nil)
	var bad problems
	bad.table(file, err)
	bad.rows(file, faults)
	switch {
	case len(bad) > 0:
		return nil, append(bad, "Mend the rows above and start the demo again.")
	case len(rows) == 0:
		bad.add("%s names nobody. Add a row and start the demo again.", file)
		return nil, bad
	}
	c.rows, c.zone = rows, usualZone(rows)
	c.zones = []*time.Location{c.zone}
	for _, row := range rows {
		if zone := (practice.Person{Zone: row.Zone}).Location(c.zone); !slices.Contains(c.zones, zone) {
			c.zones = append(c.zones, zone)
		}
	}
	return c, nil
}

// usualZone is where most of the people are; UTC where the file does not say.
func usualZone(rows []files.PeopleRow) *time.Location {
	counts, best := map[string]int{}, ""
	for _, row := range rows {
		if row.Zone == "" {
			continue
		}
		if counts[row.Zone]++; counts[row.Zone] > counts[best] {
			best = row.Zone
		}
	}
	return practice.Person{Zone: best}.Location(time.UTC)
}

// How much history is played: twelve weeks, and less of a larger company, so
// that the first page is there in seconds.
const (
	mostWeeks   = 12
	fewestWeeks = 3
	personWeeks = 500
)

func (c *demoCompany) weeks() int {
	return min(mostWeeks, max(fewestWeeks, personWeeks/len(c.rows)))
}

// settle imports the company's people and holidays into a database, finds out
// who leads whom on the day of the visit, and has the top of the company publish
// the playbook.
func (c *demoCompany) settle(ctx context.Context, path string, now time.Time, visit cadence.Date) error {
	people := importCommand{File: c.file, DB: path}
	if err := people.importFrom(ctx, bytes.NewReader(c.people), io.Discard, now); err != nil {
		return err
	}
	if c.holidays != nil {
		holidays := holidaysImportCommand{Name: ukCalendar, File: "demo_uk.ics", DB: path}
		if err := holidays.importFrom(ctx, c.holidays, io.Discard, now); err != nil {
			return err
		}
	}
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	c.cast(roster, visit)
	top, err := db.PersonByEmail(ctx, c.top)
	if err != nil {
		return err
	}
	return service.PublishDefault(ctx, db, now, top.ID)
}

// cast decides whom the visitor plays and who leads the company: of the managers
// whose reports lead nobody, the one with the most reports, and whoever leads
// that one.
func (c *demoCompany) cast(r *practice.Roster, visit cadence.Date) {
	c.leads = map[string]bool{}
	front, most := practice.PersonID(0), 0
	everybody := r.People()
	for _, id := range everybody {
		team := r.Reports(id, visit)
		if len(team) == 0 {
			continue
		}
		c.leads[r.Person(id).Email] = true
		leadsLeaders := slices.ContainsFunc(team, func(report practice.PersonID) bool { return len(r.Reports(report, visit)) > 0 })
		if !leadsLeaders && len(team) > most {
			front, most = id, len(team)
		}
	}
	if front == 0 { // nobody leads anybody
		front = everybody[0]
	}
	c.visitor = cmp.Or(c.visitor, r.Person(front).Email)
	c.top = r.Person(r.Top(front, visit)).Email
	if c.given {
		c.absences = usualAbsences(r, r.Reports(front, visit))
	}
}

// usualAbsences are a holiday that everybody knew of, and one that begins on the
// day of the visit, in a team that still has somebody left then.
func usualAbsences(r *practice.Roster, team []practice.PersonID) (absences []absence) {
	if len(team) < 3 {
		return nil
	}
	return []absence{
		{email: r.Person(team[0]).Email, noted: -21, from: -16, to: -9},
		{email: r.Person(team[1]).Email, noted: 0, from: 0, to: 5},
	}
}

// moveInto has the company's people join a workspace and its channels.
func (c *demoCompany) moveInto(ws *sandbox.Workspace) error {
	members, err := join(ws, c.rows, false)
	if err != nil {
		return problems{fmt.Sprintf("%s: %v.", c.file, err)}
	}
	c.handles = map[string]string{}
	var leaders []string
	for _, m := range members {
		c.handles[m.email] = m.handle
		if c.leads[m.email] || m.email == c.top {
			leaders = append(leaders, m.handle)
		}
	}
	ws.AddChannel("general", sandbox.ChannelOptions{Members: handles(members)})
	ws.AddChannel("wins", sandbox.ChannelOptions{Members: handles(members)})
	ws.AddChannel("leaders", sandbox.ChannelOptions{Members: leaders, Private: true, WithApp: true})
	return nil
}

// firstName is what a hint calls somebody.
func (c *demoCompany) firstName(email string) string {
	for _, row := range c.rows {
		if words := strings.Fields(row.Name); row.Email == email && len(words) > 0 {
			return words[0]
		}
	}
	return c.handles[email]
}
