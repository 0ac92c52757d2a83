package encode

import "wcomp/binary"

// Sort appends a component-level sort.
func Sort(b []byte, s binary.Sort) []byte {
	if c, ok := s.Core(); ok {
		return append(b, 0x00, byte(c))
	}
	return append(b, byte(s))
}

func sortIndex(b []byte, s binary.SortIndex) []byte {
	return binary.AppendU32(Sort(b, s.Sort), s.Index)
}

// CoreInstance appends an entry of the core instance section.
func CoreInstance(b []byte, i *binary.CoreInstance) []byte {
	if i.FromExports {
		b = binary.AppendU32(append(b, 0x01), uint32(len(i.Exports)))
		for _, e := range i.Exports {
			b = binary.AppendU32(append(binary.AppendName(b, e.Name), byte(e.Sort)), e.Index)
		}
		return b
	}
	b = binary.AppendU32(append(b, 0x00), i.Module)
	b = binary.AppendU32(b, uint32(len(i.Args)))
	for _, a := range i.Args {
		b = binary.AppendU32(append(binary.AppendName(b, a.Name), byte(binary.CoreSortInstance)), a.Instance)
	}
	return b
}

// CoreType appends an entry of the core type section.
func CoreType(b []byte, t *binary.CoreType) []byte {
	if !t.IsModule {
		start := len(b)
		b = RecGroup(b, &t.Group)
		if len(b) > start && b[start] == binary.CodeSub {
			// A non-final sub would read as a module type (Binary.md, core:deftype).
			b = append(b, 0)
			copy(b[start+1:], b[start:])
			b[start] = 0x00
		}
		return b
	}
	b = binary.AppendU32(append(b, 0x50), uint32(len(t.Module)))
	for i := range t.Module {
		d := &t.Module[i]
		b = append(b, byte(d.Kind))
		switch d.Kind {
		case binary.ModuleDeclImport:
			b = binary.AppendName(binary.AppendName(b, d.Import.Module), d.Import.Name)
			b = ExternType(b, &d.Import.ExternType)
		case binary.ModuleDeclType:
			b = RecGroup(b, &d.Type)
		case binary.ModuleDeclAlias:
			b = append(b, byte(binary.CoreSortType), 0x01)
			b = binary.AppendU32(binary.AppendU32(b, d.Count), d.Index)
		case binary.ModuleDeclExport:
			b = ExternType(binary.AppendName(b, d.Name), &d.Extern)
		}
	}
	return b
}

// Instance appends an entry of the instance section.
func Instance(b []byte, i *binary.Instance) []byte {
	if i.FromExports {
		b = binary.AppendU32(append(b, 0x01), uint32(len(i.Exports)))
		for k := range i.Exports {
			b = sortIndex(ExternName(b, &i.Exports[k].Name), i.Exports[k].SortIndex)
		}
		return b
	}
	b = binary.AppendU32(append(b, 0x00), i.Component)
	b = binary.AppendU32(b, uint32(len(i.Args)))
	for _, a := range i.Args {
		b = sortIndex(binary.AppendName(b, a.Name), a.SortIndex)
	}
	return b
}

// Alias appends an entry of the alias section.
func Alias(b []byte, a *binary.Alias) []byte {
	b = append(Sort(b, a.Sort), byte(a.Kind))
	if a.Kind == binary.AliasOuter {
		return binary.AppendU32(binary.AppendU32(b, a.Count), a.Index)
	}
	return binary.AppendName(binary.AppendU32(b, a.Instance), a.Name)
}

// ExternName appends a name with its attributes; the short form where there
// are none.
func ExternName(b []byte, n *binary.ExternName) []byte {
	if !n.Extended() {
		return binary.AppendName(append(b, 0x00), n.Name)
	}
	b = binary.AppendName(append(b, 0x02), n.Name)
	b = append(b, flag(n.HasImplements)+flag(n.HasVersionSuffix)+flag(n.HasExternalID))
	if n.HasImplements {
		b = binary.AppendName(append(b, 0x00), n.Implements)
	}
	if n.HasVersionSuffix {
		b = binary.AppendName(append(b, 0x01), n.VersionSuffix)
	}
	if n.HasExternalID {
		b = binary.AppendName(append(b, 0x02), n.ExternalID)
	}
	return b
}

// ExternDesc appends the type of an import or export.
func ExternDesc(b []byte, d *binary.ExternDesc) []byte {
	b = Sort(b, d.Sort)
	switch {
	case d.Sort == binary.SortType && d.SubResource:
		return append(b, 0x01)
	case d.Sort == binary.SortValue && !d.ValueEq:
		return ComponentValType(append(b, 0x01), d.Value)
	case d.Sort == binary.SortType, d.Sort == binary.SortValue:
		b = append(b, 0x00)
	}
	return binary.AppendU32(b, d.Index)
}

// ComponentImport appends an entry of a component's import section.
func ComponentImport(b []byte, i *binary.ComponentImport) []byte {
	return ExternDesc(ExternName(b, &i.Name), &i.Desc)
}

// ComponentExport appends an entry of a component's export section.
func ComponentExport(b []byte, e *binary.ComponentExport) []byte {
	b = append(sortIndex(ExternName(b, &e.Name), e.SortIndex), flag(e.HasType))
	if e.HasType {
		b = ExternDesc(b, &e.Desc)
	}
	return b
}

// ComponentStart appends the contents of a start section.
func ComponentStart(b []byte, s *binary.Start) []byte {
	b = binary.AppendU32(binary.AppendU32(b, s.Func), uint32(len(s.Args)))
	for _, a := range s.Args {
		b = binary.AppendU32(b, a)
	}
	return binary.AppendU32(b, s.Results)
}

