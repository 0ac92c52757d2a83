package componentize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"wcomp/diag"
	"wcomp/internal/nearest"
)

// importCause says why an import is not satisfied.
type importCause uint8

const (
	causeNotFunction         importCause = iota // only functions can be provided
	causeMainImportsMain                        // the main module imports from itself
	causeSignature                              // found, but its core signature is another one
	causeNoInterface                            // the world imports no such interface
	causeNoExportedInterface                    // the world exports no such interface
	causeNoFunction                             // the interface has no such function
	causeNoResource                             // nor such a resource
	causePayload                                // the function has no such stream or future
	causeMemory64                               // a built-in of 64-bit memories
	causeContextSlot                            // there are two slots
	causeNotStandard                            // not a standard name, and only those are accepted
	causeUnpassable                             // a type that cannot pass from module to module
	causeAdapterLacks                           // the adapter does not export it
	causeAdapterMemory                          // an adapter wants a memory and there is none
	causeAdapterDropped                         // the adapter is not kept
	causeMainLacks                              // the main module does not export it
	causeMainType                               // the main module exports it with another type
)

// importProblem is an import that nothing satisfies.
type importProblem struct {
	cause    importCause
	module   *module
	imp      *Import
	offset   int64
	name     string
	scope    *scope
	expected string
}

func (p *problems) unresolved(i *importProblem) { p.imports = append(p.imports, i) }

// group is what problems with one cause have in common: one diagnostic tells of all of them.
func (i *importProblem) group() string {
	switch i.cause {
	case causeSignature:
		return "" // each has a type of its own
	case causeNotStandard:
		return fmt.Sprint(i.cause, i.module.name)
	case causeNoFunction, causeNoResource:
		return fmt.Sprint(i.cause, i.module.name, i.imp.Module)
	}
	return fmt.Sprint(i.cause, i.module.name, i.imp.Module, i.name)
}

// explainImports turns the unsatisfied imports into diagnostics, one for each cause.
func (p *problems) explainImports(w *world) {
	var groups [][]*importProblem
	byKey := map[string]int{}
	for _, i := range p.imports {
		key := i.group()
		if at, ok := byKey[key]; ok && key != "" {
			groups[at] = append(groups[at], i)
			continue
		}
		byKey[key] = len(groups)
		groups = append(groups, []*importProblem{i})
	}
	p.imports = nil
	// Imports come first: what is missing there often explains the rest.
	rest := p.list
	p.list = nil
	for _, g := range groups {
		p.explain(g, w)
	}
	p.list = append(p.list, rest...)
}

