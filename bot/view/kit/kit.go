// Package kit is the vocabulary of every screen: messages, dialogs, lines,
// buttons and inputs, from which package view composes. User text goes through
// it and is escaped and cut to Slack's limits by construction.
package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/slack-go/slack"

	"coach/practice"
)

// Slack's limits, in characters unless they count things.
const (
	maxPreview     = 750 // escaping can make five of one, and an update with more than 4,000 is refused
	MaxText        = 3000
	maxHeading     = 150
	MaxTitle       = 24
	MaxLabel       = 2000
	MaxPlaceholder = 150
	maxButton      = 75
	MaxOption      = 75
	MaxOptions     = 100
	MaxBoxes       = 10
	MaxBlocks      = 100 // of a modal

	maxConfirmTitle  = 100
	maxConfirm       = 300
	maxConfirmButton = 30
)

// maxName is how much of a person's or a practice's name is shown in a line.
const maxName = 80

// A Message is what coach posts or answers with. Text is the preview that a
// notification and a screen reader give: counts and names only, never shared or
// private words. It is escaped already.
type Message struct {
	Text    string
	Blocks  []slack.Block
	Simpler []slack.Block `json:",omitempty"` // the same without charts, for a workspace that does not know them; nil if there are none
}

// escaping is what Slack asks for in a message's own text; it defuses
// <!channel>, mentions and links.
var escaping = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func NewMessage(preview string, blocks ...slack.Block) Message {
	return Message{Text: escaping.Replace(Shorten(preview, maxPreview)), Blocks: blocks}
}

// Modal is a dialog. Without a submit label it is one to read and close.
func Modal(callback, title, submit string, blocks ...slack.Block) slack.ModalViewRequest {
	m := slack.ModalViewRequest{
		Type:       slack.VTModal,
		CallbackID: callback,
		Title:      Plain(title, MaxTitle),
		Close:      Plain("Done", MaxTitle),
		Blocks:     slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		m.Submit, m.Close = Plain(submit, MaxTitle), Plain("Cancel", MaxTitle)
	}
	return m
}

// Plain is a text object in which Slack reads no markup but emoji names.
func Plain(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, Shorten(s, limit), true, false)
}

// optionalText is plain for members that a block may lack.
func optionalText(s string, limit int) *slack.TextBlockObject {
	if s == "" {
		return nil
	}
	return Plain(s, limit)
}

// Shorten cuts a text to a number of characters, the last of which is then an
// ellipsis. An empty text, which Slack refuses, becomes a dash.
func Shorten(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return cmp.Or(s, "–")
}

// OneLine makes a name safe to stand inside a sentence: no line breaks, and
// nothing that turns the direction of the words after it.
func OneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return Shorten(strings.Join(strings.Fields(s), " "), maxName)
}

// A Run is a stretch of words in one style.
type Run = slack.RichTextSectionElement

func Text(s string) Run {
	return slack.NewRichTextSectionTextElement(Shorten(s, MaxText), nil)
}

func Bold(s string) Run {
	return slack.NewRichTextSectionTextElement(Shorten(s, MaxText), &slack.RichTextSectionTextStyle{Bold: true})
}

func Code(s string) Run {
	return slack.NewRichTextSectionTextElement(Shorten(s, MaxText), &slack.RichTextSectionTextStyle{Code: true})
}

// Words are what runs say, without their style.
func Words(runs []Run) string {
	var said strings.Builder
	for _, r := range runs {
		if t, ok := r.(*slack.RichTextSectionTextElement); ok {
			said.WriteString(t.Text)
		}
	}
	return said.String()
}

// Line is a paragraph.
func Line(runs ...Run) slack.Block {
	return slack.NewRichTextBlock("", slack.NewRichTextSection(runs...))
}

// Quote is a paragraph in somebody's own words.
func Quote(s string) slack.Block {
	return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []Run{Text(s)}})
}

