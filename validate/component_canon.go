package validate

import (
	"wcomp/binary"
)

// Canonical definitions (CanonicalABI.md, Canonical Definitions; validate.md
// 5.7).

// canon checks a canonical definition and appends the function it makes.
func (c *componentState) canon(f *binary.Canon) *binary.Error {
	sort, n := binary.SortCoreFunc, len(c.coreFuncs)
	if f.Kind == binary.CanonLift {
		sort, n = binary.SortFunc, len(c.funcs)
	}
	err := c.room(sort, 1, f.Offset)
	if err == nil {
		switch f.Kind {
		case binary.CanonLift:
			err = c.lift(f)
		case binary.CanonLower:
			err = c.lower(f)
		default:
			err = c.builtin(f)
		}
	}
	if err != nil {
		return c.labelled(err, "canon "+f.Kind.String()+", ", sort, n)
	}
	return nil
}

// addCoreFunc appends a core function with a plain signature.
func (c *componentState) addCoreFunc(params, results []binary.ValType, at int64) *binary.Error {
	id, err := c.v.types.intern(binary.SubType{Final: true, CompositeType: binary.CompositeType{
		Func: binary.FuncType{Params: params, Results: results}}}, at)
	if err != nil {
		return err
	}
	c.coreFuncs = append(c.coreFuncs, id)
	return nil
}

// flatSignature is a function type flattened for one use, with the marks that
// decide which options it needs.
type flatSignature struct {
	params, results []binary.ValType
	// spilled: the parameters, or the result, travel through memory.
	paramsSpilled, resultSpilled bool
}

func (c *componentState) flattenLift(t *typeBody, o *canonOptions) (s flatSignature) {
	s.params = c.arena.flattenAll(t.params(), o.ptr)
	if s.paramsSpilled = len(s.params) > maxFlatParams; s.paramsSpilled {
		s.params = []binary.ValType{o.ptr}
	}
	result := c.arena.flatten(t.result(), o.ptr)
	switch {
	case !o.async():
		s.results = result
		if s.resultSpilled = len(result) > maxFlatResults; s.resultSpilled {
			s.results = []binary.ValType{o.ptr}
		}
	default:
		s.resultSpilled = len(result) > maxFlatParams
		if o.has(binary.CanonCallback) {
			s.results = flatI32
		}
	}
	return s
}

func (c *componentState) flattenLower(t *typeBody, o *canonOptions) (s flatSignature) {
	limit := maxFlatParams
	if o.async() {
		limit = maxFlatAsyncParams
	}
	s.params = c.arena.flattenAll(t.params(), o.ptr)
	if s.paramsSpilled = len(s.params) > limit; s.paramsSpilled {
		s.params = []binary.ValType{o.ptr}
	}
	result := c.arena.flatten(t.result(), o.ptr)
	if o.async() {
		s.results = flatI32
		s.resultSpilled = len(result) > 0
	} else {
		s.results = result
		s.resultSpilled = len(result) > maxFlatResults
	}
	if s.resultSpilled {
		s.params = append(s.params[:len(s.params):len(s.params)], o.ptr)
		if !o.async() {
			s.results = nil
		}
	}
	return s
}

// asyncType holds the option async to functions of an async type.
func (o *canonOptions) asyncType(t *typeBody, at int64) *binary.Error {
	if o.async() && t.kind != binary.TypeAsyncFunc {
		return mismatch(at, "the option async requires an async function type", "an async func type", "a func type")
	}
	return nil
}

func (a *typeArena) anyPointer(rs []valRef) bool {
	for _, r := range rs {
		if a.refTraits(r)&hasPointer != 0 {
			return true
		}
	}
	return false
}

const (
	becauseParams  = "the parameters contain a string, list or map"
	becauseResult  = "the result contains a string, list or map"
	becauseSpilled = "there are too many flat parameters to be passed as core parameters"
	becauseReturn  = "the result is passed through memory"
)

// lift checks (canon lift $callee opts (func (type $ft))).
func (c *componentState) lift(f *binary.Canon) *binary.Error {
	at := f.Offset
	id, t, err := c.typeOf(f.Type, at, "a function type", binary.TypeFunc, binary.TypeAsyncFunc)
	if err != nil {
		return err
	}
	c.funcs = append(c.funcs, id) // whatever is wrong, its type is known
	callee, err := c.coreFuncAt(f.Func, at)
	if err != nil {
		return err
	}
	o, err := c.options(f.Opts, at, binary.CanonCoreType)
	if err != nil {
		return err
	}
	if err := o.asyncType(t, at); err != nil {
		return err
	}
	if o.async() && !o.has(binary.CanonCallback) {
		if err := c.v.need(binary.FeatureCMAsyncStackful, at, "an async lift without a callback"); err != nil {
			return err
		}
	}
	if o.has(binary.CanonGC) {
		ft := c.v.types.Func(callee)
		if err := c.gcSignature(t, callee, &o, at); err != nil {
			return err
		}
		if o.has(binary.CanonPostReturn) {
			if err := c.wantSignature(o.postReturn, ft.Results, nil, "wrong signature of post-return", at); err != nil {
				return err
			}
		}
		return nil
	}
	s := c.flattenLift(t, &o)
	switch {
	case c.arena.anyPointer(t.params()):
		err = o.requireRealloc(becauseParams, at)
	case s.paramsSpilled:
		err = o.requireRealloc(becauseSpilled, at)
	}
	if err == nil {
		switch {
		case s.resultSpilled:
			err = o.require(binary.CanonMemory, becauseReturn, at)
		case c.arena.refTraits(t.result())&hasPointer != 0:
			err = o.require(binary.CanonMemory, becauseResult, at)
		}
	}
	if err == nil {
		err = c.wantSignature(callee, s.params, s.results, "wrong signature of the lifted core function", at)
	}
	if err == nil && o.has(binary.CanonPostReturn) {
		err = c.wantSignature(o.postReturn, s.results, nil, "wrong signature of post-return", at)
	}
	return err
}

// lower checks (canon lower $callee opts (core func)).
func (c *componentState) lower(f *binary.Canon) *binary.Error {
	at := f.Offset
	if err := c.known(binary.SortFunc, f.Func, len(c.funcs), at); err != nil {
		return err
	}
	t := c.arena.bodies[c.funcs[f.Func]]
	o, err := c.options(f.Opts, at, binary.CanonPostReturn, binary.CanonCallback)
	if err != nil {
		return err
	}
	if err := o.asyncType(t, at); err != nil {
		return err
	}
	if o.has(binary.CanonGC) {
		if !o.has(binary.CanonCoreType) {
			return invalidf(at, "cannot lower with the option gc without the option core-type")
		}
		if err := c.gcSignature(t, o.coreType, &o, at); err != nil {
			return err
		}
		c.coreFuncs = append(c.coreFuncs, o.coreType)
		return nil
	}
	s := c.flattenLower(t, &o)
	switch {
	case c.arena.anyPointer(t.params()):
		err = o.require(binary.CanonMemory, becauseParams, at)
	case s.paramsSpilled:
		err = o.require(binary.CanonMemory, becauseSpilled, at)
	}
	if err == nil {
		switch {
		case c.arena.refTraits(t.result())&hasPointer != 0:
			err = o.requireRealloc(becauseResult, at)
		case s.resultSpilled:
			err = o.require(binary.CanonMemory, becauseReturn, at)
		}
	}
	if bad := c.addCoreFunc(s.params, s.results, at); bad != nil {
		return bad
	}
	return err
}
