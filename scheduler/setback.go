package scheduler

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"coach/practice"
)

// An obligation is a rule and the person for whom it has work to do.
type obligation struct {
	rule   string
	person practice.PersonID
}

// A setback is an obligation whose work failed, and the time of its next
// attempt.
type setback struct {
	times int
	until time.Time
}

const (
	atOnce       = 100 // people who are seen to in one transaction
	firstRest    = time.Minute
	longestRest  = time.Hour
	mostFailures = 10 // after as many in one beat it is not the people's data that is at fault
)

// each runs do for people, a hundred at a time. If a batch fails it runs do for
// each of them alone, and postpones those who fail alone, longer after each
// failure. It returns the time at which the first of them is due again. The
// error is one that concerns everybody.
func (s *Scheduler) each(ctx context.Context, rule string, people []practice.PersonID, now time.Time, do func([]practice.PersonID) error) (again time.Time, err error) {
	people = slices.DeleteFunc(people, func(id practice.PersonID) bool {
		b, failed := s.setbacks[obligation{rule, id}]
		wait := failed && now.Before(b.until) && b.until.Sub(now) <= longestRest // a clock that is set back makes nobody wait for it
		if wait {
			again = earlier(again, b.until)
		}
		return wait
	})
	failures := 0
	for chunk := range slices.Chunk(people, atOnce) {
		err := guarded(func() error { return do(chunk) })
		if err == nil {
			s.succeed(rule, chunk...)
			continue
		}
		for _, id := range chunk {
			if ctx.Err() != nil {
				return again, ctx.Err()
			}
			if err = guarded(func() error { return do([]practice.PersonID{id}) }); err == nil {
				s.succeed(rule, id)
				continue
			}
			if failures++; failures > mostFailures {
				return again, err
			}
			again = earlier(again, s.fail(rule, id, now, err))
		}
	}
	return again, nil
}

// succeed deletes people's earlier setbacks.
func (s *Scheduler) succeed(rule string, people ...practice.PersonID) {
	if len(s.setbacks) == 0 {
		return
	}
	for _, id := range people {
		delete(s.setbacks, obligation{rule, id})
	}
}

// fail logs an error that concerns one person, and returns the time of the next
// attempt.
func (s *Scheduler) fail(rule string, id practice.PersonID, now time.Time, cause error) time.Time {
	if s.setbacks == nil {
		s.setbacks = map[obligation]setback{}
	}
	b := s.setbacks[obligation{rule, id}]
	b.until = now.Add(min(longestRest, firstRest<<min(b.times, 6)))
	b.times++
	s.setbacks[obligation{rule, id}] = b
	s.Log.Err(cause).Str("rule", rule).Int64("person", int64(id)).Int("times", b.times).Msg("one person is left out until later")
	return b.until
}

// guarded turns a panic into an error, which then delays one person like any
// other.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(err, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return do()
}
