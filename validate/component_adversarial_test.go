package validate_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/validate"
)

// Inputs made to be expensive. Each test holds the number and size of
// allocations to a multiple of the input, since time would depend on the
// machine; an algorithm that is worse than linear breaks these as well.

type cost struct {
	allocs, bytes uint64
	err           error
}

func measure(data []byte) cost {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	_, err := validate.Component(data, validate.Options{Features: binary.AllFeatures, Workers: 1})
	runtime.ReadMemStats(&after)
	return cost{after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc, err}
}

// check measures data and holds it to limits per item.
func check(t *testing.T, data []byte, items int, allocs, bytes float64) {
	t.Helper()
	c := measure(data)
	if c.err != nil {
		t.Fatal(c.err)
	}
	a, b := float64(c.allocs)/float64(items), float64(c.bytes)/float64(items)
	t.Logf("%d bytes, %d items: %.2f allocations and %.0f bytes an item", len(data), items, a, b)
	if a > allocs || b > bytes {
		t.Errorf("%.2f allocations and %.0f bytes an item are more than %.1f and %.0f", a, b, allocs, bytes)
	}
}

// nestedComponents is n components inside one another.
func nestedComponents(n int) []byte {
	header := []byte(binary.Magic + "\x0d\x00\x01\x00")
	// From the inside out: sizes are known then, headers go in front.
	rev := []byte{}
	size := 0
	reverse := func(b []byte) {
		for i := len(b) - 1; i >= 0; i-- {
			rev = append(rev, b[i])
		}
		size += len(b)
	}
	reverse(header)
	for range n - 1 {
		reverse(append(append([]byte{}, header...), binary.AppendU32([]byte{4}, uint32(size))...))
	}
	for i, j := 0, len(rev)-1; i < j; i, j = i+1, j-1 {
		rev[i], rev[j] = rev[j], rev[i]
	}
	return rev
}

func TestDeepComponents(t *testing.T) {
	for _, n := range []int{4_000, 16_000, 64_000} {
		check(t, nestedComponents(n), n, 20, 4_000)
	}
}

func TestManyAliases(t *testing.T) {
	var c encode.Component
	c.Type(&binary.Type{Kind: binary.TypeRecord, Fields: []binary.Labeled{{Name: "a", Type: prim(binary.PrimU8)}}})
	const n = 999_998
	for i := range n {
		c.Alias(&binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Index: uint32(i)})
	}
	check(t, c.Bytes(), n, 0.1, 64)
}

func TestManyTypeImports(t *testing.T) {
	var c encode.Component
	c.Type(&binary.Type{Kind: binary.TypeRecord, Fields: []binary.Labeled{{Name: "a", Type: prim(binary.PrimU8)}}})
	const n = 100_000
	for i := range n {
		importItem(&c, fmt.Sprintf("a%d", i), typeEq(uint32(i)))
	}
	check(t, c.Bytes(), n, 8, 1_200)
}

// tupleDAG is a component whose last type is a tuple of n levels of pairs, a
// tree of 2^n leaves, in a function type.
func tupleDAG(c *encode.Component, n int, leaf binary.ComponentValType) uint32 {
	for range n {
		leaf = index(c.Type(&binary.Type{Kind: binary.TypeTuple, Types: []binary.ComponentValType{leaf, leaf}}))
	}
	return c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: leaf}}, Ok: some(prim(binary.PrimU8))})
}

func TestManyLowersOfASharedType(t *testing.T) {
	for _, levels := range []int{2, 16} {
		var c encode.Component
		signatures(&c)
		f := importItem(&c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: tupleDAG(&c, levels, prim(binary.PrimString))})
		const n = 100_000
		for range n {
			c.Canon(&binary.Canon{Kind: binary.CanonLower, Func: f, Opts: []binary.CanonOpt{{Kind: binary.CanonMemory}}})
		}
		check(t, c.Bytes(), n, 6, 700)
	}
}

