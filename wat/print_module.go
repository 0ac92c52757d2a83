package wat

import (
	"wcomp/binary"
	"wcomp/decode"
)

// moduleState is what is known of a core module while it is printed.
type moduleState struct {
	names *moduleNames
	types []signature
	// funcs and tags hold type indices.
	funcs, tags               []uint32
	tables, memories, globals uint32
	// bodies is the number of imported functions and bodies printed so far,
	// which is the index of the next body's function.
	bodies uint32
	// last is the last section that had an entry, as the place of custom
	// sections names it; empty before the first.
	last string
}

// signature is what printing needs of a type definition.
type signature struct {
	kind binary.CompositeKind
	// plain: an unshared type without descriptors, whose parameters and
	// results are repeated where it is used.
	plain           bool
	fields          int
	cont            uint32
	params, results []binary.ValType
}

// module prints the core module whose EventStart is ev. word begins its form;
// id writes what follows the keyword.
func (p *printer) module(parser *decode.Parser, ev *decode.Event, word string, id func()) error {
	outer := p.mod
	defer func() { p.mod = outer }()
	p.mod = &moduleState{names: scanModule(ev.Data, ev.Offset, p.o.NameUnnamed)}
	p.open(word)
	id()
	bodies := newBodyPool(p)
	defer bodies.close()
	for parser.Next(ev) {
		p.maybeFlush()
		if p.werr != nil {
			return p.werr
		}
		var err error
		if ev.Kind != decode.EventBody {
			if err = bodies.finish(); err != nil {
				return err
			}
		}
		switch ev.Kind {
		case decode.EventEnd:
			p.closeLine(ev.Offset)
			return nil
		case decode.EventSection:
			err = p.section(ev)
		case decode.EventBody:
			p.mod.last = "code"
			err = bodies.add(ev.Body())
		case decode.EventCustom:
			p.custom(ev, p.place())
		}
		if err != nil {
			return err
		}
	}
	if err := bodies.finish(); err != nil {
		return err
	}
	return parser.Err()
}

// place says where a custom section stands.
func (p *printer) place() string {
	if p.mod.last == "" {
		return "before first"
	}
	return "after " + p.mod.last
}

// section prints the entries of a section that is neither code nor custom.
func (p *printer) section(ev *decode.Event) error {
	p.invalidSection(ev.Contents, ev.End())
	items := ev.Items()
	m := p.mod
	id := ev.Section()
	for items.Next() {
		p.maybeFlush()
		switch id {
		case binary.SectionType:
			m.last = "type"
			g := items.RecGroup()
			if items.Err() == nil {
				p.recGroup(&g)
			}
		case binary.SectionImport:
			m.last = "import"
			g := items.Import()
			if items.Err() == nil {
				p.importGroup(&g)
			}
		case binary.SectionFunction:
			m.last = "func"
			if t := items.U32(); items.Err() == nil {
				m.funcs = append(m.funcs, t)
			}
		case binary.SectionTable:
			m.last = "table"
			t := items.Table()
			if items.Err() == nil {
				p.table(&t)
			}
		case binary.SectionMemory:
			m.last = "memory"
			at := items.Start
			t := items.MemoryType()
			if items.Err() == nil {
				p.newline(at)
				p.memoryType(&t, true)
				p.close()
			}
		case binary.SectionTag:
			m.last = "tag"
			at := items.Start
			t := items.Tag()
			if items.Err() == nil {
				p.newline(at)
				p.tagType(t, true)
				p.close()
			}
		case binary.SectionGlobal:
			m.last = "global"
			g := items.Global()
			if items.Err() == nil {
				if err := p.global(&g); err != nil {
					return err
				}
			}
		case binary.SectionExport:
			m.last = "export"
			e := items.Export()
			if items.Err() == nil {
				p.newline(e.Offset)
				p.export(&e)
			}
		case binary.SectionStart:
			m.last = "start"
			at := items.Start
			f := items.U32()
			if items.Err() == nil {
				p.newline(at)
				p.open("start ")
				p.use(&m.names.funcs, f)
				p.close()
			}
		case binary.SectionElement:
			m.last = "elem"
			e := items.Element()
			if items.Err() == nil {
				if err := p.element(items.Index(), &e); err != nil {
					return err
				}
			}
		case binary.SectionDataCount:
			items.U32()
		case binary.SectionData:
			m.last = "data"
			d := items.Data()
			if items.Err() == nil {
				if err := p.data(items.Index(), &d); err != nil {
					return err
				}
			}
		}
	}
	return items.Err()
}

// use writes an index where it is used: its identifier or the number.
func (p *printer) use(n *names, i uint32) {
	p.color(colorName)
	p.useBare(n, i)
	p.reset()
}

