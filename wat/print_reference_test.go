package wat_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

// printFlags are the reference's flags and the options that stand for them.
var printFlags = []struct {
	flags string
	o     wat.PrintOptions
}{
	{"", wat.PrintOptions{}},
	{"--skeleton", wat.PrintOptions{Skeleton: true}},
	{"--name-unnamed", wat.PrintOptions{NameUnnamed: true}},
	{"-f", wat.PrintOptions{FoldInstructions: true}},
	{"-f -p", wat.PrintOptions{FoldInstructions: true, PrintOffsets: true}},
	{"-f --color always-ansi --name-unnamed", wat.PrintOptions{FoldInstructions: true, Color: true, NameUnnamed: true}},
	{"-p", wat.PrintOptions{PrintOffsets: true}},
	{"--indent-text \t", wat.PrintOptions{Indent: "\t"}},
	{"--color always-ansi", wat.PrintOptions{Color: true}},
}

// TestPrintEqualsTheReference prints every binary of the corpus with every
// option and with the reference.
func TestPrintEqualsTheReference(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the reference some hundred times")
	}
	peers.LookWasmTools(t)
	corpus.Walk(t, "", func(path string) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(corpus.Name(t, path), func(t *testing.T) {
			t.Parallel()
			for _, c := range printFlags {
				compareWithReference(t, data, c.flags, c.o)
			}
		})
	}, ".wasm")
}

func compareWithReference(t *testing.T, data []byte, flags string, o wat.PrintOptions) {
	t.Helper()
	want, complaint, code := peers.WasmTools(t, data, append([]string{"print"}, strings.FieldsFunc(flags, func(c rune) bool { return c == ' ' })...)...)
	var got bytes.Buffer
	err := wat.Print(&got, data, o)
	if code != 0 {
		if err == nil {
			t.Errorf("%q: printed, the reference says %s", flags, complaint)
		}
		return
	}
	if err != nil {
		t.Errorf("%q: %v", flags, err)
		return
	}
	if difference := firstDifference(got.String(), string(want)); difference != "" {
		t.Errorf("%q: %s", flags, difference)
	}
}

// firstDifference describes the first line in which two texts differ.
func firstDifference(got, want string) string {
	if got == want {
		return ""
	}
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := 0; i < len(g) && i < len(w); i++ {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %.300q\nwant %.300q", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("one text is longer: %d lines, want %d", len(g), len(w))
}
