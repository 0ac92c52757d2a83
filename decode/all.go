package decode

import "wcomp/binary"

// All reads a binary to its last byte without asking whether it makes sense:
// what fails here is malformed, whatever else may be wrong with it.
func All(data []byte) error {
	p := NewParser(data, 0)
	var ev Event
	for p.Next(&ev) {
		var err error
		switch ev.Kind {
		case EventBody:
			err = decodeBody(ev.Body())
		case EventSection:
			s := ev.Items()
			for s.Next() {
				ev.SkipEntry(s)
			}
			err = s.Err()
		}
		if err != nil {
			return err
		}
	}
	return p.Err()
}

// SkipEntry reads the current entry of an EventSection, whatever it is.
func (ev *Event) SkipEntry(s *Items) {
	if ev.Component {
		decodeComponentItem(ev, s)
	} else {
		decodeItem(ev, s)
	}
}

func decodeBody(body Body) error {
	locals := body.Locals()
	var l binary.Local
	for locals.Next(&l) {
	}
	r := locals.Operators(binary.AllFeatures)
	var op binary.Operator
	for r.Next(&op) {
	}
	return r.Err()
}

func decodeItem(ev *Event, s *Items) {
	switch ev.Section() {
	case binary.SectionType:
		s.RecGroup()
	case binary.SectionImport:
		s.Import()
	case binary.SectionFunction, binary.SectionStart, binary.SectionDataCount:
		s.U32()
	case binary.SectionTable:
		s.Table()
	case binary.SectionMemory:
		s.MemoryType()
	case binary.SectionTag:
		s.Tag()
	case binary.SectionGlobal:
		s.Global()
	case binary.SectionExport:
		s.Export()
	case binary.SectionElement:
		s.Element()
	case binary.SectionData:
		s.Data()
	}
}

func decodeComponentItem(ev *Event, s *Items) {
	switch ev.ComponentSection() {
	case binary.ComponentSectionCoreInstance:
		s.CoreInstance()
	case binary.ComponentSectionCoreType:
		s.CoreType()
	case binary.ComponentSectionInstance:
		s.Instance()
	case binary.ComponentSectionAlias:
		s.Alias()
	case binary.ComponentSectionType:
		s.ComponentType()
	case binary.ComponentSectionCanon:
		s.Canon()
	case binary.ComponentSectionStart:
		s.ComponentStart()
	case binary.ComponentSectionImport:
		s.ComponentImport()
	case binary.ComponentSectionExport:
		s.ComponentExport()
	}
}
