package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// madeAt is when the files of the tests say that they were made.
var madeAt = time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)

// example is the file of the page about the format.
func example(t *testing.T) string {
	t.Helper()
	return content(t, "../files/testdata/interchange_example.jsonl")
}

func content(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	ok(t, err)
	return string(data)
}

func exported(t *testing.T, s *Store) string {
	t.Helper()
	var file bytes.Buffer
	ok(t, s.Export(t.Context(), files.NewWriter(&file).Write, madeAt))
	return file.String()
}

func (s *Store) restores(t *testing.T, file string) (Restored, error) {
	t.Helper()
	return s.Import(t.Context(), files.NewReader("x.jsonl", strings.NewReader(file)))
}

// restored is a database that a file filled.
func restored(t *testing.T, file string) *Store {
	t.Helper()
	s := own(t)
	_, err := s.restores(t, file)
	ok(t, err)
	return s
}

// changed is the example with pieces of it replaced: an old one, then what is
// there instead.
func changed(t *testing.T, pieces ...string) string {
	t.Helper()
	file := example(t)
	for i := 0; i < len(pieces); i += 2 {
		if !strings.Contains(file, pieces[i]) {
			t.Fatalf("the example has no %s", pieces[i])
		}
		file = strings.Replace(file, pieces[i], pieces[i+1], 1)
	}
	return file
}

