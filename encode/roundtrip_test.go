package encode_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// reencode decodes everything down to operators and writes it again.
func reencode(data []byte) ([]byte, error) {
	type frame struct {
		header string
		out    []byte
		id     byte
		bodies uint32
	}
	var stack []*frame
	var code []byte
	inCode := false
	p := decode.NewParser(data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		if inCode && ev.Kind != decode.EventBody {
			f := stack[len(stack)-1]
			contents := append(binary.AppendU32(nil, f.bodies), code...)
			f.out = binary.AppendBytes(append(f.out, byte(binary.SectionCode)), contents)
			inCode, code = false, code[:0]
		}
		switch ev.Kind {
		case decode.EventStart:
			h := binary.ModuleHeader
			if ev.Component {
				h = binary.ComponentHeader
			}
			stack = append(stack, &frame{header: h, id: ev.ID, out: []byte(h)})
		case decode.EventEnd:
			f := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if len(stack) == 0 {
				return f.out, nil
			}
			up := stack[len(stack)-1]
			up.out = binary.AppendBytes(append(up.out, f.id), f.out)
		case decode.EventCode:
			inCode = true
			stack[len(stack)-1].bodies = ev.Count
		case decode.EventBody:
			b, err := reencodeBody(ev.Body())
			if err != nil {
				return nil, err
			}
			code = binary.AppendBytes(code, b)
		case decode.EventCustom:
			f := stack[len(stack)-1]
			b, err := reencodeCustom(&ev)
			if err != nil {
				return nil, err
			}
			f.out = encode.CustomSection(f.out, ev.Name, b)
		case decode.EventSection:
			f := stack[len(stack)-1]
			b, err := reencodeSection(&ev)
			if err != nil {
				return nil, err
			}
			f.out = binary.AppendBytes(append(f.out, ev.ID), b)
		}
	}
	return nil, p.Err()
}

func reencodeBody(body decode.Body) ([]byte, error) {
	l := body.Locals()
	var groups []binary.Local
	var g binary.Local
	for l.Next(&g) {
		groups = append(groups, g)
	}
	out := encode.Locals(nil, groups)
	r := l.Operators(binary.AllFeatures)
	var op binary.Operator
	for r.Next(&op) {
		out = encode.Operator(out, &op)
	}
	return out, r.Err()
}

func reencodeCustom(ev *decode.Event) ([]byte, error) {
	var b []byte
	switch {
	case ev.Name == "producers":
		f, err := decode.Producers(ev.Data, ev.Offset)
		if err != nil {
			return ev.Data, nil
		}
		return encode.Producers(nil, f), nil
	case ev.Name == "target_features":
		f, err := decode.TargetFeatures(ev.Data, ev.Offset)
		return encode.TargetFeatures(nil, f), err
	case ev.Name == "dylink.0":
		f, err := decode.Dylink(ev.Data, ev.Offset)
		if err != nil {
			return ev.Data, nil
		}
		return encode.Dylink(nil, f), nil
	case ev.Name == "name" && !ev.Component:
		for s, err := range decode.NameSubsections(ev.Data, ev.Offset) {
			if err != nil {
				return ev.Data, nil
			}
			b = encode.NameSubsection(b, s)
		}
		return b, nil
	case ev.Name == "component-name" && ev.Component:
		for s, err := range decode.ComponentNameSubsections(ev.Data, ev.Offset) {
			if err != nil {
				return ev.Data, nil
			}
			b = encode.ComponentNameSubsection(b, s)
		}
		return b, nil
	}
	return ev.Data, nil
}

func reencodeSection(ev *decode.Event) ([]byte, error) {
	s := ev.Items()
	var b []byte
	if s.Count() != 1 || len(ev.Data) == 0 || !single(ev) {
		b = binary.AppendU32(b, s.Count())
	}
	for s.Next() {
		if ev.Component {
			b = componentEntry(b, ev, s)
		} else {
			b = moduleEntry(b, ev, s)
		}
	}
	return b, s.Err()
}

func single(ev *decode.Event) bool {
	if ev.Component {
		return ev.ComponentSection() == binary.ComponentSectionStart
	}
	return ev.Section() == binary.SectionStart || ev.Section() == binary.SectionDataCount
}

// put encodes what was read, unless reading failed.
func put[T any](b []byte, s *decode.Items, v T, enc func([]byte, *T) []byte) []byte {
	if s.Err() != nil {
		return b
	}
	return enc(b, &v)
}

