package sandbox_test

import (
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"coach/sandbox"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A browser shows the page to one person.
type browser struct {
	t      *testing.T
	page   http.Handler
	handle string
}

// get opens a place, such as "dm" or "c/wins".
func (b browser) get(place string) (document string) {
	b.t.Helper()
	answer := b.do(httptest.NewRequest(http.MethodGet, "http://localhost:8080/as/"+b.handle+"/"+place, nil))
	if answer.Code != http.StatusOK {
		b.t.Fatalf("%s at %s gets %s", b.handle, place, answer.Result().Status)
	}
	synctest.Wait() // for what the app was told of
	return answer.Body.String()
}

// post sends a form from a place and follows where it leads. The fields are names
// and values in turn.
func (b browser) post(place, verb string, fields ...string) (document string) {
	b.t.Helper()
	form := url.Values{"at": {place}}
	for i := 0; i < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost:8080/as/"+b.handle+"/"+verb, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	answer := b.do(r)
	if want := "/as/" + b.handle + "/" + place; answer.Code != http.StatusSeeOther || answer.Header().Get("Location") != want {
		b.t.Fatalf("%s of %s at %s leads to %q with %s: %s", verb, b.handle, place, answer.Header().Get("Location"), answer.Result().Status, answer.Body)
	}
	return b.get(place)
}

func (b browser) do(r *http.Request) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	b.page.ServeHTTP(answer, r)
	return answer
}

// callJSON calls a method of the Web API with a body of JSON that slack-go might not
// write.
func callJSON(t *testing.T, w *sandbox.Workspace, method, body string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://slack.test/api/"+method, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.BotToken())
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	if !strings.Contains(answer.Body.String(), `"ok":true`) {
		t.Errorf("%s answers %s", method, answer.Body)
	}
}

func testdata(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// golden compares a piece of a document with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.Join("testdata", name), []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(testdata(t, name), got); diff != "" {
		t.Errorf("%s is drawn otherwise (- before, + now):\n%s", name, diff)
	}
}

// cut is the first piece of a document from one string to another, both included.
func cut(t *testing.T, document, from, to string) string {
	t.Helper()
	_, rest, ok := strings.Cut(document, from)
	inner, _, closed := strings.Cut(rest, to)
	if !ok || !closed {
		t.Fatalf("there is nothing between %q and %q in\n%s", from, to, document)
	}
	return from + inner + to + "\n"
}

// galleries show every block and every field.
func postGallery(t *testing.T, w *sandbox.Workspace) {
	callJSON(t, w, "chat.postMessage", `{"channel":"UDANA0000","text":"Good morning","blocks":`+testdata(t, "gallery_message.json")+`}`)
}

func openGallery(t *testing.T, w *sandbox.Workspace, a *app) {
	a.command = func(c slack.SlashCommand) any {
		callJSON(t, w, "views.open", fmt.Sprintf(`{"trigger_id":%q,"view":%s}`, c.TriggerID, testdata(t, "gallery_modal.json")))
		return nil
	}
}

func TestThePageDrawsEveryBlockAndField(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		postGallery(t, w)
		golden(t, "gallery_message.html", cut(t, dana.get("dm"), "<article", "</article>"))
		openGallery(t, w, a)
		golden(t, "gallery_modal.html", cut(t, dana.post("dm", "say", "text", "/help"), `<dialog class="modal" id="modal"`, "</dialog>"))
	})
}

func TestThePageRunsNothingThatIsNotItsOwn(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		postGallery(t, w)
		openGallery(t, w, a)
		w.User("dana").Command("/help")
		w.User("dana").Say(`<script>alert(1)</script> <img src=x onerror=alert(1)> <javascript:alert(1)|here>`)
		dana := browser{t, w.Page(sandbox.PageOptions{}), "dana"}
		answer := dana.do(httptest.NewRequest(http.MethodGet, "http://localhost/as/dana/dm", nil))
		policy := answer.Header().Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'; style-src 'self';") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("the policy is %q", policy)
		}
		inline := regexp.MustCompile(`(?i)<style|<script(?: [^>]*)?>[^<]|<[^>]*\s(?:style|on\w+)=|href="javascript:|ZgotmplZ`)
		if found := inline.FindString(answer.Body.String()); found != "" {
			t.Errorf("the page has %q, which its own policy forbids", found)
		}
		for _, asset := range []string{"base.css", "blocks.css", "forms.css", "main.js", "live.js", "morph.js", "forms.js", "composer.js", "icon.svg"} {
			if got := dana.do(httptest.NewRequest(http.MethodGet, "http://localhost/page/"+asset, nil)); got.Code != http.StatusOK {
				t.Errorf("%s is answered with %s", asset, got.Result().Status)
			}
		}
	})
}