// What the format allows comes back as it was, whether coach would have written
// it or not.
func TestAFileComesBack(t *testing.T) {
	const person = `{"kind":"person","id":9,"email":null,"slack":null,"name":"#9","zone":null,"calendar":null,"standing":"gone","participates":true,"from_file":[],"admin":false,"owner":false,` +
		`"preferences":{"morning":"08:45","days":null,"muted":[],"thanks":null,"weekly_until":null},"marks":{"told":0,"told_before":0,"planned_on":null,"bundled_on":null},"erased_at":"2026-03-08T09:00:00.000Z"}` + "\n"
	const edited = `"edits":[{"at":"2026-03-05T23:30:00.000Z","practice":"observation","subject":"cy@x.test","happened_on":"2026-03-02","answers":{"nobody knows":["a","b"],"plan":[{"what":"x","owner":null,"due":null}]}},` +
		`{"at":"2026-03-06T09:00:00.000Z","practice":"observation","subject":null,"happened_on":"2026-03-02","answers":{}}]`
	for name, pieces := range map[string][]string{
		"the example": nil,
		"somebody erased, and what is about them": {`{"kind":"playbook"`, person + `{"kind":"playbook"`, `"subject":"cy@x.test","period_start"`, `"subject":"#9","period_start"`,
			`"what":"Pricing approval takes a week"`, `"what":null`, `"affects":[]`, `"affects":["ana@x.test","#7","#9"]`},
		"a person's choices":             {`"days":null,"muted":["recognition"],"thanks":null,"weekly_until":null`, `"days":["MON","WED","SUN"],"muted":["observation","recognition"],"thanks":"public","weekly_until":"2026-04-01"`},
		"marks of a beat":                {`"told":0,"told_before":0,"planned_on":null,"bundled_on":null`, `"told":3,"told_before":2,"planned_on":"2026-03-09","bundled_on":"2026-03-09"`},
		"other settings":                 {`"values":{}`, `"values":{"a":"","names":"{}","run":"{\"Zone\":\"Europe/London\"}","slack":"{\"Recognition\":\"C1\"}"}`},
		"no settings":                    {`"workspace":{"id":"T1","name":"Test"},"zone":"Europe/London","recognition_channel":"C1"`, `"workspace":null,"zone":null,"recognition_channel":null`},
		"an edit that moved it":          {`"settles":[{"occurrence":2,"on":"2026-03-05"}],"withdrawn_at":null,"place":null,"answers":{"did_well":"Let the customer finish"},"edits":[]`, `"settles":[{"occurrence":2,"on":"2026-03-06"}],"withdrawn_at":null,"place":null,"answers":{"did_well":"Let the customer finish"},` + edited},
		"answers of every form":          {`"answers":{"did_well":"Let the customer finish"}`, `"answers":{"a":"4","b":["x"],"c":[{"what":"x","at":"2026-03-05T15:00","deliverer":"ana@x.test"}],"d":[{"what":null,"due":"2026-03-05","owner":null}],"e":{"1":"still"}}`},
		"a playbook that cannot be read": {`"source":"version: 1`, `"source":"version: one`},
		"what a leader excused":          {`"state":"expected","reason":null,"skip":{"at":"2026-03-05T09:00:00.000Z","reason":"Customer emergency","detail":null,"within":true,"for":"priya@x.test"},"excuse":null`, `"state":"excused","reason":null,"skip":null,"excuse":{"at":"2026-03-05T09:00:00.000Z","by":"priya@x.test","reason":"Away","detail":"See you"}`},
		"an ask that waits":              {`"asked_at":"2026-03-06T08:45:00.000Z","lapses_on":"2026-03-13"`, `"asked_at":null,"lapses_on":null`},
		"two asks of one entry":          {`{"kind":"ask","id":2,"entry":2,"person":"ben@x.test"`, `{"kind":"ask","id":2,"entry":1,"person":"ana@x.test"`},
		"an action that both cancelled":  {`"cancels":[],"cancelled_at":null`, `"cancels":[{"at":"2026-03-07T09:00:00.000Z","by":"ana@x.test"},{"at":"2026-03-08T09:00:00.000Z","by":"dana@x.test"}],"cancelled_at":"2026-03-08T09:00:00.000Z"`},
		"an obstacle's life":             {`"named":"all"`, `"named":"owner"`, `{"at":"2026-03-02T09:00:01.000Z","by":"dana@x.test","event":"told"}`, `{"at":"2026-03-02T09:00:01.000Z","by":"dana@x.test","event":"offered","owner":"priya@x.test"},{"at":"2026-03-03T09:00:01.000Z","by":null,"event":"declined"},{"at":"2026-03-04T09:00:00.000Z","by":"dana@x.test","event":"resolved","outcome":"removed","words":null,"prevent":"Ask first"},{"at":"2026-03-05T09:00:00.000Z","by":"dana@x.test","event":"told"}`},
		"a stopped digest to a channel":  {`"channel":null,"weekday":"MON","at":"09:00","zone":"Europe/London","stopped_at":null`, `"channel":"C9","weekday":"TUE","at":"07:30","zone":"Asia/Tokyo","stopped_at":"2026-03-09T08:00:00.000Z"`},
		"a digest to a channel":          {`"channel":null,"weekday":"MON"`, `"channel":"C9","weekday":"MON"`},
		"a notice that was swept":        {`"body":{"person":2,"on":"2026-03-05"}`, `"body":null`},
		"a notice that is held":          {`"state":"sent","reason":null,"token":"5f2c","not_before":null`, `"state":"held","reason":null,"token":"5f2c","not_before":"2026-03-06T08:00:00.000Z"`},
		"a week that a digest carries": {`"body":{"person":2,"on":"2026-03-05"},"state":"sent","reason":null,"token":"5f2c","not_before":null`,
			`"body":{"Person":2,"On":"2026-03-05","With":{"Subscription":1,"On":"2026-03-05"}},"state":"carried","reason":null,"token":"5f2c","not_before":"2026-03-06T08:00:00.000Z"`},
		"a notice of a newer coach":         {`"type":"bundle","body":{"person":2,"on":"2026-03-05"}`, `"type":"horn","body":{"<b>":["\u001f é",1,true,null,{}]}`},
		"people whose zones are none":       {`"name":"Ana","zone":"Europe/London"`, `"name":"Ana","zone":"Europe/Atlantis"`},
		"a claim that was answered":         {`"asked_at":"2026-03-02T10:00:00.000Z","answer":null`, `"asked_at":"2026-03-02T10:00:00.000Z","answer":"overtaken"`},
		"a version that was taken back":     {`"undone_at":null`, `"undone_at":"2026-02-02T13:00:00.000Z"`},
		"a thank-you in the channel":        {`"place":"private"`, `"place":"channel"`},
		"a topic that was covered":          {`"covered_by":null`, `"covered_by":2`},
		"words with every kind of letter":   {`"Which accounts to keep"`, `"\"\\/\b\f\n\r\t\u0001 é` + "\u2028\u007f" + `𝄞"`},
		"an occurrence about the week":      {`"planned_for":null,"news":false`, `"planned_for":"2026-03-04","news":true`},
		"an action that is done":            {`"done_at":null,"done_on":null`, `"done_at":"2026-03-10T23:30:00.000Z","done_on":"2026-03-11"`},
		"help that nobody read beforehand":  {`"previewed_at":"2026-02-27T08:45:00.000Z","comment":null`, `"previewed_at":null,"comment":"A busy month"`},
		"audits of everybody":               {`"by":null,"deed":"published","detail":"version 1"`, `"by":"#7","deed":"published","detail":null`},
		"a practice that is done every day": {`"due_code":"W2-THU","seq":1`, `"due_code":null,"seq":2`},
	} {
		t.Run(name, func(t *testing.T) {
			file := changed(t, pieces...)
			if diff := cmp.Diff(file, exported(t, restored(t, file))); diff != "" {
				t.Errorf("(-file +export):\n%s", diff)
			}
		})
	}
}

