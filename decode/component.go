package decode

import "wcomp/binary"

// Entries of the sections of a component, in the order of Binary.md.

func (r *Reader) sort() binary.Sort {
	at := r.Offset()
	switch b := r.Byte(); b {
	case 0x00:
		return binary.Sort(0x80 | r.coreSort())
	case 0x01, 0x02, 0x03, 0x04, 0x05:
		return binary.Sort(b)
	default:
		r.Fail(at, "invalid sort 0x%02x", b)
		return 0
	}
}

func (r *Reader) coreSort() binary.CoreSort {
	at := r.Offset()
	s := binary.CoreSort(r.Byte())
	if s > binary.CoreSortTag && (s < binary.CoreSortType || s > binary.CoreSortInstance) {
		r.Fail(at, "invalid core sort 0x%02x", byte(s))
	}
	return s
}

func (r *Reader) sortIndex() binary.SortIndex {
	s := r.sort()
	return binary.SortIndex{Sort: s, Index: r.U32()}
}

// CoreInstance reads an entry of the core instance section.
func (r *Reader) CoreInstance() binary.CoreInstance {
	i := binary.CoreInstance{Offset: r.Offset()}
	switch b := r.Byte(); b {
	case 0x00:
		i.Module = r.U32()
		n := r.count("instantiation arguments", binary.MaxInstantiateArgs)
		i.Args = make([]binary.CoreArg, 0, min(r.capacity(n), 256))
		for k := uint32(0); k < n && r.err == nil; k++ {
			a := binary.CoreArg{Offset: r.Offset()}
			a.Name = r.Name()
			at := r.Offset()
			if s := r.Byte(); s != byte(binary.CoreSortInstance) {
				r.Fail(at, "invalid sort 0x%02x of an instantiation argument: only instances (0x12) are allowed", s)
			}
			a.Instance = r.U32()
			i.Args = append(i.Args, a)
		}
	case 0x01:
		i.FromExports = true
		n := r.count("exports of a core instance", binary.MaxInlineExports)
		i.Exports = make([]binary.CoreInlineExport, 0, min(r.capacity(n), 256))
		for k := uint32(0); k < n && r.err == nil; k++ {
			e := binary.CoreInlineExport{Offset: r.Offset()}
			e.Name = r.Name()
			e.Sort = r.coreSort()
			e.Index = r.U32()
			i.Exports = append(i.Exports, e)
		}
	default:
		r.Fail(i.Offset, "invalid leading byte 0x%02x for a core instance", b)
	}
	return i
}

// CoreType reads an entry of the core type section.
func (r *Reader) CoreType() binary.CoreType {
	t := binary.CoreType{Offset: r.Offset()}
	switch b := r.Peek(); {
	case b == 0x50:
		r.pos++
		t.IsModule = true
		n := r.count("module type declarators", binary.MaxModuleTypeDecls)
		t.Module = make([]binary.ModuleDecl, 0, min(r.capacity(n), 256))
		for k := uint32(0); k < n && r.err == nil; k++ {
			t.Module = append(t.Module, r.moduleDecl())
		}
	case b == 0x00 && r.Len() > 0:
		// 0x00 0x50: a non-final sub, whose byte would read as a module type.
		r.pos++
		if c := r.Peek(); c != 0x50 {
			r.Fail(r.Offset(), "invalid byte 0x%02x after 0x00 in a core type: expected 0x50", c)
			return t
		}
		t.Group = r.RecGroup()
	default:
		t.Group = r.RecGroup()
	}
	return t
}

func (r *Reader) moduleDecl() binary.ModuleDecl {
	d := binary.ModuleDecl{Offset: r.Offset()}
	b := r.Byte()
	d.Kind = binary.ModuleDeclKind(b)
	switch d.Kind {
	case binary.ModuleDeclImport:
		d.Import.Offset = r.Offset()
		d.Import.Module = r.Name()
		d.Import.Name = r.Name()
		d.Import.ExternType = r.ExternType()
	case binary.ModuleDeclType:
		d.Type = r.RecGroup()
	case binary.ModuleDeclAlias:
		at := r.Offset()
		if s := r.Byte(); s != byte(binary.CoreSortType) {
			r.Fail(at, "invalid sort 0x%02x of an alias in a module type: only core types (0x10) are allowed", s)
		}
		at = r.Offset()
		if k := r.Byte(); k != 0x01 {
			r.Fail(at, "invalid alias kind 0x%02x in a module type: expected outer (0x01)", k)
		}
		d.Count = r.U32()
		d.Index = r.U32()
	case binary.ModuleDeclExport:
		d.Name = r.Name()
		d.Extern = r.ExternType()
	default:
		r.Fail(d.Offset, "invalid leading byte 0x%02x for a module type declarator", b)
	}
	return d
}

