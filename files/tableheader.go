package files

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// A column is one that coach looks for in a table, with its own name and the
// usual titles for it, best first, as [columnPhrase] writes them.
type column struct {
	name    string
	phrases []string
}

// A header is the assignment of the cells of a row to coach's columns.
type header struct {
	names  []string // by cell; empty for a column that is not coach's
	titles []string // as they stand in the file
	titled int      // cells up to the last that has a title
	wrong  []string // why the table cannot be read
}

// readHeader finds the columns in the first row of a table.
func readHeader(titles []string, columns []column, required []string) header {
	h := header{names: make([]string, len(titles)), titles: make([]string, len(titles))}
	for i, title := range titles {
		if h.titles[i], _ = withoutGuard(tidyCell(title)); h.titles[i] != "" {
			h.titled = i + 1
		}
	}
	for _, c := range columns {
		h.find(c)
	}
	h.slips(columns)
	for _, name := range required {
		if !slices.Contains(h.names, name) {
			h.missing(name)
		}
	}
	return h
}

// find assigns a column to the cell of the header with the column's own name,
// or else with the best of its usual titles.
func (h *header) find(c column) {
	best, at := len(c.phrases)+1, -1
	for i, title := range h.titles {
		rank := c.rank(title)
		switch {
		case rank > len(c.phrases) || h.names[i] != "" || rank > best:
		case rank == best && strings.EqualFold(h.titles[at], title):
			h.fault("it has two columns “%s”. Keep one", title)
			h.names[at] = c.name
			return
		case rank == best:
			h.fault("both “%s” and “%s” could be the column “%s”. Keep one, or name the right one %s", h.titles[at], title, c.name, c.name)
			h.names[at] = c.name
			return
		default:
			best, at = rank, i
		}
	}
	if at >= 0 {
		h.names[at] = c.name
	}
}

// rank returns how well a title matches the column: 0 is best, and more than
// the number of its usual titles is no match.
func (c column) rank(title string) int {
	if strings.ReplaceAll(strings.ToLower(title), " ", "_") == c.name {
		return 0
	}
	if i := slices.Index(c.phrases, columnPhrase(title)); i >= 0 {
		return i + 1
	}
	return len(c.phrases) + 1
}

func (h *header) fault(format string, args ...any) {
	h.wrong = append(h.wrong, fmt.Sprintf(format, args...))
}

// missing reports that a required column is not there, and suggests which one
// may be meant.
func (h *header) missing(name string) {
	for i, title := range h.titles {
		if h.names[i] == "" && strings.HasSuffix(columnPhrase(title), " "+name) {
			h.fault("it has no column “%s”. Add one, or rename “%s” if that's the one", name, title)
			return
		}
	}
	h.fault("it has no column “%s”. Add one", name)
}

// slips finds misspelt titles: passing such a column over would lose its
// content.
func (h *header) slips(columns []column) {
	const shortest, most = 6, 2 // letters of a title, and of the slip
	for i, title := range h.titles {
		word := strings.ReplaceAll(strings.ToLower(title), " ", "_")
		for _, c := range columns {
			if h.names[i] == "" && len(word) >= shortest && !slices.Contains(h.names, c.name) && keystrokes(word, c.name) <= most {
				h.fault("“%s” is not a column. Did you mean “%s”?", title, c.name)
				h.names[i] = c.name
			}
		}
	}
}

// note returns a sentence with all columns that are passed over; empty for
// none.
func (h *header) note() string {
	var others []string
	for i, title := range h.titles {
		if h.names[i] == "" && title != "" {
			others = append(others, "“"+title+"”")
		}
	}
	switch last := len(others) - 1; last {
	case -1:
		return ""
	case 0:
		return "Passed over a column that means nothing here: " + others[0] + "."
	default:
		return fmt.Sprintf("Passed over %d columns that mean nothing here: %s and %s.", len(others), strings.Join(others[:last], ", "), others[last])
	}
}

// columnPhrase returns a title without the words that are in most titles of an
// HR export: "Manager's Email Address (Work)" is "manager email".
func columnPhrase(title string) string {
	title = strings.NewReplacer("'s", "", "’s", "", "e-mail", "email", "E-mail", "email", "E-Mail", "email").Replace(title)
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		if word == "mail" {
			words[i] = "email"
		}
	}
	few := slices.DeleteFunc(slices.Clone(words), func(word string) bool {
		switch word {
		case "employee", "worker", "staff":
			return true
		case "work", "business", "company", "corporate", "official", "primary", "address", "id":
			return slices.Contains(words, "email")
		}
		return false
	})
	return strings.Join(few, " ")
}
