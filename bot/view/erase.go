package view

import (
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// The paths of the inputs of the two forms for erasing somebody, at which coach
// reports problems.
const (
	AskErased  = "erased"
	AskTheName = "their_name"
)

// maxSought is the limit for a typed name or address, longer than any real one.
const maxSought = 200

// EraseWhom is the first of the two forms for erasing somebody. It asks in
// words, because Slack's lists of people leave out whoever has left.
func EraseWhom() slack.ModalViewRequest {
	return kit.Modal(FormEraseWhom, "Erase somebody", "Next",
		kit.Line(kit.Text("Erasing takes somebody's name and words out of coach for good. You'll read what that means before anything happens.")),
		kit.Input(AskErased, "Who?", "Their email address or their whole name. People who have left Slack are found, too.", true, textInput("", maxSought)))
}

// ParseEraseWhom is the inverse of [EraseWhom].
func ParseEraseWhom(v slack.View) string { return answersOf(v).text(AskErased) }

// NobodyToErase is the problem of words that name nobody.
func NobodyToErase() practice.Problem {
	return practice.Problem{Field: AskErased, Text: "I know nobody by that name or address. Check the spelling."}
}

// SeveralToErase is the problem of words that may name several people.
func SeveralToErase(people []practice.Person) practice.Problem {
	var names []string
	for _, p := range people[:min(len(people), namedMost)] {
		names = append(names, addressed(p))
	}
	return practice.Problem{Field: AskErased, Text: "That may be " + strings.Join(names, ", ") + ". Type the address, or # and the number."}
}

// addressed is a person's name with what tells them from others of that name.
func addressed(p practice.Person) string {
	if p.Email != "" {
		return fullName(p) + " (" + kit.OneLine(p.Email) + ")"
	}
	return fmt.Sprintf("%s (#%d)", fullName(p), p.ID)
}

// EraseFacts is the data behind the second form for erasing somebody.
type EraseFacts struct {
	Person practice.Person
	Part   bool // they take part, by the people file or a team
	Yours  bool // it is whoever has the form open
	Sealed bool // words in the database are encrypted
}

// Erase says what is erased, what stays, and that it cannot be undone, and asks
// for the name.
func Erase(f EraseFacts) slack.ModalViewRequest {
	p := f.Person
	blocks := []slack.Block{
		kit.Line(kit.Text("This erases "), kit.Bold(addressed(p)), kit.Text(". "), kit.Bold("It can't be undone.")),
		kit.Line(kit.Bold("What goes: "), kit.Text("their name, address and Slack ID, and every word by them and about them: answers, private notes, plans, topics, obstacles, suggestions, leave. Thanks that name them leave the channel, and so do theirs.")),
		kit.Line(kit.Bold("What stays: "), kit.Text(fmt.Sprintf("numbers that lead to nobody. What was due and done, counted answers and who reported to whom stand as those of #%d, and reports don't change.", p.ID))),
		kit.Line(kit.Bold("What I can't reach: "), kit.Text("direct messages that I sent before, files that somebody saved, and what people wrote in Slack themselves. "+f.backups())),
	}
	if back := f.back(); back != "" {
		blocks = append(blocks, kit.Line(kit.Bold("So that they don't come back: "), kit.Text(back)))
	}
	if f.Yours {
		blocks = append(blocks, kit.Line(kit.Bold("This is you. "), kit.Text("You won't own the playbook any more.")))
	}
	m := kit.Modal(FormErase, "Erase somebody", "Erase", append(blocks,
		kit.Input(AskTheName, "Type their name to go ahead", "As it's written here: "+fullName(p), true, textInput("", maxSought)))...)
	m.PrivateMetadata = origin{Person: p.ID}.String()
	return m
}

// back says what to do so that somebody does not come back; "" where they can't.
func (f EraseFacts) back() string {
	var first []string
	if f.Part {
		first = append(first, "take them out of the people file and of teams")
	}
	if f.Person.Account.Open() {
		first = append(first, "have their Slack account deactivated")
	}
	if len(first) == 0 {
		return ""
	}
	return capital(strings.Join(first, ", and ")) + ". Otherwise I'll meet them as somebody new, without a past."
}

func (f EraseFacts) backups() string {
	if f.Sealed {
		return "Backups forget them, too, once whoever runs coach has written the keys again over the last copy."
	}
	return "Words in the database aren't encrypted, so backups from before still have theirs."
}

// ParseErase is the inverse of [Erase]: whom it is about, and whether their name
// was typed, in whatever case.
func ParseErase(v slack.View, who Who) (id practice.PersonID, named bool) {
	id = ParsePerson(v)
	p, typed := who(id), strings.Join(strings.Fields(answersOf(v).text(AskTheName)), " ")
	return id, typed != "" && (strings.EqualFold(typed, fullName(p)) || strings.EqualFold(typed, strings.Join(strings.Fields(p.Name), " ")))
}

// NotTheName is the problem of another name than that of whom is erased.
func NotTheName() practice.Problem {
	return practice.Problem{Field: AskTheName, Text: "Nothing was erased. That isn't the name; type it as it's written above."}
}

// LastOwnerErased is the problem of erasing the only owner.
func LastOwnerErased() practice.Problem {
	return practice.Problem{Field: AskTheName, Text: "Somebody has to own the playbook. Add another owner before you erase this one."}
}

// ErasedAlready is the problem of erasing somebody twice.
func ErasedAlready() practice.Problem {
	return practice.Problem{Field: AskTheName, Text: "They're erased already, or I never knew them."}
}

// Erased says in the list of owners that somebody was erased.
func Erased(p practice.Person) string {
	return fmt.Sprintf("%s is erased, and is #%d from now on. Their words go within minutes.", fullName(p), p.ID)
}

// ErasedYourself is what an owner reads who has erased themselves.
func ErasedYourself() slack.ModalViewRequest {
	return SorryView("Erase somebody", "You're erased, and your words go within minutes. I won't write to you any more.")
}

// PersonErased is the message to an owner that another has erased somebody, or
// whoever runs coach, who is nobody in it.
func PersonErased(person practice.PersonID, by practice.Person) kit.Message {
	name := "Whoever runs coach"
	if by.ID != 0 {
		name = fullName(by)
	}
	said := fmt.Sprintf("%s erased somebody from coach: they're #%d from now on.", name, person)
	return kit.NewMessage(said, kit.Line(kit.Text(said)), kit.Aside("Their name and words go for good, and the numbers stay. Every owner of the playbook hears of it; it's in the audit under /coach settings, too."))
}
