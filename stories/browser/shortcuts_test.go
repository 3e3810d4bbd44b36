package browser

import (
	"fmt"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// onLatest uses a shortcut on the latest message of the channel that is open:
// one press for the message's menu, and one in it.
func (h *thumb) onLatest(shortcut string) {
	h.t.Helper()
	h.presses += 2
	h.click("open the message's menu", `(//article)[last()]//summary[starts-with(@aria-label, "More actions")]`)
	h.click("use the shortcut "+shortcut, fmt.Sprintf(`(//article)[last()]//details[@open]//button[starts-with(normalize-space(), %q)]`, shortcut))
	h.do("see its form", chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
}

// types types a command: a press for the place where one types, and one to send
// it.
func (h *thumb) types(command string) {
	h.t.Helper()
	h.presses += 2
	h.characters += len(command)
	h.do("type a command", chromedp.SendKeys(chromedp.CSS("#text"), command+kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
}

// reports says what a form took, from the first press to when it is stored, and
// holds the presses to the most that they may be. The seconds are the program's
// and the browser's: nobody thinks or types here.
func (h *thumb) reports(what string, began time.Time, presses int) {
	h.t.Helper()
	h.t.Logf("%s: %d presses, %d answers of %d characters; %.1f seconds without thinking and typing", what, h.presses, h.answers, h.characters, time.Since(began).Seconds())
	if h.presses > presses {
		h.t.Errorf("%s takes %d presses, at most %d", what, h.presses, presses)
	}
	h.presses, h.characters, h.answers = 0, 0, 0
}

// TestWhatAShortcutTakes thanks somebody for a message on a phone, raises an
// obstacle from one and by command, and puts one on the list for a 1:1.
func TestWhatAShortcutTakes(t *testing.T) {
	h := &thumb{tab: tab{t: t, ctx: browser(t)}}
	h.do("be a phone", chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	url := openDemo(t, 0)
	h.open(url + "as/dana/c/general")
	began := time.Now()
	h.onLatest("Thank for this")
	h.write("What did they do?", "Told us before it hurt")
	h.choose("Where to share it", "In the channel")
	h.press("Send thanks")
	h.sees("Sent.")
	h.reports("thanks for a message", began, 5)
	h.done()
	const slow = "Security answers take ten days"
	began = time.Now()
	h.onLatest("This is an obstacle")
	h.write("What is in the way?", slow)
	h.press("Raise it")
	h.sees("Raised.")
	h.reports("an obstacle from a message", began, 4)
	h.done()
	began = time.Now()
	h.types("/coach obstacle " + slow)
	h.press("Raise it")
	h.sees("Raised.")
	h.reports("an obstacle by command", began, 3)
	h.done()
	began = time.Now()
	h.onLatest("Talk about this")
	h.write("What do you want to talk about?", "Who could shorten it?")
	h.press("Add it")
	h.sees("Added.")
	h.reports("a topic from a message", began, 4)
}
