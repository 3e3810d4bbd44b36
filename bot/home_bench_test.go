package bot

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// BenchmarkHome measures how long the Home of a manager of thirty takes to
// read and to draw, with what is due of a quarter and a session a week with
// each of them behind it, and how many blocks it has.
func BenchmarkHome(b *testing.B) {
	now := time.Date(2026, time.March, 5, 9, 0, 0, 0, time.UTC)
	db, err := store.Own(b.Context(), filepath.Join(b.TempDir(), "coach.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	hireThirty(b, db, now)
	bot := New(Config{Store: db, Now: func() time.Time { return now }, Zone: db.Zone, Log: zerolog.Nop()})
	look := envelope{kind: "home", route: "home", slackID: "U0BOSS"}
	var home slack.HomeTabViewRequest
	for b.Loop() {
		drawn, err := bot.answer(context.Background(), look)
		if err != nil {
			b.Fatal(err)
		}
		home = drawn.(slack.HomeTabViewRequest)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(b.N), "ms/home")
	b.ReportMetric(float64(len(kit.Unfolded(home.Blocks.BlockSet))), "blocks")
	b.ReportMetric(0, "ns/op")
}

// hireThirty gives a database a director, a manager of theirs and thirty people
// of hers, a playbook, and ten weeks of what was done.
func hireThirty(b *testing.B, db *store.Store, now time.Time) {
	b.Helper()
	rows := []files.PeopleRow{{Email: "top@example.com", Name: "Top"}, {Email: "boss@example.com", Name: "Boss", ManagerEmail: "top@example.com"}}
	accounts := []practice.Person{{SlackID: "U0TOP", Email: "top@example.com", Name: "Top", Account: practice.Member}, {SlackID: "U0BOSS", Email: "boss@example.com", Name: "Boss", Account: practice.Member}}
	for i := range 30 {
		email := fmt.Sprintf("r%d@example.com", i)
		rows = append(rows, files.PeopleRow{Email: email, Name: fmt.Sprintf("Person %d", i), ManagerEmail: "boss@example.com"})
		accounts = append(accounts, practice.Person{SlackID: fmt.Sprintf("U%d", i), Email: email, Name: fmt.Sprintf("Person %d", i), Account: practice.Member})
	}
	ctx, today := b.Context(), cadence.DateOf(now)
	ok := func(err error) {
		b.Helper()
		if err != nil {
			b.Fatal(err)
		}
	}
	ok(db.Fix(ctx, practice.Settings{Recognition: "C0WINS", Zone: "UTC"}))
	_, err := db.ImportPeople(ctx, rows)
	ok(err)
	ok(db.SyncDirectory(ctx, accounts))
	ok(service.PublishDefault(ctx, db, now.AddDate(0, 0, -80), 0))
	pb, version, err := db.Playbook(ctx)
	ok(err)
	r, err := db.Roster(ctx)
	ok(err)
	boss, err := db.PersonByEmail(ctx, "boss@example.com")
	ok(err)
	for on := today - 70; on <= today; on += 7 {
		ok(db.Reconcile(ctx, []store.Plan{{Performer: boss.ID, From: on, To: on + 6, Occurrences: practice.Plan(pb, r, boss.ID, on, on+6)}}))
		if on > today-7 {
			continue
		}
		for _, id := range r.Reports(boss.ID, today) {
			p, _ := pb.Practice(practice.OneOnOneKey, on)
			_, err := db.Log(ctx, practice.Entry{Request: fmt.Sprint("V", on), Practice: p.Key, Author: boss.ID, Subject: id, HappenedOn: on, LoggedOn: on, LoggedAt: now,
				Values: practice.Values{"strength": {Text: "Asks short questions and waits for the answer"}}}, p, 0, version)
			ok(err)
		}
	}
}
