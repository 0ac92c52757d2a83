package wit

import (
	"strconv"
	"strings"
)

// useGroup is a `use` statement: types taken one after the other from one interface under one gate.
type useGroup struct {
	from       InterfaceID
	stability  Stability
	externalID ExternalID
	types      []TypeID
}

// types writes the types of the current scope, first those that are `use`s of others', then definitions, each
// definition with an empty line before it unless it is the first thing. It reports whether it wrote anything or, when
// not first, something was there already.
func (p *printer) types(types []TypeID, ofResource map[TypeID][]*Function, first bool) bool {
	var uses []useGroup
	var definitions []TypeID
	for _, id := range types {
		from, ok := p.usedFrom(id)
		if !ok {
			definitions = append(definitions, id)
			continue
		}
		t := p.r.Types[id]
		if n := len(uses); n == 0 || uses[n-1].from != from || uses[n-1].stability != t.Stability || uses[n-1].externalID != t.ExternalID {
			uses = append(uses, useGroup{from: from, stability: t.Stability, externalID: t.ExternalID})
		}
		group := &uses[len(uses)-1]
		group.types = append(group.types, id)
	}
	for _, u := range uses {
		first = false
		p.use(u)
	}
	for _, id := range definitions {
		if !first {
			p.newline()
		}
		first = false
		p.definition(id, ofResource[id])
	}
	return !first
}

// usedFrom returns the interface that a type of the current scope comes from, and false if it is defined here.
func (p *printer) usedFrom(id TypeID) (InterfaceID, bool) {
	alias, ok := p.r.Types[id].Kind.(Alias)
	if !ok {
		return 0, false
	}
	of, ok := alias.Type.Def()
	if !ok {
		return 0, false
	}
	owner := p.r.Types[of].Owner
	if owner == p.scope || owner.IsNone() {
		return 0, false
	}
	from, ok := owner.Interface()
	if !ok {
		p.fail("type %q is taken from a world, which WIT has no syntax for", p.r.Types[id].Name)
	}
	return from, true
}

func (p *printer) use(u useGroup) {
	p.attributes(Docs{}, u.stability, u.externalID)
	p.line()
	p.text("use ")
	p.path(u.from)
	p.text(".{")
	for i, id := range u.types {
		if i > 0 {
			p.text(", ")
		}
		t := p.r.Types[id]
		of, _ := t.Kind.(Alias).Type.Def()
		p.id(p.r.Types[of].Name)
		if t.Name != p.r.Types[of].Name {
			p.text(" as ")
			p.id(t.Name)
		}
	}
	p.text("};\n")
}

// definition writes the definition of a named type; a resource with its functions.
func (p *printer) definition(id TypeID, functions []*Function) {
	t := p.r.Types[id]
	p.attributes(t.Docs, t.Stability, t.ExternalID)
	p.line()
	switch k := t.Kind.(type) {
	case Record:
		p.head("record ", t.Name)
		for i := range k.Fields {
			p.member(k.Fields[i].Docs, k.Fields[i].Name)
			p.text(": ")
			p.typ(k.Fields[i].Type)
			p.text(",\n")
		}
		p.closeBrace()
	case Flags:
		p.head("flags ", t.Name)
		for i := range k.Flags {
			p.member(k.Flags[i].Docs, k.Flags[i].Name)
			p.text(",\n")
		}
		p.closeBrace()
	case Variant:
		p.head("variant ", t.Name)
		for i := range k.Cases {
			p.member(k.Cases[i].Docs, k.Cases[i].Name)
			if k.Cases[i].Type != NoType {
				p.text("(")
				p.typ(k.Cases[i].Type)
				p.text(")")
			}
			p.text(",\n")
		}
		p.closeBrace()
	case Enum:
		p.head("enum ", t.Name)
		for i := range k.Cases {
			p.member(k.Cases[i].Docs, k.Cases[i].Name)
			p.text(",\n")
		}
		p.closeBrace()
	case Resource:
		p.text("resource ")
		p.id(t.Name)
		if len(functions) == 0 {
			p.text(";\n")
			return
		}
		p.openBrace()
		for _, f := range functions {
			p.attributes(f.Docs, f.Stability, f.ExternalID)
			p.line()
			if f.Kind != Constructor {
				p.id(f.ItemName())
				p.text(": ")
			}
			p.signature(f)
			p.text(";\n")
		}
		p.closeBrace()
	default:
		p.text("type ")
		p.id(t.Name)
		p.text(" = ")
		if own, ok := k.(Own); ok {
			p.argument("own", own.Type.Ref())
		} else {
			p.kind(k)
		}
		p.text(";\n")
	}
}

func (p *printer) head(word, name string) {
	p.text(word)
	p.id(name)
	p.openBrace()
}

func (p *printer) member(d Docs, name string) {
	p.docComment(d)
	p.line()
	p.id(name)
}

