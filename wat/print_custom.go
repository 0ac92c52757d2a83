package wat

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"wcomp/binary"
	"wcomp/decode"
)

// custom prints a custom section; place is where it stands, "" in components.
func (p *printer) custom(ev *decode.Event, place string) {
	var err error
	switch ev.Name {
	case "name", "metadata.code.branch_hint":
		if place != "" {
			return
		}
	case "component-name":
		if place == "" {
			return
		}
	case "producers":
		var fields []binary.ProducersField
		if fields, err = decode.Producers(ev.Data, ev.Offset); err == nil {
			err = checkProducers(fields)
		}
		if err == nil {
			p.producers(ev, fields)
			return
		}
	case "dylink.0":
		var list []binary.DylinkSubsection
		if list, err = decode.Dylink(ev.Data, ev.Offset); err == nil {
			p.dylink(ev, list)
			return
		}
	}
	if err != nil {
		p.newline(ev.Offset)
		p.lineComments(ev.Offset, "failed to parse custom section `"+ev.Name+"`: "+reason(err))
	}
	p.newline(ev.Contents)
	p.open("@custom ")
	p.quoted(ev.Name)
	if place != "" {
		p.str(" (")
		p.str(place)
		p.byte(')')
	}
	p.byte(' ')
	if p.o.Skeleton {
		p.str("...")
	} else {
		p.bytes(ev.Data)
	}
	p.close()
}

// reason is why a section does not decode, in the words that texts are compared
// with where an input ends too early.
func reason(err error) string {
	var e *binary.Error
	if errors.As(err, &e) && e.Code == "unexpected-end" {
		return fmt.Sprintf("unexpected end-of-file (at offset 0x%x)", e.Offset)
	}
	return err.Error()
}

// checkProducers: the text format has three fields (tool-conventions
// ProducersSection.md).
func checkProducers(fields []binary.ProducersField) error {
	for _, f := range fields {
		switch f.Name {
		case "language", "processed-by", "sdk":
		default:
			return binary.Errorf(f.Offset, "invalid producers field name: `%s`", f.Name)
		}
	}
	return nil
}

// lineComments writes a comment to the end of the line, of several lines if
// the text has line breaks in it. It is not coloured, and stands at an offset.
func (p *printer) lineComments(offset int64, s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			p.newline(offset)
		}
		p.str(";; ")
		p.str(line)
	}
}

func (p *printer) producers(ev *decode.Event, fields []binary.ProducersField) {
	p.newline(ev.Contents)
	p.open("@producers")
	for i := range fields {
		for k := range fields[i].Values {
			v := &fields[i].Values[k]
			p.newline(v.Offset)
			p.open(fields[i].Name)
			p.byte(' ')
			p.quoted(v.Name)
			p.byte(' ')
			p.quoted(v.Version)
			p.close()
		}
	}
	p.close()
}

func (p *printer) dylink(ev *decode.Event, list []binary.DylinkSubsection) {
	p.newline(ev.Contents)
	p.open("@dylink.0")
	for i := range list {
		s := &list[i]
		switch s.Kind {
		case binary.DylinkMemInfo:
			p.newline(s.Offset)
			p.open("mem-info")
			p.memInfo("memory", s.MemorySize, s.MemoryAlign)
			p.memInfo("table", s.TableSize, s.TableAlign)
			p.close()
		case binary.DylinkNeeded, binary.DylinkRuntimePath:
			p.newline(s.Offset)
			if s.Kind == binary.DylinkNeeded {
				p.open("needed")
			} else {
				p.open("runtime-path")
			}
			for _, name := range s.Strings {
				p.byte(' ')
				p.quoted(name)
			}
			p.close()
		case binary.DylinkExportInfo, binary.DylinkImportInfo:
			for k := range s.Symbols {
				y := &s.Symbols[k]
				p.newline(s.Offset)
				if s.Kind == binary.DylinkExportInfo {
					p.open("export-info ")
				} else {
					p.open("import-info ")
					p.quoted(y.Module)
					p.byte(' ')
				}
				p.quoted(y.Name)
				p.symbolFlags(y.Flags)
				p.close()
			}
		default:
			p.newline(s.Offset)
			p.comment(";; unknown dylink.0 subsection " + strconv.Itoa(int(s.Kind)))
		}
	}
	p.close()
}

func (p *printer) memInfo(word string, size, align uint32) {
	if size == 0 && align == 0 {
		return
	}
	p.str(" (")
	p.str(word)
	p.byte(' ')
	p.u32(size)
	p.byte(' ')
	p.u32(align)
	p.byte(')')
}

// symbolFlagNames are the flags of dylink.0 in the order in which they are
// written (tool-conventions DynamicLinking.md).
var symbolFlagNames = []struct {
	bit  uint32
	name string
}{
	{0x01, "binding-weak"},
	{0x02, "binding-local"},
	{0x04, "visibility-hidden"},
	{0x10, "undefined"},
	{0x20, "exported"},
	{0x40, "explicit-name"},
	{0x80, "no-strip"},
	{0x100, "tls"},
	{0x200, "absolute"},
}

func (p *printer) symbolFlags(flags uint32) {
	for _, f := range symbolFlagNames {
		if flags&f.bit != 0 {
			p.byte(' ')
			p.str(f.name)
			flags &^= f.bit
		}
	}
	if flags != 0 {
		p.str(" 0x")
		p.b = strconv.AppendUint(p.b, uint64(flags), 16)
	}
}
