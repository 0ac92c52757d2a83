package wit_test

import (
	"os"
	"path/filepath"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

// TestComponentWIT: the main package of the WIT of every component of the corpus is its golden.
func TestComponentWIT(t *testing.T) {
	for _, path := range corpus.Glob(t, "components/*/component.wit.print") {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			compareWIT(t, filepath.Join(filepath.Dir(path), "component.wasm"), path, (*wit.Resolve).AppendPackage)
		})
	}
}

// TestRealComponentWIT: so is that of the components made from real modules.
func TestRealComponentWIT(t *testing.T) {
	for _, path := range corpus.Glob(t, "real/*/component.wasm") {
		t.Run(filepath.Base(filepath.Dir(path)), func(t *testing.T) {
			compareWIT(t, path, filepath.Join(filepath.Dir(path), "component.wit"), (*wit.Resolve).AppendWIT)
		})
	}
}

func compareWIT(t *testing.T, component, golden string, text func(*wit.Resolve, []byte, wit.PackageID, wit.PrintOptions) ([]byte, error)) {
	t.Helper()
	data, err := os.ReadFile(component)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	d, err := wit.DecodeBinary(data, 0)
	if err != nil {
		t.Fatal(err)
	}
	got, err := text(d.Resolve, nil, d.Package, wit.PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}
