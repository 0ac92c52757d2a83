package componentize

import (
	"strings"

	"wcomp/binary"
	"wcomp/wit"
)

// classifier finds out what each core import of a module is satisfied by and what each of its core exports becomes.
type classifier struct {
	w        *world
	m        *module
	abi      *wit.ABI
	options  *Options
	adapters map[string]bool // the names of all adapters
	problems *problems
}

// imports classifies the module's imports, grouped by import module in the order of first appearance.
func (c *classifier) imports(names map[string]string) []*importGroup {
	var groups []*importGroup
	byModule := map[string]*importGroup{}
	type key struct{ module, field string }
	seen := map[key]bool{}
	for i := range c.m.imports {
		raw := &c.m.imports[i]
		imp := &Import{Module: raw.Module, Field: raw.Name, Name: raw.Name, Extern: raw.Kind, slot: -1}
		if original, ok := names[raw.Module+"\x00"+raw.Name]; ok {
			imp.Name = original
		}
		if raw.Kind == binary.ExternFunc || raw.Kind == binary.ExternFuncExact {
			imp.Extern = binary.ExternFunc
			imp.Type = c.m.types[raw.Type].Func
		}
		if k := (key{raw.Module, raw.Name}); seen[k] {
			c.problems.duplicateImport(c.m, raw)
			continue
		} else {
			seen[k] = true
		}
		if p := c.classify(imp); p != nil {
			p.module, p.imp, p.offset = c.m, imp, raw.Offset
			c.problems.unresolved(p)
			continue
		}
		group := byModule[raw.Module]
		if group == nil {
			group = &importGroup{module: raw.Module}
			byModule[raw.Module] = group
			groups = append(groups, group)
		}
		group.fields = append(group.fields, imp)
	}
	return groups
}

// standardPrefix begins the names of the standard scheme (build targets, cm32p2).
const standardPrefix = "cm32p2"

// classify finds out what satisfies an import; the order of the cases is that in which names are looked for.
func (c *classifier) classify(imp *Import) *importProblem {
	if imp.Module == "env" && imp.Name == "memory" && imp.Extern == binary.ExternMemory {
		imp.Kind = ImportMemory
		return nil
	}
	if imp.Module == mainModuleName {
		return c.mainExport(imp)
	}
	if imp.Extern != binary.ExternFunc {
		return &importProblem{cause: causeNotFunction}
	}
	if c.adapters[imp.Module] {
		imp.Kind, imp.Adapter = ImportAdapter, imp.Module
		return nil
	}
	if rest, ok := strings.CutPrefix(imp.Module, standardPrefix); ok {
		return c.standardImport(imp, rest)
	}
	if c.options.RejectLegacyNames {
		return c.standardImport(imp, imp.Module)
	}
	return c.legacyImport(imp)
}

// mainModuleName is the import module by which adapters reach the main module.
const mainModuleName = "__main_module__"

func (c *classifier) mainExport(imp *Import) *importProblem {
	if c.m.name == "" {
		return &importProblem{cause: causeMainImportsMain}
	}
	imp.Kind = ImportMainExport
	return nil
}

// expect complains unless the import has the signature.
func (imp *Import) expect(want binary.FuncType) *importProblem {
	if !sameFunc(imp.Type, want) {
		return &importProblem{cause: causeSignature, expected: funcText(want)}
	}
	return nil
}

// lower makes the import the lowered function f.
func (c *classifier) lower(imp *Import, key string, f *wit.Function, async bool) *importProblem {
	imp.Kind, imp.Interface, imp.Func, imp.Async = ImportLowered, key, f, async
	convention := wit.Lower
	if async {
		convention = wit.LowerAsync
	}
	return imp.expect(coreSignature(c.abi.Signature(f, convention)))
}
