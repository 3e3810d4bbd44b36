package store

import (
	"errors"
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"coach/cadence"
	"coach/files"
	"coach/measure"
	"coach/practice"
)

// A deed is something that can happen in a company.
type deed struct {
	name string
	do   func(*life)
}

func (d deed) String() string { return d.name }

// lifes are the deeds that can happen, those that happen often several times.
var lifes = []deed{
	{"does what is due", (*life).doing}, {"does what is due", (*life).doing}, {"does what is due", (*life).doing}, {"logs", (*life).logging}, {"thanks", (*life).thanking}, {"edits", (*life).editing},
	{"withdraws", (*life).withdrawing}, {"skips", (*life).skipping}, {"skips", (*life).skipping}, {"takes a skip back", (*life).unskipping}, {"excuses", (*life).excusing}, {"excuses", (*life).excusing}, {"takes an excuse back", (*life).unexcusing},
	{"is away", (*life).leaving}, {"is transferred", (*life).transferring}, {"publishes", (*life).publishing},
	{"asks", (*life).asking}, {"asks", (*life).asking}, {"answers", (*life).answering}, {"answers", (*life).answering},
	{"goes on with a step", (*life).stepping}, {"goes on with a step", (*life).stepping}, {"goes on with a step", (*life).stepping}, {"plans", (*life).planning}, {"raises", (*life).raising}, {"goes on with an obstacle", (*life).removing},
	{"goes on with an obstacle", (*life).removing}, {"goes on with an obstacle", (*life).removing}, {"delivers", (*life).delivering}, {"says", (*life).saying},
}

// doing logs what waits, within a day or two.
func (l *life) doing() {
	who := l.manager()
	waiting, err := l.Waiting(l.t.Context(), who, l.today(who))
	l.must(err)
	if o, some := one(l.t, "due", waiting); some && o.Practice != practice.RecognitionKey {
		l.logs(practice.Entry{Practice: o.Practice, Author: who, Subject: o.Subject}, 2)
	}
}

func (l *life) logging() {
	key := rapid.SampledFrom([]string{"visit", "visit", "one_on_one", "quarterly_review"}).Draw(l.t, "practice")
	author, subject := l.manager(), l.someone("subject")
	if author != subject {
		l.logs(practice.Entry{Practice: key, Author: author, Subject: subject}, 12)
	}
}

func (l *life) thanking() {
	author, first, second := l.someone("author"), l.someone("first"), l.someone("second")
	if author != first && author != second {
		l.logs(practice.Entry{Practice: practice.RecognitionKey, Author: author, Values: practice.Values{practice.RecognitionWho: {People: slices.Compact([]practice.PersonID{first, second})},
			practice.ShareWhere: {Text: rapid.SampledFrom([]string{practice.ShareInChannel, practice.ShareWithThem}).Draw(l.t, "where")}}}, 12)
	}
}

// logs stores an entry of what happened some days ago, at most.
func (l *life) logs(e practice.Entry, ago int) {
	p, version := l.wording(e.Practice)
	e.Request, e.LoggedAt, e.LoggedOn = l.request(), l.now, l.today(e.Author)
	e.HappenedOn = e.LoggedOn - l.days("ago", 0, ago)
	if e.Values == nil {
		e.Values = l.anyAnswers(p, e.Author)
	}
	_, err := l.Log(l.t.Context(), e, p, 0, version)
	l.may(err)
}

