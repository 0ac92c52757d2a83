package componentize

import (
	"strings"

	"wcomp/binary"
	"wcomp/wit"
)

// Names of exports that count in every naming scheme.
var anywhereReallocs = map[string]ReallocUse{
	"canonical_abi_realloc": ReallocGeneral, // before it was called cabi_realloc
	"cabi_import_realloc":   ReallocImport,
	"cabi_export_realloc":   ReallocExport,
	"cabi_realloc_adapter":  ReallocAdapter,
}

const (
	callbackPrefix     = "[callback]"
	asyncLiftPrefix    = "[async-lift]"
	stackfulLiftPrefix = "[async-lift-stackful]"
	postReturnPrefix   = "cabi_post_"
	destructorMark     = "[dtor]"
)

var reallocType = signature("iiii>i")

// exports classifies the module's exports; list is what the module's world exports.
func (c *classifier) exports(list []wit.WorldKey) *moduleExports {
	x := &moduleExports{
		lifts: map[funcRef]*Export{}, postReturns: map[funcRef]*Export{}, callbacks: map[funcRef]*Export{},
		destructors: map[wit.TypeID]*Export{},
	}
	s := newExportScopes(c, list)
	for i := range c.m.exports {
		raw := &c.m.exports[i]
		e := &Export{Name: raw.Name, Extern: raw.Kind, Index: raw.Index, Convention: wit.Lift, slot: -1}
		if raw.Kind == binary.ExternFunc {
			e.Type = c.m.funcType(raw.Index)
		}
		x.all = append(x.all, e)
		c.classifyExport(e, s)
		c.enter(x, e, raw.Offset)
	}
	c.complete(x, s)
	return x
}

// exportScopes are the functions and resources that a module is asked to export.
type exportScopes struct {
	c    *classifier
	list []wit.WorldKey
	// byName and byStandard have the listed keys by the names that core exports give them.
	byName, byStandard map[string]wit.WorldKey
}

func newExportScopes(c *classifier, list []wit.WorldKey) *exportScopes {
	s := &exportScopes{c: c, list: list, byName: map[string]wit.WorldKey{}, byStandard: map[string]wit.WorldKey{}}
	for _, key := range list {
		s.byName[c.w.resolve.KeyName(key)] = key
		if name := c.w.standardKey(key); s.byStandard[name] == (wit.WorldKey{}) {
			s.byStandard[name] = key
		}
	}
	return s
}

// function finds the function that a core name means: F, K#F in the legacy scheme.
func (s *exportScopes) function(name string) (iface string, f *wit.Function, ok bool) {
	if key, field, has := strings.Cut(name, "#"); has {
		if scope, ok := s.scope(key); ok {
			f, ok := scope.function(field)
			return scope.key, f, ok
		}
		return "", nil, false
	}
	return s.rootFunction(name)
}

func (s *exportScopes) rootFunction(name string) (string, *wit.Function, bool) {
	if name == "" {
		return "", nil, false
	}
	key, ok := s.byName[name]
	if !ok || !key.IsName() {
		return "", nil, false
	}
	f, ok := s.c.w.rootExports().function(name)
	return "", f, ok
}

// scope is the listed interface of exactly this key.
func (s *exportScopes) scope(key string) (*scope, bool) {
	k, ok := s.byName[key]
	if !ok {
		return nil, false
	}
	return s.c.w.scopeOf(k, true)
}

// standardScope is the listed interface that standard names spell so.
func (s *exportScopes) standardScope(key string) (*scope, bool) {
	k, ok := s.byStandard[key]
	if !ok {
		return nil, false
	}
	return s.c.w.scopeOf(k, true)
}

// classifyExport finds out what an export becomes; unknown names are ignored.
func (c *classifier) classifyExport(e *Export, s *exportScopes) {
	if use, ok := anywhereReallocs[e.Name]; ok {
		// What is no allocator only has its name: that is no harm as long as none is needed.
		if e.Extern == binary.ExternFunc && sameFunc(e.Type, reallocType) {
			e.Kind, e.Realloc = ExportRealloc, use
		}
		return
	}
	if rest, ok := strings.CutPrefix(e.Name, standardPrefix); ok {
		c.standardExport(e, rest, s)
		return
	}
	if !c.options.RejectLegacyNames {
		c.legacyExport(e, s)
	}
}

func (c *classifier) legacyExport(e *Export, s *exportScopes) {
	switch {
	case e.Extern == binary.ExternMemory && e.Name == "memory":
		e.Kind = ExportMemory
		return
	case e.Extern == binary.ExternTable && e.Name == "__indirect_function_table":
		e.Kind = ExportTable
		return
	case e.Extern != binary.ExternFunc:
		return
	}
	if rest, ok := strings.CutPrefix(e.Name, callbackPrefix); ok {
		if rest, ok = strings.CutPrefix(rest, asyncLiftPrefix); ok {
			c.functionExport(e, ExportCallback, rest, s)
		}
		return
	}
	name, convention := e.Name, wit.Lift
	if rest, ok := strings.CutPrefix(name, asyncLiftPrefix); ok {
		name, convention = rest, wit.LiftAsync
	} else if rest, ok := strings.CutPrefix(name, stackfulLiftPrefix); ok {
		name, convention = rest, wit.LiftStackful
	}
	e.Convention = convention
	switch name {
	case "cabi_realloc":
		e.Kind, e.Realloc = ExportRealloc, ReallocGeneral
		return
	case "_initialize":
		e.Kind = ExportInitialize
		return
	case "__wasm_task_hook":
		e.Kind = ExportTaskHook
		return
	}
	if c.functionExport(e, ExportLift, name, s) {
		return
	}
	if rest, ok := strings.CutPrefix(name, postReturnPrefix); ok && c.functionExport(e, ExportPostReturn, rest, s) {
		return
	}
	if key, field, ok := strings.Cut(name, "#"); ok {
		if resource, ok := strings.CutPrefix(field, destructorMark); ok {
			if scope, ok := s.scope(key); ok {
				c.destructorExport(e, scope, resource)
			}
		}
	}
}

