package componentize

import (
	"slices"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
)

const producersSection = "producers"

// uniteProducers adds from's entries to into: fields and entries keep the order of their first appearance, and a later
// version of an entry takes the place of an earlier one.
func uniteProducers(into, from []binary.ProducersField) []binary.ProducersField {
	into = slices.Clone(into)
	for _, f := range from {
		at := slices.IndexFunc(into, func(o binary.ProducersField) bool { return o.Name == f.Name })
		if at < 0 {
			at = len(into)
			into = append(into, binary.ProducersField{Name: f.Name})
		}
		values := slices.Clone(into[at].Values)
		for _, v := range f.Values {
			i := slices.IndexFunc(values, func(o binary.ProducersValue) bool { return o.Name == v.Name })
			if i < 0 {
				values = append(values, v)
			} else {
				values[i] = v
			}
		}
		into[at].Values = values
	}
	return into
}

// mergeProducers is a module's producers section with more entries united into it. A section that cannot be read is
// answered with false: it is left as it is.
func mergeProducers(s *section, more []binary.ProducersField) ([]byte, bool) {
	fields, err := decode.Producers(s.data, s.offset)
	if err != nil {
		return nil, false
	}
	return encode.Producers(binary.AppendName(nil, producersSection), uniteProducers(fields, more)), true
}

// contents is the producers section's contents of what the tool itself has made, nil if it does not give its name.
func (p Producer) contents() []byte {
	if p.Name == "" {
		return nil
	}
	return encode.Producers(nil, []binary.ProducersField{{
		Name: "processed-by", Values: []binary.ProducersValue{{Name: p.Name, Version: p.Version}},
	}})
}
