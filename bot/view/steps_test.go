package view_test

import (
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/cadence"
	"coach/practice"
)

var noon = time.Date(2026, time.March, 5, 12, 0, 0, 0, time.UTC)

// stepOf is a step that Dana and somebody agreed on, due on a day.
func stepOf(id practice.ActionID, owner practice.PersonID, what string, due cadence.Date) practice.Action {
	a := practice.Action{ID: id, Author: dana, Owner: owner, Subject: owner, What: what, FirstDue: due, Due: due, AgreedAt: noon}
	if owner == dana {
		a.Subject = ana
	}
	return a
}

func changedStep(a practice.Action, change func(*practice.Action)) practice.Action {
	change(&a)
	return a
}

func stepFacts(reader practice.PersonID) view.StepFacts {
	return view.StepFacts{Reader: reader, Today: thursday, Now: noon, Who: who}
}

const (
	longWords   = "Ask the three customers who left last quarter what made them leave, write down what they say in their own words, and bring it to the team meeting so that all of us can read it before we change the way in which we open a first conversation with somebody who has never heard of us, as they once were. Then."
	hebrewWords = "לפתוח עם התקציב \u202eולשאול"
)

// manySteps are Ana's steps, due day after day.
func manySteps(n int) []practice.Action {
	var steps []practice.Action
	for i := range n {
		steps = append(steps, stepOf(practice.ActionID(100+i), ana, "Call account "+strings.Repeat("I", i%5+1), thursday+cadence.Date(i)))
	}
	return steps
}

// stepStates are Ana's and Dana's lists of steps.
func stepStates() map[string]any {
	list := func(reader practice.PersonID, change func(*view.StepsFacts)) slack.ModalViewRequest {
		f := view.StepsFacts{StepFacts: stepFacts(reader)}
		change(&f)
		return view.Steps(f)
	}
	call := stepOf(1, ana, "Open with the budget", march(12))
	moved := changedStep(stepOf(2, ana, "Call the four quiet accounts", march(3)), func(a *practice.Action) {
		a.Moves, a.Due = []practice.Move{{At: noon, By: ana, To: march(4)}}, march(4)
	})
	wished := func(by practice.PersonID) practice.Action {
		return changedStep(call, func(a *practice.Action) { a.Cancels = []practice.Cancel{{At: noon, By: by}} })
	}
	unagreed := changedStep(call, func(a *practice.Action) { a.AgreedAt = time.Time{} })
	done := func(by practice.PersonID, on cadence.Date) practice.Action {
		return changedStep(call, func(a *practice.Action) {
			a.DoneBy, a.DoneOn, a.DoneAt = by, on, noon.AddDate(0, 0, int(on-thursday)).Add(-time.Hour)
		})
	}
	cancelled := changedStep(call, func(a *practice.Action) { a.CancelledAt = noon })
	return map[string]any{
		"steps_typed":      view.OfferSteps(2, practice.Person{}),
		"steps_typed_none": view.OfferSteps(0, people[hostile]),
		"steps_none":       list(ana, func(*view.StepsFacts) {}),
		"steps_none_with":  list(ana, func(f *view.StepsFacts) { f.With = dana }),
		"steps_one":        list(ana, func(f *view.StepsFacts) { f.Own = []practice.Action{call} }),
		"steps_of_a_rep": list(ana, func(f *view.StepsFacts) {
			f.Own = []practice.Action{moved, stepOf(3, ana, "Write", thursday), stepOf(4, ana, "Visit", thursday+1), unagreed, wished(dana)}
			f.Closed = []practice.Action{done(ana, thursday), done(dana, thursday-1)}
			f.ToWrite = []view.PlanFacts{planFacts(func(*practice.PlanRequest) {})}
		}),
		"steps_of_a_manager": list(dana, func(f *view.StepsFacts) {
			f.Own = []practice.Action{stepOf(5, dana, "Come along on Tuesday", march(9)), {ID: 6, Author: dana, Owner: dana, What: "Book the room", FirstDue: march(10), Due: march(10), AgreedAt: noon}}
			f.Theirs = []practice.Action{moved, unagreed, wished(ana), wished(dana)}
			f.Closed = []practice.Action{done(dana, thursday), done(ana, thursday)}
			f.ToAgree = []view.PlanFacts{planFacts(written)}
		}),
		"steps_with": list(dana, func(f *view.StepsFacts) {
			f.With = ana
			f.Own, f.Theirs = []practice.Action{stepOf(5, dana, "Come along on Tuesday", march(9))}, []practice.Action{moved, unagreed}
			f.Closed = []practice.Action{done(ana, march(2)), cancelled}
		}),
		"steps_too_many": list(dana, func(f *view.StepsFacts) {
			f.Own, f.Theirs, f.Closed = manySteps(30), manySteps(30), manySteps(20)
			for range 9 {
				f.ToWrite, f.ToAgree = append(f.ToWrite, planFacts(func(*practice.PlanRequest) {})), append(f.ToAgree, planFacts(written))
			}
		}),
		"steps_in_difficult_words": list(dana, func(f *view.StepsFacts) {
			f.Theirs = []practice.Action{stepOf(1, wordy, longWords, march(12)), stepOf(2, noa, hebrewWords, march(12)), stepOf(3, fox, "🦊 Run 👩‍👩‍👧 🏃‍♀️", march(12)), stepOf(4, hostile, hostileWords, march(12))}
		}),
		"move":        view.MoveStep(view.MoveFacts{StepFacts: stepFacts(ana), Step: call, To: march(12)}),
		"move_late":   view.MoveStep(view.MoveFacts{StepFacts: stepFacts(dana), Step: moved, To: march(12), Alone: true, Listed: true}),
		"move_long":   view.MoveStep(view.MoveFacts{StepFacts: stepFacts(dana), Step: stepOf(1, hostile, longWords, march(12)), To: march(12)}),
		"move_asked":  view.StepCancelled(stepFacts(ana), wished(ana)),
		"move_cancel": view.StepCancelled(stepFacts(ana), cancelled),
	}
}

