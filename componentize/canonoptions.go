package componentize

import (
	"wcomp/binary"
	"wcomp/wit"
)

// Which canonical options a definition takes (CanonicalABI.md, canonopt validation).

// importOptions are those of a lowered function.
func (p *Plan) importOptions(imp *Import) wit.Options {
	convention := wit.Lower
	if imp.Async {
		convention = wit.LowerAsync
	}
	return p.abi.Options(imp.Func, convention)
}

// taskReturnOptions are those of task.return. They are, as build targets have it, those of importing the whole
// function, without an allocator.
func (p *Plan) taskReturnOptions(f *wit.Function) wit.Options {
	o := p.abi.Options(f, wit.Lower)
	o.Realloc = false
	return o
}

// exportOptions are those of a lifted function.
func (p *Plan) exportOptions(f *wit.Function, convention wit.Convention) wit.Options {
	o := p.abi.Options(f, convention)
	if convention != wit.Lift {
		r := p.taskReturnOptions(f)
		o.Memory = o.Memory || r.Memory
		o.StringEncoding = o.StringEncoding || r.StringEncoding
	}
	return o
}

// builtinOptions are those of a built-in.
func (p *Plan) builtinOptions(m *PlannedModule, imp *Import) wit.Options {
	switch imp.Builtin {
	case binary.CanonTaskReturn:
		return p.taskReturnOptions(imp.Func)
	case binary.CanonWaitableSetWait, binary.CanonWaitableSetPoll:
		return wit.Options{Memory: true}
	case binary.CanonErrorContextNew:
		return wit.Options{Memory: true, StringEncoding: true}
	case binary.CanonErrorContextDebugMessage:
		return wit.Options{Memory: true, Realloc: true, StringEncoding: true}
	case binary.CanonFutureRead, binary.CanonStreamRead:
		o := p.abi.Options(&wit.Function{Result: p.payloadOf(imp)}, wit.Lower)
		o.Memory = true
		return o
	case binary.CanonFutureWrite, binary.CanonStreamWrite:
		f := &wit.Function{}
		if t := p.payloadOf(imp); t != wit.NoType {
			f.Params = []wit.Param{{Type: t}}
		}
		o := p.abi.Options(f, wit.Lower)
		o.Memory, o.Realloc = true, false
		return o
	}
	return wit.Options{}
}

// payloadOf is the payload of a built-in's stream or future.
func (p *Plan) payloadOf(imp *Import) wit.Type {
	if imp.Unit {
		return wit.NoType
	}
	switch k := p.world.resolve.Types[imp.Payload].Kind.(type) {
	case wit.Future:
		return k.Type
	case wit.Stream:
		return k.Type
	}
	return wit.NoType
}

// reallocUse is what an allocator is needed for by an import: built-ins of exported functions use that of exports.
func (imp *Import) reallocUse() ReallocUse {
	if imp.Kind == ImportBuiltin && imp.Exported {
		return ReallocExport
	}
	return ReallocImport
}