// ItemName returns the name of a function without the resource: m for [method]r.m and [static]r.m, constructor for
// [constructor]r, f for f.
func (f *Function) ItemName() string {
	if f.Kind == Constructor {
		return "constructor"
	}
	if f.Kind.OfResource() {
		if _, name, ok := strings.Cut(f.Name, "."); ok {
			return name
		}
	}
	return f.Name
}

// signature writes a function from the word `static`, `async`, `func` or `constructor` on.
func (p *printer) signature(f *Function) {
	params := f.Params
	result := f.Result
	switch f.Kind {
	case Static, AsyncStatic:
		p.text("static ")
	case Method, AsyncMethod:
		if len(params) > 0 {
			params = params[1:] // self
		}
	}
	switch {
	case f.Kind == Constructor:
		p.text("constructor(")
		if id, ok := result.Def(); ok {
			if t := p.r.Types[id]; t.Name == "" && t.Kind == Kind(Own{f.Resource}) {
				result = NoType
			}
		}
	case f.Kind.Async():
		p.text("async func(")
	default:
		p.text("func(")
	}
	for i := range params {
		if i > 0 {
			p.text(", ")
		}
		p.id(params[i].Name)
		p.text(": ")
		p.typ(params[i].Type)
	}
	p.text(")")
	if result != NoType {
		p.text(" -> ")
		p.typ(result)
	}
}

// maxTypeDepth bounds the recursion through anonymous types. WIT text nests them less than 100 deep; components that
// were validated can go further.
const (
	maxTypeDepth  = 10_000
	maxBriefDepth = 4 // and the number of members of a tuple
)

// typ writes a use of a type.
func (p *printer) typ(t Type) {
	id, ok := t.Def()
	if !ok {
		p.text(t.String())
		return
	}
	def := p.r.Types[id]
	if def.Name != "" {
		if def.Owner != p.scope && !p.scope.IsNone() {
			p.outside(def)
		}
		p.id(def.Name)
		return
	}
	if p.depth++; p.brief && p.depth > maxBriefDepth {
		p.text("…")
	} else if p.depth > maxTypeDepth {
		p.fail("a type nests more than %d deep", maxTypeDepth)
	} else {
		p.kind(def.Kind)
	}
	p.depth--
}

// outside complains about a type of a world that is mentioned in an interface: WIT has no `use` for it. That a world
// mentions a type of an interface without having it under a name of its own is left as it is: components do so, and
// what is meant is plain to a reader.
func (p *printer) outside(t *TypeDef) {
	if _, ok := t.Owner.World(); ok {
		p.fail("type %q of a world is used in an inline interface, which WIT has no syntax for", t.Name)
	}
}

// kind writes a type without a name.
func (p *printer) kind(k Kind) {
	switch k := k.(type) {
	case Own:
		p.typ(k.Type.Ref()) // a value of a resource type is owned
	case Borrow:
		p.argument("borrow", k.Type.Ref())
	case Tuple:
		p.text("tuple<")
		for i, t := range k.Types {
			if i > 0 {
				p.text(", ")
			}
			if p.brief && i == maxBriefDepth {
				p.text("…")
				break
			}
			p.typ(t)
		}
		p.text(">")
	case Option:
		p.argument("option", k.Type)
	case Result:
		switch {
		case k.OK == NoType && k.Err == NoType:
			p.text("result")
		case k.Err == NoType:
			p.argument("result", k.OK)
		default:
			p.text("result<")
			if k.OK == NoType {
				p.text("_")
			} else {
				p.typ(k.OK)
			}
			p.text(", ")
			p.typ(k.Err)
			p.text(">")
		}
	case List:
		p.argument("list", k.Elem)
	case FixedLengthList:
		p.text("list<")
		p.typ(k.Elem)
		p.text(", ")
		p.b = strconv.AppendUint(p.b, uint64(k.Len), 10)
		p.text(">")
	case Map:
		p.text("map<")
		p.typ(k.Key)
		p.text(", ")
		p.typ(k.Value)
		p.text(">")
	case Future:
		p.argument("future", k.Type)
	case Stream:
		p.argument("stream", k.Type)
	case Alias:
		p.typ(k.Type)
	default:
		p.fail("a %s without a name, which WIT has no syntax for", kindWord(k))
		p.text("?")
	}
}

// argument writes word<t>, or only the word when there is no t.
func (p *printer) argument(word string, t Type) {
	p.text(word)
	if t != NoType {
		p.text("<")
		p.typ(t)
		p.text(">")
	}
}

// kindWord returns the word for a kind in messages.
func kindWord(k Kind) string {
	switch k.(type) {
	case Record:
		return "record"
	case Resource:
		return "resource"
	case Own:
		return "own handle"
	case Borrow:
		return "borrow handle"
	case Flags:
		return "flags"
	case Tuple:
		return "tuple"
	case Variant:
		return "variant"
	case Enum:
		return "enum"
	case Option:
		return "option"
	case Result:
		return "result"
	case List:
		return "list"
	case FixedLengthList:
		return "list of fixed length"
	case Map:
		return "map"
	case Future:
		return "future"
	case Stream:
		return "stream"
	case Alias:
		return "alias"
	}
	return "type"
}
