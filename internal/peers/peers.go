// Package peers finds the other tools and the large modules that tests and
// benchmarks compare wcomp with. `make peers` installs them into .peers at
// the root of the (main) checkout, or into the folder WCOMP_PEERS names; tools
// are also taken from the PATH and from cargo's folder.
//
// What is missing skips the test with a reason, or fails it where WCOMP_CI is
// set.
package peers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/repo"
)

// WasmToolsVersion is the release of the reference that all goldens and
// comparisons were made with.
const WasmToolsVersion = "1.257.1"

// Producer is the value of WCOMP_PRODUCER that makes wcomp's output equal the
// reference's byte for byte.
const Producer = "wit-component@0.257.1"

// Root is the folder the peers are installed in; it may not exist.
func Root() (string, error) {
	if dir := os.Getenv("WCOMP_PEERS"); dir != "" {
		return dir, nil
	}
	root, err := repo.MainRoot()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, ".peers"), nil
}

// FindWasmTools is the path of the reference, of exactly WasmToolsVersion.
var FindWasmTools = sync.OnceValues(func() (string, error) {
	var candidates []string
	if path := os.Getenv("WCOMP_WASM_TOOLS"); path != "" {
		candidates = append(candidates, path)
	}
	if root, err := Root(); err == nil {
		candidates = append(candidates, filepath.Join(root, "bin", "wasm-tools"))
	}
	if path, err := exec.LookPath("wasm-tools"); err == nil {
		candidates = append(candidates, path)
	}
	if home := os.Getenv("CARGO_HOME"); home != "" {
		candidates = append(candidates, filepath.Join(home, "bin", "wasm-tools"))
	}
	if home, err := os.UserHomeDir(); err == nil {
		candidates = append(candidates, filepath.Join(home, ".cargo", "bin", "wasm-tools"))
	}
	reason := "not on the PATH, in .peers/bin nor in cargo's folder"
	for _, path := range candidates {
		out, err := exec.Command(path, "--version").Output()
		if err != nil {
			continue
		}
		fields := bytes.Fields(out)
		if len(fields) >= 2 && string(fields[1]) == WasmToolsVersion {
			return path, nil
		}
		reason = fmt.Sprintf("%s is %s", path, bytes.TrimSpace(out))
	}
	return "", fmt.Errorf("wasm-tools %s is not here (%s): run `make peers`", WasmToolsVersion, reason)
})

// LookWasmTools is the path of the reference; without it the test is skipped.
func LookWasmTools(t testing.TB) string {
	t.Helper()
	path, err := FindWasmTools()
	if err != nil {
		corpus.Missing(t, "%v", err)
	}
	return path
}

// WasmTools runs the reference with stdin (may be nil) and returns what it
// wrote and its exit code. Only a failure to run it at all fails the test.
func WasmTools(t testing.TB, stdin []byte, args ...string) (stdout, stderr []byte, code int) {
	t.Helper()
	cmd := exec.Command(LookWasmTools(t), args...)
	cmd.Stdin = bytes.NewReader(stdin)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		if _, ok := err.(*exec.ExitError); !ok {
			t.Fatalf("running wasm-tools %s: %v", strings.Join(args, " "), err)
		}
	}
	return out.Bytes(), complaint.Bytes(), cmd.ProcessState.ExitCode()
}

// Module is one of the large modules of corpus/README.md, or one of the
// official preview1 adapters.
type Module struct {
	Name    string // as in corpus/large.txt, without .wasm
	Package string // npm package
	Version string
	File    string // path in the package
}

// Modules lists the large modules in the order of corpus/README.md.
var Modules = []Module{
	{"starlingmonkey", "@bytecodealliance/componentize-js", "0.23.0", "lib/starlingmonkey_embedding.wasm"},
	{"esbuild", "esbuild-wasm", "0.28.2", "esbuild.wasm"},
	{"swc", "@swc/wasm", "1.16.18", "wasm_bg.wasm"},
	{"biome", "@biomejs/wasm-nodejs", "2.5.14", "biome_wasm_bg.wasm"},
	{"duckdb-eh", "@duckdb/duckdb-wasm", "1.32.0", "dist/duckdb-eh.wasm"},
	{"ort-simd-threaded", "onnxruntime-web", "1.30.0", "dist/ort-wasm-simd-threaded.wasm"},
	{"pyodide", "pyodide", "314.0.7", "pyodide.asm.wasm"},
	{"canvaskit", "canvaskit-wasm", "0.42.0", "bin/canvaskit.wasm"},
	{"yosys", "@yowasp/yosys", "0.55.944", "gen/yosys.core.wasm"},
}

// Adapters lists the official preview1 adapters, by the name case.json uses
// in `adapt` after the prefix.
var Adapters = []Module{
	{"wasi_snapshot_preview1.command", "@bytecodealliance/jco", "1.35.0", "lib/wasi_snapshot_preview1.command.wasm"},
	{"wasi_snapshot_preview1.reactor", "@bytecodealliance/jco", "1.35.0", "lib/wasi_snapshot_preview1.reactor.wasm"},
}

// Packages lists the npm packages that make peers-run and the tests need
// beside those of Adapters and Modules, with their versions.
var Packages = [][2]string{
	{"@bytecodealliance/preview2-shim", "0.26.1"},
	{"axe-core", "4.14.1"},
}

// PackageFile is where a file of an npm package lies if it is installed.
func PackageFile(name, file string) (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "node_modules", filepath.FromSlash(name), filepath.FromSlash(file)), nil
}

// Path is where the module lies if it is installed.
func (m Module) Path() (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	return filepath.Join(root, "node_modules", filepath.FromSlash(m.Package), filepath.FromSlash(m.File)), nil
}

// Check says whether the module is installed and has the hash that sums (the
// text of corpus/large.txt) gives for it.
func (m Module) Check(sums []byte) error {
	path, err := m.Path()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	hash := sha256.Sum256(data)
	got := hex.EncodeToString(hash[:])
	for line := range strings.Lines(string(sums)) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if name == m.Name+".wasm" {
			if want != got {
				return fmt.Errorf("%s: its sha256 is %s, large.txt says %s", path, got, want)
			}
			return nil
		}
	}
	return fmt.Errorf("large.txt has no line for %s.wasm", m.Name)
}

// LookModule is the path of a large module; without it the test is skipped.
func LookModule(t testing.TB, name string) string {
	t.Helper()
	return look(t, Modules, name)
}

// LookAdapter is the path of the official preview1 adapter of kind "command"
// or "reactor"; without it the test is skipped.
func LookAdapter(t testing.TB, kind string) string {
	t.Helper()
	return look(t, Adapters, "wasi_snapshot_preview1."+kind)
}

func look(t testing.TB, modules []Module, name string) string {
	t.Helper()
	for _, m := range modules {
		if m.Name != name {
			continue
		}
		path, err := m.Path()
		if err == nil {
			_, err = os.Stat(path)
		}
		if err != nil {
			corpus.Missing(t, "%s is not here: run `make peers` (%v)", name, err)
		}
		return path
	}
	t.Fatalf("no large module or adapter is called %q", name)
	return ""
}
