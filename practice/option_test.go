package practice_test

import (
	"os"
	"strings"
	"testing"

	"coach/files"
	"coach/practice"
)

// smallPlaybook is a file with little more than a recognition in it.
var smallPlaybook = func() string {
	data, err := os.ReadFile("../files/testdata/small.yaml")
	if err != nil {
		panic(err)
	}
	return string(data)
}()

// withOptions returns a playbook whose recognition offers these places to
// share it.
func withOptions(t *testing.T, options string) string {
	t.Helper()
	const offered = "options: [{channel: To all}, {private: To them}]"
	if !strings.Contains(smallPlaybook, offered) {
		t.Fatal("the playbook has no recognition that says where it goes")
	}
	return strings.Replace(smallPlaybook, offered, "options: "+options, 1)
}

func TestAnOptionIsReadByItsValue(t *testing.T) {
	pb, err := files.Load("p.yaml", []byte(withOptions(t, `[{channel: Laut}, {private: Leise}]`)))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := pb.Practice(practice.RecognitionKey, 0)
	where, _ := p.Form.Field(practice.ShareWhere)
	if where.OptionValues()[1] != practice.ShareWithThem || where.OptionLabels()[1] != "Leise" || where.LabelOf(practice.ShareWithThem) != "Leise" {
		t.Errorf("the options are %+v", where.Options)
	}
	for answer, private := range map[string]bool{practice.ShareInChannel: false, practice.ShareWithThem: true} {
		e := practice.Entry{ID: 5, Practice: practice.RecognitionKey, Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{2}}, practice.ShareWhere: {Text: answer}}}
		if ps := where.Check(e.Values[practice.ShareWhere], 1); len(ps) > 0 || e.IsPrivate() != private {
			t.Errorf("%s is private: %t, %v", answer, e.IsPrivate(), ps)
		}
	}
}

// Every text that coach's own playbook offered while texts were values is still
// one of the values it offers: answers and published files from then go on
// meaning what they did.
func TestFormerTextsAreReadAsTheValuesOfToday(t *testing.T) {
	offered := map[string]map[string]bool{}
	note := func(form practice.Form) {
		for _, f := range form {
			for _, o := range f.Options {
				if offered[f.Key] == nil {
					offered[f.Key] = map[string]bool{}
				}
				offered[f.Key][o.Value] = true
				if former := practice.ValueOf(f.Key, o.Label); former != o.Label && former != o.Value {
					t.Errorf("%s: “%s” has the value %s, and is read as %s", f.Key, o.Label, o.Value, former)
				}
			}
		}
	}
	for _, p := range files.Default().Practices {
		note(p.Form)
	}
	for _, r := range files.Default().Records {
		note(r.Form)
	}
	for key, texts := range practice.FormerTexts {
		for text, value := range texts {
			if !offered[key][value] {
				t.Errorf("%s: “%s” is read as %s, which is not offered", key, text, value)
			}
		}
	}
	vs := practice.Values{practice.ShareWhere: {Text: "Just to them"}, "plan_author": {Text: "They wrote it"}, "focus": {Many: []string{"Skills"}}}.ByValue()
	if vs[practice.ShareWhere].Text != practice.ShareWithThem || vs["plan_author"].Text != "they" || vs["focus"].Many[0] != "Skills" {
		t.Errorf("stored answers are read as %v", vs)
	}
}

func TestOtherValuesBehindTheSameLabelsAreAChange(t *testing.T) {
	before, err := files.Load("p.yaml", []byte(smallPlaybook))
	if err != nil {
		t.Fatal(err)
	}
	after, err := files.Load("p.yaml", []byte(strings.Replace(smallPlaybook, "options: [One, Two]", "options: [{one: One}, {two: Two}]", 1)))
	if err != nil {
		t.Fatal(err)
	}
	if got := saidAll(practice.Compare(before, after)); got != "Recognition: “Which value” keeps its answers under other values" {
		t.Error(got)
	}
}

