package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"maps"
	"sync"
	"time"

	"coach/practice"
	"coach/store/engine"
	"coach/store/seal"
)

// Errors about the key file. Each is a whole sentence for the person at the
// terminal.
var (
	ErrNoKey    = errors.New("the words in this database are encrypted, and coach was not given their key; name the key file with COACH_KEY_FILE or --key-file, and start again")
	ErrWrongKey = errors.New("the words in this database are encrypted with another key; name the key file that belongs to it with COACH_KEY_FILE or --key-file, and start again")
	ErrKeysGone = errors.New("people's keys are missing from this database, as after it was restored from a copy without them; give them back with coach restore --keys FILE, the newest file of coach keys export, and start again")
	ErrHasKeys  = errors.New("this database has keys, and an older file would bring back those of people who were erased since; keys are only given to a database that was restored without them")
)

// An Option is how a database is opened, other than by its address.
type Option func(*Store)

// KeyFile is an [Option]: the file of the master key. The words of a database
// that a delivering coach opens with one are sealed from then on, and nobody
// opens it without one any more. Without a name it is no option at all.
func KeyFile(path string) Option { return func(s *Store) { s.ring.file = path } }

// A keyring is the keys of a database's people, as they are kept. Each is
// unwrapped when it is first needed.
type keyring struct {
	file     string // of the master; "" for none
	aside    *engine.Reader
	exported io.Reader // keys to begin with; nil for those that the database has
	beginner bool      // the exported keys are for a database without any

	mu       sync.Mutex
	on       bool // whether words are sealed
	rest     bool // whether words from before may be left
	master   *seal.Master
	revision int64
	keys     map[seal.KeyID]*personKey
	lost     map[seal.KeyID]bool // those that words name, and that are not kept
}

// A personKey is a key as it is kept.
type personKey struct {
	id        seal.KeyID
	person    practice.PersonID
	wrapped   string
	destroyed bool
	key       *seal.Key // once it was needed
}

// readMaster reads the key file, which may be another by now.
func (r *keyring) readMaster() (err error) {
	if r.file == "" {
		return ErrNoKey
	}
	r.master, err = seal.ReadMaster(r.file)
	return err
}

const (
	sealingSQL = `SELECT master FROM sealing`
	hasRestSQL = `SELECT id FROM sealing WHERE whole = 0`
	keysSQL    = `SELECT id, person_id, wrapped, destroyed_at <> 0 FROM keys`
	keysNowSQL = `SELECT n FROM revisions WHERE subject = 'keys'`
)

// load reads whether words are sealed, and the keys by which they are.
func (r *keyring) load(ctx context.Context, q querier) error {
	revision, err := numbers(ctx, q, keysNowSQL)
	if err != nil {
		return err
	}
	master, err := numbers(ctx, q, sealingSQL)
	if err != nil || len(master) == 0 {
		return err
	}
	if err := r.know(master[0]); err != nil {
		return err
	}
	rest, err := numbers(ctx, q, hasRestSQL)
	if err != nil {
		return err
	}
	rows, err := q.QueryContext(ctx, keysSQL)
	if err != nil {
		return err
	}
	found, err := collect(rows, scanKey)
	if err != nil {
		return err
	}
	keys := make(map[seal.KeyID]*personKey, len(found))
	for _, k := range found {
		if had := r.keys[k.id]; had != nil && had.wrapped == k.wrapped {
			k.key = had.key
		}
		keys[k.id] = &k
	}
	r.on, r.rest, r.revision, r.keys, r.lost = true, len(rest) > 0, revision[0], keys, map[seal.KeyID]bool{}
	return nil
}

func scanKey(rows *sql.Rows, k *personKey) error {
	return rows.Scan(&k.id, &k.person, &k.wrapped, &k.destroyed)
}

// numbers returns a query's one column.
func numbers(ctx context.Context, q querier, query string) ([]int64, error) {
	rows, err := q.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return collect(rows, func(rows *sql.Rows, n *int64) error { return rows.Scan(n) })
}

// know makes sure that the master is the one by which a database's keys are
// wrapped: the key file may have another by now.
func (r *keyring) know(master int64) error {
	if r.master != nil && r.master.Has(master) {
		return nil
	}
	if err := r.readMaster(); err != nil {
		return err
	}
	if !r.master.Has(master) {
		return ErrWrongKey
	}
	return nil
}

// unwrapped returns a key that can seal and open; nil for one that was
// destroyed.
func (r *keyring) unwrapped(k *personKey) (*seal.Key, error) {
	if k.destroyed || k.key != nil {
		return k.key, nil
	}
	key, err := r.master.Unwrap(k.wrapped, k.id)
	if errors.Is(err, seal.ErrWrongMaster) {
		if err := r.readMaster(); err != nil {
			return nil, err
		}
		key, err = r.master.Unwrap(k.wrapped, k.id)
	}
	if err != nil {
		return nil, ErrWrongKey
	}
	k.key = key
	return key, nil
}

// asideTakes is how long a key may take that was made by another process.
const asideTakes = 5 * time.Second

