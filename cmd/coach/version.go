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

// version is the module's version, with the commit it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	return versionOf(info)
}

// versionOf returns what a binary knows of itself. Go writes all of it down by
// itself: a version that a build is told could be any.
func versionOf(info *debug.BuildInfo) string {
	said := map[string]string{}
	for _, s := range info.Settings {
		said[s.Key] = s.Value
	}
	commit := "unknown commit"
	if revision := said["vcs.revision"]; revision != "" {
		commit = "commit " + revision[:min(12, len(revision))]
	}
	if said["vcs.modified"] == "true" {
		commit += " and changes"
	}
	return fmt.Sprintf("%s (%s, %s, %s/%s)", cmp.Or(info.Main.Version, "(devel)"), commit, info.GoVersion, runtime.GOOS, runtime.GOARCH)
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
