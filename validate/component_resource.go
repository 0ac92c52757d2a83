package validate

import (
	"slices"
	"sort"
)

// resourceID is the identity of a resource type. Equal numbers, equal
// resources; there is no other equality (Explainer.md, Type Checking). Every
// instance of a component makes as many as the component defines: 64 bits, so
// that none comes twice.
type resourceID uint64

// resourceSet is a set of resources as ranges, sorted. Resources are made in
// runs: a set of all that an instance brought along is one range, however many
// they are.
type resourceSet []resourceRange

// resourceRange is the resources from lo up to, not including, hi. before
// counts those in the ranges before.
type resourceRange struct{ lo, hi, before resourceID }

// len is the number of resources in the set.
func (s resourceSet) len() resourceID {
	if len(s) == 0 {
		return 0
	}
	last := s[len(s)-1]
	return last.before + last.hi - last.lo
}

// add puts n resources from lo on into the set. They must be newer than all
// that are in it.
func (s *resourceSet) add(lo, n resourceID) {
	if n == 0 {
		return
	}
	if k := len(*s) - 1; k >= 0 && (*s)[k].hi == lo {
		(*s)[k].hi += n
		return
	}
	*s = append(*s, resourceRange{lo, lo + n, s.len()})
}

// place is the number of resources of the set before r, if r is in it.
func (s resourceSet) place(r resourceID) (resourceID, bool) {
	i := sort.Search(len(s), func(i int) bool { return r < s[i].hi })
	if i == len(s) || r < s[i].lo {
		return 0, false
	}
	return s[i].before + r - s[i].lo, true
}

func (s resourceSet) has(r resourceID) bool {
	_, ok := s.place(r)
	return ok
}

// setOf makes a set of a list.
func setOf(list []resourceID) (s resourceSet) {
	slices.Sort(list)
	for _, r := range slices.Compact(list) {
		s.add(r, 1)
	}
	return s
}

// newResources makes n resources and returns the first.
func (a *typeArena) newResources(n resourceID) resourceID {
	first := a.resources + 1
	a.resources += n
	return first
}
