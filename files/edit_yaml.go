package files

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"coach/cadence"
	"coach/practice"
)

// Apply returns a playbook file with the edits made in it, and the playbook that
// it then is. Comments and the order of keys stay. Of several versions of a
// practice, the one that starts last is edited; inspect_review is added where
// the file leaves it out.
//
// Its error is [Faults] when the file cannot be read to begin with, and
// [practice.Problems] when the edits do not fit it. The field of a problem is
// the practice's key and the key at fault, such as observation.due, or one of
// values, calendars and fiscal_year_start.
func Apply(e practice.Edits, name string, source []byte) ([]byte, *practice.Playbook, error) {
	before, err := Load(name, source)
	if err != nil {
		return nil, nil, err
	}
	if e.IsZero() { // as in a draft that was only opened
		return source, before, nil
	}
	edited, err := edit(e, before, source)
	if err != nil {
		return nil, nil, err
	}
	after, err := Load(name, edited)
	if faults, ok := errors.AsType[Faults](err); ok {
		return nil, nil, asProblems(faults)
	}
	if err == nil && !e.Keeps(before, after) {
		err = practice.Problems{{Text: "This playbook file can't be changed from Slack. Change the file itself and publish it with coach playbook publish."}}
	}
	if err != nil {
		return nil, nil, err
	}
	return edited, after, nil
}

// edit returns the text of a playbook with edits made in it.
func edit(e practice.Edits, pb *practice.Playbook, source []byte) ([]byte, error) {
	d := document{}
	if err := d.read(source); err != nil {
		return nil, err
	}
	for _, edit := range e.Practices {
		d.practice(pb, edit)
	}
	d.values(pb, e.Values)
	d.purpose(pb, e.Purpose)
	d.week(pb, e.WorkingDays, e.WeekStart)
	d.fiscal(pb, e.FiscalStart)
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	if !d.changed {
		return source, nil
	}
	edited := []byte(d.file.String())
	if !bytes.HasSuffix(edited, []byte("\n")) {
		edited = append(edited, '\n')
	}
	return edited, nil
}

// asProblems returns the faults of a file as problems, for people who do not
// have the file in front of them.
func asProblems(fs Faults) practice.Problems {
	var ps practice.Problems
	for _, f := range fs {
		ps = append(ps, practice.Problem{Field: f.Field, Text: f.Text})
	}
	return ps
}

// A document is a playbook file that is being edited. It was loaded before, so
// that every value in it has the right type.
type document struct {
	file     *ast.File
	root     *ast.MappingNode
	changed  bool
	problems practice.Problems
}

func (d *document) read(source []byte) error {
	file, err := parser.ParseBytes(bytes.TrimPrefix(source, []byte("\ufeff")), parser.ParseComments)
	if err != nil {
		return practice.Problems{{Text: "This playbook file can't be changed from Slack. Change the file itself and publish it with coach playbook publish."}}
	}
	d.file = file
	for _, doc := range file.Docs {
		if m, ok := doc.Body.(*ast.MappingNode); ok {
			d.root = m
		}
	}
	if d.root == nil {
		return practice.Problems{{Text: "This playbook file can't be changed from Slack. Change the file itself and publish it with coach playbook publish."}}
	}
	return nil
}

func (d *document) problem(field, format string, args ...any) {
	d.problems = append(d.problems, practice.Problem{Field: field, Text: fmt.Sprintf(format, args...)})
}

// practice applies the edit of one practice.
func (d *document) practice(pb *practice.Playbook, e practice.Edit) {
	p := pb.LastVersion(e.Key)
	if p == nil {
		d.problem(e.Key, "This practice is no longer in the playbook.")
		return
	}
	if d.fits(p, &e); len(d.problems) > 0 {
		return
	}
	m := func() *ast.MappingNode { return d.written(e.Key) }
	if e.Enabled != nil && *e.Enabled != p.Enabled {
		d.set(m(), "enabled", fmt.Sprint(*e.Enabled), "tier", "short", "name", "key")
	}
	if e.From != 0 && e.From != p.From {
		d.set(m(), "effective_from", e.From.String(), "enabled", "tier", "short", "name", "key")
	}
	if e.Times != 0 && e.Times != p.Times {
		d.set(m(), "times", fmt.Sprint(e.Times), "cadence", "scope", "short", "key")
	}
	d.rhythm(p, e, m)
	d.levels(p, e, m)
	d.words(p, e, m)
}

