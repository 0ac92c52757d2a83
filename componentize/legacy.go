package componentize

import (
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/wit"
)

// The legacy names of core imports: those that bindings generators use unless told otherwise.

const (
	rootModule        = "$root"
	exportPrefix      = "[export]"
	asyncLowerPrefix  = "[async-lower]"
	cancellablePrefix = "[cancellable]"
)

// rootBuiltin is a built-in that is imported from $root and deals in no type of the world.
type rootBuiltin struct {
	name        string // without the brackets
	kind        binary.CanonKind
	signature   string // see signature
	cancellable bool   // may have the prefix [cancellable]
	async       bool   // may have the prefix [async-lower]
}

var rootBuiltins = [...]rootBuiltin{
	{name: "error-context-drop", kind: binary.CanonErrorContextDrop, signature: "i>"},
	{name: "backpressure-inc", kind: binary.CanonBackpressureInc, signature: ">"},
	{name: "backpressure-dec", kind: binary.CanonBackpressureDec, signature: ">"},
	{name: "waitable-set-new", kind: binary.CanonWaitableSetNew, signature: ">i"},
	{name: "waitable-set-wait", kind: binary.CanonWaitableSetWait, signature: "ii>i", cancellable: true},
	{name: "waitable-set-wait-i32", kind: binary.CanonWaitableSetWait, signature: "ii>i", cancellable: true},
	{name: "waitable-set-poll", kind: binary.CanonWaitableSetPoll, signature: "ii>i", cancellable: true},
	{name: "waitable-set-poll-i32", kind: binary.CanonWaitableSetPoll, signature: "ii>i", cancellable: true},
	{name: "waitable-set-drop", kind: binary.CanonWaitableSetDrop, signature: "i>"},
	{name: "waitable-join", kind: binary.CanonWaitableJoin, signature: "ii>"},
	{name: "subtask-drop", kind: binary.CanonSubtaskDrop, signature: "i>"},
	{name: "subtask-cancel", kind: binary.CanonSubtaskCancel, signature: "i>i", async: true},
	{name: "thread-index", kind: binary.CanonThreadIndex, signature: ">i"},
	{name: "thread-new-indirect-v0", kind: binary.CanonThreadNewIndirect, signature: "ii>i"},
	{name: "thread-resume-later", kind: binary.CanonThreadResumeLater, signature: "i>"},
	{name: "thread-suspend", kind: binary.CanonThreadSuspend, signature: ">i", cancellable: true},
	{name: "thread-yield", kind: binary.CanonThreadYield, signature: ">i", cancellable: true},
	{name: "thread-suspend-then-resume", kind: binary.CanonThreadSuspendThenResume, signature: "i>i", cancellable: true},
	{name: "thread-yield-then-resume", kind: binary.CanonThreadYieldThenResume, signature: "i>i", cancellable: true},
	{name: "thread-suspend-then-promote", kind: binary.CanonThreadSuspendThenPromote, signature: "i>i", cancellable: true},
	{name: "thread-yield-then-promote", kind: binary.CanonThreadYieldThenPromote, signature: "i>i", cancellable: true},
}

// legacyImport classifies an import by the legacy names.
func (c *classifier) legacyImport(imp *Import) *importProblem {
	if imp.Module == rootModule {
		return c.legacyRoot(imp)
	}
	if imp.Module == "env" {
		if ok := c.legacyEnv(imp); ok {
			return nil
		}
	}
	if key, ok := strings.CutPrefix(imp.Module, exportPrefix); ok {
		if key == rootModule {
			return c.itemBuiltin(imp, c.w.rootExports())
		}
		scope, ok := c.w.exportedScope(key)
		if !ok {
			return &importProblem{cause: causeNoExportedInterface, name: key}
		}
		return c.itemBuiltin(imp, scope)
	}
	scope, ok := c.w.importedScope(imp.Module)
	if !ok {
		return &importProblem{cause: causeNoInterface, name: imp.Module}
	}
	name, async := strings.CutPrefix(imp.Name, asyncLowerPrefix)
	if f, ok := scope.function(name); ok {
		return c.lower(imp, scope.key, f, async)
	}
	return c.itemBuiltin(imp, scope)
}

// legacyRoot classifies an import from $root: built-ins first, then functions of the world.
func (c *classifier) legacyRoot(imp *Import) *importProblem {
	if p, ok := c.legacyRootBuiltin(imp); ok {
		return p
	}
	scope := c.w.rootImports()
	name, async := strings.CutPrefix(imp.Name, asyncLowerPrefix)
	if f, ok := scope.function(name); ok {
		return c.lower(imp, "", f, async)
	}
	return c.itemBuiltin(imp, scope)
}

