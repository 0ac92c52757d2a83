package validate

import (
	"cmp"
	"slices"

	"wcomp/binary"
	"wcomp/decode"
)

// Module validates a core module. The error is a *binary.Error, or Errors, or
// the context's.
func Module(data []byte, o Options) (*Info, error) { return run(data, o, kindModule) }

// Component validates a component.
func Component(data []byte, o Options) (*Info, error) { return run(data, o, kindComponent) }

// Binary validates a module or a component.
func Binary(data []byte, o Options) (*Info, error) { return run(data, o, kindAny) }

type kind byte

const (
	kindAny kind = iota
	kindModule
	kindComponent
)

func run(data []byte, o Options, want kind) (*Info, error) {
	return newValidator(data, o).run(want)
}

func (v *validator) run(want kind) (*Info, error) {
	v.structure(want)
	switch {
	case v.stop == nil && !v.fatal && !v.opts.SkipBodies && len(v.errs) < v.want:
		v.bodies()
		v.cancelled()
	case v.pool != nil:
		v.pool.abandon()
	}
	if v.stop != nil {
		return nil, v.stop
	}
	if err := v.result(); err != nil {
		return nil, err
	}
	return v.info, nil
}

// validator is one run over one input.
type validator struct {
	checker
	data []byte
	opts Options
	info *Info
	// scopes are the modules and components being read, the innermost last.
	scopes []scope
	// code is the modules that have bodies, in the order of the file.
	code []*moduleState
	errs []*binary.Error
	// unnamed are those of errs whose items may have names.
	unnamed []unnamed
	// pool checks bodies, which cutter hands to it, while the structure is
	// still being read. Both are nil if bodies wait for its end.
	pool   *pool
	cutter *cutter
	tables map[fastKey]*fastTable
	parser *decode.Parser
	// streams: the input is read from an io.Reader, data is nil. scanned:
	// it has been read to its end for the names in it.
	streams bool
	scanned bool
	// consts checks constant expressions.
	consts *funcState
	// fatal: all errors that are wanted have been found.
	fatal   bool
	repeats int
	// noShortcuts sends every instruction the long way (tests).
	noShortcuts bool
	// stop is an error that is not the input's (the context's).
	stop error
}

// scope is a module or a component being read. One of the two is set, neither
// in a component of which nothing more can be said.
type scope struct {
	module    *moduleState
	component *componentState
}

func newValidator(data []byte, o Options) *validator {
	v := &validator{data: data, opts: o, tables: map[fastKey]*fastTable{}}
	v.parser = decode.NewParser(data, 0)
	v.features = o.Features
	if v.features == 0 {
		v.features = binary.DefaultFeatures
	}
	v.features &^= binary.NoFeatures
	v.limits = o.Limits.withDefaults()
	v.want = max(1, o.AllErrors)
	v.types = newTypes()
	v.info = &Info{Types: v.types}
	return v
}

// report notes an error. When there are as many as are wanted, the run ends.
func (v *validator) report(err *binary.Error) {
	if err == errPoisoned || v.fatal {
		return
	}
	if v.missed(err.Feature) {
		// Naming an entry takes time: not for a million of them.
		v.repeats++
		v.fatal = v.repeats > maxRepeats
		return
	}
	if n := len(v.scopes); n > 0 && v.scopes[n-1].module != nil {
		err = v.scopes[n-1].module.within(err)
	}
	if cut := v.parser.Complete(); cut != nil {
		if e, ok := cut.(*binary.Error); ok {
			err = e
		} else {
			v.stop = cut
		}
	}
	v.errs = append(v.errs, err)
	v.fatal = len(v.errs) >= v.want
}

// maxRepeats is how many errors of features that are off are passed over before
// the search for others ends.
const maxRepeats = 100

// missed says whether it was reported before that a feature is off: once is
// enough.
func (v *validator) missed(feature string) bool {
	return feature != "" && slices.ContainsFunc(v.errs, func(e *binary.Error) bool { return e.Feature == feature })
}

