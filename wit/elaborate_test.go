package wit

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// graphOf makes a graph of interfaces that take types from one another, "b: a" for `interface b { use a.{a}; type b = u8; }`,
// and one world w of the items, "import a", "export l: a", "import type a" (a `use` of a's type).
func graphOf(t testing.TB, interfaces string, items ...string) *Resolve {
	t.Helper()
	r := new(Resolve)
	p := &Package{Name: PackageName{Namespace: "t", Name: "t"}}
	pkg := r.AddPackage(p)
	byName := func(name string) InterfaceID {
		id, ok := p.Interfaces.Get(name)
		if !ok {
			t.Fatalf("no interface %q", name)
		}
		return id
	}
	for _, line := range strings.Split(interfaces, ";") {
		name, uses, _ := strings.Cut(strings.TrimSpace(line), ":")
		i := &Interface{Name: name, Package: pkg}
		id := r.AddInterface(i)
		p.Interfaces.Set(name, id)
		for _, use := range strings.Fields(uses) {
			of, _ := r.Interfaces[byName(use)].Types.Get(use)
			i.Types.Set(use, r.AddType(&TypeDef{Name: use, Kind: Alias{of.Ref()}, Owner: InterfaceOwner(id)}))
		}
		i.Types.Set(name, r.AddType(&TypeDef{Name: name, Kind: Alias{U8}, Owner: InterfaceOwner(id)}))
	}
	w := &World{Name: "w", Package: pkg}
	id := r.AddWorld(w)
	p.Worlds.Set("w", id)
	for _, item := range items {
		direction, rest, _ := strings.Cut(item, " ")
		side := &w.Imports
		if direction == "export" {
			side = &w.Exports
		}
		if name, ok := strings.CutPrefix(rest, "type "); ok {
			of, _ := r.Interfaces[byName(name)].Types.Get(name)
			side.Set(NameKey(name), TypeItem{r.AddType(&TypeDef{Name: name, Kind: Alias{of.Ref()}, Owner: WorldOwner(id)})})
		} else if name, ok := strings.CutPrefix(rest, "func "); ok {
			side.Set(NameKey(name), &Function{Name: name})
		} else if label, name, ok := strings.Cut(rest, ": "); ok {
			side.Set(NameKey(label), &InterfaceItem{ID: byName(name)})
		} else {
			side.Set(InterfaceKey(byName(rest)), &InterfaceItem{ID: byName(rest)})
		}
	}
	return r
}

// describe writes a world as graphOf reads it.
func describe(r *Resolve, w *World) string {
	var items []string
	side := func(word string, m *OrderedMap[WorldKey, WorldItem]) {
		for key, item := range m.All() {
			name := key.Name
			switch item := item.(type) {
			case *InterfaceItem:
				if name != "" {
					name += ": "
				}
				name += r.Interfaces[item.ID].Name
			case TypeItem:
				name = "type " + name
			case *Function:
				name = "func " + name
			}
			items = append(items, word+name)
		}
	}
	side("import ", &w.Imports)
	side("export ", &w.Exports)
	return strings.Join(items, ", ")
}

