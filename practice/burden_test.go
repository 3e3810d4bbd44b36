package practice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/files"
	"coach/practice"
)

// team returns the rows of a manager with a number of reports.
func team(manager string, n int) []string {
	rows := []string{manager}
	for i := range n {
		rows = append(rows, fmt.Sprintf("%s%d < %s", manager, i, manager))
	}
	return rows
}

func tiers(pb *practice.Playbook, on ...practice.Tier) *practice.Playbook {
	for i := range pb.Practices {
		pb.Practices[i].Enabled = false
		for _, t := range on {
			pb.Practices[i].Enabled = pb.Practices[i].Enabled || pb.Practices[i].Tier == t
		}
	}
	return pb
}

func TestWhatPublishingTakesOfManagersInWords(t *testing.T) {
	core, standard, all := tiers(files.Default(), practice.Core), tiers(files.Default(), practice.Core, practice.Standard), tiers(files.Default(), practice.Core, practice.Standard, practice.Full)
	later := tiers(files.Default(), practice.Core)
	the(later, "one_on_one").From = date(4, 1)
	ended := tiers(files.Default(), practice.Core)
	the(ended, "observation").To = date(2, 27)
	plus := tiers(files.Default(), practice.Core)
	the(plus, "coaching_session").Enabled = true
	none := tiers(files.Default())
	tiny := tiers(files.Default())
	the(tiny, "in_moment").Enabled, the(tiny, "in_moment").Minutes, the(tiny, "in_moment").Form = true, 1, nil
	touch := tiers(files.Default(), practice.Core)
	the(touch, "observation").Minutes = 46
	for _, test := range []struct {
		name          string
		rows          []string
		before, after *practice.Playbook
		want          string
		heavy, twice  bool
	}{
		{"nobody leads anybody yet", []string{"Dana"}, nil, core,
			"For a manager with 8 people this takes about 30 hours a month (19% of working time), with 15 minutes of logging a week.", false, false},
		{"one practice more", team("Dana", 8), core, plus,
			"For a manager with 8 people this adds about 6 hours a month. That makes 36 hours a month (22% of working time), with 19 minutes of logging a week.", false, false},
		{"one less", team("Dana", 8), plus, core,
			"For a manager with 8 people this frees about 6 hours a month. That makes 30 hours a month (19% of working time), with 15 minutes of logging a week.", false, false},
		{"as much as before", team("Dana", 8), core, later,
			"For a manager with 8 people this takes as long as before: about 30 hours a month (19% of working time), with 15 minutes of logging a week.", false, false},
		{"a practice that has ended", team("Dana", 1), core, ended,
			"For a manager with one person this frees about two hours a month. That makes 10 hours a month (6% of working time), with 8 minutes of logging a week.", false, false},
		{"nothing at all", nil, nil, none, "For a manager with 8 people this takes no time.", false, false},
		{"nothing any more", nil, core, none, "For a manager with 8 people this frees about 30 hours a month, which is all of it.", false, false},
		{"a minute of writing", nil, nil, tiny,
			"For a manager with 8 people this takes about 13 minutes a month (0% of working time), with one minute of logging a week.", false, false},
		{"a few minutes", team("Dana", 8), core, touch,
			"For a manager with 8 people this adds about 17 minutes a month. That makes 30 hours a month (19% of working time), with 15 minutes of logging a week.", false, false},
		{"teams of several sizes", append(append(team("Dana", 5), team("Eli", 12)...), team("Fay", 2)...), core, standard,
			"For your middle team, 5 people, this adds about 17 hours a month. That makes 39 hours a month (24% of working time), with 21 minutes of logging a week.\n" +
				"For your largest team, 12 people, this adds about 37 hours a month. That makes 78 hours a month (49% of working time), with 38 minutes of logging a week.\n" +
				"That's 49% of a working month, more than most people can keep up. Fewer practices, or the same less often, last longer.", true, true},
		{"a middle team of one", append(append(team("Dana", 1), team("Eli", 3)...), team("Fay", 1)...), core, plus,
			"For your middle team, one person, this adds about 45 minutes a month. That makes 12 hours a month (8% of working time), with 9 minutes of logging a week.\n" +
				"For your largest team, three people, this adds about two hours a month. That makes 19 hours a month (12% of working time), with 12 minutes of logging a week.", false, false},
		{"a warning", team("Dana", 8), core, standard,
			"For a manager with 8 people this adds about 25 hours a month. That makes 55 hours a month (35% of working time), with 28 minutes of logging a week.\n" +
				"That's 35% of a working month. Above 30%, practices start to crowd each other out, so consider fewer.", true, false},
		{"everything at once", nil, core, all,
			"For a manager with 8 people this adds about 44 hours a month. That makes 73 hours a month (46% of working time), with 37 minutes of logging a week.\n" +
				"That's 46% of a working month, more than most people can keep up. Fewer practices, or the same less often, last longer.", true, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			impact := practice.Weigh(test.before, test.after, found(t, test.after, test.rows...).roster(), date(3, 5))
			if diff := cmp.Diff(test.want, strings.Join(impact.Sentences(), "\n")); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
			if impact.IsHeavy() != test.heavy || impact.NeedsSecondConfirmation() != test.twice {
				t.Errorf("a warning: %t, asked twice: %t", impact.IsHeavy(), impact.NeedsSecondConfirmation())
			}
		})
	}
}

func TestTheMedianAndTheLargestTeam(t *testing.T) {
	core := tiers(files.Default(), practice.Core)
	rows := slices.Concat(team("Dana", 3)[1:], team("Eli", 7)[1:], team("Fay", 2)[1:], []string{"Priya", "Dana < Priya", "Eli < Priya", "Fay"})
	c := found(t, core, rows...)
	median, largest := practice.Burdens(core, c.roster(), date(3, 5))
	if median.Reports != 2 || largest.Manager != c.id("Eli") || largest.Reports != 7 || largest.Level != practice.FLM {
		t.Errorf("the median is %+v, the largest %+v", median, largest)
	}
}
