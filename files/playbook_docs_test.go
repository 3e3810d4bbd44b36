package files

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/practice"
)

// section returns the part of a page under a heading, up to the next one.
func section(t *testing.T, page, heading string) string {
	t.Helper()
	_, text, found := strings.Cut(page, "\n"+heading+"\n")
	if !found {
		t.Fatalf("the page has no section %s", heading)
	}
	text, _, _ = strings.Cut(text, "\n#")
	return text
}

var (
	fence     = regexp.MustCompile("(?ms)^```([a-z]+)\n(.*?)^```")
	codeWord  = regexp.MustCompile("`([^`]+)`")
	fenceless = func(text string) string { return fence.ReplaceAllString(text, "") }
)

// coded are the pieces of code in one cell of the rows of a section's tables.
func coded(text string, cell int) (words []string) {
	for line := range strings.Lines(fenceless(text)) {
		cells := strings.Split(strings.Trim(line, "|\n"), "|")
		if strings.HasPrefix(line, "| `") && cell < len(cells) {
			for _, word := range codeWord.FindAllStringSubmatch(cells[cell], -1) {
				words = append(words, word[1])
			}
		}
	}
	return words
}

func playbookPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile("../docs/playbook.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

// Whoever writes a playbook by the page can use every key there is, and meets
// none that there isn't.
func TestThePageHasEveryKeyOfAPlaybook(t *testing.T) {
	page := playbookPage(t)
	types, keys := coded(section(t, page, "### A form"), 0), slices.Clone(fieldKeys)
	for _, typ := range fieldTypes {
		keys = append(keys, string(typ))
	}
	fiscal := []string{"fiscal_year_start", "fiscal_months"}
	for _, one := range []struct {
		what        string
		said, there []string
	}{
		{"a playbook", coded(section(t, page, "## The file"), 0), playbookKeys},
		{"a practice", coded(section(t, page, "### A practice"), 0), practiceKeys},
		{"intensify", append(coded(section(t, page, "### A rule for one level, or near the end of a quarter"), 0), ruleKeys...), intensifyKeys},
		{"a field, and types of fields", types, keys},
		{"a calendar, and of fiscal years", coded(section(t, page, "### Calendars and the fiscal year"), 0), slices.Concat(calendarKeys, fiscal)},
		{"visibilities", coded(section(t, page, "### Who can read an answer"), 0), texts(visibilities)},
	} {
		slices.Sort(one.said)
		there := slices.Sorted(slices.Values(one.there))
		if !slices.Equal(one.said, there) {
			t.Errorf("%s has the keys\n%v, and docs/playbook.md says\n%v", one.what, there, one.said)
		}
	}
}

func texts[T ~string](all []T) (words []string) {
	for _, one := range all {
		words = append(words, string(one))
	}
	return words
}

// Where a key has a few values, the page says which.
func TestThePageHasEveryValueOfAPractice(t *testing.T) {
	said := map[string][]string{}
	for line := range strings.Lines(section(t, playbookPage(t), "### A practice")) {
		if strings.HasPrefix(line, "| `") {
			said[coded(line, 0)[0]] = coded(line, 1)
		}
	}
	for key, values := range map[string][]string{
		"group": practiceGroups, "cadence": texts(cadences), "phase": texts([]cadence.Phase{cadence.PhaseA, cadence.PhaseB}), "levels": texts(practice.PlaybookLevels),
		"subject_levels": texts(practice.PersonLevels), "scope": texts([]practice.Scope{practice.ScopeReport, practice.ScopeTeam, practice.ScopeSelf}),
		"tier": texts([]practice.Tier{practice.Core, practice.Standard, practice.Full}), "lens": texts([]practice.Lens{practice.Leading, practice.Lagging, practice.Mixed, practice.Neutral}),
		"confirm": texts([]practice.Confirm{practice.ConfirmSubject, practice.ConfirmManager, practice.ConfirmSample, practice.ConfirmNone}),
	} {
		if !slices.Equal(said[key], values) {
			t.Errorf("%s can be %v, and docs/playbook.md says %v", key, values, said[key])
		}
	}
}

// The bounds that the page gives are those of the reader.
func TestThePageHasTheBoundsOfAPlaybook(t *testing.T) {
	page := playbookPage(t)
	for _, said := range []string{
		fmt.Sprintf("up to %d and %d characters", headerMax, shortMax), fmt.Sprintf("up to %d lines of %d characters", practice.MaxGood, lineOfGoodMax),
		fmt.Sprintf("| `why` | up to %d characters", sentenceMax), fmt.Sprintf("at most %d characters", sentenceMax), fmt.Sprintf("| `times` | 1 to %d |", timesMax),
		fmt.Sprintf("| `grace_wd` | 0 to %d |", daysMax), fmt.Sprintf("| `minutes` | 1 to %d |", minutesMax), fmt.Sprintf("A form has up to %d fields", formMax),
		fmt.Sprintf("a choice of 2 to %d options, or boxes for 2 to %d", selectMax, multiSelectMax), fmt.Sprintf("up to %d characters, or up to 3,000", practice.TextMax),
		fmt.Sprintf("An option has up to %d characters", optionMax), fmt.Sprintf("how many rows, up to %d", practice.MaxRows), fmt.Sprintf("at most %d MiB", fileMax>>20),
	} {
		if !strings.Contains(page, said) {
			t.Errorf("docs/playbook.md does not say: %s", said)
		}
	}
	taken := fmt.Sprintf("`%s`, `%s` and `%s` are taken", practice.FieldPerson, practice.FieldDate, practice.FieldWhich)
	if !strings.Contains(page, taken) {
		t.Errorf("docs/playbook.md does not say: %s", taken)
	}
}

// The examples of the page are playbooks, or practices of one, in which nothing
// is wrong.
func TestTheExamplesOfThePageArePlaybooks(t *testing.T) {
	examples := 0
	for _, block := range fence.FindAllStringSubmatch(playbookPage(t), -1) {
		if block[1] != "yaml" {
			continue
		}
		examples++
		text := block[2]
		if strings.HasPrefix(text, "- ") {
			text = "practices:\n" + text
		}
		pb, _, err := LoadWritten("example.yaml", []byte(text), "")
		if err != nil {
			t.Errorf("%v\nin\n%s", err, text)
			continue
		}
		for _, long := range pb.LongForms() {
			t.Error(long)
		}
	}
	if examples < 6 {
		t.Errorf("only %d examples are read", examples)
	}
}
