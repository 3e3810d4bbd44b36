package store

import (
	"database/sql"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

const (
	exportPeopleSQL = `SELECT id, coalesce(email, ''), coalesce(slack_id, ''), name, zone, calendar, standing, imported, file_name, file_zone, admin, playbook_owner,
		morning, days, thanks, weekly_until, told, told_before, planned_on, bundled_on, erased_at FROM people WHERE id > $1 ORDER BY id LIMIT $2`
	exportMutesSQL         = `SELECT person_id, practice FROM mutes WHERE person_id > $1 AND person_id <= $2 ORDER BY person_id, practice`
	exportLinesSQL         = `SELECT id, report_id, coalesce(manager_id, 0), dotted, level, from_on, to_on, source FROM lines WHERE id > $1 ORDER BY id LIMIT $2`
	exportLeavesSQL        = `SELECT id, person_id, from_on, to_on, known_on, source, noted_by FROM leaves WHERE id > $1 ORDER BY id LIMIT $2`
	exportClaimsSQL        = `SELECT id, request, manager_id, person_id, asked_at, answer FROM claims WHERE id > $1 ORDER BY id LIMIT $2`
	exportPledgesSQL       = `SELECT person_id, version FROM pledges ORDER BY person_id, version`
	exportSuggestionsSQL   = `SELECT id, request, person_id, version, words FROM suggestions WHERE id > $1 ORDER BY id LIMIT $2`
	exportDraftsSQL        = `SELECT person_id, version, edits FROM drafts ORDER BY person_id`
	exportSubscriptionsSQL = `SELECT id, root_id, channel, weekday, at, zone, stopped_at FROM subscriptions WHERE id > $1 ORDER BY id LIMIT $2`
	exportPlaybooksSQL     = `SELECT version, in_force_from, published_at, published_on, published_by, undone_at, source FROM playbooks ORDER BY version`
	exportHolidaysSQL      = `SELECT calendar, day FROM holidays ORDER BY calendar, day`
)

func (e *exporter) people() error {
	scan := func(rows *sql.Rows, p *files.PersonLine) error {
		p.Preferences, p.Marks = &files.Preferences{}, &files.Marks{}
		var days int
		var named, zoned bool
		err := rows.Scan(&p.ID, &p.Email, &p.Slack, &p.Name, &p.Zone, &p.Calendar, &p.Standing, &p.Participates, &named, &zoned, &p.Admin, &p.Owner,
			&p.Preferences.Morning, &days, &p.Preferences.Thanks, (*day)(&p.Preferences.WeeklyUntil), &p.Marks.Told, &p.Marks.ToldBefore,
			(*day)(&p.Marks.PlannedOn), (*day)(&p.Marks.BundledOn), (*when)(&p.ErasedAt))
		if named {
			p.FromFile = append(p.FromFile, "name")
		}
		if zoned {
			p.FromFile = append(p.FromFile, "zone")
		}
		p.Preferences.Days = weekdays(cadence.Weekdays(days))
		return err
	}
	return inPages(e, exportPeopleSQL, scan, func(p files.PersonLine) int64 { return p.ID }, func(people []files.PersonLine, after, last int64) error {
		muted, err := children(e, exportMutesSQL, after, last, func(rows *sql.Rows, of *int64, key *string) error { return rows.Scan(of, key) })
		if err != nil {
			return err
		}
		for i := range people {
			people[i].Preferences.Muted = muted[people[i].ID]
		}
		return writeAll(e, people)
	})
}

// weekdays lists a set of days of the week, from Monday on; nil for an empty
// one.
func weekdays(set cadence.Weekdays) (days []time.Weekday) {
	for n := range 7 {
		if d := time.Weekday((n + 1) % 7); set.Has(d) {
			days = append(days, d)
		}
	}
	return days
}

// playbooks writes every version, also those that were taken back. The day on
// which an old one was published is its day in UTC.
func (e *exporter) playbooks() error {
	return each(e, exportPlaybooksSQL, func(rows *sql.Rows, p *files.PlaybookLine) error {
		var by practice.PersonID
		err := rows.Scan(&p.Version, (*day)(&p.InForceFrom), (*when)(&p.PublishedAt), (*day)(&p.PublishedOn), &by, (*when)(&p.UndoneAt), &p.Source)
		p.PublishedBy = e.ref(by)
		if p.PublishedOn == 0 {
			p.PublishedOn = cadence.DateOf(p.PublishedAt)
		}
		return err
	})
}

func (e *exporter) holidays() error {
	return each(e, exportHolidaysSQL, func(rows *sql.Rows, h *files.HolidayLine) error { return rows.Scan(&h.Calendar, (*day)(&h.On)) })
}

func (e *exporter) reporting() error {
	return numbered(e, exportLinesSQL, func(rows *sql.Rows, l *files.ReportingLine) error {
		var report, manager practice.PersonID
		err := rows.Scan(&l.ID, &report, &manager, &l.Dotted, &l.Level, (*day)(&l.From), (*day)(&l.To), &l.Source)
		l.Report, l.Manager = e.ref(report), e.ref(manager)
		return err
	}, func(l files.ReportingLine) int64 { return l.ID })
}

func (e *exporter) leave() error {
	return numbered(e, exportLeavesSQL, func(rows *sql.Rows, l *files.LeaveLine) error {
		var who, by practice.PersonID
		err := rows.Scan(&l.ID, &who, (*day)(&l.From), (*day)(&l.To), (*day)(&l.KnownOn), &l.Source, &by)
		l.Person, l.NotedBy = e.ref(who), e.ref(by)
		return err
	}, func(l files.LeaveLine) int64 { return l.ID })
}

func (e *exporter) claims() error {
	return numbered(e, exportClaimsSQL, func(rows *sql.Rows, c *files.ClaimLine) error {
		var manager, who practice.PersonID
		err := rows.Scan(&c.ID, &c.Request, &manager, &who, (*when)(&c.AskedAt), &c.Answer)
		c.Manager, c.Person, c.Request = e.ref(manager), e.ref(who), unkeyed(manager, c.Request)
		return err
	}, func(c files.ClaimLine) int64 { return c.ID })
}

func (e *exporter) pledges() error {
	return each(e, exportPledgesSQL, func(rows *sql.Rows, p *files.PledgeLine) error {
		var who practice.PersonID
		err := rows.Scan(&who, &p.Version)
		p.Person = e.ref(who)
		return err
	})
}

func (e *exporter) suggestions() error {
	return numbered(e, exportSuggestionsSQL, func(rows *sql.Rows, s *files.SuggestionLine) error {
		var who practice.PersonID
		err := rows.Scan(&s.ID, &s.Request, &who, &s.Version, suggested.export(e.q, &s.Words, &s.ID))
		s.Person, s.Request = e.ref(who), unkeyed(who, s.Request)
		return err
	}, func(s files.SuggestionLine) int64 { return s.ID })
}

func (e *exporter) drafts() error {
	return each(e, exportDraftsSQL, func(rows *sql.Rows, d *files.DraftLine) error {
		var who practice.PersonID
		var edits string
		err := rows.Scan(&who, &d.Version, draftEdits.export(e.q, &edits, &who))
		d.Edits = []byte(edits)
		d.Person = e.ref(who)
		return err
	})
}

func (e *exporter) subscriptions() error {
	return numbered(e, exportSubscriptionsSQL, func(rows *sql.Rows, s *files.SubscriptionLine) error {
		var root practice.PersonID
		err := rows.Scan(&s.ID, &root, &s.Channel, &s.Weekday, &s.At, &s.Zone, (*when)(&s.StoppedAt))
		s.Root = e.ref(root)
		return err
	}, func(s files.SubscriptionLine) int64 { return s.ID })
}
