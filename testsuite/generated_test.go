package testsuite_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"

	"wcomp/internal/peers"
	"wcomp/validate"
	"wcomp/wat"
)

// generatedKinds are the switches of the reference's generator that each kind
// of module is made with.
var generatedKinds = [][]string{
	{},
	{"--gc-enabled=true", "--reference-types-enabled=true", "--tail-call-enabled=true"},
	{"--exceptions-enabled=true", "--memory64-enabled=true", "--max-memories=3", "--simd-enabled=true"},
	{"--threads-enabled=true", "--relaxed-simd-enabled=true", "--wide-arithmetic-enabled=true", "--generate-custom-sections=true"},
	{"--custom-page-sizes-enabled=true", "--extended-const-enabled=true", "--export-everything=true", "--min-uleb-size=2"},
}

// TestGeneratedModules: modules from the reference's generator with fixed
// seeds are valid, print as the reference prints them, and their text parses
// to the bytes that the reference makes of it; with every switch of print they
// print the same inside of a component. 200 modules, 20,000 with
// WCOMP_GENERATED=20000.
func TestGeneratedModules(t *testing.T) {
	peers.LookWasmTools(t)
	total := 200
	if s := os.Getenv("WCOMP_GENERATED"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		total = n
	}
	var modules, refused int
	var batch []printed
	report := func(d disagreement, text string) { t.Errorf("%s: %s: %.500s", text, d.kind, d.complaint) }
	for seed := range uint64(total) {
		r := rand.New(rand.NewPCG(seed, 0x9e4e4a7e))
		input := make([]byte, 100+r.IntN(2000))
		for i := range input {
			input[i] = byte(r.Uint32())
		}
		args := append([]string{"smith"}, generatedKinds[seed%uint64(len(generatedKinds))]...)
		module, _, code := peers.WasmTools(t, input, args...)
		if code != 0 {
			refused++
			continue
		}
		modules++
		if batch = append(batch, printed{data: module, text: fmt.Sprintf("seed %d", seed)}); len(batch) == 20 {
			comparePrints(t, batch, report)
			batch = nil
		}
		if err := compareGenerated(t, module); err != nil {
			t.Errorf("seed %d (%s): %v", seed, strings.Join(args, " "), err)
		}
	}
	comparePrints(t, batch, report)
	t.Logf("%d modules compared, %d seeds gave none", modules, refused)
	if modules == 0 {
		t.Error("no module was generated")
	}
}

func compareGenerated(t *testing.T, module []byte) error {
	if _, err := validate.Binary(module, validate.Options{}); err != nil {
		if _, _, code := peers.WasmTools(t, module, "validate", "-"); code == 0 {
			return fmt.Errorf("valid for the reference: %w", err)
		}
	}
	want, complaint, code := peers.WasmTools(t, module, "print", "-")
	if code != 0 {
		return fmt.Errorf("the reference does not print it: %s", complaint)
	}
	var text bytes.Buffer
	if err := wat.Print(&text, module, wat.PrintOptions{}); err != nil {
		return fmt.Errorf("printing: %w", err)
	}
	if !bytes.Equal(text.Bytes(), want) {
		return fmt.Errorf("the text differs in line %d", firstLine(text.Bytes(), want))
	}
	parsed, err := wat.Parse(want, wat.ParseOptions{})
	if err != nil {
		return fmt.Errorf("parsing: %w", err)
	}
	bin, complaint, code := peers.WasmTools(t, want, "parse", "-", "-o", "/dev/stdout")
	if code != 0 {
		return fmt.Errorf("the reference does not parse its own text: %s", complaint)
	}
	if !bytes.Equal(parsed, bin) {
		return fmt.Errorf("parsed to %d bytes, the reference to %d", len(parsed), len(bin))
	}
	return nil
}

func firstLine(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return 1 + bytes.Count(a[:i], []byte("\n"))
		}
	}
	return 1 + bytes.Count(a[:min(len(a), len(b))], []byte("\n"))
}
