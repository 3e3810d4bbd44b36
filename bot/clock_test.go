package bot

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/slack-go/slack"
)

// Zones that Slack has at another offset are named once, each once, with both;
// and those of people who do not matter are not.
func TestZonesThatAreOtherwiseInSlack(t *testing.T) {
	users := []slack.User{
		{TZ: "America/Vancouver", TZOffset: -7 * 3600}, {TZ: "America/Vancouver", TZOffset: -7 * 3600}, {TZ: "Europe/London"}, {TZ: "Asia/Kathmandu", TZOffset: 5*3600 + 45*60},
		{TZ: "Mars/Olympus", TZOffset: 90 * 60}, {TZ: "Asia/Tokyo", TZOffset: 1, Deleted: true}, {TZ: "Asia/Seoul", TZOffset: 1, IsBot: true}, {},
	}
	var out bytes.Buffer
	b := &Bot{Config: Config{OwnTime: true, Out: &out, Now: func() time.Time { return time.Date(2025, 11, 30, 12, 0, 0, 0, time.UTC) }}}
	b.compareZones(users)
	b.compareZones(users)
	got := out.String()
	for _, part := range []string{"America/Vancouver (UTC−07:00 in Slack, UTC−08:00 here)", "Mars/Olympus (UTC+01:30 in Slack, not known here)"} {
		if strings.Count(got, part) != 1 {
			t.Errorf("“%s” is not said once in:\n%s", part, got)
		}
	}
	for _, zone := range []string{"London", "Kathmandu", "Tokyo", "Seoul"} {
		if strings.Contains(got, zone) {
			t.Errorf("%s is named in:\n%s", zone, got)
		}
	}
	b.compareZones(users[2:4])
	if out.String() != got {
		t.Errorf("said though the zones agree:\n%s", out.String())
	}
	b.OwnTime = false
	b.compareZones(users)
	if out.String() != got {
		t.Errorf("said where civil time is not the machine's:\n%s", out.String())
	}
}
