package demo

import (
	"context"
	"slices"

	"coach/cadence"
	"coach/practice"
)

// tend is what a person does on a working day about what was agreed: they tick
// and move steps, write and read plans, put topics on a list, and ask for time.
func (d workday) tend(ctx context.Context) error {
	for _, does := range []func(context.Context) error{d.step, d.writePlans, d.readPlans, d.raise, d.ask, d.answerAsks, d.confirm, d.obstacles, d.plansTeam} {
		if err := does(ctx); err != nil {
			return err
		}
	}
	return nil
}

// step ticks most of a person's steps near their day, moves some before it, and
// leaves a few open, some of which are given up in the end.
func (d workday) step(ctx context.Context) error {
	open, err := d.db.OpenSteps(ctx, d.who)
	if err != nil {
		return err
	}
	calendar := d.r.Calendar(d.who)
	for _, a := range open {
		chance, left := d.random.Float64(), a.Due-d.today
		switch {
		case d.keptForVisit(a.Due):
		case left > 0 && left <= 3 && chance < 0.15, left == 0 && chance < 0.6, left < 0 && chance < 0.2:
			_, err = d.db.Tick(ctx, a.ID, d.who, d.now, d.today)
		case left >= 0 && left <= 2 && chance > 0.85:
			_, err = d.db.Move(ctx, a.ID, d.who, calendar.Add(d.today, 3+d.random.IntN(4)), d.now)
		case left < -14:
			_, err = d.db.Cancel(ctx, a.ID, d.who, d.now, practice.CancelsAlone(d.r, d.who, a))
		}
		if err != nil {
			return err
		}
	}
	return d.letGo(ctx)
}

// letGo agrees to give up what one's people would rather not do any more.
func (d workday) letGo(ctx context.Context) error {
	if d.isRep() {
		return nil
	}
	theirs, err := d.db.StepsOfPeople(ctx, d.who)
	if err != nil {
		return err
	}
	for _, a := range theirs {
		if a.CancelledBy(a.Owner) && d.random.Float64() < 0.5 {
			if _, err := d.db.Cancel(ctx, a.ID, d.who, d.now, false); err != nil {
				return err
			}
		}
	}
	return nil
}

// keptForVisit reports whether a step is left for the visitor to tick: it is
// due on the day of the visit or the next.
func (d workday) keptForVisit(due cadence.Date) bool {
	return d.today <= d.visit && due >= d.visit && due <= d.r.Calendar(d.who).Add(d.visit, 1)
}

// isRep reports whether the person leads nobody.
func (d workday) isRep() bool { return len(d.r.Reports(d.who, d.today)) == 0 }

// writePlans writes the plans of sessions of an earlier day. The one of the
// visitor's first report is left for the visitor to write.
func (d workday) writePlans(ctx context.Context) error {
	waiting, err := d.db.PlansToWrite(ctx, d.who)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		asked := cadence.DateOf(p.AskedAt.In(d.now.Location()))
		front := d.isFront(practice.Pair{Manager: p.Reader, Report: p.Writer})
		if asked == d.today || d.random.Float64() < 0.15 || front && asked >= d.visit-frontDays {
			continue
		}
		whats := d.plans[p.Entry]
		if whats == nil { // agreed before this demo was started again
			all := d.subjects(p.Writer)
			whats = all[int(p.Entry)%len(all)].talks[0].plan
		}
		if _, err := d.db.WritePlan(ctx, p.Entry, d.who, d.steps(d.who, whats), d.now); err != nil {
			return err
		}
	}
	return nil
}

