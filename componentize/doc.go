// Package componentize makes components of core modules.
//
// In go a core module as a linker wrote it, with the world it was built against in its component-type sections, and
// adapter modules for the imports that the world does not know. Out comes a component: imports of the world lowered to
// core functions, core exports lifted to the world's exports, everything instantiated in an order that works.
//
//	result, err := componentize.New(module, componentize.Options{
//		Adapters: []componentize.Adapter{{Name: "wasi_snapshot_preview1", Data: adapter}},
//		MergeImports: true,
//		Validate:     true,
//	})
//
// The work is done in two steps. [Plan] is plain data: what satisfies each core import, what each core export becomes,
// which functions go through the shim module. It is computed from worlds, imports and exports alone, and every error is
// found while it is made; they are collected and returned together as a [diag.List]. Emitting walks the plan once,
// front to back, and has nothing left to decide.
//
// The result depends on nothing but the input: same bytes in, same bytes out. Function bodies of the main module are
// never looked at here, only those of adapters, which are trimmed to what is used of them; checking bodies is
// package validate's. Names, layouts and orders are those of the canonical ABI (CanonicalABI.md) and of the build
// targets in use, so that components made by other tools come out byte for byte alike.
package componentize
