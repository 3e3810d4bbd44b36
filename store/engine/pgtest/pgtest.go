// Package pgtest gives tests a PostgreSQL server of their own: one for the whole
// test binary, of whatever version is installed, in a folder that is removed with
// it. Each test has a database of its own, cloned from one that was made once.
// Where PostgreSQL is not installed tests are skipped, or fail if the variable
// COACH_POSTGRES is "required".
package pgtest

import (
	"bufio"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
)

// Database returns the address of a new database, which is a clone of the
// template with the given name. The first to ask for that has it made. The
// database goes when the test ends.
func Database(t testing.TB, template string, fill func(address string) error) string {
	t.Helper()
	s, err := started()
	if err != nil {
		t.Fatalf("no PostgreSQL server: %v", err)
	}
	if s == nil && os.Getenv("COACH_POSTGRES") == "required" {
		t.Fatal("PostgreSQL is not installed (initdb is neither in PATH nor in /usr/lib/postgresql), and COACH_POSTGRES=required")
	}
	if s == nil {
		t.Skip("PostgreSQL is not installed")
	}
	name, err := s.clone(template, fill)
	if err != nil {
		t.Fatalf("no PostgreSQL database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.admin(`DROP DATABASE ` + name + ` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
	})
	return s.address(name)
}

// A server is a running PostgreSQL. It ends with this process, however that
// ends: a shell between the two waits for the pipe to close.
type server struct {
	folder string
	alive  *os.File // held open

	mu        sync.Mutex
	templates []string
	clones    int
}

// started is the server of this process, or nil where none is installed.
var started = sync.OnceValues(func() (*server, error) {
	bin := programs()
	if bin == "" {
		return nil, nil
	}
	folder, err := os.MkdirTemp("/tmp", "pg") // a socket's path must be short
	if err != nil {
		return nil, err
	}
	who := syscall.SysProcAttr{Setpgid: true} // Ctrl-C ends the test, and the pipe the server
	if os.Getuid() == 0 {                     // which it refuses to run as
		if who.Credential, err = postgres(folder); err != nil {
			return nil, err
		}
	}
	const script = `set -e; cd "$1"
"$0/initdb" -D data -U coach -A trust -E UTF8 --locale=C --no-sync >log 2>&1
"$0/pg_ctl" -D data -l log -w -o "$2" start >>log 2>&1
echo ready
cat >/dev/null
"$0/pg_ctl" -D data -m immediate stop >>log 2>&1 || true
cd /; rm -rf "$1"`
	options := "-k " + folder + " -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB"
	if os.Getenv("COACH_POSTGRES_DURABLE") == "" { // benchmarks want the disk
		options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
	}
	cmd := exec.Command("/bin/sh", "-c", script, bin, folder, options)
	cmd.SysProcAttr = &who
	s := &server{folder: folder}
	var theirs, said, says *os.File
	if theirs, s.alive, err = os.Pipe(); err != nil {
		return nil, err
	}
	if said, says, err = os.Pipe(); err != nil {
		return nil, err
	}
	cmd.Stdin, cmd.Stdout = theirs, says
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	theirs.Close()
	says.Close()
	if line, _ := bufio.NewReader(said).ReadString('\n'); line != "ready\n" {
		log, _ := os.ReadFile(filepath.Join(folder, "log"))
		return nil, fmt.Errorf("it does not start: %s", log)
	}
	return s, nil
})

// programs is the folder of initdb, of the latest version that is installed;
// empty for none.
func programs() string {
	if found, err := exec.LookPath("initdb"); err == nil {
		if found, err = filepath.EvalSymlinks(found); err == nil && beside(found, "pg_ctl") {
			return filepath.Dir(found)
		}
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	for _, program := range found {
		if beside(program, "pg_ctl") {
			return filepath.Dir(program)
		}
	}
	return ""
}

func beside(program, other string) bool {
	_, err := os.Stat(filepath.Join(filepath.Dir(program), other))
	return err == nil
}

// version is that of a path such as /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, _ := strconv.Atoi(strings.Split(path, "/")[4])
	return n
}

// postgres makes a folder that of the user whom Debian runs servers as.
func postgres(folder string) (*syscall.Credential, error) {
	who, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, _ := strconv.ParseUint(who.Uid, 10, 32)
	gid, _ := strconv.ParseUint(who.Gid, 10, 32)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, int(uid), int(gid))
}

func (s *server) address(database string) string {
	return (&url.URL{Scheme: "postgres", User: url.User("coach"), Host: "", Path: "/" + database, RawQuery: url.Values{"host": {s.folder}}.Encode()}).String()
}

func (s *server) admin(statement string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statement)
	return err
}

// clone makes a database of a template, and the template if need be.
func (s *server) clone(template string, fill func(address string) error) (name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.templates, template) {
		if err := s.admin(`CREATE DATABASE ` + template); err != nil {
			return "", err
		}
		if err := fill(s.address(template)); err != nil {
			return "", err
		}
		s.templates = append(s.templates, template)
	}
	s.clones++
	name = fmt.Sprintf("test%d", s.clones)
	return name, s.admin(`CREATE DATABASE ` + name + ` TEMPLATE ` + template)
}