// ComponentValType appends a component value type.
func ComponentValType(b []byte, t binary.ComponentValType) []byte {
	if t.Prim != 0 {
		return append(b, byte(t.Prim))
	}
	return binary.AppendS64(b, int64(t.Index))
}

func optValType(b []byte, t binary.OptValType) []byte {
	b = append(b, flag(t.Present))
	if t.Present {
		b = ComponentValType(b, t.Type)
	}
	return b
}

func labeled(b []byte, fields []binary.Labeled) []byte {
	b = binary.AppendU32(b, uint32(len(fields)))
	for _, f := range fields {
		b = ComponentValType(binary.AppendName(b, f.Name), f.Type)
	}
	return b
}

// ComponentType appends an entry of the type section.
func ComponentType(b []byte, t *binary.Type) []byte {
	if t.Kind == binary.TypePrim {
		return append(b, byte(t.Prim))
	}
	b = append(b, byte(t.Kind))
	switch t.Kind {
	case binary.TypeRecord:
		return labeled(b, t.Fields)
	case binary.TypeVariant:
		b = binary.AppendU32(b, uint32(len(t.Cases)))
		for _, c := range t.Cases {
			b = append(optValType(binary.AppendName(b, c.Name), c.Type), 0x00)
		}
	case binary.TypeList, binary.TypeOption:
		return ComponentValType(b, t.Elem)
	case binary.TypeFixedList:
		return binary.AppendU32(ComponentValType(b, t.Elem), t.Length)
	case binary.TypeTuple:
		b = binary.AppendU32(b, uint32(len(t.Types)))
		for _, e := range t.Types {
			b = ComponentValType(b, e)
		}
	case binary.TypeFlags, binary.TypeEnum:
		b = binary.AppendU32(b, uint32(len(t.Labels)))
		for _, l := range t.Labels {
			b = binary.AppendName(b, l)
		}
	case binary.TypeResult:
		return optValType(optValType(b, t.Ok), t.Err)
	case binary.TypeOwn, binary.TypeBorrow:
		return binary.AppendU32(b, t.Index)
	case binary.TypeStream, binary.TypeFuture:
		return optValType(b, t.Ok)
	case binary.TypeMap:
		return ComponentValType(ComponentValType(b, t.Elem), t.Value)
	case binary.TypeFunc, binary.TypeAsyncFunc:
		return resultList(labeled(b, t.Fields), t.Ok)
	case binary.TypeComponent, binary.TypeInstance:
		b = binary.AppendU32(b, uint32(len(t.Decls)))
		for i := range t.Decls {
			b = Decl(b, &t.Decls[i])
		}
	case binary.TypeResource:
		b = append(ValType(b, t.Rep), flag(t.HasDtor))
		if t.HasDtor {
			b = binary.AppendU32(b, t.Dtor)
		}
	}
	return b
}

func resultList(b []byte, t binary.OptValType) []byte {
	if !t.Present {
		return append(b, 0x01, 0x00)
	}
	return ComponentValType(append(b, 0x00), t.Type)
}

// Decl appends a declarator of a component or instance type.
func Decl(b []byte, d *binary.Decl) []byte {
	b = append(b, byte(d.Kind))
	switch d.Kind {
	case binary.DeclCoreType:
		return CoreType(b, d.CoreType)
	case binary.DeclType:
		return ComponentType(b, d.Type)
	case binary.DeclAlias:
		return Alias(b, d.Alias)
	}
	return ExternDesc(ExternName(b, &d.Name), &d.Desc)
}

// Canon appends an entry of the canonical section.
func Canon(b []byte, c *binary.Canon) []byte {
	b = append(b, byte(c.Kind))
	switch c.Kind.Imm() {
	case binary.CanonImmLift:
		b = canonOpts(binary.AppendU32(append(b, 0x00), c.Func), c.Opts)
		return binary.AppendU32(b, c.Type)
	case binary.CanonImmLower:
		return canonOpts(binary.AppendU32(append(b, 0x00), c.Func), c.Opts)
	case binary.CanonImmType, binary.CanonImmCoreType:
		return binary.AppendU32(b, c.Type)
	case binary.CanonImmTypeOpts:
		return canonOpts(binary.AppendU32(b, c.Type), c.Opts)
	case binary.CanonImmTypeAsync:
		return append(binary.AppendU32(b, c.Type), flag(c.Async))
	case binary.CanonImmAsync:
		return append(b, flag(c.Async))
	case binary.CanonImmCancel:
		return append(b, flag(c.Cancellable))
	case binary.CanonImmCancelMem:
		return binary.AppendU32(append(b, flag(c.Cancellable)), c.Memory)
	case binary.CanonImmResultOpts:
		return canonOpts(resultList(b, c.Result), c.Opts)
	case binary.CanonImmContext:
		return binary.AppendU32(ValType(b, c.ValType), c.Slot)
	case binary.CanonImmOpts:
		return canonOpts(b, c.Opts)
	case binary.CanonImmCoreTable:
		return binary.AppendU32(binary.AppendU32(b, c.Type), c.Table)
	}
	return b
}

func canonOpts(b []byte, opts []binary.CanonOpt) []byte {
	b = binary.AppendU32(b, uint32(len(opts)))
	for _, o := range opts {
		b = append(b, byte(o.Kind))
		if o.Kind.HasIndex() {
			b = binary.AppendU32(b, o.Index)
		}
	}
	return b
}
