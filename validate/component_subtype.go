package validate

import (
	"fmt"
	"strings"

	"wcomp/binary"
)

// Subtyping of component-level types (Explainer.md, Type Checking;
// validate.md 5.6). Value and function types are equal or not; instances,
// components and modules may export more and import less than asked for.

// typeMismatch says why one entity is not a subtype of another: the names
// that lead to the place, what is wrong there, and the two types if it is
// they that differ.
type typeMismatch struct {
	path            []string
	message         string
	expected, found string
}

func (m *typeMismatch) at(step string) *typeMismatch {
	m.path = append(m.path, step)
	return m
}

// String is the complaint with its place, outermost step first.
func (m *typeMismatch) String() string {
	var b strings.Builder
	for i := len(m.path) - 1; i >= 0; i-- {
		b.WriteString(m.path[i])
		b.WriteString(": ")
	}
	b.WriteString(m.message)
	return b.String()
}

// err is the mismatch as an error at an offset.
func (m *typeMismatch) err(at int64, what string) *binary.Error {
	return &binary.Error{Offset: at, Code: codeInvalid, Message: what + ": " + m.String(), Expected: m.expected, Found: m.found}
}

// subtype says whether x may stand where y is expected; nil if so.
func (a *typeArena) subtype(x, y entity) *typeMismatch {
	if x == y {
		return nil
	}
	if x.sort != y.sort {
		return &typeMismatch{message: "type mismatch", expected: y.sort.String(), found: x.sort.String()}
	}
	switch x.sort {
	case binary.SortCoreModule:
		return a.subModule(a.modules[x.id], a.modules[y.id])
	case binary.SortValue:
		return a.equalRef(x.val, y.val)
	}
	return a.subType(x.typeID(), y.typeID())
}

// subType is subtype for types, and for functions, instances and components
// of these types.
func (a *typeArena) subType(x, y cid) *typeMismatch {
	if x == y {
		return nil
	}
	bx, by := a.bodies[x], a.bodies[y]
	if bx == by {
		return nil
	}
	switch {
	case bx.kind == binary.TypeResource || by.kind == binary.TypeResource:
		if bx.kind != by.kind {
			return &typeMismatch{message: "type mismatch", expected: a.kindName(by), found: a.kindName(bx)}
		}
		if bx.resource != by.resource {
			return a.otherResource("resource types are not the same", bx, by)
		}
		return nil
	case bx.space == nil && by.space == nil:
		if bx.shape == by.shape {
			return nil
		}
		return a.explainType(bx, by)
	case bx.kind != by.kind:
		return &typeMismatch{message: "type mismatch", expected: a.kindName(by), found: a.kindName(bx)}
	}
	pair := [2]cid{x, y}
	if _, ok := a.related[pair]; ok {
		return nil
	}
	var m *typeMismatch
	if bx.kind == binary.TypeInstance {
		m = a.subInstance(bx.space, by.space)
	} else {
		m = a.subComponent(bx.space, by.space)
	}
	if m == nil {
		a.related[pair] = struct{}{}
	}
	return m
}

// subInstance compares exports. Resources that the expected type binds stand
// for whatever the actual one has in their place.
func (a *typeArena) subInstance(x, y *externSpace) *typeMismatch {
	want := y.exports
	if y.defined.len() > 0 {
		s := a.newSubstitution()
		s.bind(y.defined, y.exports, x.exports)
		want = want.through(s)
	}
	return a.subExports(x.exports, want)
}

func (a *typeArena) subExports(x, y externs) *typeMismatch {
	for i := range y.len() {
		name := y.name(i)
		have, ok := x.get(name)
		if !ok {
			return &typeMismatch{message: "missing expected export " + quote(name)}
		}
		if m := a.subtype(have, y.at(i)); m != nil {
			return m.at("export " + quote(name))
		}
	}
	return nil
}

// subComponent: x may be used as y if it imports no more and exports no less.
func (a *typeArena) subComponent(x, y *externSpace) *typeMismatch {
	// What x imports, y has to import: y's imports are x's arguments.
	s := a.newSubstitution()
	for i := range x.imports.len() {
		name := x.imports.name(i)
		arg, ok := y.imports.get(name)
		if !ok {
			return &typeMismatch{message: "missing expected import " + quote(name)}
		}
		s.bindEntity(x.imported, x.imports.at(i), arg)
		if m := a.subtype(arg, s.entity(x.imports.at(i))); m != nil {
			return m.at("import " + quote(name))
		}
	}
	have, want := x.exports.through(s), y.exports
	if y.defined.len() > 0 {
		t := a.newSubstitution()
		t.bind(y.defined, want, have)
		want = want.through(t)
	}
	return a.subExports(have, want)
}

// bind makes the substitution take every resource of bound that occurs among
// the exports of from to what stands under the same names in to.
func (s *substitution) bind(bound resourceSet, from, to externs) {
	for i := range from.len() {
		e := from.list.ents[i]
		switch e.sort {
		case binary.SortType, binary.SortInstance:
			if arg, ok := to.get(from.name(i)); ok {
				s.bindEntity(bound, from.at(i), arg)
			}
		}
	}
}

