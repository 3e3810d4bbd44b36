package store

import (
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"coach/files"
)

// fileLines are the lines of an interchange file, by kind.
var fileLines = func() map[string]reflect.Type {
	kinds := map[string]reflect.Type{}
	for _, l := range []files.Line{
		files.SettingsLine{}, files.PersonLine{}, files.PlaybookLine{}, files.HolidayLine{}, files.ReportingLine{}, files.LeaveLine{}, files.ClaimLine{}, files.PledgeLine{},
		files.SuggestionLine{}, files.DraftLine{}, files.SubscriptionLine{}, files.OccurrenceLine{}, files.EntryLine{}, files.AskLine{}, files.ActionLine{}, files.TopicLine{},
		files.ObstacleLine{}, files.DigestLine{}, files.NoticeLine{}, files.AuditLine{}, files.PersonMore{}, files.PlaybookWords{}, files.HolidayMore{}, files.SuggestionMore{},
		files.OccurrenceMore{}, files.EntryMore{}, files.AskMore{}, files.ActionMore{}, files.TopicMore{}, files.ObstacleMore{}, files.DigestMore{}, files.DigestHelpLine{},
		files.NoticeMore{}, files.TeamLine{}, files.AgendaLine{}, files.AgendaNews{}, files.SessionLine{}, files.VisitLine{}, files.StandInLine{}, files.FocusLine{},
		files.TimeRequestLine{}, files.PlanLine{}, files.OpenQuestions{}, files.QuestionLine{}, files.PatternLine{}, files.ContradictionLine{}, files.ThanksAsked{},
		files.TurnLine{}, files.SentFileLine{},
	} {
		kinds[l.Kind()] = reflect.TypeOf(l)
	}
	return kinds
}()

// hasKey reports whether a line of a kind has a key, such as skip.at of an
// occurrence.
func hasKey(of reflect.Type, path string) bool {
	key, rest, deeper := strings.Cut(path, ".")
	for i := range of.NumField() {
		f := of.Field(i)
		if tag, _, _ := strings.Cut(f.Tag.Get("key"), ","); tag != key {
			continue
		}
		t := f.Type
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		return !deeper || t.Kind() == reflect.Struct && hasKey(t, rest)
	}
	return false
}

// ofARun are the tables about coach's own running, of which an import leaves what
// it finds.
var ofARun = []string{"revisions", "sealing", "leader", "copies"}

// Whoever adds a column says where an export has it: a backup without it would
// lose it, and nobody would see.
func TestEveryColumnHasAPlaceInAnExport(t *testing.T) {
	data, err := os.ReadFile("testdata/columns.txt")
	ok(t, err)
	placed := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		column, place, both := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasPrefix(line, "#") {
			continue
		}
		kind, path, _ := strings.Cut(place, ".")
		if of := fileLines[kind]; !both || !strings.HasPrefix(place, "- ") && (of == nil || !hasKey(of, path)) {
			t.Errorf("%s is in %q, which no line has", column, place)
		}
		placed[column] = true
	}
	var columns []string
	migrations, err := fs.Glob(schema, "schema/sqlite/*.sql")
	ok(t, err)
	for _, file := range migrations {
		text, err := fs.ReadFile(schema, file)
		ok(t, err)
		columns = columnsIn(columns, string(text))
	}
	for _, column := range columns {
		if !placed[column] {
			t.Errorf("%s has no place in testdata/columns.txt: a key of a kind, or what it follows from", column)
		}
		delete(placed, column)
		if table, _, _ := strings.Cut(column, "."); !slices.Contains(ofARun, table) && !slices.Contains(tables, table) {
			t.Errorf("%s is none of the tables of which an import makes sure that they are empty", table)
		}
	}
	for column := range placed {
		t.Errorf("%s is no column", column)
	}
}
