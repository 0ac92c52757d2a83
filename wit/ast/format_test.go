package ast

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/corpus"
)

// checkFormat holds a text to what Format promises, and gives the formatted text. A text with errors must give errors.
func checkFormat(t *testing.T, name, src string) string {
	t.Helper()
	f, err := Parse(name, src)
	out, formatErr := Format(name, src)
	if (err == nil) != (formatErr == nil) {
		t.Fatalf("Parse: %v, Format: %v", err, formatErr)
	}
	if err != nil {
		return ""
	}
	g, err := Parse(name, out)
	if err != nil {
		t.Fatalf("what was formatted does not parse: %v\n%s", err, out)
	}
	if before, after := meaning(f), meaning(g); before != after {
		t.Fatalf("the meaning changed\nfrom:\n%s\nto:\n%s\n%s", before, after, out)
	}
	if before, after := commentsOf(f), commentsOf(g); before != after {
		t.Fatalf("comments changed\nfrom:\n%s\nto:\n%s", before, after)
	}
	again, err := Format(name, out)
	if err != nil || again != out {
		t.Fatalf("formatting twice changes the text: %v\nonce:\n%s\ntwice:\n%s", err, out, again)
	}
	for i, line := range strings.Split(out, "\n") {
		if strings.TrimRight(line, " ") != line && !strings.Contains(out, "/*") {
			t.Fatalf("line %d ends in white space: %q", i+1, line)
		}
	}
	return out
}

func commentsOf(f *File) string {
	var b strings.Builder
	for _, c := range f.Comments {
		text := f.Text(c)
		if strings.HasPrefix(text, "//") {
			text = strings.TrimRight(text, " \t\r")
		}
		for line := range strings.Lines(text) {
			if strings.HasSuffix(line, "\r\n") && !strings.HasSuffix(line, "\r\r\n") {
				line = line[:len(line)-2] + "\n"
			}
			b.WriteString(line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// Every WIT file of the corpus keeps its meaning and all comments, and is the same when it is formatted again.
func TestFormatCorpus(t *testing.T) {
	corpus.Walk(t, "", func(path string) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.ToSlash(corpus.Name(t, path)), func(t *testing.T) { checkFormat(t, path, string(src)) })
	}, ".wit")
}

var update = flag.Bool("update", false, "rewrite golden files")

func TestFormatGoldens(t *testing.T) {
	inputs, err := filepath.Glob("testdata/format/*.wit")
	if err != nil || len(inputs) == 0 {
		t.Fatal("no input", err)
	}
	for _, input := range inputs {
		t.Run(filepath.Base(input), func(t *testing.T) {
			src, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			got := checkFormat(t, input, string(src))
			golden := input + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
			// Line ends of either kind give the same.
			if crlf := checkFormat(t, input, strings.ReplaceAll(string(src), "\n", "\r\n")); crlf != got {
				t.Errorf("with CR LF:\n%s", crlf)
			}
		})
	}
}

func TestFormatLeavesErrorsAlone(t *testing.T) {
	if out, err := Format("a.wit", "package a:b;\ninterface {}"); err == nil || out != "" {
		t.Errorf("%q, %v", out, err)
	}
	if out, err := Format("a.wit", " \n"); err != nil || out != "" {
		t.Errorf("an empty text: %q, %v", out, err)
	}
}
