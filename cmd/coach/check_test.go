package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach"
	"coach/sandbox"
	"coach/service"
)

// A patient is a workspace and a database whose health is checked.
type patient struct {
	wellCommand
	t    *testing.T
	wins *sandbox.Channel
	now  time.Time
}

// inCalendar is what people of the example have who have no calendar, which is
// what a check would find about the holidays there.
const inCalendar = `"zone":"Europe/London","calendar":null`

// healthy is a coach that is well: everything is granted, coach is in its
// channel, and the database is that workspace's.
func healthy(t *testing.T, opt sandbox.Options) *patient {
	t.Helper()
	opt.TeamID, opt.Name = "T1", "Test"
	ws, err := sandbox.New(coach.Manifest, opt)
	if err != nil {
		t.Fatal(err)
	}
	ws.AddPerson(sandbox.Person{Handle: "dana", Name: "Dana", Email: "dana@x.test", Zone: "Europe/London"})
	server := httptest.NewServer(ws)
	t.Cleanup(server.Close)
	p := &patient{t: t, wins: ws.AddChannel("wins", sandbox.ChannelOptions{ID: "C1", WithApp: true}), now: time.Now()}
	p.wellCommand = wellCommand{DB: exampleDB(t, inCalendar, `"zone":"Europe/London","calendar":"uk"`), APIURL: server.URL + "/api/", BotToken: ws.BotToken(), AppToken: ws.AppToken()}
	return p
}

// TestCheck holds what coach check prints, and how it ends, when all is well and
// when something is not.
func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		opt    sandbox.Options
		change func(*patient)
		amiss  int
	}{
		"well":           {},
		"no_tokens":      {change: func(p *patient) { p.BotToken, p.AppToken = "", "" }},
		"wrong_tokens":   {change: func(p *patient) { p.BotToken += "x"; p.AppToken += "x" }, amiss: 2},
		"no_database":    {change: func(p *patient) { p.DB += "x" }, amiss: 1},
		"no_scope":       {opt: sandbox.Options{Scopes: []string{"commands", "chat:write", "im:write", "im:history", "users:read", "users:read.email", "channels:read", "groups:read"}}, amiss: 1},
		"not_optional":   {opt: sandbox.Options{WithoutOptionalScopes: true}},
		"archived":       {change: func(p *patient) { p.wins.Archive() }, amiss: 1},
		"not_invited":    {change: func(p *patient) { p.wins.Kick() }},
		"wrong_clock":    {change: func(p *patient) { p.now = p.now.Add(2 * time.Hour) }, amiss: 1},
		"owners_unknown": {change: func(p *patient) { p.Owners = "eve@x.test" }, amiss: 1},
		"lint":           {change: func(p *patient) { p.DB = exampleDB(p.t) }, amiss: 1},
		"wrong_address":  {change: func(p *patient) { p.APIURL = "http://slack.example/api/" }, amiss: 1},
		"other_workspace": {change: func(p *patient) {
			p.DB = exampleDB(p.t, inCalendar, `"zone":"Europe/London","calendar":"uk"`, `"id":"T1","name":"Test"`, `"id":"T2","name":"Other"`)
		}, amiss: 1},
	} {
		t.Run(name, func(t *testing.T) {
			p := healthy(t, test.opt)
			if test.change != nil {
				test.change(p)
			}
			var out bytes.Buffer
			err := p.checkTo(t.Context(), &out, func() time.Time { return p.now })
			if bad, _ := errors.AsType[notWell](err); int(bad) != test.amiss || (err != nil) != (test.amiss > 0) {
				t.Errorf("it ends with %v, want %d amiss", err, test.amiss)
			}
			if name == "wrong_clock" { // the only finding with a time
				if !strings.Contains(out.String(), "bad      clock      This machine's clock shows ") {
					t.Errorf("it says nothing of the clock:\n%s", out.String())
				}
				return
			}
			sameAsGolden(t, "testdata/check/"+name+".txt", out.String())
		})
	}
}

// Each finding of coach check --json is an object for another program.
func TestCheckForPrograms(t *testing.T) {
	p := healthy(t, sandbox.Options{})
	p.JSON, p.BotToken = true, ""
	var out bytes.Buffer
	if err := p.checkTo(t.Context(), &out, time.Now); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		var f service.Finding
		if err := json.Unmarshal([]byte(line), &f); err != nil || f.About == "" || f.State == "" || f.Says == "" {
			t.Errorf("%v in %s", err, line)
		}
	}
}

// A check fails with the status of a monitor's plug-in: 1, and a sentence.
func TestCheckEndsWithAStatus(t *testing.T) {
	var said bytes.Buffer
	if status := fail(&said, notWell(2)); status != 1 || said.String() != "coach: 2 things need somebody\n" {
		t.Errorf("status %d, %s", status, said.String())
	}
}

// sameAsGolden compares a text with a golden file, or writes that.
func sameAsGolden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(got), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}
