package view

import (
	"maps"
	"slices"
	"strings"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// The values of the button More questions.
const (
	moreOpen   = "open"
	moreClosed = "closed"
)

// moreButton shows or hides the questions that can wait; false for a form
// without any.
func (k Known) moreButton() (*slack.ButtonBlockElement, bool) {
	waits := slices.ContainsFunc(k.Practice.Form, func(f practice.Field) bool { return f.More })
	if k.More {
		return kit.Button(ActionMore, moreClosed, "Fewer questions", ""), waits
	}
	return kit.Button(ActionMore, moreOpen, "More questions", ""), waits
}

// OpensMore reads the value of the button More questions.
func OpensMore(value string) bool { return value == moreOpen }

// question draws one question, given the answers to the others. One that can
// wait, or is not needed after what was chosen, is left out while it is empty.
func (k Known) question(s sheet, q question, others practice.Values) []slack.Block {
	waits := q.More && !k.More || q.Unless.Holds(others)
	if waits && isBlank(q.answer) {
		return nil
	}
	q.Required = q.Needs(others)
	blocks := s.inputs(q)
	for i, b := range blocks {
		if in, ok := b.(*slack.InputBlock); ok && (k.decides(q.Key) || k.Teams && q.Key == practice.RecognitionWho) {
			in.WithDispatchAction(true)
		}
		if n := k.Suggested[q.path].Times; n > 0 {
			blocks[i] = renumbered(b, n)
		}
	}
	if makes := k.Make[q.Key]; makes != "" {
		blocks = append([]slack.Block{kit.Buttons(kit.Button(ActionMakeObstacle, makes, "Make it an obstacle", "Make an obstacle of what you noted last"))}, blocks...)
	}
	if line := k.Above[q.Key]; line != "" {
		blocks = append([]slack.Block{kit.Aside(line)}, blocks...)
	}
	return blocks
}

// isBlank reports whether an answer is empty, or has empty rows only.
func isBlank(v practice.Value) bool {
	v.Rows = slices.DeleteFunc(slices.Clone(v.Rows), func(r practice.Row) bool { return r == practice.Row{} })
	return v.IsZero() || len(v.Rows) == 0 && v.Text == "" && v.Many == nil && v.People == nil && v.Date == 0
}

// decides reports whether the answer to a question changes what the form asks or
// suggests elsewhere, so that Slack has to send coach the choice at once.
func (k Known) decides(key string) bool {
	return slices.ContainsFunc(k.Practice.Form, func(f practice.Field) bool { return f.Unless.Field == key || f.Follows.Field == key })
}

// together returns the answers about one person: those given once, and theirs.
func together(once, theirs practice.Values) practice.Values {
	all := maps.Clone(once)
	if all == nil {
		all = practice.Values{}
	}
	maps.Copy(all, theirs)
	return all
}

// lacks reports whether the form has no input for a question that is needed
// after what was chosen in it: Slack had not drawn it again yet.
func (d Draft) lacks(given answers) bool {
	missing := func(f practice.Field, path string, vs practice.Values) bool {
		_, asked := given[path]
		_, rows := given[rowPath(path, 0, "what")]
		return !f.Unless.IsZero() && f.Needs(vs) && !asked && !rows
	}
	for _, f := range d.Practice.Form {
		if len(d.Each) == 0 || !perPerson(d.Practice, f) {
			if missing(f, f.Key, d.Entry) {
				return true
			}
			continue
		}
		for id, theirs := range d.Each {
			if missing(f, personPath(f.Key, id), together(d.Entry, theirs)) {
				return true
			}
		}
	}
	return false
}

// A suggestion is what coach has filled in for a question that follows another.
type suggestion struct {
	Times  int `json:"times"`            // how often it was changed; its input needs another ID each time
	Option int `json:"option,omitempty"` // which option it is, from 1; 0 for none
}

// Suggest fills in the answers that follow from others. An answer that its
// author chose stays.
func (d *Draft) Suggest() {
	for _, f := range d.Practice.Form {
		switch {
		case f.Follows.Field == "":
		case len(d.Each) > 0 && perPerson(d.Practice, f):
			for id, theirs := range d.Each {
				d.suggest(f, personPath(f.Key, id), theirs, together(d.Entry, theirs))
			}
		default:
			d.suggest(f, f.Key, d.Entry, d.Entry)
		}
	}
}

func (d *Draft) suggest(f practice.Field, path string, values, others practice.Values) {
	was, given := d.Suggested[path], values[f.Key].Text
	offered := f.OptionValues()
	ours := given == "" || 0 < was.Option && was.Option <= len(offered) && offered[was.Option-1] == given
	follows := f.Follows.Values[others[f.Follows.Field].Text]
	if !ours || follows == given {
		return
	}
	if d.Suggested = maps.Clone(d.Suggested); d.Suggested == nil {
		d.Suggested = map[string]suggestion{}
	}
	d.Suggested[path] = suggestion{was.Times + 1, slices.Index(offered, follows) + 1}
	if values[f.Key] = (practice.Value{Text: follows}); follows == "" {
		delete(values, f.Key)
	}
}

// Agreed returns a line above a question about what was agreed elsewhere; none
// where nothing was.
func Agreed(key, words, agreed string) map[string]string {
	if agreed == "" {
		return nil
	}
	return map[string]string{key: words + strings.Join(strings.Fields(agreed), " ")}
}

// hasGood reports whether a practice has a card to prepare with.
func hasGood(p *practice.Practice) bool { return p.Why != "" || len(p.Good) > 0 || p.Learn != "" }

// Good is the card that people prepare with: why the practice is worth its time,
// what good looks like, and where to read more.
func Good(p *practice.Practice) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Line(kit.Text(p.Purpose()))}
	for _, line := range p.Good {
		blocks = append(blocks, kit.Line(kit.Text("• "+line)))
	}
	if p.Learn != "" {
		blocks = append(blocks, kit.Line(kit.Link("Learn more", p.Learn), kit.Text(" · "+host(p.Learn))))
	}
	return kit.Modal("", p.Short, "", blocks...)
}

// host returns where a link leads, so that its reader knows before pressing it.
func host(link string) string {
	_, rest, _ := strings.Cut(link, "://")
	name, _, _ := strings.Cut(rest, "/")
	return kit.OneLine(name)
}