func (c *classifier) functionExport(e *Export, kind ExportKind, name string, s *exportScopes) bool {
	iface, f, ok := s.function(name)
	if ok {
		e.Kind, e.Interface, e.Func = kind, iface, f
	}
	return ok
}

func (c *classifier) destructorExport(e *Export, scope *scope, name string) {
	if id, ok := scope.resource(name); ok {
		e.Kind, e.Interface, e.Resource = ExportDestructor, scope.key, id
	}
}

// standardExport classifies by what follows cm32p2: _memory, _realloc, _initialize; |KEY|F, with nothing for the
// world's KEY, F with _post for the post-return; |KEY|R_dtor.
func (c *classifier) standardExport(e *Export, rest string, s *exportScopes) {
	if rest == "_memory" && e.Extern == binary.ExternMemory {
		e.Kind = ExportMemory
		return
	}
	if e.Extern != binary.ExternFunc {
		return
	}
	switch rest {
	case "_realloc":
		e.Kind, e.Realloc = ExportRealloc, ReallocGeneral
		return
	case "_initialize":
		e.Kind = ExportInitialize
		return
	}
	rest, ok := strings.CutPrefix(rest, "|")
	if !ok {
		return
	}
	key, field, ok := strings.Cut(rest, "|")
	if !ok {
		return
	}
	find := func(name string) (string, *wit.Function, bool) { return s.rootFunction(name) }
	var scope *scope
	if key != "" {
		if scope, ok = s.standardScope(key); !ok {
			return
		}
		find = func(name string) (string, *wit.Function, bool) {
			f, ok := scope.function(name)
			return scope.key, f, ok
		}
	}
	if iface, f, ok := find(field); ok {
		e.Kind, e.Interface, e.Func = ExportLift, iface, f
		return
	}
	if name, ok := strings.CutSuffix(field, "_post"); ok {
		if iface, f, ok := find(name); ok {
			e.Kind, e.Interface, e.Func = ExportPostReturn, iface, f
			return
		}
	}
	if name, ok := strings.CutSuffix(field, "_dtor"); ok && scope != nil {
		c.destructorExport(e, scope, name)
	}
}

// enter files an export under its purpose and checks its signature.
func (c *classifier) enter(x *moduleExports, e *Export, offset int64) {
	ref := funcRef{e.Interface, ""}
	if e.Func != nil {
		ref.name = e.Func.Name
	}
	single := func(at **Export) {
		if *at != nil {
			c.problems.secondExport(c.m, *at, e, offset)
			return
		}
		*at = e
	}
	mapped := func(m map[funcRef]*Export) {
		if old := m[ref]; old != nil {
			c.problems.secondExport(c.m, old, e, offset)
			return
		}
		m[ref] = e
	}
	check := func(want binary.FuncType) {
		if !sameFunc(e.Type, want) {
			c.problems.exportSignature(c.m, e, want, offset)
		}
	}
	switch e.Kind {
	case ExportMemory:
		single(&x.memory)
	case ExportTable:
		single(&x.table)
	case ExportInitialize:
		check(signature(">"))
		single(&x.initialize)
	case ExportTaskHook:
		check(signature("i>"))
		single(&x.taskHook)
	case ExportRealloc:
		check(reallocType)
		if x.reallocs[e.Realloc] == nil {
			x.reallocs[e.Realloc] = e
		}
	case ExportLift:
		check(coreSignature(c.abi.Signature(e.Func, e.Convention)))
		mapped(x.lifts)
	case ExportPostReturn:
		check(coreSignature(c.abi.PostReturn(e.Func)))
		mapped(x.postReturns)
	case ExportCallback:
		check(signature("iii>i"))
		mapped(x.callbacks)
	case ExportDestructor:
		check(signature("i>"))
		if old := x.destructors[e.Resource]; old != nil {
			c.problems.secondExport(c.m, old, e, offset)
			return
		}
		x.destructors[e.Resource] = e
	}
}

// complete checks that everything the module is asked for is there.
func (c *classifier) complete(x *moduleExports, s *exportScopes) {
	for _, e := range x.all {
		if e.Kind != ExportLift {
			continue
		}
		ref := funcRef{e.Interface, e.Func.Name}
		if e.Convention == wit.LiftAsync && x.callbacks[ref] == nil {
			c.problems.missingCallback(c.m, e)
		}
		if e.Convention != wit.Lift && x.postReturns[ref] != nil {
			c.problems.postReturnOfAsync(c.m, x.postReturns[ref], e)
		}
		if e.Convention != wit.Lift && !e.Func.Kind.Async() {
			c.problems.asyncLiftOfSync(c.m, e)
		}
	}
	var missing []string
	for _, key := range s.list {
		item, _ := c.w.world.Exports.Get(key)
		switch item := item.(type) {
		case *wit.Function:
			if x.lifts[funcRef{"", item.Name}] == nil {
				missing = append(missing, item.Name)
			}
		case *wit.InterfaceItem:
			name := c.w.resolve.KeyName(key)
			for f := range c.w.resolve.Interfaces[item.ID].Functions.Values() {
				if x.lifts[funcRef{name, f.Name}] == nil {
					missing = append(missing, name+"#"+f.Name)
				}
			}
		}
	}
	if len(missing) > 0 {
		c.problems.missingExports(c.m, missing, c.options.RejectLegacyNames)
	}
}
