package main

import (
	"strings"
	"testing"
)

func TestDemoRefusesAPeopleFileAsTheImportDoes(t *testing.T) {
	for name, c := range map[string]struct{ people, says string }{
		"a circle":        {"email,manager_email\na@x.example,b@x.example\nb@x.example,a@x.example\n", "input:3: a@x.example reports to b@x.example, who reports to a@x.example."},
		"nobody":          {"email,name\n", "names nobody. Add a row"},
		"no such manager": {"email,manager_email\na@x.example,z@x.example\n", "input:2: The manager z@x.example has no row."},
		"no such zone":    {"email,time_zone\na@x.example,Mars/Base\n", "input:2: “Mars/Base” is not a time zone."},
		"no email":        {"name\nAna\n", "input:1: "},
	} {
		_, err := demoCommand{People: written(t, c.people)}.company()
		if bad, ok := err.(problems); !ok || !strings.Contains(bad.Error(), c.says) || !strings.Contains(bad.Error(), "start the demo again") && name != "no email" {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}
