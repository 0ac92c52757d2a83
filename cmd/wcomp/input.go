package main

import (
	"fmt"

	"wcomp/diag"
	"wcomp/internal/file"
	"wcomp/internal/filekind"
)

// input is a file that was read.
type input struct {
	name string // as the user wrote it, or <stdin>
	data []byte
	kind filekind.Kind
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
