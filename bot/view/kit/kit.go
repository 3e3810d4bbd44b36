// Package kit builds the blocks from which package view composes every screen:
// messages, modals, lines, buttons and inputs. Text that a user typed goes
// through it and is always escaped and cut to Slack's limits.
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

// maxName is the number of characters that a line shows of a person's or a
// practice's name.
const maxName = 80

// A Message is what coach posts or answers with: blocks and a Text. Text is the
// preview in a notification and for a screen reader, so it has counts and names
// only, never shared or private words. It is escaped already.
type Message struct {
	Text    string
	Blocks  []slack.Block
	Simpler []slack.Block `json:",omitempty"` // the same without charts, for a workspace that does not know them; nil if there are none
	File    *File         `json:",omitempty"` // that the message brings; nil for none
}

// A File is what a message brings along. Content is never empty, since Slack
// takes no empty file.
type File struct {
	Name    string // to save it under
	Title   string // to read above it
	Content string
}

// escaping is the escaping that Slack requires in a message's own text; it
// disarms <!channel>, mentions and links.
var escaping = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

func NewMessage(preview string, blocks ...slack.Block) Message {
	return Message{Text: escaping.Replace(Shorten(preview, maxPreview)), Blocks: blocks}
}

// Modal returns a modal. Without a submit label it is read-only.
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

// Plain returns a text object in which Slack interprets nothing but emoji
// names.
func Plain(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, Shorten(s, limit), true, false)
}

// optionalText returns a plain text object, or nil for an empty text, for parts
// that a block may lack.
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

// OneLine makes a name safe inside a sentence: it has no line breaks, and no
// control characters that reverse the direction of the words after it.
func OneLine(s string) string { return Shorten(Flat(s), maxName) }

// Flat is [OneLine] for a person's own words, however long.
func Flat(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
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

// Words returns the text of runs without their style.
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

// Link returns words that lead to a web page.
func Link(s, url string) Run {
	return slack.NewRichTextSectionLinkElement(url, Shorten(s, MaxText), nil)
}

// Quote is a paragraph that quotes a person's own words.
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

// Button returns a button with a visible label and, where that alone is not
// clear enough, a spoken one for screen readers.
func Button(action, value, label, spoken string) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, value, Plain(label, maxButton))
	if spoken != "" {
		b.AccessibilityLabel = Shorten(spoken, maxButton)
	}
	return b
}

// AskedAgain adds a confirmation to a button whose effect cannot be undone.
func AskedAgain(b *slack.ButtonBlockElement, title, question, yes, no string) *slack.ButtonBlockElement {
	return b.WithConfirm(slack.NewConfirmationBlockObject(Plain(title, maxConfirmTitle), Plain(question, maxConfirm), Plain(yes, maxConfirmButton), Plain(no, maxConfirmButton)))
}

// ActionChoose is the action ID of every input. Slack sends coach a choice at
// once where it changes the rest of the form.
const ActionChoose = "v"

// Input is a labelled input. Its block ID is the path of the field.
func Input(path, label, hint string, required bool, element slack.BlockElement) slack.Block {
	return slack.NewInputBlock(path+"~0", Plain(label, MaxLabel), optionalText(hint, MaxLabel), element).WithOptional(!required)
}

func Choice(value, label, description string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, Plain(label, MaxOption), optionalText(description, MaxOption))
}

// Choices returns a field's options. The loader of playbooks checks that they
// fit Slack's limits.
func Choices(offered []practice.Option) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, len(offered))
	for i, o := range offered {
		options[i] = Choice(o.Value, o.Label, "")
	}
	return options
}

// Chosen returns the options with the given values. A value that is not among
// the options is left out: Slack would refuse it.
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

// Radios is a list that shows all options at once.
func Radios(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	element := slack.NewRadioButtonsBlockElement(ActionChoose, options...)
	element.InitialOption = first(Chosen(options, value))
	return element
}

// Menu is a list that shows the options when it is opened.
func Menu(placeholder string, options []*slack.OptionBlockObject, value string) slack.BlockElement {
	options = options[:min(len(options), MaxOptions)]
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, Plain(placeholder, MaxPlaceholder), ActionChoose, options...)
	element.InitialOption = first(Chosen(options, value))
	return element
}

// fewOptions is the largest number of options that is shown as radio buttons
// rather than as a menu.
const fewOptions = 4

// OneOf is an input for choosing one option.
func OneOf(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	if len(options) <= fewOptions {
		return Radios(options, value)
	}
	return Menu("Pick one", options, value)
}

// AnyOf is an input for choosing several options.
func AnyOf(options []*slack.OptionBlockObject, values []string) slack.BlockElement {
	options = options[:min(len(options), MaxBoxes)]
	element := slack.NewCheckboxGroupsBlockElement(ActionChoose, options...)
	element.InitialOptions = Chosen(options, values...)
	return element
}