// Instance reads an entry of the instance section.
func (r *Reader) Instance() binary.Instance {
	i := binary.Instance{Offset: r.Offset()}
	switch b := r.Byte(); b {
	case 0x00:
		i.Component = r.U32()
		n := r.count("instantiation arguments", binary.MaxInstantiateArgs)
		i.Args = make([]binary.InstantiateArg, 0, min(r.capacity(n), 256))
		for k := uint32(0); k < n && r.err == nil; k++ {
			a := binary.InstantiateArg{Offset: r.Offset()}
			a.Name = r.Name()
			a.SortIndex = r.sortIndex()
			i.Args = append(i.Args, a)
		}
	case 0x01:
		i.FromExports = true
		n := r.count("exports of an instance", binary.MaxInlineExports)
		i.Exports = make([]binary.InlineExport, 0, min(r.capacity(n), 256))
		for k := uint32(0); k < n && r.err == nil; k++ {
			e := binary.InlineExport{Offset: r.Offset()}
			e.Name = r.ExternName()
			e.SortIndex = r.sortIndex()
			i.Exports = append(i.Exports, e)
		}
	default:
		r.Fail(i.Offset, "invalid leading byte 0x%02x for an instance", b)
	}
	return i
}

// Alias reads an entry of the alias section.
func (r *Reader) Alias() binary.Alias {
	a := binary.Alias{Offset: r.Offset()}
	a.Sort = r.sort()
	at := r.Offset()
	b := r.Byte()
	a.Kind = binary.AliasKind(b)
	switch a.Kind {
	case binary.AliasExport, binary.AliasCoreExport:
		a.Instance = r.U32()
		a.Name = r.Name()
	case binary.AliasOuter:
		a.Count = r.U32()
		a.Index = r.U32()
	default:
		r.Fail(at, "invalid alias kind 0x%02x", b)
	}
	return a
}

// ExternName reads a name with its attributes.
func (r *Reader) ExternName() binary.ExternName {
	at := r.Offset()
	b := r.Byte()
	if b > 0x02 {
		r.Fail(at, "invalid leading byte 0x%02x for an import or export name", b)
		return binary.ExternName{}
	}
	if b == 0x02 && r.attributes == 0 {
		r.attributes = at
	}
	n := binary.ExternName{Name: r.Name()}
	if b != 0x02 {
		return n
	}
	n.HasAttributes = true
	for k := r.U32(); k > 0 && r.err == nil; k-- {
		at := r.Offset()
		kind := r.Byte()
		var has *bool
		var val *string
		switch kind {
		case 0x00:
			has, val = &n.HasImplements, &n.Implements
		case 0x01:
			has, val = &n.HasVersionSuffix, &n.VersionSuffix
		case 0x02:
			has, val = &n.HasExternalID, &n.ExternalID
		default:
			r.Fail(at, "invalid name attribute 0x%02x", kind)
			return n
		}
		if *has {
			r.Fail(at, "a name attribute occurs twice")
		}
		*has, *val = true, r.Name()
	}
	return n
}

// ExternDesc reads the type of an import or export.
func (r *Reader) ExternDesc() binary.ExternDesc {
	at := r.Offset()
	d := binary.ExternDesc{Sort: r.sort()}
	switch d.Sort {
	case binary.SortCoreModule, binary.SortFunc, binary.SortComponent, binary.SortInstance:
		d.Index = r.U32()
	case binary.SortValue:
		at := r.Offset()
		switch b := r.Byte(); b {
		case 0x00:
			d.ValueEq = true
			d.Index = r.U32()
		case 0x01:
			d.Value = r.ComponentValType()
		default:
			r.Fail(at, "invalid value bound 0x%02x", b)
		}
	case binary.SortType:
		at := r.Offset()
		switch b := r.Byte(); b {
		case 0x00:
			d.Index = r.U32()
		case 0x01:
			d.SubResource = true
		default:
			r.Fail(at, "invalid type bound 0x%02x", b)
		}
	default:
		r.Fail(at, "invalid sort for an import or export: %s", d.Sort)
	}
	return d
}

// ComponentImport reads an entry of a component's import section.
func (r *Reader) ComponentImport() binary.ComponentImport {
	i := binary.ComponentImport{Offset: r.Offset()}
	i.Name = r.ExternName()
	i.Desc = r.ExternDesc()
	return i
}

// ComponentExport reads an entry of a component's export section.
func (r *Reader) ComponentExport() binary.ComponentExport {
	e := binary.ComponentExport{Offset: r.Offset()}
	e.Name = r.ExternName()
	e.SortIndex = r.sortIndex()
	if e.HasType = r.flag("an optional type"); e.HasType {
		e.Desc = r.ExternDesc()
	}
	return e
}

// ComponentStart reads the contents of a start section.
func (r *Reader) ComponentStart() binary.Start {
	s := binary.Start{Offset: r.Offset()}
	s.Func = r.U32()
	n := r.count("start arguments", binary.MaxStartArgs)
	for k := uint32(0); k < n && r.err == nil; k++ {
		s.Args = append(s.Args, r.U32())
	}
	s.Results = r.count("start results", binary.MaxStartResults)
	return s
}
