package files

import (
	"time"

	"coach/cadence"
)

// A DigestLine is what a digest said of the week it was about.
type DigestLine struct {
	ID           int64        `key:"id"`
	Subscription int64        `key:"subscription" of:"subscription"`
	From         cadence.Date `key:"from"`
	To           cadence.Date `key:"to"`
	At           time.Time    `key:"at"`
	Done         Share        `key:"done"`
	InTime       Share        `key:"in_time"`
	Help         []DigestHelp `key:"help"` // by person
}

// A Share is a part of a whole, such as three of four occurrences.
type Share struct {
	Part  int `key:"part"`
	Whole int `key:"whole"`
}

// A DigestHelp is where a digest says that help may be useful, and what the
// person said of it beforehand.
type DigestHelp struct {
	About       Ref       `key:"about"`
	Practices   []string  `key:"practices"`
	PreviewedAt time.Time `key:"previewed_at,null"`
	Comment     string    `key:"comment,null"`
}

// Kind is "digest".
func (DigestLine) Kind() string { return "digest" }

// A NoticeLine is a message that coach sends or has sent: its identity, where
// it is, and never its words.
type NoticeLine struct {
	ID          int64     `key:"id"`
	Key         string    `key:"key"`
	Type        string    `key:"type"`
	Body        RawJSON   `key:"body,null"` // an object; null once it was swept
	State       string    `key:"state" oneof:"queued held carried sending sent dropped failed"`
	Reason      string    `key:"reason,null"`
	Token       string    `key:"token,null"`
	NotBefore   time.Time `key:"not_before,null"`
	AttemptedAt time.Time `key:"attempted_at,null"`
	Channel     string    `key:"channel,null"`
	TS          string    `key:"ts,null"`
	Shows       []int64   `key:"shows" of:"occurrence"` // occurrences
	Changes     int       `key:"changes"`
	Drawn       int       `key:"drawn"`
}

// Kind is "notice".
func (NoticeLine) Kind() string { return "notice" }

// An AuditLine is a deed of somebody who runs or owns coach.
type AuditLine struct {
	ID     int64     `key:"id"`
	At     time.Time `key:"at"`
	By     Ref       `key:"by,null"` // nobody for whoever runs coach
	Deed   string    `key:"deed"`
	Detail string    `key:"detail,null"`
}

// Kind is "audit".
func (AuditLine) Kind() string { return "audit" }

// RawJSON is a JSON value that the format does not look into: a draft's edits
// or a notice's body. It is written in the format's own form: without spaces,
// and with its escapes.
type RawJSON []byte
