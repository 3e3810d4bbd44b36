package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"coach/store"
)

// A database is given a key, checked, its key exchanged, and exported, and a
// command without the key says in one sentence what it needs.
func TestTheKeysOfADatabase(t *testing.T) {
	folder := t.TempDir()
	db, key := filepath.Join(folder, "coach.db"), keyFlag{filepath.Join(folder, "coach.key")}
	var said bytes.Buffer
	says := func(what string, err error, want ...string) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for _, one := range want {
			if !strings.Contains(said.String(), one) {
				t.Errorf("%s says\n%s without %q", what, said.String(), one)
			}
		}
		said.Reset()
	}
	says("import", restoreCommand{File: exchangeFile, DB: db}.restore(t.Context(), strings.NewReader(contents(t, exchangeFile)), &said))
	says("check", keysCheckCommand{DB: db}.check(t.Context(), &said), "aren't encrypted", "in the clear")
	if err := (keysEncryptCommand{DB: db}).encrypt(t.Context(), &said); err == nil || !strings.Contains(err.Error(), "Start coach run once with COACH_KEY_FILE") {
		t.Errorf("encrypted without a key: %v", err)
	}
	says("init", keysInitCommand{File: key.KeyFile}.make(&said), "Keep a copy of it")
	if err := (keysInitCommand{File: key.KeyFile}).make(&said); err == nil || !strings.Contains(err.Error(), "exists already") {
		t.Errorf("a key file is written over: %v", err)
	}
	owner, err := store.Own(t.Context(), db, key.option()) // as coach run does
	if err == nil {
		err = owner.Close()
	}
	says("run", err)
	var before bytes.Buffer
	says("export", exportCommand{DB: db, keyFlag: key}.write(t.Context(), &before, nil, time.Now()))
	says("check", keysCheckCommand{DB: db, keyFlag: key}.check(t.Context(), &said), "still in the clear")
	says("encrypt", keysEncryptCommand{DB: db, keyFlag: key}.encrypt(t.Context(), &said), "Nothing is left in the clear")
	says("rotate", keysRotateCommand{DB: db, keyFlag: key}.rotate(t.Context(), &said), "has a new key")
	keys := filepath.Join(folder, "keys")
	for range 2 { // over the last copy
		says("keys export", keysExportCommand{File: keys, DB: db, keyFlag: key}.export(t.Context(), &said), "Remove older copies")
	}
	if info, err := os.Stat(keys); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file of the keys: %v, %v", info, err)
	}
	says("check", keysCheckCommand{DB: db, keyFlag: key}.check(t.Context(), &said), "keys open", "0 were destroyed")
	for name, other := range map[string]keyFlag{"no key": {}, "a file that isn't there": {key.KeyFile + ".none"}} {
		err := exportCommand{DB: db, keyFlag: other}.write(t.Context(), &said, nil, time.Now())
		if err == nil || strings.Contains(err.Error(), "\n") || other.KeyFile == "" && !errors.Is(err, store.ErrNoKey) {
			t.Errorf("with %s: %v", name, err)
		}
	}
	var after bytes.Buffer
	says("export", exportCommand{DB: db, keyFlag: key}.write(t.Context(), &after, nil, time.Now()))
	if withoutHeader(after.String()) != withoutHeader(before.String()) || withoutHeader(after.String()) != withoutHeader(contents(t, exchangeFile)) {
		t.Error("encrypted, another file is exported")
	}
	if bytes.Contains([]byte(contents(t, db)), []byte("Let the customer finish")) {
		t.Error("words are in the file in the clear")
	}
}

// A service of systemd finds its key among its credentials.
func TestAKeyFromSystemd(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("CREDENTIALS_DIRECTORY", folder)
	if got := (keyFlag{}).file(); got != "" {
		t.Errorf("without that credential, the key file is %q", got)
	}
	credential := filepath.Join(folder, "coach-key")
	if err := store.MakeKeyFile(credential); err != nil {
		t.Fatal(err)
	}
	if got := (keyFlag{}).file(); got != credential {
		t.Errorf("the key file is %q, want %q", got, credential)
	}
	if got := (keyFlag{"other.key"}).file(); got != "other.key" {
		t.Errorf("the key file is %q, want the one that was named", got)
	}
}
