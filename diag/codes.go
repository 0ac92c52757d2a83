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
		Code:  "library-given",
		Title: "the module is a shared library",
		About: `
The module has a ` + "`dylink.0`" + ` section: it was linked with -shared, to be joined with others. It imports its memory, its table and what other libraries define, and cannot become a component alone.`,
		Example: `
$ wcomp new libapp.so -o app.wasm
error: this module is a shared library (it has a dylink.0 section), which cannot stand alone [library-given]
  --> libapp.so
  help: link it statically: clang or wasm-ld without -shared`,
		Remedy: "Link everything into one module, without `-shared`.",
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
	{
		Code:  "not-a-module",
		Title: "a core module is wanted",
		About: `The library was given something else than a core module.`,
		Example: `$ wcomp embed world.wit app.wasm -o out.wasm
error: a world is embedded into a core module: expected a core module, found a component [not-a-module]`,
		Remedy: `Give the core module; the command says component-given where it sees it first.`,
	},
	{
		Code:  "not-a-component",
		Title: "a component is wanted",
		About: `The bytes are a core module, where a component, or WIT in binary form, is expected.`,
		Example: `$ wcomp new broken.wasm
error: a core module where a component is expected [not-a-component]
  --> broken.wasm (at offset 0x2a)`,
		Remedy: `If it is the payload of a component-type section, embed the world again with current tools.`,
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
	{
		Code:    "unknown-name",
		Title:   "an identifier names nothing",
		About:   "A `$name` or index stands where something must be defined, and nothing of that kind is.",
		Example: "$ wcomp parse app.wat -o app.wasm\nerror: unknown func: `$y` is not defined [unknown-name]\n  --> app.wat:1:26\n    |\n  1 | (module (func $x (call $y)))\n    |                        ^^",
		Remedy:  `Define it or correct the spelling; names count only within their own kind (functions, types, locals, …).`,
	},
	{
		Code:    "duplicate-name",
		Title:   "a name is defined twice",
		About:   `Two things of one kind have the same identifier, so that a use could mean either.`,
		Example: "$ wcomp parse app.wat -o app.wasm\nerror: duplicate func: `$f` is defined twice [duplicate-name]\n  --> app.wat:1:24\n  note: first defined here\n  --> app.wat:1:15",
		Remedy:  `Rename one of them.`,
	},
	{
		Code:  "type-mismatch",
		Title: "two descriptions of one type differ",
		About: `In the text format a function may name its type and write it out too; then both must be the same.`,
		Example: `$ wcomp parse app.wat -o app.wasm
error: inline function type doesn't match type reference: type 0 is [] -> [], not [i32] -> [] [type-mismatch]
  --> app.wat:3:16`,
		Remedy: `Leave out one of the two, or make them equal.`,
	},
	{
		Code:  "assertion-failed",
		Title: "a directive of a test script does not hold",
		About: `
A module that should be valid is not, one that should be refused is accepted or refused for another reason, or a result or a snapshot differs.`,
		Example: `
error: assert_invalid failed: it validates [assertion-failed]
  --> i32.wast:12:2`,
		Remedy: "The message says what was found. `--ignore-error-messages` drops the comparison of messages, `BLESS=1` rewrites snapshots.",
	},
	{
		Code:  "confusing-unicode",
		Title: "the text hides what it says",
		About: `Characters that change the direction of text can make a program look different from what it is; they are refused in comments and strings.`,
		Example: `$ wcomp parse app.wat -o app.wasm
error: the character U+202E changes the direction of text [confusing-unicode]
  --> app.wat:2:8`,
		Remedy: "Remove the character, or write it as an escape (`\\u{202e}`) in a string. Scripts of tests: `wcomp wast --allow-confusing-unicode`.",
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
		Code:  "wit-target",
		Title: "the component does not conform to the world",
		About: `
A component fits a world if the world has all that the component imports and the component all that the world exports, with equal types. Every difference is reported by itself, with both sides where something was changed. An interface may stand in for one of a lower compatible version (0.2.6 for 0.2.3).`,
		Example: `
$ wcomp targets wit/ component.wasm --world proxy
error: export wasi:http/incoming-handler@0.2.3: the world exports it, but the component does not [wit-target]`,
		Remedy: "Build the component for this world, or run it where its own imports are provided; `wcomp wit component.wasm` shows what it imports and exports.",
	},
	{
		Code:  "wit-semver",
		Title: "the world is no compatible evolution",
		About: `
Components made for the old world would not work where the new one is asked for: something they import is gone or changed, or something is asked of them that they do not export. New imports, new items of imported interfaces, and dropping exports break nothing.`,
		Example: `
$ wcomp semver-check wit/ --prev old --new new
error: import a:b/log: function write differs: parameter level: u8 became u16 [wit-semver]
  note: the old world: func(level: u8, text: string)
  note: the new world: func(level: u16, text: string)`,
		Remedy: "Give the package a new major version (minor below 1.0), or add a function beside the old one instead of changing it.",
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
	// Componentizing.
	{
		Code:  "missing-adapter",
		Title: "the module is built for WASI preview 1 and there is no adapter",
		About: `
The module imports functions of ` + "`wasi_snapshot_preview1`" + `, which components do not have. An adapter is a small module that provides them in terms of today's WASI interfaces.`,
		Example: `
$ wcomp new hello.wasm -o hello.component.wasm
error: import "wasi_snapshot_preview1" "fd_write": the module is built for WASI preview 1, and no adapter provides that [missing-adapter]
  help: --adapt wasi_snapshot_preview1=wasi_snapshot_preview1.reactor.wasm for a library, …command.wasm for a program with _start`,
		Remedy: "Give the adapter of the module's kind with `--adapt`: command for programs with `_start`, reactor for libraries. Both are released with wasmtime and are in the npm package @bytecodealliance/jco.",
	},
	{
		Code:  "missing-import",
		Title: "nothing provides an import of the module",
		About: `
Every core import has to be an import of the world under its agreed name, a built-in, or an export of an adapter. This one is none of them: the world embedded in the module lacks it, has it in another version, or the name is misspelt.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: import "docs:words/check@1.0.0" "spel": interface docs:words/check@1.0.0 has no function "spel" [missing-import]
  help: there is a function "spell": did you mean that?`,
		Remedy: "Make the bindings and the embedded world from the same WIT, link what was left undefined, or provide the import with `--adapt NAME=FILE`.",
	},
	{
		Code:  "missing-metadata",
		Title: "the module does not say which world it is built for",
		About: `
Bindings put the world into custom sections named ` + "`component-type…`" + `. This module has none, yet it imports more than adapters provide. Some toolchains drop custom sections (` + "`wasm-opt`" + `, ` + "`strip`" + `), others (Go, plain C) never write them.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: import "docs:words/check" "spell": nothing provides it: the module has no component-type section, so it has no world [missing-metadata]
  help: embed the world it was built against: wcomp embed -w WORLD WIT module.wasm -o module.wasm`,
		Remedy: "`wcomp embed` adds the world; embed after all other tools have run.",
	},
	{
		Code:  "import-mismatch",
		Title: "an import has another core signature than what it names",
		About: `
The name is known, but the canonical ABI passes its parameters and results in other core values than the module expects.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: import "docs:words/check" "spell": its core signature is not that of what it names: import docs:words/check#spell, lowered: expected (func (param i32 i32 i32)), found (func (param i32)) [import-mismatch]`,
		Remedy: "The bindings were made from another version of the WIT than the embedded world. Make both from the same.",
	},
	{
		Code:  "import-kind",
		Title: "the module imports something that is no function",
		About: `
A component can provide core functions, and one memory as ` + "`env` `memory`" + `. Tables, globals and tags have to be defined in the module.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: import "env" "__stack_pointer": a global is imported, and a component can provide functions only [import-kind]`,
		Remedy: "Link the module completely; a shared library (dylink.0) is for `wcomp link`.",
	},
	{
		Code:  "duplicate-import",
		Title: "an adapter imports the same thing twice",
		About: `
In the main module repeated imports are told apart by renaming; in adapters they are not.`,
		Example: `
$ wcomp new app.wasm --adapt old=adapter.wasm
error: import "new" "log": adapter old imports it twice, and only the main module may do that [duplicate-import]`,
		Remedy: "Link the adapter so that every import occurs once.",
	},
	{
		Code:  "missing-export",
		Title: "the module does not export what its world exports",
		About: `
Every function of the world's exports must be a core export under its agreed name: ` + "`F`" + ` for functions of the world itself, ` + "`INTERFACE#F`" + ` for those of an interface.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "docs:words/check#spell": the module does not export a function that its world exports [missing-export]
  help: there is an export "docs:words/check#spel": did you mean that?`,
		Remedy: "Implement it and see that the linker keeps it, or embed a world without it.",
	},
	{
		Code:  "export-mismatch",
		Title: "an export has another core signature than it has to become",
		About: `
The name is known, but the canonical ABI passes its parameters and results in other core values than the module's function has.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "run": wrong core signature for what it has to become (export run, lifted): expected (func (result i32)), found (func) [export-mismatch]`,
		Remedy: "The bindings were made from another version of the WIT than the embedded world. Make both from the same.",
	},
	{
		Code:  "duplicate-export",
		Title: "two exports stand for the same thing",
		About: `
One function of the world is exported twice: synchronously and async, or under a legacy and a standard name. It can be lifted once only.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "cm32p2||run": export "run" already stands for the same thing: export run, lifted [duplicate-export]`,
		Remedy: "Keep one of the two.",
	},
	{
		Code:  "missing-callback",
		Title: "an async export has no callback",
		About: `
A function exported as ` + "`[async-lift]F`" + ` returns to its caller whenever it waits, and is called again through ` + "`[callback][async-lift]F`" + `.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "[async-lift]run": a function that is lifted async needs a callback [missing-callback]`,
		Remedy: "Export the callback, or use the prefix `[async-lift-stackful]`.",
	},
	{
		Code:  "async-mismatch",
		Title: "sync and async do not go together",
		About: `
A function that is not ` + "`async`" + ` in WIT cannot be lifted async, and one that is lifted async has no post-return.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "[async-lift]run": the function run is not async in the world, so it cannot be lifted async [async-mismatch]`,
		Remedy: "Declare the function `async` in the WIT, or lift it synchronously.",
	},
	{
		Code:  "missing-memory",
		Title: "there is no memory to pass values through",
		About: `
Strings, lists and large values pass through the main module's memory, which has to be exported as ` + "`memory`" + `.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "greet": it passes values through memory, but the main module does not export one as "memory" [missing-memory]`,
		Remedy: "Export it: `(export \"memory\" (memory 0))`.",
	},
	{
		Code:  "missing-realloc",
		Title: "there is no allocator",
		About: `
Strings and lists that come into the module have to be put somewhere: the module exports ` + "`cabi_realloc`" + ` for that.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: export "greet": values have to be allocated in memory for it, but the module exports no allocator [missing-realloc]`,
		Remedy: "Export `cabi_realloc`, (func (param i32 i32 i32 i32) (result i32)): old address, old size, alignment, new size.",
	},
	{
		Code:  "missing-table",
		Title: "there is no table to start threads from",
		About: `
Threads start with a function of the table ` + "`__indirect_function_table`" + `, which has to be exported.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: import "$root" "[thread-new-indirect-v0]": threads start functions of the table "__indirect_function_table", which the main module does not export [missing-table]`,
		Remedy: "Link with `-Wl,--export-table`.",
	},
	{
		Code:  "missing-encoding",
		Title: "the encoding of a function's strings is not known",
		About: `
Each module's metadata says how it encodes strings, for the functions of its own world. This import is known only through the world of another module.`,
		Example: `
$ wcomp new app.wasm --adapt old=adapter.wasm
error: import "docs:words/check" "spell": the module's own world does not have this function, so the encoding of its strings is not known [missing-encoding]`,
		Remedy: "Embed a world that imports the function into the module itself.",
	},
	{
		Code:  "encoding-conflict",
		Title: "two sections give a function different string encodings",
		About: `
A module may have several ` + "`component-type`" + ` sections, one for each library that was linked. Where they speak of the same function they must agree on the encoding of strings.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: custom section "component-type:b": function docs:words/check/spell has string encoding utf16 here and utf8 in an earlier section [encoding-conflict]`,
		Remedy: "Make all bindings with the same string encoding.",
	},
	{
		Code:  "adapter",
		Title: "a module cannot serve as an adapter",
		About: `
An adapter is reduced to what is used of it. That works for modules without tables, data, element segments, start function and exceptions, which use the main module's memory.`,
		Example: `
$ wcomp new app.wasm --adapt env=libc.wasm
error: data section: not allowed in adapters: adapters have no memory of their own [adapter]`,
		Remedy: "Use an adapter that is made to be one, or link the module statically.",
	},
	{
		Code:  "metadata-version",
		Title: "the embedded world is written in an unknown version",
		About: `
The ` + "`component-type`" + ` section says in which version of its encoding the world is written, and this one is not known: the bindings are newer than this wcomp, or much older.`,
		Example: `
$ wcomp new app.wasm -o app.component.wasm
error: unsupported version of the metadata's encoding: expected version 4, found version 5 [metadata-version]`,
		Remedy: "Use bindings and a wcomp of about the same age.",
	},

	// Worlds in modules.
	{
		Code:    "no-world",
		Title:   "the module has no world in it",
		About:   `The world that a core module was built against is in custom sections whose names begin with component-type. This module has none: it was built without bindings from WIT.`,
		Example: "$ wcomp component wit module.wasm\nerror: the core module has no world in it (no component-type section) [no-world]\n  --> module.wasm\n  help: put one in: `wcomp embed WIT module.wasm -o embedded.wasm`",
		Remedy:  "Put the world in with `wcomp embed`, or link the object file that the bindings' generator makes (`…_component_type.o`).",
	},
}
