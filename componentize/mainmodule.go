package componentize

import (
	"fmt"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
	"wcomp/wit"
)

// The main module goes into the component nearly as it is: metadata is taken out, its producers are kept, and imports
// that occur twice are told apart by name. Every other section keeps its bytes and its place.

// rewrittenModule is a module in pieces, most of them slices of the input, so that it is copied only once.
type rewrittenModule struct {
	parts [][]byte
	// from is where each piece was in the input, -1 for what was written anew.
	from []int64
	// importNames has the original field of every renamed import, by module, a zero byte and the new field.
	importNames map[string]string
}

// rewriteMain takes the metadata out of the main module. producers are those of the metadata.
func rewriteMain(m *module, producers []binary.ProducersField) *rewrittenModule {
	out := &rewrittenModule{parts: [][]byte{[]byte(binary.ModuleHeader)}, from: []int64{0}}
	imports := renameDuplicates(m, out)
	merged := len(producers) == 0
	for i := range m.sections {
		s := &m.sections[i]
		contents, from := s.contents, s.offset-int64(len(s.contents)-len(s.data))
		switch {
		case s.isMetadata():
			continue
		case s.id == binary.SectionImport && imports != nil:
			contents, from = imports, -1
		case s.id == binary.SectionCustom && len(producers) > 0 && s.name == producersSection:
			if c, ok := mergeProducers(s, producers); ok {
				contents, from, merged = c, -1, true
			}
		case s.id == binary.SectionCustom && len(producers) > 0 && s.name == "name":
			if c, ok := orderNames(s); ok {
				contents, from = c, -1
			}
		}
		out.section(s.id, contents, from)
	}
	if !merged {
		out.section(binary.SectionCustom, encode.Producers(binary.AppendName(nil, producersSection), producers), -1)
	}
	return out
}

func (r *rewrittenModule) section(id binary.SectionID, contents []byte, from int64) {
	r.from = append(r.from, -1, from)
	r.parts = append(r.parts, binary.AppendU32([]byte{byte(id)}, uint32(len(contents))), contents)
}

func (s *section) isMetadata() bool {
	return s.id == binary.SectionCustom && strings.HasPrefix(s.name, wit.MetadataSectionPrefix)
}

// renameDuplicates gives the second, third … occurrence of an import a name of its own: F becomes F [v2]. It returns
// the import section's new contents, nil if nothing occurs twice, and changes the module's imports.
func renameDuplicates(m *module, out *rewrittenModule) []byte {
	type key struct{ module, field string }
	next := make(map[key]int, len(m.imports))
	for i := range m.imports {
		imp := &m.imports[i]
		k := key{imp.Module, imp.Name}
		n, again := next[k]
		if !again {
			next[k] = 2
			continue
		}
		for ; ; n++ {
			renamed := key{k.module, fmt.Sprintf("%s [v%d]", k.field, n)}
			if _, taken := next[renamed]; !taken {
				next[k], next[renamed] = n+1, 2
				imp.Name = renamed.field
				break
			}
		}
		if out.importNames == nil {
			out.importNames = map[string]string{}
		}
		out.importNames[imp.Module+"\x00"+imp.Name] = k.field
	}
	if out.importNames == nil {
		return nil
	}
	return encodeImports(m)
}

// encodeImports writes the import section anew with the names that the module's imports have now.
func encodeImports(m *module) []byte {
	for i := range m.sections {
		s := &m.sections[i]
		if s.id != binary.SectionImport {
			continue
		}
		items := decode.NewItems(s.data, s.offset)
		b := binary.AppendU32(make([]byte, 0, len(s.contents)+8*len(m.imports)), items.Count())
		for n := 0; items.Next(); {
			group := items.Import()
			for k := range group.Items {
				group.Items[k].Name = m.imports[n].Name
				n++
			}
			b = encode.Import(b, &group)
		}
		return b
	}
	return nil
}

// orderNames writes a name section in its regular form: the module's name first, the others in their order, without
// those of unknown kinds. A section that cannot be read is answered with false: it is left as it is.
func orderNames(s *section) ([]byte, bool) {
	var module, rest []byte
	for sub, err := range decode.NameSubsections(s.data, s.offset) {
		switch {
		case err != nil:
			return nil, false
		case sub.Kind == binary.NameModule:
			module = encode.NameSubsection(nil, sub)
		case sub.Kind <= binary.NameTag:
			rest = encode.NameSubsection(rest, sub)
		}
	}
	b := make([]byte, 0, len(module)+len(rest)+5)
	return append(append(binary.AppendName(b, "name"), module...), rest...), true
}
