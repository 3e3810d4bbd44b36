package practice

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Name is a person's name taken apart, whatever directory wrote it: “LIMA,
// Dr. Ana (EXT)” is Ana. Greetings, lines and typed words all read names here.
type Name struct {
	First string // what a colleague would call out; empty for no name
	Full  string // the whole name with what is called out before the family's
	words []string
}

// ReadName reads a name as a directory writes it. Where it cannot know which
// word is the given name (“Nagy Anna” in Hungary), it takes the first.
func ReadName(name string) Name {
	whole := strings.Join(strings.Fields(name), " ")
	name = CleanName(name)
	core, notes := withoutNotes(name)
	parts, suffixes := atCommas(core)
	if len(parts) == 0 { // all of it in brackets
		parts, suffixes = atCommas(strings.Map(withoutBracket, name))
	}
	if len(parts) == 0 {
		return Name{First: tidied(name), Full: whole, words: strings.Fields(name)}
	}
	given, family := strings.Fields(parts[0]), []string(nil)
	if len(parts) > 1 {
		given, family = strings.Fields(strings.Join(parts[1:], " ")), given
	}
	n := Name{First: calledOut(given, family), Full: whole, words: slices.Concat(given, family)}
	if len(family) > 0 {
		n.Full = strings.Join(slices.Concat(given, family, suffixes, notes), " ")
	}
	return n
}

// Brackets.
const (
	opening = "([{（【"
	closing = ")]}）】"
)

func withoutBracket(r rune) rune {
	if strings.ContainsRune(opening+closing, r) {
		return ' '
	}
	return r
}

// withoutNotes splits a name from the notes that a directory adds to it:
// (EXT), [she/her], “| Sales”, an emoji.
func withoutNotes(name string) (core string, notes []string) {
	depth, start := 0, 0
	var b, note strings.Builder
	for i, r := range name {
		switch {
		case strings.ContainsRune(opening, r):
			if depth == 0 {
				start = i
			}
			depth++
		case strings.ContainsRune(closing, r) && depth > 0:
			if depth--; depth == 0 {
				note.WriteString(" " + name[start:i+utf8.RuneLen(r)])
				b.WriteByte(' ')
			}
			continue
		}
		if depth == 0 {
			b.WriteRune(r)
		}
	}
	if depth > 0 {
		note.WriteString(" " + name[start:])
	}
	core, after := withoutRemark(b.String())
	note.WriteString(after)
	core, tags := withoutTags(core)
	return core, append(strings.Fields(note.String()), tags...)
}

// withoutRemark splits a name from the remark behind a bar or a dash.
func withoutRemark(core string) (name, remark string) {
	for _, bar := range []string{" | ", " - ", " – ", " — ", " / ", " · ", " • ", " @"} {
		before, after, cut := strings.Cut(core, bar)
		if cut && isTag(strings.TrimSpace(before)) {
			before, after = after, before
		}
		if cut && strings.ContainsFunc(before, unicode.IsLetter) {
			core, remark = before, " "+strings.TrimSpace(bar+after)+remark
		}
	}
	return core, remark
}

// withoutTags splits a name from words that are no part of it: those without a
// letter, and tags at its beginning and end.
func withoutTags(core string) (name string, tags []string) {
	var words []string
	for _, w := range strings.Fields(core) {
		if w == "," || strings.ContainsFunc(w, unicode.IsLetter) {
			words = append(words, w)
		} else {
			tags = append(tags, w)
		}
	}
	for len(words) > 1 && isTag(words[len(words)-1]) {
		words, tags = words[:len(words)-1], append(tags, words[len(words)-1])
	}
	for len(words) > 1 && isTag(words[0]) {
		words, tags = words[1:], append(tags, words[0])
	}
	return strings.Join(words, " "), tags
}

// isTag reports whether a word describes somebody's employment, such as EXT,
// rather than being part of their name.
func isTag(word string) bool {
	return slices.Contains([]string{"ext", "extern", "external", "externe", "contractor", "consultant", "freelancer", "vendor", "temp", "intern", "admin"},
		Folded(word)) && word == strings.ToUpper(word) || slices.Contains([]string{"ext.", "-ext"}, strings.ToLower(word))
}

// atCommas splits a name at its commas, and from degrees and “Jr.”, which
// people also write behind a comma.
func atCommas(name string) (parts, suffixes []string) {
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",，、،;", r) }) {
		words := strings.Fields(part)
		switch {
		case !strings.ContainsFunc(part, unicode.IsLetter):
		case len(parts) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !isSuffix(w) }) && !isNameToo(parts, words):
			suffixes = append(suffixes, words...)
		default:
			parts = append(parts, strings.Join(words, " "))
		}
	}
	return parts, suffixes
}

// isNameToo reports whether a suffix behind the one word of a family must be
// the given name: “Silva, Junior”, “Rahman, Md”.
func isNameToo(parts, words []string) bool {
	return len(parts) == 1 && !strings.Contains(parts[0], " ") && len(words) == 1 &&
		slices.Contains([]string{"junior", "md", "ma", "ba"}, strings.ToLower(strings.Trim(words[0], ".")))
}

