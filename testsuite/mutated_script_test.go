package testsuite_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/testsuite"
	"wcomp/wat"
)

// corpusDirectives are the directives of all scripts up to a size, by their
// keyword and what they hold, so that the rare ones come up as often as
// the usual ones.
func corpusDirectives(t *testing.T, limit int) (kinds []string, byKind map[string][]string) {
	byKind = make(map[string][]string)
	for _, folder := range []string{"cli", "component-model", "spec"} {
		corpus.Walk(t, folder, func(path string) {
			src := string(corpus.Read(t, corpus.Name(t, path)))
			list := pieces(src)
			for i := 0; i < len(list); i++ {
				if list[i].kind != mutationOpen || i+2 >= len(list) {
					continue
				}
				end := formEnd(list, i)
				if end < 0 {
					break
				}
				kind := list[i+1].text
				if inner := list[i+2]; inner.kind == mutationOpen {
					kind += " " + list[i+3].text
				} else if inner.kind == mutationKeyword {
					kind += " " + inner.text
				}
				for _, p := range list[i:end] {
					if value := scriptValue.FindString(p.text); value != "" {
						kind += " " + value
						break
					}
				}
				if text := src[list[i].start:list[end].end]; len(text) <= limit {
					byKind[kind] = append(byKind[kind], text)
				}
				i = end
			}
		}, ".wast")
	}
	return slices.Sorted(mapKeys(byKind)), byKind
}

// scriptValue finds the kinds of values that make directives differ.
var scriptValue = regexp.MustCompile(`^(?:ref\.\w+|either|nan:\w+|(?:f64|f32|v128|bool|s8|u8|u16|s16|char|str|list|tuple|record|variant|enum|flags)\.const|option\.\w+|result\.\w+|i\d+x\d+|f\d+x\d)$`)

// strayDirectives are put between others.
var strayDirectives = []string{
	`(module $m (func (export "f")))`, `(module definition $d (func))`, `(module instance $i $d)`, `(module instance)`, `(module definition binary "\00asm\01\00\00\00")`,
	`(module quote "(func)")`, `(module $q quote "(func" ")")`, `(module binary "\00asm\01\00\00\00")`, `(module $b binary "\00asm" "\01\00\00\00")`, `(component)`, `(component $c)`,
	`(component quote "(core module)")`, `(component definition $cd)`, `(component instance $ci $cd)`, `(component binary "\00asm\0d\00\01\00")`, `(component definition quote "")`,
	`(register "a")`, `(register "a" $m)`, `(invoke "f")`, `(invoke $m "f" (i32.const 1))`, `(get "g")`, `(assert_return (get $m "g") (i32.const 0x80000000))`, `(assert_return (invoke "f") (f32.const nan:canonical) (f64.const -nan:0x1))`,
	`(assert_return (invoke "f" (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 -1)) (v128.const f32x4 nan:canonical nan:arithmetic 1 -0))`, `(assert_return (invoke "f") (either (i32.const 1) (i32.const 2)))`,
	`(assert_return (invoke "f") (ref.null) (ref.null func) (ref.func) (ref.extern 1) (ref.extern) (ref.any) (ref.eq) (ref.array) (ref.struct) (ref.i31) (ref.i31_shared) (ref.host 3) (ref.func 3))`,
	`(assert_return (invoke "f" (ref.null none) (ref.null nofunc) (ref.null noextern) (ref.null noexn) (ref.null nocont) (ref.null exn) (ref.null cont) (ref.null eq) (ref.null i31) (ref.null struct) (ref.null array)))`,
	`(assert_trap (invoke "f") "x")`, `(assert_trap (module) "x")`, `(assert_trap (component) "x")`, `(assert_exhaustion (invoke "f") "x")`, `(assert_exception (invoke "f"))`, `(assert_suspension (invoke "f") "x")`,
	`(assert_malformed (module quote "(func") "x")`, `(assert_malformed (module binary "") "x")`, `(assert_malformed (module binary "\00asm\01\00\00\00") "x")`, `(assert_invalid (module (func (result i32))) "x")`, `(assert_invalid (module (func)) "x")`,
	`(assert_invalid (module quote "(func (result i32))") "x")`, `(assert_invalid (module binary "\00asm\01\00\00\00\0a\01\01") "x")`, `(assert_unlinkable (module) "x")`, `(assert_unlinkable (component) "x")`, `(assert_unlinkable (module quote "") "x")`, `(assert_malformed_custom (module quote "(@custom)") "x")`,
	`(assert_malformed_custom (module (@custom "a")) "x")`, `(assert_invalid_custom (module (@custom "a")) "x")`, `(assert_invalid_custom (module quote "(@custom \"a\")") "x")`, `(thread $t (module) (invoke "f"))`, `(thread $t (shared (module $m)) (assert_return (invoke "f")))`, `(wait $t)`, `(thread)`, `(wait)`,
	`(assert_return (invoke "f" (bool.const true) (u8.const 255) (s8.const -128) (u16.const 0) (s16.const 1) (u32.const 1) (s32.const -1) (u64.const 1) (s64.const -1) (char.const "a") (str.const "b") (list.const (u8.const 1)) (record.const (field "a" u8.const 1)) (tuple.const (u8.const 1)) (variant.const "a") (variant.const "a" (u8.const 1)) (enum.const "a") (option.none) (option.some (u8.const 1)) (result.ok) (result.err (u8.const 1)) (flags.const "a" "b")))`,
}

