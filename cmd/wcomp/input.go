package main

import (
	"bytes"
	"fmt"

	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/internal/filekind"
	"wcomp/internal/version"
	"wcomp/wat"
)

// input is a file that was read.
type input struct {
	name string // as the user wrote it, or <stdin>
	data []byte
	kind filekind.Kind
	text []byte // that data was made of, or nil
	// parsed are the options that text was parsed with.
	parsed wat.ParseOptions
}

// source names the input in diagnostics; its text is for the text formats
// only.
func (in *input) source() *diag.Source {
	if in.kind == filekind.WasmText || in.kind == filekind.Text {
		return diag.NewSource(in.name, string(in.data))
	}
	return diag.NewSource(in.name, "")
}

// argument is the i-th argument, or "" for standard input.
func argument(args []string, i int) string {
	if i < len(args) {
		return args[i]
	}
	return ""
}

// read reads an input whole.
func (e *environment) read(name string) (*input, error) {
	defer e.timed("read " + name)()
	data, shown, err := file.Read(e.path(name), e.in)
	if err != nil {
		list := diag.FromError(err, nil)
		for i := range list {
			list[i].File = e.shown(list[i].File)
		}
		return nil, list
	}
	return &input{name: e.shown(shown), data: data, kind: filekind.Of(data)}, nil
}

// refuse says, for a file that is no WebAssembly at all, what it is and what
// to do; nil for one that may be some.
func (in *input) refuse(verb string) error {
	d := &diag.Diagnostic{Code: "not-wasm", File: in.name}
	unpack := func(kind, command string) {
		d.Code = "compressed-input"
		d.Message = "this is a file compressed with " + kind + ", not WebAssembly"
		d.Help = []string{fmt.Sprintf("unpack it first: `%s %s | wcomp %s`", command, in.name, verb)}
	}
	native := func(what string) {
		d.Message = "this is a native " + what + ", not WebAssembly"
		d.Help = []string{"build for WebAssembly: `clang --target=wasm32-wasip1`, `GOOS=wasip1 GOARCH=wasm go build`, `cargo build --target wasm32-wasip1`"}
	}
	switch in.kind {
	case filekind.Empty:
		d.Message = "the input is empty"
		if in.name == "<stdin>" {
			d.Help = []string{"nothing came from standard input; name a file, or look whether the command before the pipe failed"}
		} else {
			d.Help = []string{"look whether the build that wrote it failed"}
		}
	case filekind.OtherWasm:
		d.Code = "malformed"
		d.Place = diag.At(4)
		d.Message = "the version in the header is neither that of a module (1) nor that of a component"
		if len(in.data) < 8 {
			d.Message = "the file ends within the header"
		}
	case filekind.UTF16Text:
		d.Message = "this is text in UTF-16; text must be UTF-8"
		d.Help = []string{"convert it: `iconv -f UTF-16 -t UTF-8`"}
	case filekind.ELF:
		native("program, library or object file (ELF)")
	case filekind.MachO:
		native("program, library or object file (Mach-O)")
	case filekind.PE:
		native("program (PE, Windows)")
	case filekind.Bitcode:
		d.Message = "this is LLVM bitcode, not WebAssembly"
		d.Help = []string{"link it to a module: `clang --target=wasm32-wasip1 -flto -o module.wasm " + in.name + "`"}
	case filekind.Archive:
		d.Code = "archive-given"
		d.Message = "this is an archive of object files (a static library), not a module"
		d.Help = []string{
			"link it: `clang --target=wasm32-wasip1 -mexec-model=reactor -o module.wasm " + in.name + "`",
			"in Rust, build the crate as `cdylib` instead of `staticlib`",
		}
	case filekind.Gzip:
		unpack("gzip", "gunzip -c")
	case filekind.Zstd:
		unpack("zstd", "zstd -dc")
	case filekind.Xz:
		unpack("xz", "xz -dc")
	case filekind.Bzip2:
		unpack("bzip2", "bunzip2 -c")
	case filekind.Zip:
		unpack("zip", "unzip -p")
	case filekind.Unknown:
		d.Message = "this is no WebAssembly: the bytes are of no known kind"
	default:
		return nil
	}
	return d
}

