package decode

import "wcomp/binary"

// ComponentValType reads a component value type: a primitive's byte or a type
// index as s33.
func (r *Reader) ComponentValType() binary.ComponentValType {
	if p := binary.PrimType(r.Peek()); p.Valid() && r.Len() > 0 {
		r.pos++
		return binary.ComponentValType{Prim: p}
	}
	at := r.Offset()
	i := r.S33()
	if i < 0 && r.err == nil {
		r.Fail(at, "invalid value type: negative type index")
	}
	return binary.ComponentValType{Index: uint32(i)}
}

func (r *Reader) optValType() binary.OptValType {
	if !r.flag("an optional type") {
		return binary.OptValType{}
	}
	return binary.OptValType{Present: true, Type: r.ComponentValType()}
}

func (r *Reader) labeled(n uint32) []binary.Labeled {
	out := make([]binary.Labeled, 0, min(r.capacity(n), 1024))
	for ; n > 0 && r.err == nil; n-- {
		name := r.Name()
		out = append(out, binary.Labeled{Name: name, Type: r.ComponentValType()})
	}
	return out
}

func (r *Reader) labels(n uint32) []string {
	out := make([]string, 0, min(r.capacity(n), 1024))
	for ; n > 0 && r.err == nil; n-- {
		out = append(out, r.Name())
	}
	return out
}

// ComponentType reads an entry of the type section.
func (r *Reader) ComponentType() binary.Type {
	t := binary.Type{Offset: r.Offset()}
	at := r.Offset()
	b := r.Byte()
	if p := binary.PrimType(b); p.Valid() {
		t.Prim = p
		return t
	}
	t.Kind = binary.TypeKind(b)
	switch t.Kind {
	case binary.TypeRecord:
		n := r.count("record fields", binary.MaxRecordFields)
		t.Fields = r.labeled(n)
	case binary.TypeVariant:
		n := r.count("variant cases", binary.MaxVariantCases)
		t.Cases = make([]binary.VariantCase, 0, min(r.capacity(n), 1024))
		for ; n > 0 && r.err == nil; n-- {
			c := binary.VariantCase{Name: r.Name()}
			c.Type = r.optValType()
			at := r.Offset()
			if b := r.Byte(); b != 0 {
				r.Fail(at, "invalid byte 0x%02x at the end of a variant case: expected 0x00", b)
			}
			t.Cases = append(t.Cases, c)
		}
	case binary.TypeList, binary.TypeOption:
		t.Elem = r.ComponentValType()
	case binary.TypeFixedList:
		t.Elem = r.ComponentValType()
		t.Length = r.U32()
	case binary.TypeTuple:
		n := r.count("tuple members", binary.MaxTupleTypes)
		t.Types = make([]binary.ComponentValType, 0, min(r.capacity(n), 1024))
		for ; n > 0 && r.err == nil; n-- {
			t.Types = append(t.Types, r.ComponentValType())
		}
	case binary.TypeFlags:
		n := r.count("flags", binary.MaxFlags)
		t.Labels = r.labels(n)
	case binary.TypeEnum:
		n := r.count("enum cases", binary.MaxEnumCases)
		t.Labels = r.labels(n)
	case binary.TypeResult:
		t.Ok = r.optValType()
		t.Err = r.optValType()
	case binary.TypeOwn, binary.TypeBorrow:
		t.Index = r.U32()
	case binary.TypeStream, binary.TypeFuture:
		t.Ok = r.optValType()
	case binary.TypeMap:
		t.Elem = r.ComponentValType()
		t.Value = r.ComponentValType()
	case binary.TypeFunc, binary.TypeAsyncFunc:
		t.Fields = r.labeled(r.count("parameters", binary.MaxFuncParams))
		t.Ok = r.resultList()
	case binary.TypeComponent:
		t.Decls = r.decls(r.count("component type declarators", binary.MaxComponentTypeDecls), true)
	case binary.TypeInstance:
		t.Decls = r.decls(r.count("instance type declarators", binary.MaxInstanceTypeDecls), false)
	case binary.TypeResource:
		t.Rep = r.ValType()
		if t.HasDtor = r.flag("an optional destructor"); t.HasDtor {
			t.Dtor = r.U32()
		}
	default:
		if r.err == nil {
			r.Fail(at, "invalid leading byte 0x%02x for a component type", b)
		}
	}
	return t
}