// anyAnswers draws answers to questions that the form of a practice has.
func (l *life) anyAnswers(p *practice.Practice, author practice.PersonID) practice.Values {
	vs := practice.Values{}
	answer := func(key string, texts ...string) {
		if _, has := p.Form.Field(key); !has {
			return
		}
		if text := rapid.SampledFrom(texts).Draw(l.t, key); text != "" {
			vs[key] = practice.Value{Text: text}
		}
	}
	answer("time_focus", "", "back", "ahead", "Mostly looking back")
	answer("plan_author", "", "they", "manager")
	answer(practice.FieldRepLed, "", "yes", "no")
	answer(practice.FieldCause, "", "skill", "Something in the way")
	if _, has := p.Form.Field("factors"); has && rapid.Bool().Draw(l.t, "with factors") {
		vs["factors"] = practice.Value{Many: rapid.SampledFrom([][]string{{"None"}, {"Tools or data", "Job design"}}).Draw(l.t, "factors")}
	}
	if _, has := p.Form.Field("plan"); has && rapid.Bool().Draw(l.t, "with a step") {
		vs["plan"] = practice.Value{Rows: []practice.Row{{What: "Call", Due: l.today(author) + l.days("due in", 0, 40)}}}
	}
	return vs
}

// anyEntry draws an entry that stands.
func (l *life) anyEntry() (practice.Entry, bool) {
	all, err := entries(l.t.Context(), l.read, `withdrawn_at = 0 ORDER BY id`)
	l.must(err)
	return one(l.t, "entry", all)
}

func (l *life) editing() {
	e, some := l.anyEntry()
	if !some || e.Practice == practice.RecognitionKey {
		return
	}
	pb, err := l.WrittenWith(l.t.Context(), e)
	l.must(err)
	p := pb.LastVersion(e.Practice)
	e.Request = l.request()
	switch subject := l.someone("another"); {
	case rapid.Bool().Draw(l.t, "another day"):
		e.HappenedOn -= l.days("earlier", 1, 8)
	case subject != e.Author && rapid.Bool().Draw(l.t, "another person"):
		e.Subject = subject
	default:
		e.Values = l.anyAnswers(p, e.Author)
	}
	_, err = l.Edit(l.t.Context(), e, p, l.now, l.today(e.Author))
	l.may(err)
}

func (l *life) withdrawing() {
	if e, some := l.anyEntry(); some {
		l.must(l.Withdraw(l.t.Context(), e.Author, l.now, e.ID))
	}
}

func (l *life) skipping() {
	who := l.manager()
	waiting, err := l.Waiting(l.t.Context(), who, l.today(who))
	l.must(err)
	o, some := one(l.t, "skipped", waiting)
	if !some {
		return
	}
	terms := practice.SkipTerms{}
	if rapid.Bool().Draw(l.t, "allowed") {
		terms = allowed
	}
	reason := rapid.SampledFrom([]string{"Travel", "other", "Customer emergency"}).Draw(l.t, "reason")
	_, _, err = l.Skip(l.t.Context(), o.ID, practice.Skip{Reason: reason, Detail: "secret", For: l.ana}, terms, l.now)
	l.must(err)
}

// anyWaived draws what was skipped, or excused by a leader.
func (l *life) anyWaived(where string) (practice.Occurrence, bool) {
	all, err := l.occurrences(l.t.Context(), where+` ORDER BY id`)
	l.must(err)
	return one(l.t, "waived", all)
}

func (l *life) unskipping() {
	if o, some := l.anyWaived(`skip_reason <> ''`); some {
		_, err := l.TakeBackSkip(l.t.Context(), o.Performer, o.ID)
		l.must(err)
	}
}

func (l *life) excusing() {
	who := l.manager()
	found, err := l.Excusable(l.t.Context(), who, l.today(who))
	l.must(err)
	if o, some := one(l.t, "excused", found); some {
		_, err := l.Excuse(l.t.Context(), o.ID, practice.Excuse{By: l.ana, Reason: "Away", Detail: "secret"}, l.now)
		l.must(err)
	}
}

func (l *life) unexcusing() {
	if o, some := l.anyWaived(`excused_by <> 0`); some {
		_, err := l.TakeBackExcuse(l.t.Context(), o.Excuse.By, o.ID, noon)
		l.must(err)
	}
}

