package store

import (
	"database/sql"
	"slices"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// entriesMore writes about entries what neither their lines nor their forms say:
// the message they are about, where thanks went beside the organisation's
// channel, and what an author's zone or an older coach have made otherwise.
func (e *exporter) entriesMore() error {
	return e.eachEntry(func(s storedEntry) error {
		more := files.EntryMore{ID: s.ID, Link: s.link, Channel: s.shared.Channel, Friday: s.shared.Friday, Alone: e.refsTo(s.shared.Alone)}
		more.Metrics, more.Shapes = e.differences(e.form(s.Playbook, s.Practice, s.HappenedOn), s.Answers, s.storedAnswers)
		entry := practice.Entry{Subject: s.subject, Values: s.all()}
		if named := entry.Named(); s.WithdrawnAt.IsZero() && !slices.Equal(named, s.people) { // whom withdrawn words named is gone with them
			more.People = append([]files.Ref{}, e.refsTo(s.people)...)
		}
		days := e.editDays(s.EntryLine, s.author)
		for _, one := range s.settled {
			if !one.at.Equal(settledAt(s.EntryLine, one.Settled, days)) {
				more.Settled = append(more.Settled, files.SettledMore{Occurrence: one.Occurrence, At: one.at})
			}
		}
		more.Edits = e.editsMore(s, days)
		if more.Link == "" && more.Channel == "" && !more.Friday && slices.Equal(s.shared.Alone, e.alonePart(s.Place, entry.Recipients())) &&
			more.People == nil && more.Metrics == nil && len(more.Shapes)+len(more.Settled)+len(more.Edits) == 0 {
			return nil
		}
		return e.write(more)
	})
}

// editsMore returns what does not follow of an entry's edits; of none, if all
// follow.
func (e *exporter) editsMore(s storedEntry, days []cadence.Date) (more []files.EditMore) {
	follow := true
	for i, edit := range s.edits {
		one := files.EditMore{Request: edit.request, On: edit.on}
		one.Metrics, one.Shapes = e.differences(e.form(s.Playbook, edit.Practice, edit.HappenedOn), s.Edits[i].Answers, edit.storedAnswers)
		follow = follow && edit.on == days[i] && one.Metrics == nil && len(one.Shapes) == 0
		more = append(more, one)
	}
	if follow {
		return nil
	}
	return more
}

// refsTo returns how the file names some people.
func (e *exporter) refsTo(people []practice.PersonID) (refs []files.Ref) {
	for _, id := range people {
		refs = append(refs, e.ref(id))
	}
	return refs
}

const furtherPlansSQL = `SELECT entry_id, writer_id, reader_id, asked_at, written_at, plans.agreed_at, talk_at, plans.dropped_at,
		e.practice, e.happened_on, e.playbook_version, e.author_id, e.subject_id, e.logged_at, e.withdrawn_at, e.metrics, e.words,
		CASE WHEN ` + hasPlannedSteps + ` THEN ` + stepsWritten + ` ELSE 0 END, CASE WHEN ` + hasPlannedSteps + ` THEN ` + stepsAgreed + ` ELSE 0 END
	FROM plans JOIN entries e ON e.id = plans.entry_id WHERE entry_id > $1 ORDER BY entry_id LIMIT $2`

// plans writes the plans that an import would not find in the entries and their
// steps as they are.
func (e *exporter) plans() error {
	type row struct {
		files.PlanLine
		follows bool
	}
	scan := func(rows *sql.Rows, r *row) error {
		var entry practice.Entry
		var writer, reader practice.PersonID
		var withdrawn, written, agreed time.Time
		var said storedAnswers
		var metrics, words string
		err := rows.Scan(&r.Entry, &writer, &reader, (*when)(&r.AskedAt), (*when)(&r.WrittenAt), (*when)(&r.AgreedAt), (*when)(&r.TalkAt), (*when)(&r.DroppedAt),
			&entry.Practice, (*day)(&entry.HappenedOn), &entry.Version, &entry.Author, &entry.Subject, (*when)(&entry.LoggedAt), (*when)(&withdrawn), &metrics, entryWords.export(e.q, &words, &r.Entry),
			(*when)(&written), (*when)(&agreed))
		if err != nil {
			return err
		}
		r.Writer, r.Reader = e.ref(writer), e.ref(reader)
		err = said.read(metrics, words)
		entry.Values = said.all()
		asks := withdrawn.IsZero() && practice.AsksForPlan(entry, e.practice(entry.Version, entry.Practice, entry.HappenedOn))
		r.follows = !withdrawn.IsZero() || asks && writer == entry.Subject && reader == entry.Author && r.AskedAt.Equal(entry.LoggedAt) &&
			r.WrittenAt.Equal(written) && r.AgreedAt.Equal(agreed) && r.TalkAt.IsZero() && r.DroppedAt.IsZero()
		return err
	}
	return inPages(e, furtherPlansSQL, scan, func(r row) int64 { return r.Entry }, func(rows []row, _, _ int64) error {
		for _, r := range rows {
			if r.follows {
				continue
			}
			if err := e.write(r.PlanLine); err != nil {
				return err
			}
		}
		return nil
	})
}