// legacyRootBuiltin recognises the built-ins of $root; ok is false if the import is none.
func (c *classifier) legacyRootBuiltin(imp *Import) (p *importProblem, ok bool) {
	name, cancellable := strings.CutPrefix(imp.Name, cancellablePrefix)
	name, async := strings.CutPrefix(name, asyncLowerPrefix)
	word, ok := bracketed(name)
	if !ok {
		return nil, false
	}
	for i := range rootBuiltins {
		b := &rootBuiltins[i]
		if b.name != word || cancellable && !b.cancellable || async && !b.async {
			continue
		}
		imp.Kind, imp.Builtin, imp.Cancellable, imp.Async = ImportBuiltin, b.kind, cancellable, async
		return imp.expect(signature(b.signature)), true
	}
	if cancellable || async {
		return nil, false
	}
	switch word {
	case "waitable-set-wait-i64", "waitable-set-poll-i64":
		return &importProblem{cause: causeMemory64, name: word}, true
	}
	for encoding := wit.UTF8; encoding <= wit.CompactUTF16; encoding++ {
		end := encoding.String()
		switch word {
		case "error-context-new-" + end:
			imp.Kind, imp.Builtin, imp.Encoding = ImportBuiltin, binary.CanonErrorContextNew, encoding
			return imp.expect(signature("ii>i")), true
		case "error-context-debug-message-" + end:
			imp.Kind, imp.Builtin, imp.Encoding = ImportBuiltin, binary.CanonErrorContextDebugMessage, encoding
			return imp.expect(signature("ii>")), true
		}
	}
	return c.legacyContext(imp, word)
}

// bracketed returns what stands in the brackets that are the whole of name.
func bracketed(name string) (string, bool) {
	if !strings.HasPrefix(name, "[") || strings.IndexByte(name, ']') != len(name)-1 {
		return "", false
	}
	return name[1 : len(name)-1], true
}

// legacyContext recognises context-get-N, context-get-i64-N and the same for set.
func (c *classifier) legacyContext(imp *Import, word string) (*importProblem, bool) {
	kind, rest := binary.CanonContextGet, ""
	if r, ok := strings.CutPrefix(word, "context-get-"); ok {
		rest = r
	} else if r, ok := strings.CutPrefix(word, "context-set-"); ok {
		kind, rest = binary.CanonContextSet, r
	} else {
		return nil, false
	}
	t := binary.I32
	if r, ok := strings.CutPrefix(rest, "i64-"); ok {
		t, rest = binary.I64, r
	} else if r, ok := strings.CutPrefix(rest, "i32-"); ok {
		rest = r
	}
	slot, err := strconv.ParseUint(strings.TrimPrefix(rest, "+"), 10, 32)
	if err != nil {
		return nil, false
	}
	c.context(imp, kind, t, uint32(slot))
	if slot > 1 {
		return &importProblem{cause: causeContextSlot}, true
	}
	want := binary.FuncType{Results: []binary.ValType{t}}
	if kind == binary.CanonContextSet {
		want = binary.FuncType{Params: []binary.ValType{t}}
	}
	return imp.expect(want), true
}

func (c *classifier) context(imp *Import, kind binary.CanonKind, t binary.ValType, slot uint32) {
	imp.Kind, imp.Builtin, imp.Context, imp.Slot = ImportBuiltin, kind, t, slot
}

// legacyEnv recognises the accessors that linkers import from env for the stack pointer and the thread-local base.
func (c *classifier) legacyEnv(imp *Import) bool {
	var t binary.ValType
	get := strings.HasPrefix(imp.Name, "__wasm_get_")
	switch {
	case get && len(imp.Type.Results) > 0:
		t = imp.Type.Results[0]
	case !get && len(imp.Type.Params) > 0:
		t = imp.Type.Params[0]
	}
	if t != binary.I32 && t != binary.I64 {
		return false
	}
	switch imp.Name {
	case "__wasm_get_stack_pointer":
		c.context(imp, binary.CanonContextGet, t, 0)
	case "__wasm_set_stack_pointer":
		c.context(imp, binary.CanonContextSet, t, 0)
	case "__wasm_get_tls_base":
		imp.Kind, imp.Builtin, imp.Context, imp.Slot = ImportTLS, binary.CanonContextGet, t, 1
	case "__wasm_set_tls_base":
		imp.Kind, imp.Builtin, imp.Context, imp.Slot = ImportTLS, binary.CanonContextSet, t, 1
	default:
		return false
	}
	return true
}
