package wat

import (
	"sort"

	"wcomp/binary"
	"wcomp/decode"
)

// Places tells where in a text the parts of its binary come from, so that
// complaints about the binary can be made about the text. Making one parses
// the text again: it costs nothing as long as there is nothing to complain
// about.
type Places struct {
	src  string
	root *placeNode
	data []byte
}

// placeNode is a module or component: where its entries come from, section by
// section in the order of the binary.
type placeNode struct {
	at       int // the form itself
	entries  map[byte][]int
	bodies   []bodyPlaces
	children []*placeNode
	// decls are the declarators of the types that have some, by the place of
	// the type; their offsets are those in the text.
	decls map[int]declPlaces
	// constants are the constant expressions of fields, by their place.
	constants map[int]constantPlaces
}

// declPlaces are the declarators of a component, instance or module type.
type declPlaces struct {
	decls  []binary.Decl
	module []binary.ModuleDecl
}

// declares notes the declarators of the type that was added last.
func (n *placeNode) declares(decls []binary.Decl, module []binary.ModuleDecl) {
	if n == nil || len(decls)+len(module) == 0 {
		return
	}
	section := byte(binary.ComponentSectionType)
	if module != nil {
		section = byte(binary.ComponentSectionCoreType)
	}
	if n.decls == nil {
		n.decls = make(map[int]declPlaces)
	}
	entries := n.entries[section]
	n.decls[entries[len(entries)-1]] = declPlaces{decls, module}
}

// find is the place of the innermost declarator that the byte at offset is in,
// or -1. have are the declarators as they stand in the binary.
func (d declPlaces) find(have declPlaces, offset int64) int {
	k := sort.Search(len(have.decls), func(i int) bool { return have.decls[i].Offset > offset }) - 1
	if k >= 0 && k < len(d.decls) {
		in, read := &d.decls[k], &have.decls[k]
		at := -1
		switch {
		case in.Type != nil && read.Type != nil:
			at = declPlaces{decls: in.Type.Decls}.find(declPlaces{decls: read.Type.Decls}, offset)
		case in.CoreType != nil && read.CoreType != nil:
			at = declPlaces{module: in.CoreType.Module}.find(declPlaces{module: read.CoreType.Module}, offset)
		}
		if at >= 0 {
			return at
		}
		return int(in.Offset)
	}
	k = sort.Search(len(have.module), func(i int) bool { return have.module[i].Offset > offset }) - 1
	if k >= 0 && k < len(d.module) {
		return int(d.module[k].Offset)
	}
	return -1
}

// declared is the place of the declarator at offset, if the entry that comes
// next, whose own place is at, is a type with declarators.
func (n *placeNode) declared(ev *decode.Event, s decode.Items, at int, offset int64) int {
	d, ok := n.decls[at]
	if !ok || !ev.Component {
		return at
	}
	var have declPlaces
	switch ev.ComponentSection() {
	case binary.ComponentSectionType:
		have.decls = s.ComponentType().Decls
	case binary.ComponentSectionCoreType:
		have.module = s.CoreType().Module
	default:
		return at
	}
	if found := d.find(have, offset); found >= 0 {
		return found
	}
	return at
}

// bodyPlaces is a function: the field, and its instructions by their offset in
// the body.
type bodyPlaces struct {
	at        int
	positions []position
}

func (n *placeNode) add(section byte, at int) {
	if n == nil {
		return
	}
	if n.entries == nil {
		n.entries = make(map[byte][]int)
	}
	n.entries[section] = append(n.entries[section], at)
}

// child adds a nested module or component.
func (n *placeNode) child(at int) *placeNode {
	if n == nil {
		return nil
	}
	c := &placeNode{at: at}
	n.children = append(n.children, c)
	return c
}

// NewPlaces parses a text that Parse accepts.
func NewPlaces(src []byte, opts ParseOptions) (*Places, error) {
	text := viewString(src)
	t := &translation{src: text, opts: opts, places: &placeNode{}}
	data := t.file()
	if err := collected(t.errs, opts.File, text); err != nil {
		return nil, err
	}
	p := &Places{src: text, root: t.places, data: data}
	if len(t.places.children) == 1 {
		p.root = t.places.children[0]
	}
	return p, nil
}

