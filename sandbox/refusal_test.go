package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"coach/sandbox"
)

// A slackReply is what every method answers.
type slackReply struct {
	OK       bool
	Error    string
	Needed   string
	Provided string
	Channel  json.RawMessage
	TS       string
	Metadata struct {
		Messages []string
		Cursor   string `json:"next_cursor"`
	} `json:"response_metadata"`
	status int
	header http.Header
}

// call calls a method with a form, as an app would.
func call(t *testing.T, w *sandbox.Workspace, token, method string, args ...string) slackReply {
	t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(args); i += 2 {
		form.Set(args[i], args[i+1])
	}
	r := httptest.NewRequest("POST", "/api/"+method, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	reply := slackReply{status: rec.Code, header: rec.Result().Header}
	if err := json.Unmarshal(rec.Body.Bytes(), &reply); err != nil && rec.Code == http.StatusOK {
		t.Fatalf("%s answers %q: %v", method, rec.Body, err)
	}
	return reply
}

// quick makes calls cost next to nothing on a real clock.
var quick = sandbox.Options{Latency: time.Nanosecond}

func TestSlackSaysNoInItsOwnWords(t *testing.T) {
	long := strings.Repeat("x", 13_000)
	section := `{"type":"section","text":{"type":"plain_text","text":"` + strings.Repeat("x", 3000) + `"}}`
	view := `{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[]}`
	for name, c := range map[string]struct {
		method string
		args   []string
		want   string
	}{
		"an unknown method":                      {"chat.scheduleMessage", nil, "unknown_method"},
		"a post to nowhere":                      {"chat.postMessage", []string{"channel", "C404", "text", "x"}, "channel_not_found"},
		"a post without a channel":               {"chat.postMessage", []string{"text", "x"}, "channel_not_found"},
		"a post by name":                         {"chat.postMessage", []string{"channel", "#wins", "text", "x"}, "channel_not_found"},
		"a post to a channel not joined":         {"chat.postMessage", []string{"channel", "CLOBBY000", "text", "x"}, "not_in_channel"},
		"a post to a private channel not joined": {"chat.postMessage", []string{"channel", "CSECRET00", "text", "x"}, "channel_not_found"},
		"a post to an archived channel":          {"chat.postMessage", []string{"channel", "CATTIC000", "text", "x"}, "is_archived"},
		"a post to a bot":                        {"chat.postMessage", []string{"channel", "UROBOT000", "text", "x"}, "cannot_dm_bot"},
		"a post to somebody who left":            {"chat.postMessage", []string{"channel", "UCY000000", "text", "x"}, "user_disabled"},
		"a post that says nothing":               {"chat.postMessage", []string{"channel", "CWINS0000"}, "no_text"},
		"blocks that are not JSON":               {"chat.postMessage", []string{"channel", "CWINS0000", "blocks", "["}, "invalid_blocks_format"},
		"blocks that are no list":                {"chat.postMessage", []string{"channel", "CWINS0000", "blocks", "{}"}, "invalid_blocks_format"},
		"a block of an unknown type":             {"chat.postMessage", []string{"channel", "CWINS0000", "blocks", `[{"type":"poster"}]`}, "invalid_blocks"},
		"more text than blocks may have":         {"chat.postMessage", []string{"channel", "CWINS0000", "blocks", "[" + strings.Repeat(section+",", 4) + section + "]"}, "msg_blocks_too_long"},
		"metadata without a type":                {"chat.postMessage", []string{"channel", "CWINS0000", "text", "x", "metadata", `{"event_payload":{}}`}, "invalid_metadata_format"},
		"metadata that are too big":              {"chat.postMessage", []string{"channel", "CWINS0000", "text", "x", "metadata", `{"event_type":"e","event_payload":{"k":"` + long + `"}}`}, "metadata_too_large"},
		"an edit through a user ID":              {"chat.update", []string{"channel", "UDANA0000", "ts", "1.0", "text", "x"}, "channel_not_found"},
		"an edit of nothing":                     {"chat.update", []string{"channel", "CWINS0000", "ts", "1.0", "text", "x"}, "message_not_found"},
		"a deletion of nothing":                  {"chat.delete", []string{"channel", "CWINS0000", "ts", "1.0"}, "message_not_found"},
		"a conversation with nobody":             {"conversations.open", nil, "users_list_not_supplied"},
		"a conversation with a stranger":         {"conversations.open", []string{"users", "U404"}, "user_not_found"},
		"a conversation with somebody who left":  {"conversations.open", []string{"users", "UCY000000"}, "user_disabled"},
		"a conversation with a bot":              {"conversations.open", []string{"users", "UROBOT000"}, "cannot_dm_bot"},
		"the history of a channel not joined":    {"conversations.history", []string{"channel", "CLOBBY000"}, "not_in_channel"},
		"history since never":                    {"conversations.history", []string{"channel", "CWINS0000", "oldest", "soon"}, "invalid_ts_oldest"},
		"history from a made-up cursor":          {"conversations.history", []string{"channel", "CWINS0000", "cursor", "here"}, "invalid_cursor"},
		"a look at a private channel":            {"conversations.info", []string{"channel", "CSECRET00"}, "channel_not_found"},
		"joining an archived channel":            {"conversations.join", []string{"channel", "CATTIC000"}, "is_archived"},
		"joining a direct conversation":          {"conversations.join", []string{"channel", "DDANA0000"}, "method_not_supported_for_channel_type"},
		"a list of unknown types":                {"conversations.list", []string{"types", "planet"}, "invalid_types"},
		"a list of more than is granted":         {"conversations.list", []string{"types", "mpim"}, "missing_scope"},
		"a stranger":                             {"users.info", []string{"user", "U404"}, "user_not_found"},
		"a page of a million":                    {"users.list", []string{"limit", "1000000"}, "invalid_limit"},
		"a made-up trigger":                      {"views.open", []string{"trigger_id", "1.2", "view", view}, "invalid_trigger_id"},
		"a view that is none":                    {"views.open", []string{"trigger_id", "1.2", "view", "[]"}, "invalid_arguments"},
		"a view with a long title":               {"views.open", []string{"trigger_id", "1.2", "view", strings.Replace(view, `"T"`, `"`+long+`"`, 1)}, "invalid_arguments"},
		"an enormous view":                       {"views.open", []string{"trigger_id", "1.2", "view", strings.Replace(view, `"T"`, `"`+strings.Repeat("x", 250_001)+`"`, 1)}, "view_too_large"},
		"an update of no view":                   {"views.update", []string{"view_id", "V404", "view", view}, "not_found"},
		"a Home for a stranger":                  {"views.publish", []string{"user_id", "U404", "view", view}, "user_not_found"},
		"a modal as Home":                        {"views.publish", []string{"user_id", "UDANA0000", "view", view}, "invalid_arguments"},
	} {
		t.Run(name, func(t *testing.T) {
			w := workspace(t, quick)
			w.User("cy").Deactivate()
			w.DM("dana")
			if got := call(t, w, w.BotToken(), c.method, c.args...); got.OK || got.Error != c.want {
				t.Errorf("Slack answers %+v, want %s", got, c.want)
			}
		})
	}
}

func TestTokens(t *testing.T) {
	w := workspace(t, quick)
	for name, c := range map[string]struct{ token, method, want string }{
		"no token":                             {"", "auth.test", "not_authed"},
		"somebody else's token":                {"xoxb-stolen", "auth.test", "invalid_auth"},
		"the app-level token for anything":     {w.AppToken(), "chat.postMessage", "not_allowed_token_type"},
		"the bot token for connections":        {w.BotToken(), "apps.connections.open", "not_allowed_token_type"},
		"the bot token for the bot":            {w.BotToken(), "auth.test", ""},
		"the app-level token for a connection": {w.AppToken(), "apps.connections.open", ""},
	} {
		if got := call(t, w, c.token, c.method); got.Error != c.want {
			t.Errorf("%s: Slack answers %q, want %q", name, got.Error, c.want)
		}
	}
	if got := call(t, w, "", "auth.test", "token", w.BotToken()); !got.OK {
		t.Errorf("a token in the form is answered %q", got.Error)
	}
}

func TestScopesComeFromTheManifest(t *testing.T) {
	history := []string{"channel", "CWINS0000"}
	w := workspace(t, quick)
	if got := call(t, w, w.BotToken(), "conversations.history", history...); !got.OK {
		t.Errorf("with the optional scope, history is answered %q", got.Error)
	}
	without := quick
	without.WithoutOptionalScopes = true
	w = workspace(t, without)
	got := call(t, w, w.BotToken(), "conversations.history", history...)
	if got.Error != "missing_scope" || got.Needed != "channels:history" || !strings.HasPrefix(got.Provided, "commands,chat:write") {
		t.Errorf("without the optional scope, history is answered %+v", got)
	}
	if scopes := got.header.Get("X-OAuth-Scopes"); scopes != got.Provided {
		t.Errorf("the header names the scopes %q, the refusal %q", scopes, got.Provided)
	}
	none := quick
	none.Scopes = []string{}
	w = workspace(t, none)
	if got := call(t, w, w.BotToken(), "chat.postMessage", "channel", "CWINS0000", "text", "x"); got.Needed != "chat:write" {
		t.Errorf("without scopes, a post is answered %+v", got)
	}
}

func TestANewWorkspaceWantsAUsableManifest(t *testing.T) {
	for name, c := range map[string]struct{ manifest, want string }{
		"not YAML":                   {"{", "read the app manifest"},
		"no bot user":                {"settings: {socket_mode_enabled: true}", "display_name"},
		"Socket Mode is off":         {"features: {bot_user: {display_name: x}}", "socket_mode_enabled"},
		"nothing in the file":        {"", "display_name"},
		"a shortcut that is neither": {strings.Replace(manifest, "type: global", "type: both", 1), "neither global nor message"},
		"a shortcut's long name":     {strings.Replace(manifest, "name: Ask", "name: Ask for whatever you want", 1), "more than 24 characters"},
		"a shortcut without purpose": {strings.Replace(manifest, ", description: Ask for help", "", 1), "description"},
		"two shortcuts by one name":  {strings.Replace(manifest, "callback_id: keep", "callback_id: ask", 1), "callback_id of its own"},
		"too many shortcuts":         {strings.Replace(manifest, "  shortcuts:\n", "  shortcuts:\n"+strings.Repeat("    - {name: A}\n", 9), 1), "11 shortcuts"},
	} {
		if _, err := sandbox.New([]byte(c.manifest), sandbox.Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want one about %s", name, err, c.want)
		}
	}
}

func TestTheMessagesTabCanBeOff(t *testing.T) {
	off := strings.Replace(manifest, "messages_tab_enabled: true", "messages_tab_enabled: false", 1)
	off = strings.Replace(off, "home_tab_enabled: true", "home_tab_enabled: false", 1)
	w, err := sandbox.New([]byte(off), quick)
	if err != nil {
		t.Fatal(err)
	}
	w.AddPerson(sandbox.Person{Handle: "dana"})
	if got := call(t, w, w.BotToken(), "chat.postMessage", "channel", "UDANA0000", "text", "x"); got.Error != "messages_tab_disabled" {
		t.Errorf("a direct message is answered %q", got.Error)
	}
	home := `{"type":"home","blocks":[]}`
	if got := call(t, w, w.BotToken(), "views.publish", "user_id", "UDANA0000", "view", home); got.Error != "not_enabled" {
		t.Errorf("a Home is answered %q", got.Error)
	}
}
