package files

import (
	"encoding/json"
	"strings"
	"testing"
)

// Every sentence of the format's “Reading” that a file can break.
func TestWhatCannotBeIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		changes []change
		want    string
	}{
		"the first line is the header":   {[]change{{1, `"kind":"header"`, `"kind":"settings"`}}, ":1: An interchange file begins with its header. This is not one."},
		"another format":                 {[]change{{1, `"format":"coach"`, `"format":"trainer"`}}, ":1: format: This is a file of the format “trainer”, and not of coach."},
		"a newer version":                {[]change{{1, `"version":1`, `"version":2`}}, ":1: version: The file is of version 2 of the format, and this coach reads version 1. Use a newer coach."},
		"a newer version with more keys": {[]change{{1, `"version":1`, `"version":3,"locale":"de"`}}, ":1: version: The file is of version 3 of the format, and this coach reads version 1. Use a newer coach."},
		"a version that never was":       {[]change{{1, `"version":1`, `"version":0`}}, ":1: version: There is no version 0 of the format."},
		"a version that is no number":    {[]change{{1, `"version":1`, `"version":1.5`}}, ":1: version: “1.5” is not a whole number as the format has them."},
		"a format that is no text":       {[]change{{1, `"format":"coach"`, `"format":1`}}, ":1: format: This is a number. It has to be a text."},
		"a person's own file":            {[]change{{1, `"of":null,"private":"included"`, `"of":"ana@x.test","private":"withheld"`}}, ":1: of: This is the file of one person's own data, which is for reading. Only a full export can be imported."},
		"a second header":                {[]change{{2, `{`, strings.TrimSpace(strings.SplitAfter(interchangeExample, "\n")[0]) + "\n{"}}, ":2: A file has one line of the kind header, and this is the second."},
		"a second line of settings":      {[]change{{2, "\n", "\n" + strings.SplitAfter(interchangeExample, "\n")[1]}}, ":3: A file has one line of the kind settings, and this is the second."},

		"an unknown kind":            {[]change{{22, `"kind":"pledge"`, `"kind":"oath"`}}, ":22: “oath” is no kind of line of version 1."},
		"a kind above its place":     {[]change{{20, `{"kind":"leave"`, `{"kind":"audit","id":1,"at":"2026-02-02T12:00:00.000Z","by":null,"deed":"x","detail":null}` + "\n" + `{"kind":"leave"`}}, ":21: A line of the kind leave stands below one of the kind audit. It belongs above."},
		"two lines with one id":      {[]change{{14, `"id":2`, `"id":1`}}, ":14: id: Two lines of the kind line have the id 1."},
		"a line out of order":        {[]change{{13, `"id":1`, `"id":3`}}, ":14: id: The id 2 stands below the id 3. Lines of a kind are in the order of their ids."},
		"holidays out of order":      {[]change{{11, `"calendar":null`, `"calendar":"us"`}}, ":12: This line belongs above the line before it."},
		"days of one calendar":       {[]change{{11, `"calendar":null`, `"calendar":"uk"`}}, ":12: This line belongs above the line before it."},
		"a holiday twice":            {[]change{{11, `null,"on":"2026-05-25"`, `"uk","on":"2026-04-03"`}}, ":12: Two lines of the kind holiday are about the same."},
		"pledges out of order":       {[]change{{22, "\n", "\n" + `{"kind":"pledge","person":"priya@x.test","version":1}` + "\n"}}, ":23: This line belongs above the line before it."},
		"versions of a playbook":     {[]change{{10, `"version":1`, `"version":0`}}, ":10: version: This is empty. What does not apply is null."},
		"two with one Slack ID":      {[]change{{3, `"slack":null`, `"slack":"U7"`}}, ":9: slack: Two people have the Slack ID “U7”."},
		"an erased person's address": {[]change{{3, `"erased_at":null`, `"erased_at":"2026-03-01T09:00:00.000Z"`}}, ":3: email: The person was erased and still has this."},
		"an erased person's name":    {[]change{{9, `"slack":"U7"`, `"slack":null`}, {9, `"zone":"Europe/London"`, `"zone":null`}, {9, `"erased_at":null`, `"erased_at":"2026-03-01T09:00:00.000Z"`}}, ":9: name: The person was erased, so that their name is “#7”."},

		"a person who is none":          {[]change{{16, "ben@x.test", "bob@x.test"}}, ":16: report: No person above is named “bob@x.test”."},
		"a person by a number of none":  {[]change{{19, "#7", "#8"}}, ":19: report: No person above is named “#8”."},
		"a person in a list":            {[]change{{37, `"affects":[]`, `"affects":["x@x.test"]`}}, ":37: affects: No person above is named “x@x.test”."},
		"a person of an event":          {[]change{{37, `"owner":"dana@x.test"`, `"owner":"x@x.test"`}}, ":37: history.owner: No person above is named “x@x.test”."},
		"a person of a move":            {[]change{{35, `"by":"ana@x.test"`, `"by":"x@x.test"`}}, ":35: moves.by: No person above is named “x@x.test”."},
		"a person of a step":            {[]change{{29, `"owner":"ana@x.test"`, `"owner":"x@x.test"`}}, ":29: answers.next_step.owner: No person above is named “x@x.test”."},
		"a person of a skip":            {[]change{{27, `"for":"priya@x.test"`, `"for":"x@x.test"`}}, ":27: skip.for: No person above is named “x@x.test”."},
		"a version that is none":        {[]change{{22, `"version":1`, `"version":2`}}, ":22: version: No line of the kind playbook above has the id 2."},
		"a version of an entry":         {[]change{{29, `"playbook":1`, `"playbook":2`}}, ":29: playbook: No line of the kind playbook above has the id 2."},
		"an occurrence that is none":    {[]change{{29, `"occurrence":1`, `"occurrence":9`}}, ":29: settles.occurrence: No line of the kind occurrence above has the id 9."},
		"an entry that is none":         {[]change{{33, `"entry":1`, `"entry":9`}}, ":33: entry: No line of the kind entry above has the id 9."},
		"an entry of an action":         {[]change{{35, `"entry":1`, `"entry":9`}}, ":35: entry: No line of the kind entry above has the id 9."},
		"an entry of a topic":           {[]change{{36, `"covered_by":null`, `"covered_by":9`}}, ":36: covered_by: No line of the kind entry above has the id 9."},
		"an entry of an obstacle":       {[]change{{37, `"entry":null`, `"entry":9`}}, ":37: entry: No line of the kind entry above has the id 9."},
		"a subscription that is none":   {[]change{{38, `"subscription":1`, `"subscription":2`}}, ":38: subscription: No line of the kind subscription above has the id 2."},
		"an occurrence of a notice":     {[]change{{39, `[1,2,3]`, `[1,2,9]`}}, ":39: shows: No line of the kind occurrence above has the id 9."},
		"an obstacle in an answer":      {[]change{{29, `"Live call-along"`, `{"1":"open","7":"open"}`}, {30, `"Let the customer finish"`, `{"8":"open"}`}}, ":29: answers: No obstacle of this file has the id 7."},
		"an obstacle, if there is none": {[]change{{29, `"Live call-along"`, `{"7":"open"}`}, {37, strings.SplitAfter(interchangeExample, "\n")[36], ""}}, ":29: answers: No obstacle of this file has the id 7."},

		"a period that ends":                 {[]change{{25, `"period_start":"2026-02-23"`, `"period_start":"2026-03-23"`}}, ":25: period_end: The period ends before it starts."},
		"due ≤ grace_until":                  {[]change{{25, `"due":"2026-03-05"`, `"due":"2026-03-07"`}}, ":25: grace_until: It is due on 2026-03-07, after its grace until 2026-03-06."},
		"grace_until ≤ closes_on":            {[]change{{25, `"closes_on":"2026-03-13"`, `"closes_on":"2026-03-05"`}}, ":25: closes_on: Its grace is until 2026-03-06, after it closes on 2026-03-05."},
		"what planning excused has one day":  {[]change{{28, `"closes_on":"2026-03-05"`, `"closes_on":"2026-03-13"`}}, ":28: closes_on: What planning excused has one day for due, grace_until and closes_on."},
		"due ≤ grace_until where cancelled":  {[]change{{28, `"excused","reason":"subject_away"`, `"cancelled","reason":"line"`}, {28, `"due":"2026-03-05"`, `"due":"2026-03-06"`}}, ":28: grace_until: It is due on 2026-03-06, after its grace until 2026-03-05."},
		"occurrences of its author":          {[]change{{29, `"author":"dana@x.test"`, `"author":"priya@x.test"`}}, ":29: settles: Occurrence 1 is another person's or about another person."},
		"and its subject":                    {[]change{{29, `"subject":"ana@x.test"`, `"subject":"cy@x.test"`}}, ":29: settles: Occurrence 1 is another person's or about another person."},
		"or about nobody":                    {[]change{{29, `"subject":"ana@x.test"`, `"subject":null`}}, ":29: settles: Occurrence 1 is another person's or about another person."},
		"whose window has begun":             {[]change{{29, `"happened_on":"2026-03-04"`, `"happened_on":"2026-02-22"`}}, ":29: settles: The entry happened on 2026-02-22, outside the window of occurrence 1, which is from 2026-02-23 to 2026-03-13."},
		"whose window has not closed":        {[]change{{29, `"happened_on":"2026-03-04"`, `"happened_on":"2026-03-14"`}}, ":29: settles: The entry happened on 2026-03-14, outside the window of occurrence 1, which is from 2026-02-23 to 2026-03-13."},
		"and had not when it was logged":     {[]change{{29, `"logged_on":"2026-03-04"`, `"logged_on":"2026-03-14"`}, {29, `"on":"2026-03-04"}`, `"on":"2026-03-14"}`}}, ":29: settles: Occurrence 1 closed on 2026-03-13, before 2026-03-14."},
		"on is when it was logged":           {[]change{{29, `"on":"2026-03-04"}`, `"on":"2026-03-05"}`}}, ":29: settles: The entry was logged on 2026-03-04, and no edit of it was on 2026-03-05."},
		"or edited":                          {[]change{{29, `"on":"2026-03-04"}`, `"on":"2026-03-09"}`}, {29, `"edits":[]`, `"edits":[{"at":"2026-03-07T18:00:00.000Z","practice":"observation","subject":null,"happened_on":"2026-03-03","answers":{}}]`}}, ":29: settles: The entry was logged on 2026-03-04, and no edit of it was on 2026-03-09."},
		"once":                               {[]change{{31, `"settles":[],"withdrawn_at":"2026-03-05T10:33:00.000Z"`, `"settles":[{"occurrence":2,"on":"2026-03-05"}],"withdrawn_at":null`}}, ":31: settles: Occurrence 2 is settled by an entry above."},
		"withdrawn settles nothing":          {[]change{{31, `"settles":[]`, `"settles":[{"occurrence":4,"on":"2026-03-05"}]`}}, ":31: settles: The entry was withdrawn, so that nothing stands here."},
		"withdrawn answers nothing":          {[]change{{31, `"answers":{}`, `"answers":{"a":"b"}`}}, ":31: answers: The entry was withdrawn, so that nothing stands here."},
		"withdrawn has edits without words":  {[]change{{31, `"edits":[]`, `"edits":[{"at":"2026-03-05T10:32:00.000Z","practice":"observation","subject":null,"happened_on":"2026-03-03","answers":{"a":"b"}}]`}}, ":31: edits.answers: The entry was withdrawn, so that nothing stands here."},
		"settled has no skip":                {[]change{{31, `"subject":"ben@x.test"`, `"subject":"cy@x.test"`}, {31, `"settles":[],"withdrawn_at":"2026-03-05T10:33:00.000Z"`, `"settles":[{"occurrence":3,"on":"2026-03-05"}],"withdrawn_at":null`}}, ":31: settles: Occurrence 3 was skipped, so that no entry settles it."},
		"usefulness":                         {[]change{{33, `"useful":4`, `"useful":6`}}, ":33: answer.useful: 6 is not a number from 1 to 5."},
		"usefulness is never 0":              {[]change{{33, `"useful":4`, `"useful":0`}}, ":33: answer.useful: This is empty. What does not apply is null."},
		"done on the day it was done":        {[]change{{35, `"done_at":null`, `"done_at":"2026-03-08T09:00:00.000Z"`}}, ":35: done_on: An action that is done has done_at and done_on, and no other has either."},
		"told of an event":                   {[]change{{37, `"event":"updated","words":"Legal answers on Friday"`, `"event":"told"`}}, ":37: history: An event told says that the raiser was told of the event before it, and there is none."},
		"told by whoever caused the event":   {[]change{{37, `"by":"dana@x.test","event":"told"`, `"by":"ana@x.test","event":"told"`}}, ":37: history.by: An event told is by whoever caused the event before it."},
		"an owner owns":                      {[]change{{37, `"owner":"dana@x.test"`, `"owner":null`}}, ":37: history.owner: The event owned has no owner."},
		"a key of a practice without commas": {[]change{{38, `["observation"]`, `["a,b"]`}}, ":38: practices: The key “a,b” has a comma in it."},
	} {
		t.Run(name, func(t *testing.T) {
			refusedWith(t, changed(t, test.changes...), "x.jsonl"+test.want)
		})
	}
	refusedWith(t, "", "x.jsonl:1: The file is empty. An export begins with its header.")
}

