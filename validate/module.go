package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// moduleState is a core module being validated: its description so far and
// what only validation needs. From the code section on the description is
// frozen, but for the data section, which adds nothing bodies read.
type moduleState struct {
	ModuleInfo
	v      *validator
	offset int64
	// declared are the functions that ref.func may name in a body: a bit
	// each.
	declared []uint64
	// names is the contents of the name section, if one was seen.
	names       []byte
	namesOffset int64
	bodies      []bodyRange
	// fast and sigs serve the loop of fast.go: its table and the type of
	// each function, nil if that is long.
	fast *fastTable
	sigs []*binary.FuncType
	// typeSigs are the function types by type index, nil for long and other
	// types.
	// callTable is the address type of table 0 if call_indirect may use it,
	// else a type that no operand has.
	typeSigs  []*binary.FuncType
	callTable binary.ValType
	// exportNames are the names of exports so far.
	exportNames map[string]struct{}
	// in is the component around the module, if any, index the module's place
	// in it.
	in    *componentState
	index int
	// flaws is what is wrong, if more than the first error is looked for;
	// broken, that nothing more is to be found out. noTypes: the only type is
	// one that stands for wrong ones (poison.go).
	flaws   *flaws
	broken  bool
	noTypes bool
	// frozen: the code section has begun. view is the types as bodies see
	// them, if more are being added.
	frozen bool
	view   *Types
}

// bodyRange is where in the outermost input a function body is.
type bodyRange struct {
	offset int64
	size   uint32
	skip   bool // it is too long
}

func newModuleState(v *validator, offset int64, in *componentState) *moduleState {
	m := &moduleState{v: v, offset: offset, in: in}
	if in != nil {
		m.index = len(in.coreModules)
	}
	m.size = 1
	return m
}

// event checks a section, the start of the code section or a body's frame.
func (m *moduleState) event(ev *decode.Event) {
	if m.broken {
		return
	}
	switch ev.Kind {
	case decode.EventCode:
		m.frozen = true
		m.bodies = make([]bodyRange, 0, min(int(ev.Count), len(m.Funcs)-m.ImportedFuncs))
		m.v.code = append(m.v.code, m)
	case decode.EventBody:
		m.body(ev)
	case decode.EventSection:
		m.section(ev)
	}
}

func (m *moduleState) body(ev *decode.Event) {
	index := m.ImportedFuncs + int(ev.Count)
	if n := len(ev.Data); uint64(n) > uint64(m.v.limits.BodyBytes) {
		m.v.report(m.about(limitf(ev.Offset, "function body of %d bytes is longer than the limit of %d", n, m.v.limits.BodyBytes), "func", binary.NameFunction, index))
		m.bodies = append(m.bodies, bodyRange{offset: ev.Offset, skip: true})
		return
	}
	m.bodies = append(m.bodies, bodyRange{offset: ev.Offset, size: uint32(len(ev.Data))})
}

// section checks the entries of a section one by one.
func (m *moduleState) section(ev *decode.Event) {
	id := ev.Section()
	items := ev.Items()
	if err := m.checkCount(id, items.Count(), ev.Offset); err != nil && items.Err() == nil {
		m.v.report(item(err, "%s section", id))
		if err.Code != codeFeature || id == binary.SectionTag {
			m.unread(id)
			return
		}
	}
	before := len(m.v.errs)
	for !m.v.fatal && !m.broken && items.Next() {
		err := m.entry(id, items)
		if bad := asError(items.Err()); bad != nil {
			// After another error in the section this may be for the same
			// reason: bytes were taken for something else.
			if len(m.v.errs) == before {
				m.v.report(m.at(bad, id, items))
			}
			m.unread(id)
			return
		}
		if err != nil {
			m.note(err, id, items)
		}
	}
	if err := asError(items.Err()); err != nil {
		if len(m.v.errs) == before {
			m.v.report(item(err, "%s section", id))
		}
		m.unread(id)
	}
}

// note reports the error of an entry.
func (m *moduleState) note(err *binary.Error, id binary.SectionID, items *decode.Items) {
	m.v.report(m.at(err, id, items))
	m.flawed(id)
}

