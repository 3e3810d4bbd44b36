// Package crash has tests only: coach is killed at random moments, and says
// everything once all the same.
package crash

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http/httptest"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/cadence"
	"coach/demo"
	"coach/sandbox"
	"coach/store"
	"coach/store/engine/pgtest"
)

var (
	kills = flag.Int("kills", 30, "how often the crash test kills coach")
	seed  = flag.Uint64("seed", 0, "what the crash test's random choices follow; 0 for something new")
)

// The times of the crash test. As in production, a request is given up on after
// a quarter of the time that a post may take to land.
const (
	crashSettle  = 3 * time.Second
	longestDelay = 1200 * time.Millisecond // of a post that lands late; longer than a request lasts
	longestLife  = 500 * time.Millisecond  // of a coach that is connected
	crashLease   = 300 * time.Millisecond  // of a killed coach on a server, before the next one leads
)

// crashChild is set for a process that the crash test kills, and holds its
// settings. The process is this test binary.
const crashChild = "COACH_CRASH_TEST_CHILD"

func TestMain(m *testing.M) {
	settings, child := os.LookupEnv(crashChild)
	if !child {
		flag.Parse()
		if *seed == 0 {
			*seed = rand.Uint64()
		}
		code := m.Run()
		if built != "" {
			os.RemoveAll(built)
		}
		os.Exit(code)
	}
	if err := runChild(settings); err != nil {
		fmt.Fprintln(os.Stderr, "coach:", err)
		os.Exit(1)
	}
}

// A childSettings is what a process that will be killed needs to know.
type childSettings struct {
	DB, BotToken, AppToken, APIURL string
	Clock                          string // file with the civil time
	Lease, Settle                  time.Duration
	Metrics                        string // socket; "" for none
}

// runChild is coach run with a civil clock that another process sets. It ends
// with that process, however that ends.
func runChild(settings string) error {
	var s childSettings
	if err := json.Unmarshal([]byte(settings), &s); err != nil {
		return err
	}
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(1)
	}()
	var metrics net.Listener
	if s.Metrics != "" {
		var err error
		if metrics, err = net.Listen("unix", s.Metrics); err != nil {
			return err
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	return coach.Run(ctx, coach.Config{Metrics: metrics, DB: s.DB, BotToken: s.BotToken, AppToken: s.AppToken, APIURL: s.APIURL,
		RecognitionChannel: "wins", DigestChannel: "leaders", DigestRoot: "boss@example.com", DigestDay: "MON", DigestTime: "09:00", TimeZone: "UTC",
		Now: s.now, Settle: s.Settle, Lease: s.Lease, Unpaced: true, Out: os.Stdout, Log: zerolog.New(os.Stderr).Level(zerolog.ErrorLevel)})
}

func (s childSettings) now() time.Time {
	data, err := os.ReadFile(s.Clock)
	if err != nil {
		panic(err)
	}
	now, err := time.Parse(time.RFC3339, string(data))
	if err != nil {
		panic(err)
	}
	return now
}

// TestKilledAtRandomMoments kills coach again and again while nudges, digests,
// thanks and submissions flow and Slack has a bad day: it answers 429, loses
// replies, and takes posts after coach gave up or died. At the end everything
// was said exactly once, and whoever was told "Logged" is in the database
// exactly once.
func TestKilledAtRandomMoments(t *testing.T) {
	killAtRandomMoments(t, filepath.Join(t.TempDir(), "coach.db"), *kills)
}

// The same holds on PostgreSQL, whose server lives on.
func TestKilledAtRandomMomentsOnPostgreSQL(t *testing.T) {
	killAtRandomMoments(t, serverDatabase(t), *kills/3+1)
}

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

func killAtRandomMoments(t *testing.T, db string, times int) {
	t.Helper()
	c := newCrash(t, db)
	finish := c.submit(8)
	defer finish()
	for range times {
		c.live()
	}
	c.Mend()
	last := c.start()
	finish()
	c.waitUntilSaid()
	last.stop()
	c.judge(times)
}

// A crash is a workspace over real sockets and the processes that serve it.
type crash struct {
	*sandbox.Workspace
	t        *testing.T
	random   *rand.Rand
	program  string // what is started and killed
	settings childSettings
	managers []string // handles
	day      atomic.Int32
	mu       sync.Mutex
	made     []*submission
}

// newCrash makes a boss, sixty managers and a hundred and twenty reps.
func newCrash(t *testing.T, db string) *crash {
	t.Helper()
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("to make the same choices again: go test ./stories/crash -run %s -kills %d -seed %d", t.Name(), *kills, *seed)
		}
	})
	c := &crash{t: t, random: rand.New(rand.NewPCG(*seed, 0)), program: childProgram(t)}
	ws, err := sandbox.New(coach.Manifest, sandbox.Options{Now: c.now, Latency: 10 * time.Millisecond, Unpaced: true})
	if err != nil {
		t.Fatal(err)
	}
	c.Workspace = ws
	csv := "email,name,manager_email,time_zone\n"
	add := func(handle, manager string) {
		ws.AddPerson(sandbox.Person{Handle: handle, Name: strings.ToUpper(handle), Zone: "UTC"})
		csv += fmt.Sprintf("%s@example.com,%s,%s,UTC\n", handle, strings.ToUpper(handle), manager)
	}
	add("boss", "")
	for i := range 60 {
		manager := fmt.Sprintf("m%02d", i)
		c.managers = append(c.managers, manager)
		add(manager, "boss@example.com")
		for _, rep := range []string{"a", "b"} {
			add(manager+rep, manager+"@example.com")
		}
	}
	ws.AddChannel("wins", sandbox.ChannelOptions{})
	ws.AddChannel("leaders", sandbox.ChannelOptions{Private: true, WithApp: true})
	srv := httptest.NewServer(ws)
	t.Cleanup(srv.Close)
	dir := t.TempDir()
	c.settings = childSettings{Clock: filepath.Join(dir, "clock"), DB: db, Lease: crashLease, Settle: crashSettle,
		BotToken: ws.BotToken(), AppToken: ws.AppToken(), APIURL: srv.URL + "/api/"}
	c.setDay(cadence.NewDate(2026, 3, 2))
	if err := demo.ImportPeople(t.Context(), c.settings.DB, []byte(csv), c.now()); err != nil {
		t.Fatal(err)
	}
	return c
}

