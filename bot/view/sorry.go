package view

import "github.com/slack-go/slack"

// Sorry says what did not work and what to do next. The text is both.
func Sorry(text string) Message {
	return message(text, slack.NewSectionBlock(plain(text, maxText), nil, nil))
}

// SorryView is [Sorry] as a modal, in place of the form that did not work.
func SorryView(title, text string) slack.ModalViewRequest {
	return modal("", title, "", slack.NewSectionBlock(plain(text, maxText), nil, nil))
}
