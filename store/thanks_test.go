package store

import (
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"coach/cadence"
	"coach/practice"
)

// thankIn has somebody thank some people in public.
func (c company) thankIn(t *testing.T, request string, by practice.PersonID, s practice.Sharing, to ...practice.PersonID) practice.Entry {
	t.Helper()
	e := practice.Entry{Request: request, Practice: practice.RecognitionKey, Author: by, Shared: s,
		Values: practice.Values{practice.RecognitionWho: {People: to}, practice.ShareWhere: {Text: practice.ShareInChannel}}}
	return c.log(t, e, thursday, thursday).Entry
}

// everybodyIsFound makes members of the people in the file.
func (c company) everybodyIsFound(t *testing.T) {
	t.Helper()
	ok(t, c.exec(t.Context(), `UPDATE people SET standing = 'member'`))
}

// outboxOf lists the keys of the notices with their states, and a star for what
// is to be drawn again.
func (c company) outboxOf(t *testing.T) []string {
	t.Helper()
	rows, err := c.read.QueryContext(t.Context(), `SELECT key || ' ' || state || CASE WHEN changes > drawn THEN ' *' ELSE '' END FROM outbox ORDER BY key`)
	ok(t, err)
	keys, err := collect(rows, func(rows *sql.Rows, key *string) error { return rows.Scan(key) })
	ok(t, err)
	return keys
}

func (c company) hasNotices(t *testing.T, when string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, c.outboxOf(t)); diff != "" {
		t.Errorf("%s: notices (-want +got):\n%s", when, diff)
	}
}

// sendAll sends what is queued or to be drawn again.
func (c company) sendAll(t *testing.T) {
	t.Helper()
	for {
		d, found, err := c.Next(t.Context(), noon)
		ok(t, err)
		if !found {
			return
		}
		ok(t, c.Sent(t.Context(), d, "C1", "1.1"))
	}
}

// Where thanks go is decided when they are stored, person by person, and stored
// with them. Whoever is thanked for the first time is asked how they like it,
// once, and again if that message was taken back unanswered.
func TestThanksGoWhereTheirPeopleLikeThem(t *testing.T) {
	c := newCompany(t)
	c.everybodyIsFound(t)
	ok(t, c.LikeThanks(t.Context(), c.dan, practice.LikesPrivate))
	first := c.thankIn(t, "V1", c.ben, practice.Sharing{Channel: "C7"}, c.cora, c.dan)
	want := practice.Sharing{Place: practice.ShareInChannel, Channel: "C7", Alone: []practice.PersonID{c.dan}}
	stored, err := c.Entry(t.Context(), first.ID)
	ok(t, err)
	for _, got := range []practice.Sharing{first.Shared, stored.Shared} {
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("they went elsewhere (-want +got):\n%s", diff)
		}
	}
	c.hasNotices(t, "thanks to two", "shoutout/1 queued", "thanks/1/5 queued", "thanks_ask/1/4 queued")
	ok(t, c.Withdraw(t.Context(), c.ben, noon, first.ID))
	second := c.thankIn(t, "V2", c.ben, practice.Sharing{Channel: "C7"}, c.dan)
	if got := second.Shared; got.Place != practice.ShareWithThem || got.Channel != "" {
		t.Errorf("thanks to Dan alone went to %+v", got)
	}
	c.thankIn(t, "V3", c.ana, practice.Sharing{}, c.cora)
	c.thankIn(t, "V4", c.ben, practice.Sharing{}, c.cora)
	c.hasNotices(t, "more thanks", "shoutout/1 queued *", "shoutout/3 queued", "shoutout/4 queued", "thanks/1/5 queued *", "thanks/2/5 queued", "thanks_ask/1/4 queued *", "thanks_ask/3/4 queued")
	c.sendAll(t)
	ok(t, c.LikeThanks(t.Context(), c.cora, practice.LikesPublic))
	c.hasNotices(t, "Cora has answered", "shoutout/1 sent", "shoutout/3 sent", "shoutout/4 sent", "thanks/1/5 sent", "thanks/2/5 sent", "thanks_ask/1/4 sent", "thanks_ask/3/4 sent *")
	if asked, err := c.ThanksAsked(t.Context(), c.cora); err != nil || asked != 3 {
		t.Errorf("she was asked with %d, %v", asked, err)
	}
	ok(t, c.Withdraw(t.Context(), c.ana, noon, 3))
	c.thankIn(t, "V5", c.ana, practice.Sharing{}, c.cora)
	c.hasNotices(t, "who has answered is not asked again", "shoutout/1 sent", "shoutout/3 sent *", "shoutout/4 sent", "shoutout/5 queued", "thanks/1/5 sent", "thanks/2/5 sent", "thanks_ask/1/4 sent", "thanks_ask/3/4 sent *")
}

