package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"coach"
	"coach/cadence"
	"coach/sandbox"
	"coach/store/engine/pgtest"
)

// BenchmarkExchange takes companies with two years behind them from a file into
// a database and out again, on SQLite and on PostgreSQL, and fails unless what
// comes out is what went in. Then the first person reads the company's report.
// It tells how long every process took, and how much memory it held at most. The
// larger company has four million lines, and takes most of an hour:
// go test ./cmd/coach -run '^$' -bench Exchange -benchtime 1x -timeout 3h
func BenchmarkExchange(b *testing.B) {
	program := compiled(b)
	for _, people := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("%d people", people), func(b *testing.B) {
			file := made(b, people, 2*52)
			b.Run("SQLite", func(b *testing.B) { exchanged(b, program, file, filepath.Join(b.TempDir(), "coach.db")) })
			b.Run("PostgreSQL", func(b *testing.B) {
				exchanged(b, program, file, pgtest.Database(b, "empty", func(string) error { return nil }))
			})
		})
	}
}

// BenchmarkStart starts coach on the five years of a thousand people until it is
// connected. Making them takes minutes:
// go test ./cmd/coach -run '^$' -bench Start -benchtime 5x -timeout 1h
func BenchmarkStart(b *testing.B) {
	program, db := compiled(b), filepath.Join(b.TempDir(), "coach.db")
	if out, err := exec.Command(program, "import", made(b, 1000, 5*52), "--db", db).CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	ws, err := sandbox.New(coach.Manifest, sandbox.Options{Unpaced: true})
	if err != nil {
		b.Fatal(err)
	}
	ws.AddChannel("wins", sandbox.ChannelOptions{})
	for i := range 3 {
		ws.AddPerson(sandbox.Person{Handle: fmt.Sprintf("p%d", i+1)})
	}
	slack := httptest.NewServer(ws)
	defer slack.Close()
	most := int64(0)
	for b.Loop() {
		c := exec.Command(program, "run", "--db", db, "--api-url", slack.URL+"/api/")
		c.Env = append(os.Environ(), "SLACK_BOT_TOKEN="+ws.BotToken(), "SLACK_APP_TOKEN="+ws.AppToken())
		said, err := c.StdoutPipe()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			b.Fatal(err)
		}
		lines := bufio.NewScanner(said)
		for lines.Scan() && !strings.HasPrefix(lines.Text(), "coach is connected.") {
		}
		b.StopTimer()
		_ = c.Process.Signal(syscall.SIGTERM)
		_, _ = io.Copy(io.Discard, said)
		if err := c.Wait(); err != nil {
			b.Error(err)
		}
		most = max(most, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
		b.StartTimer()
	}
	b.ReportMetric(float64(most)/1024, "MiB")
}

// compiled is the program.
func compiled(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "coach")
	if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return program
}

// made is the file of a company with some weeks behind it, up to this one.
func made(b *testing.B, people, weeks int) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "made.jsonl")
	today := cadence.DateOf(time.Now())
	err := create(file, func(out io.Writer) error {
		return lived{people, weeks, today.Monday() - cadence.Date(7*weeks)}.writeTo(out)
	})
	if err != nil {
		b.Fatal(err)
	}
	return file
}

// exchanged imports a file into a database, exports it again, and reads a
// report.
func exchanged(b *testing.B, program, file, db string) {
	out := filepath.Join(b.TempDir(), "out.jsonl")
	for _, one := range []struct {
		name string
		args []string
	}{{"import", []string{"import", file}}, {"export", []string{"export", out}}, {"report", []string{"report", "company", "--month", "--json", "--as", string(lived{}.ref(1))}}} {
		b.Run(one.name, func(b *testing.B) { run(b, program, append(one.args, "--db", db)...) })
	}
	if digest(b, file) != digest(b, out) {
		b.Error("what comes out is not what went in")
	}
}

// run runs coach once for each round, and reports the most memory that it held.
func run(b *testing.B, program string, args ...string) {
	most := int64(0)
	for b.Loop() {
		var said bytes.Buffer
		c := exec.Command(program, args...)
		c.Stderr = &said
		if err := c.Run(); err != nil {
			b.Fatalf("coach %s: %v: %s", strings.Join(args, " "), err, said.String())
		}
		most = max(most, c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss)
	}
	b.ReportMetric(float64(most)/1024, "MiB")
}

// digest is what a file holds but for its first line, which says when it was
// made, and for what the audit has of earlier exports.
func digest(b *testing.B, name string) (sum [sha256.Size]byte) {
	b.Helper()
	file, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	hash := sha256.New()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<21)
	for lines.Scan() {
		if line := lines.Bytes(); !bytes.HasPrefix(line, []byte(`{"kind":"header"`)) && !earlierExport.Match(append(line, '\n')) {
			hash.Write(line)
		}
	}
	if lines.Err() != nil {
		b.Fatal(lines.Err())
	}
	return [sha256.Size]byte(hash.Sum(nil))
}
