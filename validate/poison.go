package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// More errors than the first. An entry that is wrong still has its place in
// the index space, as poison: what uses it is wrong only because of it, so that
// no more errors come of that. Types that are wrong, or mention one that is, are
// Types.poison; of the other index spaces of a module flaws says which entries
// are wrong. Checks of the structure look there first and give errPoisoned;
// bodies and constant expressions are checked as if nothing was wrong, and when
// an error is found it counts only if nothing before it mentions poison.

// flaws is what is wrong with a module so far.
type flaws struct {
	items map[flaw]struct{}
	// open are index spaces that have entries which could not be read.
	open map[binary.SectionID]bool
	// undeclared: an element segment, export or initialiser is wrong, so that
	// functions may be missing that it would have declared.
	undeclared bool
	// face: something is wrong with what the module imports or exports.
	face bool
}

// flaw is an entry of the index space that a section fills.
type flaw struct {
	space binary.SectionID
	index uint32
}

// flawed notes that something is wrong in a section. Errors in expressions and
// segments do not change what the module is to others.
func (m *moduleState) flawed(id binary.SectionID) {
	if !m.v.goesOn() {
		return // bodies may be looking
	}
	if m.flaws == nil {
		m.flaws = &flaws{items: map[flaw]struct{}{}, open: map[binary.SectionID]bool{}}
	}
	switch id {
	case binary.SectionElement, binary.SectionGlobal, binary.SectionTable, binary.SectionExport:
		m.flaws.undeclared = true
	}
	switch id {
	case binary.SectionElement, binary.SectionData, binary.SectionStart, binary.SectionDataCount:
	default:
		m.flaws.face = true
	}
}

// poison marks an entry of an index space.
func (m *moduleState) poison(id binary.SectionID, i int) {
	m.flawed(id)
	m.flaws.items[flaw{id, uint32(i)}] = struct{}{}
}

// isPoison says whether an entry is wrong or unknown.
func (m *moduleState) isPoison(id binary.SectionID, i uint32) bool {
	if m.flaws == nil {
		return false
	}
	if id == binary.SectionType {
		return uint64(i) < uint64(len(m.Types)) && m.Types[i] == m.v.types.poison
	}
	if _, bad := m.flaws.items[flaw{id, i}]; bad {
		return true
	}
	return m.flaws.open[id] && uint64(i) >= uint64(m.known(id))
}

// known is the number of entries of an index space that were read.
func (m *moduleState) known(id binary.SectionID) int {
	switch id {
	case binary.SectionElement:
		return len(m.Elements)
	case binary.SectionData:
		return 0
	}
	return m.count(binary.ExternTag) // no other space is left open
}

// space is the section whose entries, with imports, make up an index space.
func space(k binary.ExternKind) binary.SectionID {
	switch k {
	case binary.ExternTable:
		return binary.SectionTable
	case binary.ExternMemory:
		return binary.SectionMemory
	case binary.ExternGlobal:
		return binary.SectionGlobal
	case binary.ExternTag:
		return binary.SectionTag
	}
	return binary.SectionFunction
}

// anyType is an index into Types for a function or tag whose own is wrong.
func (m *moduleState) anyType() uint32 {
	if len(m.Types) == 0 {
		m.Types = append(m.Types, m.v.types.poisoned())
		m.noTypes = true
	}
	return 0
}

// spaceOfTypes is the type index space.
func (m *moduleState) spaceOfTypes() typeSpace {
	if m.noTypes {
		return nil
	}
	return m.Types
}

// followsUp says whether an error in instructions may come of an item that is
// wrong: something up to the place of the error mentions poison.
func (m *moduleState) followsUp(err *binary.Error, r decode.OperatorReader) bool {
	if err == errPoisoned {
		return true
	}
	if m.flaws == nil || err.Code != codeInvalid {
		return false
	}
	var op binary.Operator
	for r.Next(&op) && op.Offset <= err.Offset {
		if m.mentionsPoison(&op) || op.Offset == err.Offset && op.Op == binary.OpRefFunc && m.flaws.undeclared {
			return true
		}
	}
	return false
}

