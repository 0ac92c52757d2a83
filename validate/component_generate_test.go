package validate_test

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/internal/peers"
	"wcomp/validate"
)

// A generator of components: it grows one definition after another, asks the
// validator about each step and mostly keeps what is valid, so that deep rules
// (fresh resources, named types, substitution) are reached.

var (
	plainNames = []string{"a", "b", "c", "r", "s"}
	funcNames  = []string{"f", "g", "[constructor]r", "[method]r.f", "[static]r.g", "[method]a.f", "[constructor]a", "x:y/z"}
	prims      = []binary.PrimType{binary.PrimBool, binary.PrimU32, binary.PrimString, binary.PrimU64, binary.PrimF32, binary.PrimChar}
)

// step is one definition of a component.
type step func(c *encode.Component)

func build(steps []step) []byte {
	var c encode.Component
	for _, s := range steps {
		s(&c)
	}
	return c.Bytes()
}

// generator grows components. judge is told every candidate.
type generator struct {
	*rand.Rand
	features binary.Features
	judge    func(data []byte, err error) (agreed bool)
	left     int // candidates still to be judged
}

// try judges a candidate and says whether to keep it.
func (g *generator) try(data []byte) bool {
	_, err := validate.Binary(data, validate.Options{Features: g.features})
	g.left--
	return g.judge(data, err) && err == nil
}

func (g *generator) of(names []string) string { return names[g.Intn(len(names))] }

// index is mostly near the end of a space of n items.
func (g *generator) index(n uint32) uint32 {
	if n == 0 {
		return 0
	}
	if g.Intn(3) > 0 {
		return n - 1 - min(uint32(g.Intn(4)), n-1)
	}
	return uint32(g.Intn(int(n)))
}

func (g *generator) valType(types uint32) binary.ComponentValType {
	if types == 0 || g.Intn(3) == 0 {
		return binary.ComponentValType{Prim: prims[g.Intn(len(prims))]}
	}
	return binary.ComponentValType{Index: g.index(types)}
}

func (g *generator) opt(types uint32) binary.OptValType {
	if g.Intn(3) == 0 {
		return binary.OptValType{}
	}
	return binary.OptValType{Present: true, Type: g.valType(types)}
}

func (g *generator) typ(types uint32) *binary.Type {
	t := &binary.Type{}
	switch g.Intn(14) {
	case 0:
		t.Kind = binary.TypeRecord
		for i := range 1 + g.Intn(3) {
			t.Fields = append(t.Fields, binary.Labeled{Name: plainNames[i], Type: g.valType(types)})
		}
	case 1:
		t.Kind = binary.TypeVariant
		for i := range 1 + g.Intn(3) {
			t.Cases = append(t.Cases, binary.VariantCase{Name: plainNames[i], Type: g.opt(types)})
		}
	case 2:
		t.Kind, t.Elem = binary.TypeList, g.valType(types)
	case 3:
		t.Kind = binary.TypeTuple
		for range 1 + g.Intn(5) {
			t.Types = append(t.Types, g.valType(types))
		}
	case 4:
		t.Kind, t.Labels = binary.TypeEnum, plainNames[:1+g.Intn(3)]
	case 5:
		t.Kind, t.Elem = binary.TypeOption, g.valType(types)
	case 6:
		t.Kind, t.Ok, t.Err = binary.TypeResult, g.opt(types), g.opt(types)
	case 7:
		t.Kind, t.Index = binary.TypeOwn, g.index(types)
	case 8:
		t.Kind, t.Index = binary.TypeBorrow, g.index(types)
	case 9:
		t.Kind, t.Rep = binary.TypeResource, binary.I32
	case 10:
		t.Kind, t.Ok = binary.TypeStream, g.opt(types)
	default:
		t.Kind = binary.TypeFunc
		if g.Intn(4) == 0 {
			t.Kind = binary.TypeAsyncFunc
		}
		for i := range g.Intn(3) {
			t.Fields = append(t.Fields, binary.Labeled{Name: []string{"self", "x", "y"}[i], Type: g.valType(types)})
		}
		t.Ok = g.opt(types)
	}
	return t
}

