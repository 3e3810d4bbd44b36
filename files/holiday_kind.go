package files

import (
	"fmt"
	"regexp"
	"strings"
)

// What an all-day event is that is not a day off for all of a country.
const (
	isObservance = "it is an observance, not a day off"
	isWorkingDay = "it is a working day"
	isRegional   = "it is a regional holiday"
)

// The words by which feeds tell their entries apart, at the beginning of a
// description, as one of the categories, or in brackets behind the name.
var (
	observance = regexp.MustCompile(`(?i)^((state|local|regional|national|worldwide|united nations|un) )?observance\b|^(season|sporting event|(optional|restricted) holiday|not a (public|bank) holiday|clock change|daylight saving time)\b`)
	regional   = regexp.MustCompile(`(?i)^(?:common )?(?:public|bank|state|local|regional) holiday in (?:the )?(.+)$`)
	ofRegion   = regexp.MustCompile(`(?i)^(?:common )?(?:regional|local|state) holiday\b`)
	working    = regexp.MustCompile(`(?i)^(?:special |make-?up |adjusted |extra )?work(?:ing)? ?day\b`)
	bracketed  = regexp.MustCompile(`\(([^()]+)\)\s*$`)
)

// judge returns the reason why an all-day event of the calendar is not a day
// off for everybody in its country, or nothing if it is one; and the first
// line of its description. Google's feeds describe each entry: Public holiday,
// Public holiday in Bavaria, Observance; below an observance they explain, in
// any language, how to hide such entries in Google.
func (c *calendar) judge(e event, name string) (reason, detail string) {
	described, _ := e.get("DESCRIPTION")
	first, rest, _ := strings.Cut(strings.ReplaceAll(described.value, `\N`, `\n`), `\n`)
	detail = plainText(first)
	categories, _ := e.get("CATEGORIES")
	labels := append(strings.Split(categories.value, ","), detail)
	if label := bracketed.FindStringSubmatch(name); label != nil {
		labels = append(labels, label[1])
	}
	for i, label := range labels {
		labels[i] = strings.TrimSpace(label)
	}
	hidden := strings.Contains(rest, "Google") && strings.Contains(e.uid(), "@google.com")
	switch {
	case working.MatchString(name):
		return isWorkingDay, detail
	case hidden || anyMatch(observance, labels):
		return isObservance, detail
	}
	for _, label := range labels {
		switch where := regional.FindStringSubmatch(label); {
		case where != nil && strings.HasPrefix(strings.ToLower(where[1]), "lieu"):
		case where != nil && !strings.Contains(strings.ToLower(c.name), strings.ToLower(where[1])):
			return fmt.Sprintf("it is a day off in %s only", shortText(where[1])), detail
		case where == nil && ofRegion.MatchString(label):
			return isRegional, detail
		}
	}
	return "", detail
}

func (e event) uid() string {
	p, _ := e.get("UID")
	return p.value
}

func anyMatch(form *regexp.Regexp, labels []string) bool {
	for _, label := range labels {
		if form.MatchString(label) {
			return true
		}
	}
	return false
}
