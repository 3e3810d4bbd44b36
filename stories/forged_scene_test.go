package stories

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"coach"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// A scene is a company some days old. Dana, Priya, Ben, Cy and Carla have
// written things that are nobody else's, and have forms open; the others forge.
type scene struct {
	*stage
	ear   *ear
	IDs   map[string]string         // of people, by handle
	forms map[string]map[string]any // that were filled in and not sent, as payloads carry them

	file    *sql.DB // the database, read beside coach
	dumped  string  // which state of it tables are
	tables  map[string]table
	primary map[string][]string

	nudge                     *sandbox.Message // Dana's, of this morning
	entry, thanks             string           // Dana's: a 1:1 with Ben, and a private recognition of him
	waiting, skipped, excused string           // Dana's occurrences
	leave, claim              string           // Ben's, as Dana noted it; Dana's, about Hal
	order, ownOrder           string           // digests: a channel's about Carla's organisation, and Priya's own
	visit, standIn            string           // Priya's, to Dana's session with Cy; Priya's, for Dana
	topic, focus, timeAsked   string           // what Dana and Ben share
	sessions                  []string         // that Dana has planned: Ben's training and Cy's contest
	obstacle                  string           // that Ben raised and Dana owns
	cause                     string           // Dana's entry about Cy, in whose way something was
	version                   string           // of the playbook that stands, published by Carla
	agenda                    string           // Dana's
	report                    string           // Priya's command that asked for one
	confirmed                 string           // what Ben is asked about
	step, asked, planned      string           // Ben's, agreed with Dana; her sessions with Cy, who is to write a plan, and with Ben, who has
}

// fernsDay has Fern, a guest, take part until Monday.
const fernsDay = "email,name,manager_email,time_zone,end_on\nfern@example.com,Fern Hay,dana@example.com,Europe/London,2026-03-02\n"

const forgedCompany = company + "olga@example.com,Olga Marsh,carla@example.com,Europe/London\n"

// inUse is coach with two owners of the playbook.
func inUse(c *coach.Config) {
	c.Owners = "olga@example.com,carla@example.com"
	withoutDigest(c)
}

func newScene(t *testing.T, change func(*coach.Config)) *scene {
	t.Helper()
	return sceneOf(t, setting{people: forgedCompany, change: change})
}

func sceneOf(t *testing.T, begin setting) *scene {
	t.Helper()
	st := newStage(t, begin)
	s := &scene{stage: st, IDs: map[string]string{}, forms: map[string]map[string]any{}}
	st.newcomers("gus", "hal", "ivy", "mia")
	for _, p := range []sandbox.Person{
		{Handle: "xeno", Name: "Xeno Park", Team: "T0ELSEWHERE"}, {Handle: "fern", Name: "Fern Hay", Guest: true}, {Handle: "gil", Name: "Gil Ray", Guest: true}, {Handle: "sia", Name: "Sia Roe", Single: true},
	} {
		p.Zone = "Europe/London"
		st.AddPerson(p)
	}
	s.ear = &ear{next: st.tr}
	client := *st.config.HTTP
	client.Transport = s.ear
	st.config.HTTP = &client
	return s
}

// prepare has others write what the forged requests are after.
func (s *scene) prepare() {
	s.t.Helper()
	s.begin()
	s.leads("dana")
	s.pauseUntil(5, 9, 0)
	s.nudge = s.DM("dana").Last()
	s.leads("eli")
	s.write()
	s.leavePlans()
	s.confirm()
	s.noteCause()
	s.schedule()
	s.inspect()
	s.share()
	s.refuse()
	s.ask()
	s.publishAndDraft()
	s.fillForms()
	s.settle()
	time.Sleep(3 * time.Minute) // what all this makes coach plan
	s.settle()
	s.find()
}

// begin starts coach and finds out who is who.
func (s *scene) begin() {
	s.t.Helper()
	s.importPeople(fernsDay)
	s.run()
	s.open()
	for _, p := range s.query(`SELECT id, email FROM people`) {
		handle, _, _ := strings.Cut(p["email"], "@")
		s.IDs[handle] = p["id"]
	}
}

// leads has the people file say who leads Mia. Eli does after Dana, whom coach
// asks which customers he should meet.
func (s *scene) leads(manager string) {
	s.importPeople("email,name,manager_email,time_zone\nmia@example.com,Mia Lund," + manager + "@example.com,Europe/London\n")
	time.Sleep(2 * time.Minute)
	s.settle()
	s.IDs["mia"] = s.query(`SELECT id FROM people WHERE email = 'mia@example.com'`)[0]["id"]
}

// write has Dana log two things.
func (s *scene) write() {
	form := s.User("dana").Command("/coach log 1:1 @ben").Modal()
	form.Click("More questions") // they are open from then on
	s.meeting(form, secret).Submit().Close()
	s.settle()
	s.thank("dana", "ben", secret+" helped", "Just to them")
	s.settle()
}

