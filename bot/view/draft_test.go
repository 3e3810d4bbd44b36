package view_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// again plays a person who types and then changes something at which the form
// is drawn again: what they see then.
func again(t *testing.T, m slack.ModalViewRequest, k view.Known, what typed, change func(*view.Draft)) slack.ModalViewRequest {
	t.Helper()
	d, err := view.ParseDraft(fill(t, m, what), lookup, form)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&d)
	}
	k.Draft = d
	drawn := view.Log(k)
	lintModal(t, k.Practice.Key, drawn)
	return drawn
}

// shown are the words and days a form shows, by field path.
func shown(t *testing.T, m slack.ModalViewRequest) map[string]string {
	t.Helper()
	said := map[string]string{}
	for block, actions := range fill(t, m, nil).State.Values {
		if s := actions["v"].Value + actions["v"].SelectedDate; s != "" {
			said[strings.TrimSuffix(block, "~0")] = s
		}
	}
	return said
}

func TestWhatIsTypedAboutAPersonStaysTheirs(t *testing.T) {
	type step struct {
		choose []string
		typed  typed
	}
	about := func(names ...string) []string { return names }
	for name, c := range map[string]struct {
		steps []step
		want  map[string]string
	}{
		"of the first, when a second joins": {
			[]step{{about("Cy Young"), typed{"did_well": {"A"}, "next_step.0.what": {"B"}, "next_step.0.due": {"2026-03-09"}, "intel": {"C"}}},
				{about("Cy Young", "Dee Park"), nil}},
			map[string]string{"did_well.4": "A", "next_step.4.0.what": "B", "next_step.4.0.due": "2026-03-09", "intel": "C"}},
		"of the first, when the second is listed before them": {
			[]step{{about("Cy Young"), typed{"did_well": {"A"}}}, {about("Ana Lima", "Cy Young"), nil}},
			map[string]string{"did_well.4": "A"}},
		"of the first of two, when nobody was chosen before": {
			[]step{{nil, typed{"did_well": {"A"}}}, {about("Dee Park", "Cy Young"), nil}},
			map[string]string{"did_well.5": "A"}},
		"of each, when a third joins": {
			[]step{{about("Cy Young", "Dee Park"), nil}, {nil, typed{"did_well.4": {"A"}, "did_well.5": {"B"}}},
				{about("Dee Park", "Ana Lima", "Cy Young"), nil}},
			map[string]string{"did_well.4": "A", "did_well.5": "B"}},
		"of who is left, when another leaves": {
			[]step{{about("Cy Young", "Dee Park"), nil}, {nil, typed{"did_well.4": {"A"}, "did_well.5": {"B"}}}, {about("Dee Park"), nil}},
			map[string]string{"did_well.5": "B"}},
		"of both, while nobody is chosen": {
			[]step{{about("Cy Young", "Dee Park"), nil}, {nil, typed{"did_well.4": {"A"}, "did_well.5": {"B"}}}, {[]string{}, nil},
				{about("Dee Park", "Cy Young"), nil}},
			map[string]string{"did_well.4": "A", "did_well.5": "B"}},
		"with the form, when the name was a slip": {
			[]step{{about("Cy Young"), typed{"did_well": {"A"}}}, {about("Dee Park"), nil}},
			map[string]string{"did_well": "A"}},
		"with the form, when the name was a slip and there were two before": {
			[]step{{about("Cy Young", "Dee Park"), nil}, {about("Cy Young"), nil}, {nil, typed{"did_well.4": {"A"}}}, {about("Ana Lima"), nil}},
			map[string]string{"did_well.2": "A"}},
	} {
		t.Run(name, func(t *testing.T) {
			k := known("observation")
			k.More = true
			m := view.Log(k)
			for _, s := range c.steps {
				what := typed{}
				maps.Copy(what, s.typed)
				if s.choose != nil {
					what[practice.FieldPerson] = s.choose
				}
				m = again(t, m, k, what, nil)
			}
			got := shown(t, m)
			delete(got, practice.FieldDate)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("the form shows (-want +got):\n%s", diff)
			}
		})
	}
}

