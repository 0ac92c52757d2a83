package testsuite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wat"
)

// engineFeatures are the proposals that the engine, wazero, implements.
const engineFeatures = binary.FeaturesWasm2 | binary.FeatureThreads | binary.FeatureTailCall |
	binary.FeatureExtendedConst | binary.FeatureExceptions | binary.FeatureFunctionReferences

const engineSwitches = api.CoreFeaturesV2 | experimental.CoreFeaturesThreads | experimental.CoreFeaturesTailCall |
	experimental.CoreFeaturesExtendedConst | experimental.CoreFeaturesExceptionHandling |
	experimental.CoreFeaturesTypedFunctionReferences

// Execute runs the directives of a script that need an engine: modules are
// instantiated, actions carried out, results, traps and exhaustion compared.
// What wazero cannot run, and what depends on that, is skipped with a reason.
// Other directives are for Run; they give no results here.
func Execute(ctx context.Context, script *wat.Script, opts Options) *Report {
	e := &executor{
		ctx: ctx, opts: opts, report: &Report{Script: script}, script: script,
		instances: map[string]*instance{}, registered: map[string]*instance{}, definitions: map[string]*definition{},
	}
	e.ctx = experimental.WithImportResolver(ctx, func(name string) api.Module {
		if i := e.registered[name]; i != nil {
			return i.module
		}
		return nil
	})
	e.runtime = wazero.NewRuntimeWithConfig(e.ctx, wazero.NewRuntimeConfig().WithCoreFeatures(engineSwitches))
	defer e.runtime.Close(e.ctx)
	e.spectest()
	for i := range script.Directives {
		d := &script.Directives[i]
		result := Result{Directive: d, Number: i}
		var skip skipped
		switch err := e.directive(d); {
		case err == errNothing:
			continue
		case errors.As(err, &skip):
			result.Status, result.Reason = Skipped, string(skip)
		case err != nil && d.Action != nil && e.touched(d.Action):
			result.Status, result.Reason = Skipped, "a module that was skipped may have changed what this one holds"
		case err != nil:
			result.Status, result.Err = Failed, err
		}
		e.report.Results = append(e.report.Results, result)
	}
	return e.report
}

// skipped is the reason why a directive cannot be run.
type skipped string

func (s skipped) Error() string { return string(s) }

// errNothing marks directives that need no engine.
var errNothing = errors.New("nothing to execute")

type executor struct {
	ctx     context.Context
	opts    Options
	script  *wat.Script
	report  *Report
	runtime wazero.Runtime

	last        *instance
	lastDef     *definition
	instances   map[string]*instance // by identifier
	definitions map[string]*definition
	registered  map[string]*instance // by name
}

// instance is an instantiated module, or the reason why there is none.
type instance struct {
	module api.Module
	skip   error
	// touched: a module that was skipped imports from this one, and may
	// have changed what it holds.
	touched bool
}

// definition is a module that was compiled, or the reason why it was not.
type definition struct {
	compiled wazero.CompiledModule
	imports  []string // modules imported from
	skip     error
}

// spectestText is the module that scripts import from (README of the
// specification's test suite).
const spectestText = `(module
	(func (export "print"))
	(func (export "print_i32") (param i32))
	(func (export "print_i64") (param i64))
	(func (export "print_f32") (param f32))
	(func (export "print_f64") (param f64))
	(func (export "print_i32_f32") (param i32 f32))
	(func (export "print_f64_f64") (param f64 f64))
	(global (export "global_i32") i32 (i32.const 666))
	(global (export "global_i64") i64 (i64.const 666))
	(global (export "global_f32") f32 (f32.const 666.6))
	(global (export "global_f64") f64 (f64.const 666.6))
	(table (export "table") 10 20 funcref)
	(memory (export "memory") 1 2))`

func (e *executor) spectest() {
	data, err := wat.Parse([]byte(spectestText), wat.ParseOptions{})
	if err != nil {
		panic(err)
	}
	module, err := e.runtime.InstantiateWithConfig(e.ctx, data, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		panic(err)
	}
	e.registered["spectest"] = &instance{module: module}
}