func (l *life) leaving() {
	who := l.someone("who")
	from := l.today(who) + l.days("from", -3, 10)
	_, err := l.TakeLeave(l.t.Context(), practice.Leave{Person: who, From: from, To: from + l.days("for", 0, 8), KnownOn: l.today(who), NotedBy: who}, noon)
	l.must(err)
	l.plans()
}

func (l *life) transferring() {
	r, on := l.roster(), l.today(l.ana)+l.days("in", -5, 5)
	row := rapid.SampledFrom(companyRows()[3:]).Draw(l.t, "who")
	who := l.id(l.outer, row.Email)
	before, after := row, row
	before.ManagerEmail, before.End = r.Person(r.ManagerOf(who, on-1)).Email, on-1
	after.ManagerEmail, after.Start = r.Person(l.manager()).Email, on
	rows := []files.PeopleRow{before, after}
	if before.ManagerEmail == "" {
		rows = rows[1:]
	}
	l.imports(l.outer, rows...)
	l.plans()
}

func (l *life) publishing() {
	source := rapid.SampledFrom([][]byte{playbookYAML, []byte(secondYAML)}).Draw(l.t, "playbook")
	_, err := l.Publish(l.t.Context(), source, 0, l.now, l.ana)
	l.must(err)
	l.plans()
}

func (l *life) asking() {
	who := l.someone("asked")
	today := l.today(who)
	c, err := l.Confirming(l.t.Context(), who, today)
	l.must(err)
	var had bool
	key := practice.Bundle{Person: who, On: today}.Key()
	l.must(l.read.QueryRowContext(l.t.Context(), `SELECT EXISTS (SELECT 1 FROM outbox WHERE key = $1)`, key).Scan(&had))
	if a, some := one(l.t, "ask", c.Waiting); some && !had {
		l.must(l.Wake(l.t.Context(), today, Waking{Bundles: []practice.Notice{practice.Bundle{Person: who, On: today, Ask: a.ID}}}))
		l.delivering()
	}
}

// delivering sends everything that is to be sent.
func (l *life) delivering() {
	for {
		d, some, err := l.Next(l.t.Context(), l.now)
		l.must(err)
		switch {
		case !some:
			return
		case d.Task != Send:
			l.must(l.Unchanged(l.t.Context(), d))
		default:
			l.must(errors.Join(l.Attempt(l.t.Context(), d, "U1", l.now), l.Sent(l.t.Context(), d, "D1", fmt.Sprintf("%d.1", l.now.Unix()))))
		}
	}
}

func (l *life) answering() {
	sent, err := asks(l.t.Context(), l.read, selectAsks+`a.asked_on <> '' ORDER BY a.id`)
	l.must(err)
	a, some := one(l.t, "ask", sent)
	if !some || !practice.MayAnswer(a.Person, a, l.today(a.Person)) {
		return
	}
	_, err = l.AnswerAsk(l.t.Context(), a.ID, a.Person, practice.Confirmation{At: l.now, Useful: rapid.IntRange(0, 5).Draw(l.t, "useful"),
		Match: rapid.SampledFrom([]practice.Matched{practice.MatchedYes, practice.MatchedLike, practice.MatchedNo}).Draw(l.t, "match"),
		Next:  rapid.SampledFrom([]string{"", practice.NextClear, practice.NextUnclear}).Draw(l.t, "next")})
	l.must(err)
}

func (l *life) stepping() {
	ctx := l.t.Context()
	all, err := actions(ctx, l.read, `id > 0`)
	l.must(err)
	a, some := one(l.t, "step", all)
	if !some {
		return
	}
	by := rapid.SampledFrom([]practice.PersonID{a.Author, a.Owner}).Draw(l.t, "by")
	switch rapid.SampledFrom([]string{"tick", "tick", "untick", "move", "move", "cancel", "cancel", "keep"}).Draw(l.t, "how") {
	case "tick":
		_, err = l.Tick(ctx, a.ID, by, l.now, l.today(by))
	case "untick":
		_, err = l.Untick(ctx, a.ID, by, l.now)
	case "move":
		_, err = l.Move(ctx, a.ID, by, l.today(by)+l.days("to", 0, 40), l.now)
	case "cancel":
		_, err = l.Cancel(ctx, a.ID, by, l.now, rapid.Bool().Draw(l.t, "alone"))
	case "keep":
		_, err = l.Keep(ctx, a.ID, by, l.now)
	}
	l.must(err)
}