// withPlaybook returns changes of the example with a playbook that can be read,
// so that entries are held to its forms.
func withPlaybook(t *testing.T, changes ...change) string {
	t.Helper()
	source, err := json.Marshal("practices:\n" +
		"- {key: observation, name: Observation, short: Observe, enabled: true, levels: [flm], scope: report, cadence: biweekly, due: W2-THU, also_satisfies: [talk], form: [{key: with, type: user, label: With, vis: team}]}\n" +
		"- {key: talk, name: Talk, short: Talk, enabled: true, levels: [flm], scope: report, cadence: biweekly, due: W2-THU}\n" +
		"- {key: recognition, name: Thanks, short: Thanks, enabled: false, levels: [everyone], scope: team, cadence: weekly, due: FRI, form: [{key: person, type: multi_user, label: Who, vis: everyone}, {key: behaviour, type: text, label: What, vis: everyone}, {key: where, type: select, label: Where, vis: everyone, options: [{channel: Channel}, {private: Private}]}]}\n")
	if err != nil {
		t.Fatal(err)
	}
	was := strings.SplitAfter(interchangeExample, "\n")[9]
	return changed(t, append([]change{{10, was[strings.Index(was, `"source":`):], `"source":` + string(source) + "}\n"}}, changes...)...)
}