// What follows from the file is in the database as coach would have stored it.
func TestWhatFollowsFromAFileIsStored(t *testing.T) {
	s := restored(t, example(t))
	for query, want := range map[string]string{
		`SELECT file_email || ' ' || begun_on FROM people WHERE id = 2`:                                         "dana@x.test ",
		`SELECT logged_on || ' ' || settled_at FROM occurrences WHERE id = 1`:                                   "2026-03-04 1772643731480",
		`SELECT request || ' ' || edits FROM entries WHERE id = 1`:                                              "2/V1 0",
		`SELECT request || ' ' || due_on FROM actions WHERE id = 1`:                                             "2/imported/1 2026-03-16",
		`SELECT count(*) || ' ' || max(entry_id) FROM thanks_asked WHERE person_id = 5`:                         "1 4",
		`SELECT round || ' ' || asked_on FROM asks WHERE id = 1`:                                                "0 2026-03-05",
		`SELECT state || ' ' || owner_id || ' ' || raised_on FROM obstacles WHERE id = 1`:                       "owned 2 2026-02-16",
		`SELECT n || ' ' || event || ' ' || told_at FROM obstacle_events WHERE obstacle_id = 1 AND told_at > 0`: "2 updated 1772442001000",
		`SELECT kind || ' ' || person_id FROM outbox WHERE id = 1`:                                              "bundle 2",
		`SELECT alone FROM entries WHERE id = 4`:                                                                "[5]",
		`SELECT previewed_on FROM digest_help`:                                                                  "2026-02-27",
	} {
		var got string
		ok(t, s.read.QueryRowContext(t.Context(), query).Scan(&got))
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	now, _, err := s.Settings(t.Context())
	ok(t, err)
	if now.Zone != "Europe/London" || now.Recognition != "C1" || s.Zone().String() != "Europe/London" {
		t.Errorf("settings are %+v, in %s", now, s.Zone())
	}
}

// Everybody is planned for at the next beat, and new rows come after all of the
// file's.
func TestAnImportedDatabaseGoesOn(t *testing.T) {
	s := restored(t, changed(t, `{"kind":"obstacle","id":1`, `{"kind":"obstacle","id":100`))
	unplanned, err := s.Unplanned(t.Context(), "Europe/London", monday)
	ok(t, err)
	if len(unplanned) != 7 {
		t.Errorf("%d people are planned for, want all 7", len(unplanned))
	}
	ok(t, s.SyncDirectory(t.Context(), []practice.Person{{SlackID: "U8", Email: "eve@x.test", Name: "Eve", Account: practice.Member}}))
	eve, err := s.PersonByEmail(t.Context(), "eve@x.test")
	ok(t, err)
	sub, err := s.Subscribe(t.Context(), practice.Subscription{Root: 2, Channel: "C2", Zone: "Europe/London"}, 2, noon)
	ok(t, err)
	raised, err := s.RaiseObstacle(t.Context(), practice.Obstacle{Request: "V1", Raiser: 3, RaisedAt: noon, RaisedOn: thursday, What: "It rains"})
	ok(t, err)
	done, err := s.Log(t.Context(), practice.Entry{Request: "V1", Practice: "observation", Author: 1, Subject: 2, HappenedOn: thursday, LoggedAt: noon, LoggedOn: thursday}, &practice.Practice{}, 0, 1)
	ok(t, err)
	ok(t, s.Post(t.Context(), practice.Shoutout{Entry: 4}))
	got := []int64{int64(eve.ID), int64(sub.ID), int64(raised), int64(done.Entry.ID), s.next(t, noon).ID}
	if want := []int64{8, 2, 101, 5, 2}; !slices.Equal(got, want) {
		t.Errorf("new are the IDs %v, want %v", got, want)
	}
}

func TestOnlyAnEmptyDatabaseIsFilled(t *testing.T) {
	for name, fill := range map[string]func(*engine.Tx) error{
		"a person": func(tx *engine.Tx) error {
			_, err := tx.ExecContext(t.Context(), `INSERT INTO people (name, zone, calendar, standing, morning) VALUES ('Ben', '', '', 'member', 480)`)
			return err
		},
		"settings": func(tx *engine.Tx) error { return setSetting(t.Context(), tx, settingsNames, "x") },
		"an audit": func(tx *engine.Tx) error { return audit(t.Context(), tx, noon, 0, "x", "") },
	} {
		t.Run(name, func(t *testing.T) {
			s := own(t)
			ok(t, s.tx(t.Context(), fill))
			before := exported(t, s)
			if _, err := s.restores(t, example(t)); !errors.Is(err, ErrNotEmpty) {
				t.Errorf("%v, want ErrNotEmpty", err)
			}
			if after := exported(t, s); after != before {
				t.Errorf("it was changed:\n%s", cmp.Diff(before, after))
			}
		})
	}
}

// asksAt is the example with asks of Ana's at some instants, and more lines.
func asksAt(t *testing.T, more string, instants ...string) string {
	t.Helper()
	_, rest, _ := strings.Cut(example(t), `{"kind":"ask","id":1`)
	line, _, _ := strings.Cut(rest, "\n")
	var asks strings.Builder
	for i, at := range instants {
		fmt.Fprintf(&asks, "{\"kind\":\"ask\",\"id\":%d%s\n", i+1, strings.Replace(line, `"2026-03-05T08:45:00.000Z"`, at, 1))
	}
	return changed(t, `{"kind":"ask","id":2,`, `{"kind":"ask","id":9,`, `{"kind":"ask","id":1`+line+"\n", asks.String()) + more
}

func TestNobodyIsAskedThreeTimesAWeek(t *testing.T) {
	day := func(id, round, on string) string {
		return `{"kind":"ask_more","id":` + id + `,"round":` + round + `,"waits_until":null,"asked_on":` + on + `,"kept_at":null}` + "\n"
	}
	const monday, tuesday, thursday, friday = `"2026-03-02T08:45:00.000Z"`, `"2026-03-03T08:45:00.000Z"`, `"2026-03-05T08:45:00.000Z"`, `"2026-03-06T08:45:00.000Z"`
	for name, file := range map[string]string{
		"35": asksAt(t, "", tuesday, thursday, friday),
		"33": asksAt(t, day("3", "2", `"2026-03-06"`), `"2026-03-08T08:45:00.000Z"`, monday, friday),
		"34": asksAt(t, day("3", "2", `"2026-03-02"`), tuesday, thursday, `"2026-03-01T23:45:00.000Z"`),
	} {
		_, err := own(t).restores(t, file)
		want := "x.jsonl:" + name + ": asked_at: ana@x.test was asked twice already in the week from 2026-03-02."
		if fault, is := errors.AsType[files.Fault](err); !is || fault.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
	const sunday = `"2026-03-08T23:45:00.000Z"`
	for name, file := range map[string]string{
		"Sunday in UTC, Monday here":    strings.Replace(asksAt(t, "", sunday, thursday, friday), "Europe/London", "Asia/Tokyo", 4),
		"Sunday here, Monday at a time": asksAt(t, day("1", "0", `"2026-03-09"`), sunday, thursday, friday),
		"two weeks":                     asksAt(t, "", thursday, friday, `"2026-03-10T08:45:00.000Z"`),
		"one whose message is not sent": asksAt(t, day("2", "1", "null"), thursday, "null", friday),
	} {
		if _, err := own(t).restores(t, file); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Of a file with a fault nothing is stored, wherever that is found, and the file
// without it still can be imported.
func TestNothingOfAFaultyFileIsStored(t *testing.T) {
	for name, test := range map[string]struct {
		pieces []string
		want   string
	}{
		"a fault that its reader finds": {[]string{`"kind":"audit","id":1`, `"kind":"audit","id":0`}, "x.jsonl:40: id: "},
		"an unreadable setting":         {[]string{`"values":{}`, `"values":{"run":"x"}`}, "x.jsonl:2: The value of “run” cannot be read as settings."},
		"settings that differ":          {[]string{`"values":{}`, `"values":{"slack":"{\"Recognition\":\"C2\"}"}`}, "x.jsonl:2: Zone and recognition_channel are not those that “run” and “slack” say."},
		"a character for no database":   {[]string{"Which accounts", `Which\u0000accounts`}, "x.jsonl:36: " + faultNUL},
		"one occurrence twice":          {[]string{`"subject":"ben@x.test","period_start":"2026-02-23"`, `"subject":"ana@x.test","period_start":"2026-02-23"`}, "x.jsonl:26: " + clashOccurrence},
		"one request of two entries":    {[]string{`"id":3,"request":"V3"`, `"id":3,"request":"V2"`}, "x.jsonl:31: " + clashEntry},
		"one round of two asks":         {[]string{`"kind":"ask","id":2,"entry":2,"person":"ben@x.test"`, `"kind":"ask","id":2,"entry":1,"person":"ana@x.test"`, `"kind":"audit","id":1,"at":"2026-02-02T12:00:00.000Z","by":null,"deed":"published","detail":"version 1"}`, `"kind":"audit","id":1,"at":"2026-02-02T12:00:00.000Z","by":null,"deed":"published","detail":"version 1"}` + "\n" + `{"kind":"ask_more","id":2,"round":0,"waits_until":null,"asked_on":null,"kept_at":null}`}, "x.jsonl:41: " + clashMore},
		"one key of two notices":        {[]string{`{"kind":"audit"`, `{"kind":"notice","id":2,"key":"bundle/2/2026-03-05","type":"bundle","body":null,"state":"sent","reason":null,"token":null,"not_before":null,"attempted_at":null,"channel":null,"ts":null,"shows":[],"changes":0,"drawn":0}` + "\n" + `{"kind":"audit"`}, "x.jsonl:40: " + clashNotice},
	} {
		t.Run(name, func(t *testing.T) {
			s := own(t)
			_, err := s.restores(t, changed(t, test.pieces...))
			if fault, is := errors.AsType[files.Fault](err); !is || !strings.Contains(fault.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
			_, err = s.restores(t, example(t))
			ok(t, err)
		})
	}
}
