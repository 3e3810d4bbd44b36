// Package browser has tests only: the demo's page, as a visitor uses it in
// Chromium.
package browser

import (
	"context"
	"flag"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"coach/cadence"
	"coach/demo"
)

var update = flag.Bool("update", false, "rewrite the README's pictures")

// browser starts headless Chromium. Where there is none the test is skipped,
// unless COACH_BROWSER=required.
func browser(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		if os.Getenv("COACH_BROWSER") == "required" {
			t.Fatal("no Chromium here, and COACH_BROWSER=required")
		}
		t.Skip("no Chromium here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.WindowSize(1280, 860),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en-GB"),
		chromedp.Flag("force-prefers-reduced-motion", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, chromedp.Navigate("about:blank")); err != nil { // the browser lives as long as this context
		t.Fatal(err)
	}
	return ctx
}

// TestAVisitorsTwoMinutes takes the four steps that the page's hints lead to.
func TestAVisitorsTwoMinutes(t *testing.T) {
	p := tab{t, browser(t)}
	weeks := 0
	if *update { // the README's picture of a digest shows where things are heading
		weeks = demo.MostWeeks
	}
	url := openDemo(t, weeks)
	p.open(url)
	p.sees("Good morning Dana")
	p.sees("1 of 5")
	p.picture("morning")

	p.pressLatest("Log")
	p.sees("2 of 5")
	p.choose("What did you observe?", "Live call-along")
	p.choose("What is behind it?", "Know how but not yet good at it")
	p.do("wait for what follows", chromedp.WaitReady(`//dialog[@id="modal"]//option[@selected and starts-with(normalize-space(), "Sales coaching")]`))
	p.write("What they did well", "Let the silence work after the price")
	p.write("One thing to improve", "Ask one question at a time")
	p.write("Their next step", "Try the new opening twice this week")
	p.date("By when?", "2026-03-12")
	p.do("see all of it", chromedp.EmulateViewport(1100, 1420), chromedp.Evaluate[chromedp.Void](`document.querySelector("dialog#modal label").scrollIntoView({block: "end"})`))
	p.picture("form")
	p.do("have the window back", chromedp.EmulateViewport(1280, 860))
	p.press("Log it", 1)
	p.sees("Logged. On time.")
	p.done()
	p.sees("logged Thu 5 Mar.")

	p.sees("3 of 5")
	p.thank("@ana")
	p.sees("4 of 5")
	p.press("Next Monday", 1)
	p.do("wait for Monday", chromedp.WaitVisible(`//section[@id="clock"]//*[contains(., "Mon 9 Mar")]`), chromedp.WaitEnabled(chromedp.CSS("#jump-1")))
	p.open(url + "as/dana/c/leaders")
	p.sees("The week of 2–8 March")
	p.sees("planned moments happened")
	p.sees("5 of 5")
	p.do("have little room", chromedp.EmulateViewport(1100, 400))
	p.open(url + "as/dana/c/leaders")
	if above := ask(p, "measure", chromedp.Evaluate[float64](`document.querySelector("#messages").getBoundingClientRect().top - [...document.querySelectorAll("article")].at(-1).getBoundingClientRect().top`)); above > 0 {
		t.Errorf("the page opens %.0f pixels below the beginning of its newest message", above)
	}
	p.do("make room", chromedp.EmulateViewport(1100, 1520), chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("article")].at(-1).scrollIntoView()`))
	p.picture("digest")
	p.open(url + "as/dana/c/wins")
	p.sees("Rehearsed the demo with me the evening before")
}

// TestTheFormSaysWhatIsWrong: an error stands at its field, and what was typed
// stays.
func TestTheFormSaysWhatIsWrong(t *testing.T) {
	p := tab{t, browser(t)}
	p.open(openDemo(t, 0))
	p.do("type a command", chromedp.SendKeys(chromedp.CSS("#text"), "/coach log in the moment"+kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	p.press("Log it", 1)
	p.sees("Please complete this required field.")
	p.choose("Who?", "Ana Lima")
	p.write("What you saw", "Asked what the customer would lose by waiting")
	p.date("When did it happen?", "2026-03-20")
	p.press("Log it", 1)
	p.sees("That day hasn't come yet. Log it once it has happened.")
	kept := ask(p, "read the note", chromedp.Value(byID(p.field("What you saw"))))
	if kept != "Asked what the customer would lose by waiting" {
		t.Errorf("the note is now %q", kept)
	}
	p.date("When did it happen?", "2026-03-05")
	p.press("Log it", 1)
	p.sees("Logged.")
}

// TestByKeyboardAlone presses a nudge's button, fills a form and closes it
// without a mouse.
func TestByKeyboardAlone(t *testing.T) {
	p := tab{t, browser(t)}
	p.open(openDemo(t, 0))
	focus := func(what, js string) {
		t.Helper()
		for range 80 {
			if ask(p, "look for "+what, chromedp.Evaluate[bool](js)) {
				return
			}
			p.do("press Tab", chromedp.KeyEvent(kb.Tab))
		}
		t.Fatalf("%s cannot be reached by Tab", what)
	}
	focus("Skip", `document.activeElement.textContent.trim() === "Skip" && document.activeElement.tagName === "BUTTON"`)
	p.do("open the form", chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	p.sees("What got in the way?")
	focus("a reason", `document.activeElement.closest("dialog#modal") !== null && ["SELECT", "INPUT"].includes(document.activeElement.tagName)`)
	p.do("leave with Escape", chromedp.KeyEvent(kb.Escape), chromedp.WaitNotPresent(chromedp.CSS("dialog#modal")))
	back := ask(p, "see where the focus is", chromedp.Evaluate[string](`document.activeElement.textContent.trim()`))
	if back != "Skip" {
		t.Errorf("the focus is on %q after the form closed, not on the button that opened it", back)
	}
}

// TestOnAPhone: at the width of a phone nothing is cut off, and the sidebar is
// a drawer.
func TestOnAPhone(t *testing.T) {
	p := tab{t, browser(t)}
	p.do("be a phone", chromedp.EmulateViewport(360, 740, chromedp.EmulateMobile))
	p.open(openDemo(t, 0))
	p.sees("Good morning Dana")
	wide := ask(p, "measure", chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`))
	if wide > 0 {
		t.Errorf("the page is %d pixels too wide", wide)
	}
	p.do("open the drawer", chromedp.Click(chromedp.CSS("#drawer-button")), chromedp.WaitVisible(chromedp.CSS(`#drawer-button[aria-expanded="true"]`)))
	p.do("go to #wins", chromedp.Click(chromedp.CSS(`#sidebar a[href$="/c/wins"]`)), chromedp.WaitVisible(`//h1[contains(., "wins")]`))
}

