package files

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// visits is a small playbook without faults. The tables below change a word of
// it or two.
const visits = `version: 1
practices:
- key: visit
  name: Visit
  short: Visit
  group: coach
  tier: core
  levels: [flm, mom]
  scope: report
  cadence: weekly
  due: THU
  grace_wd: 1
  late_wd: 2
  lens: leading
  confirm: subject
  minutes: 30
  form:
  - {key: note, type: text, label: Note, required: true, vis: shared}
  - {key: mood, type: rating, label: Mood, vis: metric}
`

func TestFaults(t *testing.T) {
	tests := []struct {
		name     string
		old, new string // the change to visits
		want     string
	}{
		{"a word that is no cadence", "cadence: weekly", "cadence: fortnightly", `p.yaml:10:12: visit.cadence: “fortnightly” is not a cadence. Use daily, weekly, biweekly, monthly, trimester, quarterly, semiannual or yearly.`},
		{"a key with a slip", "grace_wd:", "grace_days:", `p.yaml:12:3: visit: “grace_days” is not a key here. Did you mean “grace_wd”?`},
		{"a key at the top that nobody knows", "version: 1", "verson: 1", `p.yaml:1:1: “verson” is not a key here. Did you mean “version”?`},
		{"a key given twice", "  minutes: 30\n", "  minutes: 30\n  minutes: 31\n", `p.yaml:17:3: visit: The key “minutes” is here a second time. The first is in line 16.`},
		{"a key without a value", "name: Visit", "name:", `p.yaml:3:3: visit.name: The key “name” is missing.`},
		{"a key left out", "  scope: report\n", "", `p.yaml:3:3: visit.scope: The key “scope” is missing.`},
		{"several keys left out", "  name: Visit\n  short: Visit\n  group: coach\n  tier: core\n  levels: [flm, mom]\n", "", `p.yaml:3:3: visit: This doesn't say whether the practice is on. Add “enabled: true” or “enabled: false”, or a tier.
p.yaml:3:3: visit.levels: The key “levels” is missing.
p.yaml:3:3: visit.name: The key “name” is missing.
p.yaml:3:3: visit.short: The key “short” is missing.`},
		{"a form field that says nothing", "label: Note, required: true, vis: shared", "", `p.yaml:18:5: visit.form.note.label: The key “label” is missing.
p.yaml:18:5: visit.form.note.vis: The key “vis” is missing.`},
		{"a key with capital letters", "key: visit", "key: Visit", `p.yaml:3:8: practices[1].key: “Visit” is not a key. Use at most 40 small letters, digits and underscores, a letter first.`},
		{"a field that every form has", "key: note", "key: happened_on", `p.yaml:18:11: visit.form.happened_on.key: Every form has “happened_on” already.`},
		{"a number where text stands", "name: Visit", "name: 2026", `p.yaml:4:9: visit.name: This is a number. Put it in quotes to make it text.`},
		{"a list where text stands", "name: Visit", "name: [Visit]", `p.yaml:4:9: visit.name: This is a list. Write text.`},
		{"text where a list stands", "levels: [flm, mom]", "levels: flm", `p.yaml:8:11: visit.levels: This is text. Write a list.`},
		{"text where a number stands", "minutes: 30", "minutes: half an hour", `p.yaml:16:12: visit.minutes: This is text. Write a whole number from 1 to 2400.`},
		{"text where a mapping stands", "- {key: mood, type: rating, label: Mood, vis: metric}", "- mood", `p.yaml:19:5: visit.form[2]: This is text. Write a mapping, that is lines of “key: value”.`},
		{"a fraction where a whole number stands", "minutes: 30", "minutes: 7.5", `p.yaml:16:12: visit.minutes: This is a number. Write a whole number from 1 to 2400.`},
		{"yes where true stands", "minutes: 30", "enabled: yes", `p.yaml:16:12: visit.enabled: This is text. Write true or false.`},
		{"text in two lines", "name: Visit", "name: |\n    Visit\n    them", `p.yaml:4:9: visit.name: Write it on one line.`},
		{"empty text", "name: Visit", `name: " "`, `p.yaml:4:9: visit.name: There's nothing here. Write text.`},
		{"an anchor", "name: Visit", "name: &n Visit", `p.yaml:4:9: visit.name: This is a reference. Write text.`},
		{"a short name of 25 characters", "short: Visit", "short: Visit at the customer's desk", `p.yaml:5:10: visit.short: This has 28 characters. At most 24 fit.`},
		{"no minutes", "minutes: 30", "minutes: 0", `p.yaml:16:12: visit.minutes: 0 is out of range. Write a whole number from 1 to 2400.`},
		{"negative grace", "grace_wd: 1", "grace_wd: -1", `p.yaml:12:13: visit.grace_wd: -1 is out of range. Write a whole number from 0 to 260.`},
		{"late days beyond reason", "late_wd: 2", "late_wd: 1000", `p.yaml:13:12: visit.late_wd: 1000 is out of range. Write a whole number from 0 to 260.`},
		{"no times", "minutes: 30", "times: 0", `p.yaml:16:10: visit.times: 0 is out of range. Write a whole number from 1 to 50.`},
		{"levels unknown, repeated", "[flm, mom]", "[flm, boss, flm]", `p.yaml:8:17: visit.levels: “boss” is not a level. Use rep, flm, mom, exec or everyone.
p.yaml:8:23: visit.levels: “flm” is here twice.`},
		{"no levels", "[flm, mom]", "[]", `p.yaml:8:11: visit.levels: The list is empty. Use rep, flm, mom, exec or everyone.`},
		{"neither tier nor enabled", "  tier: core\n", "", `p.yaml:3:3: visit: This doesn't say whether the practice is on. Add “enabled: true” or “enabled: false”, or a tier.`},
		{"no due code", "  due: THU\n", "", `p.yaml:3:3: visit.due: The key “due” is missing.`},
		{"a due code of another cadence", "due: THU", "due: W1-THU", `p.yaml:11:8: visit.due: “W1-THU” is not a due code for a weekly practice. Write a weekday such as THU, or a working day such as WD2 or WD-1.`},
		{"a due code twice", "due: THU", "due: [THU, THU]", `p.yaml:11:14: visit.due: “THU” is here twice.`},
		{"an empty list of due codes", "due: THU", "due: []", `p.yaml:11:8: visit.due: The list is empty. Write a due code.`},
		{"a due code for a daily practice", "cadence: weekly", "cadence: daily", `p.yaml:11:8: visit.due: A daily practice is due on the day itself. Leave out “due”.`},
		{"a phase for a weekly practice", "cadence: weekly", "cadence: weekly\n  phase: B", `p.yaml:11:10: visit.phase: Only biweekly practices have a phase. This one is weekly.`},
		{"a date that does not exist", "minutes: 30", "effective_from: 2026-02-30", `p.yaml:16:19: visit.effective_from: “2026-02-30” is not a date: write an existing day as year-month-day, such as 2026-03-05.`},
		{"an end before the start", "minutes: 30", "effective_from: 2026-03-02\n  effective_to: 2026-03-01", `p.yaml:17:17: visit.effective_to: It is before effective_from, 2026-03-02.`},
		{"subject levels without subjects", "scope: report", "scope: team\n  subject_levels: [flm]", `p.yaml:10:19: visit.subject_levels: This is only for practices of scope report.`},
		{"one form for several people without people", "scope: report", "scope: team\n  bulk: true", `p.yaml:10:9: visit.bulk: This is only for practices of scope report.`},
		{"a rating from nobody", "confirm: subject", "confirm: none\n  rate: subject", `p.yaml:16:9: visit.rate: Only people who are asked to confirm can be asked to rate. Add “confirm: subject”.`},
		{"expected of those who may not", "scope: report", "scope: report\n  expected_of: [exec]", `p.yaml:10:16: visit.expected_of: It is expected of exec, but they are not in levels.`},
		{"a level rule for those who may not", "scope: report", "scope: report\n  by_level: {exec: {times: 2}}", `p.yaml:10:14: visit.by_level: The level exec is not in levels.`},
		{"a level rule for a level that is none", "scope: report", "scope: report\n  by_level: {everyone: {times: 2}}", `p.yaml:10:14: visit.by_level: “everyone” is not a level. Use rep, flm, mom or exec.`},
		{"a level rule that changes what it may not", "scope: report", "scope: report\n  by_level: {mom: {minutes: 5}}", `p.yaml:10:20: visit.by_level.mom: “minutes” is not a key here. Write cadence, phase, due, times, grace_wd, late_wd or intensify.`},
		{"a level rule with a cadence that the due code does not suit", "scope: report", "scope: report\n  by_level: {mom: {cadence: monthly}}", `p.yaml:10:29: visit.by_level.mom.due: With another cadence it needs its own due code: “THU” is not a due code for a monthly practice. Write a working day such as WD10, or WD-4 for the fourth-last.`},
		{"a level rule that is no mapping", "scope: report", "scope: report\n  by_level: {mom: monthly}", `p.yaml:10:19: visit.by_level.mom: This is text. Write a mapping, that is lines of “key: value”.`},
		{"a daily practice with a weekly level", "cadence: weekly\n  due: THU", "cadence: daily\n  by_level: {mom: {cadence: weekly}}", `p.yaml:11:19: visit.by_level.mom.due: The key “due” is missing.`},
		{"intensify without a window", "minutes: 30", "intensify: {due: [TUE, THU]}", `p.yaml:16:14: visit.intensify.window: The key “window” is missing.`},
		{"a window that is none", "minutes: 30", "intensify: {window: last week, times: 2}", `p.yaml:16:23: visit.intensify.window: “last week” is not a window: write it as “last 10 working days of fiscal quarter”, or “of fiscal month”.`},
		{"a window longer than a quarter", "minutes: 30", "intensify: {window: last 93 working days of fiscal quarter, times: 2}", `p.yaml:16:23: visit.intensify.window: It is longer than a quarter.`},
		{"an intensified due code of another cadence", "minutes: 30", "intensify: {window: last 5 working days of fiscal month, due: W1-MON}", `p.yaml:16:65: visit.intensify.due: “W1-MON” is not a due code for a weekly practice. Write a weekday such as THU, or a working day such as WD2 or WD-1.`},
		{"it satisfies a practice that is none", "minutes: 30", "also_satisfies: [vist, visit]", `p.yaml:16:20: visit.also_satisfies: “vist” is not a practice of this playbook. Did you mean “visit”?
p.yaml:16:26: visit.also_satisfies: A practice always satisfies itself. Leave it out.`},
		{"two fields with one key", "key: mood", "key: note", `p.yaml:19:11: visit.form.note.key: Another field of this form has the key “note”.`},
		{"a type that is none", "type: rating", "type: stars", `p.yaml:19:23: visit.form.mood.type: “stars” is not a type of field. Use text, long_text, select, multi_select, user, multi_user, rating, yes_no, number, url, date, actions, sessions, obstacle or obstacle_list.`},
		{"text that is counted", "required: true, vis: shared", "vis: metric", `p.yaml:18:47: visit.form.note.vis: A field of type text cannot be metric: words and people are never counted. Use shared, private, team, everyone or leader.`},
		{"people who are counted", "type: rating", "type: user", `p.yaml:19:47: visit.form.mood.vis: A field of type user cannot be metric: words and people are never counted. Use shared, private, team, everyone or leader.`},
		{"a select without options", "type: rating", "type: select", `p.yaml:19:5: visit.form.mood.options: The key “options” is missing.`},
		{"a select with one option", "type: rating", "type: select, options: [Good]", `p.yaml:19:40: visit.form.mood.options: A select has 2 to 100 options, not 1.`},
		{"options that repeat", "type: rating", "type: select, options: [Good, Bad, Good]", `p.yaml:19:52: visit.form.mood.options: “Good” is here twice.`},
		{"more options than checkboxes", "type: rating", "type: multi_select, options: [a, b, c, d, e, f, g, h, i, j, k]", `p.yaml:19:46: visit.form.mood.options: A multi_select has 2 to 10 options, not 11.`},
		{"options of text", "type: rating", "type: yes_no, options: [a, b]", `p.yaml:19:40: visit.form.mood.options: A field of type yes_no has no options. Only select and multi_select have them.`},
		{"a range of text", "type: rating", "type: yes_no, max: 3", `p.yaml:19:36: visit.form.mood.max: A field of type yes_no has no max.`},
		{"a range the wrong way round", "type: rating", "type: number, min: 3, max: 2", `p.yaml:19:44: visit.form.mood.max: It is less than min.`},
		{"rows beyond reason", "type: rating, label: Mood, vis: metric", "type: actions, label: Plan, vis: team, max: 100", `p.yaml:19:61: visit.form.mood.max: 100 is out of range. Write a whole number from 1 to 20.`},
		{"an unfinished list", "[flm, mom]", "[flm, mom", `p.yaml:9:3: This is not YAML: ',' or ']' must be specified.`},
		{"a second document", "version: 1\n", "version: 1\n---\n", `p.yaml:3:1: A second document starts here. A playbook is a single one.`},
		{"a calendar with unknown days", "version: 1", "calendars: {gulf: {working_days: [SUN, MO], week_start: Sunday}}", `p.yaml:1:40: calendars.gulf.working_days: “MO” is not a weekday. Use SUN, MON, TUE, WED, THU, FRI or SAT.
p.yaml:1:57: calendars.gulf.week_start: “Sunday” is not a weekday. Use SUN, MON, TUE, WED, THU, FRI or SAT.`},
		{"a calendar without days", "version: 1", "calendars: {gulf: {working_days: []}}", `p.yaml:1:34: calendars.gulf.working_days: The list is empty. Use SUN, MON, TUE, WED, THU, FRI or SAT.`},
		{"a fiscal year from a thirteenth month", "version: 1", "fiscal_year_start: 13", `p.yaml:1:20: fiscal_year_start: 13 is out of range. Write a whole number from 1 to 12.`},
		{"two fiscal calendars", "version: 1", "fiscal_year_start: 2\nfiscal_months: [2026-01-01]", `p.yaml:2:16: fiscal_months: Give fiscal_year_start or fiscal_months, not both.
p.yaml:2:16: fiscal_months: Write the first day of each month, twelve a year, and the day after the last: 13, 25, 37 dates and so on, not 1.`},
		{"fiscal months out of order", "version: 1", "fiscal_months: [2026-01-01, 2026-02-01, 2026-02-01]", `p.yaml:1:16: fiscal_months: Write the first day of each month, twelve a year, and the day after the last: 13, 25, 37 dates and so on, not 3.
p.yaml:1:41: fiscal_months: 2026-02-01 does not come after 2026-02-01.`},
		{"an inspecting practice that would count as coaching", "key: visit", "key: forecast_review\n  also_satisfies: [inspect_review, one_on_one]", `p.yaml:4:36: forecast_review.also_satisfies: Inspecting is not coaching: forecast_review can never satisfy one_on_one.`},
		{"the same key twice without dates", "practices:\n", "practices:\n- {key: visit, name: Visit, short: Visit, tier: full, levels: [rep], scope: self, cadence: daily}\n", `p.yaml:4:8: visit.key: The practice is in line 3 too. Both can stay if one has an effective_to before the other's effective_from.`},
		{"a version that ends on the day another starts", "- key: visit\n",
			"- {key: visit, name: Visit, short: Visit, tier: full, levels: [rep], scope: self, cadence: daily, effective_to: 2026-03-02}\n- key: visit\n  effective_from: 2026-03-02\n",
			`p.yaml:4:8: visit.key: The practice is in line 3 too. Both can stay if one has an effective_to before the other's effective_from.`},
		{"an option longer than Slack shows", "type: rating", "type: select, options: [Good, A very long option that nobody would ever read to its end before choosing it]", `p.yaml:19:47: visit.form.mood.options: This has 76 characters. At most 75 fit.`},
		{"an inspect_review that is retimed without its due code", "practices:\n", "practices:\n- {key: inspect_review, cadence: monthly}\n", `p.yaml:3:34: inspect_review.due: With another cadence it needs its own due code: “TUE” is not a due code for a monthly practice. Write a working day such as WD10, or WD-4 for the fourth-last.`},
		{"a record that coach does not know", "version: 1", "records: [{key: obstacel, short: Obstacle, form: []}]", `p.yaml:1:17: records.obstacel.key: coach has no record “obstacel”. Did you mean “obstacle”?`},
		{"a record with a field of another type", "version: 1", "records: [{key: action, short: Action, form: [{key: what, type: text, label: What, vis: shared}, {key: owner, type: text, label: Whose, vis: shared}]}]", `p.yaml:1:46: records.action.form: Its field “owner” needs the type user, because coach works with its answer.`},
		{"a skip that asks for no reason", "version: 1", "records: [{key: skip, short: Skip, form: [{key: detail, type: text, label: Detail, vis: leader}]}]", `p.yaml:1:42: records.skip.form: It needs a field “reason”, because coach works with its answer.`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if strings.Count(visits, test.old) < 1 {
				t.Fatalf("%q is not in the playbook", test.old)
			}
			_, err := Load("p.yaml", []byte(strings.Replace(visits, test.old, test.new, 1)))
			if err == nil {
				t.Fatal("no faults")
			}
			if err.Error() != test.want {
				t.Errorf("got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

func TestFilesThatAreNoPlaybook(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"empty", "", "p.yaml:1:1: The file is empty."},
		{"only a comment", "# nothing yet\n", "p.yaml:1:1: The file is empty."},
		{"a list", "- visit\n", "p.yaml:1:1: This is a list. Write a mapping, that is lines of “key: value”."},
		{"a mapping without practices", "version: 1\n", "p.yaml:1:1: practices: The key “practices” is missing."},
		{"saved by a spreadsheet in another encoding", "version: 1\nname: Z\xfcrich\n", "p.yaml:2:8: The file is not UTF-8 text. Save it as UTF-8."},
		{"indented in two ways", "practices:\n  - key: a\n name: b\n", "p.yaml:3:2: This is not YAML: value is not allowed in this context."},
		{"a bracket too many, often", strings.Repeat("[", 100_000), "p.yaml:1:33: This is nested deeper than a playbook can be."},
		{"a list in a list, often", strings.Repeat("- ", 100_000), "p.yaml:1:65: This is nested deeper than a playbook can be."},
		{"a film", strings.Repeat("x", 1<<20+1), "p.yaml:1:1: The file is larger than 1 MiB, which no playbook is."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load("p.yaml", []byte(test.file))
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

func TestFaultsComeInTheOrderOfTheirLinesEachOnce(t *testing.T) {
	file := strings.NewReplacer("minutes: 30", "minutes: 0", "levels: [flm, mom]", "levels: [flm, mom]\n  by_level: {mom: {times: 2}, flm: {times: 3}}",
		"late_wd: 2", "late_wd: -1", "version: 1", "version: 0").Replace(visits)
	_, err := Load("p.yaml", []byte(file))
	faults, ok := errors.AsType[Faults](err)
	if !ok {
		t.Fatalf("the error is %T", err)
	}
	var fields []string
	for _, f := range faults {
		fields = append(fields, f.Field)
	}
	if want := []string{"version", "visit.late_wd", "visit.minutes"}; !slices.Equal(fields, want) {
		t.Errorf("faults of %v, want %v", fields, want)
	}
}
