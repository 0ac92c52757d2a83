package validate_test

import (
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/validate"
)

// Inputs that the reference crashes on or judges wrongly (the numbers are
// those of the list that issue 7 refers to), and rules where the
// specification's documents are stricter than it.

func name(s string) binary.ExternName { return binary.ExternName{Name: s} }

func prim(p binary.PrimType) binary.ComponentValType { return binary.ComponentValType{Prim: p} }

func index(i uint32) binary.ComponentValType { return binary.ComponentValType{Index: i} }

func some(t binary.ComponentValType) binary.OptValType {
	return binary.OptValType{Present: true, Type: t}
}

func declType(t binary.Type) binary.Decl { return binary.Decl{Kind: binary.DeclType, Type: &t} }

func declExport(n string, d binary.ExternDesc) binary.Decl {
	return binary.Decl{Kind: binary.DeclExport, Name: name(n), Desc: d}
}

func typeEq(i uint32) binary.ExternDesc { return binary.ExternDesc{Sort: binary.SortType, Index: i} }

var subResource = binary.ExternDesc{Sort: binary.SortType, SubResource: true}

func importItem(c *encode.Component, n string, d binary.ExternDesc) uint32 {
	return c.Import(&binary.ComponentImport{Name: name(n), Desc: d})
}

func exportItem(c *encode.Component, n string, sort binary.Sort, i uint32) uint32 {
	return c.Export(&binary.ComponentExport{Name: name(n), SortIndex: binary.SortIndex{Sort: sort, Index: i}})
}

func mustAccept(t *testing.T, data []byte) {
	t.Helper()
	if _, err := validate.Component(data, validate.Options{Features: binary.AllFeatures}); err != nil {
		t.Fatal(err)
	}
}

func mustRefuse(t *testing.T, data []byte, code, want string) {
	t.Helper()
	_, err := validate.Component(data, validate.Options{Features: binary.AllFeatures})
	if err == nil {
		t.Fatalf("accepted, but should be refused: %s", want)
	}
	e, ok := err.(*binary.Error)
	if !ok {
		t.Fatalf("%T is no *binary.Error", err)
	}
	if e.Code != code || !strings.Contains(e.Error(), want) {
		t.Fatalf("refused with code %q: %v\nwant code %q and %q in it", e.Code, e, code, want)
	}
}

