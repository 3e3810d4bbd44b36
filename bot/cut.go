package bot

import (
	"strings"
	"unicode/utf8"

	"coach/bot/view"
	"coach/bot/view/kit"
)

// readFor is the number of characters of a typed message that coach reads; a
// longer one is not a command.
const readFor = 300

// mentionsMost is the number of people that coach reads from one message.
const mentionsMost = 10

// cut returns the part of a typed message that coach reads, and whether that is
// not all. Mentions are read first, and none of them in half: the mention of a
// person after 300 characters of words counts.
func cut(text string) (read string, isCut bool) {
	var b strings.Builder
	left, people := readFor, mentionsMost
	words := func(s string) {
		end := len(s)
		if utf8.RuneCountInString(s) > left {
			end, isCut = 0, true
			for range left {
				_, size := utf8.DecodeRuneInString(s[end:])
				end += size
			}
		}
		left -= utf8.RuneCountInString(s[:end])
		b.WriteString(s[:end])
	}
	for {
		at := mention.FindStringIndex(text)
		if at == nil {
			words(text)
			return b.String(), isCut
		}
		words(text[:at[0]])
		if people--; people >= 0 {
			b.WriteString(text[at[0]:at[1]])
		}
		text = text[at[1]:]
	}
}

// saysCut adds a note to an answer that coach has not read the whole message.
func (a envelope) saysCut(answer any) any {
	if m, ok := answer.(kit.Message); ok && a.isCut {
		return view.WithCut(m, readFor)
	}
	return answer
}
