package validate

import (
	"slices"

	"wcomp/binary"
)

// canonOptions are the options of a canonical definition, checked by
// themselves (CanonicalABI.md, canonopt Validation).
type canonOptions struct {
	given    uint16 // a bit for each binary.CanonOptKind
	encoding binary.CanonOptKind
	// ptr is the type of addresses: that of the memory, i32 without one.
	ptr                           binary.ValType
	realloc, postReturn, callback TypeID
	coreType                      TypeID
}

func (o *canonOptions) has(k binary.CanonOptKind) bool { return o.given&(1<<k) != 0 }

func (o *canonOptions) async() bool { return o.has(binary.CanonAsync) }

var optionNames = [...]string{
	binary.CanonUTF8: "string-encoding=utf8", binary.CanonUTF16: "string-encoding=utf16",
	binary.CanonCompactUTF16: "string-encoding=latin1+utf16", binary.CanonMemory: "memory",
	binary.CanonRealloc: "realloc", binary.CanonPostReturn: "post-return", binary.CanonAsync: "async",
	binary.CanonCallback: "callback", binary.CanonCoreType: "core-type", binary.CanonGC: "gc",
}

// options checks a list of options. forbidden are kinds that do not go with
// the definition.
func (c *componentState) options(list []binary.CanonOpt, at int64, forbidden ...binary.CanonOptKind) (o canonOptions, err *binary.Error) {
	o.ptr = binary.I32
	encoded := false
	for _, opt := range list {
		switch opt.Kind {
		case binary.CanonUTF8, binary.CanonUTF16, binary.CanonCompactUTF16:
			if encoded {
				return o, invalidf(at, "canonical encoding option %s conflicts with option %s", optionNames[opt.Kind], optionNames[o.encoding])
			}
			encoded, o.encoding = true, opt.Kind
		}
		if o.has(opt.Kind) {
			return o, invalidf(at, "canonical option %s is specified more than once", optionNames[opt.Kind])
		}
		o.given |= 1 << opt.Kind
		switch opt.Kind {
		case binary.CanonMemory:
			o.ptr, err = c.memoryPointer(opt.Index, at)
		case binary.CanonRealloc:
			o.realloc, err = c.coreFuncAt(opt.Index, at)
		case binary.CanonPostReturn:
			o.postReturn, err = c.coreFuncAt(opt.Index, at)
		case binary.CanonCallback:
			if o.callback, err = c.coreFuncAt(opt.Index, at); err == nil {
				err = c.wantSignature(o.callback, []binary.ValType{binary.I32, binary.I32, binary.I32}, flatI32, "wrong signature of the callback", at)
			}
		case binary.CanonAsync:
			err = c.v.need(binary.FeatureCMAsync, at, "the canonical option async")
		case binary.CanonGC:
			err = c.v.need(binary.FeatureCMGC, at, "the canonical option gc")
		case binary.CanonCoreType:
			if err = c.v.need(binary.FeatureCMGC, at, "the canonical option core-type"); err == nil {
				o.coreType, _, err = c.coreFuncTypeAt(opt.Index, at)
			}
		}
		if err != nil {
			return o, err
		}
	}
	for _, k := range forbidden {
		if o.has(k) {
			return o, invalidf(at, "cannot specify the option %s here", optionNames[k])
		}
	}
	switch {
	case o.has(binary.CanonCallback) && !o.async():
		return o, invalidf(at, "cannot specify the option callback without the option async")
	case o.has(binary.CanonPostReturn) && o.async():
		return o, invalidf(at, "cannot specify the option post-return together with the option async")
	case o.has(binary.CanonCoreType) && !o.has(binary.CanonGC):
		return o, invalidf(at, "cannot specify the option core-type without the option gc")
	}
	if o.has(binary.CanonRealloc) {
		if !o.has(binary.CanonMemory) {
			return o, invalidf(at, "the option realloc requires the option memory")
		}
		err = c.wantSignature(o.realloc, []binary.ValType{o.ptr, o.ptr, o.ptr, o.ptr}, []binary.ValType{o.ptr}, "wrong signature of realloc", at)
	}
	return o, err
}

// memoryPointer is the address type of a memory that options or built-ins may
// use.
func (c *componentState) memoryPointer(i uint32, at int64) (binary.ValType, *binary.Error) {
	if err := c.known(binary.SortCoreMemory, i, len(c.coreMemories), at); err != nil {
		return 0, err
	}
	m := c.coreMemories[i]
	if m.Shared {
		return 0, mismatch(at, "the memory of a canonical definition must not be shared", "(memory 0)", "a shared memory")
	}
	if m.Is64 {
		return binary.I64, c.v.need(binary.FeatureCM64, at, "a 64-bit memory in a canonical definition")
	}
	return binary.I32, nil
}

// coreFuncAt is the type of a core function by index.
func (s *compScope) coreFuncAt(i uint32, at int64) (TypeID, *binary.Error) {
	if err := s.known(binary.SortCoreFunc, i, len(s.coreFuncs), at); err != nil {
		return 0, err
	}
	return s.coreFuncs[i], nil
}

// coreFuncTypeAt is a core function type by index.
func (s *compScope) coreFuncTypeAt(i uint32, at int64) (TypeID, *binary.FuncType, *binary.Error) {
	if err := s.known(binary.SortCoreType, i, len(s.coreTypes), at); err != nil {
		return 0, nil, err
	}
	id := s.coreTypes[i]
	if id == NoType {
		return 0, nil, mismatch(at, "core type "+decimal(i)+" is not a function type", "a function type", "a module type")
	}
	f := s.v.types.Func(id)
	if f == nil {
		return 0, nil, mismatch(at, "core type "+decimal(i)+" is not a function type", "a function type", s.v.types.String(id))
	}
	return id, f, nil
}

// wantSignature holds a core function to parameters and results.
func (s *compScope) wantSignature(f TypeID, params, results []binary.ValType, message string, at int64) *binary.Error {
	t := s.v.types.At(f)
	if t.Kind == binary.CompositeFunc && !t.Shared && slices.Equal(t.Func.Params, params) && slices.Equal(t.Func.Results, results) {
		return nil
	}
	return mismatch(at, message, signatureString(params, results), s.v.types.String(f))
}

func signatureString(params, results []binary.ValType) string {
	return "(func" + resultTypes(" (param ", params) + resultTypes(" (result ", results) + ")"
}

// require says that the ABI needs an option that was not given: with the option
// gc it needs none.
func (o *canonOptions) require(k binary.CanonOptKind, because string, at int64) *binary.Error {
	if o.has(binary.CanonGC) {
		return nil
	}
	return o.demand(k, because, at)
}

// demand is require for built-ins that copy to or from a memory also with gc.
func (o *canonOptions) demand(k binary.CanonOptKind, because string, at int64) *binary.Error {
	if o.has(k) {
		return nil
	}
	return invalidf(at, "canonical option %s is required: %s", optionNames[k], because)
}

// demandRealloc is demand for realloc, which goes with a memory.
func (o *canonOptions) demandRealloc(because string, at int64) *binary.Error {
	if err := o.demand(binary.CanonMemory, because, at); err != nil {
		return err
	}
	return o.demand(binary.CanonRealloc, because, at)
}

// requireRealloc is require for realloc, which goes with a memory.
func (o *canonOptions) requireRealloc(because string, at int64) *binary.Error {
	if err := o.require(binary.CanonMemory, because, at); err != nil {
		return err
	}
	return o.require(binary.CanonRealloc, because, at)
}
