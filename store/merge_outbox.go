package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"coach/practice"
	"coach/store/engine"
)

// namingSQL selects the notices that may name person $1, by their keys or by
// their bodies.
const namingSQL = `SELECT id, key, type, body, state FROM outbox
	WHERE key LIKE '%/' || $1 || '/%' OR key LIKE '%/' || $1 OR body LIKE '%":' || $1 || ',%' OR body LIKE '%":' || $1 || '}%' OR body LIKE '%"About":"' || $1 || '"%'
	ORDER BY id`

// A posted notice is a row of the outbox.
type posted struct {
	id                    int64
	key, typ, body, state string
}

// mergeNotices has the notices that name one person name the other, in their
// keys too: else those to come would go to nobody, those that were sent would
// never be drawn again, and a morning's would come twice.
func mergeNotices(ctx context.Context, tx *engine.Tx, from, into practice.PersonID) error {
	rows, err := tx.QueryContext(ctx, namingSQL, fmt.Sprint(from))
	if err != nil {
		return err
	}
	found, err := collect(rows, func(rows *sql.Rows, p *posted) error { return rows.Scan(&p.id, &p.key, &p.typ, &p.body, &p.state) })
	if err != nil {
		return err
	}
	for _, p := range found {
		to, err := p.naming(from, into)
		if err == nil && to != p {
			err = p.become(ctx, tx, to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// naming is the notice with one person in place of another. One that this coach
// can't read stays as it is; of a morning message whose body is gone the key
// says whose it was.
func (p posted) naming(from, into practice.PersonID) (posted, error) {
	n, err := decode(p.typ, p.body)
	if err != nil {
		if rest, is := strings.CutPrefix(p.key, fmt.Sprintf("bundle/%d/", from)); is {
			p.key = fmt.Sprintf("bundle/%d/%s", into, rest)
		}
		return p, nil
	}
	whole := reflect.New(reflect.TypeOf(n)).Elem()
	whole.Set(reflect.ValueOf(n))
	if !renamed(whole, from, into) {
		return p, nil
	}
	n = whole.Interface().(practice.Notice)
	p.key = n.Key()
	_, p.body, err = encode(n)
	return p, err
}

// renamed puts one person in place of another wherever a value names them, and
// reports whether it does.
func renamed(v reflect.Value, from, into practice.PersonID) (did bool) {
	switch {
	case v.Type() == reflect.TypeFor[practice.PersonID]():
		if did = v.Int() == int64(from); did {
			v.SetInt(int64(into))
		}
	case v.Type() == reflect.TypeFor[practice.Concern]():
		c := v.Interface().(practice.Concern)
		if did = c.Kind == practice.NoDigest && c.About == fmt.Sprint(from); did {
			c.About = fmt.Sprint(into)
			v.Set(reflect.ValueOf(c))
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		return renamed(v.Elem(), from, into)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				did = renamed(v.Field(i), from, into) || did
			}
		}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			did = renamed(v.Index(i), from, into) || did
		}
	}
	return did
}

// become stores the notice under another person. If that person has the same
// notice, the one of the two that got further stays, and is said once.
func (p posted) become(ctx context.Context, tx *engine.Tx, to posted) error {
	var other posted
	err := tx.QueryRowContext(ctx, `SELECT id, key, state FROM outbox WHERE key = $1 AND id <> $2`, to.key, p.id).Scan(&other.id, &other.key, &other.state)
	switch {
	case errors.Is(err, sql.ErrNoRows):
	case err != nil:
		return err
	case other.got() >= p.got():
		return p.remove(ctx, tx)
	default:
		if err := other.remove(ctx, tx); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE outbox SET key = $2, body = $3 WHERE id = $1`, p.id, to.key, to.body); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE sent_files SET request = $2 WHERE request = $1`, p.key, to.key)
	return err
}

// got is how far a notice has got: a post that may have arrived counts more
// than one to come, and that more than one that won't.
func (p posted) got() int {
	switch p.state {
	case "sent", "sending":
		return 2
	case "dropped", "failed":
		return 0
	}
	return 1
}

func (p posted) remove(ctx context.Context, tx *engine.Tx) error {
	for _, statement := range []string{`DELETE FROM outbox_shows WHERE notice_id = $1`, `DELETE FROM outbox WHERE id = $1`} {
		if _, err := tx.ExecContext(ctx, statement, p.id); err != nil {
			return err
		}
	}
	return nil
}