func TestARowIsAddedWhereItIsAskedFor(t *testing.T) {
	k := known("one_on_one")
	k.Subjects = []practice.PersonID{cy, dee}
	m := view.Log(k)
	add := func(path string, what typed) {
		m = again(t, m, k, what, func(d *view.Draft) { d.AddRow(path) })
	}
	add("plan.5", typed{"plan.5.0.what": {"A"}})
	add("plan.5", typed{"plan.5.1.what": {"B"}})
	for _, nowhere := range []string{"plan.5", "plan", "plan.2", "strength", "", "plan.5.0.what"} {
		add(nowhere, nil) // full, or not asked there
	}
	add("", typed{"plan.5.2.what": {"C"}})
	got := shown(t, m)
	delete(got, practice.FieldDate)
	want := map[string]string{"plan.5.0.what": "A", "plan.5.1.what": "B", "plan.5.2.what": "C"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the form shows (-want +got):\n%s", diff)
	}
	if !slices.Equal(buttonValues(m), []string{"plan.4"}) {
		t.Errorf("more rows are offered at %q, want where there is room: plan.4", buttonValues(m))
	}
}

// buttonValues are the fields to which a form offers to add a row.
func buttonValues(m slack.ModalViewRequest) []string {
	var values []string
	for _, b := range m.Blocks.BlockSet {
		if actions, ok := b.(*slack.ActionBlock); ok {
			if button := actions.Elements.ElementSet[0].(*slack.ButtonBlockElement); button.ActionID == view.ActionAddRow {
				values = append(values, button.Value)
			}
		}
	}
	return values
}

// An empty row keeps its place: Slack keeps what was typed by the input's
// block ID.
func TestRowsKeepTheirPlaceWhenAFormIsDrawnAgain(t *testing.T) {
	k := known("training_plan")
	k.Entry = practice.Values{"sessions": {Rows: make([]practice.Row, 3)}}
	m := again(t, view.Log(k), k, typed{"sessions.2.what": {"Closing"}}, func(d *view.Draft) { d.AddRow("sessions") })
	got := shown(t, m)
	delete(got, practice.FieldDate)
	if diff := cmp.Diff(map[string]string{"sessions.2.what": "Closing"}, got); diff != "" {
		t.Errorf("the form shows (-want +got):\n%s", diff)
	}
}

// Slack refuses a form that begins with what its input would not take. What is
// typed so far can be that.
func TestWhatAnInputWouldNotTakeIsNotShownAgain(t *testing.T) {
	k := known("everything_each")
	k.Entry = practice.Values{"number": {Text: "12 or so"}, "url": {Text: "exam"}}
	k.Subjects = []practice.PersonID{cy}
	if got := shown(t, view.Log(k)); got["number"]+got["url"] != "" {
		t.Errorf("the form begins with %q", got)
	}
}

func TestEveryFormHasRoomForThreePeople(t *testing.T) {
	var team []practice.PersonID
	for id := range practice.PersonID(30) {
		team = append(team, id+100)
	}
	long := func(id practice.PersonID) practice.Person {
		return practice.Person{ID: id, Name: fmt.Sprintf("%d%s", id, strings.Repeat("W", 77))}
	}
	for _, p := range playbook.Practices {
		k := known(p.Key)
		k.Reports, k.Who = team, long
		if p.Scope == practice.ScopeReport {
			k.Subjects = team[:3]
		}
		m := view.Log(k)
		lintModal(t, p.Key, m)
		v := fill(t, m, nil)
		es, _, err := view.ParseLog(v, lookup, form)
		if want := max(1, len(k.Subjects)); err != nil || len(es) != want {
			t.Errorf("%s: %d entries, %v; want %d", p.Key, len(es), err, want)
		}
		for range 20 { // as many rows as there is room for
			for _, path := range buttonValues(m) {
				m = again(t, m, k, nil, func(d *view.Draft) { d.AddRow(path) })
			}
		}
	}
}

func TestMorePeopleThanThereIsRoomForAreToldSo(t *testing.T) {
	k := known("everything_each")
	for id := dana + 1; id <= hostile; id++ {
		k.Reports = append(k.Reports, id)
	}
	k.Reports = slices.Compact(slices.Sorted(slices.Values(k.Reports)))
	k.Subjects = k.Reports
	m := view.Log(k)
	lintModal(t, "everything_each", m)
	v := fill(t, m, nil)
	_, _, err := view.ParseLog(v, lookup, form)
	want := practice.Problems{{Field: practice.FieldPerson,
		Text: "This form has room for four people. Log it for them first, then for the others."}}
	got, _ := errors.AsType[practice.Problems](err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("%v (-want +got):\n%s", err, diff)
	}
	if said := view.FieldErrors(v, got); said["person_about~0"] == "" {
		t.Errorf("it stands at %v", said)
	}
}

