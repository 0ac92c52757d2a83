package componentize

import (
	"fmt"
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/diag"
)

// problems collects everything that is wrong, in the order in which it is found, so that one run tells all of it.
type problems struct {
	list         diag.List
	imports      []*importProblem
	metadataless map[*module]bool
	said         map[string]bool
}

func (p *problems) add(m *module, offset int64, d diag.Diagnostic) {
	d.File = m.file
	if offset > 0 {
		d.Place = diag.At(offset)
	}
	p.list.Add(d)
}

// once says whether a complaint that may come up many times is to be made now.
func (p *problems) once(key string) bool {
	if p.said == nil {
		p.said = map[string]bool{}
	}
	first := !p.said[key]
	p.said[key] = true
	return first
}

// err is everything that was found, nil if that is nothing.
func (p *problems) err(w *world) error {
	p.explainImports(w)
	return p.list.Err()
}

// fail adds an error of a lower layer, with what was being done.
func (p *problems) fail(m *module, doing string, err error) {
	for _, d := range diag.FromError(err, &diag.Source{Name: m.file}) {
		if doing != "" {
			d.Notes = append(d.Notes, diag.Note{Message: doing})
		}
		p.list.Add(d)
	}
}

func (p *problems) duplicateImport(m *module, imp *binary.Import) {
	p.add(m, imp.Offset, diag.Diagnostic{Code: "duplicate-import", Item: importItem(imp.Module, imp.Name),
		Message: m.title() + " imports it twice, and only the main module may do that",
		Help:    []string{"link the adapter so that every import occurs once"}})
}

func importItem(module, name string) string {
	return "import " + strconv.Quote(module) + " " + strconv.Quote(name)
}

func (p *problems) secondExport(m *module, first, second *Export, offset int64) {
	p.add(m, offset, diag.Diagnostic{Code: "duplicate-export", Item: fmt.Sprintf("export %q", second.Name),
		Message: fmt.Sprintf("export %q already stands for the same thing: %s", first.Name, first.Becomes()),
		Help:    []string{"keep one of the two: bindings of different schemes or kinds have been linked together"}})
}

func (p *problems) exportSignature(m *module, e *Export, want binary.FuncType, offset int64) {
	found := funcText(e.Type)
	if e.Extern != binary.ExternFunc {
		found = "a " + e.Extern.String()
	}
	p.add(m, offset, diag.Diagnostic{Code: "export-mismatch", Item: fmt.Sprintf("export %q", e.Name),
		Message: "wrong core signature for what it has to become (" + e.Becomes() + ")", Expected: funcText(want), Found: found,
		Help: []string{"make the bindings again from the world that is embedded in the module, and recompile"}})
}

func (p *problems) missingCallback(m *module, e *Export) {
	p.add(m, 0, diag.Diagnostic{Code: "missing-callback", Item: fmt.Sprintf("export %q", e.Name),
		Message: "a function that is lifted async needs a callback",
		Help: []string{
			fmt.Sprintf("export %q with the type (func (param i32 i32 i32) (result i32))", callbackPrefix+e.Name),
			"or use the prefix " + stackfulLiftPrefix + " if the function blocks on a stack of its own",
		}})
}

func (p *problems) postReturnOfAsync(m *module, post, e *Export) {
	p.add(m, 0, diag.Diagnostic{Code: "async-mismatch", Item: fmt.Sprintf("export %q", post.Name),
		Message: fmt.Sprintf("%q is lifted async, and then there is no post-return", e.Name),
		Help:    []string{"remove the export, or lift the function synchronously"}})
}

func (p *problems) asyncLiftOfSync(m *module, e *Export) {
	p.add(m, 0, diag.Diagnostic{Code: "async-mismatch", Item: fmt.Sprintf("export %q", e.Name),
		Message: fmt.Sprintf("the function %s is not async in the world, so it cannot be lifted async", e.Func.Name),
		Help:    []string{"declare it `async func` in the WIT, or export it without the prefix"}})
}