// desc describes an import or export: mostly of a type.
func (g *generator) desc(types uint32) (string, binary.ExternDesc) {
	d := binary.ExternDesc{Index: g.index(types)}
	switch g.Intn(7) {
	case 0, 1:
		d.Sort = binary.SortFunc
		return g.of(funcNames), d
	case 2:
		d.Sort, d.SubResource = binary.SortType, true
	case 3, 4:
		d.Sort = binary.SortType
	case 5:
		d.Sort = binary.SortInstance
	default:
		d.Sort = binary.SortComponent
	}
	return g.of(plainNames), d
}

// decls grows the declarators of a component or instance type; wrap makes a
// candidate of them.
func (g *generator) decls(kind binary.TypeKind, depth int, wrap func(*binary.Type) []byte) *binary.Type {
	t := &binary.Type{Kind: kind}
	types, instances := uint32(0), uint32(0)
	for range 3 + g.Intn(10) {
		if g.left <= 0 {
			break
		}
		d := binary.Decl{Kind: binary.DeclType}
		addType, addInstance := uint32(1), uint32(0)
		switch n := g.Intn(12); {
		case n < 4:
			d.Type = g.typ(types)
		case n < 6:
			d.Kind = binary.DeclAlias
			d.Alias = &binary.Alias{Kind: binary.AliasOuter, Sort: binary.SortType, Count: uint32(1 + g.Intn(depth+1)), Index: uint32(g.Intn(8))}
		case n == 6 && instances > 0:
			d.Kind = binary.DeclAlias
			d.Alias = &binary.Alias{Kind: binary.AliasExport, Sort: binary.SortType, Instance: g.index(instances), Name: g.of(plainNames)}
		case n == 7 && depth < 3:
			inner := binary.TypeInstance
			if g.Intn(3) == 0 {
				inner = binary.TypeComponent
			}
			d.Type = g.decls(inner, depth+1, func(i *binary.Type) []byte {
				c := *t
				c.Decls = append(slices.Clip(c.Decls), binary.Decl{Kind: binary.DeclType, Type: i})
				return wrap(&c)
			})
		default:
			d.Kind = binary.DeclExport
			if kind == binary.TypeComponent && g.Intn(2) == 0 {
				d.Kind = binary.DeclImport
			}
			d.Name.Name, d.Desc = g.desc(types)
			addType = 0
			if d.Desc.Sort == binary.SortType {
				addType = 1
			}
			if d.Desc.Sort == binary.SortInstance {
				addInstance = 1
			}
		}
		c := *t
		c.Decls = append(slices.Clip(c.Decls), d)
		if g.try(wrap(&c)) {
			*t = c
			types += addType
			instances += addInstance
		}
	}
	return t
}

// component grows a component; wrap makes a whole candidate of its steps.
func (g *generator) component(depth int, wrap func([]step) []byte) []step {
	var steps []step
	if g.Intn(3) > 0 {
		steps = append(steps, coreStep)
	}
	for range 6 + g.Intn(20) {
		if g.left <= 0 {
			break
		}
		var c encode.Component
		for _, s := range steps {
			s(&c)
		}
		kind, tries := g.Intn(28), 1
		if kind >= 14 && kind < 21 || kind > 24 {
			tries = 6 // these rarely fit at once
		}
		for ; tries > 0; tries-- {
			s := g.step(kind, &c, depth, steps, wrap)
			if s == nil {
				break
			}
			next := append(slices.Clip(steps), s)
			if g.try(wrap(next)) {
				steps = next
				break
			}
		}
	}
	return steps
}

