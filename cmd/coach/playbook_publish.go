package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A publishCommand is coach playbook publish FILE.
type publishCommand struct {
	libraryFlags
	encodingFlag
	authorFlags
	File string `arg:"" help:"Playbook file; - reads standard input."`
	From string `env:"COACH_PLAYBOOK_FROM" placeholder:"DATE|now" help:"First day of what it asks anew, such as 2026-04-01; now is today. Without it each practice starts with its next full period."`
	Yes  bool   `env:"COACH_PLAYBOOK_YES" help:"Publish it even if it takes a great part of somebody's time, or ends more than half of what is on."`
}

// Run implements the command.
func (c publishCommand) Run(ctx context.Context) error {
	return c.publishTo(ctx, os.Stdin, os.Stdout, time.Now())
}

// publishTo publishes a file unless it changes nothing, and says to out what
// it changes and what happens next.
func (c publishCommand) publishTo(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error {
	pb, source, err := readPlaybook(c.File, c.Encoding, in)
	if err != nil {
		return err
	}
	return c.with(ctx, out, now, func(l library) error {
		from, err := c.from(l.today())
		if err != nil {
			return err
		}
		by, err := l.author(ctx, c.authorFlags)
		if err != nil {
			return err
		}
		p, err := l.propose(ctx, pb, from)
		if err != nil {
			return err
		}
		if p.sayChanges(l); p.changesNothing() {
			return nil
		}
		if p.ending.NeedsSecondConfirmation() && !c.Yes {
			return fmt.Errorf("nothing was published. %s. Look with coach playbook diff, then add --yes", p.ending.Says())
		}
		if p.impact.NeedsSecondConfirmation() && !c.Yes {
			return errors.New("nothing was published, because it takes so much of somebody's time; add --yes to publish it all the same")
		}
		version, err := l.PublishOver(ctx, p.base, source, from, l.now, by)
		if err != nil {
			return sentence(err)
		}
		l.say("Published version %d.%s", version, p.saysReaders(version, by))
		return nil
	})
}

// from is the first day of what is asked anew; no date for each practice's
// next full period.
func (c publishCommand) from(today cadence.Date) (cadence.Date, error) {
	switch c.From {
	case "":
		return 0, nil
	case "now":
		return today, nil
	}
	d, err := cadence.ParseDate(c.From)
	var bad problems
	if err != nil {
		bad.add("--from: %v, or now", err)
		return 0, bad
	}
	if d < today {
		bad.add("--from: %s has passed, and what was expected then stays as it was; give a day to come, or now", d)
		return 0, bad
	}
	return d, nil
}

// readPlaybook reads a playbook file, or standard input for a dash. What is
// wrong with it is of type problems.
func readPlaybook(name string, e practice.Encoding, in io.Reader) (*practice.Playbook, []byte, error) {
	data, err := readInput(name, in)
	if err != nil {
		return nil, nil, err
	}
	r := planReader{planCommand: planCommand{Playbook: inputName(name), encodingFlag: encodingFlag{e}}}
	pb, text := r.load(data)
	if len(r.problems) > 0 {
		return nil, nil, r.problems
	}
	return pb, []byte(text.Text), nil
}

// A proposal is a playbook file and what publishing it would change.
type proposal struct {
	base    int // the version that stands; 0 for none
	from    cadence.Date
	changes []practice.Change
	starts  []practice.Start
	impact  practice.Impact
	ending  practice.Ending
	readers int // people whose rhythm it changes
}

// propose compares a file with what stands.
func (l library) propose(ctx context.Context, pb *practice.Playbook, from cadence.Date) (p proposal, err error) {
	if p.base, err = l.standing(ctx); err != nil {
		return p, err
	}
	today := l.today()
	roster, err := l.RosterUnder(ctx, pb)
	if err != nil {
		return p, err
	}
	if p.from = from; p.base == 0 {
		p.impact = practice.Weigh(nil, pb, roster, today)
		return p, nil
	}
	pubs, err := l.Publications(ctx)
	if err != nil {
		return p, err
	}
	before := pubs[len(pubs)-1].Playbook
	next := practice.Publication{Version: p.base + 1, Playbook: pb, On: today, From: from}
	p.changes, p.ending = practice.Compare(before, pb), practice.Ended(before, pb, today)
	after := practice.Timeline(append(pubs, next))
	p.starts = practice.Starting(practice.Timeline(pubs), after, today)
	p.impact = practice.Weigh(before, pb, roster, today)
	told, _, _, err := l.Novel(ctx, p.base, p.base)
	if err != nil {
		return p, err
	}
	for _, id := range roster.People() {
		if len(practice.Announce(told, after, roster, id, today)) > 0 {
			p.readers++
		}
	}
	return p, nil
}

func (p proposal) changesNothing() bool { return p.base != 0 && len(p.changes) == 0 }

// sayChanges says what publishing would change, from when, and what it takes.
func (p proposal) sayChanges(l library) {
	switch {
	case p.base == 0 && p.from == 0:
		l.say("This is the first playbook. Each practice starts with its next full period.")
	case p.base == 0:
		l.say("This is the first playbook. It starts on %s.", p.from.Format(longDay))
	case p.changesNothing():
		l.say("It says what version %d says, so there is nothing to publish.", p.base)
		return
	default:
		l.say("Compared with version %d:", p.base)
		for _, c := range p.changes {
			l.say("  %s", c.Says())
		}
	}
	for _, s := range p.starts {
		l.say("%s", s.Says())
	}
	for _, line := range p.impact.Says() {
		l.say("%s", line)
	}
}

// saysReaders says how many people hear of it.
func (p proposal) saysReaders(version int, by practice.PersonID) string {
	switch {
	case version == 1 && by == 0:
		return ""
	case p.readers == 0:
		return " It changes nobody's rhythm, so nobody is told."
	case p.readers == 1:
		return " One person reads about it in their next morning message."
	}
	return fmt.Sprintf(" %d people read about it in their next morning message.", p.readers)
}