// bindEntity takes the resources and types that e introduces to those of arg.
// What does not fit is left to the comparison that follows.
func (s *substitution) bindEntity(bound resourceSet, e, arg entity) {
	if e.sort != arg.sort {
		return
	}
	a := s.arena
	switch e.sort {
	case binary.SortType:
		be, ba := a.bodies[e.id], a.bodies[arg.id]
		if be.kind == binary.TypeResource {
			if ba.kind != binary.TypeResource {
				return
			}
			if _, done := s.resources[be.resource]; !done && bound.has(be.resource) {
				s.resources[be.resource] = knownResource{ba.resource, arg.typeID()}
			}
		}
		if e == arg || s.given[e.typeID()] {
			return
		}
		// The argument stands for the import from here on, under its own
		// name, provided that it fits.
		if a.subType(arg.typeID(), s.typ(e.typeID())) != nil {
			return
		}
		s.given[e.typeID()] = true
		s.types[e.typeID()] = arg.typeID()
		s.named = s.named || be.kind != binary.TypeResource
	case binary.SortInstance:
		s.bind(bound, a.bodies[e.id].space.exports, a.bodies[arg.id].space.exports)
	}
}

// equalRef compares value types.
func (a *typeArena) equalRef(x, y valRef) *typeMismatch {
	if x == y || x != noVal && y != noVal && a.refShape(x) == a.refShape(y) {
		return nil
	}
	if x != noVal && y != noVal {
		rx, ry := a.resolve(x), a.resolve(y)
		if rx.isID() && ry.isID() {
			return a.explainType(a.bodies[rx], a.bodies[ry])
		}
	}
	return &typeMismatch{message: "type mismatch", expected: a.refName(y), found: a.refName(x)}
}

// explainType finds the first difference of two types with different shapes.
func (a *typeArena) explainType(x, y *typeBody) *typeMismatch {
	if x.kind != y.kind {
		return &typeMismatch{message: "type mismatch", expected: a.kindName(y), found: a.kindName(x)}
	}
	switch x.kind {
	case binary.TypePrim:
		return &typeMismatch{message: "type mismatch", expected: y.prim.String(), found: x.prim.String()}
	case binary.TypeOwn, binary.TypeBorrow:
		return a.otherResource("resource types of "+a.kindName(x)+" are not the same", x, y)
	case binary.TypeFixedList:
		if x.length != y.length {
			return &typeMismatch{message: "lists differ in length", expected: fmt.Sprint(y.length), found: fmt.Sprint(x.length)}
		}
	}
	nx, ny := len(x.members), len(y.members)
	what := "member"
	switch x.kind {
	case binary.TypeFunc, binary.TypeAsyncFunc:
		what, nx, ny = "parameter", nx-1, ny-1
	case binary.TypeRecord:
		what = "field"
	case binary.TypeVariant, binary.TypeEnum:
		what, nx, ny = "case", max(nx, len(x.labels)), max(ny, len(y.labels))
	case binary.TypeFlags:
		what, nx, ny = "flag", len(x.labels), len(y.labels)
	}
	if nx != ny {
		return &typeMismatch{message: a.kindName(y) + " types differ in their number of " + what + "s",
			expected: fmt.Sprint(ny), found: fmt.Sprint(nx)}
	}
	for i := range min(len(x.labels), len(y.labels)) {
		if !strings.EqualFold(x.labels[i], y.labels[i]) {
			return &typeMismatch{message: fmt.Sprintf("%s %d has another name", what, i),
				expected: quote(y.labels[i]), found: quote(x.labels[i])}
		}
	}
	for i := range min(len(x.members), len(y.members)) {
		m := a.equalRef(x.members[i], y.members[i])
		if m == nil {
			continue
		}
		switch {
		case x.isFunc() && i == len(x.members)-1:
			return m.at("result")
		case i < len(x.labels):
			return m.at(what + " " + quote(x.labels[i]))
		case x.kind == binary.TypeResult:
			return m.at([...]string{"ok", "error"}[i])
		case x.kind == binary.TypeTuple:
			return m.at(fmt.Sprintf("member %d", i))
		}
		return m.at("element")
	}
	return &typeMismatch{message: "types differ"}
}

func (a *typeArena) otherResource(message string, x, y *typeBody) *typeMismatch {
	return &typeMismatch{message: message, expected: a.resourceName(y.resource), found: a.resourceName(x.resource)}
}

// resourceName tells resources apart: by their number in the input, and the
// name they were imported or exported by if they have one.
func (a *typeArena) resourceName(r resourceID) string {
	s := fmt.Sprintf("resource %d", r)
	if name, ok := a.resourceNames[r]; ok {
		s += " " + quote(name)
	}
	return s
}

// refName is a value type in a few words.
func (a *typeArena) refName(r valRef) string {
	switch {
	case r == noVal:
		return "nothing"
	case !r.isID():
		return r.prim().String()
	}
	return a.kindName(a.bodies[r])
}

func (a *typeArena) kindName(b *typeBody) string {
	switch b.kind {
	case binary.TypePrim:
		return b.prim.String()
	case binary.TypeList, binary.TypeFixedList, binary.TypeOption:
		if m := b.members[0]; !m.isID() {
			return kindWords[b.kind] + "<" + m.prim().String() + ">"
		}
	}
	return kindWords[b.kind]
}

// entityName is the kind of an item in a few words.
func (a *typeArena) entityName(e entity) string {
	if e.sort == binary.SortType {
		return a.kindName(a.bodies[e.id])
	}
	return e.sort.String()
}

var kindWords = map[binary.TypeKind]string{
	binary.TypeRecord: "record", binary.TypeVariant: "variant", binary.TypeList: "list", binary.TypeFixedList: "fixed-length list",
	binary.TypeTuple: "tuple", binary.TypeFlags: "flags", binary.TypeEnum: "enum", binary.TypeOption: "option",
	binary.TypeResult: "result", binary.TypeOwn: "own", binary.TypeBorrow: "borrow", binary.TypeStream: "stream",
	binary.TypeFuture: "future", binary.TypeMap: "map", binary.TypeFunc: "func", binary.TypeAsyncFunc: "async func",
	binary.TypeInstance: "instance", binary.TypeComponent: "component", binary.TypeResource: "resource",
}
