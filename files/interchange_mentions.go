package files

import (
	"iter"
	"reflect"
)

// Mentions returns the people whom a line names, and whatever else stands where
// a line may name people, such as the options of an answer.
func Mentions(line Line) iter.Seq[Ref] {
	return func(yield func(Ref) bool) { mentions(reflect.Indirect(reflect.ValueOf(line)), yield) }
}

// mentions yields the Refs in a value, and reports whether more are wanted.
func mentions(v reflect.Value, yield func(Ref) bool) bool {
	switch {
	case v.Type() == refType:
		return v.Len() == 0 || yield(Ref(v.String()))
	case v.Type() == answersType:
		return mentionsIn(v.Interface().(Answers), yield)
	case v.Type() == instantType:
		return true
	}
	switch v.Kind() {
	case reflect.Pointer:
		return v.IsNil() || mentions(v.Elem(), yield)
	case reflect.Struct:
		for i := range v.NumField() {
			if !mentions(v.Field(i), yield) {
				return false
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			if !mentions(v.Index(i), yield) {
				return false
			}
		}
	}
	return true
}

func mentionsIn(all Answers, yield func(Ref) bool) bool {
	for _, a := range all {
		for _, one := range a.Many {
			if !yield(Ref(one)) {
				return false
			}
		}
		for _, rows := range []any{a.Actions, a.Sessions, a.Obstacle} {
			if !mentions(reflect.ValueOf(rows), yield) {
				return false
			}
		}
	}
	return true
}
