package store

import (
	"testing"

	"coach/practice"
)

// A question is asked once by a message that is sent; one that never left has
// asked nothing.
func TestAMessageThatIsNotSentHasAskedNothing(t *testing.T) {
	c := newCompany(t)
	q := practice.Question{Kind: practice.WhoWon, ID: 7, Since: monday}
	wake := func(b practice.Bundle) {
		t.Helper()
		ok(t, c.Wake(t.Context(), b.On, Waking{People: []practice.PersonID{c.ben}, Bundles: []practice.Notice{b}}))
	}
	wake(practice.Bundle{Person: c.ben, On: thursday, Question: &q})
	asked, err := c.Askings(t.Context(), c.ben)
	ok(t, err)
	if a := asked[q.Topic()]; a.On != thursday || a.Answer != "" {
		t.Errorf("after the message it is %+v", a)
	}
	ok(t, c.Drop(t.Context(), c.next(t, noon), "its morning is over"))
	if asked, err = c.Askings(t.Context(), c.ben); err != nil || len(asked) > 0 {
		t.Errorf("after it was dropped it is %+v, %v", asked, err)
	}
}

// An answer belongs to the latest asking, whose message is drawn again. What no
// message has asked is answered on Home.
func TestAnAnswerBelongsToTheLatestAsking(t *testing.T) {
	c := newCompany(t)
	q := practice.Question{Kind: practice.StillRight, ID: 7}
	for _, b := range []practice.Bundle{{Person: c.ben, On: monday, Question: &q}, {Person: c.ben, On: thursday, Question: &q}} {
		ok(t, c.Wake(t.Context(), b.On, Waking{Bundles: []practice.Notice{b}}))
		ok(t, c.Sent(t.Context(), c.next(t, noon), "D1", "1."+b.On.String()))
	}
	ok(t, c.AnswerQuestion(t.Context(), c.ben, q, practice.AnswerYes, friday))
	first, err := c.Asking(t.Context(), c.ben, q, monday)
	ok(t, err)
	second, err := c.Asking(t.Context(), c.ben, q, thursday)
	ok(t, err)
	if first.Answer != "" || second.Answer != practice.AnswerYes {
		t.Errorf("the askings are %+v and %+v", first, second)
	}
	if d := c.next(t, noon); d.Task != Redraw || d.Notice.(practice.Bundle).On != thursday {
		t.Errorf("next is to %s %+v", d.Task, d.Notice)
	} else {
		ok(t, c.Unchanged(t.Context(), d))
	}
	c.idle(t, noon)

	ok(t, c.AnswerQuestion(t.Context(), c.cora, q, practice.AnswerYes, friday))
	if asked, err := c.Askings(t.Context(), c.cora); err != nil || asked[q].On != friday || asked[q].Answer != practice.AnswerYes {
		t.Errorf("answered on Home it is %+v, %v", asked, err)
	}
}
