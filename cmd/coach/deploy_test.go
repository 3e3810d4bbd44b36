package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

// secretVariables are those without a flag.
var secretVariables = []string{"SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN_FILE", "SLACK_APP_TOKEN", "SLACK_APP_TOKEN_FILE", "COACH_KEY_FILE"}

// deployed are the files with which coach is run for real.
func deployed(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob("../../deploy/*.*")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, path := range append(paths, "../../Dockerfile") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(path)] = string(data)
	}
	return texts
}

// setVariable finds a variable with its value, as units, images and compose files set it.
var setVariable = regexp.MustCompile(`(?m)(?:^ENV |^Environment=|^ +)((?:COACH|SLACK)_[A-Z_]+)(?:=|: )"?([^"\s]+)"?`)

// What the files set, coach reads, and takes.
func TestTheFilesSetWhatCoachReads(t *testing.T) {
	known := slices.Clone(secretVariables)
	everyFlag(t, func(_ string, f *kong.Flag) { known = append(known, f.Envs...) })
	for name, text := range deployed(t) {
		for _, variable := range variableName.FindAllString(text, -1) {
			if !slices.Contains(known, variable) {
				t.Errorf("%s names %s, which coach does not read", name, variable)
			}
		}
		t.Run(name, func(t *testing.T) {
			set := setVariable.FindAllStringSubmatch(text, -1)
			if name == "kubernetes.yaml" {
				set = regexp.MustCompile(`- name: ((?:COACH|SLACK)_[A-Z_]+)\n +value: "?([^"\s]+)"?`).FindAllStringSubmatch(text, -1)
			}
			if len(set) == 0 {
				t.Error("it sets nothing")
			}
			for _, one := range set {
				t.Setenv(one[1], one[2])
			}
			for _, arguments := range started(t, name, text) {
				var c cli
				parser := kong.Must(&c, kong.Name("coach"))
				if _, err := parser.Parse(arguments); err != nil {
					t.Errorf("coach %s: %v", strings.Join(arguments, " "), err)
				}
				if !strings.Contains(c.Run.DB, "coach") {
					t.Errorf("the database is %q", c.Run.DB)
				}
			}
		})
	}
}

// started are the arguments with which a file starts coach.
func started(t *testing.T, name, text string) (all [][]string) {
	t.Helper()
	for _, found := range regexp.MustCompile(`(?m)^ExecStart=\S+/coach (.*)$`).FindAllStringSubmatch(text, -1) {
		all = append(all, strings.Fields(found[1]))
	}
	for _, found := range regexp.MustCompile(`(?m)^(?:CMD|\s+args:) (\[.*\])$`).FindAllStringSubmatch(text, -1) {
		var arguments []string
		if err := json.Unmarshal([]byte(found[1]), &arguments); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		all = append(all, arguments)
	}
	if starts := name == "coach.service" || name == "Dockerfile" || name == "kubernetes.yaml"; starts != (len(all) == 1) {
		t.Errorf("%s starts coach %d times", name, len(all))
	}
	return all
}

// documents are the YAML documents of a file.
func documents(t *testing.T, path string) (all []map[string]any) {
	t.Helper()
	data, err := os.ReadFile("../../" + path)
	if err != nil {
		t.Fatal(err)
	}
	for part := range bytes.SplitSeq(data, []byte("\n---\n")) {
		var one map[string]any
		if err := yaml.Unmarshal(part, &one); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, one)
	}
	return all
}

// at is what a document has under a path of keys; nil for nothing.
func at(of any, path ...any) any {
	for _, key := range path {
		switch k := key.(type) {
		case string:
			m, _ := of.(map[string]any)
			of = m[k]
		case int:
			list, _ := of.([]any)
			if k >= len(list) {
				return nil
			}
			of = list[k]
		}
	}
	return of
}

// is fails the test unless a document has a value under a path.
func is(t *testing.T, of any, want any, path ...any) {
	t.Helper()
	if got := fmt.Sprint(at(of, path...)); got != fmt.Sprint(want) {
		t.Errorf("%v is %s, want %v", path, got, want)
	}
}

