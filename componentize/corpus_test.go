package componentize_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/componentize"
	"wcomp/diag"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// producer makes the output equal the reference's byte for byte.
var producer = func() componentize.Producer {
	name, version, _ := strings.Cut(peers.Producer, "@")
	return componentize.Producer{Name: name, Version: version}
}()

// notHere are the cases of the components corpus that belong to linking, not to componentize.New; some linking cases
// have no module.wasm and are not met at all.
func notHere(name string) bool {
	return strings.HasPrefix(name, "link") || strings.HasPrefix(name, "error-link")
}

// componentCase is a folder of corpus/components.
type componentCase struct {
	name    string
	main    []byte
	options componentize.Options
	want    []byte // nil for cases that must be refused
	error   string
}

func componentCases(t testing.TB) []componentCase {
	var cases []componentCase
	for _, path := range corpus.Glob(t, "components/*/module.wasm") {
		dir := filepath.Dir(path)
		c := componentCase{name: filepath.Base(dir)}
		if notHere(c.name) {
			continue
		}
		c.main = read(t, path)
		c.options = componentize.Options{Producer: producer, DebugNames: true, MergeImports: true, MainFirst: true, Validate: true, Main: "module.wasm"}
		for line := range strings.Lines(string(read(t, filepath.Join(dir, "module.wat")))) {
			switch strings.TrimSpace(line) {
			case ";;! return-call-ref = true":
				c.options.ReturnCallRef = true
			case ";;! realloc-via-memory-grow = true":
				c.options.ReallocViaMemoryGrow = true
			default:
				if strings.HasPrefix(line, ";;!") {
					t.Fatalf("%s: option %q is not known to the test", c.name, line)
				}
			}
		}
		adapters, err := filepath.Glob(filepath.Join(dir, "adapt-*.wasm"))
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range adapters {
			name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(a), "adapt-"), ".wasm")
			text := string(read(t, strings.TrimSuffix(a, ".wasm")+".wat"))
			if rest, ok := strings.CutPrefix(text, ";; module name: "); ok {
				name, _, _ = strings.Cut(rest, "\n")
			}
			c.options.Adapters = append(c.options.Adapters, componentize.Adapter{Name: name, Data: read(t, a), File: filepath.Base(a)})
		}
		if strings.HasPrefix(c.name, "error-") {
			c.error = string(read(t, filepath.Join(dir, "error.txt")))
		} else {
			c.want = read(t, filepath.Join(dir, "component.wasm"))
		}
		cases = append(cases, c)
	}
	return cases
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestComponents(t *testing.T) {
	for _, c := range componentCases(t) {
		if c.want == nil {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			r, err := componentize.New(c.main, c.options)
			if err != nil {
				t.Fatal(err)
			}
			equalComponents(t, r.Component, c.want)
		})
	}
}

// equalComponents compares bytes and shows where the texts part, if the reference is there to print them.
func equalComponents(t *testing.T, got, want []byte) {
	t.Helper()
	if bytes.Equal(got, want) {
		return
	}
	if dir := os.Getenv("WCOMP_KEEP"); dir != "" {
		name := filepath.Base(t.Name())
		os.WriteFile(filepath.Join(dir, name+".got.wasm"), got, 0o666)
		os.WriteFile(filepath.Join(dir, name+".want.wasm"), want, 0o666)
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	t.Errorf("%d bytes, want %d; the first difference is at 0x%x", len(got), len(want), i)
}

// causes are the codes and words with which the cases that must be refused are refused.
var causes = map[string][2]string{
	"error-adapt-missing-memory":            {"missing-memory", `does not export one as "memory"`},
	"error-async-export-missing-callback":   {"missing-callback", "[async-lift]foo"},
	"error-default-export-sig-mismatch":     {"export-mismatch", "(func (param i32 i32) (result i32)), found (func)"},
	"error-empty-module-import":             {"missing-import", "$root"},
	"error-export-sig-mismatch":             {"export-mismatch", "foo#a"},
	"error-import-resource-wrong-signature": {"import-mismatch", "[resource-drop]a"},
	"error-import-sig-mismatch":             {"import-mismatch", "(func (param i32 i32)), found (func)"},
	"error-invalid-module-import":           {"import-kind", "functions only"},
	"error-missing-export":                  {"missing-export", "foo#a"},
	"error-missing-import":                  {"missing-import", `no interface "foo"`},
	"error-missing-import-func":             {"missing-import", "bar"},
}

func TestRefusedComponents(t *testing.T) {
	for _, c := range componentCases(t) {
		if c.want != nil {
			continue
		}
		t.Run(c.name, func(t *testing.T) {
			_, err := componentize.New(c.main, c.options)
			list, ok := err.(diag.List)
			if !ok {
				t.Fatalf("%v is no list of diagnostics; the reference says %s", err, c.error)
			}
			want := causes[c.name]
			if list[0].Code != want[0] || !strings.Contains(list[0].Error(), want[1]) {
				t.Errorf("%s [%s]\nwant %q; the reference says %s", list[0].Error(), list[0].Code, want, c.error)
			}
		})
	}
}

// TestComponentsLikeTheCommand compares with the reference's command, which adds adapters before the module and so comes
// to another order of imports than its library.
func TestComponentsLikeTheCommand(t *testing.T) {
	peers.LookWasmTools(t)
	dir := t.TempDir()
	for _, c := range componentCases(t) {
		args := []string{"component", "new", filepath.Join(dir, "module.wasm"), "-o", filepath.Join(dir, "out.wasm")}
		write(t, args[2], c.main)
		for _, a := range c.options.Adapters {
			path := filepath.Join(dir, a.File)
			write(t, path, a.Data)
			args = append(args, "--adapt", a.Name+"="+path)
		}
		if c.options.ReturnCallRef {
			args = append(args, "--return-call-ref")
		}
		if c.options.ReallocViaMemoryGrow {
			args = append(args, "--realloc-via-memory-grow")
		}
		t.Run(c.name, func(t *testing.T) {
			_, stderr, code := peers.WasmTools(t, nil, args...)
			c.options.MainFirst = false
			r, err := componentize.New(c.main, c.options)
			switch {
			case (code != 0) != (err != nil):
				t.Errorf("%v; the reference: %d, %s", err, code, stderr)
			case code == 0:
				equalComponents(t, r.Component, read(t, filepath.Join(dir, "out.wasm")))
			}
		})
	}
}
