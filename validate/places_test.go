package validate

import (
	"regexp"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
)

// ofTheFile are errors of the file as a whole, or of a section that is none:
// there is no item to name.
var ofTheFile = regexp.MustCompile("^(bad magic number|unknown binary version|malformed section id|the magic number where a section is expected)")

// ofMismatch are errors that say that one thing is not as another wants it.
var ofMismatch = regexp.MustCompile(`mismatch|match|wrong|inconsistent|not the same|alignment must|is not an? [a-z ]*type`)

// refusedCases calls visit for every binary of the scripts that is refused.
func refusedCases(t *testing.T, visit func(*scriptCase, *binary.Error)) {
	see := func(c *scriptCase) {
		_, err := Binary(c.data, Options{Features: c.features | binary.NoFeatures})
		if err == nil {
			return
		}
		e, ok := err.(*binary.Error)
		if !ok {
			t.Fatalf("%s:%d: no *binary.Error: %v", c.script, c.line, err)
		}
		visit(c, e)
	}
	scriptCases(t, see)
	corpus.Walk(t, "component-model", func(path string) {
		for _, c := range splitScript(t, path) {
			c.features = binary.AllFeatures &^ binary.FeatureCMNestedNames
			see(&c)
		}
	}, ".wast")
}

// Every error of the scripts has a place in the input and names the item, and
// where two things differ it says what was expected and what was found.
func TestErrorsSayWhereAndWhat(t *testing.T) {
	refused, mismatches := 0, 0
	refusedCases(t, func(c *scriptCase, e *binary.Error) {
		refused++
		if e.Offset < 0 || e.Offset > int64(len(c.data)) {
			t.Errorf("%s:%d: the place 0x%x is not in the input: %v", c.script, c.line, e.Offset, e)
		}
		if e.Item == "" && !ofTheFile.MatchString(e.Message) && e.Offset > int64(len(binary.ModuleHeader)) {
			t.Errorf("%s:%d: no item: %v", c.script, c.line, e)
		}
		if !ofMismatch.MatchString(e.Message) || regexp.MustCompile("missing expected").MatchString(e.Message) {
			return
		}
		mismatches++
		if e.Expected == "" || e.Found == "" {
			t.Errorf("%s:%d: a mismatch without what was expected and found: %v", c.script, c.line, e)
		}
	})
	t.Logf("%d refused, %d of them mismatches", refused, mismatches)
	if refused < 4000 || mismatches < 1000 {
		t.Error("too few")
	}
}
