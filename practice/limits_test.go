package practice

import (
	"errors"
	"slices"
	"testing"
)

func TestOneThankYouReachesTenPeople(t *testing.T) {
	p, _ := Default().Practice(RecognitionKey, 0)
	people := []Person{{ID: 1, Standing: Member}}
	e := Entry{Practice: p.Key, Author: 1, HappenedOn: date(3, 5), Values: Values{RecognitionWhat: {Text: "Stayed late"},
		RecognitionValue: {Text: "Teamwork"}, "impact": {Text: "It shipped"}, ShareWhere: {Text: ShareWithThem}}}
	for range ThankedMost + 1 {
		id := PersonID(len(people) + 1)
		people = append(people, Person{ID: id, Standing: Member})
		v := e.Values[RecognitionWho]
		v.People = append(v.People, id)
		e.Values[RecognitionWho] = v
	}
	r := NewRoster(people, nil, Default())
	ps, _ := errors.AsType[Problems](e.Validate(p, r, date(3, 5)))
	if !slices.Equal(ps, Problems{TooManyThanked()}) {
		t.Errorf("eleven people: %v", ps)
	}
	e.Values[RecognitionWho] = Value{People: e.Values[RecognitionWho].People[1:]}
	if err := e.Validate(p, r, date(3, 5)); err != nil {
		t.Errorf("ten people: %v", err)
	}
}
