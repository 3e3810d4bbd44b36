package store

import (
	"context"
	"fmt"
	"reflect"
	"strings"

	"coach/practice"
	"coach/store/engine"
	"coach/store/seal"
)

// A column is one that holds people's words, which are sealed there, each with
// somebody's key.
type column struct {
	table, name string
	key         []string // the columns that tell a row from the others
	whose       string   // SQL: by whose key the words of a row are sealed
	empty       string   // no words, which nobody seals
	gone        string   // what is read of words whose key is no more
}

// Whose key seals words: that of whom they are about; where that is nobody, or
// several, of whose deed or step it is, or of their author.
const (
	bySubject = `CASE WHEN subject_id <> 0 THEN subject_id ELSE performer_id END`
	erased    = "(erased)" // stands where people read words that are gone
)

var (
	entryWords    = column{"entries", "words", []string{"id"}, `CASE WHEN subject_id <> 0 THEN subject_id ELSE author_id END`, "{}", "{}"}
	entryLink     = column{"entries", "link", []string{"id"}, entryWords.whose, "", ""}
	editWords     = column{"entry_edits", "words", []string{"id"}, `CASE WHEN subject_id <> 0 THEN subject_id ELSE (SELECT author_id FROM entries e WHERE e.id = entry_id) END`, "{}", "{}"}
	occurrenceCue = column{"occurrences", "cue", []string{"id"}, bySubject, "", ""}
	skipDetail    = column{"occurrences", "skip_detail", []string{"id"}, bySubject, "", ""}
	excuseDetail  = column{"occurrences", "excuse_detail", []string{"id"}, bySubject, "", ""}
	actionWhat    = column{"actions", "what", []string{"id"}, `CASE WHEN subject_id <> 0 THEN subject_id ELSE owner_id END`, "", erased}
	topicWords    = column{"topics", "words", []string{"id"}, `report_id`, "", erased}
	topicLink     = column{"topics", "link", []string{"id"}, `report_id`, "", ""}
	focusSkill    = column{"focuses", "skill", []string{"id"}, `report_id`, "", erased}
	requestWords  = column{"time_requests", "words", []string{"id"}, `report_id`, "", erased}
	obstacleWhat  = column{"obstacles", "what", []string{"id"}, `raiser_id`, "", erased}
	obstacleLink  = column{"obstacles", "link", []string{"id"}, `raiser_id`, "", ""}
	eventWords    = column{"obstacle_events", "words", []string{"obstacle_id", "n"}, byRaiser, "", erased}
	eventPrevent  = column{"obstacle_events", "prevent", []string{"obstacle_id", "n"}, byRaiser, "", erased}
	sessionTopic  = column{"sessions", "topic", []string{"id"}, `manager_id`, "", erased}
	agendaWords   = column{"team_agendas", "words", []string{"id"}, `manager_id`, "", erased}
	slotWhere     = column{"teams", "slot_where", []string{"manager_id"}, `manager_id`, "", ""}
	helpComment   = column{"digest_help", "comment", []string{"subscription_id", "to_on", "about_id"}, `about_id`, "", ""}
	suggested     = column{"suggestions", "words", []string{"id"}, `person_id`, "", erased}
	draftEdits    = column{"drafts", "edits", []string{"person_id"}, `person_id`, "{}", "{}"}

	// columns are all of them.
	columns = []column{entryWords, entryLink, editWords, occurrenceCue, skipDetail, excuseDetail, actionWhat, topicWords, topicLink, focusSkill, requestWords,
		obstacleWhat, obstacleLink, eventWords, eventPrevent, sessionTopic, agendaWords, slotWhere, helpComment, suggested, draftEdits}
)

// byRaiser has the words about an obstacle be those of who wrote them, and what
// coach itself notes be the raiser's.
const byRaiser = `CASE WHEN by_id <> 0 THEN by_id ELSE (SELECT raiser_id FROM obstacles o WHERE o.id = obstacle_id) END`

// of returns the argument of a statement that stores words in a row, sealed by
// somebody's key.
func (c column) of(who practice.PersonID, text string, key ...any) words {
	return words{c, who, text, key}
}

