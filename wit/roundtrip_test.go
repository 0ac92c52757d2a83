package wit_test

import (
	"os"
	"path/filepath"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

// inputs are all packages of the corpus that are WIT text: files, and folders with WIT in them.
func inputs(t *testing.T) (paths []string) {
	for _, pattern := range []string{"wasi-0.2", "wasi-0.3", "wit-ui/*", "interfaces/*", "cli/*.wit", "targets/*/*.wit", "merge/*/into", "merge/*/from"} {
		for _, path := range corpus.Glob(t, pattern) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Base(path) != "parse-fail" && (info.IsDir() || filepath.Ext(path) == ".wit") {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

// What is printed of a graph resolves again, and prints the same.
func TestPrintedTextResolvesToTheSame(t *testing.T) {
	resolved := 0
	exact := map[string]bool{"wasi-0.2": true, "wasi-0.3": true}
	for _, path := range inputs(t) {
		name := corpus.Name(t, path)
		t.Run(name, func(t *testing.T) {
			o := &wit.ParseOptions{AllFeatures: true}
			r, main, err := wit.ParsePath(path, o)
			if err != nil {
				return // not meant to, or not without its neighbours
			}
			resolved++
			once, err := r.AppendWIT(nil, main, wit.PrintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			again, main, err := wit.Parse("printed.wit", once, o)
			if err != nil {
				t.Fatalf("%v\n%s", err, once)
			}
			twice, err := again.AppendWIT(nil, main, wit.PrintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if string(once) != string(twice) {
				t.Errorf("printed once:\n%s\ntwice:\n%s", once, twice)
			}
			if exact[name] {
				compareJSON(t, again.AppendJSON(nil), r.AppendJSON(nil))
			}
		})
	}
	if resolved < 150 {
		t.Errorf("only %d packages resolved", resolved)
	}
}
