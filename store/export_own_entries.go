package store

import (
	"slices"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// entry returns the entries that the person wrote whole, and those about the
// person, or that name them, with the answers that they may read. An edit may
// have moved an entry to or from the person: what was about somebody else is
// left out.
func (o *ownFile) entry(e *exporter, l files.EntryLine) files.Line {
	if l.Author == e.ref(o.id) {
		o.wrote[l.ID] = true
		return o.kept(l)
	}
	now := o.version(e, l.Playbook, l.Practice, l.Subject, l.HappenedOn, l.Answers)
	var edits []files.EntryEdit
	for _, edit := range l.Edits {
		before := o.version(e, l.Playbook, edit.Practice, edit.Subject, edit.HappenedOn, edit.Answers)
		if before.concerns() {
			edit.Answers = before.readable()
			edits = append(edits, edit)
		}
	}
	switch l.Edits = edits; {
	case now.concerns():
		l.Answers = now.readable()
	case len(edits) == 0:
		return nil
	default:
		l.Subject, l.Settles, l.Answers = "", nil, files.Answers{}
	}
	return o.kept(l)
}

func (o *ownFile) kept(l files.EntryLine) files.Line {
	o.entries[l.ID], o.versions[l.Playbook] = true, true
	return o.isFirst(l, l.ID)
}

// A reading is a version of an entry by somebody else, for the person whose file
// it is.
type reading struct {
	*ownFile
	answers files.Answers
	entry   practice.Entry
	p       *practice.Practice
}

func (o *ownFile) version(e *exporter, version int, key string, subject files.Ref, on cadence.Date, answers files.Answers) reading {
	p := e.practice(version, key, on)
	entry := practice.Entry{Practice: key, Subject: e.ids[subject], Values: practice.Values{}}
	for field, a := range answers {
		v := practice.Value{Text: a.Text}
		for _, ref := range a.Many {
			if id := e.ids[files.Ref(ref)]; id != 0 && isOfPeople(p.Form, field) {
				v.People = append(v.People, id)
			}
		}
		entry.Values[field] = v
	}
	return reading{o, answers, entry, p}
}

func isOfPeople(form practice.Form, field string) bool {
	f, _ := form.Field(field)
	return f.Type == practice.User || f.Type == practice.MultiUser
}

// concerns reports whether the entry is about the person or names them.
func (r reading) concerns() bool { return slices.Contains(r.entry.Named(), r.id) }

// isAbout reports whether the entry is about the person, beyond naming them.
func (r reading) isAbout() bool { return slices.Contains(r.entry.About(r.p), r.id) }

// readable returns the answers as the person may have them.
func (r reading) readable() files.Answers {
	answers := files.Answers{}
	for key, a := range r.answers {
		f, known := r.p.Form.Field(key)
		readers := practice.ReadersOf(0, r.entry, r.p, f)
		reads := known && (readers.Team || readers.Everyone || slices.Contains(readers.People, r.id))
		if !reads && !(r.lawful && r.isAbout()) {
			a = files.Answer{Withheld: files.WithheldPrivate}
		}
		answers[key] = a
	}
	return answers
}
