package seal_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"coach/store/seal"
)

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

var here = seal.Place{Table: "topics", Column: "words", Row: "7"}

func TestSealedTextOpensOnlyWhereItWasSealed(t *testing.T) {
	m := must[*seal.Master](t)(seal.NewMaster())
	ana, wrapped, err := m.NewKey(3)
	if err != nil {
		t.Fatal(err)
	}
	kept := must[string](t)(ana.Seal("Ana dreads the renewal", here))
	if id, _, sealed := seal.Read(kept); !sealed || id != 3 || strings.Contains(kept, "renewal") {
		t.Errorf("kept as %q", kept)
	}
	again := must[*seal.Key](t)(m.Unwrap(wrapped, 3))
	if got := must[string](t)(again.Open(kept, here)); got != "Ana dreads the renewal" {
		t.Errorf("opened as %q", got)
	}
	ben, _, err := m.NewKey(4)
	if err != nil {
		t.Fatal(err)
	}
	flipped := kept[:len(kept)-2] + strings.Map(func(r rune) rune { return map[bool]rune{true: 'B', false: 'A'}[r == 'A'] }, kept[len(kept)-2:len(kept)-1]) + kept[len(kept)-1:]
	for name, open := range map[string]func() (string, error){
		"another row":    func() (string, error) { return ana.Open(kept, seal.Place{Table: "topics", Column: "words", Row: "8"}) },
		"another column": func() (string, error) { return ana.Open(kept, seal.Place{Table: "topics", Column: "link", Row: "7"}) },
		"another table":  func() (string, error) { return ana.Open(kept, seal.Place{Table: "notes", Column: "words", Row: "7"}) },
		"another's key":  func() (string, error) { return ben.Open(kept, here) },
		"a flipped bit":  func() (string, error) { return ana.Open(flipped, here) },
		"half of it":     func() (string, error) { return ana.Open(kept[:len(kept)/2], here) },
	} {
		if text, err := open(); !errors.Is(err, seal.ErrUnreadable) {
			t.Errorf("%s: opened as %q, %v", name, text, err)
		}
	}
	if _, err := m.Unwrap(wrapped, 4); !errors.Is(err, seal.ErrWrongMaster) {
		t.Errorf("a key of one person is another's: %v", err)
	}
}

func TestATextThatLooksSealedIsKept(t *testing.T) {
	for _, text := range []string{"", "hello", "sealed:3:AAAA", "sealed:-:x", "sealed:", "{}"} {
		if _, got, sealed := seal.Read(seal.Plain(text)); sealed || got != text {
			t.Errorf("%q is read as %q, sealed %t", text, got, sealed)
		}
	}
}

func TestMasterIsExchanged(t *testing.T) {
	old := must[*seal.Master](t)(seal.NewMaster())
	_, wrapped, err := old.NewKey(3)
	if err != nil {
		t.Fatal(err)
	}
	both := must[*seal.Master](t)(old.Next())
	if !both.Rotates() || both.ID() == old.ID() {
		t.Error("the master has no new key")
	}
	must[*seal.Key](t)(both.Unwrap(wrapped, 3))
	moved := must[string](t)(both.Rewrap(wrapped, 3))
	last := must[*seal.Master](t)(both.Last())
	must[*seal.Key](t)(last.Unwrap(moved, 3))
	for name, unwrap := range map[string]func() (*seal.Key, error){
		"the old master opens what the new one wrapped": func() (*seal.Key, error) { return old.Unwrap(moved, 3) },
		"the new master opens what the old one wrapped": func() (*seal.Key, error) { return last.Unwrap(wrapped, 3) },
	} {
		if _, err := unwrap(); !errors.Is(err, seal.ErrWrongMaster) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMasterFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.key")
	m := must[*seal.Master](t)(seal.NewMaster())
	if err := m.Write(path, false); err != nil {
		t.Fatal(err)
	}
	info := must[os.FileInfo](t)(os.Stat(path))
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the key file has mode %v", info.Mode())
	}
	if err := m.Write(path, false); !errors.Is(err, os.ErrExist) {
		t.Errorf("a key file was written over: %v", err)
	}
	if read := must[*seal.Master](t)(seal.ReadMaster(path)); read.ID() != m.ID() {
		t.Error("another master was read")
	}
	if left := must[[]os.DirEntry](t)(os.ReadDir(filepath.Dir(path))); len(left) != 1 {
		t.Errorf("beside the key file lie %v", left)
	}
	if err := os.Chmod(path, 0o604); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.ReadMaster(path); err == nil || !strings.Contains(err.Error(), "chmod o-rwx") {
		t.Errorf("everybody can read it: %v", err)
	}
	if _, err := seal.ReadMaster(path + ".none"); err == nil || !strings.Contains(err.Error(), "coach keys init") {
		t.Errorf("there is none: %v", err)
	}
	if err := os.WriteFile(path, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Chmod(path, 0o600)
	if _, err := seal.ReadMaster(path); err == nil || !strings.Contains(err.Error(), "not a key file") {
		t.Errorf("it is something else: %v", err)
	}
}
