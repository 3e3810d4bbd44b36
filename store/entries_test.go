package store

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"coach/cadence"
	"coach/practice"
)

func TestAnEntryComesOutAsItWentIn(t *testing.T) {
	c := newCompany(t)
	e := practice.Entry{
		Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora,
		HappenedOn: tuesday, LoggedOn: thursday, LoggedAt: noon.Add(123 * time.Millisecond),
		Values: practice.Values{
			"note":  {Text: "“Quoted”, <b>, 100 %; '--\x00 and\nthe next line 🎉"},
			"many":  {Many: []string{"None", "Tools or data"}},
			"who":   {People: []practice.PersonID{c.cora, c.dan}},
			"until": {Date: friday},
			"plan":  {Rows: []practice.Row{{What: "Call", Due: friday}, {What: "Write", Due: friday + 1, Owner: c.dan}}},
		},
	}
	done, err := c.Log(t.Context(), e, c.practice(t, "visit"), 0, 1)
	ok(t, err)
	if done.Entry.ID == 0 || done.Again {
		t.Fatalf("the first log has ID %d, again: %v", done.Entry.ID, done.Again)
	}
	e.ID, e.Version = done.Entry.ID, 1
	got, err := c.Entry(t.Context(), e.ID)
	ok(t, err)
	if diff := cmp.Diff(e, got); diff != "" {
		t.Errorf("the entry (-want +got):\n%s", diff)
	}
	if _, err := c.Entry(t.Context(), e.ID+1); !errors.Is(err, ErrNotFound) {
		t.Errorf("an entry that is not there: %v, want ErrNotFound", err)
	}
}

func TestTheSameRequestLogsOnce(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	e := practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}
	first := c.log(t, e, thursday, thursday)
	e.Values = practice.Values{"note": {Text: "a redelivery that says something else"}}
	second := c.log(t, e, thursday, thursday)
	if first.Again || !second.Again {
		t.Errorf("again: %v, then %v; want only the second", first.Again, second.Again)
	}
	second.Again = false
	if diff := cmp.Diff(first, second, dues); diff != "" {
		t.Errorf("the second answer differs (-first +second):\n%s", diff)
	}
	if first.Settled.ID == 0 {
		t.Error("nothing was settled")
	}
	if n := c.count(t, "entries"); n != 1 {
		t.Errorf("%d entries, want one", n)
	}
}

func TestOneFormForTwoPeopleMakesTwoEntries(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	for _, subject := range []practice.PersonID{c.cora, c.dan} {
		done := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: subject}, thursday, thursday)
		if done.Again || done.Settled.Subject != subject {
			t.Errorf("about person %d: again %v, settled an occurrence about person %d", subject, done.Again, done.Settled.Subject)
		}
	}
}

// The visits of two weeks: the first is due on 5 March, on time until the 6th
// and closed after the 10th; the second belongs to the week from the 9th.
func TestAnEntrySettlesTheRightOccurrence(t *testing.T) {
	const none, first, second = -1, 0, 1
	tests := []struct {
		name                 string
		happenedOn, loggedOn cadence.Date
		chosen               int
		want                 int
		status               practice.Status
	}{
		{"on the day", thursday, thursday, none, first, practice.OnTime},
		{"early in the week", monday, monday, none, first, practice.OnTime},
		{"on the last day of grace", friday, friday, none, first, practice.OnTime},
		{"late", thursday, friday + 3, none, first, practice.Late},
		{"on the last day that counts", thursday, friday + 4, none, first, practice.Late},
		{"this week's before last week's, which is still open", monday + 7, monday + 7, none, second, practice.OnTime},
		{"last week's when it was chosen", monday + 7, monday + 7, first, first, practice.Late},
		{"not the one chosen when it does not qualify", thursday, thursday, second, first, practice.OnTime},
		{"next week's does not take what happened before it", monday - 1, thursday, none, none, ""},
		{"written down after closing: extra, and the week stays missed", thursday, friday + 5, none, none, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.bea, c.ben)
			c.plan(t, thursday+7, c.bea, c.ben)
			ids := []practice.OccurrenceID{}
			for _, o := range c.stored(t, c.ben, "visit") {
				if o.Subject == c.cora {
					ids = append(ids, o.ID)
				}
			}
			e := practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora, HappenedOn: test.happenedOn, LoggedOn: test.loggedOn, LoggedAt: noon}
			var chosen, want practice.OccurrenceID
			if test.chosen != none {
				chosen = ids[test.chosen]
			}
			if test.want != none {
				want = ids[test.want]
			}
			done, err := c.Log(t.Context(), e, c.practice(t, "visit"), chosen, 1)
			ok(t, err)
			if done.Settled.ID != want {
				t.Errorf("it settles occurrence %d of %v, want %d", done.Settled.ID, ids, want)
			}
			for _, o := range c.stored(t, c.ben, "visit") {
				switch {
				case o.ID == want && (o.Entry != done.Entry.ID || o.LoggedOn != test.loggedOn || o.Status(test.loggedOn) != test.status):
					t.Errorf("it is %s by entry %d on %s, want %s by %d on %s", o.Status(test.loggedOn), o.Entry, o.LoggedOn, test.status, done.Entry.ID, test.loggedOn)
				case o.ID != want && o.Entry != 0:
					t.Errorf("another occurrence, %d about person %d, is settled too", o.ID, o.Subject)
				}
			}
			if test.want == none {
				closed := c.stored(t, c.ben, "visit")[0]
				if got := closed.Status(friday + 5); got != practice.Missed {
					t.Errorf("the first week is %s, want missed", got)
				}
			}
		})
	}
}

