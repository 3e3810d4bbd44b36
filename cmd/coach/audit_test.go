package main

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"coach/service"
)

// TestAudit holds what coach audit prints after whoever runs coach has read and
// taken out data by name. Names stand in place of numbers, and none of it says
// what was read.
func TestAudit(t *testing.T) {
	db := exampleDB(t, thanksForm...)
	later := tuesday.Add(48 * time.Hour)
	coachExplain(t, db, tuesday, "dana@x.test", "2026-03-05")
	reported(t, db, later, "--as", "priya@x.test")
	reported(t, db, later, "dana@x.test", "--as", "priya@x.test")
	coachReport(t, db, later, "company", "--as", "dana@x.test") // refused, and recorded
	for _, c := range []exportCommand{{DB: db}, {DB: db, About: "ana@x.test"}, {DB: db, About: "ana@x.test", Lawful: true}} {
		if err := c.exportTo(t.Context(), &bytes.Buffer{}, later); err != nil {
			t.Fatal(err)
		}
	}
	printed := func(c auditCommand) string {
		t.Helper()
		c.DB = db
		var out bytes.Buffer
		if err := c.auditTo(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	all := printed(auditCommand{})
	sameAsGolden(t, "testdata/audit/all.txt", all)
	if since := printed(auditCommand{Since: "2026-03-11"}); !strings.HasSuffix(all, since) || strings.Contains(since, "2026-03-10") || since == "" {
		t.Errorf("since 11 March there is\n%s", since)
	}
	lines := strings.Split(strings.TrimSpace(printed(auditCommand{JSON: true})), "\n")
	if len(lines) != strings.Count(all, "\n") {
		t.Errorf("%d objects for\n%s", len(lines), all)
	}
	for _, line := range lines {
		var l service.AuditLine
		if err := json.Unmarshal([]byte(line), &l); err != nil || l.ID == 0 || l.Deed == "" {
			t.Errorf("%v in %s", err, line)
		}
	}
	if err := (auditCommand{DB: db, Since: "soon"}).auditTo(t.Context(), &bytes.Buffer{}); err == nil || !strings.Contains(err.Error(), "--since needs a day") {
		t.Errorf("since soon: %v", err)
	}
}
