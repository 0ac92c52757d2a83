package main

import (
	"fmt"
	"strings"

	"wcomp/decode"
	"wcomp/diag"
	"wcomp/internal/sourceline"
	"wcomp/wat"
)

// withSource says for diagnostics about instructions where these come from: a
// line of the text that was parsed, or a line of source that the module's
// DWARF names.
func (in *input) withSource(e *environment, list diag.List) diag.List {
	data := in.data
	var text *diag.Source
	if in.text != nil {
		text = diag.NewSource(in.name, string(in.text))
		o := e.parseOptions(in.name, wat.DwarfLines)
		var err error
		if data, err = wat.Parse(in.text, o); err != nil {
			return list
		}
	}
	for i := range list {
		d := &list[i]
		offset, ok := d.Place.Offset()
		if !ok {
			continue
		}
		place, ok := sourceOf(data, offset)
		switch {
		case !ok && text != nil:
			d.Notes = append(d.Notes, diag.Note{Message: "the offset is that in the binary that `wcomp parse` makes of the text"})
		case !ok:
		case text != nil:
			d.Place = text.At(diag.Position{Line: place.Line, Column: max(place.Column, 1)})
			d.Notes = append(d.Notes, diag.Note{Message: fmt.Sprintf("in the binary it is at offset 0x%x", offset)})
		default:
			note := "this was compiled from " + place.String()
			if place.Function != "" {
				note += ", function `" + place.Function + "`"
			}
			d.Notes = append(d.Notes, diag.Note{Message: note})
		}
	}
	return list
}

// sourceOf finds the source of the instruction at an offset of the file.
func sourceOf(data []byte, offset int64) (sourceline.Place, bool) {
	var (
		sections map[string][]byte // of the module being read
		inside   = -1              // depth of the module whose code holds the offset
		code     int64             // where the contents of its code section start
		ev       decode.Event
	)
	for p := decode.NewParser(data, 0); p.Next(&ev); {
		switch ev.Kind {
		case decode.EventStart:
			sections = make(map[string][]byte)
		case decode.EventCode:
			if ev.Contents <= offset && offset < ev.End() {
				inside, code = ev.Depth, ev.Contents
			}
		case decode.EventCustom:
			if strings.HasPrefix(ev.Name, ".debug_") {
				sections[ev.Name] = ev.Data
			}
		case decode.EventEnd:
			if inside == ev.Depth {
				return sourceline.Find(sections, uint64(offset-code))
			}
		}
	}
	return sourceline.Place{}, false
}
