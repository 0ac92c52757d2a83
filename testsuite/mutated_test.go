package testsuite_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

var mutationToken = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|;;[^\n]*|[()]|[^\s()";]+`)

// mutate removes, repeats, replaces or inserts one token of a text.
func mutate(r *rand.Rand, text string) string {
	tokens := mutationToken.FindAllStringIndex(text, -1)
	if len(tokens) < 3 {
		return text
	}
	a, b := tokens[1+r.IntN(len(tokens)-1)], tokens[1+r.IntN(len(tokens)-1)]
	switch r.IntN(4) {
	case 0:
		return text[:a[0]] + " " + text[a[1]:]
	case 1:
		return text[:a[1]] + " " + text[a[0]:a[1]] + " " + text[a[1]:]
	case 2:
		return text[:a[0]] + text[b[0]:b[1]] + text[a[1]:]
	}
	return text[:a[0]] + " " + text[b[0]:b[1]] + " " + text[a[0]:]
}

// TestMutatedTexts: texts of the corpus with one token changed are accepted
// exactly where the reference accepts them, and give its bytes. 200 texts,
// more with WCOMP_MUTATED=5000.
func TestMutatedTexts(t *testing.T) {
	peers.LookWasmTools(t)
	total := 200
	if s := os.Getenv("WCOMP_MUTATED"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		total = n
	}
	var texts []string
	for _, folder := range []string{"cli", "component-model", "spec"} {
		corpus.Walk(t, folder, func(path string) {
			src := corpus.Read(t, corpus.Name(t, path))
			script, err := wat.ParseScript(src, wat.ParseOptions{AllowConfusingUnicode: true})
			if err != nil {
				t.Fatal(err)
			}
			for i := range script.Directives {
				d := &script.Directives[i]
				if d.Kind != wat.DirectiveModule || d.Module.Form != wat.ModuleText || d.Module.End-d.Module.Start > 1500 {
					continue
				}
				text := script.Text(d.Module.Start, d.Module.End)
				// Where our answer is another on purpose (known_differences.md).
				if !strings.Contains(text, "(value") && !strings.Contains(text, "(try") && !strings.Contains(text, "(@name") {
					texts = append(texts, text)
				}
			}
		}, ".wast")
	}
	r := rand.New(rand.NewPCG(7, 11))
	accepted := 0
	for range total {
		text := mutate(r, texts[r.IntN(len(texts))])
		want, complaint, code := peers.WasmTools(t, []byte(text), "parse", "-")
		got, err := wat.Parse([]byte(text), wat.ParseOptions{LegacyComponentIndices: true})
		switch {
		case code == 0 && err != nil:
			t.Errorf("refused: %v\n%s", err, text)
		case code != 0 && err == nil:
			t.Errorf("accepted, but the reference says %s\n%s", complaint, text)
		case code == 0 && !bytes.Equal(got, want):
			t.Errorf("%d bytes, the reference gives %d others\n%s", len(got), len(want), text)
		}
		if code == 0 {
			accepted++
		}
	}
	t.Logf("%d texts of %d accepted by both", accepted, total)
}
