package compare

import (
	"crypto/sha256"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/wat"
)

// side is what one binary holds.
type side struct {
	data     []byte
	sections []section
	sizes    []unitSizes
	items    []entry
}

type section struct {
	name   string
	extent Extent
}

// inventory lists the sections of a binary, by decoding it, and its items, by
// taking its printed text apart. The text is not kept: it is many times as
// large as the binary.
func inventory(data []byte) (*side, error) {
	s := &side{data: data}
	if err := s.measure(); err != nil {
		return nil, err
	}
	err := s.split(func(e entry, _, plain []byte) {
		e.sum = sha256.Sum256(plain)
		s.items = append(s.items, e)
	})
	return s, err
}

// split prints the binary and calls emit with each item, in order.
func (s *side) split(emit func(e entry, text, plain []byte)) error {
	splitter := splitter{sizes: s.sizes, emit: emit}
	err := wat.Print(&splitter, s.data, wat.PrintOptions{})
	splitter.end()
	return err
}

// textOf is an item's text, and the text that it is compared by.
type textOf struct{ text, plain string }

// texts prints the binary again for the texts of some of its items, by their
// place.
func (s *side) texts(wanted map[int]bool) (map[int]textOf, error) {
	found := make(map[int]textOf, len(wanted))
	if len(wanted) == 0 {
		return found, nil
	}
	place := 0
	err := s.split(func(_ entry, text, plain []byte) {
		if wanted[place] {
			found[place] = textOf{string(text), string(plain)}
		}
		place++
	})
	return found, err
}

// unitSizes are the bytes that the entries of one module take, by the keyword
// that they are printed with and their index in that list.
type unitSizes map[string][]int64

// measure adds up the outermost item's sections and measures the entries of
// every module, in the order in which they begin.
func (s *side) measure() error {
	var units []unitSizes
	var open []int // of units
	p := decode.NewParser(s.data, 0)
	var ev decode.Event
	for p.Next(&ev) {
		switch ev.Kind {
		case decode.EventStart:
			open = append(open, len(units))
			units = append(units, unitSizes{})
			if len(open) == 2 {
				s.add(nested(&ev), 1, int64(len(ev.Data)))
			}
		case decode.EventEnd:
			open = open[:len(open)-1]
		case decode.EventBody:
			unit := units[open[len(open)-1]]
			unit["body"] = append(unit["body"], int64(len(ev.Data)))
		case decode.EventCode:
			if len(open) == 1 {
				s.add("code", int(ev.Count), int64(len(ev.Data)))
			}
		case decode.EventCustom:
			if len(open) == 1 {
				s.add("custom "+ev.Name, 1, int64(len(ev.Data)))
			}
		case decode.EventSection:
			name := ev.Section().String()
			if ev.Component {
				name = ev.ComponentSection().String()
			} else {
				measureEntries(units[open[len(open)-1]], &ev)
			}
			if len(open) == 1 {
				s.add(name, entries(&ev), int64(len(ev.Data)))
			}
		}
	}
	s.sizes = units
	return p.Err()
}

// entries is how many a section says that it has; a few are one entry without
// a count.
func entries(ev *decode.Event) int {
	if ev.Component && ev.ComponentSection() == binary.ComponentSectionStart {
		return 1
	}
	if !ev.Component && (ev.Section() == binary.SectionStart || ev.Section() == binary.SectionDataCount) {
		return 1
	}
	return int(ev.Items().Count())
}

func nested(ev *decode.Event) string {
	if ev.Component {
		return "component"
	}
	return "core module"
}

func (s *side) add(name string, count int, size int64) {
	s.sections = append(s.sections, section{name, Extent{count, size}})
}

// measureEntries reads a section's entries for their sizes.
func measureEntries(unit unitSizes, ev *decode.Event) {
	items := ev.Items()
	var (
		keyword string
		read    func()
	)
	switch ev.Section() {
	case binary.SectionImport:
		keyword, read = "import", func() { items.Import() }
	case binary.SectionExport:
		keyword, read = "export", func() { items.Export() }
	case binary.SectionGlobal:
		keyword, read = "global", func() { items.Global() }
	case binary.SectionElement:
		keyword, read = "elem", func() { items.Element() }
	case binary.SectionData:
		keyword, read = "data", func() { items.Data() }
	default:
		return
	}
	for items.Next() {
		read()
		unit[keyword] = append(unit[keyword], items.Offset()-items.Start)
	}
}