// compile makes a definition. An error is a failure of the directive.
func (e *executor) compile(m *wat.ScriptModule) (*definition, error) {
	if m.Component {
		return &definition{skip: skipped("components are not executed")}, nil
	}
	data, err := m.Encode(e.opts.Parse)
	if err != nil {
		return nil, err
	}
	if reason := unsupported(data); reason != "" {
		for _, name := range importedModules(data) {
			if i := e.registered[name]; i != nil {
				i.touched = true
			}
		}
		return &definition{skip: skipped(reason)}, nil
	}
	compiled, err := e.runtime.CompileModule(e.ctx, data)
	if err != nil {
		if reason := engineRefuses(err); reason != "" {
			return &definition{skip: skipped(reason)}, nil
		}
		return nil, fmt.Errorf("it does not compile: %w", err)
	}
	return &definition{compiled: compiled, imports: importedModules(data)}, nil
}

// importedModules are the names of the modules that a module imports from.
func importedModules(data []byte) (names []string) {
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Kind != decode.EventSection || ev.Section() != binary.SectionImport {
			continue
		}
		for s := ev.Items(); s.Next(); {
			g := s.Import()
			if s.Err() != nil {
				break
			}
			if !slices.Contains(names, g.Module) {
				names = append(names, g.Module)
			}
		}
	}
	return names
}

// refusals are what wazero refuses though the specification allows it, and
// what that means.
var refusals = []struct{ says, reason string }{
	{"has an empty module name", "wazero refuses empty module names"},
	{"invalid byte for importdesc: 0x20", "needs exact imports, which wazero lacks"},
	{"failed to read custom section name", "wazero refuses malformed name sections"},
	{"table min must be at most", "wazero refuses tables so large"},
	{`"shared_memory" is not exported`, "imports spectest.shared_memory, which a module for wazero cannot have beside its memory"},
	{`"table64" is not exported`, "imports a table with 64-bit indices, which wazero lacks"},
}

func engineRefuses(err error) string {
	for _, r := range refusals {
		if strings.Contains(err.Error(), r.says) {
			return r.reason
		}
	}
	return ""
}

// unsupported says what a module needs that the engine lacks.
func unsupported(data []byte) string {
	_, err := validate.Binary(data, validate.Options{Features: engineFeatures, Workers: 1})
	if err == nil {
		return ""
	}
	var e *binary.Error
	if errors.As(err, &e) && e.Feature != "" {
		return "needs " + e.Feature + ", which wazero lacks"
	}
	if _, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures, Workers: 1}); err != nil {
		return "the module does not validate"
	}
	return "needs a feature that wazero lacks"
}

// instantiate makes an instance of a definition. An error is what
// instantiating said.
func (e *executor) instantiate(d *definition) (*instance, error) {
	if d.skip != nil {
		return &instance{skip: d.skip}, nil
	}
	for _, name := range d.imports {
		if i := e.registered[name]; i != nil && i.skip != nil {
			return &instance{skip: skipped("imports from a module that was skipped")}, nil
		}
	}
	module, err := e.runtime.InstantiateModule(e.ctx, d.compiled, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		return nil, err
	}
	return &instance{module: module}, nil
}

// touched says whether an action is on a module that a skipped one imports
// from.
func (e *executor) touched(a *wat.Action) bool {
	i, err := e.find(a.Module, a.HasModule)
	return err == nil && i.touched
}

func (e *executor) directive(d *wat.Directive) error {
	switch d.Kind {
	case wat.DirectiveModule:
		return e.module(d)
	case wat.DirectiveDefinition:
		def, err := e.compile(d.Module)
		if err != nil {
			return err
		}
		e.lastDef = def
		if d.Module.HasName {
			e.definitions[d.Module.Name] = def
		}
		return def.skip
	case wat.DirectiveInstance:
		def := e.lastDef
		if d.HasTarget {
			def = e.definitions[d.Target]
		}
		if def == nil {
			return fmt.Errorf("there is no definition `$%s`", d.Target)
		}
		return e.keep(def, d.Name, d.HasName)
	case wat.DirectiveRegister:
		i, err := e.find(d.Target, d.HasTarget)
		if err != nil {
			return err
		}
		e.registered[d.Name] = i
		return i.skip
	case wat.DirectiveAction:
		_, err := e.act(d.Action)
		return err
	case wat.AssertReturn:
		return e.assertReturn(d)
	case wat.AssertTrap, wat.AssertExhaustion, wat.AssertException:
		return e.assertTrap(d)
	case wat.AssertUninstantiable, wat.AssertUnlinkable:
		return e.assertUninstantiable(d)
	case wat.AssertSuspension:
		return skipped("needs stack-switching, which wazero lacks")
	case wat.DirectiveThread, wat.DirectiveWait:
		return skipped("threads of scripts are not run")
	}
	return errNothing
}

