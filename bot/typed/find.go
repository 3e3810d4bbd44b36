package typed

import (
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// shortcuts maps a practice's key to common names for it besides its key, short
// and name.
var shortcuts = map[string][]string{
	"one_on_one":  {"1:1", "1on1", "one to one", "121"},
	"observation": {"obs"}, // observe_coach and obstacle_review begin so too
	"recognition": {"thanks", "thank you", "kudos", "praise", "shout-out"},
}

// Practices returns the practices that a few words may name: by a key, short,
// name or common form, its beginning, or a later word of it. Case, spaces and
// punctuation do not matter. All that fit equally well are returned in the
// playbook's order, each as [Playbook.Practice] has it on a day; a practice
// that is switched off is returned only where no other fits.
func Practices(pb *practice.Playbook, words string, on cadence.Date) []*practice.Practice {
	wanted := lettersOf(words)
	if wanted == "" {
		return nil
	}
	best := fitsNot
	var found []*practice.Practice
	for i := range pb.Practices {
		p, _ := pb.Practice(pb.Practices[i].Key, on)
		fit := likenessOf(p, wanted)
		if fit == fitsNot || fit < best || slices.Contains(found, p) {
			continue
		}
		if fit > best {
			best, found = fit, nil
		}
		found = append(found, p)
	}
	return found
}

// A likeness is a score of how well words fit a practice; greater is better.
// Any fit of a practice that is on beats every fit of one that is off.
type likeness int

const (
	fitsNot likeness = iota
	fitsInside
	fitsAtStart
	fitsExactly
)

func likenessOf(p *practice.Practice, wanted string) likeness {
	best := fitsNot
	for _, form := range append([]string{p.Key, p.Short, p.Name, meaning(p.Short), meaning(p.Name)}, shortcuts[p.Key]...) {
		letters := lettersOf(form)
		switch {
		case letters == wanted:
			best = fitsExactly
		case strings.HasPrefix(letters, wanted):
			best = max(best, fitsAtStart)
		case beginsAWord(form, wanted):
			best = max(best, fitsInside)
		}
	}
	if p.Enabled && best != fitsNot {
		best += fitsExactly
	}
	return best
}

// beginsAWord reports whether form contains wanted at the beginning of one of
// its words.
func beginsAWord(form, wanted string) bool {
	words := strings.FieldsFunc(form, func(r rune) bool { return r == ' ' || r == '_' })
	for i := range words {
		if strings.HasPrefix(lettersOf(strings.Join(words[i:], "")), wanted) {
			return true
		}
	}
	return false
}

// lettersOf returns a text's letters and digits, in lower case and without
// accents.
func lettersOf(text string) string {
	return strings.ReplaceAll(practice.Folded(text), " ", "")
}
