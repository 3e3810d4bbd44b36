package files

import (
	"time"

	"coach/cadence"
)

// A PersonMore is what [PersonLine] has no room for. It is written where it does
// not follow from the lines above.
type PersonMore struct {
	ID        int64        `key:"id" of:"person"`
	FileEmail string       `key:"file_email,null"`   // the address in the people file
	Former    string       `key:"former_slack,null"` // the Slack ID before the present one
	LostEmail string       `key:"lost_email,null"`   // the address that another account has now
	BegunOn   cadence.Date `key:"begun_on,null"`     // the first day on which they took part
	ActiveAt  time.Time    `key:"active_at,null"`    // when they last used anything of coach's
	Replan    bool         `key:"replan"`            // they are to be planned anew
	Left      Ref          `key:"left,null"`         // the manager whom they left lately for another
	LeftOn    cadence.Date `key:"left_on,null"`      // the first day under that other
}

// Kind is "person_more".
func (PersonMore) Kind() string { return "person_more" }

// A PlaybookWords is what owners wrote about a version when they published it.
type PlaybookWords struct {
	Version  int    `key:"version" of:"playbook"`
	Practice string `key:"practice,null"` // null for the version as a whole
	Words    string `key:"words,null"`
}

// Kind is "playbook_words".
func (PlaybookWords) Kind() string { return "playbook_words" }

// A HolidayMore is what the imported file calls a day off. It is written where
// the file has a name for it.
type HolidayMore struct {
	Calendar string       `key:"calendar,null"`
	On       cadence.Date `key:"on"`
	Name     string       `key:"name"`
}

// Kind is "holiday_more".
func (HolidayMore) Kind() string { return "holiday_more" }

// A SuggestionMore is when a suggestion was made, where that is known.
type SuggestionMore struct {
	ID     int64     `key:"id" of:"suggestion"`
	MadeAt time.Time `key:"made_at"`
}

// Kind is "suggestion_more".
func (SuggestionMore) Kind() string { return "suggestion_more" }

// An OccurrenceMore is after what its performer will do an occurrence, where
// they said so.
type OccurrenceMore struct {
	ID  int64  `key:"id" of:"occurrence"`
	Cue string `key:"cue"`
}

// Kind is "occurrence_more".
func (OccurrenceMore) Kind() string { return "occurrence_more" }

// An EntryMore is what [EntryLine] has no room for. It is written where
// something in it is not as the entry has it by itself.
type EntryMore struct {
	ID      int64             `key:"id" of:"entry"`
	Link    string            `key:"link,null"`    // the message it is about
	Channel string            `key:"channel,null"` // the team's channel that thanks went to
	Friday  bool              `key:"friday"`       // thanks that come in Friday's post
	Alone   []Ref             `key:"alone"`        // those thanked who like it to be theirs alone
	People  []Ref             `key:"people,null"`  // whom it is about or names; null: its subject and the people in its answers
	Metrics []string          `key:"metrics,null"` // fields that measures may count; null: by the form of its version
	Shapes  map[string]string `key:"shapes"`       // types of the fields whose answer is not of the type that its version says
	Settled []SettledMore     `key:"settled"`      // what was not settled at the instant that follows from its day
	Edits   []EditMore        `key:"edits"`        // one for each edit, or none where they all follow
}

// A SettledMore is when an entry settled an occurrence.
type SettledMore struct {
	Occurrence int64     `key:"occurrence" of:"occurrence"`
	At         time.Time `key:"at,null"`
}

// An EditMore is what [EntryEdit] has no room for.
type EditMore struct {
	Request string            `key:"request,null"`
	On      cadence.Date      `key:"on"` // the day of the edit, for its author
	Metrics []string          `key:"metrics,null"`
	Shapes  map[string]string `key:"shapes"`
}

// Kind is "entry_more".
func (EntryMore) Kind() string { return "entry_more" }

