package practice

import "fmt"

// A NotRemembered is the message to the author of an entry that the person it
// is about does not remember it. Nobody else gets one.
type NotRemembered struct{ Ask AskID }

// Key is one an ask.
func (n NotRemembered) Key() string { return fmt.Sprintf("not_remembered/%d", n.Ask) }

// Kind is KindAnswer.
func (NotRemembered) Kind() NoticeKind { return KindAnswer }

func (NotRemembered) sealed() {}
