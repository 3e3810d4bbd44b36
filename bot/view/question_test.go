package view_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"coach/bot/view"
	"coach/practice"
)

// chosen returns the cause and the response of an observation as it is drawn
// after each of some choices, and the block ID of the response.
func chosen(t *testing.T, steps ...typed) map[string]string {
	t.Helper()
	k := known("observation")
	m := view.Log(k)
	for _, what := range steps {
		m = again(t, m, k, what, (*view.Draft).Suggest)
	}
	got := map[string]string{}
	for block, actions := range fill(t, m, nil).State.Values {
		path, _, _ := strings.Cut(block, "~")
		if picked := actions["v"].SelectedOption.Value; picked != "" {
			got[path] = picked
		}
		if path == "response" {
			got["id"] = block
		}
	}
	return got
}

func TestACauseSuggestsAResponse(t *testing.T) {
	cause := func(label string) typed { return typed{"cause": {label}} }
	for name, test := range map[string]struct {
		steps []typed
		want  map[string]string
	}{
		"nothing chosen yet":              {nil, map[string]string{"id": "response~0"}},
		"a cause":                         {[]typed{cause("skill")}, map[string]string{"cause": "skill", "response": "coaching", "id": "response~1"}},
		"the same form drawn again":       {[]typed{cause("skill"), {}}, map[string]string{"cause": "skill", "response": "coaching", "id": "response~1"}},
		"another cause":                   {[]typed{cause("skill"), cause("obstacle")}, map[string]string{"cause": "obstacle", "response": "remove", "id": "response~2"}},
		"the author's own response stays": {[]typed{cause("skill"), {"response": {"feedback"}}, cause("obstacle")}, map[string]string{"cause": "obstacle", "response": "feedback", "id": "response~1"}},
		"chosen before the cause":         {[]typed{{"response": {"feedback"}}, cause("skill")}, map[string]string{"cause": "skill", "response": "feedback", "id": "response~0"}},
	} {
		if diff := cmp.Diff(test.want, chosen(t, test.steps...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAFormThatLacksWhatIsNeededNowIsBehind(t *testing.T) {
	k := known("one_on_one")
	k.Subjects, k.Entry = []practice.PersonID{cy}, practice.Values{"plan_author": {Text: "they"}}
	m := view.Log(k)
	if _, _, err := view.ParseLog(fill(t, m, nil), lookup, form); err != nil {
		t.Errorf("their own plan: %v", err)
	}
	if _, _, err := view.ParseLog(fill(t, m, typed{"plan_author": {"both"}}), lookup, form); !errors.Is(err, view.ErrBehind) {
		t.Errorf("a plan that was not asked for: %v", err)
	}
	k.Subjects = []practice.PersonID{cy, dee}
	if _, _, err := view.ParseLog(fill(t, view.Log(k), typed{"plan_author": {"both"}}), lookup, form); !errors.Is(err, view.ErrBehind) {
		t.Errorf("plans of two that were not asked for: %v", err)
	}
}

func TestADayThatCoachFilledInIsNoStep(t *testing.T) {
	k := known("observe_coach")
	k.Subjects, k.StepDue = []practice.PersonID{cy}, thursday+7
	read := func(what typed) []practice.Row {
		es, _, err := view.ParseLog(fill(t, view.Log(k), what), lookup, form)
		if err != nil {
			t.Fatal(err)
		}
		return es[0].Values["next_step"].Rows
	}
	if got := read(nil); got != nil {
		t.Errorf("nothing written: %+v", got)
	}
	if diff := cmp.Diff([]practice.Row{{What: "Ask first", Due: thursday + 7}}, read(typed{"next_step.0.what": {"Ask first"}})); diff != "" {
		t.Errorf("a step on that day: %s", diff)
	}
	if diff := cmp.Diff([]practice.Row{{Due: thursday + 8}}, read(typed{"next_step.0.due": {(thursday + 8).String()}})); diff != "" {
		t.Errorf("another day alone, which its author is asked about: %s", diff)
	}
}