// An AskMore is what [AskLine] has no room for. It is written where it does not
// follow from the lines above.
type AskMore struct {
	ID         int64        `key:"id" of:"ask"`
	Round      int          `key:"round"`            // how often the entry had been edited
	WaitsUntil cadence.Date `key:"waits_until,null"` // the last day on which it is still asked
	AskedOn    cadence.Date `key:"asked_on,null"`    // the person's day of the message that asks
	KeptAt     time.Time    `key:"kept_at,null"`     // the author keeps what is not remembered
}

// Kind is "ask_more".
func (AskMore) Kind() string { return "ask_more" }

// An ActionMore is what [ActionLine] has no room for. It is written where it does
// not follow from the lines above.
type ActionMore struct {
	ID      int64        `key:"id" of:"action"`
	Request string       `key:"request,null"`
	Type    string       `key:"type,null" oneof:"look"` // look: a day on which to look at a focus again
	DueNow  cadence.Date `key:"due_now"`                // the day as it stands
	DoneBy  Ref          `key:"done_by,null"`           // who ticked it
}

// Kind is "action_more".
func (ActionMore) Kind() string { return "action_more" }

// A TopicMore is what [TopicLine] has no room for.
type TopicMore struct {
	ID      int64  `key:"id" of:"topic"`
	Request string `key:"request,null"`
	Link    string `key:"link,null"`
}

// Kind is "topic_more".
func (TopicMore) Kind() string { return "topic_more" }

// An ObstacleMore is what [ObstacleLine] has no room for. It is written where
// it does not follow from the lines above.
type ObstacleMore struct {
	ID       int64                `key:"id" of:"obstacle"`
	Request  string               `key:"request,null"`
	RaisedOn cadence.Date         `key:"raised_on"`
	Events   []ObstacleHappenMore `key:"events"` // one for each event but told
}

// An ObstacleHappenMore is what [ObstacleHappened] has no room for.
type ObstacleHappenMore struct {
	Request string       `key:"request,null"`
	On      cadence.Date `key:"on"`
}

// Kind is "obstacle_more".
func (ObstacleMore) Kind() string { return "obstacle_more" }

// A DigestMore is on which days a digest's words about help were said
// beforehand: one for each of its help.
type DigestMore struct {
	ID          int64          `key:"id" of:"digest"`
	PreviewedOn []cadence.Date `key:"previewed_on"`
}

// Kind is "digest_more".
func (DigestMore) Kind() string { return "digest_more" }

// A DigestHelpLine is a help that was said beforehand, of a digest that was not
// sent yet.
type DigestHelpLine struct {
	Subscription int64        `key:"subscription" of:"subscription"`
	To           cadence.Date `key:"to"`
	About        Ref          `key:"about"`
	Practices    []string     `key:"practices"`
	PreviewedOn  cadence.Date `key:"previewed_on"`
	PreviewedAt  time.Time    `key:"previewed_at,null"`
	Comment      string       `key:"comment,null"`
}

// Kind is "digest_help".
func (DigestHelpLine) Kind() string { return "digest_help" }

// A NoticeMore is what [NoticeLine] has no room for. It is written where it does
// not follow from the lines above.
type NoticeMore struct {
	ID        int64       `key:"id" of:"notice"`
	Class     string      `key:"class" oneof:"bundle answer subscription concern"`
	Person    Ref         `key:"person,null"`     // whose morning message it is
	Playbook  int         `key:"playbook,null"`   // the version that a morning message tells of
	Since     int         `key:"since,null"`      // the version its person was told of before
	Author    Ref         `key:"author,null"`     // who caused it
	HeldUntil time.Time   `key:"held_until,null"` // in civil time, until it may go
	Parts     []ShownPart `key:"parts"`           // of what it shows: what does not have a line of its own
}

// A ShownPart is the part of a morning message that shows an occurrence.
type ShownPart struct {
	Occurrence int64  `key:"occurrence" of:"occurrence"`
	Part       string `key:"part" oneof:"news week topics"`
}

// Kind is "notice_more".
func (NoticeMore) Kind() string { return "notice_more" }
