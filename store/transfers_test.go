package store

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"coach/cadence"
	"coach/files"
	"coach/practice"
	"coach/store/engine"
)

// planned plans somebody with nothing to do on a day, as the day's beginning or
// a change does.
func (c company) planned(t *testing.T, on cadence.Date, ids ...practice.PersonID) {
	t.Helper()
	for _, id := range ids {
		ok(t, c.Reconcile(t.Context(), []Plan{{Performer: id, Revision: 1 << 30, From: on, To: on}}))
	}
}

// moves has the people file put a new manager where the former stood.
func (c company) moves(t *testing.T, who, to string) {
	t.Helper()
	var rows []files.PeopleRow
	for _, row := range companyRows() {
		if strings.HasPrefix(row.Email, who) {
			row.ManagerEmail = to + "@example.com"
		}
		rows = append(rows, row)
	}
	_, err := c.ImportPeople(t.Context(), rows)
	ok(t, err)
}

func (c company) wantTransfers(t *testing.T, from practice.PersonID, want ...practice.Transfer) {
	t.Helper()
	got, err := c.Transfers(t.Context(), from)
	ok(t, err)
	if !slices.Equal(got, want) {
		t.Errorf("%d was left by %+v, want %+v", from, got, want)
	}
}

// The first file tells whom everybody reports to, and nobody has moved. When a
// later one names another manager, that is seen once the person is planned
// again, and their return ends it.
func TestATransferIsSeen(t *testing.T) {
	c := newCompany(t)
	c.planned(t, monday, c.cora, c.dan)
	c.wantTransfers(t, c.ben)
	c.moves(t, "cora", "bea")
	c.wantTransfers(t, c.ben)
	c.planned(t, thursday, c.cora, c.dan)
	moved := practice.Transfer{Person: c.cora, From: c.ben, On: thursday}
	c.wantTransfers(t, c.ben, moved)
	c.planned(t, friday, c.cora)
	c.wantTransfers(t, c.ben, moved)
	c.planned(t, thursday+31, c.cora)
	c.wantTransfers(t, c.ben)
	c.moves(t, "cora", "ben")
	c.planned(t, thursday+32, c.cora)
	c.wantTransfers(t, c.bea, practice.Transfer{Person: c.cora, From: c.bea, On: thursday + 32})
	c.moves(t, "cora", "bea")
	c.planned(t, thursday+33, c.cora)
	c.wantTransfers(t, c.bea)
	c.wantTransfers(t, c.ben)
}

// The message that asks the former manager is drawn again when the person moves
// on, and nobody's is for who stays.
func TestATransferRedrawsTheFormerManagersMessage(t *testing.T) {
	c := newCompany(t)
	c.planned(t, monday, c.cora)
	c.moves(t, "cora", "bea")
	c.planned(t, tuesday, c.cora)
	ok(t, c.Wake(t.Context(), thursday, Waking{Bundles: []practice.Notice{practice.Bundle{Person: c.ben, On: thursday}}}))
	ok(t, c.Sent(t.Context(), c.next(t, noon), "D1", "1.1"))
	c.planned(t, thursday, c.cora, c.dan)
	c.idle(t, noon)
	c.moves(t, "cora", "ana")
	c.planned(t, thursday, c.cora)
	if d := c.next(t, noon); d.Task != Redraw {
		t.Errorf("next is to %s %+v", d.Task, d.Notice)
	}
}

func (c company) customers(request string, words ...string) (all []practice.Topic) {
	for i, w := range words {
		all = append(all, practice.Topic{Request: request + string(rune('0'+i)), Pair: practice.Pair{Manager: c.bea, Report: c.cora}, By: c.ben, Words: w, RaisedAt: noon})
	}
	return all
}