func TestEntriesAreHeldToTheirPlaybook(t *testing.T) {
	also := change{25, `"practice":"observation"`, `"practice":"talk"`}
	file := withPlaybook(t, also, change{29, `"answers":{`, `"answers":{"aside":"x@x.test",`}, change{29, `along"}`, `along","with":"#7"}`})
	if again, _, err := rewritten(file); err != nil || again != file {
		t.Errorf("an occurrence of a practice that it satisfies too, and people: %v", err)
	}
	for name, test := range map[string]struct {
		change
		want string
	}{
		"another practice":      {change{25, `"practice":"observation"`, `"practice":"recognition"`}, ":29: settles: Occurrence 1 is of another practice, which this one does not satisfy."},
		"people of an answer":   {change{32, `["cy@x.test"]`, `["cy@x.test","x@x.test"]`}, ":32: answers.person: No person above is named “x@x.test”."},
		"the person":            {change{29, `along"}`, `along","with":"x@x.test"}`}, ":29: answers.with: No person above is named “x@x.test”."},
		"people before an edit": {change{32, `"edits":[]`, `"edits":[{"at":"2026-03-07T18:00:00.000Z","practice":"recognition","subject":null,"happened_on":"2026-03-03","answers":{"person":["x@x.test"]}}]`}, ":32: edits.answers.person: No person above is named “x@x.test”."},
	} {
		t.Run(name, func(t *testing.T) { refusedWith(t, withPlaybook(t, test.change), "x.jsonl"+test.want) })
	}
}