func (r *Reader) resultList() binary.OptValType {
	at := r.Offset()
	switch b := r.Byte(); b {
	case 0x00:
		return binary.OptValType{Present: true, Type: r.ComponentValType()}
	case 0x01:
		at := r.Offset()
		if b := r.Byte(); b != 0 {
			r.Fail(at, "invalid byte 0x%02x in an empty result list: expected 0x00", b)
		}
	default:
		r.Fail(at, "invalid leading byte 0x%02x for a result list", b)
	}
	return binary.OptValType{}
}

func (r *Reader) decls(n uint32, component bool) []binary.Decl {
	if r.depth >= binary.MaxDeclDepth {
		r.fail(r.Offset(), "limit", "component and instance types nested deeper than the limit of %d", binary.MaxDeclDepth)
		return nil
	}
	r.depth++
	out := make([]binary.Decl, 0, min(r.capacity(n), 64))
	for ; n > 0 && r.err == nil; n-- {
		out = append(doubled(out), r.decl(component))
	}
	r.depth--
	return out
}

func (r *Reader) decl(component bool) binary.Decl {
	d := binary.Decl{Offset: r.Offset()}
	b := r.Byte()
	d.Kind = binary.DeclKind(b)
	switch {
	case d.Kind == binary.DeclCoreType:
		t := r.CoreType()
		d.CoreType = &t
	case d.Kind == binary.DeclType:
		t := r.ComponentType()
		d.Type = &t
	case d.Kind == binary.DeclAlias:
		a := r.Alias()
		d.Alias = &a
	case d.Kind == binary.DeclExport, d.Kind == binary.DeclImport && component:
		d.Name = r.ExternName()
		d.Desc = r.ExternDesc()
	case r.err == nil:
		what := "instance"
		if component {
			what = "component"
		}
		r.Fail(d.Offset, "invalid leading byte 0x%02x for a declarator of %s type", b, what)
	}
	return d
}

// Canon reads an entry of the canonical section.
func (r *Reader) Canon() binary.Canon {
	c := binary.Canon{Offset: r.Offset()}
	b := r.Byte()
	c.Kind = binary.CanonKind(b)
	if !c.Kind.Valid() {
		if r.err == nil {
			r.Fail(c.Offset, "invalid leading byte 0x%02x for a canonical definition", b)
		}
		return c
	}
	switch c.Kind.Imm() {
	case binary.CanonImmLift, binary.CanonImmLower:
		at := r.Offset()
		if b := r.Byte(); b != 0 {
			r.Fail(at, "invalid byte 0x%02x in a canonical definition: expected 0x00", b)
		}
		c.Func = r.U32()
		c.Opts = r.canonOpts()
		if c.Kind == binary.CanonLift {
			c.Type = r.U32()
		}
	case binary.CanonImmType:
		c.Type = r.U32()
	case binary.CanonImmTypeOpts:
		c.Type = r.U32()
		c.Opts = r.canonOpts()
	case binary.CanonImmTypeAsync:
		c.Type = r.U32()
		c.Async = r.flag("async")
	case binary.CanonImmAsync:
		c.Async = r.flag("async")
	case binary.CanonImmCancel:
		c.Cancellable = r.flag("cancellable")
	case binary.CanonImmCancelMem:
		c.Cancellable = r.flag("cancellable")
		c.Memory = r.U32()
	case binary.CanonImmResultOpts:
		c.Result = r.resultList()
		c.Opts = r.canonOpts()
	case binary.CanonImmContext:
		c.ValType = r.ValType()
		c.Slot = r.U32()
	case binary.CanonImmOpts:
		c.Opts = r.canonOpts()
	case binary.CanonImmCoreType:
		c.Type = r.U32()
	case binary.CanonImmCoreTable:
		c.Type = r.U32()
		c.Table = r.U32()
	}
	return c
}

func (r *Reader) canonOpts() []binary.CanonOpt {
	n := r.count("canonical options", binary.MaxCanonOpts)
	var opts []binary.CanonOpt
	for ; n > 0 && r.err == nil; n-- {
		at := r.Offset()
		b := r.Byte()
		o := binary.CanonOpt{Kind: binary.CanonOptKind(b)}
		if o.Kind > binary.CanonGC {
			r.Fail(at, "invalid canonical option 0x%02x", b)
			return opts
		}
		if o.Kind.HasIndex() {
			o.Index = r.U32()
		}
		opts = append(opts, o)
	}
	return opts
}