// The customers stand on the list of the new manager and the person. A form that
// arrives twice names them once, and a second answer of any kind is none.
func TestCustomersAreNamedOnce(t *testing.T) {
	c := newCompany(t)
	q := practice.Question{Kind: practice.WhomToMeet, ID: int64(c.cora), Since: monday}
	first := c.customers("V1", "Northwind", "Contoso")
	for range 2 {
		ok(t, c.NameCustomers(t.Context(), q, first, thursday))
	}
	for what, err := range map[string]error{
		"another form": c.NameCustomers(t.Context(), q, c.customers("V2", "Fabrikam"), thursday),
		"none":         c.AnswerQuestion(t.Context(), c.ben, q, practice.AnswerNone, friday),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("after the answer, %s: %v", what, err)
		}
	}
	open, err := c.OpenTopics(t.Context(), first[0].Pair)
	ok(t, err)
	if got := wordsOf(open); !slices.Equal(got, []string{"Northwind", "Contoso"}) || open[0].By != c.ben {
		t.Errorf("the topics are %+v", open)
	}
	c.wantAnswer(t, q, thursday, practice.AnswerNamed)

	later := q
	later.Since = friday
	ok(t, c.AnswerQuestion(t.Context(), c.ben, later, practice.AnswerNone, friday))
	c.wantAnswer(t, q, friday, practice.AnswerNone)
}

func (c company) wantAnswer(t *testing.T, q practice.Question, on cadence.Date, want practice.QuestionAnswer) {
	t.Helper()
	asked, err := c.Askings(t.Context(), c.ben)
	ok(t, err)
	if a := asked[q.Topic()]; a.On != on || a.Answer != want {
		t.Errorf("the latest answer is %+v, want %s on %s", a, want, on)
	}
}

// Of customers that are more than the day's topics, none is named, and the
// question stays open.
func TestCustomersAreWithinTheDaysTopics(t *testing.T) {
	c := newCompany(t)
	q := practice.Question{Kind: practice.WhomToMeet, ID: int64(c.cora), Since: monday}
	for range practice.TopicsMost {
		c.topic(t, c.ben, "territory "+string(rune('a'+c.count(t, "topics"))), noon)
	}
	refused(t, c.NameCustomers(t.Context(), q, c.customers("V1", "Northwind"), thursday), practice.TopicsEnough())
	if n := c.count(t, "questions") + c.count(t, `topics WHERE words = 'Northwind'`); n > 0 {
		t.Errorf("%d rows are left of an answer that was refused", n)
	}
}

// What was asked in an earlier month is not what is answered now.
func TestAnAnswerIsOfTheTimeThatAQuestionWaits(t *testing.T) {
	c := newCompany(t)
	old := practice.Question{Kind: practice.StillRight, ID: 7, Since: monday}
	ok(t, c.AnswerQuestion(t.Context(), c.ben, old, practice.AnswerYes, monday))
	again := old
	again.Since = friday
	ok(t, c.AnswerQuestion(t.Context(), c.ben, again, practice.AnswerYes, friday))
	c.wantAnswer(t, old, friday, practice.AnswerYes)
}

// Whoever turns out to be the person who moved is asked about once, and not
// again where it was asked about both.
func TestAMergeMovesWhatIsAskedAboutSomebody(t *testing.T) {
	c := newCompany(t)
	for _, about := range []practice.PersonID{c.cora, c.dan} {
		ok(t, c.AnswerQuestion(t.Context(), c.ben, practice.Question{Kind: practice.WhomToMeet, ID: int64(about)}, practice.AnswerNone, thursday))
	}
	ok(t, c.AnswerQuestion(t.Context(), c.bea, practice.Question{Kind: practice.WhomToMeet, ID: int64(c.cora)}, practice.AnswerNone, thursday))
	ok(t, c.AnswerQuestion(t.Context(), c.bea, practice.Question{Kind: practice.WhoWon, ID: int64(c.cora)}, practice.AnswerYes, thursday))
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, c.cora, c.dan, false) }))
	for condition, want := range map[string]int{
		`questions WHERE kind = 'whom_to_meet' AND about_id = ` + idOf(c.cora): 0,
		`questions WHERE kind = 'whom_to_meet' AND about_id = ` + idOf(c.dan):  2,
		`questions WHERE kind = 'who_won' AND about_id = ` + idOf(c.cora):      1,
	} {
		if n := c.count(t, condition); n != want {
			t.Errorf("%d %s, want %d", n, condition, want)
		}
	}
	for _, column := range []string{"led_by", "left_manager"} {
		ok(t, c.exec(t.Context(), `UPDATE people SET `+column+` = $1 WHERE id = $2`, c.dan, c.bea))
	}
	ok(t, c.tx(t.Context(), func(tx *engine.Tx) error { return merge(t.Context(), tx, c.dan, c.ana, false) }))
	if n := c.count(t, `people WHERE led_by = `+idOf(c.ana)+` AND left_manager = `+idOf(c.ana)); n != 1 {
		t.Errorf("whoever was led by somebody who is another now is led by nobody")
	}
}

