package wit

import (
	"wcomp/binary"
	"wcomp/decode"
)

// Reading WIT out of a binary needs to know, for every type index, which
// definition it names and through which imports and exports it came. This file
// runs the definitions of components, component types and instance types in
// scopes of index spaces; binary_decode.go turns what comes out into a graph.
//
// It checks no more than it needs in order not to fail: validity is validate's.

// entity is what an index of one of the spaces refers to: *typeEntity,
// *funcEntity, *instanceEntity, *componentEntity, or nil for what has no
// meaning in WIT (core modules, values).
type entity any

// typeEntity is one index of a type space. Imports and exports introduce new
// indices for a type they name, so that a named type is told from its parts.
type typeEntity struct {
	of       *typeEntity  // the index that this one equals, or nil
	def      *binary.Type // the definition, nil for an abstract resource
	in       *scope       // where def's indices are looked up
	resource bool
	id       TypeID // the type it became, if known
	known    bool
}

// base is the entity that defines the type.
func (t *typeEntity) base() *typeEntity {
	for t.of != nil {
		t = t.of
	}
	return t
}

type funcEntity struct{ typ *typeEntity }

// namedEntity is an import or export.
type namedEntity struct {
	name   binary.ExternName
	item   entity
	offset int64
}

// instanceEntity is an instance. Its exports are computed when first looked
// at: most instances of a component never are.
type instanceEntity struct {
	exports []namedEntity
	ready   bool
	typ     *typeEntity // of an instance type, if imported
	comp    *componentEntity
	args    map[string]entity
	byName  map[string]entity
	// named says that the exports have become an interface.
	named bool
}

// componentEntity is a component with its definition, or an imported one.
type componentEntity struct {
	def *componentDef
	env *scope
	typ *typeEntity // of an imported or exported component
}

// componentDef is what a component's bytes define, in order.
type componentDef struct {
	steps []step
}

// step is one definition of a component; what is not of interest is left out.
type step struct {
	instance  *binary.Instance
	alias     *binary.Alias
	typ       *binary.Type
	lift      *binary.Canon
	imp       *binary.ComponentImport
	exp       *binary.ComponentExport
	component *componentDef
	offset    int64
}

// scope holds the index spaces of a component or type while it is run.
type scope struct {
	parent     *scope
	types      []*typeEntity
	funcs      []*funcEntity
	instances  []*instanceEntity
	components []*componentEntity
	depth      int
}

const (
	// maxScopeDepth bounds how deep definitions are run within one another.
	maxScopeDepth = 1000
	// maxSteps bounds how many definitions are run altogether, since one
	// component may be instantiated by many.
	maxSteps = 20_000_000
)

// runner runs definitions.
type runner struct {
	steps int
}

func malformed(offset int64, format string, args ...any) error {
	e := binary.Errorf(offset, format, args...)
	e.Code = "invalid"
	return e
}

func (r *runner) enter(parent *scope, offset int64) (*scope, error) {
	s := &scope{parent: parent}
	if parent != nil {
		s.depth = parent.depth + 1
	}
	if s.depth > maxScopeDepth {
		return nil, &binary.Error{Offset: offset, Code: "limit", Message: "components and types are nested too deeply"}
	}
	return s, nil
}

func (r *runner) count(offset int64) error {
	if r.steps++; r.steps > maxSteps {
		return &binary.Error{Offset: offset, Code: "limit", Message: "the component's definitions take too long to follow"}
	}
	return nil
}

