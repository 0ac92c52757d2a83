package wit

// Convention is one of the ways in which core code calls or implements a component function.
type Convention uint8

const (
	// Lower is a synchronous call of an import.
	Lower Convention = iota
	// LowerAsync is an asynchronous call of an import, which returns a status.
	LowerAsync
	// Lift is a synchronous implementation of an export.
	Lift
	// LiftAsync is an asynchronous implementation of an export with a callback. Its result is given to task.return.
	LiftAsync
	// LiftStackful is an asynchronous implementation of an export without a callback.
	LiftStackful
)

// Lifts reports whether the convention is one of exports.
func (c Convention) Lifts() bool { return c >= Lift }

// Async reports whether the convention takes the async canonical option.
func (c Convention) Async() bool { return c == LowerAsync || c > Lift }

// Signature is the type of a core function that the canonical ABI asks for.
type Signature struct {
	Params, Results []CoreType
	// IndirectParams means that the parameters are a pointer to a tuple in memory.
	IndirectParams bool
	// ResultPointer means that the result is in memory: at the address given by the last parameter when lowering, at
	// the address that is returned when lifting.
	ResultPointer bool
}

// String returns the signature as the text format writes a function type, such as "(param i32 i32) (result i32)".
func (s Signature) String() string {
	b := []byte{}
	group := func(word string, types []CoreType) {
		if len(types) == 0 {
			return
		}
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = append(b, '(')
		b = append(b, word...)
		for _, t := range types {
			b = append(b, ' ')
			b = append(b, t.String()...)
		}
		b = append(b, ')')
	}
	group("param", s.Params)
	group("result", s.Results)
	return string(b)
}

// Signature returns the core signature of a function under a convention (CanonicalABI.md, flatten_functype).
func (a *ABI) Signature(f *Function, c Convention) Signature {
	limit := uint8(MaxFlatParams)
	if c == LowerAsync {
		limit = MaxFlatAsyncParams
	}
	params := a.params(f)
	result := a.layout(f.Result)
	var s Signature
	if params.nflat > limit {
		s.Params, s.IndirectParams = []CoreType{a.pointer}, true
	} else {
		s.Params = append([]CoreType(nil), params.flat[:params.nflat]...)
	}
	switch c {
	case Lower, Lift:
		switch {
		case result.nflat <= MaxFlatResults:
			s.Results = append([]CoreType(nil), result.flat[:result.nflat]...)
		case c == Lower:
			s.Params, s.ResultPointer = append(s.Params, a.pointer), true
		default:
			s.Results, s.ResultPointer = []CoreType{a.pointer}, true
		}
	case LowerAsync:
		if result.nflat > 0 {
			s.Params, s.ResultPointer = append(s.Params, a.pointer), true
		}
		s.Results = []CoreType{CoreI32}
	case LiftAsync:
		s.Results = []CoreType{CoreI32}
	}
	return s
}

// TaskReturn returns the core signature of the task.return built-in for the result of a function, which may be NoType.
func (a *ABI) TaskReturn(result Type) Signature {
	l := a.layout(result)
	if l.nflat > MaxFlatParams {
		return Signature{Params: []CoreType{a.pointer}, IndirectParams: true}
	}
	return Signature{Params: append([]CoreType(nil), l.flat[:l.nflat]...)}
}

// PostReturn returns the core signature of a function's post-return: it takes what the lifted function returned.
func (a *ABI) PostReturn(f *Function) Signature {
	return Signature{Params: a.Signature(f, Lift).Results}
}

// params is the layout of the parameters taken together.
func (a *ABI) params(f *Function) layout {
	l := layout{align: 1}
	for i := range f.Params {
		l.addField(a.layout(f.Params[i].Type))
	}
	l.finish()
	return l
}

// Options says which canonical options lifting or lowering a function needs.
type Options struct {
	Memory         bool // includes that Realloc needs
	Realloc        bool
	StringEncoding bool // strings occur
}

// Options returns the canonical options that a function needs under a convention. For asynchronous lifts they include
// what task.return needs for the result ([ABI.TaskReturnOptions]).
func (a *ABI) Options(f *Function, c Convention) Options {
	params, result := a.params(f).contents, a.layout(f.Result).contents
	s := a.Signature(f, c)
	inMemory := HasString | HasList
	var o Options
	if c.Lifts() {
		o.Realloc = params&inMemory != 0 || s.IndirectParams
		o.Memory = o.Realloc || result&inMemory != 0 || s.ResultPointer
		if c != Lift {
			o.Memory = o.Memory || a.TaskReturn(f.Result).IndirectParams
		}
		o.StringEncoding = (params|result)&HasString != 0
		return o
	}
	o.Realloc = result&inMemory != 0
	o.Memory = o.Realloc || params&inMemory != 0 || s.IndirectParams || s.ResultPointer
	o.StringEncoding = (params|result)&HasString != 0
	return o
}

// TaskReturnOptions returns the canonical options that task.return needs for a result: it never takes a realloc.
func (a *ABI) TaskReturnOptions(result Type) Options {
	contents := a.layout(result).contents
	return Options{
		Memory:         contents&(HasString|HasList) != 0 || a.TaskReturn(result).IndirectParams,
		StringEncoding: contents&HasString != 0,
	}
}
