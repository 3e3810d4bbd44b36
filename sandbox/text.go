package sandbox

import (
	"fmt"
	"html"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// textOf is what a person reads in a text object.
func (w *Workspace) textOf(text object, reader *User) string {
	if text.text("type") == "mrkdwn" {
		return w.plain(text.text("text"), reader)
	}
	return html.UnescapeString(text.text("text"))
}

var (
	controlSequence = regexp.MustCompile(`<([^<>\n]+)>`)
	emphasis        = []*regexp.Regexp{
		regexp.MustCompile(`(^|[\s(\["'])\*([^\s*](?:[^*\n]*[^\s*])?)\*`),
		regexp.MustCompile(`(^|[\s(\["'])_([^\s_](?:[^_\n]*[^\s_])?)_`),
		regexp.MustCompile(`(^|[\s(\["'])~([^\s~](?:[^~\n]*[^\s~])?)~`),
	}
)

// plain is what a person reads in a mrkdwn text: names for mentions, labels for
// links, dates for the reader's clock, words without their emphasis.
func (w *Workspace) plain(mrkdwn string, reader *User) string {
	s := controlSequence.ReplaceAllStringFunc(mrkdwn, func(sequence string) string {
		return w.resolve(strings.Trim(sequence, "<>"), reader)
	})
	for _, e := range emphasis {
		s = e.ReplaceAllString(s, "$1$2")
	}
	return html.UnescapeString(s)
}

// resolve reads what is between the angle brackets of a control sequence.
func (w *Workspace) resolve(sequence string, reader *User) string {
	target, label, labelled := strings.Cut(sequence, "|")
	switch {
	case strings.HasPrefix(target, "@"):
		if u := w.findUser(target[1:]); u != nil {
			return "@" + u.person.Name
		}
	case strings.HasPrefix(target, "#"):
		if c := w.findChannel(target[1:]); c != nil {
			return c.title()
		}
	case strings.HasPrefix(target, "!date^"):
		return w.resolveDate(target, label, reader)
	case strings.HasPrefix(target, "!subteam^"):
		return "@" + target[len("!subteam^"):]
	case strings.HasPrefix(target, "!"):
		return "@" + target[1:]
	}
	if labelled {
		return label
	}
	return strings.TrimPrefix(target, "mailto:")
}

// resolveDate reads !date^SECONDS^FORMAT, with an optional ^LINK that is left out.
func (w *Workspace) resolveDate(token, fallback string, reader *User) string {
	parts := strings.Split(token, "^")
	if len(parts) < 3 {
		return fallback
	}
	seconds, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return fallback
	}
	return w.formatDate(time.Unix(seconds, 0), parts[2], reader)
}

var dateToken = regexp.MustCompile(`\{[a-z_]+\}`)

// formatDate fills the tokens of Slack's date formats as they look to the reader.
func (w *Workspace) formatDate(t time.Time, format string, reader *User) string {
	zone := w.opt.Zone
	if reader != nil {
		zone = reader.zone()
	}
	t = t.In(zone)
	now := w.opt.Now().In(zone)
	return dateToken.ReplaceAllStringFunc(format, func(token string) string {
		name, pretty := strings.CutSuffix(strings.Trim(token, "{}"), "_pretty")
		if pretty {
			if word := nearbyDay(t, now); word != "" {
				return word
			}
		}
		layout, ok := dateLayouts[name]
		switch {
		case name == "ago":
			return ago(now.Sub(t))
		case !ok:
			return token
		}
		return strings.Replace(t.Format(layout), "DAY", ordinal(t.Day()), 1)
	})
}

// dateLayouts are Slack's date formats; DAY stands for an ordinal number.
var dateLayouts = map[string]string{
	"date_num":    "2006-01-02",
	"date_slash":  "01/02/2006",
	"date":        "January DAY, 2006",
	"date_short":  "Jan 2, 2006",
	"date_long":   "Monday, January DAY, 2006",
	"day_divider": "Monday, January DAY",
	"time":        "3:04 PM",
	"time_secs":   "3:04:05 PM",
}

func nearbyDay(t, now time.Time) string {
	for word, days := range map[string]int{"yesterday": -1, "today": 0, "tomorrow": 1} {
		if t.Format(time.DateOnly) == now.AddDate(0, 0, days).Format(time.DateOnly) {
			return word
		}
	}
	return ""
}

func ordinal(n int) string {
	suffix := "th"
	if n/10 != 1 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

func ago(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return plural(int(d/time.Minute), "minute") + " ago"
	case d < 24*time.Hour:
		return plural(int(d/time.Hour), "hour") + " ago"
	}
	return plural(int(d/(24*time.Hour)), "day") + " ago"
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

var (
	bigMention   = regexp.MustCompile(`<!(channel|here|everyone)\b[^>]*>`)
	plainMention = regexp.MustCompile(`(?:^|[^\w@.])@(channel|here|everyone)\b`)
)

// pings says what in a message would notify everybody in the channel, "" when
// nothing does. Slack finds plain "@here" in a mrkdwn object unless it is
// verbatim, and in the top-level text only if asked to with parse or link_names.
func pings(text string, parsed bool, blocks []object) string {
	found := bigMention.FindString(text)
	if found == "" && parsed {
		found = plainMention.FindString(text)
	}
	walkValue(blocks, func(o object) {
		if found != "" {
			return
		}
		s := o.text("text")
		switch o.text("type") {
		case "mrkdwn", "markdown":
			found = bigMention.FindString(s)
			if found == "" && !o.flag("verbatim") {
				found = plainMention.FindString(s)
			}
		case "broadcast":
			found = "@" + o.text("range")
		}
	})
	return strings.TrimSpace(found)
}