// An edit that thanks one more asks how that one likes it, and leaves what was
// sent where it is.
func TestAnEditThanksOneMoreAsTheyLikeIt(t *testing.T) {
	c := newCompany(t)
	e := c.thankIn(t, "V1", c.ben, practice.Sharing{Channel: "C7"}, c.cora)
	ok(t, c.LikeThanks(t.Context(), c.cora, practice.LikesPrivate)) // its shout-out was not posted yet
	c.hasNotices(t, "Cora likes them so", "shoutout/1 queued *", "thanks/1/4 queued")
	p := c.practice(t, practice.RecognitionKey)
	e.Request, e.Shared, e.Values = "V2", practice.Sharing{Channel: "C8"}, practice.Values{practice.RecognitionWho: {People: []practice.PersonID{c.cora, c.dan}}, practice.ShareWhere: {Text: practice.ShareInChannel}}
	done, err := c.Edit(t.Context(), e, p, noon, thursday)
	ok(t, err)
	want := practice.Sharing{Place: practice.ShareInChannel, Channel: "C8", Alone: []practice.PersonID{c.cora}}
	if diff := cmp.Diff(want, done.Entry.Shared); diff != "" {
		t.Errorf("after the edit (-want +got):\n%s", diff)
	}
	c.sendAll(t)
	ok(t, c.LikeThanks(t.Context(), c.dan, practice.LikesPrivate))
	if e, err := c.Entry(t.Context(), e.ID); err != nil || len(e.Shared.Alone) != 1 {
		t.Errorf("what was posted before is %+v, %v", e.Shared, err)
	}
	c.hasNotices(t, "Dan likes them so once it was posted", "shoutout/1 sent", "thanks/1/4 sent")
}

