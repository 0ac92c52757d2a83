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

import (
	"bytes"
	"slices"
	"sync"
)

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

// Binaries compares two modules or components. Of function bodies it reads
// what it takes to print them, but not those of two inputs that are the same
// bytes.
func Binaries(old, new []byte) (*Report, error) {
	if bytes.Equal(old, new) {
		s := &side{data: old}
		if err := s.measure(); err != nil {
			return nil, &SideError{Err: err}
		}
		return &Report{Sections: pairSections(s.sections, s.sections)}, nil
	}
	var a, b *side
	if err := both(
		func() (err error) { a, err = inventory(old); return err },
		func() (err error) { b, err = inventory(new); return err },
	); err != nil {
		return nil, err
	}
	report := &Report{Sections: pairSections(a.sections, b.sections)}
	differences := match(a.items, b.items)
	oldWanted, newWanted := map[int]bool{}, map[int]bool{}
	for _, d := range differences {
		if d.old >= 0 {
			oldWanted[d.old] = true
		}
		if d.new >= 0 {
			newWanted[d.new] = true
		}
	}
	var oldTexts, newTexts map[int]textOf
	if err := both(
		func() (err error) { oldTexts, err = a.texts(oldWanted); return err },
		func() (err error) { newTexts, err = b.texts(newWanted); return err },
	); err != nil {
		return nil, err
	}
	for _, d := range differences {
		i := d.item(a.items, b.items)
		o, n := oldTexts[d.old], newTexts[d.new]
		i.Old, i.New, i.oldPlain, i.newPlain = o.text, n.text, o.plain, n.plain
		report.Items = append(report.Items, i)
	}
	return report, nil
}

// both does something for both sides at the same time. The error is the old
// side's if both fail.
func both(old, new func() error) error {
	var newErr error
	var wg sync.WaitGroup
	wg.Go(func() { newErr = new() })
	err := old()
	wg.Wait()
	switch {
	case err != nil:
		return &SideError{Err: err}
	case newErr != nil:
		return &SideError{New: true, Err: newErr}
	}
	return nil
}

// WIT compares two texts of WIT in the layout of wit.Resolve.AppendWIT, by
// interfaces and worlds.
func WIT(old, new string) *Report {
	a, b := witEntries(old), witEntries(new)
	report := &Report{}
	for _, d := range match(a, b) {
		report.Items = append(report.Items, d.item(a, b))
	}
	return report
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
