package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"coach"
	"coach/service"
	"coach/store"
)

// A runCommand is coach run.
type runCommand struct {
	DB string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	BotToken           string `kong:"-"` // see secrets
	AppToken           string `kong:"-"`
	APIURL             string `name:"api-url" env:"SLACK_API_URL" default:"https://slack.com/api/" help:"Address of Slack's Web API."`
	RecognitionChannel string `env:"COACH_RECOGNITION_CHANNEL" help:"Channel for shout-outs, by name or ID."`
	DigestChannel      string `env:"COACH_DIGEST_CHANNEL" help:"Channel for the weekly digest, by name or ID."`
	DigestRoot         string `env:"COACH_DIGEST_ROOT" help:"Email of the person whose organisation the digest is about."`
	DigestDay          string `env:"COACH_DIGEST_DAY" default:"MON" help:"Weekday of the digest (SUN to SAT)."`
	DigestTime         string `env:"COACH_DIGEST_TIME" default:"09:00" help:"Time of the digest, such as 09:00."`
	Owners             string `env:"COACH_OWNERS" help:"Emails of the people who may publish the playbook and change settings, separated by commas. Empty for whoever set coach up in Slack."`
	TimeZone           string `env:"COACH_TIME_ZONE" help:"Time zone of the digest, and of people whose own isn't known (Europe/London). If not set, the one chosen in Slack, or else UTC."`
	PeopleFromSlack    string `env:"COACH_PEOPLE_FROM_SLACK" placeholder:"nightly" help:"nightly to read managers from Slack profiles every night, as coach people from-slack does. Empty for never."`
	fieldFlag
	BackupDir  string   `env:"COACH_BACKUP_DIR" placeholder:"FOLDER" help:"Back a SQLite database up to this folder every night at 02:30. Empty for nowhere: then owners hear when there is no backup, or an old one. - if you back it up in another way."`
	BackupKeep int      `env:"COACH_BACKUP_KEEP" default:"14" help:"How many of those backups stay."`
	BackupTo   []string `env:"COACH_BACKUP_TO" placeholder:"RECIPIENT" help:"Encrypt them, so that only these recipients of age can open them: age1…, or SSH public keys, separated by commas."`
	BackupKeys string   `env:"COACH_BACKUP_KEYS" placeholder:"FILE" help:"File over which people's keys are exported after each, as coach keys export does. Keep it away from the backups."`
	Metrics    string   `env:"COACH_METRICS" placeholder:"ADDR" help:"Serve /metrics for Prometheus, /healthz and /livez at this address, such as 127.0.0.1:9090. Empty for nowhere."`
	LogLevel   string   `env:"COACH_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
}

var logLevels = []zerolog.Level{zerolog.DebugLevel, zerolog.InfoLevel, zerolog.WarnLevel, zerolog.ErrorLevel}

// Run implements the command.
func (c runCommand) Run(ctx context.Context) error {
	level, err := zerolog.ParseLevel(strings.ToLower(c.LogLevel))
	if err != nil || !slices.Contains(logLevels, level) {
		return fmt.Errorf("COACH_LOG_LEVEL “%s” is not a level. Use debug, info, warn or error", c.LogLevel)
	}
	if err := c.readTokens(os.Getenv); err != nil {
		return err
	}
	var metrics net.Listener
	if c.Metrics != "" {
		if metrics, err = net.Listen("tcp", c.Metrics); err != nil {
			return fmt.Errorf("--metrics %s: %w. Give an address and a port that is free, such as 127.0.0.1:9090", c.Metrics, err)
		}
	}
	to, err := service.Recipients(c.BackupTo)
	if err != nil {
		return fmt.Errorf("COACH_BACKUP_TO: %w", err)
	}
	backups := service.Backups{Folder: c.BackupDir, Keep: c.BackupKeep, To: to, Keys: c.BackupKeys, Watch: c.BackupDir == "" && !store.IsServer(c.DB)}
	if c.BackupDir == "-" {
		backups.Folder = ""
	}
	return coach.Run(ctx, coach.Config{Backups: backups, DB: c.DB, KeyFile: c.file(), BotToken: c.BotToken, AppToken: c.AppToken, APIURL: c.APIURL,
		RecognitionChannel: c.RecognitionChannel, DigestChannel: c.DigestChannel, DigestRoot: c.DigestRoot, DigestDay: c.DigestDay, DigestTime: c.DigestTime,
		Owners: c.Owners, TimeZone: c.TimeZone, PeopleFromSlack: c.PeopleFromSlack, PeopleField: c.Field, Now: time.Now, OwnTime: true, Built: built(), Version: version(), Metrics: metrics, Out: os.Stdout, Log: zerolog.New(os.Stderr).Level(level).With().Timestamp().Logger()})
}