func planFacts(change func(*practice.PlanRequest)) view.PlanFacts {
	f := view.PlanFacts{Plan: practice.PlanRequest{Entry: 9, Writer: ana, Reader: dana, AskedAt: noon}, Short: "1:1", On: march(4), Rows: 3, Today: thursday, Due: march(12), Who: inSlack}
	change(&f.Plan)
	if !f.Plan.WrittenAt.IsZero() {
		f.Steps = []practice.Action{stepOf(1, ana, "Open with the budget", march(12)), stepOf(2, ana, "Call the four quiet accounts", march(20))}
	}
	return f
}

func written(p *practice.PlanRequest) { p.WrittenAt = noon }

// inSlack finds people who all have an account.
func inSlack(id practice.PersonID) practice.Person {
	p := who(id)
	p.Account = practice.Member
	return p
}

// planStates are what Ana and Dana read about a plan that Ana writes.
func planStates() map[string]any {
	agreed := func(p *practice.PlanRequest) { p.WrittenAt, p.AgreedAt = noon, noon }
	talk := func(p *practice.PlanRequest) { p.WrittenAt, p.TalkAt = noon, noon }
	dropped := func(p *practice.PlanRequest) { p.DroppedAt = noon }
	droppedLater := func(p *practice.PlanRequest) { p.WrittenAt, p.DroppedAt = noon, noon }
	left := planFacts(written)
	left.Who = who // Dana's account is not open
	hard := planFacts(func(p *practice.PlanRequest) { p.Writer, p.Reader, p.WrittenAt = noa, hostile, noon })
	hard.Steps = []practice.Action{stepOf(1, noa, hebrewWords, march(12)), stepOf(2, noa, longWords, march(12)), stepOf(3, noa, hostileWords, march(12)), stepOf(4, noa, "🦊", march(12))}
	asked := hard
	asked.Plan.WrittenAt = time.Time{}
	some := planFacts(agreed)
	some.Steps[0].DoneBy, some.Steps[0].DoneAt, some.Steps[0].DoneOn = ana, noon, thursday
	return map[string]any{
		"plan_ask":                view.PlanAsk(planFacts(func(*practice.PlanRequest) {})),
		"plan_ask_names":          view.PlanAsk(asked),
		"plan_ask_written":        view.PlanAsk(planFacts(written)),
		"plan_ask_agreed":         view.PlanAsk(planFacts(agreed)),
		"plan_ask_talk":           view.PlanAsk(planFacts(talk)),
		"plan_ask_dropped":        view.PlanAsk(planFacts(dropped)),
		"plan_ask_dropped_later":  view.PlanAsk(planFacts(droppedLater)),
		"plan_ask_manager_left":   view.PlanAsk(left),
		"plan_form":               view.WritePlan(planFacts(func(*practice.PlanRequest) {})),
		"plan_form_names":         view.WritePlan(asked),
		"plan_sent":               view.PlanSent(planFacts(written)),
		"plan_sent_to_nobody":     view.PlanSent(left),
		"plan_sent_too_late":      view.PlanSent(planFacts(dropped)),
		"plan_written":            view.PlanWritten(planFacts(written)),
		"plan_written_hard_words": view.PlanWritten(hard),
		"plan_written_agreed":     view.PlanWritten(some),
		"plan_written_talk":       view.PlanWritten(planFacts(talk)),
		"plan_written_dropped":    view.PlanWritten(planFacts(droppedLater)),
	}
}