func (e *executor) module(d *wat.Directive) error {
	def, err := e.compile(d.Module)
	if err != nil {
		e.last = &instance{skip: skipped("its module failed")}
		return err
	}
	return e.keep(def, d.Module.Name, d.Module.HasName)
}

// keep instantiates and remembers.
func (e *executor) keep(def *definition, name string, has bool) error {
	i, err := e.instantiate(def)
	if err != nil {
		i = &instance{skip: skipped("its module failed")}
	}
	e.last = i
	if has {
		e.instances[name] = i
	}
	if err != nil {
		if reason := engineRefuses(err); reason != "" {
			i.skip = skipped(reason)
			return i.skip
		}
		return fmt.Errorf("it does not instantiate: %w", err)
	}
	return i.skip
}

func (e *executor) find(name string, has bool) (*instance, error) {
	i := e.last
	if has {
		i = e.instances[name]
	}
	if i == nil {
		return nil, fmt.Errorf("there is no module `$%s` before it", name)
	}
	return i, nil
}

// trap is what an action that did not return ended with.
type trap struct{ err error }

func (t trap) Error() string { return t.err.Error() }

// results of an action: 64-bit words, two for a v128.
func (e *executor) act(a *wat.Action) ([]uint64, error) {
	i, err := e.find(a.Module, a.HasModule)
	if err != nil {
		return nil, err
	}
	if i.skip != nil {
		return nil, skipped("its module was skipped: " + i.skip.Error())
	}
	if a.Get {
		g := i.module.ExportedGlobal(a.Field)
		if g == nil {
			return nil, fmt.Errorf("there is no exported global %q", a.Field)
		}
		return []uint64{g.Get()}, nil
	}
	f := i.module.ExportedFunction(a.Field)
	if f == nil {
		return nil, fmt.Errorf("there is no exported function %q", a.Field)
	}
	var args []uint64
	for k := range a.Args {
		words, err := argument(&a.Args[k])
		if err != nil {
			return nil, err
		}
		args = append(args, words...)
	}
	results, err := f.Call(e.ctx, args...)
	if err != nil {
		return nil, trap{err}
	}
	return results, nil
}

// argument is a value as the engine takes it.
func argument(v *wat.Value) ([]uint64, error) {
	switch v.Type {
	case "i32", "f32":
		return []uint64{v.Bits & 0xffffffff}, nil
	case "i64", "f64":
		return []uint64{v.Bits}, nil
	case "v128":
		lo, hi := vector(v)
		return []uint64{lo, hi}, nil
	case "externref", "funcref", "exnref", "nullfuncref", "nullexternref":
		if v.Null {
			return []uint64{0}, nil
		}
		if v.Type == "externref" {
			return []uint64{v.Bits + 1}, nil // 0 is null
		}
	}
	return nil, skipped("arguments of type " + v.Type + " cannot be passed")
}

// vector is a v128 in two words.
func vector(v *wat.Value) (lo, hi uint64) {
	width := 128 / len(v.Lanes)
	for i := range v.Lanes {
		bits := v.Lanes[i].Bits
		if width < 64 {
			bits &= 1<<width - 1
		}
		if at := i * width; at < 64 {
			lo |= bits << at
		} else {
			hi |= bits << (at - 64)
		}
	}
	return lo, hi
}

func (e *executor) assertReturn(d *wat.Directive) error {
	got, err := e.act(d.Action)
	var t trap
	if errors.As(err, &t) {
		return fmt.Errorf("it traps: %w", firstLineOf(t.err))
	} else if err != nil {
		return err
	}
	for i := range d.Expected {
		v := &d.Expected[i]
		n := 1
		if v.Type == "v128" || v.Type == "either" && len(v.Items) > 0 && v.Items[0].Type == "v128" {
			n = 2
		}
		if len(got) < n {
			if d.Action.Get {
				return skipped("globals of type v128 cannot be read")
			}
			return fmt.Errorf("it gives fewer results than expected")
		}
		ok, err := matches(v, got[:n])
		if err != nil {
			return err
		}
		if !ok {
			return fmt.Errorf("result %d is %s, expected %s", i, describeResult(v, got[:n]), describe(v))
		}
		got = got[n:]
	}
	if len(got) > 0 {
		return fmt.Errorf("it gives %d words more than expected", len(got))
	}
	return nil
}