var sorts = []binary.Sort{binary.SortFunc, binary.SortType, binary.SortInstance, binary.SortComponent, binary.SortCoreModule}

func (g *generator) sortIndex(c *encode.Component) binary.SortIndex {
	s := sorts[g.Intn(len(sorts))]
	return binary.SortIndex{Sort: s, Index: g.index(c.Count(s))}
}

func (g *generator) name(s binary.Sort) string {
	if s == binary.SortFunc {
		return g.of(funcNames)
	}
	return g.of(plainNames)
}

// step makes a definition of a kind, one of 28.
func (g *generator) step(n int, c *encode.Component, depth int, steps []step, wrap func([]step) []byte) step {
	types := c.Count(binary.SortType)
	switch {
	case n < 5:
		t := g.typ(types)
		return func(c *encode.Component) { c.Type(t) }
	case n < 8:
		kind := binary.TypeInstance
		if n == 5 {
			kind = binary.TypeComponent
		}
		t := g.decls(kind, depth, func(t *binary.Type) []byte {
			return wrap(append(slices.Clip(steps), func(c *encode.Component) { c.Type(t) }))
		})
		return func(c *encode.Component) { c.Type(t) }
	case n < 11:
		name, d := g.desc(types)
		return func(c *encode.Component) {
			c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: name}, Desc: d})
		}
	case n < 14:
		x := g.sortIndex(c)
		e := binary.ComponentExport{Name: binary.ExternName{Name: g.name(x.Sort)}, SortIndex: x}
		if g.Intn(5) == 0 {
			e.HasType = true
			_, e.Desc = g.desc(types)
		}
		return func(c *encode.Component) { c.Export(&e) }
	case n < 16:
		i := binary.Instance{Component: g.index(c.Count(binary.SortComponent))}
		for _, k := range g.Perm(len(plainNames))[:g.Intn(5)] {
			i.Args = append(i.Args, binary.InstantiateArg{Name: plainNames[k], SortIndex: g.sortIndex(c)})
		}
		if g.Intn(2) == 0 {
			i.Args = append(i.Args, binary.InstantiateArg{Name: g.of(funcNames), SortIndex: binary.SortIndex{Sort: binary.SortFunc, Index: g.index(c.Count(binary.SortFunc))}})
		}
		return func(c *encode.Component) { c.Instance(&i) }
	case n == 16:
		i := binary.Instance{FromExports: true}
		for _, k := range g.Perm(len(plainNames))[:1+g.Intn(4)] {
			i.Exports = append(i.Exports, binary.InlineExport{Name: binary.ExternName{Name: plainNames[k]}, SortIndex: g.sortIndex(c)})
		}
		return func(c *encode.Component) { c.Instance(&i) }
	case n < 19:
		a := binary.Alias{Kind: binary.AliasExport, Sort: sorts[g.Intn(len(sorts))], Instance: g.index(c.Count(binary.SortInstance))}
		if a.Name = g.name(a.Sort); g.Intn(4) == 0 {
			a = binary.Alias{Kind: binary.AliasOuter, Sort: []binary.Sort{binary.SortType, binary.SortComponent}[g.Intn(2)],
				Count: uint32(g.Intn(depth + 2)), Index: uint32(g.Intn(8))}
		}
		return func(c *encode.Component) { c.Alias(&a) }
	case n < 21:
		f := g.canon(c)
		return func(c *encode.Component) { c.Canon(f) }
	case n > 21:
		return g.coreStep(n, c)
	case depth < 3:
		inner := g.component(depth+1, func(in []step) []byte {
			return wrap(append(slices.Clip(steps), func(c *encode.Component) { c.Component(build(in)) }))
		})
		return func(c *encode.Component) { c.Component(build(inner)) }
	}
	return nil
}

var coreNames = []string{"0", "1", "m", "t", "g"}

