package validate_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/internal/corpus"
	"wcomp/validate"
)

// Info lists imports and exports in the order that case.json gives.
func TestInfoOfRealComponents(t *testing.T) {
	found := 0
	for _, path := range corpus.Glob(t, "real/*/case.json") {
		data, err := os.ReadFile(filepath.Join(filepath.Dir(path), "component.wasm"))
		if err != nil {
			continue // made with an adapter, which is not in the corpus
		}
		found++
		var c struct{ Imports, Exports []string }
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &c); err != nil {
			t.Fatal(err)
		}
		info, err := validate.Component(data, validate.Options{})
		if err != nil {
			t.Fatal(err)
		}
		names := func(list []validate.ComponentExtern) (names []string) {
			for _, x := range list {
				names = append(names, x.Name.Name)
			}
			return names
		}
		if got := names(info.Component.Imports); !slices.Equal(got, c.Imports) {
			t.Errorf("%s: imports %q, want %q", path, got, c.Imports)
		}
		if got := names(info.Component.Exports); !slices.Equal(got, c.Exports) {
			t.Errorf("%s: exports %q, want %q", path, got, c.Exports)
		}
	}
	if found == 0 {
		t.Fatal("no component beside a case.json")
	}
}

// Subtype tells why an item does not fit.
func TestSubtypeOfInstances(t *testing.T) {
	build := func(names ...string) (*validate.ComponentInfo, validate.ComponentEntity) {
		var c encode.Component
		types := []binary.Decl{declType(binary.Type{Kind: binary.TypeFunc, Ok: some(prim(binary.PrimU32))}),
			declType(binary.Type{Kind: binary.TypeFunc, Ok: some(prim(binary.PrimString))})}
		for k := range 2 {
			decls := slices.Clone(types)
			for i, n := range names {
				if k == 0 || i > 0 {
					decls = append(decls, declExport(n, binary.ExternDesc{Sort: binary.SortFunc}))
				}
			}
			if k == 1 {
				decls = append(decls, declExport("other", binary.ExternDesc{Sort: binary.SortFunc, Index: 1}))
			}
			ty := c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: decls})
			importItem(&c, fmt.Sprintf("i%d", k), binary.ExternDesc{Sort: binary.SortInstance, Index: ty})
		}
		info, err := validate.Component(c.Bytes(), validate.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return info.Component, info.Component.Imports[0].ComponentEntity
	}
	info, first := build("f", "g")
	second := info.Imports[1].ComponentEntity
	err := info.Types.Subtype(second, first)
	if err == nil || err.(*binary.Error).Message != `missing expected export "f"` {
		t.Errorf("wrong answer: %v", err)
	}
	info, first = build("other")
	second = info.Imports[1].ComponentEntity
	err = info.Types.Subtype(second, first)
	if err == nil || err.(*binary.Error).Message != `export "other": result: type mismatch` || err.(*binary.Error).Expected != "u32" {
		t.Errorf("wrong answer: %v", err)
	}
	if err := info.Types.Subtype(first, first); err != nil {
		t.Error(err)
	}
}

// Errors name the item, with its name where the component-name section has
// one, and what was expected and found.
func TestErrorsNameTheItem(t *testing.T) {
	var c encode.Component
	signatures(&c, binary.FuncType{Params: []binary.ValType{binary.I64}})
	ty := c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: prim(binary.PrimU32)}}})
	c.Canon(&binary.Canon{Kind: binary.CanonLift, Type: ty})
	c.Custom("component-name", encode.ComponentNameSubsection(nil, &binary.ComponentNameSubsection{ID: 1, Sort: binary.SortFunc,
		Names: []binary.Naming{{Name: "run"}}}))
	_, err := validate.Component(c.Bytes(), validate.Options{})
	e, ok := err.(*binary.Error)
	if !ok {
		t.Fatalf("wrong answer: %v", err)
	}
	if e.Item != `canon lift, func 0 "run"` || e.Expected != "(func (param i32))" || e.Found != "(func (param i64))" {
		t.Errorf("item %q, expected %q, found %q", e.Item, e.Expected, e.Found)
	}

	var d encode.Component
	importItem(&d, "f", binary.ExternDesc{Sort: binary.SortFunc, Index: 7})
	_, err = validate.Component(d.Bytes(), validate.Options{})
	if e, ok := err.(*binary.Error); !ok || e.Item != `import "f"` {
		t.Errorf("wrong answer: %v", err)
	}
}

