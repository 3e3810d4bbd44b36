package view_test

import (
	"slices"
	"strings"

	"coach/bot/view"
	"coach/practice"
)

func bestStates() map[string]any {
	one := practice.BestPractice{Entry: 3, SharedBy: dana, On: march(4), What: "Open with the budget: what would have to be true?", Whose: []practice.PersonID{ben}, Tries: []practice.PersonID{ana, cy}, Link: "https://example.com/call"}
	meeting := practice.BestPractice{Entry: 4, SharedBy: ana, On: march(2), What: "Ask for two options before offering one"}
	odd := practice.BestPractice{Entry: 5, SharedBy: hostile, On: march(2), What: strings.Repeat(hostileWords+" ", 3), Whose: []practice.PersonID{wordy, noa, fox, ben}, Link: "javascript:alert(1)"}
	best := func(change func(*view.BestFacts)) any {
		f := view.BestFacts{Reader: ana, Who: who, Today: thursday}
		change(&f)
		return view.Best(f)
	}
	return map[string]any{
		"best_none":       best(func(*view.BestFacts) {}),
		"best_none_share": best(func(f *view.BestFacts) { f.MayShare = true }),
		"best_none_found": best(func(f *view.BestFacts) { f.Words = "discovery" }),
		"best_none_odd":   best(func(f *view.BestFacts) { f.Words = hostileWords }),
		"best_found":      best(func(f *view.BestFacts) { f.Words, f.Found = "option", []practice.BestPractice{meeting} }),
		"best_newest":     best(func(f *view.BestFacts) { f.Found, f.MayShare = []practice.BestPractice{one, meeting, odd}, true }),
		"best_many": best(func(f *view.BestFacts) {
			f.Found, f.More = slices.Repeat([]practice.BestPractice{one, odd}, 5), true
		}),
	}
}
