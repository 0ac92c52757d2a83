package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/testsuite/transcript"
)

var updateSkipped = flag.Bool("update-skipped", false, "rewrite testdata/corpus-skipped.list")

// skippedFile lists the lines of the corpus' transcripts that do not give yet
// what they should. A line that fails and is not in it fails the test, and so
// does a line in it that passes: the list only shrinks.
const skippedFile = "testdata/corpus-skipped.list"

// TestCorpusTranscripts runs the transcripts of corpus/cli in process.
func TestCorpusTranscripts(t *testing.T) {
	dir := layOut(t)
	skipped, err := os.ReadFile(skippedFile)
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]bool)
	for line := range strings.Lines(string(skipped)) {
		known[strings.TrimSpace(line)] = true
	}
	var (
		mutex           sync.Mutex
		failing         []string
		passed, without int
	)
	t.Run("files", func(t *testing.T) {
		corpus.Walk(t, "cli", func(path string) {
			name := corpus.Name(t, path)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lines, err := transcript.Parse(string(text))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if len(lines) == 0 {
				return
			}
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				scratch, left := t.TempDir(), false
				for _, line := range lines {
					id := fmt.Sprintf("%s:%d", name, line.Number)
					// A line may read what one before it has written.
					if verb := unknownVerb(line); verb != "" || (left && strings.Contains(line.String(), "%tmpdir")) {
						left = true
						mutex.Lock()
						without++
						mutex.Unlock()
						continue
					}
					err := runLine(dir, "tests/"+name, path, scratch, line)
					mutex.Lock()
					if err == nil {
						passed++
					} else {
						failing = append(failing, id)
					}
					mutex.Unlock()
					switch {
					case *updateSkipped:
					case err != nil && !known[id]:
						t.Errorf("%s: %s\n%v", id, line, err)
					case err == nil && known[id] && os.Getenv("WCOMP_CI") == "":
						t.Logf("%s passes: take it out of %s", id, skippedFile)
					case err == nil && known[id]:
						t.Errorf("%s passes: take it out of %s", id, skippedFile)
					}
				}
			})
		}, ".wat", ".wast", ".wit")
	})
	t.Logf("%d lines passed, %d known to fail, %d with verbs that wcomp does not have", passed, len(failing), without)
	if *updateSkipped {
		slices.Sort(failing)
		if err := os.WriteFile(skippedFile, []byte(strings.Join(append(failing, ""), "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// layOut makes the working folder that the transcripts expect (README.md of
// the corpus, cli).
func layOut(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for link, target := range map[string]string{
		"tests/cli": "cli", "tests/testsuite": "spec",
		"tests/snapshots/cli": "snapshots/cli", "tests/snapshots/testsuite": "snapshots/spec",
	} {
		path := filepath.Join(dir, filepath.FromSlash(link))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		real, err := filepath.Abs(corpus.Path(t, target))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(real, path); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// unknownVerb is the first verb of the line that wcomp does not have.
func unknownVerb(line transcript.Line) string {
	for _, v := range line.Pipeline {
		if slices.Contains(v.Args, "-h") || slices.Contains(v.Args, "--help") {
			return v.Args[0] // the words of help are ours
		}
		command, _, err := rootCommand(&environment{}, nil).Find(v.Args)
		if err != nil || !command.HasParent() || command.Name() == "component" {
			return v.Args[0]
		}
	}
	return ""
}

// runLine carries out one line and compares with its golden files.
func runLine(dir, file, path, scratch string, line transcript.Line) error {
	result := line.Execute(func(args, env []string, stdin []byte) ([]byte, []byte, int) {
		var out, complaint bytes.Buffer
		env = append([]string{"COLUMNS=80", "WAST_STRICT_COMPONENT_INDICES=1", "WCOMP_PRODUCER=" + peers.Producer}, env...)
		args = withoutMissingSnapshots(dir, args)
		code := run(args, &environment{
			in: bytes.NewReader(stdin), out: &out, err: &complaint, dir: dir,
			getenv: func(name string) string {
				for _, e := range slices.Backward(env) {
					if value, ok := strings.CutPrefix(e, name+"="); ok {
						return value
					}
				}
				return ""
			},
		})
		return out.Bytes(), complaint.Bytes(), code
	}, file, scratch)
	if line.Fail != (result.Code != 0) {
		return fmt.Errorf("exit code %d\n%s", result.Code, result.Stderr)
	}
	if !line.Fail {
		want, err := os.ReadFile(line.Golden(path, "stdout"))
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		// Blank lines at the end are not in every golden file.
		got := strings.TrimRight(transcript.Normalize(string(result.Stdout), scratch), "\n")
		if expected := strings.TrimRight(transcript.Normalize(string(want), scratch), "\n"); got != expected {
			return fmt.Errorf("it printed\n%.3000s\nwant\n%.3000s", got, expected)
		}
		return nil
	}
	want, err := os.ReadFile(line.Golden(path, "stderr"))
	if err != nil {
		return nil // the exit code is all that is asked
	}
	if len(bytes.TrimSpace(result.Stderr)) == 0 {
		return fmt.Errorf("it failed without a word; the reference says\n%s", want)
	}
	for _, place := range places.FindAllString(string(want), -1) {
		if !bytes.Contains(result.Stderr, []byte(place)) {
			return fmt.Errorf("it complains\n%s\nwhich is not at %s\n%s", result.Stderr, place, want)
		}
	}
	return nil
}

// withoutMissingSnapshots leaves out the comparison with snapshots that the
// corpus does not hold: those of modules, where their folder is missing, and
// the JSON (README.md of the corpus, cli).
func withoutMissingSnapshots(dir string, args []string) []string {
	at := slices.Index(args, "--snapshot")
	if at < 0 || at+1 >= len(args) || args[0] != "wast" {
		return args
	}
	script := ""
	for _, a := range args {
		if strings.HasSuffix(a, ".wast") || strings.HasSuffix(a, ".wat") {
			script = strings.TrimPrefix(a, "tests/")
		}
	}
	base := filepath.Join(dir, filepath.FromSlash(args[at+1]), filepath.FromSlash(script))
	missing := func(path string) bool {
		_, err := os.Stat(path)
		return err != nil
	}
	noFolder, noJSON := missing(base), missing(base+".json")
	if !noFolder && !noJSON {
		return args
	}
	args = slices.Clone(args)
	for i, a := range args {
		if i == 0 || args[i-1] != "--assert" {
			continue
		}
		words := strings.Split(strings.Replace(a, "default", "pretty-whitespace,test-folded,snapshot-print,snapshot-json", 1), ",")
		args[i] = strings.Join(slices.DeleteFunc(words, func(w string) bool {
			return noFolder && (w == "snapshot-print" || w == "snapshot-folded") || noJSON && w == "snapshot-json"
		}), ",")
	}
	return args
}

// places finds file:line:column in the reference's messages.
var places = regexp.MustCompile(`[\w./-]+\.w(at|ast|it):\d+:\d+`)
