package files

import (
	"strconv"
	"time"

	"coach/practice"
)

// bookFields are the types of the fields of a playbook's practices.
type bookFields map[fieldOf]practice.FieldType

// A fieldOf is a field of a practice's form, by their keys.
type fieldOf struct{ practice, field string }

// books are what the playbook's versions say that entries are held to. Texts
// that cannot be read say nothing: they are stored as they are.
type books struct {
	forms     map[int]bookFields
	satisfies map[string]map[string]bool // by practice, which others it satisfies in any version
	unread    bool                       // there is a text that cannot be read
}

// add keeps what a version says.
func (b *books) add(l PlaybookLine) {
	pb, err := Load("", []byte(l.Source))
	if err != nil {
		b.unread = true
		return
	}
	types := bookFields{}
	for _, p := range pb.Practices {
		for _, also := range p.AlsoSatisfies {
			if b.satisfies[p.Key] == nil {
				b.satisfies[p.Key] = map[string]bool{}
			}
			b.satisfies[p.Key][also] = true
		}
		for _, f := range p.Form {
			at := fieldOf{p.Key, f.Key}
			if was, twice := types[at]; twice && was != f.Type {
				types[at] = "" // versions of the practice do not agree
				continue
			}
			types[at] = f.Type
		}
	}
	b.forms[l.Version] = types
}

// satisfy reports whether an entry of a practice can settle an occurrence of
// another: an edit goes by the playbook of its day, which may be any version.
func (b *books) satisfy(entry, occurrence string) bool {
	return entry == occurrence || b.unread || b.satisfies[entry][occurrence]
}

// namesPeople reports whether the answers to a field name people, as the version
// of the playbook says.
func (b *books) namesPeople(version int, key, field string) bool {
	t := b.forms[version][fieldOf{key, field}]
	return t == practice.User || t == practice.MultiUser
}

// obstacleID reads the id of an obstacle in an answer, whose form is checked.
func obstacleID(text string) int64 {
	id, _ := strconv.ParseInt(text, 10, 64)
	return id
}

// zones are the time zones that were looked for; nil for one that this machine
// does not know.
type zones map[string]*time.Location

// find returns the zone of a name, or nil. No name is UTC.
func (z zones) find(name string) *time.Location {
	zone, seen := z[name]
	if !seen {
		if found, err := time.LoadLocation(name); err == nil && name != "Local" {
			zone = found
		}
		z[name] = zone
	}
	return zone
}
