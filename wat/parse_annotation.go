package wat

import (
	"wcomp/binary"
	"wcomp/encode"
)

// customSection is a custom section with its place: before or after the
// section number anchor in sectionOrder, or at either end.
type customSection struct {
	name     string
	contents []byte
	place    place
}

// place is a position among the sections: 2·k+1 before section k of
// sectionOrder, 2·k+2 after it, 0 before the first, placeLast at the end.
type place int

const (
	placeFirst place = 0
	placeLast  place = 1000
)

// sectionOrder is the order in which sections are written; branch hints go
// between data count and code.
var sectionOrder = []struct {
	word string
	id   binary.SectionID
}{
	{"type", binary.SectionType}, {"import", binary.SectionImport}, {"func", binary.SectionFunction},
	{"table", binary.SectionTable}, {"memory", binary.SectionMemory}, {"tag", binary.SectionTag},
	{"global", binary.SectionGlobal}, {"export", binary.SectionExport}, {"start", binary.SectionStart},
	{"elem", binary.SectionElement}, {"", binary.SectionDataCount}, {"code", binary.SectionCode}, {"data", binary.SectionData},
}

func placeOf(word string, after bool) (place, bool) {
	for i, s := range sectionOrder {
		if s.word == word {
			if after {
				return place(2*i + 2), true
			}
			return place(2*i + 1), true
		}
	}
	return 0, false
}

// annotationField parses `(@custom …)`, `(@producers …)`, `(@dylink.0 …)`.
func (p *fieldParser) annotationField(f *field) {
	word := p.tok.text
	p.advance()
	switch word {
	case "custom":
		p.m.customs = append(p.m.customs, p.customAnnotation(true))
	case "producers":
		p.m.customs = append(p.m.customs, customSection{"producers", p.producers(), placeLast})
	case "dylink.0":
		p.m.customs = append(p.m.customs, customSection{"dylink.0", p.dylink(), placeFirst})
	}
}

// customAnnotation takes `"name" [(before X)|(after X)] "bytes"…`.
func (p *parser) customAnnotation(placed bool) customSection {
	c := customSection{name: p.name(), place: placeLast}
	if placed && (p.isOpen("before") || p.isOpen("after")) {
		after := p.isOpen("after")
		p.advance()
		var ok bool
		switch {
		case p.tok.kind != tokenWord:
		case !after && p.tok.text == "first":
			c.place, ok = placeFirst, true
		case after && p.tok.text == "last":
			c.place, ok = placeLast, true
		default:
			c.place, ok = placeOf(p.tok.text, after)
		}
		if !ok {
			p.unexpected("a section: type, import, func, table, memory, tag, global, export, start, elem, code or data")
		}
		p.advance()
		p.close()
	}
	for p.tok.kind == tokenString {
		c.contents = p.bytes(c.contents)
	}
	return c
}

// producers takes `(language "n" "v")` and so on. Fields are written in the
// order of tool-conventions, ProducersSection.md.
func (p *parser) producers() []byte {
	fields := []binary.ProducersField{{Name: "language"}, {Name: "sdk"}, {Name: "processed-by"}}
	for p.tok.kind == tokenOpen {
		i := 0
		for i < len(fields) && fields[i].Name != p.tok.text {
			i++
		}
		if i == len(fields) {
			p.unexpected("`(language`, `(sdk` or `(processed-by`")
		}
		p.advance()
		v := binary.ProducersValue{Name: p.name(), Version: p.name()}
		fields[i].Values = append(fields[i].Values, v)
		p.close()
	}
	used := fields[:0]
	for _, f := range fields {
		if len(f.Values) > 0 {
			used = append(used, f)
		}
	}
	return encode.Producers(nil, used)
}

// dylinkFlags are the words of symbol flags (tool-conventions
// DynamicLinking.md).
var dylinkFlags = map[string]uint32{
	"binding-weak": 1, "binding-local": 2, "visibility-hidden": 4, "undefined": 0x10, "exported": 0x20,
	"explicit-name": 0x40, "no-strip": 0x80, "tls": 0x100, "absolute": 0x200,
}

// dylink takes the subsections of dylink.0. Neighbouring export-info, or
// import-info, forms share one.
func (p *parser) dylink() []byte {
	var subs []binary.DylinkSubsection
	add := func(k binary.DylinkKind) *binary.DylinkSubsection {
		subs = append(subs, binary.DylinkSubsection{Kind: k})
		return &subs[len(subs)-1]
	}
	shared := func(k binary.DylinkKind) *binary.DylinkSubsection {
		if n := len(subs); n > 0 && subs[n-1].Kind == k {
			return &subs[n-1]
		}
		return add(k)
	}
	for p.tok.kind == tokenOpen {
		word := p.tok.text
		switch word {
		case "mem-info", "needed", "export-info", "import-info", "runtime-path":
		default:
			p.unexpected("`(mem-info`, `(needed`, `(export-info`, `(import-info` or `(runtime-path`")
		}
		p.advance()
		switch word {
		case "mem-info":
			s := add(binary.DylinkMemInfo)
			if p.open("memory") {
				s.MemorySize, s.MemoryAlign = p.u32(), p.u32()
				p.close()
			}
			if p.open("table") {
				s.TableSize, s.TableAlign = p.u32(), p.u32()
				p.close()
			}
		case "needed", "runtime-path":
			k := binary.DylinkNeeded
			if word == "runtime-path" {
				k = binary.DylinkRuntimePath
			}
			s := add(k)
			for p.tok.kind == tokenString {
				s.Strings = append(s.Strings, p.name())
			}
		case "export-info":
			s := shared(binary.DylinkExportInfo)
			y := binary.DylinkSymbol{Name: p.name()}
			y.Flags = p.dylinkFlags()
			s.Symbols = append(s.Symbols, y)
		case "import-info":
			s := shared(binary.DylinkImportInfo)
			y := binary.DylinkSymbol{Module: p.name()}
			y.Name = p.name()
			y.Flags = p.dylinkFlags()
			s.Symbols = append(s.Symbols, y)
		}
		p.close()
	}
	return encode.Dylink(nil, subs)
}

func (p *parser) dylinkFlags() (flags uint32) {
	for p.tok.kind == tokenWord {
		if bit, ok := dylinkFlags[p.tok.text]; ok {
			flags |= bit
			p.advance()
			continue
		}
		flags |= p.u32()
	}
	return flags
}
