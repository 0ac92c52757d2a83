package wit_test

import (
	"bytes"
	"strings"
	"testing"

	"wcomp/embed"
	"wcomp/validate"
	"wcomp/wit"
)

// FuzzDecodeBinary: whatever the bytes, decoding them as a component, a package, a module's world or the payload of such a section ends with
// a graph or an error, and within limits. What is valid and decodes to a package encodes to a package again, which is the same from then on.
func FuzzDecodeBinary(f *testing.F) {
	for _, seed := range resolveSeeds {
		r, main, err := wit.Parse("a.wit", []byte(seed), &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			continue
		}
		f.Add(r.EncodePackage(main, wit.EncodeOptions{}))
		for id := range r.Worlds {
			payload := r.EncodeMetadata(wit.WorldID(id), wit.UTF16, wit.EncodeOptions{})
			f.Add(payload)
			if module, err := embed.Module([]byte("\x00asm\x01\x00\x00\x00"), r, wit.WorldID(id), wit.UTF8, wit.EncodeOptions{}); err == nil {
				f.Add(module)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, found, err := wit.DecodeModule(data, 0); err == nil && found {
			checkGraph(t, d.Resolve)
		}
		if m, err := wit.DecodeMetadata(data, 0); err == nil {
			m.Resolve.AppendJSON(nil)
		}
		d, err := wit.DecodeBinary(data, 0)
		if err != nil {
			return
		}
		if _, err := validate.Binary(data, validate.Options{Features: allFeatures}); err != nil {
			return // anything goes
		}
		checkGraph(t, d.Resolve)
		d.Resolve.AppendJSON(nil)
		if _, err := d.Resolve.AppendWIT(nil, d.Package, wit.PrintOptions{}); err != nil || d.IsComponent {
			return // there are graphs without a text
		}
		once := d.Resolve.EncodePackage(d.Package, wit.EncodeOptions{})
		if _, err := validate.Binary(once, validate.Options{Features: allFeatures}); err != nil {
			if strings.Contains(err.Error(), "conflicts with the previous name") {
				return // an interface and a world of one name, which stand apart in data
			}
			t.Fatalf("what was decoded encodes to something invalid: %v", err)
		}
		again, err := wit.DecodeBinary(once, 0)
		if err != nil {
			t.Fatalf("what was encoded does not decode: %v", err)
		}
		second := again.Resolve.EncodePackage(again.Package, wit.EncodeOptions{})
		if again, err = wit.DecodeBinary(second, 0); err != nil {
			t.Fatal(err)
		}
		if third := again.Resolve.EncodePackage(again.Package, wit.EncodeOptions{}); !bytes.Equal(second, third) {
			t.Error("encoding and decoding goes on changing it")
		}
	})
}
