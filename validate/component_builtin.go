package validate

import "wcomp/binary"

// Built-ins (Explainer.md, Canonical Built-ins; validate.md 5.8).

// builtinRow is a built-in whose signature does not depend on its operands.
type builtinRow struct {
	feature         binary.Features
	params, results []binary.ValType
	// payload: the kind of the type it names, 0 if it names none.
	payload binary.TypeKind
}

var (
	i32s1 = []binary.ValType{binary.I32}
	i32s2 = []binary.ValType{binary.I32, binary.I32}
	i64s1 = []binary.ValType{binary.I64}
)

var plainBuiltins = map[binary.CanonKind]builtinRow{
	binary.CanonTaskCancel:               {binary.FeatureCMAsync, nil, nil, 0},
	binary.CanonSubtaskCancel:            {binary.FeatureCMAsync, i32s1, i32s1, 0},
	binary.CanonSubtaskDrop:              {binary.FeatureCMAsync, i32s1, nil, 0},
	binary.CanonThreadYield:              {binary.FeatureCMAsync, nil, i32s1, 0},
	binary.CanonStreamNew:                {binary.FeatureCMAsync, nil, i64s1, binary.TypeStream},
	binary.CanonStreamCancelRead:         {binary.FeatureCMAsync, i32s1, i32s1, binary.TypeStream},
	binary.CanonStreamCancelWrite:        {binary.FeatureCMAsync, i32s1, i32s1, binary.TypeStream},
	binary.CanonStreamDropReadable:       {binary.FeatureCMAsync, i32s1, nil, binary.TypeStream},
	binary.CanonStreamDropWritable:       {binary.FeatureCMAsync, i32s1, nil, binary.TypeStream},
	binary.CanonFutureNew:                {binary.FeatureCMAsync, nil, i64s1, binary.TypeFuture},
	binary.CanonFutureCancelRead:         {binary.FeatureCMAsync, i32s1, i32s1, binary.TypeFuture},
	binary.CanonFutureCancelWrite:        {binary.FeatureCMAsync, i32s1, i32s1, binary.TypeFuture},
	binary.CanonFutureDropReadable:       {binary.FeatureCMAsync, i32s1, nil, binary.TypeFuture},
	binary.CanonFutureDropWritable:       {binary.FeatureCMAsync, i32s1, nil, binary.TypeFuture},
	binary.CanonErrorContextDrop:         {binary.FeatureCMErrorContext, i32s1, nil, 0},
	binary.CanonWaitableSetNew:           {binary.FeatureCMAsync, nil, i32s1, 0},
	binary.CanonWaitableSetDrop:          {binary.FeatureCMAsync, i32s1, nil, 0},
	binary.CanonWaitableJoin:             {binary.FeatureCMAsync, i32s2, nil, 0},
	binary.CanonBackpressureInc:          {binary.FeatureCMAsync, nil, nil, 0},
	binary.CanonBackpressureDec:          {binary.FeatureCMAsync, nil, nil, 0},
	binary.CanonThreadIndex:              {binary.FeatureCMThreading, nil, i32s1, 0},
	binary.CanonThreadResumeLater:        {binary.FeatureCMThreading, i32s1, nil, 0},
	binary.CanonThreadSuspend:            {binary.FeatureCMThreading, nil, i32s1, 0},
	binary.CanonThreadSuspendThenResume:  {binary.FeatureCMThreading, i32s1, i32s1, 0},
	binary.CanonThreadYieldThenResume:    {binary.FeatureCMThreading, i32s1, i32s1, 0},
	binary.CanonThreadSuspendThenPromote: {binary.FeatureCMThreading, i32s1, i32s1, 0},
	binary.CanonThreadYieldThenPromote:   {binary.FeatureCMThreading, i32s1, i32s1, 0},
}

// builtin checks every canonical definition but lift and lower.
func (c *componentState) builtin(f *binary.Canon) *binary.Error {
	at := f.Offset
	what := "canon " + f.Kind.String()
	if row, ok := plainBuiltins[f.Kind]; ok {
		if err := c.v.need(row.feature, at, what); err != nil {
			return err
		}
		if f.Async {
			if err := c.v.need(binary.FeatureCMMoreAsyncBuiltins, at, what+" with async"); err != nil {
				return err
			}
		}
		if row.payload != 0 {
			if _, err := c.payload(f, row.payload); err != nil {
				return err
			}
		}
		return c.addCoreFunc(row.params, row.results, at)
	}
	switch f.Kind {
	case binary.CanonResourceNew, binary.CanonResourceDrop, binary.CanonResourceRep:
		return c.resourceBuiltin(f)
	case binary.CanonTaskReturn:
		return c.taskReturn(f)
	case binary.CanonContextGet, binary.CanonContextSet:
		return c.contextBuiltin(f)
	case binary.CanonStreamRead, binary.CanonStreamWrite:
		return c.copyBuiltin(f, binary.TypeStream)
	case binary.CanonFutureRead, binary.CanonFutureWrite:
		return c.copyBuiltin(f, binary.TypeFuture)
	case binary.CanonErrorContextNew, binary.CanonErrorContextDebugMessage:
		return c.errorContext(f)
	case binary.CanonWaitableSetWait, binary.CanonWaitableSetPoll:
		if err := c.v.need(binary.FeatureCMAsync, at, what); err != nil {
			return err
		}
		ptr, err := c.memoryPointer(f.Memory, at)
		if err != nil {
			return err
		}
		return c.addCoreFunc([]binary.ValType{binary.I32, ptr}, i32s1, at)
	}
	return c.threadBuiltin(f)
}