// Thanks that wait for Friday cause no shout-out. Who turns private meanwhile
// gets theirs alone; once the Friday post of their channel was sent, nothing
// changes any more; and where there is no Friday post any more they come one by
// one.
func TestThanksThatWaitForFriday(t *testing.T) {
	c := newCompany(t)
	c.everybodyIsFound(t)
	posted := func(key, channel string, after time.Duration) {
		ok(t, c.exec(t.Context(), `INSERT INTO outbox (key, kind, type, body, turn, token, state, channel, ts) VALUES ($1, 'subscription', 'friday', '', 1, $1, 'sent', $2, $3)`,
			key, channel, fmt.Sprint(noon.Add(after).Unix())+".000100"))
	}
	onFriday := practice.Sharing{Channel: "C7", Friday: true}
	ok(t, c.SetTeam(t.Context(), practice.TeamSettings{Manager: c.ben, Channel: "C7", Friday: true}, noon))
	c.thankIn(t, "V1", c.ben, onFriday, c.cora, c.dan)
	c.hasNotices(t, "nothing is posted, and nobody asked")
	posted("friday/1", "C8", time.Hour)  // of another channel
	posted("friday/2", "C7", -time.Hour) // before they were given
	ok(t, c.LikeThanks(t.Context(), c.cora, practice.LikesPrivate))
	c.hasNotices(t, "Cora likes them private", "friday/1 sent", "friday/2 sent", "thanks/1/4 queued")
	ok(t, c.LikeThanks(t.Context(), c.cora, practice.LikesPublic))
	posted("friday/3", "C7", time.Hour)
	ok(t, c.exec(t.Context(), `DELETE FROM outbox WHERE key LIKE 'thanks%'`))
	c.thankIn(t, "V2", c.ana, onFriday, c.cora, c.dan)
	c.thankIn(t, "V3", c.ana, onFriday, c.dan)
	ok(t, c.exec(t.Context(), `UPDATE entries SET logged_at = $1 WHERE id > 1`, millis(noon.Add(2*time.Hour))))
	ok(t, c.LikeThanks(t.Context(), c.dan, practice.LikesPrivate))
	c.hasNotices(t, "Dan likes them private", "friday/1 sent", "friday/2 sent", "friday/3 sent", "thanks/2/5 queued", "thanks/3/5 queued")
	waiting, err := entries(t.Context(), c.read, fridayThanksSQL, "C7")
	ok(t, err)
	if len(waiting) != 1 || waiting[0].ID != 2 {
		t.Errorf("%d wait for Friday: %+v", len(waiting), waiting)
	}
	ok(t, c.SetTeam(t.Context(), practice.TeamSettings{Manager: c.ben, Channel: "C7"}, noon))
	c.hasNotices(t, "no Friday post any more", "friday/1 sent", "friday/2 sent", "friday/3 sent", "shoutout/2 queued", "thanks/2/5 queued", "thanks/3/5 queued")
}

func TestWhoWasThankedSince(t *testing.T) {
	c := newCompany(t)
	c.thankIn(t, "V1", c.ben, practice.Sharing{}, c.cora, c.dan)
	late := c.thankIn(t, "V2", c.ana, practice.Sharing{}, c.bea)
	ok(t, c.Withdraw(t.Context(), c.ana, noon, late.ID))
	ok(t, c.LikeThanks(t.Context(), c.bea, practice.LikesPrivate))
	c.thankIn(t, "V3", c.ana, practice.Sharing{}, c.bea)
	for since, want := range map[cadence.Date]map[practice.PersonID]cadence.Date{
		thursday: {c.cora: thursday, c.dan: thursday, c.bea: thursday}, thursday + 1: {}} {
		got, err := c.LastThanked(t.Context(), since)
		ok(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("since %s (-want +got):\n%s", since, diff)
		}
	}
}

// A coach that did not store where thanks went reads it from what their giver
// chose, in whatever playbook's words.
func TestWhereOldThanksWent(t *testing.T) {
	onlyFile(t)
	path := t.TempDir() + "/coach.db"
	db := oldFile(t, path, 15)
	exec := func(query string, args ...any) {
		t.Helper()
		_, err := db.ExecContext(t.Context(), query, args...)
		ok(t, err)
	}
	exec(`INSERT INTO people (id, name, zone, calendar, standing, morning) VALUES (1, 'Ben', '', '', 'member', 480)`)
	for id, where := range []string{1: "channel", 2: "private", 3: "In the team channel", 4: ""} {
		if id == 0 {
			continue
		}
		exec(`INSERT INTO entries (id, request, practice, author_id, subject_id, happened_on, logged_at, logged_on, playbook_version)
			VALUES ($1, $1, 'recognition', 1, 0, '2026-03-05', 0, '2026-03-05', 1)`, id)
		exec(`INSERT INTO entry_values (entry_id, field, value) VALUES ($1, 'where', $2)`, id, where)
	}
	ok(t, db.Close())
	s := ownAt(t, path)
	for id, want := range []string{1: "channel", 2: "private", 3: "channel", 4: "private"} {
		if id == 0 {
			continue
		}
		if e, err := s.Entry(t.Context(), practice.EntryID(id)); err != nil || e.Shared.Place != want || e.Shared.Channel != "" || e.Shared.Friday || e.Shared.Alone != nil {
			t.Errorf("entry %d went to %+v, %v; want %s", id, e.Shared, err, want)
		}
	}
}
