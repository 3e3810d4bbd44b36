package service

import (
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// A morning message shows the occurrences that the beat chose, in their state
// when it is drawn: today with a count of the day's further reminders, later
// without.
func TestAMorningShowsWhatWasDecided(t *testing.T) {
	l := live(t, monday-35, monday-3)
	ctx, ben := t.Context(), l.person("ben@example.com")
	days := 0
	ok(t, l.Begin(ctx, monday-90))
	ok(t, l.SyncDirectory(ctx, []practice.Person{{SlackID: "UBEN", Email: "ben@example.com", Name: "Ben", Account: practice.Member}}))
	for today := monday - 32; today < monday-3; today++ {
		w, err := newWaker(ctx, l.Store, today, today.At(9*60, time.UTC))
		ok(t, err)
		decided, err := w.decide(ctx, ben)
		ok(t, err)
		if decided.why != "" {
			continue
		}
		shown, err := ReadMorning(ctx, l.Store, decided.Bundle, today)
		ok(t, err)
		if len(shown.Touches) != len(decided.Reminders) || len(shown.News) != len(decided.News) || shown.More != decided.More {
			t.Errorf("%s: decided %+v, shown %+v", today, decided.Bundle, shown)
		}
		for i, touch := range shown.Touches {
			if len(touch.Occurrences) != len(decided.Reminders[i]) || touch.Occurrences[0].ID != decided.Reminders[i][0] {
				t.Errorf("%s: touch %d shows %+v, decided %v", today, i, touch, decided.Reminders[i])
			}
		}
		if later, err := ReadMorning(ctx, l.Store, decided.Bundle, today+1); err != nil || later.More != 0 || len(later.Touches) != len(shown.Touches) {
			t.Errorf("%s, a day later: %+v, %v", today, later, err)
		}
		days++
	}
	if days < 2 {
		t.Fatalf("only %d days had a morning", days)
	}
}

// A person gets no morning message before their morning, at a weekend, without
// anything to read, or twice a day. Cora, who leads nobody, reads only what she
// is asked to confirm, twice a week.
func TestWhoHasSomethingToReadIsWrittenToOnTheMorningsOfWorkingDays(t *testing.T) {
	l := live(t, monday-14, monday+6)
	ana, ben, cora := l.person("ana@example.com"), l.person("ben@example.com"), l.person("cora@example.com")
	for _, name := range []string{"ana", "ben", "cora"} {
		member := practice.Person{SlackID: "U" + name, Email: name + "@example.com", Name: name, Account: practice.Member}
		ok(t, l.SyncDirectory(t.Context(), []practice.Person{member}))
	}
	written, confirms := 0, 0
	for today := monday; today < monday+7; today++ {
		for _, hour := range []int{5, 9, 10} {
			ok(t, Wake(t.Context(), l.Store, []practice.PersonID{ana, ben, cora}, today, today.At(cadence.Clock(hour*60), time.UTC)))
			to := l.bundles()
			if written += len(to); len(to) > 0 && (hour != 9 || today >= monday+5) || to[cora] > 1 || to[ana] > 1 || to[ben] > 1 {
				t.Errorf("at %d:00 on %s messages go to %v", hour, today.Format("Monday"), to)
			}
			confirms += to[cora]
		}
	}
	if written == 0 || confirms == 0 || confirms > 2 {
		t.Errorf("%d messages in a week, %d of them to Cora", written, confirms)
	}
}

// bundles counts the morning messages that wait for each person.
func (l *life) bundles() map[practice.PersonID]int {
	n := map[practice.PersonID]int{}
	for {
		d, more, err := l.Next(l.t.Context(), time.Now())
		ok(l.t, err)
		if !more {
			return n
		}
		if b, is := d.Notice.(practice.Bundle); is {
			n[b.Person]++
		}
		ok(l.t, l.Drop(l.t.Context(), d, "counted"))
	}
}
