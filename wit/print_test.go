package wit

import (
	"bytes"
	"errors"
	"os"
	"testing"
)

// One graph with everything that can be written.
func TestPrintEverything(t *testing.T) {
	in, err := os.ReadFile("testdata/print/everything.json")
	if err != nil {
		t.Fatal(err)
	}
	r, err := ReadJSON(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	main, ok := r.Package(PackageName{Namespace: "use", Name: "import", Version: "1.2.0"})
	if !ok {
		t.Fatal("the main package is missing")
	}
	want, err := os.ReadFile("testdata/print/everything.wit")
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.AppendWIT(nil, main, PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("differs:\n%s", got)
	}
	bare, err := r.AppendWIT(nil, main, PrintOptions{NoDocs: true})
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(bare, []byte("///")) || !bytes.Contains(bare, []byte("@since")) {
		t.Errorf("NoDocs must drop docs and nothing else:\n%s", bare)
	}
}

// What a component can say and WIT cannot is an error that names the world.
func TestPrintRefuses(t *testing.T) {
	r := new(Resolve)
	pkg := r.AddPackage(&Package{Name: PackageName{Namespace: "a", Name: "b"}})
	world := r.AddWorld(&World{Name: "w", Package: pkg})
	r.Packages[pkg].Worlds.Set("w", world)
	outer := r.AddType(&TypeDef{Name: "t", Kind: Record{[]Field{{Name: "x", Type: U8}}}, Owner: WorldOwner(world)})
	inline := &Interface{Package: pkg}
	id := r.AddInterface(inline)
	w := r.Worlds[world]
	w.Imports.Set(NameKey("i"), &InterfaceItem{ID: id})
	w.Imports.Set(NameKey("t"), TypeItem{outer})
	check := func(name string) {
		t.Helper()
		_, err := r.AppendWIT(nil, pkg, PrintOptions{})
		var refused *Error
		if !errors.As(err, &refused) || refused.Item != "world a:b/w" {
			t.Errorf("%s: %v", name, err)
		}
	}
	inline.Functions.Set("f", &Function{Name: "f", Params: []Param{{"x", outer.Ref(), Span{}}}})
	check("a function of an inline interface with a type of the world")
	inline.Functions.Clear()
	inline.Types.Set("u", r.AddType(&TypeDef{Name: "u", Kind: Alias{outer.Ref()}, Owner: InterfaceOwner(id)}))
	check("a type of an inline interface taken from the world")
	inline.Types.Clear()
	inline.Functions.Set("f", &Function{Name: "f", Result: r.AddType(&TypeDef{Kind: Record{}}).Ref()})
	check("a record without a name")
	deep := U8
	for range 1_000_000 {
		deep = anon(r, List{deep})
	}
	inline.Functions.Set("f", &Function{Name: "f", Result: deep})
	check("a type nested without end")
}

func TestFileName(t *testing.T) {
	r := new(Resolve)
	for i, test := range []struct{ name, want string }{
		{"a:one", "one.wit"},
		{"a:two@1.0.0", "two@1.0.0.wit"}, {"a:two@2.0.0", "two@2.0.0.wit"}, {"a:two", "two.wit"},
		{"a:three@1.0.0", "a:three@1.0.0.wit"}, {"a:three@2.0.0", "a:three@2.0.0.wit"}, {"b:three@1.0.0", "b:three.wit"},
		{"a:four@1.0.0", "four.wit"},
	} {
		name, err := ParsePackageName(test.name)
		if err != nil {
			t.Fatal(err)
		}
		id := r.AddPackage(&Package{Name: name})
		defer func() {
			if got := r.FileName(id); got != test.want {
				t.Errorf("package %d: %s, want %s", i, got, test.want)
			}
		}()
	}
}

func TestCheckName(t *testing.T) {
	for _, good := range []string{"a", "A1-b", "a-1b-2", "is-XML", "a0-000-3d4a-54FF"} {
		if err := CheckName(good); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"", "fOo", "f--o", "fo-", "-a", "a_b", "é", "1a", "a-bC"} {
		if CheckName(bad) == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}
