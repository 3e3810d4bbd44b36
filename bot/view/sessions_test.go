package view_test

import (
	"strings"
	"time"

	"coach/bot/view"
	"coach/practice"
)

// trainingOf is Dana's plan that somebody delivers a training session.
func trainingOf(who practice.PersonID, change func(*practice.Session)) practice.Session {
	s := practice.Session{ID: 5, Entry: 12, Kind: practice.Training, Manager: dana, PlannedOn: march(2), Deliverer: who, Topic: "Closing for a next step", On: march(6), At: "10:00"}
	change(&s)
	return s
}

// contestOf is Dana's plan that somebody runs a contest.
func contestOf(who practice.PersonID, change func(*practice.Session)) practice.Session {
	s := practice.Session{ID: 6, Entry: 13, Kind: practice.Contest, Manager: dana, PlannedOn: march(2), Deliverer: who, Topic: "Spring sprint", On: march(2), Until: march(27)}
	change(&s)
	return s
}

var (
	asItIs   = func(*practice.Session) {}
	accepted = func(s *practice.Session) { s.Accepted = time.Unix(1, 0) }
	declined = func(s *practice.Session) { s.Declined = time.Unix(1, 0) }
	ticked   = func(s *practice.Session) { s.Accepted, s.DoneAt = time.Unix(1, 0), time.Unix(2, 0) }
	dropped  = func(s *practice.Session) { s.DroppedAt, s.Topic = time.Unix(2, 0), "" }
	odd      = func(s *practice.Session) { s.Manager, s.Topic, s.At = hostile, hostileWords, "" }
)

func sessionStates() map[string]any {
	facts := func(s practice.Session, reader practice.PersonID) view.SessionFacts {
		return view.SessionFacts{Session: s, Reader: reader, Part: true, Who: who, Today: thursday}
	}
	given := func(s practice.Session) any { return view.SessionGiven(facts(s, ana), s.Given()) }
	moved := trainingOf(ana, asItIs).Given()
	moved.On = march(5)
	newcomer := facts(trainingOf(fox, asItIs), fox)
	newcomer.Part = false
	return map[string]any{
		"session_given":            given(trainingOf(ana, asItIs)),
		"session_given_odd":        given(trainingOf(ana, odd)),
		"session_given_contest":    given(contestOf(ana, asItIs)),
		"session_given_newcomer":   view.SessionGiven(newcomer, newcomer.Session.Given()),
		"session_taken":            given(trainingOf(ana, accepted)),
		"session_taken_contest":    given(contestOf(ana, accepted)),
		"session_refused":          given(trainingOf(ana, declined)),
		"session_delivered":        given(trainingOf(ana, ticked)),
		"session_contest_over":     given(contestOf(ana, ticked)),
		"session_moved":            view.SessionGiven(facts(trainingOf(ana, asItIs), ana), moved),
		"session_somebody_elses":   view.SessionGiven(facts(trainingOf(ben, asItIs), ana), trainingOf(ana, asItIs).Given()),
		"session_dropped":          given(trainingOf(ana, dropped)),
		"session_declined":         view.SessionDeclined(facts(trainingOf(ana, declined), dana), ana),
		"session_declined_contest": view.SessionDeclined(facts(contestOf(hostile, declined), dana), hostile),
		"session_declined_mended":  view.SessionDeclined(facts(trainingOf(ben, asItIs), dana), ana),
		"session_declined_dropped": view.SessionDeclined(facts(trainingOf(ana, dropped), dana), ana),
		"session_off":              view.SessionOff(facts(trainingOf(ana, dropped), ana), practice.SessionOff{Session: 5, To: ana, On: march(6)}),
		"session_off_other":        view.SessionOff(facts(contestOf(ben, asItIs), ana), practice.SessionOff{Session: 6, To: ana, On: march(6)}),
		"session_off_again":        view.SessionOff(facts(trainingOf(ana, asItIs), ana), practice.SessionOff{Session: 5, To: ana, On: march(6)}),

		"home_sessions":      view.Home(homeOf(ana, ofReps, ofSessions)),
		"home_sessions_dana": view.Home(homeOf(dana, ofManagers, ofSessions)),
		"home_team_plan":     view.Home(homeOf(ana, ofReps, ofPlan("Two discovery calls a day, measured by next steps"))),
		"home_team_plan_odd": view.Home(homeOf(ana, ofReps, ofPlan(strings.Repeat(hostileWords+" ", 20)))),
	}
}

// ofSessions adds what Dana's team plans, with something of everything, and a
// contest that has ended.
func ofSessions(f *view.HomeFacts) {
	me := f.Due.Person.ID
	f.Sessions = []practice.Session{trainingOf(ana, func(s *practice.Session) { s.On = thursday; accepted(s) }), trainingOf(ana, asItIs), contestOf(me, accepted),
		trainingOf(ben, declined), trainingOf(ben, asItIs), trainingOf(0, odd)}
	f.Questions = []practice.Asking{{Question: practice.Question{Kind: practice.WhoWon, ID: 6, Since: march(4)}, Contest: contestOf(me, func(s *practice.Session) { s.Until = march(4) })}}
}

// ofPlan adds the team plan of Dana, as her team reads it.
func ofPlan(words string) func(*view.HomeFacts) {
	p := practiceOf(practice.TeamPlanKey)
	e := practice.Entry{ID: 12, Practice: p.Key, Author: dana, HappenedOn: march(2), Values: practice.Values{}}
	for _, f := range p.Form {
		if f.Type == practice.LongText {
			e.Values[f.Key] = practice.Value{Text: words}
		}
	}
	return func(f *view.HomeFacts) { f.Plan = &view.ReadableEntry{Entry: e, Practice: p, Fields: p.Form} }
}
