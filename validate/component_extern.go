package validate

import (
	"wcomp/binary"
)

// Imports and exports (Binary.md, Import and Export Definitions; validate.md
// 5.3–5.5).

// use of a description: where it stands decides what (sub resource) and the
// resources of an instance type become.
type descUse byte

const (
	descImport  descUse = iota
	descExport          // an export declarator of a type
	descAscribe         // the type ascribed to an export
)

// describe turns a description into an entity. fresh are the resources it
// introduces.
func (s *compScope) describe(d *binary.ExternDesc, use descUse, at int64) (e entity, fresh resourceRange, err *binary.Error) {
	e.sort = d.Sort
	var id cid
	switch d.Sort {
	case binary.SortCoreModule:
		e.id, err = s.moduleTypeAt(d.Index, at)
		return e, fresh, err
	case binary.SortFunc:
		id, _, err = s.typeOf(d.Index, at, "a function type", binary.TypeFunc, binary.TypeAsyncFunc)
	case binary.SortComponent:
		id, _, err = s.typeOf(d.Index, at, "a component type", binary.TypeComponent)
	case binary.SortInstance:
		if id, _, err = s.typeOf(d.Index, at, "an instance type", binary.TypeInstance); err == nil && use != descAscribe {
			id, fresh = s.arena.freshen(id) // an ascribed type is compared first
		}
	case binary.SortValue:
		if err = s.v.need(binary.FeatureCMValues, at, "a value"); err != nil {
			return e, fresh, err
		}
		if !d.ValueEq {
			e.val, err = s.valType(d.Value, at)
			return e, fresh, err
		}
		if err = s.known(binary.SortValue, d.Index, len(s.values), at); err != nil {
			return e, fresh, err
		}
		e.val = s.values[d.Index].typ
		return e, fresh, nil
	case binary.SortType:
		if d.SubResource {
			r := s.arena.newResources(1)
			e.id = uint32(s.arena.resourceType(r))
			return e, resourceRange{lo: r, hi: r + 1}, nil
		}
		if id, _, err = s.typeAt(d.Index, at); err == nil && use != descAscribe {
			id = s.arena.rename(id)
		}
	default:
		return e, fresh, invalidf(at, "a %s cannot be imported or exported", d.Sort)
	}
	e.id = uint32(id)
	return e, fresh, err
}

// addImport checks an import of a component or component type.
func (s *compScope) addImport(name *binary.ExternName, d *binary.ExternDesc, at int64) *binary.Error {
	err := s.importItem(name, d, at)
	if err != nil {
		s.flaw(d.Sort)
	}
	return item(err, "import %s", quote(name.Name))
}

// importItem adds an import. What is wrong with its name does not change what
// it means to others.
func (s *compScope) importItem(name *binary.ExternName, d *binary.ExternDesc, at int64) *binary.Error {
	e, fresh, err := s.describe(d, descImport, at)
	if err != nil {
		return s.otherSort(err)
	}
	bad := s.checkImport(name, e, at)
	if err := s.add(e, at); err != nil {
		return err
	}
	s.imported.add(fresh.lo, fresh.hi-fresh.lo)
	if m := s.importNamed.admit(s.arena, e); m != nil && bad == nil {
		bad = m.err(at, "type not valid to be used in an import")
	}
	if bad != nil {
		s.importNamed.force(s.arena, e)
		s.exportNamed.force(s.arena, e)
	}
	s.exportNamed.admit(s.arena, e)
	s.imports.add(*name, e)
	if err := s.grow(e, at); err != nil {
		return err
	}
	return bad
}

// checkImport checks an import's name.
func (s *compScope) checkImport(name *binary.ExternName, e entity, at int64) *binary.Error {
	n, err := s.externName(name, e, at)
	if err != nil {
		return err
	}
	if err := s.annotated(n, e, s.importTypes, "import", at); err != nil {
		return err
	}
	if err := s.unique(&s.importKeys, n, name.Name, "import", at); err != nil {
		return err
	}
	if e.sort == binary.SortType {
		nameResource(&s.importTypes, s.arena, n, e)
	}
	return nil
}

// declareExport checks an export declarator of a component or instance type.
func (s *compScope) declareExport(name *binary.ExternName, d *binary.ExternDesc, at int64) *binary.Error {
	e, fresh, err := s.describe(d, descExport, at)
	if err != nil {
		return s.otherSort(err)
	}
	if err := s.add(e, at); err != nil {
		return err
	}
	s.defined.add(fresh.lo, fresh.hi-fresh.lo)
	if err = s.exportEntity(name, e, at); err != nil {
		s.exportNamed.force(s.arena, e)
	}
	return err
}