// A function whose type is a DAG is named, compared and substituted without
// walking the tree it stands for.
func TestSharedTypesInInstances(t *testing.T) {
	const levels, n = 17, 300
	inner := func() []byte {
		var c encode.Component
		r := importItem(&c, "r", subResource)
		own := c.Type(&binary.Type{Kind: binary.TypeOwn, Index: r})
		f := importItem(&c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: tupleDAG(&c, levels, index(own))})
		exportItem(&c, "f", binary.SortFunc, f)
		return c.Bytes()
	}()
	var c encode.Component
	r := importItem(&c, "r", subResource)
	own := c.Type(&binary.Type{Kind: binary.TypeOwn, Index: r})
	f := importItem(&c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: tupleDAG(&c, levels, index(own))})
	child := c.Component(inner)
	for i := range n {
		in := c.Instance(&binary.Instance{Component: child, Args: []binary.InstantiateArg{
			{Name: "r", SortIndex: binary.SortIndex{Sort: binary.SortType, Index: r}},
			{Name: "f", SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: f}},
		}})
		g := c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortFunc, Instance: in, Name: "f"})
		if i == n-1 {
			exportItem(&c, "f", binary.SortFunc, g)
		}
	}
	check(t, c.Bytes(), n*levels, 20, 3_000)
}

// exporter exports n functions and a resource.
func exporter(n int) []byte {
	var c encode.Component
	r := c.Type(&binary.Type{Kind: binary.TypeResource, Rep: binary.I32})
	r = exportItem(&c, "r", binary.SortType, r)
	own := c.Type(&binary.Type{Kind: binary.TypeOwn, Index: r})
	f := importItem(&c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: c.Type(&binary.Type{Kind: binary.TypeFunc})})
	signatures(&c, binary.FuncType{Params: []binary.ValType{binary.I32}})
	g := c.Canon(&binary.Canon{Kind: binary.CanonLift, Type: c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: index(own)}}})})
	for i := range n {
		exportItem(&c, fmt.Sprintf("f%d", i), binary.SortFunc, []uint32{f, g}[i&1])
	}
	return c.Bytes()
}

// Instances share the list of exports of their component.
func TestManyInstancesOfALongExportList(t *testing.T) {
	const exports = 20_000
	data := func(instances int) []byte {
		var c encode.Component
		f := importItem(&c, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: c.Type(&binary.Type{Kind: binary.TypeFunc})})
		child := c.Component(exporter(exports))
		for range instances {
			in := c.Instance(&binary.Instance{Component: child, Args: []binary.InstantiateArg{{Name: "f", SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: f}}}})
			c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortFunc, Instance: in, Name: "f1"})
		}
		return c.Bytes()
	}
	one, many := measure(data(1)), measure(data(401))
	if one.err != nil || many.err != nil {
		t.Fatal(one.err, many.err)
	}
	allocs, bytes := (many.allocs-one.allocs)/400, (many.bytes-one.bytes)/400
	t.Logf("an instance of %d exports costs %d allocations, %d bytes", exports, allocs, bytes)
	if allocs > 60 || bytes > 10_000 {
		t.Errorf("an instance of %d exports costs %d allocations and %d bytes, as if the list were copied", exports, allocs, bytes)
	}
}

// Sizes that double with every definition meet the limit before anything grows
// with them.
func TestExponentialSizes(t *testing.T) {
	var c encode.Component
	c.Type(&binary.Type{Kind: binary.TypeInstance})
	for i := range 60 {
		outer := func(k int) binary.Decl {
			return binary.Decl{Kind: binary.DeclAlias, Alias: &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: uint32(k)}}
		}
		c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{outer(i),
			declExport("a", binary.ExternDesc{Sort: binary.SortInstance}), declExport("b", binary.ExternDesc{Sort: binary.SortInstance})}})
	}
	mustRefuse(t, c.Bytes(), "limit", "effective type size")

	var v encode.Component
	tupleDAG(&v, 60, prim(binary.PrimU8))
	mustRefuse(t, v.Bytes(), "limit", "effective type size")
}

// Instance types with resources that double short of the limit are imported,
// which gives every resource a new identity, without being copied out.
func TestWideInstanceTypesAreShared(t *testing.T) {
	const levels = 17
	var c encode.Component
	c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{declType(binary.Type{Kind: binary.TypeFunc}), declExport("f", binary.ExternDesc{Sort: binary.SortFunc})}})
	for i := range levels {
		c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{
			{Kind: binary.DeclAlias, Alias: &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: uint32(i)}},
			declExport("a", binary.ExternDesc{Sort: binary.SortInstance}), declExport("b", binary.ExternDesc{Sort: binary.SortInstance})}})
	}
	for i := range 2 { // a size of 2^18 each
		importItem(&c, fmt.Sprintf("i%d", i), binary.ExternDesc{Sort: binary.SortInstance, Index: levels})
	}
	check(t, c.Bytes(), levels, 120, 12_000)
}

func TestManyInstances(t *testing.T) {
	// A thousand is the limit, core and component together.
	var c encode.Component
	child := c.Component(nestedComponents(1))
	for range 1_000 {
		c.Instance(&binary.Instance{Component: child})
	}
	mustAccept(t, c.Bytes())
	c.Instance(&binary.Instance{Component: child})
	mustRefuse(t, c.Bytes(), "limit", "more than the limit of 1000 instances")
}

