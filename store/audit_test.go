package store

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// governs matches a statement that changes rights, settings, the playbook, whose
// manager somebody is, or what one person decides for another.
var governs = regexp.MustCompile(`(?i)(INSERT INTO|UPDATE|DELETE FROM)\s+(settings|playbooks|subscriptions|teams|claims|lines|leaves|holidays|stand_ins)\b|SET playbook_owner = |excused_by = \$`)

// declared is what a function, a method or a constant of this package uses: the
// names of others, and text.
type declared struct {
	names []string
	text  []string
}

// declarations reads this package's own source: functions and constants by name,
// methods as Type.Name.
func declarations(t *testing.T) (all map[string]declared, exported []string) {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	ok(t, err)
	all = map[string]declared{}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		ok(t, err)
		for _, decl := range file.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				on, self := receiver(decl)
				all[on+decl.Name.Name] = uses(decl, on, self)
				if on == "Store." && decl.Name.IsExported() {
					exported = append(exported, on+decl.Name.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					if v, is := spec.(*ast.ValueSpec); is {
						for _, name := range v.Names {
							all[name.Name] = uses(v, "", "")
						}
					}
				}
			}
		}
	}
	return all, exported
}

// receiver returns the type of a method, with a dot, and the name by which it
// calls itself.
func receiver(f *ast.FuncDecl) (on, self string) {
	if f.Recv == nil || len(f.Recv.List[0].Names) == 0 {
		return "", ""
	}
	of := f.Recv.List[0].Type
	if star, is := of.(*ast.StarExpr); is {
		of = star.X
	}
	if name, is := of.(*ast.Ident); is {
		return name.Name + ".", f.Recv.List[0].Names[0].Name
	}
	return "", ""
}

// uses collects what a declaration calls, of this package and of its own type,
// the statements that it names, and its text.
func uses(decl ast.Node, on, self string) (d declared) {
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			d.text = append(d.text, n.Value)
		case *ast.Ident:
			if strings.HasSuffix(n.Name, "SQL") {
				d.names = append(d.names, n.Name)
			}
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.Ident:
				d.names = append(d.names, f.Name)
			case *ast.SelectorExpr:
				if x, is := f.X.(*ast.Ident); is && x.Name == self {
					d.names = append(d.names, on+f.Sel.Name)
				}
			}
		}
		return true
	})
	return d
}

// reaches reports whether what is declared under a name mentions, at whatever
// remove, text that matches.
func reaches(all map[string]declared, name string, match func(string) bool, seen map[string]bool) bool {
	if seen[name] {
		return false
	}
	seen[name] = true
	d := all[name]
	return slices.ContainsFunc(d.text, match) || slices.ContainsFunc(d.names, func(other string) bool { return reaches(all, other, match, seen) })
}

// unaudited are the methods that change what governs, and of which the audit has
// no line, with the reason.
var unaudited = map[string]string{
	"Fix":              "whoever runs coach decides it where coach runs, and is asked there",
	"KeepNames":        "what the names given where coach runs were found to mean",
	"KeepSetUp":        "answers in a form: they take effect with FinishSetUp",
	"NoteProfilesRead": "when profiles were read last, which nobody decided",
	"Observe":          "what Slack has answered, which nobody decided",
	"Learn":            "the same",
	"TellOwners":       "what owners were told, which nobody decided",
	"ImportPeople":     "recorded by package service before the first of its transactions, as are the next four",
	"End":              "a part of ImportPeople",
	"ImportLeave":      "as ImportPeople",
	"EndFileLeave":     "a part of ImportLeave",
	"ImportHolidays":   "as ImportPeople",
	"Backup":           "what it changes is the copy, which has no keys",
	"BackedUp":         "when the last backup was made, which takes nothing and gives nobody anything",
	"Restored":         "a restore is done where coach runs, and keeps what was there beside it",
	"EraseRest":        "a part of Erase",
	"EraseOn":          "a part of Erase, which the beat goes on with",
}

// Whatever changes rights, settings, the playbook or what one person decides for
// another writes a line of the audit, in the same transaction.
func TestEveryChangeIsAudited(t *testing.T) {
	all, exported := declarations(t)
	writes := func(text string) bool { return governs.MatchString(text) }
	line := func(text string) bool { return strings.Contains(text, "INSERT INTO audit (at") }
	left := maps.Clone(unaudited)
	n := 0
	for _, method := range exported {
		if !reaches(all, method, writes, map[string]bool{}) {
			continue
		}
		n++
		audited := reaches(all, method, line, map[string]bool{})
		name := strings.TrimPrefix(method, "Store.")
		why := unaudited[name]
		delete(left, name)
		switch {
		case !audited && why == "":
			t.Errorf("%s changes what governs, and writes no line of the audit", method)
		case audited && why != "":
			t.Errorf("%s writes a line of the audit, and is listed as one that does not", method)
		}
	}
	for method := range left {
		t.Errorf("%s is listed, and changes nothing that governs", method)
	}
	if n < 20 {
		t.Errorf("only %d methods were found", n)
	}
}