func (p *printer) useBare(n *names, i uint32) {
	if s := n.get(i); s != "" {
		p.b = append(p.b, '$')
		p.b = append(p.b, s...)
	} else {
		p.u32(i)
	}
}

// define writes the identifier of a definition with the name that it stands
// for, if that is another, and the index in a comment if index.
func (p *printer) define(n *names, i uint32, index bool) {
	s := n.get(i)
	if s == "" && !index {
		return
	}
	p.color(colorName)
	if s != "" {
		p.byte('$')
		p.str(s)
		p.realName(n, i)
		if index {
			p.byte(' ')
		}
	}
	if index {
		p.str("(;")
		p.u32(i)
		p.str(";)")
	}
	p.reset()
}

// ownName writes the name that a module or component gives itself.
func (p *printer) ownName(n *names) {
	if s := n.get(0); s != "" {
		p.str(" $")
		p.str(s)
		p.realName(n, 0)
	}
}

func (p *printer) importGroup(g *binary.ImportGroup) {
	p.newline(g.Offset)
	p.open("import ")
	p.quoted(g.Module)
	switch g.Form {
	case binary.ImportSingle:
		im := &g.Items[0]
		p.byte(' ')
		p.quoted(im.Name)
		p.byte(' ')
		p.externType(&im.ExternType, true)
	case binary.ImportNames:
		for i := range g.Items {
			im := &g.Items[i]
			p.newline(im.Offset)
			p.open("item ")
			p.quoted(im.Name)
			p.byte(' ')
			p.externType(&im.ExternType, true)
			p.close()
		}
	case binary.ImportSharedType:
		for i := range g.Items {
			im := &g.Items[i]
			p.newline(im.Offset)
			p.open("item ")
			p.quoted(im.Name)
			p.close()
			p.mod.count(&im.ExternType)
		}
		p.newline(g.Offset)
		p.externType(&g.Type, false)
	}
	p.close()
}

// count enters an imported item in its index space without printing it.
func (m *moduleState) count(t *binary.ExternType) {
	switch t.Kind {
	case binary.ExternFunc, binary.ExternFuncExact:
		m.funcs = append(m.funcs, t.Type)
		m.bodies++
	case binary.ExternTable:
		m.tables++
	case binary.ExternMemory:
		m.memories++
	case binary.ExternGlobal:
		m.globals++
	case binary.ExternTag:
		m.tags = append(m.tags, t.Type)
	}
}

// externType writes the type of an import. index: it is entered in its index
// space and its identifier and index are written.
func (p *printer) externType(t *binary.ExternType, index bool) {
	switch t.Kind {
	case binary.ExternFunc, binary.ExternFuncExact:
		p.open("func ")
		if index {
			p.define(&p.mod.names.funcs, uint32(len(p.mod.funcs)), true)
			p.byte(' ')
		}
		if t.Kind == binary.ExternFuncExact {
			p.open("exact ")
			p.typeUse(t.Type)
			p.close()
		} else {
			p.typeUse(t.Type)
		}
		if index {
			p.mod.count(t)
		}
	case binary.ExternTable:
		p.tableType(&t.Table, index)
	case binary.ExternMemory:
		p.memoryType(&t.Memory, index)
	case binary.ExternGlobal:
		p.globalType(&t.Global, index)
	case binary.ExternTag:
		p.tagType(t.Type, index)
	}
	p.close()
}

// typeUse writes (type T).
func (p *printer) typeUse(t uint32) {
	p.open("type ")
	p.use(&p.mod.names.types, t)
	p.close()
}

func (p *printer) table(t *binary.Table) {
	p.newline(t.Offset)
	p.tableType(&t.TableType, true)
	if t.HasInit {
		p.byte(' ')
		p.initializer(t.Init)
	}
	p.close()
}

func (p *printer) tableType(t *binary.TableType, index bool) {
	p.open("table ")
	if index {
		p.define(&p.mod.names.tables, p.mod.tables, true)
		p.byte(' ')
		p.mod.tables++
	}
	if t.Shared {
		p.typeWord("shared ")
	}
	if t.Is64 {
		p.typeWord("i64 ")
	}
	p.limits(&t.Limits)
	p.byte(' ')
	p.valType(t.Elem)
}

func (p *printer) limits(l *binary.Limits) {
	p.color(colorLiteral)
	p.uint(l.Min)
	if l.HasMax {
		p.byte(' ')
		p.uint(l.Max)
	}
	p.reset()
}

