package sandbox_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/sandbox"
)

// uploading is a workspace whose app may upload.
var uploading = sandbox.Options{Latency: quick.Latency, Scopes: []string{"files:write"}}

func TestAFileIsSharedWithWords(t *testing.T) {
	story(t, uploading, func(t *testing.T, w *sandbox.Workspace, a *app) {
		for name, c := range map[string]struct {
			upload slack.UploadFileParameters
			want   string
		}{
			"in a channel":      {slack.UploadFileParameters{Channel: "CWINS0000", InitialComment: "The *rates*"}, "The rates\n(file: Rates, 8 bytes)"},
			"without a comment": {slack.UploadFileParameters{Channel: "CWINS0000"}, "(file: Rates, 8 bytes)"},
			"with blocks": {slack.UploadFileParameters{Channel: "CWINS0000", Blocks: slack.Blocks{BlockSet: []slack.Block{slack.NewHeaderBlock(plainText("The rates"))}}},
				"The rates\n(file: Rates, 8 bytes)"},
		} {
			c.upload.Filename, c.upload.Title, c.upload.Content, c.upload.FileSize = "rates.csv", "Rates", "a,b\n1,2\n", 8
			if _, err := a.UploadFileContext(t.Context(), c.upload); err != nil {
				t.Errorf("%s: an upload gives %v", name, err)
			}
			if got := w.Channel("wins").Last().Text(); got != c.want {
				t.Errorf("%s: people read %q, want %q", name, got, c.want)
			}
		}
		if _, err := a.UploadFileContext(t.Context(), slack.UploadFileParameters{Filename: "draft.txt", Content: "x", FileSize: 1}); err != nil {
			t.Errorf("a file for nobody gives %v", err)
		}
		if n := len(w.Channel("wins").Messages()); n != 3 {
			t.Errorf("%d messages are there, want 3", n)
		}
		if problems := w.Problems(); len(problems) > 0 {
			t.Errorf("the app is blamed for %q", problems)
		}
	})
}

