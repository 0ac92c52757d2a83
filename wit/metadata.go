package wit

import (
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
)

// StringEncoding is how strings are laid out in a module's memory
// (CanonicalABI.md, string-encoding).
type StringEncoding byte

const (
	UTF8 StringEncoding = iota
	UTF16
	CompactUTF16 // latin1+utf16
)

// String is the canonical option's value.
func (e StringEncoding) String() string {
	return [...]string{"utf8", "utf16", "latin1+utf16"}[e%3]
}

// ParseStringEncoding reads the names of String; "compact-utf16" is
// understood too.
func ParseStringEncoding(s string) (StringEncoding, bool) {
	switch s {
	case "utf8":
		return UTF8, true
	case "utf16":
		return UTF16, true
	case "latin1+utf16", "compact-utf16":
		return CompactUTF16, true
	}
	return 0, false
}

// Metadata is what a component-type custom section of a core module says.
type Metadata struct {
	Resolve   *Resolve
	World     WorldID
	Encoding  StringEncoding
	Producers []binary.ProducersField
}

// MetadataSectionPrefix begins the name of every custom section of a core
// module that holds metadata.
const MetadataSectionPrefix = "component-type"

const (
	encodingSection = "wit-component-encoding"
	encodingVersion = 4
)

// DecodeMetadata reads the payload of a component-type section, in the
// current form or in the older one that begins with 03. Offset is that of the
// payload in the outermost input. The payload should be a valid component,
// which is not checked here.
func DecodeMetadata(payload []byte, offset int64) (*Metadata, error) {
	if len(payload) > 0 && payload[0] == 0x03 {
		return decodeOldMetadata(payload, offset)
	}
	def, customs, err := readComponent(payload, offset)
	if err != nil {
		return nil, err
	}
	d := newBinaryDecoder()
	imports, exports, err := d.run.instantiate(&componentEntity{def: def}, nil, offset)
	if err != nil {
		return nil, err
	}
	if len(imports) > 0 {
		return nil, malformed(imports[0].offset, "the metadata imports %q: a world's metadata has no imports", imports[0].name.Name)
	}
	if len(exports) != 1 {
		return nil, malformed(offset, "the metadata has %d exports: a world's metadata has exactly one", len(exports))
	}
	x := exports[0]
	t, ok := x.item.(*typeEntity)
	if !ok || t.base().def == nil || t.base().def.Kind != binary.TypeComponent {
		return nil, malformed(x.offset, "the export %q of the metadata is not a component type", x.name.Name)
	}
	imports, inner, err := d.run.declare(t.base())
	if err != nil {
		return nil, err
	}
	if len(imports) > 0 || len(inner) != 1 {
		return nil, malformed(x.offset, "the metadata's type has %d imports and %d exports: expected none and one", len(imports), len(inner))
	}
	c, ok := inner[0].item.(*componentEntity)
	if !ok {
		return nil, malformed(inner[0].offset, "the export %q of the metadata's type is not a component", inner[0].name.Name)
	}
	w, err := c.componentType(inner[0].offset)
	if err != nil {
		return nil, err
	}
	m := &Metadata{Resolve: d.r}
	if m.World, err = d.world(inner[0].name.Name, w, inner[0].offset); err != nil {
		return nil, err
	}
	d.orderPackages(d.r.Worlds[m.World].Package)
	return m, m.customs(customs, offset)
}

func (m *Metadata) customs(customs []decode.Event, offset int64) error {
	found := false
	for i := range customs {
		ev := &customs[i]
		switch ev.Name {
		case encodingSection:
			found = true
			if len(ev.Data) != 2 {
				return malformed(ev.Offset, "the %s section has %d bytes: expected 2", encodingSection, len(ev.Data))
			}
			if ev.Data[0] != encodingVersion {
				return &binary.Error{Offset: ev.Offset, Code: "metadata-version", Message: "unsupported version of the metadata's encoding",
					Expected: "version 4", Found: "version " + strconv.Itoa(int(ev.Data[0]))}
			}
			if ev.Data[1] > byte(CompactUTF16) {
				return malformed(ev.Offset+1, "unknown string encoding %d: expected 0, 1 or 2", ev.Data[1])
			}
			m.Encoding = StringEncoding(ev.Data[1])
		case "producers":
			f, err := decode.Producers(ev.Data, ev.Offset)
			if err != nil {
				return err
			}
			m.Producers = append(m.Producers, f...)
		}
	}
	if !found {
		return malformed(offset, "the metadata has no %s section", encodingSection)
	}
	return nil
}

// decodeOldMetadata reads 03, the string encoding, the world's name and a WIT
// package in binary form.
func decodeOldMetadata(payload []byte, offset int64) (*Metadata, error) {
	r := decode.NewReader(payload[1:], offset+1)
	e := r.Byte()
	name := r.Name()
	if err := r.Err(); err != nil {
		return nil, err
	}
	if e > byte(CompactUTF16) {
		return nil, malformed(offset+1, "unknown string encoding %d: expected 0, 1 or 2", e)
	}
	d, err := DecodeBinary(r.Rest(), r.Offset())
	if err != nil {
		return nil, err
	}
	if d.IsComponent {
		return nil, malformed(r.Offset(), "the metadata is not a WIT package in binary form")
	}
	m := &Metadata{Resolve: d.Resolve, Encoding: StringEncoding(e), Producers: d.Producers}
	for world, id := range d.Resolve.Packages[d.Package].Worlds.All() {
		if world == name || d.Resolve.WorldName(id) == name {
			m.World = id
			return m, nil
		}
	}
	if !strings.Contains(name, "/") {
		return nil, malformed(offset, "the package %s has no world %q", d.Resolve.Packages[d.Package].Name, name)
	}
	return nil, malformed(offset, "the metadata has no world %q", name)
}

// EncodeMetadata returns the payload of a component-type section for a world.
func (r *Resolve) EncodeMetadata(world WorldID, e StringEncoding, o EncodeOptions) []byte {
	var c encode.Component
	c.Custom(encodingSection, []byte{encodingVersion, byte(e)})
	r.exportType(&c, r.Worlds[world].Name, r.wrappedWorld(world))
	o.producers(&c)
	return c.Bytes()
}
