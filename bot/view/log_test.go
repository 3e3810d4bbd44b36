package view_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"coach/bot/view"
	"coach/cadence"
	"coach/practice"
)

// TestWhatIsTypedIntoALogIsWhatIsRead is the promise of every form: for each
// practice of the default playbook, about one person or several, with any
// number of rows and any answers, reading a filled form gives them back.
func TestWhatIsTypedIntoALogIsWhatIsRead(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		full, want := anyDraft(r)
		k := full
		k.Entry, k.Each, k.More, k.StepDue = nil, nil, true, 0
		m := view.Log(k)
		for path, rows := range rowsOf(k.Practice, want) {
			for range rows - 1 {
				k.Draft = reread(r, m)
				k.AddRow(path)
				m = view.Log(k)
			}
		}
		lintModal(r, k.Practice.Key, m)
		got, chosen, err := view.ParseLog(fill(r, m, typing(k.Practice, want)), lookup, form)
		if err != nil || chosen != (practice.Choice{Occurrence: k.Occurrence}) {
			r.Fatalf("read occurrence %v, %v", chosen, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatalf("read differently (-typed +read):\n%s", diff)
		}
	})
}

// TestWhatALogShowsIsWhatIsRead holds a prefilled form to the same, and a form
// that is drawn again to being the same.
func TestWhatALogShowsIsWhatIsRead(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k, want := anyDraft(r)
		m := view.Log(k)
		lintModal(r, k.Practice.Key, m)
		got, _, err := view.ParseLog(fill(r, m, nil), lookup, form)
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			r.Fatalf("read differently (-shown +read):\n%s", diff)
		}
		again := k
		again.Draft, again.People = reread(r, m), nil
		if diff := cmp.Diff(drawn(r, m), drawn(r, view.Log(again))); diff != "" {
			r.Fatalf("drawn again it differs (-first +again):\n%s", diff)
		}
	})
}

// reread is the draft of a form that nobody has touched.
func reread(r reporter, m slack.ModalViewRequest) view.Draft {
	r.Helper()
	d, err := view.ParseDraft(fill(r, m, nil), lookup, form)
	if err != nil {
		r.Fatalf("not read: %v", err)
	}
	return d
}

// rowsOf counts the rows of entries by the path at which they are asked for.
func rowsOf(p *practice.Practice, es []practice.Entry) map[string]int {
	rows := map[string]int{}
	for _, e := range es {
		for _, f := range p.Form {
			if n := len(e.Values[f.Key].Rows); n > 0 {
				rows[pathIn(p, f, e.Subject, len(es))] = n
			}
		}
	}
	return rows
}

// anyDraft makes up a form with answers, and the entries they make.
func anyDraft(r *rapid.T) (view.Known, []practice.Entry) {
	p := &playbook.Practices[rapid.IntRange(0, len(playbook.Practices)-1).Draw(r, "practice")]
	k := known(p.Key)
	k.Occurrence = practice.OccurrenceID(rapid.IntRange(0, 1000).Draw(r, "occurrence"))
	k.Touch = rapid.SampledFrom([]string{"", "Last one 10 February.", hostileWords}).Draw(r, "touch")
	k.More, k.StepDue = rapid.Bool().Draw(r, "more"), rapid.SampledFrom([]cadence.Date{0, thursday + 7}).Draw(r, "steps due")
	k.HappenedOn, k.Entry, k.Each = anyDay(r), practice.Values{}, map[practice.PersonID]practice.Values{}
	about, rows := []practice.PersonID{0}, 12
	if p.Scope == practice.ScopeReport {
		about = rapid.SliceOfNDistinct(rapid.SampledFrom(k.Reports), 1, 3, rapid.ID).Draw(r, "subjects")
		k.Subjects = about
	}
	if len(about) > 1 {
		rows = 2 // of everything there is for three people: that fills a form
	}
	offered := k.Reports
	if slices.Contains(p.Levels, practice.Everyone) {
		offered = []practice.PersonID{ana, ben, cy, wordy, noa, fox, hostile}
	}
	es := make([]practice.Entry, len(about))
	for i, id := range about {
		es[i] = practice.Entry{Request: "V1", Practice: p.Key, Subject: id, HappenedOn: k.HappenedOn, Values: practice.Values{}}
	}
	for _, f := range p.Form {
		if f.Key == p.SubjectField() {
			continue
		}
		var once practice.Value
		for i, id := range about {
			each := len(about) > 1 && forEach(p, f)
			if i == 0 || each {
				once = practice.Value{}
				if rapid.Bool().Draw(r, "answered") {
					once = anyValue(r, f, offered, rows)
				}
			}
			if once.IsZero() {
				continue
			}
			es[i].Values[f.Key] = once
			if !each {
				k.Entry[f.Key] = once
				continue
			}
			if k.Each[id] == nil {
				k.Each[id] = practice.Values{}
			}
			k.Each[id][f.Key] = once
		}
	}
	return k, es
}

