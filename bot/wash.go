package bot

import (
	"regexp"

	"github.com/rs/zerolog"
)

// urls finds the URLs in the text of an error. Errors of net/http begin with the
// URL that was asked for, and a response_url lets whoever reads it write to a
// person in coach's name.
var urls = regexp.MustCompile(`(?:https?|wss?)://[^\s"'<>]+`)

// washed is a text without URLs.
func washed(text string) string { return urls.ReplaceAllString(text, "Slack") }

// Every error that is logged, wherever it comes from, goes through this one
// place.
func init() {
	zerolog.ErrorMarshalFunc = func(err error) any {
		if err == nil {
			return nil
		}
		return washed(err.Error())
	}
}