// coreStep makes a core definition.
func (g *generator) coreStep(n int, c *encode.Component) step {
	types := c.Count(binary.SortCoreType)
	switch n {
	case 22:
		t := binary.CoreType{Group: g.recGroup(types)}
		return func(c *encode.Component) { c.CoreType(&t) }
	case 23:
		t := g.moduleType(types)
		return func(c *encode.Component) { c.CoreType(&t) }
	case 24:
		d := binary.ExternDesc{Sort: binary.SortCoreModule, Index: g.index(types)}
		name := g.of(plainNames)
		return func(c *encode.Component) {
			c.Import(&binary.ComponentImport{Name: binary.ExternName{Name: name}, Desc: d})
		}
	case 25:
		i := binary.CoreInstance{Module: g.index(c.Count(binary.SortCoreModule))}
		for _, k := range g.Perm(len(coreNames))[:g.Intn(4)] {
			i.Args = append(i.Args, binary.CoreArg{Name: coreNames[k], Instance: g.index(c.Count(binary.SortCoreInstance))})
		}
		return func(c *encode.Component) { c.CoreInstance(&i) }
	case 26:
		i := binary.CoreInstance{FromExports: true}
		for _, k := range g.Perm(len(coreNames))[:1+g.Intn(3)] {
			sort := binary.CoreSort(g.Intn(5))
			i.Exports = append(i.Exports, binary.CoreInlineExport{Name: coreNames[k], Sort: sort, Index: g.index(c.Count(binary.Sort(0x80 | sort)))})
		}
		return func(c *encode.Component) { c.CoreInstance(&i) }
	}
	sort := binary.Sort(0x80 | g.Intn(5))
	a := binary.Alias{Kind: binary.AliasCoreExport, Sort: sort, Instance: g.index(c.Count(binary.SortCoreInstance)), Name: g.of(coreNames)}
	switch g.Intn(4) {
	case 0:
		a = binary.Alias{Kind: binary.AliasOuter, Sort: []binary.Sort{binary.SortCoreType, binary.SortCoreModule}[g.Intn(2)],
			Count: uint32(g.Intn(2)), Index: g.index(types)}
	case 1:
		a = binary.Alias{Kind: binary.AliasExport, Sort: binary.SortCoreModule, Instance: g.index(c.Count(binary.SortInstance)), Name: g.of(plainNames)}
	}
	return func(c *encode.Component) { c.Alias(&a) }
}

func (g *generator) coreVal(types uint32) binary.ValType {
	if types > 0 && g.Intn(5) == 0 {
		return binary.Ref(g.Intn(2) == 0, binary.ConcreteHeap(g.index(types)))
	}
	return []binary.ValType{binary.I32, binary.I64, binary.FuncRef, binary.ExternRef}[g.Intn(4)]
}

func (g *generator) recGroup(types uint32) binary.RecGroup {
	group := binary.RecGroup{Explicit: g.Intn(4) == 0}
	n := 1
	if group.Explicit {
		n = g.Intn(3)
	}
	for range n {
		t := binary.SubType{Final: g.Intn(3) > 0}
		t.Explicit = !t.Final
		if g.Intn(4) == 0 && types > 0 {
			t.HasSuper, t.Super, t.Explicit = true, g.index(types), true
		}
		if g.Intn(6) == 0 {
			t.Kind = binary.CompositeStruct
			t.Fields = []binary.FieldType{{Type: g.coreVal(types)}}
		}
		for range g.Intn(2) {
			t.Func.Params = append(t.Func.Params, g.coreVal(types))
		}
		for range g.Intn(2) {
			t.Func.Results = append(t.Func.Results, g.coreVal(types))
		}
		group.Types = append(group.Types, t)
	}
	return group
}

