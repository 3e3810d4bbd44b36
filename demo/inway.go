package demo

import (
	"context"
	"fmt"

	"coach/cadence"
	"coach/practice"
)

// obstacles is what a person does about what is in the way: they raise something
// now and then, take what they are asked to take, remove what is theirs, and say
// whether it is gone.
func (d workday) obstacles(ctx context.Context) error {
	for _, does := range []func(context.Context) error{d.raiseObstacle, d.takeObstacles, d.removeObstacles, d.confirmGone, d.frontObstacle} {
		if err := does(ctx); err != nil {
			return err
		}
	}
	return nil
}

// event is something that the person does about an obstacle today.
func (d workday) event(kind practice.ObstacleEventKind, owner practice.PersonID) practice.ObstacleEvent {
	ev := practice.ObstacleEvent{At: d.now, On: d.today, By: d.who, Kind: kind, Owner: owner}
	if owner != 0 {
		ev.Due = d.r.Calendar(owner).Add(d.today, practice.OwnerDays)
	}
	return ev
}

func (d workday) happen(ctx context.Context, o practice.Obstacle, ev practice.ObstacleEvent) error {
	if practice.CheckObstacleEvent(d.r, o, ev, d.today) != nil {
		return nil
	}
	return d.db.HappenObstacle(ctx, o.ID, d.request(), ev)
}

// raiseObstacle raises one, which somebody's line manager is asked to take.
func (d workday) raiseObstacle(ctx context.Context) error {
	if d.r.ManagerOf(d.who, d.today) == 0 || d.random.Float64() >= 0.012 {
		return nil
	}
	return d.inTheWay(ctx, d.say("obstacle_review.new"))
}

func (d workday) inTheWay(ctx context.Context, what string, events ...practice.ObstacleEvent) error {
	_, err := d.db.RaiseObstacle(ctx, practice.Obstacle{Request: d.request(), Raiser: d.who, RaisedAt: d.now, RaisedOn: d.today, What: what, History: events})
	return err
}

// takeObstacles takes most of what the person is asked to take.
func (d workday) takeObstacles(ctx context.Context) error {
	if d.isRep() {
		return nil
	}
	waiting, err := d.db.ObstaclesToTake(ctx, d.who)
	if err != nil {
		return err
	}
	for _, o := range waiting {
		kept := d.today <= d.visit && o.RaisedOn >= d.visit-frontDays // for the visitor
		if o.Asked(d.r, d.today) != d.who || o.RaisedOn == d.today || kept || o.What == wayUp || d.random.Float64() < 0.3 {
			continue
		}
		if err := d.happen(ctx, o, d.event(practice.ObstacleOwned, d.who)); err != nil {
			return err
		}
	}
	return nil
}

// removeObstacles resolves most of the person's own near their day.
func (d workday) removeObstacles(ctx context.Context) error {
	owned, err := d.db.OwnedObstacles(ctx, d.who)
	if err != nil {
		return err
	}
	for _, o := range owned {
		if o.Owner() != d.who || o.What == wayUp || d.keptForVisit(o.Due()) || d.random.Float64() > 0.3 {
			continue
		}
		ev := d.event(practice.ObstacleResolved, 0)
		ev.Outcome, ev.Words = practice.OutcomeRemoved, next(d.Life, "removed", removed)
		if o.Due() > d.today+2 {
			ev = d.event(practice.ObstacleUpdated, 0)
			ev.Words = next(d.Life, "updates", updates)
			if d.random.Float64() > 0.2 {
				continue
			}
		}
		if err := d.happen(ctx, o, ev); err != nil {
			return err
		}
	}
	return nil
}

// confirmGone says of what was resolved whether it is gone.
func (d workday) confirmGone(ctx context.Context) error {
	raised, err := d.db.ObstaclesOf(ctx, d.who)
	if err != nil {
		return err
	}
	for _, o := range raised {
		if !practice.MayConfirmGone(d.who, o) || d.random.Float64() < 0.4 {
			continue
		}
		kind := practice.ObstacleGone
		if d.random.Float64() < 0.12 {
			kind = practice.ObstacleReopened
		}
		if err := d.happen(ctx, o, d.event(kind, 0)); err != nil {
			return err
		}
	}
	return nil
}

// wayUp is what the first of the visitor's reports raises four weeks before the
// visit, and what becomes of it until then.
const wayUp = "Every discount needs three signatures"

// frontObstacle has the first of the visitor's reports raise an obstacle that
// the visitor takes and passes up, and that their leader removes; and, before
// the visit, one that waits for the visitor.
func (d workday) frontObstacle(ctx context.Context) error {
	if d.first == 0 || d.visitor == 0 {
		return nil
	}
	leader := d.r.ManagerOf(d.visitor, d.today)
	on := func(who practice.PersonID, days int) bool {
		return d.who == who && who != 0 && d.today == d.r.Calendar(who).Add(d.visit, -days)
	}
	switch {
	case on(d.first, 17):
		return d.inTheWay(ctx, wayUp)
	case on(d.first, 1):
		return d.inTheWay(ctx, "The demo account has no data in it")
	}
	raised, err := d.db.ObstaclesOf(ctx, d.first)
	if err != nil {
		return err
	}
	for _, o := range raised {
		if o.What != wayUp {
			continue
		}
		ev := d.event(practice.ObstacleResolved, 0)
		ev.Outcome, ev.Words = practice.OutcomeRemoved, "Sales can approve up to ten per cent by themselves now"
		switch {
		case on(d.visitor, 16):
			return d.happen(ctx, o, d.event(practice.ObstacleOwned, d.visitor))
		case on(d.visitor, 6):
			up := d.event(practice.ObstacleOffered, leader)
			up.Due = 0
			return d.happen(ctx, o, up)
		case on(leader, 5):
			return d.happen(ctx, o, d.event(practice.ObstacleAccepted, leader))
		case on(leader, 3):
			return d.happen(ctx, o, ev)
		case on(d.first, 2):
			return d.happen(ctx, o, d.event(practice.ObstacleGone, 0))
		}
	}
	return nil
}

