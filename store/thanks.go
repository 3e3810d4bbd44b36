package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"coach/cadence"
	"coach/practice"
	"coach/store/engine"
)

const (
	likesSQL     = `SELECT thanks FROM people WHERE id = $1`
	likeSQL      = `UPDATE people SET thanks = $2 WHERE id = $1 AND thanks <> $2`
	shareSQL     = `UPDATE entries SET place = $2, channel = $3, friday = $4, alone = $5 WHERE id = $1`
	askLikingSQL = `INSERT INTO thanks_asked (person_id, entry_id)
		SELECT id, $2 FROM people WHERE id = $1 AND thanks = '' AND standing IN ('member', 'guest') ON CONFLICT DO NOTHING`
	unaskLikingSQL = `DELETE FROM thanks_asked WHERE entry_id = $1 AND NOT EXISTS (SELECT 1 FROM people WHERE id = person_id AND thanks <> '')`
)

// share decides where the thanks of an entry that was just stored go, as far as
// they are thanks, and stores it.
func share(ctx context.Context, tx *engine.Tx, before, e practice.Entry) (s practice.Sharing, err error) {
	if e.Practice != practice.RecognitionKey {
		return s, nil
	}
	likes := map[practice.PersonID]practice.Liking{}
	for _, id := range e.Recipients() {
		var liking practice.Liking
		if err := tx.QueryRowContext(ctx, likesSQL, id).Scan(&liking); err != nil {
			return s, err
		}
		likes[id] = liking
	}
	s = e.Share(before, func(id practice.PersonID) practice.Liking { return likes[id] })
	return s, setShared(ctx, tx, e.ID, s)
}

func setShared(ctx context.Context, tx *engine.Tx, id practice.EntryID, s practice.Sharing) error {
	alone, err := aloneText(s.Alone)
	if err == nil {
		_, err = tx.ExecContext(ctx, shareSQL, id, s.Place, s.Channel, flag(s.Friday), alone)
	}
	return err
}

// aloneText returns who gets thanks alone as the column of it, which is empty
// for nobody.
func aloneText(alone []practice.PersonID) (string, error) {
	if len(alone) == 0 {
		return "", nil
	}
	text, err := json.Marshal(alone)
	return string(text), err
}

// thank posts the notices that an entry causes. Whoever is thanked for the first
// time is asked how they like it: in their own message, or in one of its own if
// the thanks went to a channel.
func thank(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	notices := practice.Causes(e)
	if e.Practice == practice.RecognitionKey && !e.Shared.Friday {
		alone := map[practice.PersonID]bool{}
		for _, id := range e.Privately() {
			alone[id] = true
		}
		for _, id := range e.Recipients() {
			asked, err := affects(ctx, tx, askLikingSQL, id, e.ID)
			if err != nil {
				return err
			}
			if asked && !alone[id] {
				notices = append(notices, practice.ThanksAsk{Entry: e.ID, To: id})
			}
		}
	}
	return post(ctx, tx, e.Author, notices...)
}

// unask forgets that people were asked how they like to be thanked in a message
// that is taken back, unless they have answered.
func unask(ctx context.Context, tx *engine.Tx, e practice.Entry) error {
	_, err := tx.ExecContext(ctx, unaskLikingSQL, e.ID)
	return err
}

const thanksAskedSQL = `SELECT coalesce(max(entry_id), 0) FROM thanks_asked WHERE person_id = $1`

// ThanksAsked returns the thanks with which somebody was asked how they like to
// be thanked; none if they were not.
func (s *Store) ThanksAsked(ctx context.Context, who practice.PersonID) (id practice.EntryID, err error) {
	if err := s.read.QueryRowContext(ctx, thanksAskedSQL, who).Scan(&id); err != nil {
		return 0, fmt.Errorf("thanks asked: %w", readable(err))
	}
	return id, nil
}

// LikeThanks stores how somebody likes to be thanked. What they were asked with
// is drawn again. Thanks to them that wait for a channel become theirs alone
// where they like it so.
func (s *Store) LikeThanks(ctx context.Context, who practice.PersonID, liking practice.Liking) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return like(ctx, tx, who, liking) }); err != nil {
		return fmt.Errorf("like thanks: %w", err)
	}
	return nil
}

