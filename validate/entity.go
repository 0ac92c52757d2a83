package validate

import (
	"math"
	"strings"

	"wcomp/binary"
)

// Imports, definitions and exports of a core module (core spec 3.4).

// checkTableType gives a table type its canonical form.
func (c *checker) checkTableType(s typeSpace, t binary.TableType, at int64) (binary.TableType, *binary.Error) {
	if t.Elem != binary.FuncRef {
		e, err := c.resolve(s, t.Elem, at)
		if err != nil {
			return t, err
		}
		t.Elem = e
	}
	if t.Is64 {
		if err := c.need(binary.FeatureMemory64, at, "a table with 64-bit indices"); err != nil {
			return t, err
		}
	}
	if t.Shared {
		if err := c.need(binary.FeatureSharedEverythingThreads, at, "a shared table"); err != nil {
			return t, err
		}
		if !c.types.sharedType(t.Elem) {
			return t, mismatch(at, "a shared table must have a shared element type", "a shared type", t.Elem.String())
		}
	}
	limit := uint64(math.MaxUint32)
	if t.Is64 {
		limit = math.MaxUint64
	}
	return t, checkLimits(t.Limits, limit, "table size", at)
}

func checkLimits(l binary.Limits, limit uint64, what string, at int64) *binary.Error {
	switch {
	case l.Min > limit:
		return limitf(at, "%s: the minimum of %d is greater than the limit of %d", what, l.Min, limit)
	case l.HasMax && l.Max > limit:
		return limitf(at, "%s: the maximum of %d is greater than the limit of %d", what, l.Max, limit)
	case l.HasMax && l.Min > l.Max:
		return invalidf(at, "%s: the minimum of %d must not be greater than the maximum of %d", what, l.Min, l.Max)
	}
	return nil
}

// checkMemoryType checks a memory type.
func (c *checker) checkMemoryType(t binary.MemoryType, at int64) *binary.Error {
	if t.Is64 {
		if err := c.need(binary.FeatureMemory64, at, "a memory with 64-bit addresses"); err != nil {
			return err
		}
	}
	if t.Shared {
		if err := c.need(binary.FeatureThreads, at, "a shared memory"); err != nil {
			return err
		}
	}
	if t.HasPageSize {
		if err := c.need(binary.FeatureCustomPageSizes, at, "a page size"); err != nil {
			return err
		}
		if t.PageSizeLog2 != 0 && t.PageSizeLog2 != 16 {
			return invalidf(at, "invalid custom page size of 2^%d bytes: only 1 and 65536 are allowed", t.PageSizeLog2)
		}
	}
	limit := uint64(1) << (32 - t.PageLog2())
	if t.Is64 {
		limit = 1 << (64 - t.PageLog2()) // 0 if the page is a byte
	}
	if t.PageLog2() == 0 {
		limit--
	}
	if err := checkLimits(t.Limits, limit, "memory size in pages", at); err != nil {
		return err
	}
	if t.Shared && !t.HasMax {
		return invalidf(at, "a shared memory must have a maximum size")
	}
	return nil
}

// checkGlobalType gives a global type its canonical form.
func (c *checker) checkGlobalType(s typeSpace, g binary.GlobalType, at int64) (binary.GlobalType, *binary.Error) {
	t, err := c.resolve(s, g.Type, at)
	if err != nil {
		return g, err
	}
	g.Type = t
	if g.Shared {
		if err := c.need(binary.FeatureSharedEverythingThreads, at, "a shared global"); err != nil {
			return g, err
		}
		if !c.types.sharedType(t) {
			return g, mismatch(at, "a shared global must have a shared type", "a shared type", t.String())
		}
	}
	return g, nil
}

// checkTagType checks the type of a tag and gives its TypeID.
func (c *checker) checkTagType(s typeSpace, index uint32, at int64) (TypeID, *binary.Error) {
	if err := c.need(binary.FeatureExceptions, at, "a tag"); err != nil {
		return 0, err
	}
	id, f, err := c.funcType(s, index, at)
	if err != nil {
		return 0, err
	}
	if len(f.Results) > 0 {
		return id, c.need(binary.FeatureStackSwitching, at, "a tag with results")
	}
	return id, nil
}

