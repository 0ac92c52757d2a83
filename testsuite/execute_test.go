package testsuite_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/testsuite"
	"wcomp/wat"
)

// notOnWazero lists directives that fail because wazero differs from the
// specification, each with what it does.
var notOnWazero = map[string]string{
	"proposals/threads/imports.wast:505": "a memory that is not shared may stand for a shared one",
}

// TestExecute runs the assertions of the core specification's scripts on
// modules that package wat parsed and encoded.
func TestExecute(t *testing.T) {
	var (
		mutex   sync.Mutex
		tallies = make(map[string]*testsuite.Tally)
	)
	t.Run("scripts", func(t *testing.T) {
		corpus.Walk(t, "spec", func(path string) {
			name := corpus.Name(t, path)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				o := wat.ParseOptions{File: name, AllowConfusingUnicode: true}
				script, err := wat.ParseScript(corpus.Read(t, name), o)
				if err != nil {
					t.Fatal(err)
				}
				report := testsuite.Execute(context.Background(), script, testsuite.Options{Parse: o})
				for _, f := range report.Failures() {
					line, _ := script.Position(f.Directive.Start)
					if notOnWazero[fmt.Sprintf("%s:%d", strings.TrimPrefix(name, "spec/"), line)] == "" {
						t.Error(f)
					}
				}
				mutex.Lock()
				defer mutex.Unlock()
				dir := filepath.Dir(name)
				if tallies[dir] == nil {
					tallies[dir] = new(testsuite.Tally)
				}
				tallies[dir].Add(report)
			})
		}, ".wast")
	})
	for _, dir := range slices.Sorted(mapKeys(tallies)) {
		t.Logf("%s: %s", dir, tallies[dir])
	}
}
