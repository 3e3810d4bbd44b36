package scheduler

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// office is a manager of many in London, and one in New York.
const office = `email,name,manager_email,time_zone
dana@example.com,Dana Ruiz,,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
cy@example.com,Cy Young,dana@example.com,Europe/London
eli@example.com,Eli Katz,,America/New_York
fay@example.com,Fay Chen,eli@example.com,America/New_York
`

// A desk is a scheduler over a real database, without Slack.
type desk struct {
	*Scheduler
	t   *testing.T
	sql *sql.DB
	log bytes.Buffer
}

// newFile is a new database, made once: most of the time of a test would go into
// migrating.
var newFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "desk")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "coach.db")
	db, err := store.Make(context.Background(), path)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// newDesk has the office begin on Monday, 2 March 2026.
func newDesk(t *testing.T) *desk {
	t.Helper()
	made, err := newFile()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "coach.db")
	if err := os.WriteFile(path, made, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := store.Own(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	read, err := files.ParsePeople([]byte(office), "", nil)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	d := &desk{t: t}
	if d.sql, err = sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(5000)"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.sql.Close() })
	monday := at(2, 0, 0)
	_, published := db.Publish(t.Context(), files.DefaultYAML(), cadence.DateOf(monday), monday, 0)
	_, imported := db.ImportPeople(t.Context(), rows)
	digest := practice.Subscription{Root: 1, Channel: "C1", Weekday: time.Monday, At: 9 * 60}
	fixed := db.Fix(t.Context(), practice.Settings{Recognition: "C1", Zone: "Europe/London", Digest: digest})
	var members []practice.Person
	for _, email := range []string{"dana", "ana", "ben", "cy", "eli", "fay"} {
		zone := "Europe/London"
		if email == "eli" || email == "fay" {
			zone = "America/New_York"
		}
		members = append(members, practice.Person{SlackID: "U" + strings.ToUpper(email), Email: email + "@example.com", Name: email, Zone: zone, Account: practice.Member})
	}
	if err := errors.Join(published, imported, fixed, db.SyncDirectory(t.Context(), members), db.Begin(t.Context(), cadence.DateOf(monday)-21)); err != nil {
		t.Fatal(err)
	}
	d.Scheduler = &Scheduler{Store: db, Flush: func() {}, Zone: db.Zone, Log: zerolog.New(&d.log)}
	return d
}

// at is an instant of March 2026, in London and in UTC.
func at(day, hour, minute int) time.Time {
	return time.Date(2026, 3, day, hour, minute, 0, 0, time.UTC)
}

func (d *desk) tick(now time.Time) {
	d.t.Helper()
	if err := d.Tick(d.t.Context(), now); err != nil {
		d.t.Fatal(err)
	}
}

// through beats every ten minutes from one instant until before another.
func (d *desk) through(from, to time.Time) {
	d.t.Helper()
	for now := from; now.Before(to); now = now.Add(10 * time.Minute) {
		d.tick(now)
	}
}

// column reads one column of the database.
func (d *desk) column(query string, args ...any) (found []string) {
	d.t.Helper()
	rows, err := d.sql.Query(query, args...)
	if err != nil {
		d.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			d.t.Fatal(err)
		}
		found = append(found, s)
	}
	return found
}

func (d *desk) exec(query string, args ...any) {
	d.t.Helper()
	if _, err := d.sql.Exec(query, args...); err != nil {
		d.t.Fatal(err)
	}
}

// write is exec, of which the beat learns as it does of a write of the store's.
func (d *desk) write(query string, args ...any) {
	d.t.Helper()
	d.exec(query, args...)
	d.exec(`UPDATE revisions SET n = n + 1 WHERE subject = 'database'`)
}

// posted are the keys in the outbox that begin with a word.
func (d *desk) posted(word string) []string {
	d.t.Helper()
	return d.column(`SELECT key FROM outbox WHERE key LIKE $1 ORDER BY key`, word+"/%")
}

func (d *desk) id(email string) practice.PersonID {
	d.t.Helper()
	p, err := d.Store.PersonByEmail(d.t.Context(), email+"@example.com")
	if err != nil {
		d.t.Fatal(err)
	}
	return p.ID
}

// plannedOn is the day up to which somebody is planned.
func (d *desk) plannedOn(email string) string {
	d.t.Helper()
	return d.column(`SELECT planned_on FROM people WHERE email = $1`, email+"@example.com")[0]
}