// readComponent reads a component into its definition, nested ones included.
func readComponent(data []byte, offset int64) (*componentDef, []decode.Event, error) {
	var stack []*componentDef
	var root *componentDef
	var customs []decode.Event
	p := decode.NewParser(data, offset)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventStart:
			if !ev.Component {
				if ev.Depth == 0 {
					return nil, nil, &binary.Error{Offset: ev.Start, Code: "not-a-component", Message: "a core module where a component is expected"}
				}
				p.Skip()
				continue
			}
			def := new(componentDef)
			if len(stack) == 0 {
				root = def
			} else {
				up := stack[len(stack)-1]
				up.steps = append(up.steps, step{component: def, offset: ev.Start})
			}
			stack = append(stack, def)
		case decode.EventEnd:
			stack = stack[:len(stack)-1]
		case decode.EventCustom:
			if ev.Depth == 0 {
				customs = append(customs, ev)
			}
		case decode.EventSection:
			if err := stack[len(stack)-1].section(&ev); err != nil {
				return nil, nil, err
			}
		}
	}
	return root, customs, p.Err()
}

func (c *componentDef) section(ev *decode.Event) error {
	id := ev.ComponentSection()
	switch id {
	case binary.ComponentSectionInstance, binary.ComponentSectionAlias, binary.ComponentSectionType,
		binary.ComponentSectionCanon, binary.ComponentSectionImport, binary.ComponentSectionExport:
	default:
		return nil
	}
	items := ev.Items()
	for items.Next() {
		s := step{offset: items.Start}
		switch id {
		case binary.ComponentSectionInstance:
			i := items.Instance()
			s.instance = &i
		case binary.ComponentSectionAlias:
			a := items.Alias()
			if _, core := a.Sort.Core(); core {
				continue
			}
			s.alias = &a
		case binary.ComponentSectionType:
			t := items.ComponentType()
			s.typ = &t
		case binary.ComponentSectionCanon:
			d := items.Canon()
			if d.Kind != binary.CanonLift {
				continue
			}
			s.lift = &d
		case binary.ComponentSectionImport:
			i := items.ComponentImport()
			s.imp = &i
		case binary.ComponentSectionExport:
			e := items.ComponentExport()
			s.exp = &e
		}
		if items.Err() == nil {
			c.steps = append(c.steps, s)
		}
	}
	return items.Err()
}

func (s *scope) typeAt(i uint32, offset int64) (*typeEntity, error) {
	if int(i) >= len(s.types) {
		return nil, malformed(offset, "unknown type %d: type index out of bounds", i)
	}
	return s.types[i], nil
}

// item is the entity of an index.
func (s *scope) item(i binary.SortIndex, offset int64) (entity, error) {
	n := int(i.Index)
	switch i.Sort {
	case binary.SortType:
		return s.typeAt(i.Index, offset)
	case binary.SortFunc:
		if n < len(s.funcs) {
			return s.funcs[n], nil
		}
	case binary.SortInstance:
		if n < len(s.instances) {
			return s.instances[n], nil
		}
	case binary.SortComponent:
		if n < len(s.components) {
			return s.components[n], nil
		}
	default:
		return nil, nil
	}
	return nil, malformed(offset, "unknown %s %d: index out of bounds", i.Sort, n)
}

// add appends an entity to the space of its sort.
func (s *scope) add(sort binary.Sort, e entity, offset int64) error {
	ok := true
	switch sort {
	case binary.SortType:
		var t *typeEntity
		if t, ok = e.(*typeEntity); ok {
			s.types = append(s.types, t)
		}
	case binary.SortFunc:
		var f *funcEntity
		if f, ok = e.(*funcEntity); ok {
			s.funcs = append(s.funcs, f)
		}
	case binary.SortInstance:
		var i *instanceEntity
		if i, ok = e.(*instanceEntity); ok {
			s.instances = append(s.instances, i)
		}
	case binary.SortComponent:
		var c *componentEntity
		if c, ok = e.(*componentEntity); ok {
			s.components = append(s.components, c)
		}
	}
	if !ok {
		return malformed(offset, "the item is no %s", sort)
	}
	return nil
}

// outer is the scope count levels out.
func (s *scope) outer(count uint32, offset int64) (*scope, error) {
	for ; count > 0 && s != nil; count-- {
		s = s.parent
	}
	if s == nil {
		return nil, malformed(offset, "an outer alias reaches beyond the outermost component")
	}
	return s, nil
}

