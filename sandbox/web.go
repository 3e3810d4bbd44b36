package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A method is a method of the Web API.
type method struct {
	appLevel bool   // wants the app-level token instead of the bot token
	scope    string // the bot token needs, "" for none or for one that depends on the arguments
	serve    func(*Workspace, *call) (object, error)
}

// methods are the methods this Slack has.
var methods = map[string]method{
	"apps.connections.open":        {appLevel: true, serve: (*Workspace).connectionsOpen},
	"auth.test":                    {serve: (*Workspace).authTest},
	"chat.delete":                  {scope: "chat:write", serve: (*Workspace).chatDelete},
	"chat.postMessage":             {scope: "chat:write", serve: (*Workspace).chatPostMessage},
	"chat.update":                  {scope: "chat:write", serve: (*Workspace).chatUpdate},
	"conversations.history":        {serve: (*Workspace).conversationsHistory},
	"conversations.info":           {serve: (*Workspace).conversationsInfo},
	"conversations.join":           {scope: "channels:join", serve: (*Workspace).conversationsJoin},
	"conversations.list":           {serve: (*Workspace).conversationsList},
	"conversations.open":           {scope: "im:write", serve: (*Workspace).conversationsOpen},
	"files.completeUploadExternal": {scope: "files:write", serve: (*Workspace).filesCompleteUpload},
	"files.delete":                 {scope: "files:write", serve: (*Workspace).filesDelete},
	"files.getUploadURLExternal":   {scope: "files:write", serve: (*Workspace).filesGetUploadURL},
	"team.profile.get":             {scope: "users.profile:read", serve: (*Workspace).teamProfileGet},
	"users.info":                   {scope: "users:read", serve: (*Workspace).usersInfo},
	"users.list":                   {scope: "users:read", serve: (*Workspace).usersList},
	"users.profile.get":            {scope: "users.profile:read", serve: (*Workspace).usersProfileGet},
	"views.open":                   {serve: (*Workspace).viewsOpen},
	"views.publish":                {serve: (*Workspace).viewsPublish},
	"views.push":                   {serve: (*Workspace).viewsPush},
	"views.update":                 {serve: (*Workspace).viewsUpdate},
}

// A refusal is Slack's way to say no.
type refusal struct {
	code     string        // the error string
	messages []string      // which part of the request is to blame
	needed   string        // the scope that is missing
	retry    time.Duration // after which a rate-limited call may be repeated
}

func (r *refusal) Error() string {
	if len(r.messages) > 0 {
		return r.code + ": " + strings.Join(r.messages, "; ")
	}
	if r.needed != "" {
		return r.code + ": " + r.needed
	}
	return r.code
}

func refuse(code string, messages ...string) error {
	return &refusal{code: code, messages: messages}
}

// mistakes are the refusals that say that the app is wrong rather than that the
// world has changed under it.
var mistakes = []string{
	"alt_txt_too_large", "cannot_reply_to_message", "channels_limit_exceeded", "duplicate_external_id", "exchanged_trigger_id",
	"expired_trigger_id", "file_not_found", "invalid_arguments", "invalid_auth", "invalid_blocks", "invalid_blocks_format", "invalid_cursor",
	"invalid_limit", "invalid_metadata_format", "invalid_trigger_id", "invalid_ts_latest", "invalid_ts_oldest", "metadata_too_large",
	"missing_argument", "msg_blocks_too_long", "msg_too_long", "no_text", "not_allowed_token_type", "not_authed", "push_limit_reached",
	"unknown_method", "users_list_not_supplied", "view_too_large",
}

// ServeHTTP is all of Slack that an app can reach: the Web API under /api/, the
// socket the app is sent to by apps.connections.open, response URLs and uploads.
func (w *Workspace) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/socket":
		w.serveSocket(rw, r)
	case strings.HasPrefix(r.URL.Path, "/api/"):
		w.serveMethod(rw, r, strings.TrimPrefix(r.URL.Path, "/api/"))
	case strings.HasPrefix(r.URL.Path, "/upload/"):
		w.serveUpload(rw, r, strings.TrimPrefix(r.URL.Path, "/upload/"))
	case strings.HasPrefix(r.URL.Path, "/response/"):
		w.serveResponseURL(rw, r, strings.TrimPrefix(r.URL.Path, "/response/"))
	default:
		http.NotFound(rw, r)
	}
}

func (w *Workspace) serveMethod(rw http.ResponseWriter, r *http.Request, name string) {
	w.enter()
	defer w.leave()
	c := readCall(rw, r, name)
	time.Sleep(w.opt.Latency + w.delay(name))
	reply, lost, err := w.call(c)
	switch {
	case reply == nil && err == nil:
		http.Error(rw, "service unavailable", http.StatusServiceUnavailable)
		return
	case lost:
		panic(http.ErrAbortHandler)
	}
	rw.Header().Set("X-OAuth-Scopes", strings.Join(w.scopes, ","))
	rw.Header().Set("X-Accepted-OAuth-Scopes", methods[name].scope)
	w.reply(rw, reply, err)
}

// call performs a call, and says whether its reply is to be lost. There is neither
// reply nor refusal during an outage. It takes the mutex.
func (w *Workspace) call(c *call) (reply object, lost bool, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	reply, err = w.answer(c)
	if lost = w.faults.loses(c.method); lost {
		w.record("Slack loses its reply to %s", c.method)
	}
	return reply, lost, err
}

// delay is how much longer than usual a call takes. It takes the mutex.
func (w *Workspace) delay(name string) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.faults.delay(name)
}

