package view_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/measure"
	"coach/practice"
)

// anyInspection makes up a digest with everything in it.
func anyInspection(r *rapid.T) view.Inspection {
	n := rapid.IntRange(0, 40)
	anybody := rapid.SampledFrom([]practice.PersonID{dana, eli, cy, otherCy, wordy, noa, fox, hostile})
	tally := func() measure.TallyShown {
		return tallied(n.Draw(r, "on time"), n.Draw(r, "late"), n.Draw(r, "not done"), skippedWithin(n.Draw(r, "within")), away(777))
	}
	f := digestOf(executiveAll, trending(rapid.SliceOfN(rapid.IntRange(0, 100), 0, 12).Draw(r, "trend")...))
	f.Good.Kept = []view.Kept{{Person: anybody.Draw(r, "kept"), But: 1, Away: true}}
	f.Good.Resolved = slices.Repeat([]view.ResolvedObstacle{{What: hostileWords, Days: 11}}, rapid.IntRange(0, 5).Draw(r, "resolved"))
	f.Asked = &view.Helped{Person: anybody.Draw(r, "asked")}
	f.Help = []view.HelpLine{
		{About: anybody.Draw(r, "first"), Practices: []string{"one_on_one", "observation"}, Periods: 2, Comment: strings.Repeat("w", view.HelpCommentMax)},
		{About: anybody.Draw(r, "second"), Practices: []string{"gone"}, Periods: 2, Comment: secret("comment")},
	}
	f.Report.Managers = rapid.IntRange(0, 5).Draw(r, "managers")
	for i := range f.Report.Practices {
		f.Report.Practices[i].Managers, f.Report.Practices[i].TallyShown = rapid.IntRange(1, 5).Draw(r, "of a practice"), tally()
	}
	for i := range f.Report.Groups {
		f.Report.Groups[i].Managers, f.Report.Groups[i].TallyShown = rapid.IntRange(1, 5).Draw(r, "of a group"), tally()
	}
	all, own := tally(), tally()
	f.Report.All, f.Report.Own = &all, &own
	f.Report.Window.Running = rapid.Bool().Draw(r, "running")
	return f
}

// TestADigestFitsIntoAMessage holds any digest to 45 blocks and 8,000
// characters, with folds and without, alone and with its reader's week.
func TestADigestFitsIntoAMessage(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := anyInspection(r)
		f.InChannel = rapid.Bool().Draw(r, "channel")
		if reports := rapid.IntRange(-20, 40).Draw(r, "reports"); reports > 0 {
			week := priyasWeek(reports, rapid.SampledFrom([][]practice.PersonID{nil, {wordy}}).Draw(r, "only")...)
			f.Week = &week
		}
		m := view.Inspect(f)
		lintMessage(r, "digest", m)
		for _, blocks := range [][]slack.Block{m.Blocks, m.Simpler} {
			if len(blocks) > 45 {
				r.Fatalf("%d blocks", len(blocks))
			}
			if n := shownIn(r, blocks); n > 8000 {
				r.Fatalf("%d characters", n)
			}
		}
	})
}

// TestWhatAMorningHasBesidesItsPlanIsNotLost puts everything there may be into a
// week that a digest carries: only the plan is ever left to Home, unless there is
// no room for the two, which is said beforehand.
func TestWhatAMorningHasBesidesItsPlanIsNotLost(t *testing.T) {
	yields := 0
	rapid.Check(t, func(r *rapid.T) {
		f := anyInspection(r)
		week := priyasWeek(rapid.IntRange(1, 40).Draw(r, "reports"))
		week.Reminders = rung(practice.LastDay, threeTouches()...)
		week.Quiet = march(20)
		for i := range rapid.IntRange(0, 30).Draw(r, "sessions") {
			week.Sessions = append(week.Sessions, trainingOf(priya, func(s *practice.Session) { s.ID = practice.SessionID(i + 1) }))
		}
		f.Week = &week
		within := func(m kit.Message) string { return strings.Trim(drawn(r, m.Blocks), "[]") }
		m, rest := view.Inspect(f), within(view.Morning(yielding(week)))
		said := within(m)
		switch {
		case !f.HasRoom(), strings.Contains(said, within(view.Morning(week))):
		case strings.Contains(said, rest):
			yields++
		default:
			r.Fatalf("of %s\nthere is only %s", rest, said)
		}
		if len(m.Simpler) > 45 || len(m.Blocks) > 45 || shownIn(r, m.Blocks) > 8000 {
			r.Fatalf("%d blocks, %d characters", len(m.Blocks), shownIn(r, m.Blocks))
		}
	})
	if yields == 0 {
		t.Error("no plan was left to Home")
	}
}

