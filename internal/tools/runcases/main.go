// Command runcases makes a component of every case of corpus/real with wcomp,
// runs it as case.json says and compares what it prints and its exit code.
// With wasmtime on the PATH it runs there, else under Node.js through jco.
//
//	go run ./internal/tools/runcases -wcomp bin/wcomp [CASE…]
package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

//go:embed harness.mjs
var harness []byte

// testCase is what this tool reads of a case.json.
type testCase struct {
	Name    string
	Adapt   *string
	Flags   []string
	Command string // for cases that are not made by `new`
	execution
	MoreRuns []execution `json:"more_runs"`
}

// execution is one run with what it must give. In `more_runs` the fields of
// `run` stand beside `expect`.
type execution struct {
	Run *how `json:"run"`
	how
	Expect struct {
		Stdout string
		Stderr *string
		Exit   int
	}
}

type how struct {
	Tool      string
	Args      []string
	Stdin     string
	Transpile []string
}

func (e *execution) way() how {
	if e.Run != nil {
		return *e.Run
	}
	return e.how
}

func main() {
	wcomp := flag.String("wcomp", "bin/wcomp", "the command that makes the components")
	flag.Parse()
	failed, err := run(*wcomp, flag.Args())
	if err != nil {
		fmt.Fprintln(os.Stderr, "runcases:", err)
		os.Exit(2)
	}
	if failed {
		os.Exit(1)
	}
}

func run(wcomp string, names []string) (failed bool, err error) {
	dir, err := corpus.Find()
	if err != nil {
		return false, fmt.Errorf("the corpus is not here: set WCOMP_CORPUS (%w)", err)
	}
	if wcomp, err = filepath.Abs(wcomp); err != nil {
		return false, err
	}
	root, err := peers.Root()
	if err != nil {
		return false, err
	}
	// Inside of the peers' folder Node.js finds the packages.
	scratch := filepath.Join(root, "run")
	if err := os.RemoveAll(scratch); err != nil {
		return false, err
	}
	if err := os.MkdirAll(scratch, 0o777); err != nil {
		return false, err
	}
	if err := os.WriteFile(filepath.Join(scratch, "package.json"), []byte(`{"type":"module"}`), 0o666); err != nil {
		return false, err
	}
	files, err := filepath.Glob(filepath.Join(dir, "real", "*", "case.json"))
	if err != nil || len(files) == 0 {
		return false, fmt.Errorf("no cases in %s (%v)", dir, err)
	}
	passed, skipped, wrong := 0, 0, 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return false, err
		}
		var c testCase
		if err := json.Unmarshal(text, &c); err != nil {
			return false, fmt.Errorf("%s: %w", file, err)
		}
		if len(names) > 0 && !slices.Contains(names, c.Name) {
			continue
		}
		r := runner{testCase: c, folder: filepath.Dir(file), scratch: filepath.Join(scratch, c.Name), wcomp: wcomp, root: root}
		if err := r.build(); err != nil {
			var skip skipError
			if errors.As(err, &skip) {
				skipped++
				fmt.Printf("skip  %s: %v\n", c.Name, err)
				continue
			}
			wrong++
			fmt.Printf("FAIL  %s: %v\n", c.Name, err)
			continue
		}
		for i, e := range append([]execution{c.execution}, c.MoreRuns...) {
			name := fmt.Sprintf("%s run %d", c.Name, i)
			err := r.execute(i, e)
			var skip skipError
			switch {
			case errors.As(err, &skip):
				skipped++
				fmt.Printf("skip  %s: %v\n", name, err)
			case err != nil:
				wrong++
				fmt.Printf("FAIL  %s: %v\n", name, err)
			default:
				passed++
				fmt.Printf("ok    %s\n", name)
			}
		}
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, wrong, skipped)
	return wrong > 0 || passed == 0, nil
}

// skipError says why a case cannot be run here.
type skipError string

func (s skipError) Error() string { return string(s) }

type runner struct {
	testCase
	folder, scratch, wcomp, root string
}

func (r *runner) component() string { return filepath.Join(r.scratch, "component.wasm") }

