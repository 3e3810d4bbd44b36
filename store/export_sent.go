package store

import (
	"database/sql"

	"coach/files"
	"coach/practice"
)

const (
	exportDigestsSQL = `SELECT id, subscription_id, from_on, to_on, said_at, done_part, done_whole, in_time_part, in_time_whole FROM digests WHERE id > $1 ORDER BY id LIMIT $2`
	exportHelpSQL    = `SELECT d.id, h.subscription_id, h.to_on, h.about_id, h.practices, h.previewed_at, h.comment FROM digests d
		JOIN digest_help h ON h.subscription_id = d.subscription_id AND h.to_on = d.to_on WHERE d.id > $1 AND d.id <= $2 ORDER BY d.id, h.about_id`
	exportNoticesSQL = `SELECT id, key, type, body, state, reason, token, CASE WHEN state IN ('held', 'carried') THEN held_until ELSE not_before END, attempted_at, channel, ts, changes, drawn
		FROM outbox WHERE id > $1 ORDER BY id LIMIT $2`
	exportShowsSQL = `SELECT notice_id, occurrence_id FROM outbox_shows WHERE notice_id > $1 AND notice_id <= $2 ORDER BY notice_id, occurrence_id`
	exportAuditSQL = `SELECT id, at, by_id, deed, detail FROM audit WHERE id > $1 ORDER BY id LIMIT $2`
)

// digests writes what each digest said, with the help that it offered. Help that
// was previewed for a digest to come is not among it.
func (e *exporter) digests() error {
	scan := func(rows *sql.Rows, d *files.DigestLine) error {
		return rows.Scan(&d.ID, &d.Subscription, (*day)(&d.From), (*day)(&d.To), (*when)(&d.At), &d.Done.Part, &d.Done.Whole, &d.InTime.Part, &d.InTime.Whole)
	}
	return inPages(e, exportDigestsSQL, scan, func(d files.DigestLine) int64 { return d.ID }, func(digests []files.DigestLine, after, last int64) error {
		help, err := children(e, exportHelpSQL, after, last, func(rows *sql.Rows, of *int64, h *files.DigestHelp) error {
			var subscription int64
			var about practice.PersonID
			var to, practices string
			err := rows.Scan(of, &subscription, &to, &about, &practices, (*when)(&h.PreviewedAt), helpComment.export(e.q, &h.Comment, &subscription, &to, &about))
			h.About, h.Practices = e.ref(about), listed(practices)
			return err
		})
		if err != nil {
			return err
		}
		for i := range digests {
			digests[i].Help = help[digests[i].ID]
		}
		return writeAll(e, digests)
	})
}

// notices writes the outbox. Of a notice that is held for somebody's working
// hours, not_before is the end of the hold; of one that a digest carries, when it
// would go alone.
func (e *exporter) notices() error {
	scan := func(rows *sql.Rows, n *files.NoticeLine) error {
		err := rows.Scan(&n.ID, &n.Key, &n.Type, (*[]byte)(&n.Body), &n.State, &n.Reason, &n.Token, (*when)(&n.NotBefore), (*when)(&n.AttemptedAt), &n.Channel, &n.TS, &n.Changes, &n.Drawn)
		if len(n.Body) == 0 { // it was swept
			n.Body = nil
		}
		return err
	}
	return inPages(e, exportNoticesSQL, scan, func(n files.NoticeLine) int64 { return n.ID }, func(notices []files.NoticeLine, after, last int64) error {
		shown, err := children(e, exportShowsSQL, after, last, func(rows *sql.Rows, of, occurrence *int64) error { return rows.Scan(of, occurrence) })
		if err != nil {
			return err
		}
		for i := range notices {
			notices[i].Shows = shown[notices[i].ID]
		}
		return writeAll(e, notices)
	})
}

func (e *exporter) audit() error {
	return numbered(e, exportAuditSQL, func(rows *sql.Rows, a *files.AuditLine) error {
		var by practice.PersonID
		err := rows.Scan(&a.ID, (*when)(&a.At), &by, &a.Deed, &a.Detail)
		a.By = e.ref(by)
		return err
	}, func(a files.AuditLine) int64 { return a.ID })
}
