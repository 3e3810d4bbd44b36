package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"coach/files"
	"coach/store"
	"coach/store/engine"
)

// readInput reads a file that a command was given, or standard input for -.
func readInput(name string, stdin io.Reader) ([]byte, error) {
	if name == "-" {
		return whole("standard input", stdin)
	}
	return readFile(name)
}

// inputMax is the largest file that a command takes.
const inputMax = 16 << 20

// whole reads all there is, if that is no more than a file has.
func whole(name string, r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, inputMax+1))
	if err == nil && len(data) > inputMax {
		var bad problems
		bad.add("%s: it is larger than 16 MiB. Give a smaller file.", name)
		return nil, bad
	}
	return data, err
}

// readFile reads a file. That it cannot be read is of type problems.
func readFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err == nil {
		defer file.Close()
		var data []byte
		data, err = whole(name, file)
		if _, tooLarge := errors.AsType[problems](err); err == nil || tooLarge {
			return data, err
		}
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
	Encoding files.Encoding `env:"COACH_ENCODING" enum:"utf-8,windows-1252" default:"utf-8" help:"Encoding of files that are neither UTF-8 nor UTF-16: windows-1252 for what spreadsheets save as plain CSV."`
}

// sayNotes says how a file was read.
func sayNotes(out io.Writer, name string, notes []string) {
	for _, note := range notes {
		fmt.Fprintf(out, "%s: %s\n", inputName(name), note)
	}
}

// inputName is what lines about a file that a command was given begin with.
func inputName(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

// openDB opens the database beside a coach that may be running.
func openDB(ctx context.Context, path string, key keyFlag) (*store.Store, error) {
	db, err := store.Open(ctx, path, key.option())
	if errors.Is(err, store.ErrNoDatabase) {
		var bad problems
		bad.add("There's no database at %s. Start coach run once, or check --db.", engine.Name(path))
		return nil, bad
	}
	return db, err
}

// makeDB opens the database, and makes it if there is none yet.
func makeDB(ctx context.Context, path string, key keyFlag) (db *store.Store, made bool, err error) {
	db, err = store.Open(ctx, path, key.option())
	if !errors.Is(err, store.ErrNoDatabase) {
		return db, false, err
	}
	if err := checkFolder(path); err != nil {
		return nil, false, err
	}
	db, err = store.Make(ctx, path, key.option())
	return db, err == nil, err
}

// checkFolder makes sure that the folder of a new database is there: a name
// with a slip in it is more likely than a new place.
func checkFolder(path string) error {
	if engine.IsServer(path) {
		return nil
	}
	var bad problems
	if _, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		bad.add("There's no folder %s for the database. Create it first, or check --db.", filepath.Dir(path))
		return bad
	}
	return nil
}
