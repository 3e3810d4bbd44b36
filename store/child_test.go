package store

import (
	"bufio"
	"context"
	commandline "flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"coach/cadence"
	"coach/practice"
)

// The test binary, started with childRole set, plays another process at the
// database of childPath.
const (
	childRole = "COACH_STORE_TEST_ROLE"
	childPath = "COACH_STORE_TEST_PATH"
)

// TestMain also has rapid draw thirty runs of each property unless told
// otherwise: a run makes a company and dozens of changes to it, and a hundred
// took half the time of all the store's tests. CI draws a hundred.
func TestMain(m *testing.M) {
	role, known := roles[os.Getenv(childRole)]
	if !known {
		if err := commandline.Set("rapid.checks", "30"); err != nil {
			panic(err)
		}
		os.Exit(m.Run())
	}
	if err := role(context.Background(), os.Getenv(childPath)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var roles = map[string]func(ctx context.Context, path string) error{
	"owner":  holdUntilKilled,
	"logger": logUntilKilled,
}

// holdUntilKilled owns the database and says so. On a server it is the owner for
// a moment longer than it lives.
func holdUntilKilled(ctx context.Context, path string) error {
	s, err := Own(ctx, path, append(asTested, Leased(ownersLease))...)
	if err != nil {
		return err
	}
	defer s.Close()
	fmt.Println("owned")
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// ownersLease is how long the owner that is killed is one, on a server.
const ownersLease = 3 * time.Second

// logUntilKilled logs recognitions for ever and prints the ID of each once it
// is committed.
func logUntilKilled(ctx context.Context, path string) error {
	s, err := Join(ctx, path, asTested...)
	if err != nil {
		return err
	}
	defer s.Close()
	pb, _, err := s.Playbook(ctx)
	if err != nil {
		return err
	}
	p, _ := pb.Practice(practice.RecognitionKey, thursday)
	for i := 0; ; i++ {
		done, err := s.Log(ctx, practice.Entry{Request: fmt.Sprintf("%d/%d", os.Getpid(), i), Practice: p.Key, Author: 1,
			HappenedOn: thursday, LoggedOn: thursday + cadence.Date(i), LoggedAt: noon, Values: practice.Values{practice.ShareWhere: {Text: practice.ShareInChannel}}}, p, 0, 1)
		if err != nil {
			return err
		}
		fmt.Println(done.Entry.ID)
	}
}

// A child is a process that is killed when the test ends, if not before.
type child struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner // what it prints
}

func startChild(t *testing.T, role, path string) child {
	t.Helper()
	program, err := os.Executable()
	ok(t, err)
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Env = append(os.Environ(), childRole+"="+role, childPath+"="+path)
	cmd.Stderr = t.Output()
	_, err = cmd.StdinPipe() // stays open, so that the child waits
	ok(t, err)
	out, err := cmd.StdoutPipe()
	ok(t, err)
	ok(t, cmd.Start())
	return child{cmd, bufio.NewScanner(out)}
}

// line returns the next line that the child prints.
func (c child) line(t *testing.T) string {
	t.Helper()
	if !c.lines.Scan() {
		t.Fatal("the other process ended early")
	}
	return c.lines.Text()
}

// kill ends the child as a power cut would, and returns what it had still
// printed.
func (c child) kill(t *testing.T) (rest []string) {
	t.Helper()
	ok(t, c.cmd.Process.Kill())
	for c.lines.Scan() {
		rest = append(rest, c.lines.Text())
	}
	c.cmd.Wait() // says only that it was killed
	return rest
}
