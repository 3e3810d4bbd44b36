package view

import (
	"cmp"
	"strconv"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
)

// AuditFacts is the data behind a page of the audit.
type AuditFacts struct {
	Lines []AuditLine
	First bool  // it is the newest page
	Older int64 // the line before which the next page ends; 0 for no further page
	Zone  *time.Location
}

// An AuditLine is a line of the audit, with names in place of the numbers of
// people.
type AuditLine struct {
	At           time.Time
	By           string // empty for whoever runs coach
	Deed, Detail string
}

// AuditMost is how many lines a page of the audit has.
const AuditMost = 20

// Audit is a page of the audit, newest first, for the owners of the playbook.
func Audit(f AuditFacts) slack.ModalViewRequest {
	blocks := []slack.Block{kit.Aside("Who changed rights, settings and the playbook, brought data in or took it out, did something on another's behalf, was refused, or read data of others by name. Nobody's words, no reasons and no days of leave are in it.")}
	if len(f.Lines) == 0 {
		blocks = append(blocks, kit.Line(kit.Text("There's nothing here yet.")))
	}
	day := ""
	for _, l := range f.Lines {
		at := l.At.In(f.Zone)
		if on := at.Format("Monday 2 January 2006"); on != day {
			day = on
			blocks = append(blocks, kit.Heading(on))
		}
		said := at.Format("15:04") + " · " + kit.OneLine(cmp.Or(l.By, "Whoever runs coach")) + " · " + l.Deed
		if l.Detail != "" {
			said += " · " + l.Detail
		}
		blocks = append(blocks, kit.Line(kit.Text(kit.Flat(said))))
	}
	var buttons []*slack.ButtonBlockElement
	if f.Older != 0 {
		buttons = append(buttons, kit.Button(ActionAuditPage, strconv.FormatInt(f.Older, 10), "Older", "Older lines of the audit"))
	}
	if !f.First {
		buttons = append(buttons, kit.Button(ActionAuditNewest, "", "Newest", "The newest lines of the audit"))
	}
	if len(buttons) > 0 {
		blocks = append(blocks, kit.Buttons(buttons...))
	}
	return kit.Modal(PageAudit, "Audit", "", blocks...)
}
