package validate

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"wcomp/binary"
)

// The features found are enough, and none can be left out.
func TestFeaturesUsedAreNeeded(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	n := 0
	scriptCases(t, func(c *scriptCase) {
		if c.mustFail() || r.IntN(10) > 2 {
			return
		}
		uses, _, err := FeaturesUsed(c.data, Options{})
		if err != nil {
			return // some scripts are only valid with a feature off
		}
		set := binary.NoFeatures
		for _, u := range uses {
			set |= u.Feature
		}
		label := fmt.Sprintf("%s:%d", c.script, c.line)
		if _, err := Binary(c.data, Options{Features: set}); err != nil {
			t.Errorf("%s: refused with the features found (%s): %v", label, set&^binary.NoFeatures, err)
			return
		}
		n++
		for _, u := range uses {
			if _, err := Binary(c.data, Options{Features: set &^ u.Feature}); err == nil {
				t.Errorf("%s: valid without %s, found at 0x%x (with %s)", label, u.Feature, u.Offset, set&^binary.NoFeatures)
			}
		}
	})
	t.Logf("%d binaries", n)
}