// funcType is the function type with the given index.
func (c *checker) funcType(s typeSpace, index uint32, at int64) (TypeID, *binary.FuncType, *binary.Error) {
	id, err := c.typeAt(s, index, at)
	if err != nil {
		return 0, nil, err
	}
	f := c.types.Func(id)
	if f == nil {
		return 0, nil, mismatch(at, "type "+decimal(index)+" is no function type", "a function type", c.types.String(id))
	}
	return id, f, nil
}

// checkExtern gives the type of an import or export its canonical form, with a
// TypeID for functions and tags.
func (c *checker) checkExtern(s typeSpace, t *binary.ExternType, at int64) (err *binary.Error) {
	var id TypeID
	switch t.Kind {
	case binary.ExternFunc, binary.ExternFuncExact:
		if t.Kind == binary.ExternFuncExact {
			if err = c.need(binary.FeatureCustomDescriptors, at, "an exact function import"); err != nil {
				return err
			}
		}
		id, _, err = c.funcType(s, t.Type, at)
		t.Type = uint32(id)
	case binary.ExternTag:
		id, err = c.checkTagType(s, t.Type, at)
		t.Type = uint32(id)
	case binary.ExternTable:
		t.Table, err = c.checkTableType(s, t.Table, at)
	case binary.ExternMemory:
		err = c.checkMemoryType(t.Memory, at)
	case binary.ExternGlobal:
		t.Global, err = c.checkGlobalType(s, t.Global, at)
	}
	return err
}

// externSize is the effective type size of a canonical extern type
// (validate.md 3.1).
func (c *checker) externSize(t *binary.ExternType) uint64 {
	switch t.Kind {
	case binary.ExternFunc, binary.ExternFuncExact, binary.ExternTag:
		return c.types.size(TypeID(t.Type))
	}
	return 1
}

// size is the effective type size of a core type.
func (t *Types) size(id TypeID) uint64 {
	ty := t.At(id)
	switch ty.Kind {
	case binary.CompositeFunc:
		return 2 + uint64(len(ty.Func.Params)+len(ty.Func.Results))
	case binary.CompositeStruct:
		return 2 + 2*uint64(len(ty.Fields))
	case binary.CompositeArray:
		return 3
	}
	return 2
}

// grow adds to the module's effective type size.
func (m *moduleState) grow(n uint64, at int64) *binary.Error {
	m.size += n
	if m.size >= uint64(m.v.limits.TypeSize) {
		m.broken = true // each further entry would say the same
		return limitf(at, "effective type size of the module is greater than the limit of %d", m.v.limits.TypeSize)
	}
	return nil
}