func Heading(s string) slack.Block {
	return slack.NewHeaderBlock(Plain(s, maxHeading))
}

// Aside is a line in small print.
func Aside(s string) slack.Block {
	return slack.NewContextBlock("", Plain(s, MaxText))
}

// Item is a line with a button at its end.
func Item(s string, button *slack.ButtonBlockElement) slack.Block {
	return slack.NewSectionBlock(Plain(s, MaxText), nil, slack.NewAccessory(button))
}

func Buttons(bs ...*slack.ButtonBlockElement) slack.Block {
	elements := make([]slack.BlockElement, len(bs))
	for i, b := range bs {
		elements[i] = b
	}
	return slack.NewActionBlock("", elements...)
}

// Button has a label to see and, where that alone would not say enough, one to
// hear.
func Button(action, value, label, spoken string) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, value, Plain(label, maxButton))
	if spoken != "" {
		b.AccessibilityLabel = Shorten(spoken, maxButton)
	}
	return b
}

// AskedAgain has a button ask before it does what cannot be undone by pressing
// another.
func AskedAgain(b *slack.ButtonBlockElement, title, question, yes, no string) *slack.ButtonBlockElement {
	return b.WithConfirm(slack.NewConfirmationBlockObject(Plain(title, maxConfirmTitle), Plain(question, maxConfirm), Plain(yes, maxConfirmButton), Plain(no, maxConfirmButton)))
}

// ActionChoose is the action ID of every input. Coach hears of a choice at once
// where it changes what else is asked.
const ActionChoose = "v"

// Input asks for one thing. Its block ID is the path of the field.
func Input(path, label, hint string, required bool, element slack.BlockElement) slack.Block {
	return slack.NewInputBlock(path+"~0", Plain(label, MaxLabel), optionalText(hint, MaxLabel), element).WithOptional(!required)
}

func Choice(value, label, description string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, Plain(label, MaxOption), optionalText(description, MaxOption))
}

// Choices offers the options of a field. The loader of playbooks sees to it
// that they fit.
func Choices(offered []practice.Option) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, len(offered))
	for i, o := range offered {
		options[i] = Choice(o.Value, o.Label, "")
	}
	return options
}

// Chosen are the options with the given values. What is not offered cannot be
// chosen: Slack refuses it.
func Chosen(options []*slack.OptionBlockObject, values ...string) []*slack.OptionBlockObject {
	var picked []*slack.OptionBlockObject
	for _, v := range values {
		i := slices.IndexFunc(options, func(o *slack.OptionBlockObject) bool { return o.Value == v })
		if i >= 0 {
			picked = append(picked, options[i])
		}
	}
	return picked
}

func first(options []*slack.OptionBlockObject) *slack.OptionBlockObject {
	if len(options) == 0 {
		return nil
	}
	return options[0]
}

// Radios shows all options at once.
func Radios(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	element := slack.NewRadioButtonsBlockElement(ActionChoose, options...)
	element.InitialOption = first(Chosen(options, value))
	return element
}

// Menu shows the options when it is opened.
func Menu(placeholder string, options []*slack.OptionBlockObject, value string) slack.BlockElement {
	options = options[:min(len(options), MaxOptions)]
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, Plain(placeholder, MaxPlaceholder), ActionChoose, options...)
	element.InitialOption = first(Chosen(options, value))
	return element
}

// fewOptions is how many options are better seen at once than in a menu.
const fewOptions = 4

// OneOf lets a person choose one option.
func OneOf(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	if len(options) <= fewOptions {
		return Radios(options, value)
	}
	return Menu("Pick one", options, value)
}

// AnyOf lets a person tick several options.
func AnyOf(options []*slack.OptionBlockObject, values []string) slack.BlockElement {
	options = options[:min(len(options), MaxBoxes)]
	element := slack.NewCheckboxGroupsBlockElement(ActionChoose, options...)
	element.InitialOptions = Chosen(options, values...)
	return element
}
