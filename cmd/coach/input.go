package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"coach/practice"
	"coach/store"
)

// readInput reads a file that a command was given, or standard input for -.
func readInput(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	return readFile(name)
}

// readFile reads a file. That it cannot be read is of type problems.
func readFile(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if err == nil {
		return data, nil
	}
	why, advice := err, ""
	if at, is := errors.AsType[*fs.PathError](err); is {
		why = at.Err
	}
	if errors.Is(err, fs.ErrNotExist) {
		advice = " Check the name."
	}
	var bad problems
	bad.add("%s: %v.%s", name, why, advice)
	return nil, bad
}

// An encodingFlag says how the bytes of a file are text.
type encodingFlag struct {
	Encoding practice.Encoding `env:"COACH_ENCODING" enum:"utf-8,windows-1252" default:"utf-8" help:"How a file is text that is neither UTF-8 nor UTF-16: windows-1252 for what spreadsheets write as plain CSV."`
}

// sayNotes says how a file was read.
func sayNotes(out io.Writer, name string, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(out, "%s: %s\n", inputName(name), note)
	}
}

// calendarText is the text of a calendar. Only names in it may have letters
// that depend on the encoding, so that it is never asked for.
func calendarText(data []byte) []byte {
	text, err := practice.ReadText(data, practice.Windows1252)
	if err != nil {
		return data // what can be read of it is read, and what cannot has its line
	}
	return []byte(text.Text)
}

// inputName is what lines about a file that a command was given begin with.
func inputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// openDB opens the database beside a coach that may be running.
func openDB(ctx context.Context, path string) (*store.Store, error) {
	db, err := store.Open(ctx, path)
	if errors.Is(err, store.ErrNoDatabase) {
		var bad problems
		bad.add("There is no database at %s. Start coach run once, or check --db.", path)
		return nil, bad
	}
	return db, err
}

// makeDB opens the database, and makes it if there is none yet.
func makeDB(ctx context.Context, path string) (db *store.Store, made bool, err error) {
	db, err = store.Open(ctx, path)
	if !errors.Is(err, store.ErrNoDatabase) {
		return db, false, err
	}
	if err := checkFolder(path); err != nil {
		return nil, false, err
	}
	db, err = store.Make(ctx, path)
	return db, err == nil, err
}

// checkFolder makes sure that the folder of a new database is there: a name
// with a slip in it is more likely than a new place.
func checkFolder(path string) error {
	var bad problems
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		bad.add("There is no folder %s for the database. Make it first, or check --db.", filepath.Dir(path))
		return bad
	}
	return nil
}