func anyDay(r *rapid.T) cadence.Date {
	return thursday - cadence.Date(rapid.IntRange(0, 300).Draw(r, "days ago"))
}

func anyWords(r *rapid.T, limit int) string {
	words := rapid.OneOf(
		rapid.SampledFrom([]string{hostileWords, "שלום עולם", "👩‍👩‍👧 & co", strings.Repeat("long ", 600)}),
		rapid.StringN(1, limit, -1),
	)
	cut := rapid.Map(words, func(s string) string { return strings.TrimSpace(string([]rune(s)[:min(limit, len([]rune(s)))])) })
	return cut.Filter(func(s string) bool { return s != "" }).Draw(r, "words")
}

func anyPeople(r *rapid.T, offered []practice.PersonID) []practice.PersonID {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(offered), 1, len(offered), rapid.ID).Draw(r, "people")
}

func anyValue(r *rapid.T, f practice.Field, offered []practice.PersonID, rows int) (v practice.Value) {
	switch f.Type {
	case practice.Text:
		v.Text = anyWords(r, practice.TextMax)
	case practice.LongText:
		v.Text = anyWords(r, practice.LongTextMax)
	case practice.Select:
		v.Text = rapid.SampledFrom(f.OptionValues()).Draw(r, "option")
	case practice.MultiSelect:
		v.Many = rapid.SliceOfNDistinct(rapid.SampledFrom(f.OptionValues()), 1, -1, rapid.ID).Draw(r, "options")
	case practice.Rating:
		v.Text = fmt.Sprint(rapid.IntRange(1, 5).Draw(r, "rating"))
	case practice.YesNo:
		v.Text = rapid.SampledFrom([]string{"yes", "no"}).Draw(r, "yes or no")
	case practice.Number:
		v.Text = fmt.Sprint(rapid.IntRange(0, 20).Draw(r, "number"))
	case practice.URL:
		v.Text = "https://example.com/" + rapid.StringMatching(`[a-z?=&]{0,20}`).Draw(r, "link")
	case practice.DateField:
		v.Date = anyDay(r)
	case practice.User:
		v.People = anyPeople(r, offered)[:1]
	case practice.MultiUser:
		v.People = anyPeople(r, offered)
	case practice.Actions, practice.Sessions, practice.ObstacleNew:
		v.Rows = anyRows(r, f, offered, rows)
	}
	return v
}

func anyRows(r *rapid.T, f practice.Field, offered []practice.PersonID, most int) []practice.Row {
	if f.Max != nil {
		most = min(most, int(*f.Max))
	}
	if f.Type == practice.ObstacleNew {
		most = 1
	}
	rows := make([]practice.Row, rapid.IntRange(1, most).Draw(r, "rows"))
	for i := range rows {
		rows[i].What = anyWords(r, practice.TextMax)
		if rapid.Bool().Draw(r, "dated") {
			rows[i].Due = anyDay(r)
		}
		if f.Type == practice.ObstacleNew && rapid.Bool().Draw(r, "owned") {
			rows[i].Owner = anyPeople(r, offered)[0]
		}
	}
	return rows
}

func TestAnEmptyRowBetweenOthersIsLeftOut(t *testing.T) {
	k := known("one_on_one")
	k.Entry = practice.Values{"plan": {Rows: make([]practice.Row, 2)}}
	v := fill(t, view.Log(k), typed{
		"plan.0.what": {"   "}, "plan.1.what": {" Ask for the budget "}, practice.FieldDate: {"2026-03-05"},
	})
	es, _, err := view.ParseLog(v, lookup, form)
	if err != nil {
		t.Fatal(err)
	}
	want := practice.Values{"plan": {Rows: []practice.Row{{What: "Ask for the budget"}}}}
	if diff := cmp.Diff(want, es[0].Values); diff != "" {
		t.Error(diff)
	}
	said := view.FieldErrors(v, practice.Problems{{Field: "plan.0.due", Text: "Pick the day it's due."}})
	if diff := cmp.Diff(map[string]string{"plan.1.due~0": "Pick the day it's due."}, said); diff != "" {
		t.Errorf("the row's problem stands elsewhere: %s", diff)
	}
}