// TestMutatedScripts: scripts of some directives of the corpus, one of them
// changed, convert to the reference's JSON and modules where it converts them,
// and fail at the same directives. 300 scripts, more with WCOMP_MUTATED=5000.
func TestMutatedScripts(t *testing.T) {
	tool := peers.LookWasmTools(t)
	total := min(scale(t, "WCOMP_MUTATED", 300), 20000)
	r := rand.New(rand.NewPCG(uint64(scale(t, "WCOMP_SEED", 3)), 5))
	kinds, byKind := corpusDirectives(t, 1200)
	m := &mutator{r: r}
	for _, k := range kinds {
		m.texts = append(m.texts, byKind[k][:min(len(byKind[k]), 40)]...)
	}
	m.texts = append(m.texts, strayDirectives...)
	random := func() string {
		if r.IntN(4) == 0 {
			return strayDirectives[r.IntN(len(strayDirectives))]
		}
		list := byKind[kinds[r.IntN(len(kinds))]]
		return list[r.IntN(len(list))]
	}
	c := &scriptComparison{t: t, tool: tool, dir: t.TempDir(), tally: make(map[string]int), seen: make(map[string]int)}
	for range total {
		var b strings.Builder
		n := 1 + r.IntN(4)
		changed := r.IntN(n)
		for i := range n {
			d := random()
			if i == changed && r.IntN(5) > 0 {
				d = m.text(d)
			}
			b.WriteString(d)
			b.WriteByte('\n')
		}
		c.compare(b.String(), r.IntN(3))
	}
	for _, k := range slices.Sorted(mapKeys(c.tally)) {
		t.Logf("%s: %d", k, c.tally[k])
	}
	for _, k := range slices.Sorted(mapKeys(c.seen)) {
		t.Logf("%6d %s", c.seen[k], k)
	}
}

type scriptComparison struct {
	t           *testing.T
	tool, dir   string
	tally, seen map[string]int
}

