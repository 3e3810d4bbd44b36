package view

import (
	"fmt"
	"strings"

	"coach/measure"
	"coach/practice"
)

// CauseFacts are counts of what was noted as causes, in the last 90 days.
type CauseFacts struct {
	Playbook *practice.Playbook
	Own      []measure.CauseCount
	Below    []measure.CauseCount
}

// maxCauses is how many values of each question are told.
const maxCauses = 3

// Causes is the line above the question what needs a plan is based on; "" where
// nothing was noted.
func Causes(f CauseFacts) string {
	var said []string
	if own := f.counts(f.Own); own != "" {
		said = append(said, "Your own notes of 90 days. "+own)
	}
	if below := f.counts(f.Below); below != "" {
		said = append(said, "Those of everybody below you, together. "+below)
	}
	return strings.Join(said, " ")
}

func (f CauseFacts) counts(all []measure.CauseCount) string {
	var said []string
	for _, c := range all {
		field, ok := f.Playbook.Field(c.Field)
		if !ok {
			continue
		}
		var values []string
		for _, v := range c.Values[:min(len(c.Values), maxCauses)] {
			values = append(values, fmt.Sprintf("%s (%d)", line(field.LabelOf(v.Reason)), v.Count))
		}
		said = append(said, line(field.Label)+" "+strings.Join(values, ", ")+".")
	}
	return strings.Join(said, " ")
}

// MakeObstacleValue is the value of a button that makes an obstacle of an
// answer of an entry.
func MakeObstacleValue(id practice.EntryID, key string) string { return fmt.Sprintf("%d.%s", id, key) }
