package stories

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/cadence"
	"coach/demo"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// BenchmarkAcknowledge measures how long people wait for coach over real
// sockets, at a steady rate of envelopes, of which half end in a commit: alone,
// while ten thousand people are imported and digests over a long history are
// drawn, and while a database of a gigabyte is backed up. It reports percentiles of the time between an envelope and its
// acknowledgement. Run it for half a minute (-benchtime 30s).
func BenchmarkAcknowledge(b *testing.B) {
	const perSecond = 200
	b.Run("alone", func(b *testing.B) { newOffice(b).work(b, perSecond) })
	b.Run("while people are imported", func(b *testing.B) {
		o := newOffice(b)
		o.beside(b, "imports", o.importThousands())
		o.work(b, perSecond)
	})
	b.Run("while digests are drawn", func(b *testing.B) {
		o := newOffice(b)
		o.beside(b, "digests", o.digests(b))
		o.work(b, perSecond)
	})
	b.Run("while people are imported and digests are drawn", func(b *testing.B) {
		o := newOffice(b)
		o.beside(b, "imports", o.importThousands())
		o.beside(b, "digests", o.digests(b))
		o.work(b, perSecond)
	})
	b.Run("while a gigabyte is backed up", func(b *testing.B) {
		o := newOffice(b)
		o.beside(b, "backups", o.backups(b, 1<<30))
		o.work(b, perSecond)
	})
}

// An office is a workspace over loopback sockets and the real clock, for a
// boss, twenty managers and two hundred reps, and coach at work there.
type office struct {
	*sandbox.Workspace
	db     string
	people []string // handles
	stop   context.CancelFunc
	others sync.WaitGroup
	going  context.Context

	mu   sync.Mutex
	took []time.Duration
}

// work has people ask and log at a steady rate, and reports how long they
// waited.
func (o *office) work(b *testing.B, perSecond int) {
	pace := time.NewTicker(2 * time.Second / time.Duration(perSecond)) // two envelopes each
	defer pace.Stop()
	o.mu.Lock()
	o.took = nil
	o.mu.Unlock()
	var working sync.WaitGroup
	n := 0
	for b.Loop() {
		<-pace.C
		who := o.User(o.people[n%len(o.people)])
		n++
		working.Go(func() {
			form := who.Command("/coach recognize @m0").Modal()
			if form == nil { // Slack gave up on it
				return
			}
			form.Fill("Who?", "@boss").Fill("What did they do?", "Helped").Fill("Which of our values does it show?", "Ownership").
				Fill("What difference did it make?", "It worked").Fill("Where to share it", "Just to them").Submit()
			if left := who.Modal(); left != nil {
				left.Close()
			}
		})
	}
	working.Wait()
	o.stop()
	o.others.Wait()
	o.mu.Lock()
	defer o.mu.Unlock()
	slices.Sort(o.took)
	at := func(p float64) float64 { return float64(o.took[int(p*float64(len(o.took)-1))].Microseconds()) / 1000 }
	b.ReportMetric(at(0.50), "ms-p50")
	b.ReportMetric(at(0.99), "ms-p99")
	b.ReportMetric(at(1), "ms-max")
	b.ReportMetric(float64(len(o.took)), "acks")
	b.ReportMetric(0, "ns/op")
}

// beside does something again and again until the office closes, and reports
// how often.
func (o *office) beside(b *testing.B, what string, do func() error) {
	var times atomic.Int64
	o.others.Go(func() {
		for o.going.Err() == nil {
			if err := do(); err != nil && o.going.Err() == nil {
				b.Error(err)
				return
			}
			times.Add(1)
		}
	})
	b.Cleanup(func() { b.Logf("%d %s", times.Load(), what) })
}

// importThousands imports ten thousand people, another time with half of them
// under other managers.
func (o *office) importThousands() func() error {
	round := 0
	return func() error {
		var csv strings.Builder
		csv.WriteString("email,name,manager_email,time_zone\n")
		for i := range 10_000 {
			manager := fmt.Sprintf("m%d", (i+round)%20)
			if i%10 != 0 {
				manager = fmt.Sprintf("p%d", i-i%10)
			}
			fmt.Fprintf(&csv, "p%d@example.com,Person %d,%s@example.com,UTC\n", i, i, manager)
		}
		round++
		return demo.ImportPeople(o.going, o.db, []byte(csv.String()), time.Now())
	}
}

// digests has one digest after the other drawn. Their days are over, so that
// each is dropped once it is drawn.
func (o *office) digests(b *testing.B) func() error {
	db, err := store.Open(b.Context(), o.db)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	day := cadence.DateOf(time.Now())
	return func() error {
		day--
		if err := db.Post(o.going, practice.Digest{Subscription: 1, On: day}); err != nil {
			return err
		}
		for o.going.Err() == nil {
			if busy, err := db.Busy(o.going); err != nil || !busy {
				return err
			}
			time.Sleep(10 * time.Millisecond)
		}
		return nil
	}
}

