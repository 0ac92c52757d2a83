package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// A verb is made by the name that the table has for it, and help shows all of them.
func TestVerbs(t *testing.T) {
	env := &environment{in: strings.NewReader(""), out: io.Discard, err: io.Discard, getenv: func(string) string { return "" }}
	all := rootCommand(env, []string{"--help"})
	check := func(parent *cobra.Command, list []verb, path ...string) {
		for _, v := range list {
			args := append(path, v.name)
			one, rest, err := rootCommand(env, args).Find(args)
			if err != nil || len(rest) != 0 || one.Name() != v.name {
				t.Errorf("%v finds %s, %v, %v", args, one.Name(), rest, err)
			}
			if same, _, err := all.Find(args); err != nil || same.CommandPath() != one.CommandPath() {
				t.Errorf("help knows no %v: %v", args, err)
			}
			if c := needed(list, []string{v.name}); v.name != "completion" && len(c) != 1 {
				t.Errorf("%v makes %d commands", args, len(c))
			}
		}
		if len(parent.Commands()) < len(list) {
			t.Errorf("%s has %d commands of %d", parent.CommandPath(), len(parent.Commands()), len(list))
		}
	}
	check(all, verbs)
	component, _, err := all.Find([]string{"component"})
	if err != nil {
		t.Fatal(err)
	}
	check(component, componentVerbs, "component")
}

// BenchmarkStart is what every run of the command pays.
func BenchmarkStart(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		env := &environment{in: strings.NewReader(""), out: io.Discard, err: io.Discard, getenv: func(string) string { return "" }}
		if code := run([]string{"version"}, env); code != 0 {
			b.Fatal(code)
		}
	}
}