// unread is called when the rest of a section cannot be read. Where it leaves
// more unknown than the entries that are missing, the module is broken.
func (m *moduleState) unread(id binary.SectionID) {
	if m.flawed(id); m.flaws == nil {
		return
	}
	m.flaws.open[id] = true
	switch id {
	case binary.SectionExport, binary.SectionStart, binary.SectionElement, binary.SectionTag:
	case binary.SectionDataCount, binary.SectionData:
		m.flaws.open[binary.SectionData] = true
	default:
		m.broken = true
	}
}

// at names the entry that an error is in.
func (m *moduleState) at(err *binary.Error, id binary.SectionID, items *decode.Items) *binary.Error {
	i := int(items.Index())
	switch id {
	case binary.SectionType:
		return m.about(err, "type", binary.NameType, len(m.Types))
	case binary.SectionImport:
		return item(err, "import %d", i)
	case binary.SectionFunction:
		return m.about(err, "func", binary.NameFunction, m.ImportedFuncs+i)
	case binary.SectionTable:
		return m.about(err, "table", binary.NameTable, m.ImportedTables+i)
	case binary.SectionMemory:
		return m.about(err, "memory", binary.NameMemory, m.ImportedMemories+i)
	case binary.SectionTag:
		return m.about(err, "tag", binary.NameTag, m.ImportedTags+i)
	case binary.SectionGlobal:
		return m.about(err, "global", binary.NameGlobal, m.ImportedGlobals+i)
	case binary.SectionExport:
		return item(err, "export %d", i)
	case binary.SectionStart:
		return item(err, "start")
	case binary.SectionDataCount:
		return item(err, "data count section")
	case binary.SectionElement:
		return m.about(err, "elem", binary.NameElement, i)
	case binary.SectionData:
		return m.about(err, "data", binary.NameData, i)
	}
	return err
}

// within puts the components around the module, and the module's place in the
// innermost, before the item of an error.
func (m *moduleState) within(err *binary.Error) *binary.Error {
	if m.in == nil || err == nil {
		return err
	}
	return m.in.inside(err, m.in.label(binary.SortCoreModule, uint32(m.index)))
}

// checkCount holds the limits that a section's count alone can break, before
// any entry is read.
func (m *moduleState) checkCount(id binary.SectionID, n uint32, at int64) *binary.Error {
	l := &m.v.limits
	check := func(have int, limit uint32, what string) *binary.Error {
		if uint64(have)+uint64(n) > uint64(limit) {
			return limitf(at, "more than the limit of %d %s", limit, what)
		}
		return nil
	}
	switch id {
	case binary.SectionType:
		return check(len(m.Types), l.Types, "types")
	case binary.SectionImport:
		return check(0, l.Imports, "imports")
	case binary.SectionFunction:
		return check(len(m.Funcs), l.Functions, "functions")
	case binary.SectionTable:
		return m.checkTables(len(m.Tables)+int(n), at)
	case binary.SectionMemory:
		return m.checkMemories(len(m.Memories)+int(n), at)
	case binary.SectionTag:
		if err := m.v.need(binary.FeatureExceptions, at, "a tag section"); err != nil {
			return err
		}
		return check(len(m.Tags), l.Tags, "tags")
	case binary.SectionGlobal:
		return check(len(m.Globals), l.Globals, "globals")
	case binary.SectionExport:
		return check(0, l.Exports, "exports")
	case binary.SectionElement:
		return check(0, l.ElementSegments, "element segments")
	case binary.SectionData:
		return check(0, l.DataSegments, "data segments")
	}
	return nil
}

func (m *moduleState) checkTables(n int, at int64) *binary.Error {
	if n > 1 {
		if err := m.v.need(binary.FeatureReferenceTypes, at, "more than one table"); err != nil {
			return err
		}
	}
	if uint64(n) > uint64(m.v.limits.Tables) {
		return limitf(at, "more than the limit of %d tables", m.v.limits.Tables)
	}
	return nil
}

func (m *moduleState) checkMemories(n int, at int64) *binary.Error {
	if n > 1 {
		if err := m.v.need(binary.FeatureMultiMemory, at, "more than one memory"); err != nil {
			return err
		}
	}
	if uint64(n) > uint64(m.v.limits.Memories) {
		return limitf(at, "more than the limit of %d memories", m.v.limits.Memories)
	}
	return nil
}

