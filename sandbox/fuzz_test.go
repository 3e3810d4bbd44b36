package sandbox

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

const fuzzManifest = `{features: {bot_user: {display_name: x}, app_home: {home_tab_enabled: true, messages_tab_enabled: true}},
oauth_config: {scopes: {bot: ["chat:write", "im:write", "users:read", "channels:read", "channels:history", "channels:join"]}}, settings: {socket_mode_enabled: true}}`

func fuzzed(tb testing.TB) *Workspace {
	w, err := New([]byte(fuzzManifest), Options{Latency: time.Nanosecond})
	if err != nil {
		tb.Fatal(err)
	}
	w.AddPerson(Person{Handle: "dana"})
	w.AddChannel("wins", ChannelOptions{WithApp: true})
	return w
}

// Whatever a call says, Slack answers it.
func FuzzCall(f *testing.F) {
	blocks := `[{"type":"section","fields":[1,{}],"accessory":{"type":"static_select","option_groups":[null,{"options":{}}]}},` +
		`{"type":"data_table","rows":[[],[{"type":"action_cell","element":{"type":"button"}}]]},{"type":"input","element":null}]`
	f.Add("chat.postMessage", `{"channel":"CWINS0000","text":"<!date^1^{date}|x> <@U> *a*","blocks":`+blocks+`}`)
	f.Add("chat.postMessage", `{"channel":"CWINS0000","blocks":[{"type":"table","rows":[[{"type":"raw_text","text":"a"}],null]}]}`)
	f.Add("chat.postMessage", `{"channel":"CWINS0000","blocks":[{"type":"rich_text","elements":[{"type":"rich_text_list","elements":[{}]}]}]}`)
	f.Add("views.open", `{"trigger_id":"trigger.000001","view":{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"L"},"element":{"type":"checkboxes","options":[{}],"initial_options":[{}]}}]}}`)
	f.Add("views.publish", `{"user_id":"UDANA0000","view":{"type":"home","blocks":`+blocks+`}}`)
	f.Add("conversations.history", `{"channel":"CWINS0000","oldest":"-1","cursor":"next:-1","limit":1e9}`)
	f.Add("users.list", `{"limit":{},"cursor":[]}`)
	f.Fuzz(func(t *testing.T, method, body string) {
		w := fuzzed(t)
		w.newTrigger(w.User("dana"), &entry{})
		r := httptest.NewRequest("POST", "/api/x", strings.NewReader(body))
		r.URL.Path = "/api/" + method
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+w.botToken)
		rec := httptest.NewRecorder()
		w.ServeHTTP(rec, r)
		if !strings.HasPrefix(rec.Body.String(), "{") {
			t.Errorf("%s is answered %q", method, rec.Body)
		}
		if form := w.User("dana").Modal(); form != nil {
			form.Draw()
		}
		if strings.Contains(w.Transcript(), "%!") {
			t.Errorf("the transcript is\n%s", w.Transcript())
		}
	})
}

