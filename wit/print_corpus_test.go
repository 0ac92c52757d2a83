package wit_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

// Every package of interfaces prints as its golden. That of a folder stands in the folder.
func TestPrintGoldens(t *testing.T) {
	goldens := map[string]string{} // by input
	for _, golden := range corpus.Glob(t, "interfaces/*.print") {
		goldens[strings.TrimSuffix(golden, ".print")] = golden
	}
	for _, golden := range corpus.Glob(t, "interfaces/*/*.print") {
		goldens[filepath.Dir(golden)] = golden
	}
	for input, golden := range goldens {
		t.Run(filepath.Base(input), func(t *testing.T) {
			r, main, err := wit.ParsePath(input, nil)
			if err != nil {
				t.Fatal(err)
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			got, err := r.AppendPackage(nil, main, wit.PrintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("differs: %s", firstDifference(got, want))
			}
		})
	}
}

// What was printed resolves to the same graph, and prints as the same text again.
func TestPrintParseRoundTrip(t *testing.T) {
	inputs := append(corpus.Glob(t, "wit-ui/*.wit"), corpus.Glob(t, "interfaces/*.wit")...)
	inputs = append(inputs, corpus.Glob(t, "wasi-0.*")...)
	for _, dir := range []string{"wit-ui/*", "interfaces/*", "merge/*/*"} {
		for _, path := range corpus.Glob(t, dir) {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if name := filepath.Base(path); info.IsDir() && name != "parse-fail" && name != "merge" {
				inputs = append(inputs, path)
			}
		}
	}
	for _, input := range inputs {
		t.Run(filepath.Base(filepath.Dir(input))+"/"+filepath.Base(input), func(t *testing.T) {
			o := &wit.ParseOptions{AllFeatures: true}
			r, main, err := wit.ParsePath(input, o)
			if err != nil {
				t.Fatal(err)
			}
			text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			again, main, err := wit.Parse("printed.wit", text, o)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			second, err := again.AppendWIT(nil, main, wit.PrintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(text, second) {
				t.Errorf("prints differently: %s", firstDifference(second, text))
			}
			if d := sameWorlds(r, again); d != "" {
				t.Error(d)
			}
		})
	}
}

// sameWorlds compares all worlds of two graphs by meaning and says what differs.
func sameWorlds(a, b *wit.Resolve) string {
	if len(a.Worlds) != len(b.Worlds) || len(a.Interfaces) != len(b.Interfaces) || len(a.Packages) != len(b.Packages) {
		return "another number of worlds, interfaces or packages"
	}
	for i := range a.Worlds {
		name := a.WorldName(wit.WorldID(i))
		found := false
		for j := range b.Worlds {
			if b.WorldName(wit.WorldID(j)) != name {
				continue
			}
			found = true
			if d := wit.CheckSemver(a, wit.WorldID(i), b, wit.WorldID(j)); len(d) > 0 {
				return d[0].String()
			}
		}
		if !found {
			return "no world " + name
		}
	}
	return ""
}

func BenchmarkPrint(b *testing.B) {
	r, main, err := wit.ParseDir(corpus.Path(b, "wasi-0.2"), nil)
	if err != nil {
		b.Fatal(err)
	}
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		if text, err = r.AppendWIT(text[:0], main, wit.PrintOptions{}); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(text)))
}

func BenchmarkJSON(b *testing.B) {
	r, _, err := wit.ParseDir(corpus.Path(b, "wasi-0.2"), nil)
	if err != nil {
		b.Fatal(err)
	}
	var text []byte
	b.ReportAllocs()
	for b.Loop() {
		text = r.AppendJSON(text[:0])
	}
	b.SetBytes(int64(len(text)))
}