// missingExports reports all the functions that a module's world exports and the module does not, under their core
// names.
func (p *problems) missingExports(m *module, names []string, standardOnly bool) {
	d := diag.Diagnostic{Code: "missing-export", Item: fmt.Sprintf("export %q", names[0]),
		Message: m.title() + " does not export a function that its world exports"}
	if len(names) > 1 {
		quoted := make([]string, len(names)-1)
		for i, n := range names[1:] {
			quoted[i] = strconv.Quote(n)
		}
		d.Notes = append(d.Notes, diag.Note{Message: "missing too: " + strings.Join(quoted, ", ")})
	}
	if _, ok := m.export(names[0]); ok && standardOnly {
		d.Help = append(d.Help, "it is there under its legacy name: leave out --reject-legacy-names, or use bindings with standard names")
	} else if near := nearestExport(m, names[0]); near != "" {
		d.Help = append(d.Help, fmt.Sprintf("there is an export %q: did you mean that?", near))
	}
	d.Help = append(d.Help,
		"implement it; if it is implemented, see that the linker keeps it: __attribute__((export_name(…))), #[no_mangle], //go:wasmexport, -Wl,--export=…",
		"or embed a world without it: wcomp embed -w WORLD WIT module.wasm -o module.wasm")
	p.add(m, 0, d)
}

func (p *problems) noWorld(m *module, e *Export) {
	d := diag.Diagnostic{Code: "missing-metadata", Message: "the module has no component-type section, so it has no world: the component would import and export nothing",
		Notes: []diag.Note{{Message: fmt.Sprintf("the module exports the function %q, among others", e.Name)}},
		Help:  []string{"embed the world it was built against: wcomp embed -w WORLD WIT module.wasm -o module.wasm"}}
	if e.Name == "_start" {
		d.Help = append(d.Help, "a program for WASI preview 1 needs no world but an adapter: --adapt "+previewModule+".command.wasm")
	}
	p.add(m, 0, d)
}

func (p *problems) noEncoding(m *PlannedModule, imp *Import) {
	p.add(m.scanned, 0, diag.Diagnostic{Code: "missing-encoding", Item: importItem(imp.Module, imp.Name),
		Message: "the module's own world does not have this function, so the encoding of its strings is not known",
		Help:    []string{"embed a world that imports it: wcomp embed -w WORLD WIT module.wasm -o module.wasm"}})
}

func (p *problems) noMemory(m *PlannedModule, item string) {
	if !p.once("memory") {
		return
	}
	p.add(m.scanned, 0, diag.Diagnostic{Code: "missing-memory", Item: item,
		Message: "it passes values through memory, but the main module does not export one as \"memory\"",
		Help:    []string{"export it: (export \"memory\" (memory 0)); linkers do so unless told otherwise (-Wl,--export-memory)"}})
}

func (p *problems) noRealloc(m *PlannedModule, use ReallocUse, item string) {
	if !p.once("realloc " + m.Name + string(rune('0'+use))) {
		return
	}
	p.add(m.scanned, 0, diag.Diagnostic{Code: "missing-realloc", Item: item,
		Message: "values have to be allocated in memory for it, but " + m.scanned.title() + " exports no allocator",
		Help:    []string{`export a function "cabi_realloc" with the type (func (param i32 i32 i32 i32) (result i32)); bindings generators provide one`}})
}

func (p *problems) noTable(m *PlannedModule, imp *Import) {
	if !p.once("table") {
		return
	}
	p.add(m.scanned, 0, diag.Diagnostic{Code: "missing-table", Item: importItem(imp.Module, imp.Name),
		Message: "threads start functions of the table \"__indirect_function_table\", which the main module does not export",
		Help:    []string{"export it: -Wl,--export-table"}})
}

// count is how much is wrong so far.
func (p *problems) count() int { return len(p.list) + len(p.imports) }

func (p *problems) adapter(m *module, offset int64, item, message string) {
	p.add(m, offset, diag.Diagnostic{Code: "adapter", Item: item, Message: message,
		Notes: []diag.Note{{Message: "adapters are reduced to what is used of them, and that works for simple modules only"}},
		Help:  []string{"use an adapter that is made to be one, such as the official ones for preview 1"}})
}
