package sourceline_test

import (
	"os"
	"testing"

	"wcomp/decode"
	"wcomp/internal/sourceline"
)

// read gives the custom sections of testdata/add.wasm and the offset of its
// code.
func read(t *testing.T, data []byte) (sections map[string][]byte, code int64) {
	t.Helper()
	sections = make(map[string][]byte)
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventCode:
			code = ev.Contents
		case decode.EventCustom:
			sections[ev.Name] = ev.Data
		}
	}
	return sections, code
}

func TestFind(t *testing.T) {
	data, err := os.ReadFile("testdata/add.wasm")
	if err != nil {
		t.Fatal(err)
	}
	sections, code := read(t, data)
	for offset, want := range map[int64]string{
		0x8c: "/src/add.c:4 add",
		0xcb: "/src/add.c:6 add", // the sum
		0x66: "/src/add.c:2 twice",
	} {
		place, found := sourceline.Find(sections, uint64(offset-code))
		got := place
		got.Column = 0
		if !found || got.String()+" "+place.Function != want {
			t.Errorf("0x%x: %v, function %q, %v; want %s", offset, place, place.Function, found, want)
		}
	}
	if place, found := sourceline.Find(sections, 1<<30); found {
		t.Errorf("an address behind the code has the place %v", place)
	}
	if _, found := sourceline.Find(nil, 0); found {
		t.Error("found without sections")
	}
}

// FuzzFind feeds broken sections: any answer, but no panic and no hang.
func FuzzFind(f *testing.F) {
	data, err := os.ReadFile("testdata/add.wasm")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data, uint64(0x8c))
	f.Fuzz(func(t *testing.T, data []byte, address uint64) {
		sections, _ := read(t, data)
		sourceline.Find(sections, address)
	})
}
