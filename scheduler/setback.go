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

// An obligation is what a rule owes a person.
type obligation struct {
	rule   string
	person practice.PersonID
}

// A setback is an obligation that failed, and when it is tried again.
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

// each has something done for people, a hundred at a time. Where that fails it
// is done for one after the other, and those for whom it fails alone are left
// out until later, the longer the more often it has failed. It returns when the
// first of them is due again. The error is of what fails for everybody.
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

// succeed forgets earlier setbacks.
func (s *Scheduler) succeed(rule string, people ...practice.PersonID) {
	if len(s.setbacks) == 0 {
		return
	}
	for _, id := range people {
		delete(s.setbacks, obligation{rule, id})
	}
}

// fail logs what failed for one person, and returns when it is tried again.
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

// guarded turns a panic into an error, which is one person's like any other.
func guarded(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.Join(err, fmt.Errorf("panic: %v\n%s", p, debug.Stack()))
		}
	}()
	return do()
}