// 1: a component that imports an instance type twice, which exports a type
// that is no resource.
func TestInstanceTypeImportedTwice(t *testing.T) {
	instance := binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{
		declType(binary.Type{Kind: binary.TypeRecord, Fields: []binary.Labeled{{Name: "a", Type: prim(binary.PrimU8)}}}),
		declExport("r", typeEq(0)),
	}}
	var inner, c encode.Component
	ty := inner.Type(&instance)
	importItem(&inner, "x", binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
	importItem(&inner, "y", binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
	ty = c.Type(&instance)
	x := importItem(&c, "x", binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
	y := importItem(&c, "y", binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
	c.Instance(&binary.Instance{Component: c.Component(inner.Bytes()), Args: []binary.InstantiateArg{
		{Name: "x", SortIndex: binary.SortIndex{Sort: binary.SortInstance, Index: x}},
		{Name: "y", SortIndex: binary.SortIndex{Sort: binary.SortInstance, Index: y}},
	}})
	mustAccept(t, c.Bytes())
}

// instanceChain nests n instance or component types through their exports.
func instanceChain(n int, kind binary.TypeKind, sort binary.Sort) []byte {
	var c encode.Component
	c.Type(&binary.Type{Kind: kind})
	for i := range n - 1 {
		c.Type(&binary.Type{Kind: kind, Decls: []binary.Decl{
			{Kind: binary.DeclAlias, Alias: &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: uint32(i)}},
			declExport("a", binary.ExternDesc{Sort: sort}),
		}})
	}
	return c.Bytes()
}

// 2: chains of instance and component types have a limit, like value types.
func TestInstanceTypesNestedThroughExports(t *testing.T) {
	for kind, sort := range map[binary.TypeKind]binary.Sort{binary.TypeInstance: binary.SortInstance, binary.TypeComponent: binary.SortComponent} {
		mustAccept(t, instanceChain(127, kind, sort))
		mustRefuse(t, instanceChain(128, kind, sort), "limit", "nested deeper")
		mustRefuse(t, instanceChain(20_000, kind, sort), "limit", "nested deeper")
		mustRefuse(t, instanceChain(128, kind, binary.SortType), "limit", "nested deeper")
	}
	list := func(n int) []byte {
		var c encode.Component
		c.Type(&binary.Type{Kind: binary.TypeList, Elem: prim(binary.PrimU8)})
		for i := range n - 1 {
			c.Type(&binary.Type{Kind: binary.TypeList, Elem: index(uint32(i))})
		}
		return c.Bytes()
	}
	mustAccept(t, list(99))
	mustRefuse(t, list(100), "limit", "nested deeper")
}

// 3: types written inside one another within one definition.
func TestTypesNestedInline(t *testing.T) {
	nested := func(n int) []byte {
		body := []byte{1}
		for range n - 1 {
			body = append(body, 0x42, 1, 1)
		}
		body = append(body, 0x42, 0)
		out := []byte(binary.Magic + "\x0d\x00\x01\x00\x07")
		return append(binary.AppendU32(out, uint32(len(body))), body...)
	}
	mustAccept(t, nested(900))
	mustRefuse(t, nested(10_000), "limit", "nested deeper")
	mustRefuse(t, nested(100_000), "limit", "nested deeper")
}

// signatures is a component with a core function of each type.
func signatures(c *encode.Component, types ...binary.FuncType) {
	var m encode.Module
	for _, f := range types {
		m.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.RecGroup(b, &binary.RecGroup{Types: []binary.SubType{{Final: true, CompositeType: binary.CompositeType{Func: f}}}})
		})
	}
	for i := range types {
		m.Entry(binary.SectionFunction, func(b []byte) []byte { return append(b, byte(i)) })
	}
	m.Entry(binary.SectionMemory, func(b []byte) []byte { return encode.MemoryType(b, binary.MemoryType{}) })
	m.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &binary.Export{Name: "m", Kind: binary.ExternMemory}) })
	for i := range types {
		m.Entry(binary.SectionExport, func(b []byte) []byte {
			return encode.Export(b, &binary.Export{Name: string(rune('a' + i)), Index: uint32(i)})
		})
	}
	for range types {
		m.Entry(binary.SectionCode, func(b []byte) []byte { return append(b, 3, 0, 0x00, 0x0b) })
	}
	inst := c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(m.Bytes())})
	for i := range types {
		c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreFunc, Instance: inst, Name: string(rune('a' + i))})
	}
	c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreMemory, Instance: inst, Name: "m"})
}

// 6: tables with 32-bit and 64-bit indices do not stand for one another.
func TestTablesOfOtherIndexTypes(t *testing.T) {
	table := func(is64 bool) binary.TableType {
		return binary.TableType{Elem: binary.FuncRef, Limits: binary.Limits{Is64: is64}}
	}
	make := func(want, have bool) []byte {
		var a, b encode.Module
		a.Entry(binary.SectionTable, func(x []byte) []byte { return encode.Table(x, &binary.Table{TableType: table(have)}) })
		a.Entry(binary.SectionExport, func(x []byte) []byte { return encode.Export(x, &binary.Export{Name: "t", Kind: binary.ExternTable}) })
		b.Entry(binary.SectionImport, func(x []byte) []byte {
			return encode.Import(x, &binary.ImportGroup{Module: "m", Items: []binary.Import{{Module: "m", Name: "t",
				ExternType: binary.ExternType{Kind: binary.ExternTable, Table: table(want)}}}})
		})
		var c encode.Component
		i := c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(a.Bytes())})
		c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(b.Bytes()), Args: []binary.CoreArg{{Name: "m", Instance: i}}})
		return c.Bytes()
	}
	mustAccept(t, make(false, false))
	mustAccept(t, make(true, true))
	mustRefuse(t, make(true, false), "invalid", "type mismatch")
	mustRefuse(t, make(false, true), "invalid", "type mismatch")
}

