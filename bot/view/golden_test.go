package view_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestEveryStateOfEveryViewLooksAsAgreed compares what is drawn with golden
// JSON and with Slack's limits.
func TestEveryStateOfEveryViewLooksAsAgreed(t *testing.T) {
	states := map[string]any{}
	for _, some := range []map[string]any{morningStates(), dueStates(), answerStates(), typedStates(), formStates(), lifeStates(), thanksStates(), awayStates(), teamStates(), settingsStates(), homeStates(), personStates(), expectedStates(), announcementStates(), playbookStates(), stepStates(), planStates(), beforeStates(), topicStates(), focusStates(), askingStates(), agendaStates(), besidesStates(), weekStates(), ownStates(), confirmStates(), visitStates(), standInStates(), obstacleReviewStates(), teamAgendaStates(), sessionStates(), bestStates(), obstacleStates(), inspectionStates(), digestsStates(), ownersStates()} {
		for name, drawn := range some {
			if states[name] != nil {
				t.Fatalf("two states are called %s", name)
			}
			states[name] = drawn
		}
	}
	for _, name := range slices.Sorted(maps.Keys(states)) {
		t.Run(name, func(t *testing.T) {
			switch drawn := states[name].(type) {
			case kit.Message:
				lintMessage(t, name, drawn)
			case slack.ModalViewRequest:
				lintModal(t, name, drawn)
			case slack.HomeTabViewRequest:
				lintHome(t, name, drawn)
			default:
				t.Fatalf("no lint for a %T", drawn)
			}
			compare(t, filepath.Join("testdata", name+".json"), states[name])
		})
	}
	noStrays(t, states)
}

func compare(t *testing.T, file string, drawn any) {
	t.Helper()
	var got bytes.Buffer
	enc := json.NewEncoder(&got)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(drawn); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("drawn differently (-golden +now); if that is right, run go test -update\n%s", diff)
	}
}

// noStrays finds golden files of states that are gone.
func noStrays(t *testing.T, states map[string]any) {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".json"); states[name] == nil {
			t.Errorf("%s is the golden file of no state", file)
		}
	}
}
