package coach_test

import (
	"go/ast"
	"testing"
)

// What day it is depends on where somebody is, or on the organisation's time
// zone; never on the machine's. Two functions say it: [practice.Person.Today]
// and [store.Store.Today]. Whatever else makes a date of an instant is listed
// with its reason.
func TestTodayIsSaidByTwoFunctions(t *testing.T) {
	reasons := map[string]string{
		"Today":          "the two functions",
		"Due":            "a digest's zone is an argument",
		"local":          "a zone's, with its clock",
		"begins":         "of settings that are not stored yet",
		"heading":        "at is in the reader's zone",
		"today":          "now is in the organisation's zone, or the one given",
		"publish":        "at is in the publisher's zone",
		"PublishDefault": "now is in the organisation's zone",
		"scanPublished":  "of a version stored before its day was",
		"playbooks":      "the same, as an export has it",
		"mornings":       "of people in one zone",
		"checkTo":        "of a file alone, which belongs to nobody yet",
		"believes":       "a day of the machine, in UTC, and of nobody",
		"dayOf":          "a date that was read, and no instant",
		"thirdAsk":       "of an instant in UTC, to see whether its zone matters",
	}
	for _, dir := range packages(t) {
		if dir == "cadence" || dir == "sandbox" || dir == "demo" || dir == "files" {
			continue // the demo has a clock and a zone of its own; files reads days that are written there
		}
		for name, file := range sources(t, dir) {
			for _, decl := range file.Decls {
				f, ok := decl.(*ast.FuncDecl)
				if ok && reasons[f.Name.Name] == "" && makesDate(f) {
					t.Errorf("%s: %s makes a date of an instant by itself", name, f.Name.Name)
				}
			}
		}
	}
}

func makesDate(f *ast.FuncDecl) (makes bool) {
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && s.Sel.Name == "DateOf" {
			makes = true
		}
		return !makes
	})
	return makes
}
