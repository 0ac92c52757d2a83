package componentize

import (
	"errors"
	"fmt"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wit"
)

// metadata is what a module's component-type sections say together.
type metadata struct {
	found     bool
	resolve   *wit.Resolve
	world     wit.WorldID
	producers []binary.ProducersField
	// encodings are the string encodings of the world's functions, by encodingKey, for imports and exports.
	imports, exports map[string]wit.StringEncoding
}

// encodingKey names a function without regard to versions.
func encodingKey(iface, function string) string {
	if iface == "" {
		return function + "/" + function
	}
	if id, ok := parseInterfaceID(iface); ok {
		iface = id.namespace + ":" + id.pkg + "/" + id.name
	}
	return iface + "/" + function
}

// readMetadata reads and unites the worlds of all component-type sections of a module, in file order.
func readMetadata(m *module) (*metadata, error) {
	md := &metadata{imports: map[string]wit.StringEncoding{}, exports: map[string]wit.StringEncoding{}}
	for i := range m.sections {
		s := &m.sections[i]
		if !s.isMetadata() {
			continue
		}
		if err := validatePayload(s); err != nil {
			return nil, err
		}
		payload, err := wit.DecodeMetadata(s.data, s.offset)
		if err != nil {
			return nil, err
		}
		if err := md.encodings(payload, s); err != nil {
			return nil, err
		}
		md.producers = uniteProducers(md.producers, payload.Producers)
		if !md.found {
			md.found, md.resolve, md.world = true, payload.Resolve, payload.World
			continue
		}
		to, err := md.resolve.Merge(payload.Resolve)
		if err != nil {
			return nil, err
		}
		if err := md.resolve.MergeWorlds(to.Worlds[payload.World], md.world); err != nil {
			return nil, err
		}
	}
	return md, nil
}

// validatePayload checks that the component in a metadata section is valid: all of the payload, or in the old form what
// follows 03, the encoding and the world's name.
func validatePayload(s *section) error {
	payload := decode.NewReader(s.data, s.offset)
	if payload.Peek() == 0x03 {
		payload.Bytes(2)
		payload.Name()
		if err := payload.Err(); err != nil {
			return err
		}
	}
	_, err := validate.Component(payload.Rest(), validate.Options{Features: binary.AllFeatures})
	var low *binary.Error
	if errors.As(err, &low) {
		low.Offset += payload.Offset()
		return low
	}
	return err
}

// encodings records the encoding of every function of a payload's world.
func (md *metadata) encodings(p *wit.Metadata, s *section) error {
	w := p.Resolve.Worlds[p.World]
	for _, side := range []struct {
		items *wit.OrderedMap[wit.WorldKey, wit.WorldItem]
		to    map[string]wit.StringEncoding
	}{{&w.Imports, md.imports}, {&w.Exports, md.exports}} {
		for key, item := range side.items.All() {
			iface := p.Resolve.KeyName(key)
			switch item := item.(type) {
			case *wit.Function:
				iface = ""
				if err := setEncoding(side.to, iface, item.Name, p.Encoding, s); err != nil {
					return err
				}
			case *wit.InterfaceItem:
				for name := range p.Resolve.Interfaces[item.ID].Functions.Keys() {
					if err := setEncoding(side.to, iface, name, p.Encoding, s); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}

func setEncoding(to map[string]wit.StringEncoding, iface, function string, encoding wit.StringEncoding, s *section) error {
	key := encodingKey(iface, function)
	if old, ok := to[key]; ok && old != encoding {
		return &binary.Error{Offset: s.start, Code: "encoding-conflict", Item: fmt.Sprintf("custom section %q", s.name),
			Message: fmt.Sprintf("function %s has string encoding %s here and %s in an earlier section", key, encoding, old)}
	}
	to[key] = encoding
	return nil
}
