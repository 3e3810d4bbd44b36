package practice

import (
	"cmp"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"coach/cadence"
)

// An Entry is a log of one performance of a practice, written by its
// performer.
type Entry struct {
	ID         EntryID
	Request    string // the submission it came from; unique together with the subject, so that a redelivered form logs once
	Practice   string // key
	Author     PersonID
	Subject    PersonID     // for scope report; else nobody
	HappenedOn cadence.Date // as stated
	LoggedAt   time.Time    // set by coach, never edited
	LoggedOn   cadence.Date // LoggedAt as a date in the author's time zone
	Values     Values
	Link       string // the address of the message that it is about; may be empty
	Version    int    // of the playbook it was written with; set by the store
	Edits      int    // how often its author has edited it
	Withdrawn  bool   // taken back by its author: it counts nowhere
	Agenda     Agenda
	Shared     Sharing   // of a recognition: where the thanks went
	Contest    SessionID // of a recognition: the contest whose winners it thanks; 0 for none
}

// UndoFor is how long an author can take an entry back.
const UndoFor = 24 * time.Hour

// Values are the answers of a form by field key.
type Values map[string]Value

// A Value is the answer to one field. The field's type says which member holds
// it.
type Value struct {
	Text   string       `json:"text,omitempty"`   // text, long_text, select, rating, yes_no, number, url
	Many   []string     `json:"many,omitempty"`   // multi_select
	People []PersonID   `json:"people,omitempty"` // user, multi_user
	Date   cadence.Date `json:"date,omitzero"`    // date
	Rows   []Row        `json:"rows,omitempty"`   // actions, sessions, obstacle

	Reviews map[ObstacleID]string `json:"reviews,omitempty"` // obstacle_list: what became of each

	As FieldType `json:"as,omitempty"` // what the rows are, where they are kept although the field asks for something else
}

// A Row is one line of an answer that has several: an action, a session, an
// obstacle.
type Row struct {
	What  string       `json:"what"`
	Due   cadence.Date `json:"due,omitzero"`    // of a session its day, of a contest its first
	Owner PersonID     `json:"owner,omitempty"` // for actions nobody means the person coached; of a session who delivers it
	Until cadence.Date `json:"until,omitzero"`  // the last day of a contest
	At    string       `json:"at,omitempty"`    // the time of a session, as 15:04
}

// IsZero reports whether nothing was answered.
func (v Value) IsZero() bool {
	return v.Text == "" && len(v.Many) == 0 && len(v.People) == 0 && v.Date == 0 && len(v.Rows) == 0 && len(v.Reviews) == 0
}

// A Problem is one mistake in one field of a form, in words that its author
// can act on. It is shown at that field.
type Problem struct {
	Field string // a field's path: did_well, plan.0.due, or one of the fields every form has
	Text  string
}

// Problems are all mistakes in a form at once. They are an error only when not
// empty.
type Problems []Problem

func (ps Problems) Error() string {
	said := make([]string, len(ps))
	for i, p := range ps {
		said[i] = p.Field + ": " + p.Text
	}
	return strings.Join(said, "; ")
}

// Paths of the fields every form has.
const (
	FieldPerson = "person_about" // the report, for scope report
	FieldDate   = "happened_on"
	FieldWhich  = "which_occurrence" // the occurrence that is meant, where there are several
)

// SubjectField returns the path of the input for an entry's subject: the first
// field of a bulk form that takes several people, and for any other practice
// the person field that every form has.
func (p *Practice) SubjectField() string {
	i := slices.IndexFunc(p.Form, func(f Field) bool { return p.Bulk && f.Type == MultiUser })
	if i < 0 {
		return FieldPerson
	}
	return p.Form[i].Key
}

// longestAgo is how many days before today an entry may have happened: far
// enough for a late entry about the longest period, near enough to catch a
// mistyped year.
const longestAgo = 400