func TestASecondEntryIsExtra(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	first := c.log(t, practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora}, thursday, thursday)
	second := c.log(t, practice.Entry{Request: "V2", Practice: "visit", Author: c.ben, Subject: c.cora}, friday, friday)
	if second.Settled.ID != 0 || second.Entry.ID == 0 {
		t.Errorf("the second entry %d settled occurrence %d, want an entry without one", second.Entry.ID, second.Settled.ID)
	}
	if o := c.about(t, c.ben, "visit", c.cora); o.Entry != first.Entry.ID {
		t.Errorf("the occurrence is settled by entry %d, want the first, %d", o.Entry, first.Entry.ID)
	}
}

func TestE33AReviewSettlesTheMonthsTalkOnce(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	review := practice.Entry{Request: "V1", Practice: "quarterly_review", Author: c.ben, Subject: c.cora}
	first := c.log(t, review, thursday, thursday)
	if first.Settled.Practice != "quarterly_review" {
		t.Errorf("the entry settled %q, want the review itself", first.Settled.Practice)
	}
	review.Request = "V2"
	second := c.log(t, review, friday, friday)
	if second.Settled.ID != 0 {
		t.Errorf("a second review settled occurrence %d, want none", second.Settled.ID)
	}
	if o := c.about(t, c.ben, "one_on_one", c.cora); o.Entry != first.Entry.ID || o.Status(thursday) != practice.OnTime {
		t.Errorf("Cora's talk is %s by entry %d, want on time by the first review, %d", o.Status(thursday), o.Entry, first.Entry.ID)
	}
	if o := c.about(t, c.ben, "one_on_one", c.dan); o.Entry != 0 {
		t.Errorf("Dan's talk is settled by entry %d, want by none", o.Entry)
	}
}

func TestATalkSettlesNoReview(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	c.log(t, practice.Entry{Request: "V1", Practice: "one_on_one", Author: c.ben, Subject: c.cora}, thursday, thursday)
	if o := c.about(t, c.ben, "quarterly_review", c.cora); o.Entry != 0 {
		t.Errorf("the review is settled by entry %d, want by none", o.Entry)
	}
}

func TestRecognitionIsShared(t *testing.T) {
	tests := []struct {
		name  string
		where string
		want  func(c company, e practice.EntryID) []practice.Notice
	}{
		{"with the channel once", practice.ShareInChannel, func(_ company, e practice.EntryID) []practice.Notice {
			return []practice.Notice{practice.Shoutout{Entry: e}}
		}},
		{"with each of those thanked", practice.ShareWithThem, func(c company, e practice.EntryID) []practice.Notice {
			return []practice.Notice{practice.Thanks{Entry: e, To: c.cora}, practice.Thanks{Entry: e, To: c.dan}}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := newCompany(t)
			c.plan(t, thursday, c.ben)
			e := practice.Entry{Request: "V1", Practice: practice.RecognitionKey, Author: c.ben, Values: practice.Values{
				"person": {People: []practice.PersonID{c.cora, c.dan}}, practice.ShareWhere: {Text: test.where}}}
			first := c.log(t, e, thursday, thursday)
			c.log(t, e, thursday, thursday)
			var got []practice.Notice
			for range c.count(t, "outbox") {
				got = append(got, c.next(t, noon).Notice)
			}
			byKey := func(a, b practice.Notice) bool { return a.Key() < b.Key() }
			if diff := cmp.Diff(test.want(c, first.Entry.ID), got, cmpopts.SortSlices(byKey)); diff != "" {
				t.Errorf("the notices (-want +got):\n%s", diff)
			}
			if first.Settled.Seq != 1 {
				t.Errorf("it settled the week's number %d, want 1", first.Settled.Seq)
			}
		})
	}
}

func TestTwoRecognitionsSettleBothOfTheWeek(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	for i, request := range []string{"V1", "V2", "V3"} {
		done := c.log(t, practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: c.ben}, thursday, thursday)
		if want := []int{1, 2, 0}[i]; done.Settled.Seq != want {
			t.Errorf("recognition %d settled the week's number %d, want %d", i+1, done.Settled.Seq, want)
		}
	}
}

