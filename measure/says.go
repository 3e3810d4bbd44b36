package measure

import (
	"slices"
	"time"

	"coach/practice"
)

// Bounds of what people say of managers.
const (
	fewestAuthors  = 3 // of whom what people say may be told together
	fewestOwn      = 2 // where all of them report to the viewer
	usefulnessMost = 5
)

// says returns what people say of the sessions that the pool logged; nil where
// they would be about too few managers. There is one pool a viewer: their own
// entries; for a leader those of everybody below, the leader left out; for an
// admin or owner without a team, everybody's. Two pools that overlap could be
// subtracted (MEASURES 5.9).
func (a *answer) says() *Says {
	if !a.hears() {
		return nil
	}
	asked := a.spoken()
	matched := keep(asked, func(s ask) bool { matches, _ := CountingOfAsk(s.Why, s.Settled); return matches })
	rated := keep(asked, func(s ask) bool {
		p := a.org.practiceIn(s.Version, s.Practice)
		_, spot := CountingOfAsk(s.Why, s.Settled)
		return !spot && p != nil && p.Rated
	})
	if !a.enoughAuthors(append(a.counted(matched), a.counted(rated)...)) {
		return nil
	}
	says := &Says{Claimed: a.claimed()}
	a.addMatches(says, matched)
	a.addRatings(says, rated)
	return says
}

// hears reports whether anything that people say may be in the report at all.
func (a *answer) hears() bool {
	return a.q.Scope != Manager && !a.q.Channel && (a.q.Scope != Company || !a.tree)
}

// spoken returns the asks of the pool.
func (a *answer) spoken() []ask {
	return keep(spoken(a.f.Asks), func(s ask) bool {
		return a.has(s.Author, s.AskedOn) && (a.q.Scope == Me || s.Author != a.q.Viewer)
	})
}

// spotChecks returns how many of the entries that were asked about at random
// match what people remember, with the floors and steps of M10, to the author
// live; nil below them. They count in nothing else: one in five of a practice of
// four minutes would outweigh all that people were asked of an hour.
func (a *answer) spotChecks() *SpotChecks {
	if !a.hears() {
		return nil
	}
	asked := keep(a.spoken(), func(s ask) bool { _, spot := CountingOfAsk(s.Why, s.Settled); return spot })
	if !a.enoughAuthors(a.counted(asked)) {
		return nil
	}
	figure, ok := a.matching(asked)
	if !ok {
		return nil
	}
	return &SpotChecks{figure.yes(), Instant(figure.when)}
}

// claimed returns how much of what people confirm was done, by the managers'
// own account, in the 90 days; nil where that would tell of one or two of them.
// People may have answered about three, of whom two had nothing of it to do.
func (a *answer) claimed() *Rate {
	s := newSum()
	for _, c := range a.f.Confirmed {
		if a.has(c.Performer, c.DueOn) && (a.q.Scope == Me || c.Performer != a.q.Viewer) {
			s.add(a.pool, c)
		}
	}
	if !s.shown() {
		return nil
	}
	return s.Done().orNil()
}

// counted returns the asks whose answers count at the question's moment.
func (a *answer) counted(asked []ask) []ask {
	return askPool{asked, a.zoneOf, hasMatch}.at(a.q.AsOf, a.isLate).values
}

// isLate reports whether an ask was sent in the 90 days up to the question's.
func (a *answer) isLate(s ask) bool { return s.AskedOn > a.q.Today-saidDays }

// zoneOf returns a person's time zone.
func (a *answer) zoneOf(id practice.PersonID) *time.Location {
	return a.r.Person(id).Location(a.q.Zone)
}

// enoughAuthors reports whether what people answered is about enough managers:
// three, or two if all report to the viewer. About oneself one is enough.
func (a *answer) enoughAuthors(answered []ask) bool {
	if a.q.Scope == Me {
		return true
	}
	authors, fewest := crowd{}, fewestOwn
	for _, s := range answered {
		authors[s.Author] = true
		if a.r.ManagerOf(s.Author, s.AskedOn) != a.q.Viewer {
			fewest = fewestAuthors
		}
	}
	return len(authors) >= fewest
}

// isAboutSeveral reports whether a figure is about more than one manager, as it
// must be for anybody but that manager: of several practices, one may be rated
// that only one of the managers does.
func (a *answer) isAboutSeveral(values []ask) bool {
	return a.q.Scope == Me || slices.ContainsFunc(values, func(s ask) bool { return s.Author != values[0].Author })
}

// matching returns the figure of whether entries match, if it may be told. To
// the author of the entries it is live, since the author reads each answer by
// name; to others it changes in steps.
func (a *answer) matching(asked []ask) (figure, bool) {
	pool := askPool{asked, a.zoneOf, hasMatch}
	f, ok := pool.lastStep(a.q.AsOf)
	if a.q.Scope == Me {
		pool.asked = keep(asked, func(s ask) bool { return s.WithdrawnAt.IsZero() })
		f = pool.at(a.q.AsOf, a.isLate)
		ok = f.holds()
	}
	return f, ok && a.isAboutSeveral(f.values)
}

// yes returns how many of the figure's answers say that the entry matches.
func (f figure) yes() Rate {
	yes := keep(f.values, func(s ask) bool { return s.Answer.Match == practice.MatchedYes })
	return Rate{len(yes), len(f.values)}
}

// addMatches adds what M10, M10b and M11 of the 90 days are.
func (a *answer) addMatches(says *Says, asked []ask) {
	figure, ok := a.matching(asked)
	if !ok {
		return
	}
	matches := figure.yes()
	says.Matches, says.Response, says.Since = &matches, new(figure.response()), new(Instant(figure.when))
	if says.Claimed == nil {
		return
	}
	m := *says.Claimed
	part, whole := int64(m.Part)*int64(matches.Part), int64(m.Whole)*int64(matches.Whole)
	says.ConfirmedPercent = new(decimal(100*part, whole))
	says.Gap = new(decimal(100*(int64(m.Part)*int64(matches.Whole)-part), whole))
	says.GapBand = new(band(*says.Gap))
}

// Bands of the perception gap, in tenths of a point (MEASURES 5.5).
const (
	healthyUpTo = 100
	watchUpTo   = 250
)

func band(gap Decimal) GapBand {
	switch {
	case gap <= healthyUpTo:
		return GapHealthy
	case gap <= watchUpTo:
		return GapWatch
	}
	return GapTalk
}

// addRatings adds how useful sessions felt, and how many people left with a
// clear next step: always in steps, to the author of the entries too.
func (a *answer) addRatings(says *Says, asked []ask) {
	useful := askPool{asked, a.zoneOf, func(c practice.Confirmation) bool { return c.Useful != 0 }}
	if figure, ok := useful.lastStep(a.q.AsOf); ok && a.isAboutSeveral(figure.values) {
		total := 0
		for _, s := range figure.values {
			total += s.Answer.Useful
		}
		n := len(figure.values)
		score := Rate{total - n, n * (usefulnessMost - 1)}
		percent, _ := score.Percent()
		says.Usefulness = &Usefulness{decimal(int64(total), int64(n)), percent, n, Instant(figure.when)}
	}
	next := askPool{asked, a.zoneOf, func(c practice.Confirmation) bool { return c.Next != "" }}
	if figure, ok := next.lastStep(a.q.AsOf); ok && a.isAboutSeveral(figure.values) {
		clear := len(keep(figure.values, func(s ask) bool { return s.Answer.Next == practice.NextClear }))
		says.NextStep = &NextStep{Rate{clear, len(figure.values)}, Instant(figure.when)}
	}
}
