package main

import (
	"fmt"
	"strings"
	"testing"

	"coach/store"
)

// docs/privacy.md says of everything that is swept how long it is kept.
func TestThePageOfPrivacySaysHowLongWhatIsKept(t *testing.T) {
	page := pages(t)["../../docs/privacy.md"]
	for _, r := range store.Retentions {
		time := fmt.Sprintf("%d months", r.Months)
		if r.Months == 0 {
			time = fmt.Sprintf("%d days", r.Days)
		}
		if row := fmt.Sprintf("\n| %s | %s |\n", r.What, time); !strings.Contains(page, row) {
			t.Errorf("docs/privacy.md is without%s", row)
		}
	}
	_, table, _ := strings.Cut(page, "## How long it is kept\n")
	table, _, _ = strings.Cut(table, "\n## ")
	if rows := strings.Count(table, "\n| ") - 1; rows != len(store.Retentions)+2 { // and files in Slack, and what is withdrawn
		t.Errorf("docs/privacy.md has %d rows about how long something is kept, and there are %d", rows, len(store.Retentions)+2)
	}
}
