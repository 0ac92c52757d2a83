package decode

import "wcomp/binary"

// NameSubsections reads a name section's contents (after the section's name).
// It stops at the first malformed entry: what was read so far is yielded, then
// the error.
func NameSubsections(data []byte, offset int64) func(yield func(*binary.NameSubsection, error) bool) {
	return func(yield func(*binary.NameSubsection, error) bool) {
		r := NewReader(data, offset)
		for r.Len() > 0 {
			s := binary.NameSubsection{Offset: r.Offset(), Kind: binary.NameKind(r.Byte())}
			sub, ok := r.section()
			if !ok {
				yield(nil, r.Err())
				return
			}
			s.Raw = sub.Rest()
			switch {
			case s.Kind == binary.NameModule:
				if s.Name = sub.Name(); !sub.whole() {
					yield(nil, sub.Err())
					return
				}
			case s.Kind > binary.NameTag:
				sub.pos = len(sub.buf)
			case s.Kind.Indirect():
				n := sub.U32()
				for ; n > 0 && sub.err == nil; n-- {
					i := binary.IndirectNaming{Index: sub.U32()}
					i.Names = sub.nameMap(false)
					s.Indirect = append(s.Indirect, i)
				}
			default:
				s.Names = sub.nameMap(true)
			}
			sub.atEnd()
			if !yield(&s, nil) {
				return
			}
			if sub.err != nil {
				yield(nil, sub.Err())
				return
			}
		}
	}
}

// whole says whether everything was read, and nothing was wrong.
func (r *Reader) whole() bool {
	r.atEnd()
	return r.err == nil
}

// section reads a size and cuts out that many bytes as a reader of their own.
func (r *Reader) section() (Reader, bool) {
	n := r.U32()
	at := r.Offset()
	b := r.Bytes(int(n))
	return NewReader(b, at), r.err == nil
}

// atEnd reports bytes that are left over.
func (r *Reader) atEnd() {
	if r.err == nil && r.Len() > 0 {
		r.Fail(r.Offset(), "unexpected bytes at the end of a subsection")
	}
}

// nameMap reads a name map; entries before a malformed one are kept.
func (r *Reader) nameMap(long bool) []binary.Naming {
	n := r.U32()
	out := make([]binary.Naming, 0, min(r.capacity(n), 1<<16))
	for ; n > 0 && r.err == nil; n-- {
		e := binary.Naming{Offset: r.Offset(), Index: r.U32()}
		if long {
			e.Name = r.LongName()
		} else {
			e.Name = r.Name()
		}
		if r.err == nil {
			out = append(out, e)
		}
	}
	return out
}

// ComponentNameSubsections reads a component-name section's contents, like
// NameSubsections.
func ComponentNameSubsections(data []byte, offset int64) func(yield func(*binary.ComponentNameSubsection, error) bool) {
	return func(yield func(*binary.ComponentNameSubsection, error) bool) {
		r := NewReader(data, offset)
		for r.Len() > 0 {
			s := binary.ComponentNameSubsection{Offset: r.Offset(), ID: r.Byte()}
			if s.ID > 0x7f {
				r.Fail(s.Offset, "invalid number 0x%02x of a subsection", s.ID)
				yield(nil, r.Err())
				return
			}
			sub, ok := r.section()
			if !ok {
				yield(nil, r.Err())
				return
			}
			s.Raw = sub.Rest()
			switch s.ID {
			case 0:
				if s.Name = sub.Name(); !sub.whole() {
					yield(nil, sub.Err())
					return
				}
			case 1:
				if s.Sort = sub.sort(); sub.err != nil && sub.err.Code != "unexpected-end" {
					// Names of a sort to come, as subsections of an unknown
					// kind are.
					sub.err, sub.pos, s.Sort = nil, len(sub.buf), 0
				} else if sub.err == nil {
					s.Names = sub.nameMap(true)
				}
			default:
				sub.pos = len(sub.buf)
			}
			sub.atEnd()
			if !yield(&s, nil) {
				return
			}
			if sub.err != nil {
				yield(nil, sub.Err())
				return
			}
		}
	}
}

// Producers reads a producers section's contents.
func Producers(data []byte, offset int64) ([]binary.ProducersField, error) {
	r := NewReader(data, offset)
	var fields []binary.ProducersField
	for n := r.U32(); n > 0 && r.err == nil; n-- {
		f := binary.ProducersField{Offset: r.Offset(), Name: r.Name()}
		for k := r.U32(); k > 0 && r.err == nil; k-- {
			v := binary.ProducersValue{Offset: r.Offset(), Name: r.Name()}
			v.Version = r.Name()
			f.Values = append(f.Values, v)
		}
		fields = append(fields, f)
	}
	r.atEnd()
	return fields, r.Err()
}

// TargetFeatures reads a target_features section's contents.
func TargetFeatures(data []byte, offset int64) ([]binary.TargetFeature, error) {
	r := NewReader(data, offset)
	var out []binary.TargetFeature
	for n := r.U32(); n > 0 && r.err == nil; n-- {
		f := binary.TargetFeature{Prefix: r.Byte()}
		f.Name = r.Name()
		out = append(out, f)
	}
	r.atEnd()
	return out, r.Err()
}

// Dylink reads a dylink.0 section's contents.
func Dylink(data []byte, offset int64) ([]binary.DylinkSubsection, error) {
	r := NewReader(data, offset)
	var out []binary.DylinkSubsection
	for r.Len() > 0 {
		s := binary.DylinkSubsection{Offset: r.Offset(), Kind: binary.DylinkKind(r.Byte())}
		sub, ok := r.section()
		if !ok {
			return out, r.Err()
		}
		s.Raw = sub.Rest()
		switch s.Kind {
		case binary.DylinkMemInfo:
			s.MemorySize, s.MemoryAlign = sub.U32(), sub.U32()
			s.TableSize, s.TableAlign = sub.U32(), sub.U32()
		case binary.DylinkNeeded, binary.DylinkRuntimePath:
			for n := sub.U32(); n > 0 && sub.err == nil; n-- {
				s.Strings = append(s.Strings, sub.Name())
			}
		case binary.DylinkExportInfo, binary.DylinkImportInfo:
			for n := sub.U32(); n > 0 && sub.err == nil; n-- {
				y := binary.DylinkSymbol{Offset: sub.Offset()}
				if s.Kind == binary.DylinkImportInfo {
					y.Module = sub.Name()
				}
				y.Name = sub.Name()
				y.Flags = sub.U32()
				s.Symbols = append(s.Symbols, y)
			}
		default:
			sub.pos = len(sub.buf)
		}
		sub.atEnd()
		if sub.err != nil {
			return out, sub.Err()
		}
		out = append(out, s)
	}
	return out, nil
}

// BranchHints reads a metadata.code.branch_hint section's contents.
func BranchHints(data []byte, offset int64) ([]binary.BranchHints, error) {
	r := NewReader(data, offset)
	var out []binary.BranchHints
	for n := r.U32(); n > 0 && r.err == nil; n-- {
		f := binary.BranchHints{Func: r.U32()}
		for k := r.U32(); k > 0 && r.err == nil; k-- {
			h := binary.BranchHint{Offset: r.Offset(), BodyOffset: r.U32()}
			at := r.Offset()
			if size := r.U32(); size != 1 {
				r.Fail(at, "invalid size %d of a branch hint: expected 1", size)
			}
			h.Taken = r.flag("a branch hint")
			f.Hints = append(f.Hints, h)
		}
		out = append(out, f)
	}
	r.atEnd()
	return out, r.Err()
}
