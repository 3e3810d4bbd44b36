// Package stories has tests only: the whole program against a sandbox workspace,
// in virtual time. A story is the specification of what people see; its
// transcript is in testdata.
package stories

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"coach"
	"coach/demo"
	"coach/sandbox"
	"coach/store"
	"coach/store/engine/pgtest"
)

var update = flag.Bool("update", false, "rewrite testdata")

// company is who works in most stories: Carla leads Priya, Priya leads Dana
// and Eli, who lead reps.
const company = `email,name,manager_email,time_zone
carla@example.com,Carla Stone,,Europe/London
priya@example.com,Priya Nair,carla@example.com,Europe/London
dana@example.com,Dana Ruiz,priya@example.com,Europe/London
eli@example.com,Eli Katz,priya@example.com,Europe/London
ana@example.com,Ana Lima,dana@example.com,Europe/London
ben@example.com,Ben Okafor,dana@example.com,Europe/London
cy@example.com,Cy Young,dana@example.com,Europe/London
fay@example.com,Fay Chen,eli@example.com,Europe/London
`

// A stage is a workspace, coach running in it, and a clock that stories move.
type stage struct {
	*sandbox.Workspace
	t      *testing.T
	pipe   *sandbox.Pipe
	config coach.Config
	zone   *time.Location
	log    *bytes.Buffer
	out    *bytes.Buffer
	stop   context.CancelFunc
	done   chan error
	tr     *http.Transport
}

// A setting is how a story begins.
type setting struct {
	start   time.Time // virtual time; the default is a Monday morning
	people  string    // people file; the default is company
	zone    string    // of the transcript, of until and of the digest; the default is UTC, and London for the digest
	change  func(*coach.Config)
	errors  bool   // whether coach may log errors
	apart   bool   // whether the story starts coach itself
	refusal string // what Slack may refuse in this story
	server  bool   // whether the story is told once more on PostgreSQL
	db      string // address of the database; the default is a new file
	refused bool   // whether an administrator refused the optional scopes
	shown   func(sandbox.Showing)
}

// monday is when stories begin unless they say otherwise.
var monday = time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)

// story runs the whole program against a sandbox workspace in virtual time and
// holds the transcript to testdata/NAME.txt. A story fails if coach logs an
// error, or does something that Slack would refuse.
func story(t *testing.T, s setting, play func(*stage)) {
	t.Helper()
	t.Parallel()
	perform(t, s, play, (*stage).check)
	if s.server {
		t.Run(onPostgreSQL, func(t *testing.T) {
			s.db = serverDatabase(t)
			perform(t, s, play, (*stage).check)
		})
	}
}

// onPostgreSQL is the name of a test on a PostgreSQL database.
const onPostgreSQL = "on PostgreSQL"

// migrated is the file of a new SQLite database, made once: each story begins
// with a copy.
func migrated(t *testing.T) []byte {
	t.Helper()
	data, err := newFile()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

var newFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "stories")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "coach.db")
	db, err := store.Make(context.Background(), path)
	if err != nil {
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// serverDatabase is a new PostgreSQL database.
func serverDatabase(t *testing.T) string {
	t.Helper()
	return pgtest.Database(t, "migrated", func(address string) error {
		db, err := store.Own(context.Background(), address)
		if err != nil {
			return err
		}
		return db.Close()
	})
}

// unwritten is a story that no transcript tells: too long, or not worth
// reading.
func unwritten(t *testing.T, s setting, play func(*stage)) {
	t.Helper()
	t.Parallel()
	perform(t, s, play, (*stage).sound)
}

func perform(t *testing.T, s setting, play func(*stage), judge func(*stage, setting)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		if s.start.IsZero() {
			s.start = monday
		}
		time.Sleep(time.Until(s.start))
		st := newStage(t, s)
		st.serve(func() {
			if !s.apart {
				st.run()
			}
			failsAlone(t, func() { play(st) })
			st.end()
			if *moved && !t.Failed() {
				movedTo(t, st.config.DB, newDatabase(t))
			}
		})
		if !t.Failed() {
			judge(st, s)
		}
	})
}

// failsAlone makes a failure of this test alone out of the panic of a human
// verb, such as pressing a button that is not there.
func failsAlone(t *testing.T, play func()) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%v\n%s", p, debug.Stack())
		}
	}()
	play()
}

