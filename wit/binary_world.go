package wit

import (
	"strings"

	"wcomp/binary"
	"wcomp/decode"
)

// Worlds and packages out of a binary.

// component reads a component's own world.
func (d *binaryDecoder) component(imports, exports []namedEntity) (WorldID, error) {
	p := d.pkgFor(PackageName{Namespace: "root", Name: "component"})
	id := d.r.AddWorld(&World{Name: "root", Package: p})
	d.r.Packages[p].Worlds.Set("root", id)
	for i := range imports {
		switch imports[i].item.(type) {
		case *funcEntity, *instanceEntity, *typeEntity:
			if err := d.worldImport(id, &imports[i]); err != nil {
				return 0, err
			}
		}
		// Modules, components and values have no place in a world.
	}
	for i := range exports {
		if _, ok := exports[i].item.(*typeEntity); ok {
			return 0, malformed(exports[i].offset, "export %q is a type, which WIT cannot express", exports[i].name.Name)
		}
		if err := d.worldExport(id, &exports[i]); err != nil {
			return 0, err
		}
	}
	return id, nil
}

// worldInterface reads an instance that a world imports or exports.
func (d *binaryDecoder) worldInterface(w *World, x *namedEntity, i *instanceEntity) (WorldKey, *InterfaceItem, error) {
	item := &InterfaceItem{ExternalID: nameExternalID(&x.name)}
	key := NameKey(x.name.Name)
	var err error
	switch {
	case x.name.HasImplements:
		item.ID, err = d.interfaceFor(x.name.Implements, x.offset)
	case strings.Contains(x.name.Name, ":"):
		item.ID, err = d.interfaceFor(fullName(&x.name), x.offset)
		key = InterfaceKey(item.ID)
	case strings.ContainsAny(x.name.Name, "=<"):
		err = malformed(x.offset, "the name %q has no counterpart in WIT", x.name.Name)
	default:
		item.ID = d.r.AddInterface(&Interface{Package: w.Package})
	}
	if err != nil {
		return key, nil, err
	}
	return key, item, d.fill(item.ID, i, x.offset)
}

// worldResource finds the resource that a function directly in a world
// belongs to.
func worldResource(w *World) func(string) (TypeID, bool) {
	return func(name string) (TypeID, bool) {
		item, _ := w.Imports.Get(NameKey(name))
		t, ok := item.(TypeItem)
		return t.ID, ok
	}
}

func (d *binaryDecoder) worldImport(id WorldID, x *namedEntity) error {
	w := d.r.Worlds[id]
	switch e := x.item.(type) {
	case *instanceEntity:
		key, item, err := d.worldInterface(w, x, e)
		if err != nil {
			return err
		}
		e.named = true
		w.Imports.Set(key, item)
	case *funcEntity:
		f, err := d.function(x, e, worldResource(w))
		if err != nil {
			return err
		}
		w.Imports.Set(NameKey(x.name.Name), f)
	case *typeEntity:
		t, err := d.namedType(x, e, WorldOwner(id))
		if err != nil {
			return err
		}
		w.Imports.Set(NameKey(x.name.Name), TypeItem{t})
	default:
		return malformed(x.offset, "import %q is neither an instance, a function nor a type", x.name.Name)
	}
	return nil
}

func (d *binaryDecoder) worldExport(id WorldID, x *namedEntity) error {
	w := d.r.Worlds[id]
	switch e := x.item.(type) {
	case *instanceEntity:
		if err := d.run.force(e, x.offset); err != nil {
			return err
		}
		if e.named {
			for _, y := range e.exports {
				if _, ok := y.item.(*typeEntity); ok {
					return malformed(x.offset, "export %q is an instance that was imported or exported before: WIT cannot express that its types are the same", x.name.Name)
				}
			}
		}
		key, item, err := d.worldInterface(w, x, e)
		if err != nil {
			return err
		}
		e.named = true
		w.Exports.Set(key, item)
	case *funcEntity:
		f, err := d.function(x, e, worldResource(w))
		if err != nil {
			return err
		}
		w.Exports.Set(NameKey(x.name.Name), f)
	case *typeEntity:
		// A world's component type may export a type only as another name.
		t, err := d.namedType(x, e, WorldOwner(id))
		if err != nil {
			return err
		}
		w.Exports.Set(NameKey(x.name.Name), TypeItem{t})
	default:
		return malformed(x.offset, "export %q is neither an instance, a function nor a type", x.name.Name)
	}
	return nil
}