// Everybody is planned when their own day begins, and no sooner.
func TestAPlanIsMadeWhenTheDayBegins(t *testing.T) {
	d := newDesk(t)
	d.tick(at(3, 0, 0)) // still Monday in New York
	if london, newYork := d.plannedOn("dana"), d.plannedOn("eli"); london != "2026-03-03" || newYork != "2026-03-02" {
		t.Errorf("Dana is planned up to %s and Eli up to %s", london, newYork)
	}
	d.through(at(3, 0, 10), at(3, 5, 0))
	if newYork := d.plannedOn("eli"); newYork != "2026-03-02" {
		t.Errorf("Eli's Tuesday has not begun, and he is planned up to %s", newYork)
	}
	d.tick(at(3, 5, 0))
	if newYork := d.plannedOn("eli"); newYork != "2026-03-03" {
		t.Errorf("Eli's Tuesday has begun, and he is planned up to %s", newYork)
	}
}

// In three weeks of beats nobody has more than one message of the morning a
// day, none on a day they do not work, none before their morning, and none shows
// more than there is room for.
func TestMessagesKeepToTheirLimits(t *testing.T) {
	d := newDesk(t)
	before := map[string]bool{}
	for now := at(2, 0, 0); now.Before(at(23, 0, 0)); now = now.Add(20 * time.Minute) {
		d.tick(now)
		for _, key := range d.posted("bundle") {
			if before[key] {
				continue
			}
			before[key] = true
			var id int
			var day string
			if _, err := fmt.Sscanf(strings.ReplaceAll(key, "/", " "), "bundle %d %s", &id, &day); err != nil {
				t.Fatal(err)
			}
			zone := d.column(`SELECT zone FROM people WHERE id = $1`, id)[0]
			location, err := time.LoadLocation(zone)
			if err != nil {
				t.Fatal(err)
			}
			local := now.In(location)
			if local.Format(time.DateOnly) != day || local.Weekday() == time.Saturday || local.Weekday() == time.Sunday || local.Hour() < 8 || local.Hour() > 17 {
				t.Errorf("%s is posted at %s", key, local.Format("Mon 2 Jan 15:04"))
			}
		}
	}
	if len(before) < 6 {
		t.Errorf("three weeks had %d messages", len(before))
	}
	if keys := d.column(`SELECT key FROM outbox WHERE type = 'bundle' AND json_array_length(body, '$.Touches') > $1`, practice.MaxReminders); len(keys) > 0 {
		t.Errorf("%q show more than %d things", keys, practice.MaxReminders)
	}
}

// The same moment gives the same keys: whoever beats twice, by two schedulers
// even, writes nothing the second time.
func TestTickingTwiceDoesNothingMore(t *testing.T) {
	d := newDesk(t)
	for _, now := range []time.Time{at(2, 0, 0), at(2, 8, 30), at(2, 9, 0), at(2, 15, 0), at(9, 9, 0), at(13, 14, 0)} {
		d.tick(now)
		before, err := d.Store.Version(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		d.tick(now)
		other := &Scheduler{Store: d.Store, Flush: func() {}, Zone: d.Store.Zone, Log: zerolog.Nop()}
		if err := other.Tick(t.Context(), now); err != nil {
			t.Fatal(err)
		}
		if after, err := d.Store.Version(t.Context()); err != nil || after != before {
			t.Errorf("at %s the second beat writes something (%v)", now.Format("Mon 15:04"), err)
		}
	}
}

// After a pause of several days everything is planned that was expected
// meanwhile, and exactly what would have been without the pause; but no message
// of a day that is over is sent.
func TestAfterAPauseOfSeveralDays(t *testing.T) {
	paused, steady := newDesk(t), newDesk(t)
	paused.tick(at(2, 9, 0))
	paused.tick(at(12, 9, 0))
	steady.through(at(2, 9, 0), at(12, 9, 10))
	for _, d := range []*desk{paused, steady} {
		d.exec(`UPDATE occurrences SET news = 0`)
	}
	const planned = `SELECT practice || ' ' || performer_id || ' ' || subject_id || ' ' || period_start || ' ' || due_on || ' ' || expectation
		FROM occurrences ORDER BY 1`
	if diff := cmp.Diff(steady.column(planned), paused.column(planned)); diff != "" {
		t.Errorf("what is planned (- beating, + after a pause):\n%s", diff)
	}
	for _, key := range paused.posted("bundle") {
		if !strings.HasSuffix(key, "2026-03-02") && !strings.HasSuffix(key, "2026-03-12") {
			t.Errorf("%s is posted on 12 March", key)
		}
	}
}

// A digest is posted from its time on until the end of the next day: once, and
// not at all afterwards.
func TestADigest(t *testing.T) {
	for name, c := range map[string]struct {
		beats []time.Time
		want  []string
	}{
		"before its time":               {[]time.Time{at(2, 8, 59)}, nil},
		"at its time":                   {[]time.Time{at(2, 9, 0)}, []string{"digest/1/2026-03-02"}},
		"twice":                         {[]time.Time{at(2, 9, 0), at(2, 9, 1), at(3, 9, 0)}, []string{"digest/1/2026-03-02"}},
		"a day late":                    {[]time.Time{at(3, 23, 59)}, []string{"digest/1/2026-03-02"}},
		"two days late":                 {[]time.Time{at(4, 0, 0)}, nil},
		"resting in between":            {[]time.Time{at(2, 8, 30), at(2, 8, 59), at(2, 9, 0)}, []string{"digest/1/2026-03-02"}},
		"in a week and in the next":     {[]time.Time{at(2, 10, 0), at(8, 10, 0), at(9, 9, 0)}, []string{"digest/1/2026-03-02", "digest/1/2026-03-09"}},
		"after a week nobody was there": {[]time.Time{at(1, 10, 0), at(9, 10, 0)}, []string{"digest/1/2026-03-09"}},
	} {
		d := newDesk(t)
		for _, now := range c.beats {
			d.tick(now)
		}
		if diff := cmp.Diff(c.want, d.posted("digest")); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
		}
	}
}

