package main

import (
	"fmt"
	"strings"
	"testing"

	"coach/practice"
)

// docs/privacy.md says of everything that is swept how long it is kept.
func TestThePageOfPrivacySaysHowLongWhatIsKept(t *testing.T) {
	page := pages(t)["../../docs/privacy.md"]
	for _, r := range practice.Retentions {
		time := fmt.Sprintf("%d months", r.Usual)
		if r.InDays {
			time = fmt.Sprintf("%d days", r.Usual)
		}
		if row := fmt.Sprintf("\n| %s | %s |\n", r.What, time); !strings.Contains(page, row) {
			t.Errorf("docs/privacy.md is without%s", row)
		}
	}
	_, table, _ := strings.Cut(page, "## How long it is kept\n")
	table, _, _ = strings.Cut(table, "\n## ")
	if rows := strings.Count(table, "\n| ") - 1; rows != len(practice.Retentions)+2 { // and files in Slack, and what is withdrawn
		t.Errorf("docs/privacy.md has %d rows about how long something is kept, and there are %d", rows, len(practice.Retentions)+2)
	}
}
