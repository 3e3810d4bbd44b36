// Package scheduler runs coach's beat: once a minute it does what has come due.
//
// A cron expression decides when a beat runs, never what is due. A beat plans
// the day of everybody whose local day has begun, decides the message of
// everybody whose local morning has come, posts the digests that are due, and
// has the outbox delivered. The same moment gives the same notices with the
// same keys, so a second beat sends nothing twice, and the beat at the start
// does all the catching up: days missed while coach was down are planned, but
// yesterday's message is not sent today.
//
// Leave, a transfer, a holiday or a new playbook only marks people as not
// planned; the beat plans them again and reconciles.
//
// What is due follows from the database and the time alone. So each rule (plan,
// morning, digest) does what is due and returns the time at which it may be due
// next, and after a beat that has done everything the following ones are
// skipped until then, or until the database changes. An error that concerns one
// person is logged and delays that person alone: they are tried again later
// (setback.go) while the others go on.
package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/rs/zerolog"

	"coach/cadence"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A Scheduler puts notices in the outbox and starts their delivery.
type Scheduler struct {
	Store   *store.Store
	Refresh func(context.Context) error // brings people in line with the workspace
	Flush   func()                      // has the outbox delivered soon
	Now     func() time.Time            // civil time
	Zone    func() *time.Location       // of people whose own is not known
	Owners  []string                    // emails of the playbook's owners, lower case; none: those who became owners in Slack
	Backups service.Backups             // where a copy goes every night
	DB      string                      // the database's address, for backups
	Clock   *Clock                      // nil where civil time is not the machine's own: it is believed
	Log     zerolog.Logger

	// Managers reads whom the Slack profiles of participants name as their
	// manager, which takes a while. Nil where profiles are not followed.
	Managers func(context.Context) ([]practice.Profile, error)

	// Observe is called when a job begins, with its name, and done when it ends.
	// Nil for nobody who measures.
	Observe func(kind, name string) (done func(error))

	mu       sync.Mutex // held by a beat
	rest     rest
	doubted  string       // the problem with the clock that was logged last
	believed cadence.Date // the last day that was not doubted
	setbacks map[obligation]setback

	backing       sync.Mutex // held by a backup, for which no beat waits
	backed        rest       // until a backup may be due
	profilesAfter time.Time  // no reading of profiles before; only its own job looks at it
}

// The times of beats and of the directory's nightly refresh, as cron
// expressions.
const (
	everyMinute = "* * * * *"
	everyHour   = "7 * * * *"
	everyNight  = "17 3 * * *"
)

// Run beats at once and then every minute until ctx ends, and refreshes the
// directory every night. It returns when the last beat has finished.
func (s *Scheduler) Run(ctx context.Context) error {
	beats := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DiscardLogger)))
	type job struct {
		spec, name string
		do         func(context.Context) error
	}
	jobs := []job{
		{everyMinute, "beat", func(ctx context.Context) error { return s.Tick(ctx, s.Now()) }},
		{everyMinute, "seal", s.seal},
		{everyMinute, "backup", s.backup},
		{everyMinute, "tidy", s.Store.Tidy},
		{everyHour, "find", s.find},
		{everyNight, "refresh", s.Refresh},
		{everyNight, "sweep", s.sweep},
	}
	if s.Managers != nil {
		jobs = append(jobs, job{everyMinute, "profiles", s.profiles})
	}
	for _, job := range jobs {
		if _, err := beats.AddFunc(job.spec, func() { s.do(ctx, job.name, job.do) }); err != nil {
			return fmt.Errorf("cron %q: %w", job.spec, err)
		}
	}
	s.do(ctx, "beat", jobs[0].do)
	beats.Start()
	<-ctx.Done()
	<-beats.Stop().Done()
	return nil
}