// world reads a component type as the world of a full name.
func (d *binaryDecoder) world(name string, t *typeEntity, offset int64) (WorldID, error) {
	pkg, item, err := ParseItemName(name)
	if err != nil {
		return 0, d.wrap(offset, err)
	}
	imports, exports, err := d.run.declare(t)
	if err != nil {
		return 0, err
	}
	p := d.pkgFor(pkg)
	id := d.r.AddWorld(&World{Name: item, Package: p})
	for i := range imports {
		if err := d.worldImport(id, &imports[i]); err != nil {
			return 0, err
		}
	}
	for i := range exports {
		if err := d.worldExport(id, &exports[i]); err != nil {
			return 0, err
		}
	}
	if !d.r.Packages[p].Worlds.Set(item, id) {
		return 0, malformed(offset, "world %q is defined twice", name)
	}
	return id, nil
}

// pkg reads the exports of a WIT package in its current form.
func (d *binaryDecoder) pkg(exports []namedEntity) (PackageID, error) {
	var main PackageName
	var order []string
	for k := range exports {
		x := &exports[k]
		imports, inner, err := d.run.declare(x.item.(*typeEntity).base())
		if err != nil {
			return 0, err
		}
		if len(inner) != 1 {
			return 0, malformed(x.offset, "export %q of a WIT package has %d exports where exactly one is expected", x.name.Name, len(inner))
		}
		name := inner[0].name.Name
		pkg, item, err := ParseItemName(name)
		if err != nil {
			return 0, d.wrap(x.offset, err)
		}
		switch {
		case k == 0:
			main = pkg
		case pkg != main:
			return 0, malformed(x.offset, "the package defines items of %s and of %s", main, pkg)
		}
		switch e := inner[0].item.(type) {
		case *instanceEntity:
			for i := range imports {
				if err := d.packageImport(&imports[i]); err != nil {
					return 0, err
				}
			}
			id, err := d.ownInterface(name, x.offset)
			if err != nil {
				return 0, err
			}
			if err := d.fill(id, e, x.offset); err != nil {
				return 0, err
			}
			order = append(order, item)
		case *componentEntity:
			t, err := e.componentType(inner[0].offset)
			if err != nil {
				return 0, err
			}
			if _, err := d.world(name, t, x.offset); err != nil {
				return 0, err
			}
		default:
			return 0, malformed(x.offset, "export %q of a WIT package is neither an interface nor a world", x.name.Name)
		}
	}
	id := d.pkgFor(main)
	// Interfaces that others take types from were met before their turn.
	p := d.r.Packages[id]
	var sorted OrderedMap[string, InterfaceID]
	for _, name := range order {
		i, _ := p.Interfaces.Get(name)
		sorted.Set(name, i)
	}
	for name, i := range p.Interfaces.All() {
		sorted.Set(name, i)
	}
	p.Interfaces = sorted
	return id, nil
}

// ownInterface is interfaceFor for an interface of the package that is read.
func (d *binaryDecoder) ownInterface(name string, offset int64) (InterfaceID, error) {
	before := len(d.r.Interfaces)
	id, err := d.interfaceFor(name, offset)
	if len(d.r.Interfaces) > before {
		d.own[id] = true
	}
	return id, err
}

// componentType is the type of a component that a type exports: a world.
func (c *componentEntity) componentType(offset int64) (*typeEntity, error) {
	if c.typ != nil {
		if t := c.typ.base(); t.def != nil && t.def.Kind == binary.TypeComponent {
			return t, nil
		}
	}
	return nil, malformed(offset, "the world is no component type")
}

// packageImport reads an interface that another one takes types from.
func (d *binaryDecoder) packageImport(x *namedEntity) error {
	e, ok := x.item.(*instanceEntity)
	if !ok {
		return malformed(x.offset, "import %q of an interface is no instance", x.name.Name)
	}
	id, err := d.interfaceFor(fullName(&x.name), x.offset)
	if err != nil {
		return err
	}
	return d.fill(id, e, x.offset)
}

