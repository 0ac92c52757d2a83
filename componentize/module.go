package componentize

import (
	"fmt"
	"slices"

	"wcomp/binary"
	"wcomp/decode"
)

// module is what componentizing needs to know of a core module: its function types, imports and exports. Bodies and
// data are not looked at.
type module struct {
	name    string // adapter name, "" for the main module
	file    string // for diagnostics
	data    []byte
	types   []binary.SubType
	imports []binary.Import
	exports []binary.Export
	funcs   []uint32 // type index of each function, imported ones first
	tables  int
	memory  []binary.MemoryType
	globals []binary.GlobalType
	tags    int
	// sections are all of the module's sections in file order.
	sections []section
}

// section is a section of a module as it lies in the file.
type section struct {
	id       binary.SectionID
	name     string // of custom sections
	start    int64  // of the section's id
	contents []byte // after the size, for custom sections with the name
	data     []byte // custom sections: after the name
	offset   int64  // of data
}

// scanModule reads the declarations of a core module.
func scanModule(data []byte) (*module, error) {
	m := &module{data: data}
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Component {
			return nil, &binary.Error{Offset: ev.Start, Code: "component-given", Message: "this is already a component"}
		}
		switch ev.Kind {
		case decode.EventSection, decode.EventCode, decode.EventCustom:
			m.sections = append(m.sections, section{id: ev.Section(), name: ev.Name, start: ev.Start,
				contents: data[ev.Contents:ev.End()], data: ev.Data, offset: ev.Offset})
		}
		if ev.Kind == decode.EventSection {
			if err := m.section(&ev); err != nil {
				return nil, err
			}
		}
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return m, m.check()
}

func (m *module) section(ev *decode.Event) error {
	items := ev.Items()
	switch ev.Section() {
	case binary.SectionType:
		for items.Next() {
			m.types = append(m.types, items.RecGroup().Types...)
		}
	case binary.SectionImport:
		for items.Next() {
			group := items.Import()
			if items.Err() == nil {
				m.addImports(&group)
			}
		}
	case binary.SectionFunction:
		m.funcs = slices.Grow(m.funcs, int(min(items.Count(), uint32(len(ev.Data)))))
		for items.Next() {
			m.funcs = append(m.funcs, items.U32())
		}
	case binary.SectionTable:
		for items.Next() {
			items.Table()
			m.tables++
		}
	case binary.SectionMemory:
		for items.Next() {
			m.memory = append(m.memory, items.MemoryType())
		}
	case binary.SectionGlobal:
		for items.Next() {
			m.globals = append(m.globals, items.Global().GlobalType)
		}
	case binary.SectionTag:
		for items.Next() {
			items.Tag()
			m.tags++
		}
	case binary.SectionExport:
		for items.Next() {
			m.exports = append(m.exports, items.Export())
		}
	default:
		return nil
	}
	return items.Err()
}

// addImports enters a group's imports into the index spaces. What a compact group leaves to the group is written into
// each import, so that all of them look alike.
func (m *module) addImports(group *binary.ImportGroup) {
	for _, imp := range group.Items {
		imp.Module = group.Module
		if group.Form == binary.ImportSharedType {
			imp.ExternType = group.Type
		}
		m.imports = append(m.imports, imp)
		switch imp.Kind {
		case binary.ExternFunc, binary.ExternFuncExact:
			m.funcs = append(m.funcs, imp.Type)
		case binary.ExternTable:
			m.tables++
		case binary.ExternMemory:
			m.memory = append(m.memory, imp.Memory)
		case binary.ExternGlobal:
			m.globals = append(m.globals, imp.Global)
		case binary.ExternTag:
			m.tags++
		}
	}
}

// check makes sure that every index which is followed later exists.
func (m *module) check() error {
	for i, t := range m.funcs {
		if int(t) >= len(m.types) || m.types[t].Kind != binary.CompositeFunc {
			return &binary.Error{Code: "invalid", Item: fmt.Sprintf("func %d", i),
				Message: fmt.Sprintf("type %d is not a function type of the module", t)}
		}
	}
	for i := range m.exports {
		e := &m.exports[i]
		count := 0
		switch e.Kind {
		case binary.ExternFunc:
			count = len(m.funcs)
		case binary.ExternTable:
			count = m.tables
		case binary.ExternMemory:
			count = len(m.memory)
		case binary.ExternGlobal:
			count = len(m.globals)
		case binary.ExternTag:
			count = m.tags
		}
		if int64(e.Index) >= int64(count) {
			return &binary.Error{Offset: e.Offset, Code: "invalid", Item: fmt.Sprintf("export %q", e.Name),
				Message: fmt.Sprintf("there is no %s %d", e.Kind, e.Index)}
		}
	}
	return nil
}

// funcType is the type of a function of the module's index space.
func (m *module) funcType(index uint32) binary.FuncType { return m.types[m.funcs[index]].Func }

// export is the export called name.
func (m *module) export(name string) (*binary.Export, bool) {
	for i := range m.exports {
		if m.exports[i].Name == name {
			return &m.exports[i], true
		}
	}
	return nil, false
}

// title is how diagnostics call the module.
func (m *module) title() string {
	if m.name == "" {
		return "the module"
	}
	return "adapter " + m.name
}