// 7: the callback's results count ("the function has type (func (param i32 i32
// i32) (result i32))", CanonicalABI.md), and callback is only for lift.
func TestCallbackSignature(t *testing.T) {
	i32 := binary.I32
	lift := func(results ...binary.ValType) []byte {
		var c encode.Component
		signatures(&c, binary.FuncType{Results: []binary.ValType{i32}}, binary.FuncType{Params: []binary.ValType{i32, i32, i32}, Results: results})
		ty := c.Type(&binary.Type{Kind: binary.TypeAsyncFunc})
		c.Canon(&binary.Canon{Kind: binary.CanonLift, Func: 0, Type: ty, Opts: []binary.CanonOpt{{Kind: binary.CanonAsync}, {Kind: binary.CanonCallback, Index: 1}}})
		return c.Bytes()
	}
	mustAccept(t, lift(i32))
	mustRefuse(t, lift(), "invalid", "wrong signature of the callback")
	mustRefuse(t, lift(binary.I64), "invalid", "wrong signature of the callback")

	for _, kind := range []binary.CanonOptKind{binary.CanonCallback, binary.CanonPostReturn} {
		var c encode.Component
		signatures(&c, binary.FuncType{Params: []binary.ValType{i32, i32, i32}, Results: []binary.ValType{i32}})
		ty := c.Type(&binary.Type{Kind: binary.TypeFuture})
		c.Canon(&binary.Canon{Kind: binary.CanonFutureWrite, Type: ty, Opts: []binary.CanonOpt{{Kind: binary.CanonAsync}, {Kind: kind}}})
		mustRefuse(t, c.Bytes(), "invalid", "cannot specify the option")
	}
}

// 12: names that differ in case alone are not strongly unique (Explainer.md,
// Name Uniqueness).
func TestNamesThatDifferInCase(t *testing.T) {
	pair := func(a, b string) []byte {
		var c encode.Component
		r := importItem(&c, "r", subResource)
		borrow := c.Type(&binary.Type{Kind: binary.TypeBorrow, Index: r})
		f := c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "self", Type: index(borrow)}}})
		for _, n := range []string{a, b} {
			importItem(&c, n, binary.ExternDesc{Sort: binary.SortFunc, Index: f})
		}
		return c.Bytes()
	}
	mustAccept(t, pair("[method]r.a", "[method]r.b"))
	mustRefuse(t, pair("[method]r.a", "[method]r.A"), "invalid", "conflicts with the previous name")
	mustRefuse(t, pair("[method]r.a", "[static]r.A"), "invalid", "conflicts with the previous name")
	mustRefuse(t, pair("[method]r.R", "a"), "invalid", "conflicts with the previous name")
	mustRefuse(t, pair("a:b/c", "a:b/C"), "invalid", "conflicts with the previous name")
	mustAccept(t, pair("a:b/c@1.0.0", "a:b/c@1.0.1"))
}

// 12: keys of maps, and borrows in streams and futures (Binary.md, Type
// Definitions).
func TestContentsOfTypes(t *testing.T) {
	with := func(types ...binary.Type) []byte {
		var c encode.Component
		importItem(&c, "r", subResource)
		for i := range types {
			c.Type(&types[i])
		}
		return c.Bytes()
	}
	for _, p := range []binary.PrimType{binary.PrimBool, binary.PrimU64, binary.PrimChar, binary.PrimString} {
		mustAccept(t, with(binary.Type{Kind: binary.TypeMap, Elem: prim(p), Value: prim(binary.PrimU8)}))
	}
	for _, p := range []binary.PrimType{binary.PrimF32, binary.PrimF64, binary.PrimErrorContext} {
		mustRefuse(t, with(binary.Type{Kind: binary.TypeMap, Elem: prim(p), Value: prim(binary.PrimU8)}), "invalid", "invalid key type of a map")
	}
	mustRefuse(t, with(binary.Type{Kind: binary.TypeTuple, Types: []binary.ComponentValType{prim(binary.PrimU8)}},
		binary.Type{Kind: binary.TypeMap, Elem: index(1), Value: prim(binary.PrimU8)}), "invalid", "invalid key type of a map")
	borrow := binary.Type{Kind: binary.TypeBorrow}
	for _, kind := range []binary.TypeKind{binary.TypeStream, binary.TypeFuture} {
		mustRefuse(t, with(borrow, binary.Type{Kind: kind, Ok: some(index(1))}), "invalid", "cannot contain a borrow type")
		mustRefuse(t, with(borrow, binary.Type{Kind: binary.TypeList, Elem: index(1)}, binary.Type{Kind: kind, Ok: some(index(2))}), "invalid", "cannot contain a borrow type")
	}
}

