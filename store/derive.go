package store

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"coach/cadence"
	"coach/files"
	"coach/practice"
)

// A derivation computes what an interchange file leaves out because it follows
// from the lines. An import stores it; an export compares it with what is
// stored, and writes a line more where the two differ.
type derivation struct {
	ids   map[files.Ref]practice.PersonID // whom the file names how
	zone  *time.Location                  // the organisation's
	zones map[practice.PersonID]string    // people's own
	alone map[practice.PersonID]bool      // who likes thanks to be theirs alone
	books map[int]*practice.Playbook      // by version; none for one that cannot be read
}

// dayOf returns the day of an instant where a person is now; of nobody, in the
// organisation's zone.
func (d *derivation) dayOf(at time.Time, who practice.PersonID) cadence.Date {
	if at.IsZero() {
		return 0
	}
	return practice.Person{Zone: d.zones[who]}.Today(at, d.zone)
}

// form returns the form of a practice on a day, as a version of the playbook has
// it.
func (d *derivation) form(version int, key string, on cadence.Date) practice.Form {
	return d.practice(version, key, on).Form
}

// countedFields are the fields by which measures count, wherever an entry has an
// answer to one: thanks go to somebody, even if a playbook's recognition has no
// form.
var countedFields = []practice.Field{
	{Key: "time_focus", Type: practice.Select, Vis: practice.Metric},
	{Key: practice.PlanAuthor, Type: practice.Select, Vis: practice.Metric},
	{Key: practice.RecognitionWho, Type: practice.MultiUser, Vis: practice.Team},
}

// practice returns a practice on a day, as a version of the playbook has it, with
// the fields by which measures count; one without any other where that cannot be
// read or lacks the practice.
func (d *derivation) practice(version int, key string, on cadence.Date) *practice.Practice {
	p := practice.Practice{}
	if pb := d.books[version]; pb != nil {
		if found, known := pb.Practice(key, on); known {
			p = *found
		} else if last := pb.LastVersion(key); last != nil {
			p = *last
		}
	}
	p.Form = slices.Clone(p.Form)
	for _, f := range countedFields {
		if _, has := p.Form.Field(f.Key); !has && (f.Key != practice.RecognitionWho || key == practice.RecognitionKey) {
			p.Form = append(p.Form, f)
		}
	}
	return &p
}

// editDays returns the day of each edit of an entry, for its author: a day from
// which the entry settles something is that of an edit, wherever the author has
// moved to since.
func (d *derivation) editDays(l files.EntryLine, author practice.PersonID) []cadence.Date {
	days := make([]cadence.Date, len(l.Edits))
	for i, edit := range l.Edits {
		days[i] = d.dayOf(edit.At, author)
	}
	for _, s := range l.Settles {
		if s.On == l.LoggedOn || slices.Contains(days, s.On) {
			continue
		}
		for i := range slices.Backward(days) {
			if days[i] == s.On-1 || days[i] == s.On+1 {
				days[i] = s.On
				break
			}
		}
	}
	return days
}

// settledAt returns the instant from which an entry settles an occurrence: when
// it was logged, or moved there by the last edit of that day.
func settledAt(l files.EntryLine, s files.Settled, edited []cadence.Date) time.Time {
	at := l.LoggedAt
	if s.On != l.LoggedOn {
		for i, d := range edited {
			if d == s.On {
				at = l.Edits[i].At
			}
		}
	}
	return at
}

// alonePart returns who of those thanked like it to be theirs alone: those who
// say so by now. Only thanks went to a place.
func (d *derivation) alonePart(place string, thanked []practice.PersonID) (alone []practice.PersonID) {
	for _, id := range thanked {
		if place != "" && d.alone[id] {
			alone = append(alone, id)
		}
	}
	return alone
}

// waitsAfter returns the last day on which an entry waits to be asked about,
// where nothing is known of the person's working days.
func waitsAfter(on cadence.Date) cadence.Date { return cadence.Standard().Add(on, askWaits) }

// askWaits is for how many working days an entry waits to be asked about
// (MEASURES 5.1).
const askWaits = 10

// A noticed is what stands beside the body of a notice because the outbox asks
// for it.
type noticed struct {
	kind            practice.NoticeKind
	turn            int64
	person          practice.PersonID // whose morning it is
	playbook, since int
	carrier         string // the key of the digest that carries it
	parts           map[practice.OccurrenceID]string
}

// inBody returns what the body of a notice says of the columns beside it. Of one
// that cannot be read, or was swept, its type and its key say what they do.
func inBody(typ, key, body string) noticed {
	of := noticed{kind: practice.KindAnswer, turn: queueOrder(key), parts: map[practice.OccurrenceID]string{}}
	n, err := decode(typ, body)
	if err != nil {
		if n, err = decode(typ, `{}`); err == nil {
			of.kind = n.Kind()
		}
		if who, _, morning := strings.Cut(strings.TrimPrefix(key, "bundle/"), "/"); morning && of.kind == practice.KindBundle {
			id, _ := strconv.ParseInt(who, 10, 64)
			of.person = practice.PersonID(id)
		}
		return of
	}
	of.kind, of.turn = n.Kind(), turnOf(n)
	if b, is := n.(practice.Bundle); is {
		of.person, of.playbook, of.since = b.Person, b.Playbook, b.Since
		if b.With != nil {
			of.carrier = b.With.Key()
		}
	}
	for part, ids := range shows(n) {
		for _, id := range ids {
			if of.parts[id] == "" {
				of.parts[id] = part
			}
		}
	}
	return of
}
