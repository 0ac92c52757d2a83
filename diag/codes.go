package diag

// Codes lists every code with its explanation, by subject. It is data laid
// down by the compiler: a program that shows no explanation pays nothing.
var Codes = [...]Explanation{
	// The command line and files.
	{
		Code:  "usage",
		Title: "the command line is not understood",
		About: `
A flag or an argument is unknown, missing, given twice, or does not go with another one. The exit code is 2; nothing was read or written.`,
		Example: `
$ wcomp new module.wasm --adpat wasi_snapshot_preview1.reactor.wasm
error: unknown flag: --adpat [usage]
  help: did you mean --adapt?`,
		Remedy: "`wcomp help VERB` lists the flags of a verb with examples.",
	},
	{
		Code:  "no-such-file",
		Title: "the file is not there",
		About: `
An input was named that does not exist, or a folder on the way to it does not. ` + "`-`" + ` or no name at all means standard input.`,
		Example: `
$ wcomp validate modul.wasm
error: cannot open the file: no such file or directory [no-such-file]
  --> modul.wasm`,
		Remedy: "Check the path; it counts from the folder that the command runs in.",
	},
	{
		Code:  "cannot-read",
		Title: "the input cannot be read",
		About: `
The file is there but reading it failed: it is a folder, the permission is missing, or the device has an error.`,
		Example: `
$ wcomp validate build/
error: cannot read the file: is a folder, not a file [cannot-read]
  --> build/`,
		Remedy: "Name a file, or give yourself the permission to read it.",
	},
	{
		Code:  "cannot-write",
		Title: "the output cannot be written",
		About: `
The output's folder does not exist or is read-only, or the device is full. An old file under the output's name is left as it was: wcomp writes beside it and renames at the end.`,
		Example: `
$ wcomp new module.wasm -o /dev/full
error: cannot write the file: no space left on device [cannot-write]
  --> /dev/full`,
		Remedy: "Choose another place with `-o`, make room, or create the folder.",
	},
	{
		Code:  "binary-to-terminal",
		Title: "a binary would go to the terminal",
		About: `
No ` + "`-o`" + ` was given and standard output is a terminal, which a binary would only confuse.`,
		Example: `
$ wcomp new module.wasm
error: a component is a binary and standard output is a terminal [binary-to-terminal]
  help: write it to a file: -o component.wasm
  help: or print it as text: -t`,
		Remedy: "`-o FILE` writes a file, `-t` prints text, `| command` pipes the binary on.",
	},
	{
		Code:  "failed",
		Title: "the operation failed",
		About: `
Something went wrong that has no code of its own; the message says what.`,
		Example: `
$ wcomp print module.wasm | head -1
error: write: broken pipe [failed]`,
		Remedy: "If the message does not help, please report the command and its input as a bug.",
	},

	// The wrong kind of file.
	{
		Code:  "not-wasm",
		Title: "the input is no WebAssembly",
		About: `
A binary or text of WebAssembly is wanted, and the bytes are neither. wcomp looks at the contents, never at the file's name, and says what the file seems to be.`,
		Example: `
$ wcomp validate a.out
error: this is a native program or object file (ELF), not WebAssembly [not-wasm]
  --> a.out
  help: build for WebAssembly: clang --target=wasm32-wasip1, GOOS=wasip1 GOARCH=wasm go build, cargo build --target wasm32-wasip1`,
		Remedy: "Build the program for a WebAssembly target and give the module that the linker wrote.",
	},
	{
		Code:  "compressed-input",
		Title: "the input is compressed",
		About: `
The file is packed with gzip, zip, zstd, bzip2 or xz. wcomp does not unpack.`,
		Example: `
$ wcomp print module.wasm.gz
error: this is a gzip-compressed file [compressed-input]
  --> module.wasm.gz
  help: unpack it first: gunzip -c module.wasm.gz | wcomp print`,
		Remedy: "Unpack it first; standard input is read where no file is named.",
	},
	{
		Code:  "archive-given",
		Title: "the input is an archive of object files",
		About: `
A static library (` + "`.a`" + `, ` + "`.rlib`" + `) holds object files that have not been linked. A component is made of a linked module.`,
		Example: `
$ wcomp new libapp.a
error: this is an archive of object files (a static library), not a module [archive-given]
  --> libapp.a
  help: link it first: clang --target=wasm32-wasip1 -mexec-model=reactor -o module.wasm libapp.a`,
		Remedy: "Link it, with `-mexec-model=reactor` for a library and as a command otherwise; for Rust build the crate as `cdylib` instead of `staticlib`.",
	},
	{
		Code:  "object-given",
		Title: "the module is a relocatable object file",
		About: `
The module has a ` + "`linking`" + ` or ` + "`reloc.*`" + ` custom section: it is what the compiler wrote (` + "`-c`" + `, ` + "`.o`" + `), and addresses in it are not final. A component made of it could not run.`,
		Example: `
$ wcomp new app.o
error: this module is a relocatable object file that has not been linked [object-given]
  --> app.o
  help: link it: wasm-ld or clang without -c`,
		Remedy: "Give the file that the linker wrote: `clang` without `-c`, or `wasm-ld app.o …`.",
	},
	{
		Code:  "component-given",
		Title: "a component where a core module is wanted",
		About: `
` + "`wcomp new`" + ` makes a component of a core module, and ` + "`wcomp embed`" + ` adds a world to one. The input is already a component. Some toolchains (TinyGo, cargo with a wasip2 target) give components at once.`,
		Example: `
$ wcomp new app.wasm -o component.wasm
error: this is already a component [component-given]
  --> app.wasm
  help: use it as it is; "wcomp component wit app.wasm" shows its world`,
		Remedy: "Use the file as it is, or build for a target that gives core modules (wasip1).",
	},
	{
		Code:  "module-given",
		Title: "a core module where a component is wanted",
		About: `
The verb works on components, and the input is a core module.`,
		Example: `
$ wcomp targets world.wit module.wasm
error: this is a core module, not a component [module-given]
  --> module.wasm
  help: make a component of it first: wcomp new module.wasm -o component.wasm`,
		Remedy: "Make a component of it with `wcomp new`.",
	},

	// Binaries.
	{
		Code:  "malformed",
		Title: "the binary breaks the format",
		About: `
The bytes do not follow the binary format: the file is cut off, a length leads behind the end, a section is unknown or out of order, a number is too long. The place is the byte offset in the outermost file.`,
		Example: `
$ head -c 1000 module.wasm | wcomp validate
error: unexpected end of input [malformed]
  --> <stdin> (at offset 0x3e8)`,
		Remedy: "Look whether the file is complete (a download cut short, a build that failed); `wcomp print -p` shows how far it can be read, with offsets.",
	},
	{
		Code:  "bad-magic",
		Title: "the bytes do not begin like WebAssembly",
		About: `
A binary, or a module nested in a component, must begin with the four bytes 00 61 73 6d.`,
		Example: `
$ wcomp validate component.wasm
error: bad magic number: not a WebAssembly binary [bad-magic]
  --> component.wasm (at offset 0x52)`,
		Remedy: "Look what wrote the file. If the offset is not 0 the outer file is damaged.",
	},
	{
		Code:  "unknown-version",
		Title: "the header names a version that is not known",
		About: `
After the magic stand a version and a layer: 1 and 0 for a core module, 13 and 1 for a component. Old component binaries (versions before 13) and future ones are refused.`,
		Example: `
$ wcomp validate old-component.wasm
error: unknown binary version: expected a core module (version 1, layer 0) or a component (version 13, layer 1), found version 10, layer 1 [unknown-version]
  --> old-component.wasm (at offset 0x4)`,
		Remedy: "Build the component anew with current tools: the format of components changed until version 13.",
	},
	{
		Code:  "unexpected-end",
		Title: "the input ends too early",
		About: `
More bytes are announced than there are: the file, a section or an item in it is cut off.`,
		Example: `
$ head -c 1000 module.wasm | wcomp validate
error: unexpected end of input: section code is cut off: expected 2107 bytes, found 613 bytes [unexpected-end]
  --> <stdin> (at offset 0x3e8)`,
		Remedy: "Look whether a download or a build stopped early; compare the file's size with that of the original.",
	},
	{
		Code:  "invalid",
		Title: "the binary breaks a rule of validation",
		About: `
The file can be read, but a rule of the core specification or of the component model is broken: operands of a wrong type, an index that does not exist, a name used twice. Nothing may run such a file.`,
		Example: `
$ wcomp validate module.wasm
error: func 12 "malloc": type mismatch: expected i32, found i64 [invalid]
  --> module.wasm (at offset 0x1a2b)`,
		Remedy: "This is nearly always a fault of the tool that wrote the file: report it there. `wcomp print -p module.wasm` shows the instruction at the offset.",
	},
	{
		Code:  "limit",
		Title: "an implementation limit is exceeded",
		About: `
The file asks for more of something than engines agree to support (functions, locals, nesting of types, size of a component type, …). The message names the limit.`,
		Example: `
$ wcomp validate big.wasm
error: func 3: too many locals: limit 50000, found 60000 [limit]
  --> big.wasm (at offset 0x5d)`,
		Remedy: "Split the item; the limits are those that browsers and other engines share, so that no other tool would take the file either.",
	},
	{
		Code:  "feature-disabled",
		Title: "a switched-off feature is used",
		About: `
The file is valid only with a proposal that is not switched on. By default the finished proposals are on.`,
		Example: `
$ wcomp validate fancy.wasm
error: func 0: stack switching is not enabled [feature-disabled]
  --> fancy.wasm (at offset 0x24)
  help: the feature ` + "`stack-switching` allows this: `--features stack-switching`",
		Remedy: "Add the feature with `--features NAME`, or build for an older target. `wcomp validate --features-used` lists what a file needs.",
	},

	// Text.
	{
		Code:  "syntax",
		Title: "the text breaks the grammar",
		About: `
A token stands where the grammar of the text format or of WIT does not allow it. The caret shows the token.`,
		Example: `
$ wcomp wit world.wit
error: expected a name, found ` + "`{`" + ` [syntax]
  --> world.wit:3:7
    |
  3 | world {
    |       ^`,
		Remedy: "Mend the text at the caret.",
	},

	// WIT.
	{
		Code:  "wit-conflict",
		Title: "an interface would be both imported and exported",
		About: `
Interfaces of a world use types of each other. Following that, one interface would have to be there as an import and as an export at once, and the types could not tell which one is meant.`,
		Example: `
$ wcomp wit world.wit
error: world a:b/w: interface a:b/types is needed both as an import and as an export [wit-conflict]
  --> world.wit:9:7`,
		Remedy: "Export the interface that the types come from as well, or move the types into an interface that is only imported.",
	},
	{
		Code:  "wit-merge",
		Title: "two definitions of one name disagree",
		About: `
Two packages, worlds or interfaces of the same name (from two files, or from metadata in a module and in an adapter) are to become one, but they define the same item differently.`,
		Example: `
$ wcomp new module.wasm --adapt adapter.wasm -o component.wasm
error: interface wasi:io/streams@0.2.0: the function ` + "`read`" + ` has different parameters in the two definitions [wit-merge]`,
		Remedy: "Build both sides against the same version of the WIT package.",
	},
	{
		Code:  "wit-inexpressible",
		Title: "the types have no form in WIT",
		About: `
A component can use types in ways that the text of WIT has no words for, such as an inline interface that uses a type of the component's root.`,
		Example: `
$ wcomp wit component.wasm
error: world root:component/root: the interface ` + "`x`" + ` uses a type that WIT cannot name here [wit-inexpressible]`,
		Remedy: "`wcomp print component.wasm` shows the types as they are.",
	},
	{
		Code:  "wit-unknown-world",
		Title: "the world is not there, or not the only one",
		About: `
No world was named and the package has none or several, or the world that was named does not exist.`,
		Example: `
$ wcomp embed wit/ module.wasm -o embedded.wasm
error: package a:b has 2 worlds; choose one [wit-unknown-world]
  help: --world client
  help: --world server`,
		Remedy: "Name the world: `--world NAME`, or `--world ns:package/name@version` for one of another package.",
	},
	{
		Code:  "wit-clash",
		Title: "one name for two things of a world",
		About: `
Two imports, or two exports, of a world have the same name, or differ only by case.`,
		Example: `
$ wcomp wit world.wit
error: world a:b/w: ` + "`log`" + ` is imported twice [wit-clash]
  --> world.wit:5:10`,
		Remedy: "Rename one of them, or use `include … with { old as new }`.",
	},
	{
		Code:  "wit-name",
		Title: "the name is not in kebab case",
		About: `
Names in WIT are words joined with ` + "`-`" + `. A word has ASCII letters of one case and digits, and the first one begins with a letter.`,
		Example: `
$ wcomp wit world.wit
error: invalid name ` + "`getUser`" + `: a word has letters of both cases: words are joined with ` + "`-`" + `, as in ` + "`my-name`" + ` [wit-name]
  --> world.wit:4:3
    |
  4 |   getUser: func();
    |   ^^^^^^^`,
		Remedy: "Write `get-user` or `GET-USER`. Bindings turn such names into the style of the language.",
	},
	{
		Code:  "wit-type",
		Title: "WIT has no such type",
		About: `
The text is well-formed, but the type it describes does not exist: an enum or variant without cases, a map with a key that is no integer, character, boolean or string, a list that is too long, a constructor that gives something else than its resource, a borrow in a result.`,
		Example: `
$ wcomp wit world.wit
error: enum ` + "`colour`" + ` is empty: it needs at least one case [wit-type]
  --> world.wit:4:8
    |
  4 |   enum colour {}
    |        ^^^^^^`,
		Remedy: "Change the type as the message says.",
	},
	{
		Code:  "wit-unknown",
		Title: "the name does not exist",
		About: `
A type, interface, world or package is mentioned that is not defined where the name is looked up: types in the interface or world around it, interfaces and worlds in the package and among the file's ` + "`use`" + `s, packages among the input's and those in its folder ` + "`deps`" + `.`,
		Example: `
$ wcomp wit world.wit
error: type ` + "`recrod`" + ` does not exist [wit-unknown]
  --> world.wit:5:14
    |
  5 |   f: func(a: recrod);
    |              ^^^^^^
  help: did you mean ` + "`record`" + `?`,
		Remedy: "Mend the spelling, add a `use`, or put the package into `deps`. A path names the version of a package, too.",
	},
	{
		Code:  "wit-duplicate",
		Title: "the name is taken",
		About: `
Two things of one scope have the same name, or names that differ only in case: types and functions of an interface, fields, cases, flags, parameters, interfaces and worlds of a package, packages of the input.`,
		Example: `
$ wcomp wit world.wit
error: the name ` + "`size`" + ` is defined twice in this interface [wit-duplicate]
  --> world.wit:6:3
    |
  6 |   size: func() -> u64;
    |   ^^^^
  note: first defined here
  --> world.wit:4:8`,
		Remedy: "Rename one of them; a `use` renames with `as`.",
	},
	{
		Code:  "wit-kind",
		Title: "the name is of another kind",
		About: `
The name exists but is something else than what is wanted there: a world instead of an interface, a function instead of a type, a type without handles in ` + "`own`" + ` or ` + "`borrow`" + `.`,
		Example: `
$ wcomp wit world.wit
error: ` + "`app`" + ` is a world, and an interface is wanted here [wit-kind]
  --> world.wit:9:10
    |
  9 |   import app;
    |          ^^^`,
		Remedy: "Name what is wanted. What a world brings comes with `include`.",
	},
	{
		Code:  "wit-cycle",
		Title: "something depends on itself",
		About: `
A type contains itself, an interface uses its own types by way of others, a world includes itself, or a package uses its own interfaces by way of other packages.`,
		Example: `
$ wcomp wit world.wit
error: type ` + "`tree`" + ` contains itself [wit-cycle]
  --> world.wit:4:32
    |
  4 |   record tree { children: list<tree> }
    |                                ^^^^`,
		Remedy: "Types cannot be recursive: refer to the inner one through a resource or by an index in a list. For interfaces, move the shared types into one that both use.",
	},
	{
		Code:  "wit-gate",
		Title: "a gate does not fit",
		About: `
An attribute is given twice or with one that excludes it, ` + "`@since`" + ` names a version that the package has not reached, or an item that is there refers to one that is left out because its feature is not active.`,
		Example: `
$ wcomp wit world.wit
error: this refers to the type ` + "`draft`" + `, which is left out because its feature is not active [wit-gate]
  --> world.wit:7:3
    |
  7 |   save: func(d: draft);
    |   ^^^^
  help: gate this item alike, or activate the feature with ` + "`--features`" + ``,
		Remedy: "Gate the item that refers as well, or activate the feature with `--features NAME`.",
	},
	{
		Code:  "wit-package",
		Title: "the package's header is missing or wrong",
		About: `
One of the files of a package says which package it is, with ` + "`package namespace:name;`" + ` as its first item. Files that say it must agree, only one may have docs in front of it, and packages in braces stand at the top of a file.`,
		Example: `
$ wcomp wit world.wit
error: no ` + "`package`" + ` header: the file does not say which package it is [wit-package]
  --> world.wit:1:1
    |
  1 | interface log {
    | ^
  help: begin it with ` + "`package namespace:name;`" + ``,
		Remedy: "Begin one file of the folder with `package namespace:name;`.",
	},
}
