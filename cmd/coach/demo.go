package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"coach"
	"coach/cadence"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// A demoCommand is coach demo: a workspace with a company in it, and coach at
// work there.
type demoCommand struct {
	Listen string `env:"COACH_DEMO_LISTEN" default:"127.0.0.1:8080" help:"Address of the page; port 0 picks a free one."`
	IKnow  bool   `name:"i-know" help:"Serve it to other machines too: whoever reaches it can act as anybody in the workspace."`
	People string `env:"COACH_DEMO_PEOPLE" type:"existingfile" help:"People file (as for coach people import) of a company of your own. Without it, Acme's forty people are played."`
	DB     string `name:"db" env:"COACH_DEMO_DB" help:"Keep the demo's database in this file. Without it, it is gone afterwards."`
}

// Run implements the command.
func (c demoCommand) Run(ctx context.Context) error {
	played := acme()
	if c.People != "" {
		var err error
		if played, err = readCompany(c.People); err != nil {
			return err
		}
	}
	return c.demo(ctx, os.Stdout, played, visitOn(cadence.DateOf(time.Now()), played.calendar), played.weeks())
}

// visitOn is the day on which a visitor arrives: the latest Thursday on which
// a two-week block's observations are due, so that there is something to do,
// unless it is a holiday.
func visitOn(today cadence.Date, calendar *cadence.Calendar) cadence.Date {
	block := cadence.Rhythm{Cadence: cadence.Biweekly}.Period(today, cadence.Fiscal{}, time.Monday)
	visit := block.End - 3
	for visit > today || calendar.Holidays[visit] {
		visit -= 14
	}
	return visit
}