// Validate checks the entry against the form of its practice, as of today in
// the author's time zone. The error is [Problems].
func (e Entry) Validate(p *Practice, r *Roster, today cadence.Date) error {
	var ps Problems
	add := func(field, format string, args ...any) {
		ps = append(ps, Problem{field, fmt.Sprintf(format, args...)})
	}
	switch {
	case e.HappenedOn == 0:
		add(FieldDate, textNoDay)
	case e.HappenedOn > today:
		add(FieldDate, textDayToCome)
	case e.HappenedOn < today-longestAgo:
		add(FieldDate, textDayLongAgo)
	}
	subject := p.SubjectField()
	if p.Scope == ScopeReport {
		switch {
		case e.Subject == 0:
			add(subject, textNoPerson)
		case e.Subject == e.Author:
			add(subject, textYourself)
		case !MayCoach(r, e.Author, e.Subject, e.HappenedOn, today):
			add(subject, textNotTheirs, r.Person(e.Subject).Name)
		}
	}
	if p.Key == RecognitionKey && len(e.Recipients()) > ThankedMost {
		ps = append(ps, TooManyThanked())
	}
	for _, f := range p.Form {
		if f.Key == subject {
			continue // the entry's subject is the answer
		}
		f.Required = f.Needs(e.Values)
		for _, problem := range f.check(e.Values[f.Key], e.Author) {
			add(problem.Field, "%s", problem.Text)
		}
		for i, row := range e.Values[f.Key].Rows {
			if f.Type == Actions && row.Due != 0 && row.Due < e.HappenedOn {
				add(fmt.Sprintf("%s.%d.due", f.Key, i), textStepTooEarly)
			}
			if (f.Type == Sessions || f.Type == ObstacleNew) && row.Owner != 0 && row.Owner != e.Author && !MayBeThanked(r, row.Owner, today) {
				add(fmt.Sprintf("%s.%d.owner", f.Key, i), textNotNamed, r.Person(row.Owner).Name)
			}
		}
		for _, id := range e.Values[f.Key].People {
			if id != e.Author && !mayName(r, p, e, id, today) {
				add(f.Key, textNotNamed, r.Person(id).Name)
			}
		}
	}
	ps = append(ps, p.unanswered(e.Values)...)
	if len(ps) > 0 {
		return ps
	}
	return nil
}

// mayName reports whether an answer may name the person: anybody who can be
// thanked for a practice of everyone, else one of the author's own people.
func mayName(r *Roster, p *Practice, e Entry, id PersonID, today cadence.Date) bool {
	if slices.Contains(p.Levels, Everyone) {
		return MayBeThanked(r, id, today)
	}
	return MayCoach(r, e.Author, id, e.HappenedOn, today)
}

// check returns the mistakes in an answer.
func (f Field) check(v Value, author PersonID) Problems {
	if v.IsZero() {
		if f.Required && f.Type != ObstacleList { // there may be no open obstacle to report on
			return Problems{{f.firstPath(), f.wanted()}}
		}
		return nil
	}
	problem := func(format string, args ...any) Problems {
		return Problems{{f.Key, fmt.Sprintf(format, args...)}}
	}
	switch f.Type {
	case Text, LongText, URL:
		if limit := f.maxRunes(); utf8.RuneCountInString(v.Text) > limit {
			return problem(textTooLong, limit, utf8.RuneCountInString(v.Text))
		}
		if f.Type == URL && !IsLink(v.Text) {
			return problem(textNoLink)
		}
	case Number:
		return f.checkNumber(v.Text)
	case Select, MultiSelect:
		for _, choice := range append(slices.Clone(v.Many), v.Text) {
			if choice != "" && !slices.Contains(f.OptionValues(), choice) {
				return problem(textNoChoice, choice)
			}
		}
	case Rating:
		if !slices.Contains(f.Offers(), v.Text) {
			return problem(textNoRating)
		}
	case YesNo:
		if v.Text != "yes" && v.Text != "no" {
			return problem(textNoYes)
		}
	case User, MultiUser:
		if slices.Contains(v.People, author) {
			return problem(textYourself)
		}
	case Actions, Sessions, ObstacleNew:
		return f.checkRows(v.Rows)
	case ObstacleList:
		for id, choice := range v.Reviews {
			if !slices.Contains([]ReviewChoice{ReviewOpen, ReviewTake, ReviewResolved, ReviewPassUp}, ReviewChoice(choice)) {
				return Problems{{fmt.Sprintf("%s.%d", f.Key, id), textPickOne}}
			}
		}
	}
	return nil
}

func (f Field) maxRunes() int {
	if f.Type == LongText {
		return LongTextMax
	}
	return TextMax
}

// firstPath returns the path at which a missing answer is reported: a field of
// rows has no input of its own.
func (f Field) firstPath() string {
	switch f.Type {
	case Actions, Sessions, ObstacleNew:
		return f.Key + ".0.what"
	}
	return f.Key
}

func (f Field) wanted() string {
	switch f.Type {
	case Select, Rating, YesNo, MultiSelect:
		return textPickOne
	case User, MultiUser:
		return textPickPerson
	case DateField:
		return textPickDay
	case Number:
		return textNoNumber
	case Actions:
		return textNoStep
	default:
		return textFewWords
	}
}

