package scheduler

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// far is a company on islands whose clocks are set back in the night to Sunday,
// 5 April 2026, and in Tokyo, where they are not.
const far = `email,name,manager_email,time_zone
hana@example.com,Hana Mori,,Asia/Tokyo
ken@example.com,Ken Abe,hana@example.com,Asia/Tokyo
tia@example.com,Tia Ngata,hana@example.com,Pacific/Auckland
moa@example.com,Moa Rangi,tia@example.com,Pacific/Auckland
lou@example.com,Lou Wren,hana@example.com,Australia/Lord_Howe
pip@example.com,Pip Shaw,lou@example.com,Australia/Lord_Howe
`

// The rules say until when nothing can come due. Whoever beats every minute and
// forgets that finds no more: both write the same things down in the same
// minutes.
func TestARestMissesNothing(t *testing.T) {
	from := time.Date(2026, 4, 4, 12, 0, 0, 0, time.UTC)
	restful, restless := newBeats(t, from), newBeats(t, from)
	minutes := 0
	for now := from; now.Before(from.Add(36 * time.Hour)); now = now.Add(time.Minute) {
		if hour := now.Sub(from).Hours(); hour > 4 && hour < 32 && (hour < 8 || hour > 9) {
			continue // in which nothing happens
		}
		minutes++
		restful.beat(t, now)
		restless.forget()
		restless.beat(t, now)
	}
	if diff := cmp.Diff(restless.wrote, restful.wrote); diff != "" {
		t.Errorf("minutes in which something was decided (- beating always, + resting):\n%s", diff)
	}
	if len(restless.wrote) < 7 { // days and mornings in three zones, and a digest
		t.Errorf("only %d minutes decided anything: %q", len(restless.wrote), restless.wrote)
	}
	if restful.full > minutes/4 {
		t.Errorf("%d of %d beats asked the database what is due", restful.full, minutes)
	}
}

// What somebody writes ends a rest.
func TestAChangeEndsARest(t *testing.T) {
	from := time.Date(2026, 4, 6, 5, 0, 0, 0, time.UTC)
	b := newBeats(t, from)
	for i := range 5 {
		b.beat(t, from.Add(time.Duration(i)*time.Minute))
	}
	rested := b.full
	b.beat(t, from.Add(5*time.Minute))
	if b.full != rested {
		t.Fatal("there is no rest after five beats in which nobody did anything")
	}
	beside, err := store.Open(t.Context(), b.path)
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	if err := beside.Post(t.Context(), practice.Shoutout{Entry: 1}); err != nil {
		t.Fatal(err)
	}
	b.beat(t, from.Add(6*time.Minute))
	if b.full != rested+1 {
		t.Error("a notice that another process posted was not looked at")
	}
}

// beats are a scheduler, its database, and what its beats did.
type beats struct {
	*Scheduler
	path    string
	version int64
	wrote   []string // the minutes in which the database changed
	full    int      // beats that looked what is due
}

func newBeats(t *testing.T, at time.Time) *beats {
	t.Helper()
	b := &beats{path: filepath.Join(t.TempDir(), "coach.db")}
	db, err := store.Own(t.Context(), b.path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	read, err := files.ParsePeople([]byte(far), "", nil)
	rows, faults := read.Rows, read.Faults
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	day := cadence.DateOf(at)
	if _, err := db.Publish(t.Context(), files.DefaultYAML(), day-7, at, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ImportPeople(t.Context(), rows); err != nil {
		t.Fatal(err)
	}
	digest := practice.Subscription{Root: 1, Channel: "C1", Weekday: time.Sunday, At: 1*60 + 45} // a time that comes twice
	if err := db.Fix(t.Context(), practice.Settings{Recognition: "C1", Zone: "Australia/Lord_Howe", Digest: digest}); err != nil {
		t.Fatal(err)
	}
	b.Scheduler = &Scheduler{Store: db, Flush: func() { b.full++ }, Zone: db.Zone, Log: zerolog.Nop()}
	return b
}

// forget makes the next beat look what is due.
func (b *beats) forget() { b.rest = rest{} }

func (b *beats) beat(t *testing.T, now time.Time) {
	t.Helper()
	if err := b.Tick(t.Context(), now); err != nil {
		t.Fatal(err)
	}
	b.note(t, now)
}

// Each rule by itself returns when it is due again, and does not live on what
// the others return.
func TestEachRuleKnowsWhenItIsDue(t *testing.T) {
	from := time.Date(2026, 4, 4, 12, 0, 0, 0, time.UTC)
	for i, name := range []string{"plan", "digest", "morning"} {
		restful, restless := newBeats(t, from), newBeats(t, from)
		if got := restful.rules()[i].name; got != name {
			t.Fatalf("rule %d is %s, want %s", i, got, name)
		}
		var r rest
		for now := from; now.Before(from.Add(30 * time.Hour)); now = now.Add(5 * time.Minute) {
			if name == "morning" { // needs plans; that they are written ends a rest, but nobody's morning is then
				restful.only(t, 0, now)
				restless.only(t, 0, now)
			}
			restless.only(t, i, now)
			if !r.holds(restful.seen(t), now) {
				version := restful.seen(t)
				r = rest{version, now, restful.only(t, i, now)}
			}
		}
		if diff := cmp.Diff(restless.wrote, restful.wrote); diff != "" {
			t.Errorf("minutes in which %s decided something (- beating always, + resting):\n%s", name, diff)
		}
		if len(restless.wrote) == 0 {
			t.Errorf("%s decided nothing", name)
		}
	}
}

// only has one rule do what is due.
func (b *beats) only(t *testing.T, rule int, now time.Time) (next time.Time) {
	t.Helper()
	next, err := b.rules()[rule].do(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	b.note(t, now)
	return next
}

func (b *beats) seen(t *testing.T) int64 {
	t.Helper()
	version, err := b.Store.Version(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return version
}

// note remembers the minute if it changed the database.
func (b *beats) note(t *testing.T, now time.Time) {
	t.Helper()
	if version := b.seen(t); version != b.version {
		b.version = version
		b.wrote = append(b.wrote, now.Format("2 15:04"))
	}
}