// demo serves the page until ctx ends, and says where.
func (c demoCommand) demo(ctx context.Context, out io.Writer, played *demoCompany, visit cadence.Date, weeks int) error {
	listener, err := listenAt{c.Listen, c.IKnow}.open()
	if err != nil {
		return err
	}
	defer listener.Close()
	thrownAway := c.DB == ""
	if thrownAway {
		dir, err := os.MkdirTemp("", "coach-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.DB = filepath.Join(dir, "coach.db")
	}
	d, err := c.build(ctx, played, visit, weeks)
	if err != nil {
		return err
	}
	d.thrownAway = thrownAway
	server := &http.Server{Handler: d.page(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()

	line := &progress{out: out, watched: isTerminal(out), what: "Playing " + counted(weeks, "week", "weeks") + " at " + played.name}
	return d.run(ctx, line.report, func() {
		line.end()
		fmt.Fprintf(out, "coach demo is at http://%s (Ctrl-C ends it)\n", listener.Addr())
	})
}

// A demo is a company, its workspace, its clock and coach.
type demo struct {
	*demoCompany
	workspace  *sandbox.Workspace
	clock      *demoClock
	pipe       *sandbox.Pipe // between coach and the workspace
	config     coach.Config
	visit      time.Time // when the visitor arrives
	program    coach.Program
	life       *life
	visiting   practice.PersonID // whom the visitor plays; nobody until they may come
	ready      chan struct{}     // closed when the visitor may come
	anyAddress bool              // others may reach the page
	thrownAway bool              // nobody keeps the database
}

// build makes the workspace and gives coach its people.
func (c demoCommand) build(ctx context.Context, played *demoCompany, visit cadence.Date, weeks int) (*demo, error) {
	d := &demo{demoCompany: played, pipe: sandbox.NewPipe(), visit: visit.At(visitTime, played.zone), clock: &demoClock{}, ready: make(chan struct{}), anyAddress: c.IKnow}
	d.clock.set(d.visit.AddDate(0, 0, -7*weeks-3))
	if err := os.MkdirAll(filepath.Dir(c.DB), 0o700); err != nil {
		return nil, err
	}
	if err := played.settle(ctx, c.DB, d.clock.now(), visit); err != nil {
		return nil, err
	}
	var err error
	d.workspace, err = sandbox.New(coach.Manifest, sandbox.Options{Name: played.name, Now: d.clock.now, Zone: played.zone, Latency: time.Microsecond, Unpaced: true})
	if err != nil {
		return nil, err
	}
	if err := played.moveInto(d.workspace); err != nil {
		return nil, err
	}
	d.config = coach.Config{
		DB: c.DB, BotToken: d.workspace.BotToken(), AppToken: d.workspace.AppToken(), APIURL: "http://localhost/api/",
		Owners: played.top, RecognitionChannel: "#wins", DigestChannel: "#leaders", DigestRoot: played.top, DigestDay: "MON", DigestTime: cadence.Clock(digestHour * 60).String(), TimeZone: played.zone.String(),
		Now: d.clock.now, Unpaced: true, Out: io.Discard, Log: zerolog.New(os.Stderr).Level(zerolog.ErrorLevel),
		HTTP:   &http.Client{Transport: &http.Transport{DialContext: d.pipe.DialContext}, Timeout: time.Minute},
		Dialer: &websocket.Dialer{NetDialContext: d.pipe.DialContext},
	}
	return d, nil
}

// digestHour is when digests come, a little after people's mornings.
const digestHour = 9

// visitTime is when the visitor arrives.
const visitTime cadence.Clock = 8*60 + 50

// run connects coach, lives through the weeks before the visit, and calls
// ready when the visitor may come. It ends with ctx.
func (d *demo) run(ctx context.Context, report func(string), ready func()) (err error) {
	server := &http.Server{Handler: d.workspace, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(d.pipe) }()
	defer server.Close()
	if d.program, err = coach.Connect(ctx, d.config); err != nil {
		return err
	}
	defer d.program.Store.Close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.program.Run(ctx) }()
	if err := d.past(ctx, report); err != nil {
		stop()
		<-ended // what is being delivered needs the database
		if errors.Is(err, context.Canceled) {
			return nil
		}
		return err
	}
	close(d.ready)
	ready()
	return <-ended
}

// past lives through the weeks before the visit. From then on the visitor
// decides what the person they play does.
func (d *demo) past(ctx context.Context, report func(string)) error {
	db := d.program.Store
	roster, err := db.Roster(ctx)
	if err != nil {
		return err
	}
	last, err := db.LastLogged(ctx)
	if err != nil {
		return err
	}
	if !last.IsZero() { // kept from an earlier demo
		d.clock.set(last)
		d.visit = d.calendar.Add(cadence.DateOf(last.In(d.zone)), 1).At(visitTime, d.zone)
	}
	if d.thrownAway {
		if err := db.Durable(ctx, false); err != nil {
			return err
		}
	}
	d.life = newLife(db, roster, cadence.DateOf(d.visit.In(d.zone)), d.absences)
	if err := d.advance(ctx, d.visit, report); err != nil {
		return err
	}
	visitor, err := db.PersonByEmail(ctx, d.visitor)
	if err != nil {
		return err
	}
	d.visiting = visitor.ID
	return db.Durable(ctx, true)
}

// step is how far time moves between two beats while it is being advanced.
const step = time.Hour

// advance moves civil time to an instant, beat by beat, while everybody but the
// visitor lives their days. It reports each day that begins.
func (d *demo) advance(ctx context.Context, until time.Time, report func(string)) error {
	for now := d.clock.now(); now.Before(until); {
		next := now.Truncate(step).Add(step) // on the hour, as digests are
		if next.After(until) {
			next = until
		}
		if day := cadence.DateOf(next.In(d.zone)); day != cadence.DateOf(now.In(d.zone)) {
			report(day.Format("Monday 2 January"))
		}
		d.clock.set(next)
		if err := d.life.between(ctx, now, next, d.zone, d.visiting); err != nil {
			return err
		}
		if d.visiting != 0 || until.Sub(next) < 24*time.Hour || d.isMorning(next) {
			if err := d.program.Beat.Tick(ctx, next); err != nil {
				return err
			}
		}
		if err := d.delivered(ctx); err != nil {
			return err
		}
		now = next
	}
	return nil
}

// isMorning reports whether somewhere in the company the hour has come in which
// coach says good morning. It is enough to beat then while the past is played: a
// day is planned before its morning, digests come at nine on a Monday, and nobody
// has chosen another time yet.
func (d *demo) isMorning(at time.Time) bool {
	return slices.ContainsFunc(d.zones, func(zone *time.Location) bool { return at.In(zone).Hour() == digestHour })
}

// delivered waits until everything coach had to say at this moment is said. A
// message of unknown fate takes coach a minute and a look.
func (d *demo) delivered(ctx context.Context) error {
	ctx, stop := context.WithTimeoutCause(ctx, 2*store.Settle, errors.New("the demo's messages do not arrive; start it again"))
	defer stop()
	for ctx.Err() == nil {
		if busy, err := d.program.Store.Busy(ctx); err != nil || !busy {
			return err
		}
		d.program.Beat.Flush()
		time.Sleep(time.Millisecond)
	}
	return context.Cause(ctx)
}
