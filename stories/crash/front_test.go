package crash

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
)

// A front is a way of its own to the workspace, for one of the copies.
type front struct {
	*crash
	address string
	deaf    atomic.Bool            // opens no more sockets
	posts   atomic.Pointer[moment] // what happens to the next post
}

func (c *crash) front() *front {
	f := &front{crash: c}
	srv := httptest.NewServer(f)
	c.t.Cleanup(srv.Close)
	f.address = srv.URL + "/api/"
	return f
}

// settings are those of a copy that takes this way.
func (f *front) settings() childSettings {
	s := f.crash.settings
	s.APIURL = f.address
	return s
}

// deafen has the copy that takes this way lose its sockets, as the only one that
// has any so far, so that all requests go to another.
func (f *front) deafen() {
	f.deaf.Store(true)
	f.Disconnect("refresh_requested")
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if f.deaf.Load() && strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		http.Error(w, "not now", http.StatusInternalServerError)
		return
	}
	if strings.HasSuffix(r.URL.Path, "/chat.postMessage") {
		if m := f.posts.Swap(nil); m != nil {
			answer := httptest.NewRecorder()
			f.Workspace.ServeHTTP(answer, r)
			m.wait()
			w.WriteHeader(answer.Code)
			_, _ = w.Write(answer.Body.Bytes())
			return
		}
	}
	f.Workspace.ServeHTTP(w, r)
}

// A moment is one at which a copy waits for an answer.
type moment struct {
	reached chan struct{}
	over    chan struct{}
}

func newMoment() *moment { return &moment{make(chan struct{}), make(chan struct{})} }

// wait says that the moment has come, and waits until it is over.
func (m *moment) wait() {
	close(m.reached)
	<-m.over
}