// childProgram is this test binary. The race detector makes SQLite so slow that
// few moments would be left to kill at, so under it the binary is built again
// without.
func childProgram(t *testing.T) string {
	t.Helper()
	program, err := unraced()
	if err != nil {
		t.Fatal(err)
	}
	return program
}

// built is the folder of what is built here; "" for nothing yet.
var built string

var unraced = sync.OnceValues(func() (program string, err error) {
	if program, err = os.Executable(); err != nil {
		return "", err
	}
	build, ok := debug.ReadBuildInfo()
	if !ok || !slices.Contains(build.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		return program, nil
	}
	if built, err = os.MkdirTemp("", "crash"); err != nil {
		return "", err
	}
	program = filepath.Join(built, filepath.Base(program))
	if said, err := exec.Command("go", "test", "-c", "-race=false", "-o", program, ".").CombinedOutput(); err != nil {
		return "", fmt.Errorf("build coach without the race detector: %w\n%s", err, said)
	}
	return program, nil
})

// now is civil time: every day of the test is a moment in its morning.
func (c *crash) now() time.Time { return cadence.Date(c.day.Load()).At(9*60+5, time.UTC) }

// setDay moves civil time, for the workspace and for coach.
func (c *crash) setDay(day cadence.Date) {
	c.t.Helper()
	c.day.Store(int32(day))
	next := c.settings.Clock + ".next"
	if err := os.WriteFile(next, []byte(c.now().Format(time.RFC3339)), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(next, c.settings.Clock); err != nil {
		c.t.Fatal(err)
	}
}

// nextDay moves civil time to the next working day.
func (c *crash) nextDay() {
	c.t.Helper()
	c.setDay(cadence.Standard().Add(cadence.Date(c.day.Load()), 1))
}

// live starts coach, lets something go wrong, and kills coach: sometimes while
// it starts, mostly while it is at work.
func (c *crash) live() {
	c.t.Helper()
	c.Mend()
	starting := c.random.IntN(5) == 0
	calm, trouble := c.upTo(longestLife/2), c.upTo(longestLife/2)
	p := c.start()
	defer p.kill()
	if starting {
		p.lives(calm)
		return
	}
	p.connects()
	p.lives(calm)
	c.trouble()
	p.lives(trouble)
	if !c.unsaid(`kind <> 'answer'`) {
		c.nextDay()
	}
}

func (c *crash) upTo(d time.Duration) time.Duration { return time.Duration(c.random.Int64N(int64(d))) }

// trouble has Slack do something to one of the next calls.
func (c *crash) trouble() {
	const post = "chat.postMessage"
	switch c.random.IntN(8) {
	case 0, 1:
		c.LoseReplies(post, 1)
	case 2, 3, 4:
		c.DelayAcceptance(post, 1+c.random.IntN(3), c.upTo(longestDelay))
	case 5:
		c.RateLimit(post, 1, time.Second)
	case 6:
		c.RateLimit("conversations.history", 1, time.Second)
	case 7:
		c.Fail(post, 1, "internal_error")
	}
}

// A process is one coach.
type process struct {
	t         *testing.T
	cmd       *exec.Cmd
	connected chan struct{}
	ended     chan error
}

func (c *crash) start() *process {
	c.t.Helper()
	return c.startAs(c.program, c.settings)
}

// startAs starts a program with settings of its own.
func (c *crash) startAs(program string, s childSettings) *process {
	c.t.Helper()
	settings, err := json.Marshal(s)
	if err != nil {
		c.t.Fatal(err)
	}
	p := &process{t: c.t, cmd: exec.CommandContext(c.t.Context(), program), connected: make(chan struct{}), ended: make(chan error, 1)}
	p.cmd.Env = append(os.Environ(), crashChild+"="+string(settings))
	p.cmd.Stdout, p.cmd.Stderr = p, c.t.Output()
	if _, err := p.cmd.StdinPipe(); err != nil { // stays open as long as this process lives
		c.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	return p
}

// Write takes what coach prints. It says one thing, when it is connected.
func (p *process) Write(said []byte) (int, error) {
	if strings.Contains(string(said), "connected") {
		close(p.connected)
	}
	return len(said), nil
}

// connects waits until coach is connected, which it must manage.
func (p *process) connects() {
	p.t.Helper()
	select {
	case <-p.connected:
	case err := <-p.ended:
		p.t.Fatalf("coach ended before it was connected: %v", err)
	}
}

// lives lets coach work for some time, which it must survive.
func (p *process) lives(d time.Duration) {
	p.t.Helper()
	select {
	case <-time.After(d):
	case err := <-p.ended:
		p.t.Fatalf("coach ended by itself: %v", err)
	}
}

// kill ends coach at once. What it has written stays, unlike in a power cut.
func (p *process) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		p.t.Fatalf("coach cannot be killed: %v", err)
	}
	<-p.ended
}

