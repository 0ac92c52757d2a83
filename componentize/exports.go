package componentize

import (
	"wcomp/binary"
	"wcomp/wit"
)

// ExportKind says what a core export becomes.
type ExportKind uint8

const (
	// ExportIgnored: nothing.
	ExportIgnored ExportKind = iota
	// ExportMemory: the memory of canonical options.
	ExportMemory
	// ExportTable: the table that thread.new-indirect takes functions from.
	ExportTable
	// ExportRealloc: an allocator of canonical options; Realloc says for what.
	ExportRealloc
	// ExportInitialize: called once everything is instantiated.
	ExportInitialize
	// ExportTaskHook: called around every entry.
	ExportTaskHook
	// ExportLift: a function of the world's exports, lifted.
	ExportLift
	// ExportPostReturn: the post-return of a lifted function.
	ExportPostReturn
	// ExportCallback: the callback of a function that is lifted async.
	ExportCallback
	// ExportDestructor: the destructor of an exported resource.
	ExportDestructor
)

// ReallocUse says what an allocator is for.
type ReallocUse uint8

const (
	ReallocGeneral ReallocUse = iota // everything that has none of its own
	ReallocImport                    // results of imports
	ReallocExport                    // parameters of exports
	ReallocAdapter                   // what adapters need
)

// Export is a core export and what becomes of it.
type Export struct {
	Name   string
	Extern binary.ExternKind
	Type   binary.FuncType // of functions
	Index  uint32          // in the module's index space

	Kind    ExportKind
	Realloc ReallocUse

	// Interface is the world key of the exported interface that Func or Resource belongs to, empty for functions of the
	// world itself.
	Interface  string
	Func       *wit.Function
	Convention wit.Convention
	Resource   wit.TypeID

	slot int // of a destructor, index in Plan.slots, -1 before
}

// Becomes says in words what the export becomes.
func (e *Export) Becomes() string {
	of := e.Interface
	if of != "" {
		of += "#"
	}
	switch e.Kind {
	case ExportMemory:
		return "the memory"
	case ExportTable:
		return "the table of thread starts"
	case ExportRealloc:
		return [...]string{"allocator", "allocator for imports", "allocator for exports", "allocator for adapters"}[e.Realloc]
	case ExportInitialize:
		return "called once at instantiation"
	case ExportTaskHook:
		return "called around every entry"
	case ExportLift:
		how := [...]string{wit.Lift: "lifted", wit.LiftAsync: "lifted async", wit.LiftStackful: "lifted async, stackful"}
		return "export " + of + e.Func.Name + ", " + how[e.Convention]
	case ExportPostReturn:
		return "post-return of " + of + e.Func.Name
	case ExportCallback:
		return "callback of " + of + e.Func.Name
	case ExportDestructor:
		return "destructor of " + of + e.Name[len(e.Name)-len(e.resourceName()):]
	}
	return "nothing"
}

// resourceName is the resource's name as the destructor's export spells it.
func (e *Export) resourceName() string {
	for i := len(e.Name) - 1; i >= 0; i-- {
		if e.Name[i] == ']' || e.Name[i] == '|' {
			return e.Name[i+1:]
		}
	}
	return e.Name
}

// moduleExports is what a module's exports become, by purpose.
type moduleExports struct {
	all        []*Export // in export order
	memory     *Export
	table      *Export
	initialize *Export
	taskHook   *Export
	reallocs   [4]*Export // by ReallocUse, the first of each

	lifts       map[funcRef]*Export
	postReturns map[funcRef]*Export
	callbacks   map[funcRef]*Export
	destructors map[wit.TypeID]*Export
}

// funcRef names a function of the world's exports.
type funcRef struct{ iface, name string }

// reallocFor is the allocator for a purpose, or nil.
func (m *moduleExports) reallocFor(use ReallocUse) *Export {
	if e := m.reallocs[use]; e != nil {
		return e
	}
	return m.reallocs[ReallocGeneral]
}
