package store

import (
	"database/sql"
	"slices"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

const (
	peopleMoreSQL = `SELECT id, coalesce(file_email, ''), coalesce(former_id, ''), coalesce(lost_email, ''), begun_on, active_at, replan > 0, left_manager, left_on FROM people
		WHERE coalesce(file_email, '') <> CASE WHEN ` + isInFile + ` THEN coalesce(email, '') ELSE '' END OR former_id IS NOT NULL OR lost_email IS NOT NULL OR left_manager > 0 ORDER BY id`
	playbookWordsSQL   = `SELECT version, practice, words FROM playbook_words ORDER BY version, practice`
	holidaysMoreSQL    = `SELECT calendar, day, name FROM holidays WHERE name <> '' ORDER BY calendar, day`
	suggestionsMoreSQL = `SELECT id, made_at FROM suggestions WHERE made_at > 0 ORDER BY id`
	occurrencesMoreSQL = `SELECT id, cue FROM occurrences WHERE id > $1 AND cue <> '' ORDER BY id LIMIT $2`

	asksMoreSQL = `SELECT a.id, a.round, a.waits_until, a.asked_on, a.kept_at, a.asked_at, a.cancelled_at, e.logged_on,
			coalesce((SELECT max(d.edited_on) FROM entry_edits d WHERE d.entry_id = a.entry_id), '')
		FROM asks a JOIN entries e ON e.id = a.entry_id WHERE a.id > $1 AND (a.asked_at = 0 OR a.kept_at <> 0) ORDER BY a.id LIMIT $2`
	actionsMoreSQL = `SELECT id, request, kind, due_on, done_by FROM actions
		WHERE id > $1 AND (kind <> '' OR done_by <> CASE WHEN done_at = 0 THEN 0 ELSE owner_id END) ORDER BY id LIMIT $2`
	topicsMoreSQL = `SELECT id, request, link FROM topics WHERE id > $1 AND link <> '' ORDER BY id LIMIT $2`

	obstaclesMoreSQL = `SELECT id, request, raised_on, raiser_id, raised_at FROM obstacles WHERE id > $1 ORDER BY id LIMIT $2`
	eventsMoreSQL    = `SELECT obstacle_id, request, happened_on, by_id, at FROM obstacle_events WHERE obstacle_id > $1 AND obstacle_id <= $2 ORDER BY obstacle_id, n`

	digestsMoreSQL = `SELECT id, to_on FROM digests WHERE id > $1 ORDER BY id LIMIT $2`
	helpMoreSQL    = `SELECT d.id, h.about_id, h.previewed_on, h.previewed_at FROM digests d JOIN digest_help h ON h.subscription_id = d.subscription_id AND h.to_on = d.to_on WHERE d.id > $1 AND d.id <= $2 ORDER BY d.id, h.about_id`
	helpWithSQL    = `SELECT subscription_id, to_on, about_id, practices, previewed_on, previewed_at, comment FROM digest_help ORDER BY subscription_id, to_on, about_id`
	helpToComeSQL  = `SELECT subscription_id, to_on, about_id, practices, previewed_on, previewed_at, comment FROM digest_help h WHERE NOT EXISTS (SELECT 1 FROM digests d WHERE d.subscription_id = h.subscription_id AND d.to_on = h.to_on) ORDER BY subscription_id, to_on, about_id`
	noticesMoreSQL = `SELECT id, key, type, body, kind, person_id, playbook, since, author_id, held_until, state FROM outbox WHERE id > $1 ORDER BY id LIMIT $2`
	partsMoreSQL   = `SELECT notice_id, occurrence_id, part FROM outbox_shows WHERE notice_id > $1 AND notice_id <= $2 AND part <> 'line' ORDER BY notice_id, occurrence_id`
)

// more writes what the lines above have no room for and does not follow from
// them. Most lines have none of it.
func (e *exporter) more() error {
	for _, step := range []func() error{e.peopleMore, e.playbookWords, e.holidaysMore, e.suggestionsMore, e.occurrencesMore, e.entriesMore, e.asksMore, e.actionsMore,
		e.topicsMore, e.obstaclesMore, e.digestsMore, e.helpToCome, e.noticesMore} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (e *exporter) peopleMore() error {
	return each(e, peopleMoreSQL, func(rows *sql.Rows, p *files.PersonMore) error {
		var left practice.PersonID
		err := rows.Scan(&p.ID, &p.FileEmail, &p.Former, &p.LostEmail, (*day)(&p.BegunOn), (*when)(&p.ActiveAt), &p.Replan, &left, (*day)(&p.LeftOn))
		p.Left = e.ref(left)
		return err
	})
}

func (e *exporter) playbookWords() error {
	return each(e, playbookWordsSQL, func(rows *sql.Rows, w *files.PlaybookWords) error {
		return rows.Scan(&w.Version, &w.Practice, &w.Words)
	})
}

func (e *exporter) holidaysMore() error {
	return each(e, holidaysMoreSQL, func(rows *sql.Rows, h *files.HolidayMore) error {
		return rows.Scan(&h.Calendar, (*day)(&h.On), &h.Name)
	})
}

func (e *exporter) suggestionsMore() error {
	return each(e, suggestionsMoreSQL, func(rows *sql.Rows, s *files.SuggestionMore) error { return rows.Scan(&s.ID, (*when)(&s.MadeAt)) })
}

func (e *exporter) occurrencesMore() error {
	return numbered(e, occurrencesMoreSQL, func(rows *sql.Rows, o *files.OccurrenceMore) error {
		return rows.Scan(&o.ID, occurrenceCue.export(e.q, &o.Cue, &o.ID))
	},
		func(o files.OccurrenceMore) int64 { return o.ID })
}

// asksMore writes about the asks that the author of an entry answered, and about
// those that wait otherwise than an import has them wait.
func (e *exporter) asksMore() error {
	type row struct {
		files.AskMore
		askedAt, cancelledAt time.Time
		logged, edited       cadence.Date
	}
	scan := func(rows *sql.Rows, r *row) error {
		return rows.Scan(&r.ID, &r.Round, (*day)(&r.WaitsUntil), (*day)(&r.AskedOn), (*when)(&r.KeptAt), (*when)(&r.askedAt), (*when)(&r.cancelledAt), (*day)(&r.logged), (*day)(&r.edited))
	}
	return inPages(e, asksMoreSQL, scan, func(r row) int64 { return r.ID }, func(rows []row, _, _ int64) error {
		for _, r := range rows {
			waits := r.askedAt.IsZero() && r.cancelledAt.IsZero()
			if r.KeptAt.IsZero() && r.AskedOn == 0 && (!waits || r.WaitsUntil == waitsAfter(max(r.logged, r.edited))) {
				continue
			}
			if err := e.write(r.AskMore); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) actionsMore() error {
	return numbered(e, actionsMoreSQL, func(rows *sql.Rows, a *files.ActionMore) error {
		var by practice.PersonID
		err := rows.Scan(&a.ID, &a.Request, &a.Type, (*day)(&a.DueNow), &by)
		a.DoneBy = e.ref(by)
		return err
	}, func(a files.ActionMore) int64 { return a.ID })
}

func (e *exporter) topicsMore() error {
	return numbered(e, topicsMoreSQL, func(rows *sql.Rows, t *files.TopicMore) error {
		return rows.Scan(&t.ID, &t.Request, topicLink.export(e.q, &t.Link, &t.ID))
	},
		func(t files.TopicMore) int64 { return t.ID })
}

// obstaclesMore writes about the obstacles of people who have moved to another
// zone since: their days are not those of the instants any more.
func (e *exporter) obstaclesMore() error {
	type row struct {
		files.ObstacleMore
		follows bool
	}
	type event struct {
		files.ObstacleHappenMore
		follows bool
	}
	scan := func(rows *sql.Rows, r *row) error {
		var raiser practice.PersonID
		var at time.Time
		err := rows.Scan(&r.ID, &r.Request, (*day)(&r.RaisedOn), &raiser, (*when)(&at))
		r.follows = r.RaisedOn == e.dayOf(at, raiser)
		return err
	}
	return inPages(e, obstaclesMoreSQL, scan, func(r row) int64 { return r.ID }, func(rows []row, after, last int64) error {
		events, err := children(e, eventsMoreSQL, after, last, func(rows *sql.Rows, of *int64, ev *event) error {
			var by practice.PersonID
			var at time.Time
			err := rows.Scan(of, &ev.Request, (*day)(&ev.On), &by, (*when)(&at))
			ev.follows = ev.On == e.dayOf(at, by)
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			for _, ev := range events[r.ID] {
				r.Events = append(r.Events, ev.ObstacleHappenMore)
				r.follows = r.follows && ev.follows
			}
			if r.follows {
				continue
			}
			if err := e.write(r.ObstacleMore); err != nil {
				return err
			}
		}
		return nil
	})
}

func (e *exporter) digestsMore() error {
	type row struct {
		files.DigestMore
		to cadence.Date
	}
	type help struct {
		on      cadence.Date
		follows bool
	}
	scan := func(rows *sql.Rows, r *row) error { return rows.Scan(&r.ID, (*day)(&r.to)) }
	return inPages(e, digestsMoreSQL, scan, func(r row) int64 { return r.ID }, func(rows []row, after, last int64) error {
		helps, err := children(e, helpMoreSQL, after, last, func(rows *sql.Rows, of *int64, h *help) error {
			var about practice.PersonID
			var at time.Time
			err := rows.Scan(of, &about, (*day)(&h.on), (*when)(&at))
			h.follows = !at.IsZero() && h.on == e.dayOf(at, about)
			return err
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			follows := true
			for _, h := range helps[r.ID] {
				r.PreviewedOn = append(r.PreviewedOn, h.on)
				follows = follows && (h.follows || h.on == r.to)
			}
			if follows {
				continue
			}
			if err := e.write(r.DigestMore); err != nil {
				return err
			}
		}
		return nil
	})
}

// helpToCome writes the help of digests that were not sent. Somebody's own file
// has all that was said about them here, since it has no digests.
func (e *exporter) helpToCome() error {
	query := helpToComeSQL
	if e.own != nil {
		query = helpWithSQL
	}
	return each(e, query, func(rows *sql.Rows, h *files.DigestHelpLine) error {
		var about practice.PersonID
		var practices string
		err := rows.Scan(&h.Subscription, (*day)(&h.To), &about, &practices, (*day)(&h.PreviewedOn), (*when)(&h.PreviewedAt), helpComment.export(e.q, &h.Comment, &h.Subscription, &h.To, &about))
		h.About, h.Practices = e.ref(about), listed(practices)
		return err
	})
}

// noticesMore writes about the notices on their way who caused them, and about
// those whose body does not say any more what stands beside it in columns.
func (e *exporter) noticesMore() error {
	type row struct {
		files.NoticeMore
		key, typ, body, state string
		person, author        practice.PersonID
	}
	scan := func(rows *sql.Rows, r *row) error {
		err := rows.Scan(&r.ID, &r.key, &r.typ, &r.body, &r.Class, &r.person, &r.Playbook, &r.Since, &r.author, (*when)(&r.HeldUntil), &r.state)
		r.Person, r.Author = e.ref(r.person), e.ref(r.author)
		return err
	}
	return inPages(e, noticesMoreSQL, scan, func(r row) int64 { return r.ID }, func(rows []row, after, last int64) error {
		parts, err := children(e, partsMoreSQL, after, last, func(rows *sql.Rows, of *int64, p *files.ShownPart) error {
			return rows.Scan(of, &p.Occurrence, &p.Part)
		})
		if err != nil {
			return err
		}
		for _, r := range rows {
			r.Parts = parts[r.ID]
			goes := r.state == "queued" || r.state == stateHeld || r.state == stateCarried || r.state == "sending"
			of := inBody(r.typ, r.key, r.body)
			follows := r.Class == string(of.kind) && r.person == of.person && r.Playbook == of.playbook && r.Since == of.since && !slices.ContainsFunc(r.Parts, func(p files.ShownPart) bool {
				return of.parts[practice.OccurrenceID(p.Occurrence)] != p.Part
			})
			if follows && (!goes || r.author == 0) {
				continue
			}
			if err := e.write(r.NoticeMore); err != nil {
				return err
			}
		}
		return nil
	})
}

// listed splits keys of practices as a column has them, with commas between.
func listed(keys string) []string {
	return strings.FieldsFunc(keys, func(r rune) bool { return r == ',' })
}
