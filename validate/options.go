package validate

import (
	"context"

	"wcomp/binary"
)

// Options of a validation. The zero value is what the command does by
// default.
type Options struct {
	// Features that may be used; zero means binary.DefaultFeatures,
	// binary.NoFeatures none.
	Features binary.Features
	// Limits; a zero field means the limit engines agree on.
	Limits Limits
	// Workers is the number of function bodies checked at the same time;
	// zero means GOMAXPROCS.
	Workers int
	// AllErrors is how many independent errors are looked for (in different
	// functions, in different entries) before giving up; zero or one means
	// the first only. More than one are returned as Errors. What uses an
	// item that is wrong is no error, and of a feature that is off only the
	// first place is one.
	AllErrors int
	// Context, if set, ends the validation early with its error.
	Context context.Context
	// SkipBodies leaves function bodies unread: Info is complete, but the
	// file may still be invalid.
	SkipBodies bool
}

// Limits on what a module or component may hold (core spec, appendix
// "Implementation Limitations"; the values engines agree on are in DefaultLimits).
// Limits that the shape of the format imposes are enforced while decoding and
// stand in package binary.
type Limits struct {
	Types           uint32 // of a module; of a component, core types included
	Functions       uint32 // imported and defined
	Imports         uint32
	Exports         uint32
	Globals         uint32
	Tags            uint32
	Tables          uint32
	Memories        uint32
	ElementSegments uint32
	ElementItems    uint32 // of one segment
	DataSegments    uint32
	Locals          uint32 // of a function, its parameters included
	BodyBytes       uint32
	SubtypeDepth    uint32 // of a chain of supertypes
	TypeSize        uint32 // effective type size, exclusive; at most 2^31

	// Of a component or a component-level type.
	CoreModules   uint32
	Components    uint32
	Instances     uint32 // core and component together
	Values        uint32
	CoreItems     uint32 // core tables, memories, globals and tags, each
	ValueDepth    uint32 // of value types, the primitive at the bottom included; at most 2^14
	InstanceDepth uint32 // of instance and component types through their exports; at most 2^14
	Nesting       uint32 // of components in one another, the outermost included
}

// DefaultLimits are the limits that apply where Options name none.
var DefaultLimits = Limits{
	Types: 1_000_000, Functions: 1_000_000, Imports: 1_000_000, Exports: 1_000_000, Globals: 1_000_000,
	Tags: 1_000_000, Tables: 100, Memories: 100, ElementSegments: 100_000, ElementItems: 10_000_000,
	DataSegments: 100_000, Locals: 50_000, BodyBytes: 7_654_321, SubtypeDepth: 63, TypeSize: 1_000_000,
	CoreModules: 1_000, Components: 1_000, Instances: 1_000, Values: 1_000, CoreItems: 1_000_000,
	ValueDepth: 100, InstanceDepth: 127, Nesting: 100_000,
}

func (l Limits) withDefaults() Limits {
	d := DefaultLimits
	for _, f := range [...]struct{ set, def *uint32 }{
		{&l.Types, &d.Types}, {&l.Functions, &d.Functions}, {&l.Imports, &d.Imports}, {&l.Exports, &d.Exports},
		{&l.Globals, &d.Globals}, {&l.Tags, &d.Tags}, {&l.Tables, &d.Tables}, {&l.Memories, &d.Memories},
		{&l.ElementSegments, &d.ElementSegments}, {&l.ElementItems, &d.ElementItems},
		{&l.DataSegments, &d.DataSegments}, {&l.Locals, &d.Locals}, {&l.BodyBytes, &d.BodyBytes},
		{&l.SubtypeDepth, &d.SubtypeDepth}, {&l.TypeSize, &d.TypeSize},
		{&l.CoreModules, &d.CoreModules}, {&l.Components, &d.Components}, {&l.Instances, &d.Instances},
		{&l.Values, &d.Values}, {&l.CoreItems, &d.CoreItems},
		{&l.ValueDepth, &d.ValueDepth}, {&l.InstanceDepth, &d.InstanceDepth}, {&l.Nesting, &d.Nesting},
	} {
		if *f.set == 0 {
			*f.set = *f.def
		}
	}
	l.TypeSize = min(l.TypeSize, 1<<31) // sizes are added in 32 bits
	l.ValueDepth, l.InstanceDepth = min(l.ValueDepth, 1<<14), min(l.InstanceDepth, 1<<14)
	return l
}
