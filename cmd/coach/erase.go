package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"coach/practice"
	"coach/service"
	"coach/store"
)

// An eraseCommand is coach erase EMAIL.
type eraseCommand struct {
	Email string `arg:"" help:"Whom to erase: their email address, or # and their number for somebody without one."`
	DB    string `name:"db" env:"COACH_DB" default:"coach.db" help:"Database: a file, or postgres://user@host/database."`
	keyFlag
	Yes    bool   `help:"Erase without asking for the name."`
	Owners string `env:"COACH_OWNERS" help:"Emails of the people who may publish the playbook, separated by commas, as for coach run: they hear of it. Empty for whoever set coach up in Slack."`
}

// Run implements the command.
func (c eraseCommand) Run(ctx context.Context) error {
	return c.erase(ctx, os.Stdin, os.Stdout, time.Now())
}

// erase asks for the person's name, since it can't be undone, and erases them.
func (c eraseCommand) erase(ctx context.Context, in io.Reader, out io.Writer, now time.Time) error {
	db, err := openDB(ctx, c.DB, c.keyFlag)
	if err != nil {
		return err
	}
	defer db.Close()
	who, err := personNamed(ctx, db, "EMAIL", c.Email)
	if err != nil {
		return err
	}
	if err := c.confirmed(who, in, out); err != nil {
		return err
	}
	switch err := service.Erase(ctx, db, who.ID, practice.EmailsIn(c.Owners), now); {
	case errors.Is(err, store.ErrErased):
		fmt.Fprintf(out, "#%d was erased before.\n", who.ID)
	case err != nil:
		return err
	}
	more, err := db.EraseRest(ctx, now, everythingAtOnce)
	if err != nil {
		return err
	}
	return c.report(db, who, more, out)
}

// everythingAtOnce is how many hundreds of rows the command erases: more than
// anybody writes in a working life.
const everythingAtOnce = 100_000

// confirmed asks for the name of whoever is to be erased.
func (c eraseCommand) confirmed(who practice.Person, in io.Reader, out io.Writer) error {
	if c.Yes || who.Erased {
		return nil
	}
	fmt.Fprintf(out, "This erases %s <%s>: their name, and every word by them and about them. It can't be undone. Numbers stay, of a person without a name.\nType their name to go ahead: ", who.Name, who.Email)
	typed, err := typedLine(in)
	if err != nil {
		return err
	}
	if typed != who.Name {
		return problems{"Nothing was erased. That isn't the name; give it as it's written above, or add --yes."}
	}
	return nil
}

// typedLine reads a line of a terminal, and nothing after it.
func typedLine(in io.Reader) (string, error) {
	var line strings.Builder
	for one := make([]byte, 1); ; {
		n, err := in.Read(one)
		switch {
		case n > 0 && one[0] != '\n':
			line.WriteByte(one[0])
		case n > 0 || errors.Is(err, io.EOF):
			return strings.TrimSpace(line.String()), nil
		case err != nil:
			return "", err
		}
	}
}

// report says what was erased, and what somebody may still do about copies.
func (c eraseCommand) report(db *store.Store, who practice.Person, more bool, out io.Writer) error {
	fmt.Fprintf(out, "%s is erased: from now on they are #%d, and their words are gone.\n", who.Name, who.ID)
	if more {
		fmt.Fprintln(out, "Another process is reading the database, or a file for them is still in Slack. coach run removes the rest within minutes of that, or run coach erase again.")
	}
	if db.Sealed() {
		fmt.Fprintln(out, "Their key is destroyed, so backups forget them too. Run coach keys export over the last copy of the keys.")
		return nil
	}
	fmt.Fprintln(out, "The words in this database aren't encrypted, so backups from before still have theirs, and on PostgreSQL so may the server's files until it vacuums them. Give coach a key file, and it forgets there too: coach keys init.")
	return nil
}