// entry reads and checks an entry of a section.
func (m *moduleState) entry(id binary.SectionID, items *decode.Items) *binary.Error {
	at := items.Start
	switch id {
	case binary.SectionType:
		if err := m.checkGroupSize(items); err != nil {
			return err
		}
		return m.addTypes(items)
	case binary.SectionImport:
		g := items.Import()
		if items.Err() != nil {
			return nil
		}
		if g.Form != binary.ImportSingle {
			if err := m.v.need(binary.FeatureCompactImports, at, "a compact import"); err != nil {
				m.note(err, id, items)
				if m.v.fatal {
					return nil
				}
			}
		}
		for i := range g.Items {
			if err := m.addImport(&g.Items[i], g.Items[i].Offset); err != nil {
				m.note(err, id, items)
				if m.v.fatal || m.broken {
					break
				}
			}
		}
	case binary.SectionFunction:
		t := items.U32()
		if items.Err() != nil {
			return nil
		}
		return m.addFunc(t, at)
	case binary.SectionTable:
		t := items.Table()
		if items.Err() != nil {
			return nil
		}
		return m.addTable(&t, at)
	case binary.SectionMemory:
		t := items.MemoryType()
		if items.Err() != nil {
			return nil
		}
		return m.addMemory(t, at)
	case binary.SectionTag:
		t := items.Tag()
		if items.Err() != nil {
			return nil
		}
		return m.addTag(t, at)
	case binary.SectionGlobal:
		g := items.Global()
		if items.Err() != nil {
			return nil
		}
		return m.addGlobal(&g, at)
	case binary.SectionExport:
		if m.exportNames == nil {
			// Room for what the section announces, as far as its bytes bear it out.
			n := min(int(items.Count()), items.Len()/8)
			m.exportNames = make(map[string]struct{}, n)
			m.Exports = make([]binary.Export, 0, n)
		}
		e := items.Export()
		if items.Err() != nil {
			return nil
		}
		return m.addExport(&e)
	case binary.SectionStart:
		i := items.U32()
		if items.Err() != nil {
			return nil
		}
		return m.setStart(i, at)
	case binary.SectionElement:
		e := items.Element()
		if items.Err() != nil {
			return nil
		}
		return m.addElement(&e)
	case binary.SectionDataCount:
		n := items.U32()
		if items.Err() != nil {
			return nil
		}
		if n > m.v.limits.DataSegments {
			return limitf(at, "more than the limit of %d data segments", m.v.limits.DataSegments)
		}
		m.DataCount, m.HasDataCount = n, true
	case binary.SectionData:
		d := items.Data()
		if items.Err() != nil {
			return nil
		}
		return m.addData(&d)
	}
	return nil
}

// checkGroupSize looks at the size of the recursion group that comes next, so
// that a group over the limit is not read at all.
func (m *moduleState) checkGroupSize(items *decode.Items) *binary.Error {
	rest := items.Rest()
	if len(rest) == 0 || rest[0] != binary.CodeRec {
		return nil
	}
	r := decode.NewReader(rest[1:min(len(rest), 6)], 0)
	if n := r.U32(); r.Err() == nil && n <= binary.MaxRecGroupTypes && uint64(len(m.Types))+uint64(n) > uint64(m.v.limits.Types) {
		return limitf(items.Start, "more than the limit of %d types", m.v.limits.Types)
	}
	return nil
}

// finish is called at the module's end.
func (m *moduleState) finish() {
	m.exportNames = nil
}

// addTypes reads and checks a recursion group.
func (m *moduleState) addTypes(items *decode.Items) *binary.Error {
	g := group{offset: items.Start}
	g.explicit, g.n = items.RecGroupStart()
	if items.Err() != nil {
		return nil
	}
	var member binary.SubType
	g.next = func() *binary.SubType {
		if member = items.SubType(); items.Err() != nil {
			return nil
		}
		return &member
	}
	errs := m.v.addGroup((*typeSpace)(&m.Types), g)
	for i, err := range errs {
		if i == len(errs)-1 {
			return err
		}
		m.v.report(m.at(err, binary.SectionType, items))
	}
	return nil
}