// calledOut returns the given name for greetings: the written given names
// without a title, and without an initial before a name.
func calledOut(given, family []string) string {
	words := given
	for len(words) > 1 && isTitle(words[0]) {
		words = words[1:]
	}
	for len(words) > 1 && isSuffix(words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	if len(words) == 1 && isTitle(words[0]) && len(family) > 0 { // “Lima, Dr.”
		words = family
	}
	if isEastAsian(words[0]) {
		return strings.Join(words, " ")
	}
	words = withoutFamily(words)
	if len(words) > 2 && isInitial(words[0]) && !isInitial(words[1]) { // “J. Robert Smith”
		words = words[1:]
	}
	n := 1
	for n < len(words) && isParticle(words[n-1]) { // “van der Berg”, “Abdul Rahman”
		n++
	}
	return tidied(strings.Join(words[:n], " "))
}

// withoutFamily drops a family name at the beginning where it is plain that it
// is one: in capitals before words that are not, or before a patronymic.
func withoutFamily(words []string) []string {
	for i, w := range words {
		if lower := strings.ToLower(w); i == 2 && (strings.HasSuffix(lower, "вич") || strings.HasSuffix(lower, "вна") || strings.HasSuffix(lower, "ична")) {
			return words[1:]
		}
	}
	inCapitals := func(w string) bool { return letterCount(w) > 2 && w == strings.ToUpper(w) && w != strings.ToLower(w) }
	for i, w := range words {
		switch {
		case !inCapitals(w) && i > 0 && letterCount(w) > 0:
			return words[i:]
		case !inCapitals(w):
			return words
		}
	}
	return words
}

// tidied returns words ready for a greeting: without the full stops of
// initials and the quotes of nicknames, and not in capitals.
func tidied(called string) string {
	tidy := strings.Trim(called, "\"“”„«»'’‘.,;:@()[]{}")
	if isInitial(called) {
		tidy = strings.ReplaceAll(tidy, ".", "")
	}
	if tidy == "" {
		return called
	}
	if letterCount(tidy) < 3 || tidy != strings.ToUpper(tidy) {
		return tidy
	}
	begins := true
	return strings.Map(func(r rune) rune {
		begin := begins
		begins = !unicode.IsLetter(r) && !unicode.IsMark(r)
		if begin {
			return r
		}
		return unicode.ToLower(r)
	}, tidy)
}

// titles stand before a name. Those that are also names count with a full stop
// only: “Gen. Ruiz”, but “Gen Ruiz”.
var (
	titles = strings.Fields(`dr drs prof professor mr mrs ms miss mx mister herr frau hr hrn dhr mevr mme mlle madame monsieur mademoiselle
		sir dame lord lady rev reverend capt captain sgt lt cmdr señor señora sr.ª sra srta sig.ra signor signora dott dott.ssa dottor dra
		dipl dipl.-ing ing.in mag.a mgr phdr judr mudr rndr mvdr paeddr shri smt engr atty univ.-prof`)
	dotted = strings.Fields(`fr. sr. sig. gen. col. maj. lic. ing. mag. hon. bc. doc. arch. adv. avv. eng. ir. rag. geom. ph.d.`)
)

func isTitle(word string) bool {
	word = strings.ToLower(word)
	return slices.Contains(dotted, word) || slices.Contains(titles, strings.TrimSuffix(word, "."))
}

// suffixes are degrees and the like that follow a name.
var suffixes = strings.Fields(`jr jnr sr snr ii iii iv 2nd 3rd phd dphil md mba cpa cfa esq esquire dds dmd rn pe pmp msc bsc ma ba llm llb jd edd mph junior senior obe mbe`)

// isSuffix reports whether a word is a degree, or one such as Jr. that
// distinguishes a child from a parent. Names that look like one (“Jack Ma”)
// are not at the end of more words.
func isSuffix(word string) bool {
	plain := strings.ToLower(strings.ReplaceAll(word, ".", ""))
	if plain == "ma" || plain == "ba" || plain == "pe" || plain == "jd" {
		return word == strings.ToUpper(word)
	}
	return slices.Contains(suffixes, plain)
}

// particles belong to the word behind them. Those of family names count in lower
// case only: “van Dyk” is a family, “Van Nguyen” is called Van.
var (
	familyParticles = strings.Fields(`van von vom der den de del della di da dos das do du la le les ten ter te zu zum zur af av al bin ibn bint`)
	givenParticles  = strings.Fields(`abd abdul abdel abdal abu el umm`)
)

func isParticle(word string) bool {
	return slices.Contains(familyParticles, word) || slices.Contains(givenParticles, strings.ToLower(word))
}

// isInitial reports whether a word is initials: “J.”, “J.R.”, “J.-P.”.
func isInitial(word string) bool {
	return strings.HasSuffix(word, ".") && letterCount(word) <= strings.Count(word, ".")
}

func letterCount(word string) (n int) {
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// isEastAsian reports whether a name is written in Chinese, Japanese or
// Korean. Greetings use the whole of it: its first word is the family.
func isEastAsian(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
	})
}