// bodyFollowsUp is followsUp for a function body.
func (m *moduleState) bodyFollowsUp(err *binary.Error, body decode.Body) bool {
	if m.flaws == nil {
		return err == errPoisoned
	}
	locals := body.Locals()
	var l binary.Local
	for locals.Next(&l) && l.Offset <= err.Offset {
		if m.poisonType(l.Type) {
			return true
		}
	}
	if locals.Err() != nil {
		return false
	}
	return m.followsUp(err, locals.Operators(m.v.features))
}

// poisonType says whether a type, as written, is a reference to a wrong one.
func (m *moduleState) poisonType(v binary.ValType) bool {
	return v.IsConcrete() && m.isPoison(binary.SectionType, v.Index())
}

// mentionsPoison says whether an instruction names something that is wrong.
func (m *moduleState) mentionsPoison(op *binary.Operator) bool {
	is := m.isPoison
	switch op.Op.Imm() {
	case binary.ImmBlock:
		return m.poisonBlock(op)
	case binary.ImmFunc:
		return is(binary.SectionFunction, op.Index)
	case binary.ImmCallIndirect:
		return is(binary.SectionType, op.Index) || is(binary.SectionTable, op.Index2)
	case binary.ImmType, binary.ImmTypeField, binary.ImmTypeCount, binary.ImmOrdType, binary.ImmOrdTypeField:
		return is(binary.SectionType, op.Index)
	case binary.ImmTypeType:
		return is(binary.SectionType, op.Index) || is(binary.SectionType, op.Index2)
	case binary.ImmTypeData:
		return is(binary.SectionType, op.Index) || is(binary.SectionData, op.Index2)
	case binary.ImmTypeElem:
		return is(binary.SectionType, op.Index) || is(binary.SectionElement, op.Index2)
	case binary.ImmTypeTag:
		return is(binary.SectionType, op.Index) || is(binary.SectionTag, op.Index2)
	case binary.ImmGlobal, binary.ImmOrdGlobal:
		return is(binary.SectionGlobal, op.Index)
	case binary.ImmTable, binary.ImmOrdTable:
		return is(binary.SectionTable, op.Index)
	case binary.ImmTableTable:
		return is(binary.SectionTable, op.Index) || is(binary.SectionTable, op.Index2)
	case binary.ImmElem:
		return is(binary.SectionElement, op.Index)
	case binary.ImmElemTable:
		return is(binary.SectionElement, op.Index) || is(binary.SectionTable, op.Index2)
	case binary.ImmData:
		return is(binary.SectionData, op.Index)
	case binary.ImmDataMem:
		return is(binary.SectionData, op.Index) || is(binary.SectionMemory, op.Index2)
	case binary.ImmMem, binary.ImmMemArg, binary.ImmMemArgLane:
		return is(binary.SectionMemory, op.Index)
	case binary.ImmMemMem:
		return is(binary.SectionMemory, op.Index) || is(binary.SectionMemory, op.Index2)
	case binary.ImmTag:
		return is(binary.SectionTag, op.Index)
	case binary.ImmHeapType, binary.ImmRefType:
		return m.poisonType(op.Ref)
	case binary.ImmBrOnCast:
		return m.poisonType(op.Ref) || m.poisonType(op.Ref2)
	case binary.ImmSelectTypes:
		for t := range decode.SelectTypes(op) {
			if m.poisonType(t) {
				return true
			}
		}
	case binary.ImmTryTable:
		for c := range decode.Catches(op) {
			if (c.Kind == binary.CatchOne || c.Kind == binary.CatchOneRef) && is(binary.SectionTag, c.Tag) {
				return true
			}
		}
		return m.poisonBlock(op)
	case binary.ImmResume, binary.ImmResumeThrow:
		for h := range decode.Handlers(op) {
			if is(binary.SectionTag, h.Tag) {
				return true
			}
		}
		return is(binary.SectionType, op.Index) || op.Op == binary.OpResumeThrow && is(binary.SectionTag, op.Index2)
	}
	return false
}

func (m *moduleState) poisonBlock(op *binary.Operator) bool {
	switch op.Block.Kind {
	case binary.BlockType:
		return m.isPoison(binary.SectionType, op.Block.Index)
	case binary.BlockValue:
		return m.poisonType(op.Block.Type)
	}
	return false
}