func (m *moduleState) addImport(im *binary.Import, at int64) *binary.Error {
	t := im.ExternType
	index := im.Type
	bad := m.v.checkExtern(m.spaceOfTypes(), &t, at)
	if bad != nil {
		if item(bad, "import %q %q", im.Module, im.Name); !m.v.goesOn() {
			return bad
		}
		if im.Kind != binary.ExternMemory { // of which all that matters is known
			index, t = m.stand(im.Kind)
		}
	}
	if len(m.Imports) >= int(m.v.limits.Imports) {
		m.broken = true
		return limitf(at, "more than the limit of %d imports", m.v.limits.Imports)
	}
	entry := Import{Module: im.Module, Name: im.Name, Kind: im.Kind, Offset: im.Offset}
	if im.Kind == binary.ExternFuncExact {
		entry.Kind = binary.ExternFunc
		if m.exactFuncs == nil {
			m.exactFuncs = map[uint32]bool{}
		}
		m.exactFuncs[uint32(len(m.Funcs))] = true
	}
	entry.Index = uint32(m.count(entry.Kind))
	if bad != nil && im.Kind != binary.ExternMemory {
		m.poison(space(entry.Kind), int(entry.Index))
	}
	l := &m.v.limits
	var full *binary.Error
	var limit uint32
	var what string
	switch entry.Kind {
	case binary.ExternFunc:
		m.Funcs = append(m.Funcs, index)
		m.ImportedFuncs = len(m.Funcs)
		limit, what = l.Functions, "functions"
	case binary.ExternTable:
		m.Tables = append(m.Tables, t.Table)
		m.ImportedTables = len(m.Tables)
		full = m.checkTables(len(m.Tables), at)
	case binary.ExternMemory:
		m.Memories = append(m.Memories, t.Memory)
		m.ImportedMemories = len(m.Memories)
		full = m.checkMemories(len(m.Memories), at)
	case binary.ExternGlobal:
		if t.Global.Mutable {
			if err := m.v.need(binary.FeatureMutableGlobal, at, "an imported mutable global"); err != nil && bad == nil {
				if bad = err; !m.v.goesOn() {
					return bad
				}
			}
		}
		m.Globals = append(m.Globals, t.Global)
		m.ImportedGlobals = len(m.Globals)
		limit, what = l.Globals, "globals"
	case binary.ExternTag:
		m.Tags = append(m.Tags, index)
		m.ImportedTags = len(m.Tags)
		limit, what = l.Tags, "tags"
	}
	if what != "" && uint64(m.count(entry.Kind)) > uint64(limit) {
		full = limitf(at, "more than the limit of %d %s", limit, what)
	}
	if full != nil {
		m.broken = m.broken || full.Code == codeLimit
		if bad == nil {
			bad = full
		}
		if m.broken || !m.v.goesOn() {
			return bad
		}
	}
	m.Imports = append(m.Imports, entry)
	if err := m.grow(m.v.externSize(&t), at); err != nil && bad == nil {
		return err
	}
	return bad
}

// count is the number of entries of an index space.
func (m *ModuleInfo) count(kind binary.ExternKind) int {
	switch kind {
	case binary.ExternTable:
		return len(m.Tables)
	case binary.ExternMemory:
		return len(m.Memories)
	case binary.ExternGlobal:
		return len(m.Globals)
	case binary.ExternTag:
		return len(m.Tags)
	}
	return len(m.Funcs)
}

// stand is the type of an item whose own is wrong, for functions and tags also
// as an index of the module's.
func (m *moduleState) stand(kind binary.ExternKind) (index uint32, t binary.ExternType) {
	t.Kind = kind
	switch kind {
	case binary.ExternFunc, binary.ExternFuncExact, binary.ExternTag:
		index, t.Type = m.anyType(), uint32(m.v.types.poisoned())
	case binary.ExternTable:
		t.Table.Elem = binary.FuncRef
	case binary.ExternGlobal:
		t.Global.Type = binary.I32
	}
	return index, t
}

func (m *moduleState) addFunc(t uint32, at int64) *binary.Error {
	_, _, err := m.v.funcType(m.spaceOfTypes(), t, at)
	if err != nil {
		if !m.v.goesOn() {
			return err
		}
		m.poison(binary.SectionFunction, len(m.Funcs))
		t = m.anyType()
	}
	m.Funcs = append(m.Funcs, t)
	return err
}

func (m *moduleState) addTable(t *binary.Table, at int64) *binary.Error {
	ty, err := m.v.checkTableType(m.spaceOfTypes(), t.TableType, at)
	switch {
	case err != nil:
		if m.v.goesOn() {
			m.poison(binary.SectionTable, len(m.Tables))
			ty = binary.TableType{Elem: binary.FuncRef}
		}
	case t.HasInit:
		if err = m.v.need(binary.FeatureFunctionReferences, at, "a table with an initialiser"); err == nil {
			err = m.constExpr(t.Init, ty.Elem)
		}
	case !ty.Elem.Defaultable():
		err = invalidf(at, "a table whose elements cannot be null needs an initialiser")
	}
	m.Tables = append(m.Tables, ty)
	return err
}

