package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// A server is a PostgreSQL database.
type server struct {
	connect *pgx.ConnConfig
	apart   *sql.DB       // one connection, for what must not wait for a writer
	owned   int64         // the term of an Owner; 0 for none
	pause   time.Duration // between two statements of a transaction, at most
}

// The keys of coach's advisory locks in PostgreSQL, numbers that no other
// program uses by chance.
const (
	lockToWrite   = 0x636f616368_01 // "coach", 1
	lockToDeliver = 0x636f616368_02
)

// Name returns a database's address without its password.
func Name(address string) string {
	if !IsServer(address) {
		return address
	}
	u, err := url.Parse(address)
	if err != nil {
		scheme, _, _ := strings.Cut(address, "://")
		return scheme + "://…"
	}
	if u.User != nil {
		u.User = url.User(u.User.Username())
	}
	query := u.Query()
	for _, secret := range []string{"password", "sslpassword"} {
		query.Del(secret)
	}
	u.RawQuery = query.Encode()
	return u.String()
}

// openServer connects to a PostgreSQL server. Statements are unnamed there, so
// that a pooler may hand each transaction to another connection, unless the
// address sets another default_query_exec_mode.
func (db *DB) openServer(ctx context.Context, address string) (fresh bool, err error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return false, errors.New("this is not the address of a PostgreSQL database; write it as postgres://user@host/database, with the password in PGPASSWORD or ~/.pgpass")
	}
	if !strings.Contains(address, "default_query_exec_mode=") {
		config.DefaultQueryExecMode = pgx.QueryExecModeCacheDescribe
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectWithin
	}
	config.DialFunc = dialer.DialContext
	s := &server{connect: config, pause: max(db.lease/4, time.Second)}
	db.kind = s
	db.write = stdlib.OpenDB(*config)
	db.write.SetMaxOpenConns(1)
	pool := stdlib.OpenDB(*config)
	most := max(4, runtime.NumCPU())
	pool.SetMaxOpenConns(most)
	pool.SetMaxIdleConns(most)
	db.Read = &Reader{pool: pool}
	aside := stdlib.OpenDB(*config)
	aside.SetMaxOpenConns(1)
	aside.SetMaxIdleConns(-1) // it is needed once in a while
	db.Aside = &Reader{pool: aside}
	s.apart = stdlib.OpenDB(*config)
	s.apart.SetMaxOpenConns(1)
	db.apart = s.apart
	return s.inspect(ctx, db.Read, false)
}

// connectWithin is how long a server that does not answer is waited for.
const connectWithin = 5 * time.Second

// alone runs fn while no other process writes or migrates. A copy that has
// something to migrate takes the lead from an older one: what that writes as the
// leader is refused from then on. An owner has the lead afterwards, or is
// ErrInUse.
//
// The lock is held by a transaction on a connection of its own, since migrations
// have transactions of theirs. It ends with this process, even in a crash.
func (s *server) alone(ctx context.Context, who Process, newest int64, fn func() error) error {
	lock := stdlib.OpenDB(*s.connect)
	defer lock.Close()
	tx, err := lock.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // it wrote nothing
	if err := exclude(ctx, tx); err != nil {
		return err
	}
	led, err := s.rise(ctx, tx, who, newest)
	if err != nil {
		return err
	}
	if err := fn(); err != nil || led || who.Role != Owner {
		return err
	}
	return s.own(ctx, who)
}

// exclude takes the write lock, for as long as the transaction lasts. A coach
// from before there were terms has held the other lock since it started.
func exclude(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `SELECT set_config('idle_in_transaction_session_timeout', '0', true), pg_advisory_xact_lock($1)`, int64(lockToWrite)); err != nil {
		return err
	}
	var free bool
	err := tx.QueryRowContext(ctx, `SELECT pg_try_advisory_xact_lock($1)`, int64(lockToDeliver)).Scan(&free)
	if err == nil && !free {
		return ErrInUse
	}
	return err
}