// intendedScripts are the disagreements of known_differences.md.
var intendedScripts = []struct {
	kind         string
	theirs, text *regexp.Regexp
	name         string
}{
	{"we convert", regexp.MustCompile("expected `\\(`"), regexp.MustCompile(`definition[^"]*quote|\$\S+ quote|assert_unlinkable[^"]*quote`), "quoted modules with names"},
	{"wast: the whole script", regexp.MustCompile("expected `\\(`"), regexp.MustCompile(`definition[^"]*quote|\$\S+ quote|assert_unlinkable[^"]*quote`), "quoted modules with names"},
	{"we do not convert", regexp.MustCompile(``), regexp.MustCompile(`\+\d`), "indices are unsigned"},
	{"wast: we fail a directive", regexp.MustCompile(``), regexp.MustCompile(`\+\d`), "indices are unsigned"},
	{"snapshot: we lack", regexp.MustCompile(``), regexp.MustCompile(`\+\d`), "indices are unsigned"},
	{"wast: we hold a directive", regexp.MustCompile("encoded and parsed successfully"), regexp.MustCompile(`component binary`), "headers of nested modules"},
	{"we convert", regexp.MustCompile("expected one of: `module`"), regexp.MustCompile(`\(get`), "get"},
	{"wast: the whole script", regexp.MustCompile("expected one of: `module`"), regexp.MustCompile(`\(get`), "get"},
	{"we convert", regexp.MustCompile("expected one of: `func`, `table`|`bool`|`record`"), regexp.MustCompile(`\(type`), "items as (SORT X)"},
	{"wast: the whole script", regexp.MustCompile("expected one of: `func`, `table`|`bool`|`record`"), regexp.MustCompile(`\(type`), "items as (SORT X)"},
	{"wast: we fail a directive", regexp.MustCompile(``), regexp.MustCompile(`exact|\\20`), "exact imports are custom descriptors"},
	{"wast: we hold a directive", regexp.MustCompile(``), regexp.MustCompile(`assert_invalid`), "invalid binaries that do not decode"},
}

func (c *scriptComparison) report(kind, theirs, ours, script string) {
	for _, k := range intendedScripts {
		if k.kind == kind && k.theirs.MatchString(theirs) && k.text.MatchString(script) {
			c.tally["intended: "+k.name]++
			return
		}
	}
	d := disagree(kind, theirs, ours)
	c.tally[kind]++
	if c.seen[d.class]++; c.seen[d.class] == 1 {
		c.t.Errorf("%s: %s\n%s\n--", kind, d.complaint, script)
	}
}

func (c *scriptComparison) run(env []string, args ...string) (stdout, stderr string, code int) {
	cmd := exec.Command(c.tool, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Dir = c.dir
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if e := (*exec.ExitError)(nil); !errors.As(err, &e) {
			c.t.Fatal(err)
		}
	}
	return out.String(), complaint.String(), cmd.ProcessState.ExitCode()
}

// scriptVariants are the ways in which wast is run.
var scriptVariants = []struct {
	args    []string
	options testsuite.Options
}{
	{[]string{"--features", "all", "--ignore-error-messages"}, testsuite.Options{Features: binary.AllFeatures, IgnoreMessages: true}},
	{[]string{"--ignore-error-messages", "--assert", "permissive,pretty-whitespace,test-folded"}, testsuite.Options{Features: binary.DefaultFeatures, IgnoreMessages: true, Permissive: true, PrettyWhitespace: true, TestFolded: true}},
	{[]string{"--features", "all", "--ignore-error-messages", "--assert", "default,snapshot-folded", "--snapshot", "theirs"},
		testsuite.Options{Features: binary.AllFeatures, IgnoreMessages: true, PrettyWhitespace: true, TestFolded: true, SnapshotPrint: true, SnapshotFolded: true, SnapshotJSON: true, Snapshots: "ours", Update: true}},
}