func TestAFormThatIsBehindTheChoiceOfPeopleIsNotRead(t *testing.T) {
	one := known("observation")
	one.Subjects = []practice.PersonID{cy}
	two := known("observation")
	two.Subjects = []practice.PersonID{cy, dee}
	walkabout := known("proactive_touch")
	for name, c := range map[string]struct {
		drawn  view.Known
		path   string
		choose []string
		want   error
		people int
	}{
		"a second person":                    {one, practice.FieldPerson, []string{"Cy Young", "Dee Park"}, view.ErrBehind, 0},
		"another second person":              {two, practice.FieldPerson, []string{"Cy Young", "Ana Lima"}, view.ErrBehind, 0},
		"one less":                           {two, practice.FieldPerson, []string{"Cy Young"}, view.ErrBehind, 0},
		"the same in another order":          {two, practice.FieldPerson, []string{"Dee Park", "Cy Young"}, nil, 2},
		"another person, who is asked alike": {one, practice.FieldPerson, []string{"Dee Park"}, nil, 1},
		"where nothing is asked of each":     {walkabout, "people", []string{"Dee Park", "Cy Young", "Ana Lima"}, nil, 3},
	} {
		t.Run(name, func(t *testing.T) {
			es, _, err := view.ParseLog(fill(t, view.Log(c.drawn), typed{c.path: c.choose}), lookup, form)
			if !errors.Is(err, c.want) || err == nil && len(es) != c.people {
				t.Errorf("%d entries, %v", len(es), err)
			}
		})
	}
	_, _, err := view.ParseLog(fill(t, view.Log(two), typed{practice.FieldPerson: {}}), lookup, form)
	if ps, ok := errors.AsType[practice.Problems](err); !ok || ps[0].Field != practice.FieldPerson {
		t.Errorf("nobody left: %v", err)
	}
}

func TestAProblemOfOnePersonStandsAtTheirInput(t *testing.T) {
	k := known("one_on_one")
	k.Subjects = []practice.PersonID{cy, dee}
	k.Each = map[practice.PersonID]practice.Values{dee: {"plan": {Rows: make([]practice.Row, 2)}}}
	two := fill(t, view.Log(k), typed{"plan.5.1.what": {"Call"}})
	k.Subjects, k.Each = []practice.PersonID{dee}, nil
	one := fill(t, view.Log(k), nil)
	for name, c := range map[string]struct {
		view  slack.View
		field string
		want  string
	}{
		"a shared field":                         {two, "strength", "strength.5~0"},
		"a row, counted without the empty ones":  {two, "plan.0.due", "plan.5.1.due~0"},
		"a row that is missing":                  {two, "plan.1.what", "plan.5.0.what~0"},
		"what is asked once":                     {two, "plan_author", "plan_author~0"},
		"the person":                             {two, practice.FieldPerson, "person_about~0"},
		"a shared field of a form about one":     {one, "strength", "strength~0"},
		"a row of a form about one":              {one, "plan.0.due", "plan.0.due~0"},
		"the day of a form about several":        {two, practice.FieldDate, "happened_on~0"},
		"what no form asks, at the first input":  {two, "mood", "person_about~0"},
		"a row of what no form asks, there also": {two, "moods.0.what", "person_about~0"},
	} {
		t.Run(name, func(t *testing.T) {
			ps := view.About(c.view, dee, practice.Problems{{Field: c.field, Text: "Odd."}})
			if diff := cmp.Diff(map[string]string{c.want: "Odd."}, view.FieldErrors(c.view, ps)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnUndoMeansTheEntriesOfItsForm(t *testing.T) {
	for value, want := range map[string][]practice.EntryID{"7": {7}, "7,8": {7, 8}, "": nil, "seven,8": {8}} {
		if got := view.ParseUndo(value); !slices.Equal(got, want) {
			t.Errorf("%q is %v, want %v", value, got, want)
		}
	}
}