// 12: type indices are not taken modulo 2^32.
func TestNegativeTypeIndex(t *testing.T) {
	body := []byte{2, 0x7f, 0x70, 0x80, 0x80, 0x80, 0x80, 0x70}
	out := []byte(binary.Magic + "\x0d\x00\x01\x00\x07")
	mustRefuse(t, append(append(out, byte(len(body))), body...), "", "negative type index")
}

// 13: a lifted function may have its signature from a larger group.
func TestLiftOfFunctionDeclaredInAGroup(t *testing.T) {
	var m encode.Module
	f := binary.SubType{Final: true, CompositeType: binary.CompositeType{}}
	m.Entry(binary.SectionType, func(b []byte) []byte {
		return encode.RecGroup(b, &binary.RecGroup{Explicit: true, Types: []binary.SubType{f, f}})
	})
	m.Entry(binary.SectionFunction, func(b []byte) []byte { return append(b, 1) })
	m.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &binary.Export{Name: "f"}) })
	m.Entry(binary.SectionCode, func(b []byte) []byte { return append(b, 2, 0, 0x0b) })
	var c encode.Component
	inst := c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(m.Bytes())})
	fn := c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreFunc, Instance: inst, Name: "f"})
	c.Canon(&binary.Canon{Kind: binary.CanonLift, Func: fn, Type: c.Type(&binary.Type{Kind: binary.TypeFunc})})
	mustAccept(t, c.Bytes())
}

// "for every value type t defined by a component, elem_size(t, 'i64') is less
// than 2^28" (CanonicalABI.md, Element Size).
func TestElementSize(t *testing.T) {
	list := func(elem binary.ComponentValType, n uint32) []byte {
		var c encode.Component
		c.Type(&binary.Type{Kind: binary.TypeTuple, Types: []binary.ComponentValType{prim(binary.PrimU8), prim(binary.PrimU64), prim(binary.PrimU8)}})
		c.Type(&binary.Type{Kind: binary.TypeResult, Ok: some(index(0)), Err: some(prim(binary.PrimString))})
		c.Type(&binary.Type{Kind: binary.TypeFixedList, Elem: elem, Length: n})
		return c.Bytes()
	}
	for _, x := range []struct {
		elem binary.ComponentValType
		size uint32
	}{{prim(binary.PrimU8), 1}, {prim(binary.PrimU64), 8}, {prim(binary.PrimString), 16}, {index(0), 24}, {index(1), 32}} {
		n := (1<<28 - 1) / x.size
		mustAccept(t, list(x.elem, n))
		mustRefuse(t, list(x.elem, n+1), "limit", "2^28")
	}
}

// "the concatenation of the canonversion and versionsuffix must be a valid
// semver", split where the version is canonicalised (Explainer.md, Canonical
// Interface Name).
func TestVersionSuffix(t *testing.T) {
	with := func(name, suffix string) []byte {
		var c encode.Component
		ty := c.Type(&binary.Type{Kind: binary.TypeInstance})
		c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: name, HasVersionSuffix: true, VersionSuffix: suffix},
			Desc: binary.ExternDesc{Sort: binary.SortInstance, Index: ty}})
		return c.Bytes()
	}
	for _, v := range [][2]string{{"1", ".2.3"}, {"0.2", ".6-rc.1"}, {"0.0.1", "-alpha"}, {"0.0.0", ""}, {"12", ".0.0+b"}} {
		mustAccept(t, with("a:b/c@"+v[0], v[1]))
	}
	for _, v := range [][2]string{{"1.2", ".3"}, {"1", "2.3.4"}, {"0", ".2.3"}, {"0.0", ".1"}, {"0.2.6", "-rc.1"}, {"1", ".2"}} {
		mustRefuse(t, with("a:b/c@"+v[0], v[1]), "invalid", "version")
	}
	mustRefuse(t, with("a:b/c", ".2.3"), "invalid", "version suffix needs")
	mustRefuse(t, with("a", "1.2.3"), "invalid", "version suffix needs")
	plain := func(version string, f binary.Features) error {
		var c encode.Component
		ty := c.Type(&binary.Type{Kind: binary.TypeInstance})
		d := binary.ExternDesc{Sort: binary.SortInstance, Index: ty}
		importItem(&c, "a:b/c@"+version, d)
		c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: "x", HasImplements: true, Implements: "a:b/c@" + version}, Desc: d})
		_, err := validate.Component(c.Bytes(), validate.Options{Features: f})
		return err
	}
	for _, v := range []string{"1.2.3", "1", "0.2", "0.0.1"} {
		if err := plain(v, binary.AllFeatures); err != nil {
			t.Error(err)
		}
	}
	for _, v := range []string{"x", "", "1.", "1.2", "0", "0.0", "01", "1.0-0"} {
		if err := plain(v, binary.AllFeatures); err == nil {
			t.Errorf("version %q is accepted", v)
		}
	}
	if e, ok := plain("1", binary.AllFeatures&^binary.FeatureCMCanonNames).(*binary.Error); !ok || e.Feature != "cm-canon-names" {
		t.Errorf("wrong answer with the feature off: %v", e)
	}
}

