package view

import (
	"maps"
	"slices"
	"strings"

	"coach/measure"
	"coach/practice"
)

// stockReaders are the sentences about readers that a playbook's own help may
// have. The exact one takes their place.
var stockReaders = []string{"Only you see this in the app.", "Your leader can read this."}

// countings say what becomes of an answer that may be counted.
var countings = map[measure.Counting]string{
	measure.NotCounted:    "Not counted.",
	measure.CountedForOne: "Counted for you alone.",
	measure.CountedForAll: "Counted in totals.",
}

// hint is a field's help, followed by who can read the answer.
func (s sheet) hint(q question) string {
	if s.reads == nil {
		return q.Help
	}
	said := s.reads(q)
	for _, stock := range stockReaders {
		if strings.Contains(q.Help, stock) {
			return strings.TrimSpace(strings.Replace(q.Help, stock, said, 1))
		}
	}
	return strings.TrimSpace(q.Help + " " + said)
}

// reads names exactly who can read the answer to a question of a form, by the
// function that also decides it. Thanks have other readers in the channel than
// elsewhere, and the author chooses in the same form.
func (k Known) reads(q question) string {
	e := practice.Entry{Author: k.Author.ID, Subject: q.person, Values: maps.Clone(k.answers())}
	if q.person == 0 && len(k.Subjects) == 1 {
		e.Subject = k.Subjects[0]
	}
	if e.Values == nil {
		e.Values = practice.Values{}
	}
	e.Values[practice.ShareWhere] = practice.Value{Text: practice.ShareInChannel}
	public := practice.ReadersOf(k.Leader, e, k.Practice, q.Field)
	delete(e.Values, practice.ShareWhere)
	private := practice.ReadersOf(k.Leader, e, k.Practice, q.Field)
	switch named := k.named(private, e, q.Vis); {
	case public.Team != private.Team || public.Everyone != private.Everyone:
		return "In the channel, " + k.many(public) + " can read this. Otherwise, only " + named + " can."
	case public.Team || public.Everyone:
		return capital(k.many(public)) + " can read this."
	case q.Vis == practice.Metric:
		return countings[measure.CountingOf(k.Practice, q.Field)] + " Only " + named + " see the answer."
	case q.Vis == practice.Private:
		return strings.TrimSpace("Only you can read this in coach. " + k.mayAsk(q, e))
	default:
		return "Only " + named + " can read this."
	}
}

// named returns the author and the readers who are named one by one, within a
// sentence: you and Ana. Where they are still to be chosen it says so.
func (k Known) named(r practice.Readers, e practice.Entry, vis practice.Visibility) string {
	p := k.Practice
	asks := func(f practice.Field) bool { return f.Type == practice.User || f.Type == practice.MultiUser }
	about := len(e.About(p)) > 0 || p.Scope == practice.ScopeSelf
	switch {
	case len(r.People) > 0:
		names := []string{"you"}
		for _, id := range r.People {
			names = append(names, firstName(k.Who(id)))
		}
		return practice.Listed(names)
	case about, vis == practice.Private, vis == practice.Leader:
		return "you"
	case p.Scope == practice.ScopeReport:
		return "you and the person it's about"
	case p.IsAboutPeople() && slices.ContainsFunc(p.Form, asks):
		return "you and the people you name"
	}
	return "you"
}

// many returns the readers who are not named one by one.
func (k Known) many(r practice.Readers) string {
	switch {
	case r.Everyone:
		return "everyone who takes part"
	case len(k.Reports) > 0 && k.Leader != 0:
		return "your team and those above you"
	case len(k.Reports) > 0:
		return "your team"
	case k.Leader != 0:
		return "those above you"
	}
	return "only you"
}

// mayAsk says what the law may give the person whom a private note is about,
// unless the playbook's own help does.
func (k Known) mayAsk(q question, e practice.Entry) string {
	if strings.Contains(q.Help, "ask for it") || k.Practice.Scope != practice.ScopeReport {
		return ""
	}
	if e.Subject == 0 {
		return "By law, the person it's about may ask to see it."
	}
	return "By law, " + firstName(k.Who(e.Subject)) + " may ask to see it."
}
