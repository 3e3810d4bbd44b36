package bot

import (
	"encoding/json"
	"strings"
	"testing"

	"coach/bot/view"
	"coach/practice"
)

func TestWhatIsTypedIsCutAfterItsMentionsAndNeverInsideOne(t *testing.T) {
	long := strings.Repeat("ä", readFor)
	for _, test := range []struct {
		name, text, want string
		isCut            bool
	}{
		{"short words", "thank <@U1|ana> for the demo", "thank <@U1|ana> for the demo", false},
		{"as many as are read", long, long, false},
		{"one character more", long + "x", long, true},
		{"a mention across the end", long[2:] + "<@U0123456789|" + long + ">", long[2:] + "<@U0123456789|" + long + ">", false},
		{"a mention behind the end", "x" + long + "<@U1> and more", "x" + long[2:] + "<@U1>", true},
		{"what is no mention", "<@" + long, "<@" + long[4:], true},
		{"a crowd", strings.Repeat("<@U1>", 40), strings.Repeat("<@U1>", mentionsMost), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, isCut := cut(test.text); got != test.want || isCut != test.isCut {
				t.Errorf("read %q, cut %t", got, isCut)
			}
		})
	}
}

func TestTheAnswerToWordsThatWereCutSaysSo(t *testing.T) {
	says := func(v any) bool {
		drawn, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(drawn), "first 300 characters")
	}
	for _, isCut := range []bool{true, false} {
		a := envelope{kind: "command", isCut: isCut}
		if says(a.present(view.Sorry("Nothing is due."), nil).ack) != isCut || says(a.present(nil, practice.Problems{{Text: "No."}}).ack) != isCut {
			t.Errorf("cut %t is said otherwise", isCut)
		}
	}
	if form := view.FormWithCut(view.SorryView("Title", "Words"), readFor); !says(form.Blocks) {
		t.Error("a form does not say so")
	}
}
