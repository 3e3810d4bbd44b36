package engine

import (
	"context"
	"embed"
	"errors"
	"strings"
	"testing"
)

//go:embed engine_test.go
var noSchema embed.FS

// Whatever coach says of a server's address, the password in it stays unsaid.
func TestAPasswordIsNeverSaid(t *testing.T) {
	const password = "hunter2"
	for _, address := range []string{
		"postgres://coach:hunter2@127.0.0.1:1/coach",
		"postgresql://coach:hunter2@127.0.0.1:1/coach?sslmode=disable",
		"postgres://127.0.0.1:1/coach?user=coach&password=hunter2",
		"postgres://127.0.0.1:1/coach?sslpassword=hunter2",
		"postgres://coach:hunter2@127.0.0.1:1/coach?connect_timeout=soon",
		"postgres://coach:hunter2@127.0.0.1:none/coach",
		"postgres://coach:hunter2@[127.0.0.1/coach",
		"postgres://coach:hunter2%zz@127.0.0.1/coach",
		"postgres://coach:%zzhunter2",
	} {
		if name := Name(address); strings.Contains(name, password) || !strings.HasPrefix(name, "postgres") {
			t.Errorf("%s is called %s", address, name)
		}
		db, err := Open(context.Background(), address, Process{}, noSchema)
		if err == nil {
			db.Close()
			t.Fatalf("%s was opened", address)
		}
		if strings.Contains(err.Error(), password) {
			t.Errorf("of %s is said: %v", address, err)
		}
	}
}

func TestAServerThatIsNotThereIsSaid(t *testing.T) {
	_, err := Open(context.Background(), "postgres://coach@127.0.0.1:1/coach?sslmode=disable", Process{}, noSchema)
	if err == nil || !strings.Contains(err.Error(), "open postgres://coach@127.0.0.1:1/coach?sslmode=disable: the PostgreSQL server cannot be reached; check that it runs") {
		t.Errorf("%v, want a sentence about a server that cannot be reached", err)
	}
}

func TestAPathIsNoServer(t *testing.T) {
	for address, want := range map[string]bool{"coach.db": false, "/var/postgres/coach.db": false, "postgres:": false, "postgres://coach@db/coach": true, "postgresql:///coach": true} {
		if got := IsServer(address); got != want {
			t.Errorf("that %s is a server: %v", address, got)
		}
	}
}

// The disks of this machine are none of another's, and each that coach refuses
// has a name to say.
func TestNetworkFileSystems(t *testing.T) {
	if name := networked(t.TempDir()); name != "" {
		t.Errorf("a folder of this machine is on %s", name)
	}
	for magic, want := range map[uint32]string{0x6969: "NFS", 0xff534d42: "CIFS", 0xfe534d42: "SMB", 0x01021997: "9P", 0x00c36400: "Ceph", 0xef53: "", 0x9123683e: "", 0x01021994: "", 0x794c7630: ""} {
		if got := networks[magic]; got != want {
			t.Errorf("%#x is %q, want %q", magic, got, want)
		}
	}
}

func TestAFileOnceInUseCanBeTakenAfterwards(t *testing.T) {
	f := &file{path: t.TempDir() + "/coach.db"}
	if _, err := create(f.path); err != nil {
		t.Fatal(err)
	}
	other := &file{path: f.path}
	if err := f.hold(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := other.hold(t.Context()); !errors.Is(err, ErrInUse) {
		t.Errorf("a second holds it: %v", err)
	}
	other.release()
	f.release()
	if err := other.hold(t.Context()); err != nil {
		t.Errorf("nobody holds it, and it cannot be held: %v", err)
	}
	other.release()
}
