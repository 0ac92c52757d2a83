// Command peers installs what wcomp is compared with: the reference by cargo,
// jco and the large modules by npm, compilers by apt-get. It leaves alone what
// is there in the right version, and checks the hashes of the large modules.
//
//	go run ./internal/tools/peers
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

func main() {
	failed := false
	for _, step := range []struct {
		name string
		run  func() error
	}{
		{"wasm-tools " + peers.WasmToolsVersion, wasmTools},
		{"npm packages", npm},
		{"hashes", hashes},
		{"compilers", compilers},
	} {
		if err := step.run(); err != nil {
			failed = true
			fmt.Printf("FAILED  %s: %v\n", step.name, err)
			continue
		}
		fmt.Printf("ok      %s\n", step.name)
	}
	if failed {
		os.Exit(1)
	}
}

// wasmTools installs the reference into cargo's folder, where every checkout
// finds it. Building it takes some minutes.
func wasmTools() error {
	if _, err := peers.FindWasmTools(); err == nil {
		return nil
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		return errors.New("cargo is not here; install Rust, or put wasm-tools " + peers.WasmToolsVersion + " on the PATH")
	}
	return command("", "cargo", "install", "--locked", "wasm-tools", "--version", peers.WasmToolsVersion)
}

// npm installs the packages of peers.Modules, Adapters and Packages, without
// running any script of theirs.
func npm() error {
	root, err := peers.Root()
	if err != nil {
		return err
	}
	var wanted []string
	seen := make(map[string]bool)
	want := func(name, version string) {
		if !seen[name] && installed(root, name) != version {
			wanted = append(wanted, name+"@"+version)
		}
		seen[name] = true
	}
	for _, m := range append(append([]peers.Module(nil), peers.Adapters...), peers.Modules...) {
		want(m.Package, m.Version)
	}
	for _, p := range peers.Packages {
		want(p[0], p[1])
	}
	if len(wanted) == 0 {
		return nil
	}
	if _, err := exec.LookPath("npm"); err != nil {
		return errors.New("npm is not here; install Node.js 20 or later")
	}
	if err := os.MkdirAll(root, 0o777); err != nil {
		return err
	}
	manifest := filepath.Join(root, "package.json")
	if _, err := os.Stat(manifest); err != nil {
		if err := os.WriteFile(manifest, []byte("{\"private\":true}\n"), 0o666); err != nil {
			return err
		}
	}
	return command(root, "npm", append([]string{"install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"}, wanted...)...)
}

// installed is the version of the package that is there, or "".
func installed(root, name string) string {
	text, err := os.ReadFile(filepath.Join(root, "node_modules", filepath.FromSlash(name), "package.json"))
	if err != nil {
		return ""
	}
	var manifest struct{ Version string }
	if json.Unmarshal(text, &manifest) != nil {
		return ""
	}
	return manifest.Version
}

func hashes() error {
	dir, err := corpus.Find()
	if err != nil {
		return fmt.Errorf("the corpus, which lists the hashes, is not here: set WCOMP_CORPUS (%w)", err)
	}
	sums, err := os.ReadFile(filepath.Join(dir, "large.txt"))
	if err != nil {
		return err
	}
	var wrong []error
	for _, list := range [][]peers.Module{peers.Modules, peers.Adapters} {
		for _, m := range list {
			wrong = append(wrong, m.Check(sums))
		}
	}
	return errors.Join(wrong...)
}

// compilers installs what builds the examples and judges binaries, and the
// browser that opens pages, from Debian's packages.
func compilers() error {
	var missing []string
	for _, tool := range []struct{ program, packages string }{
		{"clang", "clang"}, {"wasm-ld", "lld"}, {"wat2wasm", "wabt"}, {"chromium", "chromium"},
	} {
		if _, err := exec.LookPath(tool.program); err != nil {
			missing = append(missing, tool.packages)
		}
	}
	if _, err := os.Stat("/usr/include/wasm32-wasi"); err != nil {
		missing = append(missing, "wasi-libc")
	}
	if len(missing) == 0 {
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("install these by hand: %s", strings.Join(missing, " "))
	}
	if os.Geteuid() != 0 {
		return fmt.Errorf("not root, run: apt-get install %s", strings.Join(missing, " "))
	}
	if err := command("", "apt-get", "update", "-q"); err != nil {
		return err
	}
	return command("", "apt-get", append([]string{"install", "-q", "-y", "--no-install-recommends"}, missing...)...)
}

func command(dir, name string, args ...string) error {
	fmt.Printf("run     %s %s\n", name, strings.Join(args, " "))
	c := exec.Command(name, args...)
	c.Dir = dir
	c.Stdout, c.Stderr = os.Stderr, os.Stderr
	c.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	return c.Run()
}
