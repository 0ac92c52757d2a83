// Package embed puts a world into a core module: as the component-type custom
// section that package componentize reads, or as a dummy module that imports
// and exports what the world asks for and does nothing.
//
// It takes a resolved graph and a world from package wit and gives bytes. It
// does not look into the module it is given beyond its header.
package embed

import (
	"bytes"

	"wcomp/binary"
	"wcomp/encode"
	"wcomp/wit"
)

// Module appends a component-type section for the world to a core module,
// whose bytes stay as they are. Anything but a core module is refused with a
// *binary.Error.
func Module(module []byte, r *wit.Resolve, world wit.WorldID, e wit.StringEncoding, o wit.EncodeOptions) ([]byte, error) {
	if !bytes.HasPrefix(module, []byte(binary.ModuleHeader)) {
		found := "something else"
		if bytes.HasPrefix(module, []byte(binary.ComponentHeader)) {
			found = "a component"
		}
		return nil, &binary.Error{Code: "not-a-module", Message: "a world is embedded into a core module", Expected: "a core module", Found: found}
	}
	payload := r.EncodeMetadata(world, e, o)
	out := make([]byte, 0, len(module)+len(payload)+32)
	return encode.CustomSection(append(out, module...), wit.MetadataSectionPrefix, payload), nil
}
