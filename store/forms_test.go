package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMoreQuestionsStayOpenForOnePersonAndPractice(t *testing.T) {
	s := newCompany(t)
	for _, open := range []bool{true, true, false, false} {
		ok(t, s.KeepOpen(t.Context(), s.ana, "visit", open))
		mine, err := s.KeepsOpen(t.Context(), s.ana, "visit")
		ok(t, err)
		other, err := s.KeepsOpen(t.Context(), s.ana, "meeting")
		ok(t, err)
		if mine != open || other {
			t.Errorf("kept open %t: %t, and another form %t", open, mine, other)
		}
	}
}

func TestWordsAreKeptWithTheirVersion(t *testing.T) {
	s := newCompany(t)
	words := Words{Why: "Less at once", Helps: map[string]string{"visit": "Steps are kept"}}
	_, version, err := s.Playbook(t.Context())
	ok(t, err)
	next, err := s.PublishWith(t.Context(), version, playbookYAML, 0, noon, 0, words)
	ok(t, err)
	about, err := s.WordsAbout(t.Context())
	ok(t, err)
	if diff := cmp.Diff(map[int]Words{next: words}, about); diff != "" {
		t.Error(diff)
	}
}
