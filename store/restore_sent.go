package store

import (
	"cmp"
	"errors"
	"strings"

	"coach/files"
	"coach/practice"
)

func (r *restorer) digest(l files.DigestLine) error {
	err := r.insert(clashDigest, `INSERT INTO digests (id, subscription_id, from_on, to_on, said_at, done_part, done_whole, in_time_part, in_time_whole) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		l.ID, l.Subscription, day(l.From), day(l.To), millis(l.At), l.Done.Part, l.Done.Whole, l.InTime.Part, l.InTime.Whole)
	for _, h := range l.Help {
		about := r.who(h.About)
		on := r.dayOf(h.PreviewedAt, about)
		if on == 0 {
			on = l.To
		}
		err = errors.Join(err, r.insert(clashHelp, `INSERT INTO digest_help (subscription_id, to_on, about_id, practices, previewed_on, previewed_at, comment) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
			l.Subscription, day(l.To), about, strings.Join(h.Practices, ","), day(on), orZero(h.PreviewedAt), helpComment.of(about, h.Comment, l.Subscription, l.To, about)))
	}
	return err
}

// notice stores a notice. What the outbox asks for of its body stands in columns
// of their own: its kind, whose morning it is, and the versions that it tells of.
func (r *restorer) notice(l files.NoticeLine) error {
	of := inBody(l.Type, l.Key, string(l.Body))
	notBefore, heldUntil := orZero(l.NotBefore), int64(0)
	if l.State == stateHeld || l.State == stateCarried {
		notBefore, heldUntil = 0, notBefore
	}
	err := r.insert(clashNotice, `INSERT INTO outbox (id, key, kind, type, body, turn, token, state, reason, not_before, held_until, attempted_at, channel, ts, changes, drawn, person_id, playbook, since, carrier)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
		l.ID, l.Key, of.kind, l.Type, string(l.Body), of.turn, l.Token, l.State, l.Reason, notBefore, heldUntil, orZero(l.AttemptedAt), l.Channel, l.TS, l.Changes, l.Drawn,
		of.person, of.playbook, of.since, of.carrier)
	for _, id := range l.Shows {
		part := cmp.Or(of.parts[practice.OccurrenceID(id)], partLine)
		err = errors.Join(err, r.insert(clashShows, `INSERT INTO outbox_shows (occurrence_id, notice_id, part) VALUES ($1, $2, $3)`, id, l.ID, part))
	}
	return err
}

// stateHeld is the state of a notice that waits for its recipient's working
// hours.
const stateHeld = "held"

func (r *restorer) audited(l files.AuditLine) error {
	return r.exec(`INSERT INTO audit (id, at, by_id, deed, detail) VALUES ($1, $2, $3, $4, $5)`, l.ID, millis(l.At), r.who(l.By), l.Deed, l.Detail)
}
