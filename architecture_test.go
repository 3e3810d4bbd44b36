package coach_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"coach"
	"coach/bot"
)

// imports says what each package may import besides the standard library, and
// with an exclamation mark what of the standard library it may not.
var imports = map[string][]string{
	".": {"coach/bot", "coach/cadence", "coach/practice", "coach/scheduler", "coach/service", "coach/store", "github.com/coreos/go-systemd", "github.com/goccy/go-yaml", "github.com/gorilla/websocket",
		"github.com/prometheus/client_golang", "github.com/rs/zerolog", "!database/sql", "!time.Now"},
	"cadence":             {"!context", "!database/sql", "!log", "!net/http", "!os", "!time.Now"},
	"practice":            {"coach/cadence", "!context", "!database/sql", "!log", "!net/http", "!os", "!time.Now"},
	"files":               {"coach/cadence", "coach/practice", "github.com/goccy/go-yaml", "github.com/teambition/rrule-go", "golang.org/x/text", "!context", "!database/sql", "!log", "!net/http", "!os", "!time.Now"},
	"measure":             {"coach/cadence", "coach/practice", "!context", "!database/sql", "!log", "!net/http", "!os", "!time.Now"},
	"store":               {"coach/cadence", "coach/practice", "coach/measure", "coach/files", "coach/store/engine", "coach/store/seal", "github.com/pressly/goose", "!net/http", "!time.Now"},
	"store/seal":          {"github.com/tink-crypto/tink-go", "!context", "!database/sql", "!log", "!net/http", "!time.Now"},
	"store/engine/pgtest": {"github.com/jackc/pgx", "!net/http"}, // tests only
	"store/engine":        {"modernc.org/sqlite", "github.com/jackc/pgx", "github.com/pressly/goose", "!net/http", "!time.Now"},
	"service":             {"coach/cadence", "coach/practice", "coach/measure", "coach/files", "coach/store", "!net/http", "!time.Now"},
	"scheduler":           {"coach/cadence", "coach/practice", "coach/store", "coach/service", "github.com/robfig/cron", "github.com/rs/zerolog", "!database/sql", "!time.Now"},
	"bot/view/kit":        {"coach/cadence", "coach/practice", "github.com/slack-go/slack", "!context", "!net/http", "!os", "!time.Now"},
	"bot/view":            {"coach/cadence", "coach/practice", "coach/measure", "coach/bot/view/kit", "github.com/slack-go/slack", "!context", "!net/http", "!os", "!time.Now"},
	"bot/typed":           {"coach/cadence", "coach/practice", "coach/files", "!context", "!database/sql", "!log", "!net/http", "!os", "!time.Now"},
	"bot/delivery": {"coach/cadence", "coach/practice", "coach/store", "coach/bot/view", "coach/bot/view/kit", "github.com/slack-go/slack", "github.com/rs/zerolog",
		"golang.org/x/time/rate", "!database/sql"},
	"bot": {"coach/cadence", "coach/practice", "coach/files", "coach/measure", "coach/store", "coach/service", "coach/bot/view", "coach/bot/view/kit", "coach/bot/delivery", "coach/bot/typed", "github.com/slack-go/slack", "github.com/gorilla/websocket",
		"github.com/rs/zerolog", "golang.org/x/time/rate", "!database/sql"},
	"demo": {"coach", "coach/cadence", "coach/files", "coach/practice", "coach/sandbox", "coach/service", "coach/store", "github.com/gorilla/websocket", "github.com/rs/zerolog",
		"!database/sql"},
	"cmd/coach": {"coach", "coach/cadence", "coach/demo", "coach/files", "coach/measure", "coach/practice", "coach/sandbox", "coach/service", "coach/store", "coach/store/engine",
		"github.com/alecthomas/kong", "github.com/rs/zerolog", "!database/sql"},
	"sandbox": {"github.com/gorilla/websocket", "github.com/goccy/go-yaml"},
}

func TestArchitecture(t *testing.T) {
	for _, dir := range packages(t) {
		if dir == "stories" || strings.HasPrefix(dir, "stories/") {
			if len(sources(t, dir)) > 0 {
				t.Errorf("%s is for tests alone, which may import everything", dir)
			}
			continue
		}
		rules, ok := imports[dir]
		if !ok {
			t.Errorf("%s has no row in the table of imports", dir)
			continue
		}
		for name, file := range sources(t, dir) {
			for _, spec := range file.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				if !allowed(path, rules) {
					t.Errorf("%s may not import %s", name, path)
				}
			}
			if slices.Contains(rules, "!time.Now") && readsClock(file) {
				t.Errorf("%s reads the clock; time is an argument here", name)
			}
		}
	}
}

func allowed(path string, rules []string) bool {
	standard := !strings.Contains(strings.Split(path, "/")[0], ".") && !strings.HasPrefix(path, "coach")
	if standard {
		return !slices.Contains(rules, "!"+path)
	}
	return slices.ContainsFunc(rules, func(rule string) bool {
		return path == rule || strings.HasPrefix(path, rule+"/") && !strings.HasPrefix(rule, "coach")
	})
}

func readsClock(file *ast.File) (reads bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && x.Name == "time" && slices.Contains([]string{"Now", "Since", "Until"}, s.Sel.Name) {
				reads = true
			}
		}
		return !reads
	})
	return reads
}

