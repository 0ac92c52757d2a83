package compare

import (
	"bytes"
	"strconv"
	"strings"
)

// splitter takes text apart while it is being printed. A module or component is
// a form whose items begin on lines that are indented by one level more than
// it. Of the text, only the item at hand is kept.
type splitter struct {
	sizes []unitSizes // of the modules and components still to come
	emit  func(e entry, text, plain []byte)

	forms []form // open ones, the innermost last
	line  []byte // a line whose end is still to come
	item  []byte // lines of the item at hand
	lines int    // how many
	nests bool   // it is a nested module or component

	text, plain []byte // scratch
}

// form is an open module or component.
type form struct {
	margin int    // indentation of its items
	path   string // of names around its items'
	sizes  unitSizes
	counts map[string]int // items so far, by kind
	types  []string       // texts of its types, for references to them; "" if long
}

// Write takes the next part of the text. It never fails.
func (s *splitter) Write(b []byte) (int, error) {
	size := len(b)
	for {
		n := bytes.IndexByte(b, '\n')
		if n < 0 {
			s.line = append(s.line, b...)
			return size, nil
		}
		line := b[:n+1]
		if len(s.line) > 0 {
			s.line = append(s.line, line...)
			line = s.line
		}
		s.take(line)
		s.line = s.line[:0]
		b = b[n+1:]
	}
}

// end is called behind the last part.
func (s *splitter) end() {
	if len(s.line) > 0 {
		s.take(s.line)
	}
	s.flush()
}

// take looks at one line.
func (s *splitter) take(line []byte) {
	if len(s.forms) == 0 {
		s.open(len(line)-len(bytes.TrimLeft(line, " "))+2, "")
		return
	}
	for {
		f := &s.forms[len(s.forms)-1]
		switch {
		case begins(line, f.margin):
			s.flush()
			s.item, s.lines = append(s.item, line...), 1
			word := line[f.margin+1:]
			s.nests = bytes.HasPrefix(word, []byte("core module")) || bytes.HasPrefix(word, []byte("component"))
		case closes(line, f.margin):
			s.flush()
			if len(s.forms) > 1 {
				s.forms = s.forms[:len(s.forms)-1]
			}
		case s.nests && s.lines == 1:
			// The line is one of the nested form.
			e := s.entry()
			s.item, s.nests = s.item[:0], false
			s.open(f.margin+2, e.name+" / ")
			continue
		case s.lines > 0:
			s.item = append(s.item, line...)
			s.lines++
		}
		return
	}
}

// begins says whether an item begins on a line.
func begins(line []byte, margin int) bool {
	return len(line) > margin && line[margin] == '(' && len(bytes.TrimLeft(line[:margin], " ")) == 0
}

// closes says whether a line is the last one of a form.
func closes(line []byte, margin int) bool {
	return len(bytes.TrimRight(line, "\n")) == margin-1 && string(bytes.TrimSpace(line)) == ")"
}

// open begins a module or component.
func (s *splitter) open(margin int, path string) {
	s.lines = 0
	s.forms = append(s.forms, form{margin: margin, path: path, sizes: s.nextSizes(), counts: map[string]int{}})
}

func (s *splitter) nextSizes() (u unitSizes) {
	if len(s.sizes) > 0 {
		u, s.sizes = s.sizes[0], s.sizes[1:]
	}
	return u
}

// entry tells the item at hand by its first line, and counts it.
func (s *splitter) entry() entry {
	f := &s.forms[len(s.forms)-1]
	line, _, _ := bytes.Cut(s.item, []byte("\n"))
	kind, name, index, named := head(string(line))
	e := entry{kind: kind, name: f.path + name, named: named, bytes: -1}
	if !named {
		e.name = f.path + strconv.Itoa(f.counts[kind])
		if index != "" {
			e.name = f.path + index
		}
	}
	place := f.counts[kind]
	f.counts[kind]++
	keyword := kind
	if kind == "func" {
		keyword = "body"
	}
	if sized := f.sizes[keyword]; place < len(sized) {
		e.bytes = sized[place]
	}
	return e
}

// flush ends the item at hand.
func (s *splitter) flush() {
	if s.lines == 0 {
		return
	}
	f := &s.forms[len(s.forms)-1]
	e := s.entry()
	s.text = appendUnindented(s.text[:0], s.item)
	s.plain = appendPlain(s.plain[:0], s.text, f.types)
	if e.kind == "type" {
		text := strings.Join(strings.Fields(string(s.plain)), " ")
		if len(text) >= longType {
			text = ""
		}
		f.types = append(f.types, text)
	}
	if s.nests {
		s.nextSizes() // it is an empty one, on one line
	}
	s.emit(e, s.text, s.plain)
	s.item, s.lines, s.nests = s.item[:0], 0, false
}