// Whatever a browser asks for, the page answers it, and goes on answering.
func FuzzPage(f *testing.F) {
	for _, handle := range []string{"dana", "p1", "p10", "slackbot", "x", "U0SANDBOX", "..", "%2e%2e", "da/na", "%", "%zz", "\x00"} {
		for _, rest := range []string{"", "dm", "home", "c/wins", "c/%23wins", "c/", "c/..%2f", "events/x", "say", "press", "view", "jump", "shortcut", "dismiss", "search", "nothing"} {
			f.Add("POST", "/as/"+handle+"/"+rest, "", "at=c/wins&text=/x&ts=1&press=a/b/c&view=V000001&jump=0&shortcut=&do=submit&field=a/b")
			f.Add("GET", "/as/"+handle+"/"+rest, "x=%zz", "")
		}
	}
	f.Add("POST", "/as/dana/say", "", "at=%zz&text=%zz")
	f.Add("POST", "/as/dana/view", "", "view=V000001&do=clear&field=%25zz/x&press=%25zz/x&typed=a")
	f.Add("POST", "/as/dana/jump", "", "jump=99999999999999999999")
	f.Add("POST", "/as/gone/press", "", "at=dm&press=b/go&ts=1")
	f.Add("PUT", "/response/x", "", "{")
	f.Add("GET", "/socket", "ticket=", "")
	f.Add("GET", "//as//dana", "", "")
	f.Fuzz(func(t *testing.T, method, path, query, body string) {
		if strings.HasSuffix(path, "/events") {
			return // which ends when the browser goes
		}
		w := fuzzed(t)
		w.AddPerson(Person{Handle: "p1"})
		w.AddPerson(Person{Handle: "p10"})
		w.AddPerson(Person{Handle: "gone"}).Deactivate()
		dana := w.User("dana")
		dana.open(object{"type": "modal", "title": object{"text": "T"}, "blocks": []any{
			object{"type": "input", "block_id": "a", "label": object{"text": "L"}, "element": object{"type": "number_input", "action_id": "b"}},
			object{"type": "actions", "block_id": "c", "elements": []any{object{"type": "overflow", "action_id": "d"}}},
		}})
		r := httptest.NewRequest("GET", "http://localhost/", strings.NewReader(body))
		r.Method, r.URL.Path, r.URL.RawPath, r.URL.RawQuery = method, path, "", query
		if unescaped, err := url.PathUnescape(path); err == nil {
			r.URL.Path, r.URL.RawPath = unescaped, path
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		rec := httptest.NewRecorder()
		w.Site(PageOptions{As: "dana", Hints: []Hint{{Done: "message"}}}).ServeHTTP(rec, r)
		if rec.Code >= 500 {
			t.Errorf("%s %q?%q with %q is answered %d: %s", method, path, query, body, rec.Code, rec.Body)
		}
		if strings.Contains(w.Transcript(), "%!") { // taken under the mutex, which must be free
			t.Errorf("the transcript is\n%s", w.Transcript())
		}
	})
}

// Whatever an app sends over its socket, the workspace goes on.
func FuzzFrame(f *testing.F) {
	for _, frame := range []string{"", "{", "null", "[]", `{"envelope_id":null}`, `{"envelope_id":"p1"}`, `{"envelope_id":"envelope.000001","payload":"x"}`, `{"envelope_id":{},"payload":[]}`} {
		f.Add(websocket.TextMessage, []byte(frame))
		f.Add(websocket.BinaryMessage, []byte(frame))
	}
	f.Fuzz(func(t *testing.T, kind int, frame []byte) {
		if kind != websocket.BinaryMessage {
			kind = websocket.TextMessage
		}
		w := fuzzed(t)
		srv := httptest.NewServer(w.Site(PageOptions{}))
		defer srv.Close()
		w.traffic.tickets["t"] = true
		conn, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL, "http")+"/socket?ticket=t", nil)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		w.mu.Lock()
		w.send("slash_commands", object{"command": "/x"}, nil)
		w.mu.Unlock()
		if err := conn.WriteMessage(kind, frame); err != nil {
			t.Fatal(err)
		}
		if err := conn.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""), time.Now().Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		for { // until the other side has read the frame and closes
			if _, _, err := conn.ReadMessage(); err != nil {
				break
			}
		}
		_ = w.Transcript() // taken under the mutex, which must be free
	})
}

// Whatever a submission is acknowledged with, the person sees a form or none.
func FuzzAcknowledgement(f *testing.F) {
	f.Add(`{"envelope_id":"envelope.000001","payload":{"response_action":"errors","errors":{"":1}}}`)
	f.Add(`{"envelope_id":"envelope.000001","payload":{"response_action":"update","view":{"type":"modal","blocks":[null]}}}`)
	f.Add(`{"envelope_id":"envelope.000001","payload":{"response_action":"push","view":null}}`)
	f.Add(`{"envelope_id":"envelope.000001","payload":[1]}`)
	f.Add(`{"envelope_id":1}`)
	f.Fuzz(func(t *testing.T, frame string) {
		w := fuzzed(t)
		dana := w.User("dana")
		v := dana.open(object{"type": "modal", "title": object{"text": "T"}})
		e := w.send("interactive", object{"type": "view_submission"}, nil)
		w.acknowledge([]byte(frame))
		select {
		case answer := <-e.acked:
			if err := v.obey(answer, &entry{}); err != nil && len(w.Problems()) == 0 {
				t.Errorf("the person sees %v, and nobody is blamed", err)
			}
		default:
		}
		if form := dana.Modal(); form != nil {
			form.Draw()
		}
	})
}