func (f Field) checkNumber(text string) Problems {
	n, err := strconv.ParseFloat(text, 64)
	say := func(format string, args ...any) Problems { return Problems{{f.Key, fmt.Sprintf(format, args...)}} }
	switch {
	case err != nil || math.IsNaN(n) || math.IsInf(n, 0):
		return say(textNoNumber)
	case !f.Decimal && n != math.Trunc(n):
		return say(textNoWholeNumber)
	case f.Min != nil && n < *f.Min:
		return say(textTooSmall, number(*f.Min))
	case f.Max != nil && n > *f.Max:
		return say(textTooGreat, number(*f.Max))
	}
	return nil
}

// Holds reports whether a field of type number accepts the text as its answer.
func (f Field) Holds(text string) bool { return len(f.checkNumber(text)) == 0 }

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (f Field) checkRows(rows []Row) Problems {
	var ps Problems
	for i, row := range rows {
		path := fmt.Sprintf("%s.%d", f.Key, i)
		switch {
		case strings.TrimSpace(row.What) == "" && f.Type == Sessions:
			ps = append(ps, Problem{path + ".what", textNoTopic})
		case strings.TrimSpace(row.What) == "" && row.Due != 0:
			ps = append(ps, Problem{path + ".what", textNoWhat})
		case utf8.RuneCountInString(row.What) > TextMax:
			ps = append(ps, Problem{path + ".what", fmt.Sprintf(textWhatTooLong, TextMax)})
		case f.Type == Actions && row.Due == 0:
			ps = append(ps, Problem{path + ".due", textNoDue})
		case f.Type == Sessions:
			ps = append(ps, f.checkSession(path, row)...)
		case f.Type == ObstacleNew && row.Owner != 0 && row.Due == 0:
			ps = append(ps, Problem{path + ".due", textNoOwnedDue})
		}
	}
	if least := f.LeastRows(); len(rows) < least {
		ps = append(ps, Problem{fmt.Sprintf("%s.%d.what", f.Key, len(rows)),
			fmt.Sprintf(textTooFewRows, InWords(least-len(rows)), InWords(least))})
	}
	return ps
}

// checkSession returns the mistakes in the days and the time of a session or a
// contest.
func (f Field) checkSession(path string, row Row) Problems {
	_, err := cadence.ParseClock(row.At)
	switch {
	case row.Due == 0:
		return Problems{{path + ".due", textPickDay}}
	case row.At != "" && err != nil:
		return Problems{{path + ".at", textPickTime}}
	case f.Contests() && row.Until == 0:
		return Problems{{path + ".until", textPickDay}}
	case f.Contests() && row.Until < row.Due:
		return Problems{{path + ".until", textEndsBefore}}
	}
	return nil
}

// LeastRows returns the least number of rows in an answer: one, unless the
// field requires more.
func (f Field) LeastRows() int {
	if f.Min == nil || f.Type == ObstacleNew {
		return 1
	}
	return max(1, int(*f.Min))
}

// MaxRows is the most rows of actions, sessions or obstacles that any form has.
const MaxRows = 20

// MostRows returns the greatest number of rows in an answer.
func (f Field) MostRows() int {
	switch {
	case f.Max == nil && f.Type == ObstacleNew:
		return 1
	case f.Max == nil:
		return MaxRows
	}
	return min(int(*f.Max), MaxRows)
}

// IsLink reports whether a text is the full address of a web page.
func IsLink(text string) bool {
	u, err := url.Parse(text)
	return err == nil && u.Scheme == "https" && u.Host != "" && !strings.ContainsAny(text, "|<> ")
}

// Recipients returns the people whom a recognition thanks, or whom an
// in-the-moment entry is about: the answer to the "who" field.
func (e Entry) Recipients() []PersonID { return e.Values[RecognitionWho].People }

// Recognition's own keys: coach shares recognition, so it knows this one form.
const (
	RecognitionKey   = "recognition"
	RecognitionWho   = "person"
	RecognitionWhat  = "behaviour"
	RecognitionValue = "value"
	ShareWhere       = "where"
)

// Where a recognition can go: the values of [ShareWhere].
const (
	ShareInChannel = "channel"
	ShareWithThem  = "private"
)

// IsPrivate reports whether a recognition is for its recipients' eyes only:
// where it went, or before that is decided, what its giver chose. Without a
// clear answer it is private: thanks meant for one person cannot be taken back
// from a channel.
func (e Entry) IsPrivate() bool {
	return cmp.Or(e.Shared.Place, e.Values[ShareWhere].Text) != ShareInChannel
}
