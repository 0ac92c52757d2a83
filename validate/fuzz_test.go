package validate

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"wcomp/binary"
)

// FuzzValidate: no input makes the validator panic, and its answer does not
// depend on the number of workers.
func FuzzValidate(f *testing.F) {
	seeds, err := filepath.Glob("../encode/testdata/seeds/*.wasm")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, path := range seeds {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, uint64(binary.DefaultFeatures))
		f.Add(data, uint64(binary.AllFeatures))
	}
	f.Fuzz(func(t *testing.T, data []byte, features uint64) {
		o := Options{Features: binary.Features(features)&binary.AllFeatures | binary.NoFeatures, Workers: 1}
		_, one := Binary(data, o)
		o.Workers = 4
		_, four := Binary(data, o)
		if !reflect.DeepEqual(one, four) {
			t.Fatalf("one worker says %v, four say %v", one, four)
		}
	})
}