// later returns the argument of a statement that inserts a row of which the
// number is not known: nothing, and [keep] stores the words then; or the words
// themselves, where none are sealed.
func (c column) later(text string) engine.Arg { return words{column: c, text: text} }

// at returns the place of a column in a row.
func (c column) at(key []any) seal.Place {
	named := make([]string, len(key))
	for i, k := range key {
		named[i] = fmt.Sprint(k)
	}
	return seal.Place{Table: c.table, Column: c.name, Row: strings.Join(named, "/")}
}

// words are an argument of a statement: the words of a row, sealed by somebody's
// key.
type words struct {
	column
	who  practice.PersonID
	text string
	key  []any // none before the row has its number
}

// In implements [engine.Arg].
func (w words) In(ctx context.Context, tx *engine.Tx) (any, error) {
	if w.text == w.empty {
		return w.empty, nil
	}
	h, seals, err := sealing(ctx, tx)
	switch {
	case err != nil:
		return nil, err
	case !seals:
		return seal.Plain(w.text), nil
	case w.key == nil:
		return w.empty, nil
	}
	key, err := h.keyOf(ctx, tx, w.who)
	if err != nil {
		return nil, err
	}
	if key == nil {
		return w.empty, nil
	}
	return key.Seal(strings.ReplaceAll(w.text, "\x00", ""), w.at(w.key))
}

// sealing returns the keys that a transaction seals words by; false where they
// stay in the clear.
func sealing(ctx context.Context, tx *engine.Tx) (*keyholder, bool, error) {
	h := tx.Carried.(*keyholder)
	seals, err := h.seals(ctx, tx)
	return h, seals, err
}

// keep stores the words of a row that was inserted without them, because they
// are sealed for a row.
func keep(ctx context.Context, tx *engine.Tx, all ...words) error {
	for _, w := range all {
		if w.text == w.empty {
			continue
		}
		if _, seals, err := sealing(ctx, tx); err != nil || !seals {
			return err
		}
		if err := w.store(ctx, tx); err != nil {
			return err
		}
	}
	return nil
}

// store updates the column of a row.
func (w words) store(ctx context.Context, tx *engine.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE `+w.table+` SET `+w.name+` = $1 WHERE `+w.isRow(2), append([]any{w}, w.key...)...)
	return err
}

// isRow is the SQL condition for a row, whose key is the arguments from one on.
func (c column) isRow(first int) string {
	conditions := make([]string, len(c.key))
	for i, k := range c.key {
		conditions[i] = fmt.Sprintf("%s = $%d", k, first+i)
	}
	return strings.Join(conditions, " AND ")
}

// read returns where to scan a column to for people to read: words whose key is
// no more read as gone. The pointers are to the row's key, scanned before.
func (c column) read(q querier, to *string, key ...any) *sealed {
	return &sealed{c, q, to, key, c.gone}
}

// export returns where to scan a column to for a file: words whose key is no
// more are none.
func (c column) export(q querier, to *string, key ...any) *sealed {
	return &sealed{c, q, to, key, c.empty}
}

// A sealed is where a column with words is scanned to.
type sealed struct {
	column
	q    querier
	to   *string
	key  []any // pointers
	gone string
}

// Scan implements sql.Scanner.
func (s *sealed) Scan(src any) error {
	kept, is := src.(string)
	if !is {
		return fmt.Errorf("a column of words holds %T", src)
	}
	by, text, closed := seal.Read(kept)
	if !closed {
		*s.to = text
		return nil
	}
	key, err := holder(s.q).find(by)
	if err != nil {
		return err
	}
	*s.to = s.gone
	if key == nil {
		return nil
	}
	row := make([]any, len(s.key))
	for i, k := range s.key {
		row[i] = reflect.ValueOf(k).Elem().Interface()
	}
	if text, err := key.Open(kept, s.at(row)); err == nil {
		*s.to = text
	}
	return nil
}

// holder returns the keys that a reader or a transaction carries.
func holder(q querier) *keyholder {
	var carried any
	switch q := q.(type) {
	case *engine.Tx:
		carried = q.Carried
	case *engine.Reader:
		carried = q.Carried
	case engine.Snapshot:
		carried = q.Carried
	}
	return carried.(*keyholder)
}