// matches compares a result with a value or pattern.
func matches(v *wat.Value, got []uint64) (bool, error) {
	switch v.Type {
	case "i32":
		return uint32(got[0]) == uint32(v.Bits), nil
	case "i64":
		return got[0] == v.Bits, nil
	case "f32", "f64":
		return lane(v, got[0]), nil
	case "v128":
		width := 128 / len(v.Lanes)
		for i := range v.Lanes {
			at := i * width
			if !lane(&v.Lanes[i], got[at/64]>>(at%64)) {
				return false, nil
			}
		}
		return true, nil
	case "either":
		for i := range v.Items {
			if ok, err := matches(&v.Items[i], got); ok || err != nil {
				return ok, err
			}
		}
		return false, nil
	case "refnull":
		return got[0] == 0, nil
	case "externref", "funcref", "exnref", "nullfuncref", "nullexternref", "nullexnref":
		switch {
		case v.Null:
			return got[0] == 0, nil
		case v.Type == "externref" && v.HasBits:
			return got[0] == v.Bits+1, nil
		}
		return got[0] != 0, nil
	}
	return false, skipped("results of type " + v.Type + " cannot be compared")
}

// lane compares a number, whose bits may be followed by those of others.
func lane(v *wat.Value, bits uint64) bool {
	width, quiet, mantissa := 64, uint64(0), uint64(0)
	switch v.Type {
	case "i8":
		width = 8
	case "i16":
		width = 16
	case "i32":
		width = 32
	case "f32":
		width, quiet, mantissa = 32, 0x7fc00000, 0x3fffff
	case "f64":
		quiet, mantissa = 0x7ff8000000000000, 0x7ffffffffffff
	}
	mask := ^uint64(0) >> (64 - width)
	bits &= mask
	switch v.NaN {
	case "nan:canonical":
		return bits&(mask>>1) == quiet
	case "nan:arithmetic":
		return bits&(mask>>1)&^mantissa == quiet
	}
	return bits == v.Bits&mask
}

// trapWords are the engine's words for those of scripts.
var trapWords = map[string]string{
	"undefined element": "invalid table access", "uninitialized element": "invalid table access",
	"out of bounds table access": "invalid table access", "call stack exhausted": "stack overflow",
	"uninitialized": "invalid table access", "null function reference": "null reference",
	"unaligned atomic": "unaligned atomic", "unhandled exception": "uncaught exception",
	"null exception reference": "null reference",
}

func (e *executor) assertTrap(d *wat.Directive) error {
	_, err := e.act(d.Action)
	var t trap
	if err != nil && !errors.As(err, &t) {
		return err
	}
	if err == nil {
		return errors.New("it returns and does not trap")
	}
	if d.Kind == wat.AssertException {
		if !strings.Contains(t.Error(), "exception") {
			return fmt.Errorf("it traps: %w", firstLineOf(t.err))
		}
		return nil
	}
	return e.trapSays(t.err, d.Message)
}

// trapSays compares the engine's words with the script's.
func (e *executor) trapSays(err error, message string) error {
	if strings.Contains(err.Error(), message) || e.opts.IgnoreMessages {
		return nil
	}
	for words, ours := range trapWords {
		if strings.HasPrefix(message, words) && strings.Contains(err.Error(), ours) {
			return nil
		}
	}
	return fmt.Errorf("it traps with %q, not %q", firstLine(err), message)
}

func firstLineOf(err error) error { return errors.New(firstLine(err)) }

func (e *executor) assertUninstantiable(d *wat.Directive) error {
	def, err := e.compile(d.Module)
	if err != nil {
		return err
	}
	i, err := e.instantiate(def)
	if err != nil {
		return nil
	}
	if i.skip != nil {
		return i.skip
	}
	if strings.HasPrefix(d.Message, "out of bounds table access") {
		return skipped("wazero passes over active element segments that are out of bounds")
	}
	if d.Kind == wat.AssertUnlinkable {
		return errors.New("it links")
	}
	return errors.New("it instantiates")
}
