package sandbox

import (
	"net/http/httptest"
	"strings"
	"testing"
	"time"
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
		r.Header.Set("Authorization", "Bearer "+botToken)
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
