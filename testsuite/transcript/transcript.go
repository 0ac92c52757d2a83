// Package transcript runs transcripts: input files whose comments say which
// commands to run on them and beside which lie the outputs to expect.
//
//	;; RUN: print %
//	;; RUN[folded]: print -f %
//	;; FAIL: validate --features=-simd %
//
// A line may stand behind `;;`, `//` or `///`. `%` is the file itself,
// `%tmpdir` a scratch folder that the file's commands share, `|` pipes one
// command's standard output into the next, `NAME=value` before a verb sets the
// environment, and a line that ends in a backslash goes on in the next
// comment. RUN must exit 0, FAIL 1 or 2. What is written to standard output
// must be that of FILE.stdout, or FILE.NAME.stdout; standard error that of
// FILE.stderr in the same way.
//
// The package knows nothing of the command: the caller gives a function that
// carries out one.
package transcript

import (
	"fmt"
	"path/filepath"
	"strings"
)

// Line is one RUN or FAIL line.
type Line struct {
	Number   int    // from 1
	Name     string // in brackets, or ""
	Fail     bool   // it must not succeed
	Pipeline []Invocation
}

// Invocation is one command of a pipeline.
type Invocation struct {
	Env  []string // NAME=value
	Args []string
}

// Parse finds the lines of a file. `%` and `%tmpdir` are still in them.
func Parse(text string) ([]Line, error) {
	var lines []Line
	all := strings.Split(text, "\n")
	for i := 0; i < len(all); i++ {
		body, ok := comment(all[i])
		if !ok {
			continue
		}
		line := Line{Number: i + 1}
		switch {
		case strings.HasPrefix(body, "RUN"):
			body = body[len("RUN"):]
		case strings.HasPrefix(body, "FAIL"):
			body, line.Fail = body[len("FAIL"):], true
		default:
			continue
		}
		if rest, ok := strings.CutPrefix(body, "["); ok {
			if line.Name, body, ok = strings.Cut(rest, "]"); !ok {
				return nil, fmt.Errorf("line %d: no ]", i+1)
			}
		}
		if body, ok = strings.CutPrefix(body, ":"); !ok {
			continue
		}
		for strings.HasSuffix(strings.TrimRight(body, " \r"), `\`) {
			body = strings.TrimSuffix(strings.TrimRight(body, " \r"), `\`)
			i++
			if i == len(all) {
				return nil, fmt.Errorf("line %d goes on behind the end", line.Number)
			}
			next, ok := comment(all[i])
			if !ok {
				return nil, fmt.Errorf("line %d goes on in no comment", line.Number)
			}
			body += " " + next
		}
		for command := range strings.SplitSeq(body, " | ") {
			var v Invocation
			for _, word := range strings.Fields(command) {
				if len(v.Args) == 0 && strings.Contains(word, "=") && !strings.HasPrefix(word, "-") {
					v.Env = append(v.Env, word)
				} else {
					v.Args = append(v.Args, word)
				}
			}
			if len(v.Args) == 0 {
				return nil, fmt.Errorf("line %d: an empty command", line.Number)
			}
			line.Pipeline = append(line.Pipeline, v)
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// comment is what stands behind a comment's mark.
func comment(line string) (string, bool) {
	line = strings.TrimSpace(line)
	for _, mark := range []string{";;", "///", "//"} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return "", false
}

// Run carries out one command: arguments, environment and standard input in,
// both outputs and the exit code out.
type Run func(args, env []string, stdin []byte) (stdout, stderr []byte, code int)

// Result is what a line gave.
type Result struct {
	Stdout, Stderr []byte // of the last command
	Code           int    // of the first command that failed, else 0
}

// Execute runs a line. file stands for `%` and scratch for `%tmpdir`.
func (l Line) Execute(run Run, file, scratch string) Result {
	var r Result
	for _, v := range l.Pipeline {
		args := make([]string, len(v.Args))
		for i, a := range v.Args {
			args[i] = expand(a, file, scratch)
		}
		stdin := r.Stdout
		var code int
		r.Stdout, r.Stderr, code = run(args, v.Env, stdin)
		if code != 0 {
			r.Code = code
			return r
		}
	}
	return r
}

// expand puts the paths in place. A `%` before a letter belongs to a name of
// WIT (`%from`).
func expand(word, file, scratch string) string {
	if word == "%" {
		return file
	}
	return strings.ReplaceAll(word, "%tmpdir", filepath.ToSlash(scratch))
}

// Golden is the name of the file that holds the expected standard output
// (kind "stdout") or standard error ("stderr") of the line.
func (l Line) Golden(file, kind string) string {
	if l.Name != "" {
		return file + "." + l.Name + "." + kind
	}
	return file + "." + kind
}

// Normalize makes outputs comparable that differ by machine and version:
// scratch becomes %tmpdir, backslashes slashes, the producer's version
// %version.
func Normalize(output, scratch string) string {
	output = strings.ReplaceAll(output, scratch, "%tmpdir")
	output = strings.ReplaceAll(output, `\`, "/")
	output = strings.ReplaceAll(output, "\r\n", "\n")
	const mark = `(processed-by "wit-component"`
	var b strings.Builder
	for line := range strings.Lines(output) {
		if at := strings.Index(line, mark); at >= 0 {
			line = line[:at] + mark + ` "%version")` + "\n"
		}
		b.WriteString(line)
	}
	return b.String()
}

// String is the line as it is written.
func (l Line) String() string {
	var commands []string
	for _, v := range l.Pipeline {
		commands = append(commands, strings.Join(append(append([]string(nil), v.Env...), v.Args...), " "))
	}
	word := "RUN"
	if l.Fail {
		word = "FAIL"
	}
	if l.Name != "" {
		word += "[" + l.Name + "]"
	}
	return word + ": " + strings.Join(commands, " | ")
}