// payload is what travels through the stream or future that a built-in names.
func (c *componentState) payload(f *binary.Canon, kind binary.TypeKind) (valRef, *binary.Error) {
	_, b, err := c.typeOf(f.Type, f.Offset, "a "+kindWords[kind]+" type", kind)
	if err != nil {
		return noVal, err
	}
	return b.members[0], nil
}

func (c *componentState) resourceBuiltin(f *binary.Canon) *binary.Error {
	at := f.Offset
	_, b, err := c.resourceAt(f.Type, at)
	if err != nil {
		return err
	}
	if f.Kind == binary.CanonResourceDrop {
		return c.addCoreFunc(i32s1, nil, at)
	}
	rep, local := c.reps[b.resource]
	if !local {
		return invalidf(at, "type %d is not a local resource: only the component that defines a resource can make and look into it", f.Type)
	}
	if f.Kind == binary.CanonResourceNew {
		return c.addCoreFunc([]binary.ValType{rep}, i32s1, at)
	}
	return c.addCoreFunc(i32s1, []binary.ValType{rep}, at)
}

func (c *componentState) taskReturn(f *binary.Canon) *binary.Error {
	at := f.Offset
	if err := c.v.need(binary.FeatureCMAsync, at, "canon task.return"); err != nil {
		return err
	}
	result, err := c.optValType(f.Result, at)
	if err != nil {
		return err
	}
	o, err := c.options(f.Opts, at, binary.CanonRealloc, binary.CanonPostReturn, binary.CanonCallback, binary.CanonAsync)
	if err != nil {
		return err
	}
	t := &typeBody{kind: binary.TypeFunc, members: []valRef{result, noVal}}
	if result == noVal {
		t.members = t.members[1:]
	}
	if o.has(binary.CanonGC) {
		return c.gcBuiltin(t, &o, at)
	}
	params := c.arena.flatten(result, o.ptr)
	switch {
	case len(params) > maxFlatParams:
		params = flatType{o.ptr}
		err = o.require(binary.CanonMemory, becauseReturn, at)
	case c.arena.refTraits(result)&hasPointer != 0:
		err = o.require(binary.CanonMemory, becauseResult, at)
	}
	if err != nil {
		return err
	}
	return c.addCoreFunc(params, nil, at)
}

func (c *componentState) contextBuiltin(f *binary.Canon) *binary.Error {
	at := f.Offset
	what := "canon " + f.Kind.String()
	if err := c.v.need(binary.FeatureCMAsync, at, what); err != nil {
		return err
	}
	switch f.ValType {
	case binary.I32:
	case binary.I64:
		if err := c.v.need(binary.FeatureCM64, at, what+" of an i64"); err != nil {
			return err
		}
	default:
		return mismatch(at, "wrong type of the context", "i32", f.ValType.String())
	}
	if c.context != binary.NoType && c.context != f.ValType {
		return mismatch(at, "context built-ins of one component must all use the same type", c.context.String(), f.ValType.String())
	}
	c.context = f.ValType
	switch {
	case f.Slot > 1:
		return invalidf(at, "context slot %d is out of range: there are two", f.Slot)
	case f.Slot == 1:
		if err := c.v.need(binary.FeatureCMThreading, at, "context slot 1"); err != nil {
			return err
		}
	}
	if f.Kind == binary.CanonContextGet {
		return c.addCoreFunc(nil, []binary.ValType{f.ValType}, at)
	}
	return c.addCoreFunc([]binary.ValType{f.ValType}, nil, at)
}

// copyBuiltin checks read and write of streams and futures.
func (c *componentState) copyBuiltin(f *binary.Canon, kind binary.TypeKind) *binary.Error {
	at := f.Offset
	what := "canon " + f.Kind.String()
	if err := c.v.need(binary.FeatureCMAsync, at, what); err != nil {
		return err
	}
	elem, err := c.payload(f, kind)
	if err != nil {
		return err
	}
	o, err := c.options(f.Opts, at, binary.CanonPostReturn, binary.CanonCallback)
	if err != nil {
		return err
	}
	if !o.async() {
		if err := c.v.need(binary.FeatureCMMoreAsyncBuiltins, at, what+" without async"); err != nil {
			return err
		}
	}
	if elem != noVal {
		read := f.Kind == binary.CanonStreamRead || f.Kind == binary.CanonFutureRead
		err = o.demand(binary.CanonMemory, "elements are passed through memory", at)
		if err == nil && read && c.arena.refTraits(elem)&hasPointer != 0 {
			err = o.demandRealloc("an element contains a string, list or map", at)
		}
		if err != nil {
			return err
		}
	}
	params, results := []binary.ValType{binary.I32, o.ptr}, i32s1
	if kind == binary.TypeStream {
		params, results = append(params, o.ptr), []binary.ValType{o.ptr}
	}
	return c.addOptionalType(params, results, &o, at)
}