// What runs in Kubernetes on SQLite is one Pod at a time, has no rights, and is
// asked how it is where it answers.
func TestKubernetesRunsOneClosedPod(t *testing.T) {
	docs := documents(t, "deploy/kubernetes.yaml")
	kinds := map[string]map[string]any{}
	for _, doc := range docs {
		kinds[fmt.Sprint(doc["kind"])] = doc
	}
	is(t, kinds["PersistentVolumeClaim"], "[ReadWriteOncePod]", "spec", "accessModes")
	d := kinds["Deployment"]
	is(t, d, 1, "spec", "replicas")
	is(t, d, "Recreate", "spec", "strategy", "type")
	pod := at(d, "spec", "template", "spec")
	is(t, pod, false, "automountServiceAccountToken")
	is(t, pod, true, "securityContext", "runAsNonRoot")
	is(t, pod, "65532", "securityContext", "runAsUser")
	is(t, pod, "RuntimeDefault", "securityContext", "seccompProfile", "type")
	container := at(pod, "containers", 0)
	is(t, container, true, "securityContext", "readOnlyRootFilesystem")
	is(t, container, false, "securityContext", "allowPrivilegeEscalation")
	is(t, container, "[ALL]", "securityContext", "capabilities", "drop")
	is(t, container, 9090, "ports", 0, "containerPort")
	served, err := os.ReadFile("../../health.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, probe := range []string{"readinessProbe", "livenessProbe"} {
		is(t, container, "metrics", probe, "httpGet", "port")
		if path := fmt.Sprint(at(container, probe, "httpGet", "path")); !strings.Contains(string(served), `"GET `+path+`"`) {
			t.Errorf("%s asks for %s, which coach does not serve", probe, path)
		}
	}
}

// Containers have no rights either, and on SQLite there is one.
func TestComposeRunsClosedContainers(t *testing.T) {
	for name, copies := range map[string]any{"compose.yaml": nil, "compose.postgres.yaml": 2} {
		doc := documents(t, "deploy/"+name)[0]
		coach := at(doc, "services", "coach")
		is(t, coach, true, "read_only")
		is(t, coach, "[ALL]", "cap_drop")
		is(t, coach, "[no-new-privileges:true]", "security_opt")
		is(t, coach, copies, "deploy", "replicas")
		server := strings.HasPrefix(fmt.Sprint(at(coach, "environment", "COACH_DB")), "postgres://")
		if alone := at(coach, "container_name") != nil; alone == server || server != (copies != nil) {
			t.Errorf("%s: on a server %t, on its own %t, copies %v", name, server, alone, copies)
		}
		defined, _ := at(doc, "secrets").(map[string]any)
		for variable, value := range at(coach, "environment").(map[string]any) {
			if secret, is := strings.CutPrefix(fmt.Sprint(value), "/run/secrets/"); is && defined[secret] == nil {
				t.Errorf("%s: %s names a secret that there isn't", name, variable)
			}
		}
	}
}

// The image is one file that runs as nobody in particular and keeps everything
// in one volume.
func TestTheImageIsOneFile(t *testing.T) {
	text := deployed(t)["Dockerfile"]
	_, last, _ := strings.Cut(text, "FROM scratch\n")
	for _, line := range []string{"USER 65532:65532", "VOLUME /data", "ENV COACH_DB=/data/coach.db", `ENTRYPOINT ["/coach"]`} {
		if !strings.Contains(last, line+"\n") {
			t.Errorf("the image is without %s", line)
		}
	}
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(string(module))[1]
	if !strings.Contains(text, "golang:"+version+" AS build") {
		t.Errorf("the image isn't built with Go %s", version)
	}
}

// Each credential that the unit loads reaches coach: by a variable, or as the
// one that coach looks for itself.
func TestTheUnitsCredentialsAreRead(t *testing.T) {
	text := deployed(t)["coach.service"]
	loaded := map[string]bool{}
	for _, found := range regexp.MustCompile(`(?m)^LoadCredential=([a-z-]+):`).FindAllStringSubmatch(text, -1) {
		loaded[found[1]] = true
	}
	read := map[string]bool{"coach-key": true}
	for _, found := range regexp.MustCompile(`(?m)^Environment=\w+=%d/([a-z-]+)$`).FindAllStringSubmatch(text, -1) {
		read[found[1]] = true
	}
	if !maps.Equal(loaded, read) {
		t.Errorf("loaded are %v, read are %v", loaded, read)
	}
	if !strings.Contains(text, "\nType=notify\n") || !strings.Contains(text, "\nWatchdogSec=3min\n") {
		t.Error("systemd does not wait for coach, or does not watch it")
	}
}

