package testsuite

import (
	"fmt"
	"sort"
	"strings"

	"wcomp/wat"
)

// Status is what became of a directive.
type Status byte

const (
	Passed Status = iota
	Failed
	Skipped
)

func (s Status) String() string { return [...]string{"passed", "failed", "skipped"}[s] }

// Result is what became of a directive.
type Result struct {
	Directive *wat.Directive
	// Number of the directive, from 0, among those of the file; in a thread
	// its number times 1000 plus that within.
	Number int
	Status Status
	// Err says why it failed.
	Err error
	// Reason says why it was skipped.
	Reason string
}

// Report is what became of a script.
type Report struct {
	Script  *wat.Script
	Results []Result
}

// Failures are the directives that failed, as errors with places.
func (r *Report) Failures() []*Failure {
	var all []*Failure
	for i := range r.Results {
		if x := &r.Results[i]; x.Status == Failed {
			all = append(all, &Failure{Script: r.Script, Directive: x.Directive, Err: x.Err})
		}
	}
	return all
}

// Count is how many directives ended in status s.
func (r *Report) Count(s Status) int {
	n := 0
	for i := range r.Results {
		if r.Results[i].Status == s {
			n++
		}
	}
	return n
}

// Failure is a directive that failed. Package diag shows it with its place.
type Failure struct {
	Script    *wat.Script
	Directive *wat.Directive
	Err       error
}

func (f *Failure) Error() string {
	line, column := f.Script.Position(f.Directive.Start)
	return fmt.Sprintf("%s:%d:%d: %s failed: %v", f.Script.File, line, column, f.Directive.Kind, f.Err)
}

// Unwrap is the cause.
func (f *Failure) Unwrap() error { return f.Err }

// Location is the place of the directive's keyword, for package diag.
func (f *Failure) Location() (file, text string, start, end int) {
	start = f.Directive.Start
	text = f.Script.Source()
	for end = start; end < len(text) && text[end] > ' ' && text[end] != ')'; end++ {
	}
	return f.Script.File, text, start, end
}

// Explanation is the failure in parts, for package diag.
func (f *Failure) Explanation() (code, item, message string, notes, help []string) {
	return "assertion-failed", "", fmt.Sprintf("%s failed: %s", f.Directive.Kind, firstLine(f.Err)), nil, nil
}

func firstLine(err error) string {
	s, _, _ := strings.Cut(err.Error(), "\n")
	return s
}

// Tally counts directives over many scripts, with the reasons of those that
// were skipped.
type Tally struct {
	Passed, Failed, Skipped int
	Reasons                 map[string]int
}

// Add counts a report's results.
func (t *Tally) Add(r *Report) {
	t.Passed += r.Count(Passed)
	t.Failed += r.Count(Failed)
	t.Skipped += r.Count(Skipped)
	for i := range r.Results {
		if x := &r.Results[i]; x.Status == Skipped {
			if t.Reasons == nil {
				t.Reasons = make(map[string]int)
			}
			t.Reasons[x.Reason]++
		}
	}
}

// String is the tally on one line, the most frequent reasons first.
func (t *Tally) String() string {
	s := fmt.Sprintf("%d run, %d passed, %d failed, %d skipped", t.Passed+t.Failed, t.Passed, t.Failed, t.Skipped)
	var reasons []string
	for r := range t.Reasons {
		reasons = append(reasons, r)
	}
	sort.Slice(reasons, func(i, j int) bool {
		a, b := reasons[i], reasons[j]
		if t.Reasons[a] != t.Reasons[b] {
			return t.Reasons[a] > t.Reasons[b]
		}
		return a < b
	})
	for i, r := range reasons {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		s += fmt.Sprintf("%s%d %s", sep, t.Reasons[r], r)
	}
	return s
}
