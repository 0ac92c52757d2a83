package componentize

import (
	"errors"

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
	encodings wit.StringEncodings
}

// readMetadata reads and unites the worlds of all component-type sections of a module, in file order.
func readMetadata(m *module) (*metadata, error) {
	md := new(metadata)
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
		if err := md.encodings.Add(payload, s.name, s.start); err != nil {
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