// find returns the key of a sealed text; nil for one that there is no more. A
// key that another process made or wrapped anew since is read then.
func (r *keyring) find(id seal.KeyID) (*seal.Key, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if k := r.keys[id]; k != nil {
		if key, err := r.unwrapped(k); !errors.Is(err, ErrWrongKey) {
			return key, err
		}
	} else if r.lost[id] {
		return nil, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), asideTakes)
	defer cancel()
	if err := r.load(ctx, r.aside); err != nil {
		return nil, err
	}
	if !r.on {
		return nil, ErrNoKey
	}
	if k := r.keys[id]; k != nil {
		return r.unwrapped(k)
	}
	r.lost[id] = true
	return nil, nil
}

func (r *keyring) hasRest() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.on && r.rest
}

func (r *keyring) noRest() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.rest = false
}

// renew reads the keys again if some were destroyed or wrapped anew since.
func (r *keyring) renew(ctx context.Context, q *engine.Reader) error {
	var revision int64
	if err := q.QueryRowContext(ctx, keysNowSQL).Scan(&revision); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if revision == r.revision {
		return nil
	}
	return r.load(ctx, q)
}

// A keyholder is what a reader or a transaction carries: the keyring, and the
// keys that were made in the transaction, which are nobody else's until it
// commits.
type keyholder struct {
	*keyring
	changed map[seal.KeyID]*personKey
	blind   bool // opens nothing
	asked   bool // whether the transaction has looked if words are sealed by now
}

// commit makes the keys of a transaction everybody's.
func (h *keyholder) commit() {
	if len(h.changed) == 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	keys := maps.Clone(h.keys)
	if keys == nil {
		keys = map[seal.KeyID]*personKey{}
	}
	maps.Copy(keys, h.changed)
	h.keys = keys
}

// find returns the key of a sealed text; nil for one that there is no more.
func (h *keyholder) find(id seal.KeyID) (*seal.Key, error) {
	if h.blind {
		return nil, nil
	}
	if k := h.changed[id]; k != nil {
		return k.key, nil
	}
	return h.keyring.find(id)
}

// seals reports whether a transaction seals words. If another process has begun
// to since, this one does, too.
func (h *keyholder) seals(ctx context.Context, tx *engine.Tx) (bool, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.on || h.asked {
		return h.on, nil
	}
	h.asked = true
	var sealed bool
	if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM sealing)`).Scan(&sealed); err != nil || !sealed {
		return false, err
	}
	return true, h.load(ctx, tx)
}

// keyOf returns the key by which somebody's words are sealed, and makes it if
// they have none; nil if it was destroyed.
func (h *keyholder) keyOf(ctx context.Context, tx *engine.Tx, who practice.PersonID) (*seal.Key, error) {
	id := seal.KeyID(who)
	if k := h.changed[id]; k != nil {
		return k.key, nil
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if k := h.keys[id]; k != nil {
		if key, err := h.unwrapped(k); !errors.Is(err, ErrWrongKey) {
			return key, err
		}
	}
	k := personKey{id: id, person: who}
	err := tx.QueryRowContext(ctx, keysSQL+` WHERE id = $1`, who).Scan(&k.id, &k.person, &k.wrapped, &k.destroyed)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = h.newKey(ctx, tx, &k)
	case err == nil:
		_, err = h.unwrapped(&k)
	}
	if err != nil {
		return nil, err
	}
	h.keep(k)
	return k.key, nil
}

func (h *keyholder) keep(k personKey) {
	if h.changed == nil {
		h.changed = map[seal.KeyID]*personKey{}
	}
	h.changed[k.id] = &k
}

// newKey makes a key, wrapped by the master that the database has now.
func (h *keyholder) newKey(ctx context.Context, tx *engine.Tx, k *personKey) error {
	master, err := numbers(ctx, tx, sealingSQL)
	if err != nil {
		return err
	}
	if err := h.know(master[0]); err != nil {
		return err
	}
	if k.key, k.wrapped, err = h.master.NewKey(k.id); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO keys (id, person_id, wrapped) VALUES ($1, $2, $3)`, k.id, k.person, k.wrapped); err != nil {
		return err
	}
	return keysChanged(ctx, tx)
}

// keysChanged tells everybody who holds keys that there are others.
func keysChanged(ctx context.Context, tx *engine.Tx) error {
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET n = n + 1 WHERE subject = 'keys'`)
	return err
}

// destroyKey destroys a person's keys, so that nobody can read the words any
// more that were sealed by them, in no copy of the database either. Words that
// come later are not kept.
func destroyKey(ctx context.Context, tx *engine.Tx, who practice.PersonID, at time.Time) error {
	h, sealed, err := sealing(ctx, tx)
	if err != nil || !sealed {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO keys (id, person_id, wrapped) VALUES ($1, $2, '') ON CONFLICT DO NOTHING`, who, who); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE keys SET wrapped = '', destroyed_at = $2 WHERE person_id = $1 AND destroyed_at = 0`, who, millis(at)); err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, keysSQL+` WHERE person_id = $1`, who)
	if err != nil {
		return err
	}
	destroyed, err := collect(rows, scanKey)
	for _, k := range destroyed {
		h.keep(k)
	}
	return errors.Join(err, keysChanged(ctx, tx))
}

// DestroyKey destroys a person's keys: whatever was sealed for them is gone, in
// every copy of the database.
func (s *Store) DestroyKey(ctx context.Context, who practice.PersonID, at time.Time) error {
	if err := s.tx(ctx, func(tx *engine.Tx) error { return destroyKey(ctx, tx, who, at) }); err != nil {
		return fmt.Errorf("destroy a key: %w", err)
	}
	s.erased.Store(true) // it is in the log
	return nil
}
