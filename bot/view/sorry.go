package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"
)

// Sorry says what did not work and what to do next. The text is both.
func Sorry(text string) Message {
	return message(text, slack.NewSectionBlock(plain(text, maxText), nil, nil))
}

// SorryView is [Sorry] as a modal, in place of the form that did not work.
func SorryView(title, text string) slack.ModalViewRequest {
	return modal("", title, "", slack.NewSectionBlock(plain(text, maxText), nil, nil))
}

// WithCut adds to an answer that only the beginning of what was typed was read.
func WithCut(m Message, read int) Message {
	m.Blocks = append(slices.Clone(m.Blocks), aside(cutWords(read)))
	if m.Simpler != nil {
		m.Simpler = append(slices.Clone(m.Simpler), aside(cutWords(read)))
	}
	return m
}

// FormWithCut is [WithCut] for a form, at its top; a full form has no room for
// it.
func FormWithCut(form slack.ModalViewRequest, read int) slack.ModalViewRequest {
	if len(form.Blocks.BlockSet) < maxBlocks {
		form.Blocks.BlockSet = append([]slack.Block{aside(cutWords(read))}, form.Blocks.BlockSet...)
	}
	return form
}

func cutWords(read int) string {
	return fmt.Sprintf("I read the first %d characters of what you typed. Put the rest in the form, or send it again in fewer words.", read)
}
