package main

import (
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

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
	DB     string `name:"db" env:"COACH_DEMO_DB" help:"Keep the demo's database in this file. Without it, it is gone afterwards."`
}

// Run implements the command.
func (c demoCommand) Run(ctx context.Context) error {
	return c.demo(ctx, os.Stdout, visitOn(cadence.DateOf(time.Now())), historyWeeks)
}

//go:embed demo.csv
var demoPeople []byte

// The demo's company is led from London, and its visitor is Dana, who leads a
// team there.
const (
	demoZone     = "Europe/London"
	demoVisitor  = "dana"
	demoTop      = "carla@acme.test"
	historyWeeks = 12
)

// visitOn is the day on which a visitor arrives: the latest Thursday on which
// a two-week block's observations are due, so that there is something to do,
// unless it is a holiday.
func visitOn(today cadence.Date) cadence.Date {
	block := cadence.Rhythm{Cadence: cadence.Biweekly}.Period(today, cadence.Fiscal{}, time.Monday)
	visit := block.End - 3
	for visit > today || london().Holidays[visit] {
		visit -= 14
	}
	return visit
}

// demo serves the page until ctx ends, and says where.
func (c demoCommand) demo(ctx context.Context, out io.Writer, visit cadence.Date, weeks int) error {
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --listen, such as 127.0.0.1:0", err)
	}
	defer listener.Close()
	if c.DB == "" {
		dir, err := os.MkdirTemp("", "coach-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		c.DB = filepath.Join(dir, "coach.db")
	}
	d, err := c.build(ctx, "http://"+listener.Addr().String(), visit, weeks)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: d.handler(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()

	return d.run(ctx, func(line string) { fmt.Fprintln(out, line) }, func() {
		fmt.Fprintf(out, "coach demo is at http://%s (Ctrl-C ends it)\n", listener.Addr())
	})
}

// A demo is a company, its workspace, its clock and coach.
type demo struct {
	workspace *sandbox.Workspace
	clock     *demoClock
	zone      *time.Location
	config    config
	visit     time.Time // when the visitor arrives
	program   program
	life      *life
	visitor   practice.PersonID
	ready     chan struct{} // closed when the visitor may come
}

// build makes the workspace and gives coach its people.
func (c demoCommand) build(ctx context.Context, url string, visit cadence.Date, weeks int) (*demo, error) {
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		return nil, err
	}
	d := &demo{zone: zone, visit: visit.At(8*60+50, zone), clock: &demoClock{}, ready: make(chan struct{})}
	d.clock.set(d.visit.AddDate(0, 0, -7*weeks-3))
	d.workspace, err = sandbox.New(coach.Manifest, sandbox.Options{Name: "Acme", Now: d.clock.now, Zone: zone, Latency: time.Microsecond, Unpaced: true})
	if err != nil {
		return nil, err
	}
	file, err := practice.ParsePeople(demoPeople, "", nil)
	if err != nil || len(file.Faults) > 0 {
		return nil, fmt.Errorf("demo.csv: %v %w", file.Faults, err)
	}
	rows := file.Rows
	var everybody, managers []string
	leads := map[string]bool{}
	for _, row := range rows {
		leads[row.ManagerEmail] = true
	}
	for _, row := range rows {
		handle, _, _ := strings.Cut(row.Email, "@")
		d.workspace.AddPerson(sandbox.Person{Handle: handle, Name: row.Name, Email: row.Email, Zone: row.Zone})
		everybody = append(everybody, handle)
		if leads[row.Email] {
			managers = append(managers, handle)
		}
	}
	d.workspace.AddChannel("general", sandbox.ChannelOptions{Members: everybody})
	d.workspace.AddChannel("wins", sandbox.ChannelOptions{Members: everybody})
	d.workspace.AddChannel("leaders", sandbox.ChannelOptions{Members: managers, Private: true, WithApp: true})
	d.config = config{
		runCommand: runCommand{DB: c.DB, BotToken: d.workspace.BotToken(), AppToken: d.workspace.AppToken(), APIURL: url + "/api/",
			Owners: demoTop, RecognitionChannel: "#wins", DigestChannel: "#leaders", DigestRoot: demoTop, DigestDay: "MON", DigestTime: "09:00", TimeZone: demoZone},
		Now: d.clock.now, Unpaced: true, Out: io.Discard, Log: zerolog.New(os.Stderr).Level(zerolog.ErrorLevel),
	}
	if err := os.MkdirAll(filepath.Dir(c.DB), 0o700); err != nil {
		return nil, err
	}
	return d, c.populate(ctx, d.clock.now())
}