// do runs a job. A panic ends that job alone: later jobs still run.
func (s *Scheduler) do(ctx context.Context, name string, job func(context.Context) error) {
	done := func(error) {}
	if s.Observe != nil {
		done = s.Observe("job", name)
	}
	defer func() {
		if p := recover(); p != nil {
			s.Log.Error().Str("stack", string(debug.Stack())).Msg("panic: " + name)
			done(fmt.Errorf("panic: %v", p))
		}
	}()
	err := job(ctx)
	if err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, store.ErrNotLeading) {
		s.Log.Err(err).Msg(name)
	}
	done(err)
}

// sealedABeat is how many hundreds of rows a beat seals.
const sealedABeat = 20

// seal seals some of the words that are left from before the database had a key.
func (s *Scheduler) seal(ctx context.Context) error {
	n, more, err := s.Store.SealRest(ctx, sealedABeat)
	if n > 0 {
		s.Log.Info().Int("rows", n).Bool("more", more).Msg("encrypted words from before there was a key")
	}
	return err
}

// sweep removes what is not kept any longer, unless the machine's clock may be
// ahead: what was removed does not come back.
func (s *Scheduler) sweep(ctx context.Context) error {
	now := s.Now()
	if !s.trusts(ctx, now) {
		return nil
	}
	return s.Store.Sweep(ctx, now) // which takes its time, and no beat waits for it
}

// find refreshes the directory before the night when a new contradiction has
// appeared, as after an import that names people without a Slack account.
// People who were not found even then are looked for again at night, or when
// Slack reports that somebody joined.
func (s *Scheduler) find(ctx context.Context) error {
	_, unsaid, err := s.Store.Contradictions(ctx, s.Store.Today(s.Now()))
	if err != nil || len(unsaid) == 0 {
		return err
	}
	return s.Refresh(ctx)
}

// A rule is one part of a beat, such as planning. It does what is due at an
// instant, and returns the time at which it may be due next if the database
// does not change until then; no time for never.
type rule struct {
	name string
	do   func(ctx context.Context, now time.Time) (next time.Time, err error)
}

// rules returns all parts of a beat, in this order: a morning message shows
// what was planned, and comes by itself only if no digest carries it.
func (s *Scheduler) rules() []rule {
	return []rule{{"plan", s.plan}, {"digest", s.digests}, {"morning", s.mornings}, {"owners", s.owners}, {"requests", s.requests}, {"obstacles", s.obstacles},
		{"held", s.Store.Release}, {"friday", s.fridays}, {"files", s.Store.ExpireFiles}, {"erase", s.Store.EraseOn}}
}

// A rest is a span of time in which nothing becomes due unless the database
// changes.
type rest struct {
	version     int64     // of the database, before the beat that began the rest
	from, until time.Time // no time for a rest that only a change ends
}

// holds reports whether nothing can have become due by an instant.
func (r rest) holds(version int64, now time.Time) bool {
	return !r.from.IsZero() && r.version == version && !now.Before(r.from) && (r.until.IsZero() || now.Before(r.until))
}

// Tick runs one beat: it does everything that is due at an instant of civil
// time. Until coach is set up, nothing is.
func (s *Scheduler) Tick(ctx context.Context, now time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	version, err := s.Store.Version(ctx)
	if err != nil {
		return err
	}
	if s.rest.holds(version, now) {
		return nil
	}
	settings, _, err := s.Store.Settings(ctx)
	if err != nil || !settings.Ready() {
		return err
	}
	if !s.believes(ctx, now) {
		s.rest = rest{}
		return nil
	}
	var until time.Time
	var errs []error
	for _, rule := range s.rules() {
		next, err := rule.do(ctx, now)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", rule.name, err))
		}
		until = earlier(until, next)
	}
	s.Flush()
	if err := errors.Join(errs...); err != nil {
		s.rest = rest{}
		return err
	}
	s.rest = rest{version, now, until}
	return nil
}

// earlier returns the earlier of two times, either of which may be no time.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// local returns a zone with the date and the time of day there.
func (s *Scheduler) local(name string, now time.Time) (*time.Location, cadence.Date, cadence.Clock) {
	zone := practice.Person{Zone: name}.Location(s.Zone())
	local := now.In(zone)
	return zone, cadence.DateOf(local), cadence.Clock(local.Hour()*60 + local.Minute())
}
