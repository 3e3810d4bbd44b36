package view

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
	maxText        = 3000
	maxHeading     = 150
	maxTitle       = 24
	maxLabel       = 2000
	maxPlaceholder = 150
	maxButton      = 75
	maxOption      = 75
	maxOptions     = 100
	maxBoxes       = 10
	maxBlocks      = 100 // of a modal

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

func message(preview string, blocks ...slack.Block) Message {
	return Message{Text: escaping.Replace(shorten(preview, maxPreview)), Blocks: blocks}
}

// modal is a dialog. Without a submit label it is one to read and close.
func modal(callback, title, submit string, blocks ...slack.Block) slack.ModalViewRequest {
	m := slack.ModalViewRequest{
		Type:       slack.VTModal,
		CallbackID: callback,
		Title:      plain(title, maxTitle),
		Close:      plain("Done", maxTitle),
		Blocks:     slack.Blocks{BlockSet: blocks},
	}
	if submit != "" {
		m.Submit, m.Close = plain(submit, maxTitle), plain("Cancel", maxTitle)
	}
	return m
}

// plain is a text object in which Slack reads no markup but emoji names.
func plain(s string, limit int) *slack.TextBlockObject {
	return slack.NewTextBlockObject(slack.PlainTextType, shorten(s, limit), true, false)
}

// optionalText is plain for members that a block may lack.
func optionalText(s string, limit int) *slack.TextBlockObject {
	if s == "" {
		return nil
	}
	return plain(s, limit)
}

// shorten cuts a text to a number of characters, the last of which is then an
// ellipsis. An empty text, which Slack refuses, becomes a dash.
func shorten(s string, limit int) string {
	if runes := []rune(s); len(runes) > limit {
		return string(runes[:limit-1]) + "…"
	}
	return cmp.Or(s, "–")
}

// oneLine makes a name safe to stand inside a sentence: no line breaks, and
// nothing that turns the direction of the words after it.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Bidi_Control, r):
			return -1
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return shorten(strings.Join(strings.Fields(s), " "), maxName)
}

// A run is a stretch of words in one style.
type run = slack.RichTextSectionElement

func text(s string) run {
	return slack.NewRichTextSectionTextElement(shorten(s, maxText), nil)
}

func bold(s string) run {
	return slack.NewRichTextSectionTextElement(shorten(s, maxText), &slack.RichTextSectionTextStyle{Bold: true})
}

func code(s string) run {
	return slack.NewRichTextSectionTextElement(shorten(s, maxText), &slack.RichTextSectionTextStyle{Code: true})
}

// words are what runs say, without their style.
func words(runs []run) string {
	var said strings.Builder
	for _, r := range runs {
		if t, ok := r.(*slack.RichTextSectionTextElement); ok {
			said.WriteString(t.Text)
		}
	}
	return said.String()
}

// line is a paragraph.
func line(runs ...run) slack.Block {
	return slack.NewRichTextBlock("", slack.NewRichTextSection(runs...))
}

// quote is a paragraph in somebody's own words.
func quote(s string) slack.Block {
	return slack.NewRichTextBlock("", &slack.RichTextQuote{Type: slack.RTEQuote, Elements: []run{text(s)}})
}

func heading(s string) slack.Block {
	return slack.NewHeaderBlock(plain(s, maxHeading))
}

// aside is a line in small print.
func aside(s string) slack.Block {
	return slack.NewContextBlock("", plain(s, maxText))
}

// item is a line with a button at its end.
func item(s string, button *slack.ButtonBlockElement) slack.Block {
	return slack.NewSectionBlock(plain(s, maxText), nil, slack.NewAccessory(button))
}

func buttons(bs ...*slack.ButtonBlockElement) slack.Block {
	elements := make([]slack.BlockElement, len(bs))
	for i, b := range bs {
		elements[i] = b
	}
	return slack.NewActionBlock("", elements...)
}

// button has a label to see and, where that alone would not say enough, one to
// hear.
func button(action, value, label, spoken string) *slack.ButtonBlockElement {
	b := slack.NewButtonBlockElement(action, value, plain(label, maxButton))
	if spoken != "" {
		b.AccessibilityLabel = shorten(spoken, maxButton)
	}
	return b
}

// askedAgain has a button ask before it does what cannot be undone by pressing
// another.
func askedAgain(b *slack.ButtonBlockElement, title, question, yes, no string) *slack.ButtonBlockElement {
	return b.WithConfirm(slack.NewConfirmationBlockObject(plain(title, maxConfirmTitle), plain(question, maxConfirm), plain(yes, maxConfirmButton), plain(no, maxConfirmButton)))
}

// ActionChoose is the action ID of every input. Coach hears of a choice at once
// where it changes what else is asked.
const ActionChoose = "v"

// input asks for one thing. Its block ID is the path of the field.
func input(path, label, hint string, required bool, element slack.BlockElement) slack.Block {
	return slack.NewInputBlock(path+"~0", plain(label, maxLabel), optionalText(hint, maxLabel), element).WithOptional(!required)
}

func choice(value, label, description string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, plain(label, maxOption), optionalText(description, maxOption))
}

// choices offers the options of a field. The loader of playbooks sees to it
// that they fit.
func choices(offered []practice.Option) []*slack.OptionBlockObject {
	options := make([]*slack.OptionBlockObject, len(offered))
	for i, o := range offered {
		options[i] = choice(o.Value, o.Label, "")
	}
	return options
}

// chosen are the options with the given values. What is not offered cannot be
// chosen: Slack refuses it.
func chosen(options []*slack.OptionBlockObject, values ...string) []*slack.OptionBlockObject {
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

// radios shows all options at once.
func radios(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	element := slack.NewRadioButtonsBlockElement(ActionChoose, options...)
	element.InitialOption = first(chosen(options, value))
	return element
}

// menu shows the options when it is opened.
func menu(placeholder string, options []*slack.OptionBlockObject, value string) slack.BlockElement {
	options = options[:min(len(options), maxOptions)]
	element := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, plain(placeholder, maxPlaceholder), ActionChoose, options...)
	element.InitialOption = first(chosen(options, value))
	return element
}

// fewOptions is how many options are better seen at once than in a menu.
const fewOptions = 4

// oneOf lets a person choose one option.
func oneOf(options []*slack.OptionBlockObject, value string) slack.BlockElement {
	if len(options) <= fewOptions {
		return radios(options, value)
	}
	return menu("Pick one", options, value)
}

// anyOf lets a person tick several options.
func anyOf(options []*slack.OptionBlockObject, values []string) slack.BlockElement {
	options = options[:min(len(options), maxBoxes)]
	element := slack.NewCheckboxGroupsBlockElement(ActionChoose, options...)
	element.InitialOptions = chosen(options, values...)
	return element
}
