// Command compare runs wcomp and the reference as whole processes on the large
// modules, with the same flags and the output to a file, and prints wall time,
// peak memory and their ratios.
//
//	go run ./internal/tools/compare -wcomp bin/wcomp -verbs validate,print -runs 7
//
// Runs of the two tools alternate, so that both meet the same neighbours on
// the machine. The smallest time is the one to compare; the median shows how
// steady it was.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"wcomp/internal/peers"
)

// job is one command line for both tools.
type job struct {
	verb, module string
	args         []string
	input        int64 // bytes
}

// measure is what some runs of one tool took.
type measure struct {
	least, median time.Duration
	memory        int64 // bytes at the peak
}

func main() {
	wcomp := flag.String("wcomp", "bin/wcomp", "our `command`")
	reference := flag.String("reference", "", "the other `command` (default: the wasm-tools that `make peers` installs)")
	verbs := flag.String("verbs", "validate,print,parse,new,wit", "the `verbs` to compare")
	modules := flag.String("modules", "", "only these `modules` (default: all large ones)")
	runs := flag.Int("runs", 5, "how often each runs")
	cpus := flag.String("cpus", "", "run on these `processors` only (as taskset -c takes them)")
	most := flag.Int("series", 256, "validate generated modules of 1, 2, 4 … up to so many `megabytes`; 0 for none")
	svg := flag.String("svg", "", "draw the series into this `file`")
	flag.Parse()
	if err := compare(*wcomp, *reference, strings.Split(*verbs, ","), *modules, *runs, *cpus, *most, *svg); err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		os.Exit(1)
	}
}

