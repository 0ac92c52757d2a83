package decode

import (
	"io"
	"math"

	"wcomp/binary"
)

// Reading from an io.Reader. Before each unit as many bytes are read as it
// takes: a whole section, or a function body, or the beginning of a code section
// or of a nested module or component. They lie in a window, from which the
// unit is then read as from a whole file. A window that is used up is left to
// the slices that were cut from it, and a new one is made.

// unknownEnd is where a file ends whose end has not been read.
const unknownEnd = math.MaxInt / 2

// windowBytes is the size of a window, unless a unit is larger.
const windowBytes = 256 << 10

// source is what a stream is read from.
type source struct {
	r   io.Reader
	eof bool
	err error // of the reader
	// gone is the number of bytes behind the window that were read and
	// dropped.
	gone int
	keep func(custom string) bool
	// part is the section of the outermost file that is being read unit by
	// unit: the file may end before it does. held: it stays the one that
	// Complete asks about.
	held bool
	part struct {
		name     string
		from, to int64 // offsets of its contents and of its end
	}
}

// NewStream makes a Parser of what r yields, whose first byte has the given
// offset. Its events are those of NewParser but for their Data: EventStart and
// EventCode have none, and of EventCustom only those whose name keep approves
// of. What Data refers to stays as it is for as long as it is used.
//
// A section that goes on behind the end of the input is an error where it
// begins. A stream finds that out when it gets there, after the units that it
// could read: the error takes the place of others in the section (see
// Complete).
func NewStream(r io.Reader, offset int64, keep func(custom string) bool) *Parser {
	return &Parser{base: offset, src: &source{r: r, keep: keep}}
}

// Complete reads on to the end of the section of the outermost file that the
// last unit was in, without looking at anything, and says whether it has one.
// Whoever finds an error in a unit of a stream asks first: the file may be cut
// off, which is an error before that one.
func (p *Parser) Complete() error {
	s := p.src
	if s == nil {
		return nil
	}
	p.drop(int(s.part.to - p.base - int64(len(p.data)) - int64(s.gone)))
	if s.err != nil {
		return s.err
	}
	if e := p.cutOff(); e != nil {
		return e
	}
	return nil
}

// Hold makes Complete ask about the section that the last unit was in, whatever
// is read until then.
func (p *Parser) Hold() {
	if p.src != nil {
		p.src.held = true
	}
}

// Leave gives up the innermost module or component, whatever is wrong with it,
// and goes on behind it. It is false if there is nothing around it.
func (p *Parser) Leave() bool {
	n := len(p.frames)
	if n < 2 {
		return false
	}
	p.err = nil
	p.pos = p.frames[n-1].end
	p.frames = p.frames[:n-1]
	return true
}

// cutOff is the error of a section that goes on behind the end of the input.
func (p *Parser) cutOff() *binary.Error {
	s := p.src
	end := p.base + int64(len(p.data)+s.gone)
	if !s.eof || s.part.to <= end {
		return nil
	}
	return &binary.Error{Offset: end, Code: "unexpected-end", Item: s.part.name + " section",
		Message:  "unexpected end of input: section " + s.part.name + " is cut off",
		Expected: plural(int(s.part.to-s.part.from), "byte"), Found: plural(int(end-s.part.from), "byte")}
}

// await reads what the next unit takes. It is false if there is none.
func (p *Parser) await() bool {
	p.unit()
	if p.src.err != nil {
		return false
	}
	if e := p.cutOff(); e != nil {
		p.err = e
		return false
	}
	return true
}

