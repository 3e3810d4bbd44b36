package sandbox_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

// request sends a request to a handler, with headers as names and values in turn.
func request(h http.Handler, method, address, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, address, strings.NewReader(body)).WithContext(gone())
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, r)
	return answer
}

// gone is the context of somebody who has left, so that a stream ends that should
// not have begun.
func gone() context.Context {
	ctx, leave := context.WithCancel(context.Background())
	leave()
	return ctx
}

// everything is one address of each kind that the workspace answers.
func everything(w *sandbox.Workspace) map[string]string {
	return map[string]string{
		"/": "GET", "/page/base.css": "GET", "/as/dana/": "GET", "/as/dana/dm": "GET", "/as/dana/home": "GET", "/as/dana/c/wins": "GET",
		"/as/dana/events": "GET", "/as/dana/say": "POST", "/as/dana/search": "POST", "/as/dana/jump": "POST",
		"/api/auth.test?token=" + w.BotToken(): "POST", "/api/users.list?token=" + w.BotToken(): "GET",
		"/socket": "GET", "/response/1": "POST", "/upload/1": "POST", "/nowhere": "GET",
	}
}

func TestTheGuardStandsBeforeEverything(t *testing.T) {
	w := workspace(t, sandbox.Options{Latency: 1})
	site := w.Site(sandbox.PageOptions{As: "dana"})
	crossSite := map[string][]string{
		"a request of another site":             {"Sec-Fetch-Site", "cross-site"},
		"a request of another port":             {"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "no-cors"},
		"a frame of another site":               {"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"},
		"another origin":                        {"Origin", "http://evil.example"},
		"another port as origin":                {"Origin", "http://localhost:3000"},
		"an origin that is kept back":           {"Origin", "null"},
		"an origin that only begins like ours":  {"Origin", "http://localhost.evil.example"},
		"our origin named by a cross-site page": {"Origin", "http://localhost", "Sec-Fetch-Site", "cross-site"},
	}
	for address, method := range everything(w) {
		for _, host := range []string{"evil.example", "evil.example:8080", "192.168.0.7", "localhost.evil.example", "127.0.0.1.evil.example", "[::1].evil.example", "0.0.0.0"} {
			r := httptest.NewRequest(method, "http://localhost"+address, nil).WithContext(gone())
			r.Host = host
			answer := httptest.NewRecorder()
			site.ServeHTTP(answer, r)
			if answer.Code != http.StatusForbidden {
				t.Errorf("%s %s as %s gets %d", method, address, host, answer.Code)
			}
		}
		for name, headers := range crossSite {
			if answer := request(site, method, "http://localhost"+address, "", headers...); answer.Code != http.StatusForbidden {
				t.Errorf("%s %s with %s gets %d", method, address, name, answer.Code)
			}
		}
		if got := request(site, method, "http://evil.example"+address, "").Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'") {
			t.Errorf("%s %s is refused with the policy %q", method, address, got)
		}
	}
	if strings.Contains(w.Transcript(), "auth.test") {
		t.Errorf("a refused request got through:\n%s", w.Transcript())
	}
}

func TestTheGuardLetsThroughWhoBelongsHere(t *testing.T) {
	w := workspace(t, sandbox.Options{Latency: 1})
	site := w.Site(sandbox.PageOptions{As: "dana"})
	for name, c := range map[string]struct {
		method, address string
		want            int
		headers         []string
	}{
		"somebody who types the address": {"GET", "http://localhost:8080/as/dana/dm", 200, []string{"Sec-Fetch-Site", "none"}},
		"somebody who follows a link":    {"GET", "http://localhost:8080/as/dana/dm", 200, []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}},
		"a form of the page":             {"POST", "http://localhost:8080/as/dana/say", 303, []string{"Origin", "http://localhost:8080", "Sec-Fetch-Site", "same-origin"}},
		"a form in an older browser":     {"POST", "http://localhost:8080/as/dana/say", 303, []string{"Origin", "http://localhost:8080"}},
		"an app":                         {"POST", "http://127.0.0.1:8080/api/auth.test?token=" + w.BotToken(), 200, nil},
		"a socket of slack-go":           {"GET", "http://127.0.0.1:8080/socket?ticket=x", 403, []string{"Origin", "https://api.slack.com"}},
	} {
		answer := request(site, c.method, c.address, "", c.headers...)
		if answer.Code != c.want {
			t.Errorf("%s gets %d, want %d", name, answer.Code, c.want)
		}
		if name == "a socket of slack-go" && !strings.Contains(answer.Body.String(), "ticket") {
			t.Errorf("%s is refused for more than its ticket: %s", name, answer.Body)
		}
	}
}

