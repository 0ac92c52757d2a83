package wit

import "container/heap"

// dependencies says for each of n items which others it depends on, by their positions. The lists stand one behind the other.
type dependencies struct {
	start []int32 // item i has to[start[i]:start[i+1]]
	to    []int32
}

func newDependencies(n int) *dependencies {
	return &dependencies{start: make([]int32, 1, n+1)}
}

// add appends to the list of the item that is being entered.
func (d *dependencies) add(to int) { d.to = append(d.to, int32(to)) }

// next ends the list of an item.
func (d *dependencies) next() { d.start = append(d.start, int32(len(d.to))) }

func (d *dependencies) of(i int) []int32 { return d.to[d.start[i]:d.start[i+1]] }

func (d *dependencies) len() int { return len(d.start) - 1 }

// sort orders the items so that each comes after those that it depends on; of several that may come next it is always the one with
// the smallest position. left are the items, in order, that are in a cycle or depend on one; order lacks them.
func (d *dependencies) sort() (order, left []int32) {
	n := d.len()
	order = make([]int32, 0, n)
	if d.forward() {
		for i := range n {
			order = append(order, int32(i))
		}
		return order, nil
	}
	// Who waits for whom, in the same form.
	waiting := make([]int32, n) // for how many
	begin := make([]int32, n+1)
	for _, to := range d.to {
		begin[to+1]++
	}
	for i := range n {
		begin[i+1] += begin[i]
	}
	users := make([]int32, len(d.to))
	fill := append([]int32(nil), begin[:n]...)
	for i := range n {
		list := d.of(i)
		waiting[i] = int32(len(list))
		for _, to := range list {
			users[fill[to]] = int32(i)
			fill[to]++
		}
	}
	var ready positions
	for i := range n {
		if waiting[i] == 0 {
			ready = append(ready, int32(i)) // ascending, so it is a heap
		}
	}
	for len(ready) > 0 {
		i := heap.Pop(&ready).(int32)
		order = append(order, i)
		for _, user := range users[begin[i]:begin[i+1]] {
			if waiting[user]--; waiting[user] == 0 {
				heap.Push(&ready, user)
			}
		}
	}
	if len(order) < n {
		for i := range n {
			if waiting[i] > 0 {
				left = append(left, int32(i))
			}
		}
	}
	return order, left
}

// forward reports whether no item depends on itself or a later one.
func (d *dependencies) forward() bool {
	for i := range d.len() {
		for _, to := range d.of(i) {
			if int(to) >= i {
				return false
			}
		}
	}
	return true
}

// cycles goes through what sort left over. Items that hang together are reported once: the first of them, and the first of its
// dependencies that was left over too, by its number in the list of the item.
func (d *dependencies) cycles(left []int32, report func(item, edge int)) {
	group := make(map[int32]int32, len(left)) // union-find
	for _, i := range left {
		group[i] = i
	}
	find := func(i int32) int32 {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for _, i := range left {
		for _, to := range d.of(int(i)) {
			if _, ok := group[to]; ok {
				if a, b := find(i), find(to); a != b {
					group[max(a, b)] = min(a, b)
				}
			}
		}
	}
	for _, i := range left {
		if find(i) != i {
			continue
		}
		for edge, to := range d.of(int(i)) {
			if _, ok := group[to]; ok {
				report(int(i), edge)
				break
			}
		}
	}
}

// positions is a heap of the smallest.
type positions []int32

func (p positions) Len() int           { return len(p) }
func (p positions) Less(i, j int) bool { return p[i] < p[j] }
func (p positions) Swap(i, j int)      { p[i], p[j] = p[j], p[i] }
func (p *positions) Push(x any)        { *p = append(*p, x.(int32)) }
func (p *positions) Pop() any {
	last := len(*p) - 1
	x := (*p)[last]
	*p = (*p)[:last]
	return x
}
