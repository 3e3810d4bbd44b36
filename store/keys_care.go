package store

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"coach/store/engine"
	"coach/store/seal"
)

// A KeyCheck is what a database's keys and sealed words are found to be.
type KeyCheck struct {
	Sealed    bool // whether words are sealed at all
	Keys      int  // that are kept
	Destroyed int  // of people who were forgotten
	Words     int  // that can be read
	InClear   int  // that were not sealed yet
	Forgotten int  // of which the key was destroyed
	Lost      int  // of which the key is not there, although nobody destroyed it
	Damaged   int  // that do not open with their key
}

// CheckKeys unwraps every key of a database and opens all words in it.
func (s *Store) CheckKeys(ctx context.Context) (found KeyCheck, err error) {
	err = s.db.Snapshot(ctx, func(q engine.Snapshot) error {
		if found.Sealed, err = s.ring.check(ctx, q, &found); err != nil {
			return err
		}
		for _, c := range columns {
			if err := c.check(ctx, q, &found); err != nil {
				return fmt.Errorf("%s.%s: %w", c.table, c.name, err)
			}
		}
		return nil
	})
	if err != nil {
		return found, fmt.Errorf("check the keys: %w", readable(err))
	}
	return found, nil
}

// check unwraps every key.
func (r *keyring) check(ctx context.Context, q engine.Snapshot, found *KeyCheck) (sealed bool, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.load(ctx, q); err != nil {
		return r.on, err
	}
	for _, k := range r.keys {
		if k.destroyed {
			found.Destroyed++
			continue
		}
		if _, err := r.unwrapped(k); err != nil {
			return r.on, err
		}
		found.Keys++
	}
	return r.on, nil
}

// check counts what becomes of the words of a column.
func (c column) check(ctx context.Context, q engine.Snapshot, found *KeyCheck) error {
	rows, err := q.QueryContext(ctx, `SELECT `+c.name+`, `+strings.Join(c.key, ", ")+` FROM `+c.table+` WHERE `+c.name+` <> '`+c.empty+`'`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var kept string
		row, to := make([]any, len(c.key)), []any{&kept}
		for i := range row {
			to = append(to, &row[i])
		}
		if err := rows.Scan(to...); err != nil {
			return err
		}
		n, err := q.Carried.(*keyholder).outcome(kept, c.at(row), found)
		if err != nil {
			return err
		}
		*n++
	}
	return rows.Err()
}

// outcome returns where words are counted.
func (h *keyholder) outcome(kept string, at seal.Place, found *KeyCheck) (*int, error) {
	by, _, sealed := seal.Read(kept)
	if !sealed {
		return &found.InClear, nil
	}
	key, err := h.find(by)
	switch {
	case err != nil:
		return nil, err
	case key == nil && h.isDestroyed(by):
		return &found.Forgotten, nil
	case key == nil:
		return &found.Lost, nil
	}
	if _, err := key.Open(kept, at); err != nil {
		return &found.Damaged, nil
	}
	return &found.Words, nil
}

func (r *keyring) isDestroyed(id seal.KeyID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.keys[id] != nil && r.keys[id].destroyed
}

// MakeKeyFile makes the file of a new master key, where no file is.
func MakeKeyFile(path string) error {
	m, err := seal.NewMaster()
	if err == nil {
		err = m.Write(path, false)
	}
	return err
}

// Sealed reports whether a database's words are sealed.
func (s *Store) Sealed() bool {
	s.ring.mu.Lock()
	defer s.ring.mu.Unlock()
	return s.ring.on
}

// ErrNotSealed means that a database has no keys to do anything with.
var ErrNotSealed = errors.New("the words in this database are not encrypted; start coach run with COACH_KEY_FILE or --key-file to encrypt them")

