package decode

import (
	"iter"

	"wcomp/binary"
)

// EventKind says what a Parser came across.
type EventKind byte

const (
	// EventStart: the header of a module or component. Nested ones come
	// between their section's EventStart and EventEnd, one Depth further in.
	EventStart EventKind = iota
	// EventSection: a section with entries; ID, Data.
	EventSection
	// EventCode: the code section starts; Count bodies follow as EventBody.
	EventCode
	// EventBody: a function body; Count is its place in the code section.
	EventBody
	// EventCustom: a custom section; Name, Data after the name.
	EventCustom
	// EventEnd: the end of a module or component.
	EventEnd
)

// Event is one unit of a module or component. Data shares the input's memory.
type Event struct {
	Kind EventKind
	// Component says that the event belongs to a component, not to a core
	// module. It decides what ID means.
	Component bool
	// Depth counts the enclosing components: 0 for the outermost item.
	Depth int
	// ID is the section's id byte (EventSection, EventCode, EventCustom; for
	// the EventStart of a nested item the id of the section it is in).
	ID byte
	// Start is the offset of the section's id byte; for EventStart of the
	// header, for EventBody of the body's size.
	Start int64
	// Offset is where Data starts: the contents after the section's size, for
	// EventCustom after its name.
	Offset int64
	// Contents is the offset of the contents after the section's size, for
	// EventCustom the name included.
	Contents int64
	// Data: contents of a section or body; the whole module or component of
	// EventStart, its header included.
	Data []byte
	// Name of a custom section.
	Name string
	// Count: the number of bodies (EventCode), the index of a body (EventBody).
	Count uint32
}

// End is the offset after Data.
func (ev *Event) End() int64 { return ev.Offset + int64(len(ev.Data)) }

// Section is the id of a core module's section.
func (ev *Event) Section() binary.SectionID { return binary.SectionID(ev.ID) }

// ComponentSection is the id of a component's section.
func (ev *Event) ComponentSection() binary.ComponentSectionID {
	return binary.ComponentSectionID(ev.ID)
}

// Items walks the entries of an EventSection.
func (ev *Event) Items() *Items {
	single := ev.ID == byte(binary.SectionStart)
	if ev.Component {
		single = ev.ID == byte(binary.ComponentSectionStart)
	} else if ev.ID == byte(binary.SectionDataCount) {
		single = true
	}
	if single {
		return NewItem(ev.Data, ev.Offset)
	}
	return NewItems(ev.Data, ev.Offset)
}

// Body is the function body of an EventBody.
func (ev *Event) Body() Body { return Body{Data: ev.Data, Offset: ev.Offset} }

// frame is a module or component being read.
type frame struct {
	component bool
	end       int // offset in the input of its end
	rank      int // of the last non-custom section of a module
	start     bool
	// Counts that must agree (core spec 5.5.16).
	funcs, bodies, dataCount, datas uint32
	hasDataCount                    bool
	// Bodies still to come of the code section, and the section's end.
	inCode  bool
	next    uint32
	codeEnd int
}

// Parser walks a module or component front to back, nested ones in place. It
// checks the framing: headers, section ids and order, sizes, and the counts
// that sections must agree on. Nesting is kept on a stack of its own, so depth
// costs no call stack.
type Parser struct {
	data   []byte
	base   int64
	pos    int
	frames []frame
	begun  bool
	err    *binary.Error
	src    *source // of a stream, else nil
	// where is the section being read, in the words of errors.
	where string
}

// NewParser reads data, whose first byte has the given offset.
func NewParser(data []byte, offset int64) *Parser {
	return &Parser{data: data, base: offset}
}

// Err is the first error, or nil.
func (p *Parser) Err() error {
	switch {
	case p.src != nil && p.src.err != nil:
		return p.src.err
	case p.err == nil:
		return nil
	}
	return p.err
}

// Events walks data as an iterator. The event is reused by the next turn.
func Events(data []byte) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		p := NewParser(data, 0)
		var ev Event
		for p.Next(&ev) {
			if !yield(&ev, nil) {
				return
			}
		}
		if err := p.Err(); err != nil {
			yield(nil, err)
		}
	}
}

func (p *Parser) fail(e *binary.Error) bool {
	if p.err == nil {
		if p.err = e; e.Item == "" && p.where != "" {
			e.Item = p.where + " section"
		}
	}
	return false
}

func (p *Parser) failf(at int, format string, args ...any) bool {
	return p.fail(binary.Errorf(p.base+int64(at), format, args...))
}

// failLengths says that a section has not as many entries as another announces.
func (p *Parser) failLengths(at int, message string, expected uint32, what string, found uint32) bool {
	return p.fail(&binary.Error{Offset: p.base + int64(at), Message: message,
		Expected: plural(int(expected), what), Found: plural(int(found), what)})
}

// reader reads primitives at the current position, up to end.
func (p *Parser) reader(end int) Reader {
	return Reader{buf: p.data[:min(end, len(p.data))], pos: p.pos, base: p.base}
}