// beforeStates are forms with what stands above their questions.
func beforeStates() map[string]any {
	form := func(change func(*view.BeforeFacts)) slack.ModalViewRequest {
		f := view.BeforeFacts{StepFacts: stepFacts(dana)}
		change(&f)
		k := known("observation")
		k.Subjects, k.Before = []practice.PersonID{ana}, view.Before(f)
		return view.Log(k)
	}
	last := func(key, field, said string) func(*view.BeforeFacts) {
		return func(f *view.BeforeFacts) {
			f.Last = practice.Entry{ID: 4, Practice: key, HappenedOn: march(2), Values: practice.Values{field: {Text: said}, "private_note": {Text: secret("private")}}}
			f.With = practiceOf(key)
		}
	}
	return map[string]any{
		"log_before_steps": form(func(f *view.BeforeFacts) {
			last("one_on_one", "strength", "Asks short questions")(f)
			f.Steps = []practice.Action{stepOf(1, ana, "Open with the budget", march(12))}
			f.Done = []practice.Action{changedStep(stepOf(2, ana, "Write", march(6)), func(a *practice.Action) { a.DoneAt, a.DoneOn, a.DoneBy = noon, thursday, dana })}
		}),
		"log_before_too_many": form(func(f *view.BeforeFacts) {
			last("observation", "did_well", longWords)(f)
			f.Steps = manySteps(30)
		}),
		"log_before_hard_words": form(func(f *view.BeforeFacts) {
			last("observation", "did_well", hebrewWords)(f)
			f.Steps = []practice.Action{stepOf(3, fox, "🦊 Run 👩‍👩‍👧", march(12)), stepOf(4, hostile, hostileWords, march(12))}
		}),
		"log_before_no_words": form(func(f *view.BeforeFacts) { f.LastOn = march(2) }),
	}
}

// Golden files alone do not hold this: they are rewritten by the hundred when
// forms change.
func TestWhatStandsAboveTheQuestionsIsDrawnOnce(t *testing.T) {
	f := view.BeforeFacts{StepFacts: stepFacts(dana), Steps: []practice.Action{stepOf(1, ana, secret("step"), march(12))}}
	k := known("observation")
	k.Subjects, k.Before = []practice.PersonID{ana}, view.Before(f)
	if n := strings.Count(drawn(t, view.Log(k)), `"action_id":"`+view.ActionStepDone+`"`); n != 1 {
		t.Errorf("the step above the questions is drawn %d times", n)
	}
}

func TestNobodysStepsStandInAPreview(t *testing.T) {
	f := planFacts(written)
	f.Steps[0].What = secret("plan")
	for name, m := range map[string]kit.Message{"asked for": view.PlanAsk(f), "written": view.PlanWritten(f)} {
		if leaks(m.Text, secret("plan")) {
			t.Errorf("the preview of a plan %s has its words: %s", name, m.Text)
		}
	}
	if m := view.PlanWritten(f); !leaks(drawn(t, m), secret("plan")) {
		t.Error("the plan is not in the message")
	}
}

// Only what the two of them read is said of last time.
func TestLastTimeSaysOnlyWhatIsShared(t *testing.T) {
	form := practice.Form{{Key: "strength", Type: practice.Text, Vis: practice.Private}, {Key: "news", Type: practice.Text, Vis: practice.Team}, {Key: "note", Type: practice.LongText, Vis: practice.Shared}}
	f := view.BeforeFacts{StepFacts: stepFacts(dana), With: &practice.Practice{Form: form}}
	f.Last = practice.Entry{ID: 4, HappenedOn: march(2), Values: practice.Values{"strength": {Text: secret("strength")}, "news": {Text: secret("news")}, "note": {Text: secret("note")}}}
	said := drawn(t, view.Before(f))
	if leaks(said, secret("strength")) || leaks(said, secret("news")) || !leaks(said, secret("note")) {
		t.Errorf("last time: %s", said)
	}
}

func TestWhatIsPickedInAMoveIsRead(t *testing.T) {
	m := view.MoveStep(view.MoveFacts{StepFacts: func() view.StepFacts { f := stepFacts(dana); f.With = ana; return f }(), Step: stepOf(7, ana, "Call", march(12)), To: march(13), Listed: true})
	got, err := view.ParseMove(fill(t, m, nil))
	if want := (view.Moved{Step: 7, To: march(13), Listed: true, With: ana}); err != nil || got != want {
		t.Errorf("read %+v, %v", got, err)
	}
}

// A day that was filled in and left is no row.
func TestWhatIsTypedInAPlanIsRead(t *testing.T) {
	m := view.WritePlan(planFacts(func(*practice.PlanRequest) {}))
	entry, rows, err := view.ParsePlan(fill(t, m, nil))
	if err != nil || entry != 9 || len(rows) != 0 {
		t.Errorf("of a form nobody touched: entry %d, %v, %v", entry, rows, err)
	}
}
