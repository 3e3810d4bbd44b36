package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"coach/bot/view"
)

// brokenNet refuses every connection.
type brokenNet struct{}

func (brokenNet) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("connection reset by peer")
}

// Whoever has a response_url can write to a person in coach's name: none stands
// in a log, nor in what is printed, whatever error it came with.
func TestNoErrorTellsAURL(t *testing.T) {
	const secret = "https://hooks.slack.com/actions/T1/2/s3cr3t"
	b := &Bot{Config: Config{HTTP: &http.Client{Transport: brokenNet{}}}}
	a := envelope{kind: "button", responseURL: secret}
	err := a.present(view.Sorry("Not yours."), nil).follow(t.Context(), b)
	if err == nil || !strings.Contains(err.Error(), "s3cr3t") {
		t.Fatalf("the error no longer holds the URL: %v", err)
	}
	for name, err := range map[string]error{
		"an answer":        err,
		"wrapped":          fmt.Errorf("answer: %w", errors.Join(context.Canceled, err)),
		"a socket's":       errors.New(`dial "wss://wss.slack.com/link/?ticket=s3cr3t": EOF`),
		"Slack's own":      slack.SlackErrorResponse{Err: "invalid_url https://hooks.slack.com/s3cr3t"},
		"in other quotes’": errors.New("cannot parse <https://hooks.slack.com/s3cr3t>"),
	} {
		var logged, said bytes.Buffer
		log := zerolog.New(&logged)
		log.Err(err).Msg("request")
		log.Warn().AnErr("cause", err).Msg("request")
		b.Out = &said
		b.say("Slack cannot be reached (%v).", err)
		if strings.Contains(logged.String()+said.String(), "s3cr3t") || !strings.Contains(logged.String(), "Slack") || said.Len() == 0 {
			t.Errorf("%s: logged %s, said %s", name, &logged, &said)
		}
	}
}