func like(ctx context.Context, tx *engine.Tx, who practice.PersonID, liking practice.Liking) error {
	changed, err := affects(ctx, tx, likeSQL, who, liking)
	if err != nil || !changed {
		return err
	}
	if err := rosterChanged(ctx, tx); err != nil {
		return err
	}
	var asked practice.EntryID
	if err := tx.QueryRowContext(ctx, thanksAskedSQL, who).Scan(&asked); err != nil {
		return err
	}
	for _, n := range []practice.Notice{practice.Thanks{Entry: asked, To: who}, practice.ThanksAsk{Entry: asked, To: who}} {
		if err := redraw(ctx, tx, n); err != nil {
			return err
		}
	}
	if liking != practice.LikesPrivate {
		return nil
	}
	return takeApart(ctx, tx, who)
}

// isWaitingThanks selects the thanks to somebody that go to a channel and were
// not posted yet: those on their way, and those that wait for Friday.
const isWaitingThanks = `place = 'channel' AND withdrawn_at = 0
	AND id IN (SELECT entry_id FROM entry_people WHERE person_id = $1)
	AND (` + waitsForFriday + ` OR EXISTS (SELECT 1 FROM outbox WHERE key = 'shoutout/' || entries.id AND state = 'queued'))`

// waitsForFriday selects thanks for the Friday post of a channel which was not
// sent since they were given. When it was sent, in civil time, Slack's name for
// it says.
const waitsForFriday = `friday = 1 AND NOT EXISTS (SELECT 1 FROM outbox WHERE key >= 'friday/' AND key < 'friday0' AND outbox.channel = entries.channel
	AND CASE WHEN ts = '' THEN 0 ELSE CAST(substr(ts, 1, 10) AS BIGINT) * 1000 END > entries.logged_at)`

// takeApart makes thanks to somebody that no channel has yet theirs alone.
func takeApart(ctx context.Context, tx *engine.Tx, who practice.PersonID) error {
	waiting, err := entries(ctx, tx, isWaitingThanks, who)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		before := e
		before.Shared.Alone = append(before.Shared.Alone, who)
		e.Shared = e.Share(before, func(practice.PersonID) practice.Liking { return practice.LikesPublic })
		if err := setShared(ctx, tx, e.ID, e.Shared); err != nil {
			return err
		}
		if err := redraw(ctx, tx, practice.Shoutout{Entry: e.ID}); err != nil {
			return err
		}
		if err := post(ctx, tx, e.Author, practice.Thanks{Entry: e.ID, To: who}); err != nil {
			return err
		}
	}
	return nil
}

const fridayThanksSQL = `channel = $1 AND withdrawn_at = 0 AND ` + waitsForFriday + ` ORDER BY happened_on, id`

// oneByOne posts the recognitions that wait for the Friday post in a channel
// which has none any more.
func oneByOne(ctx context.Context, tx *engine.Tx, channel string) error {
	waiting, err := entries(ctx, tx, fridayThanksSQL, channel)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		e.Shared.Friday = false
		if err := errors.Join(setShared(ctx, tx, e.ID, e.Shared), post(ctx, tx, e.Author, practice.Causes(e)...)); err != nil {
			return err
		}
	}
	return nil
}

const lastThankedSQL = `
	SELECT n.person_id, max(e.happened_on) FROM entries e JOIN entry_people n ON n.entry_id = e.id
	WHERE e.practice = 'recognition' AND e.happened_on >= $1 AND e.withdrawn_at = 0 GROUP BY n.person_id`

// LastThanked returns the day of the latest thanks to each person whom anybody
// has thanked since a day.
func (s *Store) LastThanked(ctx context.Context, since cadence.Date) (map[practice.PersonID]cadence.Date, error) {
	rows, err := s.read.QueryContext(ctx, lastThankedSQL, day(since))
	if err != nil {
		return nil, fmt.Errorf("last thanked: %w", readable(err))
	}
	type thanked struct {
		who practice.PersonID
		on  day
	}
	all, err := collect(rows, func(rows *sql.Rows, t *thanked) error { return rows.Scan(&t.who, &t.on) })
	if err != nil {
		return nil, fmt.Errorf("last thanked: %w", readable(err))
	}
	last := map[practice.PersonID]cadence.Date{}
	for _, t := range all {
		last[t.who] = cadence.Date(t.on)
	}
	return last, nil
}