func moduleEntry(b []byte, ev *decode.Event, s *decode.Items) []byte {
	switch ev.Section() {
	case binary.SectionType:
		return put(b, s, s.RecGroup(), encode.RecGroup)
	case binary.SectionImport:
		return put(b, s, s.Import(), encode.Import)
	case binary.SectionFunction, binary.SectionStart, binary.SectionDataCount:
		return binary.AppendU32(b, s.U32())
	case binary.SectionTable:
		return put(b, s, s.Table(), encode.Table)
	case binary.SectionMemory:
		return encode.MemoryType(b, s.MemoryType())
	case binary.SectionTag:
		return encode.Tag(b, s.Tag())
	case binary.SectionGlobal:
		return put(b, s, s.Global(), encode.Global)
	case binary.SectionExport:
		return put(b, s, s.Export(), encode.Export)
	case binary.SectionElement:
		return put(b, s, s.Element(), encode.Element)
	case binary.SectionData:
		return put(b, s, s.Data(), encode.Data)
	}
	return b
}

func componentEntry(b []byte, ev *decode.Event, s *decode.Items) []byte {
	switch ev.ComponentSection() {
	case binary.ComponentSectionCoreInstance:
		return put(b, s, s.CoreInstance(), encode.CoreInstance)
	case binary.ComponentSectionCoreType:
		return put(b, s, s.CoreType(), encode.CoreType)
	case binary.ComponentSectionInstance:
		return put(b, s, s.Instance(), encode.Instance)
	case binary.ComponentSectionAlias:
		return put(b, s, s.Alias(), encode.Alias)
	case binary.ComponentSectionType:
		return put(b, s, s.ComponentType(), encode.ComponentType)
	case binary.ComponentSectionCanon:
		return put(b, s, s.Canon(), encode.Canon)
	case binary.ComponentSectionStart:
		return put(b, s, s.ComponentStart(), encode.ComponentStart)
	case binary.ComponentSectionImport:
		return put(b, s, s.ComponentImport(), encode.ComponentImport)
	case binary.ComponentSectionExport:
		return put(b, s, s.ComponentExport(), encode.ComponentExport)
	}
	return b
}

// TestReencodeIsIdentity: what is canonically encoded comes back byte for
// byte; what is not (padded LEBs) comes back as a fixed point.
func TestReencodeIsIdentity(t *testing.T) {
	dir := corpus.Dir(t)
	same, canonicalised := 0, 0
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !(strings.HasSuffix(path, ".wasm") || strings.HasSuffix(path, ".so")) {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		out, err := reencode(data)
		var e *binary.Error
		if errors.As(err, &e) && e.Code == "unknown-version" {
			t.Logf("%s: refused as it should be: %v", name, err)
			return nil
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		if bytes.Equal(out, data) {
			same++
			return nil
		}
		again, err := reencode(out)
		if err != nil || !bytes.Equal(again, out) {
			t.Errorf("%s: not a fixed point: %v", name, err)
		}
		if len(out) > len(data) {
			t.Errorf("%s: grew from %d to %d bytes", name, len(data), len(out))
		}
		canonicalised++
		t.Logf("%s: not canonically encoded: %d bytes became %d", name, len(data), len(out))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d binaries identical, %d canonicalised", same, canonicalised)
	if same == 0 {
		t.Error("no binary came back identical")
	}
}

// TestReencodeLargeModules: so it is for the large modules, once for those
// that are padded by their linker.
func TestReencodeLargeModules(t *testing.T) {
	for _, m := range peers.Modules {
		t.Run(m.Name, func(t *testing.T) {
			data, err := os.ReadFile(peers.LookModule(t, m.Name))
			if err != nil {
				t.Fatal(err)
			}
			out, err := reencode(data)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(out, data) {
				return
			}
			t.Logf("not canonically encoded: %d bytes became %d", len(data), len(out))
			if again, err := reencode(out); err != nil || !bytes.Equal(again, out) || len(out) > len(data) {
				t.Errorf("not a fixed point: %v", err)
			}
		})
	}
}

// BenchmarkDecode reads every entry and operator of real modules.
func BenchmarkDecode(b *testing.B) {
	for _, name := range []string{"starlingmonkey", "esbuild"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile(peers.LookModule(b, name))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				p := decode.NewParser(data, 0)
				var ev decode.Event
				for p.Next(&ev) {
					if ev.Kind != decode.EventBody {
						continue
					}
					l := ev.Body().Locals()
					var g binary.Local
					for l.Next(&g) {
					}
					r := l.Operators(binary.AllFeatures)
					var op binary.Operator
					for r.Next(&op) {
					}
				}
			}
		})
	}
}
