package sandbox

import (
	"crypto/rand"
	"fmt"
	"sync"
	"time"
)

// Options say what kind of workspace to make. The zero value is a good one.
type Options struct {
	Name                  string                   // of the workspace; "Sandbox" when empty
	TeamID                string                   // "T0SANDBOX" when empty
	Now                   func() time.Time         // civil time, for message timestamps and the transcript; time.Now when nil
	Zone                  *time.Location           // of the transcript and of dates in channels; UTC when nil
	Latency               time.Duration            // of a Web API call; 50 ms when zero
	Unpaced               bool                     // no limit to the messages a second in a conversation, for long histories
	WithoutOptionalScopes bool                     // an administrator did not grant the manifest's bot_optional scopes
	Scopes                []string                 // what the bot token may do; from the manifest when nil
	Acked                 func(took time.Duration) // is told of each acknowledgement that came; may be nil
	Shown                 func(Showing)            // is told of all that the app shows, while the workspace waits; may be nil
}

// The identity of the one app that is installed.
const (
	appID     = "A0SANDBOX"
	botID     = "B0SANDBOX"
	botUserID = "U0SANDBOX"
)

// A Workspace is a Slack workspace with one app installed. Serve it on any
// listener. Its methods may be called from several goroutines.
type Workspace struct {
	opt      Options
	manifest manifest
	scopes   []string
	botToken string
	appToken string

	mu sync.Mutex

	enterprise string     // the organisation that the workspace is part of; "" for none
	users      []*User    // in the order they joined
	channels   []*Channel // public, private and direct ones, in the order they were made
	homes      map[*User]*view
	files      []*file        // in the order the app announced them
	fields     []ProfileField // of everybody's profile
	lastTS     int64          // of the newest message, in microseconds
	serials    map[string]int // numbers given out, by kind of thing

	triggers  map[string]*trigger
	responses map[string]*responseURL
	traffic   traffic
	faults    faults
	posting   map[*Channel]*bucket
	called    map[string][]time.Time // when methods with a limit by the minute were called, on the runtime's clock
	history   history
	changed   chan struct{} // closed at the next change people can see; nil while nobody watches
	busy      int           // Web API calls in flight
	active    time.Time     // when the app last did something, on the runtime's clock
}

// New makes a workspace in which the app described by the manifest (YAML, as
// pasted into Slack) is installed. It fails when the manifest is not YAML, names
// no bot user, or leaves Socket Mode off.
func New(manifest []byte, opt Options) (*Workspace, error) {
	m, err := parseManifest(manifest)
	if err != nil {
		return nil, err
	}
	w := &Workspace{
		opt:       opt.withDefaults(),
		manifest:  m,
		scopes:    m.granted(opt),
		botToken:  secret("xoxb-sandbox-"),
		appToken:  secret("xapp-sandbox-"),
		homes:     map[*User]*view{},
		serials:   map[string]int{},
		triggers:  map[string]*trigger{},
		responses: map[string]*responseURL{},
		traffic:   newTraffic(),
		faults:    newFaults(),
		posting:   map[*Channel]*bucket{},
		called:    map[string][]time.Time{},
	}
	w.history.shown = map[string]bool{}
	w.users = []*User{
		{w: w, ID: "USLACKBOT", person: Person{ID: "USLACKBOT", Handle: "slackbot", Name: "Slackbot"}},
		{w: w, ID: botUserID, person: Person{ID: botUserID, Handle: w.appName(), Name: w.appName(), Bot: true}},
	}
	return w, nil
}

func (o Options) withDefaults() Options {
	if o.Name == "" {
		o.Name = "Sandbox"
	}
	if o.TeamID == "" {
		o.TeamID = "T0SANDBOX"
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	if o.Latency == 0 {
		o.Latency = 50 * time.Millisecond
	}
	return o
}

// BotToken is the token the app must present to the Web API.
func (w *Workspace) BotToken() string { return w.botToken }

// AppToken is the app-level token, good for opening connections only.
func (w *Workspace) AppToken() string { return w.appToken }

// Connected is closed once a socket of the app has been greeted.
func (w *Workspace) Connected() <-chan struct{} { return w.traffic.greeted }

// watch is closed when something that people can see changes.
func (w *Workspace) watch() <-chan struct{} {
	if w.changed == nil {
		w.changed = make(chan struct{})
	}
	return w.changed
}

// touch tells those who watch that something people can see changes.
func (w *Workspace) touch() {
	if w.changed != nil {
		close(w.changed)
		w.changed = nil
	}
}

func (w *Workspace) appName() string { return w.manifest.Features.BotUser.DisplayName }

// serial numbers things of a kind, from 1.
func (w *Workspace) serial(kind string) string {
	w.serials[kind]++
	return fmt.Sprintf("%s%06d", kind, w.serials[kind])
}

// secret is something that nobody can guess: whoever has it may do what it is for.
func secret(prefix string) string { return prefix + rand.Text() }

// nextTS is the timestamp of a new message: civil seconds, a point and six
// digits. No two are equal and each is greater than the one before.
func (w *Workspace) nextTS() string {
	const step = 100 // microseconds, as Slack's own look
	w.lastTS = max(w.opt.Now().Unix()*1_000_000+step, w.lastTS+step)
	return fmt.Sprintf("%d.%06d", w.lastTS/1_000_000, w.lastTS%1_000_000)
}

// A trigger is the right to open one modal for one person, once, within three
// seconds of what that person did.
type trigger struct {
	user *User
	at   time.Time // on the runtime's clock
	used bool
	line *entry // of the transcript, for what it opens
}

func (w *Workspace) newTrigger(u *User, line *entry) string {
	id := w.serial("trigger.")
	w.triggers[id] = &trigger{user: u, at: time.Now(), line: line}
	return id
}

// triggerLife is how long a trigger may be exchanged for a modal.
const triggerLife = 3 * time.Second

// spend exchanges a trigger.
func (w *Workspace) spend(id string) (*trigger, error) {
	t := w.triggers[id]
	switch {
	case t == nil:
		return nil, refuse("invalid_trigger_id")
	case t.used:
		return nil, refuse("exchanged_trigger_id")
	case time.Since(t.at) > triggerLife:
		return nil, refuse("expired_trigger_id")
	}
	t.used = true
	return t, nil
}
