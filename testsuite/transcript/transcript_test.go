package transcript_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"wcomp/testsuite/transcript"
)

func TestParse(t *testing.T) {
	lines, err := transcript.Parse(`;; RUN: print %
(module) ;; RUN: not at the beginning of a line
/// RUN[with-deps]: component wit --world %from %
// FAIL: A=1 embed % | \
//      validate -f cm-async,x=1 %tmpdir/a.wasm
;; RUNNER: x
`)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, l := range lines {
		fmt.Fprintln(&got, l.Number, l)
	}
	want := `1 RUN: print %
3 RUN[with-deps]: component wit --world %from %
4 FAIL: A=1 embed % | validate -f cm-async,x=1 %tmpdir/a.wasm
`
	if got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &got, want)
	}
	for _, bad := range []string{";; RUN: x \\", ";; RUN: x \\\n(module)", ";; RUN[x: y", ";; RUN:"} {
		if _, err := transcript.Parse(bad); err == nil {
			t.Errorf("no error for %q", bad)
		}
	}
}

func TestExecutePipesAndStopsAtTheFirstFailure(t *testing.T) {
	run := func(args, env []string, stdin []byte) ([]byte, []byte, int) {
		if args[0] == "fail" {
			return nil, []byte("no"), 2
		}
		return append(append([]byte(strings.Join(append(env, args...), "+")), '<'), stdin...), nil, 0
	}
	for text, want := range map[string]string{
		";; RUN: a % | E=1 b %tmpdir/x": "0 E=1+b+tmp/x<a+FILE<",
		";; RUN: a | fail | b":          "2 ",
	} {
		lines, err := transcript.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		r := lines[0].Execute(run, "FILE", "tmp")
		if got := fmt.Sprintf("%d %s", r.Code, bytes.TrimSpace(r.Stdout)); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestNormalize(t *testing.T) {
	got := transcript.Normalize("/t/1/x\n  (processed-by \"wit-component\" \"0.1\") ;;\na\\b", "/t/1")
	want := "%tmpdir/x\n  (processed-by \"wit-component\" \"%version\")\na/b"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
