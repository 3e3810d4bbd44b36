package sandbox_test

import (
	"fmt"
	"io"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
)

// Whoever is killed while speaking was not heard: Slack answers nothing to half a
// request, and finds nothing wrong with it.
func TestHalfARequestIsNotHeard(t *testing.T) {
	for name, c := range map[string]struct{ path, kind, body string }{
		"a form":        {"/api/chat.postMessage", "application/x-www-form-urlencoded", "channel=CWINS0000&text=Hello&tok"},
		"JSON":          {"/api/chat.postMessage", "application/json", `{"channel": "CWINS0000", "te`},
		"an answer":     {"/response/none", "application/json", `{"text": "Hel`},
		"an upload":     {"/upload/none", "application/octet-stream", "a,b"},
		"half a part":   {"/upload/none", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\na,b"},
		"nothing of it": {"/api/auth.test", "application/x-www-form-urlencoded", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := workspace(t, quick)
			srv := httptest.NewServer(w)
			defer srv.Close()
			conn, err := net.Dial("tcp", strings.TrimPrefix(srv.URL, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			fmt.Fprintf(conn, "POST %s HTTP/1.1\r\nHost: slack\r\nContent-Type: %s\r\nContent-Length: 1000\r\n\r\n%s", c.path, c.kind, c.body)
			if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
				t.Fatal(err)
			}
			if answer, _ := io.ReadAll(conn); len(answer) > 0 {
				t.Errorf("Slack answers %q", answer)
			}
			if problems := w.Problems(); len(problems) > 0 {
				t.Errorf("Slack complains of %q", problems)
			}
		})
	}
}
