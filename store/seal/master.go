package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// A Master wraps the keys of people. It has one key, or two while one takes the
// place of the other: the newer wraps, and both unwrap.
type Master struct {
	handle *keyset.Handle
	aead   tink.AEAD
}

// ErrWrongMaster means that a key was wrapped by another master.
var ErrWrongMaster = errors.New("this key was wrapped by another master key")

func master(handle *keyset.Handle) (*Master, error) {
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return &Master{handle, cipher}, nil
}

// NewMaster makes a master.
func NewMaster() (*Master, error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return master(handle)
}

// ReadMaster reads a master's file, a keyset of Tink's in JSON. One that
// everybody on the machine can read is refused.
func ReadMaster(path string) (*Master, error) {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o007 != 0 {
		return nil, fmt.Errorf("everybody on this machine can read the key file; type chmod o-rwx '%s' and start again", path)
	}
	var data []byte
	if err == nil {
		data, err = os.ReadFile(path)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no key file %s; check the name, or make one with coach keys init", path)
	}
	if err != nil {
		return nil, fmt.Errorf("key file: %w", err)
	}
	handle, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(data)))
	if err != nil {
		return nil, fmt.Errorf("%s is not a key file that coach keys init made; name the right one", path)
	}
	return master(handle)
}

// Write writes the master's file, which only its owner can read: a new one, or,
// if that is said, one in place of what is there.
func (m *Master) Write(path string, replace bool) error {
	var text bytes.Buffer
	if err := insecurecleartextkeyset.Write(m.handle, keyset.NewJSONWriter(&text)); err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	text.WriteByte('\n')
	if err := writeFile(path, text.Bytes(), replace); err != nil {
		return fmt.Errorf("key file: %w", err)
	}
	return nil
}

// writeFile writes a file that only its owner can read. It is there as a whole
// or not at all, whenever the machine stops.
func writeFile(path string, data []byte, replace bool) error {
	draft, err := os.CreateTemp(filepath.Dir(path), ".coach-key-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(draft.Name()) // where it got no further
	if before, err := os.Stat(path); err == nil && replace {
		if err := likeBefore(draft, before); err != nil {
			return errors.Join(err, draft.Close())
		}
	}
	_, err = draft.Write(data)
	if err = errors.Join(err, draft.Sync(), draft.Close()); err != nil {
		return err
	}
	if !replace {
		return os.Link(draft.Name(), path) // which fails where something is
	}
	return os.Rename(draft.Name(), path)
}

// ID returns the number of the key by which the master wraps.
func (m *Master) ID() int64 {
	entry, err := m.handle.Primary()
	if err != nil {
		return 0 // a keyset without one makes no cipher, so it is no Master's
	}
	return int64(entry.KeyID())
}

// Has reports whether a number is that of one of the master's keys.
func (m *Master) Has(id int64) bool {
	for i := range m.handle.Len() {
		if entry, err := m.handle.Entry(i); err == nil && int64(entry.KeyID()) == id {
			return true
		}
	}
	return false
}

// Next returns the master with a new key, by which it wraps from then on. It
// still unwraps by the one it had, and by no older one.
func (m *Master) Next() (*Master, error) {
	last, err := m.Last()
	if err != nil {
		return nil, err
	}
	keys := keyset.NewManagerFromHandle(last.handle)
	id, err := keys.Add(aead.AES256GCMKeyTemplate())
	if err == nil {
		err = keys.SetPrimary(id)
	}
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return managed(keys)
}

// Last returns the master with nothing but the key by which it wraps.
func (m *Master) Last() (*Master, error) {
	keys := keyset.NewManagerFromHandle(m.handle)
	for i := range m.handle.Len() {
		entry, err := m.handle.Entry(i)
		if err == nil && !entry.IsPrimary() {
			err = keys.Delete(entry.KeyID())
		}
		if err != nil {
			return nil, fmt.Errorf("master key: %w", err)
		}
	}
	return managed(keys)
}

func managed(keys *keyset.Manager) (*Master, error) {
	handle, err := keys.Handle()
	if err != nil {
		return nil, fmt.Errorf("master key: %w", err)
	}
	return master(handle)
}

// Rotates reports whether the master has two keys: somebody began to exchange
// them and did not finish.
func (m *Master) Rotates() bool { return m.handle.Len() > 1 }

// wrapping is what a wrapped key is bound to.
func wrapping(id KeyID) []byte { return fmt.Appendf(nil, "coach key %d", id) }

// NewKey makes the key of a person, and returns it also as it is kept.
func (m *Master) NewKey(id KeyID) (_ *Key, wrapped string, err error) {
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		return nil, "", fmt.Errorf("key: %w", err)
	}
	var kept bytes.Buffer
	if err := handle.WriteWithAssociatedData(keyset.NewBinaryWriter(&kept), m.aead, wrapping(id)); err != nil {
		return nil, "", fmt.Errorf("key: %w", err)
	}
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, "", fmt.Errorf("key: %w", err)
	}
	return &Key{id, cipher}, base64.RawURLEncoding.EncodeToString(kept.Bytes()), nil
}

func (m *Master) unwrap(wrapped string, id KeyID) (*keyset.Handle, error) {
	kept, err := base64.RawURLEncoding.DecodeString(wrapped)
	if err != nil {
		return nil, ErrWrongMaster
	}
	handle, err := keyset.ReadWithAssociatedData(keyset.NewBinaryReader(bytes.NewReader(kept)), m.aead, wrapping(id))
	if err != nil {
		return nil, ErrWrongMaster
	}
	return handle, nil
}

// Unwrap returns a person's key, or [ErrWrongMaster].
func (m *Master) Unwrap(wrapped string, id KeyID) (*Key, error) {
	handle, err := m.unwrap(wrapped, id)
	if err != nil {
		return nil, err
	}
	cipher, err := aead.New(handle)
	if err != nil {
		return nil, fmt.Errorf("key: %w", err)
	}
	return &Key{id, cipher}, nil
}

// Rewrap returns a wrapped key as the master's newest key wraps it.
func (m *Master) Rewrap(wrapped string, id KeyID) (string, error) {
	handle, err := m.unwrap(wrapped, id)
	if err != nil {
		return "", err
	}
	var kept bytes.Buffer
	if err := handle.WriteWithAssociatedData(keyset.NewBinaryWriter(&kept), m.aead, wrapping(id)); err != nil {
		return "", fmt.Errorf("key: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(kept.Bytes()), nil
}
