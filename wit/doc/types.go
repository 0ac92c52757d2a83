package doc

import (
	"strconv"

	"wcomp/wit"
)

// definition writes a type with its members, a resource with its functions.
func (p *page) definition(id wit.TypeID, scope string, functions []*wit.Function, level int) {
	t := p.r.Types[id]
	kind := "type"
	switch t.Kind.(type) {
	case wit.Record:
		kind = "record"
	case wit.Flags:
		kind = "flags"
	case wit.Variant:
		kind = "variant"
	case wit.Enum:
		kind = "enum"
	case wit.Resource:
		kind = "resource"
	}
	p.open(min(level, 6), "item", scope+"."+t.Name, kind, t.Name, t.Stability)
	if kind == "type" {
		p.raw("<pre><code>type ")
		p.text(t.Name)
		p.raw(" = ")
		if own, ok := t.Kind.(wit.Own); ok {
			p.argument("own", own.Type.Ref())
		} else {
			p.kind(t.Kind)
		}
		p.raw("</code></pre>\n")
	}
	p.externalID(t.ExternalID)
	inside := scope
	if kind == "resource" {
		inside += "." + t.Name
	}
	p.docs(t.Docs, inside, level)
	switch k := t.Kind.(type) {
	case wit.Record:
		p.members(len(k.Fields), func(i int) (string, wit.Type, wit.Docs) {
			return k.Fields[i].Name, k.Fields[i].Type, k.Fields[i].Docs
		}, ": ", "", scope, level)
	case wit.Variant:
		p.members(len(k.Cases), func(i int) (string, wit.Type, wit.Docs) {
			return k.Cases[i].Name, k.Cases[i].Type, k.Cases[i].Docs
		}, "(", ")", scope, level)
	case wit.Enum:
		p.members(len(k.Cases), func(i int) (string, wit.Type, wit.Docs) {
			return k.Cases[i].Name, wit.NoType, k.Cases[i].Docs
		}, "", "", scope, level)
	case wit.Flags:
		p.members(len(k.Flags), func(i int) (string, wit.Type, wit.Docs) {
			return k.Flags[i].Name, wit.NoType, k.Flags[i].Docs
		}, "", "", scope, level)
	}
	for _, f := range functions {
		p.function(f, p.functionID(scope, f), inside, level+1)
	}
	p.close()
}

// members lists fields, cases or flags, with the type, if there is one, between before and after.
func (p *page) members(n int, at func(int) (string, wit.Type, wit.Docs), before, after, scope string, level int) {
	if n == 0 {
		return
	}
	p.raw(`<ul class="members">`, "\n")
	for i := range n {
		name, t, docs := at(i)
		p.raw("<li><code>")
		p.text(name)
		if t != wit.NoType {
			p.raw(before)
			p.typ(t)
			p.raw(after)
		}
		p.raw("</code>")
		p.docs(docs, scope, level)
		p.raw("</li>\n")
	}
	p.raw("</ul>\n")
}

func (p *page) signature(f *wit.Function) {
	params := f.Params
	if f.Kind != wit.Constructor {
		p.text(f.ItemName())
		p.raw(": ")
	}
	switch f.Kind {
	case wit.Static, wit.AsyncStatic:
		p.raw("static ")
	case wit.Method, wit.AsyncMethod:
		if len(params) > 0 {
			params = params[1:] // self
		}
	}
	if f.Kind.Async() {
		p.raw("async ")
	}
	if f.Kind == wit.Constructor {
		p.raw("constructor(")
	} else {
		p.raw("func(")
	}
	for i, param := range params {
		if i > 0 {
			p.raw(", ")
		}
		p.text(param.Name)
		p.raw(": ")
		p.typ(param.Type)
	}
	p.raw(")")
	if f.Result != wit.NoType && !p.makesResource(f) {
		p.raw(" -&gt; ")
		p.typ(f.Result)
	}
}

// makesResource reports whether a constructor just returns the resource, which goes without saying.
func (p *page) makesResource(f *wit.Function) bool {
	id, ok := f.Result.Def()
	return ok && f.Kind == wit.Constructor && p.r.Types[id].Name == "" && p.r.Types[id].Kind == wit.Kind(wit.Own{Type: f.Resource})
}

// maxTypeDepth bounds the recursion through anonymous types; WIT text nests them less than 100 deep.
const maxTypeDepth = 1000

// typ writes a type with links to the definitions it mentions.
func (p *page) typ(t wit.Type) {
	id, ok := t.Def()
	if !ok {
		p.text(t.String())
		return
	}
	def := p.r.Types[id]
	if def.Name != "" {
		p.link(p.typeID(id), def.Name)
		return
	}
	if p.depth++; p.depth > maxTypeDepth {
		p.raw("…")
	} else {
		p.kind(def.Kind)
	}
	p.depth--
}

func (p *page) kind(k wit.Kind) {
	switch k := k.(type) {
	case wit.Own:
		p.typ(k.Type.Ref())
	case wit.Borrow:
		p.argument("borrow", k.Type.Ref())
	case wit.Tuple:
		p.argument("tuple", k.Types...)
	case wit.Option:
		p.argument("option", k.Type)
	case wit.List:
		p.argument("list", k.Elem)
	case wit.FixedLengthList:
		p.raw("list&lt;")
		p.typ(k.Elem)
		p.raw(", ", strconv.FormatUint(uint64(k.Len), 10), "&gt;")
	case wit.Map:
		p.argument("map", k.Key, k.Value)
	case wit.Future:
		p.argument("future", k.Type)
	case wit.Stream:
		p.argument("stream", k.Type)
	case wit.Alias:
		p.typ(k.Type)
	case wit.Result:
		switch {
		case k.Err == wit.NoType:
			p.argument("result", k.OK)
		case k.OK == wit.NoType:
			p.raw("result&lt;_, ")
			p.typ(k.Err)
			p.raw("&gt;")
		default:
			p.argument("result", k.OK, k.Err)
		}
	}
}

// argument writes word<a, b>, or only the word when there is no type.
func (p *page) argument(word string, types ...wit.Type) {
	p.raw(word)
	if len(types) == 1 && types[0] == wit.NoType {
		return
	}
	p.raw("&lt;")
	for i, t := range types {
		if i > 0 {
			p.raw(", ")
		}
		p.typ(t)
	}
	p.raw("&gt;")
}