// fits checks whether the parts of an edit go together.
func (d *document) fits(p *practice.Practice, e *practice.Edit) {
	rhythm := rhythmAfter(*e, p)
	if !rhythm.Cadence.Valid() {
		d.problem(e.Key+".cadence", "“%s” is not a cadence. Use %s.", rhythm.Cadence, oneOf(cadences))
		return
	}
	for _, l := range e.Levels {
		if !slices.Contains(practice.PlaybookLevels, l) {
			d.problem(e.Key+".levels", "“%s” is not a level. Use %s.", l, oneOf(practice.PlaybookLevels))
		}
	}
	if e.Phase != "" && e.Phase != cadence.PhaseA && e.Phase != cadence.PhaseB {
		d.problem(e.Key+".phase", "“%s” is not a phase. Use A or B.", e.Phase)
	}
	if e.Phase != "" && rhythm.Cadence != cadence.Biweekly {
		d.problem(e.Key+".phase", "A phase is for practices every two weeks.")
	}
	if rhythm.Cadence == cadence.Daily {
		e.Due = nil
		return
	}
	if len(e.Due) == 0 && (len(p.Due) == 0 || !suit(p.Due, rhythm.Cadence)) {
		d.problem(e.Key+".due", "Pick when it's due, since %s needs a different day.", rhythm.Cadence.Every())
	}
	for _, code := range e.Due {
		if _, err := cadence.ParseDue(code, rhythm.Cadence); err != nil {
			d.problem(e.Key+".due", "%v.", err)
		}
	}
}

func suit(due []cadence.Due, c cadence.Cadence) bool {
	return !slices.ContainsFunc(due, func(d cadence.Due) bool {
		_, err := cadence.ParseDue(d.String(), c)
		return err != nil
	})
}

// rhythmAfter returns the practice's rhythm after the edit.
func rhythmAfter(e practice.Edit, p *practice.Practice) cadence.Rhythm {
	r := p.Rhythm
	if e.Cadence != "" && e.Cadence != r.Cadence {
		r = cadence.Rhythm{Cadence: e.Cadence}
	}
	if r.Cadence == cadence.Biweekly && e.Phase != "" {
		if r.Phase = ""; e.Phase != cadence.PhaseA {
			r.Phase = e.Phase
		}
	}
	return r
}

func (d *document) rhythm(p *practice.Practice, e practice.Edit, m func() *ast.MappingNode) {
	rhythm := rhythmAfter(e, p)
	if rhythm.Cadence != p.Cadence {
		d.set(m(), "cadence", string(rhythm.Cadence), "scope", "short", "key")
	}
	if rhythm.Phase != p.Phase {
		d.drop(m(), "phase")
		if rhythm.Phase != "" {
			d.set(m(), "phase", string(rhythm.Phase), "cadence", "key")
		}
	} else if rhythm.Cadence != p.Cadence {
		d.drop(m(), "phase") // phase A may stand there too
	}
	codes := make([]string, len(p.Due))
	for i, due := range p.Due {
		codes[i] = due.String()
	}
	switch {
	case rhythm.Cadence == cadence.Daily && p.Cadence != cadence.Daily:
		d.drop(m(), "due")
	case len(e.Due) == 1 && !slices.Equal(e.Due, codes):
		d.set(m(), "due", e.Due[0], "phase", "cadence", "key")
	case len(e.Due) > 1 && !slices.Equal(e.Due, codes):
		d.set(m(), "due", "["+strings.Join(e.Due, ", ")+"]", "phase", "cadence", "key")
	}
}

