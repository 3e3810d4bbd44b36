package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
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
