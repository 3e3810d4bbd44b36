package service

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store"
)

// An OwnFile asks for what coach knows about one person.
type OwnFile struct {
	Of     practice.Person
	Lawful bool // others' private answers about the person are in it
}

// Write writes the person's file as lines for a computer, and as a page to
// read, which may be nil, for whoever runs coach. That it was made is in the
// audit.
func (o OwnFile) Write(ctx context.Context, db *store.Store, lines, page io.Writer, now time.Time) error {
	if err := db.RecordExport(ctx, 0, o.Of.ID, o.Lawful, now); err != nil {
		return err
	}
	return o.write(ctx, db, lines, page, now)
}

func (o OwnFile) write(ctx context.Context, db *store.Store, lines, page io.Writer, now time.Time) error {
	buffered := bufio.NewWriterSize(lines, 1<<16)
	out, readable := files.NewWriter(buffered), newOwnPage(o, db, now)
	err := db.ExportOwn(ctx, o.Of.ID, o.Lawful, func(line files.Line) error {
		return errors.Join(out.Write(line), readable.add(ctx, line))
	}, now)
	if err = errors.Join(err, buffered.Flush()); err != nil || page == nil {
		return err
	}
	return readable.write(page)
}

// The files in the archive that [OwnFile.Archive] returns.
const (
	OwnPage  = "data.html"  // to read
	OwnLines = "data.jsonl" // for a computer
)

// Archive returns a ZIP archive with the person's file, as a page and as lines:
// one file, which a phone opens, too, where Slack would show a page of HTML as
// its source. That it was made is in the audit since it was asked for.
func (o OwnFile) Archive(ctx context.Context, db *store.Store, now time.Time) ([]byte, error) {
	var archive, page bytes.Buffer
	z := zip.NewWriter(&archive)
	add := func(name string) (io.Writer, error) {
		return z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: now})
	}
	lines, err := add(OwnLines)
	if err != nil {
		return nil, fmt.Errorf("own data: %w", err)
	}
	if err := o.write(ctx, db, lines, &page, now); err != nil {
		return nil, err
	}
	to, err := add(OwnPage)
	if err == nil {
		_, err = page.WriteTo(to)
	}
	if err = errors.Join(err, z.Close()); err != nil {
		return nil, fmt.Errorf("own data: %w", err)
	}
	return archive.Bytes(), nil
}
