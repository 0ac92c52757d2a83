package validate

import (
	"cmp"
	"slices"

	"wcomp/binary"
	"wcomp/decode"
)

// Use is a feature that an input needs.
type Use struct {
	Feature binary.Features
	// Offset of the first place that needs it.
	Offset int64
	// Item is what is there, in the words of errors: `func 12 "malloc"`, or
	// the section ("type section").
	Item string
}

// FeaturesUsed validates data with every feature on and lists those that it
// needs, in the order of their first places; features of one place in the
// order of their bits. Where one of several features would do, the one that is
// on by default counts.
func FeaturesUsed(data []byte, o Options) ([]Use, *Info, error) {
	o.Features = binary.AllFeatures
	v := newValidator(data, o)
	v.used = firstUse{}
	info, err := v.run(kindAny)
	if err != nil {
		return nil, nil, err
	}
	v.used.settle()
	info.Features = v.used
	var uses []Use
	for f := binary.Features(1); f <= binary.AllFeatures; f <<= 1 {
		if at, ok := v.used[f]; ok {
			uses = append(uses, Use{Feature: f, Offset: at, Item: v.itemAt(at)})
		}
	}
	slices.SortStableFunc(uses, func(a, b Use) int { return cmp.Compare(a.Offset, b.Offset) })
	return uses, info, nil
}

// itemAt names what lies at an offset of a valid input: the function whose body
// it is in, else the section.
func (v *validator) itemAt(at int64) string {
	for _, m := range v.code {
		i, _ := slices.BinarySearchFunc(m.bodies, at+1, func(b bodyRange, at int64) int { return cmp.Compare(b.offset, at) })
		if i > 0 && at < m.bodies[i-1].offset+int64(m.bodies[i-1].size) {
			return m.funcName(uint32(m.ImportedFuncs + i - 1))
		}
	}
	item := ""
	for ev, err := range decode.Events(v.data) {
		if err != nil || ev.Start > at {
			break
		}
		switch {
		case ev.Kind == decode.EventStart && ev.Component:
			item = "component"
		case ev.Kind == decode.EventStart:
			item = "module"
		case ev.Kind == decode.EventSection && ev.Component:
			item = ev.ComponentSection().String() + " section"
		case ev.Kind == decode.EventSection:
			item = ev.Section().String() + " section"
		}
	}
	return item
}
