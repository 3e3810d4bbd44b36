package browser

import (
	"fmt"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A thumb is somebody at a phone, whose presses and characters are counted. A
// tap into a field is a press, and a menu takes two: one to open it and one to
// pick.
type thumb struct {
	tab
	presses, characters, answers int
}

func (h *thumb) press(label string) {
	h.t.Helper()
	h.presses++
	h.tab.press(label, 1)
}

func (h *thumb) write(label, text string) {
	h.t.Helper()
	h.presses++
	h.answers++
	h.characters += utf8.RuneCountInString(text)
	h.tab.write(label, text)
}

func (h *thumb) choose(label, option string) {
	h.t.Helper()
	h.presses++
	if ask(h.tab, "look whether it is a menu", chromedp.Evaluate[bool](fmt.Sprintf(
		`[...document.querySelectorAll("dialog#modal label[for]")].some(l => l.textContent.trim().startsWith(%q) && document.getElementById(l.htmlFor)?.tagName === "SELECT")`, label))) {
		h.presses++
	}
	h.tab.choose(label, option)
}

// logs ends a form, reports what it took, and holds it to the most that it may
// take.
func (h *thumb) logs(what string, presses, answers int) {
	h.t.Helper()
	h.shoot(filepath.Join(h.t.ArtifactDir(), what+".png"))
	h.press("Log it")
	h.sees("Logged.")
	h.t.Logf("%s: %d presses, %d answers of %d characters", what, h.presses, h.answers, h.characters)
	if h.presses > presses || h.answers > answers {
		h.t.Errorf("%s takes %d presses and %d answers; at most %d and %d", what, h.presses, h.answers, presses, answers)
	}
	h.done()
	h.presses, h.characters, h.answers = 0, 0, 0
}

// TestAnObservationTakesSevenPresses logs an observation from a nudge, on a
// phone, and then what else managers log most.
func TestAnObservationTakesSevenPresses(t *testing.T) {
	h := &thumb{tab: tab{t: t, ctx: browser(t)}}
	h.do("be a phone", chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	url := openDemo(t, 0)
	h.open(url)
	h.sees("Good morning Dana")
	observe := func(what string, setting string, presses int) {
		h.presses++
		h.pressLatest("Log")
		h.sees("What did you observe?")
		if setting != "" {
			h.choose("What did you observe?", setting)
		}
		h.write("What they did well", "Waited after the price")
		h.write("One thing to improve", "One question at a time")
		h.write("Their next step", "Try the new opening twice")
		h.logs(what, presses, 3)
	}
	observe("observation", "Live call-along", 7)
	observe("the next observation", "", 5)
	open := func(words string) {
		h.presses++ // the nudge's button
		h.open(url + "as/dana/dm")
		h.do("open a form", chromedp.SendKeys(chromedp.CSS("#text"), "/coach log "+words+kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	}
	open("1:1 @cy")
	h.write("A strength to build on", "Calls back within the hour")
	h.choose("Where did the time go?", "Mostly looking ahead")
	h.choose("Who writes the plan?", "They do")
	h.do("wait until the plan is theirs", chromedp.WaitNotPresent(`//dialog[@id="modal"]//label[starts-with(normalize-space(), "Action plan")]`))
	h.logs("1-1", 5, 1)
	open("in the moment")
	h.choose("Who?", "Ana Lima")
	h.write("What you saw", "Asked what waiting would cost")
	h.logs("in the moment", 5, 1)
}