func (p *printer) memoryType(t *binary.MemoryType, index bool) {
	p.open("memory ")
	if index {
		p.define(&p.mod.names.memories, p.mod.memories, true)
		p.byte(' ')
		p.mod.memories++
	}
	if t.Is64 {
		p.typeWord("i64 ")
	}
	p.limits(&t.Limits)
	if t.Shared {
		p.typeWord(" shared")
	}
	if t.HasPageSize {
		p.byte(' ')
		p.open("pagesize ")
		p.pageSize(t.PageSizeLog2)
		p.close()
	}
}

func (p *printer) pageSize(log2 uint32) {
	p.str("0x")
	v := uint64(1) << log2
	shift := 60
	for v>>shift == 0 {
		shift -= 4
	}
	for ; shift >= 0; shift -= 4 {
		p.byte(lowerHex[v>>shift&15])
	}
}

func (p *printer) globalType(t *binary.GlobalType, index bool) {
	p.open("global ")
	if index {
		p.define(&p.mod.names.globals, p.mod.globals, true)
		p.byte(' ')
		p.mod.globals++
	}
	if t.Shared || t.Mutable {
		p.byte('(')
		if t.Shared {
			p.typeWord("shared ")
		}
		if t.Mutable {
			p.typeWord("mut ")
		}
		p.valType(t.Type)
		p.byte(')')
		return
	}
	p.valType(t.Type)
}

func (p *printer) tagType(t uint32, index bool) {
	p.open("tag ")
	if index {
		p.define(&p.mod.names.tags, uint32(len(p.mod.tags)), true)
		p.byte(' ')
		p.mod.tags = append(p.mod.tags, t)
	}
	p.typeUse(t)
	if s := p.mod.function(t); s != nil {
		p.signature(s)
	}
}

func (p *printer) global(g *binary.Global) error {
	p.newline(g.Offset)
	p.globalType(&g.GlobalType, true)
	p.byte(' ')
	err := p.initializer(g.Init)
	p.close()
	return err
}

func (p *printer) export(e *binary.Export) {
	p.open("export ")
	p.quoted(e.Name)
	p.byte(' ')
	p.open(e.Kind.String() + " ")
	n := p.mod.names
	switch e.Kind {
	case binary.ExternFunc:
		p.use(&n.funcs, e.Index)
	case binary.ExternTable:
		p.use(&n.tables, e.Index)
	case binary.ExternMemory:
		p.use(&n.memories, e.Index)
	case binary.ExternGlobal:
		p.use(&n.globals, e.Index)
	default:
		p.u32(e.Index)
	}
	p.close()
	p.close()
}

func (p *printer) element(index uint32, e *binary.Element) error {
	p.newline(e.Offset)
	p.open("elem ")
	p.define(&p.mod.names.elems, index, true)
	switch e.Mode {
	case binary.SegmentDeclared:
		p.str(" declare")
	case binary.SegmentActive:
		if e.HasTable() {
			p.byte(' ')
			p.open("table ")
			p.use(&p.mod.names.tables, e.Table)
			p.close()
		}
		p.byte(' ')
		if err := p.offsetExpr(e.Where, "offset"); err != nil {
			return err
		}
	}
	p.byte(' ')
	switch {
	case p.o.Skeleton:
		p.str("...")
	case e.Exprs:
		p.valType(e.Type)
		for x := range decode.ElementExprs(e) {
			p.byte(' ')
			if err := p.offsetExpr(x, "item"); err != nil {
				return err
			}
			p.maybeFlush()
		}
	default:
		p.str("func")
		for _, f := range decode.ElementFuncs(e) {
			p.byte(' ')
			p.use(&p.mod.names.funcs, f)
			p.maybeFlush()
		}
	}
	p.close()
	return nil
}

func (p *printer) data(index uint32, d *binary.Data) error {
	p.newline(d.Offset)
	p.open("data ")
	p.define(&p.mod.names.datas, index, true)
	p.byte(' ')
	if d.Mode == binary.SegmentActive {
		if d.Memory != 0 {
			p.open("memory ")
			p.use(&p.mod.names.memories, d.Memory)
			p.close()
			p.byte(' ')
		}
		if err := p.offsetExpr(d.Where, "offset"); err != nil {
			return err
		}
		p.byte(' ')
	}
	if p.o.Skeleton {
		p.str("...")
	} else {
		p.bytes(d.Init)
	}
	p.close()
	return nil
}

// bytes writes a string of bytes, in pieces so that a large segment takes no
// memory.
func (p *printer) bytes(data []byte) {
	p.color(colorLiteral)
	p.byte('"')
	for len(data) > 0 {
		n := min(len(data), flushSize/2)
		p.b = appendByteEscapes(p.b, data[:n])
		data = data[n:]
		p.maybeFlush()
	}
	p.byte('"')
	p.reset()
}