// oldPackage reads the older form: one component type ns:pkg/wit that imports
// foreign interfaces and exports the package's interfaces and worlds.
func (d *binaryDecoder) oldPackage(x namedEntity) (PackageID, error) {
	main, _, err := ParseItemName(x.name.Name)
	if err != nil {
		return 0, d.wrap(x.offset, err)
	}
	t := x.item.(*typeEntity).base()
	imports, exports, err := d.run.declare(t)
	if err != nil {
		return 0, err
	}
	for i := range imports {
		if err := d.packageImport(&imports[i]); err != nil {
			return 0, err
		}
	}
	for i := range exports {
		y := &exports[i]
		name := y.name.Name
		if !strings.Contains(name, ":") {
			name = main.ItemName(name)
		}
		switch e := y.item.(type) {
		case *instanceEntity:
			id, err := d.ownInterface(name, y.offset)
			if err != nil {
				return 0, err
			}
			if err := d.fill(id, e, y.offset); err != nil {
				return 0, err
			}
		case *componentEntity:
			w, err := e.componentType(y.offset)
			if err != nil {
				return 0, err
			}
			if _, err := d.world(name, w, y.offset); err != nil {
				return 0, err
			}
		default:
			return 0, malformed(y.offset, "export %q of a WIT package is neither an interface nor a world", name)
		}
	}
	return d.pkgFor(main), nil
}

// customs reads the sections beside the definitions.
func (out *Decoded) customs(customs []decode.Event) error {
	docs := false
	for i := range customs {
		switch ev := &customs[i]; ev.Name {
		case "producers":
			if f, err := decode.Producers(ev.Data, ev.Offset); err == nil {
				out.Producers = f
			}
		case "package-docs":
			if docs {
				return malformed(ev.Contents, "a second package-docs section")
			}
			docs = true
		}
	}
	return nil
}

// orderPackages puts packages before those that use their types, in the order
// in which interfaces were met. Main is the last of those of which none was;
// what stands in it as its own does not count.
func (d *binaryDecoder) orderPackages(main PackageID) {
	r := d.r
	deps := make([][]PackageID, len(r.Packages))
	for _, t := range r.Types {
		from, ok := ownerPackage(r, t.Owner)
		if !ok {
			continue
		}
		if a, ok := t.Kind.(Alias); ok {
			if id, ok := a.Type.Def(); ok {
				if to, ok := ownerPackage(r, r.Types[id].Owner); ok && to != from {
					deps[from] = append(deps[from], to)
				}
			}
		}
	}
	var order []PackageID
	state := make([]walkState, len(r.Packages))
	var stack []PackageID
	visit := func(p PackageID) {
		stack = append(stack[:0], p)
		for len(stack) > 0 {
			p := stack[len(stack)-1]
			if state[p] == walkNew {
				state[p] = walkOpen
				for i := len(deps[p]) - 1; i >= 0; i-- {
					if q := deps[p][i]; state[q] == walkNew {
						stack = append(stack, q)
					}
				}
				continue
			}
			stack = stack[:len(stack)-1]
			if state[p] == walkOpen {
				state[p] = walkDone
				order = append(order, p)
			}
		}
	}
	first := func(p PackageID) {
		if state[p] == walkNew {
			visit(p)
		}
	}
	for id, i := range r.Interfaces {
		if i.Package != main || i.Name != "" && !d.own[InterfaceID(id)] {
			first(i.Package)
		}
	}
	for p := range r.Packages {
		if PackageID(p) != main {
			first(PackageID(p))
		}
	}
	first(main)
	moved := make([]PackageID, len(order))
	packages := make([]*Package, len(order))
	for to, from := range order {
		moved[from] = PackageID(to)
		packages[to] = r.Packages[from]
	}
	r.Packages = r.Packages[:0]
	for _, p := range packages {
		r.AddPackage(p)
	}
	for _, i := range r.Interfaces {
		i.Package = moved[i.Package]
	}
	for _, w := range r.Worlds {
		w.Package = moved[w.Package]
	}
}

func ownerPackage(r *Resolve, o Owner) (PackageID, bool) {
	if i, ok := o.Interface(); ok {
		return r.Interfaces[i].Package, true
	}
	if w, ok := o.World(); ok {
		return r.Worlds[w].Package, true
	}
	return 0, false
}