func (p *problems) explain(g []*importProblem, w *world) {
	i := g[0]
	d := diag.Diagnostic{Code: "missing-import", Item: importItem(i.imp.Module, i.imp.Name)}
	switch i.cause {
	case causeNotFunction:
		d.Code = "import-kind"
		d.Message = "a " + i.imp.Extern.String() + " is imported, and a component can provide functions only"
		d.Help = []string{"link it into the module, so that it is defined there"}
	case causeMainImportsMain:
		d.Message = "the main module imports from itself"
		d.Help = []string{mainModuleName + " is for adapters; link the function into the module"}
	case causeSignature:
		d.Code = "import-mismatch"
		d.Message = "its core signature is not that of what it names: " + i.imp.Satisfied()
		d.Expected, d.Found = i.expected, funcText(i.imp.Type)
		d.Help = []string{"make the bindings again from the world that is embedded in the module, and recompile"}
	case causeNoInterface, causeNoExportedInterface:
		p.explainInterface(&d, i, w)
	case causeNoFunction, causeNoResource:
		p.explainFunction(&d, g)
	case causePayload:
		d.Message = fmt.Sprintf("the function's signature has no such stream or future: number %s", i.name)
		d.Help = []string{"they are numbered from 0, parameters in order and then the result, inner ones first"}
	case causeMemory64:
		d.Message = "the built-in takes addresses of a 64-bit memory, and components have 32-bit memories only"
		d.Help = []string{"import [" + strings.TrimSuffix(i.name, "-i64") + "], with the type (func (param i32 i32) (result i32))"}
	case causeContextSlot:
		d.Message = "a context has the slots 0 and 1 only"
	case causeNotStandard:
		d.Message = "this is no standard name (" + standardPrefix + "…), and others are not accepted"
		d.Help = []string{"leave out --reject-legacy-names, or use bindings with standard names"}
	case causeUnpassable:
		d.Message = "its type " + funcText(i.imp.Type) + " has references to types of its own module, which cannot pass between modules"
	case causeAdapterLacks:
		d.Message = fmt.Sprintf("adapter %s does not export it", i.imp.Module)
		d.Expected, d.Found = i.expected, i.name
		d.Help = []string{"use an adapter of the version that the module was built for"}
	case causeAdapterMemory:
		d.Code = "missing-memory"
		d.Message = "the adapter imports the main module's memory, and the main module exports none as \"memory\""
		d.Help = []string{"export it: (export \"memory\" (memory 0)); linkers do so unless told otherwise (-Wl,--export-memory)"}
	case causeAdapterDropped:
		d.Message = fmt.Sprintf("adapter %s is not part of the component, because neither the main module nor the world uses it", i.imp.Module)
		d.Help = []string{"link the two adapters into one"}
	case causeMainType:
		d.Code = "import-mismatch"
		d.Message = "the main module exports it with another type"
		d.Expected, d.Found = i.expected, i.name
	case causeMainLacks:
		d.Message = fmt.Sprintf("the main module exports no %s of that name, which the adapter needs", i.imp.Extern)
		if i.imp.Name == "_start" {
			d.Help = []string{"a module without _start is a library: use the reactor adapter for it"}
		}
	}
	d.Notes = append(d.Notes, listOthers(g)...)
	p.add(i.module, i.offset, d)
}

// listOthers names the other imports of a group, those of one module in a note.
func listOthers(g []*importProblem) []diag.Note {
	var modules []string
	names := map[string][]string{}
	for _, i := range g[1:] {
		if names[i.imp.Module] == nil {
			modules = append(modules, i.imp.Module)
		}
		names[i.imp.Module] = append(names[i.imp.Module], strconv.Quote(i.imp.Name))
	}
	var notes []diag.Note
	for _, m := range modules {
		notes = append(notes, diag.Note{Message: "the same goes for " + strings.Join(names[m], ", ") + " from " + strconv.Quote(m)})
	}
	return notes
}

// previewModule is the core module that the official adapters serve.
const previewModule = "wasi_snapshot_preview1"

