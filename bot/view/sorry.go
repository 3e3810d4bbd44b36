package view

import (
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

// Sorry is the message after a failure: its text explains what did not work and
// what to do next.
func Sorry(text string) kit.Message {
	return kit.NewMessage(text, slack.NewSectionBlock(kit.Plain(text, kit.MaxText), nil, nil))
}

// SorryView is [Sorry] as a modal, in place of the form that failed.
func SorryView(title, text string) slack.ModalViewRequest {
	return kit.Modal("", title, "", slack.NewSectionBlock(kit.Plain(text, kit.MaxText), nil, nil))
}

// WithCut adds a note to an answer that only the beginning of the typed words
// was read.
func WithCut(m kit.Message, read int) kit.Message {
	m.Blocks = append(slices.Clone(m.Blocks), kit.Aside(cutWords(read)))
	if m.Simpler != nil {
		m.Simpler = append(slices.Clone(m.Simpler), kit.Aside(cutWords(read)))
	}
	return m
}

// FormWithCut is [WithCut] for a form, at its top; a full form has no room for
// it.
func FormWithCut(form slack.ModalViewRequest, read int) slack.ModalViewRequest {
	if len(form.Blocks.BlockSet) < kit.MaxBlocks {
		form.Blocks.BlockSet = append([]slack.Block{kit.Aside(cutWords(read))}, form.Blocks.BlockSet...)
	}
	return form
}

func cutWords(read int) string {
	return fmt.Sprintf("I only read the first %d characters of what you typed. Put the rest in the form, or send it again in fewer words.", read)
}
