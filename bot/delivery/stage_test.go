package delivery

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
	"coach/sandbox"
	"coach/store"
)

// A stage is a workspace, an outbox, and a sender between them, in virtual time.
type stage struct {
	*sandbox.Workspace
	*Sender
	t        *testing.T
	db       string
	wins     *sandbox.Channel
	log      bytes.Buffer
	ended    error             // why the sender asked for the end of the program
	drawn    []string          // keys, in the order of drawing
	until    time.Time         // until when answers are held; no time for not at all
	measured map[string]int    // see measure
	changes  map[string]string // what a notice says instead of its key; "" for why it has no words any more
}

func play(t *testing.T, unpaced bool, script func(*stage)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, unpaced)
		srv, pipe := &http.Server{Handler: st.Workspace}, sandbox.NewPipe()
		tr := &http.Transport{DialContext: pipe.DialContext}
		st.API = slack.New(st.BotToken(), slack.OptionAPIURL("http://slack.test/api/"),
			slack.OptionHTTPClient(&http.Client{Transport: tr, Timeout: 15 * time.Second}))
		var busy sync.WaitGroup
		busy.Go(func() { _ = srv.Serve(pipe) })
		ctx, stop := context.WithCancel(t.Context())
		st.Stop = func(err error) { st.ended = err; stop() }
		busy.Go(func() { st.Run(ctx); st.Close() })
		synctest.Wait() // what the outbox holds at the start is delivered
		script(st)
		stop()
		synctest.Wait()
		tr.CloseIdleConnections()
		srv.Close()
		busy.Wait()
		st.Store.Close()
	})
}

// newFile is a new database, made once: most of the time of a test would go into
// migrating.
var newFile = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "delivery")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "coach.db")
	db, err := store.Make(context.Background(), path)
	if err == nil {
		err = db.Close()
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func newStage(t *testing.T, unpaced bool) *stage {
	t.Helper()
	manifest, err := os.ReadFile("../../manifest.yml")
	if err != nil {
		t.Fatal(err)
	}
	ws, err := sandbox.New(manifest, sandbox.Options{Name: "Example", Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	st := &stage{Workspace: ws, t: t, db: filepath.Join(t.TempDir(), "coach.db"), changes: map[string]string{}, measured: map[string]int{}}
	st.wins = ws.AddChannel("wins", sandbox.ChannelOptions{WithApp: true})
	ws.AddPerson(sandbox.Person{Handle: "ana", Name: "Ana Lima", Email: "ana@example.com"})
	made, err := newFile()
	if err == nil {
		err = os.WriteFile(st.db, made, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Own(t.Context(), st.db)
	if err != nil {
		t.Fatal(err)
	}
	st.Sender = New(Config{Store: db, Now: time.Now, Unpaced: unpaced, Log: zerolog.New(zerolog.SyncWriter(&st.log)), Draw: st.draw, Hold: st.hold,
		Observe: st.measure})
	return st
}

// draw has shout-outs go to the channel and everything else to Ana, each with
// its key for words.
func (st *stage) draw(_ context.Context, d store.Delivery) (to string, msg kit.Message, drop string, err error) {
	key := d.Notice.Key()
	st.drawn = append(st.drawn, key)
	to = st.User("ana").ID
	if _, ok := d.Notice.(practice.Shoutout); ok {
		to = st.wins.ID
	}
	words, changed := st.changes[key]
	if !changed {
		words = key
	}
	if words == "" {
		return to, msg, TakenBack, nil
	}
	if words == "error" {
		return to, msg, "", errors.New("not readable just now")
	}
	text := slack.NewTextBlockObject(slack.PlainTextType, words, false, false)
	return to, kit.Message{Text: words, Blocks: []slack.Block{slack.NewSectionBlock(text, nil, nil)}}, "", nil
}

func (st *stage) hold(context.Context, store.Delivery, string) (time.Time, error) {
	return st.until, nil
}

// post puts notices in the outbox and lets a span of time pass.
func (st *stage) post(wait time.Duration, notices ...practice.Notice) {
	st.t.Helper()
	if err := st.Store.Post(st.t.Context(), notices...); err != nil {
		st.t.Fatal(err)
	}
	st.Flush()
	time.Sleep(wait)
	synctest.Wait()
}

// measure counts the tasks that are taken to Slack, by how they end.
func (st *stage) measure(kind, name string) (done func(error)) {
	return func(err error) { st.measured[fmt.Sprintf("%s %s %t", kind, name, err == nil)]++ }
}

// said counts the messages in the channel, and in Ana's conversation, that say
// something.
func (st *stage) said(words string) (n int) {
	for _, m := range slices.Concat(st.wins.Messages(), st.DM("ana").Messages()) {
		if m.Exists() && strings.TrimSpace(m.Text()) == words {
			n++
		}
	}
	return n
}

func (st *stage) busy() bool {
	busy, err := st.Store.Busy(st.t.Context())
	if err != nil {
		st.t.Fatal(err)
	}
	return busy
}
