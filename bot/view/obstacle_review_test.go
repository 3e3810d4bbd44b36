package view_test

import (
	"fmt"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/bot/view/kit"
	"coach/practice"
)

func obstacleReviewStates() map[string]any {
	form := func(open ...practice.Obstacle) slack.ModalViewRequest {
		k := known("obstacle_review")
		k.Review = &view.ObstacleReview{ObstacleFacts: obstaclesRead(dana), Open: open}
		return view.Log(k)
	}
	var many []practice.Obstacle
	for i := range practice.ObstacleID(14) {
		o := obstacleOf(ana, fmt.Sprintf("%d. %s", i+1, hostileWords), taken)
		o.ID = 100 + i
		many = append(many, o)
	}
	edit := known("obstacle_review")
	edit.Editing = practice.Entry{ID: 9}
	logged := func(key string, values practice.Values) slack.ModalViewRequest {
		e := practice.Entry{ID: 9, Practice: key, Author: dana, LoggedOn: thursday, Values: values}
		return view.Logged(view.LoggedFacts{Practice: practiceOf(key), Logged: []view.LoggedEntry{{Entry: e}}, Who: who})
	}
	return map[string]any{
		"obstacle_review":         form(obstacleOf(ana, legal, taken), func() practice.Obstacle { o := obstacleOf(ben, hostileWords); o.ID = 8; return o }()),
		"obstacle_review_none":    form(),
		"obstacle_review_many":    form(many...),
		"obstacle_review_edit":    view.Log(edit),
		"logged_makes_obstacle":   logged("lead_review", practice.Values{"upstream": {Text: hostileWords}}),
		"logged_makes_of_a_cause": logged("observation", practice.Values{practice.FieldCause: {Text: "obstacle"}}),
		"logged_makes_of_private": logged("proactive_touch", practice.Values{"heard": {Text: "Billing is wrong"}}),
	}
}

// What became of each obstacle is read as it was drawn, whatever else the form
// has.
func TestAReviewIsReadAsItWasDrawn(t *testing.T) {
	state := map[string]map[string]slack.BlockAction{
		"happened_on~0": {kit.ActionChoose: {SelectedDate: "2026-03-05"}},
		"updates.7~0":   {kit.ActionChoose: {SelectedOption: slack.OptionBlockObject{Value: "resolved"}}},
		"updates.8~1":   {kit.ActionChoose: {SelectedOption: slack.OptionBlockObject{Value: "open"}}},
		"updates.x~0":   {kit.ActionChoose: {SelectedOption: slack.OptionBlockObject{Value: "open"}}},
	}
	v := slack.View{PrivateMetadata: `{"practice":"obstacle_review"}`, State: &slack.ViewState{Values: state}}
	es, _, err := view.ParseLog(v, func(string) (practice.PersonID, bool) { return 0, false }, func(key string) (*practice.Practice, bool) { return practiceOf(key), true })
	if err != nil {
		t.Fatal(err)
	}
	if got := es[0].Values["updates"].Reviews; len(got) != 2 || got[7] != "resolved" || got[8] != "open" {
		t.Errorf("read: %v", got)
	}
}
