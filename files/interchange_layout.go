package files

import (
	"reflect"
	"strings"
	"sync"
	"time"

	"coach/cadence"
)

// A member is a key of an object in an interchange file, as the tags of its
// field say.
type member struct {
	key   string
	index int      // of the field
	null  bool     // what does not apply is null
	free  bool     // a text may be empty
	oneOf []string // the values that a text may have; nil for any
	of    string   // the kind of line whose id a number is; empty for none
}

// A layout is how the objects of a struct are written.
type layout struct {
	members  []member
	keys     []string // of the members, in their order
	withheld int      // the index of the field that says what is withheld; -1 for none
	gives    []string // the keys whose values give way to it; nil for all
}

// gaveWay reports whether a key's value gives way to what is withheld.
func (l *layout) gaveWay(key string) bool {
	for _, k := range l.gives {
		if k == key {
			return true
		}
	}
	return false
}

var layouts sync.Map // of *layout, by reflect.Type

// layoutOf returns how the objects of a struct are written.
func layoutOf(t reflect.Type) *layout {
	if known, ok := layouts.Load(t); ok {
		return known.(*layout)
	}
	l := &layout{withheld: -1}
	for i := range t.NumField() {
		field := t.Field(i)
		if gives, withholds := field.Tag.Lookup("withholds"); withholds {
			l.withheld = i
			if gives != "all" {
				l.gives = strings.Fields(gives)
			}
			continue
		}
		key, options, _ := strings.Cut(field.Tag.Get("key"), ",")
		l.keys = append(l.keys, key)
		l.members = append(l.members, member{key: key, index: i, null: options == "null", free: options == "free",
			oneOf: strings.Fields(field.Tag.Get("oneof")), of: field.Tag.Get("of")})
	}
	layouts.Store(t, l)
	return l
}

// ofEvent returns the members of an event of an obstacle.
func (l *layout) ofEvent(event string) (members []member) {
	members = append(members, l.members[:eventMembers]...)
	for _, key := range ObstacleKeys[event] {
		for _, c := range l.members[eventMembers:] {
			if c.key == key {
				members = append(members, c)
			}
		}
	}
	return members
}

// eventMembers are the members that every event has: at, by and event.
const eventMembers = 3

// The types that have a form of their own.
var (
	instantType  = reflect.TypeFor[time.Time]()
	dateType     = reflect.TypeFor[cadence.Date]()
	clockType    = reflect.TypeFor[cadence.Clock]()
	weekdayType  = reflect.TypeFor[time.Weekday]()
	refType      = reflect.TypeFor[Ref]()
	rawType      = reflect.TypeFor[RawJSON]()
	answersType  = reflect.TypeFor[Answers]()
	happenedType = reflect.TypeFor[ObstacleHappened]()
)

// instantLayout writes an instant; dates are as [cadence.Date] writes them.
const instantLayout = "2006-01-02T15:04:05.000Z"

// weekdayNames are how the days of a week are written, from Sunday on.
var weekdayNames = []string{"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"}
