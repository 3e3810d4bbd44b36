package files

import (
	"cmp"
	"sort"
)

// An idSet is the ids of lines that came in their order. It is kept as runs:
// ids without a gap, as most are, take no room.
type idSet struct{ runs []run }

// A run is ids without a gap, of which some came before it.
type run struct{ first, count, before int64 }

// add adds an id above all others.
func (s *idSet) add(id int64) {
	n := len(s.runs)
	if n > 0 && s.runs[n-1].first+s.runs[n-1].count == id {
		s.runs[n-1].count++
		return
	}
	before := int64(0)
	if n > 0 {
		before = s.runs[n-1].before + s.runs[n-1].count
	}
	s.runs = append(s.runs, run{id, 1, before})
}

// place returns how many ids came before one, and whether it is in the set.
func (s *idSet) place(id int64) (int64, bool) {
	if s == nil {
		return 0, false
	}
	i := sort.Search(len(s.runs), func(i int) bool { return s.runs[i].first > id }) - 1
	if i < 0 || id >= s.runs[i].first+s.runs[i].count {
		return 0, false
	}
	return s.runs[i].before + id - s.runs[i].first, true
}

// known is what the lines above say that others refer to.
type known struct {
	people map[Ref]int64
	ids    map[string]*idSet // by kind
}

func (k *known) knows(who Ref) bool {
	_, ok := k.people[who]
	return ok
}

func (k *known) has(kind string, id int64) bool {
	_, ok := k.ids[kind].place(id)
	return ok
}

// add adds a line's id.
func (k *known) add(kind string, id int64) {
	if k.ids[kind] == nil {
		k.ids[kind] = &idSet{}
	}
	k.ids[kind].add(id)
}

// byPeople reports whether people are in the order of their ids, each once.
func (k *known) byPeople(refs []Ref) bool {
	return ascends(refs, func(r Ref) int64 { return k.people[r] })
}

// ascends reports whether what a list has comes in its order, each once.
func ascends[T any, K cmp.Ordered](list []T, key func(T) K) bool {
	for i := 1; i < len(list); i++ {
		if key(list[i-1]) >= key(list[i]) {
			return false
		}
	}
	return true
}
