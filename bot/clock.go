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

// SlackTime returns the time of Slack's own clock.
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

// compareZones warns the operator, once, about time zones whose offset in Slack
// differs from the one here. Countries change their clocks, and with an
// outdated table of zones, messages would come an hour late or early.
func (b *Bot) compareZones(users []slack.User) {
	if !b.OwnTime {
		return
	}
	found := otherZones(users, b.Now())
	if before, _ := b.otherZones.Swap(strings.Join(found, ", ")).(string); len(found) > 0 && before != strings.Join(found, ", ") {
		b.say("The time zone data of this coach is older than Slack's, so messages and due dates there are off by the difference: %s. Update coach to a newer release.", strings.Join(found, "; "))
	}
}

// otherZones returns the members' zones whose offset in Slack differs from the
// one here, each with both offsets.
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

// offset formats an offset from UTC: UTC−07:00.
func offset(seconds int) string {
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	return fmt.Sprintf("UTC%s%02d:%02d", sign, seconds/3600, seconds/60%60)
}
