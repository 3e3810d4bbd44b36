package crash

import (
	"database/sql"
	"flag"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var frozen = flag.Duration("frozen", 0, "how long the leader is frozen, with the times of production; 0 for a few seconds, with shorter ones")

// The leader is frozen at each moment of a post, long enough for the other copy to
// do it. When it goes on it changes no row, and posts nothing.
func TestAFrozenLeader(t *testing.T) {
	t.Parallel()
	for name, at := range map[string]func(*front, *line) *moment{
		"before the attempt": func(_ *front, l *line) *moment {
			return l.holdBack("", "SELECT id, type, body, token, state, attempted_at")
		},
		"between attempt and post": func(_ *front, l *line) *moment { return l.holdBack("SET state = 'sending', attempted_at", "commit") },
		"between post and sent": func(f *front, _ *line) *moment {
			m := newMoment()
			f.posts.Store(m)
			return m
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCrash(t, serverDatabase(t))
			c.settings.Lease = copiesLease
			if *frozen > 0 {
				c.settings.Lease, c.settings.Settle = 0, 0
			}
			freeze(t, c, at)
		})
	}
}

func freeze(t *testing.T, c *crash, at func(*front, *line) *moment) {
	t.Helper()
	w, f, l := c.watch(), c.front(), c.line()
	first := c.startAs(c.program, l.settings(f.settings()))
	first.connects()
	w.leads(first)
	c.waitUntilSaid()
	f.deafen() // what somebody does is served by the other
	second := c.start()
	second.connects()
	m := at(f, l)
	made := c.shoutOut()
	<-m.reached
	first.signal(syscall.SIGSTOP)
	close(m.over) // the answer waits for it to go on
	began := time.Now()
	w.leads(second)
	c.waitUntilSaid()
	<-time.After(max(0, *frozen-time.Since(began)))
	before, told, term := c.rows(), c.messages(), w.term()
	if told["wins: "+made.words] != 1 {
		t.Errorf("the other copy has posted it %d times", told["wins: "+made.words])
	}
	t.Logf("the other copy has posted it once, and the first goes on after %v", time.Since(began).Round(time.Second))
	first.signal(syscall.SIGCONT)
	<-time.After(5 * time.Second)
	if diff := cmp.Diff(before, c.rows()); diff != "" {
		t.Errorf("rows have changed since (-before +after):\n%s", diff)
	}
	if diff := cmp.Diff(told, c.messages()); diff != "" {
		t.Errorf("messages have changed since (-before +after):\n%s", diff)
	}
	if w.leads(first, second) != 1 || w.term() != term {
		t.Error("the copy that was frozen leads again")
	}
	second.stop()
	w.leads(first) // it is as well as before
	first.stop()
	c.judge(0)
}

// shoutOut has somebody thank somebody in the channel.
func (c *crash) shoutOut() *submission {
	c.t.Helper()
	form, made := c.submitter(0).fillIn(aShoutOut)
	if !isLogged(form.Submit()) {
		c.t.Fatal("it is not logged")
	}
	made.logged = true
	return made
}

func (p *process) signal(s syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

func (w *watch) term() int64 {
	_, term := w.leader(w.t.Context())
	return term
}

// rows are those of every table but the two about who leads, and goose's.
func (c *crash) rows() map[string][]string {
	c.t.Helper()
	all := map[string][]string{}
	var tables []string
	c.look(`SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT IN ('leader', 'copies', 'goose_db_version') ORDER BY 1`, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		tables = append(tables, name)
		return err
	})
	for _, table := range tables {
		c.look(`SELECT t::text FROM `+table+` t ORDER BY 1`, func(rows *sql.Rows) error {
			var row string
			err := rows.Scan(&row)
			all[table] = append(all[table], row)
			return err
		})
	}
	return all
}

// One copy after the other loses the way to the database for a while. The other
// takes over, and nothing is lost or said twice.
func TestACutNetwork(t *testing.T) {
	t.Parallel()
	c := newCrash(t, serverDatabase(t))
	c.settings.Lease = copiesLease
	w := c.watch()
	lines := [2]*line{c.line(), c.line()}
	var two [2]*process
	for i, l := range lines {
		two[i] = c.startAs(c.program, l.settings(c.settings))
		two[i].connects()
	}
	finish := c.submit(4)
	defer finish()
	for range *kills/10 + 1 {
		leader := w.leads(two[:]...)
		c.Mend()
		for _, p := range two {
			p.lives(c.upTo(2 * longestLife))
		}
		c.trouble()
		done := make(chan struct{})
		w.without(two[leader], true)
		length := 3*copiesLease + c.upTo(copiesLease)
		go func() { lines[leader].breakFor(length); close(done) }()
		w.leads(two[1-leader])
		<-done
		w.without(two[leader], false)
		for _, p := range two {
			p.lives(time.Second)
		}
		if !c.unsaid(`kind <> 'answer'`) {
			c.nextDay()
		}
	}
	c.Mend()
	finish()
	c.stopBoth(w, two)
	c.judge(0)
	t.Logf("longest time without a leader: %v, with a lease of %v", w.end().Round(time.Millisecond), copiesLease)
}
