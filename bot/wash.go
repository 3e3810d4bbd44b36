package bot

import (
	"regexp"

	"github.com/rs/zerolog"
)

// urls matches URLs in the text of an error. Errors of net/http begin with the
// URL of the request, and anyone who reads a response_url in a log could write
// to a person in coach's name.
var urls = regexp.MustCompile(`(?:https?|wss?)://[^\s"'<>]+`)

// washed returns a text without its URLs.
func washed(text string) string { return urls.ReplaceAllString(text, "Slack") }

// Every logged error goes through this function, wherever it comes from.
func init() {
	zerolog.ErrorMarshalFunc = func(err error) any {
		if err == nil {
			return nil
		}
		return washed(err.Error())
	}
}
