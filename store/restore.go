package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// ErrNotEmpty means that a database holds something, so that nothing can be
// imported into it.
var ErrNotEmpty = errors.New("this database holds something already, and coach import fills an empty one; name another with --db")

// A Restored is what an import brought.
type Restored struct {
	Lines    map[string]int // how many of each kind
	Warnings files.Faults   // what may be wrong with the lines, by the database; the reader has others
}

// Import fills an empty database from an interchange file: all of the file or,
// where one line cannot be read or contradicts another, nothing. What follows
// from the file is computed, such as when an occurrence was settled. IDs are
// kept, and a new row has a higher one than all of them. The lines are read one
// at a time, whatever their number. What is wrong with the file is files.Fault.
// The audit gets no line of it: what is exported again is, byte for byte, what
// was imported, the lines of the audit that the file brought included.
func (s *Store) Import(ctx context.Context, lines *files.Reader) (Restored, error) {
	done := Restored{Lines: map[string]int{}}
	err := s.tx(ctx, func(tx *engine.Tx) error {
		if err := errors.Join(tx.Unhurried(ctx), isEmpty(ctx, tx)); err != nil {
			return err
		}
		r := restorer{ctx: ctx, tx: tx, lines: lines, done: &done, derivation: derivation{ids: map[files.Ref]practice.PersonID{}, zones: map[practice.PersonID]string{},
			alone: map[practice.PersonID]bool{}, books: map[int]*practice.Playbook{}}}
		return r.restore()
	})
	if err != nil {
		return Restored{}, fmt.Errorf("import: %w", err)
	}
	s.roster.Store(nil)
	s.book.Store(nil)
	_, _, err = s.Settings(ctx) // of which the zone is held
	return done, err
}

// tables are all tables but two, in which a new database has rows: of revisions,
// and of whether words are sealed.
var tables = []string{"workspace", "settings", "people", "mutes", "contradictions", "playbooks", "playbook_words", "holidays", "lines", "leaves", "claims", "pledges", "suggestions", "drafts",
	"open_questions", "teams", "stand_ins", "subscriptions", "occurrences", "patterns", "visits", "entries", "entry_values", "entry_people", "entry_edits", "thanks_asked", "asks",
	"actions", "action_moves", "action_cancels", "plans", "topics", "focuses", "focus_marks", "time_requests", "sessions", "questions", "team_agendas", "team_agenda_news",
	"obstacles", "obstacle_people", "obstacle_events", "digests", "digest_help", "outbox", "outbox_shows", "outbox_turns", "sent_files", "audit", "keys", "erasures",
	"events", "turns", "homes", "looks", "pauses"}

