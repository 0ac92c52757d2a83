package encode

import "wcomp/binary"

// Module builds a core module section by section, in the order of the calls.
//
//	var m encode.Module
//	m.Entry(binary.SectionType, func(b []byte) []byte { return encode.RecGroup(b, g) })
//	m.Custom("producers", contents)
//	data := m.Bytes()
//
// Consecutive entries of one section share it. The zero value is ready.
type Module struct {
	sections
}

// Entry appends an entry to section id, which is opened if it is not the
// current one.
func (m *Module) Entry(id binary.SectionID, fill func(b []byte) []byte) { m.entry(byte(id), fill) }

// Section appends a whole section with the given contents.
func (m *Module) Section(id binary.SectionID, contents []byte) { m.section(byte(id), contents) }

// Empty appends a section without entries.
func (m *Module) Empty(id binary.SectionID) { m.section(byte(id), []byte{0}) }

// Custom appends a custom section.
func (m *Module) Custom(name string, contents []byte) { m.custom(name, contents) }

// Bytes is the module. The builder may go on; earlier results stay as they are
// only until then.
func (m *Module) Bytes() []byte { return m.finish(binary.ModuleHeader) }

// Component builds a component section by section, in the order of the calls,
// and counts the index spaces. Consecutive entries of one section share it.
// The zero value is ready.
type Component struct {
	sections
	// Counts of the index spaces so far, by sort.
	counts [256]uint32
}

// Count is the number of items of sort s so far: the index the next one gets.
func (c *Component) Count(s binary.Sort) uint32 { return c.counts[s] }

func (c *Component) add(s binary.Sort) uint32 {
	i := c.counts[s]
	c.counts[s]++
	return i
}

// CoreModule appends a core module and returns its core module index.
func (c *Component) CoreModule(module []byte) uint32 {
	c.section(byte(binary.ComponentSectionCoreModule), module)
	return c.add(binary.SortCoreModule)
}

// CoreModuleParts is CoreModule for a module in pieces, which are copied only
// once, when the component is finished.
func (c *Component) CoreModuleParts(parts [][]byte) uint32 {
	c.parts(byte(binary.ComponentSectionCoreModule), parts)
	return c.add(binary.SortCoreModule)
}

// Component appends a nested component and returns its component index.
func (c *Component) Component(component []byte) uint32 {
	c.section(byte(binary.ComponentSectionComponent), component)
	return c.add(binary.SortComponent)
}

// CoreInstance appends a core instance and returns its index.
func (c *Component) CoreInstance(i *binary.CoreInstance) uint32 {
	c.entry(byte(binary.ComponentSectionCoreInstance), func(b []byte) []byte { return CoreInstance(b, i) })
	return c.add(binary.SortCoreInstance)
}

// CoreType appends a core type and returns its index, the first one of a
// recursion group.
func (c *Component) CoreType(t *binary.CoreType) uint32 {
	c.entry(byte(binary.ComponentSectionCoreType), func(b []byte) []byte { return CoreType(b, t) })
	first := c.add(binary.SortCoreType)
	for k := 1; k < len(t.Group.Types); k++ {
		c.add(binary.SortCoreType)
	}
	return first
}

// Instance appends an instance and returns its index.
func (c *Component) Instance(i *binary.Instance) uint32 {
	c.entry(byte(binary.ComponentSectionInstance), func(b []byte) []byte { return Instance(b, i) })
	return c.add(binary.SortInstance)
}

// Alias appends an alias and returns the index it gets in its sort's space.
func (c *Component) Alias(a *binary.Alias) uint32 {
	c.entry(byte(binary.ComponentSectionAlias), func(b []byte) []byte { return Alias(b, a) })
	return c.add(a.Sort)
}

// Type appends a type and returns its index.
func (c *Component) Type(t *binary.Type) uint32 {
	c.entry(byte(binary.ComponentSectionType), func(b []byte) []byte { return ComponentType(b, t) })
	return c.add(binary.SortType)
}

// Canon appends a canonical definition and returns its index: a func for
// lift, a core func for everything else.
func (c *Component) Canon(d *binary.Canon) uint32 {
	c.entry(byte(binary.ComponentSectionCanon), func(b []byte) []byte { return Canon(b, d) })
	if d.Kind == binary.CanonLift {
		return c.add(binary.SortFunc)
	}
	return c.add(binary.SortCoreFunc)
}

// Start sets the start section.
func (c *Component) Start(s *binary.Start) {
	c.section(byte(binary.ComponentSectionStart), ComponentStart(nil, s))
	c.counts[binary.SortValue] += s.Results
}

// Import appends an import and returns the index it gets in its sort's space.
func (c *Component) Import(i *binary.ComponentImport) uint32 {
	c.entry(byte(binary.ComponentSectionImport), func(b []byte) []byte { return ComponentImport(b, i) })
	return c.add(i.Desc.Sort)
}

// Export appends an export and returns the index it introduces in its sort's
// space.
func (c *Component) Export(e *binary.ComponentExport) uint32 {
	c.entry(byte(binary.ComponentSectionExport), func(b []byte) []byte { return ComponentExport(b, e) })
	return c.add(e.Sort)
}

// Custom appends a custom section.
func (c *Component) Custom(name string, contents []byte) { c.custom(name, contents) }

// Bytes is the component.
func (c *Component) Bytes() []byte { return c.finish(binary.ComponentHeader) }

// sections is what both builders share: finished sections, and the one that
// is open for more entries.
type sections struct {
	done  []byte
	open  bool
	id    byte
	count uint32
	body  []byte
	// late are pieces that belong at places in done.
	late     []latePiece
	lateSize int
}

// latePiece stands before done[at].
type latePiece struct {
	at    int
	bytes []byte
}

func (s *sections) entry(id byte, fill func([]byte) []byte) {
	if !s.open || s.id != id {
		s.flush()
		s.open, s.id = true, id
	}
	s.body = fill(s.body)
	s.count++
}

func (s *sections) flush() {
	if s.open {
		s.done = append(s.done, s.id)
		s.done = binary.AppendU32(s.done, uint32(len(s.body)+binary.SizeU32(s.count)))
		s.done = binary.AppendU32(s.done, s.count)
		s.done = append(s.done, s.body...)
	}
	s.open, s.count, s.body = false, 0, s.body[:0]
}

func (s *sections) section(id byte, contents []byte) {
	s.flush()
	s.done = binary.AppendBytes(append(s.done, id), contents)
}

func (s *sections) parts(id byte, parts [][]byte) {
	s.flush()
	size := 0
	for _, p := range parts {
		size += len(p)
	}
	s.done = binary.AppendU32(append(s.done, id), uint32(size))
	for _, p := range parts {
		s.late = append(s.late, latePiece{len(s.done), p})
	}
	s.lateSize += size
}

func (s *sections) custom(name string, contents []byte) {
	s.flush()
	s.done = CustomSection(s.done, name, contents)
}

func (s *sections) finish(header string) []byte {
	s.flush()
	b := make([]byte, 0, len(header)+len(s.done)+s.lateSize)
	b = append(b, header...)
	from := 0
	for _, p := range s.late {
		b = append(append(b, s.done[from:p.at]...), p.bytes...)
		from = p.at
	}
	return append(b, s.done[from:]...)
}

// CustomSection appends a whole custom section, its id and size included.
func CustomSection(b []byte, name string, contents []byte) []byte {
	b = append(b, 0)
	b = binary.AppendU32(b, uint32(binary.SizeU32(uint32(len(name)))+len(name)+len(contents)))
	return append(binary.AppendName(b, name), contents...)
}
