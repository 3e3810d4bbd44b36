package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkPlan plans a year of a company in which managers lead eight people
// each, one person in ten changes managers, and everybody takes leave.
func BenchmarkPlan(b *testing.B) {
	for _, size := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("%d people", size), func(b *testing.B) {
			people, leave := largeCompany(size)
			c := planCommand{People: written(b, people), Leave: written(b, leave), From: "2026-01-01", To: "2026-12-31", JSON: true}
			b.ReportAllocs()
			for b.Loop() {
				if err := c.planTo(io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// largeCompany is a people file and a leave file.
func largeCompany(size int) (people, leave string) {
	var p, l strings.Builder
	p.WriteString("email,manager_email,start_on,end_on\n")
	l.WriteString("email,from,to,known_on\n")
	for i := range size {
		email, manager := fmt.Sprintf("p%d@example.com", i), ""
		if i > 0 {
			manager = fmt.Sprintf("p%d@example.com", (i-1)/8)
		}
		month, day := i%11+1, i%28+1
		if i%10 == 9 {
			fmt.Fprintf(&p, "%s,%s,,2026-%02d-%02d\n", email, manager, month, day)
			fmt.Fprintf(&p, "%s,p%d@example.com,2026-%02d-%02d,\n", email, i/100, month+1, day)
		} else {
			fmt.Fprintf(&p, "%s,%s,,\n", email, manager)
		}
		fmt.Fprintf(&l, "%s,2026-%02d-%02d,2026-%02d-%02d,2026-%02d-01\n", email, month, day, month+1, day/2+1, month)
	}
	return p.String(), l.String()
}

// written is the name of a file that holds a text.
func written(tb testing.TB, text string) string {
	tb.Helper()
	name := filepath.Join(tb.TempDir(), "input")
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		tb.Fatal(err)
	}
	return name
}