// yielding is a week whose plan is on Home.
func yielding(f view.MorningFacts) view.MorningFacts {
	week := *f.Week
	week.Yields = true
	f.Week = &week
	return f
}

// shownIn counts the characters of blocks as the lint does.
func shownIn(r reporter, blocks []slack.Block) int {
	r.Helper()
	l := &linter{reporter: r, where: "blocks", blocks: map[string]bool{}}
	for _, b := range jsonOf(r, map[string]any{"blocks": blocks}).children("blocks") {
		l.block(b)
	}
	return l.shown
}

// TestAChannelIsToldNothingThatIsForOne gives a channel's digest what is for one
// reader, and looks for it.
func TestAChannelIsToldNothingThatIsForOne(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		f := anyInspection(r)
		careless(&f)
		withFiles(&f)
		f.Good.Thanked = nil
		m := view.Inspect(f)
		text := strings.ReplaceAll(drawn(r, m), "thank-you", "")
		for id := range leaders {
			if name, _, _ := strings.Cut(whom(id).Name, " "); strings.Contains(text, name) {
				r.Fatalf("a channel reads of %s: %s", name, text)
			}
		}
		for id := range people {
			if name, _, _ := strings.Cut(whom(id).Name, " "); id != hostile && id != cy && id != otherCy && strings.Contains(text, name) {
				r.Fatalf("a channel reads of %s: %s", name, text)
			}
		}
		for _, word := range []string{"you", "777", "excused", "people say", "answered", "felt", "Waiting on", "Where help", "obstacle_update", view.ActionDigestTable, view.ActionDigestWhy, view.ActionDigestCSV} {
			if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
				r.Fatalf("a channel reads %q: %s", word, text)
			}
		}
		if strings.Contains(text, "%") && f.Report.Managers < 3 {
			r.Fatalf("rates of %d managers: %s", f.Report.Managers, text)
		}
		if leaks(text, secret("comment")) {
			r.Fatalf("a channel reads a comment: %s", text)
		}
	})
}

// TestAPreviewOfADigestHasCountsOnly looks for words of people in what a locked
// screen shows.
func TestAPreviewOfADigestHasCountsOnly(t *testing.T) {
	comment := secret("comment")
	f := digestOf(func(f *view.Inspection) { f.Help[0].Comment, f.Good.Resolved[0].What = comment, secret("obstacle") })
	m := view.Inspect(f)
	if leaks(m.Text, comment) || leaks(m.Text, secret("obstacle")) || !leaks(drawn(t, m), comment) {
		t.Errorf("the preview is %q", m.Text)
	}
	p := view.HelpPreview{Line: view.HelpLine{About: eli, Practices: []string{"one_on_one"}, Periods: 2}, Leader: priya, On: march(9)}
	morning := morningOf(observation(cy, lastOne, due(11, cy)))
	morning.Previews = []view.HelpPreview{p}
	if text := view.Morning(morning).Text; !strings.Contains(text, "One thing waits") || strings.Contains(text, "not done") {
		t.Errorf("the preview of a morning is %q", text)
	}
}

// TestAnOpenedNumberNamesNobodyWhomSomethingIsAbout looks for a rep's name and
// for the words of a skip.
func TestAnOpenedNumberNamesNobodyWhomSomethingIsAbout(t *testing.T) {
	o := due(1, ana)
	o.Skip = practice.Skip{Reason: "Travel", Detail: secretDetail}
	text := drawn(t, view.InspectWhy(view.WhyFacts{Inspection: digestOf(), Occurrences: []practice.Occurrence{o}}))
	if strings.Contains(text, "Ana") || leaks(text, secretDetail) || !strings.Contains(text, "Observation") {
		t.Errorf("it shows %s", text)
	}
}

