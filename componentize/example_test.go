package componentize_test

import (
	"fmt"
	"log"
	"os"

	"wcomp/componentize"
	"wcomp/embed"
	"wcomp/wat"
	"wcomp/wit"
)

// A core module with the world it was built for becomes a component.
func ExampleNew() {
	module, err := wat.Parse([]byte(`(module
		(import "docs:example/host" "log" (func $log (param i32)))
		(func (export "run") i32.const 7 call $log))`), wat.ParseOptions{})
	if err != nil {
		log.Fatal(err)
	}
	resolve, pkg, err := wit.Parse("world.wit", []byte(`
		package docs:example;
		interface host { log: func(code: u32); }
		world program { import host; export run: func(); }`), nil)
	if err != nil {
		log.Fatal(err)
	}
	world, err := resolve.SelectWorld(pkg, "program")
	if err != nil {
		log.Fatal(err)
	}
	// Bindings generators have the linker do this.
	module, err = embed.Module(module, resolve, world, wit.UTF8, wit.EncodeOptions{})
	if err != nil {
		log.Fatal(err)
	}

	result, err := componentize.New(module, componentize.Options{Validate: true, MergeImports: true})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("a component:", string(result.Component[:4]) == "\x00asm")
	result.Plan.WriteTable(os.Stdout)
	// Output:
	// a component: true
	// main module: imports
	//   import                 type                satisfied by                           through
	//   docs:example/host log  (func (param i32))  import docs:example/host#log, lowered  directly
	//
	// main module: exports
	//   export  becomes
	//   run     export run, lifted
}

// Everything that is wrong is found before anything is made, and told at once.
func ExampleNewPlan() {
	module, err := wat.Parse([]byte(`(module
		(import "wasi_snapshot_preview1" "fd_write" (func (param i32 i32 i32 i32) (result i32)))
		(import "env" "puts" (func (param i32) (result i32))))`), wat.ParseOptions{})
	if err != nil {
		log.Fatal(err)
	}
	_, err = componentize.NewPlan(module, componentize.Options{Main: "hello.wasm"})
	fmt.Println(err)
	// Output:
	// hello.wasm (at offset 0x1b): import "wasi_snapshot_preview1" "fd_write": the module is built for WASI preview 1, and no adapter provides that
	// hello.wasm (at offset 0x3d): import "env" "puts": the function is undefined: it was left to the environment when the module was linked
}
