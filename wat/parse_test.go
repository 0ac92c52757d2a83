package wat_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

func ExampleParse() {
	data, err := wat.Parse([]byte(`(module (func (export "answer") (result i32) i32.const 42))`), wat.ParseOptions{})
	fmt.Printf("%x %v\n", data[:8], err)
	// Output: 0061736d01000000 <nil>
}

// Every complaint about a text comes with its place.
func ExampleParse_errors() {
	_, err := wat.Parse([]byte("(module\n  (func $add (param $left i32)\n    local.get $lift)\n  (start $ad))"), wat.ParseOptions{File: "a.wat"})
	var all wat.Errors
	errors.As(err, &all)
	for _, e := range all {
		fmt.Println(e, e.Help)
	}
	// Output:
	// a.wat:3:15: unknown local: `$lift` is not defined [did you mean `$left`?]
	// a.wat:4:10: unknown function: `$ad` is not defined [did you mean `$add`?]
}

// reference is what the reference makes of a text.
func reference(t testing.TB, text []byte) ([]byte, bool) {
	out, _, code := peers.WasmTools(t, text, "parse", "-")
	return out, code == 0
}

func TestParseEqualsReference(t *testing.T) {
	for _, path := range corpus.Glob(t, "components/*/module.wat") {
		name := corpus.Name(t, path)
		text := corpus.Read(t, name)
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			want, ok := reference(t, text)
			got, err := wat.Parse(text, wat.ParseOptions{File: name})
			if ok != (err == nil) {
				t.Fatalf("reference accepts: %v, here: %v", ok, err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%d bytes, the reference gives %d others", len(got), len(want))
			}
		})
	}
}
