package componentize

import (
	"wcomp/binary"
)

// An adapter is linked like a program with a stack in memory, but the memory is main's. If it has a stack pointer, code
// is added that allocates a stack: at the first call where that can be told and main has an allocator, else at
// instantiation.

// Names that an adapter's name section gives the globals and functions that matter here.
const (
	stackPointerName    = "__stack_pointer"
	allocationStateName = "allocation_state"
	allocateStackName   = "allocate_stack"
	reallocByGrowName   = "realloc_via_memory_grow"
)

// stackBytes is the size of an adapter's stack: one page, which is all that an allocator by growing can give.
const stackBytes = 65536

// stackPlan says what is added to an adapter.
type stackPlan struct {
	realloc string // main's allocator for adapters, empty if there is none
	// pointer and state are the globals, or -1.
	pointer, state int64

	importsRealloc bool // the adapter imports an allocator, kept under main's name for it
	replaced       int  // number of imported allocators that become functions which grow memory
	addImport      bool // the allocator's import is added
	lazy           bool // allocate at the first call
	addGrow        bool // a function that grows memory is added
	addStart       bool // allocate at instantiation
}

// isRealloc says whether an import is that of main's allocator.
func isRealloc(imp *binary.Import) bool {
	return imp.Module == mainModuleName && (imp.Name == "cabi_realloc" || imp.Name == "canonical_abi_realloc") &&
		imp.Kind == binary.ExternFunc
}

// planStack decides what to add.
func (t *trimmer) planStack(realloc string) {
	s := &t.stack
	s.realloc = realloc
	s.pointer, s.state = t.findGlobal(stackPointerName), t.findGlobal(allocationStateName)
	n := uint32(0)
	for i := range t.m.imports {
		imp := &t.m.imports[i]
		if imp.Kind != binary.ExternFunc {
			continue
		}
		if t.liveFuncs[n] && isRealloc(imp) {
			if !sameFunc(t.m.funcType(n), reallocType) {
				t.fail(imp.Offset, importItem(imp.Module, imp.Name), "an allocator has the type %s", funcText(reallocType))
			}
			if realloc != "" {
				s.importsRealloc = true
			} else {
				s.replaced++
			}
		}
		n++
	}
	if s.pointer < 0 {
		t.needMemory(s.replaced > 0)
		return
	}
	s.addImport = realloc != "" && !s.importsRealloc
	s.lazy = realloc != "" && s.state >= 0
	if !s.lazy {
		none := !s.importsRealloc && !s.addImport && s.replaced == 0
		s.addGrow = none || s.state < 0
		t.needMemory(s.addGrow || s.replaced > 0)
		for _, live := range t.liveMemories {
			s.addStart = s.addStart || live
		}
	}
}

// needMemory keeps the imported memory for functions that grow it, even if nothing else uses it.
func (t *trimmer) needMemory(needed bool) {
	if !needed {
		return
	}
	for _, live := range t.liveMemories {
		if live {
			return
		}
	}
	if t.imported[binary.ExternMemory] == 0 {
		t.fail(0, "", "it needs to allocate memory and does not import one as \"env\" \"memory\"")
		return
	}
	t.liveMemories[0] = true
}

// findGlobal finds the live mutable i32 global of a name.
func (t *trimmer) findGlobal(name string) int64 {
	found := int64(-1)
	for i, live := range t.liveGlobals {
		g := t.m.globals[i]
		if !live || t.globalNames[uint32(i)] != name || !g.Mutable || g.Type != binary.I32 {
			continue
		}
		if found >= 0 {
			t.fail(0, "global "+itoa(i), "a second global is named %s", name)
		}
		found = int64(i)
	}
	return found
}

// growBody is an allocator that serves nothing but requests for one new page, by growing the memory.
func growBody() []byte {
	c := new(code)
	for _, check := range [...]struct {
		want  int32
		param uint32
	}{{0, 0}, {0, 1}, {stackBytes, 3}} {
		c.i32(check.want).index(binary.OpLocalGet, check.param).op(binary.OpI32Ne)
		c.ifThen().op(binary.OpUnreachable).op(binary.OpEnd)
	}
	const page = 4
	c.i32(1).index(binary.OpMemoryGrow, 0).index(binary.OpLocalTee, page).i32(-1).op(binary.OpI32Eq)
	c.ifThen().op(binary.OpUnreachable).op(binary.OpEnd)
	c.index(binary.OpLocalGet, page).i32(16).op(binary.OpI32Shl)
	return c.end()
}

// ifThen begins an if without results.
func (c *code) ifThen() *code {
	c.op(binary.OpIf)
	c.b = append(c.b, binary.CodeEmptyBlock)
	return c
}

// allocateBody allocates the stack, once if there is a global to remember it by.
func allocateBody(pointer uint32, state int64, realloc uint32) []byte {
	c := new(code)
	if state >= 0 {
		c.index(binary.OpGlobalGet, uint32(state)).i32(0).op(binary.OpI32Eq).ifThen()
		c.i32(1).index(binary.OpGlobalSet, uint32(state))
	}
	c.i32(0).i32(0).i32(8).i32(stackBytes).index(binary.OpCall, realloc).i32(stackBytes).op(binary.OpI32Add).
		index(binary.OpGlobalSet, pointer)
	if state >= 0 {
		c.i32(2).index(binary.OpGlobalSet, uint32(state)).op(binary.OpEnd)
	}
	return c.end()
}
