package practice_test

import (
	"errors"
	"slices"
	"testing"

	"coach/files"
	"coach/practice"
)

func TestOneThankYouReachesTenPeople(t *testing.T) {
	p, _ := files.Default().Practice(practice.RecognitionKey, 0)
	people := []practice.Person{{ID: 1, Account: practice.Member}}
	e := practice.Entry{Practice: p.Key, Author: 1, HappenedOn: date(3, 5), Values: practice.Values{practice.RecognitionWhat: {Text: "Stayed late"},
		practice.RecognitionValue: {Text: "Teamwork"}, "impact": {Text: "It shipped"}, practice.ShareWhere: {Text: practice.ShareWithThem}}}
	for range practice.ThankedMost + 1 {
		id := practice.PersonID(len(people) + 1)
		people = append(people, practice.Person{ID: id, Account: practice.Member})
		v := e.Values[practice.RecognitionWho]
		v.People = append(v.People, id)
		e.Values[practice.RecognitionWho] = v
	}
	r := practice.NewRoster(people, nil, files.Default())
	ps, _ := errors.AsType[practice.Problems](e.Validate(p, r, date(3, 5)))
	if !slices.Equal(ps, practice.Problems{practice.TooManyThanked()}) {
		t.Errorf("eleven people: %v", ps)
	}
	e.Values[practice.RecognitionWho] = practice.Value{People: e.Values[practice.RecognitionWho].People[1:]}
	if err := e.Validate(p, r, date(3, 5)); err != nil {
		t.Errorf("ten people: %v", err)
	}
}
