package coach

import "testing"

func TestTokensTravelOverHTTPSOrStayOnTheMachine(t *testing.T) {
	for address, want := range map[string]string{
		"https://slack.com/api/":         "https://slack.com/api/",
		"https://proxy.example.com/api":  "https://proxy.example.com/api/",
		"http://127.0.0.1:8080/api/":     "http://127.0.0.1:8080/api/",
		"http://[::1]:8080/api":          "http://[::1]:8080/api/",
		"http://localhost/api":           "http://localhost/api/",
		"http://slack.com/api/":          "",
		"http://localhost.evil.example/": "",
		"http://127.0.0.1.evil.example/": "",
		"http://10.0.0.7/api/":           "",
		"https://token@slack.com/api/":   "",
		"ftp://localhost/api":            "",
		"slack.com/api":                  "",
		"https:///api":                   "",
		"":                               "",
	} {
		got, err := apiAddress(address)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", address, got, err)
		}
	}
}
