package validate

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// scriptCase is a module or component of a script.
type scriptCase struct {
	script string // path in the corpus
	line   int
	// kind is module, module_definition, assert_invalid, assert_malformed, …
	kind     string
	text     string // what the script says is wrong
	data     []byte
	features binary.Features
}

func (c *scriptCase) component() bool {
	return bytes.HasPrefix(c.data, []byte(binary.ComponentHeader[:4]+"\x0d"))
}

// mustFail says that the script wants the binary refused.
func (c *scriptCase) mustFail() bool {
	return c.kind == "assert_invalid" || c.kind == "assert_malformed"
}

var runFeatures = regexp.MustCompile(`\s(?:--features|-f)[= ](-?[a-z0-9,-]+)`)

// scriptRuns lists the scripts below a folder of the corpus with the features
// that their RUN lines give.
func scriptRuns(t testing.TB) map[string][]binary.Features {
	runs := map[string][]binary.Features{}
	corpus.Walk(t, "cli", func(path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		joined := strings.ReplaceAll(string(text), "\\\n;;", " ")
		for _, line := range strings.Split(joined, "\n") {
			line, ok := strings.CutPrefix(line, ";; RUN")
			if !ok || !strings.Contains(line, " wast ") {
				continue
			}
			script := path
			if _, after, ok := strings.Cut(line, "tests/testsuite/"); ok {
				script = filepath.Join(corpus.Dir(t), "spec", filepath.FromSlash(strings.Fields(after)[0]))
			}
			set := binary.DefaultFeatures
			for _, f := range runFeatures.FindAllStringSubmatch(line, -1) {
				if set, err = binary.ParseFeatures(set, f[1]); err != nil {
					t.Fatalf("%s: %v", path, err)
				}
			}
			runs[script] = append(runs[script], set)
		}
	}, ".wast")
	return runs
}

// scriptCases splits every script of the corpus into its binaries with the
// reference, whose text parser is good at it.
func scriptCases(t testing.TB, visit func(*scriptCase)) {
	runs := scriptRuns(t)
	scripts := make([]string, 0, len(runs))
	for s := range runs {
		scripts = append(scripts, s)
	}
	sort.Strings(scripts)
	for _, script := range scripts {
		cases, ok := splitScripts[script]
		if !ok {
			cases = splitScript(t, script)
			splitScripts[script] = cases
		}
		for _, set := range runs[script] {
			for i := range cases {
				cases[i].features = set
				visit(&cases[i])
			}
		}
	}
}

// splitScripts keeps what splitScript found: several tests want it. Tests that
// use it do not run in parallel.
var splitScripts = map[string][]scriptCase{}

func splitScript(t testing.TB, script string) []scriptCase {
	dir := t.TempDir()
	out, complaint, code := peers.WasmTools(t, nil, "json-from-wast", "--allow-confusing-unicode", "--wasm-dir", dir, script)
	if code != 0 {
		out, complaint, code = peers.WasmTools(t, nil, "json-from-wast", "--wasm-dir", dir, script)
	}
	if code != 0 {
		t.Logf("%s cannot be split: %s", corpus.Name(t, script), complaint)
		return nil
	}
	var file struct {
		Commands []struct {
			Type, Filename, Text string
			Line                 int
			ModuleType           string `json:"module_type"`
		}
	}
	if err := json.Unmarshal(out, &file); err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	var cases []scriptCase
	for _, c := range file.Commands {
		if c.Filename == "" || c.ModuleType == "text" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, c.Filename))
		if err != nil {
			t.Fatal(err)
		}
		cases = append(cases, scriptCase{script: corpus.Name(t, script), line: c.Line, kind: c.Type, text: c.Text, data: data})
	}
	os.RemoveAll(dir)
	return cases
}

// Every core module of the scripts gets the verdict that its script asks for.
func TestScriptModules(t *testing.T) {
	var valid, invalid int
	scriptCases(t, func(c *scriptCase) {
		if c.component() {
			return
		}
		_, err := Module(c.data, Options{Features: c.features})
		switch {
		case c.mustFail() && err == nil:
			t.Errorf("%s:%d: %s accepted; wanted: %s", c.script, c.line, c.kind, c.text)
		case !c.mustFail() && err != nil:
			t.Errorf("%s:%d: %s refused: %v", c.script, c.line, c.kind, err)
		case c.mustFail():
			invalid++
		default:
			valid++
		}
	})
	t.Logf("%d valid and %d invalid modules judged as asked", valid, invalid)
}