func TestAnswersOfAFormDrawnAgainAreReadUnderTheirNewNumber(t *testing.T) {
	v := fill(t, view.Log(known("in_moment")), typed{"note": {"Well asked"}})
	for i, b := range v.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		if !ok {
			continue
		}
		renamed := fmt.Sprintf("%s~%d", strings.TrimSuffix(in.BlockID, "~0"), i+7)
		v.State.Values[renamed] = v.State.Values[in.BlockID]
		delete(v.State.Values, in.BlockID)
		in.BlockID = renamed
	}
	es, _, err := view.ParseLog(v, lookup, form)
	if err != nil || es[0].Values["note"].Text != "Well asked" || es[0].HappenedOn != thursday {
		t.Errorf("read %+v, %v", es, err)
	}
	said := view.FieldErrors(v, practice.Problems{{Field: "note", Text: "Write a few words."}})
	if diff := cmp.Diff(map[string]string{"note~10": "Write a few words."}, said); diff != "" {
		t.Error(diff)
	}
}

func TestAFormSaysAtTheFieldWhatItCannotUnderstand(t *testing.T) {
	stranger := fill(t, view.Log(known(practice.RecognitionKey)), typed{"person": {"Ana Lima", "A stranger"}})
	badDay := fill(t, view.Log(known("in_moment")), typed{practice.FieldDate: {"2026-02-30"}})
	badStep := fill(t, view.Log(known("one_on_one")), typed{"plan.0.due": {"soon"}})
	forged := fill(t, view.Log(known("observation")), nil)
	forged.State.Values["person_about~0"]["v"] = slack.BlockAction{SelectedOption: slack.OptionBlockObject{Value: "p-4"}}
	for name, c := range map[string]struct {
		view  slack.View
		field string
	}{
		"a person coach does not know":     {stranger, "person"},
		"a day that does not exist":        {badDay, practice.FieldDate},
		"a step's day that is none":        {badStep, "plan.0.due"},
		"an option that stands for nobody": {forged, practice.FieldPerson},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := view.ParseLog(c.view, lookup, form)
			problems, ok := errors.AsType[practice.Problems](err)
			if !ok || len(problems) != 1 || problems[0].Field != c.field || problems[0].Text == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAFormThatIsNotOursIsNoProblemOfThePerson(t *testing.T) {
	for name, metadata := range map[string]string{
		"no metadata":              "",
		"damaged metadata":         `{"practice":`,
		"metadata of another form": `{"occurrence":7}`,
		"an unknown practice":      `{"practice":"horoscope"}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := view.ParseLog(slack.View{PrivateMetadata: metadata}, lookup, form)
			if _, ok := errors.AsType[practice.Problems](err); err == nil || ok {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, _, err := view.ParseSkip(slack.View{PrivateMetadata: "?"}); err == nil {
		t.Error("a damaged skip form was read")
	}
}

func TestAProblemStandsAtItsInput(t *testing.T) {
	observation := fill(t, view.Log(known("observation")), nil)
	nobody := known("observation")
	nobody.Reports = nil
	for name, c := range map[string]struct {
		view     slack.View
		problems practice.Problems
		want     map[string]string
	}{
		"each at its own field": {observation,
			practice.Problems{{Field: "improve", Text: "One."}, {Field: practice.FieldDate, Text: "Two."}},
			map[string]string{"improve~0": "One.", "happened_on~0": "Two."}},
		"a missing row at its first input": {observation,
			practice.Problems{{Field: "next_step.0.what", Text: "Write one step."}},
			map[string]string{"next_step.0.what~0": "Write one step."}},
		"two at one field": {observation,
			practice.Problems{{Field: "improve", Text: "One."}, {Field: "improve", Text: "Two."}},
			map[string]string{"improve~0": "One.\nTwo."}},
		"what the form does not ask at its first input": {observation,
			practice.Problems{{Field: "plan.9.due", Text: "Odd."}, {Field: "mood", Text: "Odder."}},
			map[string]string{"person_about~0": "Odd.\nOdder."}},
		"the person at the first input when there is nobody to choose": {fill(t, view.Log(nobody), nil),
			practice.Problems{{Field: practice.FieldPerson, Text: "Pick the person this was about."}},
			map[string]string{"happened_on~0": "Pick the person this was about."}},
		"nowhere in a view without inputs": {fill(t, view.SorryView("Sorry", "Sorry."), nil),
			practice.Problems{{Field: "improve", Text: "One."}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, view.FieldErrors(c.view, c.problems)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestEveryProblemOfAnEmptyLogHasAnInput submits every form as it opens.
func TestEveryProblemOfAnEmptyLogHasAnInput(t *testing.T) {
	roster := practice.NewRoster(nil, nil, playbook)
	for _, p := range playbook.Practices {
		t.Run(p.Key, func(t *testing.T) {
			v := fill(t, view.Log(known(p.Key)), nil)
			es, _, err := view.ParseLog(v, lookup, form)
			if err != nil {
				t.Fatal(err)
			}
			problems, ok := errors.AsType[practice.Problems](es[0].Validate(&p, roster, thursday))
			if !ok {
				t.Fatal("an empty form is accepted")
			}
			for _, problem := range problems {
				for block := range view.FieldErrors(v, practice.Problems{problem}) {
					if block != problem.Field+"~0" {
						t.Errorf("%q stands at %s instead of %s", problem.Text, block, problem.Field)
					}
				}
			}
		})
	}
}

func TestAPickIsReadAsItWasMade(t *testing.T) {
	var all []*practice.Practice
	for i := range playbook.Practices {
		all = append(all, &playbook.Practices[i])
	}
	for _, offered := range [][]*practice.Practice{all, all[:3]} {
		about := view.Named{People: []practice.Person{people[ana], people[ben]}, On: march(3)}
		m := view.LogPicker(offered, about, "")
		for _, p := range offered {
			got, read := view.ParsePick(fill(t, m, typed{"practice": {p.Short}}), who)
			if got != p.Key {
				t.Errorf("picked %s, read %q", p.Key, got)
			}
			if diff := cmp.Diff(about, read); diff != "" {
				t.Errorf("what the form was opened about (- given, + read):\n%s", diff)
			}
		}
		if got, _ := view.ParsePick(fill(t, m, nil), who); got != "" {
			t.Errorf("nothing picked, read %q", got)
		}
	}
	if got, _ := view.ParsePick(slack.View{}, who); got != "" {
		t.Errorf("a view without a state, read %q", got)
	}
}

func TestADateIsNeverReadAsAnotherDay(t *testing.T) {
	for _, day := range []cadence.Date{cadence.NewDate(2024, time.February, 29), cadence.NewDate(2026, time.December, 31)} {
		k := known("in_moment")
		k.HappenedOn = day
		if es, _, err := view.ParseLog(fill(t, view.Log(k), nil), lookup, form); err != nil || es[0].HappenedOn != day {
			t.Errorf("showed %s, read %+v, %v", day, es, err)
		}
	}
}

func TestTheLastTimeIsSaidWithItsYearWhereThatIsAnother(t *testing.T) {
	for on, want := range map[cadence.Date]string{
		0:                             "",
		thursday:                      "The last one was today.",
		march(2):                      "The last one was on Monday 2 March.",
		cadence.NewDate(2025, 12, 11): "The last one was on Thursday 11 December 2025.",
	} {
		if got := view.LastTime(on, thursday); got != want {
			t.Errorf("%s is said as %q, want %q", on, got, want)
		}
	}
}

func TestWhichOneIsMeantIsReadAsItWasPicked(t *testing.T) {
	k := known("observation")
	k.Subjects, k.Occurrence, k.Today, k.HappenedOn, k.Waiting = []practice.PersonID{cy}, 12, march(9), march(9), append(twoBlocks(cy), twoBlocks(dee)...)
	for name, c := range map[string]struct {
		change func(*view.Known)
		typed  typed
		want   practice.Choice
	}{
		"what was pressed is ticked":         {nil, nil, practice.Choice{Occurrence: 12, Asked: true}},
		"another is picked":                  {nil, typed{practice.FieldWhich: {"Observation due Thu 5 Mar"}}, practice.Choice{Occurrence: 11, Asked: true}},
		"else the older is ticked":           {func(k *view.Known) { k.Occurrence = 0 }, nil, practice.Choice{Occurrence: 11, Asked: true}},
		"what was picked stays":              {func(k *view.Known) { k.Which = 11 }, nil, practice.Choice{Occurrence: 11, Asked: true}},
		"a day of the older leaves only it":  {func(k *view.Known) { k.HappenedOn = march(5) }, nil, practice.Choice{Occurrence: 12}},
		"of several people each has its own": {func(k *view.Known) { k.Subjects = []practice.PersonID{cy, dee} }, nil, practice.Choice{Occurrence: 12}},
		"of nobody yet there is none":        {func(k *view.Known) { k.Subjects = nil }, nil, practice.Choice{Occurrence: 12}},
	} {
		t.Run(name, func(t *testing.T) {
			k := k
			if c.change != nil {
				c.change(&k)
			}
			v := fill(t, view.Log(k), c.typed)
			_, got, err := view.ParseLog(v, lookup, form)
			if problems, theirs := errors.AsType[practice.Problems](err); err != nil && !theirs {
				t.Fatal(problems, err)
			}
			if got != c.want || view.AsksWhich(v) != c.want.Asked {
				t.Errorf("read %+v, want %+v", got, c.want)
			}
		})
	}
}
