package componentize

import (
	"fmt"
	"slices"

	"wcomp/binary"
	"wcomp/decode"
)

// Trimming an adapter: what main does not import and the world does not export goes, with all that only it needs.
//
// The adapter is read whole (trim.go), what is reachable from the exports that stay is marked (trimreach.go), code that
// gives the adapter a stack of its own is added (trimstack.go), and the rest is written anew with other indices
// (trimwrite.go).

// trimmer is the work on one adapter.
type trimmer struct {
	m        *module
	problems *problems

	tables  []binary.Table  // defined ones
	globals []binary.Global // defined ones
	bodies  []decode.Body
	// imported counts the imports of each kind.
	imported [5]uint32

	exports []binary.Export // those that stay, in their new order

	liveTypes, liveFuncs, liveTables, liveMemories, liveGlobals []bool
	work                                                        []uint32 // functions whose bodies have to be looked at

	funcNames, globalNames map[uint32]string
	producers              []byte // contents of the producers section

	stack stackPlan
}

// fail reports why the adapter cannot be trimmed.
func (t *trimmer) fail(offset int64, item, format string, args ...any) {
	if t.problems.once("trim " + t.m.name) {
		t.problems.adapter(t.m, offset, item, fmt.Sprintf(format, args...))
	}
}

// trimAdapter reduces an adapter to the exports in keep. realloc is the name of the main module's allocator for
// adapters, empty if the adapter has to grow memory by itself. What is wrong is added to problems, and the answer nil.
func trimAdapter(m *module, keep map[string]bool, realloc, moduleName string, p *problems) []byte {
	t := &trimmer{m: m, problems: p}
	before := len(p.list)
	t.read()
	if len(p.list) > before {
		return nil
	}
	t.keepExports(keep)
	t.reach()
	if len(p.list) > before {
		return nil
	}
	t.planStack(realloc)
	if len(p.list) > before {
		return nil
	}
	out := t.write(moduleName)
	if len(p.list) > before {
		return nil
	}
	return out
}

// refusedSections are those whose contents could not be trimmed.
var refusedSections = map[binary.SectionID]string{
	binary.SectionStart:     "it would run before the main module is ready",
	binary.SectionElement:   "adapters have no tables of their own",
	binary.SectionData:      "adapters have no memory of their own",
	binary.SectionDataCount: "adapters have no memory of their own",
	binary.SectionTag:       "adapters throw no exceptions",
}

// read takes in the adapter's definitions.
func (t *trimmer) read() {
	for i := range t.m.types {
		if typ := &t.m.types[i]; !typ.Plain() {
			t.fail(typ.Offset, fmt.Sprintf("type %d", i), "only plain function types are allowed in adapters")
			return
		}
	}
	for i := range t.m.imports {
		if k := t.m.imports[i].Kind; int(k) < len(t.imported) {
			t.imported[k]++
		} else {
			t.imported[binary.ExternFunc]++
		}
	}
	p := decode.NewParser(t.m.data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventBody:
			t.bodies = append(t.bodies, ev.Body())
		case decode.EventCustom:
			switch ev.Name {
			case "name":
				t.readNames(&ev)
			case producersSection:
				t.producers = ev.Data
			}
		case decode.EventSection:
			if why, ok := refusedSections[ev.Section()]; ok {
				t.fail(ev.Start, ev.Section().String()+" section", "not allowed in adapters: %s", why)
				return
			}
			t.readSection(&ev)
		}
	}
	if err := p.Err(); err != nil {
		t.problems.fail(t.m, "", err)
	}
}

func (t *trimmer) readSection(ev *decode.Event) {
	items := ev.Items()
	switch ev.Section() {
	case binary.SectionTable:
		for items.Next() {
			t.tables = append(t.tables, items.Table())
		}
	case binary.SectionGlobal:
		for items.Next() {
			t.globals = append(t.globals, items.Global())
		}
	}
}

// readNames reads a name section as far as that is possible.
func (t *trimmer) readNames(ev *decode.Event) {
	toMap := func(names []binary.Naming) map[uint32]string {
		m := make(map[uint32]string, len(names))
		for _, n := range names {
			m[n.Index] = n.Name
		}
		return m
	}
	for sub, err := range decode.NameSubsections(ev.Data, ev.Offset) {
		if err != nil {
			return
		}
		switch sub.Kind {
		case binary.NameFunction:
			t.funcNames = toMap(sub.Names)
		case binary.NameGlobal:
			t.globalNames = toMap(sub.Names)
		}
	}
}

// keepExports takes away the exports that are not kept. The last one moves into the place of one that goes: that is
// the order in which components in use have them.
func (t *trimmer) keepExports(keep map[string]bool) {
	t.exports = slices.Clone(t.m.exports)
	at := make([]int, len(t.exports)) // place of each original export
	which := make([]int, len(t.exports))
	for i := range at {
		at[i], which[i] = i, i
	}
	for i := range t.m.exports {
		if keep[t.m.exports[i].Name] {
			continue
		}
		last := len(t.exports) - 1
		place, moved := at[i], which[last]
		t.exports[place], which[place], at[moved] = t.exports[last], moved, place
		t.exports = t.exports[:last]
	}
}
