package main

import (
	"runtime"
	"runtime/debug"
	"testing"
)

func TestTheTimeOfTheCommit(t *testing.T) {
	if at := commitTime([]debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.time", Value: "2026-03-02T08:00:00Z"}}); !at.Equal(monday) {
		t.Error(at)
	}
	for _, settings := range [][]debug.BuildSetting{nil, {{Key: "vcs.time", Value: "yesterday"}}} {
		if at := commitTime(settings); !at.IsZero() {
			t.Errorf("%v is %v", settings, at)
		}
	}
}

// A version says which commit it was built from, and whether that is all.
func TestAVersionNamesItsCommit(t *testing.T) {
	platform := runtime.GOOS + "/" + runtime.GOARCH
	for want, settings := range map[string][]debug.BuildSetting{
		"v1.2.3 (commit 0123456789ab, go1.26.0, " + platform + ")":             {{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "false"}},
		"v1.2.3 (commit 0123456789ab and changes, go1.26.0, " + platform + ")": {{Key: "vcs.revision", Value: "0123456789abcdef0123"}, {Key: "vcs.modified", Value: "true"}},
		"v1.2.3 (unknown commit, go1.26.0, " + platform + ")":                  nil,
	} {
		got := versionOf(&debug.BuildInfo{GoVersion: "go1.26.0", Main: debug.Module{Version: "v1.2.3"}, Settings: settings})
		if got != want {
			t.Errorf("%v is version %q, want %q", settings, got, want)
		}
	}
}
