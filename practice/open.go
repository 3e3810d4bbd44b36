package practice

import "coach/cadence"

// An OpenCount counts what waits for a person of one practice, by what a message
// of a day says of it.
type OpenCount struct {
	Practice string
	Rungs    map[Rung]int
	Muted    int // of the silent, those that a message would name if the person had not muted them
}

// All returns how many occurrences wait.
func (c OpenCount) All() int {
	n := 0
	for _, of := range c.Rungs {
		n += of
	}
	return n
}

// Counts returns what waits for the person on a day, by practice, without whom
// it is about.
func (d Docket) Counts(today cadence.Date) (counts []OpenCount) {
	at := map[string]int{}
	loud := d
	loud.Muted = nil
	for _, o := range d.Waiting {
		i, ok := at[o.Practice]
		if !ok {
			i = len(counts)
			at[o.Practice] = i
			counts = append(counts, OpenCount{Practice: o.Practice, Rungs: map[Rung]int{}})
		}
		rung := d.rung(o, today)
		counts[i].Rungs[rung]++
		if rung == Silence && loud.rung(o, today) != Silence {
			counts[i].Muted++
		}
	}
	return counts
}
