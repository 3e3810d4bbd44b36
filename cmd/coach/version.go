package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

// A versionCommand is coach version.
type versionCommand struct{}

// Run implements the command.
func (versionCommand) Run() error {
	fmt.Println("coach", version())
	return nil
}

// version is the module's version, or the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	commit := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value[:min(12, len(s.Value))]
		}
	}
	return fmt.Sprintf("%s (%s, %s/%s)", cmp.Or(commit, info.Main.Version), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// built is when the program was written: the time of its commit, or no time
// where the binary does not say.
func built() time.Time {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return time.Time{}
	}
	return commitTime(info.Settings)
}

func commitTime(settings []debug.BuildSetting) time.Time {
	for _, s := range settings {
		if s.Key == "vcs.time" {
			at, _ := time.Parse(time.RFC3339, s.Value)
			return at
		}
	}
	return time.Time{}
}
