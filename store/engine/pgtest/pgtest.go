// Package pgtest gives tests a PostgreSQL server of their own: one for the whole
// test binary, of whatever version is installed, in a folder that is removed with
// it. Each test has a database of its own, cloned from one that was made once.
// Where PostgreSQL is not installed tests are skipped, or fail if the variable
// COACH_POSTGRES is "required". With COACH_POSTGRES_POOLER=1 tests reach their
// databases through a PgBouncer that hands each transaction to another
// connection, and with COACH_POSTGRES_DURABLE=1 the server waits for its disk.
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
// template with the given name. The first to ask for that has it made.
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
	t.Cleanup(func() { s.giveBack(template, name) })
	if Pooled() {
		return s.address(name) + "&port=" + poolerPort
	}
	return s.address(name)
}

// Pooled is whether tests go through a pooler.
func Pooled() bool { return os.Getenv("COACH_POSTGRES_POOLER") == "1" }

// A server is a running PostgreSQL. It ends with this process, however that
// ends: a shell between the two waits for the pipe to close.
type server struct {
	folder string
	alive  *os.File // held open

	mu     sync.Mutex
	free   map[string][]string // clones that no test uses any more, by template
	clones int
}

// started is the server of this process, or nil where none is installed.
var started = sync.OnceValues(func() (*server, error) {
	bin := Programs()
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
if [ -n "$3" ]; then pgbouncer -d "$3" >>log 2>&1; fi
echo ready
cat >/dev/null
if [ -n "$3" ]; then kill "$(cat pooler.pid)" || true; fi
"$0/pg_ctl" -D data -m immediate stop >>log 2>&1 || true
cd /; rm -rf "$1"`
	options := "-k " + folder + " -c listen_addresses= -c max_connections=300 -c shared_buffers=64MB"
	if os.Getenv("COACH_POSTGRES_DURABLE") != "1" {
		options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off -c autovacuum=off"
	}
	pooler, err := poolerFile(folder)
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("/bin/sh", "-c", script, bin, folder, options, pooler)
	cmd.SysProcAttr = &who
	s := &server{folder: folder, free: map[string][]string{}}
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

const poolerPort = "6432"

// poolerFile writes down how the pooler is to run, if tests go through one.
func poolerFile(folder string) (name string, err error) {
	if !Pooled() {
		return "", nil
	}
	name = filepath.Join(folder, "pooler.ini")
	return name, os.WriteFile(name, []byte(`[databases]
* = host=`+folder+` user=coach
[pgbouncer]
listen_port = `+poolerPort+`
listen_addr =
unix_socket_dir = `+folder+`
auth_type = any
pool_mode = transaction
max_client_conn = 300
logfile = `+folder+`/pooler.log
pidfile = `+folder+`/pooler.pid
`), 0o644)
}

// Programs is the folder of initdb and the other programs of PostgreSQL, of the
// latest version that is installed; empty for none.
func Programs() string {
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

// exec runs statements in a database.
func (s *server) exec(database, statements string) error {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, s.address(database))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, statements)
	return err
}
