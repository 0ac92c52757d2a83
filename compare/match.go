package compare

// entry is an item of one side.
type entry struct {
	kind, name string
	named      bool   // name is more than a place in a list
	text       string // as printed
	plain      string // text without what only counts places, to compare by
	bytes      int64  // -1 if not known
}

// match pairs the entries of both sides and returns those that differ.
func match(old, new []entry) []Item {
	partner := make([]int, len(new)) // index in old + 1
	taken := make([]bool, len(old))

	type key struct{ kind, name string }
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
	pair(func(e *entry) (key, bool) { return key{e.kind, e.name}, e.named })
	pair(func(e *entry) (key, bool) { return key{e.kind, e.plain}, true })
	pair(func(e *entry) (key, bool) { return key{e.kind, e.name}, !e.named })

	var items []Item
	next := 0 // entries of old before it have been told
	removedUpTo := func(end int) {
		for ; next < end; next++ {
			if o := &old[next]; !taken[next] {
				items = append(items, Item{Change: Removed, Kind: o.kind, Name: o.name, Old: o.text, OldBytes: o.bytes, NewBytes: -1})
			}
		}
	}
	for j := range new {
		n := &new[j]
		if partner[j] == 0 {
			items = append(items, Item{Change: Added, Kind: n.kind, Name: n.name, New: n.text, OldBytes: -1, NewBytes: n.bytes})
			continue
		}
		i := partner[j] - 1
		removedUpTo(i)
		if o := &old[i]; o.plain != n.plain {
			items = append(items, Item{
				Change: Changed, Kind: n.kind, Name: n.name,
				Old: o.text, New: n.text, OldBytes: o.bytes, NewBytes: n.bytes,
				oldPlain: o.plain, newPlain: n.plain,
			})
		}
	}
	removedUpTo(len(old))
	return items
}
