package files

import (
	_ "embed"
	"maps"
	"slices"
	"sync"

	"coach/practice"
)

//go:embed playbook.yaml
var defaultYAML []byte

const defaultName = "playbook.yaml"

// DefaultYAML returns the file behind [Default], comments included, for
// leaders to start their own from.
func DefaultYAML() []byte { return slices.Clone(defaultYAML) }

// Default returns the playbook that coach installs: twenty-four practices of
// which the core ones are on, inspect_review, and the records. Every caller
// gets a copy to which practices and calendars may be added.
func Default() *practice.Playbook {
	pb := *defaultPlaybook()
	pb.Practices = slices.Clone(pb.Practices)
	pb.Records = slices.Clone(pb.Records)
	pb.Calendars = maps.Clone(pb.Calendars)
	return &pb
}

var defaultPlaybook = sync.OnceValue(func() *practice.Playbook {
	pb, err := Load(defaultName, defaultYAML)
	if err != nil {
		panic("the embedded playbook has faults:\n" + err.Error())
	}
	return pb
})
