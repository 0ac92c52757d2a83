package validate

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"wcomp/binary"
)

// FuzzValidate: any input gets an answer, the same from one worker and from
// several, with and without shortcuts, as a whole and as a stream, located within
// the input; the first of all errors is the one that is reported alone; and
// what is valid needs no more features than FeaturesUsed finds.
func FuzzValidate(f *testing.F) {
	for _, pattern := range []string{"testdata/seeds/*.wasm", "../encode/testdata/seeds/*.wasm"} {
		seeds, err := filepath.Glob(pattern)
		if err != nil || len(seeds) == 0 {
			f.Fatal("no seeds: ", err)
		}
		for _, path := range seeds {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		kept := bytes.Clone(data)
		err := judge(data, binary.AllFeatures, false)
		if other := judge(data, binary.AllFeatures, true); !reflect.DeepEqual(err, other) {
			t.Fatalf("with shortcuts %v, without %v", err, other)
		}
		if _, other := Binary(data, Options{Features: binary.AllFeatures, Workers: 3}); !reflect.DeepEqual(err, other) {
			t.Fatalf("one worker %v, three %v", err, other)
		}
		pieces := &pieces{bytes.NewReader(data), 1 + len(data)%7}
		if _, other := Reader(pieces, Options{Features: binary.AllFeatures}); !reflect.DeepEqual(err, other) {
			t.Fatalf("the file %v, the stream %v", err, other)
		}
		if _, other := Binary(data, Options{Features: binary.AllFeatures, AllErrors: 10, Workers: 1}); err != nil || other != nil {
			var all Errors
			if !errors.As(other, &all) || len(all) > 10 || !reflect.DeepEqual(err, error(all[0])) {
				t.Fatalf("alone %v, all %v", err, other)
			}
		}
		if !bytes.Equal(data, kept) {
			t.Fatal("the input was changed")
		}
		var e *binary.Error
		if errors.As(err, &e) && (e.Offset < 0 || e.Offset > int64(len(data)) || e.Message == "") {
			t.Fatalf("%+v", e)
		}
		if err != nil {
			return
		}
		uses, _, err := FeaturesUsed(data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		set := binary.NoFeatures
		for _, u := range uses {
			set |= u.Feature
		}
		if _, err := Binary(data, Options{Features: set}); err != nil {
			t.Fatalf("refused with the features it needs: %v", err)
		}
	})
}
