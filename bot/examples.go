package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"coach/bot/typed"
	"coach/bot/view"
	"coach/practice"
)

// help answers /coach help with the commands that the person may use, and the
// plain words that work for them.
func (b *Bot) help(ctx context.Context, req request) (any, error) {
	doors, err := b.homeLinks(ctx, req)
	if err != nil {
		return nil, err
	}
	var commands []view.Command
	for _, r := range b.table() {
		if r.usage != "" && req.hasUseFor(r.name, doors) {
			commands = append(commands, view.Command{Name: r.usage, Help: r.help})
		}
	}
	return view.Help(commands, req.examples()), nil
}

// hasUseFor reports whether a command would do anything for the person.
func (req request) hasUseFor(command string, doors view.HomeLinks) bool {
	isRecognition := func(p *practice.Practice) bool { return p.Key == practice.RecognitionKey }
	switch command {
	case "command log":
		return len(doors.May) > 0
	case "command recognize":
		return slices.ContainsFunc(doors.May, isRecognition)
	case "command due", "command away", "command playbook", "command best":
		return doors.Part
	case "command team":
		return doors.Part || doors.Team
	case "command excuse":
		return len(req.Roster.Reports(req.Person.ID, req.Today)) > 0
	case "command settings":
		return doors.Owner
	}
	return true
}

// examples returns plain words that the person can type, about people they work
// with. An example about a stranger, or of something they may not do, would not
// help them.
func (req request) examples() []string {
	var examples []string
	add := func(words string) {
		if words != "" {
			examples = append(examples, words)
		}
	}
	add(req.logExample())
	add(req.thankExample())
	if req.Roster.Participates(req.Person.ID, req.Today) {
		examples = append(examples, "due")
	}
	return examples
}

// logExample returns an example that logs the person's first practice with the
// first of their reports; nothing if they may log none.
func (req request) logExample() string {
	team := req.Roster.Reports(req.Person.ID, req.Today)
	for _, p := range req.mayLog() {
		words := "log " + req.shortest(p)
		switch {
		case p.Key == practice.RecognitionKey:
		case p.Scope != practice.ScopeReport:
			return words
		case len(team) > 0:
			return words + " " + req.callTyped(team[0])
		}
	}
	return ""
}

// shortest returns the shortest beginning of a practice's short name that
// identifies it.
func (req request) shortest(p *practice.Practice) string {
	fields := strings.Fields(strings.ToLower(practice.Plain(p.Short)))
	for n := range fields {
		words := strings.Join(fields[:n+1], " ")
		if found := typed.Practices(req.Playbook, words, req.Today); len(found) == 1 && found[0].Key == p.Key {
			return words
		}
	}
	return strings.Join(fields, " ")
}

// thankExample returns an example that thanks a colleague: a report who is not
// in the other example, or else the person's manager, or else a peer.
func (req request) thankExample() string {
	p, ok := req.Playbook.Practice(practice.RecognitionKey, req.Today)
	if !ok || !practice.MayLog(req.Roster, req.Person.ID, p, req.Today) {
		return ""
	}
	me, r := req.Person.ID, req.Roster
	team, manager := r.Reports(me, req.Today), r.ManagerOf(me, req.Today)
	peers := slices.DeleteFunc(r.Reports(manager, req.Today), func(id practice.PersonID) bool { return id == me })
	known := slices.Concat(team[min(1, len(team)):], peers, team)
	if manager != 0 {
		known = append(known, manager)
	}
	for _, id := range known {
		if practice.MayBeThanked(r, id, req.Today) {
			return "thank " + req.callTyped(id) + " for the demo"
		}
	}
	return ""
}

// callTyped returns a person's name as the requester would type it: the first
// name where that is enough.
func (req request) callTyped(id practice.PersonID) string {
	p := req.Roster.Person(id)
	first := strings.ToLower(practice.Plain(p.First()))
	said := typed.Understand(&practice.Playbook{}, req.Roster, req.Person.ID, first, req.Today)
	if len(said.People) == 1 && said.People[0] == id && said.Rest == "" {
		return first
	}
	return cmp.Or(strings.ToLower(practice.Plain(p.Full())), first)
}
