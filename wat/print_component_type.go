package wat

import "wcomp/binary"

// coreType prints an entry of a core type section or such a declaration.
func (p *printer) coreType(t *binary.CoreType, offset int64) {
	if !t.IsModule {
		p.coreRecGroup(&t.Group, offset)
		return
	}
	p.newline(offset)
	p.open("core type ")
	p.defineSort(inCoreType)
	p.newline(noOffset)
	p.open("module")
	p.enter(newPrintScope(p.scope, true, p.o.NameUnnamed))
	for i := range t.Module {
		p.newline(noOffset)
		p.moduleDecl(&t.Module[i])
		p.maybeFlush()
	}
	p.leave()
	p.close()
	p.close()
}

func (p *printer) coreRecGroup(g *binary.RecGroup, offset int64) {
	p.newline(offset)
	if g.Explicit {
		p.open("core rec")
		for i := range g.Types {
			p.newline(noOffset)
			p.typeDefinition("type ", &g.Types[i])
			p.maybeFlush()
		}
		p.close()
		return
	}
	for i := range g.Types {
		p.typeDefinition("core type ", &g.Types[i])
	}
}

func (p *printer) moduleDecl(d *binary.ModuleDecl) {
	switch d.Kind {
	case binary.ModuleDeclType:
		if d.Type.Explicit {
			p.open("rec")
			for i := range d.Type.Types {
				p.newline(noOffset)
				p.typeDefinition("type ", &d.Type.Types[i])
			}
			p.close()
			return
		}
		for i := range d.Type.Types {
			p.typeDefinition("type ", &d.Type.Types[i])
		}
	case binary.ModuleDeclImport:
		p.open("import ")
		p.quoted(d.Import.Module)
		p.byte(' ')
		p.quoted(d.Import.Name)
		p.byte(' ')
		p.externType(&d.Import.ExternType, false)
		p.close()
	case binary.ModuleDeclExport:
		p.open("export ")
		p.quoted(d.Name)
		p.byte(' ')
		p.externType(&d.Extern, false)
		p.close()
	case binary.ModuleDeclAlias:
		p.aliasOuter(d.Count, d.Index, inCoreType, "type ")
		p.close()
	}
}

// componentType prints an entry of a type section or such a declaration.
func (p *printer) componentType(t *binary.Type, offset int64) {
	p.newline(offset)
	p.open("type ")
	p.defineIn(inType)
	switch t.Kind {
	case binary.TypeComponent, binary.TypeInstance:
		p.newline(noOffset)
		if t.Kind == binary.TypeComponent {
			p.open("component")
		} else {
			p.open("instance")
		}
		p.enter(newPrintScope(p.scope, true, p.o.NameUnnamed))
		for i := range t.Decls {
			p.decl(&t.Decls[i])
			p.maybeFlush()
		}
		p.leave()
		p.close()
	default:
		p.byte(' ')
		p.definedType(t)
	}
	p.close()
}

// decl prints a declarator of a component or instance type.
func (p *printer) decl(d *binary.Decl) {
	switch d.Kind {
	case binary.DeclCoreType:
		p.coreType(d.CoreType, noOffset)
	case binary.DeclType:
		p.componentType(d.Type, noOffset)
	case binary.DeclAlias:
		p.newline(noOffset)
		p.alias(d.Alias)
	case binary.DeclImport:
		p.newline(noOffset)
		p.componentImport(&d.Name, &d.Desc)
	case binary.DeclExport:
		p.newline(noOffset)
		p.open("export ")
		p.defineSort(sortSpaces[d.Desc.Sort])
		p.byte(' ')
		p.externName(&d.Name)
		p.byte(' ')
		p.externDesc(&d.Desc, false)
		p.close()
	}
}

