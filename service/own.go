package service

import (
	"bufio"
	"context"
	"errors"
	"io"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store"
)

// An OwnFile asks for what coach knows about one person.
type OwnFile struct {
	Of     practice.Person
	By     practice.PersonID // who asks; nobody for whoever runs coach
	Lawful bool              // others' private answers about the person are in it
}

// Write writes the person's file as lines for a computer, and as a page to
// read, which may be nil. That it was made is in the audit.
func (o OwnFile) Write(ctx context.Context, db *store.Store, lines, page io.Writer, now time.Time) error {
	if err := db.RecordExport(ctx, o.By, o.Of.ID, o.Lawful, now); err != nil {
		return err
	}
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