// build makes the component.
func (r *runner) build() error {
	if err := os.MkdirAll(r.scratch, 0o777); err != nil {
		return err
	}
	module := filepath.Join(r.folder, "module.wasm")
	if _, err := os.Stat(module); err != nil {
		return skipError("it is not made by `new`: " + r.Command)
	}
	args := append([]string{"component", "new", module, "-o", r.component()}, r.Flags...)
	if r.Adapt != nil {
		for _, a := range peers.Adapters {
			if a.Name != "wasi_snapshot_preview1."+*r.Adapt {
				continue
			}
			path, err := a.Path()
			if err != nil {
				return err
			}
			args = append(args, "--adapt", "wasi_snapshot_preview1="+path)
		}
	}
	out, err := exec.Command(r.wcomp, args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("wcomp %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return nil
}

// execute runs the component once and compares.
func (r *runner) execute(n int, e execution) error {
	how := e.way()
	folder := filepath.Join(r.scratch, fmt.Sprint(n))
	if err := os.MkdirAll(filepath.Join(folder, "work"), 0o777); err != nil {
		return err
	}
	var cmd *exec.Cmd
	invoke := false
	if wasmtime, err := exec.LookPath("wasmtime"); err == nil && how.Tool == "wasmtime" {
		args := slices.Clone(how.Args)
		for i, a := range args {
			if a == "component.wasm" {
				args[i] = r.component()
			}
		}
		cmd = exec.Command(wasmtime, args...)
	} else {
		task, err := r.transpile(folder, how, e.Expect.Stdout)
		if err != nil {
			return err
		}
		invoke = task.Invoke != ""
		script := []string{filepath.Join(folder, "run.mjs")}
		if how.Tool == "wasmtime" {
			text, err := json.Marshal(task)
			if err != nil {
				return err
			}
			script = append(script, string(text))
		}
		cmd = exec.Command("node", script...)
	}
	cmd.Dir = filepath.Join(folder, "work")
	cmd.Stdin = strings.NewReader(how.Stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			return err
		}
	}
	if got := cmd.ProcessState.ExitCode(); got != e.Expect.Exit {
		return fmt.Errorf("exit code %d, want %d\n%s%s", got, e.Expect.Exit, &stdout, &stderr)
	}
	if !invoke && stdout.String() != e.Expect.Stdout {
		return fmt.Errorf("it printed\n%s\nwant\n%s\n%s", &stdout, e.Expect.Stdout, &stderr)
	}
	return nil
}

// task is what harness.mjs is told.
type task struct {
	Args   []string          `json:"args"`
	Env    map[string]string `json:"env"`
	Dir    map[string]string `json:"dir"`
	Invoke string            `json:"invoke,omitempty"`
	Expect string            `json:"expect,omitempty"`
}

// transpile makes component.js and run.mjs in folder; wasmtime's arguments
// become a task for the harness.
func (r *runner) transpile(folder string, how how, expect string) (*task, error) {
	t := &task{Args: []string{"component.wasm"}, Env: map[string]string{}, Dir: map[string]string{}}
	script := harness
	if how.Tool == "jco" {
		var err error
		if script, err = os.ReadFile(filepath.Join(r.folder, "src", "run.mjs")); err != nil {
			return nil, err
		}
	} else {
		args := how.Args[1:] // after "run"
		for len(args) > 0 && args[0] != "component.wasm" {
			switch option, value := args[0], args[1]; option {
			case "--dir":
				host, guest, ok := strings.Cut(value, "::")
				if !ok {
					guest = host
				}
				t.Dir[guest] = filepath.Join(folder, "work", host)
			case "--env":
				name, text, _ := strings.Cut(value, "=")
				t.Env[name] = text
			case "--invoke":
				t.Invoke, t.Expect = value, expect
			case "-S":
				return nil, skipError("async components run under wasmtime only, and it is not on the PATH")
			default:
				return nil, fmt.Errorf("an option of wasmtime that this tool does not know: %s", option)
			}
			args = args[2:]
		}
		t.Args = append(t.Args, args[1:]...)
	}
	if err := os.WriteFile(filepath.Join(folder, "run.mjs"), script, 0o666); err != nil {
		return nil, err
	}
	jco := filepath.Join(r.root, "node_modules", "@bytecodealliance", "jco", "dist", "jco.js")
	if _, err := os.Stat(jco); err != nil {
		return nil, fmt.Errorf("jco is not here: run `make peers` (%w)", err)
	}
	args := append([]string{jco, "transpile", r.component(), "-o", folder, "--name", "component", "-q"}, how.Transpile...)
	cmd := exec.Command("node", args...)
	var log bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &log
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("jco transpile: %w\n%s", err, &log)
	}
	return t, nil
}