func (g *generator) extern(types uint32) (e binary.ExternType) {
	e.Kind = binary.ExternKind(g.Intn(5))
	e.Type = g.index(types)
	l := binary.Limits{Min: uint64(g.Intn(3)), Is64: g.Intn(6) == 0, HasMax: g.Intn(2) == 0}
	l.Max = l.Min + uint64(g.Intn(2))
	e.Table = binary.TableType{Elem: []binary.ValType{binary.FuncRef, binary.ExternRef}[g.Intn(2)], Limits: l}
	e.Memory = binary.MemoryType{Limits: l}
	e.Global = binary.GlobalType{Type: g.coreVal(types), Mutable: g.Intn(2) == 0}
	return e
}

// moduleType is the type of a module.
func (g *generator) moduleType(outer uint32) binary.CoreType {
	t := binary.CoreType{IsModule: true}
	types := uint32(0)
	for range g.Intn(6) {
		d := binary.ModuleDecl{Kind: binary.ModuleDeclKind(g.Intn(4))}
		switch d.Kind {
		case binary.ModuleDeclType:
			d.Type = g.recGroup(types)
			types += uint32(len(d.Type.Types))
		case binary.ModuleDeclAlias:
			d.Count, d.Index = 1, g.index(outer)
			types++
		case binary.ModuleDeclImport:
			d.Import = binary.Import{Module: g.of(coreNames), Name: g.of(coreNames), ExternType: g.extern(types)}
		default:
			d.Name, d.Extern = g.of(coreNames), g.extern(types)
		}
		t.Module = append(t.Module, d)
	}
	return t
}

func (g *generator) canon(c *encode.Component) *binary.Canon {
	f := &binary.Canon{Type: g.index(c.Count(binary.SortType))}
	if c.Count(binary.SortCoreMemory) > 0 && g.Intn(4) > 0 {
		f.Opts = append(f.Opts, binary.CanonOpt{Kind: binary.CanonMemory})
		if g.Intn(2) == 0 {
			f.Opts = append(f.Opts, binary.CanonOpt{Kind: binary.CanonRealloc})
		}
	}
	if g.Intn(4) == 0 {
		f.Opts = append(f.Opts, binary.CanonOpt{Kind: binary.CanonAsync})
		if g.Intn(2) == 0 {
			f.Opts = append(f.Opts, binary.CanonOpt{Kind: binary.CanonCallback, Index: 5})
		}
	}
	switch g.Intn(9) {
	case 0, 1, 2:
		f.Kind, f.Func = binary.CanonLift, uint32(g.Intn(6))
	case 3, 4:
		f.Kind, f.Func = binary.CanonLower, g.index(c.Count(binary.SortFunc))
	case 5:
		f.Kind = []binary.CanonKind{binary.CanonResourceNew, binary.CanonResourceDrop, binary.CanonResourceRep}[g.Intn(3)]
	case 6:
		f.Kind, f.Result = binary.CanonTaskReturn, g.opt(c.Count(binary.SortType))
	case 7:
		f.Kind = []binary.CanonKind{binary.CanonStreamNew, binary.CanonStreamRead, binary.CanonStreamWrite, binary.CanonStreamDropReadable}[g.Intn(4)]
	default:
		f.Kind = []binary.CanonKind{binary.CanonWaitableSetNew, binary.CanonSubtaskDrop, binary.CanonThreadYield}[g.Intn(3)]
	}
	return f
}