// readPlans agrees to most of the plans of one's people, and would rather talk
// about some.
func (d workday) readPlans(ctx context.Context) error {
	if d.isRep() {
		return nil
	}
	waiting, err := d.db.PlansToAgree(ctx, d.who)
	if err != nil {
		return err
	}
	for _, p := range waiting {
		switch chance := d.random.Float64(); {
		case chance < 0.1:
			_, err = d.db.TalkPlan(ctx, p.Entry, d.who, "The plan: is that the step that changes most?", d.now)
		case chance < 0.9:
			_, err = d.db.AgreePlan(ctx, p.Entry, d.who, d.now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// raise puts a topic on the list that a person shares with their manager: now
// and then, and before the visit where there is nothing of theirs yet.
func (d workday) raise(ctx context.Context) error {
	pair := practice.Pair{Manager: d.r.ManagerOf(d.who, d.today), Report: d.who}
	eve := d.isEve()
	if pair.Manager == 0 || d.random.Float64() >= 0.02 && !eve {
		return nil
	}
	open, err := d.db.OpenTopics(ctx, pair)
	if err != nil || len(open) > 2 {
		return err
	}
	if !eve {
		return d.addTopic(ctx, pair)
	}
	steps, err := d.db.OpenSteps(ctx, d.who)
	if err == nil && d.isFront(pair) {
		err, steps = d.frontStep(ctx, pair, steps), nil
	}
	if err != nil || len(steps)+len(open) > 0 {
		return err
	}
	return d.addTopic(ctx, pair)
}

// isEve reports whether the visit is on the person's next working day, or today:
// in Tokyo the day of the visit is over when the visitor comes.
func (d workday) isEve() bool {
	return d.today <= d.visit && d.r.Calendar(d.who).Add(d.today, 1) >= d.visit
}

func (d workday) addTopic(ctx context.Context, pair practice.Pair) error {
	words := topics
	if !d.isRep() {
		words = leadersTopics
	}
	_, err := d.db.AddTopic(ctx, practice.Topic{Request: d.request(), Pair: pair, By: d.who, Words: next(d.Life, "topic", words), RaisedAt: d.now})
	return err
}

// frontStep has the visitor's first report own a step that is due on the day of
// the visit or the next: it was a topic, and has become something to do.
func (d workday) frontStep(ctx context.Context, pair practice.Pair, open []practice.Action) error {
	if slices.ContainsFunc(open, func(a practice.Action) bool { return d.keptForVisit(a.Due) }) {
		return nil
	}
	id, err := d.db.AddTopic(ctx, practice.Topic{Request: d.request(), Pair: pair, By: d.who, Words: "Who could be our reference for Redfern?", RaisedAt: d.now})
	if err != nil {
		return err
	}
	due := d.r.Calendar(d.who).Add(d.visit, 1)
	_, err = d.db.MakeStep(ctx, id, practice.Action{Owner: d.who, What: "Call the three references for Redfern", MadeAt: d.now, FirstDue: due, Due: due, AgreedAt: d.now})
	return err
}

// ask asks a person's manager for time, now and then; one of the visitor's
// people does so the day before the visit.
func (d workday) ask(ctx context.Context) error {
	pair := practice.Pair{Manager: d.r.ManagerOf(d.who, d.today), Report: d.who}
	eve := d.isEve() && d.today < d.visit && pair.Manager == d.visitor && d.isLast(pair)
	if pair.Manager == 0 || d.random.Float64() >= 0.008 && !eve {
		return nil
	}
	before, err := d.db.RequestsBy(ctx, d.who, d.now)
	if err != nil || slices.ContainsFunc(before, practice.TimeRequest.Waits) {
		return err
	}
	w := next(d.Life, "time", wishes)
	_, err = d.db.AskTime(ctx, practice.TimeRequest{Request: d.request(), Pair: pair, Kind: w.kind, Words: w.about, AskedAt: d.now, AskedOn: d.today,
		LapsesOn: practice.LapsesOn(d.r, pair.Manager, d.today)}, d.r.Person(pair.Manager))
	return err
}

// answerAsks plans the time that one's people asked for, and closes what has
// happened.
func (d workday) answerAsks(ctx context.Context) error {
	if d.isRep() {
		return nil
	}
	waiting, err := d.db.RequestsTo(ctx, d.who)
	if err != nil {
		return err
	}
	for _, t := range waiting {
		switch {
		case t.PlannedOn != 0 && t.PlannedOn <= d.today:
			err = d.db.CloseTime(ctx, t.ID, d.who, practice.TimeDone, d.now)
		case t.PlannedOn == 0 && t.AskedOn < d.today && d.random.Float64() < 0.6:
			err = d.db.PlanTime(ctx, t.ID, d.who, d.r.Calendar(d.who).Add(d.today, 1+d.random.IntN(3)), d.now)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