// rise takes the lead before anything is migrated, where there are terms
// already: an owner if nobody leads, a copy from whoever leads if its schema is
// newer. It reports whether it did.
func (s *server) rise(ctx context.Context, tx *sql.Tx, who Process, newest int64) (led bool, err error) {
	var terms bool
	if err := tx.QueryRowContext(ctx, `SELECT to_regclass('leader') IS NOT NULL`).Scan(&terms); err != nil || !terms {
		return false, err
	}
	switch who.Role {
	case Owner:
		return true, s.own(ctx, who)
	case Copy:
		var pending bool
		if err := tx.QueryRowContext(ctx, `SELECT max(version_id) < $1 FROM `+versionTable, newest).Scan(&pending); err != nil || !pending {
			return false, err
		}
		_, err = claim(ctx, s.apart, who.Name, who.Lease, true)
		return err == nil, err
	}
	return false, nil
}

// own takes the lead, which nobody may have, until the database is closed.
func (s *server) own(ctx context.Context, who Process) error {
	term, err := claim(ctx, s.apart, who.Name, who.Lease, false)
	if err == nil && term == 0 {
		return ErrInUse
	}
	s.owned = term
	return err
}

// release gives up the lead of an owner.
func (s *server) release() {
	if s.owned == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), connectWithin)
	defer cancel()
	_, _ = s.apart.ExecContext(ctx, resignSQL, s.owned) // else it lapses
	s.owned = 0
}

const begunSQL = `
	SELECT (SELECT count(*) FROM ` + versionTable + ` WHERE version_id > $1), (SELECT term FROM leader), (extract(epoch FROM clock_timestamp()) * 1000)::bigint`

// begin takes the write lock, and limits the duration of the statements that
// follow and of the pauses between them: the lock of a machine that is frozen or
// cut off is not held for long. Then it reads what may have changed while it
// waited: whether this process may still write.
func (s *server) begin(ctx context.Context, tx *sql.Tx, newest int64) (at time.Time, err error) {
	_, err = tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1), set_config('statement_timeout', '20000', true), set_config('idle_in_transaction_session_timeout', $2, true)`,
		int64(lockToWrite), strconv.FormatInt(s.pause.Milliseconds(), 10))
	if err != nil {
		return at, err
	}
	var ahead int
	var term, now int64
	if err := tx.QueryRowContext(ctx, begunSQL, newest).Scan(&ahead, &term, &now); err != nil {
		return at, err
	}
	switch own := Term(ctx); {
	case !s.serves(ahead):
		return at, ErrNewer
	case own != 0 && own != term:
		return at, ErrNotLeading
	}
	return time.UnixMilli(now), nil
}

// serves allows for one migration that this coach does not know: each leaves the
// coach before it working, so that copies can be upgraded one after the other.
func (*server) serves(ahead int) bool { return ahead <= 1 }

func (*server) steady() sql.IsolationLevel { return sql.LevelRepeatableRead }

func (*server) patient(ctx context.Context, tx *sql.Tx) error {
	_, err := tx.ExecContext(ctx, `SELECT set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`)
	return err
}

func (*server) dialect() goose.Dialect { return goose.DialectPostgres }

func (*server) countOn(ctx context.Context, tx *Tx, table string) error {
	var counts bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 AND column_name = 'id' AND is_identity = 'YES')`, table).
		Scan(&counts); err != nil || !counts {
		return err
	}
	_, err := tx.ExecContext(ctx, `SELECT setval(pg_get_serial_sequence('`+table+`', 'id'), max(id)) FROM `+table+` HAVING max(id) IS NOT NULL`)
	return err
}

func (*server) concern() string { return "" }

func (*server) inspect(ctx context.Context, read *Reader, _ bool) (empty bool, err error) {
	tables, err := names(ctx, read, `SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY table_name`)
	if err != nil {
		return false, err
	}
	if len(tables) > 0 && !slices.Contains(tables, versionTable) {
		return false, fmt.Errorf("%w (it holds the tables of another program: %s)", ErrForeign, tables[0])
	}
	return len(tables) == 0, nil
}

func (*server) checkpoint(context.Context, *sql.DB) (bool, error) { return true, nil } // the server's own business

func (*server) copy(context.Context, string) error {
	return errors.New("a PostgreSQL database is copied with pg_dump")
}

func (*server) durable(context.Context, *sql.DB, bool) error { return nil } // always

// damage adds nothing: a server's files are not the operator's to move.
func (*server) damage(err error) error { return err }
