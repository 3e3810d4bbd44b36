// Package seal encrypts words, each with the key of one person, so that a
// person's words are gone once their key is.
//
// A [Master] is in a file of its own, outside of the database, and wraps the
// [Key] of each person, which is kept beside the words. A sealed text names the
// key that opens it, and opens only in the [Place] it was sealed for: moved to
// another row or column, it is as good as damaged. The ciphers are AES-256-GCM,
// by Tink.
package seal

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/tink-crypto/tink-go/v2/tink"
)

// A Place is where a text is kept.
type Place struct {
	Table, Column string
	Row           string // what tells the row from the table's others
}

// A KeyID is the number of a key: that of the person it was made for.
type KeyID int64

// A Key seals and opens the words of one person.
type Key struct {
	id   KeyID
	aead tink.AEAD
}

// ErrUnreadable means that a text was sealed by another key or for another
// place, or was damaged since.
var ErrUnreadable = errors.New("this text cannot be opened")

const (
	prefix  = "sealed:" // of every sealed text
	inClear = "-"       // stands in place of a key: what follows is in the clear
)

// associated returns what a sealed text is bound to.
func associated(at Place, id KeyID) []byte {
	return fmt.Appendf(nil, "%q %q %q %d", at.Table, at.Column, at.Row, id)
}

// Seal returns a text as it is kept in a place.
func (k *Key) Seal(text string, at Place) (string, error) {
	sealed, err := k.aead.Encrypt([]byte(text), associated(at, k.id))
	if err != nil {
		return "", fmt.Errorf("seal: %w", err)
	}
	return prefix + strconv.FormatInt(int64(k.id), 10) + ":" + base64.RawURLEncoding.EncodeToString(sealed), nil
}

// Open returns the text that is kept sealed in a place, or [ErrUnreadable].
func (k *Key) Open(kept string, at Place) (string, error) {
	_, sealed, _ := strings.Cut(strings.TrimPrefix(kept, prefix), ":")
	data, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return "", ErrUnreadable
	}
	text, err := k.aead.Decrypt(data, associated(at, k.id))
	if err != nil {
		return "", ErrUnreadable
	}
	return string(text), nil
}

// Plain returns a text as it is kept in the clear: itself, unless it looks like
// a sealed one.
func Plain(text string) string {
	if strings.HasPrefix(text, prefix) {
		return prefix + inClear + ":" + text
	}
	return text
}

// Read returns which key opens a text as it is kept; of one in the clear, it
// returns the text instead, and sealed is false.
func Read(kept string) (by KeyID, text string, sealed bool) {
	rest, sealed := strings.CutPrefix(kept, prefix)
	if !sealed {
		return 0, kept, false
	}
	key, rest, _ := strings.Cut(rest, ":")
	if key == inClear {
		return 0, rest, false
	}
	id, err := strconv.ParseInt(key, 10, 64)
	if err != nil {
		id = -1 // nobody's: it is damaged
	}
	return KeyID(id), "", true
}

// The patterns of LIKE for texts as they are kept: sealed ones, and those in the
// clear that look like one.
const (
	LikeSealed  = prefix + "%"
	LikeEscaped = prefix + inClear + ":%"
)