// backups makes the database of a size, in bytes, and has it backed up again and
// again.
func (o *office) backups(b *testing.B, size int) func() error {
	raw, err := sql.Open("sqlite", "file:"+o.db+"?_pragma=busy_timeout(20000)") // coach runs
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	const row = 1 << 20
	_, err = raw.ExecContext(b.Context(), `CREATE TABLE ballast (bytes BLOB NOT NULL)`)
	for range size / row { // each a transaction, as whoever works beside it needs
		if err == nil {
			_, err = raw.ExecContext(b.Context(), `INSERT INTO ballast VALUES (zeroblob($1))`, row)
		}
	}
	if err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), o.db)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	folder, n := b.TempDir(), 0
	return func() error {
		n++
		name := filepath.Join(folder, fmt.Sprint(n))
		defer os.Remove(name)
		_, err := db.Backup(o.going, name, time.Now())
		return err
	}
}

// remember gives the office two years: four hundred thousand occurrences.
func (o *office) remember(b *testing.B) {
	b.Helper()
	raw, err := sql.Open("sqlite", o.db)
	if err != nil {
		b.Fatal(err)
	}
	defer raw.Close()
	_, err = raw.ExecContext(b.Context(), `
		INSERT INTO occurrences (practice, performer_id, subject_id, period_start, period_end, due_code, seq, nominal_on, due_on, grace_until, closes_on,
			expectation, reason, entry_id, logged_on)
		SELECT 'one_on_one', 2 + n % 200, 1 + n % 220, day, day, 'FRI', n, day, day, day, day, 'expected', '', n % 3, iif(n % 3 = 0, '', day)
		FROM (WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 400000) SELECT n, date('now', format('-%d days', n % 700)) AS day FROM numbers)`)
	if err != nil {
		b.Fatal(err)
	}
}

// newOffice opens an office.
func newOffice(b *testing.B) *office {
	b.Helper()
	o := &office{db: filepath.Join(b.TempDir(), "coach.db")}
	var err error
	o.Workspace, err = sandbox.New(coach.Manifest, sandbox.Options{Latency: time.Millisecond, Unpaced: true, Acked: func(took time.Duration) {
		o.mu.Lock()
		defer o.mu.Unlock()
		o.took = append(o.took, took)
	}})
	if err != nil {
		b.Fatal(err)
	}
	o.AddChannel("wins", sandbox.ChannelOptions{})
	if err := demo.ImportPeople(b.Context(), o.db, []byte(o.hire()), time.Now()); err != nil {
		b.Fatal(err)
	}
	o.remember(b)
	o.run(b)
	return o
}

// hire gives the workspace its people, and returns a people file of them.
func (o *office) hire() string {
	var csv strings.Builder
	csv.WriteString("email,name,manager_email,time_zone\n")
	add := func(handle, manager string) {
		o.AddPerson(sandbox.Person{ID: fmt.Sprintf("U%09d", csv.Len()), Handle: handle, Name: strings.ToUpper(handle), Email: handle + "@example.com"})
		fmt.Fprintf(&csv, "%s@example.com,%s,%s,UTC\n", handle, strings.ToUpper(handle), manager)
		if handle != "boss" && handle != "m0" { // whom the others thank
			o.people = append(o.people, handle)
		}
	}
	add("boss", "")
	for i := range 20 {
		add(fmt.Sprintf("m%d", i), "boss@example.com")
		for j := range 10 {
			add(fmt.Sprintf("r%d-%d", i, j), fmt.Sprintf("m%d@example.com", i))
		}
	}
	return csv.String()
}

// run runs coach until the benchmark ends.
func (o *office) run(b *testing.B) {
	srv := httptest.NewServer(o.Workspace)
	b.Cleanup(srv.Close)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- coach.Run(ctx, coach.Config{DB: o.db, BotToken: o.BotToken(), AppToken: o.AppToken(), APIURL: srv.URL + "/api/",
			RecognitionChannel: "wins", DigestChannel: "wins", DigestRoot: "boss@example.com", DigestDay: "MON", DigestTime: "09:00", TimeZone: "UTC",
			Now: time.Now, Unpaced: true, Out: io.Discard, Log: zerolog.New(b.Output()).Level(zerolog.ErrorLevel), HTTP: &http.Client{Timeout: 15 * time.Second}})
	}()
	b.Cleanup(func() {
		stop()
		<-done
	})
	o.going, o.stop = context.WithCancel(ctx)
	<-o.Connected()
}
