package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"strings"

	"coach/store/engine"
	"coach/store/seal"
)

// unlock reads the keys of a database whose words are sealed. With a key file,
// the process that delivers has them sealed from now on where they were not; so
// has whoever makes a database.
func (s *Store) unlock(ctx context.Context, role engine.Role) error {
	s.ring.mu.Lock()
	defer s.ring.mu.Unlock()
	if s.ring.exported != nil {
		if err := s.db.Tx(ctx, func(tx *engine.Tx) error { return replaceKeys(ctx, tx, s.ring.exported, s.ring.beginner) }); err != nil {
			return fmt.Errorf("restore the keys: %w", err)
		}
	}
	if err := s.ring.load(ctx, s.read); err != nil {
		return err
	}
	if s.ring.on && len(s.ring.keys) == 0 {
		return keysGone(ctx, s.read)
	}
	if s.ring.on || s.ring.file == "" || role == engine.Beside {
		return nil
	}
	if err := s.ring.readMaster(); err != nil {
		return err
	}
	err := s.db.Tx(ctx, func(tx *engine.Tx) error {
		if role == engine.Maker {
			if err := isEmpty(ctx, tx); err != nil {
				return err
			}
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO sealing (id, master) VALUES (1, $1) ON CONFLICT DO NOTHING`, s.ring.master.ID())
		return err
	})
	if errors.Is(err, ErrNotEmpty) {
		return nil // coach may run on it, without the key
	}
	if err != nil {
		return err
	}
	return s.ring.load(ctx, s.read)
}

// keysGone refuses a database that has sealed words and no keys: whoever works
// with it would make new ones in place of those that open the words.
func keysGone(ctx context.Context, q *engine.Reader) error {
	for _, c := range columns {
		var sealed bool
		if err := q.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM `+c.table+` WHERE `+c.sealed()+`)`).Scan(&sealed); err != nil {
			return err
		}
		if sealed {
			return ErrKeysGone
		}
	}
	return nil
}

// sealedAtOnce is how many rows are sealed in one transaction, beside whoever
// else writes.
const sealedAtOnce = 100

// unsealed is the SQL condition for a column with words in the clear.
func (c column) unsealed() string {
	return `(` + c.name + ` <> '` + c.empty + `' AND (` + c.name + ` NOT LIKE '` + seal.LikeSealed + `' OR ` + c.name + ` LIKE '` + seal.LikeEscaped + `'))`
}

// sealed is the SQL condition for a column with sealed words.
func (c column) sealed() string {
	return `(` + c.name + ` LIKE '` + seal.LikeSealed + `' AND ` + c.name + ` NOT LIKE '` + seal.LikeEscaped + `')`
}

// SealRest seals words that were stored before the database had a key, in
// transactions of at most a hundred rows, of which it makes at most some. It
// returns how many rows it sealed and whether words may be left.
func (s *Store) SealRest(ctx context.Context, most int) (done int, more bool, err error) {
	s.resting.Lock()
	defer s.resting.Unlock()
	for more = s.ring.hasRest(); more && most > 0; most-- {
		n, reached := 0, maps.Clone(s.rest)
		err := s.tx(ctx, func(tx *engine.Tx) (err error) {
			n, err = sealSome(ctx, tx, reached)
			return err
		})
		if err != nil {
			return done, true, fmt.Errorf("seal the words from before: %w", readable(err))
		}
		s.rest, more, done = reached, n > 0, done+n
		s.erased.Store(true) // the words are in the log
		giveWay(ctx)
	}
	if !more {
		s.ring.noRest()
	}
	return done, more, nil
}

// sealSome seals the words of some rows, or notes that there are no more. It has
// reached a row of each table.
func sealSome(ctx context.Context, tx *engine.Tx, reached map[string]int64) (done int, err error) {
	for _, c := range columns {
		n, err := c.sealSome(ctx, tx, reached, sealedAtOnce-done)
		done += n
		if err != nil || done == sealedAtOnce {
			return done, err
		}
	}
	if done == 0 {
		_, err = tx.ExecContext(ctx, `UPDATE sealing SET whole = 1 WHERE whole = 0`)
	}
	return done, err
}

func (c column) sealSome(ctx context.Context, tx *engine.Tx, reached map[string]int64, most int) (int, error) {
	name := c.table + "." + c.name
	rows, err := tx.QueryContext(ctx, `SELECT `+c.whose+`, `+c.name+`, `+strings.Join(c.key, ", ")+` FROM `+c.table+
		` WHERE `+c.key[0]+` >= $1 AND `+c.unsealed()+` ORDER BY `+c.key[0]+` LIMIT $2`, reached[name], most)
	if err != nil {
		return 0, err
	}
	found, err := collect(rows, func(rows *sql.Rows, w *words) error {
		var kept string
		w.column, w.key = c, make([]any, len(c.key))
		to := []any{&w.who, &kept}
		for i := range w.key {
			to = append(to, &w.key[i])
		}
		err := rows.Scan(to...)
		_, w.text, _ = seal.Read(kept)
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, w := range found {
		if err := w.store(ctx, tx); err != nil {
			return 0, err
		}
		reached[name] = w.key[0].(int64)
	}
	return len(found), nil
}
