package unified

import (
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestDiff(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"a\n", "a\n", ""},
		{"a\nb\nc\n", "a\nx\nc\n", "--- o\n+++ n\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
		{"", "a\n", "--- o\n+++ n\n@@ -0,0 +1 @@\n+a\n"},
		{"a\n", "", "--- o\n+++ n\n@@ -1 +0,0 @@\n-a\n"},
		{"a", "a\n", "--- o\n+++ n\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"},
		{"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n12\n",
			"--- o\n+++ n\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -8,4 +9,4 @@\n 8\n 9\n 10\n-11\n+12\n"},
	} {
		if got := string(Diff("o", "n", test.old, test.new)); got != test.want {
			t.Errorf("%q to %q:\n%s\nwant\n%s", test.old, test.new, got, test.want)
		}
	}
}

// What patch makes of the diff is the new text.
func TestPatchUnderstandsIt(t *testing.T) {
	patch, err := exec.LookPath("patch")
	if err != nil {
		t.Skip("there is no patch on this machine")
	}
	random := rand.New(rand.NewSource(1))
	text := func() string {
		var b strings.Builder
		for range random.Intn(40) {
			fmt.Fprintf(&b, "line %d\n", random.Intn(8))
		}
		return b.String()
	}
	for range 50 {
		old, new := text(), text()
		if old == new || old == "" {
			continue
		}
		dir := t.TempDir()
		name := filepath.Join(dir, "f")
		if err := os.WriteFile(name, []byte(old), 0o666); err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(patch, "-s", name)
		cmd.Stdin = strings.NewReader(string(Diff("f", "f", old, new)))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		got, err := os.ReadFile(name)
		if err != nil && new != "" {
			t.Fatal(err)
		}
		if string(got) != new {
			t.Fatalf("from %q to %q: %q", old, new, got)
		}
	}
}