// TestHomesOfBoth: whoever is coached and who coaches find what was said, what
// they agreed on and what waits, on a desk and on a phone.
func TestHomesOfBoth(t *testing.T) {
	p := tab{t, browser(t)}
	weeks := 1
	if *update {
		weeks = demo.MostWeeks
	}
	url := openDemo(t, weeks)
	p.open(url + "as/ana/home")
	for _, text := range []string{"Hello Ana", "Write my plan", "Your next steps", "On the list", "Your focus", "Lately"} {
		p.sees(text)
	}
	p.do("make room", chromedp.EmulateViewport(1100, 1180))
	p.picture("home")
	p.do("be a phone", chromedp.EmulateViewport(390, 1180, chromedp.EmulateMobile))
	p.open(url + "as/dana/home")
	p.press("Dismiss the hints", 1)
	for _, text := range []string{"Hello Dana", "To do now", "Waiting for you", "Your people"} {
		p.sees(text)
	}
	if wide := ask(p, "measure", chromedp.Evaluate[int](`document.documentElement.scrollWidth - innerWidth`)); wide > 0 {
		t.Errorf("the page is %d pixels too wide", wide)
	}
	p.picture("phone")
}

// TestTwoPeopleAtOnce: what one does, the other sees without doing anything.
func TestTwoPeopleAtOnce(t *testing.T) {
	ctx := browser(t)
	ben := tab{t, ctx}
	url := openDemo(t, 0)
	ben.open(url + "as/ben/dm")
	other, stop := chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(other, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	ana := tab{t, other}
	ana.open(url + "as/ana/c/wins")
	ben.thank("@ana")
	ana.sees("Rehearsed the demo with me the evening before")
	title := ask(ana, "read the title", chromedp.Title())
	if !strings.Contains(title, "Ana Lima") {
		t.Errorf("the other page is titled %q", title)
	}
}

// TestHomeInTheBrowser logs something from coach's Home, which then shows what
// is left.
func TestHomeInTheBrowser(t *testing.T) {
	p := tab{t, browser(t)}
	p.open(openDemo(t, 0) + "as/dana/home")
	p.sees("Hello Dana")
	p.sees("Two to go, on time until Fri 6 Mar")
	p.shoot(filepath.Join(t.ArtifactDir(), "home.png"))
	p.press("Log something", 1)
	p.choose("What did you do?", "In-the-moment coaching")
	p.press("Next", 1)
	p.sees("What you saw and what you said or asked")
	p.choose("Who?", "Ana Lima")
	p.write("What you saw", "Asked what the customer would lose by waiting")
	p.press("Log it", 1)
	p.sees("Logged.")
	p.done()
	p.sees("On time until Fri 6 Mar")
}

// TestTheTopOfAcmePublishes: Carla changes the playbook in the browser, and
// the next morning Dana reads about it and is in.
func TestTheTopOfAcmePublishes(t *testing.T) {
	p := tab{t, browser(t)}
	weeks := 0
	if *update {
		weeks = demo.MostWeeks
	}
	url := openDemo(t, weeks)
	p.open(url + "as/carla/dm")
	p.do("type a command", chromedp.SendKeys(chromedp.CSS("#text"), "/coach playbook"+kb.Enter))
	p.press("Change the playbook", 1)
	p.sees("You haven't changed anything yet.")
	p.click("change the observation", `(//dialog[@id="modal"]//*[contains(., "Observation")]/following::button[normalize-space()="Change"])[1]`)
	p.sees("From when?")
	p.choose("How often?", "Every month")
	p.sees("the next full period, on Wednesday 1 April")
	p.press("Keep this change", 1)
	p.sees("Changed but not published yet")
	p.press("Review and publish", 1)
	p.sees("What it takes")
	p.write("Why are you changing this?", "Fewer, and longer ones")
	p.picture("publish")
	p.press("Publish", 1)
	p.done()
	p.press("Next morning", 1)
	p.open(url + "as/dana/dm")
	p.sees("Carla has changed what the playbook expects of you.")
	p.click("unfold it", `(//article)[last()]//summary[contains(., "has changed what the playbook expects")]`)
	p.sees("Fewer, and longer ones")
	p.do("make room", chromedp.EmulateViewport(1100, 1240), chromedp.Evaluate[chromedp.Void](`[...document.querySelectorAll("article")].at(-1).scrollIntoView()`))
	p.picture("announcement")
	p.pressLatest("I'm in")
	p.sees("You're in")
}

// openDemo plays Acme until the test ends, and returns the page's address once a
// visitor may come. It is always the same Thursday.
func openDemo(t *testing.T, weeks int) (url string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, done := make(chan net.Addr, 1), make(chan error, 1)
	go func() {
		done <- demo.Serve(ctx, listener, demo.Options{Company: demo.Acme(), Visit: cadence.NewDate(2026, 3, 5), Weeks: weeks,
			Report: func(string) {}, Ready: func(at net.Addr) { ready <- at }})
	}()
	t.Cleanup(func() {
		stop()
		if err := <-done; err != nil {
			t.Errorf("the demo ended with: %v", err)
		}
	})
	select {
	case at := <-ready:
		return "http://" + at.String() + "/"
	case err := <-done:
		done <- err
		t.Fatal("the demo did not start")
	}
	return ""
}
