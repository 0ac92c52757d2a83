package validate

import (
	"fmt"

	"wcomp/binary"
)

// The canonical ABI over garbage-collected types (options gc and core-type;
// validate.md 5.7).

// gcChecker compares component types with the core types that carry them.
type gcChecker struct {
	c        *componentState
	encoding binary.CanonOptKind
	at       int64
	done     map[gcPair]struct{}
}

type gcPair struct {
	val  valRef
	core TypeID
}

// gcSignature holds a core function type to a component function type.
func (c *componentState) gcSignature(t *typeBody, core TypeID, o *canonOptions, at int64) *binary.Error {
	f := c.v.types.Func(core)
	if f == nil {
		return mismatch(at, "the core type is not a function type", "a function type", c.v.types.String(core))
	}
	g := gcChecker{c: c, encoding: o.encoding, at: at, done: map[gcPair]struct{}{}}
	if len(f.Params) != len(t.params()) {
		return mismatch(at, "wrong number of core parameters", howMany(len(t.params()), "parameter"), howMany(len(f.Params), "parameter"))
	}
	for i, p := range t.params() {
		if err := g.match(p, f.Params[i], false); err != nil {
			return err
		}
	}
	results := 0
	if t.result() != noVal {
		results = 1
	}
	if len(f.Results) != results {
		return mismatch(at, "wrong number of core results", howMany(results, "result"), howMany(len(f.Results), "result"))
	}
	if results == 1 {
		return g.match(t.result(), f.Results[0], false)
	}
	return nil
}

// gcBuiltin is gcSignature for a built-in, whose type the option core-type
// must give.
func (c *componentState) gcBuiltin(t *typeBody, o *canonOptions, at int64) *binary.Error {
	if !o.has(binary.CanonCoreType) {
		return invalidf(at, "cannot specify the option gc without the option core-type")
	}
	if err := c.gcSignature(t, o.coreType, o, at); err != nil {
		return err
	}
	c.coreFuncs = append(c.coreFuncs, o.coreType)
	return nil
}

func (g *gcChecker) fail(r valRef, expected string, v binary.ValType) *binary.Error {
	return mismatch(g.at, "a component "+g.c.arena.refName(r)+" does not fit its core type", expected, v.String())
}

// match checks that core type v, in a field or not, carries r.
func (g *gcChecker) match(r valRef, v binary.ValType, field bool) *binary.Error {
	r = g.c.arena.resolve(r)
	if !r.isID() {
		return g.prim(r, v, field)
	}
	b := g.c.arena.bodies[r]
	switch b.kind {
	case binary.TypeFlags, binary.TypeEnum:
		return g.exactly(r, binary.I32, v)
	case binary.TypeOwn, binary.TypeBorrow, binary.TypeStream, binary.TypeFuture:
		return g.extern(r, v)
	case binary.TypeList, binary.TypeFixedList:
		t := g.composite(v, binary.CompositeArray)
		if t == nil {
			return g.fail(r, "(ref null? (array …))", v)
		}
		return g.once(r, v, func() *binary.Error { return g.match(b.members[0], t.Fields[0].Type, true) })
	case binary.TypeRecord, binary.TypeTuple:
		t := g.composite(v, binary.CompositeStruct)
		if t == nil {
			return g.fail(r, "(ref null? (struct …))", v)
		}
		if len(t.Fields) != len(b.members) {
			return mismatch(g.at, "core struct and component "+kindWords[b.kind]+" differ in their number of fields",
				fmt.Sprint(len(b.members)), fmt.Sprint(len(t.Fields)))
		}
		return g.once(r, v, func() *binary.Error {
			for i, m := range b.members {
				if err := g.match(m, t.Fields[i].Type, true); err != nil {
					return err
				}
			}
			return nil
		})
	case binary.TypeVariant, binary.TypeOption, binary.TypeResult:
		if t := g.composite(v, binary.CompositeStruct); t == nil || len(t.Fields) > 0 {
			return g.fail(r, "(ref null? (struct)) without fields", v)
		}
		return nil
	}
	return invalidf(g.at, "a %s cannot be carried by a garbage-collected type", kindWords[b.kind])
}

// once compares a pair a single time, however often types mention it.
func (g *gcChecker) once(r valRef, v binary.ValType, compare func() *binary.Error) *binary.Error {
	pair := gcPair{r, TypeID(v.Index())}
	if _, ok := g.done[pair]; ok {
		return nil
	}
	err := compare()
	if err == nil {
		g.done[pair] = struct{}{}
	}
	return err
}

// composite is the defined type that v refers to, if it is of a kind.
func (g *gcChecker) composite(v binary.ValType, kind binary.CompositeKind) *Type {
	if !v.IsConcrete() {
		return nil
	}
	if t := g.c.v.types.At(TypeID(v.Index())); t.Kind == kind && !t.Shared {
		return t
	}
	return nil
}

func (g *gcChecker) exactly(r valRef, want, v binary.ValType) *binary.Error {
	if v != want {
		return g.fail(r, want.String(), v)
	}
	return nil
}

func (g *gcChecker) extern(r valRef, v binary.ValType) *binary.Error {
	if !v.IsRef() || v.Heap() != binary.HeapExtern {
		return g.fail(r, "(ref null? extern)", v)
	}
	return nil
}

func (g *gcChecker) prim(r valRef, v binary.ValType, field bool) *binary.Error {
	want := binary.I32
	switch r.prim() {
	case binary.PrimBool, binary.PrimS8, binary.PrimU8:
		if field {
			want = binary.I8
		}
	case binary.PrimS16, binary.PrimU16:
		if field {
			want = binary.I16
		}
	case binary.PrimS64, binary.PrimU64:
		want = binary.I64
	case binary.PrimF32:
		want = binary.F32
	case binary.PrimF64:
		want = binary.F64
	case binary.PrimErrorContext:
		return g.extern(r, v)
	case binary.PrimString:
		unit := binary.I8
		if g.encoding == binary.CanonUTF16 {
			unit = binary.I16
		}
		if t := g.composite(v, binary.CompositeArray); t == nil || t.Fields[0].Type != unit {
			return g.fail(r, "(ref null? (array "+unit.String()+"))", v)
		}
		return nil
	}
	return g.exactly(r, want, v)
}
