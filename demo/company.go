package demo

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/sandbox"
	"coach/service"
	"coach/store"
)

// A Company is whom a demo plays.
type Company struct {
	Name     string
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

//go:embed acme.csv
var acmePeople []byte

// Acme is the company that is played where nobody names another. It is led from
// London, and its visitor is Dana, who leads a team there.
func Acme() *Company {
	c, err := NewCompany(acmePeople)
	if err != nil {
		panic(err) // embedded; a test reads it
	}
	c.Name, c.given = "Acme", false
	c.holidays, c.calendar = ukHolidays, london()
	c.absences = acmeAbsences
	c.visitor = "dana@acme.test"
	return c
}

// A FileError means that a company cannot be played because of its people file.
type FileError struct {
	Faults []files.Fault // in its rows
	Err    error         // with all of it; nil where rows are at fault
}

// Error says why.
func (u FileError) Error() string {
	if u.Err != nil {
		return u.Err.Error()
	}
	return fmt.Sprintf("%d of its rows are bad", len(u.Faults))
}

// Unwrap returns why.
func (u FileError) Unwrap() error { return u.Err }

// ErrNobody means that a people file has no rows.
var ErrNobody = errors.New("it names nobody")

// NewCompany is the company of a people file. What is wrong with that is
// [FileError].
func NewCompany(people []byte) (*Company, error) {
	c := &Company{Name: "Your company", given: true, people: people, calendar: cadence.Standard()}
	read, err := files.ParsePeople(people, "", nil)
	rows, faults := read.Rows, read.Faults
	switch {
	case err != nil || len(faults) > 0:
		return nil, FileError{faults, err}
	case len(rows) == 0:
		return nil, FileError{nil, ErrNobody}
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
	MostWeeks   = 12
	fewestWeeks = 3
	personWeeks = 500
)

// Weeks is how many weeks of history are played.
func (c *Company) Weeks() int {
	return min(MostWeeks, max(fewestWeeks, personWeeks/len(c.rows)))
}

// VisitOn is the day on which a visitor arrives who comes now: the latest
// Thursday on which a two-week block's observations are due, so that there is
// something to do, unless it is a holiday.
func (c *Company) VisitOn(now time.Time) cadence.Date {
	today := cadence.DateOf(now)
	block := cadence.Rhythm{Cadence: cadence.Biweekly}.Period(today, cadence.Fiscal{}, time.Monday)
	visit := block.End - 3
	for visit > today || c.calendar.Holidays[visit] {
		visit -= 14
	}
	return visit
}

// ImportPeople imports a people file into a database, which it makes if there
// is none.
func ImportPeople(ctx context.Context, path string, people []byte, now time.Time) error {
	db, err := store.Open(ctx, path)
	if errors.Is(err, store.ErrNoDatabase) {
		db, err = store.Make(ctx, path)
	}
	if err != nil {
		return err
	}
	defer db.Close()
	r, err := service.ImportPeople(ctx, db, people, service.PeopleImport{}, now)
	if len(r.Faults) > 0 {
		return FileError{Faults: r.Faults}
	}
	return err
}

// settle imports the company's people and holidays into a database, finds out
// who leads whom on the day of the visit, and has the top of the company publish
// the playbook.
func (c *Company) settle(ctx context.Context, path string, now time.Time, visit cadence.Date) error {
	if err := ImportPeople(ctx, path, c.people, now); err != nil {
		return err
	}
	db, err := store.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.holidays != nil {
		in := service.HolidayImport{Calendar: ukCalendar, Files: [][]byte{c.holidays}}
		if _, err := service.ImportHolidays(ctx, db, in, now); err != nil {
			return err
		}
	}
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	c.cast(roster, visit)
	top, err := db.PersonByEmail(ctx, c.top)
	if err != nil {
		return err
	}
	if err := db.Begin(ctx, db.Today(now)-settledIn); err != nil {
		return err
	}
	return service.PublishDefault(ctx, db, now, top.ID)
}

// settledIn is how many days before its history the company began with coach:
// in the first two weeks only Mondays have a message.
const settledIn = 21

// cast decides whom the visitor plays and who leads the company: of the managers
// whose reports lead nobody, the one with the most reports, and whoever leads
// that one.
func (c *Company) cast(r *practice.Roster, visit cadence.Date) {
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
func (c *Company) moveInto(ws *sandbox.Workspace) error {
	members, err := Join(ws, c.rows, false)
	if fault, is := errors.AsType[files.Fault](err); is {
		return FileError{Faults: []files.Fault{fault}}
	}
	if err != nil {
		return err
	}
	c.handles = map[string]string{}
	var leaders []string
	for _, m := range members {
		c.handles[m.email] = m.Handle
		if c.leads[m.email] || m.email == c.top {
			leaders = append(leaders, m.Handle)
		}
	}
	ws.AddChannel("general", sandbox.ChannelOptions{Members: Handles(members)})
	ws.AddChannel("wins", sandbox.ChannelOptions{Members: Handles(members)})
	ws.AddChannel("leaders", sandbox.ChannelOptions{Members: leaders, Private: true, WithApp: true})
	return nil
}

// firstName is what a hint calls somebody.
func (c *Company) firstName(email string) string {
	for _, row := range c.rows {
		if row.Email == email && row.Name != "" {
			return practice.Person{Name: row.Name}.First()
		}
	}
	return c.handles[email]
}
