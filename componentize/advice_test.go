package componentize_test

import (
	"testing"

	"wcomp/componentize"
)

const wordsWorld = `package docs:words@1.2.0;
interface check { spell: func(word: string) -> bool; resource dictionary { add: func(word: string); } }
world app { import check; export check; export run: func(); }`

const wordsExports = `
	(memory (export "memory") 1)
	(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
	(func (export "run"))
	(func (export "docs:words/check@1.2.0#spell") (param i32 i32) (result i32) i32.const 0)
	(func (export "docs:words/check@1.2.0#[method]dictionary.add") (param i32 i32 i32))`

// TestAdvice holds what users are told of the mistakes that they make most: the cause, the nearest name, and what mends
// it.
func TestAdvice(t *testing.T) {
	for _, c := range []struct {
		name, imports, exports, world string
		code                          string
		words                         []string
	}{
		{"misspelt function", `(import "docs:words/check@1.2.0" "spel" (func))`, wordsExports, wordsWorld,
			"missing-import", []string{`interface docs:words/check@1.2.0 has no function "spel"`, `there is a function "spell"`}},
		{"misspelt interface", `(import "docs:words/chek@1.2.0" "spell" (func))`, wordsExports, wordsWorld,
			"missing-import", []string{`"docs:words/check@1.2.0": did you mean that?`}},
		{"another version", `(import "docs:words/check@2.0.0" "spell" (func))`, wordsExports, wordsWorld,
			"missing-import", []string{`"docs:words/check@1.2.0", which is not compatible`, "from the same version of the WIT"}},
		{"misspelt resource", `(import "docs:words/check@1.2.0" "[resource-drop]dictionry" (func (param i32)))`, wordsExports, wordsWorld,
			"missing-import", []string{`has no resource "dictionry"`}},
		{"another signature", `(import "docs:words/check@1.2.0" "spell" (func (param i32) (result i32)))`, wordsExports, wordsWorld,
			"import-mismatch", []string{"expected (func (param i32 i32) (result i32)), found (func (param i32) (result i32))", "make the bindings again"}},
		{"preview 1 library", `(import "wasi_snapshot_preview1" "fd_write" (func)) (import "wasi_snapshot_preview1" "fd_read" (func))`, wordsExports, wordsWorld,
			"missing-adapter", []string{"--adapt wasi_snapshot_preview1.reactor.wasm", `"fd_read"`}},
		{"preview 1 program", `(import "wasi_snapshot_preview1" "fd_write" (func))`, `(func (export "_start"))`, "",
			"missing-adapter", []string{"--adapt wasi_snapshot_preview1.command.wasm"}},
		{"left to the environment", `(import "env" "puts" (func (param i32) (result i32)))`, wordsExports, wordsWorld,
			"missing-import", []string{"undefined", "-l", "--adapt env=FILE"}},
		{"JavaScript", `(import "wbg" "__wbg_log" (func))`, "", "",
			"missing-import", []string{"JavaScript"}},
		{"no metadata", `(import "docs:words/check" "spell" (func))`, "", "",
			"missing-metadata", []string{"wcomp embed"}},
		{"a global", `(import "env" "__stack_pointer" (global i32))`, wordsExports, wordsWorld,
			"import-kind", []string{"a global is imported"}},
		{"misspelt export", "", `(func (export "rum"))`, `package a:b; world w { export run: func(); }`,
			"missing-export", []string{`there is an export "rum"`}},
		{"all missing exports", "", "", wordsWorld,
			"missing-export", []string{`"docs:words/check@1.2.0#spell"`, `"docs:words/check@1.2.0#[method]dictionary.add"`}},
		{"no memory", "", `(func (export "f") (param i32 i32))`, `package a:b; world w { export f: func(s: string); }`,
			"missing-memory", []string{`export "f"`}},
		{"no allocator", "", `(memory (export "memory") 1) (func (export "f") (param i32 i32))`, `package a:b; world w { export f: func(s: string); }`,
			"missing-realloc", []string{"cabi_realloc"}},
		{"async lift of a sync function", "", `(func (export "[async-lift-stackful]run"))`, `package a:b; world w { export run: func(); }`,
			"async-mismatch", []string{"async func"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			main := built(t, "(module "+c.imports+c.exports+")", c.world)
			mustSay(t, refusal(t, main, componentize.Options{}), c.code, c.words...)
		})
	}
}

// TestEverythingIsReportedAtOnce: one run tells of imports and exports, of main and of adapters.
func TestEverythingIsReportedAtOnce(t *testing.T) {
	main := built(t, `(module (import "env" "puts" (func)) (import "docs:words/check@1.2.0" "spell" (func)) (import "a" "g" (func)))`, wordsWorld)
	a := built(t, `(module (func (export "f")))`, "")
	list := refusal(t, main, componentize.Options{Adapters: []componentize.Adapter{adapter("a", a)}})
	codes := map[string]int{}
	for _, d := range list {
		codes[d.Code]++
	}
	for code, n := range map[string]int{"missing-import": 2, "import-mismatch": 1, "missing-export": 1} {
		if codes[code] != n {
			t.Errorf("%d of %s, want %d:\n%v", codes[code], code, n, list)
		}
	}
}

// TestErrorsInBodiesAreAtTheirPlaceInTheInput: validation reads the component, users have the module.
func TestErrorsInBodiesAreAtTheirPlaceInTheInput(t *testing.T) {
	main := built(t, `(module (func (export "run") i32.const 7))`, `package a:b; world w { export run: func(); }`)
	list := refusal(t, main, componentize.Options{})
	offset, ok := list[0].Place.Offset()
	if !ok || offset < 8 || int(offset) >= len(main) || main[offset] != 0x0b {
		t.Errorf("the error is at %d (%t), which is not the end of the body:\n%v", offset, ok, list)
	}
}