// addExport checks an export of a concrete component.
func (c *componentState) addExport(x *binary.ComponentExport) *binary.Error {
	err := c.exportItem(x)
	if err != nil {
		c.flaw(x.Sort)
	}
	return item(err, "export %s", quote(x.Name.Name))
}

func (c *componentState) exportItem(x *binary.ComponentExport) *binary.Error {
	e, err := c.use(x.SortIndex, x.Offset)
	if err != nil {
		return c.otherSort(err)
	}
	if x.HasType {
		if e, err = c.ascribe(e, &x.Desc, x.Offset); err != nil {
			return err
		}
	}
	if e.sort == binary.SortType {
		e.id = uint32(c.arena.rename(e.typeID()))
	}
	bad := c.exportEntity(&x.Name, e, x.Offset)
	if bad != nil {
		c.exportNamed.force(c.arena, e)
	}
	if err := c.add(e, x.Offset); err != nil {
		return err
	}
	if e.sort == binary.SortValue {
		// The export consumes the value; the index it introduces is not
		// another value to be consumed.
		c.values[len(c.values)-1].used = true
	}
	return bad
}

// ascribe gives an exported item the type that is written beside it. Resources
// that the type binds are new ones, whatever stands behind them: nobody may
// rely on what the type hides (Explainer.md, Type Checking).
func (c *componentState) ascribe(e entity, d *binary.ExternDesc, at int64) (entity, *binary.Error) {
	want, fresh, err := c.describe(d, descAscribe, at)
	if err != nil {
		return e, err
	}
	m := (*typeMismatch)(nil)
	if d.Sort == binary.SortType && d.SubResource {
		if e.sort != binary.SortType || c.arena.bodies[e.id].kind != binary.TypeResource {
			m = &typeMismatch{message: "type mismatch", expected: "a resource type", found: c.arena.entityName(e)}
		}
	} else {
		m = c.arena.subtype(e, want)
	}
	if m != nil {
		return e, m.err(at, "the ascribed type is not compatible with the item's type")
	}
	if want.sort == binary.SortInstance {
		var id cid
		id, fresh = c.arena.freshen(want.typeID())
		want.id = uint32(id)
	}
	c.resources.add(fresh.lo, fresh.hi-fresh.lo)
	return want, nil
}

// exportEntity is what exports of components and of types have in common.
func (s *compScope) exportEntity(name *binary.ExternName, e entity, at int64) *binary.Error {
	n, err := s.externName(name, e, at)
	if err != nil {
		return err
	}
	switch n.kind {
	case nameUnlockedDep, nameLockedDep, nameURL, nameIntegrity:
		return invalidf(at, "name %s is not a valid export name: dependencies, URLs and integrity hashes can only be imported", quote(name.Name))
	}
	if err := s.annotated(n, e, s.exportTypes, "export", at); err != nil {
		return err
	}
	if err := s.unique(&s.exportKeys, n, name.Name, "export", at); err != nil {
		return err
	}
	if e.sort == binary.SortValue && s.arena.refTraits(e.val)&hasBorrow != 0 {
		return invalidf(at, "an exported value cannot contain a borrow type")
	}
	if s.kind != scopeInstanceType {
		if m := s.exportNamed.admit(s.arena, e); m != nil {
			return m.err(at, "type not valid to be used in an export")
		}
	}
	if e.sort == binary.SortType && !s.bag {
		nameResource(&s.exportTypes, s.arena, n, e)
	}
	s.exports.add(*name, e)
	return s.grow(e, at)
}

// nameAttributes says whether names may have the form that carries attributes:
// either of the features that define some allows it.
func (s *compScope) nameAttributes(at int64) *binary.Error {
	s.v.uses(eitherNames, at)
	if s.v.features&(binary.FeatureCMImplements|binary.FeatureCMCanonNames) == 0 {
		return s.v.need(binary.FeatureCMImplements, at, "a name with attributes")
	}
	return nil
}

