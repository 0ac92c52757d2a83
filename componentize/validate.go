package componentize

import (
	"errors"

	"wcomp/binary"
	"wcomp/diag"
	"wcomp/validate"
)

// validateResult checks the finished component. What is wrong in the main module is reported at its place in the
// module's own file, which is what the user has.
func validateResult(component []byte, p *Plan) error {
	_, err := validate.Component(component, validate.Options{Features: binary.AllFeatures, AllErrors: 10})
	if err == nil {
		return nil
	}
	main := p.mainModule()
	list := diag.FromError(err, &diag.Source{Name: main.scanned.file})
	offsets := offsetsOf(err)
	for i := range list {
		d := &list[i]
		if i < len(offsets) {
			if at, ok := main.main.original(offsets[i] - p.mainStart); ok {
				d.Place = diag.At(at)
				continue
			}
		}
		d.Notes = append(d.Notes, diag.Note{Message: "the offset is that in the component that was made; --validate=false writes it all the same"})
	}
	return list
}

// offsetsOf are the offsets of the errors in err, in the order in which they become diagnostics.
func offsetsOf(err error) []int64 {
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var offsets []int64
		for _, e := range many.Unwrap() {
			offsets = append(offsets, offsetsOf(e)...)
		}
		return offsets
	}
	var low *binary.Error
	if errors.As(err, &low) {
		return []int64{low.Offset}
	}
	return []int64{-1}
}

// original is the place in the input of a byte of the rewritten module, if the byte was taken from there.
func (r *rewrittenModule) original(offset int64) (int64, bool) {
	if offset < 0 {
		return 0, false
	}
	for i, p := range r.parts {
		if offset < int64(len(p)) {
			return r.from[i] + offset, r.from[i] >= 0
		}
		offset -= int64(len(p))
	}
	return 0, false
}
