package practice

import (
	"fmt"
	"time"
)

// FileLife is how long a file that coach sent stays in Slack.
const FileLife = 24 * time.Hour

// A FileAsked is the message with a file that somebody asked for: the table
// behind a digest, or behind a report, or all that coach knows about them. What
// stands in the file is drawn when it is sent. It is deleted after [FileLife].
type FileAsked struct {
	Request string // the press; a redelivered one makes one file
	Person  PersonID
	Digest  *Digest      `json:",omitempty"`
	Report  *ReportAsked `json:",omitempty"`
	Own     bool         `json:",omitempty"` // it is what coach knows about the person
}

// A FileRefused is the message to somebody that Slack did not take the file
// that they asked for.
type FileRefused struct {
	Request string
	Person  PersonID
	Why     FileRefusal
	Own     bool `json:",omitempty"` // it was what coach knows about them
}

// A FileRefusal is why Slack did not take a file.
type FileRefusal string

// The refusals.
const (
	FilesFull      FileRefusal = "full"      // the workspace has no room left
	FilesOff       FileRefusal = "off"       // its administrators allow no such files
	FilesUngranted FileRefusal = "ungranted" // the app may not send files any more
	FileUntaken    FileRefusal = "untaken"   // for another reason
)

// About is the beginning of the keys of all files with the same content, such
// as file/7/digest/2/2026-03-09/ for the table of a digest.
func (f FileAsked) About() string {
	about := ""
	switch {
	case f.Digest != nil:
		about = f.Digest.Key()
	case f.Report != nil:
		about = f.Report.Key()
	case f.Own:
		about = "own"
	}
	return fmt.Sprintf("file/%d/%s/", f.Person, about)
}

// Key is one a press.
func (f FileAsked) Key() string { return f.About() + f.Request }

// Refused returns the message that the file was not taken.
func (f FileAsked) Refused(why FileRefusal) FileRefused {
	return FileRefused{Request: f.Request, Person: f.Person, Why: why, Own: f.Own}
}

// Key is one a press.
func (f FileRefused) Key() string { return fmt.Sprintf("file_refused/%d/%s", f.Person, f.Request) }

// Kind is KindAnswer.
func (FileAsked) Kind() NoticeKind { return KindAnswer }

// Kind is KindAnswer.
func (FileRefused) Kind() NoticeKind { return KindAnswer }

func (FileAsked) sealed()   {}
func (FileRefused) sealed() {}