func ExampleComponent() {
	var c encode.Component
	r := c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: "file"}, Desc: binary.ExternDesc{Sort: binary.SortType, SubResource: true}})
	own := c.Type(&binary.Type{Kind: binary.TypeOwn, Index: r})
	open := c.Type(&binary.Type{Kind: binary.TypeFunc, Ok: binary.OptValType{Present: true, Type: binary.ComponentValType{Index: own}}})
	c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: "open"}, Desc: binary.ExternDesc{Sort: binary.SortFunc, Index: open}})

	info, err := validate.Component(c.Bytes(), validate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, im := range info.Component.Imports {
		fmt.Println(im.Name.Name, im.Sort)
		if im.Sort == binary.SortFunc {
			f := info.Component.Types.At(im.Type)
			result := info.Component.Types.At(f.Result.Type)
			fmt.Println("  own:", result.Kind == binary.TypeOwn)
		}
	}
	// Output:
	// file type
	// open func
	//   own: true
}

func BenchmarkComponents(b *testing.B) {
	for _, name := range []string{"components/tricky-resources", "real/c-hello", "real/c-async"} {
		data, err := os.ReadFile(filepath.Join(corpus.Dir(b), filepath.FromSlash(name), "component.wasm"))
		if err != nil {
			continue
		}
		b.Run(filepath.Base(name), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := validate.Component(data, validate.Options{SkipBodies: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// With AllErrors several independent errors of a component are found, each at
// its item.
func TestSeveralErrorsOfAComponent(t *testing.T) {
	var c encode.Component
	signatures(&c, binary.FuncType{Params: []binary.ValType{binary.I64}})
	f := c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: prim(binary.PrimU32)}}})
	c.Canon(&binary.Canon{Kind: binary.CanonLift, Type: f})
	c.Canon(&binary.Canon{Kind: binary.CanonLift, Type: c.Type(&binary.Type{Kind: binary.TypeFunc})})
	exportItem(&c, "Not-Kebab", binary.SortFunc, 0)
	exportItem(&c, "f", binary.SortFunc, 1)
	exportItem(&c, "f", binary.SortFunc, 1)
	importItem(&c, "", binary.ExternDesc{Sort: binary.SortFunc, Index: f})
	var m encode.Module
	for _, n := range []string{"a", "b"} {
		m.Entry(binary.SectionImport, func(b []byte) []byte {
			return encode.Import(b, &binary.ImportGroup{Module: "env", Items: []binary.Import{{Module: "env", Name: n,
				ExternType: binary.ExternType{Kind: binary.ExternMemory}}}})
		})
	}
	c.CoreInstance(&binary.CoreInstance{Module: c.CoreModule(m.Bytes())})

	_, err := validate.Component(c.Bytes(), validate.Options{AllErrors: 10})
	list, ok := err.(validate.Errors)
	if !ok {
		t.Fatalf("wrong answer: %v", err)
	}
	var items []string
	for _, e := range list {
		items = append(items, e.Item)
	}
	want := []string{"canon lift, func 0", "canon lift, func 1", `export "Not-Kebab"`, `export "f"`, `import ""`, "core instance 1"}
	if !slices.Equal(items, want) {
		t.Errorf("items %q, want %q", items, want)
	}
	_, err = validate.Component(c.Bytes(), validate.Options{AllErrors: 3})
	if list, ok := err.(validate.Errors); !ok || len(list) != 3 {
		t.Errorf("wrong answer for three errors: %v", err)
	}
	_, err = validate.Component(c.Bytes(), validate.Options{})
	if e, ok := err.(*binary.Error); !ok || e.Item != want[0] {
		t.Errorf("wrong answer for one error: %v", err)
	}
}

// Limits are options.
func TestLimitsOfComponents(t *testing.T) {
	var c encode.Component
	importItem(&c, "r", subResource)
	l := index(c.Type(&binary.Type{Kind: binary.TypeList, Elem: prim(binary.PrimU8)}))
	c.Type(&binary.Type{Kind: binary.TypeTuple, Types: []binary.ComponentValType{l, l, l}})
	c.Type(&binary.Type{Kind: binary.TypeInstance})
	c.Type(&binary.Type{Kind: binary.TypeInstance, Decls: []binary.Decl{
		{Kind: binary.DeclAlias, Alias: &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: 1, Index: 3}},
		declExport("a", binary.ExternDesc{Sort: binary.SortInstance})}})
	signatures(&c)
	for _, x := range []struct {
		limits validate.Limits
		ok     bool
	}{
		{validate.Limits{}, true},
		{validate.Limits{ValueDepth: 3}, true}, {validate.Limits{ValueDepth: 2}, false},
		{validate.Limits{InstanceDepth: 2}, true}, {validate.Limits{InstanceDepth: 1}, false},
		{validate.Limits{TypeSize: 8}, true}, {validate.Limits{TypeSize: 7}, false},
		{validate.Limits{Types: 5}, true}, {validate.Limits{Types: 4}, false},
		{validate.Limits{CoreModules: 1, Instances: 1, CoreItems: 1}, true},
	} {
		_, err := validate.Component(c.Bytes(), validate.Options{Limits: x.limits})
		if (err == nil) != x.ok {
			t.Errorf("%+v: %v", x.limits, err)
		} else if e, ok := err.(*binary.Error); err != nil && (!ok || e.Code != "limit") {
			t.Errorf("%+v: not a limit: %v", x.limits, err)
		}
	}
}