// Instances of a component that defines many resources make new ones without
// listing them.
func TestManyInstancesOfManyResources(t *testing.T) {
	const resources = 20_000
	child := func() []byte {
		var c encode.Component
		for i := range resources {
			r := c.Type(&binary.Type{Kind: binary.TypeResource, Rep: binary.I32})
			exportItem(&c, fmt.Sprintf("r%d", i), binary.SortType, r)
		}
		return c.Bytes()
	}()
	data := func(instances int) []byte {
		var c encode.Component
		n := c.Component(child)
		for range instances {
			in := c.Instance(&binary.Instance{Component: n})
			c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: in, Name: "r7"})
		}
		return c.Bytes()
	}
	one, many := measure(data(1)), measure(data(901))
	if one.err != nil || many.err != nil {
		t.Fatal(one.err, many.err)
	}
	allocs, bytes := (many.allocs-one.allocs)/900, (many.bytes-one.bytes)/900
	t.Logf("an instance of %d resources costs %d allocations, %d bytes", resources, allocs, bytes)
	if allocs > 60 || bytes > 10_000 {
		t.Errorf("an instance of %d resources costs %d allocations and %d bytes, as if they were listed", resources, allocs, bytes)
	}
}

// Instances of one module with the same arguments are compared once: 200,000
// imports that one argument satisfies, 900 times.
func TestManyInstancesOfAModuleWithManyImports(t *testing.T) {
	const n = 200_000
	var m, b encode.Module
	for i := range n {
		name := fmt.Sprint(i)
		b.Entry(binary.SectionImport, func(x []byte) []byte {
			return encode.Import(x, &binary.ImportGroup{Module: "m", Items: []binary.Import{{Module: "m", Name: name,
				ExternType: binary.ExternType{Kind: binary.ExternGlobal, Global: binary.GlobalType{Type: binary.I32}}}}})
		})
	}
	m.Entry(binary.SectionGlobal, func(x []byte) []byte {
		return encode.Global(x, &binary.Global{GlobalType: binary.GlobalType{Type: binary.I32}, Init: binary.Expr{Data: []byte{0x41, 0, 0x0b}}})
	})
	for i := range n {
		name := fmt.Sprint(i)
		m.Entry(binary.SectionExport, func(x []byte) []byte { return encode.Export(x, &binary.Export{Name: name, Kind: binary.ExternGlobal}) })
	}
	var c encode.Component
	first, second := c.CoreModule(m.Bytes()), c.CoreModule(b.Bytes())
	for range 450 {
		i := c.CoreInstance(&binary.CoreInstance{Module: first})
		c.CoreInstance(&binary.CoreInstance{Module: second, Args: []binary.CoreArg{{Name: "m", Instance: i}}})
	}
	check(t, c.Bytes(), 2*n, 3, 900)
}

// Types of many instances share their labels.
func TestManyInstancesOfALongRecord(t *testing.T) {
	const fields, instances = 5_000, 300
	label := func(i int) string { return fmt.Sprintf("a%0180d", i) }
	var in encode.Component
	r := in.Type(&binary.Type{Kind: binary.TypeResource, Rep: binary.I32})
	r = exportItem(&in, "r", binary.SortType, r)
	own := in.Type(&binary.Type{Kind: binary.TypeOwn, Index: r})
	record := &binary.Type{Kind: binary.TypeRecord}
	for i := range fields {
		record.Fields = append(record.Fields, binary.Labeled{Name: label(i), Type: index(own)})
	}
	exportItem(&in, "t", binary.SortType, in.Type(record))
	var c encode.Component
	child := c.Component(in.Bytes())
	for range instances {
		i := c.Instance(&binary.Instance{Component: child})
		c.Alias(&binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: i, Name: "t"})
	}
	check(t, c.Bytes(), fields*instances, 0.1, 30)
}

// Components in one another are limited in depth, not in what they cost.
func TestNestingLimit(t *testing.T) {
	deep := nestedComponents(300)
	if _, err := validate.Component(deep, validate.Options{}); err != nil {
		t.Fatal(err)
	}
	_, err := validate.Component(deep, validate.Options{Limits: validate.Limits{Nesting: 200}})
	var e *binary.Error
	if !errors.As(err, &e) || e.Code != "limit" || !strings.Contains(e.Message, "limit of 200") {
		t.Errorf("wrong answer: %v", err)
	}
}
