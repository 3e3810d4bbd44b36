package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

// A server is a PostgreSQL database.
type server struct {
	connect *pgx.ConnConfig

	mu    sync.Mutex
	lock  *sql.DB // one connection, in one transaction
	right *sql.Tx // holds the right to deliver; nil without
	lost  error   // why it is gone
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
	s := &server{connect: config}
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
	return s.inspect(ctx, db.Read, false)
}

// hold takes the lock in a transaction that stays open. The server releases it
// when the process ends, even in a crash, and a pooler keeps a transaction on
// one connection. It blocks no vacuum, since it reads nothing.
func (s *server) hold(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.take(ctx)
}

func (s *server) take(ctx context.Context) error {
	if s.lock == nil {
		s.lock = stdlib.OpenDB(*s.connect)
		s.lock.SetMaxOpenConns(1)
	}
	right, err := s.lock.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return err
	}
	_, err = right.ExecContext(ctx, `SELECT set_config('idle_in_transaction_session_timeout', '0', true), set_config('lock_timeout', '1000', true)`)
	if err == nil { // one that was just killed has a second to be noticed
		_, err = right.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1)`, int64(lockToDeliver))
	}
	if err != nil {
		right.Rollback()
		if sqlState(err) == lockNotAvailable {
			return ErrInUse
		}
		return err
	}
	s.right = right
	return nil
}

func (s *server) release() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.right != nil {
		s.right.Rollback()
		s.right = nil
	}
	if s.lock != nil {
		s.lock.Close()
		s.lock = nil
	}
}

// held takes the lock again where its connection has broken. If another process
// has it by then, nothing is written any more.
func (s *server) held(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.right != nil {
		if _, err := s.right.ExecContext(ctx, `SELECT 1`); err == nil || ctx.Err() != nil {
			return err
		}
		s.right.Rollback()
		s.right = nil
	}
	s.lost = s.take(ctx)
	return s.lost
}

// begin takes the write lock, and limits the duration of the statements that
// follow.
func (s *server) begin(ctx context.Context, tx *sql.Tx) error {
	s.mu.Lock()
	lost := s.lost
	s.mu.Unlock()
	if lost != nil {
		return lost
	}
	_, err := tx.ExecContext(ctx, `SELECT pg_advisory_xact_lock($1), set_config('statement_timeout', '20000', true)`, int64(lockToWrite))
	return err
}

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

func (*server) shared() bool { return true }

func (*server) now() string { return `CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)` }

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
