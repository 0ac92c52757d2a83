package testsuite_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/testsuite"
	"wcomp/validate"
	"wcomp/wat"
)

// TestWrongReasonsDoNotPass: of the errors and the messages that scripts expect,
// put together at random, few fit. (Many messages mean nearly the same, so
// that some do.)
func TestWrongReasonsDoNotPass(t *testing.T) {
	type reason struct {
		err     error
		message string
	}
	var reasons []reason
	seen := make(map[string]bool)
	corpus.Walk(t, "cli", func(path string) {
		name := corpus.Name(t, path)
		if filepath.Dir(name) == "cli/spec" {
			return
		}
		o := wat.ParseOptions{File: name, LegacyComponentIndices: true, AllowConfusingUnicode: true}
		report := runScript(t, name)
		for _, r := range report.Results {
			d := r.Directive
			if d.Kind != wat.AssertInvalid && d.Kind != wat.AssertMalformed || r.Status != testsuite.Passed {
				continue
			}
			key := d.Message
			if seen[key] {
				continue
			}
			o.Unbalanced = d.Kind == wat.AssertInvalid
			data, err := d.Module.Encode(o)
			if err == nil {
				_, err = validate.Binary(data, validate.Options{Features: binary.AllFeatures})
			}
			if err == nil || !testsuite.Says(err, d.Message) {
				continue
			}
			seen[key] = true
			reasons = append(reasons, reason{err, d.Message})
		}
	}, ".wast")
	r := rand.New(rand.NewPCG(1, 2))
	wrong := 0
	const pairs = 100000
	for range pairs {
		a, b := reasons[r.IntN(len(reasons))], reasons[r.IntN(len(reasons))]
		if a.message == b.message {
			continue
		}
		if testsuite.Says(a.err, b.message) {
			wrong++
		}
	}
	t.Logf("%d reasons, %d of %d wrong pairs pass", len(reasons), wrong, pairs)
	if wrong > pairs/18 {
		t.Errorf("%d of %d wrong pairs pass: the table of messages is too loose", wrong, pairs)
	}
}
