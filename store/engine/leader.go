package engine

import (
	"context"
	"database/sql"
	"errors"
	"time"
)

// ErrNotLeading means that another copy leads by now, so that nothing was
// written.
var ErrNotLeading = errors.New("another copy of coach leads by now, and nothing was written")

// A Leader is which of several copies of coach leads, as the database has it.
// Its instants are of the database's clock.
type Leader struct {
	Holder       string // the name of the copy that leads, or led last; "" for none yet
	Term         int64  // rises whenever another copy takes the lead
	Since, Until time.Time
	Copies       int       // how many copies run
	Ahead        int       // how many migrations the schema has that this copy does not know
	Revision     int64     // rises with every change of the database
	Now          time.Time // when this was read
}

// Vacant reports whether another copy may take the lead.
func (l Leader) Vacant() bool { return !l.Until.After(l.Now) }

// Shared reports whether several copies of coach may run on the database.
func (db *DB) Shared() bool {
	_, is := db.kind.(*server)
	return is
}

// Serves reports whether a coach may work on a schema with some migrations that
// it does not know.
func (db *DB) Serves(ahead int) bool { return db.kind.serves(ahead) }

// Now is [Tx.Now] outside a transaction.
func (db *DB) Now(ctx context.Context, own time.Time) (time.Time, error) {
	if db.role != Copy || !db.Shared() {
		return own, nil
	}
	var now int64
	err := db.Read.QueryRowContext(ctx, `SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint`).Scan(&now)
	return time.UnixMilli(now), Readable(err)
}

type termKey struct{}

// Leading returns a context for what only the leader may do. A transaction with
// it is refused with [ErrNotLeading] unless the term still is the leader's: so
// whoever calls cannot forget to ask.
func Leading(ctx context.Context, term int64) context.Context {
	return context.WithValue(ctx, termKey{}, term)
}

// Term returns the term of a leading context; 0 for any other.
func Term(ctx context.Context) int64 {
	term, _ := ctx.Value(termKey{}).(int64)
	return term
}

const leaderSQL = `
	SELECT holder, term, since, until, (SELECT count(*) FROM copies WHERE until > now), (SELECT count(*) FROM ` + versionTable + ` WHERE version_id > $1),
		(SELECT n FROM revisions WHERE subject = 'database'), now
	FROM leader, (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now) AS clock`

// Leader reads who leads. Only a server has a leader.
func (db *DB) Leader(ctx context.Context) (l Leader, err error) {
	var since, until, now int64
	err = db.apart.QueryRowContext(ctx, leaderSQL, db.newest).Scan(&l.Holder, &l.Term, &since, &until, &l.Copies, &l.Ahead, &l.Revision, &now)
	l.Since, l.Until, l.Now = time.UnixMilli(since), time.UnixMilli(until), time.UnixMilli(now)
	return l, Readable(err)
}

// Lead makes a copy the leader for the length of a lease, if nobody leads, and
// returns its term; 0 if somebody does.
func (db *DB) Lead(ctx context.Context, name string, lease time.Duration) (term int64, err error) {
	err = db.Tx(ctx, func(tx *Tx) (err error) {
		term, err = claim(ctx, tx.tx, name, lease, false)
		return err
	})
	return term, err
}

const claimSQL = `
	UPDATE leader SET holder = $1, term = term + 1, since = now, until = now + $2
	FROM (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now) AS clock
	WHERE until <= now OR $3
	RETURNING term`

// claim takes the lead while this process has the write lock: if nobody leads, or
// from whoever does. It returns 0 if somebody keeps it.
func claim(ctx context.Context, q rower, name string, lease time.Duration, anyway bool) (term int64, err error) {
	err = q.QueryRowContext(ctx, claimSQL, name, lease.Milliseconds(), anyway).Scan(&term)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return term, err
}

// A rower is a connection or a transaction.
type rower interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

const renewSQL = `UPDATE leader SET until = (extract(epoch FROM clock_timestamp()) * 1000)::bigint + $2 WHERE term = $1`

// Renew prolongs a term by a lease from now on, or is [ErrNotLeading]. It waits
// for no other transaction, since a long import does not make the leader a bad
// one.
func (db *DB) Renew(ctx context.Context, term int64, lease time.Duration) error {
	result, err := db.apart.ExecContext(ctx, renewSQL, term, lease.Milliseconds())
	if err != nil {
		return Readable(err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrNotLeading, err)
	}
	return nil
}

const resignSQL = `UPDATE leader SET until = 0 WHERE term = $1`

// Resign ends a term, if it has not ended, so that another copy need not wait.
func (db *DB) Resign(ctx context.Context, term int64) error {
	_, err := db.apart.ExecContext(ctx, resignSQL, term)
	return Readable(err)
}

const attendSQL = `
	WITH clock AS (SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now), gone AS (DELETE FROM copies WHERE until < (SELECT now FROM clock) AND name <> $1)
	INSERT INTO copies (name, until) SELECT $1, now + $2 FROM clock ON CONFLICT (name) DO UPDATE SET until = excluded.until`

// Attend notes that a copy runs and will for some time.
func (db *DB) Attend(ctx context.Context, name string, lease time.Duration) error {
	_, err := db.apart.ExecContext(ctx, attendSQL, name, lease.Milliseconds())
	return Readable(err)
}

// Leave notes that a copy runs no more.
func (db *DB) Leave(ctx context.Context, name string) error {
	_, err := db.apart.ExecContext(ctx, `DELETE FROM copies WHERE name = $1`, name)
	return Readable(err)
}