// TestTheFirstLineSaysWhatChanged has the wordings by the two percentages shown
// and by what the line of four weeks does.
func TestTheFirstLineSaysWhatChanged(t *testing.T) {
	level, falling := []int{78, 77, 79, 78, 78}, []int{90, 88, 84, 80, 78}
	lately := []int{60, 70, 90, 89, 87, 86, 84}
	for _, c := range []struct {
		sentence        string
		done, fourWeeks *measure.Rate
		line            []int
		want            string
	}{
		{"five points below are down", rate(73, 100), rate(78, 100), level, "(73%, 78% over four weeks: down 5 points)"},
		{"four points below are steady", rate(74, 100), rate(78, 100), level, "(74%, 78% over four weeks: steady)"},
		{"the points are those of the percentages shown", rate(734, 1000), rate(775, 1000), level, "(73%, 78% over four weeks: down 5 points)"},
		{"five points above are up", rate(83, 100), rate(78, 100), level, "(83%, 78% over four weeks: up 5 points)"},
		{"without a line steady is steady", rate(78, 100), rate(78, 100), nil, "(78%, 78% over four weeks: steady)"},
		{"steady isn't said against a line that falls", rate(78, 100), rate(78, 100), falling, "(78%, 78% over four weeks)"},
		{"even if it fell long ago", rate(78, 100), rate(78, 100), []int{90, 84, 78, 78, 78, 78, 78}, "(78%, 78% over four weeks)"},
		{"nor is up", rate(90, 100), rate(78, 100), falling, "(90%, 78% over four weeks)"},
		{"nor against a line that has fallen lately", rate(84, 100), rate(84, 100), lately, "(84%, 84% over four weeks)"},
		{"down is", rate(60, 100), rate(78, 100), falling, "(60%, 78% over four weeks: down 18 points)"},
		{"a rate of fewer than five is counts", rate(3, 4), rate(78, 100), level, "3 of 4 planned moments happened (78% over four weeks)"},
		{"and so are four weeks of fewer", rate(73, 100), rate(3, 4), level, "happened (73%)"},
		{"there may be no four weeks", rate(73, 100), nil, level, "happened (73%)"},
	} {
		t.Run(c.sentence, func(t *testing.T) {
			f := digestOf(trending(c.line...), func(f *view.Inspection) {
				all := tallied(c.done.Part, 0, c.done.Whole-c.done.Part)
				f.Report.All, f.Report.FourWeeks = &all, c.fourWeeks
			})
			if text := view.Inspect(f).Text; !strings.Contains(text, c.want) {
				t.Errorf("%s, not %s", text, c.want)
			}
		})
	}
}

// TestWhatAChartSaysItsLineSupports holds the words above a chart to its points,
// whatever these are.
func TestWhatAChartSaysItsLineSupports(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		points := rapid.SliceOfN(rapid.IntRange(0, 100), 4, 12).Draw(r, "points")
		said := ""
		for _, b := range view.Inspect(digestOf(trending(points...))).Blocks {
			if c, ok := b.(*slack.ContextBlock); ok && strings.HasPrefix(drawn(r, c), `{"type":"context","elements":[{"type":"plain_text","text":"Over`) {
				said = drawn(r, c)
			}
		}
		low, high, first, last := slices.Min(points), slices.Max(points), points[0], points[len(points)-1]
		for word, holds := range map[string]bool{
			"steady":  high-low < 5,
			"up from": last-first >= 5,
			"down":    first-last >= 5,
			"a low":   low <= min(first, last)-5,
			"after":   high >= max(first, last)+5,
		} {
			if strings.Contains(said, word) != holds {
				r.Fatalf("%v: %s", points, said)
			}
		}
	})
}

