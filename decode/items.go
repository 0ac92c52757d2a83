package decode

// Items walks the entries of a section: Next, then the one reading method
// that fits the section.
//
//	for items := ev.Items(); items.Next(); {
//		e := items.Export()
//		if err := items.Err(); err != nil { … }
//	}
//
// After the last entry Next checks that the section has no bytes left over.
type Items struct {
	Reader
	count uint32
	next  uint32
	// Start is the offset of the current entry's first byte.
	Start int64
}

// NewItems walks a section's contents, which begin with the number of
// entries.
func NewItems(data []byte, offset int64) *Items {
	s := &Items{Reader: NewReader(data, offset)}
	s.count = s.U32()
	return s
}

// NewItem walks contents that are one entry without a count (start sections).
func NewItem(data []byte, offset int64) *Items {
	return &Items{Reader: NewReader(data, offset), count: 1}
}

// Count is the number of entries the section announces. It may be larger
// than what the section holds.
func (s *Items) Count() uint32 { return s.count }

// Index of the current entry, from 0.
func (s *Items) Index() uint32 { return s.next - 1 }

// Next moves to the next entry. It is false after the last one and on an
// error.
func (s *Items) Next() bool {
	if s.err != nil {
		return false
	}
	if s.next >= s.count {
		if s.Len() > 0 {
			s.failSize("section size mismatch: unexpected bytes after the last entry")
		}
		return false
	}
	s.next++
	s.Start = s.Offset()
	return true
}
