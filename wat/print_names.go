package wat

import (
	"slices"
	"sort"

	"wcomp/binary"
	"wcomp/decode"
)

// moduleNames are the names and hints of a core module, read before anything
// of it is printed, since custom sections may stand anywhere.
type moduleNames struct {
	module                                                      names // of index 0
	funcs, types, tables, memories, globals, elems, datas, tags names
	locals, labels, fields                                      innerNames
	// hints by function index.
	hints map[uint32][]binary.BranchHint
}

func newModuleNames(unnamed bool) *moduleNames {
	plain := func(kind string) names { return names{kind: kind, unnamed: unnamed} }
	inner := func(kind string) innerNames { return innerNames{kind: kind, unnamed: unnamed} }
	return &moduleNames{
		module: names{kind: "module"},
		funcs:  plain("func"), types: plain("type"), tables: plain("table"), memories: plain("memory"),
		globals: plain("global"), elems: plain("elem"), datas: plain("data"), tags: plain("tag"),
		locals: inner("local"), labels: innerNames{kind: "label", repeats: true}, fields: inner("field"),
	}
}

// scanModule reads the custom sections that say how the module at the start
// of data is printed. What does not decode is left out: it is reported, or
// printed raw, when its turn comes.
func scanModule(data []byte, offset int64, unnamed bool) *moduleNames {
	n := newModuleNames(unnamed)
	p := decode.NewParser(data, offset)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind != decode.EventCustom {
			continue
		}
		switch ev.Name {
		case "name":
			n.readNames(ev.Data, ev.Offset)
		case "metadata.code.branch_hint":
			n.readHints(ev.Data, ev.Offset)
		}
	}
	n.locals.sort()
	n.labels.sort()
	n.fields.sort()
	return n
}

func (m *innerNames) sort() {
	byItem := func(i, k int) bool { return m.maps[i].item < m.maps[k].item }
	if !sort.SliceIsSorted(m.maps, byItem) {
		slices.SortStableFunc(m.maps, func(a, b innerMap) int {
			if a.item < b.item {
				return -1
			} else if a.item > b.item {
				return 1
			}
			return 0
		})
	}
}

func (n *moduleNames) readHints(data []byte, offset int64) {
	list, err := decode.BranchHints(data, offset)
	if err != nil {
		return
	}
	if n.hints == nil {
		n.hints = make(map[uint32][]binary.BranchHint, len(list))
	}
	for _, f := range list {
		n.hints[f.Func] = f.Hints
	}
}

// readNames reads a name section up to its first malformed entry.
func (n *moduleNames) readNames(data []byte, offset int64) {
	r := decode.NewReader(data, offset)
	for r.Len() > 0 {
		kind := binary.NameKind(r.Byte())
		if kind > 0x7f {
			return // no number of one byte
		}
		size := r.U32()
		at := r.Offset()
		sub := decode.NewReader(r.Bytes(int(size)), at)
		if r.Err() != nil {
			return
		}
		switch kind {
		case binary.NameModule:
			if name := sub.Name(); sub.Err() == nil && sub.Len() == 0 {
				n.module.add([]binary.Naming{{Name: name}})
			}
		case binary.NameLocal:
			n.locals.read(&sub)
		case binary.NameLabel:
			n.labels.read(&sub)
		case binary.NameField:
			n.fields.read(&sub)
		default:
			if m := n.plain(kind); m != nil {
				m.add(readNameMap(&sub, true))
			} else {
				sub = decode.Reader{}
			}
		}
		if sub.Err() != nil || sub.Len() > 0 {
			return
		}
	}
}

// plain is the map of a subsection that is not nested, nil for an unknown one.
func (n *moduleNames) plain(kind binary.NameKind) *names {
	switch kind {
	case binary.NameFunction:
		return &n.funcs
	case binary.NameType:
		return &n.types
	case binary.NameTable:
		return &n.tables
	case binary.NameMemory:
		return &n.memories
	case binary.NameGlobal:
		return &n.globals
	case binary.NameElement:
		return &n.elems
	case binary.NameData:
		return &n.datas
	case binary.NameTag:
		return &n.tags
	}
	return nil
}

// read passes over an indirect map and keeps where the maps in it stand. The
// map with the malformed entry is kept too: load reads it up to there.
func (m *innerNames) read(r *decode.Reader) {
	for count := r.U32(); count > 0 && r.Err() == nil; count-- {
		item := r.U32()
		data := r.Rest()
		for k := r.U32(); k > 0 && r.Err() == nil; k-- {
			r.U32()
			r.Bytes(int(r.U32()))
		}
		if r.Err() != nil {
			return // all the names of an item, or none
		}
		data = data[:len(data)-r.Len()]
		m.maps = append(m.maps, innerMap{item, data})
		names := decode.NewReader(data, 0)
		for k := names.U32(); k > 0 && names.Err() == nil; k-- {
			names.U32()
			names.Name()
		}
		if names.Err() != nil {
			r.Fail(r.Offset(), "malformed UTF-8 encoding") // nothing is read behind it
		}
	}
}
