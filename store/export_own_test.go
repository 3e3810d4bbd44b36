package store

import (
	"bytes"
	"strings"
	"testing"

	"coach/files"
	"coach/practice"
)

// ownOf is the file of one person's own data, a line each.
func ownOf(t *testing.T, s *Store, id practice.PersonID, lawful bool) []string {
	t.Helper()
	var file bytes.Buffer
	ok(t, s.ExportOwn(t.Context(), id, lawful, files.NewWriter(&file).Write, madeAt))
	return strings.SplitAfter(strings.TrimSuffix(file.String(), "\n"), "\n")
}

// everyVisibility is the example with a form that has an answer of every
// visibility, given by Dana about Ana, and Ana named by Dana in a note about Ben.
func everyVisibility(t *testing.T) string {
	t.Helper()
	form := `form: [{key: did_well, label: Well, type: text, vis: shared}, {key: setting, label: Where, type: select, vis: metric, options: [A, B]}, ` +
		`{key: note, label: Note, type: text, vis: private}, {key: up, label: Up, type: text, vis: leader}, {key: with, label: With, type: multi_user, vis: shared}]`
	return changed(t, `rate: subject, minutes: 45}`, `rate: subject, minutes: 45, `+form+`}`,
		`"answers":{"did_well":"Asked about the budget early","next_step":[{"what":"Open with the budget","due":"2026-03-12","owner":"ana@x.test"}],"setting":"Live call-along"}`,
		`"answers":{"did_well":"Shared words","note":"Private words","setting":"A","up":"Words for a leader"}`,
		`"answers":{"did_well":"Let the customer finish"},"edits":[]`,
		`"answers":{"did_well":"Words for Ben","with":["ana@x.test"]},"edits":[{"at":"2026-03-05T10:31:00.000Z","practice":"observation","subject":"ana@x.test","happened_on":"2026-03-05","answers":{"did_well":"Once about Ana","note":"Once private"}},{"at":"2026-03-05T10:32:00.000Z","practice":"observation","subject":"cy@x.test","happened_on":"2026-03-05","answers":{"did_well":"Once about Cy"}}]`,
		`"performer":"dana@x.test","subject":"ana@x.test","period_start":"2026-02-23","period_end":"2026-03-08","due_code":"W2-THU","seq":1,"nominal":"2026-03-05","due":"2026-03-05","grace_until":"2026-03-06","closes_on":"2026-03-13","state":"expected","reason":null,"skip":null,"excuse":null,"planned_for":null`,
		`"performer":"dana@x.test","subject":"ana@x.test","period_start":"2026-02-23","period_end":"2026-03-08","due_code":"W2-THU","seq":1,"nominal":"2026-03-05","due":"2026-03-05","grace_until":"2026-03-06","closes_on":"2026-03-13","state":"expected","reason":null,"skip":null,"excuse":null,"planned_for":"2026-03-04"`,
		`"performer":"dana@x.test","subject":"cy@x.test"`, `"performer":"dana@x.test","subject":"ana@x.test"`, `"seq":1,"nominal":"2026-03-05","due":"2026-03-05","grace_until":"2026-03-06","closes_on":"2026-03-13","state":"expected","reason":null,"skip":{`,
		`"seq":2,"nominal":"2026-03-05","due":"2026-03-05","grace_until":"2026-03-06","closes_on":"2026-03-13","state":"expected","reason":null,"skip":{`)
}

// What somebody reads of themselves is in their file; what others wrote for
// themselves or for a leader is said to be there.
func TestWhatStandsInAPersonsOwnFile(t *testing.T) {
	s := restored(t, everyVisibility(t))
	ana := strings.Join(ownOf(t, s, 3, false), "")
	for _, has := range []string{`"of":"ana@x.test","private":"withheld"`,
		`"answers":{"did_well":"Shared words","note":{"withheld":"private"},"setting":"A","up":{"withheld":"private"}}`,
		`"answers":{"did_well":{"withheld":"private"},"with":{"withheld":"private"}}`, // a note about Ben that names her
		`"answers":{"did_well":"Once about Ana","note":{"withheld":"private"}}`,
		`"skip":{"withheld":"leader"}`, `"useful":4`, `{"kind":"person","id":2,"email":"dana@x.test","slack":null,"name":"Dana","zone":null`} {
		if !strings.Contains(ana, has) {
			t.Errorf("Ana's file lacks %s", has)
		}
	}
	for _, words := range []string{"Private words", "Words for a leader", "Words for Ben", "Once private", "Once about Cy", "Customer emergency", "2026-03-04\",\"news\"", "Stayed late", "Which accounts", `"kind":"digest"`, `"kind":"settings"`, `"kind":"holiday"`, `"kind":"subscription"`, `"name":"Cy"`} {
		if strings.Contains(ana, words) {
			t.Errorf("Ana's file has %s", words)
		}
	}
	lawful := strings.Join(ownOf(t, s, 3, true), "")
	for _, has := range []string{`"private":"included"`, `"note":"Private words"`, `"up":"Words for a leader"`, `"note":"Once private"`, `"skip":{"withheld":"leader"}`} {
		if !strings.Contains(lawful, has) {
			t.Errorf("Ana's lawful file lacks %s", has)
		}
	}
	if strings.Contains(lawful, "Words for Ben") || strings.Contains(lawful, "Once about Cy") {
		t.Error("Ana's lawful file has what is about others")
	}
	dana := strings.Join(ownOf(t, s, 2, false), "")
	for _, has := range []string{"Private words", "Words for a leader", "Customer emergency", `"match":"yes","useful":{"withheld":"rating"},"next":{"withheld":"rating"}`} {
		if !strings.Contains(dana, has) {
			t.Errorf("Dana's file lacks %s", has)
		}
	}
}

// Nothing in a person's own file is other than in the full one, but for what is
// withheld and for others, who are only named.
func TestAPersonsOwnFileIsPartOfTheFullOne(t *testing.T) {
	s := restored(t, whole(t))
	full := map[string]bool{}
	for line := range strings.Lines(exported(t, s)) {
		full[line] = true
	}
	for id := practice.PersonID(1); id <= 7; id++ {
		lines := ownOf(t, s, id, false)
		for _, line := range lines[1:] {
			if line = strings.TrimSuffix(line, "\n") + "\n"; !full[line] && !strings.Contains(line, "withheld") && !strings.HasPrefix(line, `{"kind":"person"`) && !strings.HasPrefix(line, `{"kind":"digest_help"`) {
				t.Errorf("not in the full file: %s", line)
			}
		}
		if _, err := own(t).restores(t, strings.Join(lines, "")); err == nil {
			t.Error("a person's own file is imported")
		}
	}
}

// Whoever adds a kind of line says whose it is.
func TestOfEveryKindSomebodyIsTheOwnerOrNobody(t *testing.T) {
	for _, line := range files.Kinds() {
		o := newOwnFile(3, false)
		e := exporter{own: o, refs: map[practice.PersonID]files.Ref{3: "ana@x.test"}}
		if got := o.of(&e, line); got != nil && line.Kind() != "header" && line.Kind() != "notice" {
			t.Errorf("%s: a line about nobody is in Ana's file", line.Kind())
		}
	}
}

// whole is a file with lines of every kind.
func whole(t *testing.T) string {
	t.Helper()
	return example(t) + content(t, "../files/testdata/interchange_further.jsonl")
}
