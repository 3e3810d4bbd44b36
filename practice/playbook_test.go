package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// theTable is what leaders are promised that the default playbook says:
// key, name, group, performers, scope, rhythm, due, grace/late, period end, lens, whom coach asks (* for a rating), minutes, tier.
const theTable = `
team_plan | Direction & team performance plan | direction | flm, mom, exec | team | quarterly | WD10 | 5/10 | | leading | none | 120 | standard
business_plan | Personal business plan | direction | rep | self | semiannual | WD15 | 10/20 | | leading | manager | 180 | standard
quota_goals | Individual goals & quota agreement | direction | flm, mom, exec | report | quarterly | WD10 | 5/10 | | leading | subject | 45 | standard
territory_review | Account assignment & territory review | direction | flm, mom | team | semiannual | WD-11 | 10/20 | | leading | none | 120 | full
rep_scorecard | My own leading numbers | direction | rep | self | weekly | FRI | 0/2 | | leading | none | 5 | full
one_on_one | Monthly 1:1 performance planning | coach | flm, mom, exec | report | monthly | WD-4 | 3/5 | | mixed | subject* | 60 | core
quarterly_review | Formal quarterly review | coach | flm, mom, exec | report | quarterly | WD-8 | 5/10 | | mixed | subject* | 90 | standard
observation | Skills observation & debrief | coach | flm | report | biweekly | W2-THU | 1/5 | | leading | subject* | 45 | core
coaching_session | Field training or coaching session | coach | flm, mom | report | monthly | WD12 | 3/5 | | leading | subject* | 45 | standard
in_moment | In-the-moment coaching | coach | flm, mom, exec | team | weekly x3 | THU | 1/2 | | leading | sample | 4 | core
strategy_session | Individual strategy & account review | coach | flm | report | monthly | WD8 | 3/5 | | leading | subject | 60 | full
lead_review | Lead management & qualification review | coach | flm | team | biweekly | W2-MON | 2/5 | | leading | none | 30 | full
opportunity_review | Opportunity qualification & management | coach | flm | report | biweekly B | W2-WED | 2/5 | | mixed | subject | 30 | full
pipeline_review | Individual pipeline review | coach | flm | report | biweekly | W2-TUE | 2/5 | last 15 of quarterly: weekly TUE 1/3 | mixed | subject | 30 | standard
forecast_review | Forecast review | coach | flm, mom, exec | team | weekly | TUE | 1/3 | last 10 of quarterly: weekly TUE, THU 0/2 | lagging | none | 45 | core
observe_coach | Observe the coach | coach | mom, exec | report | monthly | WD-6 | 3/5 | | leading | subject* | 60 | core
team_meeting | Team meeting | team | flm, mom, exec | team | weekly | MON | 1/3 | | neutral | sample | 45 | core
best_practice | Best-practice share | team | flm, mom | team | biweekly B | W2-WED | 2/5 | | leading | none | 20 | standard
training_plan | 90-day training plan | team | flm, mom | team | quarterly | WD-8 | 5/10 | | leading | none | 90 | standard
obstacle_review | Remove the static | obstacles | flm, mom, exec | team | weekly | WED | 1/3 | | leading | none | 15 | core
proactive_touch | Proactive interest (walk-about) | obstacles | flm, mom, exec | report | weekly | FRI | 0/2 | | leading | none | 5 | standard
leader_visit | Leader visit to the front line | obstacles | mom, exec | team | monthly | WD-6 | 3/5 | | leading | none | 120 | full
recognition | Recognition | recognition | everyone (flm, mom, exec) | team | weekly x2 | FRI | 0/2 | | neutral | none | 3 | core
contest_plan | Yearly contest plan | recognition | flm, mom | team | yearly | WD-15 | 10/20 | | leading | none | 60 | full
inspect_review | Read the digest and help one person | coach | mom, exec | self | weekly | TUE | 1/2 | | leading | none | 10 | core
`

// lineOfTheTable returns a practice as a line of theTable.
func lineOfTheTable(p *practice.Practice) string {
	performers := commaList(p.Levels)
	if len(p.ExpectedOf) > 0 {
		performers += " (" + commaList(p.ExpectedOf) + ")"
	}
	rhythm := strings.TrimSpace(fmt.Sprintf("%s %s", p.Cadence, p.Phase))
	if p.Times > 1 {
		rhythm += fmt.Sprintf(" x%d", p.Times)
	}
	end := ""
	if in := p.Intensify; in != nil {
		end = fmt.Sprintf("last %d of %s: %s %s %d/%d", in.Window.Days, in.Window.Of, in.Rhythm.Cadence, commaList(in.Due), in.Grace, in.Late)
	}
	asked := string(p.Confirm)
	if p.Rated {
		asked += "*"
	}
	cells := []string{p.Key, p.Name, p.Group, performers, string(p.Scope), rhythm, commaList(p.Due), fmt.Sprintf("%d/%d", p.Grace, p.Late),
		end, string(p.Lens), asked, fmt.Sprint(p.Minutes), string(p.Tier)}
	return strings.ReplaceAll(strings.Join(cells, " | "), "|  |", "| |")
}

