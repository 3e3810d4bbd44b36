package crash

import (
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach"
	"coach/service"
)

// Of three copies one leads, all are well, and whoever asks is told so. Slack
// counts six connections, which is no concern.
func TestThreeCopiesAreWell(t *testing.T) {
	t.Parallel()
	c := newCrash(t, serverDatabase(t))
	c.settings.Lease = copiesLease
	w := c.watch()
	folder := t.TempDir()
	var all []*process
	for _, name := range []string{"a", "b", "c"} {
		s := c.settings
		s.Metrics = filepath.Join(folder, name)
		p := c.startAs(c.program, s)
		p.connects()
		all = append(all, p)
	}
	leader := w.leads(all...)
	c.waitUntilSaid()
	for i, name := range []string{"a", "b", "c"} {
		socket := filepath.Join(folder, name)
		if says := get(t, socket, "/healthz"); says != "well\n" {
			t.Errorf("copy %d says %s", i, says)
		}
		want := "\ncoach_leading 0\n"
		if i == leader {
			want = "\ncoach_leading 1\n"
		}
		if says := get(t, socket, "/metrics"); !strings.Contains(says, want) {
			t.Errorf("copy %d doesn't say%s", i, want)
		}
	}
	found := map[string]service.Finding{}
	for _, f := range coach.Check(t.Context(), coach.Config{DB: c.settings.DB, Now: c.now}) {
		found[f.About] = f
	}
	if f := found["copies"]; f.State != service.Well || !strings.Contains(f.Says, all[leader].name()+lettersOf) || !strings.Contains(f.Says, ") leads, since ") || !strings.Contains(f.Says, "two copies answer people and would take over") {
		t.Errorf("about the copies, it finds %+v", f)
	}
	if f := found["sockets"]; f.State != service.Well {
		t.Errorf("about the sockets, it finds %+v", f)
	}
	for _, p := range all {
		p.stop()
	}
	for _, f := range coach.Check(t.Context(), coach.Config{DB: c.settings.DB, Now: c.now}) {
		if f.About == "copies" && (f.State != service.Amiss || !strings.Contains(f.Says, "Start coach run")) {
			t.Errorf("with none that runs, it finds %+v", f)
		}
	}
}

// get reads a page that a copy serves at a socket.
func get(t *testing.T, socket, path string) string {
	t.Helper()
	client := http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}}
	answer, err := client.Get("http://coach" + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
