package view_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What Slack's official types are checked with.
const (
	slackTypes = "@slack/types@3.2.0"
	typeScript = "typescript@7.0.2"
)

// untyped are the blocks that the official types leave out though Slack draws
// them, and why we use them all the same. The compiler must refuse each; once it
// takes one, that line goes.
var untyped = map[string]string{
	"data_visualization": "documented, but no member of KnownBlock yet",
}

// TestSlacksOwnTypesAgree compiles the blocks of every golden file against Slack's
// official TypeScript types. It is skipped where npm cannot install them, unless
// the environment says COACH_NODE=required.
func TestSlacksOwnTypesAgree(t *testing.T) {
	folder := officialTypes(t)
	if err := os.WriteFile(filepath.Join(folder, "golden.ts"), typedGoldens(t), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	compile := exec.CommandContext(ctx, filepath.Join(folder, "node_modules", ".bin", "tsc"), "--noEmit", "--strict", "golden.ts")
	compile.Dir = folder
	if said, err := compile.CombinedOutput(); err != nil {
		t.Errorf("the official types disagree (%v):\n%s", err, said)
	}
}

// typedGoldens is a TypeScript module with the blocks of each golden file as a
// constant, a block a line. Only blocks have a type: that of a whole modal asks for
// more than Slack does.
func typedGoldens(t *testing.T) []byte {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	var out bytes.Buffer
	out.WriteString("import type { KnownBlock } from '@slack/types';\n")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var golden struct{ Blocks []json.RawMessage } // of a message, or of a modal
		if err := json.Unmarshal(data, &golden); err != nil || len(golden.Blocks) == 0 {
			t.Fatalf("%s has no blocks: %v", file, err)
		}
		fmt.Fprintf(&out, "export const %s: KnownBlock[] = [\n", strings.TrimSuffix(filepath.Base(file), ".json"))
		for _, block := range golden.Blocks {
			writeTyped(t, &out, block)
		}
		out.WriteString("];\n")
	}
	return out.Bytes()
}

// writeTyped writes a block as a line of a TypeScript array.
func writeTyped(t *testing.T, out *bytes.Buffer, block json.RawMessage) {
	t.Helper()
	var kind struct{ Type string }
	if err := json.Unmarshal(block, &kind); err != nil {
		t.Fatal(err)
	}
	if why, ok := untyped[kind.Type]; ok {
		fmt.Fprintf(out, "// @ts-expect-error %s\n", why)
	}
	if err := json.Compact(out, block); err != nil {
		t.Fatal(err)
	}
	out.WriteString(",\n")
}

// officialTypes installs the types and the compiler into a temporary folder. What
// npm downloads it keeps in the user's cache.
func officialTypes(t *testing.T) (folder string) {
	t.Helper()
	giveUp := t.Skipf
	if os.Getenv("COACH_NODE") == "required" {
		giveUp = t.Fatalf
	}
	if _, err := exec.LookPath("npm"); err != nil {
		giveUp("Node is missing: %v", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		giveUp("npm needs a folder for its cache: %v", err)
	}
	folder = t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	defer cancel()
	install := exec.CommandContext(ctx, "npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts",
		"--prefer-offline", "--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000",
		"--cache", filepath.Join(cache, "coach-npm"), "--prefix", folder, slackTypes, typeScript)
	install.WaitDelay = time.Second
	if said, err := install.CombinedOutput(); err != nil {
		giveUp("npm cannot install Slack's official types (does it reach its registry?): %v\n%s", err, said)
	}
	return folder
}
