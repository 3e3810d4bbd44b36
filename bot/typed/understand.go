package typed

import (
	"regexp"
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// Said is what a person's words ask to log, as far as they can be understood:
// “1:1 ana yesterday”.
type Said struct {
	Practices []*practice.Practice // those the words may mean; exactly one when they are clear
	People    []practice.PersonID  // those the words may name
	On        cadence.Date         // the day they name, today when they name none
	Missing   string               // a day they name that does not exist, such as “29 February in 2026”
	Rest      string               // what was not understood
}

// Understand reads the words after “log”, in any order that people use: a
// practice, a person, a day. Somebody of who's own team is meant before anybody
// else of that name.
func Understand(pb *practice.Playbook, r *practice.Roster, who practice.PersonID, words string, today cadence.Date) Said {
	fields := strings.Fields(meaning(words))
	said := Said{On: today}
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

// namedAmong are the people whom words name at their beginning or else at their
// end, and the words that are left.
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

// fillers carry no meaning.
var fillers = []string{"a", "an", "the", "my", "with", "for", "about", "of", "on", "last", "i", "did", "had", "and", "please"}

// meaning is words without the fillers among them.
func meaning(words string) string {
	return strings.Join(slices.DeleteFunc(strings.Fields(words), func(w string) bool { return slices.Contains(fillers, strings.ToLower(w)) }), " ")
}

// mostDayWords is how many words a day has at most: “Thursday 24 December 2026”.
const mostDayWords = 4

// takeDay takes the words that name a day out of the others. Missing is a day
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

// pastDay reads words that name a day and nothing else. A day that does not
// exist is missing, and today stands for it.
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

// Named returns the people a few words may name, all that fit equally well: by
// full name, first name, email or the beginning of one. Who's own team comes
// before everybody else.
func Named(r *practice.Roster, words string, who practice.PersonID, on cadence.Date) []practice.PersonID {
	wanted := strings.ToLower(strings.TrimPrefix(strings.TrimSpace(words), "@"))
	if wanted == "" {
		return nil
	}
	for _, crowd := range [][]practice.PersonID{r.Reports(who, on), r.People()} {
		best, found := 0, []practice.PersonID(nil)
		for _, id := range crowd {
			fit := named(r.Person(id), wanted)
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

// named says how well lower-case words fit the person's name; 0 for not.
func named(p practice.Person, wanted string) int {
	full := strings.ToLower(p.Name)
	first, _, _ := strings.Cut(full, " ")
	local, _, _ := strings.Cut(p.Email, "@")
	switch {
	case wanted == full || wanted == p.Email:
		return 3
	case wanted == first || wanted == local:
		return 2
	case strings.HasPrefix(full, wanted) && len(wanted) > 1:
		return 1
	}
	return 0
}

// A Typed is what somebody typed to coach in plain words.
type Typed struct {
	Verb  Verb
	Words string // what follows the verb
	Note  string // for thanks, what they are for
}

// A Verb is what typed words ask for.
type Verb string

// The verbs. Unclear words name none: they may still be something to log.
const (
	VerbHelp    Verb = "help"
	VerbDue     Verb = "due"
	VerbLog     Verb = "log"
	VerbThank   Verb = "thank"
	VerbAway    Verb = "away"
	VerbUnclear Verb = ""

	VerbCourtesy Verb = "courtesy" // thanks to coach itself
)

var verbs = map[string]Verb{
	"help": VerbHelp, "?": VerbHelp, "hi": VerbHelp, "hello": VerbHelp, "hey": VerbHelp, "coach": VerbHelp,
	"due": VerbDue, "done": VerbDue, "todo": VerbDue, "open": VerbDue, "what's": VerbDue, "whats": VerbDue, "what": VerbDue,
	"log": VerbLog, "logged": VerbLog, "note": VerbLog, "add": VerbLog,
	"thank": VerbThank, "thanks": VerbThank, "recognize": VerbThank, "recognise": VerbThank, "kudos": VerbThank, "praise": VerbThank,
	"away": VerbAway, "leave": VerbAway, "vacation": VerbAway, "holiday": VerbAway, "off": VerbAway, "ooo": VerbAway, "pto": VerbAway, "sick": VerbAway, "ill": VerbAway,
}

// ReadTyped reads a typed message as far as its first word and, for thanks,
// what they are for.
func ReadTyped(text string) Typed {
	text = strings.TrimSpace(text)
	word, rest, _ := strings.Cut(text, " ")
	verb, ok := verbs[strings.ToLower(strings.Trim(word, "!.,/"))]
	if !ok {
		return Typed{VerbUnclear, text, ""}
	}
	t := Typed{Verb: verb, Words: strings.TrimSpace(rest)}
	if verb == VerbThank {
		for _, by := range []string{" for ", " because "} {
			if who, why, ok := strings.Cut(" "+t.Words+" ", by); ok {
				t.Words, t.Note = strings.TrimSpace(who), strings.TrimSpace(why)
				break
			}
		}
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

// courtesies follow “thank” or “thanks” where nobody is named: “thank you so
// much”.
var courtesies = []string{"you", "u", "so", "very", "much", "a", "lot", "again", "all", "guys", "coach", "everyone", "indeed", "kindly", "bot"}

// withoutCourtesy takes courtesies from the beginning of words.
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

// between are what people write between names.
var between = regexp.MustCompile(`(?i)\s*(?:,|;|&|\+|\band\b)\s*`)

// EachName are the names in words that name several people, such as “ben, cy and
// ana”.
func EachName(words string) []string {
	return slices.DeleteFunc(between.Split(words, -1), func(name string) bool { return strings.TrimSpace(name) == "" })
}