// inspect has Priya ask how her team's week went.
func (s *scene) inspect() {
	s.report = "V0REPORT"
	s.withStore(func(ctx context.Context, db *store.Store) error {
		return db.Post(ctx, practice.ReportAsked{Request: s.report, Viewer: s.person("priya"), Scope: "team", Root: s.person("priya"), Window: "week",
			AsOf: time.Now(), Today: cadence.DateOf(time.Now())})
	})
}

// share has Dana and Ben share what only the two of them read.
func (s *scene) share() {
	ben := s.User("ben")
	ben.Command("/coach topic @dana " + secret + " topic")
	ben.Command("/coach ask about " + secret + " time").Modal().Submit().Close()
	ben.Forge("interactive", pressed(view.ActionFocus, s.IDs["dana"], nil))
	ben.Modal().Fill("What do you want to work on with Dana?", secret+" focus").Submit().Close()
	ben.Command("/coach obstacle " + secret + " obstacle @dana").Modal().Submit().Close()
	s.settle()
}

// meeting fills in a 1:1.
func (s *scene) meeting(form *sandbox.Modal, word string) *sandbox.Modal {
	return form.Fill("Where did the time go?", "Balanced").Fill("A strength to build on", word+" strength").
		Fill("Action plan, in their words", word+" plan").Fill("By when?", "2026-03-12").Fill("Who writes the plan?", "We wrote it together").
		Fill("Private note", word+" note")
}

// leavePlans has Dana leave two plans to Cy and Ben, of whom Ben writes his.
func (s *scene) leavePlans() {
	s.withStore(func(ctx context.Context, db *store.Store) error {
		pb, version, err := db.Playbook(ctx)
		if err != nil {
			return err
		}
		today := cadence.DateOf(time.Now())
		p, _ := pb.Practice("one_on_one", today)
		for _, with := range []string{"cy", "ben"} {
			logged, err := db.Log(ctx, practice.Entry{Request: "V0PLAN", Practice: p.Key, Author: s.person("dana"), Subject: s.person(with), HappenedOn: today, LoggedOn: today,
				LoggedAt: time.Now(), Values: practice.Values{practice.PlanAuthor: {Text: practice.TheyWrite}, "strength": {Text: secret + " strength"}}}, p, 0, version)
			if err != nil {
				return err
			}
			if with == "cy" {
				continue
			}
			rows := []practice.Row{{What: secret + " plan of his own", Due: today + 7}}
			if _, err := db.WritePlan(ctx, logged.Entry.ID, s.person("ben"), rows, time.Now()); err != nil {
				return err
			}
		}
		return nil
	})
	s.settle()
}

// confirm asks Ben whether what Dana logged about him matches.
func (s *scene) confirm() {
	s.withStore(func(ctx context.Context, db *store.Store) error {
		ben, err := db.PersonByEmail(ctx, "ben@example.com")
		if err != nil {
			return err
		}
		today := cadence.DateOf(time.Now())
		waiting, err := db.Confirming(ctx, ben.ID, today)
		if err != nil {
			return err
		}
		return db.Wake(ctx, today, store.Waking{Bundles: []practice.Notice{practice.Bundle{Person: ben.ID, On: today, Ask: waiting.Waiting[0].ID}}})
	})
}

// noteCause has Dana note that something was in the way of Cy in the winter.
func (s *scene) noteCause() {
	s.withStore(func(ctx context.Context, db *store.Store) error {
		pb, version, err := db.Playbook(ctx)
		if err != nil {
			return err
		}
		today := cadence.DateOf(time.Now())
		p, _ := pb.Practice("observation", today)
		logged, err := db.Log(ctx, practice.Entry{Request: "V0CAUSE", Practice: p.Key, Author: s.person("dana"), Subject: s.person("cy"), HappenedOn: today - 60, LoggedOn: today,
			LoggedAt: time.Now(), Values: practice.Values{practice.FieldCause: {Text: "obstacle"}, "did_well": {Text: secret + " good in winter"}}}, p, 0, version)
		s.cause = fmt.Sprint(logged.Entry.ID)
		return err
	})
}

// schedule has Dana put Ben down for a training session, which is not over, and
// Cy for a contest that is. Their team may read both.
func (s *scene) schedule() {
	s.withStore(func(ctx context.Context, db *store.Store) error {
		pb, version, err := db.Playbook(ctx)
		if err != nil {
			return err
		}
		dana, err := db.PersonByEmail(ctx, "dana@example.com")
		if err != nil {
			return err
		}
		today := cadence.DateOf(time.Now())
		for key, v := range map[string]practice.Value{"training_plan": {Rows: []practice.Row{{What: "Closing", Due: today + 7, Owner: s.person("ben")}}},
			"contest_plan": {Rows: []practice.Row{{What: "Sprint", Due: today - 7, Until: today - 1, Owner: s.person("cy")}}}} {
			p, _ := pb.Practice(key, today)
			field := map[string]string{"training_plan": "sessions", "contest_plan": practice.FieldContests}[key]
			if _, err := db.Log(ctx, practice.Entry{Request: "V0" + key, Practice: key, Author: dana.ID, HappenedOn: today, LoggedOn: today,
				LoggedAt: time.Now(), Values: practice.Values{field: v}}, p, 0, version); err != nil {
				return err
			}
		}
		planned, err := db.SessionsOfTeam(ctx, dana.ID)
		for _, one := range planned {
			s.sessions = append(s.sessions, fmt.Sprint(one.ID))
		}
		return err
	})
	s.settle()
}