func TestAFileThatWouldPostWhatIsMeantForOneIsRefused(t *testing.T) {
	for name, test := range map[string]struct{ options, fault string }{
		"words of one's own without values": {`["In #wins", Only to them]`, "Its options are {channel: …} and {private: …}"},
		"a third place":                     {`[{channel: A}, {private: B}, {both: C}]`, "Its options are {channel: …} and {private: …}"},
		"the same value twice":              {`[{private: A}, {private: B}]`, "“B” is here twice."},
		"two values at once":                {`[{channel: A, private: B}, C]`, "Write an option as a value and its label"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := files.Load("p.yaml", []byte(withOptions(t, test.options)))
			if err == nil || !strings.Contains(err.Error(), test.fault) {
				t.Errorf("got %v, want %s", err, test.fault)
			}
		})
	}
	for _, key := range []string{practice.RecognitionWho, practice.RecognitionWhat, practice.ShareWhere} {
		_, err := files.Load("p.yaml", []byte(strings.Replace(smallPlaybook, "- {key: "+key+",", "- {key: another,", 1)))
		if err == nil || !strings.Contains(err.Error(), "It needs a field “"+key+"”") {
			t.Errorf("without %s: %v", key, err)
		}
	}
	if _, err := files.Load("p.yaml", []byte(withOptions(t, `[In the team channel, Just to them]`))); err != nil {
		t.Errorf("our own former texts: %v", err)
	}
}

func TestARecordThatCannotSayOtherIsRefused(t *testing.T) {
	record := func(key, field, options string) string {
		return "version: 1\nrecords:\n- key: " + key + "\n  short: Why\n  form:\n  - {key: " + field + ", type: select, label: Why, vis: metric, options: " + options +
			"}\n  - {key: detail, type: text, label: Words, vis: shared}\n  - {key: useful, type: rating, label: Useful, vis: metric}\n  - {key: next_clear, type: yes_no, label: Clear, vis: metric}\npractices: []\n"
	}
	for _, test := range []struct{ key, field, options, missing string }{
		{practice.SkipKey, practice.FieldReason, "[Travel, Rain]", practice.OtherReason},
		{practice.ExcuseKey, practice.FieldReason, "[Travel, Rain]", practice.OtherReason},
		{"confirmation", "match", `[{"yes": Ja}, {"no": Nein}]`, "like"},
		{practice.SkipKey, practice.FieldReason, "[Travel, Other]", ""},
		{practice.ExcuseKey, practice.FieldReason, "[{other: Etwas anderes}, Travel]", ""},
		{"confirmation", "match", `["Yes", Something like it, "I don't remember this"]`, ""},
	} {
		_, err := files.Load("p.yaml", []byte(record(test.key, test.field, test.options)))
		if test.missing == "" {
			if err != nil {
				t.Errorf("%s with %s: %v", test.key, test.options, err)
			}
		} else if err == nil || !strings.Contains(err.Error(), "It needs an option with the value “"+test.missing+"”") {
			t.Errorf("%s with %s: %v", test.key, test.options, err)
		}
	}
}

// A file that was published when it was allowed is not refused afterwards: its
// thanks go to nobody but the person.
func TestAPublishedFileWithWordsOfItsOwnIsReadAndFailsClosed(t *testing.T) {
	pb, err := files.LoadPublished("p.yaml", []byte(withOptions(t, `["In #wins", Only to them]`)))
	if err != nil {
		t.Fatal(err)
	}
	p, _ := pb.Practice(practice.RecognitionKey, 0)
	where, _ := p.Form.Field(practice.ShareWhere)
	for _, o := range where.Options {
		e := practice.Entry{ID: 5, Practice: practice.RecognitionKey, Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{2}}, practice.ShareWhere: {Text: o.Value}}}
		if got := practice.Causes(e); len(got) != 1 || got[0] != practice.Notice(practice.Thanks{5, 2}) {
			t.Errorf("“%s” causes %v", o.Label, got)
		}
	}
}