func (m *moduleState) addMemory(t binary.MemoryType, at int64) *binary.Error {
	m.Memories = append(m.Memories, t) // whatever is wrong with its size
	return m.v.checkMemoryType(t, at)
}

func (m *moduleState) addTag(t uint32, at int64) *binary.Error {
	_, err := m.v.checkTagType(m.spaceOfTypes(), t, at)
	if err != nil {
		if !m.v.goesOn() {
			return err
		}
		m.poison(binary.SectionTag, len(m.Tags))
		t = m.anyType()
	}
	m.Tags = append(m.Tags, t)
	return err
}

func (m *moduleState) addGlobal(g *binary.Global, at int64) *binary.Error {
	t, err := m.v.checkGlobalType(m.spaceOfTypes(), g.GlobalType, at)
	if err == nil {
		err = m.constExpr(g.Init, t.Type)
	} else if m.v.goesOn() {
		m.poison(binary.SectionGlobal, len(m.Globals))
		t.Type = binary.I32
	}
	m.Globals = append(m.Globals, t)
	return err
}

func (m *moduleState) addExport(e *binary.Export) *binary.Error {
	return item(m.exportItem(e), "export %q", e.Name)
}

func (m *moduleState) exportItem(e *binary.Export) *binary.Error {
	at := e.Offset
	before := len(m.exportNames)
	m.exportNames[e.Name] = struct{}{}
	if err := m.checkEntity(e.Kind, e.Index, at); err != nil {
		return err
	}
	switch e.Kind {
	case binary.ExternFunc:
		m.declare(e.Index)
	case binary.ExternGlobal:
		if m.Globals[e.Index].Mutable {
			if err := m.v.need(binary.FeatureMutableGlobal, at, "an exported mutable global"); err != nil {
				return err
			}
		}
	}
	if len(m.exportNames) == before {
		return invalidf(at, "duplicate export name %q", e.Name)
	}
	m.Exports = append(m.Exports, *e)
	t := m.Extern(e.Kind, e.Index)
	return m.grow(m.v.externSize(&t), at)
}

// checkEntity says whether an index is in its space.
func (m *moduleState) checkEntity(kind binary.ExternKind, i uint32, at int64) *binary.Error {
	if m.isPoison(space(kind), i) {
		return errPoisoned
	}
	if n := m.count(kind); uint64(i) >= uint64(n) {
		return unknown(kind.String(), i, n, at)
	}
	return nil
}

// unknown is the error of an index that is in no space.
func unknown(what string, i uint32, have int, at int64) *binary.Error {
	s := what + "s"
	if strings.HasSuffix(what, "memory") {
		s = strings.TrimSuffix(what, "y") + "ies"
	}
	switch have {
	case 0:
		return invalidf(at, "unknown %s %d: there are no %s", what, i, s)
	case 1:
		return invalidf(at, "unknown %s %d: there is only %s 0", what, i, what)
	}
	return invalidf(at, "unknown %s %d: there are %d %s", what, i, have, s)
}

func (m *moduleState) setStart(i uint32, at int64) *binary.Error {
	if err := m.checkEntity(binary.ExternFunc, i, at); err != nil {
		return err
	}
	id := m.Types[m.Funcs[i]]
	if f := m.v.types.Func(id); len(f.Params) > 0 || len(f.Results) > 0 {
		return mismatch(at, "the start function must have no parameters and no results", "(func)", m.v.types.String(id))
	}
	m.HasStart, m.Start = true, i
	return nil
}

// declare lets ref.func name function i in bodies.
func (m *moduleState) declare(i uint32) {
	if m.frozen {
		return // in a data segment, where functions have no place
	}
	w := int(i >> 6)
	if w >= len(m.declared) {
		grown := make([]uint64, max((len(m.Funcs)+63)/64, w+1))
		copy(grown, m.declared)
		m.declared = grown
	}
	m.declared[w] |= 1 << (i & 63)
}

func (m *moduleState) isDeclared(i uint32) bool {
	w := int(i >> 6)
	return w < len(m.declared) && m.declared[w]&(1<<(i&63)) != 0
}
