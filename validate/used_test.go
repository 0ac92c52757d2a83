package validate

import (
	"errors"
	"fmt"
	"os"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
)

// eachBinary calls visit for the binaries of all scripts and of the corpus.
func eachBinary(t *testing.T, visit func(label string, data []byte)) {
	scriptCases(t, func(c *scriptCase) { visit(fmt.Sprintf("%s:%d", c.script, c.line), c.data) })
	corpus.Walk(t, "component-model", func(path string) {
		for _, c := range splitScript(t, path) {
			visit(fmt.Sprintf("%s:%d", c.script, c.line), c.data)
		}
	}, ".wast")
	for _, pattern := range []string{"real/*/*.wasm", "real/*/*/*.wasm", "components/*/*.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			visit(corpus.Name(t, path), data)
		}
	}
}

// The features found are enough, and none can be left out. An error names what
// to enable: doing as it says, again and again, leads to a valid file, whatever
// one starts with, and to no more than is needed when one starts with nothing.
func TestFeaturesUsedAreNeeded(t *testing.T) {
	n, steps := 0, 0
	eachBinary(t, func(label string, data []byte) {
		uses, _, err := FeaturesUsed(data, Options{})
		if err != nil {
			return // invalid, or only valid with a feature off
		}
		n++
		set := binary.NoFeatures
		for _, u := range uses {
			set |= u.Feature
			if u.Item == "" {
				t.Errorf("%s: %s is needed by nothing", label, u.Feature)
			}
		}
		if _, err := Binary(data, Options{Features: set}); err != nil {
			t.Errorf("%s: refused with the features found (%s): %v", label, set&^binary.NoFeatures, err)
			return
		}
		for _, u := range uses {
			if _, err := Binary(data, Options{Features: set &^ u.Feature}); err == nil {
				t.Errorf("%s: valid without %s, found at 0x%x (with %s)", label, u.Feature, u.Offset, set&^binary.NoFeatures)
			}
		}
		steps += enable(t, label, data, set)
	})
	t.Logf("%d binaries, %d features enabled as errors say", n, steps)
	if n < 3000 {
		t.Error("too few")
	}
}

// enable starts with no feature and does what the errors say.
func enable(t *testing.T, label string, data []byte, needed binary.Features) (steps int) {
	set := binary.NoFeatures
	for {
		_, err := Binary(data, Options{Features: set})
		if err == nil {
			break
		}
		var e *binary.Error
		if !errors.As(err, &e) || e.Feature == "" {
			t.Errorf("%s: with %s no feature is named: %v", label, set&^binary.NoFeatures, err)
			return steps
		}
		more, bad := binary.ParseFeatures(set, e.Feature)
		if bad != nil || more == set {
			t.Errorf("%s: with %s: %v", label, set&^binary.NoFeatures, err)
			return steps
		}
		set = more
		steps++
	}
	return steps
}