// Addresses are as wide as the memory's (CanonicalABI.md: flat_params +=
// [opts.memory.ptr_type()]; stream.read: (param i32 T T) (result T)).
func TestPointersOf64BitMemories(t *testing.T) {
	i32, i64 := binary.I32, binary.I64
	memory := []binary.CanonOpt{{Kind: binary.CanonMemory}, {Kind: binary.CanonAsync}}
	build := func(fill func(c *encode.Component) uint32, want binary.FuncType) []byte {
		var m, n encode.Module
		m.Entry(binary.SectionMemory, func(b []byte) []byte {
			return encode.MemoryType(b, binary.MemoryType{Limits: binary.Limits{Is64: true}})
		})
		m.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &binary.Export{Name: "m", Kind: binary.ExternMemory}) })
		n.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.RecGroup(b, &binary.RecGroup{Types: []binary.SubType{{Final: true, CompositeType: binary.CompositeType{Func: want}}}})
		})
		n.Entry(binary.SectionImport, func(b []byte) []byte {
			return encode.Import(b, &binary.ImportGroup{Module: "m", Items: []binary.Import{{Module: "m", Name: "f"}}})
		})
		var c encode.Component
		i := c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(m.Bytes())})
		c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreMemory, Instance: i, Name: "m"})
		f := fill(&c)
		i = c.CoreInstance(&binary.CoreInstance{FromExports: true, Exports: []binary.CoreInlineExport{{Name: "f", Index: f}}})
		c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(n.Bytes()), Args: []binary.CoreArg{{Name: "m", Instance: i}}})
		return c.Bytes()
	}
	lower := func(c *encode.Component) uint32 {
		f := importItem(c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: c.Type(&binary.Type{Kind: binary.TypeAsyncFunc, Ok: some(prim(binary.PrimU8))})})
		return c.Canon(&binary.Canon{Kind: binary.CanonLower, Func: f, Opts: memory})
	}
	read := func(c *encode.Component) uint32 {
		s := c.Type(&binary.Type{Kind: binary.TypeStream, Ok: some(prim(binary.PrimU8))})
		return c.Canon(&binary.Canon{Kind: binary.CanonStreamRead, Type: s, Opts: memory})
	}
	mustAccept(t, build(lower, binary.FuncType{Params: []binary.ValType{i64}, Results: []binary.ValType{i32}}))
	mustRefuse(t, build(lower, binary.FuncType{Params: []binary.ValType{i32}, Results: []binary.ValType{i32}}), "invalid", "type mismatch")
	mustAccept(t, build(read, binary.FuncType{Params: []binary.ValType{i32, i64, i64}, Results: []binary.ValType{i64}}))
	mustRefuse(t, build(read, binary.FuncType{Params: []binary.ValType{i32, i32, i32}, Results: []binary.ValType{i32}}), "invalid", "type mismatch")
}

