package view_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"coach/bot/view"
	"coach/practice"
)

// hintsOf returns the hints of a form's inputs by field key.
func hintsOf(m slack.ModalViewRequest) map[string]string {
	hints := map[string]string{}
	for _, b := range m.Blocks.BlockSet {
		if in, ok := b.(*slack.InputBlock); ok && in.Hint != nil {
			path, _, _ := strings.Cut(in.BlockID, "~")
			key, rest, _ := strings.Cut(path, ".")
			if rest == "" || strings.HasSuffix(rest, "what") && hints[key] == "" {
				hints[key] = in.Hint.Text
			}
		}
	}
	return hints
}

// named are the people whom a sentence about readers names, of some.
func named(said string, r *practice.Roster, ids []practice.PersonID) (readers []practice.PersonID) {
	for _, id := range ids {
		if strings.Contains(said, firstOf(r.Person(id).Name)) {
			readers = append(readers, id)
		}
	}
	return readers
}

func firstOf(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

// TestEverySentenceAboutReadersIsTrue reads the sentence under each question of
// the default playbook, and compares it with who may read the answer once it is
// logged: by name, the team and those above, or everyone.
func TestEverySentenceAboutReadersIsTrue(t *testing.T) {
	const max, eli, fay, zoe = 101, 102, 103, 104
	folk := []practice.Person{people[dana], people[ana], people[ben], people[priya],
		{ID: max, Name: "Max Roy"}, {ID: eli, Name: "Eli Katz"}, {ID: fay, Name: "Fay Chen"}, {ID: zoe, Name: "Zoe Sim"}}
	var ids []practice.PersonID
	for i := range folk {
		folk[i].Account = practice.Member
		ids = append(ids, folk[i].ID)
	}
	r := practice.NewRoster(folk, []practice.Line{{Report: max}, {Report: priya, Manager: max}, {Report: dana, Manager: priya}, {Report: eli, Manager: priya},
		{Report: ana, Manager: dana}, {Report: ben, Manager: dana}, {Report: fay, Manager: eli}}, playbook)
	above, team := []practice.PersonID{priya, max}, []practice.PersonID{ana, ben}
	meant := func(said string) []practice.PersonID {
		switch {
		case strings.Contains(strings.ToLower(said), "everyone who takes part"):
			return []practice.PersonID{ana, ben, priya, max, eli, fay}
		case strings.Contains(strings.ToLower(said), "your team and those above you"):
			return append(slices.Clone(above), team...)
		}
		said, _, _ = strings.Cut(said, "By law")
		return named(said, r, ids)
	}
	read, seen := 0, map[practice.Visibility]bool{}
	for i := range playbook.Practices {
		p := playbook.Practices[i]
		for _, vis := range []practice.Visibility{"", practice.Shared, practice.Private, practice.Team, practice.Everywhere, practice.Leader, practice.Metric} {
			p := p
			p.Form = slices.Clone(p.Form)
			for j := range p.Form {
				p.Form[j].More, p.Form[j].Unless = false, practice.Condition{}
				if p.Form[j].Help = ""; vis != "" {
					p.Form[j].Vis = vis
				}
			}
			k := view.Known{Draft: view.Draft{Practice: &p, HappenedOn: thursday}, Author: r.Person(dana), Reports: team, Who: r.Person, Leader: priya, People: []practice.PersonID{ana}}
			e := practice.Entry{Author: dana, LoggedOn: thursday, Values: practice.Values{}}
			if p.Scope == practice.ScopeReport {
				k.People, k.Subjects, e.Subject = nil, []practice.PersonID{ana}, ana
			} else if i := slices.IndexFunc(p.Form, func(f practice.Field) bool { return f.Type == practice.User || f.Type == practice.MultiUser }); i >= 0 {
				e.Values[p.Form[i].Key] = practice.Value{People: []practice.PersonID{ana}}
			}
			hints := hintsOf(view.Log(k))
			for _, f := range p.Form {
				said, asked := hints[f.Key]
				if !asked {
					if f.Key != p.SubjectField() && f.Type != practice.ObstacleList {
						t.Errorf("%s, %s: no sentence under %s", p.Key, f.Vis, f.Key)
					}
					continue
				}
				read, seen[f.Vis] = read+1, true
				clauses := map[string]string{practice.ShareInChannel: said, "": said}
				if channel, otherwise, ok := strings.Cut(said, " Otherwise, only "); ok {
					clauses = map[string]string{practice.ShareInChannel: channel, "": otherwise}
				}
				for where, clause := range clauses {
					e.Values[practice.ShareWhere] = practice.Value{Text: where}
					want := meant(clause)
					if p.Key == practice.RecognitionKey && slices.Contains(want, ben) && !slices.Contains(want, ana) {
						want = append(want, ana)
					}
					for _, id := range ids {
						if id == dana {
							continue
						}
						if may := practice.MayReadAnswer(r, id, e, &p, f, thursday); may != slices.Contains(want, id) {
							t.Errorf("%s.%s (%s, %s): %q, and %s may read it: %v", p.Key, f.Key, p.Scope, f.Vis, clause, r.Person(id).Name, may)
						}
					}
				}
			}
		}
	}
	if read < 500 || len(seen) < 6 {
		t.Errorf("only %d sentences of %d visibilities were read", read, len(seen))
	}
}