// A week is told once and none is left out, whenever its digest is moved: to
// another time of its day or to another day, before it came or after.
func TestADigestThatIsMoved(t *testing.T) {
	for name, c := range map[string]struct {
		before []time.Time
		day    time.Weekday
		at     cadence.Clock
		after  []time.Time
		want   []string
	}{
		"minutes before it is due, to later":    {[]time.Time{at(2, 8, 59)}, time.Monday, 10 * 60, []time.Time{at(2, 9, 30), at(2, 10, 0)}, []string{"digest/1/2026-03-02"}},
		"after it came, to later that day":      {[]time.Time{at(2, 9, 0)}, time.Monday, 10 * 60, []time.Time{at(2, 10, 0), at(9, 10, 0)}, []string{"digest/1/2026-03-02", "digest/1/2026-03-09"}},
		"minutes before it is due, to Friday":   {[]time.Time{at(2, 8, 59)}, time.Friday, 9 * 60, []time.Time{at(2, 9, 0), at(6, 9, 0), at(13, 9, 0)}, []string{"digest/1/2026-03-06", "digest/1/2026-03-13"}},
		"after it came, to the next day":        {[]time.Time{at(2, 9, 0)}, time.Tuesday, 9 * 60, []time.Time{at(3, 9, 0), at(10, 9, 0)}, []string{"digest/1/2026-03-02", "digest/1/2026-03-10"}},
		"after it came, to the day before":      {[]time.Time{at(2, 9, 0)}, time.Sunday, 9 * 60, []time.Time{at(2, 9, 1), at(8, 9, 0), at(15, 9, 0)}, []string{"digest/1/2026-03-02", "digest/1/2026-03-15"}},
		"from Friday to the Monday that is out": {[]time.Time{at(2, 9, 0), at(9, 9, 0)}, time.Friday, 9 * 60, []time.Time{at(13, 9, 0), at(20, 9, 0)}, []string{"digest/1/2026-03-02", "digest/1/2026-03-09", "digest/1/2026-03-20"}},
	} {
		d := newDesk(t)
		for _, now := range c.before {
			d.tick(now)
		}
		d.exec(`UPDATE subscriptions SET weekday = $1, at = $2`, int(c.day), int(c.at))
		for _, now := range c.after {
			d.tick(now)
		}
		if diff := cmp.Diff(c.want, d.posted("digest")); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", name, diff)
		}
	}
}

// damages are rows of one person's that cannot be read, and how they are mended.
// The first is in the way of a plan, the second of a morning too.
var damages = map[string]struct{ break_, mend string }{
	"what is planned": {`UPDATE occurrences SET due_code = 'never' WHERE performer_id = $1`, `DELETE FROM occurrences WHERE performer_id = $1`},
	"when it is due":  {`UPDATE occurrences SET closes_on = 'someday' WHERE performer_id = $1`, `DELETE FROM occurrences WHERE performer_id = $1`},
}

