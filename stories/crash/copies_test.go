package crash

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"coach/sandbox"
	"coach/store/engine/pgtest"
)

// copiesLease is how long one of two copies leads that was killed.
const copiesLease = time.Second

// Two copies on one database are killed again and again, now the one, now the
// other. Everything is said once all the same, and nothing is lost.
func TestTwoCopiesKilledAtRandomMoments(t *testing.T) {
	killCopies(t, *kills/3+1)
}

// The same holds where a pooler hands each transaction to another connection.
func TestTwoCopiesThroughAPooler(t *testing.T) {
	if _, err := exec.LookPath("pgbouncer"); err != nil {
		t.Skip("PgBouncer is not installed")
	}
	if pgtest.Pooled() {
		t.Skip("this is that process")
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program, "-test.v", "-test.timeout=10m", "-test.run=^(TestTwoCopiesKilledAtRandomMoments|TestAShoutOutOnTheOtherCopy)$", fmt.Sprintf("-kills=%d", *kills/3))
	cmd.Env = append(os.Environ(), "COACH_POSTGRES_POOLER=1")
	said, err := cmd.CombinedOutput()
	if err != nil || strings.Count(string(said), "--- PASS: ") != 2 {
		t.Errorf("%v:\n%s", err, said)
	}
}

func killCopies(t *testing.T, times int) {
	t.Helper()
	c := newCrash(t, serverDatabase(t))
	c.settings.Lease = copiesLease
	w := c.watch()
	finish := c.submit(8)
	defer finish()
	two := [2]*process{c.start(), c.start()}
	for range times {
		c.Mend()
		victim := c.random.IntN(2)
		w.kill(two[victim], func() {
			for _, p := range two {
				p.lives(c.upTo(longestLife))
			}
			c.trouble()
			for _, p := range two {
				p.lives(c.upTo(longestLife))
			}
		})
		two[victim] = c.start()
		if c.random.IntN(5) > 0 { // else it may be killed before it works
			two[victim].connects()
		}
		if !c.unsaid(`kind <> 'answer'`) {
			c.nextDay()
		}
	}
	c.Mend()
	for _, p := range two {
		p.connects()
	}
	finish()
	c.stopBoth(w, two)
	c.judge(times)
	t.Logf("longest time without a leader: %v, with a lease of %v", w.end().Round(time.Millisecond), copiesLease)
}

// stopBoth stops the copy that leads, and then the other, once it has said what is
// left: whoever begins to lead beats at once.
func (c *crash) stopBoth(w *watch, two [2]*process) {
	c.t.Helper()
	leader := w.leads(two[:]...)
	two[leader].stop()
	w.leads(two[1-leader])
	c.waitUntilSaid()
	two[1-leader].stop()
}

// A watch looks who leads, and for how long nobody does.
type watch struct {
	t       *testing.T
	db      *sql.DB
	mu      sync.Mutex
	dead    map[string]bool // holders that were killed or cut off
	led     time.Time       // when somebody was last seen to lead
	longest time.Duration   // without anybody
	stop    func()
}

func (c *crash) watch() *watch {
	c.t.Helper()
	db, err := sql.Open("pgx", c.unprepared())
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(c.t.Context())
	w := &watch{t: c.t, db: db, dead: map[string]bool{}}
	var watching sync.WaitGroup
	watching.Go(func() {
		for ctx.Err() == nil {
			w.look(ctx)
			<-time.After(5 * time.Millisecond)
		}
	})
	w.stop = func() { cancel(); watching.Wait(); db.Close() }
	c.t.Cleanup(w.stop)
	return w
}

// leader is who leads by the database, and in which term; "" for nobody.
func (w *watch) leader(ctx context.Context) (holder string, term int64) {
	_ = w.db.QueryRowContext(ctx, `SELECT CASE WHEN until > (extract(epoch FROM clock_timestamp()) * 1000)::bigint THEN holder ELSE '' END, term FROM leader`).Scan(&holder, &term) // else nobody
	known, _, _ := strings.Cut(holder, lettersOf)                                                                                                                                   // the rest only it knows
	return known, term
}

func (w *watch) look(ctx context.Context) {
	holder, _ := w.leader(ctx)
	w.mu.Lock()
	defer w.mu.Unlock()
	if holder == "" || w.dead[holder] {
		return
	}
	if !w.led.IsZero() {
		w.longest = max(w.longest, time.Since(w.led))
	}
	w.led = time.Now()
}

// kill ends a copy at once, after something was done.
func (w *watch) kill(p *process, after func()) {
	w.t.Helper()
	after()
	w.without(p, true)
	p.kill()
}

// without notes whether a copy cannot lead, whatever the database says.
func (w *watch) without(p *process, gone bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dead[p.name()] = gone
}

// end returns the longest time for which nobody led.
func (w *watch) end() time.Duration {
	w.stop()
	return w.longest
}

// leads waits until one of some copies leads, and returns which.
func (w *watch) leads(copies ...*process) int {
	w.t.Helper()
	for range 3000 {
		holder, _ := w.leader(w.t.Context())
		for i, p := range copies {
			if holder == p.name() {
				return i
			}
		}
		<-time.After(10 * time.Millisecond)
	}
	w.t.Fatal("for half a minute none of the copies leads")
	return 0
}

// lettersOf comes before what only a copy itself knows of its name.
const lettersOf = ", "

// name is by what other copies know one, without its letters.
func (p *process) name() string {
	host, err := os.Hostname()
	if err != nil {
		p.t.Fatal(err)
	}
	return fmt.Sprintf("%s (process %d", host, p.cmd.Process.Pid)
}

// What somebody does at the copy that only follows is posted by the one that
// leads, within three seconds.
func TestAShoutOutOnTheOtherCopy(t *testing.T) {
	c := newCrash(t, serverDatabase(t)) // with the lease of production: it decides how often the leader looks
	c.settings.Lease = 0
	w := c.watch()
	front := c.front()
	first := c.startAs(c.program, front.settings())
	first.connects()
	w.leads(first)
	c.waitUntilSaid()
	front.deafen()
	second := c.start()
	second.connects()
	for range 3 {
		made := c.shoutOut()
		logged := time.Now()
		for !slices.ContainsFunc(c.Channel("wins").Messages(), func(m *sandbox.Message) bool { return strings.Contains(m.Text(), made.words) }) {
			if time.Since(logged) > 10*time.Second {
				t.Fatal("after ten seconds it is not in the channel")
			}
			<-time.After(10 * time.Millisecond)
		}
		took := time.Since(logged)
		t.Logf("in the channel after %v", took.Round(10*time.Millisecond))
		if took > 3*time.Second {
			t.Errorf("it is in the channel after %v, want 3 s", took)
		}
	}
	if w.leads(first, second) != 0 {
		t.Error("the copy that was told leads by now, so nothing is shown")
	}
	c.waitUntilSaid()
	second.stop()
	first.stop()
}
