package main

import (
	"strings"

	"wcomp/decode"
	"wcomp/diag"
	"wcomp/internal/sourceline"
)

// compiledFrom adds to diagnostics about instructions the line of source that
// the module's DWARF names.
func (in *input) compiledFrom(err error) error {
	list, ok := err.(diag.List)
	if !ok || in.text != nil {
		return err
	}
	for i := range list {
		offset, ok := list[i].Place.Offset()
		if !ok {
			continue
		}
		place, ok := sourceOf(in.data, offset)
		if !ok {
			continue
		}
		note := "this was compiled from " + place.String()
		if place.Function != "" {
			note += ", function `" + place.Function + "`"
		}
		list[i].Notes = append(list[i].Notes, diag.Note{Message: note})
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
