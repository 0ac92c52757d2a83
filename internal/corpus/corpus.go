// Package corpus finds the test data that is kept beside the repository, not
// in it: the folder WCOMP_CORPUS names, or ../shared/corpus seen from the
// repository's root. Its README.md says what each folder holds.
//
// A test that needs it calls Dir, Path, Glob or Walk; without the corpus the
// test is skipped with a reason, or fails where WCOMP_CI is set, so that a
// build server cannot pass by testing nothing.
package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"wcomp/internal/repo"
)

var locate = sync.OnceValues(func() (string, error) {
	if dir := os.Getenv("WCOMP_CORPUS"); dir != "" {
		_, err := os.Stat(dir)
		return dir, err
	}
	root, err := repo.Root()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(filepath.Dir(root), "shared", "corpus")
	_, err = os.Stat(dir)
	return dir, err
})

// Find is the corpus folder, for tools that are no tests.
func Find() (string, error) { return locate() }

// Missing skips the test because what it needs is not on this machine, or
// fails it where WCOMP_CI is set.
func Missing(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv("WCOMP_CI") != "" {
		t.Fatalf(format+" (a failure because WCOMP_CI is set)", args...)
	}
	t.Skipf(format, args...)
}

// Dir is the corpus folder; without one the test is skipped.
func Dir(t testing.TB) string {
	t.Helper()
	dir, err := locate()
	if err != nil {
		Missing(t, "the corpus is not here: set WCOMP_CORPUS to its folder (%v)", err)
	}
	return dir
}

// Path is the path of a file or folder of the corpus, given with slashes; the
// test is skipped where the corpus or that path is missing.
func Path(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(Dir(t), filepath.FromSlash(name))
	if _, err := os.Stat(path); err != nil {
		Missing(t, "the corpus has no %s (%v)", name, err)
	}
	return path
}

// Read returns the bytes of a file of the corpus.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(Path(t, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Glob returns the paths in the corpus that match pattern (filepath.Match,
// with slashes), sorted. No match fails the test: a suite that finds no case
// would pass without testing.
func Glob(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(Dir(t), filepath.FromSlash(pattern)))
	if err != nil {
		t.Fatal(err)
	}
	if len(paths) == 0 {
		t.Fatalf("nothing in the corpus matches %s", pattern)
	}
	return paths
}

// Walk calls visit with the path of every file below the folder name ("" for
// the whole corpus) whose name ends in one of suffixes (all files without
// any), in lexical order. No file at all fails the test.
func Walk(t testing.TB, name string, visit func(path string), suffixes ...string) {
	t.Helper()
	found := 0
	err := filepath.WalkDir(Path(t, name), func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		for _, suffix := range suffixes {
			if strings.HasSuffix(path, suffix) {
				found++
				visit(path)
				return nil
			}
		}
		if len(suffixes) == 0 {
			found++
			visit(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if found == 0 {
		t.Fatalf("no file below %s of the corpus ends in any of %q", name, suffixes)
	}
}

// Name is path relative to the corpus, with slashes: the name of a subtest.
func Name(t testing.TB, path string) string {
	t.Helper()
	name, err := filepath.Rel(Dir(t), path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(name)
}
