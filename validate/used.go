package validate

import (
	"cmp"
	"slices"

	"wcomp/binary"
)

// Use is a feature that an input needs.
type Use struct {
	Feature binary.Features
	// Offset of the first place that needs it.
	Offset int64
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
			uses = append(uses, Use{f, at})
		}
	}
	slices.SortStableFunc(uses, func(a, b Use) int { return cmp.Compare(a.Offset, b.Offset) })
	return uses, info, nil
}