// systemd itself has nothing to say about the unit.
func TestSystemdTakesTheUnit(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd is not installed")
	}
	program, err := os.Executable() // verify looks whether there is one
	if err != nil {
		t.Fatal(err)
	}
	unit := filepath.Join(t.TempDir(), "coach.service")
	text := strings.Replace(deployed(t)["coach.service"], "ExecStart=/usr/local/bin/coach ", "ExecStart="+program+" ", 1)
	if err := os.WriteFile(unit, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	said, _ := exec.CommandContext(t.Context(), "systemd-analyze", "verify", unit).CombinedOutput()
	for line := range strings.Lines(string(said)) {
		if strings.Contains(line, "coach.service") { // others' units may be at fault, too
			t.Error(strings.TrimSpace(line))
		}
	}
}

// A release says what it is made of, is signed, and is the same whoever builds it.
func TestAReleaseIsReproducibleAndSigned(t *testing.T) {
	doc := documents(t, ".goreleaser.yaml")[0]
	is(t, doc, 2, "version")
	is(t, doc, "[CGO_ENABLED=0]", "builds", 0, "env")
	is(t, doc, "[-trimpath -buildvcs=true]", "builds", 0, "flags")
	is(t, doc, "{{ .CommitTimestamp }}", "builds", 0, "mod_timestamp")
	is(t, doc, "checksums.txt", "checksum", "name_template")
	is(t, doc, "archive", "sboms", 0, "artifacts")
	is(t, doc, "checksum", "signs", 0, "artifacts")
	files, _ := at(doc, "archives", 0, "files").([]any)
	for i := range files {
		src := fmt.Sprint(at(files, i, "src"))
		if found, err := filepath.Glob("../../" + src); err != nil || len(found) == 0 {
			t.Errorf("a release would hold %s, which isn't there", src)
		}
		is(t, files, "{{ .CommitDate }}", i, "info", "mtime")
	}
}

// goSources returns the text of all of the code, tests included.
func goSources(t *testing.T) string {
	t.Helper()
	var there strings.Builder
	err := filepath.WalkDir("../..", func(path string, _ os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			there.Write(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there.String()
}

// SECURITY.md names a test of each claim, and each test is there.
func TestTheTestsOfTheThreatModelExist(t *testing.T) {
	page, err := os.ReadFile("../../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	there := goSources(t)
	named := regexp.MustCompile("`(Test[A-Za-z]+)`").FindAllStringSubmatch(string(page), -1)
	for _, name := range named {
		if !strings.Contains(there, "\nfunc "+name[1]+"(t *testing.T)") {
			t.Errorf("SECURITY.md names %s, and there is no such test", name[1])
		}
	}
	claims := 0
	for line := range strings.Lines(string(page)) {
		if !strings.HasPrefix(line, "| **") {
			continue
		}
		if claims++; !strings.Contains(line, "`Test") {
			t.Errorf("SECURITY.md names no test of %s", line)
		}
	}
	if claims < 15 {
		t.Errorf("SECURITY.md claims only %d things", claims)
	}
}

// docs/running.md has every metric of coach's own, with its labels.
func TestThePageOfMetricsIsWhole(t *testing.T) {
	page, err := os.ReadFile("../../docs/running.md")
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("../../metrics.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range regexp.MustCompile(`\{"(\w+)", "(\w+)", "(\w+)", "`).FindAllStringSubmatch(string(code), -1) {
		if row := fmt.Sprintf("| `coach_%s_total`, `coach_%s_seconds` | `%s`, `outcome` |", kind[2], kind[1], kind[3]); !strings.Contains(string(page), row) {
			t.Errorf("docs/running.md is without %s", row)
		}
	}
}
