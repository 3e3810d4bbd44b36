package view_test

import (
	"maps"
	"testing"
	"time"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

func ownersStates() map[string]any {
	list := func(fixed bool, note string, owners ...practice.PersonID) any {
		return view.Owners(view.OwnersFacts{Owners: owners, Fixed: fixed, Who: whom, Note: note})
	}
	told := func(added, yours bool) any {
		return view.OwnerChanged(view.OwnerChangedFacts{Owner: whom(dana), By: whom(hostile), Added: added, Yours: yours})
	}
	at := func(day, hour int) time.Time { return time.Date(2026, 3, day, hour, 5, 0, 0, time.UTC) }
	lines := []view.AuditLine{
		{At: at(5, 9), By: whom(hostile).Name, Deed: "added an owner", Detail: "Dana Ruiz"},
		{At: at(5, 8), Deed: "explained", Detail: whom(hostile).Name},
		{At: at(4, 16), By: "Dana Ruiz", Deed: "claimed set-up"},
		{At: at(4, 15), By: "Dana Ruiz", Deed: "of a coach to come", Detail: "something 7"},
	}
	var full []view.AuditLine
	for i := range view.AuditMost {
		full = append(full, view.AuditLine{At: at(28-i, 9), By: "Dana Ruiz", Deed: "changed settings", Detail: "digest, recognition, zone"})
	}
	page := func(first bool, older int64, lines ...view.AuditLine) any {
		return view.Audit(view.AuditFacts{Lines: lines, First: first, Older: older, Zone: time.UTC})
	}
	usual, shorter := practice.Keeping(nil), practice.Keeping{practice.KeepNotes: 1, practice.KeepAudit: 12, practice.KeepMessages: 7, practice.KeepLeave: 24}
	return map[string]any{
		"owners":                list(false, "", dana, hostile),
		"owners_one":            list(false, view.OwnerRemoved(whom(hostile)), dana),
		"owners_added":          list(false, view.OwnerAdded(whom(hostile)), dana, hostile),
		"owners_fixed":          list(true, "", dana, hostile),
		"owner_form":            view.Owner(whom),
		"owner_changed_added":   told(true, false),
		"owner_changed_yours":   told(true, true),
		"owner_changed_removed": told(false, false),
		"owner_changed_you_not": told(false, true),
		"erase_whom":            view.EraseWhom(),
		"erase":                 view.Erase(view.EraseFacts{Person: whom(dana), Sealed: true, Part: true}),
		"erase_long":            view.Erase(view.EraseFacts{Person: whom(hostile)}),
		"erase_yourself":        view.Erase(view.EraseFacts{Person: whom(dana), Yours: true}),
		"erase_done_yourself":   view.ErasedYourself(),
		"owners_erased":         list(false, view.Erased(whom(hostile)), dana),
		"person_erased":         view.PersonErased(17, whom(hostile)),
		"person_erased_command": view.PersonErased(17, practice.Person{}),
		"kept":                  view.WhatIsKept(practice.Keeping{practice.KeepNotes: 6}),
		"kept_sure":             view.KeptSure(view.KeptFacts{Before: usual, To: shorter, Going: map[string]int{practice.KeepNotes: 1204, practice.KeepAudit: 1}}),
		"kept_saved":            view.KeptSaved(),
		"audit_none":            page(true, 0),
		"audit_one":             page(true, 0, lines...),
		"audit_middle":          page(false, 17, full...),
		"audit_last":            page(false, 0, lines[2:]...),
	}
}

// A form that nobody touches keeps what it showed, and what it carries along is
// what was chosen in it.
func TestWhatIsKeptIsReadAsItWasChosen(t *testing.T) {
	for _, kept := range []practice.Keeping{nil, {practice.KeepNotes: 1, practice.KeepMessages: 90}, {practice.KeepAudit: 7}} {
		if got := view.ParseKept(fill(t, view.WhatIsKept(kept), nil)); !maps.Equal(got, kept.Whole()) {
			t.Errorf("%v is read as %v", kept, got)
		}
		sure := view.KeptSure(view.KeptFacts{To: kept})
		if got, ok := view.ParseKeptSure(slack.View{PrivateMetadata: sure.PrivateMetadata}); !ok || !maps.Equal(got, kept.Whole()) {
			t.Errorf("%v is carried as %v (%t)", kept, got, ok)
		}
	}
	for _, forged := range []string{"", "x", `{"keep":[1]}`, `{"keep":{}}`} {
		if got, ok := view.ParseKeptSure(slack.View{PrivateMetadata: forged}); ok {
			t.Errorf("%q is read as %v", forged, got)
		}
	}
}
