package typed

import (
	"slices"
	"strings"

	"coach/cadence"
	"coach/practice"
)

// shortcuts are what people call a practice besides its key, short and name.
var shortcuts = map[string][]string{
	"one_on_one":  {"1:1", "1on1", "one to one", "121"},
	"observation": {"obs"}, // observe_coach and obstacle_review begin so too
	"recognition": {"thanks", "thank you", "kudos", "praise", "shout-out"},
}

// Practices returns the practices that somebody may have meant by a few words: a
// key, short, name or common form of one, its beginning, or a later word of it.
// Case, spaces and punctuation do not matter. All that fit equally well are
// returned in the playbook's order, each as [Playbook.Practice] has it on a
// day; a practice that is switched off is found only where no other fits.
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

// A likeness says how well words fit a practice; the greater the better. Any
// fit of a practice that is on is better than all of those that are off.
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

// beginsAWord reports whether wanted is found from the beginning of a word on.
func beginsAWord(form, wanted string) bool {
	words := strings.FieldsFunc(form, func(r rune) bool { return r == ' ' || r == '_' })
	for i := range words {
		if strings.HasPrefix(lettersOf(strings.Join(words[i:], "")), wanted) {
			return true
		}
	}
	return false
}

// lettersOf keeps the letters and digits of a text, in lower case and without
// accents.
func lettersOf(text string) string {
	return strings.ReplaceAll(practice.Folded(text), " ", "")
}