// externDesc writes the type of an import or export; index: with the
// identifier and index of the item.
func (p *printer) externDesc(d *binary.ExternDesc, index bool) {
	p.openSort(d.Sort)
	if index {
		p.defineIn(sortSpaces[d.Sort])
		p.byte(' ')
	}
	switch {
	case d.Sort == binary.SortType && d.SubResource:
		p.open("sub ")
		p.typeWord("resource")
		p.close()
	case d.Sort == binary.SortType:
		p.open("eq ")
		p.useIn(inType, d.Index)
		p.close()
	case d.Sort == binary.SortValue && d.ValueEq:
		p.open("eq ")
		p.useIn(inValue, d.Index)
		p.close()
	case d.Sort == binary.SortValue && d.Value.Prim != 0:
		p.valueType(&d.Value)
	case d.Sort == binary.SortValue:
		p.open("type ")
		p.useIn(inType, d.Value.Index)
		p.close()
	case d.Sort == binary.SortCoreModule:
		p.open("type ")
		p.use(&p.mod.names.types, d.Index)
		p.close()
	default:
		p.open("type ")
		p.useIn(inType, d.Index)
		p.close()
	}
	p.close()
}

// valueType writes a use of a component value type.
func (p *printer) valueType(t *binary.ComponentValType) {
	if t.Prim != 0 {
		p.typeWord(t.Prim.String())
		return
	}
	p.useIn(inType, t.Index)
}

// definedType writes a value, function or resource type.
func (p *printer) definedType(t *binary.Type) {
	switch t.Kind {
	case binary.TypePrim:
		p.typeWord(t.Prim.String())
		return
	case binary.TypeRecord:
		p.open("record")
		for i := range t.Fields {
			p.labeled("field ", &t.Fields[i])
		}
	case binary.TypeVariant:
		p.open("variant")
		for i := range t.Cases {
			c := &t.Cases[i]
			p.byte(' ')
			p.open("case ")
			p.quoted(c.Name)
			p.optional(&c.Type)
			p.close()
		}
	case binary.TypeList:
		p.open("list ")
		p.valueType(&t.Elem)
	case binary.TypeFixedList:
		p.open("list ")
		p.valueType(&t.Elem)
		p.byte(' ')
		p.u32(t.Length)
	case binary.TypeMap:
		p.open("map ")
		p.valueType(&t.Elem)
		p.byte(' ')
		p.valueType(&t.Value)
	case binary.TypeTuple:
		p.open("tuple")
		for i := range t.Types {
			p.byte(' ')
			p.valueType(&t.Types[i])
		}
	case binary.TypeFlags, binary.TypeEnum:
		if t.Kind == binary.TypeFlags {
			p.open("flags")
		} else {
			p.open("enum")
		}
		for _, l := range t.Labels {
			p.byte(' ')
			p.quoted(l)
		}
	case binary.TypeOption:
		p.open("option ")
		p.valueType(&t.Elem)
	case binary.TypeResult:
		p.open("result")
		p.optional(&t.Ok)
		if t.Err.Present {
			p.byte(' ')
			p.open("error ")
			p.valueType(&t.Err.Type)
			p.close()
		}
	case binary.TypeOwn, binary.TypeBorrow:
		if t.Kind == binary.TypeOwn {
			p.open("own ")
		} else {
			p.open("borrow ")
		}
		p.useIn(inType, t.Index)
	case binary.TypeStream, binary.TypeFuture:
		if t.Kind == binary.TypeStream {
			p.open("stream")
		} else {
			p.open("future")
		}
		p.optional(&t.Ok)
	case binary.TypeFunc, binary.TypeAsyncFunc:
		p.open("func")
		if t.Kind == binary.TypeAsyncFunc {
			p.typeWord(" async")
		}
		for i := range t.Fields {
			p.labeled("param ", &t.Fields[i])
		}
		if t.Ok.Present {
			p.byte(' ')
			p.open("result ")
			p.valueType(&t.Ok.Type)
			p.close()
		}
	case binary.TypeResource:
		p.open("resource ")
		p.open("rep ")
		p.valType(t.Rep)
		p.close()
		if t.HasDtor {
			p.byte(' ')
			p.open("dtor ")
			p.useIn(inCoreFunc, t.Dtor)
			p.close()
		}
	}
	p.close()
}

// labeled writes a field or parameter.
func (p *printer) labeled(word string, l *binary.Labeled) {
	p.byte(' ')
	p.open(word)
	p.quoted(l.Name)
	p.byte(' ')
	p.valueType(&l.Type)
	p.close()
}

func (p *printer) optional(t *binary.OptValType) {
	if t.Present {
		p.byte(' ')
		p.valueType(&t.Type)
	}
}
