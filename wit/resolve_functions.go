package wit

import (
	"strings"

	"wcomp/wit/ast"
)

// resolveFunction builds a function. resource is the entry of the resource it belongs to, or nil. The function is nil if it is left out.
//
// Resources among the types of parameters and of the result stay what they are for now; own makes handles of them when all types of
// the package are built.
func (b *body) resolveFunction(f *ast.Func, attrs *ast.Attributes, resource *entry) *Function {
	r := b.r
	at := f.Name.Span
	if b.off {
		at = ast.Span{} // nothing is left of the function
	}
	s, off := r.gate(b.p, b.f, attrs, at)
	fn := r.functions.new()
	*fn = Function{
		Name:       f.Name.Name,
		Docs:       b.f.docs(attrs.Docs),
		Stability:  s,
		ExternalID: externalID(attrs),
		Span:       b.f.span(f.Name.Span),
	}
	// gated reports that the function needs something that is off.
	gated := func(what, name string) {
		if !off && !b.off {
			r.excluded(b.f, f.Name.Span, what, name)
			off = true
		}
	}
	params := len(f.Params)
	if f.Kind == ast.Method {
		params++
	}
	fn.Params = r.params.take(params)[:0]
	if resource != nil {
		b.resourceFunction(fn, f, resource, gated)
	}
	b.checkParams(f)
	if f.Partial {
		return nil
	}
	for i := range f.Params {
		p := &f.Params[i]
		t := b.typeOf(&p.Type)
		if t == offType {
			gated("type", b.offName(&p.Type))
		}
		fn.Params = append(fn.Params, Param{p.Name.Name, max(t, NoType), b.f.span(p.Name.Span)})
	}
	switch {
	case f.Result.Kind != ast.NoType:
		t := b.typeOf(&f.Result)
		if t == offType {
			gated("type", b.offName(&f.Result))
		}
		fn.Result = max(t, NoType)
		if f.Kind == ast.Constructor && t >= 0 && resource.t >= 0 {
			b.checkConstructor(f, t, resource)
		}
		if r.infoOf(t)&hasBorrow != 0 && !off && !b.off {
			e := r.errorAt(b.f, f.Name.Span, codeType, "the result of function `%s` holds a `borrow`, which must not outlive the call", f.Name.Name)
			e.Help = "return an `own` handle: the resource's plain name"
		}
	case f.Kind == ast.Constructor:
		fn.Result = max(resource.t, NoType)
	}
	if off {
		return nil
	}
	return fn
}

// resourceFunction gives a function of a resource its kind, its name and its first parameter.
func (b *body) resourceFunction(fn *Function, f *ast.Func, resource *entry, gated func(what, name string)) {
	if resource.t == offType {
		gated("resource", resource.id.Name)
	}
	if id, ok := resource.t.Def(); ok {
		fn.Resource = id
	}
	kind := "[method]"
	switch f.Kind {
	case ast.Constructor:
		fn.Kind, fn.Name = Constructor, "[constructor]"+resource.id.Name
		return
	case ast.Method:
		fn.Kind = Method
	case ast.Static:
		fn.Kind, kind = Static, "[static]"
	}
	if f.Async {
		fn.Kind++ // AsyncMethod, AsyncStatic
	}
	fn.Name = kind + resource.id.Name + "." + f.Name.Name
	if f.Kind == ast.Method {
		self := NoType
		if resource.t >= 0 {
			b.stability = b.r.r.Types[fn.Resource].Stability
			self = b.share(f.Name.Span, sharedKey{kind: ast.Borrow, a: resource.t})
		}
		fn.Params = append(fn.Params, Param{"self", self, b.f.span(f.Name.Span)})
	}
}

// checkParams reports parameters of one name.
func (b *body) checkParams(f *ast.Func) {
	var scope caseScope
	var seen map[string]bool
	if len(f.Params) > 16 {
		seen = make(map[string]bool, len(f.Params))
	}
	for i := range f.Params {
		name := f.Params[i].Name
		scope.upper = scope.upper || hasUpper(name.Name)
		double := f.Kind == ast.Method && name.Name == "self" || seen[name.Name]
		if seen != nil {
			seen[name.Name] = true
		} else {
			for j := range i {
				double = double || f.Params[j].Name.Name == name.Name
			}
		}
		if double {
			b.r.errorAt(b.f, name.Span, codeDuplicate, "parameter `%s` is defined twice", name.Name)
		}
	}
	if scope.upper {
		if f.Kind == ast.Method {
			scope.add(b.f, ast.Ident{Name: "self", Span: f.Name.Span})
		}
		for i := range f.Params {
			scope.add(b.f, f.Params[i].Name)
		}
		scope.check(b.r)
	}
}

