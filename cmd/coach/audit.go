package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"coach/cadence"
	"coach/service"
)

// An auditCommand is coach audit.
type auditCommand struct {
	Since string `placeholder:"DATE" help:"The first day, such as 2026-03-01, where the organisation is. Without it, everything that is kept."`
	JSON  bool   `name:"json" env:"COACH_AUDIT_JSON" help:"Print a JSON object for each line."`
	DB    string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
}

// Run implements the command.
func (c auditCommand) Run(ctx context.Context) error { return c.auditTo(ctx, os.Stdout) }

// auditTo writes the lines to out, the newest last.
func (c auditCommand) auditTo(ctx context.Context, out io.Writer) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	var since time.Time
	if c.Since != "" {
		on, err := cadence.ParseDate(c.Since)
		if err != nil {
			var bad problems
			bad.add("--since needs a day such as 2026-03-01, not %q.", c.Since)
			return bad
		}
		since = on.At(0, db.Zone())
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	return service.AuditSince(ctx, db, since, func(l service.AuditLine) error {
		if c.JSON {
			return lines.Encode(l)
		}
		_, err := fmt.Fprintf(out, "%s  %s  %s  %s\n", l.At.In(db.Zone()).Format("2006-01-02 15:04"), padded(cmp.Or(l.By, "(who runs coach)"), 20), padded(string(l.Deed), 24), l.Detail)
		return err
	})
}

// padded fills a text up to a width, in letters.
func padded(text string, width int) string {
	for n := len([]rune(text)); n < width; n++ {
		text += " "
	}
	return text
}
