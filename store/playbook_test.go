package store

import (
	"bytes"
	"errors"
	"testing"

	"coach/practice"
)

func TestPublishedPlaybooks(t *testing.T) {
	s := own(t)
	other := beside(t, s)
	if _, _, err := s.Playbook(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Fatalf("before anything is published: %v, want ErrNotFound", err)
	}
	if _, err := s.Roster(t.Context()); !errors.Is(err, ErrNotFound) {
		t.Errorf("a roster without a playbook: %v, want ErrNotFound", err)
	}
	renamed := bytes.Replace(playbookYAML, []byte("name: Visit"), []byte("name: Field visit"), 1)
	for i, edition := range []struct {
		by     *Store
		source []byte
		name   string
	}{{s, playbookYAML, "Visit"}, {other, renamed, "Field visit"}, {s, playbookYAML, "Visit"}} {
		version, err := edition.by.Publish(t.Context(), edition.source, monday, noon, 0)
		ok(t, err)
		if version != i+1 {
			t.Errorf("version %d is called %d", i+1, version)
		}
		for _, reader := range []*Store{s, other} {
			pb, version, err := reader.Playbook(t.Context())
			ok(t, err)
			p, _ := pb.Practice("visit", thursday)
			if version != i+1 || p.Name != edition.name || p.From != monday {
				t.Errorf("version %d is read as %d: %s from %s, want %s from %s", i+1, version, p.Name, p.From, edition.name, monday)
			}
		}
	}
}

func TestAPlaybookIsReadOnce(t *testing.T) {
	c := newCompany(t)
	first, _, err := c.Playbook(t.Context())
	ok(t, err)
	second, _, err := c.Playbook(t.Context())
	ok(t, err)
	if first != second {
		t.Error("the same version was read twice")
	}
}

func TestAPlaybookThatDoesNotLoadSaysWhichItIs(t *testing.T) {
	s := own(t)
	_, err := s.Publish(t.Context(), []byte("practices: [1]"), monday, noon, 0)
	ok(t, err)
	_, _, err = s.Playbook(t.Context())
	if _, faulty := errors.AsType[practice.Faults](err); !faulty || !bytes.Contains([]byte(err.Error()), []byte("playbook version 1")) {
		t.Errorf("the error is %v, want the faults of playbook version 1", err)
	}
}
