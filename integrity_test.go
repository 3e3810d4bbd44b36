package coach_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Integrity is what keeps numbers from being made to look good: for each way to
// do so, what stands against it, and the test that shows it. A countermeasure
// without a test is a promise.
var integrity = []struct{ risk, countermeasure, test string }{
	{"log without doing", "the coached person is asked the next working morning", "stories.TestDoesItMatch"},
	{"log without doing", "each is asked once, and whoever doesn't remember tells the author alone", "store.TestAnEntryIsAskedAboutOnce"},
	{"log without doing", "one entry in five of what nobody is asked about is drawn, and nobody can aim around it", "practice.TestSampled"},
	{"log without doing", "spot checks are said, with floors", "measure.TestSpotChecks"},
	{"log without doing", "the leader asks one coached person, drawn at random", "practice.TestSpotCheck"},
	{"do it badly", "how useful it felt and whether the next step was clear, in steps", "measure.TestAStepIsWhatTheRulesSay"},
	{"do it badly", "a leader sits in, and the manager rates that too", "stories.TestCoachingTheCoach"},
	{"write it all on Friday night", "how soon it was written is told, to the author alone", "measure.TestFreshness"},
	{"write it all on Friday night", "nobody else reads that, whoever asks", "measure.TestIntegrityIsTheAuthorsAlone"},
	{"write it all on Friday night", "the author reads it with a sentence that helps, and their leader doesn't", "stories.TestWrittenOnFridayNight"},
	{"write it all on Friday night", "the day on which it was logged decides, so that nothing is back-dated after grace", "practice.TestExampleATimelinessIsJudgedByWhenItWasLogged"},
	{"coach only who is easy to coach", "coverage counts people, not sessions", "measure.TestTheGoldenWeekSaysWhatItsTableSays"},
	{"coach only who is easy to coach", "the longest gap is said", "practice.TestTheLongestGap"},
	{"skip or excuse all of it", "a quarter may be skipped, and no two in a row", "practice.TestASkipIsWithinTheAllowanceUnlessItIsUsedUpOrFollowsAnother"},
	{"skip or excuse all of it", "after grace a skip counts", "practice.TestASkipAfterGraceCounts"},
	{"skip or excuse all of it", "nobody excuses themselves", "practice.TestWhoMayDoWhat"},
	{"skip or excuse all of it", "what was skipped and excused stands beside what was done", "bot/view.TestDoneNeverStandsAlone"},
	{"skip or excuse all of it", "a leader's own excuses stand apart", "bot/view.TestALeadersOwnExcusesAreSaid"},
	{"ask less of everybody on Friday", "open moments that a change of the playbook drops are counted", "store.TestDroppedMomentsAreCounted"},
	{"ask less of everybody on Friday", "and said", "bot/view.TestDroppedMomentsAreSaid"},
	{"have no obstacles", "a review without any says how its author looked", "bot/view.TestZeroObstaclesAskHowOneLooked"},
	{"have no obstacles", "it can't be sent without", "practice.TestOneOfSeveralQuestionsNeedsAnAnswer"},
	{"do all of it, usefully or not", "what was done never stands without what people say of it", "bot/view.TestDoneNeverStandsAlone"},
	{"ask for more to look busy", "the load is shown", "bot/view.TestTheLoadIsShown"},
	{"ask for more to look busy", "publishing much is asked twice", "stories.TestTooMuchIsAskedTwice"},
	{"ask for more to look busy", "a practice of which fewer than half are done is looked at", "store.TestPracticeHealth"},
	{"fear low ratings", "five values of four people, or nothing", "measure.TestWhatPeopleSayHasItsFloors"},
	{"fear low ratings", "no single answer can be had by looking twice", "measure.TestAFigureChangesWithFiveValuesOfFourPeople"},
	{"fear low ratings", "nor by taking one report from another", "measure.TestReportsCannotBeSubtracted"},
	{"fear low ratings", "the author of an entry reads no rating", "bot/view.TestTheAuthorReadsNoRating"},
	{"pay by the number", "the documentation says that none is fit for it", "..TestTheDocumentationSaysWhatNumbersAreNotFor"},
	{"pay by the number", "leaders' people are in the order of their names, never ranked", "bot/view.TestALeadersPeopleAreNotRanked"},
}

func TestIntegrity(t *testing.T) {
	known := map[string]map[string]bool{}
	for _, row := range integrity {
		i := strings.LastIndex(row.test, ".")
		dir, name := row.test[:i], row.test[i+1:]
		if known[dir] == nil {
			known[dir] = tests(t, dir)
		}
		if !known[dir][name] {
			t.Errorf("%s: that %s is shown by no test %s", row.risk, row.countermeasure, row.test)
		}
	}
}

// tests returns the names of the tests of a package.
func tests(t *testing.T, dir string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
				names[f.Name.Name] = true
			}
		}
	}
	return names
}

// Whoever would pay or promote by a number of coach's reads that none is made
// for it, and finds no score of a person to do it with.
func TestTheDocumentationSaysWhatNumbersAreNotFor(t *testing.T) {
	page, err := os.ReadFile("docs/measures.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{"No number here is fit for deciding anybody's pay.", "No manager gets a score, a rank or a percentile"} {
		if !strings.Contains(string(page), said) {
			t.Errorf("docs/measures.md does not say: %s", said)
		}
	}
	score := regexp.MustCompile(`(?i)(manager|overall|total|composite|person)_?(score|rank|percentile)`)
	for _, dir := range []string{"measure", "files", "service"} {
		for name, file := range sources(t, dir) {
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && score.MatchString(id.Name) {
					t.Errorf("%s has %s", name, id.Name)
				}
				return true
			})
		}
	}
}
