// Package wit owns the WebAssembly Interface Type language as a model: packages, worlds, interfaces and types held in
// one graph, [Resolve], and everything that is computed from that graph: the WIT text, the JSON form, the canonical
// ABI's layout, merging, comparing.
//
// In go WIT texts and folders, encoded WIT packages and components; out come a Resolve and what is printed from it.
// Text is turned into a syntax tree by package wit/ast and into the graph by the resolver here; the operations of this
// package work on the graph alone and never look at text again. Nothing here touches core modules' code.
//
// The graph is a set of four arenas addressed by typed ids, which are positions in the arenas and stay valid for the
// life of the Resolve:
//
//	for name, id := range pkg.Worlds.All() {
//		world := resolve.Worlds[id]
//		for key, item := range world.Imports.All() {
//			fmt.Println(name, resolve.KeyName(key), item)
//		}
//	}
//
// A Resolve is a plain value without locks: many goroutines may read one, as long as none writes.
package wit