// planning has somebody write a plan they were asked for, or agree to one.
func (l *life) planning() {
	who := l.someone("writer")
	written, err := l.PlansToWrite(l.t.Context(), who)
	l.must(err)
	if p, some := one(l.t, "plan", written); some {
		_, err := l.WritePlan(l.t.Context(), p.Entry, who, []practice.Row{{What: "Learn", Due: l.today(who) + l.days("due in", 0, 20)}}, l.now)
		l.must(err)
	}
	for _, reader := range []practice.PersonID{l.ana, l.ben, l.bea} {
		agreed, err := l.PlansToAgree(l.t.Context(), reader)
		l.must(err)
		if p, some := one(l.t, "agreed", agreed); some {
			l.pass()
			_, err := l.AgreePlan(l.t.Context(), p.Entry, reader, l.now)
			l.must(err)
		}
	}
}

func (l *life) raising() {
	raiser := l.someone("raiser")
	_, err := l.RaiseObstacle(l.t.Context(), practice.Obstacle{Request: l.request(), Raiser: raiser, RaisedAt: l.now, RaisedOn: l.today(raiser), What: "In the way",
		Hidden: rapid.Bool().Draw(l.t, "hidden")})
	l.may(err)
}

// removing has something happen to an obstacle that can, and whoever raised it
// be told of it some hours later.
func (l *life) removing() {
	all, err := obstacles(l.t.Context(), l.read, `id > 0`)
	l.must(err)
	o, some := one(l.t, "obstacle", all)
	if !some {
		return
	}
	var can []practice.ObstacleEvent
	r := l.roster()
	for _, by := range l.everybody() {
		for _, kind := range []practice.ObstacleEventKind{practice.ObstacleOwned, practice.ObstacleDue, practice.ObstacleUpdated, practice.ObstacleOffered, practice.ObstacleAccepted,
			practice.ObstacleDeclined, practice.ObstacleResolved, practice.ObstacleGone, practice.ObstacleReopened, practice.ObstacleWithdrawn} {
			ev := practice.ObstacleEvent{At: l.now, On: l.today(by), By: by, Kind: kind, Words: "It goes"}
			if practice.CheckObstacleEvent(r, o, ev, ev.On) == nil && (kind != practice.ObstacleOwned || o.Owner() == 0) {
				can = append(can, ev)
			}
		}
	}
	ev, some := one(l.t, "event", can)
	if !some {
		return
	}
	switch ev.Kind {
	case practice.ObstacleOwned, practice.ObstacleOffered, practice.ObstacleAccepted:
		ev.Owner, ev.Due = ev.By, ev.On+l.days("due in", 0, 9)
	case practice.ObstacleDue:
		ev.Due = ev.On + l.days("due in", 0, 9)
	}
	l.must(l.HappenObstacle(l.t.Context(), o.ID, l.request(), ev))
	if rapid.Bool().Draw(l.t, "told") {
		l.pass()
		l.delivering()
	}
}

func (l *life) saying() {
	start := l.today(l.ana)/7*7 - 6 - 7*l.days("weeks ago", 0, 2)
	whole := rapid.IntRange(0, 9).Draw(l.t, "whole")
	l.must(l.Say(l.t.Context(), rapid.SampledFrom(l.digests).Draw(l.t, "digest"), cadence.Period{Start: start, End: start + 6},
		measure.Rate{Part: whole / 2, Whole: whole}, measure.Rate{Part: whole / 3, Whole: whole}, l.now))
}
