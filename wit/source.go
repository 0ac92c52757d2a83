package wit

// Source is a text that was parsed: its name as shown in errors and its bytes.
type Source struct {
	Name string
	Text []byte
}

// Span is a run of bytes in one of the texts of a [Resolve]. The zero value points nowhere: what was decoded from a
// binary has no place in a text.
type Span struct {
	Source     int32 // 1 + index in Resolve.Sources, 0 for none
	Start, End int32 // byte offsets, Start ≤ End
}

// IsZero reports whether the span points nowhere.
func (s Span) IsZero() bool { return s.Source == 0 }
