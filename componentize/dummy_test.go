package componentize_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wcomp/componentize"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// dummyNamings are the flags by which the reference makes a module for a world, in every naming there is.
var dummyNamings = [][]string{
	{"--dummy"},
	{"--dummy-names", "legacy"},
	{"--dummy-names", "legacy", "--async-callback"},
	{"--dummy-names", "legacy", "--async-stackful"},
	{"--dummy-names", "legacy", "--encoding", "utf16"},
}

// TestDummyModules makes components of the reference's dummy modules for the worlds of the corpus, in every naming, and
// compares them with the reference's.
func TestDummyModules(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand runs of the reference are not short")
	}
	tool := peers.LookWasmTools(t)
	var inputs []string
	for _, pattern := range []string{"real/*/wit", "interfaces/*", "wasi-0.2", "wasi-0.3", "components/*/module.wit", "wit-ui/*"} {
		inputs = append(inputs, corpus.Glob(t, pattern)...)
	}
	dir := t.TempDir()
	module, want := filepath.Join(dir, "module.wasm"), filepath.Join(dir, "component.wasm")
	made, compared := 0, 0
	for _, in := range inputs {
		if info, err := os.Stat(in); err != nil || !info.IsDir() && !strings.HasSuffix(in, ".wit") {
			continue
		}
		gaveUp := false // on the reference, which takes minutes for some worlds
		for _, world := range worldsOf(t, in) {
			for _, naming := range dummyNamings {
				args := append([]string{"component", "embed", "--all-features", in, "-o", module, "-w", world}, naming...)
				if _, _, code := peers.WasmTools(t, nil, args...); code != 0 {
					continue
				}
				made++
				data := read(t, module)
				os.Remove(want)
				var stderr []byte
				code := 0
				if !gaveUp {
					stderr, code, gaveUp = newWithin(t, tool, referenceTime, module, want)
				}
				name := corpus.Name(t, in) + " " + world + " " + strings.Join(naming, " ")
				t.Run(name, func(t *testing.T) {
					r, err := componentize.New(data, componentize.Options{Producer: producer, DebugNames: true, MergeImports: true, Validate: true, Main: "module.wasm"})
					switch {
					case gaveUp && err == nil:
						t.Log("valid, but not compared: the reference takes too long")
					case code != 0 && err == nil:
						t.Errorf("a component was made; the reference says %s", stderr)
					case code != 0:
					case err != nil:
						t.Error(err)
					default:
						compared++
						equalComponents(t, r.Component, read(t, want))
					}
					if t.Failed() {
						t.Logf("wasm-tools component embed --all-features %s -w %s %s", in, world, strings.Join(naming, " "))
					}
				})
			}
		}
	}
	t.Logf("%s: %d modules, %d components compared", tool, made, compared)
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// referenceTime is how long the reference may take for one component; most
// take milliseconds.
const referenceTime = 15 * time.Second

// newWithin makes a component with the reference, unless that takes too long.
func newWithin(t *testing.T, tool string, limit time.Duration, module, out string) (stderr []byte, code int, gaveUp bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, tool, "component", "new", module, "-o", out)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	err := cmd.Run()
	if ctx.Err() != nil {
		return nil, 0, true
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return complaint.Bytes(), cmd.ProcessState.ExitCode(), false
}

// worldsOf are the worlds of the main package, as embed -w takes them.
func worldsOf(t *testing.T, in string) []string {
	out, _, code := peers.WasmTools(t, nil, "component", "wit", "--all-features", in)
	if code != 0 {
		return nil
	}
	var worlds []string
	pkg, depth := "", 0
	for line := range strings.Lines(string(out)) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "package "); ok && depth == 0 && strings.HasSuffix(rest, ";") {
			pkg = strings.TrimSuffix(rest, ";")
		}
		if rest, ok := strings.CutPrefix(line, "world "); ok && depth == 0 {
			name, version, _ := strings.Cut(pkg, "@")
			world := name + "/" + strings.TrimPrefix(strings.TrimSuffix(rest, " {"), "%")
			if version != "" {
				world += "@" + version
			}
			worlds = append(worlds, world)
		}
		depth += strings.Count(line, "{") - strings.Count(line, "}")
	}
	return worlds
}
