package wit_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
	"wcomp/wit/ast"
)

// Every case of wit-ui resolves to the graph of its golden, with the feature `active` on.
func TestResolveGoldens(t *testing.T) {
	for _, golden := range corpus.Glob(t, "wit-ui/*.json") {
		input := strings.TrimSuffix(golden, ".json")
		if _, err := os.Stat(input); err != nil {
			input = strings.TrimSuffix(input, ".wit") // a folder
		}
		if _, err := os.Stat(input + ".wat"); err == nil {
			continue // an encoded package: tested where those are decoded
		}
		t.Run(filepath.Base(input), func(t *testing.T) {
			r, _, err := wit.ParsePath(input, &wit.ParseOptions{Features: []string{"active"}})
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			compareJSON(t, r.AppendJSON(nil), want)
		})
	}
}

// compareJSON compares bytes, not values: the order of keys is that of the graph's maps.
func compareJSON(t *testing.T, got, want []byte) {
	t.Helper()
	if want = bytes.TrimSpace(want); !bytes.Equal(got, want) {
		t.Errorf("graphs differ:\n%s", firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := bytes.Split(got, []byte("\n")), bytes.Split(want, []byte("\n"))
	for i := range min(len(g), len(w)) {
		if !bytes.Equal(g[i], w[i]) {
			from := max(0, i-12)
			return "line " + strconv.Itoa(i+1) + "\ngot:\n" + string(bytes.Join(g[from:min(len(g), i+6)], []byte("\n"))) +
				"\nwant:\n" + string(bytes.Join(w[from:min(len(w), i+6)], []byte("\n")))
		}
	}
	return "one is longer"
}

// Every case of wit-ui/parse-fail is refused, and the first error is at the golden's line and column.
func TestResolveFailures(t *testing.T) {
	for _, golden := range corpus.Glob(t, "wit-ui/parse-fail/*.result") {
		name := strings.TrimSuffix(filepath.Base(golden), ".wit.result")
		t.Run(name, func(t *testing.T) {
			input := strings.TrimSuffix(golden, ".result")
			if _, err := os.Stat(input); err != nil {
				input = strings.TrimSuffix(input, ".wit")
			}
			if _, err := os.Stat(input); err != nil {
				t.Skip("the corpus has the golden, but not its input")
			}
			_, _, err := wit.ParsePath(input, nil)
			var list ast.ErrorList
			if !errors.As(err, &list) {
				t.Fatalf("error %v, want a list", err)
			}
			want := goldenPlace(t, golden)
			got := ""
			if first := list[0]; first.File != nil {
				p := first.Position()
				got = filepath.Base(first.File.Name) + ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column)
			}
			if want != "" && got != want {
				t.Errorf("got %s, want %s\n%v", got, want, err)
			}
			t.Log(err)
		})
	}
}

// goldenPlace is `file:line:col` of a golden message, empty if it has none.
func goldenPlace(t *testing.T, golden string) string {
	t.Helper()
	text, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	_, place, ok := strings.Cut(string(text), "--> ")
	if !ok {
		if _, place, ok = strings.Cut(string(text), "\n  * "); !ok {
			return ""
		}
	}
	place, _, _ = strings.Cut(place, "\n")
	return filepath.Base(place)
}