func compare(wcomp, reference string, verbs []string, only string, runs int, cpus string, most int, svg string) error {
	if reference == "" {
		var err error
		if reference, err = peers.FindWasmTools(); err != nil {
			return err
		}
	}
	scratch, err := os.MkdirTemp("", "wcomp-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	c := comparison{tools: [2]string{wcomp, reference}, scratch: scratch, runs: runs, cpus: cpus}

	var worst []string
	for _, verb := range verbs {
		if !has(wcomp, verb) {
			fmt.Printf("%s: wcomp has no such verb, left out\n", verb)
			continue
		}
		fmt.Printf("%-10s %-18s %9s  %19s %19s %6s  %9s %9s %6s\n", "verb", "module", "input MB",
			"wcomp ms min (med)", "wasm-tools", "ratio", "wcomp MiB", "ref. MiB", "ratio")
		var slowest float64
		for _, m := range peers.Modules {
			if only != "" && !slices.Contains(strings.Split(only, ","), m.Name) {
				continue
			}
			j, err := c.job(verb, m)
			if err != nil {
				fmt.Printf("%-10s %-18s left out: %v\n", verb, m.Name, err)
				continue
			}
			ours, theirs, err := c.run(j)
			os.Remove(filepath.Join(c.scratch, m.Name+".wat")) // up to 700 MB
			if err != nil {
				fmt.Printf("%-10s %-18s FAILED: %v\n", verb, m.Name, err)
				continue
			}
			ratio := float64(ours.least) / float64(theirs.least)
			slowest = max(slowest, ratio)
			fmt.Printf("%-10s %-18s %9.1f  %8.1f (%8.1f) %8.1f (%8.1f) %6.2f  %9.1f %9.1f %6.2f\n",
				verb, m.Name, float64(j.input)/1e6, ms(ours.least), ms(ours.median), ms(theirs.least), ms(theirs.median), ratio,
				mib(ours.memory), mib(theirs.memory), float64(ours.memory)/float64(theirs.memory))
		}
		worst = append(worst, fmt.Sprintf("%s %.2f", verb, slowest))
		fmt.Println()
	}
	if most > 0 && has(wcomp, "validate") {
		if err := c.series(most, svg); err != nil {
			return err
		}
	}
	start, err := c.start()
	if err != nil {
		return err
	}
	fmt.Printf("largest ratio of time: %s; `wcomp version` takes %.1f ms\n", strings.Join(worst, ", "), ms(start))
	return nil
}

type comparison struct {
	tools   [2]string
	scratch string
	runs    int
	cpus    string
}

// has says whether wcomp knows the verb.
func has(wcomp, verb string) bool {
	return exec.Command(wcomp, verb, "--help").Run() == nil
}

// job makes the command line of a verb on a module. %OUT stands for the output
// file, which is another for each tool.
func (c *comparison) job(verb string, m peers.Module) (job, error) {
	path, err := m.Path()
	if err != nil {
		return job{}, err
	}
	j := job{verb: verb, module: m.Name}
	switch verb {
	case "validate":
		j.args = []string{"validate", "--features", "all", path}
	case "print":
		j.args = []string{"print", path, "-o", "%OUT"}
	case "parse":
		text := filepath.Join(c.scratch, m.Name+".wat")
		if out, err := exec.Command(c.tools[1], "print", path, "-o", text).CombinedOutput(); err != nil {
			return job{}, fmt.Errorf("printing it: %w\n%s", err, out)
		}
		path = text
		j.args = []string{"parse", path, "-o", "%OUT"}
	case "new", "wit":
		if m.Name != "starlingmonkey" {
			return job{}, errors.New("it has no world")
		}
		adapter, err := peers.Adapters[1].Path()
		if err != nil {
			return job{}, err
		}
		j.args = []string{"component", "new", path, "--adapt", "wasi_snapshot_preview1=" + adapter, "-o", "%OUT"}
		if verb == "wit" {
			component := filepath.Join(c.scratch, m.Name+".component.wasm")
			args := slices.Clone(j.args)
			args[len(args)-1] = component
			if out, err := exec.Command(c.tools[1], args...).CombinedOutput(); err != nil {
				return job{}, fmt.Errorf("making a component: %w\n%s", err, out)
			}
			path = component
			j.args = []string{"component", "wit", path, "-o", "%OUT"}
		}
	default:
		return job{}, errors.New("compare does not know this verb")
	}
	info, err := os.Stat(path)
	if err != nil {
		return job{}, err
	}
	j.input = info.Size()
	return j, nil
}

// run measures both tools, taking turns.
func (c *comparison) run(j job) (ours, theirs measure, err error) {
	var times [2][]time.Duration
	var memory [2]int64
	for range c.runs {
		for i, tool := range c.tools {
			took, peak, err := c.once(tool, j.args, i)
			if err != nil {
				return ours, theirs, err
			}
			times[i] = append(times[i], took)
			memory[i] = max(memory[i], peak)
		}
	}
	sum := func(i int) measure {
		slices.Sort(times[i])
		return measure{times[i][0], times[i][len(times[i])/2], memory[i]}
	}
	return sum(0), sum(1), nil
}

// once runs one process.
func (c *comparison) once(tool string, args []string, i int) (time.Duration, int64, error) {
	line := []string{tool}
	for _, a := range args {
		line = append(line, strings.ReplaceAll(a, "%OUT", filepath.Join(c.scratch, fmt.Sprintf("out%d", i))))
	}
	if c.cpus != "" {
		line = append([]string{"taskset", "-c", c.cpus}, line...)
	}
	cmd := exec.Command(line[0], line[1:]...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	begin := time.Now()
	err := cmd.Run()
	took := time.Since(begin)
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w\n%s", strings.Join(line, " "), err, &complaint)
	}
	return took, peak(cmd.ProcessState), nil
}

// start is the least time of `wcomp version`.
func (c *comparison) start() (time.Duration, error) {
	least := time.Hour
	for range 20 {
		took, _, err := c.once(c.tools[0], []string{"version"}, 0)
		if err != nil {
			return 0, err
		}
		least = min(least, took)
	}
	return least, nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

func mib(n int64) float64 { return float64(n) / (1 << 20) }