func TestThePageIsForThisMachine(t *testing.T) {
	w := workspace(t, sandbox.Options{})
	page := w.Page(sandbox.PageOptions{As: "dana", Start: "wins"})
	for name, c := range map[string]struct {
		method, address string
		header          [2]string
		want            int
	}{
		"localhost":                        {"GET", "http://localhost:8080/", [2]string{}, http.StatusSeeOther},
		"the loopback address":             {"GET", "http://127.0.0.1:8080/as/dana/dm", [2]string{}, http.StatusOK},
		"the loopback address of IPv6":     {"GET", "http://[::1]:8080/as/dana/dm", [2]string{}, http.StatusOK},
		"a name below localhost":           {"GET", "http://demo.localhost/as/dana/dm", [2]string{}, http.StatusOK},
		"a foreign name":                   {"GET", "http://evil.example/as/dana/dm", [2]string{}, http.StatusForbidden},
		"a foreign name ending alike":      {"GET", "http://evillocalhost/as/dana/dm", [2]string{}, http.StatusForbidden},
		"a foreign address":                {"GET", "http://192.168.0.7/as/dana/dm", [2]string{}, http.StatusForbidden},
		"a form of another site":           {"POST", "http://localhost/as/dana/say", [2]string{"Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
		"a form of another origin":         {"POST", "http://localhost/as/dana/say", [2]string{"Origin", "http://evil.example"}, http.StatusForbidden},
		"a form of its own":                {"POST", "http://localhost/as/dana/say", [2]string{"Origin", "http://localhost"}, http.StatusSeeOther},
		"a person who is not there":        {"GET", "http://localhost/as/nobody/dm", [2]string{}, http.StatusNotFound},
		"a bot":                            {"GET", "http://localhost/as/robot/dm", [2]string{}, http.StatusNotFound},
		"a channel that is not there":      {"GET", "http://localhost/as/dana/c/nowhere", [2]string{}, http.StatusNotFound},
		"a private channel of others":      {"GET", "http://localhost/as/dana/c/secret", [2]string{}, http.StatusNotFound},
		"a verb that is not there":         {"POST", "http://localhost/as/dana/dance", [2]string{}, http.StatusNotFound},
		"a form of a person who is not":    {"POST", "http://localhost/as/nobody/say", [2]string{}, http.StatusNotFound},
		"a search where nothing is opened": {"POST", "http://localhost/as/dana/search", [2]string{}, http.StatusNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, c.address, nil)
			r.Header.Set(c.header[0], c.header[1])
			answer := httptest.NewRecorder()
			page.ServeHTTP(answer, r)
			if answer.Code != c.want {
				t.Errorf("it gets %d, want %d", answer.Code, c.want)
			}
		})
	}
	start := httptest.NewRecorder()
	page.ServeHTTP(start, httptest.NewRequest(http.MethodGet, "http://localhost/", nil))
	if got := start.Header().Get("Location"); got != "/as/dana/c/wins" {
		t.Errorf("a first visitor is led to %q", got)
	}
}

// expect says which strings a document must have, and with "no " in front which
// it must not.
func expect(t *testing.T, document string, strs ...string) {
	t.Helper()
	for _, s := range strs {
		absent, forbidden := strings.CutPrefix(s, "no ")
		if strings.Contains(document, absent) == forbidden {
			t.Errorf("expected %q in\n%s", s, regexp.MustCompile(`(?s)^.*<main|</main>.*$`).ReplaceAllString(document, ""))
		}
	}
}