// externName parses a name and checks its attributes.
func (s *compScope) externName(name *binary.ExternName, e entity, at int64) (externName, *binary.Error) {
	canonical := false
	if name.Extended() {
		if err := s.nameAttributes(at); err != nil {
			return externName{}, err
		}
	}
	if name.HasVersionSuffix {
		if err := s.v.need(binary.FeatureCMCanonNames, at, "a version suffix"); err != nil {
			return externName{}, err
		}
		canonical = true
	}
	n, bad := parseExternName(name.Name, canonical)
	if bad != nil {
		return n, invalidf(at, "%s is not a valid extern name: %v", quote(name.Name), bad)
	}
	if n.track {
		if err := s.v.need(binary.FeatureCMCanonNames, at, "the version "+quote(n.version)+" without minor or patch numbers"); err != nil {
			return n, err
		}
	}
	if n.nested {
		if err := s.v.need(binary.FeatureCMNestedNames, at, "a name with nested namespaces or projections"); err != nil {
			return n, err
		}
	}
	if canonical {
		if n.kind != nameInterface || n.version == "" {
			return n, invalidf(at, "a version suffix needs an interface name with a version")
		}
		if e.sort != binary.SortInstance {
			return n, mismatch(at, "only instances can have a version suffix", "instance", e.sort.String())
		}
		if bad := checkCanonVersion(n.version, name.VersionSuffix); bad != nil {
			return n, invalidf(at, "version suffix: %v", bad)
		}
	}
	if name.HasImplements {
		if err := s.v.need(binary.FeatureCMImplements, at, "an implements attribute"); err != nil {
			return n, err
		}
		if n.kind != nameLabel {
			return n, invalidf(at, "only a plain name can have an implements attribute, not %s", quote(name.Name))
		}
		if e.sort != binary.SortInstance {
			return n, mismatch(at, "only instances can have an implements attribute", "instance", e.sort.String())
		}
		i, bad := parseExternName(name.Implements, false)
		if bad == nil && i.kind != nameInterface {
			bad = nameError("not an interface name")
		}
		if bad == nil && i.track {
			if err := s.v.need(binary.FeatureCMCanonNames, at, "the version "+quote(i.version)+" without minor or patch numbers"); err != nil {
				return n, err
			}
		}
		if bad != nil {
			return n, invalidf(at, "%s is not a valid name of an implemented interface: %v", quote(name.Implements), bad)
		}
	}
	if name.HasExternalID {
		if err := s.v.need(binary.FeatureCMImplements, at, "an external-id attribute"); err != nil {
			return n, err
		}
	}
	return n, nil
}

// unique holds names to strong uniqueness.
func (s *compScope) unique(keys *map[string]string, n externName, name, what string, at int64) *binary.Error {
	if *keys == nil {
		*keys = map[string]string{}
	}
	key := n.uniqueKey(name)
	if old, ok := (*keys)[key]; ok {
		return invalidf(at, "%s name %s conflicts with the previous name %s", what, quote(name), quote(old))
	}
	(*keys)[key] = name
	return nil
}

// nameResource remembers that a plain name stands for a resource type, for
// the names of its functions.
func nameResource(types *map[string]cid, a *typeArena, n externName, e entity) {
	if n.kind != nameLabel || a.bodies[e.id].kind != binary.TypeResource {
		return
	}
	if *types == nil {
		*types = map[string]cid{}
	}
	(*types)[n.label] = e.typeID()
	if r := a.bodies[e.id].resource; a.resourceNames[r] == "" {
		a.resourceNames[r] = n.label
	}
}

// annotated checks the type of a constructor, method or static function
// against the resource that its name gives (Binary.md, Import and Export
// Definitions).
func (s *compScope) annotated(n externName, e entity, types map[string]cid, what string, at int64) *binary.Error {
	var form string
	switch n.kind {
	case nameConstructor:
		form = "constructor"
	case nameMethod:
		form = "method"
	case nameStatic:
		form = "static function"
	default:
		return nil
	}
	if e.sort != binary.SortFunc {
		return mismatch(at, "the name of a "+form+" must be that of a function", "func", e.sort.String())
	}
	r, ok := types[n.resource]
	if !ok && s.misnamed && s.v.goesOn() {
		return errPoisoned
	}
	if !ok {
		return invalidf(at, "the name of a %s must refer to a resource type: no %s before it is a resource named %s", form, what, quote(n.resource))
	}
	b := s.arena.bodies[e.id]
	handle := func(v valRef, kind binary.TypeKind) bool {
		v = s.arena.resolve(v)
		if !v.isID() {
			return false
		}
		h := s.arena.bodies[v]
		return h.kind == kind && h.handle == r
	}
	switch n.kind {
	case nameConstructor:
		if b.kind == binary.TypeAsyncFunc {
			return invalidf(at, "a constructor cannot be async")
		}
		result := b.result()
		if result != noVal && result.isID() && s.arena.bodies[result].kind == binary.TypeResult {
			result = s.arena.bodies[result].members[0]
		}
		if result == noVal || !handle(result, binary.TypeOwn) {
			return mismatch(at, "wrong result of the constructor of "+quote(n.resource),
				"(own "+n.resource+") or (result (own "+n.resource+") …)", s.arena.refName(b.result()))
		}
	case nameMethod:
		if len(b.labels) == 0 || b.labels[0] != "self" {
			found := "none"
			if len(b.labels) > 0 {
				found = quote(b.labels[0])
			}
			return mismatch(at, "the first parameter of a method must be named self", `"self"`, found)
		}
		if !handle(b.members[0], binary.TypeBorrow) {
			return mismatch(at, "wrong first parameter of a method of "+quote(n.resource), "(borrow "+n.resource+")", s.arena.refName(b.members[0]))
		}
	}
	return nil
}
