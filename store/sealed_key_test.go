package store

import (
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"coach/store/seal"
)

// keyOfTests has the tests of this package open every database with a key, so
// that all words in them are sealed. To run one test so:
// COACH_STORE_TEST_KEY=1 go test ./store -run …
const keyOfTests = "COACH_STORE_TEST_KEY"

// onlyInClear skips a test of what stands in a database in the clear.
func onlyInClear(t *testing.T) {
	t.Helper()
	if os.Getenv(keyOfTests) != "" {
		t.Skip("about words in the clear")
	}
}

// asTested is how the tests open a database.
var asTested = func() []Option {
	if os.Getenv(keyOfTests) == "" {
		return nil
	}
	return []Option{func(s *Store) {
		path, err := keyFile()
		if err != nil {
			panic(err)
		}
		KeyFile(path)(s)
	}}
}()

// keyFile is the file of a master key, made once for this process and those that
// it starts.
var keyFile = sync.OnceValues(func() (string, error) {
	if path := os.Getenv(keyOfTests); filepath.IsAbs(path) {
		return path, nil
	}
	folder, err := os.MkdirTemp("", "key")
	if err != nil {
		return "", err
	}
	m, err := seal.NewMaster()
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "coach.key")
	return path, errors.Join(m.Write(path, false), os.Setenv(keyOfTests, path))
})

// All that is tested of words in the clear holds for sealed ones.
func TestEverythingSealed(t *testing.T) {
	inAnother(t, 100, "-rapid.checks=10", keyOfTests+"=1")
}