// levels sets the levels that are expected to perform the practice. The list
// of levels that may perform it grows where it has to.
func (d *document) levels(p *practice.Practice, e practice.Edit, m func() *ast.MappingNode) {
	if len(e.Levels) == 0 || practice.SameLevels(e.Levels, p.ExpectedLevels()) {
		return
	}
	if len(p.ExpectedOf) == 0 {
		d.set(m(), "levels", levelList(e.Levels), "tier", "short", "key")
		return
	}
	d.set(m(), "expected_of", levelList(e.Levels), "levels", "key")
	if may := slices.Concat(p.Levels, e.Levels); slices.ContainsFunc(e.Levels, func(l practice.Level) bool { return !p.IsFor(l) }) {
		d.set(m(), "levels", levelList(may), "tier", "short", "key")
	}
}

// levelList returns levels in YAML, from the front line up, each once.
func levelList(levels []practice.Level) string {
	if slices.Contains(levels, practice.Everyone) {
		return "[everyone]"
	}
	var words []string
	for _, l := range levels {
		if !slices.Contains(words, string(l)) {
			words = append(words, string(l))
		}
	}
	slices.SortStableFunc(words, func(a, b string) int {
		return slices.Index(practice.PersonLevels, practice.Level(a)) - slices.Index(practice.PersonLevels, practice.Level(b))
	})
	return "[" + strings.Join(words, ", ") + "]"
}

// written returns a practice's node in the file: of several versions the one
// that starts last.
func (d *document) written(key string) *ast.MappingNode {
	var last *ast.MappingNode
	var from string
	for _, list := range []string{"practices", "system_practices"} {
		for _, m := range mappingsOf(valueOf(d.root, list)) {
			if textOf(valueOf(m, "key")) != key {
				continue
			}
			if starts := textOf(valueOf(m, "effective_from")); last == nil || starts >= from {
				last, from = m, starts
			}
		}
	}
	if last == nil { // only the built-in practice can be missing
		last = d.addInspectReview()
	}
	return last
}

func (d *document) addInspectReview() *ast.MappingNode {
	item := "{key: " + practice.InspectReview + "}"
	if list, ok := valueOf(d.root, "system_practices").(*ast.SequenceNode); ok && len(list.Values) > 0 {
		added := snippet("added: " + item).Value
		list.Values = append(list.Values, added)
		if len(list.ValueHeadComments) > 0 {
			list.ValueHeadComments = append(list.ValueHeadComments, nil)
		}
		d.changed = true
		return added.(*ast.MappingNode)
	}
	d.set(d.root, "system_practices", "["+item+"]", "practices")
	return mappingsOf(valueOf(d.root, "system_practices"))[0]
}

// values sets the reasons that recognition can be given for.
func (d *document) values(pb *practice.Playbook, values []string) {
	p := pb.LastVersion(practice.RecognitionKey)
	if len(values) == 0 {
		return
	}
	if p == nil {
		d.problem("values", "The playbook has no recognition, so there are no values to choose from.")
		return
	}
	field, ok := p.Form.Field(practice.RecognitionValue)
	if !ok || field.Type != practice.Select {
		d.problem("values", "The form of recognition does not ask which value it shows.")
		return
	}
	if slices.Equal(field.OptionLabels(), values) {
		return
	}
	for _, m := range mappingsOf(valueOf(d.written(practice.RecognitionKey), "form")) {
		if textOf(valueOf(m, "key")) == practice.RecognitionValue {
			d.set(m, "options", optionList(field, values), "vis", "label", "key")
		}
	}
}

