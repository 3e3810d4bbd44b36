package bot

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/delivery"
	"coach/cadence"
)

// SlackTime is what Slack's own clock shows.
func (b *Bot) SlackTime(ctx context.Context) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	me, err := b.api.AuthTestContext(ctx)
	if err != nil {
		return time.Time{}, fmt.Errorf("ask Slack for the time: %w", delivery.Reasons(err))
	}
	at, err := http.ParseTime(me.Header.Get("Date"))
	if err != nil {
		return at, fmt.Errorf("ask Slack for the time: %w", err)
	}
	return at, nil
}

// compareZones tells whoever runs coach which time zones are at another offset
// in Slack than here: countries change their clocks, and a table that is older
// has messages come an hour late or early. It says so once.
func (b *Bot) compareZones(users []slack.User) {
	if !b.OwnTime {
		return
	}
	found := otherZones(users, b.Now())
	if before, _ := b.otherZones.Swap(strings.Join(found, ", ")).(string); len(found) > 0 && before != strings.Join(found, ", ") {
		b.say("The time zone data of this coach is older than Slack’s, so messages and due dates there are off by the difference: %s. Update coach to a newer release.", strings.Join(found, "; "))
	}
}

// otherZones are the zones of members that Slack has at another offset than they
// are at here, each with both.
func otherZones(users []slack.User, now time.Time) []string {
	found := map[string]string{}
	for _, u := range users {
		if u.TZ == "" || u.Deleted || u.IsBot || found[u.TZ] != "" {
			continue
		}
		zone, err := time.LoadLocation(u.TZ)
		switch {
		case err != nil:
			found[u.TZ] = u.TZ + " (" + offset(u.TZOffset) + " in Slack, not known here)"
		case !cadence.IsAt(zone, u.TZOffset, now):
			_, here := now.In(zone).Zone()
			found[u.TZ] = u.TZ + " (" + offset(u.TZOffset) + " in Slack, " + offset(here) + " here)"
		}
	}
	return slices.Sorted(maps.Values(found))
}

// offset is an offset from UTC in words: UTC−07:00.
func offset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	return fmt.Sprintf("UTC%s%02d:%02d", sign, seconds/3600, seconds/60%60)
}
