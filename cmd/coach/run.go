package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/gorilla/websocket"
	"github.com/rs/zerolog"

	"coach"
	"coach/bot"
	"coach/cadence"
	"coach/practice"
	"coach/scheduler"
	"coach/store"
)

// A runCommand is coach run.
type runCommand struct {
	DB                 string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database file."`
	BotToken           string `kong:"-"` // see secrets
	AppToken           string `kong:"-"`
	APIURL             string `name:"api-url" env:"SLACK_API_URL" default:"https://slack.com/api/" help:"Where the Web API is."`
	RecognitionChannel string `env:"COACH_RECOGNITION_CHANNEL" help:"Channel for shout-outs, by name or ID."`
	DigestChannel      string `env:"COACH_DIGEST_CHANNEL" help:"Channel for the weekly digest, by name or ID."`
	DigestRoot         string `env:"COACH_DIGEST_ROOT" help:"Email of the person whose organisation the digest is about."`
	DigestDay          string `env:"COACH_DIGEST_DAY" default:"MON" help:"Weekday of the digest (SUN to SAT)."`
	DigestTime         string `env:"COACH_DIGEST_TIME" default:"09:00" help:"Time of the digest, such as 09:00."`
	Owners             string `env:"COACH_OWNERS" help:"Emails of who may publish the playbook and change settings, separated by commas; empty for who set coach up in Slack."`
	TimeZone           string `env:"COACH_TIME_ZONE" help:"Time zone of the digest, and of people whose own is not known (Europe/London); UTC if it is not said in Slack either."`
	LogLevel           string `env:"COACH_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
}

var logLevels = []zerolog.Level{zerolog.DebugLevel, zerolog.InfoLevel, zerolog.WarnLevel, zerolog.ErrorLevel}

// Run implements the command.
func (c runCommand) Run(ctx context.Context) error {
	level, err := zerolog.ParseLevel(strings.ToLower(c.LogLevel))
	if err != nil || !slices.Contains(logLevels, level) {
		return fmt.Errorf("COACH_LOG_LEVEL “%s” is not a level; use debug, info, warn or error", c.LogLevel)
	}
	if err := c.secrets(os.Getenv); err != nil {
		return err
	}
	return run(ctx, config{runCommand: c, Now: time.Now, Out: os.Stdout, Log: zerolog.New(os.Stderr).Level(level).With().Timestamp().Logger()})
}

// A config is everything that differs between production, the demo and a test.
type config struct {
	runCommand
	Now     func() time.Time // civil time
	HTTP    *http.Client     // nil for the default
	Dialer  *websocket.Dialer
	Unpaced bool          // the workspace has no rates to keep to
	Settle  time.Duration // how long a post may take to land, at most; 0 for store.Settle
	Out     io.Writer
	Log     zerolog.Logger
}

// run wires coach together and runs it until ctx ends. Any error is one
// sentence that says what to do.
func run(ctx context.Context, c config) error {
	p, err := connect(ctx, c)
	if err != nil {
		return err
	}
	defer p.db.Close()
	if p.ready {
		fmt.Fprintln(c.Out, "coach is connected. Stop it with Ctrl-C.")
	} else {
		fmt.Fprintln(c.Out, "coach is connected. Now type /coach in Slack to set it up.")
	}
	return p.run(ctx)
}

// A program is coach, wired and connected.
type program struct {
	db    *store.Store
	bot   *bot.Bot
	beat  *scheduler.Scheduler
	ready bool // coach is set up
}

// connect opens the database and checks everything that Slack can refuse.
func connect(ctx context.Context, c config) (p program, err error) {
	settings, err := c.settings()
	if err != nil {
		return p, err
	}
	if p.db, err = store.Own(ctx, c.DB); err != nil {
		return p, err
	}
	defer func() {
		if err != nil {
			p.db.Close()
		}
	}()
	if c.Settle != 0 {
		p.db.Settle = c.Settle
	}
	p.bot = bot.New(bot.Config{Store: p.db, BotToken: c.BotToken, AppToken: c.AppToken, API: settings.api, HTTP: c.HTTP, Dialer: c.Dialer,
		Owners: settings.owners, Scopes: requiredScopes(), Now: c.Now, Zone: p.db.Zone, Unpaced: c.Unpaced, Out: c.Out, Log: c.Log})
	p.beat = &scheduler.Scheduler{Store: p.db, Refresh: p.bot.Refresh, Flush: p.bot.Flush, Now: c.Now, Zone: p.db.Zone, Log: c.Log}
	if err := p.bot.Connect(ctx); err != nil {
		return p, err
	}
	if err := p.bot.Refresh(ctx); err != nil {
		return p, err
	}
	if p.ready, err = p.bot.Configure(ctx, settings.given); err != nil || !p.ready {
		return p, err
	}
	return p, publishDefault(ctx, p.db, c.Now().In(p.db.Zone()), 0)
}

// run answers and beats until ctx ends. Neither goes on without the other.
func (p program) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	ended := make(chan error, 2)
	go func() { ended <- p.bot.Run(ctx) }()
	go func() { ended <- p.beat.Run(ctx) }()
	err := <-ended
	stop()
	return errors.Join(err, <-ended)
}

// settings are the parts of the configuration that need understanding.
type settings struct {
	api    string
	given  bot.Given
	owners []string // emails, lower case
}

var weekdays = map[string]time.Weekday{"SUN": 0, "MON": 1, "TUE": 2, "WED": 3, "THU": 4, "FRI": 5, "SAT": 6}

func (c config) settings() (s settings, err error) {
	switch {
	case c.BotToken == "" || c.AppToken == "":
		return s, errors.New("set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); the README says where Slack shows them")
	case (c.DigestChannel == "") != (c.DigestRoot == ""):
		return s, errors.New("the digest needs both COACH_DIGEST_CHANNEL and COACH_DIGEST_ROOT (an email); leave both empty for no digest")
	}
	if c.TimeZone != "" && !practice.IsZone(c.TimeZone) {
		return s, fmt.Errorf("COACH_TIME_ZONE “%s” is not a time zone; use a name like Europe/London", c.TimeZone)
	}
	weekday, known := weekdays[strings.ToUpper(c.DigestDay)]
	if !known {
		return s, fmt.Errorf("COACH_DIGEST_DAY “%s” is not a weekday; use SUN, MON, TUE, WED, THU, FRI or SAT", c.DigestDay)
	}
	at, err := cadence.ParseClock(c.DigestTime)
	if err != nil {
		return s, fmt.Errorf("COACH_DIGEST_TIME: %w", err)
	}
	s.owners = emailsIn(c.Owners)
	s.given = bot.Given{Recognition: c.RecognitionChannel, DigestRoot: strings.ToLower(c.DigestRoot), Zone: c.TimeZone,
		Digest: practice.Subscription{Channel: c.DigestChannel, Weekday: weekday, At: at}}
	s.api, err = apiAddress(c.APIURL)
	return s, err
}

// emailsIn are the emails of a list, in lower case.
func emailsIn(list string) []string {
	return strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' })
}

// publishDefault gives a new database the default playbook, in force from
// today: nobody owes anything for the time before coach came. Nobody publishes it
// where nobody is named.
func publishDefault(ctx context.Context, db *store.Store, now time.Time, by practice.PersonID) error {
	_, _, err := db.Playbook(ctx)
	if !errors.Is(err, store.ErrNotFound) {
		return err
	}
	_, err = db.Publish(ctx, practice.DefaultYAML(), cadence.DateOf(now), now, by)
	return err
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
	if err := yaml.Unmarshal(coach.Manifest, &manifest); err != nil {
		panic("manifest.yml: " + err.Error()) // embedded; a test reads it
	}
	return manifest.OAuth.Scopes.Bot
}
