package wit

import (
	"iter"
	"slices"
)

// OrderedMap is a map that keeps its entries in the order in which their keys were first set. Looking up takes
// constant time. The zero value is an empty map, ready for use. It must not be copied after first use; [OrderedMap.Clone]
// makes an independent copy.
type OrderedMap[K comparable, V any] struct {
	keys   []K
	values []V
	// index is nil as long as the map is small: scanning a handful of keys is faster than hashing one, and most maps
	// of a WIT graph are small.
	index map[K]int
}

// smallMap is the number of entries up to which an OrderedMap is scanned instead of indexed.
const smallMap = 8

// Len returns the number of entries.
func (m *OrderedMap[K, V]) Len() int { return len(m.keys) }

// Index returns the position of key, or -1 if there is none.
func (m *OrderedMap[K, V]) Index(key K) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return i
		}
		return -1
	}
	return slices.Index(m.keys, key)
}

// Has reports whether key is present.
func (m *OrderedMap[K, V]) Has(key K) bool { return m.Index(key) >= 0 }

// Get returns the value of key and whether it is present.
func (m *OrderedMap[K, V]) Get(key K) (V, bool) {
	if i := m.Index(key); i >= 0 {
		return m.values[i], true
	}
	var zero V
	return zero, false
}

// At returns the entry at position i, 0 ≤ i < Len().
func (m *OrderedMap[K, V]) At(i int) (K, V) { return m.keys[i], m.values[i] }

// Set gives key the value, in the place it already has or else at the end. It reports whether the key is new.
func (m *OrderedMap[K, V]) Set(key K, value V) bool {
	if i := m.Index(key); i >= 0 {
		m.values[i] = value
		return false
	}
	m.keys = append(m.keys, key)
	m.values = append(m.values, value)
	switch {
	case m.index != nil:
		m.index[key] = len(m.keys) - 1
	case len(m.keys) > smallMap:
		m.reindex()
	}
	return true
}

// SetAt replaces the entry at position i. The key must not be that of another entry.
func (m *OrderedMap[K, V]) SetAt(i int, key K, value V) {
	if m.index != nil && m.keys[i] != key {
		delete(m.index, m.keys[i])
		m.index[key] = i
	}
	m.keys[i], m.values[i] = key, value
}

// Delete removes key and closes the gap. It takes time in proportion to the map; use [OrderedMap.DeleteFunc] to remove
// many.
func (m *OrderedMap[K, V]) Delete(key K) bool {
	i := m.Index(key)
	if i < 0 {
		return false
	}
	m.keys = slices.Delete(m.keys, i, i+1)
	m.values = slices.Delete(m.values, i, i+1)
	if m.index != nil {
		m.reindex()
	}
	return true
}

// DeleteFunc removes every entry for which drop answers true, in one pass.
func (m *OrderedMap[K, V]) DeleteFunc(drop func(K, V) bool) {
	n := 0
	for i, key := range m.keys {
		if drop(key, m.values[i]) {
			continue
		}
		m.keys[n], m.values[n] = key, m.values[i]
		n++
	}
	if n == len(m.keys) {
		return
	}
	clear(m.keys[n:])
	clear(m.values[n:])
	m.keys, m.values = m.keys[:n], m.values[:n]
	if m.index != nil {
		m.reindex()
	}
}

// Clear removes every entry.
func (m *OrderedMap[K, V]) Clear() { *m = OrderedMap[K, V]{} }

// SortStableFunc orders the entries by compare, keeping the order of those that compare as equal.
func (m *OrderedMap[K, V]) SortStableFunc(compare func(ak K, av V, bk K, bv V) int) {
	order := make([]int, len(m.keys))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return compare(m.keys[a], m.values[a], m.keys[b], m.values[b])
	})
	keys, values := make([]K, len(order)), make([]V, len(order))
	for to, from := range order {
		keys[to], values[to] = m.keys[from], m.values[from]
	}
	m.keys, m.values = keys, values
	if m.index != nil {
		m.reindex()
	}
}

// Clone returns a copy that shares nothing with m but what the values themselves refer to.
func (m *OrderedMap[K, V]) Clone() OrderedMap[K, V] {
	c := OrderedMap[K, V]{keys: slices.Clone(m.keys), values: slices.Clone(m.values)}
	if m.index != nil {
		c.reindex()
	}
	return c
}

// All goes through the entries in order. The map must not gain or lose entries meanwhile; values may be set.
func (m *OrderedMap[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for i := range m.keys {
			if !yield(m.keys[i], m.values[i]) {
				return
			}
		}
	}
}

// Keys goes through the keys in order.
func (m *OrderedMap[K, V]) Keys() iter.Seq[K] { return slices.Values(m.keys) }

// Values goes through the values in the order of their keys.
func (m *OrderedMap[K, V]) Values() iter.Seq[V] { return slices.Values(m.values) }

func (m *OrderedMap[K, V]) reindex() {
	if len(m.keys) <= smallMap {
		m.index = nil
		return
	}
	m.index = make(map[K]int, len(m.keys))
	for i, key := range m.keys {
		m.index[key] = i
	}
}
