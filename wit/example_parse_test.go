package wit_test

import (
	"fmt"
	"testing/fstest"

	"wcomp/wit"
)

// A package in a folder, with a dependency in its folder deps.
func ExampleParseFS() {
	folder := fstest.MapFS{
		"wit/world.wit": {Data: []byte(`package my:app;
world app {
  import wasi:clocks/monotonic@0.2.0;
  export run: func(args: list<string>) -> result;
}`)},
		"wit/deps/clocks.wit": {Data: []byte(`package wasi:clocks@0.2.0;
interface monotonic {
  now: func() -> u64;
}`)},
	}
	r, main, err := wit.ParseFS(folder, "wit", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, id := range r.Packages[main].Worlds.All() {
		for key := range r.Worlds[id].Imports.Keys() {
			fmt.Println(name, "imports", r.KeyName(key))
		}
		for key := range r.Worlds[id].Exports.Keys() {
			fmt.Println(name, "exports", r.KeyName(key))
		}
	}
	// Output:
	// app imports wasi:clocks/monotonic@0.2.0
	// app exports run
}
