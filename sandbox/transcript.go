package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A history is everything that happened, as a person would tell it.
type history struct {
	entries  []*entry
	problems []string
	shown    map[string]bool // forms that were drawn once
	cast     []string        // the handles whose messages are told; none for everybody's
}

// An entry is one thing that happened and what it led to.
type entry struct {
	at    time.Time // civil
	who   *User     // whose doing it is, nil for the app's or Slack's
	to    *User     // who alone reads it, nil for everybody in a channel
	text  string
	lines []string
	note  bool
}

func (e *entry) add(lines ...string) { e.lines = append(e.lines, lines...) }

// indent puts what belongs to an entry under its text.
const indent = "                    "

// Transcript tells everything that happened so far: who did what, what they saw,
// and, after "! ", what the app did wrong. It has names instead of IDs, times to
// the minute, and nothing that differs from run to run.
func (w *Workspace) Transcript() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out strings.Builder
	for i, e := range w.history.entries {
		if e.to != nil && len(w.history.cast) > 0 && !slices.Contains(w.history.cast, e.to.person.Handle) {
			continue
		}
		if e.note {
			if i > 0 {
				out.WriteByte('\n')
			}
			fmt.Fprintf(&out, "# %s\n", e.text)
			continue
		}
		fmt.Fprintf(&out, "%s  %s\n", e.at.Format("Mon 02 Jan 15:04"), e.text)
		for _, line := range e.lines {
			out.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		}
	}
	return out.String()
}

// Cast leaves the app's messages to everybody else out of the transcript, from
// its beginning. What people do, what stands in channels and what the app does
// wrong is told all the same.
func (w *Workspace) Cast(handles ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.history.cast = handles
}

// Note adds a narrator's line.
func (w *Workspace) Note(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.record(format, args...).note = true
}

// Problems is what the app did wrong so far: calls that Slack would refuse as
// malformed, late or useless acknowledgements, messages that ping everybody. In
// the transcript each stands after "! ".
func (w *Workspace) Problems() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.history.problems)
}

// record starts an entry of the transcript.
func (w *Workspace) record(format string, args ...any) *entry {
	e := &entry{at: w.opt.Now().In(w.opt.Zone), text: fmt.Sprintf(format, args...)}
	w.history.entries = append(w.history.entries, e)
	w.touch()
	return e
}

// recordDeed starts the entry of something a person does.
func (w *Workspace) recordDeed(u *User, format string, args ...any) *entry {
	e := w.record(u.person.Name+" "+format, args...)
	e.who = u
	return e
}

// problem records something the app did wrong.
func (w *Workspace) problem(format string, args ...any) {
	e := w.record("! "+format, args...)
	w.history.problems = append(w.history.problems, strings.TrimPrefix(e.text, "! "))
}

// recordPost tells that a message appeared.
func (w *Workspace) recordPost(m *Message) {
	head := w.appName() + " in " + m.channel.title()
	switch {
	case m.author.ID != botUserID && m.channel.with == nil:
		head = m.author.person.Name + " in " + m.channel.title()
	case m.author.ID != botUserID:
		head = m.author.person.Name + " to " + w.appName()
	case m.only != nil:
		head = w.appName() + " to " + m.only.person.Name + ", who alone sees it"
	case m.channel.with != nil:
		head = w.appName() + " to " + m.channel.title()
	}
	e := w.record("%s", head)
	e.add(split(m.read())...)
	if m.author.ID == botUserID {
		e.to = m.reader()
	}
}

// recordChange tells what became of a message.
func (w *Workspace) recordChange(m *Message, verb string) (e *entry) {
	switch {
	case m.only != nil:
		e = w.record("%s %s its answer to %s", w.appName(), verb, m.only.person.Name)
	case m.channel.with != nil:
		e = w.record("%s %s its message to %s", w.appName(), verb, m.channel.title())
	default:
		e = w.record("%s %s its message in %s", w.appName(), verb, m.channel.title())
	}
	e.to = m.reader()
	return e
}

// recordView tells that a person sees a form. Its contents are told once.
func (w *Workspace) recordView(line *entry, verb string, v *view) {
	line.add(fmt.Sprintf("%s: %s", verb, v.title()))
	drawn := v.draw()
	if key := v.title() + "\n" + strings.Join(drawn, "\n"); !w.history.shown[key] {
		w.history.shown[key] = true
		for _, text := range drawn {
			line.add("  " + text)
		}
	}
}

// lineOf is where to tell what a person's deed led to: the entry of that deed,
// or a new one when it was not in this minute.
func (w *Workspace) lineOf(u *User) *entry {
	now := w.opt.Now().In(w.opt.Zone)
	for _, e := range slices.Backward(w.history.entries) {
		if e.at.Truncate(time.Minute).Before(now.Truncate(time.Minute)) {
			break
		}
		if e.who == u {
			return e
		}
	}
	return w.record("%s changes what %s sees", w.appName(), u.person.Name)
}
