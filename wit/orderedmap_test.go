package wit

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestOrderedMap(t *testing.T) {
	for _, n := range []int{3, smallMap, smallMap + 1, 100} {
		var m OrderedMap[string, int]
		key := func(i int) string { return fmt.Sprint("k", i) }
		for i := range n {
			if !m.Set(key(i), i) {
				t.Fatalf("%s is not new", key(i))
			}
		}
		if m.Set(key(1), -1) || m.Len() != n {
			t.Fatal("setting again must not add")
		}
		if v, ok := m.Get(key(1)); v != -1 || !ok || m.Index(key(1)) != 1 {
			t.Fatal("setting again must keep the place", v, ok)
		}
		if m.Has("other") {
			t.Fatal("has what was never set")
		}
		c := m.Clone()
		m.SetAt(0, "zero", 0)
		if m.Has(key(0)) || m.Index("zero") != 0 {
			t.Fatal("SetAt must replace the key")
		}
		if !m.Delete(key(1)) || m.Delete(key(1)) {
			t.Fatal("Delete")
		}
		m.DeleteFunc(func(_ string, v int) bool { return v == 2 })
		if m.Len() != n-2 || c.Len() != n {
			t.Fatal("lengths", m.Len(), c.Len())
		}
		for i := 3; i < n; i++ {
			if m.Index(key(i)) != i-2 || c.Index(key(i)) != i {
				t.Fatal("index after deleting", i)
			}
		}
		c.SortStableFunc(func(ak string, _ int, bk string, _ int) int { return -strings.Compare(ak, bk) })
		keys := slices.Collect(c.Keys())
		if !slices.IsSortedFunc(keys, func(a, b string) int { return -strings.Compare(a, b) }) {
			t.Fatal(keys)
		}
		for i, k := range keys {
			if c.Index(k) != i {
				t.Fatal("index after sorting", k)
			}
		}
	}
}