// packages are the folders that hold Go code, from the module's root.
func packages(t *testing.T) []string {
	t.Helper()
	var dirs []string
	err := filepath.WalkDir(".", func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".go") {
			if dir := filepath.ToSlash(filepath.Dir(path)); !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return dirs
}

// sources are the parsed files of a folder, tests left out.
func sources(t *testing.T, dir string) map[string]*ast.File {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestFilesAreShort keeps a file one idea.
func TestFilesAreShort(t *testing.T) {
	const most = 450
	for _, dir := range packages(t) {
		names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if n := strings.Count(string(data), "\n"); n > most && !strings.HasSuffix(name, "_test.go") {
				t.Errorf("%s has %d lines; over %d it is probably two ideas", name, n, most)
			}
		}
	}
}

// scopeOf says which scope a Web API method needs; nothing for none. The
// manifest asks for exactly these, and for what the commands and the optional
// look into channels need.
var scopeOf = map[string][]string{
	"AuthTestContext":               nil,
	"OpenViewContext":               nil,
	"PushViewContext":               nil,
	"UpdateViewContext":             nil,
	"PublishViewContext":            nil,
	"PostMessageContext":            {"chat:write"},
	"UpdateMessageContext":          {"chat:write"},
	"DeleteMessageContext":          {"chat:write"},
	"OpenConversationContext":       {"im:write"},
	"GetConversationHistoryContext": {"im:history"},
	"GetConversationInfoContext":    {"channels:read", "groups:read"},
	"GetConversationsContext":       {"channels:read", "groups:read"},
	"JoinConversationContext":       {"channels:join"},
	"GetUsersContext":               {"users:read", "users:read.email"},
	"GetUserInfoContext":            {"users:read", "users:read.email"},
	"GetUploadURLExternalContext":   {"files:write"},
	"CompleteUploadExternalContext": {"files:write"},
	"DeleteFileContext":             {"files:write"},
	"GetTeamProfileContext":         {"users.profile:read"},
	"GetUserProfileContext":         {"users.profile:read"},
}

func TestManifestGrantsWhatTheCodeUses(t *testing.T) {
	var manifest struct {
		Features struct {
			Commands []struct {
				Command string `yaml:"command"`
				Hint    string `yaml:"usage_hint"`
			} `yaml:"slash_commands"`
		} `yaml:"features"`
		OAuth struct {
			Scopes struct {
				Bot      []string `yaml:"bot"`
				Optional []string `yaml:"bot_optional"`
			} `yaml:"scopes"`
		} `yaml:"oauth_config"`
	}
	if err := yaml.Unmarshal(coach.Manifest, &manifest); err != nil {
		t.Fatal(err)
	}
	used := []string{"commands"}
	call := regexp.MustCompile(`^[A-Z][A-Za-z]*Context$`)
	files := sources(t, "bot")
	maps.Copy(files, sources(t, "bot/delivery"))
	for name, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || !call.MatchString(s.Sel.Name) {
				return true
			}
			if x, ok := s.X.(*ast.SelectorExpr); !ok || x.Sel.Name != "api" && x.Sel.Name != "API" && x.Sel.Name != "patient" {
				return true
			}
			scopes, known := scopeOf[s.Sel.Name]
			if !known {
				t.Errorf("%s calls %s; say here which scope it needs", name, s.Sel.Name)
			}
			used = append(used, scopes...)
			return true
		})
	}
	for _, scope := range used {
		if !slices.Contains(manifest.OAuth.Scopes.Bot, scope) && !slices.Contains(manifest.OAuth.Scopes.Optional, scope) {
			t.Errorf("the code needs the scope %s, which manifest.yml does not ask for", scope)
		}
	}
	for _, scope := range manifest.OAuth.Scopes.Bot {
		if !slices.Contains(used, scope) {
			t.Errorf("manifest.yml asks for the scope %s, which no code needs", scope)
		}
	}
	if want := []string{"channels:history", "groups:history", "files:write", "users.profile:read"}; !slices.Equal(manifest.OAuth.Scopes.Optional, want) {
		t.Errorf("optional scopes are %q, want %q", manifest.OAuth.Scopes.Optional, want)
	}
	if len(manifest.Features.Commands) != 1 || manifest.Features.Commands[0].Command != "/coach" {
		t.Errorf("the manifest has the commands %+v, the code answers /coach", manifest.Features.Commands)
	}
}

// The manifest has a shortcut for each route of one, and no other.
func TestManifestHasTheShortcutsThatTheCodeAnswers(t *testing.T) {
	var manifest struct {
		Features struct {
			Shortcuts []struct {
				Type       string `yaml:"type"`
				CallbackID string `yaml:"callback_id"`
			} `yaml:"shortcuts"`
		} `yaml:"features"`
	}
	if err := yaml.Unmarshal(coach.Manifest, &manifest); err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{"global": "shortcut", "message": "message"}
	var offered, answered []string
	for _, s := range manifest.Features.Shortcuts {
		offered = append(offered, kinds[s.Type]+" "+s.CallbackID)
	}
	for _, route := range bot.Routes() {
		if kind, _, _ := strings.Cut(route, " "); kind == "shortcut" || kind == "message" {
			answered = append(answered, route)
		}
	}
	if !slices.Equal(offered, answered) {
		t.Errorf("the manifest offers %q, the code answers %q", offered, answered)
	}
}