func TestAnyAddressIsNoName(t *testing.T) {
	w := workspace(t, sandbox.Options{})
	site := w.Site(sandbox.PageOptions{As: "dana", AnyAddress: true})
	for host, want := range map[string]int{"192.168.0.7:8080": 200, "[fe80::1]:8080": 200, "localhost": 200, "evil.example": 403, "192.168.0.7.evil.example": 403} {
		r := httptest.NewRequest(http.MethodGet, "/as/dana/dm", nil)
		r.Host = host
		answer := httptest.NewRecorder()
		site.ServeHTTP(answer, r)
		if answer.Code != want {
			t.Errorf("as %s it gets %d, want %d", host, answer.Code, want)
		}
	}
}

// What gives somebody a right is made anew each time and cannot be counted up.
func TestTokensAndTicketsCannotBeGuessed(t *testing.T) {
	random := regexp.MustCompile(`^[A-Z2-7]{26}$`)
	seen := map[string]bool{}
	for range 2 {
		w := workspace(t, sandbox.Options{Latency: 1, Scopes: []string{"files:write"}})
		given := map[string]string{
			"bot token": strings.TrimPrefix(w.BotToken(), "xoxb-sandbox-"),
			"app token": strings.TrimPrefix(w.AppToken(), "xapp-sandbox-"),
			"ticket":    answered(t, w, w.AppToken(), "apps.connections.open", "", "url", "ticket=ticket."),
			"upload":    answered(t, w, w.BotToken(), "files.getUploadURLExternal", `{"filename":"a.csv","length":3}`, "upload_url", "/upload/upload."),
		}
		for what, secret := range given {
			if !random.MatchString(secret) || seen[secret] {
				t.Errorf("the %s is %q", what, secret)
			}
			seen[secret] = true
		}
	}
}

func TestAResponseURLCannotBeGuessed(t *testing.T) {
	story(t, sandbox.Options{}, func(t *testing.T, w *sandbox.Workspace, a *app) {
		var urls []string
		a.command = func(c slack.SlashCommand) any {
			urls = append(urls, c.ResponseURL)
			return nil
		}
		w.User("dana").Command("/help")
		w.User("dana").Command("/help")
		secret := regexp.MustCompile(`/response/[A-Z2-7]{26}$`)
		if len(urls) != 2 || urls[0] == urls[1] || !secret.MatchString(urls[0]) || !secret.MatchString(urls[1]) {
			t.Errorf("the addresses to answer at are %q", urls)
		}
	})
}

// answered is the end, after some mark, of a text that a method answers with.
func answered(t *testing.T, w *sandbox.Workspace, token, method, body, key, mark string) string {
	t.Helper()
	answer := request(w, http.MethodPost, "http://slack.test/api/"+method, body, "Content-Type", "application/json", "Authorization", "Bearer "+token)
	var said map[string]any
	if err := json.Unmarshal(answer.Body.Bytes(), &said); err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(fmt.Sprint(said[key]), mark)
	return secret
}

func TestMadeUpIDsDiffer(t *testing.T) {
	w := workspace(t, sandbox.Options{})
	people, conversations := map[string]string{}, map[string]string{}
	for _, handle := range []string{"p1", "p10", "p100", "p100000000", "p1000000001", "лена", "анна", "dana0"} {
		u := w.AddPerson(sandbox.Person{Handle: handle})
		dm := w.DM(handle)
		if other, taken := people[u.ID]; taken {
			t.Errorf("%s and %s are both %s", handle, other, u.ID)
		}
		if other, taken := conversations[dm.ID]; taken {
			t.Errorf("%s and %s are both spoken to in %s", handle, other, dm.ID)
		}
		people[u.ID], conversations[dm.ID] = handle, handle
	}
	for _, id := range []string{"U0000000A", "W0000000A"} {
		u, err := w.Join(sandbox.Person{ID: id, Handle: strings.ToLower(id)})
		if err != nil {
			t.Fatal(err)
		}
		dm := w.DM(strings.ToLower(u.ID))
		if other, taken := conversations[dm.ID]; taken {
			t.Errorf("%s and %s are both spoken to in %s", id, other, dm.ID)
		}
		conversations[dm.ID] = id
	}
	if _, err := w.Join(sandbox.Person{ID: "U0000000A", Handle: "late"}); err == nil {
		t.Error("two people have the same ID")
	}
}
