package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// A change is one line of the example written otherwise.
type change struct {
	line     int
	old, new string
}

// changed returns the example with lines written otherwise.
func changed(t *testing.T, changes ...change) string {
	t.Helper()
	lines := strings.SplitAfter(interchangeExample, "\n")
	for _, c := range changes {
		if !strings.Contains(lines[c.line-1], c.old) {
			t.Fatalf("line %d has no %s", c.line, c.old)
		}
		lines[c.line-1] = strings.Replace(lines[c.line-1], c.old, c.new, 1)
	}
	return strings.Join(lines, "")
}

// refusedWith holds the refusal of a file to what it should be.
func refusedWith(t *testing.T, file, want string) {
	t.Helper()
	_, _, err := rewritten(file)
	if _, fault := errors.AsType[Fault](err); !fault || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

// Every sentence of the format's “Form” that a line can break.
func TestWhatIsNotTheFormIsRefused(t *testing.T) {
	for name, test := range map[string]struct {
		change
		want string
	}{
		"UTF-8":               {change{3, "Priya", "Priy\xe4"}, ":3: The line is not UTF-8."},
		"one object a line":   {change{3, "{", "[{"}, ":3: This is a list. It has to be an object."},
		"an object and more":  {change{4, "\n", "{}\n"}, ":4: Something follows the object. Every line is one object."},
		"a comment":           {change{4, "\n", "// Dana\n"}, ":4: Something follows the object. Every line is one object."},
		"\\n at every end":    {change{40, "\n", ""}, ":40: The last line has no line end. The file may be cut off."},
		"no carriage return":  {change{1, "\n", "\r\n"}, ":1: There is a space, a tab or a carriage return outside a text."},
		"no blank line":       {change{5, "\n", "\n\n"}, ":6: The line is blank."},
		"no line of spaces":   {change{5, "\n", "\n  \n"}, ":6: The line is blank."},
		"no space":            {change{13, `"id":1`, `"id": 1`}, ":13: id: There is a space, a tab or a carriage return outside a text."},
		"no space at the end": {change{13, "}", "} "}, ":13: There is a space, a tab or a carriage return outside a text."},
		"no space before":     {change{13, "{", " {"}, ":13: There is a space, a tab or a carriage return outside a text."},
		"no byte order mark":  {change{1, "{", "\ufeff{"}, ":1: The file begins with a byte order mark. It has to begin with its header."},

		"no escape of what stands as itself": {change{3, "Priya", `\u0050riya`}, `:3: name: “\u0050” is no escape of this format.`},
		"no escape of a slash":               {change{3, "Priya", `Priya\/`}, `:3: name: “\/” is no escape of this format.`},
		"no escape of U+2028":                {change{3, "Priya", `Priya\u2028`}, `:3: name: “\u2028” is no escape of this format.`},
		"no escape of U+007F":                {change{3, "Priya", `Priya\u007f`}, `:3: name: “\u007f” is no escape of this format.`},
		"no long escape of a line end":       {change{3, "Priya", `Priya\u000a`}, `:3: name: “\u000a” is no escape of this format.`},
		"no capitals in an escape":           {change{3, "Priya", `Priya\u001F`}, `:3: name: “\u001F” is no escape of this format.`},
		"an escape at the end":               {change{40, `version 1"}`, `version 1\`}, `:40: detail: “\” is no escape of this format.`},
		"a control character":                {change{3, "Priya", "Pri\tya"}, ":3: name: A control character stands in a text without an escape."},

		"kind first":             {change{14, `"kind":"line","id":2`, `"id":2,"kind":"line"`}, `:14: A line begins with its kind, as in {"kind":"person".`},
		"then the id":            {change{14, `"id":2,"report":"dana@x.test"`, `"report":"dana@x.test","id":2`}, ":14: The key “report” stands where “id” belongs."},
		"then the keys in order": {change{14, `"from":null,"to":null`, `"to":null,"from":null`}, ":14: The key “to” stands where “from” belongs."},
		"every key is there":     {change{14, `,"from":null`, ``}, ":14: The key “from” is missing."},
		"the last key, too":      {change{14, `,"source":"file"`, ``}, ":14: The key “source” is missing."},
		"no key but these":       {change{14, `,"from"`, `,"since":null,"from"`}, ":14: “since” is no key here."},
		"no key after the last":  {change{14, `"source":"file"`, `"source":"file","note":1`}, ":14: “note” is no key here."},
		"no key twice":           {change{14, `"level":null`, `"level":null,"level":null`}, ":14: The key “level” is here twice."},
		"a key with an escape":   {change{14, `"level"`, `"level\n"`}, ":14: “level�” is no key here."},
		"keys of a part":         {change{27, `"within":true,`, ``}, ":27: skip: The key “within” is missing."},
		"null and never empty":   {change{14, `"level":null`, `"level":""`}, ":14: level: This is empty. What does not apply is null."},
		"null only where it may": {change{14, `"report":"dana@x.test"`, `"report":null`}, ":14: report: This is null, and it always applies."},
		"an empty list is []":    {change{29, `"edits":[]`, `"edits":null`}, ":29: edits: This is null, and it always applies."},
		"no comma at the end":    {change{14, `"source":"file"`, `"source":"file",`}, ":14: “}” has no place here."},
		"no comma missing":       {change{14, `null,"from"`, `null"from"`}, ":14: “\"” has no place here."},
		"cut off":                {change{14, `,"source":"file"}`, ``}, ":14: The line ends in the middle of its object."},

		"dates":            {change{14, `"from":null`, `"from":"2026-3-5"`}, ":14: from: “2026-3-5” is not a date such as 2026-03-05."},
		"existing dates":   {change{14, `"from":null`, `"from":"2026-02-30"`}, ":14: from: “2026-02-30” is not a date such as 2026-03-05."},
		"instants":         {change{29, `17:02:11.480Z`, `17:02:11Z`}, ":29: logged_at: “2026-03-04T17:02:11Z” is not an instant such as 2026-03-05T09:10:00.000Z."},
		"instants in UTC":  {change{29, `17:02:11.480Z`, `17:02:11.480+00:00`}, ":29: logged_at: “2026-03-04T17:02:11.480+00:00” is not an instant such as 2026-03-05T09:10:00.000Z."},
		"and milliseconds": {change{29, `17:02:11.480Z`, `17:02:11,480Z`}, ":29: logged_at: “2026-03-04T17:02:11,480Z” is not an instant such as 2026-03-05T09:10:00.000Z."},
		"since 1970":       {change{31, `"2026-03-05T10:33:00.000Z"`, `"1970-01-01T00:00:00.000Z"`}, ":31: withdrawn_at: “1970-01-01T00:00:00.000Z” is not an instant such as 2026-03-05T09:10:00.000Z."},
		"times of day":     {change{3, "08:45", "8:45"}, ":3: preferences.morning: “8:45” is not a time of day such as 08:45."},
		"weekdays":         {change{24, "MON", "Mon"}, ":24: weekday: “Mon” is not a day of the week. It has to be MON, TUE, WED, THU, FRI, SAT or SUN."},
		"whole numbers":    {change{25, `"seq":1`, `"seq":1.0`}, ":25: seq: “1.0” is not a whole number as the format has them."},
		"no exponents":     {change{25, `"seq":1`, `"seq":1e0`}, ":25: seq: “1e0” is not a whole number as the format has them."},
		"no leading zero":  {change{25, `"seq":1`, `"seq":01`}, ":25: seq: “01” is not a whole number as the format has them."},
		"no minus zero":    {change{39, `"person":2`, `"person":-0`}, ":39: body.person: “-0” is not a whole number as the format has them."},
		"none too great":   {change{25, `"seq":1`, `"seq":9223372036854775808`}, ":25: seq: “9223372036854775808” is not a whole number as the format has them."},
		"none below 0":     {change{25, `"seq":1`, `"seq":-1`}, ":25: seq: -1 is less than nothing."},
		"booleans":         {change{25, `"news":false`, `"news":0`}, ":25: news: This is a number. It has to be true or false."},
		"positive ids":     {change{13, `"id":1`, `"id":0`}, ":13: id: This is empty. What does not apply is null."},
		"ids of others":    {change{36, `"covered_by":null`, `"covered_by":0`}, ":36: covered_by: This is empty. What does not apply is null."},

		"addresses in lower case":    {change{3, "priya@x.test", "Priya@x.test"}, ":3: email: The address “Priya@x.test” is not in lower case."},
		"no address like a number":   {change{3, "priya@x.test", "#7"}, ":3: email: The address “#7” begins with what names people without an address."},
		"two with one address":       {change{4, "dana@x.test", "priya@x.test"}, ":4: email: Two people have the address “priya@x.test”."},
		"refs in lower case":         {change{14, "dana@x.test", "Dana@x.test"}, ":14: report: No person above is named “Dana@x.test”."},
		"the address where there is": {change{14, "dana@x.test", "#2"}, ":14: report: No person above is named “#2”."},
		"the number of an id":        {change{19, "#7", "#07"}, ":19: report: No person above is named “#07”."},

		"from_file sorted":          {change{3, `["name","zone"]`, `["zone","name"]`}, ":3: from_file: The list is not in its order, or has something twice."},
		"settings sorted":           {change{2, `"values":{}`, `"values":{"b":"1","a":"2"}`}, ":2: values.a: The key “a” is not in the order of code points."},
		"answers sorted":            {change{32, `"behaviour":"Stayed`, `"z":"Stayed`}, ":32: answers.impact: The key “impact” is not in the order of code points."},
		"an answer once":            {change{32, `"impact":"They`, `"behaviour":"They`}, ":32: answers.behaviour: The key “behaviour” is here twice."},
		"no answer without one":     {change{32, `"They renewed"`, `""`}, ":32: answers.impact: This is empty. What does not apply is null."},
		"no answer of null":         {change{32, `"They renewed"`, `null`}, ":32: answers.impact: This is null, and it always applies."},
		"no answer of no options":   {change{32, `["cy@x.test"]`, `[]`}, ":32: answers.person: This is empty. What does not apply is null."},
		"no answer of a number":     {change{32, `"They renewed"`, `5`}, ":32: answers.impact: This is a number. It has to be an answer."},
		"rows of one sort":          {change{29, `"owner":"ana@x.test"}]`, `"owner":"ana@x.test"},{"what":"x","owner":null,"due":null}]`}, ":29: answers.next_step: The rows of an answer all have the same keys."},
		"rows of a sort":            {change{29, `"what":"Open`, `"that":"Open`}, ":29: answers.next_step: “that” is no key here."},
		"rows with their keys":      {change{29, `"due":"2026-03-12","owner"`, `"on":"2026-03-12","owner"`}, ":29: answers.next_step: A row has the keys of an action, a session or an obstacle."},
		"when a session is":         {change{29, `"due":"2026-03-12","owner"`, `"at":"2026-03-12T","deliverer"`}, ":29: answers.next_step: “2026-03-12T” is not when a session is, such as 2026-03-05 or 2026-03-05T15:00."},
		"reviews by id":             {change{29, `"Live call-along"`, `{"one":"open"}`}, ":29: answers.setting: “one” is not a whole number as the format has them."},
		"reviews of something":      {change{29, `"Live call-along"`, `{}`}, ":29: answers.setting: This is empty. What does not apply is null."},
		"a body is an object":       {change{39, `{"person":2,"on":"2026-03-05"}`, `"x"`}, ":39: body: This is a text. It has to be an object."},
		"a body in this form":       {change{39, `"on":"2026-03-05"}`, `"on": "2026-03-05"}`}, ":39: body.on: There is a space, a tab or a carriage return outside a text."},
		"a body without doubles":    {change{39, `"person":2,`, `"person":2,"person":3,`}, ":39: body.person: The key “person” is here twice."},
		"a body not too deep":       {change{39, `"person":2,`, `"person":` + strings.Repeat("[", 60) + strings.Repeat("]", 60) + `,`}, ":39: body.person: The value is nested too deep."},
		"the keys of an event":      {change{37, `"words":"Legal answers on Friday"`, `"due":"2026-03-06"`}, ":37: history: “due” is no key here."},
		"the key of an event":       {change{37, `"event":"told"`, `"told":true`}, ":37: history: “told” is no key here."},
		"all the keys of an event":  {change{37, `,"due":"2026-02-27"`, ``}, ":37: history: The key “due” is missing."},
		"the events there are":      {change{37, `"event":"told"`, `"event":"forgot"`}, ":37: history.event: “forgot” is not one of its values. It has to be owned, due, updated, told, offered, accepted, declined, resolved, confirmed_gone, reopened or withdrawn."},
		"an event is an object":     {change{37, `"history":[`, `"history":[1,`}, ":37: history: This is a number. It has to be an object."},
		"a preference is an object": {change{3, `{"morning":"08:45","days":null,"muted":[],"thanks":null,"weekly_until":null}`, `[]`}, ":3: preferences: This is a list. It has to be an object."},
		"a value of an enumeration": {change{3, `"member"`, `"visitor"`}, ":3: standing: “visitor” is not one of its values. It has to be unfound, member, guest, outside or gone."},
	} {
		t.Run(name, func(t *testing.T) {
			refusedWith(t, changed(t, test.change), "x.jsonl"+test.want)
		})
	}
}

// What a database stores as a set has one order in the file.
func TestSetsAreInTheirOrder(t *testing.T) {
	const unsorted = "The list is not in its order, or has something twice."
	for _, test := range []struct {
		change
		key string
	}{
		{change{4, `["recognition"]`, `["recognition","observation"]`}, "preferences.muted"},
		{change{4, `["recognition"]`, `["recognition","recognition"]`}, "preferences.muted"},
		{change{4, `"days":null`, `"days":["SUN","MON"]`}, "preferences.days"},
		{change{29, `[{"occurrence":1,"on":"2026-03-04"}]`, `[{"occurrence":2,"on":"2026-03-04"},{"occurrence":1,"on":"2026-03-04"}]`}, "settles"},
		{change{35, `"to":"2026-03-16"}]`, `"to":"2026-03-16"},{"at":"2026-03-05T09:00:00.000Z","by":"ana@x.test","to":"2026-03-17"}]`}, "moves"},
		{change{35, `"cancels":[]`, `"cancels":[{"at":"2026-03-05T09:00:00.000Z","by":"ana@x.test"},{"at":"2026-03-05T09:00:00.000Z","by":"dana@x.test"}]`}, "cancels"},
		{change{35, `"cancels":[]`, `"cancels":[{"at":"2026-03-05T09:00:00.000Z","by":"ana@x.test"},{"at":"2026-03-06T09:00:00.000Z","by":"ana@x.test"}]`}, "cancels"},
		{change{37, `"affects":[]`, `"affects":["ana@x.test","dana@x.test"]`}, "affects"},
		{change{38, `"comment":null}]`, `"comment":null},{"about":"dana@x.test","practices":[],"previewed_at":null,"comment":null}]`}, "help"},
		{change{39, `[1,2,3]`, `[1,3,2]`}, "shows"},
	} {
		t.Run(fmt.Sprint(test.line, " ", test.key), func(t *testing.T) {
			refusedWith(t, changed(t, test.change), fmt.Sprintf("x.jsonl:%d: %s: %s", test.line, test.key, unsorted))
		})
	}
}

// What the format allows is read, and written as it was.
func TestTheFormIsRead(t *testing.T) {
	for name, c := range map[string]change{
		"U+2028, U+2029 and U+007F":  {3, "Priya", "P\u2028\u2029\u007f"},
		"what HTML escapes":          {3, "Priya", "<Priya & Co>"},
		"beyond the first plane":     {3, "Priya", "Priya 🎉"},
		"every control character":    {3, "Priya", `\u0000\u0001\u0007\b\t\n\u000b\f\r\u000e\u001f`},
		"quotes and backslashes":     {3, "Priya", `\"\\`},
		"no name":                    {3, `"Priya"`, `""`},
		"weekdays from Monday":       {3, `"days":null`, `"days":["MON","FRI","SAT","SUN"]`},
		"a workspace that is none":   {2, `{"id":"T1","name":"Test"}`, `null`},
		"settings":                   {2, `"values":{}`, `"values":{"A":"","a":"{}"}`},
		"an unpublished source":      {10, `"source":"version: 1`, `"source":"practices: [`},
		"no source":                  {10, `"source":"`, `"source":"# `},
		"what a version not knows":   {29, `"setting"`, `"settings_of_another_version"`},
		"an instant to come":         {29, "2026-03-04T17:02:11.480Z", "2031-03-04T17:02:11.480Z"},
		"a session":                  {29, `{"what":"Open with the budget","due":"2026-03-12","owner":"ana@x.test"}`, `{"what":"Open","at":"2026-03-12T15:00","deliverer":null}`},
		"a contest":                  {29, `{"what":"Open with the budget","due":"2026-03-12","owner":"ana@x.test"}`, `{"what":"Open","at":"2026-03-12/2026-03-20","deliverer":"ana@x.test"}`},
		"an obstacle in an answer":   {29, `{"what":"Open with the budget","due":"2026-03-12","owner":"ana@x.test"}`, `{"what":"Open","owner":null,"due":null}`},
		"reviews of obstacles below": {29, `"Live call-along"`, `{"1":"open"}`},
		"an edit":                    {29, `"edits":[]`, `"edits":[{"at":"2026-03-04T18:00:00.000Z","practice":"observation","subject":"ben@x.test","happened_on":"2026-03-03","answers":{"a":["x","y"]}}]`},
		"a coach's own event":        {37, `"at":"2026-03-02T09:00:01.000Z","by":"dana@x.test","event":"told"`, `"at":"2026-03-02T09:00:01.000Z","by":null,"event":"withdrawn"`},
		"a swept body":               {39, `{"person":2,"on":"2026-03-05"}`, `null`},
		"a body with everything":     {39, `{"person":2,`, `{"a":[1,-2,true,false,null,{"b":"\n"},[]],"person":2,`},
		"a leader's excuse":          {25, `"state":"expected","reason":null,"skip":null,"excuse":null`, `"state":"excused","reason":"leader","skip":null,"excuse":{"at":"2026-03-05T09:00:00.000Z","by":"priya@x.test","reason":null,"detail":null}`},
		"a leader's old excuse":      {25, `"state":"expected","reason":null`, `"state":"excused","reason":"leader"`},
		"an erased person": {9, `"email":null,"slack":"U7","name":"Zed","zone":"Europe/London","calendar":null,"standing":"guest","participates":true`,
			`"email":null,"slack":null,"name":"#7","zone":null,"calendar":null,"standing":"gone","participates":false`},
	} {
		t.Run(name, func(t *testing.T) {
			file := changed(t, c)
			if name == "an erased person" {
				file = changed(t, c, change{9, `"erased_at":null`, `"erased_at":"2026-03-08T09:00:00.000Z"`})
			}
			again, _, err := rewritten(file)
			if err != nil || again != file {
				t.Errorf("%v\n%s", err, linesThatDiffer(file, again))
			}
		})
	}
}

func TestALineOfAMebibyteIsReadAndNoLongerOne(t *testing.T) {
	line := strings.SplitAfter(interchangeExample, "\n")[39]
	words := strings.Repeat("x", interchangeLineMax+1-len(line))
	long := changed(t, change{40, "version 1", "version 1" + words})
	if again, _, err := rewritten(long); err != nil || again != long {
		t.Errorf("%v", err)
	}
	refusedWith(t, changed(t, change{40, "version 1", "version 1" + words + "x"}), "x.jsonl:40: The line is longer than 1 MiB.")
	refusedWith(t, strings.Repeat("x", 3*interchangeLineMax), "x.jsonl:1: The line is longer than 1 MiB.")
	if err := NewWriter(&strings.Builder{}).Write(AuditLine{ID: 1, Deed: words + string(make([]byte, 200))}); !errors.Is(err, errLineTooLong) {
		t.Errorf("%v", err)
	}
}
