package view_test

import (
	"time"

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
		"audit_none":            page(true, 0),
		"audit_one":             page(true, 0, lines...),
		"audit_middle":          page(false, 17, full...),
		"audit_last":            page(false, 0, lines[2:]...),
	}
}
