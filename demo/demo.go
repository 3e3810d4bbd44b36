// Package demo is a company that plays itself: Acme, or one of a people file,
// in a sandbox workspace with coach at work in it. Its people live through some
// weeks of history on a clock of its own, which a visitor then moves on.
package demo

import (
	"context"
	"errors"
	"io"
	"net"
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

// Options are what a demo plays and for whom.
type Options struct {
	Company    *Company
	Visit      cadence.Date     // when the visitor arrives
	Weeks      int              // of history before that
	DB         string           // database file; empty for one that is gone afterwards
	AnyAddress bool             // others may reach the page
	Report     func(day string) // hears of each day of the history
	Ready      func(at net.Addr)
}

// Serve plays a company's history and serves its workspace as a page, until
// ctx ends. It closes the listener.
func Serve(ctx context.Context, listener net.Listener, o Options) error {
	defer listener.Close()
	thrownAway := o.DB == ""
	if thrownAway {
		dir, err := os.MkdirTemp("", "coach-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.DB = filepath.Join(dir, "coach.db")
	}
	d, err := build(ctx, o)
	if err != nil {
		return err
	}
	d.thrownAway = thrownAway
	server := &http.Server{Handler: d.page(), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = server.Serve(listener) }()
	defer server.Close()
	return d.run(ctx, o.Report, func() { o.Ready(listener.Addr()) })
}

// A session is a company, its workspace, its clock and coach.
type session struct {
	*Company
	workspace  *sandbox.Workspace
	clock      *clock
	pipe       *sandbox.Pipe // between coach and the workspace
	config     coach.Config
	visit      time.Time // when the visitor arrives
	program    coach.Program
	life       *Life
	visiting   practice.PersonID // whom the visitor plays; nobody until they may come
	ready      chan struct{}     // closed when the visitor may come
	anyAddress bool              // others may reach the page
	thrownAway bool              // nobody keeps the database
}

// build makes the workspace and gives coach its people.
func build(ctx context.Context, o Options) (*session, error) {
	played := o.Company
	d := &session{Company: played, pipe: sandbox.NewPipe(), visit: o.Visit.At(visitTime, played.zone), clock: &clock{}, ready: make(chan struct{}), anyAddress: o.AnyAddress}
	d.clock.set(d.visit.AddDate(0, 0, -7*o.Weeks-3))
	if err := os.MkdirAll(filepath.Dir(o.DB), 0o700); err != nil {
		return nil, err
	}
	if err := played.settle(ctx, o.DB, d.clock.now(), o.Visit); err != nil {
		return nil, err
	}
	var err error
	d.workspace, err = sandbox.New(coach.Manifest, sandbox.Options{Name: played.Name, Now: d.clock.now, Zone: played.zone, Latency: time.Microsecond, Unpaced: true})
	if err != nil {
		return nil, err
	}
	if err := played.moveInto(d.workspace); err != nil {
		return nil, err
	}
	d.config = coach.Config{
		DB: o.DB, BotToken: d.workspace.BotToken(), AppToken: d.workspace.AppToken(), APIURL: "http://localhost/api/",
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
func (d *session) run(ctx context.Context, report func(string), ready func()) (err error) {
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
func (d *session) past(ctx context.Context, report func(string)) error {
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
	d.life = NewLife(db, roster, cadence.DateOf(d.visit.In(d.zone)), d.absences)
	visitor, err := db.PersonByEmail(ctx, d.visitor)
	if err != nil {
		return err
	}
	d.life.visitor, d.life.first = visitor.ID, first(roster.Reports(visitor.ID, d.life.visit))
	if err := d.advance(ctx, d.visit, report); err != nil {
		return err
	}
	d.visiting = visitor.ID
	d.chat(roster)
	return db.Durable(ctx, true)
}

// chat has people who report to the visitor write in #general, which coach is
// not in: there is something to thank them for, or to talk about.
func (d *session) chat(roster *practice.Roster) {
	reports := roster.Reports(d.visiting, d.life.visit)
	for i, words := range []string{
		"Acme signed this morning. Bringing their legal team in early saved us two weeks.",
		"Security questionnaires take us ten days again. Does anybody have a shorter way?",
	} {
		if i >= len(reports) {
			return
		}
		if handle := d.handles[roster.Person(reports[i]).Email]; handle != "" {
			d.workspace.User(handle).SayIn(d.workspace.Channel("general"), words)
		}
	}
}

// first is the first of some people, or nobody.
func first(people []practice.PersonID) practice.PersonID {
	if len(people) == 0 {
		return 0
	}
	return people[0]
}

// step is how far time moves between two beats while it is being advanced.
const step = time.Hour

// advance moves civil time to an instant, beat by beat, while everybody but the
// visitor lives their days. It reports each day that begins.
func (d *session) advance(ctx context.Context, until time.Time, report func(string)) error {
	for now := d.clock.now(); now.Before(until); {
		next := now.Truncate(step).Add(step) // on the hour, as digests are
		if next.After(until) {
			next = until
		}
		if day := cadence.DateOf(next.In(d.zone)); day != cadence.DateOf(now.In(d.zone)) {
			report(day.Format("Monday 2 January"))
		}
		d.clock.set(next)
		if err := d.life.Between(ctx, now, next, d.zone, d.visiting); err != nil {
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
func (d *session) isMorning(at time.Time) bool {
	return slices.ContainsFunc(d.zones, func(zone *time.Location) bool { return at.In(zone).Hour() == digestHour })
}

// delivered waits until everything coach had to say at this moment is said. A
// message of unknown fate takes coach a minute and a look.
func (d *session) delivered(ctx context.Context) error {
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
