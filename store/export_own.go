package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// ExportOwn writes one person's own file: what coach knows about them, in the
// form of [Store.Export]. What others wrote for themselves or for their leaders
// is said to be there and withheld. In a lawful file, which answers a request
// that the law gives people, private answers about the person are in it. It
// cannot be imported.
func (s *Store) ExportOwn(ctx context.Context, person practice.PersonID, lawful bool, write func(files.Line) error, madeAt time.Time) error {
	err := s.db.Snapshot(ctx, func(q engine.Snapshot) error {
		o := newOwnFile(person, lawful)
		e := exporter{ctx: ctx, q: q, madeAt: madeAt, own: o}
		var found []files.Line // one person's are few
		e.write = func(line files.Line) error {
			if !standsBefore(line) {
				if line = o.of(&e, line); line == nil {
					return nil
				}
				o.mention(line)
			}
			found = append(found, line)
			return nil
		}
		if err := e.export(); err != nil {
			return err
		}
		o.mentioned = true
		for _, line := range found {
			if standsBefore(line) {
				line = o.of(&e, line)
			}
			if line == nil {
				continue
			}
			if err := write(line); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("export what is known about somebody: %w", err)
	}
	return nil
}

// standsBefore reports whether a line is of a kind that is in the file if a later
// line names it: a person, or the version of the playbook that an entry was
// written with.
func standsBefore(line files.Line) bool {
	switch line.(type) {
	case files.PersonLine, files.PlaybookLine:
		return true
	}
	return false
}

// An ownFile is what an exporter needs to know to write one person's own file.
type ownFile struct {
	id        practice.PersonID
	lawful    bool
	mentioned bool               // whom the file names is known
	refs      map[files.Ref]bool // whom it names
	versions  map[int]bool       // of the playbook, with which its entries were written
	entries   map[int64]bool     // that are in it
	wrote     map[int64]bool     // of these, the person's own
	lines     map[lineID]bool    // that have another line with more of them
}

func newOwnFile(person practice.PersonID, lawful bool) *ownFile {
	return &ownFile{id: person, lawful: lawful, refs: map[files.Ref]bool{}, versions: map[int]bool{}, entries: map[int64]bool{}, wrote: map[int64]bool{}, lines: map[lineID]bool{}}
}

// A lineID is the kind of a line with its id.
type lineID struct {
	kind string
	id   int64
}

// ownRows are the conditions for rows of a query to be in the file of the person
// $3. Tables that stay small are read whole.
var ownRows = map[string]string{
	exportOccurrencesSQL: `performer_id = $3 OR subject_id = $3`,
	exportEntriesSQL:     ownEntries,
	exportAsksSQL:        `person_id = $3 OR entry_id IN (SELECT id FROM entries WHERE author_id = $3)`,
	exportActionsSQL:     ownActions,
	exportTopicsSQL:      ownTopics,
	exportNoticesSQL:     ownNotices,
	exportAuditSQL:       `by_id = $3`,
	occurrencesMoreSQL:   `performer_id = $3`,
	asksMoreSQL:          `a.person_id = $3`,
	actionsMoreSQL:       ownActions,
	topicsMoreSQL:        ownTopics,
	noticesMoreSQL:       ownNotices,
	furtherPlansSQL:      `writer_id = $3 OR reader_id = $3`,
}

const (
	ownEntries = `author_id = $3 OR subject_id = $3 OR id IN (SELECT entry_id FROM entry_people WHERE person_id = $3)
		OR id IN (SELECT entry_id FROM entry_edits WHERE subject_id = $3)`
	ownTopics  = `manager_id = $3 OR report_id = $3 OR by_id = $3`
	ownActions = `author_id = $3 OR owner_id = $3 OR subject_id = $3`
	// ownNotices are a person's morning messages, and whatever else stands in the
	// conversation with them.
	ownNotices = `person_id = $3 OR channel LIKE 'D%' AND channel IN (SELECT channel FROM outbox WHERE person_id = $3)`
)

// narrowed returns a query as [inPages] takes it for the rows that are in a
// person's own file, and what it takes besides.
func (o *ownFile) narrowed(query string) (string, []any) {
	if o == nil {
		return query, nil
	}
	mine, narrows := ownRows[query]
	if !narrows {
		return query, nil
	}
	at := strings.LastIndex(query, " ORDER BY ")
	return query[:at] + " AND (" + mine + ")" + query[at:], []any{o.id}
}

// page is how many rows are handed on together: those of a person's own file lie
// apart from each other, and others' between them.
func (o *ownFile) page() int {
	if o == nil {
		return pageOf
	}
	return 1
}

// isFirst notes that the file has a line which further lines have more about.
func (o *ownFile) isFirst(line files.Line, id int64) files.Line {
	o.lines[lineID{line.Kind(), id}] = true
	return line
}

// more returns a line that has more about one of some kind, if that one is in
// the file.
func (o *ownFile) more(line files.Line, kind string, id int64) files.Line {
	if !o.lines[lineID{kind, id}] {
		return nil
	}
	return line
}

// mine returns a line if the person is one of those whom it is about.
func (o *ownFile) mine(e *exporter, line files.Line, whose ...files.Ref) files.Line {
	me := e.ref(o.id)
	for _, r := range whose {
		if r == me {
			return line
		}
	}
	return nil
}

// mention notes whom a line names.
func (o *ownFile) mention(line files.Line) {
	for ref := range files.Mentions(line) {
		o.refs[ref] = true
	}
}
