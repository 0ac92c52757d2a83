// Package repo finds the root of the checkout that a test runs in. Only tests
// and the repository's own tools use it; the command never does.
package repo

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Root is the nearest folder at or above the working folder that holds the
// go.mod of wcomp.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module wcomp\n") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("not inside a checkout of wcomp: no go.mod of module wcomp at or above the working folder")
		}
		dir = parent
	}
}

// MainRoot is Root, except that in a linked git worktree it is the root of
// the main one, where installed things are shared.
func MainRoot() (string, error) {
	root, err := Root()
	if err != nil {
		return "", err
	}
	link, err := os.ReadFile(filepath.Join(root, ".git"))
	if err != nil {
		return root, nil // .git is a folder, or there is none
	}
	gitdir, ok := strings.CutPrefix(strings.TrimSpace(string(link)), "gitdir: ")
	if !ok {
		return root, nil
	}
	// MAIN/.git/worktrees/NAME
	common := filepath.Dir(filepath.Dir(gitdir))
	if filepath.Base(common) != ".git" {
		return root, nil
	}
	return filepath.Dir(common), nil
}
