package validate

import (
	bytes "encoding/binary"
	"fmt"

	"wcomp/binary"
)

// moduleType is the type of a core module, as the component around it sees
// it: imports by two names, exports by one. Types are canonical.
type moduleType struct {
	imports []moduleImport
	exportList
	size uint32 // effective size
	// from are the modules that it imports from, each once; made when needed.
	from []string
	// fits are lists of exports that were found to satisfy the imports: the
	// numbers of those given for each of from.
	fits map[string]struct{}
}

// suppliers is a key for what an instantiation gives: two with the same key
// are right or wrong together. False if something is missing.
func (m *moduleType) suppliers(args map[string]*coreInstance) (string, bool) {
	if m.from == nil && len(m.imports) > 0 {
		seen := map[string]struct{}{}
		for i := range m.imports {
			name := m.imports[i].module
			if _, ok := seen[name]; !ok {
				seen[name] = struct{}{}
				m.from = append(m.from, name)
			}
		}
	}
	key := make([]byte, 0, 8*len(m.from))
	for _, name := range m.from {
		arg, ok := args[name]
		if !ok || arg.coreExports == nil {
			return "", false
		}
		key = bytes.LittleEndian.AppendUint64(key, arg.number)
	}
	return string(key), true
}

type moduleImport struct {
	module, name string
	ext          binary.ExternType
}

// coreInstance is a core instance: what it exports.
type coreInstance struct{ exportList }

// exportList is a list of core exports, shared between a module and all its
// instances.
type exportList struct{ *coreExports }

type coreExports struct {
	number uint64 // none other has it, but 0
	names  []string
	exts   []binary.ExternType
	byName map[string]int32 // made when needed
}

func (l *coreExports) export(name string) (*binary.ExternType, bool) {
	if l == nil {
		return nil, false
	}
	if l.byName == nil {
		l.byName = make(map[string]int32, len(l.names))
		for i, n := range l.names {
			l.byName[n] = int32(i)
		}
	}
	i, ok := l.byName[name]
	if !ok {
		return nil, false
	}
	return &l.exts[i], true
}

// addExport appends an export; false if there is one of that name.
func (m *moduleType) addExport(name string, ext binary.ExternType) bool {
	if m.coreExports == nil {
		m.coreExports = &coreExports{byName: map[string]int32{}}
	}
	if _, ok := m.byName[name]; ok {
		return false
	}
	m.byName[name] = int32(len(m.names))
	m.names = append(m.names, name)
	m.exts = append(m.exts, ext)
	return true
}

// newModuleType is the type of a module that was validated. A component can
// only supply imports whose pairs of names are distinct. exact: functions that
// the module defines are of exactly their type (custom descriptors).
func newModuleType(m *ModuleInfo, exact bool) (*moduleType, *binary.Error) {
	t := &moduleType{size: uint32(m.size)}
	t.imports = make([]moduleImport, 0, len(m.Imports))
	seen := make(map[[2]string]struct{}, len(m.Imports))
	for i := range m.Imports {
		im := &m.Imports[i]
		key := [2]string{im.Module, im.Name}
		if _, ok := seen[key]; ok {
			return nil, invalidf(im.Offset, "the module imports %s %s twice, which a module in a component may not", quote(im.Module), quote(im.Name))
		}
		seen[key] = struct{}{}
		t.imports = append(t.imports, moduleImport{im.Module, im.Name, m.ImportType(im)})
	}
	l := &coreExports{names: make([]string, 0, len(m.Exports)), exts: make([]binary.ExternType, 0, len(m.Exports))}
	for i := range m.Exports {
		e := m.ExportType(&m.Exports[i])
		if exact && e.Kind == binary.ExternFunc && int(m.Exports[i].Index) >= m.ImportedFuncs {
			e.Kind = binary.ExternFuncExact
		}
		l.names = append(l.names, m.Exports[i].Name)
		l.exts = append(l.exts, e)
	}
	t.coreExports = l
	return t, nil
}

// subModule: x may be used as y if it imports no more and exports no less.
func (a *typeArena) subModule(x, y *moduleType) *typeMismatch {
	if x == y {
		return nil
	}
	if len(x.imports) > 0 {
		have := make(map[[2]string]*binary.ExternType, len(y.imports))
		for i := range y.imports {
			have[[2]string{y.imports[i].module, y.imports[i].name}] = &y.imports[i].ext
		}
		for i := range x.imports {
			im := &x.imports[i]
			arg, ok := have[[2]string{im.module, im.name}]
			if !ok {
				return &typeMismatch{message: "missing expected import " + quote(im.module) + " " + quote(im.name)}
			}
			if !a.core.Matches(arg, &im.ext) {
				return a.coreMismatch(arg, &im.ext).at("import " + quote(im.module) + " " + quote(im.name))
			}
		}
	}
	if y.coreExports == nil {
		return nil
	}
	for i, name := range y.names {
		have, ok := x.export(name)
		if !ok {
			return &typeMismatch{message: "missing expected export " + quote(name)}
		}
		if !a.core.Matches(have, &y.exts[i]) {
			return a.coreMismatch(have, &y.exts[i]).at("export " + quote(name))
		}
	}
	return nil
}

// coreMismatch describes two core items that do not match.
func (a *typeArena) coreMismatch(have, want *binary.ExternType) *typeMismatch {
	return &typeMismatch{message: "type mismatch", expected: a.core.externString(want), found: a.core.externString(have)}
}

// externString is the type of a core import or export in the text format.
func (t *Types) externString(e *binary.ExternType) string {
	switch e.Kind {
	case binary.ExternFunc:
		return t.String(TypeID(e.Type))
	case binary.ExternFuncExact:
		return "(exact " + t.String(TypeID(e.Type)) + ")"
	case binary.ExternTag:
		return "(tag " + t.String(TypeID(e.Type)) + ")"
	case binary.ExternTable:
		return "(table" + limitsString(e.Table.Limits) + " " + e.Table.Elem.String() + ")"
	case binary.ExternMemory:
		s := "(memory" + limitsString(e.Memory.Limits)
		if e.Memory.PageLog2() != 16 {
			s += fmt.Sprintf(" (pagesize %d)", uint64(1)<<e.Memory.PageLog2())
		}
		return s + ")"
	}
	s := e.Global.Type.String()
	if e.Global.Mutable {
		s = "(mut " + s + ")"
	}
	if e.Global.Shared {
		s = "shared " + s
	}
	return "(global " + s + ")"
}

func limitsString(l binary.Limits) string {
	s := ""
	if l.Is64 {
		s = " i64"
	}
	s += fmt.Sprintf(" %d", l.Min)
	if l.HasMax {
		s += fmt.Sprintf(" %d", l.Max)
	}
	if l.Shared {
		s += " shared"
	}
	return s
}
