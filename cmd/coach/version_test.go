package main

import (
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
