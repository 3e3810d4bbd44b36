package scheduler

import (
	"context"
	"fmt"
	"time"

	"coach/cadence"
)

// A Clock is a reference by which beats check the machine's clock, where civil
// time comes from it. A machine that starts with next year's date would plan a
// whole year at once, and then nothing until that year has come.
type Clock struct {
	Built time.Time                                // when the program was written; no time where that is not known
	Ask   func(context.Context) (time.Time, error) // reads Slack's own clock
}

// believes reports whether the machine's clock is plausible enough for a beat.
// If it is not, the operator's log explains why, once.
func (s *Scheduler) believes(ctx context.Context, now time.Time) bool {
	if s.Clock == nil {
		return true
	}
	said, err := s.doubts(ctx, now)
	switch {
	case err != nil:
		s.Log.Warn().Err(err).Msg("the clock could not be compared with Slack’s")
		return false
	case said != "" && s.doubted == "":
		s.Log.Error().Msg(said)
	case said == "" && s.doubted != "":
		s.Log.Info().Msg("the clock is right again, so coach plans and sends as before")
	}
	if s.doubted = said; said == "" {
		s.believed = max(s.believed, cadence.DateOf(now.UTC()))
	}
	return said == ""
}

// doubts returns what is wrong with the machine's clock, or nothing. It
// compares with Slack's clock only when the day does not follow from the last
// planned one.
func (s *Scheduler) doubts(ctx context.Context, now time.Time) (said string, err error) {
	last, err := s.Store.LastPlanned(ctx)
	if err != nil {
		return "", err
	}
	if last == 0 {
		last = s.believed
	}
	const asks = "so coach plans and sends nothing. Set the clock (on Linux: timedatectl set-ntp true), and it goes on by itself"
	const shown = "2 January 2006 15:04 MST"
	doubt := cadence.DoubtOf(now, s.Clock.Built, last)
	switch doubt {
	case cadence.NoDoubt:
		return "", nil
	case cadence.BeforeBuild:
		return fmt.Sprintf("this machine’s clock shows %s, which is before this coach was built, %s", now.Format(shown), asks), nil
	}
	theirs, err := s.Clock.Ask(ctx)
	if err != nil || !doubt.HoldsAgainst(theirs, now) {
		return "", err
	}
	return fmt.Sprintf("this machine’s clock shows %s and Slack’s shows %s, %s", now.Format(shown), theirs.In(now.Location()).Format(shown), asks), nil
}
