package typed

import (
	"regexp"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// Meaning is a request to log, as far as a person's words could be understood:
// “1:1 ana yesterday”.
type Meaning struct {
	Practices []*practice.Practice // those the words may mean; exactly one when they are clear
	People    []practice.PersonID  // those the words may name
	On        cadence.Date         // the day they name, today when they name none
	Missing   string               // a day they name that does not exist, such as “29 February in 2026”
	Rest      string               // the words that were not understood
}

// Understand parses the words after “log”, which may name a practice, a person
// and a day in any order. A name is looked up among the typist's own reports
// before anybody else.
func Understand(pb *practice.Playbook, r *practice.Roster, who practice.PersonID, words string, today cadence.Date) Meaning {
	fields := strings.Fields(practice.Plain(words))
	said := understand(pb, r, who, slices.DeleteFunc(slices.Clone(fields), isFiller), today)
	if len(said.People) > 0 || !slices.ContainsFunc(fields, isFiller) {
		return said
	}
	fits := func(word string) bool { return isFirstName(r, word, who, today) } // somebody is called An, or My
	if named := understand(pb, r, who, slices.DeleteFunc(fields, func(w string) bool { return isFiller(w) && !fits(w) }), today); len(named.People) > 0 {
		return named
	}
	return said
}

func understand(pb *practice.Playbook, r *practice.Roster, who practice.PersonID, fields []string, today cadence.Date) Meaning {
	said := Meaning{On: today}
	fields, said.On, said.Missing = takeDay(fields, today)
	for n := len(fields); n > 0; n-- { // the longest beginning that is a practice
		practices := Practices(pb, strings.Join(fields[:n], " "), today)
		if len(practices) == 0 {
			continue
		}
		rest := strings.Join(fields[n:], " ")
		people := Named(r, rest, who, today)
		if rest == "" || len(people) > 0 {
			said.Practices, said.People = practices, people
			return said
		}
		if said.Practices == nil {
			said.Practices = practices
			said.People, said.Rest = namedAmong(r, fields[n:], who, today)
		}
	}
	if said.Practices == nil {
		said.People, said.Rest = namedAmong(r, fields, who, today)
	}
	return said
}

// namedAmong returns the people whom words name at their beginning or else at
// their end, and the remaining words.
func namedAmong(r *practice.Roster, fields []string, who practice.PersonID, on cadence.Date) (people []practice.PersonID, rest string) {
	for n := len(fields); n > 0; n-- {
		if people = Named(r, strings.Join(fields[:n], " "), who, on); len(people) > 0 {
			return people, strings.Join(fields[n:], " ")
		}
		if people = Named(r, strings.Join(fields[len(fields)-n:], " "), who, on); len(people) > 0 {
			return people, strings.Join(fields[:len(fields)-n], " ")
		}
	}
	return nil, strings.Join(fields, " ")
}

// fillers are words without meaning for the parser.
var fillers = []string{"a", "an", "the", "my", "with", "for", "about", "of", "on", "last", "i", "did", "had", "and", "please"}

// isFiller reports whether a word is a filler, or only punctuation.
func isFiller(word string) bool {
	folded := practice.Folded(word)
	return folded == "" || slices.Contains(fillers, folded)
}

// isFirstName reports whether a word is the first name of exactly one of a
// person's reports.
func isFirstName(r *practice.Roster, word string, who practice.PersonID, on cadence.Date) bool {
	called := 0
	for _, id := range r.Reports(who, on) {
		if practice.Folded(r.Person(id).First()) == practice.Folded(word) {
			called++
		}
	}
	return word != "" && called == 1
}

// meaning returns words without the fillers among them.
func meaning(words string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(words), isFiller), " ")
}

// mostDayWords is the number of words in the longest day: “Thursday 24 December
// 2026”.
const mostDayWords = 4

// takeDay separates the words that name a day from the others. Missing is a day
// that they name and that does not exist.
func takeDay(fields []string, today cadence.Date) (rest []string, on cadence.Date, missing string) {
	for i := range fields {
		for n := min(mostDayWords, len(fields)-i); n > 0; n-- {
			if on, missing, ok := pastDay(fields[i:i+n], today); ok {
				return slices.Delete(slices.Clone(fields), i, i+n), on, missing
			}
		}
	}
	return fields, today, ""
}

// pastDay parses words that name a day and nothing else. A day that does not
// exist is returned as missing, with today as the date.
func pastDay(fields []string, today cadence.Date) (on cadence.Date, missing string, ok bool) {
	a := dayReader{today: today}
	for _, word := range dayWords.FindAllString(strings.ToLower(strings.Join(fields, " ")), -1) {
		if word != "," && word != "." {
			a.words = append(a.words, word)
		}
	}
	s, read := a.day()
	if read {
		on = a.past(s)
	}
	switch {
	case len(a.words) > 0:
		return 0, "", false
	case a.missing != "":
		return today, a.missing, true
	}
	return on, "", on != 0
}

