// Package compare says what differs between two modules, components or WIT
// packages: section by section, and item by item (a function, an export, a
// type, a nested module, …) with the text of both sides.
//
// In go two binaries, or two texts of WIT as wcomp prints them; out comes a
// Report, and from it tables and a line diff. Items are matched by name where
// they have one, then by equal text, then by place, so that one function more
// at the front does not make all that follow look changed. Nothing is
// validated; what cannot be decoded is an error.
package compare

import "slices"

// Change says how an item differs.
type Change uint8

const (
	Removed Change = iota // only the old side has it
	Added                 // only the new side has it
	Changed               // both have it, with another text
)

// String returns the word.
func (c Change) String() string { return [...]string{"removed", "added", "changed"}[c] }

// Report is what differs.
type Report struct {
	// Sections that either side has, in file order, equal ones included.
	Sections []Section
	// Items that differ, in the order of the new side, removed ones where
	// they stood in the old.
	Items []Item
}

// Section compares a section, or all sections of one kind of a component.
type Section struct {
	Name     string // "type", "code", "custom name"
	Old, New Extent
}

// Extent is how much of something there is.
type Extent struct {
	Count int   // entries; of custom sections, sections
	Bytes int64 // contents, without the section's header
}

// Item is one thing that differs.
type Item struct {
	Change Change
	// Kind is the keyword of the text format or of WIT: func, type,
	// import, core module, interface, world, …
	Kind string
	// Name identifies it among its kind: an identifier, a quoted name, or
	// its index. What is nested has the names of the outer ones before it.
	Name string
	// Old and New are its texts, "" on the side that lacks it.
	Old, New string
	// OldBytes and NewBytes are its sizes in the binary, -1 if not known.
	OldBytes, NewBytes int64

	oldPlain, newPlain string // the texts without what only counts places
}

// Equal says whether nothing differs: all items are equal, and all sections
// have the same extent. Two encodings of the same text may still differ in
// bytes.
func (r *Report) Equal() bool {
	return len(r.Items) == 0 && !slices.ContainsFunc(r.Sections, func(s Section) bool { return s.Old != s.New })
}

// Binaries compares two modules or components.
func Binaries(old, new []byte) (*Report, error) {
	a, err := inventory(old)
	if err != nil {
		return nil, &SideError{Err: err}
	}
	b, err := inventory(new)
	if err != nil {
		return nil, &SideError{New: true, Err: err}
	}
	return &Report{Sections: pairSections(a.sections, b.sections), Items: match(a.items, b.items)}, nil
}

// WIT compares two texts of WIT in the layout of wit.Resolve.AppendWIT, by
// interfaces and worlds.
func WIT(old, new string) *Report {
	return &Report{Items: match(witEntries(old), witEntries(new))}
}

// SideError says which input could not be read.
type SideError struct {
	New bool
	Err error
}

func (e *SideError) Error() string { return e.Err.Error() }

// Unwrap is the cause.
func (e *SideError) Unwrap() error { return e.Err }

// pairSections puts the sections of both sides together, each name once, in
// the order of the old side and then the new.
func pairSections(old, new []section) []Section {
	var out []Section
	at := make(map[string]int)
	find := func(name string) *Section {
		i, ok := at[name]
		if !ok {
			i = len(out)
			at[name] = i
			out = append(out, Section{Name: name})
		}
		return &out[i]
	}
	for _, s := range old {
		e := &find(s.name).Old
		e.Count, e.Bytes = e.Count+s.extent.Count, e.Bytes+s.extent.Bytes
	}
	for _, s := range new {
		e := &find(s.name).New
		e.Count, e.Bytes = e.Count+s.extent.Count, e.Bytes+s.extent.Bytes
	}
	return out
}
