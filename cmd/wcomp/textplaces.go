package main

import (
	"fmt"

	"wcomp/diag"
	"wcomp/wat"
)

// textErrors points errors about offsets in the binary at the text that it was
// made of.
func (in *input) textErrors(err error) error {
	source := diag.NewSource(in.name, string(in.text))
	list := diag.FromError(err, diag.NewSource(in.name, ""))
	places, bad := wat.NewPlaces(in.text, in.parsed)
	if bad != nil {
		return list
	}
	for i := range list {
		d := &list[i]
		offset, ok := d.Place.Offset()
		if !ok {
			continue
		}
		if start, end, ok := places.Find(offset); ok {
			d.Place = source.Span(start, end)
			d.Notes = append(d.Notes, diag.Note{Message: fmt.Sprintf("at offset %#x of the binary", offset)})
		}
	}
	return list
}