func (p *problems) explainInterface(d *diag.Diagnostic, i *importProblem, w *world) {
	side := "imports"
	if i.cause == causeNoExportedInterface {
		side = "exports"
	}
	switch {
	case i.imp.Module == previewModule || i.imp.Module == "wasi_unstable":
		d.Code = "missing-adapter"
		d.Message = "the module is built for WASI preview 1, and no adapter provides that"
		kind, why := "reactor", "a library, without _start"
		if _, ok := i.module.export("_start"); ok {
			kind, why = "command", "a program, with _start"
		}
		file := previewModule + "." + kind + ".wasm"
		d.Help = []string{
			"the module is " + why + ", so add `--adapt " + file + "`",
			"the file is released with wasmtime, and lies in lib/ of the npm package @bytecodealliance/jco",
		}
		if i.imp.Module != previewModule {
			d.Help = []string{"wasi_unstable is older than preview 1: rebuild with a newer toolchain, or give an adapter with --adapt wasi_unstable=FILE"}
		}
		return
	case i.imp.Module == "env":
		d.Message = "the function is undefined: it was left to the environment when the module was linked"
		d.Help = []string{
			"link the library that defines it (-l…), without -Wl,--allow-undefined or --import-undefined",
			"or give an adapter with --adapt env=FILE",
		}
		if strings.HasPrefix(i.imp.Name, "__wbindgen") || strings.HasPrefix(i.imp.Name, "emscripten") {
			d.Help = append(d.Help, "JavaScript glue (wasm-bindgen, Emscripten) has no place in a component: build for wasm32-wasip1")
		}
		return
	case strings.HasPrefix(i.imp.Module, "__wbindgen") || i.imp.Module == "wbg" || i.imp.Module == "gojs" || i.imp.Module == "go":
		d.Message = "the module is built for JavaScript, whose glue code has no place in a component"
		d.Help = []string{"build for WASI: GOOS=wasip1, --target wasm32-wasip1"}
		return
	}
	d.Message = fmt.Sprintf("nothing provides it: the world %s no interface %q, and no adapter has that name", side, i.name)
	if p.metadataless[i.module] {
		d.Code = "missing-metadata"
		d.Message = "nothing provides it: the module has no component-type section, so it has no world"
		d.Help = append(d.Help, "embed the world it was built against: wcomp embed -w WORLD WIT module.wasm -o module.wasm")
	} else {
		var names []string
		for key := range w.items(i.cause == causeNoExportedInterface).Keys() {
			names = append(names, w.resolve.KeyName(key))
		}
		if near := versionNeighbour(i.name, names); near != "" {
			d.Notes = append(d.Notes, diag.Note{Message: fmt.Sprintf("the world %s %q, which is not compatible with it", side, near)})
			d.Help = append(d.Help, "make the bindings and the embedded world from the same version of the WIT")
		} else if near := nearest.Of(i.name, names); near != "" {
			d.Help = append(d.Help, fmt.Sprintf("the world %s %q: did you mean that?", side, near))
		}
		if _, ok := parseInterfaceID(i.name); !ok && strings.Contains(i.name, "@") {
			d.Notes = append(d.Notes, diag.Note{Message: "a version in a core import has the form MAJOR.MINOR.PATCH"})
		}
		d.Help = append(d.Help, "embed a world that has it: wcomp embed -w WORLD WIT module.wasm -o module.wasm")
	}
	d.Help = append(d.Help, fmt.Sprintf("or give an adapter that provides it: --adapt %s=FILE", i.imp.Module))
}

// versionNeighbour is an interface among names that differs from name in nothing but the version.
func versionNeighbour(name string, names []string) string {
	base, _, _ := strings.Cut(name, "@")
	i := slices.IndexFunc(names, func(n string) bool {
		b, _, _ := strings.Cut(n, "@")
		return b == base && strings.Contains(b, "/")
	})
	if i < 0 {
		return ""
	}
	return names[i]
}

func (p *problems) explainFunction(d *diag.Diagnostic, g []*importProblem) {
	i := g[0]
	where := "the world"
	what := "function"
	if i.scope.key != "" {
		where = "interface " + i.scope.key
	}
	if i.cause == causeNoResource {
		what = "resource"
	}
	verb := "imports"
	if i.scope.exported {
		verb = "exports"
	}
	if i.scope.key != "" {
		verb = "has"
	}
	d.Message = fmt.Sprintf("%s %s no %s %q", where, verb, what, i.name)
	if i.scope.key == "" && p.metadataless[i.module] {
		d.Code = "missing-metadata"
		d.Message = "nothing provides it: the module has no component-type section, so it has no world"
		d.Help = []string{"embed the world it was built against: wcomp embed -w WORLD WIT module.wasm -o module.wasm"}
		return
	}
	if near := nearest.Of(i.name, i.scope.functions()); near != "" && i.cause == causeNoFunction {
		d.Help = append(d.Help, fmt.Sprintf("there is a function %q: did you mean that?", near))
	}
	d.Help = append(d.Help, "make the bindings and the embedded world from the same version of the WIT")
}

// nearestExport is an export of the module with nearly the name.
func nearestExport(m *module, name string) string {
	names := make([]string, 0, len(m.exports))
	for i := range m.exports {
		names = append(names, m.exports[i].Name)
	}
	return nearest.Of(name, names)
}
