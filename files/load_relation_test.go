package files

import (
	_ "embed"
	"strings"
	"testing"

	"coach/practice"
)

// TestFaultsOfAForm: what a question says of the others, and what a practice
// says for people to read, is checked at its line and column.
func TestFaultsOfAForm(t *testing.T) {
	const form = "  form:\n  - {key: who, type: select, label: Who, vis: metric, options: [{they: They}, {me: I}]}\n"
	tests := []struct{ name, says, want string }{
		{"required by a word", "  - {key: plan, type: text, label: Plan, vis: shared, required: sometimes}", "p.yaml:11:65: visit.form.plan.required: This is text. Write true, false or {unless: {FIELD: VALUE}}."},
		{"required under no condition", "  - {key: plan, type: text, label: Plan, vis: shared, required: {when: {who: me}}}", "p.yaml:11:65: visit.form.plan.required.unless: The key “unless” is missing.\np.yaml:11:66: visit.form.plan.required: “when” is not a key here. Write unless."},
		{"required under two conditions", "  - {key: plan, type: text, label: Plan, vis: shared, required: {unless: {who: me, plan: me}}}", "p.yaml:11:74: visit.form.plan.required.unless: Write one field and its value, {unless: {FIELD: VALUE}}."},
		{"unless an unknown field", "  - {key: plan, type: text, label: Plan, vis: shared, required: {unless: {whom: they}}}", "p.yaml:11:75: visit.form.plan.required.unless: “whom” is not a field of this form. Did you mean “who”?"},
		{"unless itself", "  - {key: plan, type: text, label: Plan, vis: shared, required: {unless: {plan: they}}}", "p.yaml:11:75: visit.form.plan.required.unless: Name another field than the field itself."},
		{"unless words", "  - {key: a, type: text, label: A, vis: shared}\n  - {key: plan, type: text, label: Plan, vis: shared, required: {unless: {a: they}}}", "p.yaml:12:75: visit.form.plan.required.unless: “a” is a field of type text, which has no values to go by; use a select, multi_select, rating or yes_no."},
		{"unless a value that is not offered", "  - {key: plan, type: text, label: Plan, vis: shared, required: {unless: {who: thei}}}", "p.yaml:11:80: visit.form.plan.required.unless.who: “thei” is not a value of “who”. Did you mean “they”?"},
		{"more and required", "  - {key: plan, type: text, label: Plan, vis: shared, required: true, more: true}", "p.yaml:11:77: visit.form.plan.more: What is behind More questions is never required: leave out “required”, or “more”."},
		{"words that follow", "  - {key: plan, type: text, label: Plan, vis: shared, follows: {who: {me: A}}}", "p.yaml:11:64: visit.form.plan.follows: A field of type text follows no other; a select does."},
		{"follows two", "  - {key: plan, type: select, label: Plan, vis: shared, options: [A, B], follows: {who: {me: A}, plan: {A: B}}}", "p.yaml:11:83: visit.form.plan.follows: Write one field and what its values suggest, {FIELD: {VALUE: VALUE}}."},
		{"follows an unknown field", "  - {key: plan, type: select, label: Plan, vis: shared, options: [A, B], follows: {whom: {me: A}}}", "p.yaml:11:84: visit.form.plan.follows: “whom” is not a field of this form. Did you mean “who”?"},
		{"follows a value that is not offered", "  - {key: plan, type: select, label: Plan, vis: shared, options: [A, B], follows: {who: {mee: A}}}", "p.yaml:11:90: visit.form.plan.follows.who: “mee” is not a value of “who”. Did you mean “me”?"},
		{"suggests a value that it does not offer", "  - {key: plan, type: select, label: Plan, vis: shared, options: [A, B], follows: {who: {me: C}}}", "p.yaml:11:94: visit.form.plan.follows.who.me: “C” is not a value of “plan”. Did you mean “A”?"},
		{"follows what comes later", "  - {key: plan, type: select, label: Plan, vis: shared, options: [A, B], follows: {how: {me: A}}}\n  - {key: how, type: select, label: How, vis: shared, options: [me, you]}", "p.yaml:11:84: visit.form.plan.follows: It stands after the field that follows it; put it before that."},
		{"any of a field it lacks", "  any_of: [who, plan]", "p.yaml:11:17: visit.any_of: “plan” is not a field of this form. Write who."},
		{"any of one", "  any_of: [who]", "p.yaml:11:11: visit.any_of: Name at least two fields; one alone is simply required."},
		{"any of the same twice", "  any_of: [who, who]", "p.yaml:11:17: visit.any_of: “who” is here twice."},
		{"any of what is required", "  - {key: plan, type: text, label: Plan, vis: shared, required: true}\n  any_of: [who, plan]", "p.yaml:12:17: visit.any_of: “plan” is required anyway; leave it out here."},
		{"six lines of good", "  good: [a, b, c, d, e, f]", "p.yaml:11:25: visit.good: It has 6 lines; at most 5 fit."},
		{"the same line twice", "  good: [a, a]", "p.yaml:11:13: visit.good: “a” is here twice."},
		{"a link that is none", "  learn: our wiki", "p.yaml:11:10: visit.learn: Use a full link, starting with https://."},
		{"a why of many sentences", "  why: " + strings.Repeat("So that. ", 30), "p.yaml:11:9: visit.why: This has 269 characters. At most 200 fit."},
		{"skills that are no list", "vision: V\nskills: Discovery", "p.yaml:12:9: skills: This is text. Write a list."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			file := "practices:\n- key: visit\n  name: Visit\n  short: Visit\n  tier: core\n  levels: [flm]\n  scope: self\n  cadence: daily\n" + form + test.says + "\n"
			_, err := Load("p.yaml", []byte(file))
			if err == nil || err.Error() != test.want {
				t.Errorf("got\n%v\nwant\n%s", err, test.want)
			}
		})
	}
}

//go:embed testdata/former.yaml
var formerPlaybook []byte

// TestAPlaybookOfTheFormerShapeLoads: what organisations published before forms
// were short goes on meaning what it did, longer forms and all, and can be
// changed in Slack.
func TestAPlaybookOfTheFormerShapeLoads(t *testing.T) {
	pb, err := LoadPublished("playbook version 1", formerPlaybook)
	if err != nil {
		t.Fatal(err)
	}
	observation, _ := pb.Practice("observation", 0)
	if f, _ := observation.Form.Field("roam"); !f.Required || f.More || observation.Purpose() != "So that people get better at what they do." {
		t.Errorf("its observation asks %+v, so that: %s", f, observation.Purpose())
	}
	if _, _, err := Apply(practice.Edits{Practices: []practice.Edit{{Key: "observation", Times: 2}}}, "your changes", formerPlaybook); err != nil {
		t.Error(err)
	}
}

// TestARecordMayLackQuestions: a small form keeps its own questions, and what
// cannot be counted without the others is unknown.
func TestARecordMayLackQuestions(t *testing.T) {
	pb, err := Load("p.yaml", []byte(strings.Replace(visits, "version: 1", "records: [{key: obstacle_close, short: Close, form: [{key: how, type: text, label: How, vis: team}]}]", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if r, _ := pb.Record("obstacle_close"); len(r.Form) != 1 || r.Form[0].Label != "How" {
		t.Errorf("the record asks %+v", r.Form)
	}
}
