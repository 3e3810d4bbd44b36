package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// A publishCommand is coach playbook publish FILE.
type publishCommand struct {
	libraryFlags
	encodingFlag
	authorFlags
	File string `arg:"" help:"Playbook file, or - for standard input."`
	From string `env:"COACH_PLAYBOOK_FROM" placeholder:"DATE|now" help:"First day of the changes, such as 2026-04-01, or now for today. Without it, each practice starts with its next full period."`
	Why  string `help:"Why it changes, in a sentence that the people it concerns read."`
	Yes  bool   `help:"Publish even if it takes much of somebody's time, or ends more than half of what's on."`
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
		p, err := l.propose(ctx, pb, source, from)
		if err != nil {
			return err
		}
		l.sayChanges(p)
		if err := l.sayLint(ctx, pb); err != nil || p.ChangesNothing() {
			return err
		}
		if ending := p.Ending(); ending.NeedsSecondConfirmation() && !c.Yes {
			return problems{fmt.Sprintf("Nothing was published. %s. Check with coach playbook diff, then add --yes.", ending.Sentence())}
		}
		if p.NeedsSecondConfirmation() && !c.Yes {
			return problems{"Nothing was published, because it takes so much of somebody's time. Add --yes to publish it anyway."}
		}
		if ends, ok := pb.Fiscal.TableEnd(); ok && ends < l.today() && !c.Yes {
			return problems{"Nothing was published, because the table of fiscal months has ended and nothing monthly or quarterly would be expected. Add the next year to fiscal_months, or add --yes."}
		}
		version, err := service.Publish(ctx, l.Store, p, l.now, by, store.Words{Why: c.Why})
		if err != nil {
			return sentence(err)
		}
		l.say("Published version %d.%s", version, saysReaders(p, version, by))
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
		bad.add("--from: %s has passed, and the past can't be changed. Give a later day, or now", d)
		return 0, bad
	}
	return d, nil
}

// readPlaybook reads a playbook file, or standard input for a dash. What is
// wrong with it is of type problems.
func readPlaybook(name string, e files.Encoding, in io.Reader) (*practice.Playbook, []byte, error) {
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

// propose compares a file with the playbook that stands.
func (l library) propose(ctx context.Context, pb *practice.Playbook, source []byte, from cadence.Date) (service.Proposal, error) {
	over, err := service.InForce(ctx, l.Store)
	if err != nil {
		return service.Proposal{}, err
	}
	roster, err := l.Roster(ctx)
	if err != nil {
		return service.Proposal{}, err
	}
	return service.Propose(over, pb, source, from, roster, l.today()), nil
}

// sayChanges says what publishing would change, from when, and what it takes.
func (l library) sayChanges(p service.Proposal) {
	switch {
	case p.Over.Version == 0 && p.From == 0:
		l.say("This is the first playbook. Each practice starts with its next full period.")
	case p.Over.Version == 0:
		l.say("This is the first playbook. It starts on %s.", p.From.Format(longDay))
	case p.ChangesNothing():
		l.say("It says the same as version %d, so there's nothing to publish.", p.Over.Version)
		return
	default:
		l.say("Compared with version %d:", p.Over.Version)
		for _, c := range p.Changes {
			l.say("  %s", c.Sentence())
		}
	}
	for _, s := range p.Starts() {
		l.say("%s", s.Sentence())
	}
	for _, line := range p.Load().Sentences() {
		l.say("%s", line)
	}
}

// sayLint says which forms of a file are too long, and which calendars and
// tables lead nowhere with it.
func (l library) sayLint(ctx context.Context, pb *practice.Playbook) error {
	for _, long := range pb.LongForms() {
		l.say("%s", long)
	}
	lines, err := service.Lint(ctx, l.Store, pb, l.today())
	for _, line := range lines {
		l.say("%s", line)
	}
	return err
}

// saysReaders says how many people hear of it.
func saysReaders(p service.Proposal, version int, by practice.PersonID) string {
	n := p.Readers()
	switch {
	case version == 1 && by == 0:
		return ""
	case n == 0:
		return " It changes nobody's rhythm, so it isn't announced."
	}
	return fmt.Sprintf(" It will be announced to %s, in their next morning message.", practice.Counted(n, "person", "people"))
}
