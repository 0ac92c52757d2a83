package wat

import (
	"wcomp/binary"
	"wcomp/internal/nearest"
)

// fieldParser parses module fields one by one.
type fieldParser struct {
	typeParser
	exprParser
	m *module
	// wantPositions: note where instructions come from.
	wantPositions bool

	// needs are the signatures of type uses that match no type.
	needs      []neededType
	localNames []binary.Naming
	runs       []binary.Local
	sig        binary.FuncType // scratch of signature
	labelList  []uint32        // scratch of labelTable
	arena      arena
}

// fieldResult is what parsing a field gave.
type fieldResult struct {
	// out is the entry of the field's section: for functions the body, its
	// size not included; extra the entry of an inline segment.
	out, extra []byte
	typ        uint32 // the type of a function
	needs      []neededType
	labels     []binary.Naming
	locals     []binary.Naming
	hints      []binary.BranchHint
	positions  []position
	variables  []variable // for debug information
	usesData   bool
}

// neededType is a signature with its key in module.lookup. Without a key it
// only says that the field uses, by number, a type that may yet be made.
type neededType struct {
	key string
	sig binary.FuncType
}

func newFieldParser(m *module) *fieldParser {
	p := &fieldParser{m: m}
	p.wantPositions = m.opts.Dwarf != DwarfNone || m.places != nil
	p.typeParser.resolve = func(t token, name string) uint32 { return m.resolve(p, spaceType, t, name) }
	return p
}

// resolve is the index of an identifier; an unknown one is noted and stands
// for 0.
func (m *module) resolve(p *fieldParser, s spaceKind, t token, name string) uint32 {
	if d, ok := m.spaces[s].ids[name]; ok {
		return d.index
	}
	p.unknown(t, spaceNames[s], name, m.spaces[s].known)
	return 0
}

func nearestWord(word string, known func(func(string) bool)) string { return nearest.Name(word, known) }

// typeUse takes `(type X)`, parameters and results, and returns the type's
// index. The signature, valid until the next one, is that of the type, nil if
// it is not known or no function's.
func (p *fieldParser) typeUse(param func(int, naming)) (uint32, *binary.FuncType) {
	if !p.open("type") {
		sig := p.signature(param)
		return p.implied(sig), sig
	}
	at := p.tok
	index := p.typeIndex()
	p.close()
	inline := p.isOpen("param") || p.isOpen("result")
	var sig *binary.FuncType
	if inline {
		sig = p.signature(param)
	}
	info := p.m.typeInfo(index)
	switch {
	case info != nil && info.isFunc:
		if inline && !sameSig(sig, &info.sig) {
			e := grammaticalf(at.start, at.end, "inline function type doesn't match type reference: type %d is %s, not %s", index, sigString(&info.sig), sigString(sig))
			p.note(e)
		}
		return index, &info.sig
	case info == nil && !p.m.assigned && index >= p.m.spaces[spaceType].count:
		// Perhaps a type use makes it: ask again once all are known.
		p.needs = append(p.needs, neededType{})
		if inline {
			return index, sig
		}
	case inline && info == nil:
		p.failGrammatical(at, "unknown type: type index %d is out of bounds", index)
	case inline:
		p.failGrammatical(at, "inline function type doesn't match type reference: type %d is no function type", index)
	}
	return index, nil
}

// typeInfo is what is known about a type, one made for type uses included; nil
// for nothing.
func (m *module) typeInfo(index uint32) *typeInfo {
	if int64(index) < int64(len(m.types)) {
		return &m.types[index]
	}
	first := m.spaces[spaceType].count
	if index >= first && int64(index-first) < int64(len(m.implied)) {
		return &typeInfo{isFunc: true, sig: m.implied[index-first]}
	}
	return nil
}

// signature takes parameters and results. The result is valid until the next
// call.
func (p *fieldParser) signature(param func(int, naming)) *binary.FuncType {
	p.sig.Params, p.sig.Results = p.sig.Params[:0], p.sig.Results[:0]
	p.funcType(&p.sig, param)
	return &p.sig
}

// implied is the index of a function type that a type use spells out. If there
// is none yet, the field is parsed again once there is.
func (p *fieldParser) implied(sig *binary.FuncType) uint32 {
	key := sigKey(sig)
	if i, ok := p.m.lookup[key]; ok {
		return i
	}
	p.needs = append(p.needs, neededType{key, copySig(sig)})
	return 0
}

func sigString(sig *binary.FuncType) string {
	s := "(func"
	for i, group := range [][]binary.ValType{sig.Params, sig.Results} {
		if len(group) == 0 {
			continue
		}
		s += [...]string{" (param", " (result"}[i]
		for _, t := range group {
			s += " " + t.String()
		}
		s += ")"
	}
	return s + ")"
}

// parse parses field f again from its parenthesis, this time in full.
func (p *fieldParser) parse(f *field) (bad *Error) {
	defer catch(&bad)
	p.resetExpr()
	p.needs, p.localNames = nil, nil
	f.result = fieldResult{}
	p.start(p.m.src, f.start)
	if p.tok.kind == tokenAnnotation {
		p.annotationField(f)
		p.finish(f)
		return nil
	}
	word := p.tok.text
	p.advance()
	switch f.kind {
	case fieldType:
		p.typeField(f, word == "rec")
	case fieldImport:
		p.importField(f)
	case fieldFunc:
		p.funcField(f)
	case fieldTable:
		p.tableField(f)
	case fieldMemory:
		p.memoryField(f)
	case fieldTag:
		p.tagField(f)
	case fieldGlobal:
		p.globalField(f)
	case fieldExport:
		p.exportField(f)
	case fieldStart:
		f.result.out = binary.AppendU32(nil, p.space(spaceFunc))
	case fieldElem:
		p.elemField(f)
	case fieldData:
		p.dataField(f)
	}
	p.finish(f)
	return nil
}

// finish takes the field's last parenthesis and keeps what was found on the
// way.
func (p *fieldParser) finish(f *field) {
	if p.tok.kind != tokenClose {
		p.unexpected("`)`")
	}
	if p.bad != nil {
		p.fail(p.tok, "")
	}
	f.result.needs = p.needs
	f.result.hints = p.hints
	f.result.labels, f.result.locals = p.labelNames, p.localNames
	f.result.usesData = p.usesData
	if p.wantPositions && len(p.positions) > 0 {
		f.result.positions = append([]position(nil), p.positions...)
	}
}

// keep is a copy of b that lives as long as the module is parsed.
func (p *fieldParser) keep(b []byte) []byte { return p.arena.keep(b) }

// arena hands out pieces of larger blocks, so that a body costs no allocation
// of its own.
type arena struct{ block []byte }

const arenaBlock = 256 << 10

func (a *arena) keep(b []byte) []byte {
	if len(b) > cap(a.block)-len(a.block) {
		if len(b) > arenaBlock/8 {
			return append([]byte(nil), b...)
		}
		size := arenaBlock
		if cap(a.block) == 0 {
			size = max(1024, 2*len(b))
		}
		a.block = make([]byte, 0, size)
	}
	start := len(a.block)
	a.block = append(a.block, b...)
	return a.block[start:len(a.block):len(a.block)]
}
