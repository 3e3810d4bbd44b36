package practice

import "fmt"

// An OwnerChanged is the message to an owner of the playbook that somebody else
// has made or removed an owner, or that they have been made or removed themselves.
type OwnerChanged struct {
	Line  int64 // of the audit
	To    PersonID
	Owner PersonID // who was added or removed
	By    PersonID
	Added bool
}

// Key is one a deed and recipient.
func (o OwnerChanged) Key() string { return fmt.Sprintf("owner_changed/%d/%d", o.Line, o.To) }

// Kind is KindAnswer.
func (OwnerChanged) Kind() NoticeKind { return KindAnswer }

// A PersonErased is the message to an owner of the playbook that another, or
// whoever runs coach, has erased somebody, who is a number from then on.
type PersonErased struct {
	To     PersonID
	Person PersonID
	By     PersonID // nobody for whoever runs coach
}

// Key is one a recipient and person: nobody is erased twice.
func (e PersonErased) Key() string { return fmt.Sprintf("person_erased/%d/%d", e.Person, e.To) }

// Kind is KindAnswer.
func (PersonErased) Kind() NoticeKind { return KindAnswer }

func (OwnerChanged) sealed() {}
func (PersonErased) sealed() {}