func isEmpty(ctx context.Context, tx *engine.Tx) error {
	for _, table := range tables {
		var held bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM `+table+`)`).Scan(&held); err != nil {
			return err
		}
		if held {
			return ErrNotEmpty
		}
	}
	return nil
}

// A restorer stores the lines of one import.
type restorer struct {
	ctx    context.Context
	tx     *engine.Tx
	lines  *files.Reader
	done   *Restored
	madeAt time.Time
	derivation
	plain   bool    // whether zone, channel and digest are all that is set
	basic   bool    // whether all that follows from the kinds up to audit is stored
	planned []int64 // the people of whom the file says that they are planned
}

func (r *restorer) restore() error {
	for line, err := range r.lines.Lines(r.window) {
		if err != nil {
			return err
		}
		if err := r.store(line); err != nil {
			return err
		}
		r.done.Lines[line.Kind()]++
	}
	return r.finish()
}

// fault returns what is wrong with the line at hand.
func (r *restorer) fault(format string, args ...any) error {
	return r.lines.Fault(fmt.Sprintf(format, args...))
}

// warn notes what may be wrong with the line at hand.
func (r *restorer) warn(format string, args ...any) {
	r.done.Warnings = append(r.done.Warnings, r.lines.Fault(fmt.Sprintf(format, args...)))
}

// insert stores a row. The statement ends in ON CONFLICT DO NOTHING: a row that
// something unique keeps out is a fault, in the given words.
func (r *restorer) insert(clash, statement string, args ...any) error {
	if err := r.holdable(args); err != nil {
		return err
	}
	stored, err := affects(r.ctx, r.tx, statement+` ON CONFLICT DO NOTHING`, args...)
	if err == nil && !stored {
		err = r.fault("%s", clash)
	}
	return err
}

func (r *restorer) exec(statement string, args ...any) error {
	if err := r.holdable(args); err != nil {
		return err
	}
	_, err := r.tx.ExecContext(r.ctx, statement, args...)
	if engine.IsTaken(err) {
		err = r.fault("%s", clashMore)
	}
	return err
}

// holdable refuses a text that PostgreSQL cannot hold: without a word, the
// character would be gone.
func (r *restorer) holdable(args []any) error {
	for _, arg := range args {
		text, _ := arg.(string)
		if sealed, is := arg.(words); is {
			text = sealed.text
		}
		if strings.ContainsRune(text, 0) {
			return r.fault("%s", faultNUL)
		}
	}
	return nil
}

// who returns the person whom the file names so; 0 for nobody.
func (r *restorer) who(ref files.Ref) practice.PersonID { return r.ids[ref] }

func (r *restorer) store(line files.Line) error {
	switch l := line.(type) {
	case files.HeaderLine:
		return r.header(l)
	case files.SettingsLine:
		return r.settings(l)
	case files.PersonLine:
		return r.person(l)
	case files.PlaybookLine:
		return r.playbook(l)
	case files.HolidayLine:
		return r.holiday(l)
	case files.ReportingLine:
		return r.reporting(l)
	case files.LeaveLine:
		return r.leave(l)
	case files.ClaimLine:
		return r.claim(l)
	case files.PledgeLine:
		return r.pledge(l)
	case files.SuggestionLine:
		return r.suggestion(l)
	case files.DraftLine:
		return r.draft(l)
	case files.SubscriptionLine:
		return r.subscription(l)
	case files.OccurrenceLine:
		return r.occurrence(l)
	case files.EntryLine:
		return r.entry(l)
	}
	return r.storeAfterEntries(line)
}

func (r *restorer) storeAfterEntries(line files.Line) error {
	switch l := line.(type) {
	case files.AskLine:
		return r.ask(l)
	case files.ActionLine:
		return r.action(l)
	case files.TopicLine:
		return r.topic(l)
	case files.ObstacleLine:
		return r.obstacle(l)
	case files.DigestLine:
		return r.digest(l)
	case files.NoticeLine:
		return r.notice(l)
	case files.AuditLine:
		return r.audited(l)
	}
	if !r.basic {
		if err := r.deriveRest(); err != nil {
			return err
		}
	}
	return r.storeMore(line)
}

// unsubmitted is the request of what a file names no submission of.
func unsubmitted(by practice.PersonID, id int64) string {
	return keyed(by, fmt.Sprintf("imported/%d", id))
}

func (r *restorer) header(h files.HeaderLine) error {
	r.madeAt = h.MadeAt
	return nil
}

const (
	// firstThanksSQL has it that everybody was asked how they like to be thanked
	// with the first thanks to them.
	firstThanksSQL = `SELECT n.person_id, min(n.entry_id) AS entry_id FROM entry_people n JOIN entries e ON e.id = n.entry_id JOIN people p ON p.id = n.person_id
		WHERE e.practice = 'recognition' AND e.withdrawn_at = 0 AND p.standing IN ('member', 'guest') GROUP BY n.person_id`

	// writtenPlansSQL finds when the plans were written and agreed: their steps
	// are those of the person coached that came after the session was logged.
	writtenPlansSQL = `UPDATE plans SET written_at = ` + stepsWritten + `, agreed_at = ` + stepsAgreed + ` WHERE ` + hasPlannedSteps
	hasPlannedSteps = `EXISTS (SELECT 1 FROM actions a WHERE ` + isPlannedStep + `)`
	stepsWritten    = `(SELECT min(a.made_at) FROM actions a WHERE ` + isPlannedStep + `)`
	stepsAgreed     = `(SELECT CASE WHEN min(a.agreed_at) > 0 THEN max(a.agreed_at) ELSE 0 END FROM actions a WHERE ` + isPlannedStep + `)`
	isPlannedStep   = `a.entry_id = plans.entry_id AND a.entry_id <> 0 AND a.owner_id = plans.writer_id AND a.made_at <> plans.asked_at`

	// fileEmailsSQL has the people file name whom it gave a line by the address
	// that they have.
	fileEmailsSQL = `UPDATE people SET file_email = email WHERE ` + isInFile
	isInFile      = `imported = 1 AND EXISTS (SELECT 1 FROM lines l WHERE l.report_id = people.id AND l.source = 'file')`

	// begunSQL has everybody begin with the first morning message to them.
	begunSQL = `UPDATE people SET begun_on = coalesce((SELECT min(substr(o.key, length(o.key) - 9)) FROM outbox o WHERE o.person_id = people.id AND o.person_id > 0), begun_on)
		WHERE begun_on <> ''`
)

// deriveRest stores what follows from the kinds up to audit together.
func (r *restorer) deriveRest() error {
	r.basic = true
	for _, statement := range []string{writtenPlansSQL, fileEmailsSQL, begunSQL} {
		if err := r.exec(statement); err != nil {
			return err
		}
	}
	if r.plain {
		return r.plainSettings()
	}
	return nil
}

// finish has the next beat plan for everybody, since what was to be planned anew
// when the file was made still is, and new rows be numbered after all others.
func (r *restorer) finish() error {
	if !r.basic {
		if err := r.deriveRest(); err != nil {
			return err
		}
	}
	if err := r.askedTooOften(); err != nil {
		return err
	}
	// Only now it is known who was thanked in entries whose words are gone.
	if err := r.exec(`INSERT INTO thanks_asked (person_id, entry_id) ` + firstThanksSQL + ` ON CONFLICT DO NOTHING`); err != nil {
		return err
	}
	for _, table := range tables {
		if err := r.tx.CountOn(r.ctx, table); err != nil {
			return err
		}
	}
	if err := planChanged(r.ctx, r.tx, everybody); err != nil {
		return err
	}
	for _, id := range r.planned {
		if err := r.exec(`UPDATE people SET replan = 0 WHERE id = $1`, id); err != nil {
			return err
		}
	}
	return nil
}