func (c *scriptComparison) compare(text string, variant int) {
	os.RemoveAll(c.dir)
	os.MkdirAll(filepath.Join(c.dir, "tests"), 0o777)
	os.MkdirAll(filepath.Join(c.dir, "out"), 0o777)
	const file = "tests/s.wast"
	if err := os.WriteFile(filepath.Join(c.dir, file), []byte(text), 0o666); err != nil {
		c.t.Fatal(err)
	}
	legacy := legacyTry.MatchString(text)
	o := wat.ParseOptions{File: file, LegacyComponentIndices: true, AllowConfusingUnicode: true}
	script, err := wat.ParseScript([]byte(text), o)
	var conversion *testsuite.Conversion
	if err == nil {
		conversion, err = testsuite.Convert(script, testsuite.ConvertOptions{Parse: o})
	}
	json, complaint, code := c.run(nil, "json-from-wast", file, "--wasm-dir", "out")
	switch {
	case code == 101:
		c.tally["crashed"]++
	case legacy && (code == 0) != (err == nil):
		c.tally["folded try"]++
	case code == 0 && err != nil:
		c.report("we do not convert", "", err.Error(), text)
	case code != 0 && err == nil:
		c.report("we convert", complaint, "", text)
	case err != nil:
		c.tally["not converted"]++
	default:
		c.tally["converted"]++
		if got := string(conversion.JSON(false)); got != json {
			at := firstDifferent([]byte(got), []byte(json))
			c.report("other JSON", string(around([]byte(json), at)), string(around([]byte(got), at)), text)
		}
		for _, f := range conversion.Files {
			want, err := os.ReadFile(filepath.Join(c.dir, "out", f.Name))
			if err != nil || !bytes.Equal(f.Data, want) && !valueTypes(f.Data) {
				c.report("other module", fmt.Sprintf("%s %x", f.Name, want), fmt.Sprintf("%x", f.Data), text)
			}
		}
	}
	// The runner.
	v := scriptVariants[variant]
	_, complaint, code = c.run([]string{"BLESS=1"}, append([]string{"wast", file}, v.args...)...)
	if code == 101 {
		c.tally["crashed"]++
		return
	}
	o.AllowConfusingUnicode = false
	script, err = wat.ParseScript([]byte(text), o)
	lines := make(map[int]string)
	whole := ""
	if err != nil {
		whole = err.Error()
	} else {
		options := v.options
		options.Parse = o
		if options.Snapshots != "" {
			options.Snapshots = filepath.Join(c.dir, options.Snapshots)
		}
		for _, f := range testsuite.Run(script, options).Failures() {
			if absent.MatchString(f.Err.Error()) {
				continue // the reference asks for no names
			}
			if f.Directive == nil {
				whole = f.Err.Error()
				continue
			}
			line, _ := script.Position(f.Directive.Start)
			lines[line] = f.Err.Error()
		}
	}
	theirs := make(map[int]string)
	theirWhole := ""
	for _, part := range strings.Split(complaint, "\n--------------------------------\n") {
		if m := failedLine.FindStringSubmatch(part); m != nil {
			n, _ := strconv.Atoi(m[1])
			theirs[n] = part[strings.Index(part, "Caused by:"):]
		} else if !severalFailures.MatchString(part) && code != 0 {
			theirWhole = part
		}
	}
	if legacy {
		return
	}
	if theirWhole != "" && len(lines) > 0 {
		whole = "a directive" // the reference reads the whole text first
	}
	if (whole == "") != (theirWhole == "") {
		c.report("wast: the whole script", theirWhole, whole, text)
		return
	}
	if whole != "" {
		c.tally["wast: refused as a whole"]++
		return
	}
	if strings.Contains(text, "(thread") && len(lines) > 0 && len(theirs) > 0 {
		return // the reference names the thread, we the directive in it
	}
	for n, ours := range lines {
		if theirs[n] == "" {
			c.report("wast: we fail a directive", "", ours, text)
		}
	}
	for n, their := range theirs {
		if lines[n] == "" {
			c.report("wast: we hold a directive", their, "", text)
		}
	}
	c.tally["wast compared"]++
	if v.options.Snapshots != "" {
		c.compareFolders(text)
	}
}

var (
	failedLine = regexp.MustCompile(`failed directive on \S+?:(\d+):\d+`)
	absent     = regexp.MustCompile(`^there is no (module|thread)`)
)

// compareFolders compares the snapshots that both wrote.
func (c *scriptComparison) compareFolders(text string) {
	read := func(root string) map[string]string {
		files := make(map[string]string)
		filepath.WalkDir(filepath.Join(c.dir, root), func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				data, _ := os.ReadFile(path)
				name, _ := filepath.Rel(filepath.Join(c.dir, root), path)
				files[name] = string(data)
			}
			return nil
		})
		return files
	}
	ours, theirs := read("ours"), read("theirs")
	for name, want := range theirs {
		if got, ok := ours[name]; !ok {
			c.report("snapshot: we lack", name, "", text)
		} else if got != want {
			at := firstDifferent([]byte(got), []byte(want))
			c.report("snapshot differs: "+filepath.Ext(name), lineAt([]byte(want), at), lineAt([]byte(got), at), text)
		}
	}
	for name := range ours {
		if _, ok := theirs[name]; !ok {
			c.report("snapshot: the reference lacks", "", name, text)
		}
	}
	c.tally["snapshots"] += len(theirs)
}