// reply writes what a call is answered. It does not need the mutex.
func (w *Workspace) reply(rw http.ResponseWriter, reply object, err error) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	if r, ok := errors.AsType[*refusal](err); ok {
		reply = object{"ok": false, "error": r.code}
		if len(r.messages) > 0 {
			reply["response_metadata"] = object{"messages": r.messages}
		}
		if r.needed != "" {
			reply["needed"], reply["provided"] = r.needed, strings.Join(w.scopes, ",")
		}
		if r.code == "ratelimited" {
			rw.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(r.retry.Seconds()))))
			rw.WriteHeader(http.StatusTooManyRequests)
		}
	} else {
		reply["ok"] = true
	}
	_ = json.NewEncoder(rw).Encode(reply) // whoever hung up does not want to know
}

// answer performs a call.
func (w *Workspace) answer(c *call) (object, error) {
	w.faults.calls[c.method]++
	if w.faults.down {
		return nil, nil
	}
	reply, err := w.perform(c)
	w.recordRefusal(c.method, err)
	return reply, err
}

// recordRefusal tells that Slack said no to something, if it did.
func (w *Workspace) recordRefusal(what string, err error) {
	r, ok := errors.AsType[*refusal](err)
	switch {
	case ok && slices.Contains(mistakes, r.code) && what != "files.delete": // somebody else may have been first
		w.problem("Slack refuses %s: %s", what, r)
	case ok:
		w.record("Slack refuses %s: %s", what, r)
	}
}

func (w *Workspace) perform(c *call) (object, error) {
	m, ok := methods[c.method]
	if !ok {
		return nil, refuse("unknown_method")
	}
	if err := w.faults.next(c.method); err != nil {
		return nil, err
	}
	if err := w.authorize(c.token, m); err != nil {
		return nil, err
	}
	if err := w.needScope(m.scope); err != nil {
		return nil, err
	}
	if c.malformed {
		return nil, refuse("invalid_arguments")
	}
	return m.serve(w, c)
}

func (w *Workspace) authorize(token string, m method) error {
	wanted, other := w.botToken, w.appToken
	if m.appLevel {
		wanted, other = w.appToken, w.botToken
	}
	switch token {
	case wanted:
		return nil
	case other:
		return refuse("not_allowed_token_type")
	case "":
		return refuse("not_authed")
	}
	return refuse("invalid_auth")
}

// needScope refuses when the installation did not grant a scope.
func (w *Workspace) needScope(scope string) error {
	if scope == "" || slices.Contains(w.scopes, scope) {
		return nil
	}
	return &refusal{code: "missing_scope", needed: scope}
}

// enter and leave keep account of calls in flight, so that people can wait for
// the app to come to rest. They take the mutex.
func (w *Workspace) enter() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy++
	w.active = time.Now()
}

func (w *Workspace) leave() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.busy--
	w.active = time.Now()
}

// A call is one request to the Web API, with a form or with JSON.
type call struct {
	method    string
	token     string
	base      string // the address the app reached us at
	malformed bool
	args      object
}

// maxBody is more than any view or message may have.
const maxBody = 1 << 20

// A wholeBody is what an app sends. Of an app that dies while it speaks, Slack hears
// nothing: half a request is not answered, and changes nothing.
type wholeBody struct{ io.ReadCloser }

func (b wholeBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); err != nil && !tooLong && !errors.Is(err, io.EOF) {
		panic(http.ErrAbortHandler)
	}
	return n, err
}

// body is what a request sends, of at most so many bytes.
func body(rw http.ResponseWriter, r *http.Request, most int64) io.ReadCloser {
	return wholeBody{http.MaxBytesReader(rw, r.Body, most)}
}

func readCall(rw http.ResponseWriter, r *http.Request, name string) *call {
	c := &call{method: name, args: object{}, base: "http://" + r.Host}
	if r.TLS != nil {
		c.base = "https://" + r.Host
	}
	said, err := io.ReadAll(body(rw, r, maxBody))
	c.malformed = err != nil
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		if len(said) > 0 && json.Unmarshal(said, &c.args) != nil {
			c.malformed = true
		}
	} else {
		form, err := url.ParseQuery(string(said))
		c.malformed = c.malformed || err != nil
		for _, values := range []url.Values{r.URL.Query(), form} {
			for key := range values {
				c.args[key] = values.Get(key)
			}
		}
		c.token = c.args.text("token")
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		c.token = bearer
	}
	return c
}

func (c *call) text(key string) string {
	if v := c.args[key]; v != nil {
		return fmt.Sprint(v)
	}
	return ""
}

func (c *call) flag(key string) bool {
	return slices.Contains([]string{"true", "1"}, c.text(key))
}

// json is an argument that is itself JSON: a string in a form, and a string or
// the thing itself in a JSON body. It is nil when absent.
func (c *call) json(key string) (any, error) {
	s, ok := c.args[key].(string)
	if !ok {
		return c.args[key], nil
	}
	if s == "" {
		return nil, nil
	}
	var v any
	err := json.Unmarshal([]byte(s), &v)
	return v, err
}

// page cuts the page a call asks for out of a list, by limit and cursor. A
// cursor is the index at which the next page starts.
func page[T any](c *call, list []T, standard int) ([]T, object, error) {
	limit, start := standard, 0
	if s := c.text("limit"); s != "" && s != "0" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 1000 {
			return nil, nil, refuse("invalid_limit")
		}
		limit = n
	}
	if s := c.text("cursor"); s != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(s, "next:"))
		if err != nil || n < 0 || n > len(list) {
			return nil, nil, refuse("invalid_cursor")
		}
		start = n
	}
	end := min(start+limit, len(list))
	next := ""
	if end < len(list) {
		next = fmt.Sprintf("next:%d", end)
	}
	return list[start:end], object{"next_cursor": next}, nil
}