// structure checks everything but function bodies, front to back.
func (v *validator) structure(want kind) {
	p := v.parser
	var ev decode.Event
	for n := 0; !v.fatal && p.Next(&ev); n++ {
		if (n&0xff == 0 || v.streams) && v.cancelled() {
			return
		}
		if n == 0 {
			if err := v.checkKind(&ev, want); err != nil {
				v.report(err)
				return
			}
		}
		v.event(&ev)
	}
	err, ok := p.Err().(*binary.Error)
	if p.Err() != nil && !ok {
		v.stop = p.Err()
	}
	if err != nil && !v.fatal {
		if n := len(v.scopes); n > 0 && v.scopes[n-1].component != nil {
			err = v.scopes[n-1].component.within(err)
		}
		v.report(err)
	}
	v.nameItems(p)
}

func (v *validator) cancelled() bool {
	if c := v.opts.Context; c != nil && v.stop == nil {
		v.stop = c.Err()
	}
	return v.stop != nil
}

func (v *validator) checkKind(ev *decode.Event, want kind) *binary.Error {
	if ev.Component {
		if want == kindModule {
			return mismatch(ev.Start+4, "wrong kind of file", "a core module", "a component")
		}
		return v.need(binary.FeatureComponentModel, ev.Start, "a component")
	}
	if want == kindComponent {
		return mismatch(ev.Start+4, "wrong kind of file", "a component", "a core module")
	}
	return nil
}

// event hands a unit to the module or component it belongs to.
func (v *validator) event(ev *decode.Event) {
	switch ev.Kind {
	case decode.EventStart:
		v.enter(ev)
		return
	case decode.EventEnd:
		v.leave(ev)
		return
	case decode.EventCustom:
		v.custom(&v.scopes[len(v.scopes)-1], ev)
		return
	}
	top := v.scopes[len(v.scopes)-1]
	switch {
	case top.module != nil:
		top.module.event(ev)
		switch {
		case ev.Kind == decode.EventCode:
			v.codeStarts(top.module)
		case ev.Kind == decode.EventBody && v.cutter != nil && !v.fatal:
			v.cutter.grown(len(top.module.bodies)-1, ev.Data)
		}
	case top.component != nil:
		top.component.section(ev)
	}
}

func (v *validator) enter(ev *decode.Event) {
	var parent *componentState
	if n := len(v.scopes); n > 0 {
		if parent = v.scopes[n-1].component; parent == nil || !parent.nested(ev) {
			v.scopes = append(v.scopes, scope{}) // not looked at
			return
		}
	}
	if ev.Component {
		v.scopes = append(v.scopes, scope{component: newComponentState(v, parent, ev)})
		return
	}
	v.scopes = append(v.scopes, scope{module: newModuleState(v, ev.Start, parent)})
}

func (v *validator) leave(ev *decode.Event) {
	n := len(v.scopes) - 1
	done := v.scopes[n]
	v.scopes = v.scopes[:n]
	switch {
	case done.module != nil:
		done.module.finish()
		v.codeEnds(done.module)
		if n == 0 {
			v.info.Module = &done.module.ModuleInfo
		} else {
			v.scopes[n-1].component.addModule(done.module)
		}
	case done.component != nil:
		info := done.component.end(ev)
		if n == 0 {
			v.info.Component = info
		} else {
			v.scopes[n-1].component.addComponent(done.component)
		}
	}
}

// result is the error of the run. Of several the first is that which would be
// reported alone: the structure's, then the lowest. The others are sorted.
func (v *validator) result() error {
	if len(v.errs) == 0 {
		return nil
	}
	if v.want == 1 {
		return v.errs[0]
	}
	slices.SortStableFunc(v.errs[1:], func(a, b *binary.Error) int { return cmp.Compare(a.Offset, b.Offset) })
	return Errors(v.errs)
}