// What is wrong with one person's rows is theirs alone: the others of their zone
// are planned and have their morning. It is logged by ID, tried again ever more
// seldom, and mended as soon as it can be.
func TestOnePersonsErrorHoldsUpNobody(t *testing.T) {
	for name, damage := range damages {
		d := newDesk(t)
		d.through(at(2, 0, 0), at(2, 23, 0))
		dana := d.id("dana")
		d.exec(damage.break_, dana)
		d.exec(`DELETE FROM outbox`)
		d.exec(`UPDATE people SET planned_on = '2026-03-01', bundled_on = '' WHERE email = 'eli@example.com'`) // he has something to be told
		d.through(at(3, 0, 0), at(3, 10, 0))
		before := strings.Count(d.log.String(), "left out")
		d.through(at(3, 10, 0), at(3, 15, 0))
		if after := strings.Count(d.log.String(), "left out"); after < before+4 {
			t.Errorf("%s: Dana is tried again %d times in five quiet hours", name, after-before)
		}
		for _, other := range []string{"ana", "ben", "cy", "eli"} {
			if got := d.plannedOn(other); got != "2026-03-03" {
				t.Errorf("%s: %s is planned up to %s", name, other, got)
			}
			if got := d.column(`SELECT bundled_on FROM people WHERE email = $1`, other+"@example.com")[0]; got != "2026-03-03" {
				t.Errorf("%s: %s had their morning on %q", name, other, got)
			}
		}
		if got := d.plannedOn("dana"); got == "2026-03-03" {
			t.Errorf("%s: the rows were no trouble", name)
		}
		lines := strings.Count(d.log.String(), fmt.Sprintf(`"person":%d,`, dana))
		if lines < 5 || lines > 30 || strings.Contains(d.log.String(), "Dana") || strings.Contains(d.log.String(), "dana@") {
			t.Errorf("%s is logged %d times in 15 hours:\n%s", name, lines, d.log.String())
		}
		d.exec(damage.mend, dana)
		d.through(at(3, 15, 0), at(3, 16, 30))
		if got := d.plannedOn("dana"); got != "2026-03-03" {
			t.Errorf("%s: an hour after the rows were mended Dana is planned up to %s", name, got)
		}
		if got := d.column(`SELECT bundled_on FROM people WHERE email = $1`, "dana@example.com")[0]; got != "2026-03-03" { // too late for a message
			t.Errorf("%s: after the rows were mended Dana had her morning on %q", name, got)
		}
	}
}

// What is wrong with everything is no person's: the beat says so and the next
// one tries again.
func TestWhatFailsForEverybodyIsAnError(t *testing.T) {
	d := newDesk(t)
	d.tick(at(2, 9, 0))
	d.exec(`ALTER TABLE occurrences RENAME TO elsewhere`)
	if err := d.Tick(t.Context(), at(3, 9, 0)); err == nil && d.log.Len() == 0 || d.plannedOn("ana") == "2026-03-03" {
		t.Error("a beat without a table finds nothing wrong")
	}
	d.exec(`ALTER TABLE elsewhere RENAME TO occurrences`)
	d.through(at(3, 9, 10), at(3, 11, 0))
	if got := d.plannedOn("ana"); got != "2026-03-03" {
		t.Errorf("Ana is planned up to %s", got)
	}
}

// A hundred people in trouble do not keep the beat from the others for long, nor
// the log full.
func TestManySetbacks(t *testing.T) {
	s := &Scheduler{Log: zerolog.Nop()}
	var people []practice.PersonID
	for i := range practice.PersonID(500) {
		people = append(people, i+1)
	}
	done := map[practice.PersonID]bool{}
	do := func(some []practice.PersonID) error {
		for _, id := range some {
			if id%5 == 0 {
				return errors.New("not readable")
			}
		}
		for _, id := range some {
			done[id] = true
		}
		return nil
	}
	beats := 0
	for now := at(2, 0, 0); len(done) < 400 && beats < 60; now = now.Add(time.Minute) {
		beats++
		_, err := s.each(context.Background(), "plan", slices.Clone(people), now, do)
		if err != nil && len(s.setbacks) == 0 {
			t.Fatal("a beat gives up before it tried")
		}
	}
	if len(done) < 400 {
		t.Errorf("after %d beats %d of 400 people are seen to", beats, len(done))
	}
}