// Find is the span of text that the byte at offset comes from. It is as fine
// as instructions and entries of sections; ok is false for an offset that
// belongs to nothing in the text.
func (p *Places) Find(offset int64) (start, end int, ok bool) {
	at := p.find(offset)
	if at < 0 {
		return 0, 0, false
	}
	return at, p.tokenEnd(at), true
}

func (p *Places) find(offset int64) int {
	type level struct {
		node  *placeNode
		child int
		count [256]int // entries seen of each section
	}
	levels := []*level{{node: &placeNode{children: []*placeNode{p.root}}}}
	parser := decode.NewParser(p.data, 0)
	var ev decode.Event
	best := -1
	for parser.Next(&ev) {
		top := levels[len(levels)-1]
		switch ev.Kind {
		case decode.EventStart:
			node := &placeNode{at: top.node.at}
			if top.child < len(top.node.children) {
				node = top.node.children[top.child]
			}
			top.child++
			levels = append(levels, &level{node: node})
			if offset >= ev.Start && offset < ev.Start+int64(len(ev.Data)) || len(levels) == 2 {
				best = node.at
			}
		case decode.EventEnd:
			levels = levels[:len(levels)-1]
		case decode.EventBody:
			if offset < ev.Start || offset > ev.End() || int(ev.Count) >= len(top.node.bodies) {
				continue
			}
			body := top.node.bodies[ev.Count]
			best = body.at
			in := offset - ev.Offset
			k := sort.Search(len(body.positions), func(i int) bool { return int64(body.positions[i].offset) > in })
			if k > 0 {
				best = body.positions[k-1].at
			}
			if offset < ev.End() {
				return best
			}
		case decode.EventSection:
			s := ev.Items()
			places := top.node.entries[ev.ID]
			for s.Next() {
				k := top.count[ev.ID]
				top.count[ev.ID]++
				if offset >= s.Start && offset <= ev.End() && k < len(places) {
					best = top.node.declared(&ev, *s, places[k], offset)
					best = top.node.constant(&ev, *s, best, offset)
				}
				ev.SkipEntry(s)
				if offset >= s.Start && offset < s.Offset() {
					return best
				}
			}
		}
	}
	return best
}

// tokenEnd is the end of the word at a place, the parenthesis before it
// included.
func (p *Places) tokenEnd(at int) int {
	l := lexer{src: p.src, pos: at}
	if t := l.next(); t.end > at {
		return t.end
	}
	return min(at+1, len(p.src))
}

// sectionPlaces records where the entries of a module's sections come from.
func (w *moduleWriter) sectionPlaces() {
	n := w.places.child(w.open.start)
	if n == nil {
		return
	}
	for i := range w.fields {
		f := &w.fields[i]
		if f.kind != fieldFunc {
			n.constantsOf(f)
		}
		switch {
		case f.imported:
			n.add(byte(binary.SectionImport), f.start)
		case f.kind == fieldFunc:
			n.add(byte(binary.SectionFunction), f.start)
			n.bodies = append(n.bodies, bodyPlaces{f.start, f.result.positions})
		default:
			if id, ok := fieldSections[f.kind]; ok {
				n.add(byte(id), f.start)
			}
		}
	}
	for range w.implied {
		n.add(byte(binary.SectionType), w.open.start)
	}
	for i := range w.exports {
		n.add(byte(binary.SectionExport), w.exports[i].start)
	}
	for _, s := range []struct {
		id           binary.SectionID
		kind, inline fieldKind
	}{{binary.SectionElement, fieldElem, fieldTable}, {binary.SectionData, fieldData, fieldMemory}} {
		for i := range w.fields {
			if f := &w.fields[i]; f.kind == s.kind || f.kind == s.inline && f.result.extra != nil {
				n.add(byte(s.id), f.start)
			}
		}
	}
}

// fieldSections are the sections of fields that have one of their own and no
// imports.
var fieldSections = map[fieldKind]binary.SectionID{
	fieldType: binary.SectionType, fieldTable: binary.SectionTable, fieldMemory: binary.SectionMemory,
	fieldTag: binary.SectionTag, fieldGlobal: binary.SectionGlobal, fieldStart: binary.SectionStart,
}
