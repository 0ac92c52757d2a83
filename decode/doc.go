// Package decode turns bytes into events: headers, sections, custom sections,
// function bodies, nested modules and components; then, within a section,
// entries; within a body, operators.
//
// A Parser reads a file that is there as a whole (NewParser), or one that comes
// from an io.Reader, a unit at a time (NewStream).
//
// Nothing is copied: names, segments and bodies are slices of the input, which
// must not change while they are in use. Offsets are those of the outermost
// input. Package decode checks how things are written (lengths, order of
// sections, vectors within their limits, UTF-8) and has no opinion on what is
// allowed: that is validate's.
//
//	p := decode.NewParser(data, 0)
//	var ev decode.Event
//	for p.Next(&ev) {
//		if ev.Kind == decode.EventSection && !ev.Component && ev.Section() == binary.SectionImport {
//			for items := ev.Items(); items.Next(); {
//				group := items.Import()
//				…
//			}
//		}
//	}
//	if err := p.Err(); err != nil { … }
package decode
