package files

import (
	"time"

	"coach/cadence"
)

// An EntryLine is what somebody logged, with what it settles, its answers and
// what stood in it before each edit.
type EntryLine struct {
	ID          int64        `key:"id"`
	Request     string       `key:"request"`
	Practice    string       `key:"practice"`
	Author      Ref          `key:"author"`
	Subject     Ref          `key:"subject,null"`
	HappenedOn  cadence.Date `key:"happened_on"`
	LoggedAt    time.Time    `key:"logged_at"`
	LoggedOn    cadence.Date `key:"logged_on"`
	Playbook    int          `key:"playbook" of:"playbook"`
	Settles     []Settled    `key:"settles"` // by occurrence
	WithdrawnAt time.Time    `key:"withdrawn_at,null"`
	Place       string       `key:"place,null" oneof:"channel private"` // where thanks went
	Answers     Answers      `key:"answers"`
	Edits       []EntryEdit  `key:"edits"`
}

// A Settled names an occurrence that an entry settles, and the day from which
// it does: the day it was logged, or the day of the edit that moved it there.
type Settled struct {
	Occurrence int64        `key:"occurrence" of:"occurrence"`
	On         cadence.Date `key:"on"`
}

// An EntryEdit is what stood in an entry before its author edited it.
type EntryEdit struct {
	At         time.Time    `key:"at"`
	Practice   string       `key:"practice"`
	Subject    Ref          `key:"subject,null"`
	HappenedOn cadence.Date `key:"happened_on"`
	Answers    Answers      `key:"answers"`
}

// Kind is "entry".
func (EntryLine) Kind() string { return "entry" }

// An AskLine is the question to somebody whether an entry matches what they
// remember, and their answer.
type AskLine struct {
	ID          int64        `key:"id"`
	Entry       int64        `key:"entry" of:"entry"`
	Person      Ref          `key:"person"`
	Why         string       `key:"why" oneof:"subject manager sample"`
	Settled     bool         `key:"settled"`
	AskedAt     time.Time    `key:"asked_at,null"`
	LapsesOn    cadence.Date `key:"lapses_on,null"`
	CancelledAt time.Time    `key:"cancelled_at,null"`
	Answer      *AskAnswer   `key:"answer,null"`
}

// An AskAnswer is what somebody answered to an ask. In the file of the entry's
// author, what it was worth to the other is [Withheld].
type AskAnswer struct {
	At       time.Time `key:"at"`
	Match    string    `key:"match" oneof:"yes like no"`
	Useful   int       `key:"useful,null"` // from 1 to 5
	Next     *bool     `key:"next,null"`
	Withheld Withheld  `withholds:"useful next"`
}

// Kind is "ask".
func (AskLine) Kind() string { return "ask" }

// An ActionLine is a next step, with its moves and who would cancel it.
type ActionLine struct {
	ID          int64          `key:"id"`
	Entry       int64          `key:"entry,null" of:"entry"`
	Author      Ref            `key:"author"`
	Owner       Ref            `key:"owner"`
	Subject     Ref            `key:"subject,null"`
	What        string         `key:"what,null"`
	MadeAt      time.Time      `key:"made_at"`
	Due         cadence.Date   `key:"due"` // the first
	Moves       []ActionMove   `key:"moves"`
	DoneAt      time.Time      `key:"done_at,null"`
	DoneOn      cadence.Date   `key:"done_on,null"`
	AgreedAt    time.Time      `key:"agreed_at,null"`
	Cancels     []ActionCancel `key:"cancels"`
	CancelledAt time.Time      `key:"cancelled_at,null"`
	DroppedAt   time.Time      `key:"dropped_at,null"`
}

// An ActionMove is a move of an action to another day.
type ActionMove struct {
	At time.Time    `key:"at"`
	By Ref          `key:"by"`
	To cadence.Date `key:"to"`
}

// An ActionCancel is one person's wish to cancel an action.
type ActionCancel struct {
	At time.Time `key:"at"`
	By Ref       `key:"by"`
}

// Kind is "action".
func (ActionLine) Kind() string { return "action" }

// A TopicLine is what a manager and a report want to talk about.
type TopicLine struct {
	ID        int64     `key:"id"`
	Manager   Ref       `key:"manager"`
	Report    Ref       `key:"report"`
	By        Ref       `key:"by"`
	Words     string    `key:"words,null"`
	RaisedAt  time.Time `key:"raised_at"`
	CoveredBy int64     `key:"covered_by,null" of:"entry"`
	DroppedAt time.Time `key:"dropped_at,null"`
}

// Kind is "topic".
func (TopicLine) Kind() string { return "topic" }

// An ObstacleLine is what is in the way of the work, with everything that
// happened to it.
type ObstacleLine struct {
	ID       int64              `key:"id"`
	RaisedBy Ref                `key:"raised_by"`
	Named    string             `key:"named" oneof:"all owner"` // who may read the raiser's name
	RaisedAt time.Time          `key:"raised_at"`
	Entry    int64              `key:"entry,null" of:"entry"`
	Link     string             `key:"link,null"`
	What     string             `key:"what,null"`
	Impact   string             `key:"impact,null"`
	Category string             `key:"category,null"`
	Affects  []Ref              `key:"affects"`
	History  []ObstacleHappened `key:"history"`
}

// An ObstacleHappened is an event of an obstacle. Which keys it has after
// Event, its event says: see [ObstacleKeys].
type ObstacleHappened struct {
	At      time.Time    `key:"at"`
	By      Ref          `key:"by,null"` // nobody for coach itself
	Event   string       `key:"event" oneof:"owned due updated told offered accepted declined resolved confirmed_gone reopened withdrawn"`
	Owner   Ref          `key:"owner,null"`
	Due     cadence.Date `key:"due,null"`
	Outcome string       `key:"outcome,null"`
	Words   string       `key:"words,null"`
	Prevent string       `key:"prevent,null"`
}

// ObstacleKeys are the keys that an event of an obstacle has after “event”, by
// the event. “told” is that the raiser was told of the event before it.
var ObstacleKeys = map[string][]string{
	"owned":          {"owner", "due"},
	"due":            {"due"},
	"updated":        {"words"},
	"told":           {},
	"offered":        {"owner"},
	"accepted":       {"owner", "due"},
	"declined":       {},
	"resolved":       {"outcome", "words", "prevent"},
	"confirmed_gone": {},
	"reopened":       {},
	"withdrawn":      {},
}

// Kind is "obstacle".
func (ObstacleLine) Kind() string { return "obstacle" }