// checkConstructor holds the written result of a constructor to the form `result<r>` or `result<r, E>`.
func (b *body) checkConstructor(f *ast.Func, t Type, resource *entry) {
	at := f.Result.Span
	id, ok := b.r.r.Dealias(t).Def()
	if ok {
		if result, isResult := b.r.r.Types[id].Kind.(Result); isResult {
			if ok, isDef := result.OK.Def(); isDef {
				if own, isOwn := b.r.r.Types[ok].Kind.(Own); isOwn && own.Type.Ref() == resource.t {
					return
				}
			}
			if f.Result.Kind == ast.Result && len(f.Result.Args) > 0 && f.Result.Args[0].Kind != ast.NoType {
				at = f.Result.Args[0].Span
			}
			b.r.errorAt(b.f, at, codeType, "the `ok` type of the constructor's result must be the resource `%s` itself", resource.id.Name)
			return
		}
	}
	e := b.r.errorAt(b.f, at, codeType, "the result of a constructor, if it is written, must be a `result`")
	e.Help = "a constructor that cannot fail has no `->`; one that can has `-> result<" + resource.id.Name + ", …>`"
}

// resolveInterfaceFunctions builds the functions of an interface, those of a resource at the resource's place.
func (b *body) resolveInterfaceFunctions(i *Interface, items []ast.InterfaceItem) {
	for _, item := range items {
		switch item := item.(type) {
		case *ast.Func:
			fresh := b.define(item.Name, entryFunction) != nil
			fn := b.resolveFunction(item, &item.Attrs, nil)
			if fn == nil || !fresh {
				continue
			}
			if item.Async {
				fn.Kind = AsyncFreestanding
			}
			i.Functions.Set(fn.Name, fn)
		case *ast.TypeDef:
			b.resolveResource(item, func(fn *Function) { i.Functions.Set(fn.Name, fn) })
		}
	}
}

// resolveResource builds the functions of a resource.
func (b *body) resolveResource(d *ast.TypeDef, add func(*Function)) {
	if len(d.Funcs) == 0 {
		return
	}
	resource := b.names[d.Name.Name]
	if resource == nil || resource.def != d {
		resource = &entry{id: d.Name, t: badType} // the name is taken
	}
	seen := make(map[string]ast.Ident, len(d.Funcs))
	var scope caseScope
	for _, f := range d.Funcs {
		name := f.Name.Name
		if f.Kind == ast.Constructor {
			name = "" // no method can have that name
		} else {
			scope.add(b.f, f.Name)
		}
		first, taken := seen[name]
		if taken {
			message := "function `" + name + "` is defined twice in this resource"
			if f.Kind == ast.Constructor {
				message = "a resource has at most one constructor"
			}
			e := b.r.errorAt(b.f, f.Name.Span, codeDuplicate, "%s", message)
			e.Related = []ast.Related{{File: b.f.file, Span: first.Span, Message: "first defined here"}}
		} else {
			seen[name] = f.Name
		}
		if fn := b.resolveFunction(f, &f.Attrs, resource); fn != nil && !taken && resource.t >= 0 {
			add(fn)
		}
	}
	scope.check(b.r)
}

// own makes handles of the resources that functions take and give, in the order of the functions.
func (r *resolver) own(p *unresolved, fn *Function) {
	for i := range fn.Params {
		fn.Params[i].Type = p.value(r, fn.Params[i].Type)
	}
	fn.Result = p.value(r, fn.Result)
}

// methodOf splits the name of a function of a resource: `[method]r.m` is "[method]", "r", ".m".
func methodOf(name string) (mark, resource, rest string, ok bool) {
	if !strings.HasPrefix(name, "[") {
		return "", "", "", false
	}
	end := strings.IndexByte(name, ']') + 1
	mark, resource = name[:end], name[end:]
	if dot := strings.IndexByte(resource, '.'); dot >= 0 {
		resource, rest = resource[:dot], resource[dot:]
	}
	return mark, resource, rest, true
}
