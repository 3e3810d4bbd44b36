package service

import (
	"context"
	"maps"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store"
)

// A PeopleImport is the set of options for importing a people file.
type PeopleImport struct {
	Encoding files.Encoding
	Complete bool // the file names everybody: whoever takes part through an earlier file and is not in it ends yesterday
	EndMost  bool // even if that is more than half of them
	SkipBad  bool // import the good rows of a file that has bad ones too; never of a complete one
	Try      bool // the database is a copy that is thrown away, so that nothing needs to be confirmed
}

// A PeopleReport is the result of importing a people file: everybody by email,
// in the order of the file.
type PeopleReport struct {
	Added, Changed, Ended []PersonChange
	Unchanged             int
	OtherID               []string      // people whose slack_id is somebody else's, and was passed over
	Alone                 []string      // people without a line manager any more
	Notes                 []string      // how the file was read
	Faults                []files.Fault // rows that are not imported
	Ending, Of            int           // people whom a complete file ends, of those who take part through a file
}

// A PersonChange is the difference that an import makes to one person, a
// phrase for each thing.
type PersonChange struct {
	Email       string
	Differences []string
}

// EndsMost reports whether a complete file ends more than half of the people who
// take part: it is rarely whole.
func (r PeopleReport) EndsMost() bool { return 2*r.Ending > r.Of }

// ImportPeople stores the people and reporting lines of a people file. It is
// [ErrRefused] when rows are bad, unless they are to be skipped, and when a
// complete file ends most people, unless that is confirmed. In a complete file
// no bad row is skipped, because its person would seem to have left. A file
// that is no table is [Unreadable]. The same file twice changes nothing.
// Reporting lines end on dates of the organisation's calendar.
func ImportPeople(ctx context.Context, db *store.Store, data []byte, how PeopleImport, now time.Time) (r PeopleReport, err error) {
	before, err := db.Roster(ctx)
	if err != nil {
		return r, err
	}
	rows, err := r.read(ctx, db, data, how, before)
	if err != nil {
		return r, err
	}
	today := db.Today(now)
	absent, err := r.absent(ctx, db, rows, how, today)
	if err != nil {
		return r, err
	}
	if err := db.RecordImport(ctx, practice.DeedImportedPeople, len(rows), now); err != nil {
		return r, err
	}
	done, err := db.ImportPeople(ctx, rows)
	if err != nil {
		return r, err
	}
	if err := db.End(ctx, absent, today); err != nil {
		return r, err
	}
	after, err := db.Roster(ctx)
	if err != nil {
		return r, err
	}
	for _, id := range absent {
		done.Ended = append(done.Ended, before.Person(id).Email)
	}
	named, err := db.FileAddresses(ctx)
	if err != nil {
		return r, err
	}
	r.compare(done, before, after, named, today)
	return r, nil
}

// read returns the rows to import.
func (r *PeopleReport) read(ctx context.Context, db *store.Store, data []byte, how PeopleImport, before *practice.Roster) ([]files.PeopleRow, error) {
	file, err := files.ParsePeople(data, how.Encoding, knows(ctx, db))
	if err != nil {
		return nil, Unreadable{err}
	}
	rows, circles := files.WithoutCircles(file.Rows, before, how.Complete)
	r.Notes, r.Faults = file.Notes, append(file.Faults, circles...)
	if how.SkipBad && !how.Complete {
		return rows, nil
	}
	return rows, badRows(r.Faults)
}

// absent returns the people whom a complete file ends.
func (r *PeopleReport) absent(ctx context.Context, db *store.Store, rows []files.PeopleRow, how PeopleImport, today cadence.Date) (absent []practice.PersonID, err error) {
	if !how.Complete {
		return nil, nil
	}
	if absent, r.Of, err = db.Absent(ctx, rows, today); err != nil {
		return nil, err
	}
	if r.Ending = len(absent); r.EndsMost() && !how.EndMost && !how.Try {
		return nil, ErrRefused
	}
	return absent, nil
}

// compare records the changes that an import made to each person.
func (r *PeopleReport) compare(done store.Import, before, after *practice.Roster, named map[string]practice.PersonID, today cadence.Date) {
	byEmail := map[string]practice.PersonID{}
	for _, id := range before.People() {
		byEmail[before.Person(id).Email] = id
	}
	maps.Copy(byEmail, named)
	changes := func(emails []string) (all []PersonChange) {
		for _, email := range emails {
			all = append(all, PersonChange{email, practice.Differences(before, after, byEmail[email])})
		}
		return all
	}
	r.Added, r.Changed, r.Ended, r.Unchanged = changes(done.Added), changes(done.Changed), changes(done.Ended), done.Unchanged
	r.OtherID = done.OtherID
	for _, id := range practice.LeftWithoutManager(before, after, today) {
		r.Alone = append(r.Alone, after.Person(id).Email)
	}
}