// TestTheTableIsInTheOrderOfNames gives it people in the order of their rates.
func TestTheTableIsInTheOrderOfNames(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		var lines []measure.PersonLine
		for _, id := range rapid.Permutation([]practice.PersonID{dana, eli, finn, omar, ben}).Draw(r, "order") {
			lines = append(lines, personal(id, tallied(rapid.IntRange(0, 9).Draw(r, "on time"), 0, 5)))
		}
		names := func(m kit.Message) (names []string) {
			for _, b := range m.Blocks {
				if table, ok := b.(*slack.TableBlock); ok {
					for _, row := range table.Rows[1:6] {
						names = append(names, row[0].(*slack.TableRawTextCell).Text)
					}
				}
			}
			return names
		}
		got := names(view.InspectTable(digestOf(func(f *view.Inspection) { f.Report.People = lines })))
		if want := []string{"Ben Okafor", "Dana Ruiz", "Eli Stone", "Finn Dahl", "Omar Haddad"}; !slices.Equal(got, want) {
			r.Fatalf("the table has %v", got)
		}
	})
}

// TestACommentIsReadAsItWasTyped is the promise of its form.
func TestACommentIsReadAsItWasTyped(t *testing.T) {
	p := view.HelpPreview{Line: view.HelpLine{About: eli, Practices: []string{"one_on_one"}, Periods: 2, Comment: "before"}, Digest: view.DigestKey{Subscription: 7, To: march(8)}, Leader: priya, On: march(9)}
	m := view.HelpComment(p, playbook, whom)
	for typedIn, want := range map[string]string{hostileWords: hostileWords, "  ": "", " month-end ": "month-end"} {
		key, got, err := view.ParseHelpComment(fill(t, m, typed{practice.FieldWords: {typedIn}}))
		if err != nil || got != want || key != p.Digest {
			t.Errorf("%q is read as %q of %v, %v", typedIn, got, key, err)
		}
	}
	if _, got, err := view.ParseHelpComment(fill(t, m, nil)); err != nil || got != "before" {
		t.Errorf("untouched it is %q, %v", got, err)
	}
	if _, _, err := view.ParseHelpComment(fill(t, m, typed{practice.FieldWords: {strings.Repeat("ö", view.HelpCommentMax+1)}})); err == nil {
		t.Error("a comment that is too long is read")
	}
	if key, _, _ := view.ParseHelpComment(slack.View{PrivateMetadata: "no JSON"}); key != (view.DigestKey{}) {
		t.Errorf("nothing names %v", key)
	}
}

// TestADigestsButtonsSayWhatTheyAreAbout reads the values of buttons back.
func TestADigestsButtonsSayWhatTheyAreAbout(t *testing.T) {
	key := view.DigestKey{Subscription: 7, To: march(8)}
	if got, ok := view.ParseDigestKey(key.String()); !ok || got != key {
		t.Errorf("%s is read as %v, %t", key, got, ok)
	}
	if got, about, ok := view.ParseHelpKey(key.String() + "/101"); !ok || got != key || about != eli {
		t.Errorf("read as %v, %d, %t", got, about, ok)
	}
	for _, value := range []string{"", "7", "7/", "/2026-03-08", "a/2026-03-08", "7/2026-03-32", "7/2026-03-08/x", "12"} {
		if _, ok := view.ParseDigestKey(value); ok {
			t.Errorf("%q names a digest", value)
		}
		if _, _, ok := view.ParseHelpKey(value); ok {
			t.Errorf("%q names somebody in a digest", value)
		}
	}
}

// TestEveryWeekHasAnotherQuestion goes through a year.
func TestEveryWeekHasAnotherQuestion(t *testing.T) {
	asked := map[string]int{}
	for monday := march(2); monday < march(2)+52*7; monday += 7 {
		question := view.QuestionOf(monday)
		if question == view.QuestionOf(monday+7) || question != view.QuestionOf(monday+6) && question != view.QuestionOf(monday+7) {
			t.Errorf("%s asks %q", monday, question)
		}
		asked[question]++
	}
	if len(asked) < 8 {
		t.Errorf("a year has %d questions", len(asked))
	}
}