// Spaces has an entry for every index that the component made.
func TestSpacesOfAComponent(t *testing.T) {
	var c encode.Component
	signatures(&c, binary.FuncType{Params: []binary.ValType{binary.I32}})
	f := c.Type(&binary.Type{Kind: binary.TypeFunc, Fields: []binary.Labeled{{Name: "x", Type: prim(binary.PrimU32)}}})
	c.Canon(&binary.Canon{Kind: binary.CanonLift, Type: f})
	exportItem(&c, "f", binary.SortFunc, 0)
	info, err := validate.Component(c.Bytes(), validate.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := info.Component.Spaces
	for sort, n := range map[binary.Sort]int{
		binary.SortCoreFunc: len(s.CoreFuncs), binary.SortCoreMemory: len(s.CoreMemories), binary.SortCoreModule: len(s.CoreModules),
		binary.SortCoreInstance: len(s.CoreInstances), binary.SortFunc: len(s.Funcs), binary.SortType: len(s.Types),
	} {
		if want := int(c.Count(sort)); n != want {
			t.Errorf("%d items of sort %s, want %d", n, sort, want)
		}
	}
	exports := info.Component.Types.CoreInstance(s.CoreInstances[0])
	if len(exports) != 2 || exports[1].Name != "a" || exports[1].Type.Type != uint32(s.CoreFuncs[0]) {
		t.Errorf("wrong exports of the core instance: %v", exports)
	}
}

// An error in a module of a component names the components around it and the
// module.
func TestErrorsInNestedModules(t *testing.T) {
	module := func(body ...byte) []byte {
		var m encode.Module
		m.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.RecGroup(b, &binary.RecGroup{Types: []binary.SubType{{Final: true}}})
		})
		m.Entry(binary.SectionFunction, func(b []byte) []byte { return append(b, 0) })
		m.Entry(binary.SectionCode, func(b []byte) []byte { return append(append(b, byte(len(body)+1), 0), body...) })
		return m.Bytes()
	}
	bad := module(0x6a, 0x0b)
	var broken encode.Module
	broken.Entry(binary.SectionFunction, func(b []byte) []byte { return append(b, 0) })
	for want, data := range map[string][]byte{
		`component 1, core module 1 "m", func 0`:  bad,
		`component 1, core module 1 "m", func 0 `: append(broken.Bytes(), 10, 4, 1, 2, 0, 0x0b),
	} {
		var in, c encode.Component
		in.CoreModule(module(0x0b))
		in.CoreModule(data)
		in.Custom("component-name", encode.ComponentNameSubsection(nil, &binary.ComponentNameSubsection{ID: 1, Sort: binary.SortCoreModule,
			Names: []binary.Naming{{Index: 1, Name: "m"}}}))
		c.Component(nestedComponents(1))
		c.Component(in.Bytes())
		_, err := validate.Component(c.Bytes(), validate.Options{})
		if e, ok := err.(*binary.Error); !ok || e.Item != strings.TrimSpace(want) {
			t.Errorf("wrong answer: %v, want it at %s", err, want)
		}
	}
}