// announce asks for an address to upload to, and returns it with the file's ID.
func announce(t *testing.T, w *sandbox.Workspace, length string) (address, id string) {
	t.Helper()
	r := httptest.NewRequest("POST", "/api/files.getUploadURLExternal", strings.NewReader(`{"filename":"a.txt","length":`+length+`}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+w.BotToken())
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, r)
	var got struct {
		URL string `json:"upload_url"`
		ID  string `json:"file_id"`
	}
	if err := json.Unmarshal(rec.Body.Bytes(), &got); err != nil || !strings.HasPrefix(got.URL, "http://"+r.Host+"/") {
		t.Fatalf("an announced upload is answered %q: %v", rec.Body, err)
	}
	return got.URL, got.ID
}

// upload sends bytes as they are and returns the status of the answer.
func upload(w *sandbox.Workspace, address, content string) int {
	rec := httptest.NewRecorder()
	w.ServeHTTP(rec, httptest.NewRequest("POST", address, strings.NewReader(content)))
	return rec.Code
}

func TestAnUploadMustBeWhatWasAnnounced(t *testing.T) {
	for name, c := range map[string]struct {
		content string
		want    int
	}{
		"as announced": {"abc", http.StatusOK},
		"shorter":      {"ab", http.StatusBadRequest},
		"longer":       {"abcd", http.StatusBadRequest},
	} {
		w := workspace(t, uploading)
		address, _ := announce(t, w, "3")
		if got := upload(w, address, c.content); got != c.want || (got != http.StatusOK) != (len(w.Problems()) == 1) {
			t.Errorf("%s: an upload is answered %d, want %d, and the app is blamed for %q", name, got, c.want, w.Problems())
		}
	}
	w := workspace(t, uploading)
	address, _ := announce(t, w, "3")
	if first, again := upload(w, address, "abc"), upload(w, address, "abc"); first != http.StatusOK || again != http.StatusNotFound {
		t.Errorf("two uploads to one address are answered %d and %d", first, again)
	}
	w.Down(true)
	if got := upload(w, address, "abc"); got != http.StatusServiceUnavailable {
		t.Errorf("during an outage an upload is answered %d", got)
	}
}

func TestSlackSaysNoToUploads(t *testing.T) {
	const ask, complete = "files.getUploadURLExternal", "files.completeUploadExternal"
	many := strings.Repeat("CWINS0000,", 101)
	for name, c := range map[string]struct {
		method string
		args   []string
		want   string
	}{
		"an empty file":                    {ask, []string{"filename", "a.txt", "length", "0"}, "missing_argument"},
		"a file without a name":            {ask, []string{"length", "3"}, "missing_argument"},
		"a length that is none":            {ask, []string{"filename", "a.txt", "length", "long"}, "invalid_arguments"},
		"a file that is too big":           {ask, []string{"filename", "a.txt", "length", "99999999999"}, "file_upload_size_restricted"},
		"a long description":               {ask, []string{"filename", "a.txt", "length", "3", "alt_txt", strings.Repeat("é", 1001)}, "alt_txt_too_large"},
		"no files":                         {complete, nil, "invalid_arguments"},
		"a file nobody announced":          {complete, []string{"files", `[{"id":"F404"}]`}, "file_not_found"},
		"a file that was not sent":         {complete, []string{"files", `[{"id":"UNSENT"}]`}, "file_not_found"},
		"a file twice":                     {complete, []string{"files", `[{"id":"SENT"},{"id":"SENT"}]`}, "file_not_found"},
		"a channel that is none":           {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "C40400000"}, "invalid_channel"},
		"a channel not joined":             {complete, []string{"files", `[{"id":"SENT"}]`, "channels", "CWINS0000,CLOBBY000"}, "not_in_channel"},
		"a person":                         {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "UDANA0000"}, "invalid_arguments"},
		"deleting nothing":                 {"files.delete", nil, "missing_argument"},
		"deleting what there never was":    {"files.delete", []string{"file", "F404"}, "file_not_found"},
		"an archived channel":              {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "CATTIC000"}, "posting_to_channel_denied"},
		"too many channels":                {complete, []string{"files", `[{"id":"SENT"}]`, "channels", many}, "channels_limit_exceeded"},
		"a thread":                         {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "CWINS0000", "thread_ts", "1.0"}, "invalid_arguments"},
		"a block of an unknown type":       {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "CWINS0000", "blocks", `[{"type":"poster"}]`}, "invalid_blocks"},
		"a file that is where it ought be": {complete, []string{"files", `[{"id":"SENT"}]`, "channel_id", "CWINS0000"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := workspace(t, uploading)
			address, sent := announce(t, w, "3")
			_, unsent := announce(t, w, "3")
			upload(w, address, "abc")
			ids := strings.NewReplacer(`"SENT"`, `"`+sent+`"`, `"UNSENT"`, `"`+unsent+`"`)
			for i, arg := range c.args {
				c.args[i] = ids.Replace(arg)
			}
			if got := call(t, w, w.BotToken(), c.method, c.args...); got.Error != c.want {
				t.Errorf("Slack answers %+v, want %q", got, c.want)
			}
			if n := len(w.Channel("wins").Messages()); (n == 1) != (c.want == "") {
				t.Errorf("%d messages are there", n)
			}
		})
	}
	without := workspace(t, sandbox.Options{Latency: quick.Latency, Scopes: []string{"chat:write"}})
	for _, method := range []string{ask, complete, "files.delete"} {
		if got := call(t, without, without.BotToken(), method); got.Error != "missing_scope" || got.Needed != "files:write" {
			t.Errorf("without the scope, %s is answered %+v", method, got)
		}
	}
}

func TestADeletedFileLeavesItsMessage(t *testing.T) {
	w := workspace(t, uploading)
	address, id := announce(t, w, "3")
	upload(w, address, "abc")
	if got := call(t, w, w.BotToken(), "files.delete", "file", id); got.Error != "file_not_found" {
		t.Errorf("deleting what is not shared yet is answered %+v", got)
	}
	call(t, w, w.BotToken(), "files.completeUploadExternal", "files", `[{"id":"`+id+`"}]`, "channel_id", "CWINS0000", "initial_comment", "Here")
	last := w.Channel("wins").Last()
	if name, content, ok := last.File(); name != "a.txt" || string(content) != "abc" || !ok {
		t.Errorf("people read %q in %s: %t", content, name, ok)
	}
	page, path := w.Page(sandbox.PageOptions{}), "/as/dana/file/"+id
	if got := get(page, path); got.Code != http.StatusOK || got.Body.String() != "abc" || got.Header().Get("Content-Disposition") != "attachment; filename=a.txt" {
		t.Errorf("the page gives %d %q with %v", got.Code, got.Body, got.Header())
	}
	if got := get(page, "/as/nobody/file/"+id).Code; got != http.StatusNotFound {
		t.Errorf("the page gives nobody %d", got)
	}
	if got := call(t, w, w.BotToken(), "files.delete", "file", id); got.Error != "" {
		t.Errorf("deleting is answered %+v", got)
	}
	if got := call(t, w, w.BotToken(), "files.delete", "file", id); got.Error != "file_deleted" {
		t.Errorf("deleting again is answered %+v", got)
	}
	if _, _, ok := last.File(); ok || last.Text() != "Here\n(this file was deleted)" || get(page, path).Code != http.StatusNotFound {
		t.Errorf("afterwards people read %q", last.Text())
	}
	if problems := w.Problems(); len(problems) > 0 {
		t.Errorf("the app is blamed for %q", problems)
	}
}

// get asks a page for an address.
func get(page http.Handler, path string) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	page.ServeHTTP(rec, httptest.NewRequest("GET", "http://localhost"+path, nil))
	return rec
}
