package store

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"coach/practice"
)

// refersToNobody are columns that have an ID of something else than a person.
var refersToNobody = regexp.MustCompile(`^(workspace\.\w+|\w+\.(team_id|entry_id|occurrence_id|notice_id|action_id|focus_id|obstacle_id|agenda_id|session_id|next_id|subscription_id|covered_by|planned_for)|sent_files\.slack_id)$`)

// mayBeAPerson are names of columns that may hold somebody: an ID, or who did
// something.
var mayBeAPerson = regexp.MustCompile(`^people\.|(_id|_by|_for|_to)$`)

// madeFor are values that a row needs to count.
var madeFor = map[string]map[string]any{"visits": {"agreed_at": 1}, "questions": {"kind": string(practice.WhomToMeet)}}

// placesKnown returns where What coach knows about me has each column.
func placesKnown(t *testing.T) map[string]string {
	t.Helper()
	data, err := os.ReadFile("testdata/known.txt")
	ok(t, err)
	places := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if column, place, both := strings.Cut(strings.TrimSpace(line), " "); both && !strings.HasPrefix(line, "#") {
			places[column] = place
		}
	}
	return places
}

// Whoever adds a column that may hold a person says where What coach knows about
// me has it: else people could not see something about themselves.
func TestEveryColumnAboutAPersonIsKnownToThem(t *testing.T) {
	var columns []string
	migrations, err := fs.Glob(schema, "schema/sqlite/*.sql")
	ok(t, err)
	for _, file := range migrations {
		text, err := fs.ReadFile(schema, file)
		ok(t, err)
		columns = columnsIn(columns, string(text))
	}
	places := placesKnown(t)
	for _, column := range columns {
		if mayBeAPerson.MatchString(column) && !refersToNobody.MatchString(column) && places[column] == "" {
			t.Errorf("%s has no place in testdata/known.txt: a kind of holdings, words on the page, or why the person does not see it", column)
		}
	}
	for column, place := range places {
		_, counts := reflect.TypeFor[practice.Holdings]().FieldByName(place)
		if !slices.Contains(columns, column) || !counts && !strings.HasPrefix(place, "- ") && !strings.HasPrefix(place, `"`) {
			t.Errorf("%s is no column, or in %s, which is no place", column, place)
		}
	}
}

// A fill makes rows of tables beside coach, of which only the columns that a test
// sets name somebody.
type fill struct {
	t  *testing.T
	db *sql.DB
}

// row adds a row of a table.
func (f fill) row(table string, set map[string]any) {
	f.t.Helper()
	if err := f.add(table, set); err != nil {
		f.t.Fatalf("%s: %v", table, err)
	}
}

// add tries to add a row of a table: days and texts are a day, other people
// somebody else, and everything else is nothing.
func (f fill) add(table string, set map[string]any) error {
	f.t.Helper()
	var names, marks []string
	var values []any
	add := func(column string, value any) {
		names, values = append(names, column), append(values, value)
		marks = append(marks, fmt.Sprintf("$%d", len(values)))
	}
	rows, err := f.db.QueryContext(f.t.Context(), `SELECT name, type, pk FROM pragma_table_info('`+table+`')`)
	ok(f.t, err)
	defer rows.Close()
	for rows.Next() {
		var column, kind string
		var pk int
		ok(f.t, rows.Scan(&column, &kind, &pk))
		value, given := set[column]
		switch {
		case given:
			add(column, value)
		case column == "request" || column == "key" || column == "token":
			add(column, fmt.Sprint(table, set))
		case kind == "TEXT":
			add(column, "2026-03-02")
		case column == "entry_id" || column == "obstacle_id":
			add(column, 1)
		case pk == 1 && column == "id":
		default:
			add(column, 0)
		}
	}
	ok(f.t, rows.Close())
	_, err = f.db.ExecContext(f.t.Context(), `INSERT INTO `+table+` (`+strings.Join(names, ", ")+`) VALUES (`+strings.Join(marks, ", ")+`)`, values...)
	return err
}

// Each column that has a kind is counted by it: a row that names somebody only
// there is one more of that kind.
func TestHoldingsCountEveryColumn(t *testing.T) {
	onlyFile(t)
	c := newCompany(t)
	c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	raw, err := sql.Open("sqlite", c.path) // without foreign keys
	ok(t, err)
	defer raw.Close()
	f := fill{t, raw}
	f.row("obstacles", map[string]any{"id": 1})
	of := func(kind string) int64 {
		h, err := c.Holdings(t.Context(), c.dan, thursday)
		ok(t, err)
		return reflect.ValueOf(h).FieldByName(kind).Int()
	}
	places := placesKnown(t)
	for _, column := range slices.Sorted(maps.Keys(places)) {
		kind := places[column]
		if strings.HasPrefix(kind, "- ") || strings.HasPrefix(kind, `"`) {
			continue
		}
		table, name, _ := strings.Cut(column, ".")
		set := maps.Clone(madeFor[table])
		if set == nil {
			set = map[string]any{}
		}
		set[name] = c.dan
		before := of(kind)
		if f.row(table, set); of(kind) != before+1 {
			t.Errorf("%s is not counted among %s", column, kind)
		}
		_, err := raw.ExecContext(t.Context(), `DELETE FROM `+table+` WHERE `+name+` = $1`, c.dan)
		ok(t, err)
	}
}
