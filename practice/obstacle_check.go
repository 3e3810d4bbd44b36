package practice

import (
	"fmt"

	"coach/cadence"
)

// ObstacleKey is the key of the playbook's record with which an obstacle is
// raised, ObstacleCloseKey that with which it is closed.
const (
	ObstacleKey      = "obstacle"
	ObstacleCloseKey = "obstacle_close"
)

// The fields of the two records that are none of any other form, and of the
// forms about an obstacle.
const (
	FieldImpact   = "impact"
	FieldCategory = "category"
	FieldAffects  = "affects"
	FieldName     = "your_name" // who is shown the raiser's
	FieldOutcome  = "outcome"
	FieldHow      = "how"
	FieldPrevent  = "prevent"
	FieldWords    = "words" // of an update
)

// CheckObstacle returns what is wrong with an obstacle as it is raised. The error
// is [Problems].
func CheckObstacle(r *Roster, pb *Playbook, o Obstacle, today cadence.Date) error {
	record, _ := pb.Record(ObstacleKey)
	all := (Field{Key: FieldWhat, Type: Text, Required: true}).check(Value{Text: o.What}, 0)
	for _, chosen := range []struct{ key, value string }{{FieldImpact, o.Impact}, {FieldCategory, o.Category}} {
		if f, asked := record.Form.Field(chosen.key); asked {
			all = append(all, f.check(Value{Text: chosen.value}, 0)...)
		}
	}
	switch {
	case o.Owner() != 0:
		all = append(all, CheckOwner(r, o.Owner(), o.Due(), today)...)
	case o.Hidden && o.OfferedTo() == 0:
		all = append(all, Problem{FieldName, textObstacleWhom})
	case !o.Hidden && r.ManagerOf(o.Raiser, today) == 0:
		all = append(all, Problem{FieldOwner, textObstacleNobody})
	}
	if len(all) > 0 {
		return all
	}
	return nil
}

// CheckOwner returns what is wrong with who is named as the owner of an obstacle,
// and with the day.
func CheckOwner(r *Roster, owner PersonID, due, today cadence.Date) (ps Problems) {
	p := r.Person(owner)
	say := func(text string) { ps = append(ps, Problem{FieldOwner, fmt.Sprintf(text, p.Full())}) }
	switch {
	case owner == 0:
		ps = append(ps, Problem{FieldOwner, textPickOwner})
	case p.Account == Gone:
		say(textHasLeft)
	case p.SlackID == "" || p.Account == Unfound:
		say(textOwnerUnfound)
	case p.Account != Member && !r.ParticipatesFrom(owner, today):
		say(textOwnerOutside)
	}
	if due == 0 {
		return append(ps, Problem{FieldDue, textNoOwnedDue})
	}
	return append(ps, checkDay(FieldDue, due, today)...)
}

// checkOutcome returns what is wrong with how an obstacle was closed.
func checkOutcome(pb *Playbook, ev ObstacleEvent) (ps Problems) {
	record, _ := pb.Record(ObstacleCloseKey)
	outcome, _ := record.Form.Field(FieldOutcome)
	outcome.Key, outcome.Required = FieldOutcome, true
	ps = append(ps, outcome.check(Value{Text: ev.Outcome}, 0)...)
	ps = append(ps, (Field{Key: FieldHow, Type: Text, Required: true}).check(Value{Text: ev.Words}, 0)...)
	return append(ps, (Field{Key: FieldPrevent, Type: Text}).check(Value{Text: ev.Prevent}, 0)...)
}

// CheckEventWords returns what is wrong with what a form says of an obstacle. The
// error is [Problems].
func CheckEventWords(r *Roster, pb *Playbook, ev ObstacleEvent, today cadence.Date) error {
	var ps Problems
	switch ev.Kind {
	case ObstacleOwned, ObstacleAccepted:
		ps = CheckOwner(r, ev.Owner, ev.Due, today)
	case ObstacleDue:
		ps = CheckMove(ev.Due, today)
	case ObstacleUpdated:
		ps = (Field{Key: FieldWords, Type: Text, Required: true}).check(Value{Text: ev.Words}, 0)
	case ObstacleResolved:
		ps = checkOutcome(pb, ev)
	}
	if len(ps) > 0 {
		return ps
	}
	return nil
}

// RaisedEnough is the problem of a person who has reached the day's limit of
// obstacles.
func RaisedEnough() Problem {
	return Problem{FieldWhat, fmt.Sprintf(textObstaclesMost, ObstaclesMost)}
}
