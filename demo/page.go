package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"coach/cadence"
	"coach/sandbox"
)

// page is the workspace for people. coach reaches it another way, so nobody who
// opens the page's port finds Slack's API there.
func (d *session) page() http.Handler {
	return d.workspace.Page(sandbox.PageOptions{
		Title: d.Name, As: d.handles[d.visitor], Start: "dm", AnyAddress: d.anyAddress,
		Jumps: []sandbox.Jump{
			d.jump("Next morning", func(today cadence.Date) time.Time { return d.calendar.Add(today, 1).At(visitTime, d.zone) }),
			d.jump("Next Monday", func(today cadence.Date) time.Time {
				return cadence.Rhythm{Cadence: cadence.Weekly}.Period(today+7, cadence.Fiscal{}, time.Monday).Start.At(9*60+5, d.zone)
			}),
		},
		Hints: d.hints(),
	})
}

// jump is a button that moves the clock to a time of a later day.
func (d *session) jump(label string, to func(today cadence.Date) time.Time) sandbox.Jump {
	return sandbox.Jump{Label: label, Do: func(ctx context.Context, report func(string)) error {
		select {
		case <-d.ready:
			return d.advance(ctx, to(cadence.DateOf(d.clock.now().In(d.zone))), report)
		default:
			return errors.New("the weeks before your visit are still going by, try again in a few seconds")
		}
	}}
}

// hints lead a visitor through what their part can do.
func (d *session) hints() (hints []sandbox.Hint) {
	visitor, top := d.firstName(d.visitor), d.firstName(d.top)
	as := d.handles[d.visitor]
	if d.leads[d.visitor] {
		hints = append(hints,
			sandbox.Hint{Text: "You are " + visitor + ", and coach has just said good morning. Press Log on one of its lines.", Done: "button log", As: as},
			sandbox.Hint{Text: "Fill in what you did and press Log it. If you have closed the form, press Log again.", Done: "submit log_form", As: as})
	}
	thank := "Thank somebody: type /coach recognize below, and look into #wins."
	if len(hints) == 0 {
		thank = "You are " + visitor + ". " + thank
	}
	hints = append(hints, sandbox.Hint{Text: thank, Done: "command /coach recognize", As: as})
	if len(d.leads) > 0 && (d.leads[d.visitor] || d.visitor == d.top) {
		hints = append(hints, sandbox.Hint{Text: "Press Next Monday above, then read the week in #leaders.", Done: "jump Next Monday"})
	}
	playbook := fmt.Sprintf("Be %s, who leads %s: choose her above, type /coach playbook below, and change what is expected.", top, d.Name)
	switch {
	case d.visitor == d.top:
		playbook = "Type /coach playbook below, and change what is expected."
	case d.given:
		playbook = fmt.Sprintf("Be %s, who leads the company: choose that name above, type /coach playbook below, and change what is expected.", top)
	}
	return append(hints, sandbox.Hint{Text: playbook, Done: "command /coach playbook"})
}
