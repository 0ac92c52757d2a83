package componentize

import (
	"github.com/tetratelabs/wabin/wasm"

	"wcomp/binary"
	"wcomp/wit"
)

// A main module that exports __wasm_task_hook wants to be told of everything that enters it. The fix-up module wraps
// each entry in a function that calls the hook with a number before and after.

// Events of the hook.
const (
	hookSync, hookSyncEnd             = 0, 1
	hookTask                          = 2
	hookTaskCode                      = -1 // 4 or 5, as the returned code says
	hookCallbackExit, hookCallbackOut = 4, 5
	hookStackfulEnd                   = 5
	hookCallback                      = 3
	hookStart, hookStartEnd           = 6, 7
	hookDestructor, hookDestructorEnd = 8, 9
	hookPostReturn, hookPostReturnEnd = 10, 11
	hookRealloc, hookReallocEnd       = 12, 13
)

// wrapper is a function around an entry.
type wrapper struct {
	export     *Export // the entry
	slot       bool    // it serves a slot alone and is not exported
	name       string
	typ        binary.FuncType
	start, end int32
	hook       uint32
	original   uint32
	slotIndex  int // the slot it fills, or -1
}

// wrapAll lists the wrappers in order and imports what they wrap.
func (f *fixup) wrapAll(hook uint32) {
	add := func(m *PlannedModule, e *Export, start, end int32) *wrapper {
		w := &wrapper{export: e, name: "hook-" + e.Name, typ: e.Type, start: start, end: end, hook: hook, slotIndex: -1,
			original: f.importFunc(f.instanceName(m), e.Name, e.Type)}
		f.wrappers = append(f.wrappers, w)
		return w
	}
	for _, m := range f.p.Modules {
		for _, e := range m.exports.all {
			if e.Kind != ExportLift {
				continue
			}
			ref := funcRef{e.Interface, e.Func.Name}
			switch e.Convention {
			case wit.LiftAsync:
				add(m, e, hookTask, hookTaskCode)
			case wit.LiftStackful:
				add(m, e, hookTask, hookStackfulEnd)
			default:
				add(m, e, hookSync, hookSyncEnd)
			}
			if p := m.exports.postReturns[ref]; p != nil {
				add(m, p, hookPostReturn, hookPostReturnEnd)
			}
			if c := m.exports.callbacks[ref]; c != nil {
				add(m, c, hookCallback, hookTaskCode)
			}
		}
	}
	for _, m := range f.p.Modules {
		for _, e := range m.exports.all {
			if e.Kind == ExportRealloc && e.Realloc != ReallocAdapter {
				add(m, e, hookRealloc, hookReallocEnd).slotIndex = e.slot
			}
		}
	}
	for i, s := range f.p.Slots {
		if s.Kind == SlotDestructor {
			f.wrappers = append(f.wrappers, &wrapper{slot: true, name: "hook-resource-dtor", typ: s.Type, hook: hook,
				start: hookDestructor, end: hookDestructorEnd, original: f.slots[i], slotIndex: i})
		}
	}
}

func (f *fixup) instanceName(m *PlannedModule) string {
	if m.isMain() {
		return fixupMain
	}
	return m.Name
}

// defineWrappers defines the wrappers, exports those of exports and puts those of slots into the slots.
func (f *fixup) defineWrappers() {
	for i, w := range f.wrappers {
		body := new(code).i32(w.start).index(binary.OpCall, w.hook).
			params(len(w.typ.Params)).index(binary.OpCall, w.original)
		var locals []byte
		if w.end == hookTaskCode {
			result := uint32(len(w.typ.Params))
			locals = []byte{wasm.ValueTypeI32}
			body.index(binary.OpLocalSet, result).i32(hookCallbackExit).i32(hookCallbackOut).index(binary.OpLocalGet, result).
				op(binary.OpSelect).index(binary.OpCall, w.hook).index(binary.OpLocalGet, result)
		} else {
			body.i32(w.end).index(binary.OpCall, w.hook)
		}
		at := f.s.define(w.name, w.typ, locals, body.end())
		if !w.slot {
			f.s.export(wasm.ExternTypeFunc, hookName(i), at)
		}
		if w.slotIndex >= 0 {
			f.slots[w.slotIndex] = at
		}
	}
}