// stop ends coach as an operator does.
func (p *process) stop() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.t.Fatal(err)
	}
	if err := <-p.ended; err != nil {
		p.t.Errorf("coach ended with: %v", err)
	}
}

// submit has some people fill in forms, until the function is called that it
// returns.
func (c *crash) submit(people int) (finish func()) {
	ctx, stop := context.WithCancel(c.t.Context())
	var submitting sync.WaitGroup
	c.t.Cleanup(submitting.Wait)
	for i := range people {
		submitting.Go(func() { c.submitter(i).work(ctx) })
	}
	return func() { stop(); submitting.Wait() }
}

// A submission is one form that somebody filled in, with words that no other
// has.
type submission struct {
	words  string
	where  string // whom the entry is said to, if anybody
	logged bool   // the person was told so
}

// subject finds the words of a submission.
var subject = regexp.MustCompile(`matter \d+\.`)

// A submitter is somebody who fills in forms, and presses the button until
// coach says that it is done.
type submitter struct {
	*crash
	*sandbox.User
	random *rand.Rand
}

func (c *crash) submitter(n int) submitter {
	return submitter{c, c.User(c.managers[n]), rand.New(rand.NewPCG(*seed, uint64(n+1)))}
}

// work fills in one form after the other until ctx ends. The last is finished,
// unless the test has failed. Of thanks, a day takes only so many.
func (s submitter) work(ctx context.Context) {
	for ctx.Err() == nil {
		form, made := s.fillIn(s.random.IntN(3))
		for !made.logged && !isForTomorrow(form) && s.t.Context().Err() == nil {
			made.logged = isLogged(form.Submit())
			s.breathe()
		}
		if s.t.Context().Err() == nil {
			form.Close()
		}
	}
}

// isLogged reports whether what follows a form tells that it is done.
func isLogged(after *sandbox.Modal) bool {
	return after != nil && (strings.Contains(after.Text(), "Logged.") || strings.Contains(after.Text(), "Sent."))
}

// isForTomorrow reports whether a form was refused because it would be one
// thank-you too many on that day.
func isForTomorrow(form *sandbox.Modal) bool {
	return strings.Contains(form.Errors()["Who?"], "Keep this one for tomorrow.")
}

// The kinds of forms.
const (
	aMeeting = iota
	aShoutOut
	privateThanks
)

// fillIn opens a form of a kind and fills it in.
func (s submitter) fillIn(kind int) (*sandbox.Modal, *submission) {
	made := s.submission()
	if kind == aMeeting {
		form := s.open("/coach log team meeting")
		return form.Fill("Agenda shared beforehand?", "Yes").Fill("What was on the agenda", made.words), made
	}
	whom := s.managers[10+s.random.IntN(50)]
	form := s.open("/coach recognize").Fill("Who?", "@"+whom).Fill("What did they do?", "Helped with "+made.words).
		Fill("Which of our values does it show?", "Ownership").Fill("What difference did it make?", "It worked")
	if kind == aShoutOut {
		made.where = "wins"
		return form.Fill("Where to share it", "In the channel"), made
	}
	made.where = whom
	return form.Fill("Where to share it", "Just to them"), made
}

// open types a command until a form is there, however often that takes.
func (s submitter) open(command string) *sandbox.Modal {
	for {
		if form := s.Command(command).Modal(); form != nil {
			return form
		}
		if s.t.Context().Err() != nil {
			runtime.Goexit() // the test has failed
		}
		s.breathe()
	}
}

func (s submitter) submission() *submission {
	s.mu.Lock()
	defer s.mu.Unlock()
	made := &submission{words: fmt.Sprintf("matter %d.", len(s.made))}
	s.made = append(s.made, made)
	return made
}

// breathe is what people do between two tries.
func (submitter) breathe() { <-time.After(20 * time.Millisecond) }
