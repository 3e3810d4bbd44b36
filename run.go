package coach

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // zones, on machines that have none

	"github.com/goccy/go-yaml"
	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"coach/bot"
	"coach/cadence"
	"coach/practice"
	"coach/scheduler"
	"coach/service"
	"coach/store"
)

// A Config is everything that differs between production, the demo and a test.
// Each of the texts is one a person may have typed; [Connect] says what is wrong
// with it.
type Config struct {
	DB                 string // database file
	KeyFile            string // of the master key that encrypts people's words; "" for none
	BotToken, AppToken string
	APIURL             string // where the Web API is
	RecognitionChannel string // by name or ID; empty for the one chosen in Slack
	DigestChannel      string // by name or ID; with DigestRoot, or neither
	DigestRoot         string // email
	DigestDay          string // SUN to SAT
	DigestTime         string // such as 09:00
	Owners             string // emails, separated by commas or spaces
	Backups            service.Backups
	TimeZone           string // of the digest and of people whose own is not known
	PeopleFromSlack    string // nightly, or empty for not at all: managers are read from Slack profiles
	PeopleField        string // label or ID of the field that names them; empty for one with a usual title

	Now     func() time.Time  // civil time
	OwnTime bool              // civil time is this machine's clock, which may be wrong
	Built   time.Time         // when the program was written: with OwnTime, no day before is believed
	HTTP    *http.Client      // nil for the default
	Dialer  *websocket.Dialer // nil for the default
	Unpaced bool              // the workspace has no rates to keep to
	Settle  time.Duration     // how long a post may take to land, at most; 0 for store.Settle
	Lease   time.Duration     // of several copies, how long one leads that is not heard of any more; 0 for the store's own
	Version string            // of this coach, for whoever reads metrics
	Metrics net.Listener      // where metrics and health are served; nil for nowhere
	Out     io.Writer         // what the person at the terminal should know
	Log     zerolog.Logger
}

// Run wires coach together and runs it until ctx ends. Any error is one
// sentence that says what to do.
func Run(ctx context.Context, c Config) error {
	h := &health{meter: newMeter(c.Version)}
	if c.Metrics != nil {
		defer h.serve(c.Metrics)()
	}
	p, err := connect(ctx, c, h)
	if err != nil {
		return err
	}
	defer p.Store.Close()
	if concern := p.Store.Concern(); concern != "" {
		fmt.Fprintln(c.Out, concern)
	}
	next := "Stop it with Ctrl-C."
	if !p.ready {
		next = "Now type /coach in Slack to set it up."
	}
	connected := make(chan struct{})
	p.bot.Connected = func() {
		fmt.Fprintln(c.Out, "coach is connected. "+next)
		close(connected)
	}
	h.begin(p.bot.Links, p.Store.Leads)
	var telling sync.WaitGroup
	defer telling.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	telling.Go(func() { tellSystemd(ctx, connected, h) })
	return p.Run(ctx)
}

// A Program is coach, wired and connected.
type Program struct {
	Store  *store.Store
	Beat   *scheduler.Scheduler
	bot    *bot.Bot
	copies copies
	ready  bool // coach is set up
}

// Connect opens the database and checks everything that Slack can refuse.
func Connect(ctx context.Context, c Config) (Program, error) {
	return connect(ctx, c, &health{meter: newMeter(c.Version)})
}

