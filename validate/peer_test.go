package validate

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// Comparison with the reference: verdicts, and offsets of errors. The number
// of cases grows with WCOMP_DIFFERENTIAL (default 1).

// seeds is a source of random numbers for one test; WCOMP_SEED gives another
// one than usual.
func seeds(test uint64) *rand.Rand {
	n, err := strconv.ParseUint(os.Getenv("WCOMP_SEED"), 10, 64)
	if err != nil {
		n = 7
	}
	return rand.New(rand.NewPCG(n, test))
}

// At 10 every script is compared, at 500 there are 20,000 generated modules.
func scale(n int) int {
	if k, err := strconv.Atoi(os.Getenv("WCOMP_DIFFERENTIAL")); err == nil {
		return n * k
	}
	return n
}

// verdict is what a validator says: the offset of the error, -1 if it has
// none.
type verdict struct {
	ok     bool
	offset int64
	inBody bool
	msg    string
}

func (v verdict) String() string {
	if v.ok {
		return "valid"
	}
	return fmt.Sprintf("0x%x %s", v.offset, v.msg)
}

func ourVerdict(data []byte, set binary.Features) verdict {
	_, err := Binary(data, Options{Features: set | binary.NoFeatures, Workers: 1})
	if err == nil {
		return verdict{ok: true}
	}
	var e *binary.Error
	errors.As(err, &e)
	return verdict{offset: e.Offset, msg: err.Error(), inBody: strings.HasPrefix(e.Item, "func ")}
}

var atOffset = regexp.MustCompile(`\(at offset (0x[0-9a-f]+)\)`)

func peerVerdict(t testing.TB, data []byte, set binary.Features) verdict {
	_, complaint, code := peers.WasmTools(t, data, "validate", "--features=-all,"+set.String(), "-")
	if code == 0 {
		return verdict{ok: true}
	}
	v := verdict{offset: -1, msg: strings.TrimSpace(string(complaint))}
	if i := strings.LastIndex(v.msg, "error:"); i >= 0 {
		v.msg = v.msg[i:] // the rest are warnings
	}
	if m := atOffset.FindStringSubmatch(v.msg); m != nil {
		v.offset, _ = strconv.ParseInt(m[1], 0, 64)
	}
	if code != 1 {
		v.msg = fmt.Sprintf("exit %d: %s", code, v.msg)
	}
	return v
}

// finerOffset are errors of immediates that package decode locates at the byte
// in question, the reference before or behind it.
var finerOffset = regexp.MustCompile("atomic.fence|atomic ordering|negative type index|memop flags|invalid value type|type index [0-9]+ is greater|needs the feature legacy-exceptions|abstract heap type")

// knownDifference are refusals of ours that the reference has not, and that
// stand in testsuite/known_differences.md.
var knownDifference = regexp.MustCompile("a cast to (a shared|an exact) type needs|an exact function import needs|an exact reference needs the feature function-references|invalid cast: continuations|a compact import needs|" +
	"a shared function cannot (have locals|access memory|refer to func|use tag|use the unshared type \\()")

// agreement counts and reports differences.
type agreement struct {
	t        *testing.T
	mu       sync.Mutex
	same     int
	known    int
	verdicts int
	offsets  int
	dir      string
	sem      chan struct{}
	wg       sync.WaitGroup
}

func newAgreement(t *testing.T) *agreement {
	return &agreement{t: t, dir: os.Getenv("WCOMP_DIFFERENCES"), sem: make(chan struct{}, 3)}
}

// compare judges data on both sides. A difference in verdict fails the test,
// as does one in the offset of an error in a function body; elsewhere some of
// our offsets are finer.
func (a *agreement) compare(label string, data []byte, set binary.Features) {
	a.sem <- struct{}{}
	a.wg.Go(func() {
		defer func() { <-a.sem }()
		ours, theirs := ourVerdict(data, set), peerVerdict(a.t, data, set)
		a.mu.Lock()
		defer a.mu.Unlock()
		switch {
		case !ours.ok && knownDifference.MatchString(ours.msg):
			a.known++
			return
		case ours.ok != theirs.ok:
			a.verdicts++
		case ours.offset != theirs.offset:
			a.offsets++
			if (!ours.inBody || finerOffset.MatchString(ours.msg)) && os.Getenv("WCOMP_OFFSETS") == "" {
				return
			}
		default:
			a.same++
			return
		}
		if a.dir != "" {
			name := filepath.Join(a.dir, strings.NewReplacer("/", "_", ":", "_").Replace(label)+".wasm")
			if err := os.WriteFile(name, data, 0o666); err != nil {
				a.t.Error(err)
			}
		}
		a.t.Errorf("%s:\n\tours   %s\n\ttheirs %s", label, ours, theirs)
	})
}

