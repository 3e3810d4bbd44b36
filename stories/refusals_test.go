package stories

import (
	"context"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"coach"
	"coach/sandbox"
	"coach/store"
)

// TestRunRefuses holds what coach run says when something about tokens,
// scopes, channels or the database is wrong: one sentence that says what to do.
func TestRunRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		prepare func(*stage)
		says    string
	}{
		"no tokens": {func(st *stage) { st.config.BotToken = "" },
			"set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); the README says where Slack shows them"},
		"swapped tokens": {func(st *stage) { st.config.BotToken, st.config.AppToken = st.config.AppToken, st.config.BotToken },
			"SLACK_BOT_TOKEN is a token of the wrong kind: it begins with xoxb-, and the two tokens may be swapped"},
		"a wrong bot token": {func(st *stage) { st.config.BotToken = "xoxb-wrong" },
			"SLACK_BOT_TOKEN is not accepted by Slack (invalid_auth): copy it from OAuth & Permissions of your Slack app again"},
		"a wrong app token": {func(st *stage) { st.config.AppToken = "xapp-wrong" },
			"SLACK_APP_TOKEN is not accepted by Slack (invalid_auth): copy it from Basic Information of your Slack app again"},
		"an unknown channel": {func(st *stage) { st.config.RecognitionChannel = "#win" },
			"recognition channel: coach can't see a channel #win. Check the name, and invite coach if it's private"},
		"an archived channel": {func(st *stage) {
			st.AddChannel("attic", sandbox.ChannelOptions{Archived: true})
			st.config.RecognitionChannel = "attic"
		}, "recognition channel: #attic is archived. Unarchive it or choose another channel"},
		"a channel shared with another company": {func(st *stage) {
			st.AddChannel("partners", sandbox.ChannelOptions{Shared: true})
			st.config.RecognitionChannel = "#partners"
		}, "recognition channel: #partners is shared with another company, so nothing about people is posted there. Choose another channel"},
		"a digest without its root": {func(st *stage) { st.config.DigestRoot = "" },
			"the digest needs both COACH_DIGEST_CHANNEL and COACH_DIGEST_ROOT (an email); leave both empty for no digest"},
		"a digest about somebody unknown": {func(st *stage) { st.config.DigestRoot = "nobody@example.com" },
			"digest: the digest's root person is not in the people file. Import them with `coach people import` and start again"},
		"an unknown time zone": {func(st *stage) { st.config.TimeZone = "Europe/Londn" },
			`COACH_TIME_ZONE “Europe/Londn” is not a time zone; use a name like Europe/London`},
		"no weekday": {func(st *stage) { st.config.DigestDay = "MO" },
			"COACH_DIGEST_DAY “MO” is not a weekday; use SUN, MON, TUE, WED, THU, FRI or SAT"},
		"a second copy": {func(st *stage) {
			db, err := store.Own(st.t.Context(), st.config.DB)
			if err != nil {
				st.t.Fatal(err)
			}
			st.t.Cleanup(func() { db.Close() })
		}, "another coach is already running on this database; stop it first, or give this one a database of its own with --db"},
		"a database of another workspace": {func(st *stage) {
			db, err := store.Make(st.t.Context(), st.config.DB)
			if err != nil {
				st.t.Fatal(err)
			}
			defer db.Close()
			if err := db.BelongTo(st.t.Context(), "T0OTHER", "Elsewhere"); err != nil {
				st.t.Fatal(err)
			}
		}, "this database belongs to another Slack workspace; use the tokens of that workspace, or another file with --db (it belongs to “Elsewhere”, the tokens to “Example”)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				st := newStage(t, setting{})
				st.serve(func() {
					c.prepare(st)
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					defer cancel()
					err := coach.Run(ctx, st.config)
					if err == nil {
						t.Fatal("coach ran")
					}
					if got := strings.ReplaceAll(err.Error(), "open "+st.config.DB+": ", ""); got != c.says {
						t.Errorf("coach says\n  %s\nwant\n  %s", got, c.says)
					}
				})
			})
		})
	}
}

// TestMissingScope: an app installed before the manifest asked for a scope.
func TestMissingScope(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, setting{})
		ws, err := sandbox.New(coach.Manifest, sandbox.Options{Scopes: []string{"commands", "chat:write", "im:write", "users:read", "users:read.email", "channels:read", "channels:join", "groups:read"}})
		if err != nil {
			t.Fatal(err)
		}
		st.Workspace, st.config.BotToken, st.config.AppToken = ws, ws.BotToken(), ws.AppToken()
		st.serve(func() {
			err := coach.Run(t.Context(), st.config)
			const want = "the Slack app may not do what coach needs (missing scope im:history): update the app from manifest.yml and install it again"
			if err == nil || err.Error() != want {
				t.Errorf("coach says %v, want %s", err, want)
			}
		})
	})
}

// serve runs play while the workspace can be reached.
func (st *stage) serve(play func()) {
	srv := &http.Server{Handler: st.Workspace}
	var serving sync.WaitGroup
	serving.Go(func() { _ = srv.Serve(st.pipe) })
	play()
	st.tr.CloseIdleConnections()
	srv.Close()
	serving.Wait()
}

// Whoever starts coach reads that a group can get at the database, and goes on.
func TestAFileOfAGroupIsSaidAtTheStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		st := newStage(t, setting{})
		if err := os.Chmod(st.config.DB, 0o640); err != nil {
			t.Fatal(err)
		}
		st.serve(func() {
			st.run()
			st.end()
		})
		want := "The group of " + st.config.DB + " can get at it too. If it should not, type chmod g-rwx '" + st.config.DB + "'.\n"
		if got := st.out.String(); !strings.HasPrefix(got, want) {
			t.Errorf("coach says\n%s\nwant it to begin with\n%s", got, want)
		}
	})
}
