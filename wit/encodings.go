package wit

import (
	"fmt"
	"strings"

	"wcomp/binary"
)

// StringEncodings says how the strings of functions lie in memory, by [EncodingKey], for the imports and exports of a module. The zero
// value knows none.
type StringEncodings struct {
	Imports, Exports map[string]StringEncoding
}

// EncodingKey names a function for [StringEncodings]: the interface, empty for a function of the world itself, without its version, and
// the function.
func EncodingKey(iface, function string) string {
	if iface == "" {
		return function + "/" + function
	}
	if strings.Contains(iface, ":") {
		iface, _, _ = strings.Cut(iface, "@")
	}
	return iface + "/" + function
}

// Add notes the encoding of every function of a payload's world. It refuses, with a [binary.Error] at the offset given, a function that
// an earlier payload gives another encoding. section is what the payload stands in, for the message.
func (e *StringEncodings) Add(m *Metadata, section string, offset int64) error {
	if e.Imports == nil {
		e.Imports, e.Exports = map[string]StringEncoding{}, map[string]StringEncoding{}
	}
	w := m.Resolve.Worlds[m.World]
	for _, side := range []struct {
		items *OrderedMap[WorldKey, WorldItem]
		to    map[string]StringEncoding
	}{{&w.Imports, e.Imports}, {&w.Exports, e.Exports}} {
		note := func(iface, function string) error {
			key := EncodingKey(iface, function)
			if old, ok := side.to[key]; ok && old != m.Encoding {
				return &binary.Error{Offset: offset, Code: "encoding-conflict", Item: fmt.Sprintf("custom section %q", section),
					Message: fmt.Sprintf("function %s has string encoding %s here and %s in an earlier section", key, m.Encoding, old)}
			}
			side.to[key] = m.Encoding
			return nil
		}
		for key, item := range side.items.All() {
			switch item := item.(type) {
			case *Function:
				if err := note("", item.Name); err != nil {
					return err
				}
			case *InterfaceItem:
				for name := range m.Resolve.Interfaces[item.ID].Functions.Keys() {
					if err := note(m.Resolve.KeyName(key), name); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
