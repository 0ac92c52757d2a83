package main

import (
	"fmt"
	"io"
	"path/filepath"
	"time"

	"wcomp/internal/file"
	"wcomp/internal/terminal"
)

// environment is all that a run of the command touches, so that tests run it
// in process, several at a time.
type environment struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	// dir is the folder that relative paths count from; "" is the
	// process's own.
	dir string

	// What the flags of every command say.
	color       terminal.Color
	diagnostics string
	verbose     int
}

// path is where the file that the user calls name lies.
func (e *environment) path(name string) string {
	if e.dir == "" || filepath.IsAbs(name) || file.IsStandard(name) {
		return name
	}
	return filepath.Join(e.dir, name)
}

// shown is the user's name for a path made by path.
func (e *environment) shown(path string) string {
	if e.dir == "" {
		return path
	}
	if name, err := filepath.Rel(e.dir, path); err == nil && filepath.IsLocal(name) {
		return name
	}
	return path
}

// infof writes a line with -v, as the reference's logger does.
func (e *environment) infof(format string, args ...any) {
	if e.verbose > 0 {
		fmt.Fprintf(e.err, "[%s INFO] %s\n", time.Now().UTC().Format(time.RFC3339), fmt.Sprintf(format, args...))
	}
}

// timed logs how long something took, with -v: defer e.timed("…")().
func (e *environment) timed(what string) func() {
	if e.verbose == 0 {
		return func() {}
	}
	begin := time.Now()
	return func() { e.infof("%s in %v", what, time.Since(begin).Round(time.Microsecond)) }
}