// person is who has a handle.
func (s *scene) person(handle string) practice.PersonID {
	id, _ := strconv.ParseInt(s.IDs[handle], 10, 64)
	return practice.PersonID(id)
}

// refuse has Dana skip two things and Priya excuse one more.
func (s *scene) refuse() {
	dana := s.User("dana")
	for range 2 { // the second counts, so it can be excused
		fillSkip(s.nudge.ClickNth(dana, "Skip", 1).Modal(), "Other").Fill("A few words", secret+" skip").Submit().Close()
		s.settle()
	}
	form := s.User("priya").Command("/coach excuse @dana").Modal()
	form.Fill("What?", "Observation with Cy").Fill("Why?", "Other").Fill("A few words both of you can read", secret+" excuse").Submit().Close()
	s.settle()
}

// ask has Dana note leave for Ben, and ask Hal and Ivy whether they report to
// her: Ivy says yes.
func (s *scene) ask() {
	form := s.User("dana").Command("/coach away @ben").Modal()
	form.Fill("First day", secretDay).Fill("Last day", "2026-05-21").Submit().Close()
	s.settle()
	s.stage.claim("dana", "@hal, @ivy")
	s.DM("ivy").Last().Click(s.User("ivy"), "Yes")
	s.settle()
}

// publishAndDraft has Carla publish a version and begin another, which Ben has
// something to say of.
func (s *scene) publishAndDraft() {
	s.withStore(func(ctx context.Context, db *store.Store) error {
		carla, err := db.PersonByEmail(ctx, "carla@example.com")
		if err != nil {
			return err
		}
		ben, err := db.PersonByEmail(ctx, "ben@example.com")
		if err != nil {
			return err
		}
		version, err := db.PublishOver(ctx, 1, switched(true, "best_practice"), 0, time.Now(), carla.ID)
		if err != nil {
			return err
		}
		s.version = fmt.Sprint(version)
		if err := db.SaveDraft(ctx, carla.ID, store.Draft{Version: version, Edits: practice.Edits{Values: []string{secret, "Teamwork"}}}); err != nil {
			return err
		}
		return db.Suggest(ctx, store.Suggestion{Request: "V0SUGGESTION", Person: ben.ID, Version: version, Words: secret + " suggestion"}, []practice.PersonID{carla.ID})
	})
	s.settle()
}

// find looks up what the requests are to name.
func (s *scene) find() {
	one := func(statement string) string {
		s.t.Helper()
		rows := s.query(statement)
		if len(rows) == 0 {
			s.t.Fatalf("the scene has no row for %s", statement)
		}
		return rows[0]["id"]
	}
	dana := s.IDs["dana"]
	s.entry = one(`SELECT id FROM entries WHERE author_id = ` + dana + ` AND subject_id <> 0 ORDER BY id LIMIT 1`)
	s.thanks = one(`SELECT id FROM entries WHERE author_id = ` + dana + ` AND practice = '` + practice.RecognitionKey + `'`)
	s.waiting = one(`SELECT id FROM occurrences WHERE performer_id = ` + dana + ` AND entry_id = 0 AND skip_reason = '' AND expectation = 'expected' AND subject_id = ` + s.IDs["ana"] + ` ORDER BY due_on`)
	s.skipped = one(`SELECT id FROM occurrences WHERE performer_id = ` + dana + ` AND skip_reason <> '' ORDER BY id DESC`)
	s.excused = one(`SELECT id FROM occurrences WHERE performer_id = ` + dana + ` AND excused_by <> 0`)
	s.step = one(`SELECT id FROM actions WHERE author_id = ` + dana + ` AND owner_id = ` + s.IDs["ben"] + ` AND agreed_at > 0`)
	s.asked = one(`SELECT entry_id AS id FROM plans WHERE writer_id = ` + s.IDs["cy"])
	s.planned = one(`SELECT entry_id AS id FROM plans WHERE writer_id = ` + s.IDs["ben"])
	s.agenda = one(`SELECT id FROM team_agendas`)
	s.confirmed = one(`SELECT id FROM asks WHERE asked_on <> ''`)
	s.leave = one(`SELECT id FROM leaves WHERE person_id = ` + s.IDs["ben"])
	s.topic, s.focus, s.timeAsked = one(`SELECT id FROM topics`), one(`SELECT id FROM focuses`), one(`SELECT id FROM time_requests`)
	s.obstacle, s.visit = one(`SELECT id FROM obstacles`), one(`SELECT id FROM visits`)
	s.standIn = one(`SELECT id FROM stand_ins`)
	s.order, s.ownOrder = one(`SELECT id FROM subscriptions WHERE channel <> ''`), one(`SELECT id FROM subscriptions WHERE channel = ''`)
	s.claim = one(`SELECT id FROM claims WHERE answer = ''`)
}
