package crash

import (
	"database/sql"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"coach/cadence"
	"coach/store/engine"
)

// look asks the database something, beside a coach that may be running. It does
// not stay open: what a killed coach leaves is for the next one to recover.
func (c *crash) look(query string, row func(*sql.Rows) error) {
	c.t.Helper()
	driver, address := "sqlite", "file:"+c.settings.DB+"?_pragma=busy_timeout(5000)"
	if engine.IsServer(c.settings.DB) {
		driver, address = "pgx", c.unprepared()
	}
	db, err := sql.Open(driver, address)
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(c.t.Context(), query)
	if err != nil {
		c.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			c.t.Fatal(err)
		}
	}
	if err := rows.Err(); err != nil {
		c.t.Fatal(err)
	}
}

// unprepared is the address of the database for questions that no pooler has to
// remember.
func (c *crash) unprepared() string { return c.settings.DB + "&default_query_exec_mode=exec" }

// unsaid reports whether some of today's messages are not decided yet, or some
// notices of a kind not delivered.
func (c *crash) unsaid(which string) (unsaid bool) {
	c.t.Helper()
	c.look(`SELECT EXISTS (SELECT 1 FROM people WHERE imported = 1 AND bundled_on < '`+cadence.Date(c.day.Load()).String()+`')
		OR EXISTS (SELECT 1 FROM outbox WHERE state IN ('queued', 'sending') AND `+which+`)`,
		func(rows *sql.Rows) error { return rows.Scan(&unsaid) })
	return unsaid
}

// waitUntilSaid waits until the coach that runs has nothing left to deliver.
func (c *crash) waitUntilSaid() {
	c.t.Helper()
	for c.unsaid(`true`) {
		<-time.After(100 * time.Millisecond)
	}
}

// judge compares what is in the workspace and in the database with what was
// done.
func (c *crash) judge(kills int) {
	c.t.Helper()
	want, got := c.owed(), c.messages()
	sum, lost, twice := 0, 0, 0
	for _, what := range slices.Sorted(maps.Keys(want)) {
		if got[what] < want[what] {
			lost++
			c.t.Errorf("lost: %s", what)
		}
	}
	for _, what := range slices.Sorted(maps.Keys(got)) {
		sum += got[what]
		if got[what] > want[what] {
			twice++
			c.t.Errorf("said %d times instead of %d: %s", got[what], want[what], what)
		}
	}
	for _, problem := range c.Problems() {
		late := strings.Contains(problem, "expired_trigger_id")           // on a machine with too much to do; nothing is owed for it
		if !strings.HasPrefix(problem, "does not acknowledge") && !late { // the dead do not
			c.t.Errorf("Slack would complain: %s", problem)
		}
	}
	c.sound()
	c.t.Logf("%d kills, %d submissions, %d messages, %d looks: %d lost, %d twice", kills, len(c.made), sum, c.Calls("conversations.history"), lost, twice)
}

// sound finds fault with a damaged file. A server looks after its own.
func (c *crash) sound() {
	c.t.Helper()
	if engine.IsServer(c.settings.DB) {
		return
	}
	c.look(`PRAGMA integrity_check`, func(rows *sql.Rows) error {
		var verdict string
		err := rows.Scan(&verdict)
		if verdict != "ok" {
			c.t.Errorf("the database is damaged: %s", verdict)
		}
		return err
	})
}

// owed is how often each message should be there: once for what people were told
// is logged, and for each nudge and digest that was decided.
func (c *crash) owed() map[string]int {
	c.t.Helper()
	stored := map[string]int{}
	c.look(`SELECT words FROM entries`, func(rows *sql.Rows) error {
		var words string
		err := rows.Scan(&words)
		stored[subject.FindString(words)]++
		return err
	})
	owed := map[string]int{}
	for _, s := range c.made {
		if n := stored[s.words]; s.logged && n != 1 {
			c.t.Errorf("%s was logged, and is in the database %d times", s.words, n)
		} else if !s.logged && n != 0 {
			c.t.Errorf("%s was refused, and is in the database %d times", s.words, n)
		}
		if s.logged && s.where != "" {
			owed[s.where+": "+s.words] = 1
		}
	}
	names := map[string]string{}
	c.look(`SELECT id, email FROM people`, func(rows *sql.Rows) error {
		var id, email string
		err := rows.Scan(&id, &email)
		names[id], _, _ = strings.Cut(email, "@")
		return err
	})
	c.look(`SELECT key, state, reason FROM outbox`, func(rows *sql.Rows) error {
		var key, state, reason string
		err := rows.Scan(&key, &state, &reason)
		about := strings.Split(key, "/")
		if about[0] == "bundle" && state == "sent" {
			owed[names[about[1]]+": "+about[2]] = 1
		}
		if about[0] == "thanks_ask" && state == "sent" {
			owed[names[about[2]]+": "+liking] = 1
		}
		if about[0] == "digest" && state == "sent" {
			owed["leaders: "+about[2]] = 1
		}
		if state != "sent" && reason != "nothing left to say" {
			c.t.Errorf("%s was not sent: %s (%s)", key, state, reason)
		}
		return err
	})
	return owed
}

// messages counts what coach said, by whom it was said to and what it is about:
// somebody's words, how they like thanks, or a day.
func (c *crash) messages() map[string]int {
	c.t.Helper()
	api := slack.New(c.BotToken(), slack.OptionAPIURL(c.settings.APIURL))
	found := map[string]int{}
	count := func(where, channel string) {
		query := &slack.GetConversationHistoryParameters{ChannelID: channel, Limit: 200}
		for {
			page, err := api.GetConversationHistoryContext(c.t.Context(), query)
			if err != nil {
				c.t.Fatal(err)
			}
			for _, m := range page.Messages {
				found[where+": "+about(m)]++
			}
			if query.Cursor = page.ResponseMetaData.NextCursor; query.Cursor == "" {
				return
			}
		}
	}
	everybody := []string{"boss"}
	for _, manager := range c.managers {
		everybody = append(everybody, manager, manager+"a", manager+"b")
	}
	for _, handle := range everybody {
		count(handle, c.DM(handle).ID)
	}
	count("wins", c.Channel("wins").ID)
	count("leaders", c.Channel("leaders").ID)
	return found
}

// liking is what the question how somebody likes to be thanked is about.
const liking = "just thanked you"

// about is what a message is about.
func about(m slack.Message) string {
	drawn, _ := json.Marshal(m.Blocks)
	if words := subject.FindString(string(drawn)); words != "" {
		return words
	}
	if strings.Contains(m.Text, liking) {
		return liking
	}
	seconds, _, _ := strings.Cut(m.Timestamp, ".")
	at, _ := strconv.ParseInt(seconds, 10, 64)
	return cadence.DateOf(time.Unix(at, 0).UTC()).String()
}