func connect(ctx context.Context, c Config, h *health) (p Program, err error) {
	settings, err := c.settings()
	if err != nil {
		return p, err
	}
	if p.Store, err = store.Join(ctx, c.DB, store.KeyFile(c.KeyFile), store.Named(ownName()), store.Leased(c.Lease)); err != nil {
		return p, err
	}
	defer func() {
		if err != nil {
			p.Store.Close()
		}
	}()
	if c.Settle != 0 {
		p.Store.Settle = c.Settle
	}
	p.copies = copies{Config: c, health: h}
	if err := p.Store.Attend(ctx, p.copies.clock()); err != nil {
		return p, err
	}
	p.bot = bot.New(bot.Config{Store: p.Store, BotToken: c.BotToken, AppToken: c.AppToken, API: settings.api, HTTP: c.HTTP, Dialer: c.Dialer,
		Owners: settings.owners, Scopes: requiredScopes(), Now: c.Now, OwnTime: c.OwnTime, Zone: p.Store.Zone, Unpaced: c.Unpaced, Out: c.Out, Log: c.Log, Observe: h.observe})
	p.Beat = &scheduler.Scheduler{Store: p.Store, Refresh: p.bot.Refresh, Flush: p.bot.Flush, Now: c.Now, Zone: p.Store.Zone, Backups: c.Backups, DB: c.DB, Log: c.Log, Observe: h.observe}
	if err := p.followsProfiles(ctx, c); err != nil {
		return p, err
	}
	if c.OwnTime {
		p.Beat.Clock = &scheduler.Clock{Built: c.Built, Ask: p.bot.SlackTime}
	}
	if err := p.bot.Connect(ctx); err != nil {
		return p, err
	}
	p.ready, err = p.bot.Configure(ctx, settings.given)
	p.Beat.Owners = p.bot.Owners
	if err != nil || !p.ready {
		return p, err
	}
	now := c.Now()
	if c.OwnTime { // a first start by a clock of next year would have nothing expected until then
		if theirs, err := p.bot.SlackTime(ctx); err == nil {
			now = theirs
		}
	}
	return p, service.PublishDefault(ctx, p.Store, now.In(p.Store.Zone()), 0)
}

// Run answers until ctx ends, and beats and delivers while this copy of coach
// leads. Neither goes on without the other.
func (p Program) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 2)
	go func() { ended <- p.bot.Run(ctx) }()
	go func() {
		ended <- p.Store.Lead(ctx, store.Election{Work: p.lead, Changed: p.bot.Flush, Clock: p.copies.clock(), Seen: p.copies.seen})
	}()
	err := <-ended
	stop()
	return errors.Join(err, <-ended)
}

// lead does what one copy does at a time.
func (p Program) lead(ctx context.Context) error {
	var delivering sync.WaitGroup
	defer delivering.Wait()
	delivering.Go(func() { p.bot.Deliver(ctx) })
	return p.Beat.Run(ctx)
}

// settings are the parts of the configuration that need understanding.
type settings struct {
	api    string
	given  bot.Given
	owners []string // emails, lower case
}

var weekdays = map[string]time.Weekday{"SUN": 0, "MON": 1, "TUE": 2, "WED": 3, "THU": 4, "FRI": 5, "SAT": 6}

func (c Config) settings() (s settings, err error) {
	switch {
	case c.BotToken == "" || c.AppToken == "":
		return s, errors.New("set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); the README says where Slack shows them")
	case (c.DigestChannel == "") != (c.DigestRoot == ""):
		return s, errors.New("the digest needs both COACH_DIGEST_CHANNEL and COACH_DIGEST_ROOT (an email); leave both empty for no digest")
	}
	if c.TimeZone != "" && !practice.IsZone(c.TimeZone) {
		return s, fmt.Errorf("COACH_TIME_ZONE “%s” is not a time zone; use a name like Europe/London", c.TimeZone)
	}
	if c.PeopleFromSlack != "" && c.PeopleFromSlack != nightly {
		return s, fmt.Errorf("COACH_PEOPLE_FROM_SLACK “%s” is neither empty nor nightly; use one of them", c.PeopleFromSlack)
	}
	weekday, known := weekdays[strings.ToUpper(c.DigestDay)]
	if !known {
		return s, fmt.Errorf("COACH_DIGEST_DAY “%s” is not a weekday; use SUN, MON, TUE, WED, THU, FRI or SAT", c.DigestDay)
	}
	at, err := cadence.ParseClock(c.DigestTime)
	if err != nil {
		return s, fmt.Errorf("COACH_DIGEST_TIME: %w", err)
	}
	if err := c.Backups.Valid(c.DB); err != nil {
		return s, err
	}
	s.owners = practice.EmailsIn(c.Owners)
	s.given = bot.Given{Recognition: c.RecognitionChannel, DigestRoot: strings.ToLower(c.DigestRoot), Zone: c.TimeZone,
		Digest: practice.Subscription{Channel: c.DigestChannel, Weekday: weekday, At: at}}
	s.api, err = apiAddress(c.APIURL)
	return s, err
}

// requiredScopes are those that the manifest asks for and does not call
// optional.
func requiredScopes() []string {
	var manifest struct {
		OAuth struct {
			Scopes struct {
				Bot []string `yaml:"bot"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
	}
	if err := yaml.Unmarshal(Manifest, &manifest); err != nil {
		panic("manifest.yml: " + err.Error()) // embedded; a test reads it
	}
	return manifest.OAuth.Scopes.Bot
}