func TestElaborate(t *testing.T) {
	const abc = "a; b: a; c: a b; d: c; x"
	for _, test := range []struct {
		name  string
		items []string
		want  string // without one, the words of the error
	}{
		{"what an import depends on comes before it", []string{"import d"}, "import a, import b, import c, import d"},
		{"each once", []string{"import c", "import a", "import b"}, "import a, import b, import c"},
		{"kinds in order", []string{"import func f", "import type c", "import x", "import b"},
			"import x, import a, import b, import c, import type c, import func f"},
		{"a label brings what it depends on, not itself", []string{"import l: b", "import m: b", "import b"},
			"import a, import l: b, import m: b, import b"},
		{"an export takes from an export", []string{"export b", "export a"}, "export a, export b"},
		{"functions are exported first", []string{"export a", "export func f"}, "export func f, export a"},
		{"an export imports what is not exported", []string{"export c"}, "import a, import b, export c"},
		{"imports that an export brings stand before types", []string{"import type x", "export b"},
			"import x, import a, import type x, export b"},
		{"both sides", []string{"import b", "export b", "export a"}, "import a, import b, export a, export b"},
		{"needed both ways", []string{"export a", "export c"}, ""},
		{"needed both ways, though imported already", []string{"import b", "export a", "export c"}, ""},
		{"needed both ways through another export", []string{"export a", "export c", "export d"}, ""},
		{"not needed both ways", []string{"export a", "export b", "export c"}, "export a, export b, export c"},
		{"a label does not serve for the interface", []string{"export l: a", "export b"}, "import a, export l: a, export b"},
		{"nor is it in the way after it", []string{"export b", "export l: a"}, "import a, export b, export l: a"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := graphOf(t, abc, test.items...)
			err := r.Elaborate(0)
			if test.want == "" {
				var e *Error
				if !errors.As(err, &e) || e.Code != CodeConflict || !strings.Contains(e.Message, "interface t:t/a ") {
					t.Fatalf("got %v, %s", err, describe(r, r.Worlds[0]))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := describe(r, r.Worlds[0]); got != test.want {
				t.Errorf("got %s\nwant %s", got, test.want)
			}
			if err := r.Elaborate(0); err != nil || describe(r, r.Worlds[0]) != test.want {
				t.Errorf("the second time: %v, %s", err, describe(r, r.Worlds[0]))
			}
		})
	}
}

// An item that something before it depends on keeps what was written at it.
func TestElaborateKeepsWhatWasWritten(t *testing.T) {
	r := graphOf(t, "a; b: a", "import b", "import a", "export b", "export a")
	w := r.Worlds[0]
	puller := Stability{Feature: "puller"}
	own := InterfaceItem{ID: 0, Stability: Stability{Feature: "own"}, Docs: NewDocs("own"), ExternalID: NewExternalID("own")}
	for _, side := range []*OrderedMap[WorldKey, WorldItem]{&w.Imports, &w.Exports} {
		side.Set(InterfaceKey(1), &InterfaceItem{ID: 1, Stability: puller, ExternalID: NewExternalID("puller")})
		item := own
		side.Set(InterfaceKey(0), &item)
	}
	if err := r.Elaborate(0); err != nil {
		t.Fatal(err)
	}
	for _, side := range []*OrderedMap[WorldKey, WorldItem]{&w.Imports, &w.Exports} {
		if _, item := side.At(0); *item.(*InterfaceItem) != own {
			t.Errorf("%+v", item)
		}
	}
	// What nobody wrote has the gate of what needs it and nothing else.
	r = graphOf(t, "a; b: a", "export b")
	w = r.Worlds[0]
	w.Exports.Set(InterfaceKey(1), &InterfaceItem{ID: 1, Stability: puller, Docs: NewDocs("d"), ExternalID: NewExternalID("puller")})
	if err := r.Elaborate(0); err != nil {
		t.Fatal(err)
	}
	if _, item := w.Imports.At(0); *item.(*InterfaceItem) != (InterfaceItem{ID: 0, Stability: puller}) {
		t.Errorf("%+v", item)
	}
}

// The way from the export to the conflict is told.
func TestElaborateExplainsTheConflict(t *testing.T) {
	r := graphOf(t, "a; b: a; c: b; d: c", "export a", "export d")
	err := r.Elaborate(0)
	var e *Error
	if !errors.As(err, &e) || len(e.Notes) != 1 || !strings.Contains(e.Notes[0],
		"the export t:t/d takes types from t:t/c, which takes types from t:t/b, which takes types from t:t/a;") {
		t.Errorf("%#v", e)
	}
}

// Chains of interfaces as long as the input need neither stack nor quadratic time, under any number of labels.
func TestElaborateLongChains(t *testing.T) {
	const n = 100_000
	var b strings.Builder
	b.WriteString("i0")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, ";i%d:i%d", i, i-1)
	}
	items := []string{fmt.Sprint("import i", n-1), fmt.Sprint("export i", n-1)}
	for i := range 10_000 {
		items = append(items, fmt.Sprintf("import l%d: i%d", i, n-1), fmt.Sprintf("export l%d: i%d", i, n-1))
	}
	r := graphOf(t, b.String(), items...)
	if err := r.Elaborate(0); err != nil {
		t.Fatal(err)
	}
	if got := r.Worlds[0].Imports.Len(); got != n+10_000 {
		t.Errorf("%d imports", got)
	}
}
