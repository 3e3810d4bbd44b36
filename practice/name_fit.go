package practice

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// How well words fit a name.
const (
	fitsNobody = iota
	fitsBeginning
	fitsWord
	fitsFirst
	fitsWhole
)

// A spelling is a person's name prepared for comparison with typed words, in
// each way in which it may be written.
type spelling struct {
	names        [][]string // the words of the name
	first        []string   // what is called out
	email, local string
}

func spellingOf(p Person) spelling {
	n := ReadName(p.Name)
	s := spelling{email: p.Email}
	s.local, _, _ = strings.Cut(p.Email, "@")
	written := []string{strings.Join(n.words, " "), n.Full, p.Name}
	if isEastAsian(p.Name) { // written with and without spaces alike
		written = append(written, strings.Join(n.words, ""), strings.ReplaceAll(Folded(p.Name), " ", ""))
	}
	for _, name := range written {
		for _, spelt := range spellings(name) {
			words := strings.Fields(spelt)
			if !slices.ContainsFunc(s.names, func(other []string) bool { return slices.Equal(other, words) }) {
				s.names = append(s.names, words)
			}
		}
	}
	for _, first := range spellings(n.First) {
		if first != "" {
			s.first = append(s.first, first)
		}
	}
	return s
}

// Fits returns a score of how well words fit each person, however their name
// is spelt: higher is better, 0 is not at all.
func (r *Roster) Fits(words string) func(PersonID) int {
	wanted := soughtBy(words)
	if wanted.isNobody() {
		return func(PersonID) int { return fitsNobody }
	}
	spelt := r.spellings()
	return func(id PersonID) int { return spelt[id].fits(wanted) }
}

// A sought is a set of typed words that may name somebody, prepared for
// comparison.
type sought struct {
	plain  string // as an address is written
	spelt  [2]string
	fields [2][]string
}

func soughtBy(words string) sought {
	w := sought{plain: strings.ToLower(strings.Trim(Plain(words), " @\"'")), spelt: spellings(words)}
	for i, spelt := range w.spelt {
		w.fields[i] = strings.Fields(spelt)
	}
	return w
}

// isNobody reports whether the words are empty.
func (w sought) isNobody() bool { return w.plain == "" || w.spelt[0] == "" }

// fits returns how well words fit a person: all of the name in any order or
// the email, the first name, another word of the name, or the beginning of
// one.
func (s spelling) fits(w sought) int {
	switch {
	case w.plain == s.email:
		return fitsWhole
	case w.plain == s.local:
		return fitsFirst
	}
	best := fitsNobody
	for i, asked := range w.fields {
		for _, name := range s.names {
			best = max(best, fitsWords(name, asked))
		}
		if slices.Contains(s.first, w.spelt[i]) {
			best = max(best, fitsFirst)
		}
	}
	return best
}

// fitsWords compares each typed word with one of the name.
func fitsWords(name, asked []string) int {
	var used []int
	fit := fitsWord
	for n, word := range asked {
		i := indexUnused(name, used, func(int, string) bool { return false }, word)
		if i < 0 {
			fit = fitsBeginning
			i = indexUnused(name, used, func(i int, w string) bool { return begins(w, word, i == 0, n == 0) }, word)
		}
		if i < 0 {
			return fitsNobody
		}
		used = append(used, i)
	}
	switch {
	case len(asked) == 0:
		return fitsNobody
	case fit == fitsWord && len(used) == len(name):
		return fitsWhole
	}
	return fit
}

// indexUnused returns the index of the first unused word of a name that equals
// a typed word, or fits it otherwise; -1 for none.
func indexUnused(name []string, used []int, otherwise func(i int, w string) bool, word string) int {
	for i, w := range name {
		if !slices.Contains(used, i) && (w == word || otherwise(i, w)) {
			return i
		}
	}
	return -1
}

// begins reports whether typed letters are enough of a word of a name: two
// letters of the first word, three of another, one after words that fit. A
// name that is written without spaces is found by any part of it.
func begins(w, typed string, isFirst, alone bool) bool {
	letters := utf8.RuneCountInString(typed)
	switch {
	case isEastAsian(w):
		return letters > 1 && strings.Contains(w, typed) || !alone && strings.HasPrefix(w, typed)
	case !alone:
		return strings.HasPrefix(w, typed)
	case isFirst:
		return letters > 1 && strings.HasPrefix(w, typed)
	}
	return letters > 2 && strings.HasPrefix(w, typed)
}