// wasm reads an input that is a module or a component, as a binary or as text,
// and gives the binary.
func (e *environment) wasm(name, verb string, dwarf wat.Dwarf) (*input, error) {
	in, err := e.read(name)
	if err != nil {
		return nil, err
	}
	return e.binary(in, verb, dwarf)
}

// binary makes the binary of an input that may be text.
func (e *environment) binary(in *input, verb string, dwarf wat.Dwarf) (*input, error) {
	if err := in.refuse(verb); err != nil {
		return nil, err
	}
	if in.kind == filekind.Module || in.kind == filekind.Component {
		return in, nil
	}
	if in.kind == filekind.Text && looksLikeWIT(in.data) {
		return nil, &diag.Diagnostic{
			Code: "not-wasm", File: in.name, Message: "this is WIT, not a module or a component",
			Help: []string{"`wcomp wit " + in.name + "` reads WIT"},
		}
	}
	defer e.timed("parsed " + in.name)()
	o := e.parseOptions(in.name, dwarf)
	o.Unbalanced = verb == "print" // broken bodies are shown as far as they go
	data, err := wat.Parse(in.data, o)
	if err != nil {
		return nil, in.errors(err)
	}
	return &input{name: in.name, data: data, kind: filekind.Of(data), text: in.data, parsed: o}, nil
}

// parseOptions say how text is read. References to core items in components
// may have their older spellings unless the environment asks for strictness,
// as the reference's does.
func (e *environment) parseOptions(name string, dwarf wat.Dwarf) wat.ParseOptions {
	return wat.ParseOptions{
		File: name, Dwarf: dwarf, Producer: version.Name + " " + version.Version,
		LegacyComponentIndices: !on(e.getenv("WAST_STRICT_COMPONENT_INDICES")),
	}
}

// on reads a switch of the environment.
func on(value string) bool { return value != "" && value != "0" }

// looksLikeWIT says whether text begins with a word of WIT.
func looksLikeWIT(text []byte) bool {
	for line := range bytes.Lines(text[:min(len(text), 64<<10)]) {
		line = bytes.TrimSpace(line)
		for _, word := range []string{"package ", "interface ", "world "} {
			if bytes.HasPrefix(line, []byte(word)) {
				return true
			}
		}
	}
	return false
}

// wantModule refuses a component, an object file, and a library.
func (in *input) wantModule() error {
	switch {
	case in.kind == filekind.Component:
		return &diag.Diagnostic{
			Code: "component-given", File: in.name, Message: "this is already a component",
			Help: []string{"use it as it is; `wcomp component wit " + in.name + "` shows its world"},
		}
	case filekind.IsObject(in.data):
		return &diag.Diagnostic{
			Code: "object-given", File: in.name, Message: "this module is a relocatable object file that has not been linked",
			Help: []string{"link it: `clang --target=wasm32-wasip1 -mexec-model=reactor -o module.wasm " + in.name + "`, or wasm-ld"},
		}
	}
	return nil
}

// wantComponent refuses a core module.
func (in *input) wantComponent() error {
	if in.kind == filekind.Component {
		return nil
	}
	return &diag.Diagnostic{
		Code: "module-given", File: in.name, Message: "this is a core module, not a component",
		Help: []string{"make a component of it first: `wcomp new " + in.name + " -o component.wasm`"},
	}
}

// errors says that err is about the input.
func (in *input) errors(err error) error {
	if err == nil {
		return nil
	}
	if in.text != nil && !closedPipe(err) {
		return in.textErrors(err)
	}
	return errorsAbout(err, in.source())
}