// unit fills the window with the next unit.
func (p *Parser) unit() {
	if !p.begun {
		p.fill(8)
		return
	}
	if len(p.frames) == 0 {
		return
	}
	f := &p.frames[len(p.frames)-1]
	if f.inCode {
		if f.next < f.bodies {
			p.fillBody(f)
			return
		}
		if p.pos != f.codeEnd {
			return // an error
		}
	}
	p.fill(min(6, f.end-p.pos))
	if p.pos >= f.end {
		return
	}
	r := p.reader(f.end)
	id, size := r.Byte(), r.U32()
	if r.err != nil || id >= 0x80 {
		return
	}
	head, all := r.pos-p.pos, r.pos-p.pos+int(size)
	part := all
	switch {
	case id == 0:
		if !p.wanted(f, head, all) {
			p.fill(min(head+5+binary.MaxNameBytes, all, f.end-p.pos))
			p.drop(min(all, f.end-p.pos) - (len(p.data) - p.pos))
			return
		}
	case f.component && (id == byte(binary.ComponentSectionCoreModule) || id == byte(binary.ComponentSectionComponent)):
		part = min(all, head+8)
	case !f.component && id == byte(binary.SectionCode):
		part = min(all, head+5)
	}
	p.fill(min(part, f.end-p.pos))
	if len(p.frames) == 1 && part < all && !p.src.held {
		from := p.base + int64(p.pos+head)
		p.src.part.name, p.src.part.from, p.src.part.to = sectionName(f.component, id), from, from+int64(size)
	}
}

// fillBody fills the window with a function body.
func (p *Parser) fillBody(f *frame) {
	p.fill(min(5, f.codeEnd-p.pos))
	r := p.reader(f.codeEnd)
	if size := r.U32(); r.err == nil {
		p.fill(min(r.pos-p.pos+int(size), f.codeEnd-p.pos))
	}
}

// wanted says whether the contents of a custom section are wanted.
func (p *Parser) wanted(f *frame, head, all int) bool {
	p.fill(min(head+5, all, f.end-p.pos))
	r := Reader{buf: p.data[:min(p.pos+all, f.end, len(p.data))], pos: min(p.pos+head, len(p.data))}
	n := r.U32()
	if r.err != nil || n > binary.MaxNameBytes {
		return false
	}
	p.fill(min(r.pos-p.pos+int(n), all, f.end-p.pos))
	r = Reader{buf: p.data[:min(p.pos+all, f.end, len(p.data))], pos: min(p.pos+head, len(p.data))}
	name := r.Name()
	return r.err == nil && p.src.keep(name)
}

// fill reads until the window has n bytes from the current position on, or the
// input ends.
func (p *Parser) fill(n int) {
	s := p.src
	if p.pos > len(p.data) {
		p.drop(p.pos - len(p.data) - s.gone)
		p.pos = min(p.pos, len(p.data)+s.gone)
		p.window(nil)
	}
	for idle := 0; len(p.data)-p.pos < n && !s.eof && s.err == nil; {
		if room := cap(p.data) - len(p.data); room == 0 || cap(p.data)-p.pos < min(n, windowBytes) {
			// Sizes are not trusted: room grows with what is there.
			have := p.data[p.pos:]
			p.window(append(make([]byte, 0, max(windowBytes, min(n, 2*len(have)))), have...))
		}
		m, err := s.r.Read(p.data[len(p.data):cap(p.data)])
		p.data = p.data[:len(p.data)+m]
		if idle++; m > 0 {
			idle = 0
		}
		p.read(err, idle)
	}
}

// window replaces the window by one that begins at the current position.
func (p *Parser) window(data []byte) {
	by := p.pos
	p.base += int64(by)
	p.data, p.pos, p.src.gone = data, 0, 0
	for i := range p.frames {
		p.frames[i].end -= by
		p.frames[i].codeEnd -= by
	}
}

// drop reads n bytes behind the window and forgets them.
func (p *Parser) drop(n int) {
	s := p.src
	if n <= 0 || s.eof || s.err != nil {
		return
	}
	scratch := make([]byte, min(n, windowBytes))
	for idle := 0; n > 0 && !s.eof && s.err == nil; {
		m, err := s.r.Read(scratch[:min(n, len(scratch))])
		n -= m
		s.gone += m
		if idle++; m > 0 {
			idle = 0
		}
		p.read(err, idle)
	}
}

// read takes note of how a call of Read ended.
func (p *Parser) read(err error, idle int) {
	s := p.src
	switch {
	case err == io.EOF:
		s.eof = true
		if len(p.frames) > 0 {
			p.frames[0].end = len(p.data) + s.gone
		}
	case err != nil:
		s.err = err
	case idle > 100:
		s.err = io.ErrNoProgress
	}
}

// slice is a part of the window, or nil if it is not all there.
func (p *Parser) slice(from, to int) []byte {
	if to > len(p.data) {
		return nil
	}
	return p.data[from:to:to]
}
