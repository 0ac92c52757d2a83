package compare

import "crypto/sha256"

// entry is an item of one side.
type entry struct {
	kind, name string
	named      bool              // name is more than a place in a list
	sum        [sha256.Size]byte // of the text without what only counts places, to compare by
	bytes      int64             // -1 if not known
	text       string            // of WIT
}

// difference is an item that differs: its places among the entries of both
// sides, -1 where it is not.
type difference struct {
	change   Change
	old, new int
}

// match pairs the entries of both sides and returns those that differ.
func match(old, new []entry) []difference {
	partner := make([]int, len(new)) // index in old + 1
	taken := make([]bool, len(old))

	type key struct {
		kind, name string
		sum        [sha256.Size]byte
	}
	pair := func(keyOf func(*entry) (key, bool)) {
		waiting := make(map[key][]int)
		for i := range old {
			if k, ok := keyOf(&old[i]); ok && !taken[i] {
				waiting[k] = append(waiting[k], i)
			}
		}
		for j := range new {
			k, ok := keyOf(&new[j])
			if !ok || partner[j] != 0 || len(waiting[k]) == 0 {
				continue
			}
			i := waiting[k][0]
			waiting[k] = waiting[k][1:]
			partner[j], taken[i] = i+1, true
		}
	}
	pair(func(e *entry) (key, bool) { return key{kind: e.kind, name: e.name}, e.named })
	pair(func(e *entry) (key, bool) { return key{kind: e.kind, sum: e.sum}, true })
	pair(func(e *entry) (key, bool) { return key{kind: e.kind, name: e.name}, !e.named })

	var out []difference
	next := 0 // entries of old before it have been told
	removedUpTo := func(end int) {
		for ; next < end; next++ {
			if !taken[next] {
				out = append(out, difference{Removed, next, -1})
			}
		}
	}
	for j := range new {
		if partner[j] == 0 {
			out = append(out, difference{Added, -1, j})
			continue
		}
		i := partner[j] - 1
		removedUpTo(i)
		if old[i].sum != new[j].sum {
			out = append(out, difference{Changed, i, j})
		}
	}
	removedUpTo(len(old))
	return out
}

// item describes a difference.
func (d *difference) item(old, new []entry) Item {
	i := Item{Change: d.change, OldBytes: -1, NewBytes: -1}
	if d.old >= 0 {
		e := &old[d.old]
		i.Kind, i.Name, i.OldBytes, i.Old = e.kind, e.name, e.bytes, e.text
	}
	if d.new >= 0 {
		e := &new[d.new]
		i.Kind, i.Name, i.NewBytes, i.New = e.kind, e.name, e.bytes, e.text
	}
	return i
}