// Next moves to the next unit. It is false at the end and on an error.
func (p *Parser) Next(ev *Event) bool {
	if p.err != nil || p.src != nil && !p.await() {
		return false
	}
	if !p.begun {
		p.begun = true
		*ev = Event{}
		end := len(p.data)
		if p.src != nil && !p.src.eof {
			end = unknownEnd
		}
		return p.header(ev, end)
	}
	if len(p.frames) == 0 {
		return false
	}
	f := &p.frames[len(p.frames)-1]
	if f.inCode {
		if f.next < f.bodies {
			return p.body(f, ev)
		}
		if p.pos != f.codeEnd {
			return p.fail(&binary.Error{Offset: p.base + int64(p.pos), Message: "section size mismatch: unexpected bytes after the last function body",
				Expected: "the end", Found: plural(f.codeEnd-p.pos, "more byte")})
		}
		f.inCode = false
	}
	if p.pos >= f.end {
		return p.end(f, ev)
	}
	return p.section(f, ev)
}

// header reads the header at the current position of an item that ends at
// end.
func (p *Parser) header(ev *Event, end int) bool {
	at := p.pos
	r := p.reader(end)
	magic := r.Bytes(4)
	if magic == nil {
		return p.fail(r.err)
	}
	if string(magic) != binary.Magic {
		return p.fail(&binary.Error{Offset: p.base + int64(at), Code: "bad-magic",
			Message: "bad magic number: not a WebAssembly binary"})
	}
	v := r.Bytes(4)
	if v == nil {
		return p.fail(r.err)
	}
	version, layer := uint16(v[0])|uint16(v[1])<<8, uint16(v[2])|uint16(v[3])<<8
	f := frame{end: end}
	switch {
	case version == binary.ModuleVersion && layer == binary.ModuleLayer:
	case version == binary.ComponentVersion && layer == binary.ComponentLayer:
		f.component = true
	case layer > binary.ComponentLayer:
		return p.fail(&binary.Error{Offset: p.base + int64(at) + 4, Code: "unknown-version",
			Message: "unknown binary version and layer", Expected: "a core module (version 1, layer 0) or a component (version 13, layer 1)",
			Found: versionString(version, layer)})
	default:
		return p.fail(&binary.Error{Offset: p.base + int64(at) + 4, Code: "unknown-version",
			Message: "unknown binary version", Expected: "a core module (version 1, layer 0) or a component (version 13, layer 1)",
			Found: versionString(version, layer)})
	}
	p.pos = r.pos
	ev.Kind = EventStart
	ev.Component = f.component
	ev.Depth = len(p.frames)
	ev.Start, ev.Offset, ev.Contents = p.base+int64(at), p.base+int64(at), p.base+int64(at)
	if p.src == nil {
		ev.Data = p.data[at:end:end]
	}
	p.frames = append(p.frames, f)
	return true
}

func versionString(version, layer uint16) string {
	return "version " + plain(version) + ", layer " + plain(layer)
}

func plain(v uint16) string {
	if v == 0 {
		return "0"
	}
	var b [5]byte
	i := len(b)
	for ; v > 0; v /= 10 {
		i--
		b[i] = byte('0' + v%10)
	}
	return string(b[i:])
}

func (p *Parser) end(f *frame, ev *Event) bool {
	if !f.component {
		p.where = "code"
		if f.funcs != f.bodies {
			return p.failLengths(p.pos, "function and code section have inconsistent lengths", f.funcs, "body", f.bodies)
		}
		p.where = "data"
		if f.hasDataCount && f.dataCount != f.datas {
			return p.failLengths(p.pos, "data count and data section have inconsistent lengths", f.dataCount, "segment", f.datas)
		}
	}
	at := p.base + int64(p.pos)
	*ev = Event{Kind: EventEnd, Component: f.component, Depth: len(p.frames) - 1, Start: at, Offset: at, Contents: at}
	p.frames = p.frames[:len(p.frames)-1]
	return true
}

