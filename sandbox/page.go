package sandbox

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// PageOptions say what the workspace looks like in a browser.
type PageOptions struct {
	Title string // above everything; the workspace's name when empty
	As    string // the handle of whom a first visitor acts as
	Start string // where a first visitor starts: "dm" (also when empty), "home" or the name of a channel
	Jumps []Jump // the clock's buttons; without any, no clock is shown
	Hints []Hint // led steps for a first visitor, in order

	// AnyAddress answers requests that name any address as their host, for a
	// workspace that is to be reached from other machines.
	AnyAddress bool
}

// A Jump is a button beside the clock that moves time forward.
type Jump struct {
	Label string
	// Do moves time. What it reports is shown, line after line, to everybody
	// until it returns. One jump runs at a time. The context outlives the request,
	// so that a closed browser does not stop time halfway.
	Do func(ctx context.Context, report func(line string)) error
}

// A Hint tells a first visitor what to try. It goes once anybody did what Done
// says, as a prefix of: "button" and an action ID, "submit" and a callback ID,
// "command" and what was typed, "shortcut" and a callback ID, "jump" and a label,
// "message", or "home". For example "button log", "command /weather".
type Hint struct {
	Text string
	Done string
	As   string // the handle of who is led so; "" for whoever one acts as
}

// Page is the workspace in a browser, for people. [Workspace.Site] has it beside
// what an app reaches.
//
// Whom one acts as stands in the address (/as/dana/c/general), so two tabs can be
// two people. Every request is answered with a complete document and works
// without scripts; a script follows the changes at /as/dana/events and puts what
// is new into the document, leaving alone what somebody is typing.
//
// The events end when their requests' context does, so a server that is to shut
// down needs an [http.Server.BaseContext] that ends as well.
//
// It has no passwords: it answers only requests that name this machine as their
// host, takes no form from another site, and lets the browser load nothing from
// elsewhere.
func (w *Workspace) Page(opt PageOptions) http.Handler { return guarded(w.page(opt), opt.AnyAddress) }

func (w *Workspace) page(opt PageOptions) http.Handler {
	if opt.Title == "" {
		opt.Title = w.opt.Name
	}
	p := &site{
		w: w, opt: opt, seen: map[sight]string{}, notices: map[*User]string{},
		found: map[string]map[fieldKey][]object{}, done: make([]bool, len(opt.Hints)),
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", p.enter)
	mux.Handle("GET /page/", http.FileServerFS(pageAssets))
	mux.HandleFunc("GET /as/{handle}/{$}", p.enter)
	mux.HandleFunc("GET /as/{handle}/dm", p.show)
	mux.HandleFunc("GET /as/{handle}/home", p.show)
	mux.HandleFunc("GET /as/{handle}/c/{channel}", p.show)
	mux.HandleFunc("GET /as/{handle}/events", p.stream)
	mux.HandleFunc("GET /as/{handle}/file/{id}", p.download)
	mux.HandleFunc("POST /as/{handle}/search", p.search)
	mux.HandleFunc("POST /as/{handle}/{verb}", p.act)
	return mux
}

// A site is what browsers show beyond the state of the workspace. The
// workspace's mutex guards it.
type site struct {
	w   *Workspace
	opt PageOptions

	seen     map[sight]string                 // timestamp of the newest message read
	notices  map[*User]string                 // what last did not work
	found    map[string]map[fieldKey][]object // options found by searches, by view ID
	done     []bool                           // which hints are
	unled    bool                             // the hints were sent away
	jumping  string                           // the label of the jump that runs, "" for none
	progress string                           // what it reported last
}

// A sight is a conversation as one person knows it.
type sight struct {
	user    *User
	channel *Channel
}

//go:embed page/*.css page/*.js page/*.svg
var pageAssets embed.FS

//go:embed page/*.html
var pageSources embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"choiceOf": func(p part, c choice) object { return object{"Part": p, "Choice": c} },
	"query":    url.QueryEscape,
}).ParseFS(pageSources, "page/*.html"))

// A place is what a person looks at: a conversation, or the app's Home.
type place struct {
	channel *Channel // of the Home: the app's direct messages
	home    bool
}

// path is the last part of the place's address.
func (at place) path() string {
	switch {
	case at.home:
		return "home"
	case at.channel.with != nil:
		return "dm"
	}
	return "c/" + url.PathEscape(at.channel.name)
}

func (u *User) address(at place) string {
	return "/as/" + url.PathEscape(u.person.Handle) + "/" + at.path()
}

