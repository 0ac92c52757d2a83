package validate_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/validate"
)

// script is a .wast split by the reference into binaries and what is to be
// said about them.
type script struct {
	Commands []struct {
		Type       string `json:"type"`
		Line       int    `json:"line"`
		Filename   string `json:"filename"`
		ModuleType string `json:"module_type"`
		Text       string `json:"text"`
	} `json:"commands"`
}

// features of a script: those its first RUN line switches, or all.
func scriptFeatures(t *testing.T, path string) binary.Features {
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := corpus.Name(t, path)
	if !strings.HasPrefix(name, "cli/") {
		return binary.AllFeatures &^ binary.FeatureCMNestedNames // what these scripts are written for
	}
	run := ""
	for line := range strings.Lines(string(src)) {
		line = strings.TrimSpace(line)
		if i := strings.Index(line, "RUN"); i >= 0 && strings.HasPrefix(line, ";;") && run == "" {
			run = line
		} else if run != "" && strings.HasSuffix(run, "\\") {
			run = strings.TrimSuffix(run, "\\") + strings.TrimLeft(line, "; ")
		}
	}
	f := binary.DefaultFeatures
	for _, m := range regexp.MustCompile(`(?:--features|-f)[= ](\S+)`).FindAllStringSubmatch(run, -1) {
		if f, err = binary.ParseFeatures(f, m[1]); err != nil {
			t.Fatalf("%s: %v", run, err)
		}
	}
	return f
}

// The component model's scripts: every valid component accepted, every invalid
// one refused.
func TestComponentScripts(t *testing.T) {
	peers.LookWasmTools(t)
	for _, folder := range []string{"component-model", "cli/component-model", "cli/missing-features"} {
		valid, invalid, malformed, other := 0, 0, 0, 0
		corpus.Walk(t, folder, func(path string) {
			t.Run(corpus.Name(t, path), func(t *testing.T) {
				dir := t.TempDir()
				out, stderr, code := peers.WasmTools(t, nil, "json-from-wast", path, "--wasm-dir", dir)
				if code != 0 {
					t.Fatalf("the reference cannot split the script: %s", stderr)
				}
				var s script
				if err := json.Unmarshal(out, &s); err != nil {
					t.Fatal(err)
				}
				f := scriptFeatures(t, path)
				for _, c := range s.Commands {
					if c.Filename == "" {
						continue
					}
					data, err := os.ReadFile(filepath.Join(dir, c.Filename))
					if err != nil {
						t.Fatal(err)
					}
					if c.ModuleType == "text" {
						parsed, _, code := peers.WasmTools(t, data, "parse", "-")
						if code != 0 {
							continue // refused by a text parser, which is not under test
						}
						data = parsed
					}
					_, err = validate.Binary(data, validate.Options{Features: f})
					switch c.Type {
					case "assert_invalid", "assert_malformed":
						if c.Type == "assert_invalid" {
							invalid++
						} else {
							malformed++
						}
						if err == nil {
							t.Errorf("line %d: accepted, but %s: %s", c.Line, c.Type, c.Text)
						} else if os.Getenv("SHOW") != "" {
							t.Logf("%s:%d\n  want %s\n  got  %v", corpus.Name(t, path), c.Line, c.Text, err)
						}
					case "assert_unlinkable", "assert_uninstantiable":
						// Links against other components of the script.
					default:
						if err != nil && strings.HasPrefix(corpus.Name(t, path), "cli/component-model/values/") && otherEncoding(err) {
							other++
							continue
						}
						valid++
						if err != nil {
							t.Errorf("line %d: %s refused: %v", c.Line, c.Type, err)
						}
					}
				}
			})
		}, ".wast")
		t.Logf("%s: %d valid, %d invalid, %d malformed; %d whose values the reference writes in a form of its own", folder, valid, invalid, malformed, other)
	}
}

// otherEncoding says that the reference wrote the type of a value without the
// valuebound of Binary.md before it (testsuite/known_differences.md).
func otherEncoding(err error) bool {
	return strings.Contains(err.Error(), "invalid value bound") || strings.Contains(err.Error(), "import 0: unexpected end of input")
}
