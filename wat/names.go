package wat

import (
	"cmp"
	"slices"
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
)

// names maps the indices of one index space to their identifiers.
type names struct {
	// kind is the word in made-up identifiers: func in $#func1.
	kind string
	// word is the one in identifiers of what has no name; kind if empty.
	word string
	// repeats: several indices may have the same name, since the innermost
	// counts (labels).
	repeats bool
	// unnamed makes up an identifier for every index without one.
	unnamed bool
	// dense holds the text after the $ of each identifier by index, empty for
	// none; sparse those whose index is out of proportion.
	dense  []string
	sparse map[uint32]string
	// real holds the name in the binary where the identifier is another.
	real map[uint32]string
}

// get is the text after the $ of an index's identifier, "" if it has none.
func (n *names) get(i uint32) string {
	if uint(i) < uint(len(n.dense)) {
		if s := n.dense[i]; s != "" {
			return s
		}
	} else if s, ok := n.sparse[i]; ok {
		return s
	}
	if n.unnamed {
		return "#" + cmp.Or(n.word, n.kind) + strconv.FormatUint(uint64(i), 10)
	}
	return ""
}

// identifiers chooses the identifiers for the names of one map in order of
// appearance: a name that can be written after a $, or in quotes, is its own
// identifier; one that is empty, could be taken for a made-up one, or was used
// before gets a made-up one that contains it.
type identifiers struct {
	kind string
	used map[string]bool
}

// choose is the text after the $ for name of index i; made says whether it is
// made up, so that the name itself has to be written beside it.
func (d *identifiers) choose(i uint32, name string) (text string, made bool) {
	if name == "" || name[0] == '#' || d.used != nil && d.used[name] {
		b := append([]byte(`"#`), d.kind...)
		b = strconv.AppendUint(b, uint64(i), 10)
		b = append(b, ' ')
		b = appendTextEscapes(b, name)
		return string(append(b, '"')), true
	}
	if d.used != nil {
		d.used[name] = true
	}
	if isIdentifier(name) {
		return name, false
	}
	return string(appendQuotedText(nil, name)), false
}

// add enters the names of one subsection; a later one overwrites an earlier
// one of the same index.
func (n *names) add(list []binary.Naming) {
	d := identifiers{kind: n.kind}
	if !n.repeats {
		d.used = make(map[string]bool, len(list))
	}
	for _, e := range list {
		text, made := d.choose(e.Index, e.Name)
		n.set(e.Index, text, len(list))
		switch {
		case made:
			if n.real == nil {
				n.real = map[uint32]string{}
			}
			n.real[e.Index] = e.Name
		case n.real != nil:
			delete(n.real, e.Index)
		}
	}
}

// set enters an identifier; count is the number of entries of which it is one
// and bounds the size of the table.
func (n *names) set(i uint32, text string, count int) {
	if int64(i) >= int64(len(n.dense)) {
		if int64(i) > 4*int64(count)+1024 {
			if n.sparse == nil {
				n.sparse = map[uint32]string{}
			}
			n.sparse[i] = text
			return
		}
		old := len(n.dense)
		n.dense = append(n.dense, make([]string, max(int(i)+1, count)-old)...)
		for k, s := range n.sparse {
			if int(k) < len(n.dense) {
				n.dense[k] = s
				delete(n.sparse, k)
			}
		}
	}
	n.dense[i] = text
}

// innerNames are name maps within items (locals and labels of functions,
// fields of types) that are read when the item is printed: kept as slices of
// the input, sorted by item.
type innerNames struct {
	kind    string
	unnamed bool
	repeats bool
	maps    []innerMap
}

// innerMap is the name map of one item as encoded, its number of entries
// first.
type innerMap struct {
	item uint32
	data []byte
}

// load reads the names of one item into n, which it clears first.
func (m *innerNames) load(item uint32, n *names) {
	n.kind, n.unnamed, n.repeats = m.kind, m.unnamed, m.repeats
	clear(n.dense)
	n.dense = n.dense[:0]
	n.sparse, n.real = nil, nil
	i, found := slices.BinarySearchFunc(m.maps, item, func(e innerMap, item uint32) int {
		switch {
		case e.item < item:
			return -1
		case e.item > item:
			return 1
		}
		return 0
	})
	if !found {
		return
	}
	for ; i < len(m.maps) && m.maps[i].item == item; i++ {
		r := decode.NewReader(m.maps[i].data, 0)
		n.add(readNameMap(&r, false))
	}
}

// readNameMap reads a name map; entries before a malformed one are kept.
func readNameMap(r *decode.Reader, long bool) []binary.Naming {
	count := r.U32()
	list := make([]binary.Naming, 0, min(int(count), r.Len()/2, 1<<16))
	for ; count > 0 && r.Err() == nil; count-- {
		e := binary.Naming{Index: r.U32()}
		if long {
			e.Name = r.LongName()
		} else {
			e.Name = r.Name()
		}
		if r.Err() == nil {
			list = append(list, e)
		}
	}
	return list
}
