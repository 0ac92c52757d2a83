package componentize_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/componentize"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// realCase is a case.json of corpus/real, or one of its variants.
type realCase struct {
	Name     string
	Flags    []string
	Adapt    string
	SHA256   string `json:"component_sha256"`
	Exit     int
	Error    string
	Variants []realCase
}

// realOptions turns flags of `component new` into options; the command's own parsing of them is tested with it.
func realOptions(t testing.TB, c realCase) componentize.Options {
	t.Helper()
	o := componentize.Options{Producer: producer, DebugNames: true, MergeImports: true, Validate: true, Main: "module.wasm"}
	for i := 0; i < len(c.Flags); i++ {
		switch f := c.Flags[i]; f {
		case "--debug-names=false":
			o.DebugNames = false
		case "--merge-imports-based-on-semver=false":
			o.MergeImports = false
		case "--realloc-via-memory-grow":
			o.ReallocViaMemoryGrow = true
		case "--reject-legacy-names":
			o.RejectLegacyNames = true
		case "--debug-names=true", "--merge-imports-based-on-semver=true", "--validate=true":
		case "--return-call-ref", "--return-call-ref=true":
			o.ReturnCallRef = true
		case "--validate=false", "--skip-validation":
			o.Validate = false
		default:
			rest, ok := strings.CutPrefix(f, "--import-name")
			if !ok {
				t.Fatalf("flag %q is not known to the test", f)
			}
			if rest == "" {
				i++
				rest = c.Flags[i]
			}
			from, to, _ := strings.Cut(strings.TrimPrefix(rest, "="), "=")
			o.ImportNames = map[string]string{from: to}
		}
	}
	if c.Adapt != "" {
		path := peers.LookAdapter(t, c.Adapt)
		o.Adapters = []componentize.Adapter{{Name: "wasi_snapshot_preview1", Data: read(t, path), File: filepath.Base(path)}}
	}
	return o
}

func TestReal(t *testing.T) {
	for _, path := range corpus.Glob(t, "real/*/case.json") {
		var c realCase
		if err := json.Unmarshal(read(t, path), &c); err != nil {
			t.Fatal(err)
		}
		module := filepath.Join(filepath.Dir(path), "module.wasm")
		if _, err := os.Stat(module); err != nil {
			continue // a case of linking or composing
		}
		data := read(t, module)
		for _, v := range append([]realCase{c}, c.Variants...) {
			t.Run(c.Name+"/"+strings.Join(append(v.Flags, v.Adapt), " "), func(t *testing.T) {
				r, err := componentize.New(data, realOptions(t, v))
				if v.Exit != 0 {
					if err == nil {
						t.Fatalf("a component was made; the reference says %s", v.Error)
					}
					t.Logf("%v\nthe reference: %s", err, v.Error)
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				sum := sha256.Sum256(r.Component)
				if got := hex.EncodeToString(sum[:]); got != v.SHA256 {
					if dir := os.Getenv("WCOMP_KEEP"); dir != "" {
						os.WriteFile(filepath.Join(dir, c.Name+".got.wasm"), r.Component, 0o666)
					}
					t.Errorf("%d bytes, sha256 %s, want %s", len(r.Component), got, v.SHA256)
				}
			})
		}
	}
}
