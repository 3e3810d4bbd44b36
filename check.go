package coach

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"

	"coach/bot"
	"coach/practice"
	"coach/service"
	"coach/store"
)

// Check finds out whether coach is well: what Slack grants, and what the database
// shows. It works beside a coach that runs and without one, changes nothing, and
// checks what it can where tokens or the database are missing.
func Check(ctx context.Context, c Config) []service.Finding {
	db, found := checkDB(ctx, c)
	if db != nil {
		defer db.Close()
	}
	return slices.Concat(checkSlack(ctx, c, db), found)
}

// checkDB opens the database beside whoever uses it and checks what it shows. It
// returns nil for one that cannot be opened.
func checkDB(ctx context.Context, c Config) (*store.Store, []service.Finding) {
	about := func(state service.State, says string) service.Finding {
		return service.Finding{About: "database", State: state, Says: says}
	}
	db, err := store.Open(ctx, c.DB, store.KeyFile(c.KeyFile))
	switch {
	case errors.Is(err, store.ErrNoDatabase):
		return nil, []service.Finding{about(service.Amiss, "There's no database there yet. Start coach run once, or check --db.")}
	case err != nil:
		return nil, []service.Finding{about(service.Amiss, strings.TrimSuffix(err.Error(), ".")+".")}
	}
	found := []service.Finding{about(service.Well, "The database can be read, beside a coach that may be running.")}
	if concern := db.Concern(); concern != "" {
		found = append(found, about(service.Noted, concern))
	}
	keys := service.Finding{About: "keys", State: service.Noted, Says: "People's words aren't encrypted at rest. To have them encrypted, make a key with coach keys init, and start coach run with it."}
	if db.Sealed() {
		keys = service.Finding{About: "keys", State: service.Well, Says: "People's words are encrypted, and the key file is the right one. To open every word with it, run coach keys check."}
	}
	found = append(found, keys)
	more, err := service.Check(ctx, db, practice.EmailsIn(c.Owners), c.Now())
	if err != nil {
		more = []service.Finding{about(service.Amiss, strings.TrimSuffix(err.Error(), ".")+".")}
	}
	return db, append(found, more...)
}

// checkSlack checks the tokens and what they open; where there are none, it says
// so.
func checkSlack(ctx context.Context, c Config, db *store.Store) []service.Finding {
	clock := bot.Doubts(c.Now(), c.Built)
	if c.BotToken == "" || c.AppToken == "" {
		return append(clock, service.Finding{About: "token", State: service.Unchecked,
			Says: "SLACK_BOT_TOKEN and SLACK_APP_TOKEN aren't both set, so nothing about Slack is checked. Set them as for coach run."})
	}
	api, err := apiAddress(c.APIURL)
	if err != nil {
		return append(clock, service.Finding{About: "token", State: service.Amiss, Says: err.Error() + "."})
	}
	check := bot.Check{BotToken: c.BotToken, AppToken: c.AppToken, API: api, HTTP: c.HTTP, Scopes: scopes(), Store: db, Now: c.Now()}
	return append(clock, check.Run(ctx)...)
}

// scopes are those of the manifest, each with the comment beside it, which says
// what it is for. One without a comment shares that of the scope before it.
func scopes() []bot.Scope {
	var all []bot.Scope
	required := requiredScopes()
	within, last := false, ""
	for lines := bufio.NewScanner(bytes.NewReader(Manifest)); lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		switch {
		case line == "scopes:":
			within = true
		case line == "settings:":
			within = false
		}
		name, why, _ := strings.Cut(strings.TrimPrefix(line, "- "), " #")
		if !within || !strings.HasPrefix(line, "- ") {
			continue
		}
		if why = strings.TrimSpace(why); why != "" {
			last = why
		}
		all = append(all, bot.Scope{Name: strings.TrimSpace(name), For: last, Optional: !slices.Contains(required, strings.TrimSpace(name))})
	}
	return all
}