// RotateKey exchanges the master key: the key file gets a new one, by which all
// keys are wrapped then, a hundred at a time, and loses the one before. Whoever
// has the database open reads the key file again when they need to. One that was
// interrupted is finished.
func (s *Store) RotateKey(ctx context.Context) (wrapped int, err error) {
	next, err := s.nextMaster()
	if err == nil {
		err = s.tx(ctx, func(tx *engine.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE sealing SET master = $1`, next.ID())
			return errors.Join(err, keysChanged(ctx, tx))
		})
	}
	for n, after := -1, int64(0); err == nil && n != 0; wrapped += n {
		err = s.tx(ctx, func(tx *engine.Tx) error {
			n, after, err = rewrap(ctx, tx, next, after)
			return err
		})
		giveWay(ctx)
	}
	if err == nil {
		err = s.dropMaster(next)
	}
	if err != nil {
		return wrapped, fmt.Errorf("rotate the key: %w", readable(err))
	}
	return wrapped, nil
}

// nextMaster returns the master with a new key, once its file has it, or with
// that of an exchange that did not come to its end.
func (s *Store) nextMaster() (*seal.Master, error) {
	s.ring.mu.Lock()
	defer s.ring.mu.Unlock()
	if !s.ring.on {
		return nil, ErrNotSealed
	}
	if err := s.ring.readMaster(); err != nil || s.ring.master.Rotates() {
		return s.ring.master, err
	}
	next, err := s.ring.master.Next()
	if err == nil {
		err = next.Write(s.ring.file, true)
	}
	if err == nil {
		s.ring.master = next
	}
	return next, err
}

// dropMaster takes the former key out of the master's file.
func (s *Store) dropMaster(next *seal.Master) error {
	s.ring.mu.Lock()
	defer s.ring.mu.Unlock()
	last, err := next.Last()
	if err == nil {
		err = last.Write(s.ring.file, true)
	}
	if err == nil {
		s.ring.master = last
	}
	return err
}

// rewrap wraps the next hundred keys anew, and returns the last of them.
func rewrap(ctx context.Context, tx *engine.Tx, by *seal.Master, after int64) (n int, last int64, err error) {
	rows, err := tx.QueryContext(ctx, keysSQL+` WHERE id > $1 AND destroyed_at = 0 ORDER BY id LIMIT $2`, after, sealedAtOnce)
	if err != nil {
		return 0, after, err
	}
	keys, err := collect(rows, scanKey)
	if err != nil {
		return 0, after, err
	}
	for _, k := range keys {
		wrapped, err := by.Rewrap(k.wrapped, k.id)
		if err != nil {
			return 0, after, err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE keys SET wrapped = $2 WHERE id = $1`, k.id, wrapped); err != nil {
			return 0, after, err
		}
		after = int64(k.id)
	}
	if len(keys) > 0 {
		err = keysChanged(ctx, tx)
	}
	return len(keys), after, err
}

// A keyLine is a line of a file of wrapped keys: the first says which master
// wraps them.
type keyLine struct {
	Master    int64      `json:"master,omitempty"`
	ID        seal.KeyID `json:"id,omitempty"`
	Person    int64      `json:"person,omitempty"`
	Wrapped   string     `json:"wrapped,omitempty"`
	Destroyed int64      `json:"destroyed,omitempty"` // milliseconds since 1970
}

// ExportKeys writes the wrapped keys, which are in no backup of the database. A
// destroyed key is named and not there.
func (s *Store) ExportKeys(ctx context.Context, to io.Writer) error {
	lines := json.NewEncoder(to)
	err := s.db.Snapshot(ctx, func(q engine.Snapshot) error {
		master, err := numbers(ctx, q, sealingSQL)
		if err != nil {
			return err
		}
		if len(master) == 0 {
			return ErrNotSealed
		}
		if err := lines.Encode(keyLine{Master: master[0]}); err != nil {
			return err
		}
		rows, err := q.QueryContext(ctx, `SELECT id, person_id, wrapped, destroyed_at FROM keys ORDER BY id`)
		if err != nil {
			return err
		}
		keys, err := collect(rows, func(rows *sql.Rows, k *keyLine) error { return rows.Scan(&k.ID, &k.Person, &k.Wrapped, &k.Destroyed) })
		for _, k := range keys {
			err = errors.Join(err, lines.Encode(k))
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("export the keys: %w", readable(err))
	}
	return nil
}

// KeysFrom is an [Option] for a database that was restored from a backup, which
// has no keys: it gets those that [Store.ExportKeys] has written, in place of
// any that it has.
func KeysFrom(exported io.Reader) Option { return func(s *Store) { s.ring.exported = exported } }

// FirstKeysFrom is [KeysFrom] for a database that has no keys; one that has some
// is [ErrHasKeys].
func FirstKeysFrom(exported io.Reader) Option {
	return func(s *Store) { s.ring.exported, s.ring.beginner = exported, true }
}

// replaceKeys stores exported keys in place of those that a database has.
func replaceKeys(ctx context.Context, tx *engine.Tx, exported io.Reader, first bool) error {
	has, err := numbers(ctx, tx, `SELECT count(*) FROM keys`)
	if err != nil {
		return err
	}
	if first && has[0] > 0 {
		return ErrHasKeys
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM keys`); err != nil {
		return err
	}
	lines := json.NewDecoder(bufio.NewReader(exported))
	for n := 0; ; n++ {
		var k keyLine
		switch err := lines.Decode(&k); {
		case errors.Is(err, io.EOF) && n > 0:
			return keysChanged(ctx, tx)
		case err != nil, (k.Master != 0) != (n == 0):
			return errors.New("this is not a file that coach keys export wrote; name the right one")
		}
		query, args := `INSERT INTO keys (id, person_id, wrapped, destroyed_at) VALUES ($1, $2, $3, $4)`, []any{k.ID, k.Person, k.Wrapped, k.Destroyed}
		if k.Master != 0 {
			query, args = `INSERT INTO sealing (id, master) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET master = excluded.master`, []any{k.Master}
		}
		if _, err := tx.ExecContext(ctx, query, args...); err != nil {
			return err
		}
	}
}