// find reads the path of a place, or the name of a channel. A place that is not
// there or not for this person is the app's direct messages.
func (p *site) find(u *User, path string) (at place, found bool) {
	at = place{channel: p.w.direct(u)}
	switch {
	case path == "dm":
		return at, true
	case path == "home" && p.w.manifest.Features.AppHome.HomeTab:
		at.home = true
		return at, true
	}
	name, err := url.PathUnescape(strings.TrimPrefix(strings.TrimPrefix(path, "c/"), "#"))
	if c := p.w.findChannelName(name); err == nil && c != nil && c.visibleTo(u) {
		return place{channel: c}, true
	}
	return at, false
}

// visitor is who the address says one acts as, nil for nobody.
func (p *site) visitor(r *http.Request) *User {
	u := p.w.findHandle(r.PathValue("handle"))
	if u == nil || u.person.Bot || u.ID == "USLACKBOT" {
		return nil
	}
	return u
}

// enter leads to where a visitor starts.
func (p *site) enter(rw http.ResponseWriter, r *http.Request) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	u := p.visitor(r)
	if r.URL.Path == "/" {
		u = p.w.findHandle(strings.TrimPrefix(p.opt.As, "@"))
	}
	if u == nil {
		http.NotFound(rw, r)
		return
	}
	at, _ := p.find(u, p.opt.Start)
	http.Redirect(rw, r, u.address(at), http.StatusSeeOther)
}

// refreshHeader comes with requests of the script: "seen" when the person is
// looking, "hidden" when the tab is behind others. Without it somebody has just
// come to the place.
const refreshHeader = "Sandbox-Refresh"

// show answers with the whole document.
func (p *site) show(rw http.ResponseWriter, r *http.Request) {
	document, err := p.document(r)
	switch {
	case err != nil:
		http.Error(rw, err.Error(), http.StatusInternalServerError)
	case document == nil:
		http.NotFound(rw, r)
	default:
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = rw.Write(document) // whoever hung up does not want to know
	}
}

// document draws what a person sees at a place, nil when there is no such place
// or person. It takes the mutex.
func (p *site) document(r *http.Request) ([]byte, error) {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	u := p.visitor(r)
	if u == nil {
		return nil, nil
	}
	_, path, _ := strings.Cut(strings.TrimPrefix(r.URL.EscapedPath(), "/as/"), "/")
	at, ok := p.find(u, path)
	if !ok {
		return nil, nil
	}
	how := r.Header.Get(refreshHeader)
	if how == "" {
		p.arrive(u, at)
	}
	if how != "hidden" && !at.home {
		p.markRead(u, at.channel)
	}
	var out bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&out, "screen", p.screen(u, at)); err != nil {
		return nil, fmt.Errorf("draw the page: %w", err)
	}
	return out.Bytes(), nil
}

// arrive tells the app that somebody opened its Home or its direct messages.
func (p *site) arrive(u *User, at place) {
	if at.channel.with == nil || u.person.Deleted {
		return
	}
	if !at.home {
		u.opens("messages")
		return
	}
	u.opens("home")
	p.follow("home")
}

// markRead takes the marks of unread messages away.
func (p *site) markRead(u *User, c *Channel) {
	if len(c.messages) == 0 {
		return
	}
	newest := c.messages[len(c.messages)-1].ts
	if key := (sight{u, c}); p.seen[key] != newest {
		p.seen[key] = newest
		p.w.touch() // for the same person's other tabs
	}
}

// unread counts the messages of others that a person has not seen.
func (p *site) unread(u *User, c *Channel) int {
	n := 0
	for i := len(c.messages) - 1; i >= 0 && c.messages[i].ts > p.seen[sight{u, c}]; i-- {
		if c.messages[i].author != u {
			n++
		}
	}
	return n
}

// heartbeat is how often the page is drawn anew though nothing happened: clocks
// and words such as "5 minutes ago" go on.
const heartbeat = time.Minute

// stream tells a browser, as server-sent events, whenever something has changed.
func (p *site) stream(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Content-Type", "text/event-stream")
	connection := http.NewResponseController(rw)
	_ = connection.SetWriteDeadline(time.Time{}) // not all servers have one
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for n := 0; ; n++ {
		p.w.mu.Lock()
		changed := p.w.watch()
		p.w.mu.Unlock()
		if _, err := fmt.Fprintf(rw, "data: %d\n\n", n); err != nil || connection.Flush() != nil {
			return
		}
		select {
		case <-changed:
		case <-beat.C:
		case <-r.Context().Done():
			return
		}
	}
}
