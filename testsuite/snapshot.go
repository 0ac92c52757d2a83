package testsuite

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"wcomp/wat"
)

// snapshotPath is where a script's snapshots lie: under the path behind the
// first folder called tests, or else under the whole path, so that scripts in
// different folders never share any.
func (r *runner) snapshotPath() string {
	parts := strings.Split(filepath.ToSlash(filepath.Clean(r.script.File)), "/")
	if i := slices.Index(parts, "tests"); i >= 0 && i+1 < len(parts) {
		parts = parts[i+1:]
	} else {
		parts = slices.DeleteFunc(parts, func(p string) bool { return p == ".." || p == "" || strings.HasSuffix(p, ":") })
	}
	return filepath.Join(r.opts.Snapshots, filepath.Join(parts...))
}

func (r *runner) snapshotText(data []byte, number int, folded bool) error {
	var b bytes.Buffer
	if err := wat.Print(&b, data, wat.PrintOptions{FoldInstructions: folded}); err != nil {
		return fmt.Errorf("it does not print: %w", err)
	}
	name := strconv.Itoa(number) + ".print"
	if folded {
		name += "-folded"
	}
	return r.snapshot(filepath.Join(r.snapshotPath(), name), b.Bytes())
}

// snapshotJSON compares what json-from-wast gives; the result is that of the
// script as a whole.
func (r *runner) snapshotJSON() {
	err := func() error {
		c, err := Convert(r.script, ConvertOptions{Parse: r.opts.Parse})
		if err != nil {
			return err
		}
		return r.snapshot(r.snapshotPath()+".json", c.JSON(true))
	}()
	if err == nil {
		return
	}
	first := &wat.Directive{}
	if len(r.script.Directives) > 0 {
		first = &r.script.Directives[0]
	}
	r.report.Results = append(r.report.Results, Result{Directive: first, Number: -1, Status: Failed, Err: err})
}

// snapshot compares got with a file, or writes it.
func (r *runner) snapshot(path string, got []byte) error {
	if r.opts.Snapshots == "" {
		return errors.New("a comparison with snapshots was asked for, but no folder of snapshots was given")
	}
	if r.opts.Update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		return os.WriteFile(path, got, 0o666)
	}
	want, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no snapshot %s", path)
	} else if err != nil {
		return err
	}
	want = bytes.ReplaceAll(want, []byte("\r\n"), []byte("\n"))
	if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), want) {
		return fmt.Errorf("it differs from the snapshot %s in line %d:\n%s", path, 1+bytes.Count(got[:firstDifference(got, want)], []byte("\n")), got)
	}
	return nil
}