func (p *Parser) section(f *frame, ev *Event) bool {
	start := p.pos
	r := p.reader(f.end)
	id := r.Byte()
	if p.where = binary.SectionID(id).String(); f.component {
		p.where = binary.ComponentSectionID(id).String()
	}
	if p.where == unknownSection {
		p.where = ""
	}
	if id >= 0x80 {
		return p.failf(start, "malformed section id 0x%02x", id)
	}
	sizeAt := r.pos
	size := r.U32()
	if r.err != nil {
		return p.fail(r.err)
	}
	if int64(size) > int64(f.end-r.pos) {
		if id == 0 && sizeAt == start+1 && string(p.data[start:min(start+4, f.end, len(p.data))]) == binary.Magic {
			p.where = ""
			return p.failf(start, "the magic number where a section is expected: are these several files joined together?")
		}
		return p.fail(&binary.Error{Offset: p.base + int64(f.end), Code: "unexpected-end",
			Message: "unexpected end of input: section " + sectionName(f.component, id) + " is cut off", Expected: plural(int(size), "byte"), Found: plural(f.end-r.pos, "byte")})
	}
	contents := r.pos
	end := contents + int(size)
	*ev = Event{Kind: EventSection, Component: f.component, Depth: len(p.frames) - 1, ID: id,
		Start: p.base + int64(start), Offset: p.base + int64(contents), Contents: p.base + int64(contents),
		Data: p.slice(contents, end)}
	if id == 0 {
		if size > 0 && string(p.data[start:min(start+4, f.end, len(p.data))]) == binary.Magic {
			p.where = ""
			return p.failf(start, "the magic number where a section is expected: are these several files joined together?")
		}
		ev.Kind = EventCustom
		n := Reader{buf: p.data[:min(end, len(p.data))], pos: contents, base: p.base}
		ev.Name = n.Name()
		if n.err != nil {
			return p.fail(n.err)
		}
		ev.Offset = n.Offset()
		ev.Data = p.slice(n.pos, end)
		p.pos = end
		return true
	}
	if f.component {
		return p.componentSection(f, ev, contents, end)
	}
	return p.moduleSection(f, ev, contents, end)
}

func sectionName(component bool, id byte) string {
	name := binary.SectionID(id).String()
	if component {
		name = binary.ComponentSectionID(id).String()
	}
	if name == unknownSection {
		return "with id " + plain(uint16(id))
	}
	return name
}

// unknownSection is the name of a section that is none.
const unknownSection = "unknown"

func (p *Parser) moduleSection(f *frame, ev *Event, contents, end int) bool {
	id := ev.Section()
	rank := id.Rank()
	if rank == 0 {
		return p.failf(contents, "malformed section id %d", ev.ID)
	}
	if rank <= f.rank {
		return p.failf(contents, "section out of order: unexpected %s section", id)
	}
	f.rank = rank
	r := Reader{buf: p.data[:min(end, len(p.data))], pos: contents, base: p.base}
	switch id {
	case binary.SectionFunction:
		f.funcs = r.U32()
	case binary.SectionDataCount:
		f.hasDataCount = true
		f.dataCount = r.U32()
	case binary.SectionData:
		f.datas = r.U32()
		if r.err == nil && f.hasDataCount && f.dataCount != f.datas {
			return p.failLengths(contents, "data count and data section have inconsistent lengths", f.dataCount, "segment", f.datas)
		}
	case binary.SectionCode:
		f.bodies = r.U32()
		if r.err == nil && f.funcs != f.bodies {
			return p.failLengths(contents, "function and code section have inconsistent lengths", f.funcs, "body", f.bodies)
		}
		ev.Kind = EventCode
		ev.Count = f.bodies
		f.inCode, f.next, f.codeEnd = true, 0, end
	}
	if r.err != nil {
		return p.fail(r.err)
	}
	p.pos = end
	if f.inCode {
		p.pos = r.pos
	}
	return true
}

func (p *Parser) body(f *frame, ev *Event) bool {
	start := p.pos
	r := p.reader(f.codeEnd)
	size := r.U32()
	at := r.pos
	data := r.Bytes(int(size))
	if r.err != nil {
		return p.fail(r.err)
	}
	*ev = Event{Kind: EventBody, Depth: len(p.frames) - 1, ID: byte(binary.SectionCode), Start: p.base + int64(start),
		Offset: p.base + int64(at), Contents: p.base + int64(at), Data: data, Count: f.next}
	f.next++
	p.pos = r.pos
	return true
}

func (p *Parser) componentSection(f *frame, ev *Event, contents, end int) bool {
	switch id := ev.ComponentSection(); {
	case id == binary.ComponentSectionCoreModule, id == binary.ComponentSectionComponent:
		if end-contents > binary.MaxNestedSection {
			return p.fail(&binary.Error{Offset: p.base + int64(contents), Code: "limit",
				Message: "nested " + id.String() + " is larger than the limit of 1 GiB"})
		}
		p.pos = contents
		if !p.header(ev, end) {
			return false
		}
		if ev.Component != (id == binary.ComponentSectionComponent) {
			found := "a core module"
			if ev.Component {
				found = "a component"
			}
			return p.fail(&binary.Error{Offset: p.base + int64(contents) + 4, Message: id.String() + " section holds the wrong kind",
				Expected: "a " + id.String(), Found: found})
		}
		ev.ID = byte(id)
		ev.Contents = ev.Start
		return true
	case id > binary.ComponentSectionExport:
		return p.failf(contents, "malformed section id %d", ev.ID)
	case id == binary.ComponentSectionStart:
		if f.start {
			return p.failf(contents, "section out of order: a component has at most one start section")
		}
		f.start = true
	}
	p.pos = end
	return true
}

// Skip passes over the rest of the module or component whose EventStart was
// the last event, its EventEnd included. Its contents are not looked at.
func (p *Parser) Skip() {
	if n := len(p.frames); n > 0 && p.err == nil {
		p.pos = p.frames[n-1].end
		p.frames = p.frames[:n-1]
	}
}