// confirm answers most of what the person is asked to confirm. What is asked on
// the day of the visit is left to the visitor.
func (d workday) confirm(ctx context.Context) error {
	asked, err := d.db.OpenAsks(ctx, d.who, d.today)
	if err != nil {
		return err
	}
	for _, a := range asked {
		if a.AskedOn == d.today || d.random.Float64() < 0.35 {
			continue
		}
		c := practice.Confirmation{At: d.now, Match: practice.MatchedYes}
		switch chance := d.random.Float64(); {
		case chance < 0.05:
			c.Match = practice.MatchedNo
		case chance < 0.2:
			c.Match = practice.MatchedLike
		}
		if p, ok := d.pb.Practice(a.Practice, d.today); ok && p.Rated && d.random.Float64() < 0.8 {
			c.Useful, c.Next = 2+d.random.IntN(4), []string{practice.NextClear, practice.NextClear, practice.NextUnclear}[d.random.IntN(3)]
		}
		if _, err := d.db.AnswerAsk(ctx, a.ID, d.who, c); err != nil {
			return err
		}
	}
	return nil
}

// plansTeam has the visitor write down what their team does together: training
// that one of them has delivered and another is to, and two contests, of which
// one is over.
func (d workday) plansTeam(ctx context.Context) error {
	team := d.r.Reports(d.visitor, d.today)
	if d.visitor == 0 || len(team) < 2 {
		return nil
	}
	day := func(n int) cadence.Date { return d.r.Calendar(d.visitor).Add(d.visit, n) }
	switch {
	case d.who == d.visitor && d.today == day(-15):
		if err := d.writePlan(ctx, "training_plan", "sessions", []practice.Row{{What: "How to open with the budget", Due: day(-3), Owner: team[1], At: "10:00"}, {What: "Reading a contract", Due: day(4), Owner: team[0], At: "11:00"}}); err != nil {
			return err
		}
		return d.writePlan(ctx, "contest_plan", practice.FieldContests, []practice.Row{{What: "Most second meetings", Due: day(-14), Until: day(-2), Owner: d.visitor}, {What: "Best recorded opening", Due: day(-1), Until: day(9), Owner: team[1]}})
	case d.who == team[1] && d.today >= day(-3):
		return d.tickSessions(ctx)
	}
	return nil
}

// writePlan logs a plan whose practice the company has not switched on: a team
// may have it all the same.
func (d workday) writePlan(ctx context.Context, key, field string, rows []practice.Row) error {
	p, ok := d.pb.Practice(key, d.today)
	if !ok {
		return nil
	}
	_, err := d.db.Log(ctx, practice.Entry{Request: d.request(), Practice: key, Author: d.who, HappenedOn: d.today, LoggedAt: d.now, LoggedOn: d.today,
		Values: practice.Values{field: {Rows: rows}}}, p, 0, d.version)
	if err != nil {
		return fmt.Errorf("demo: %s: %w", key, err)
	}
	return nil
}

// tickSessions ticks what the person has delivered.
func (d workday) tickSessions(ctx context.Context) error {
	sessions, err := d.db.SessionsOf(ctx, d.who)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if s.Kind == practice.Training && s.On <= d.today && s.DoneAt.IsZero() {
			if err := d.db.TickSession(ctx, s.ID, d.who, d.now, d.today); err != nil {
				return err
			}
		}
	}
	return nil
}

// How owners say what came of an obstacle.
var (
	removed = []string{
		"Legal answers within two days now", "There is a template for it", "The new list is in the shared folder", "We agreed who decides", "The report runs by itself now",
	}
	updates = []string{
		"I talk to them on Thursday", "They want two examples, which I've sent", "It's on their list for next week",
	}
)

// review says in a review what became of the obstacles in it.
func (d workday) review(ctx context.Context, p *practice.Practice, values practice.Values) error {
	for _, f := range p.Form {
		if f.Type != practice.ObstacleList {
			continue
		}
		open, err := d.db.OpenObstacles(ctx)
		if err != nil {
			return err
		}
		said := map[practice.ObstacleID]string{}
		for _, o := range practice.Reviewed(d.r, d.who, open, d.today) {
			choices := practice.ReviewChoices(d.r, d.who, o, d.today)
			kept := d.today <= d.visit && o.RaisedOn >= d.visit-frontDays || o.What == wayUp || d.keptForVisit(o.Due())
			choice := practice.ReviewOpen
			if !kept && d.random.Float64() < 0.5 {
				choice = choices[d.random.IntN(len(choices))]
			}
			said[o.ID] = string(choice)
		}
		if len(said) > 0 {
			values[f.Key] = practice.Value{Reviews: said}
		}
	}
	return nil
}