// A transfer goes along when everything moves to another database. There the
// manager of today is found by the next planning, and the former one is asked on.
func TestATransferMovesToAnotherDatabase(t *testing.T) {
	c := newCompany(t)
	c.planned(t, monday, c.cora)
	c.moves(t, "cora", "bea")
	c.planned(t, tuesday, c.cora)
	file := exported(t, c.Store)
	other := company{Store: restored(t, file)}
	moved := practice.Transfer{Person: c.cora, From: c.ben, On: tuesday}
	other.wantTransfers(t, c.ben, moved)
	other.planned(t, thursday, c.cora)
	other.wantTransfers(t, c.ben, moved)
	if again := exported(t, other.Store); again != file && strings.Count(again, `"left":"ben@example.com","left_on":"2026-03-03"`) != 1 {
		t.Errorf("the other database has\n%s", again)
	}
}

// Who named customers takes their own words along, and not what the two did with
// them; the two take all of it.
func TestCustomersInAPersonsOwnFile(t *testing.T) {
	c := newCompany(t)
	c.moves(t, "cora", "bea")
	q := practice.Question{Kind: practice.WhomToMeet, ID: int64(c.cora), Since: monday}
	ok(t, c.NameCustomers(t.Context(), q, c.customers("V1", "Northwind", "Contoso"), thursday))
	open, err := c.OpenTopics(t.Context(), practice.Pair{Manager: c.bea, Report: c.cora})
	ok(t, err)
	met := c.log(t, practice.Entry{Request: "V9", Practice: "one_on_one", Author: c.bea, Subject: c.cora, Agenda: practice.Agenda{Covered: []practice.TopicID{open[0].ID}}}, thursday, thursday).Entry.ID
	asked, err := c.Holdings(t.Context(), c.ben, thursday)
	ok(t, err)
	about, err := c.Holdings(t.Context(), c.cora, thursday)
	ok(t, err)
	if asked.Topics != 0 || asked.Questions != 1 || about.Topics != 2 || about.Questions != 1 {
		t.Errorf("of who named them are stored %+v, of whom they are about %+v", asked, about)
	}
	covered := `"covered_by":` + strconv.FormatInt(int64(met), 10)
	for who, want := range map[practice.PersonID]struct{ words, covered int }{c.ben: {2, 0}, c.bea: {2, 1}, c.cora: {2, 1}, c.ana: {0, 0}, c.dan: {0, 0}} {
		file := strings.Join(ownOf(t, c.Store, who, false), "")
		if got := strings.Count(file, `"words":"Northwind"`) + strings.Count(file, `"words":"Contoso"`); got != want.words {
			t.Errorf("the file of %d has %d of the customers, want %d", who, got, want.words)
		}
		if got := strings.Count(file, covered); got != want.covered {
			t.Errorf("the file of %d says %d times that one was talked about, want %d", who, got, want.covered)
		}
	}
}

func idOf(id practice.PersonID) string { return strconv.FormatInt(int64(id), 10) }