// "an explicit type can be ascribed to the export that replaces the eq bound
// with a less-precise sub bound" (Explainer.md, Type Checking).
func TestAscriptionHidesResources(t *testing.T) {
	same := func() []byte { // a component that wants one resource twice
		var c encode.Component
		importItem(&c, "a", subResource)
		importItem(&c, "b", typeEq(0))
		return c.Bytes()
	}()
	pair := func(c *encode.Component, a, b uint32) []byte {
		c.Instance(&binary.Instance{Component: c.Component(same), Args: []binary.InstantiateArg{
			{Name: "a", SortIndex: binary.SortIndex{Sort: binary.SortType, Index: a}},
			{Name: "b", SortIndex: binary.SortIndex{Sort: binary.SortType, Index: b}},
		}})
		return c.Bytes()
	}
	ascribe := func(c *encode.Component, n string, x binary.SortIndex, d binary.ExternDesc) uint32 {
		return c.Export(&binary.ComponentExport{Name: name(n), SortIndex: x, HasType: true, Desc: d})
	}
	var c encode.Component
	r := c.Type(&binary.Type{Kind: binary.TypeResource, Rep: binary.I32})
	r1 := exportItem(&c, "r1", binary.SortType, r)
	r2 := ascribe(&c, "r2", binary.SortIndex{Sort: binary.SortType, Index: r}, subResource)
	mustAccept(t, c.Bytes())
	mustRefuse(t, pair(&c, r1, r2), "invalid", "resource types are not the same")

	// The same from outside.
	var in encode.Component
	r = in.Type(&binary.Type{Kind: binary.TypeResource, Rep: binary.I32})
	exportItem(&in, "r1", binary.SortType, r)
	exportItem(&in, "r2", binary.SortType, r)
	ascribe(&in, "r3", binary.SortIndex{Sort: binary.SortType, Index: r}, subResource)
	outside := func(a, b string) []byte {
		var c encode.Component
		i := c.Instance(&binary.Instance{Component: c.Component(in.Bytes())})
		get := func(n string) uint32 {
			return c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: i, Name: n})
		}
		return pair(&c, get(a), get(b))
	}
	mustAccept(t, outside("r1", "r2"))
	mustRefuse(t, outside("r1", "r3"), "invalid", "resource types are not the same")

	// In an instance.
	var d encode.Component
	r = importItem(&d, "r", subResource)
	i := d.Instance(&binary.Instance{FromExports: true, Exports: []binary.InlineExport{{Name: name("r"), SortIndex: binary.SortIndex{Sort: binary.SortType, Index: r}}}})
	ty := d.Type(&binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{declExport("r", subResource)}})
	i = ascribe(&d, "i", binary.SortIndex{Sort: binary.SortInstance, Index: i}, binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
	hidden := d.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: i, Name: "r"})
	mustAccept(t, d.Bytes())
	mustRefuse(t, pair(&d, r, hidden), "invalid", "resource types are not the same")

	// What is no resource cannot be called one.
	var e encode.Component
	e.Type(&binary.Type{Kind: binary.TypePrim, Prim: binary.PrimU8})
	ascribe(&e, "x", binary.SortIndex{Sort: binary.SortType}, subResource)
	mustRefuse(t, e.Bytes(), "invalid", "ascribed type is not compatible")
	var f encode.Component
	signatures(&f)
	ascribe(&f, "x", binary.SortIndex{Sort: binary.SortCoreModule}, subResource)
	mustRefuse(t, f.Bytes(), "invalid", "ascribed type is not compatible")
}

// "T may be i32 or i64" (CanonicalABI.md, thread.new-indirect), "U is i32 or
// i64 as determined by $ftbl's address type".
func TestThreadsOf64Bits(t *testing.T) {
	build := func(start binary.ValType, table64 bool) []byte {
		var m encode.Module
		m.Entry(binary.SectionTable, func(b []byte) []byte {
			return encode.Table(b, &binary.Table{TableType: binary.TableType{Elem: binary.FuncRef, Limits: binary.Limits{Is64: table64}}})
		})
		m.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &binary.Export{Name: "t", Kind: binary.ExternTable}) })
		var c encode.Component
		i := c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(m.Bytes())})
		c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreTable, Instance: i, Name: "t"})
		c.CoreType(&binary.CoreType{Group: binary.RecGroup{Types: []binary.SubType{{Final: true,
			CompositeType: binary.CompositeType{Func: binary.FuncType{Params: []binary.ValType{start}}}}}}})
		c.Canon(&binary.Canon{Kind: binary.CanonThreadNewIndirect})
		return c.Bytes()
	}
	mustAccept(t, build(binary.I32, false))
	mustAccept(t, build(binary.I64, false))
	mustAccept(t, build(binary.I32, true))
	mustRefuse(t, build(binary.F32, false), "invalid", "must take one i32")
	for _, data := range [][]byte{build(binary.I64, false), build(binary.I32, true)} {
		if _, err := validate.Component(data, validate.Options{Features: binary.AllFeatures &^ binary.FeatureCM64}); err == nil {
			t.Error("accepted without cm64")
		}
	}
}
