package files

import (
	"time"

	"coach/cadence"
)

// InterchangeVersion is the newest version of the interchange format that this
// coach reads, and the one that it writes.
const InterchangeVersion = 1

// InterchangeFormat is what the header of an interchange file calls its format.
const InterchangeFormat = "coach"

// A Line is one line of an interchange file: a struct of this package such as
// [PersonLine], whose fields are the line's keys in their order. The tag “key”
// of a field is its key. With “null” in it, what does not apply is null: an empty
// text, no date, no instant, the number 0, a nil slice or pointer. With “free”, a
// text may be empty. Any other text has a character at least, and a nil slice is
// an empty list. The tag “oneof” has the values that a text may have, and “of”
// the kind of line whose id a number is.
type Line interface {
	// Kind returns what the line says first, such as "person".
	Kind() string
}

// A Ref names a person in an interchange file: by the address in lower case
// where they have one, else by "#" and their number, as in "#17". An empty Ref
// is nobody.
type Ref string

// A HeaderLine is the first line of an interchange file.
type HeaderLine struct {
	Format  string    `key:"format"`
	Version int       `key:"version"`
	MadeAt  time.Time `key:"made_at"`
	Of      Ref       `key:"of,null"` // whose own data the file is; nobody for everything
	Private string    `key:"private" oneof:"included withheld"`
}

// What a header says of the notes that only their author and subject may read.
const (
	PrivateIncluded = "included"
	PrivateWithheld = "withheld"
)

// Kind is "header".
func (HeaderLine) Kind() string { return "header" }

// A SettingsLine is the workspace and the organisation's settings. A file has
// one.
type SettingsLine struct {
	Workspace          *Workspace        `key:"workspace,null"`
	Zone               string            `key:"zone,null"`
	RecognitionChannel string            `key:"recognition_channel,null"`
	Values             map[string]string `key:"values,free"` // every other setting by its name, as text
}

// A Workspace is the Slack workspace that a database belongs to.
type Workspace struct {
	ID   string `key:"id"`
	Name string `key:"name,free"`
}

// Kind is "settings".
func (SettingsLine) Kind() string { return "settings" }

// A PersonLine is a person with their preferences. In a person's own file, the
// others have a name and an address and nothing else.
type PersonLine struct {
	ID           int64        `key:"id"`
	Email        string       `key:"email,null"`
	Slack        string       `key:"slack,null"`
	Name         string       `key:"name,free"`
	Zone         string       `key:"zone,null"`
	Calendar     string       `key:"calendar,null"`
	Standing     string       `key:"standing" oneof:"unfound member guest outside gone"`
	Participates bool         `key:"participates"`
	FromFile     []string     `key:"from_file" oneof:"name zone"` // name and zone, where the people file gave them
	Admin        bool         `key:"admin"`
	Owner        bool         `key:"owner"`
	Preferences  *Preferences `key:"preferences"`
	Marks        *Marks       `key:"marks"`
	ErasedAt     time.Time    `key:"erased_at,null"`
}

// Preferences are what a person chose about coach's messages to them.
type Preferences struct {
	Morning     cadence.Clock  `key:"morning"`
	Days        []time.Weekday `key:"days,null"` // null for every working day
	Muted       []string       `key:"muted"`     // keys of practices
	Thanks      string         `key:"thanks,null" oneof:"public private"`
	WeeklyUntil cadence.Date   `key:"weekly_until,null"`
}

// Marks are how far coach has got with a person: what they were told of, and
// the days that were planned and bundled for them.
type Marks struct {
	Told       int          `key:"told"`
	ToldBefore int          `key:"told_before"`
	PlannedOn  cadence.Date `key:"planned_on,null"`
	BundledOn  cadence.Date `key:"bundled_on,null"`
}

// Kind is "person".
func (PersonLine) Kind() string { return "person" }