// coreStep gives a component core functions to lift: 0 is a realloc, 5 a
// callback.
func coreStep(c *encode.Component) {
	var m encode.Module
	i := func(n int) []binary.ValType { return slices.Repeat([]binary.ValType{binary.I32}, n) }
	sigs := []binary.FuncType{
		{Params: i(4), Results: i(1)}, {}, {Results: i(1)}, {Params: i(1)}, {Params: i(1), Results: i(1)}, {Params: i(3), Results: i(1)},
	}
	for _, s := range sigs {
		m.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.RecGroup(b, &binary.RecGroup{Types: []binary.SubType{{Final: true, CompositeType: binary.CompositeType{Func: s}}}})
		})
	}
	for k := range sigs {
		m.Entry(binary.SectionImport, func(b []byte) []byte {
			return encode.Import(b, &binary.ImportGroup{Items: []binary.Import{{Module: "m", Name: strconv.Itoa(k), ExternType: binary.ExternType{Type: uint32(k)}}}, Module: "m"})
		})
	}
	m.Entry(binary.SectionMemory, func(b []byte) []byte { return encode.MemoryType(b, binary.MemoryType{}) })
	m.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &binary.Export{Name: "m", Kind: binary.ExternMemory}) })
	for k := range sigs {
		m.Entry(binary.SectionExport, func(b []byte) []byte {
			return encode.Export(b, &binary.Export{Name: strconv.Itoa(k), Index: uint32(k)})
		})
	}
	// The functions are those of another module, whose bodies trap.
	var impl encode.Module
	for _, s := range sigs {
		impl.Entry(binary.SectionType, func(b []byte) []byte {
			return encode.RecGroup(b, &binary.RecGroup{Types: []binary.SubType{{Final: true, CompositeType: binary.CompositeType{Func: s}}}})
		})
	}
	for k := range sigs {
		impl.Entry(binary.SectionFunction, func(b []byte) []byte { return append(b, byte(k)) })
	}
	for k := range sigs {
		impl.Entry(binary.SectionExport, func(b []byte) []byte {
			return encode.Export(b, &binary.Export{Name: strconv.Itoa(k), Index: uint32(k)})
		})
	}
	for range sigs {
		impl.Entry(binary.SectionCode, func(b []byte) []byte { return append(b, 3, 0, 0x00, 0x0b) })
	}
	first := c.CoreModule(impl.Bytes())
	second := c.CoreModule(m.Bytes())
	a := c.CoreInstance(&binary.CoreInstance{Module: first})
	b := c.CoreInstance(&binary.CoreInstance{Module: second, Args: []binary.CoreArg{{Name: "m", Instance: a}}})
	for k := range sigs {
		c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreFunc, Instance: b, Name: strconv.Itoa(k)})
	}
	c.Alias(&binary.Alias{Kind: binary.AliasCoreExport, Sort: binary.SortCoreMemory, Instance: b, Name: "m"})
}

// Generated components get the reference's verdict. WCOMP_GENERATED sets how
// many are tried, WCOMP_SEED where they begin.
func TestGeneratedComponentsAgreeWithTheReference(t *testing.T) {
	peers.LookWasmTools(t)
	count, seed := 400, int64(1)
	if s := os.Getenv("WCOMP_GENERATED"); s != "" {
		count, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("WCOMP_SEED"); s != "" {
		seed, _ = strconv.ParseInt(s, 10, 64)
	}
	valid, agreed := 0, 0
	g := &generator{Rand: rand.New(rand.NewSource(seed)), features: binary.AllFeatures &^ binary.FeatureCMNestedNames, left: count}
	g.judge = func(data []byte, err error) bool {
		if err == nil {
			valid++
			if g.Intn(3) > 0 {
				return true // a longer one will follow
			}
		}
		_, stderr, code := peers.WasmTools(t, data, "validate", "--features", "all,-cm-nested-names", "-")
		if (err == nil) == (code == 0) || err != nil && known(err.Error()) || err == nil && knownOfReference(string(stderr)) {
			agreed++
			return true
		}
		t.Errorf("seed %d, %d left:\n  here:      %v\n  reference: exit %d %s", seed, g.left, err, code, strings.TrimSpace(string(stderr)))
		if dir := os.Getenv("WCOMP_KEEP"); dir != "" {
			os.WriteFile(fmt.Sprintf("%s/gen-%d-%d.wasm", dir, seed, g.left), data, 0o644)
		}
		return false
	}
	for g.left > 0 {
		g.component(0, build)
	}
	t.Logf("%d components, %d of them valid, %d verdicts agree", count, valid, agreed)
}