// Two deliveries of one form can arrive at once, and at two processes.
func TestOneRequestFromTwoSidesMakesOneEntry(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	p := c.practice(t, "visit")
	stores := []*Store{c.Store, c.Store, beside(t, c.Store)}
	answers, errs := make([]Logged, len(stores)), make([]error, len(stores))
	var all sync.WaitGroup
	for i, s := range stores {
		all.Go(func() {
			answers[i], errs[i] = s.Log(t.Context(), practice.Entry{Request: "V1", Practice: "visit", Author: c.ben, Subject: c.cora,
				HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon}, p, 0, 1)
		})
	}
	all.Wait()
	ok(t, errors.Join(errs...))
	first := 0
	for _, a := range answers {
		if !a.Again {
			first++
		}
		if a.Entry.ID != answers[0].Entry.ID || a.Settled != answers[0].Settled {
			t.Errorf("one side was told of entry %d and occurrence %d, another of %d and %d", answers[0].Entry.ID, answers[0].Settled.ID, a.Entry.ID, a.Settled.ID)
		}
	}
	if n := c.count(t, "entries"); first != 1 || n != 1 {
		t.Errorf("%d sides were the first, and there are %d entries; want one and one", first, n)
	}
}

func TestALogThatFailsLeavesNothing(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	e := practice.Entry{Request: "V1", Practice: practice.RecognitionKey, Author: c.ben, HappenedOn: thursday, LoggedOn: thursday, LoggedAt: noon}
	if _, err := c.Log(t.Context(), e, c.practice(t, practice.RecognitionKey), 0, 99); err == nil {
		t.Fatal("an entry under a playbook that was never published was taken")
	}
	if _, err := c.Log(t.Context(), practice.Entry{Request: "V2", Practice: "visit", Author: 99}, c.practice(t, "visit"), 0, 1); err == nil {
		t.Fatal("an entry by nobody was taken")
	}
	for _, o := range c.stored(t, c.ben, practice.RecognitionKey) {
		if o.Entry != 0 {
			t.Errorf("occurrence %d is settled by an entry that is not there", o.ID)
		}
	}
	if n := c.count(t, "entries") + c.count(t, "outbox"); n != 0 {
		t.Errorf("%d entries and notices are left", n)
	}
}

// pair are the entries of one form about two people.
func TestLast(t *testing.T) {
	c := newCompany(t)
	for i, e := range []struct {
		practice string
		subject  practice.PersonID
		on       cadence.Date
	}{{"visit", c.cora, tuesday}, {"visit", c.cora, monday}, {"visit", c.dan, thursday}, {"one_on_one", c.cora, friday}, {practice.RecognitionKey, 0, monday}} {
		c.log(t, practice.Entry{Request: string(rune('a' + i)), Practice: e.practice, Author: c.ben, Subject: e.subject}, e.on, friday)
	}
	c.log(t, practice.Entry{Request: "V9", Practice: "visit", Author: c.bea, Subject: c.cora}, friday, friday)
	got, err := c.Last(t.Context(), c.ben)
	ok(t, err)
	want := map[practice.Contact]cadence.Date{
		{Practice: "visit", Subject: c.cora}: tuesday, {Practice: "visit", Subject: c.dan}: thursday,
		{Practice: "one_on_one", Subject: c.cora}: friday, {Practice: practice.RecognitionKey}: monday,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Ben's last contacts (-want +got):\n%s", diff)
	}
}

// What was stored while options had no values means what it did: thanks that
// were just for one person stay with them.
func TestAnswersFromBeforeValuesAreReadByValue(t *testing.T) {
	c := newCompany(t)
	c.plan(t, thursday, c.ben)
	for request, test := range map[string]struct{ stored, want string }{
		"V1": {"Just to them", practice.ShareWithThem},
		"V2": {"In the team channel", practice.ShareInChannel},
	} {
		logged := c.log(t, practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: c.ben,
			Values: practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.cora}}, practice.ShareWhere: {Text: test.stored}}}, thursday, thursday)
		e, err := c.Entry(t.Context(), logged.Entry.ID)
		ok(t, err)
		if e.Values[practice.ShareWhere].Text != test.want {
			t.Errorf("“%s” is read as %s", test.stored, e.Values[practice.ShareWhere].Text)
		}
	}
	o := c.about(t, c.ben, "visit", c.cora)
	err := c.exec(t.Context(), `UPDATE occurrences SET skip_reason = 'Other', excuse = 'Other' WHERE id = $1`, o.ID)
	ok(t, err)
	if o = c.about(t, c.ben, "visit", c.cora); o.Skip.Reason != practice.OtherReason || o.Excuse.Reason != practice.OtherReason {
		t.Errorf("the reasons are read as %s and %s", o.Skip.Reason, o.Excuse.Reason)
	}
}
