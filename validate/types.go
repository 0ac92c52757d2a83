package validate

import (
	"strconv"

	"wcomp/binary"
)

// TypeID is the canonical number of a core type: equal types have equal
// numbers, in all modules of one input.
type TypeID uint32

// NoType stands where an index space has no core type (a module type among
// the core types of a component).
const NoType TypeID = 1<<32 - 1

// maxTypeIDs is how many different types a ValType can number.
const maxTypeIDs = 1 << 24

// Type is a core type in canonical form: every type index in it (supertype,
// descriptors, continuation, concrete references) is a TypeID.
type Type struct {
	binary.SubType
	// Group is the first type of the recursion group this one belongs to,
	// GroupSize the number of its members.
	Group     TypeID
	GroupSize uint32
	// Depth is the length of the chain of supertypes, 0 for a root.
	Depth uint32
}

const (
	chunkBits = 10
	chunkSize = 1 << chunkBits
)

// Types holds every core type of an input, equal recursion groups once. It
// only grows: a Type never moves or changes, so that bodies may read it while
// others do.
type Types struct {
	chunks [][]Type
	count  uint32
	index  groupIndex
	// vals and fields are slabs that lists of types are cut from.
	vals   []binary.ValType
	fields []binary.FieldType
	// poison, if set, stands for types that are wrong, when more errors than
	// the first are looked for. No other type is equal to it.
	poison TypeID
}

func newTypes() *Types { return &Types{poison: NoType} }

// poisoned is the type that stands for wrong ones: to those who look at it, a
// function without parameters and results.
func (t *Types) poisoned() TypeID {
	if t.poison == NoType {
		ty := t.grow()
		id := TypeID(t.count - 1)
		*ty = Type{SubType: binary.SubType{Final: true}, Group: id, GroupSize: 1}
		t.poison = id
	}
	return t.poison
}

// snapshot is the types there are now, to be read while more are added.
func (t *Types) snapshot() *Types {
	return &Types{chunks: t.chunks[:len(t.chunks):len(t.chunks)], count: t.count, poison: t.poison}
}

// Len is the number of different types.
func (t *Types) Len() int { return int(t.count) }

// At is the type with the given number, which must have come from this Types.
func (t *Types) At(id TypeID) *Type { return &t.chunks[id>>chunkBits][id&(chunkSize-1)] }

// Func is the function type with the given number, or nil if it is no
// function type.
func (t *Types) Func(id TypeID) *binary.FuncType {
	if ty := t.At(id); ty.Kind == binary.CompositeFunc {
		return &ty.Func
	}
	return nil
}

func (t *Types) grow() *Type {
	if t.count&(chunkSize-1) == 0 {
		t.chunks = append(t.chunks, make([]Type, chunkSize))
	}
	c := &t.chunks[t.count>>chunkBits][t.count&(chunkSize-1)]
	t.count++
	return c
}

// String is a type in the text format, with canonical numbers where it refers
// to others.
func (t *Types) String(id TypeID) string {
	ty := t.At(id)
	s := t.composite(ty)
	if ty.Shared {
		s = "(shared " + s + ")"
	}
	if ty.HasSuper {
		s = strconv.Itoa(int(ty.Super)) + " " + s
	}
	switch {
	case !ty.Final:
		s = "(sub " + s + ")"
	case ty.HasSuper:
		s = "(sub final " + s + ")"
	}
	return s
}

func (t *Types) composite(ty *Type) string {
	switch ty.Kind {
	case binary.CompositeFunc:
		return "(func" + resultTypes(" (param ", ty.Func.Params) + resultTypes(" (result ", ty.Func.Results) + ")"
	case binary.CompositeCont:
		return "(cont " + strconv.Itoa(int(ty.Cont)) + ")"
	}
	s := "(" + ty.Kind.String()
	for _, f := range ty.Fields {
		s += " "
		if ty.Kind == binary.CompositeStruct {
			s += "(field "
		}
		if f.Mutable {
			s += "(mut " + f.Type.String() + ")"
		} else {
			s += f.Type.String()
		}
		if ty.Kind == binary.CompositeStruct {
			s += ")"
		}
	}
	return s + ")"
}

func resultTypes(open string, types []binary.ValType) string {
	if len(types) == 0 {
		return ""
	}
	for i, v := range types {
		if i > 0 {
			open += " "
		}
		open += v.String()
	}
	return open + ")"
}
