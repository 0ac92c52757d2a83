package wit

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/corpus"
)

// Reading and writing each JSON golden again gives the same text.
func TestJSONRoundTrip(t *testing.T) {
	for _, path := range corpus.Glob(t, "wit-ui/*.wit.json") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			golden, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			r, err := ReadJSON(bytes.NewReader(golden))
			if err != nil {
				t.Fatal(err)
			}
			if got := r.AppendJSON(nil); !bytes.Equal(got, bytes.TrimRight(golden, "\n")) {
				t.Errorf("differs:\n%s", got)
			}
		})
	}
}

// Strings are escaped no more than JSON demands.
func TestJSONStrings(t *testing.T) {
	got := string(appendJSONString(nil, "é\"\\\n\r\t\b\f\x01</>"))
	if want := `"é\"\\\n\r\t\b\f\u0001</>"`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What refers out of the graph or is none of the forms is an error, never a panic.
func TestReadJSONRefuses(t *testing.T) {
	pkg := `"packages":[{"name":"a:b","interfaces":{},"worlds":{}}]`
	for in, want := range map[string]string{
		``:                                "EOF",
		`[]`:                              "cannot unmarshal",
		`{"packages":[{"name":"a"}]}`:     "namespace:name",
		`{"packages":[{"name":"a:b@1"}]}`: "MAJOR.MINOR.PATCH",
		`{"packages":[{"name":"a:b"},{"name":"a:b"}]}`:                                              "two packages",
		`{"packages":[{"name":"a:b","worlds":{"w":0}}]}`:                                            "out of range",
		`{"interfaces":[{"name":"i","package":null}],` + pkg + `}`:                                  "package is missing",
		`{"types":[{"name":"t","kind":{"list":7}}],` + pkg + `}`:                                    "out of range",
		`{"types":[{"name":"t","kind":{"list":null}}],` + pkg + `}`:                                 "type is missing",
		`{"types":[{"name":"t","kind":{"list":"u7"}}],` + pkg + `}`:                                 "no primitive type",
		`{"types":[{"name":"t","kind":{"ring":"u8"}}],` + pkg + `}`:                                 "no kind of type",
		`{"types":[{"name":"t","kind":{"list":"u8","option":"u8"}}],` + pkg + `}`:                   "one key",
		`{"interfaces":[{"package":0,"functions":{"f":{"name":"f","kind":"method"}}}],` + pkg + `}`: "no kind of function",
		`{"worlds":[{"name":"w","package":0,"imports":{"x":{}}}],` + pkg + `}`:                      "neither",
	} {
		if _, err := ReadJSON(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", in, err, want)
		}
	}
}