// What needs a zone is no reason to refuse a file, nor is what a clock says.
func TestWhatNeedsAZoneIsAWarning(t *testing.T) {
	file := changed(t, change{2, "Europe/London", "Mars/Phobos"}, change{4, "Europe/London", "Local"}, change{24, "Europe/London", "Nowhere"},
		change{30, `"logged_at":"2026-03-05T10:30:00.000Z"`, `"logged_at":"2026-03-07T10:30:00.000Z"`})
	_, warnings, err := rewritten(file)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Join([]string{
		"x.jsonl:2: zone: “Mars/Phobos” is no time zone that this machine knows.",
		"x.jsonl:4: zone: “Local” is no time zone that this machine knows.",
		"x.jsonl:24: zone: “Nowhere” is no time zone that this machine knows.",
		"x.jsonl:30: logged_on: The entry was logged on 2026-03-05, more than a day from 2026-03-07.",
	}, "\n")
	if warnings.Error() != want {
		t.Errorf("got\n%v", warnings)
	}
}

func TestNoMoreThanAHundredWarningsAreTold(t *testing.T) {
	person := strings.Replace(strings.SplitAfter(interchangeExample, "\n")[8], `"slack":"U7"`, `"slack":null`, 1)
	var people strings.Builder
	for i := range 150 {
		people.WriteString(strings.NewReplacer(`"id":7`, `"id":`+string(rune('1'+i/100))+string(rune('0'+i/10%10))+string(rune('0'+i%10)), "Europe/London", "Nowhere").Replace(person))
	}
	_, warnings, err := rewritten(changed(t, change{9, "\n", "\n" + people.String()}))
	if err != nil || len(warnings) != faultsMost+1 || warnings[faultsMost].Text != "And 50 more. Fix these first." {
		t.Errorf("%d warnings, %v", len(warnings), err)
	}
}
