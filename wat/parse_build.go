package wat

import (
	"sync"
	"sync/atomic"

	"wcomp/binary"
	"wcomp/encode"
)

// build parses the fields in full and writes the module. After an error the
// result means nothing.
func (m *module) build() []byte {
	p := newFieldParser(m)
	errs := len(m.errs)
	for i := range m.fields {
		if m.fields[i].kind == fieldType {
			m.parseField(p, i)
		}
	}
	m.parseFields(p)
	m.assignTypes()
	for i := range m.fields {
		if len(m.fields[i].result.needs) > 0 {
			m.parseField(p, i)
		}
	}
	if len(m.errs) > errs {
		return nil
	}
	return m.write()
}

// parseField parses a field and keeps its errors.
func (m *module) parseField(p *fieldParser, i int) {
	if len(m.errs) > maxErrors {
		return // there are complaints enough
	}
	if bad := p.parse(&m.fields[i]); bad != nil {
		p.errs = append(p.errs, bad)
	}
	m.errs = append(m.errs, p.errs...)
	p.errs = p.errs[:0]
}

// parallelText is how long a text must be for its functions to be parsed by
// several workers.
const parallelText = 256 << 10

// parseFields parses everything but types. The functions of a large module
// are shared out among workers; all they touch of the module is read-only by
// then.
func (m *module) parseFields(p *fieldParser) {
	funcs := 0
	for i := range m.fields {
		f := &m.fields[i]
		if f.kind == fieldFunc && !f.imported {
			funcs++
		}
	}
	workers := min(m.opts.workers(), funcs)
	if last := len(m.fields) - 1; last < 0 || m.fields[last].start-m.fields[0].start < parallelText {
		workers = 1
	}
	for i := range m.fields {
		f := &m.fields[i]
		if f.kind != fieldType && (workers <= 1 || f.kind != fieldFunc || f.imported) {
			m.parseField(p, i)
		}
	}
	if workers <= 1 {
		return
	}
	const batch = 32
	var (
		next atomic.Int64
		wait sync.WaitGroup
		lock sync.Mutex
	)
	for range workers {
		wait.Add(1)
		go func() {
			defer wait.Done()
			p := newFieldParser(m)
			var errs []*Error
			for {
				begin := int(next.Add(batch)) - batch
				if begin >= len(m.fields) || len(errs) > maxErrors {
					break
				}
				for i := begin; i < min(begin+batch, len(m.fields)); i++ {
					f := &m.fields[i]
					if f.kind != fieldFunc || f.imported {
						continue
					}
					if bad := p.parse(f); bad != nil {
						errs = append(errs, bad)
					}
				}
			}
			lock.Lock()
			m.errs = append(append(m.errs, errs...), p.errs...)
			lock.Unlock()
		}()
	}
	wait.Wait()
}

// assignTypes numbers the types that type uses ask for, in the order of the
// source.
func (m *module) assignTypes() {
	next := m.spaces[spaceType].count
	for i := range m.fields {
		for _, n := range m.fields[i].result.needs {
			if _, ok := m.lookup[n.key]; ok || n.key == "" {
				continue
			}
			m.lookup[n.key] = next
			m.implied = append(m.implied, n.sig)
			next++
		}
	}
	m.assigned = true
}

// write puts the sections together.
func (m *module) write() []byte {
	w := moduleWriter{module: m}
	w.out = make([]byte, 0, w.estimate())
	w.out = append(w.out, binary.ModuleHeader...)
	w.customs(placeFirst)
	for i, s := range sectionOrder {
		w.customs(place(2*i + 1))
		w.section(s.id)
		w.customs(place(2*i + 2))
	}
	w.customs(placeLast)
	w.names()
	w.dwarf()
	w.sectionPlaces()
	return w.out
}

type moduleWriter struct {
	*module
	out []byte
}

// estimate is about how long the module gets.
func (w *moduleWriter) estimate() int {
	n := 1024
	for i := range w.fields {
		r := &w.fields[i].result
		n += len(r.out) + len(r.extra) + 8
		for _, names := range [][]binary.Naming{r.labels, r.locals} {
			for _, l := range names {
				n += len(l.Name) + 4
			}
		}
	}
	for _, e := range w.exports {
		n += len(e.name) + 6
	}
	for i := range w.spaces {
		for _, l := range w.spaces[i].names {
			n += len(l.Name) + 6
		}
	}
	for _, c := range w.module.customs {
		n += len(c.name) + len(c.contents) + 12
	}
	return n
}

func (w *moduleWriter) customs(at place) {
	for _, c := range w.module.customs {
		if c.place == at {
			w.out = encode.CustomSection(w.out, c.name, c.contents)
		}
	}
}

// entries of a section: count and pieces, whose total size comes first.
type entries struct {
	count  uint32
	pieces [][]byte
	size   int
	sized  bool // each piece is preceded by its size
}

func (e *entries) add(piece []byte) {
	e.count++
	e.pieces = append(e.pieces, piece)
	e.size += len(piece)
	if e.sized {
		e.size += binary.SizeU32(uint32(len(piece)))
	}
}

func (w *moduleWriter) entries(id binary.SectionID, e *entries) {
	if e.count == 0 {
		return
	}
	w.out = binary.AppendU32(append(w.out, byte(id)), uint32(binary.SizeU32(e.count)+e.size))
	w.out = binary.AppendU32(w.out, e.count)
	for _, p := range e.pieces {
		if e.sized {
			w.out = binary.AppendU32(w.out, uint32(len(p)))
		}
		w.out = append(w.out, p...)
	}
}