func (c *componentState) errorContext(f *binary.Canon) *binary.Error {
	at := f.Offset
	if err := c.v.need(binary.FeatureCMErrorContext, at, "canon "+f.Kind.String()); err != nil {
		return err
	}
	o, err := c.options(f.Opts, at, binary.CanonAsync, binary.CanonPostReturn, binary.CanonCallback)
	if err != nil {
		return err
	}
	if f.Kind == binary.CanonErrorContextNew {
		if err := o.demand(binary.CanonMemory, "the message lies in memory", at); err != nil {
			return err
		}
		return c.addOptionalType([]binary.ValType{o.ptr, o.ptr}, i32s1, &o, at)
	}
	if err := o.demandRealloc("the message is written to memory", at); err != nil {
		return err
	}
	return c.addOptionalType([]binary.ValType{binary.I32, o.ptr}, nil, &o, at)
}

// addOptionalType is addCoreFunc for a built-in that the option core-type may
// declare the type of.
func (c *componentState) addOptionalType(params, results []binary.ValType, o *canonOptions, at int64) *binary.Error {
	if !o.has(binary.CanonCoreType) {
		if o.has(binary.CanonGC) {
			return invalidf(at, "cannot specify the option gc without the option core-type")
		}
		return c.addCoreFunc(params, results, at)
	}
	if err := c.wantSignature(o.coreType, params, results, "wrong core type declared", at); err != nil {
		return err
	}
	c.coreFuncs = append(c.coreFuncs, o.coreType)
	return nil
}

// threadBuiltin checks the built-ins that start threads.
func (c *componentState) threadBuiltin(f *binary.Canon) *binary.Error {
	at := f.Offset
	what := "canon " + f.Kind.String()
	feature := binary.FeatureSharedEverythingThreads
	if f.Kind == binary.CanonThreadNewIndirect {
		feature = binary.FeatureCMThreading
	}
	if err := c.v.need(feature, at, what); err != nil {
		return err
	}
	if f.Kind == binary.CanonThreadAvailParallelism {
		return c.addSharedFunc(nil, i32s1, at)
	}
	shared := f.Kind != binary.CanonThreadNewIndirect
	id, t, err := c.coreFuncTypeAt(f.Type, at)
	if err != nil {
		return err
	}
	if c.v.types.At(id).Shared != shared {
		if shared {
			return invalidf(at, "the start function of a spawned thread must have a shared type")
		}
		return invalidf(at, "the start function of a thread must not have a shared type")
	}
	if len(t.Params) != 1 || len(t.Results) > 0 || t.Params[0] != binary.I32 && !(t.Params[0] == binary.I64 && c.v.has(binary.FeatureCM64)) {
		return mismatch(at, "the start function of a thread must take one i32 and return nothing", "(func (param i32))", c.v.types.String(id))
	}
	if f.Kind == binary.CanonThreadSpawnRef {
		return c.addSharedFunc([]binary.ValType{binary.Ref(true, binary.ConcreteHeap(uint32(id))), t.Params[0]}, i32s1, at)
	}
	if err := c.known(binary.SortCoreTable, f.Table, len(c.coreTables), at); err != nil {
		return err
	}
	table := c.coreTables[f.Table]
	index := binary.I32
	if table.Is64 {
		if err := c.v.need(binary.FeatureCM64, at, what+" with a 64-bit table"); err != nil {
			return err
		}
		index = binary.I64
	}
	params := []binary.ValType{index, t.Params[0]}
	if !shared {
		if table.Elem != binary.FuncRef || table.Shared {
			return mismatch(at, "wrong table for starting threads", "an unshared table of funcref", "(table "+table.Elem.String()+")")
		}
		return c.addCoreFunc(params, i32s1, at)
	}
	if !table.Shared || !c.v.types.Subtype(table.Elem, binary.FuncRef.AsShared()) {
		return mismatch(at, "wrong table for spawning threads", "a shared table of (ref null (shared func))", "(table "+table.Elem.String()+")")
	}
	return c.addSharedFunc(params, i32s1, at)
}

func (c *componentState) addSharedFunc(params, results []binary.ValType, at int64) *binary.Error {
	id, err := c.v.types.intern(binary.SubType{Final: true, CompositeType: binary.CompositeType{Shared: true,
		Func: binary.FuncType{Params: params, Results: results}}}, at)
	if err != nil {
		return err
	}
	c.coreFuncs = append(c.coreFuncs, id)
	return nil
}
