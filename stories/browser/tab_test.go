package browser

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A tab is a page that a person looks at.
type tab struct {
	t   *testing.T
	ctx context.Context
}

func (p tab) do(what string, actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, 60*time.Second)
	defer stop()
	p.check(what, chromedp.Do(ctx, actions...))
}

// ask evaluates something on the page.
func ask[T any](p tab, what string, action chromedp.Action[T]) T {
	p.t.Helper()
	ctx, stop := context.WithTimeout(p.ctx, 60*time.Second)
	defer stop()
	answer, err := chromedp.Run(ctx, action)
	p.check(what, err)
	return answer
}

func (p tab) check(what string, err error) {
	p.t.Helper()
	if err != nil {
		shot := filepath.Join(p.t.ArtifactDir(), "failed.png")
		p.shoot(shot)
		p.t.Fatalf("%s: %v (see %s)", what, err, shot)
	}
}

func (p tab) open(url string) {
	p.t.Helper()
	p.do("open "+url, chromedp.Navigate(url), chromedp.WaitVisible(chromedp.CSS("#main")))
}

// press presses the nth button with a label.
func (p tab) press(label string, nth int) {
	p.t.Helper()
	p.click("press "+label, fmt.Sprintf(`(//button[normalize-space()=%q])[%d]`, label, nth))
}

// pressLatest presses the first button with a label in the latest message.
func (p tab) pressLatest(label string) {
	p.t.Helper()
	p.click("press "+label, fmt.Sprintf(`((//article)[last()]//button[normalize-space()=%q])[1]`, label))
}

// click presses what an XPath finds, and finds it anew to do so: what came in
// meanwhile may have moved it from where a mouse would have pressed.
func (p tab) click(what, xpath string) {
	p.t.Helper()
	p.do(what, chromedp.WaitEnabled(xpath))
	pressed := ask(p, what, chromedp.Evaluate[bool](fmt.Sprintf(`(() => {
		const found = document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
		found?.click();
		return !!found;
	})()`, xpath)))
	if !pressed {
		p.t.Fatalf("%s: it is gone", what)
	}
}

// sees waits until the page says something.
func (p tab) sees(text string) {
	p.t.Helper()
	p.do("see "+text, chromedp.WaitVisible(fmt.Sprintf(`//main//*[contains(normalize-space(.), %q)] | //dialog//*[contains(normalize-space(.), %q)]`, text, text)))
}

// field is the ID of what a label belongs to.
func (p tab) field(label string) string {
	p.t.Helper()
	p.do("wait for the form", chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	id := ask(p, "find "+label, chromedp.Evaluate[string](fmt.Sprintf(
		`[...document.querySelectorAll("dialog#modal label[for]")].find(l => l.textContent.trim().startsWith(%q))?.htmlFor ?? ""`, label)))
	if id == "" {
		p.t.Fatalf("the form has no field %q", label)
	}
	return id
}

// write types into a field.
func (p tab) write(label, text string) {
	p.t.Helper()
	p.do("write into "+label, chromedp.SendKeys(byID(p.field(label)), text))
}

func byID(id string) chromedp.CSS { return chromedp.CSS(fmt.Sprintf(`[id=%q]`, id)) }

// date sets a date field, whose keys depend on the browser's language.
func (p tab) date(label, value string) {
	p.t.Helper()
	p.do("set "+label, chromedp.SetValue(byID(p.field(label)), value))
}

// choose picks an option of a menu, or ticks one.
func (p tab) choose(label, option string) {
	p.t.Helper()
	p.do("wait for the form", chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	ok := ask(p, "choose "+option, chromedp.Evaluate[bool](fmt.Sprintf(`(() => {
		const form = document.querySelector("dialog#modal");
		for (const legend of form.querySelectorAll("legend")) {
			if (!legend.textContent.trim().startsWith(%q)) continue;
			const tick = [...legend.parentElement.querySelectorAll("label.option")].find(l => l.textContent.trim().startsWith(%q));
			if (tick) { tick.click(); return true; }
		}
		const menu = document.getElementById([...form.querySelectorAll("label[for]")].find(l => l.textContent.trim().startsWith(%q))?.htmlFor);
		const wanted = menu && [...menu.options].find(o => o.textContent.trim().startsWith(%q));
		if (!wanted) return false;
		menu.value = wanted.value;
		menu.dispatchEvent(new Event("change", {bubbles: true}));
		return true;
	})()`, label, option, label, option)))
	if !ok {
		p.t.Fatalf("the form has no %q to choose for %q", option, label)
	}
}

func (p tab) shoot(path string) {
	p.t.Helper()
	png, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Logf("screenshot: %v", err)
		return
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		p.t.Error(err)
	}
}

// picture takes a screenshot: the README's, when testdata is rewritten.
func (p tab) picture(name string) {
	p.t.Helper()
	dir := p.t.ArtifactDir()
	if *update {
		dir = "../../docs"
	}
	p.shoot(filepath.Join(dir, name+".png"))
}

func (p tab) thank(who string) {
	p.t.Helper()
	p.do("type a command", chromedp.SendKeys(chromedp.CSS("#text"), "/coach recognize "+who+kb.Enter), chromedp.WaitVisible(chromedp.CSS("dialog#modal")))
	p.write("What did they do?", "Rehearsed the demo with me the evening before")
	p.choose("Which of our values", "Teamwork")
	p.write("What difference", "The customer said yes on the spot")
	p.choose("Where to share it", "In the channel")
	p.press("Send thanks", 1)
	p.sees("It will appear in")
	p.done()
}

// done closes what is left of a form.
func (p tab) done() {
	p.t.Helper()
	p.do("close the form", chromedp.Click(`(//dialog[@id="modal"]//button[normalize-space()="Done"])[last()]`)) // a step on the Home below has a Done of its own
	p.do("wait until the form is gone", chromedp.WaitNotPresent(chromedp.CSS("dialog#modal")))
}
