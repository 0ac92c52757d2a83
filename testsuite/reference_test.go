package testsuite_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"wcomp/internal/peers"
)

// quoted is a text as the reference and we are asked about it: a module's, or
// what stands inside of a component.
type quoted struct {
	text      string
	component bool
}

// whole is the text of the module or component.
func (q *quoted) whole() string {
	if q.component {
		return "(component\n" + q.text + "\n)"
	}
	return q.text
}

// verdict is the reference's answer about a text.
type verdict struct {
	parses       bool
	line, column int    // where it does not parse
	bytes        []byte // what it parses to
	valid        bool
	message      string // why it does not parse, validate or print
	crashed      bool
}

var (
	failedDirective = regexp.MustCompile(`(?m)^failed directive on \S+?:(\d+):\d+$`)
	arrowPlace      = regexp.MustCompile(`(?:--> | at )\S*?:(\d+):(\d+)\s`)
	severalFailures = regexp.MustCompile(`^error: \d+ test failures? in `)
)

// askReference has the reference parse and validate texts, many in one run.
func askReference(t *testing.T, texts []quoted, env []string, features ...string) []verdict {
	t.Helper()
	dir := t.TempDir()
	defer os.RemoveAll(dir)
	return askReferenceIn(t, dir, texts, env, features)
}

func askReferenceIn(t *testing.T, dir string, texts []quoted, env, features []string) []verdict {
	var script bytes.Buffer
	for i := range texts {
		kind := "module"
		text := texts[i].text
		if texts[i].component {
			kind, text = "component", "\n"+text+"\n"
		}
		fmt.Fprintf(&script, "(%s quote %s)\n", kind, quoteBytes(text))
	}
	file := filepath.Join(dir, "batch.wast")
	if err := os.WriteFile(file, script.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(args ...string) (stdout, stderr []byte, code int) {
		cmd := exec.Command(peers.LookWasmTools(t), args...)
		cmd.Env = append(os.Environ(), env...)
		var out, complaint bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &complaint
		if err := cmd.Run(); err != nil {
			if _, ok := err.(*exec.ExitError); !ok {
				t.Fatal(err)
			}
		}
		return out.Bytes(), complaint.Bytes(), cmd.ProcessState.ExitCode()
	}
	verdicts := make([]verdict, len(texts))
	for i := range verdicts {
		verdicts[i] = verdict{parses: true, valid: true}
	}
	halve := func() []verdict {
		if len(texts) == 1 {
			return []verdict{{crashed: true}}
		}
		n := len(texts) / 2
		a := askReferenceIn(t, dir, texts[:n], env, features)
		return append(a, askReferenceIn(t, dir, texts[n:], env, features)...)
	}
	// The bytes.
	out, complaint, code := run("json-from-wast", file, "--wasm-dir", dir)
	if code != 0 {
		if len(texts) == 1 && code == 1 {
			t.Fatalf("json-from-wast: %s", complaint)
		}
		return halve()
	}
	var commands struct {
		Commands []struct {
			Line   int
			Binary string `json:"binary_filename"`
		}
	}
	if err := json.Unmarshal(out, &commands); err != nil {
		t.Fatal(err)
	}
	for i, c := range commands.Commands {
		if c.Binary == "" {
			verdicts[i].parses, verdicts[i].valid = false, false
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, c.Binary))
		if err != nil {
			t.Fatal(err)
		}
		verdicts[i].bytes = data
	}
	// The verdicts.
	args := append([]string{"wast", file}, features...)
	_, complaint, code = run(args...)
	report := string(complaint)
	if code != 0 && code != 1 {
		return halve()
	}
	var parts []string
	switch {
	case code == 0:
	case severalFailures.MatchString(report):
		parts = strings.Split(report, "\n--------------------------------\n")[1:]
	default:
		parts = []string{report}
	}
	for _, part := range parts {
		m := failedDirective.FindStringSubmatch(strings.TrimPrefix(part, "error: "))
		if m == nil {
			if m = regexp.MustCompile(`failed directive on \S+?:(\d+):\d+`).FindStringSubmatch(part); m == nil {
				t.Fatalf("a complaint of another form: %s", part)
			}
		}
		line, _ := strconv.Atoi(m[1])
		v := &verdicts[line-1]
		v.message = part[strings.Index(part, "Caused by:")+len("Caused by:"):]
		if v.parses {
			if v.valid = !strings.Contains(v.message, "wasm isn't valid"); !v.valid {
				v.message = v.message[strings.Index(v.message, "wasm isn't valid")+16:]
			}
		} else if at := arrowPlace.FindStringSubmatch(v.message + "\n"); at != nil {
			v.line, _ = strconv.Atoi(at[1])
			v.column, _ = strconv.Atoi(at[2])
		}
	}
	return verdicts
}

// quoteBytes is a text as a string of the text format.
func quoteBytes(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c == '\n':
			b.WriteString(`\n`)
		case c < 0x20 || c >= 0x7f:
			fmt.Fprintf(&b, `\%02x`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
