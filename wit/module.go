package wit

import (
	"strings"

	"wcomp/binary"
	"wcomp/decode"
)

// DecodeModule reads the worlds that are embedded in a core module, in its sections whose names begin with
// [MetadataSectionPrefix], and unites them to one: the world root of the package root:root. A module without such a
// section has no world; then found is false.
func DecodeModule(data []byte, offset int64) (d *Decoded, found bool, err error) {
	d = &Decoded{Resolve: new(Resolve)}
	d.Package = d.Resolve.AddPackage(&Package{Name: PackageName{Namespace: "root", Name: "root"}})
	d.World = d.Resolve.AddWorld(&World{Name: "root", Package: d.Package})
	d.Resolve.Packages[d.Package].Worlds.Set("root", d.World)
	var encodings StringEncodings
	p := decode.NewParser(data, offset)
	var ev decode.Event
	for p.Next(&ev) {
		if ev.Component {
			return nil, false, &binary.Error{Offset: ev.Start, Code: "component-given", Message: "this is a component, not a core module"}
		}
		if ev.Kind != decode.EventCustom || !strings.HasPrefix(ev.Name, MetadataSectionPrefix) {
			continue
		}
		payload, err := DecodeMetadata(ev.Data, ev.Offset)
		if err != nil {
			return nil, false, err
		}
		if err := encodings.Add(payload, ev.Name, ev.Start); err != nil {
			return nil, false, err
		}
		found = true
		to, err := d.Resolve.Merge(payload.Resolve)
		if err != nil {
			return nil, false, err
		}
		if err := d.Resolve.MergeWorlds(to.Worlds[payload.World], d.World); err != nil {
			return nil, false, err
		}
	}
	return d, found, p.Err()
}
