package testsuite_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

// notPrinted are complaints of the reference where our answer is another on
// purpose or does not matter: folded try, exports of core items, values with a
// bound (known_differences.md); places and words in comments about sections
// that do not decode.
var notPrinted = regexp.MustCompile("legacy-exceptions|for component external kind|section size mismatch|failed to parse custom section")

// TestMutatedBinariesPrint: binaries of the corpus with some bytes changed print
// as the reference prints them, as far as it does. 200 binaries, more with
// WCOMP_MUTATED=5000.
func TestMutatedBinariesPrint(t *testing.T) {
	peers.LookWasmTools(t)
	total := min(scale(t, "WCOMP_MUTATED", 200), 20000)
	r := rand.New(rand.NewPCG(uint64(scale(t, "WCOMP_SEED", 5)), 6))
	var binaries [][]byte
	for _, q := range corpusTexts(t, 2500) {
		if data, err := wat.Parse([]byte(q.whole()), wat.ParseOptions{LegacyComponentIndices: true}); err == nil && len(data) > 12 {
			binaries = append(binaries, data)
		}
	}
	for _, path := range corpus.Glob(t, "components/*/*.wasm") {
		if data, err := os.ReadFile(path); err == nil && len(data) < 20000 {
			binaries = append(binaries, data)
		}
	}
	tally, seen := make(map[string]int), make(map[string]int)
	for range total {
		data := slices.Clone(binaries[r.IntN(len(binaries))])
		for range 1 + r.IntN(2) {
			at := 8 + r.IntN(len(data)-8)
			switch r.IntN(5) {
			case 0:
				data[at] = byte(r.Uint32())
			case 1:
				data[at] ^= 1 << r.IntN(8)
			case 2:
				data[at] += byte(r.IntN(5)) - 2
			case 3:
				data = slices.Insert(data, at, byte(r.IntN(256)))
			case 4:
				data = slices.Delete(data, at, at+1)
			}
			if len(data) < 10 {
				break
			}
		}
		form := printForms[r.IntN(len(printForms))]
		want, complaint, code := peers.WasmTools(t, data, append([]string{"print", "-"}, form.args...)...)
		var got bytes.Buffer
		err := wat.Print(&got, data, form.options)
		kind := "printed"
		report := func(k, theirs, ours string) {
			if kind = k; notPrinted.MatchString(theirs) || valueTypes(data) || strings.Contains(ours, "negative type index") {
				kind = "intended"
				return
			}
			d := disagree(k, theirs, ours)
			if seen[d.class]++; seen[d.class] == 1 {
				t.Errorf("%v: %s: %s\n%x", form.args, k, d.complaint, data)
			}
		}
		switch {
		case code == 101 || code > 128:
			kind = "crashed"
		case code == 0 && err != nil:
			report("we do not print", "", err.Error())
		case code != 0 && err == nil:
			report("we print", string(complaint), "")
		case code != 0:
			kind = "both refuse"
		case !bytes.Equal(got.Bytes(), want):
			at := firstDifferent(got.Bytes(), want)
			report("another text", fmt.Sprintf("%q", lineAt(want, at)), fmt.Sprintf("%q", lineAt(got.Bytes(), at)))
		}
		tally[kind]++
	}
	for _, k := range slices.Sorted(mapKeys(tally)) {
		t.Logf("%s: %d", k, tally[k])
	}
	for _, k := range slices.Sorted(mapKeys(seen)) {
		t.Logf("%6d %s", seen[k], k)
	}
}