// week changes the default calendar.
func (d *document) week(pb *practice.Playbook, days []time.Weekday, start *time.Weekday) {
	c := pb.Calendar("")
	if len(days) > 0 && cadence.Days(days...) != c.Week {
		var codes []string
		for i := range 7 { // from Monday on
			if day := time.Weekday((i + 1) % 7); slices.Contains(days, day) {
				codes = append(codes, weekdays[day])
			}
		}
		d.set(d.calendar(), "working_days", "["+strings.Join(codes, ", ")+"]", "week_start")
	}
	if start != nil && (*start < time.Sunday || *start > time.Saturday) {
		d.problem("calendars", "A week starts on one of its seven days.")
	} else if start != nil && *start != c.WeekStart {
		d.set(d.calendar(), "week_start", weekdays[*start], "working_days")
	}
}

// calendar returns the node of the default calendar, added where it is
// missing.
func (d *document) calendar() *ast.MappingNode {
	calendars, ok := valueOf(d.root, "calendars").(*ast.MappingNode)
	if !ok {
		d.set(d.root, "calendars", "{default: {}}", "version")
		calendars = valueOf(d.root, "calendars").(*ast.MappingNode)
	}
	calendar, ok := valueOf(calendars, practice.DefaultCalendar).(*ast.MappingNode)
	if !ok {
		d.set(calendars, practice.DefaultCalendar, "{}")
		calendar = valueOf(calendars, practice.DefaultCalendar).(*ast.MappingNode)
	}
	return calendar
}

func (d *document) fiscal(pb *practice.Playbook, start int) {
	now := max(int(pb.Fiscal.Start), 1)
	switch {
	case start == 0 || start == now && len(pb.Fiscal.Months) == 0:
	case len(pb.Fiscal.Months) > 0:
		d.problem("fiscal_year_start", "The playbook file has a table of fiscal months. Change that table instead.")
	default:
		d.set(d.root, "fiscal_year_start", fmt.Sprint(start), "calendars", "version")
	}
}

// set gives a key a value, written as YAML in one line. A new key goes after
// the first of those named that is there.
func (d *document) set(m *ast.MappingNode, key, value string, after ...string) {
	d.changed = true
	added := snippet(key + ": " + value)
	if i := indexOf(m, key); i >= 0 {
		old := m.Values[i]
		if comment := old.Value.GetComment(); comment != nil && old.Value.Type() != ast.MappingType {
			_ = added.Value.SetComment(comment) // a comment that cannot move stays behind
		}
		old.Value = added.Value
		return
	}
	at := len(m.Values)
	for _, other := range after {
		if i := indexOf(m, other); i >= 0 {
			at = i + 1
			break
		}
	}
	if len(m.Values) > 0 {
		added.AddColumn(m.Values[0].Key.GetToken().Position.Column - 1)
	}
	m.Values = slices.Insert(m.Values, at, added)
}

func (d *document) drop(m *ast.MappingNode, key string) {
	if i := indexOf(m, key); i >= 0 {
		d.changed = true
		m.Values = slices.Delete(m.Values, i, i+1)
	}
}

// snippet reads one line of “key: value” that this file wrote.
func snippet(line string) *ast.MappingValueNode {
	file, err := parser.ParseBytes([]byte(line), 0)
	if err != nil {
		panic("not YAML: " + line)
	}
	return file.Docs[0].Body.(*ast.MappingNode).Values[0]
}

func indexOf(m *ast.MappingNode, key string) int {
	return slices.IndexFunc(m.Values, func(v *ast.MappingValueNode) bool { return v.Key.GetToken().Value == key })
}

// valueOf returns the value of a key, nil where there is none.
func valueOf(m *ast.MappingNode, key string) ast.Node {
	if i := indexOf(m, key); i >= 0 {
		return m.Values[i].Value
	}
	return nil
}

func mappingsOf(n ast.Node) []*ast.MappingNode {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		return nil
	}
	var all []*ast.MappingNode
	for _, value := range list.Values {
		if m, ok := value.(*ast.MappingNode); ok {
			all = append(all, m)
		}
	}
	return all
}

func textOf(n ast.Node) string {
	l := loader{}
	return l.text(node{Node: n}, wordMax)
}
