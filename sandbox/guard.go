package sandbox

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// Site is the whole workspace on one listener: what an app reaches, and the page
// for people on everything else. One guard stands before all of it, so that a
// foreign web page, in the browser of somebody who has the sandbox running, can
// neither read nor do anything here.
func (w *Workspace) Site(opt PageOptions) http.Handler {
	mux := http.NewServeMux()
	for _, path := range appPaths {
		mux.Handle(path, w)
	}
	mux.Handle("/", w.page(opt))
	return guarded(mux, opt.AnyAddress)
}

// appPaths are where an app reaches the workspace.
var appPaths = []string{"/api/", "/socket", "/response/", "/upload/"}

// contentPolicy lets a browser load what this server has, and nothing inline.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded refuses requests that name a host elsewhere, as those do that a foreign
// site gets through by changing what its name resolves to, and requests that a
// browser makes for a foreign site.
func guarded(next http.Handler, anyAddress bool) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		h := rw.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin") // with none at all, browsers leave out the origin of our own forms
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !isOurs(r.Host, anyAddress):
			http.Error(rw, "this page is for this machine only", http.StatusForbidden)
		case isCrossSite(r):
			http.Error(rw, "this request comes from another site", http.StatusForbidden)
		default:
			next.ServeHTTP(rw, r)
		}
	})
}

// isOurs reports whether a request names this machine as its host. A site that
// changes what its name resolves to still names itself, never an address.
func isOurs(host string, anyAddress bool) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || ip.IsLoopback() || anyAddress && ip != nil
}

// slackOrigin is what slack-go's client says it comes from when it opens a socket.
const slackOrigin = "https://api.slack.com"

// isCrossSite reports whether a browser makes a request for another site, or for
// another port of this machine. That somebody follows a link to the page is no
// such request. Apps are no browsers and say nothing about it.
func isCrossSite(r *http.Request) bool {
	switch r.Header.Get("Sec-Fetch-Site") {
	case "same-origin", "none":
		return false
	case "":
		origin := r.Header.Get("Origin")
		return origin != "" && !isOrigin(origin, r.Host) && !(r.URL.Path == "/socket" && origin == slackOrigin)
	}
	follows := r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
	return !follows || isForApps(r.URL.Path)
}

// isOrigin reports whether an origin is the one that a request names as its host.
func isOrigin(origin, host string) bool {
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, host)
}

func isForApps(path string) bool {
	for _, p := range appPaths {
		if strings.HasPrefix(path, p) {
			return true
		}
	}
	return false
}