func (a *agreement) done() {
	a.wg.Wait()
	a.t.Logf("%d the same, %d different verdicts, %d different offsets, %d known differences", a.same, a.verdicts, a.offsets, a.known)
}

// Scripts' binaries: the same verdict and the same offset.
func TestScriptsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the reference some thousand times")
	}
	a := newAgreement(t)
	r := seeds(4)
	scriptCases(t, func(c *scriptCase) {
		if !c.component() && r.IntN(1000) < scale(100) {
			a.compare(fmt.Sprintf("%s:%d", c.script, c.line), c.data, c.features)
		}
	})
	a.done()
}

// Modules of the reference's generator, from fixed seeds, as they are and
// damaged.
func TestGeneratedModulesAgree(t *testing.T) {
	r := seeds(1)
	a := newAgreement(t)
	for i := range scale(40) {
		seed := make([]byte, 200+r.IntN(3000))
		for k := range seed {
			seed[k] = byte(r.Uint32())
		}
		data, complaint, code := peers.WasmTools(t, seed, append([]string{"smith"}, smithOptions(i)...)...)
		if code != 0 {
			t.Fatalf("smith: %s", complaint)
		}
		set := binary.AllFeatures &^ binary.FeatureCustomDescriptors
		a.compare(fmt.Sprintf("smith %d", i), data, set)
		a.mutations(r, fmt.Sprintf("smith %d", i), data, set, 5)
	}
	a.done()
}

func smithOptions(i int) []string {
	all := []string{"--gc-enabled", "--exceptions-enabled", "--tail-call-enabled", "--simd-enabled", "--relaxed-simd-enabled",
		"--memory64-enabled", "--threads-enabled", "--wide-arithmetic-enabled", "--custom-page-sizes-enabled", "--shared-everything-threads-enabled"}
	var out []string
	for k, o := range all {
		out = append(out, o+"="+strconv.FormatBool(i>>k&1 == 0))
	}
	return append(out, "--allow-invalid-funcs="+strconv.FormatBool(i%3 == 0))
}

// mutations compares n damaged copies of data.
func (a *agreement) mutations(r *rand.Rand, label string, data []byte, set binary.Features, n int) {
	for k := range n {
		b := append([]byte(nil), data...)
		for range 1 + r.IntN(2) {
			switch at := r.IntN(len(b)); r.IntN(4) {
			case 0:
				b[at] = byte(r.Uint32())
			case 1:
				b[at] ^= 1 << r.IntN(8)
			case 2:
				b[at]++
			case 3:
				if r.IntN(8) == 0 {
					b = b[:at+1]
				} else {
					b[at]--
				}
			}
		}
		a.compare(fmt.Sprintf("%s mutation %d", label, k), b, set)
	}
}

// Damaged modules of the corpus.
func TestDamagedModulesAgree(t *testing.T) {
	r := seeds(2)
	a := newAgreement(t)
	paths := append(corpus.Glob(t, "real/*/module.wasm"), corpus.Glob(t, "components/*/module.wasm")...)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if len(data) < 300_000 {
			a.mutations(r, corpus.Name(t, path), data, binary.DefaultFeatures, scale(1))
		}
	}
	a.done()
}

// Features switched off are missed where the reference misses them.
func TestFeatureSetsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the reference some thousand times")
	}
	r := seeds(3)
	a := newAgreement(t)
	groups := []binary.Features{binary.FeaturesMVP, binary.FeaturesWasm1, binary.FeaturesWasm2, binary.FeaturesWasm3, binary.FeaturesLime1,
		binary.DefaultFeatures, binary.AllFeatures}
	names := binary.FeatureNames()
	scriptCases(t, func(c *scriptCase) {
		if c.component() || r.IntN(1000) >= scale(25) {
			return
		}
		set := groups[r.IntN(len(groups))]
		for range r.IntN(3) {
			f := names[r.IntN(42)]
			if r.IntN(2) == 0 {
				f = "-" + f
			}
			set, _ = binary.ParseFeatures(set, f)
		}
		a.compare(fmt.Sprintf("%s:%d with %s", c.script, c.line, set), c.data, set)
	})
	a.done()
}

// Damaged modules of the scripts, whose proposals the others hardly use.
func TestDamagedScriptModulesAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the reference some hundred times")
	}
	r := seeds(5)
	a := newAgreement(t)
	scriptCases(t, func(c *scriptCase) {
		if !c.component() && len(c.data) > 8 && r.IntN(1000) < min(1000, scale(20)) {
			a.mutations(r, fmt.Sprintf("%s:%d", c.script, c.line), c.data, c.features, max(1, scale(20)/1000))
		}
	})
	a.done()
}