func commaList[T any](values []T) string {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = fmt.Sprint(v)
	}
	return strings.Join(texts, ", ")
}

func TestTheDefaultPlaybookSaysWhatLeadersArePromised(t *testing.T) {
	pb := files.Default()
	want := strings.Split(strings.TrimSpace(theTable), "\n")
	if len(pb.Practices) != len(want) {
		t.Fatalf("%d practices, want %d", len(pb.Practices), len(want))
	}
	for i, line := range want {
		p := &pb.Practices[i]
		if got := lineOfTheTable(p); got != line {
			t.Errorf("the playbook says\n%s\nwant\n%s", got, line)
		}
		if p.Enabled != (p.Tier == practice.Core) || p.From != 0 || p.To != 0 || len(p.ByLevel) != 0 || p.Bulk != (p.Key == "proactive_touch") {
			t.Errorf("%s is on: %t, in force %v to %v, bulk: %t", p.Key, p.Enabled, p.From, p.To, p.Bulk)
		}
	}
	observe, _ := pb.Practice("observe_coach", 0)
	if !slices.Equal(observe.SubjectLevels, []practice.Level{practice.FLM, practice.MOM, practice.Exec}) {
		t.Errorf("coaches observed are %v", observe.SubjectLevels)
	}
	review, _ := pb.Practice("quarterly_review", 0)
	if !slices.Equal(review.AlsoSatisfies, []string{"one_on_one"}) {
		t.Errorf("a quarterly review also satisfies %v", review.AlsoSatisfies)
	}
	var records []string
	for _, r := range pb.Records {
		records = append(records, r.Key)
	}
	if want := []string{"obstacle", "obstacle_close", "action", "confirmation", "skip", "excuse"}; !slices.Equal(records, want) {
		t.Errorf("records are %v", records)
	}
}

func TestADefaultPlaybookBelongsToItsCaller(t *testing.T) {
	mine := files.Default()
	mine.Practices[0].Name = "Mine"
	mine.Calendars["mine"] = cadence.Standard()
	files.DefaultYAML()[0] = 'X'
	if yours := files.Default(); yours.Practices[0].Name == "Mine" || len(yours.Calendars) != 0 || files.DefaultYAML()[0] == 'X' {
		t.Error("what one caller changes another sees")
	}
}

// versions has a practice that was fortnightly, then monthly, and then retired.
const versions = `
practices:
- {key: talk, name: Talk, short: Old talk, tier: core, levels: [flm], scope: report, cadence: biweekly, due: W2-THU, effective_to: 2026-03-31}
- {key: talk, name: Talk, short: New talk, tier: core, levels: [flm], scope: report, cadence: monthly, due: WD-4, effective_from: 2026-05-01, effective_to: 2026-06-30}
`

func TestPracticeIsTheVersionInForceElseTheLatest(t *testing.T) {
	pb, err := files.Load("p.yaml", []byte(versions))
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		on   cadence.Date
		want string
	}{
		{"long ago", cadence.NewDate(2020, 1, 1), "Old talk"},
		{"on the last day of the old", cadence.NewDate(2026, 3, 31), "Old talk"},
		{"between them", cadence.NewDate(2026, 4, 1), "New talk"},
		{"on the first day of the new", cadence.NewDate(2026, 5, 1), "New talk"},
		{"after it was retired", cadence.NewDate(2026, 7, 1), "New talk"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if p, ok := pb.Practice("talk", test.on); !ok || p.Short != test.want {
				t.Errorf("got %v, %t", p, ok)
			}
		})
	}
	if p, ok := pb.Practice("chat", cadence.NewDate(2026, 5, 1)); ok {
		t.Errorf("a practice that is none is %v", p)
	}
	if r, ok := pb.Record("chat"); ok {
		t.Errorf("a record that is none is %v", r)
	}
}

func TestStartingOnOwesNothingForYesterday(t *testing.T) {
	pb, err := files.Load("p.yaml", []byte(versions))
	if err != nil {
		t.Fatal(err)
	}
	today := cadence.NewDate(2026, 3, 16)
	started := pb.StartingOn(today)
	for i, want := range []cadence.Date{today, cadence.NewDate(2026, 5, 1), today} {
		if got := started.Practices[i].From; got != want {
			t.Errorf("version %d starts on %s, want %s", i+1, got, want)
		}
	}
	if from := pb.Practices[0].From; from != 0 {
		t.Errorf("the playbook itself now starts on %s", from)
	}
}