func newStage(t *testing.T, s setting) *stage {
	t.Helper()
	zone, err := time.LoadLocation(s.zone)
	if err != nil {
		t.Fatal(err)
	}
	ws, err := sandbox.New(coach.Manifest, sandbox.Options{Name: "Example", Zone: zone, WithoutOptionalScopes: s.refused, Shown: s.shown})
	if err != nil {
		t.Fatal(err)
	}
	if s.people == "" {
		s.people = company
	}
	rows, err := csv.NewReader(strings.NewReader(s.people)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, cells := range rows {
		if i > 0 {
			handle, _, _ := strings.Cut(cells[0], "@")
			ws.AddPerson(sandbox.Person{Handle: handle, Name: cells[1], Email: cells[0], Zone: cells[3]})
		}
	}
	ws.AddChannel("wins", sandbox.ChannelOptions{})
	ws.AddChannel("leaders", sandbox.ChannelOptions{Private: true, WithApp: true})
	st := &stage{Workspace: ws, t: t, pipe: sandbox.NewPipe(), zone: zone, log: &bytes.Buffer{}, out: &bytes.Buffer{}}
	st.tr = &http.Transport{DialContext: st.pipe.DialContext}
	st.config = coach.Config{
		DB: filepath.Join(t.TempDir(), "coach.db"), BotToken: ws.BotToken(), AppToken: ws.AppToken(),
		APIURL: "http://localhost/api", RecognitionChannel: "#wins", DigestChannel: "#leaders", DigestRoot: "carla@example.com",
		DigestDay: "MON", DigestTime: "09:00", TimeZone: "Europe/London",
		Lease: 24 * time.Hour, // by virtual time it is asked for often
		Now:   time.Now, Out: st.out, HTTP: &http.Client{Transport: st.tr, Timeout: 15 * time.Second},
		Dialer: &websocket.Dialer{NetDialContext: st.pipe.DialContext}, Log: zerolog.New(zerolog.SyncWriter(io.MultiWriter(t.Output(), st.log))).Level(zerolog.WarnLevel),
	}
	if s.db != "" {
		st.config.DB = s.db
	} else if err := os.WriteFile(st.config.DB, migrated(t), 0o600); err != nil {
		t.Fatal(err)
	}
	if s.zone != "" {
		st.config.TimeZone = s.zone
	}
	if s.change != nil {
		s.change(&st.config)
	}
	st.importPeople(s.people)
	if st.config.RecognitionChannel != "" {
		st.settleIn()
	}
	return st
}

// settleIn has the story begin three weeks after coach was set up, unless it
// tells of that: in the first two only Mondays have a message.
func (st *stage) settleIn() {
	st.t.Helper()
	db, err := store.Open(st.t.Context(), st.config.DB)
	if err != nil {
		st.t.Fatal(err)
	}
	defer db.Close()
	if err := db.Begin(st.t.Context(), db.Today(time.Now())-21); err != nil {
		st.t.Fatal(err)
	}
}

// importPeople does what coach people import does.
func (st *stage) importPeople(csv string) {
	st.t.Helper()
	if err := demo.ImportPeople(st.t.Context(), st.config.DB, []byte(csv), time.Now()); err != nil {
		st.t.Fatal(err)
	}
}

// run starts coach and waits until it is connected.
func (st *stage) run() {
	st.t.Helper()
	ctx, stop := context.WithCancel(st.t.Context())
	st.stop, st.done = stop, make(chan error, 1)
	go func() { st.done <- coach.Run(ctx, st.config) }()
	st.settle()
}

// settle lets everything that was begun come to rest.
func (st *stage) settle() {
	time.Sleep(5 * time.Second)
	synctest.Wait()
}

// until moves the clock to an hour and minute of a later day, in the story's
// zone.
func (st *stage) until(day, hour, minute int) {
	st.t.Helper()
	now := time.Now().In(st.zone)
	at := time.Date(now.Year(), now.Month(), day, hour, minute, 0, 0, st.zone)
	if !at.After(now) {
		at = at.AddDate(0, 1, 0)
	}
	time.Sleep(time.Until(at))
	st.settle()
}

// end stops coach as SIGTERM does.
func (st *stage) end() {
	st.t.Helper()
	if st.stop == nil {
		return
	}
	st.settle()
	st.stop()
	if err := <-st.done; err != nil {
		st.t.Errorf("coach ended with: %v", err)
	}
	st.stop = nil
}

// sound finds fault with what must not happen in any story.
func (st *stage) sound(s setting) {
	st.t.Helper()
	if !s.errors && strings.Contains(st.log.String(), `"level":"error"`) {
		st.t.Error("coach logged an error; see above")
	}
	problems := slices.DeleteFunc(st.Problems(), func(p string) bool { return s.refusal != "" && strings.Contains(p, s.refusal) })
	if len(problems) > 0 {
		st.t.Errorf("Slack would complain:\n%s", strings.Join(problems, "\n"))
	}
}

// check holds what happened to the golden file.
func (st *stage) check(s setting) {
	st.t.Helper()
	st.sound(s)
	golden := filepath.Join("testdata", strings.TrimPrefix(strings.TrimSuffix(st.t.Name(), "/"+strings.ReplaceAll(onPostgreSQL, " ", "_")), "Test")+".txt")
	got := st.Transcript()
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			st.t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		st.t.Fatalf("%v; run go test ./stories -update and read what it writes", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		st.t.Errorf("the story went otherwise than %s tells (- told, + happened):\n%s", golden, diff)
	}
}

// noteLog tells what the operator has read so far: what coach logged, without
// the numbers in it.
func (st *stage) noteLog() {
	st.t.Helper()
	for line := range strings.Lines(st.log.String()) {
		var said struct{ Message, Error, To string }
		if err := json.Unmarshal([]byte(line), &said); err != nil {
			st.t.Fatal(err)
		}
		about := said.Error
		if said.To != "" {
			about += ", to " + said.To
		}
		st.Note("the operator reads: %s (%s)", said.Message, about)
	}
}

// killAfter arranges that coach never hears what Slack answers to the first
// call of a method, or to the first upload. The function it returns ends that coach, as abruptly as it
// can be within one process, and gives the database as it stood on disk at
// that moment.
func (st *stage) killAfter(method string) (kill func() string) {
	held, release := make(chan string, 1), make(chan struct{})
	original := st.config.HTTP
	st.config.HTTP = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		answer, err := st.tr.RoundTrip(r)
		if strings.Contains(r.URL.Path, method) {
			select {
			case held <- st.copyDatabase():
				<-release
				answer.Body.Close()
				return nil, io.ErrUnexpectedEOF
			default:
			}
		}
		return answer, err
	})}
	return func() string {
		left := <-held
		st.stop()
		close(release)
		<-st.done
		st.config.HTTP = original
		return left
	}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// copyDatabase copies the files as a killed process would leave them.
func (st *stage) copyDatabase() string {
	to := filepath.Join(st.t.TempDir(), "left.db")
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(st.config.DB + suffix)
		if err != nil {
			st.t.Error(err)
		}
		if err := os.WriteFile(to+suffix, data, 0o600); err != nil {
			st.t.Error(err)
		}
	}
	return to
}
