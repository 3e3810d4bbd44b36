package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"coach/bot/view/kit"
	"coach/practice"
)

// OwnersFacts is the data behind the list of the owners of the playbook.
type OwnersFacts struct {
	Owners []practice.PersonID
	Fixed  bool // they are set where coach runs
	Who    Who
	Note   string // what was just done, above the list
}

// AskOwner is the path of the input for a new owner, at which coach reports
// problems.
const AskOwner = "new_owner"

const ownersTitle = "Owners"

// Owners lists the owners of the playbook. The last one cannot be removed, nor
// can those who are set where coach runs.
func Owners(f OwnersFacts) slack.ModalViewRequest {
	var blocks []slack.Block
	if f.Note != "" {
		blocks = append(blocks, kit.Line(kit.Bold(f.Note)))
	}
	blocks = append(blocks, kit.Aside("Owners change the playbook and everyone's settings, read the audit, and can erase people. Every owner hears when somebody becomes one or stops being one."))
	for _, id := range f.Owners {
		name := fullName(f.Who(id))
		if f.Fixed || len(f.Owners) == 1 {
			blocks = append(blocks, kit.Line(kit.Text(name)))
			continue
		}
		remove := kit.Button(ActionOwnerRemove, idValue(id), "Remove", "Remove "+name)
		blocks = append(blocks, kit.Item(name, kit.AskedAgain(remove, "Remove an owner", name+" won't be able to change the playbook or settings any more.", "Remove", "Cancel")))
	}
	erase := kit.Button(ActionErase, "", "Erase somebody", "Erase somebody's name and words for good")
	switch {
	case f.Fixed:
		return kit.Modal(PageOwners, ownersTitle, "", append(blocks, kit.Aside("Owners are set where coach runs, not here. Whoever runs coach can change COACH_OWNERS."), kit.Buttons(erase))...)
	case len(f.Owners) == 1:
		blocks = append(blocks, kit.Aside("Somebody has to own the playbook. Add another owner before you remove this one."))
	}
	return kit.Modal(PageOwners, ownersTitle, "", append(blocks, kit.Buttons(kit.Button(ActionOwnerAdd, "", "Add an owner", ""), erase))...)
}

// Owner is the form for a new owner.
func Owner(who Who) slack.ModalViewRequest {
	return kit.Modal(FormOwner, "Add an owner", "Add",
		kit.Input(AskOwner, "Who?", "A full member of your workspace. They'll hear of it, and so will the other owners.", true, picker{who: who, anyone: true}.one(0)))
}

// ParseOwner is the inverse of [Owner].
func ParseOwner(v slack.View, lookup func(slackID string) (practice.PersonID, bool)) (practice.PersonID, error) {
	id, problems := answersOf(v).person(AskOwner, lookup)
	if len(problems) > 0 {
		return 0, problems
	}
	return id, nil
}

// NotForOwner is the problem of a new owner who is no full member of the
// workspace.
func NotForOwner(p practice.Person) practice.Problem {
	return practice.Problem{Field: AskOwner, Text: fullName(p) + " isn't a full member of this workspace, so they can't own the playbook. Pick somebody else."}
}

// OwnersFixed is the problem of a change to owners who are set where coach runs.
func OwnersFixed() practice.Problem {
	return practice.Problem{Text: "Owners are set where coach runs, not here. Ask whoever runs coach."}
}

// LastOwner is the problem of removing the only owner.
func LastOwner() practice.Problem {
	return practice.Problem{Text: "Somebody has to own the playbook. Add another owner first."}
}

// OwnerAdded says in the list that somebody was added.
func OwnerAdded(p practice.Person) string { return fullName(p) + " owns the playbook now." }

// OwnerRemoved says in the list that somebody was removed.
func OwnerRemoved(p practice.Person) string {
	return fullName(p) + " doesn't own the playbook any more."
}

// OwnerChangedFacts is the data behind the message about a change of owners.
type OwnerChangedFacts struct {
	Owner, By practice.Person
	Added     bool
	Yours     bool // it is to whom it is about
}

// OwnerChanged is the message to an owner that there is one more or one fewer, or
// to whoever was added or removed.
func OwnerChanged(f OwnerChangedFacts) kit.Message {
	owner, by := fullName(f.Owner), fullName(f.By)
	says := fmt.Sprintf("%s made %s an owner of the playbook.", by, owner)
	next := "To see all owners, type /coach settings and press Owners."
	switch {
	case f.Added && f.Yours:
		says = by + " made you an owner of the playbook. You can change it and everyone's settings now."
		next = "Type /coach playbook to see it, and /coach settings for the rest."
	case f.Yours:
		says = by + " removed you from the owners of the playbook. You can't change it or everyone's settings any more."
		next = "If that wasn't meant, ask " + f.By.First() + "."
	case !f.Added:
		says = fmt.Sprintf("%s removed %s from the owners of the playbook.", by, owner)
	}
	return kit.NewMessage(says, kit.Line(kit.Text(says)), kit.Aside(next))
}