// section writes section id if it has anything.
func (w *moduleWriter) section(id binary.SectionID) {
	var e entries
	switch id {
	case binary.SectionType:
		w.fieldEntries(&e, fieldType)
		for _, sig := range w.implied {
			e.add(encode.FuncType([]byte{binary.CodeFunc}, sig))
		}
	case binary.SectionImport:
		for i := range w.fields {
			if w.fields[i].imported {
				e.add(w.fields[i].result.out)
			}
		}
	case binary.SectionFunction:
		for i := range w.fields {
			if f := &w.fields[i]; f.kind == fieldFunc && !f.imported {
				e.add(binary.AppendU32(nil, f.result.typ))
			}
		}
	case binary.SectionTable:
		w.fieldEntries(&e, fieldTable)
	case binary.SectionMemory:
		w.fieldEntries(&e, fieldMemory)
	case binary.SectionTag:
		w.fieldEntries(&e, fieldTag)
	case binary.SectionGlobal:
		w.fieldEntries(&e, fieldGlobal)
	case binary.SectionExport:
		for i := range w.exports {
			x := &w.exports[i]
			if x.field >= 0 {
				e.add(w.fields[x.field].result.out)
				continue
			}
			e.add(encode.Export(nil, &binary.Export{Name: x.name, Kind: x.kind, Index: x.index}))
		}
	case binary.SectionStart:
		for i := range w.fields {
			if f := &w.fields[i]; f.kind == fieldStart {
				w.out = binary.AppendBytes(append(w.out, byte(id)), f.result.out)
			}
		}
		return
	case binary.SectionElement:
		w.segments(&e, fieldElem, fieldTable)
	case binary.SectionDataCount:
		w.dataCount()
		return
	case binary.SectionCode:
		w.branchHints()
		e.sized = true
		w.fieldEntries(&e, fieldFunc)
	case binary.SectionData:
		w.segments(&e, fieldData, fieldMemory)
	}
	w.entries(id, &e)
}

func (w *moduleWriter) fieldEntries(e *entries, kind fieldKind) {
	for i := range w.fields {
		if f := &w.fields[i]; f.kind == kind && !f.imported {
			e.add(f.result.out)
		}
	}
}

// segments adds segments of their own fields and inline ones in the order of
// the source.
func (w *moduleWriter) segments(e *entries, kind, inline fieldKind) {
	for i := range w.fields {
		switch f := &w.fields[i]; {
		case f.kind == kind:
			e.add(f.result.out)
		case f.kind == inline && f.result.extra != nil:
			e.add(f.result.extra)
		}
	}
}

// dataCount writes the data count section where code needs it.
func (w *moduleWriter) dataCount() {
	for i := range w.fields {
		if w.fields[i].kind == fieldFunc && w.fields[i].result.usesData {
			n := binary.AppendU32(nil, w.spaces[spaceData].count)
			w.out = binary.AppendBytes(append(w.out, byte(binary.SectionDataCount)), n)
			return
		}
	}
}

func (w *moduleWriter) branchHints() {
	var all []binary.BranchHints
	for i := range w.fields {
		if f := &w.fields[i]; len(f.result.hints) > 0 && f.kind == fieldFunc {
			all = append(all, binary.BranchHints{Func: f.index, Hints: f.result.hints})
		}
	}
	if all != nil {
		w.out = encode.CustomSection(w.out, "metadata.code.branch_hint", encode.BranchHints(nil, all))
	}
}

// names writes the name section if anything is named.
func (w *moduleWriter) names() {
	var b []byte
	if w.hasName {
		b = encode.NameSubsection(b, &binary.NameSubsection{Kind: binary.NameModule, Name: w.name})
	}
	plain := func(s spaceKind) {
		if names := w.spaces[s].names; len(names) > 0 {
			b = encode.NameSubsection(b, &binary.NameSubsection{Kind: spaceNameKinds[s], Names: names})
		}
	}
	indirect := func(kind binary.NameKind, all []binary.IndirectNaming) {
		if len(all) > 0 {
			b = encode.NameSubsection(b, &binary.NameSubsection{Kind: kind, Indirect: all})
		}
	}
	var locals, labels, fields []binary.IndirectNaming
	for i := range w.fields {
		f := &w.fields[i]
		if f.kind != fieldFunc || f.imported {
			continue
		}
		if len(f.result.locals) > 0 {
			locals = append(locals, binary.IndirectNaming{Index: f.index, Names: f.result.locals})
		}
		if len(f.result.labels) > 0 {
			labels = append(labels, binary.IndirectNaming{Index: f.index, Names: f.result.labels})
		}
	}
	for i := range w.types {
		if n := w.types[i].names; len(n) > 0 {
			fields = append(fields, binary.IndirectNaming{Index: uint32(i), Names: n})
		}
	}
	plain(spaceFunc)
	indirect(binary.NameLocal, locals)
	indirect(binary.NameLabel, labels)
	plain(spaceType)
	plain(spaceTable)
	plain(spaceMemory)
	plain(spaceGlobal)
	plain(spaceElem)
	plain(spaceData)
	indirect(binary.NameField, fields)
	plain(spaceTag)
	if b != nil {
		w.out = encode.CustomSection(w.out, "name", b)
	}
}
