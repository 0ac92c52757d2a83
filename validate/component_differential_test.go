package validate_test

import (
	"bytes"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/validate"
)

// seedComponents are the small components of the corpus.
func seedComponents(t testing.TB) (names []string, seeds [][]byte) {
	for _, pattern := range []string{"components/*/component.wasm", "real/*/component.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(data) < 20_000 {
				names = append(names, corpus.Name(t, path))
				seeds = append(seeds, data)
			}
		}
	}
	return names, seeds
}

// componentBytes are the ranges of a component that are its own: sections that
// hold no core module and no custom section.
func componentBytes(data []byte) (ranges [][2]int) {
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch {
		case ev.Kind == decode.EventStart && !ev.Component:
			p.Skip()
		case ev.Kind == decode.EventSection && ev.Component:
			ranges = append(ranges, [2]int{int(ev.Start), int(ev.End())})
		}
	}
	return ranges
}

// mutate changes one to three bytes of a component's own sections.
func mutate(r *rand.Rand, seed []byte) []byte {
	data := bytes.Clone(seed)
	ranges := componentBytes(data)
	total := 0
	for _, x := range ranges {
		total += x[1] - x[0]
	}
	if total == 0 {
		return data
	}
	for range 1 + r.Intn(3)*r.Intn(2) {
		n := r.Intn(total)
		for _, x := range ranges {
			if n < x[1]-x[0] {
				n += x[0]
				break
			}
			n -= x[1] - x[0]
		}
		switch r.Intn(4) {
		case 0:
			data[n] = byte(r.Intn(256))
		case 1:
			data[n]++
		case 2:
			data[n]--
		default:
			data[n] = byte(r.Intn(16))
		}
	}
	return data
}

// Mutated components get the reference's verdict. WCOMP_MUTATIONS sets how
// many are tried, WCOMP_SEED where they begin.
func TestMutatedComponentsAgreeWithTheReference(t *testing.T) {
	peers.LookWasmTools(t)
	names, seeds := seedComponents(t)
	for _, folder := range []string{"component-model", "cli/component-model"} {
		corpus.Walk(t, folder, func(path string) {
			dir := t.TempDir()
			peers.WasmTools(t, nil, "json-from-wast", path, "--wasm-dir", dir, "-o", filepath.Join(dir, "script.json"))
			files, _ := filepath.Glob(filepath.Join(dir, "*.wasm"))
			for _, file := range files {
				data, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := validate.Component(data, validate.Options{Features: binary.AllFeatures}); err == nil && len(data) < 20_000 {
					names, seeds = append(names, corpus.Name(t, path)+": "+filepath.Base(file)), append(seeds, data)
				}
			}
		}, ".wast")
	}
	count, seed := 300, int64(1)
	if s := os.Getenv("WCOMP_MUTATIONS"); s != "" {
		count, _ = strconv.Atoi(s)
	}
	if s := os.Getenv("WCOMP_SEED"); s != "" {
		seed, _ = strconv.ParseInt(s, 10, 64)
	}
	r := rand.New(rand.NewSource(seed))
	valid := 0
	for i := range count {
		k := r.Intn(len(seeds))
		data := mutate(r, seeds[k])
		list, f := "all,-cm-nested-names", binary.AllFeatures&^binary.FeatureCMNestedNames
		if i%4 == 0 {
			list, f = "", binary.DefaultFeatures
		}
		_, err := validate.Binary(data, validate.Options{Features: f})
		_, stderr, code := peers.WasmTools(t, data, "validate", "--features", list, "-")
		if code == 0 {
			valid++
		}
		if (err == nil) == (code == 0) {
			continue
		}
		if err != nil && known(err.Error()) || err == nil && knownOfReference(string(stderr)) {
			continue
		}
		msg := string(stderr)
		if code == 0 {
			msg = "valid"
		}
		t.Errorf("mutation %d of %s (%s):\n  here:      %v\n  reference: %s", i, names[k], list, err, strings.TrimSpace(msg))
		if dir := os.Getenv("WCOMP_KEEP"); dir != "" {
			os.WriteFile(fmt.Sprintf("%s/%d-%d.wasm", dir, seed, i), data, 0o644)
		}
	}
	t.Logf("%d mutations, %d of them valid", count, valid)
}

// knownOfReference says the same of what the reference refuses.
func knownOfReference(stderr string) bool {
	for _, s := range []string{"invalid interface version", "lowered function type", "ascribed type of export is not compatible",
		"must take a single `i32` argument (currently)", "expected func_exact"} {
		if strings.Contains(stderr, s) {
			return true
		}
	}
	return false
}

// known says that a refusal is one of the differences that
// testsuite/known_differences.md lists.
func known(err string) bool {
	for _, s := range []string{"valid name of an implemented interface", "invalid key type of a map", "version suffix", "cannot contain a borrow type", "wrong signature of the callback"} {
		if strings.Contains(err, s) {
			return true
		}
	}
	return false
}

// Every component of the corpus that stands there as text gets the
// reference's verdict: WIT packages, compositions, targets, transcripts.
func TestTextsOfTheCorpusAgreeWithTheReference(t *testing.T) {
	peers.LookWasmTools(t)
	components, valid := 0, 0
	for _, folder := range []string{"interfaces", "compositions", "targets", "components", "cli", "snapshots", "real"} {
		corpus.Walk(t, folder, func(path string) {
			src, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Contains(src, []byte("(component")) || bytes.Contains(src, []byte("(...)")) {
				return
			}
			data, _, code := peers.WasmTools(t, src, "parse", "-")
			if code != 0 || len(data) == 0 {
				return
			}
			_, err = validate.Binary(data, validate.Options{Features: binary.AllFeatures})
			_, stderr, code := peers.WasmTools(t, data, "validate", "--features", "all", "-")
			components++
			if code == 0 {
				valid++
			}
			if (err == nil) != (code == 0) && !(err != nil && otherEncoding(err)) {
				t.Errorf("%s:\n  here:      %v\n  reference: exit %d %s", corpus.Name(t, path), err, code, stderr)
			}
		}, ".wat", ".wit.print.wat", ".print")
	}
	t.Logf("%d components, %d of them valid", components, valid)
}
