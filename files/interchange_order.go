package files

import (
	"encoding/binary"
	"reflect"
	"slices"
	"strings"
)

// interchangeKinds are the kinds of line in the order of a file. Those after
// audit have what the ones before have no room for.
var interchangeKinds = []Line{
	HeaderLine{}, SettingsLine{}, PersonLine{}, PlaybookLine{}, HolidayLine{}, ReportingLine{}, LeaveLine{}, ClaimLine{},
	PledgeLine{}, SuggestionLine{}, DraftLine{}, SubscriptionLine{}, OccurrenceLine{}, EntryLine{}, AskLine{}, ActionLine{},
	TopicLine{}, ObstacleLine{}, DigestLine{}, NoticeLine{}, AuditLine{},
	PersonMore{}, PlaybookWords{}, HolidayMore{}, SuggestionMore{}, OccurrenceMore{}, EntryMore{}, AskMore{}, ActionMore{},
	TopicMore{}, ObstacleMore{}, DigestMore{}, DigestHelpLine{}, NoticeMore{},
	TeamLine{}, AgendaLine{}, AgendaNews{}, SessionLine{}, VisitLine{}, StandInLine{}, FocusLine{}, TimeRequestLine{}, PlanLine{},
	OpenQuestions{}, QuestionLine{}, PatternLine{}, ContradictionLine{}, ThanksAsked{}, TurnLine{}, SentFileLine{},
}

// Kinds returns a line of each kind without anything in it, in the order in which
// kinds stand in a file.
func Kinds() []Line { return slices.Clone(interchangeKinds) }

// A lineKind is a kind of line: its place in the order of kinds, and its
// struct.
type lineKind struct {
	place int
	of    reflect.Type
	byID  bool // its first key is an id of its own, or a version
}

// lineKinds are the kinds by their names.
var lineKinds = func() map[string]lineKind {
	kinds := map[string]lineKind{}
	for i, l := range interchangeKinds {
		t := reflect.TypeOf(l)
		key := layoutOf(t).keys[0]
		kinds[l.Kind()] = lineKind{i, t, key == "id" || key == "version" && l.Kind() == "playbook"}
	}
	return kinds
}()

// A sortKey is what lines of a kind without ids are sorted by. Those of two
// lines compare as the lines do.
type sortKey struct{ strings.Builder }

func (k *sortKey) number(n int64) *sortKey {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	k.Write(b[:])
	return k
}

func (k *sortKey) text(s string) *sortKey {
	k.WriteString(s)
	k.WriteByte(0)
	return k
}

// orderOf returns what a line without an id is sorted by; people by their
// numbers.
func (k *known) orderOf(line Line) string {
	key := &sortKey{}
	who := func(r Ref) *sortKey { return key.number(k.people[r]) }
	switch l := line.(type) {
	case HolidayLine:
		key.text(l.Calendar).number(int64(l.On))
	case PledgeLine:
		who(l.Person).number(int64(l.Version))
	case DraftLine:
		who(l.Person)
	case PlaybookWords:
		key.number(int64(l.Version)).text(l.Practice)
	case HolidayMore:
		key.text(l.Calendar).number(int64(l.On))
	case DigestHelpLine:
		key.number(l.Subscription).number(int64(l.To))
		who(l.About)
	case TeamLine:
		who(l.Manager)
	case AgendaNews:
		key.number(l.Entry).number(l.Agenda)
	case PlanLine:
		key.number(l.Entry)
	case OpenQuestions:
		who(l.Person).text(l.Practice)
	case QuestionLine:
		who(l.Person).text(l.Question).number(l.About).number(int64(l.AskedOn))
	case PatternLine:
		who(l.Person).text(l.Practice).number(int64(l.Quarter))
	case ContradictionLine:
		who(l.Person).text(l.Type)
	case ThanksAsked:
		who(l.Person)
	case TurnLine:
		who(l.Author)
	}
	return key.String()
}