func (r *runner) alias(s *scope, a *binary.Alias) error {
	switch a.Kind {
	case binary.AliasOuter:
		if _, core := a.Sort.Core(); core {
			return nil
		}
		from, err := s.outer(a.Count, a.Offset)
		if err != nil {
			return err
		}
		e, err := from.item(binary.SortIndex{Sort: a.Sort, Index: a.Index}, a.Offset)
		if err != nil {
			return err
		}
		return s.add(a.Sort, e, a.Offset)
	case binary.AliasExport:
		if int(a.Instance) >= len(s.instances) {
			return malformed(a.Offset, "unknown instance %d: index out of bounds", a.Instance)
		}
		i := s.instances[a.Instance]
		if err := r.force(i, a.Offset); err != nil {
			return err
		}
		e, ok := i.byName[a.Name]
		if !ok {
			return malformed(a.Offset, "instance %d has no export named %q", a.Instance, a.Name)
		}
		return s.add(a.Sort, e, a.Offset)
	}
	return nil
}

// described makes the entity that an import or export declarator introduces.
func (r *runner) described(s *scope, d *binary.ExternDesc, offset int64) (entity, error) {
	switch d.Sort {
	case binary.SortType:
		if d.SubResource {
			return &typeEntity{resource: true}, nil
		}
		t, err := s.typeAt(d.Index, offset)
		if err != nil {
			return nil, err
		}
		return &typeEntity{of: t}, nil
	case binary.SortFunc:
		t, err := s.typeAt(d.Index, offset)
		if err != nil {
			return nil, err
		}
		return &funcEntity{typ: t}, nil
	case binary.SortInstance:
		t, err := s.typeAt(d.Index, offset)
		if err != nil {
			return nil, err
		}
		return &instanceEntity{typ: t}, nil
	case binary.SortComponent:
		t, err := s.typeAt(d.Index, offset)
		if err != nil {
			return nil, err
		}
		return &componentEntity{typ: t}, nil
	}
	return nil, nil
}

// force computes an instance's exports.
func (r *runner) force(i *instanceEntity, offset int64) error {
	if i.ready {
		return nil
	}
	i.ready = true
	var err error
	switch {
	case i.typ != nil:
		t := i.typ.base()
		if t.def == nil || t.def.Kind != binary.TypeInstance {
			return malformed(offset, "the type is no instance type")
		}
		_, i.exports, err = r.declare(t)
	case i.comp != nil && i.comp.def != nil:
		_, i.exports, err = r.instantiate(i.comp, i.args, offset)
	case i.comp != nil:
		return malformed(offset, "the exports of an imported component's instance cannot be told")
	}
	if err != nil {
		return err
	}
	i.byName = make(map[string]entity, len(i.exports))
	for _, e := range i.exports {
		i.byName[e.name.Name] = e.item
	}
	return nil
}

// declare runs the declarators of a component or instance type: everything
// it imports and exports is new.
func (r *runner) declare(t *typeEntity) (imports, exports []namedEntity, err error) {
	s, err := r.enter(t.in, t.def.Offset)
	if err != nil {
		return nil, nil, err
	}
	for k := range t.def.Decls {
		d := &t.def.Decls[k]
		if err := r.count(d.Offset); err != nil {
			return nil, nil, err
		}
		switch d.Kind {
		case binary.DeclType:
			s.types = append(s.types, &typeEntity{def: d.Type, in: s, resource: d.Type.Kind == binary.TypeResource})
		case binary.DeclAlias:
			if err := r.alias(s, d.Alias); err != nil {
				return nil, nil, err
			}
		case binary.DeclImport, binary.DeclExport:
			e, err := r.described(s, &d.Desc, d.Offset)
			if err != nil {
				return nil, nil, err
			}
			if e != nil {
				if err := s.add(d.Desc.Sort, e, d.Offset); err != nil {
					return nil, nil, err
				}
			}
			n := namedEntity{name: d.Name, item: e, offset: d.Offset}
			if d.Kind == binary.DeclImport {
				imports = append(imports, n)
			} else {
				exports = append(exports, n)
			}
		}
	}
	return imports, exports, nil
}

