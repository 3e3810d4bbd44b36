package coach_test

import (
	"go/ast"
	"go/token"
	"testing"
)

// Go does not say whether “return n, row.Scan(&n)” reads n before or after it is
// scanned. No result relies on that.
func TestNoResultReliesOnTheOrderOfEvaluation(t *testing.T) {
	for _, dir := range packages(t) {
		for name, file := range sources(t, dir) {
			ast.Inspect(file, func(n ast.Node) bool {
				r, ok := n.(*ast.ReturnStmt)
				if !ok {
					return true
				}
				for i, read := range r.Results {
					for j, other := range r.Results {
						if v := root(read); i != j && v != "" && takesAddress(other, v) {
							t.Errorf("%s returns %s beside what changes it", name, v)
						}
					}
				}
				return true
			})
		}
	}
}

// root is the variable of which an expression reads a value, or part of it.
func root(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return root(e.X)
	case *ast.IndexExpr:
		return root(e.X)
	}
	return ""
}

func takesAddress(e ast.Expr, variable string) (takes bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		if u, ok := n.(*ast.UnaryExpr); ok && u.Op == token.AND && root(u.X) == variable {
			takes = true
		}
		return !takes
	})
	return takes
}