// run connects coach, lives through the weeks before the visit, and calls
// ready when the visitor may come. It ends with ctx.
func (d *demo) run(ctx context.Context, report func(string), ready func()) (err error) {
	if d.program, err = connect(ctx, d.config); err != nil {
		return err
	}
	defer d.program.db.Close()
	roster, err := d.program.db.Roster(ctx)
	if err != nil {
		return err
	}
	last, err := d.program.db.LastLogged(ctx)
	if err != nil {
		return err
	}
	if !last.IsZero() { // kept from an earlier demo
		d.clock.set(last)
		d.visit = london().Add(cadence.DateOf(last.In(d.zone)), 1).At(8*60+50, d.zone)
	}
	d.life = newLife(d.program.db, roster, cadence.DateOf(d.visit.In(d.zone)))
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 1)
	go func() { ended <- d.program.run(ctx) }()
	if err := d.advance(ctx, d.visit, report); err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	visitor, err := d.program.db.PersonByEmail(ctx, demoVisitor+"@acme.test")
	if err != nil {
		return cmp.Or(ctx.Err(), err)
	}
	d.visitor = visitor.ID // from now on the visitor decides what Dana does
	close(d.ready)
	ready()
	return <-ended
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
		if err := d.life.between(ctx, now, next, d.zone, d.visitor); err != nil {
			return err
		}
		if err := d.program.beat.Tick(ctx, next); err != nil {
			return err
		}
		if err := d.delivered(ctx); err != nil {
			return err
		}
		now = next
	}
	return nil
}

// delivered waits until everything coach had to say at this moment is said. A
// message of unknown fate takes coach a minute and a look.
func (d *demo) delivered(ctx context.Context) error {
	ctx, stop := context.WithTimeoutCause(ctx, 2*store.Settle, errors.New("the demo's messages do not arrive; start it again"))
	defer stop()
	for ctx.Err() == nil {
		if busy, err := d.program.db.Busy(ctx); err != nil || !busy {
			return err
		}
		d.program.bot.Flush()
		time.Sleep(time.Millisecond)
	}
	return context.Cause(ctx)
}

// handler is the workspace for coach and the page for people.
func (d *demo) handler() http.Handler {
	jump := func(label string, to func(today cadence.Date) time.Time) sandbox.Jump {
		return sandbox.Jump{Label: label, Do: func(ctx context.Context, report func(string)) error {
			select {
			case <-d.ready:
				return d.advance(ctx, to(cadence.DateOf(d.clock.now().In(d.zone))), report)
			default:
				return errors.New("the weeks before your visit are still going by, try again in a few seconds")
			}
		}}
	}
	return serveWorkspace(d.workspace, sandbox.PageOptions{
		Title: "Acme", As: demoVisitor, Start: "dm",
		Jumps: []sandbox.Jump{
			jump("Next morning", func(today cadence.Date) time.Time { return london().Add(today, 1).At(8*60+50, d.zone) }),
			jump("Next Monday", func(today cadence.Date) time.Time {
				return cadence.Rhythm{Cadence: cadence.Weekly}.Period(today+7, cadence.Fiscal{}, time.Monday).Start.At(9*60+5, d.zone)
			}),
		},
		Hints: []sandbox.Hint{
			{Text: "You are Dana, and coach has just said good morning. Press Log on one of its lines.", Done: "button log"},
			{Text: "Fill in what you did and press Log it.", Done: "submit log_form"},
			{Text: "Thank somebody: type /coach recognize below, and look into #wins.", Done: "command /coach recognize"},
			{Text: "Press Next Monday above, then read the week in #leaders.", Done: "jump Next Monday"},
			{Text: "Be Carla, who leads Acme: choose her above, type /coach playbook below, and change what is expected.", Done: "command /coach playbook"},
		},
	})
}