// instantiate runs a component with its imports bound to args. With nil args
// (the outermost component) imports are new.
func (r *runner) instantiate(c *componentEntity, args map[string]entity, offset int64) (imports, exports []namedEntity, err error) {
	s, err := r.enter(c.env, offset)
	if err != nil {
		return nil, nil, err
	}
	for k := range c.def.steps {
		st := &c.def.steps[k]
		if err := r.count(st.offset); err != nil {
			return nil, nil, err
		}
		switch {
		case st.typ != nil:
			s.types = append(s.types, &typeEntity{def: st.typ, in: s, resource: st.typ.Kind == binary.TypeResource})
		case st.alias != nil:
			err = r.alias(s, st.alias)
		case st.component != nil:
			s.components = append(s.components, &componentEntity{def: st.component, env: s})
		case st.lift != nil:
			var t *typeEntity
			if t, err = s.typeAt(st.lift.Type, st.offset); err == nil {
				s.funcs = append(s.funcs, &funcEntity{typ: t})
			}
		case st.instance != nil:
			var i *instanceEntity
			if i, err = s.instance(st.instance); err == nil {
				s.instances = append(s.instances, i)
			}
		case st.imp != nil:
			var e entity
			if e, err = r.imported(s, st.imp, args); err == nil {
				imports = append(imports, namedEntity{name: st.imp.Name, item: e, offset: st.offset})
			}
		case st.exp != nil:
			var e entity
			if e, err = r.exported(s, st.exp); err == nil {
				exports = append(exports, namedEntity{name: st.exp.Name, item: e, offset: st.offset})
			}
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return imports, exports, nil
}

func (r *runner) imported(s *scope, i *binary.ComponentImport, args map[string]entity) (entity, error) {
	e, bound := args[i.Name.Name]
	if !bound {
		var err error
		if e, err = r.described(s, &i.Desc, i.Offset); err != nil {
			return nil, err
		}
	}
	if e == nil {
		return nil, nil
	}
	return e, s.add(i.Desc.Sort, e, i.Offset)
}

func (r *runner) exported(s *scope, x *binary.ComponentExport) (entity, error) {
	e, err := s.item(x.SortIndex, x.Offset)
	if err != nil || e == nil {
		return nil, err
	}
	switch e := e.(type) {
	case *typeEntity:
		n := &typeEntity{of: e}
		s.types = append(s.types, n)
		return n, nil
	case *funcEntity, *instanceEntity:
		if x.HasType {
			d, err := r.described(s, &x.Desc, x.Offset)
			if err != nil {
				return nil, err
			}
			if d != nil {
				return d, s.add(x.Desc.Sort, d, x.Offset)
			}
		}
	}
	return e, s.add(x.Sort, e, x.Offset)
}

func (s *scope) instance(i *binary.Instance) (*instanceEntity, error) {
	if !i.FromExports {
		if int(i.Component) >= len(s.components) {
			return nil, malformed(i.Offset, "unknown component %d: index out of bounds", i.Component)
		}
		n := &instanceEntity{comp: s.components[i.Component], args: make(map[string]entity, len(i.Args))}
		for _, a := range i.Args {
			e, err := s.item(a.SortIndex, a.Offset)
			if err != nil {
				return nil, err
			}
			n.args[a.Name] = e
		}
		return n, nil
	}
	n := &instanceEntity{ready: true, byName: make(map[string]entity, len(i.Exports))}
	for k := range i.Exports {
		x := &i.Exports[k]
		e, err := s.item(x.SortIndex, x.Offset)
		if err != nil {
			return nil, err
		}
		n.exports = append(n.exports, namedEntity{name: x.Name, item: e, offset: x.Offset})
		n.byName[x.Name.Name] = e
	}
	return n, nil
}
