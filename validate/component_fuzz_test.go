package validate_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/validate"
)

// FuzzComponent: whatever the bytes, there is a verdict; an error lies within
// the input, and is the first of all errors and that of a stream; and what Info
// says of a valid component can be walked, and fits itself.
func FuzzComponent(f *testing.F) {
	for _, data := range fuzzSeeds() {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		info, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures, Workers: 1})
		_, several := validate.Binary(data, validate.Options{Features: binary.AllFeatures, AllErrors: 10, Workers: 1})
		var all validate.Errors
		if errors.As(several, &all); (err == nil) != (len(all) == 0) || err != nil && err.Error() != all[0].Error() {
			t.Fatalf("alone %v, all %v", err, several)
		}
		_, streamed := validate.Reader(iotest.HalfReader(bytes.NewReader(data)), validate.Options{Features: binary.AllFeatures})
		if fmt.Sprint(streamed) != fmt.Sprint(err) {
			t.Fatalf("the file %v, the stream %v", err, streamed)
		}
		if err != nil {
			e, ok := err.(*binary.Error)
			if !ok {
				t.Fatalf("%T is no *binary.Error", err)
			}
			if e.Offset < 0 || e.Offset > int64(len(data)) {
				t.Fatalf("offset %d lies outside of the %d bytes: %v", e.Offset, len(data), e)
			}
			if e.Message == "" {
				t.Fatal("an error without a message")
			}
			return
		}
		if info.Component == nil {
			return
		}
		w := walker{t: info.Component.Types, seen: map[validate.ComponentTypeID]bool{}, left: 10_000}
		w.typ(info.Component.Type)
		spaces := &info.Component.Spaces
		for _, space := range [][]validate.ComponentTypeID{spaces.Funcs, spaces.Types, spaces.Instances, spaces.Components} {
			for _, id := range space {
				w.typ(id)
			}
		}
		for _, n := range spaces.CoreModules {
			info.Component.Types.Module(n)
		}
		for _, n := range spaces.CoreInstances {
			info.Component.Types.CoreInstance(n)
		}
		self := validate.ComponentEntity{Sort: binary.SortComponent, Type: info.Component.Type}
		if err := info.Component.Types.Subtype(self, self); err != nil {
			t.Fatalf("a component is no subtype of itself: %v", err)
		}
	})
}

// walker visits every type that can be reached.
type walker struct {
	t    *validate.ComponentTypes
	seen map[validate.ComponentTypeID]bool
	left int
}

func (w *walker) ref(r validate.ComponentRef) {
	if !r.Absent && r.Prim == 0 {
		w.typ(r.Type)
	}
}

func (w *walker) typ(id validate.ComponentTypeID) {
	if w.left--; w.left < 0 || w.seen[id] {
		return
	}
	w.seen[id] = true
	t := w.t.At(id)
	for _, m := range t.Members {
		w.ref(m)
	}
	w.ref(t.Result)
	for _, list := range [][]validate.ComponentExtern{t.Imports, t.Exports} {
		for _, x := range list {
			switch x.Sort {
			case binary.SortCoreModule:
				w.t.Module(x.Module)
			case binary.SortValue:
				w.ref(x.Value)
			default:
				w.typ(x.Type)
			}
		}
	}
}

// fuzzSeeds are generated components of growing size, valid ones and the
// invalid steps between them, and the small real components.
func fuzzSeeds() (seeds [][]byte) {
	for seed := range int64(8) {
		g := &generator{Rand: rand.New(rand.NewSource(seed)), features: binary.AllFeatures, left: 150}
		n := 0
		g.judge = func(data []byte, err error) bool {
			if n++; n%10 == 0 {
				seeds = append(seeds, data)
			}
			return true
		}
		for g.left > 0 {
			g.component(0, build)
		}
	}
	if dir, err := corpus.Find(); err == nil {
		for _, name := range []string{"c-freestanding", "c-utf16", "c-async"} {
			if data, err := os.ReadFile(filepath.Join(dir, "real", name, "component.wasm")); err == nil {
				seeds = append(seeds, data)
			}
		}
	}
	return seeds
}
