package testsuite_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/testsuite"
	"wcomp/testsuite/transcript"
	"wcomp/wat"
)

var updateFailing = flag.Bool("update-failing", false, "rewrite testdata/failing.list")

// failingFile lists the directives of the corpus that do not hold, each with
// the reason behind a #. One that fails and is not in it fails the test, and
// so does one in it that holds: the list only shrinks.
const failingFile = "testdata/failing.list"

// TestScripts runs every script of the corpus and prints, per folder, how many
// directives were run, passed and skipped, and why.
func TestScripts(t *testing.T) {
	known := make(map[string]string)
	list, err := os.ReadFile(failingFile)
	if err != nil && !*updateFailing {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		id, reason, _ := strings.Cut(strings.TrimSpace(line), " # ")
		known[id] = reason
	}
	var (
		mutex   sync.Mutex
		tallies = make(map[string]*testsuite.Tally)
		failing []string
	)
	t.Run("scripts", func(t *testing.T) {
		for _, folder := range []string{"cli", "spec", "component-model"} {
			corpus.Walk(t, folder, func(path string) {
				name := corpus.Name(t, path)
				if strings.HasPrefix(name, "cli/spec/") {
					return // RUN lines for spec/, nothing else
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					report := runScript(t, name)
					mutex.Lock()
					defer mutex.Unlock()
					dir := filepath.Dir(name)
					if tallies[dir] == nil {
						tallies[dir] = new(testsuite.Tally)
					}
					tallies[dir].Add(report)
					failed := make(map[string]bool)
					for _, f := range report.Failures() {
						line, _ := report.Script.Position(f.Directive.Start)
						id := fmt.Sprintf("%s:%d", name, line)
						failed[id] = true
						failing = append(failing, id+" # "+known[id])
						if known[id] == "" && !*updateFailing {
							t.Error(f)
						}
					}
					for id := range known {
						if strings.HasPrefix(id, name+":") && !failed[id] && !*updateFailing {
							t.Errorf("%s holds: take it out of %s", id, failingFile)
						}
					}
				})
			}, ".wast")
		}
	})
	var all testsuite.Tally
	for _, dir := range slices.Sorted(mapKeys(tallies)) {
		t.Logf("%s: %s", dir, tallies[dir])
		all.Passed += tallies[dir].Passed
		all.Failed += tallies[dir].Failed
		all.Skipped += tallies[dir].Skipped
	}
	t.Logf("all: %s", &all)
	if *updateFailing {
		slices.Sort(failing)
		os.MkdirAll(filepath.Dir(failingFile), 0o777)
		if err := os.WriteFile(failingFile, []byte(strings.Join(append(failing, ""), "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func mapKeys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

var featureFlag = regexp.MustCompile(`(?:--features|-f)[= ]\s*(\S+)`)

// runScript runs a script of the corpus as its RUN line says, or as its folder
// does where it has none.
func runScript(t *testing.T, name string) *testsuite.Report {
	src := corpus.Read(t, name)
	run := runLine(t, name, src)
	o := testsuite.Options{
		PrettyWhitespace: true, TestFolded: true,
		Permissive: strings.Contains(run, "permissive"), IgnoreMessages: strings.Contains(run, "ignore-error-messages"),
	}
	o.Parse.LegacyComponentIndices = strings.Contains(run, "INDICES=0")
	o.Parse.AllowConfusingUnicode = strings.Contains(run, "allow-confusing-unicode") || !strings.HasPrefix(name, "cli/")
	o.Features = binary.DefaultFeatures
	switch {
	case run != "":
		for _, m := range featureFlag.FindAllStringSubmatch(run, -1) {
			f, err := binary.ParseFeatures(o.Features, m[1])
			if err != nil {
				t.Fatal(err)
			}
			o.Features = f
		}
		if o.Features == 0 {
			o.Features = binary.NoFeatures
		}
	case strings.HasPrefix(name, "component-model/"):
		// Their own interpreter has other words, and no nested names.
		o.Features, o.IgnoreMessages = binary.AllFeatures&^binary.FeatureCMNestedNames, true
	default:
		o.Features, o.IgnoreMessages = binary.AllFeatures, true
	}
	o.Parse.File = name
	script, err := wat.ParseScript(src, o.Parse)
	if err != nil {
		t.Fatal(err)
	}
	return testsuite.Run(script, o)
}

// runLine is the first RUN line of a script; those of spec/ stand in cli/spec.
func runLine(t *testing.T, name string, src []byte) string {
	if rest, ok := strings.CutPrefix(name, "spec/"); ok {
		var err error
		if src, err = os.ReadFile(filepath.Join(corpus.Dir(t), "cli", "spec", rest)); err != nil {
			return ""
		}
	}
	lines, err := transcript.Parse(string(src))
	if err != nil || len(lines) == 0 {
		return ""
	}
	var words []string
	for _, v := range lines[0].Pipeline {
		words = append(append(words, v.Env...), v.Args...)
	}
	return strings.Join(words, " ")
}

// TestConvertEqualsReference compares JSON and every module of every script
// with what the reference makes of it, byte for byte.
func TestConvertEqualsReference(t *testing.T) {
	corpus.Dir(t)
	peers.LookWasmTools(t)
	var (
		mutex          sync.Mutex
		modules, texts int
	)
	t.Run("scripts", func(t *testing.T) {
		for _, folder := range []string{"cli", "spec", "component-model"} {
			corpus.Walk(t, folder, func(path string) {
				name := corpus.Name(t, path)
				if strings.HasPrefix(name, "cli/spec/") {
					return
				}
				t.Run(name, func(t *testing.T) {
					t.Parallel()
					src := corpus.Read(t, name)
					out := t.TempDir()
					json, complaint, code := peers.WasmTools(t, nil, "json-from-wast", path, "--wasm-dir", out)
					o := wat.ParseOptions{File: path, LegacyComponentIndices: true, AllowConfusingUnicode: true}
					script, err := wat.ParseScript(src, o)
					if err != nil {
						t.Fatal(err)
					}
					c, err := testsuite.Convert(script, testsuite.ConvertOptions{Parse: o})
					if code != 0 {
						if foldedTry(src) {
							t.Skipf("the reference does not know folded try: %.200s", complaint)
						}
						if err == nil {
							t.Fatalf("the reference refuses it: %s", complaint)
						}
						return
					}
					if err != nil {
						t.Fatal(err)
					}
					if got := c.JSON(false); !bytes.Equal(got, json) {
						t.Errorf("JSON differs:\n%.2000s\nwant\n%.2000s", got, json)
					}
					for _, f := range c.Files {
						want, err := os.ReadFile(filepath.Join(out, f.Name))
						if err != nil {
							t.Error(err)
							continue
						}
						mutex.Lock()
						if strings.HasSuffix(f.Name, ".wat") {
							texts++
						} else {
							modules++
						}
						mutex.Unlock()
						if !bytes.Equal(f.Data, want) && !valueTypes(f.Data) {
							t.Errorf("%s: %d bytes, the reference gives %d others", f.Name, len(f.Data), len(want))
						}
					}
				})
			}, ".wast")
		}
	})
	t.Logf("%d modules and %d texts are those of the reference", modules, texts)
	if modules == 0 {
		t.Error("nothing was compared")
	}
}

func foldedTry(src []byte) bool { return bytes.Contains(src, []byte("(try")) }

// valueTypes says whether a component imports or exports values, whose types
// the reference encodes in a form of its own (known_differences.md).
func valueTypes(data []byte) bool {
	return bytes.Contains(data, []byte("\x02\x01"))
}