// Named returns the people whom a few words may name, all that fit equally
// well: by full name in any order, first name, another name, email or the
// beginning of one. The typist's own reports come before everybody else.
func Named(r *practice.Roster, words string, who practice.PersonID, on cadence.Date) []practice.PersonID {
	fits := r.Fits(words)
	for _, crowd := range [][]practice.PersonID{r.Reports(who, on), r.People()} {
		best, found := 0, []practice.PersonID(nil)
		for _, id := range crowd {
			fit := fits(id)
			if id == who || fit == 0 || fit < best || !practice.MayUse(r, id, on) {
				continue
			}
			if fit > best {
				best, found = fit, nil
			}
			found = append(found, id)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// A Typed is a parsed message that a person typed to coach.
type Typed struct {
	Verb  Verb
	Words string // the words after the verb
	Note  string // for thanks, their reason
}

// A Verb is the kind of request in a typed message.
type Verb string

// The verbs. Unclear words have no verb: they may still be something to log.
const (
	VerbHelp      Verb = "help"
	VerbDue       Verb = "due"
	VerbLog       Verb = "log"
	VerbThank     Verb = "thank"
	VerbAway      Verb = "away"
	VerbTopic     Verb = "topic"
	VerbAsk       Verb = "ask"
	VerbSteps     Verb = "steps"
	VerbObstacle  Verb = "obstacle"
	VerbObstacles Verb = "obstacles"
	VerbAgenda    Verb = "agenda"
	VerbUnclear   Verb = ""

	VerbCourtesy Verb = "courtesy" // thanks to coach itself
)

var verbs = map[string]Verb{
	"help": VerbHelp, "?": VerbHelp, "hi": VerbHelp, "hello": VerbHelp, "hey": VerbHelp, "coach": VerbHelp,
	"due": VerbDue, "done": VerbDue, "todo": VerbDue, "open": VerbDue, "what's": VerbDue, "whats": VerbDue, "what": VerbDue,
	"log": VerbLog, "logged": VerbLog, "note": VerbLog, "add": VerbLog,
	"thank": VerbThank, "thanks": VerbThank, "recognize": VerbThank, "recognise": VerbThank, "kudos": VerbThank, "praise": VerbThank,
	"topic": VerbTopic, "topics": VerbTopic, "ask": VerbAsk,
	"steps": VerbSteps, "step": VerbSteps,
	"obstacle": VerbObstacle, "blocker": VerbObstacle, "obstacles": VerbObstacles, "blockers": VerbObstacles, "agenda": VerbAgenda,
	"away": VerbAway, "leave": VerbAway, "vacation": VerbAway, "holiday": VerbAway, "off": VerbAway, "ooo": VerbAway, "pto": VerbAway, "sick": VerbAway, "ill": VerbAway,
}

// ReadTyped parses a typed message as far as its first word and, for thanks,
// their reason. The reason stays as it was typed; everything else is
// normalised.
func ReadTyped(text string) Typed {
	text = strings.Trim(text, quotes) // “log 1:1 ana”, copied with its quotes
	plain := strings.TrimSpace(practice.Plain(text))
	word, rest, _ := strings.Cut(plain, " ")
	verb, ok := verbs[strings.ToLower(strings.Trim(word, "!.,/:;-"))]
	if !ok {
		return Typed{VerbUnclear, plain, ""}
	}
	t := Typed{Verb: verb, Words: strings.TrimSpace(rest)}
	if verb == VerbThank {
		t.Words, t.Note = whatFor(text)
		t.Words = strings.TrimPrefix(t.Words, "to ")
		if who, polite := withoutCourtesy(t.Words); polite {
			t.Words = who
		}
		if t.Words == "" && (rest != "" && !strings.HasPrefix(strings.TrimSpace(rest), "for ") || strings.HasPrefix(strings.ToLower(word), "thanks")) {
			return Typed{Verb: VerbCourtesy}
		}
	}
	return t
}

// quotes are the characters that may surround a whole message.
const quotes = " \t\n\u00a0\"'`“”„‟‘’‚«»‹›"

// aWord matches the characters between spaces of any kind.
var aWord = regexp.MustCompile(`[^\s\p{Z}]+`)

// whatFor divides the words after “thank” into the names of the recipients,
// normalised, and the reason.
func whatFor(text string) (who, why string) {
	words := aWord.FindAllStringIndex(text, -1)
	for _, by := range []string{"for", "because"} {
		for _, at := range words[1:] {
			if practice.Folded(text[at[0]:at[1]]) == by {
				return strings.TrimSpace(practice.Plain(text[words[0][1]:at[0]])), strings.TrimSpace(text[at[1]:])
			}
		}
	}
	return strings.TrimSpace(practice.Plain(text[words[0][1]:])), ""
}

// courtesies are the words after “thank” or “thanks” that name nobody: “thank
// you so much”.
var courtesies = []string{"you", "u", "so", "very", "much", "a", "lot", "again", "all", "guys", "coach", "everyone", "indeed", "kindly", "bot"}

// withoutCourtesy removes courtesies from the beginning of words.
func withoutCourtesy(words string) (rest string, polite bool) {
	fields := strings.Fields(words)
	for len(fields) > 0 {
		word := strings.ToLower(strings.Trim(fields[0], "!.,;:)(-"))
		if word != "" && !slices.Contains(courtesies, word) {
			break
		}
		fields, polite = fields[1:], true
	}
	return strings.Join(fields, " "), polite
}

// between matches the separators that people write between names.
var between = regexp.MustCompile(`(?i)\s*(?:,|;|&|\+|\band\b)\s*`)

// EachName returns the names in words that name several people, such as “ben,
// cy and ana”.
func EachName(words string) []string {
	return slices.DeleteFunc(between.Split(words, -1), func(name string) bool { return strings.TrimSpace(name) == "" })
}
